package extract

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the .want files of testdata")

// TestHTML reads the pages of testdata; beside each lies what is to be found on it.
func TestHTML(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		golden := strings.TrimSuffix(file, ".html") + ".want"
		t.Run(filepath.Base(file), func(t *testing.T) {
			page, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := HTML(page, "text/html", "https://dniprocourier.example/rss/123", today)
			if err != nil {
				t.Fatalf("HTML: %v", err)
			}
			got := show(p)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("HTML (-want +got):\n%s", diff)
			}
		})
	}
}

func show(p Page) string {
	published := p.Published.Format("2006-01-02T15:04:05Z07:00")
	switch {
	case p.Published.IsZero():
		published = ""
	case p.DateOnly:
		published = p.Published.Format("2006-01-02") + " (day)"
	}
	return fmt.Sprintf("title: %s\nbyline: %s\nsite: %s\nlanguage: %s\ncanonical: %s\npublished: %s\npartial: "+
		"%s\n\n%s\n",
		p.Title, p.Byline, p.Site, p.Language, p.Canonical, published, p.Partial, p.Text)
}

// filler is text enough for an article.
func filler(paragraphs int) string {
	var b strings.Builder
	for i := range paragraphs {
		fmt.Fprintf(&b,
			"<p>The column of %d lorries, loaded with flour, blankets and diesel, waited at the crossing until noon, "+
				"said a driver who did not want to be named.</p>\n", 10+i)
	}
	return b.String()
}

func TestHTMLRefusesWhatIsNoArticle(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       Kind
	}{
		{
			"bot check",
			`<title>Just a moment...</title><h1>www.example.org</h1><p>Verifying you are human. This may take a few ` +
				`seconds.</p><noscript>Enable JavaScript and cookies to continue</noscript>`, BotCheck,
		},
		{
			"bot check without a title",
			`<title>example.org</title><p id="cmsg">Please enable JS and disable any ad blocker</p>`, BotCheck,
		},
		{
			"access denied",
			`<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission to access ` +
				`"http://www.example.org/news" on this server.</p><p>Reference #18.5d1</p>`, BotCheck,
		},
		{
			"cookie wall",
			`<title>Before you continue</title><div><p>We and our partners use cookies and other means to measure ` +
				`how this site is used, to show you advertisements, and to make it better for everybody who visits ` +
				`it.</p><button>Accept all</button><button>Settings</button></div>`, Cookies,
		},
		{
			"not found with status 200",
			`<title>404 | The Courier</title><h1>Page not found</h1><p>The page you are looking for has moved, or ` +
				`never was. Try the search, or go back to the home page.</p>`, Failed,
		},
		{"database error", `<title>Database Error</title><h1>Error establishing a database connection</h1>`, Failed},
		{
			"not found in Russian",
			`<title>Страница не найдена</title><h1>Ошибка</h1><p>Запрошенная страница не существует или была ` +
				`удалена. Перейдите на главную.</p>`, Failed,
		},
		{"login", `<title>Log in - The Courier</title><form><input name=u><input name=p></form><p>Forgot your ` +
			`password?</p><p>Sign in to continue to your account.</p>`, Login},
		{"nothing", `<html><body><script>render()</script></body></html>`, Empty},
		{"no bytes", ``, Empty},
		{"a picture", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x01\x02", 50), Binary},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := HTML([]byte(c.page), "text/html; charset=utf-8", "https://example.org/a", today)
			e, ok := errors.AsType[*Error](err)
			if !ok || e.Kind != c.want {
				t.Errorf("HTML = %q, %v, want an error of kind %q", p.Text, err, c.want)
			}
			if ok && strings.Contains(e.Error(), "\n") {
				t.Errorf("the message has several lines: %q", e.Error())
			}
		})
	}
}

// TestHTMLKeepsArticlesAboutWalls shows that an article about such things is not taken for one.
func TestHTMLKeepsArticlesAboutWalls(t *testing.T) {
	for _, c := range []struct{ name, title, first string }{
		{
			"about a check", "Access denied: how aid convoys are stopped",
			"Drivers are asked to verify you are human by soldiers, a driver joked.",
		},
		{
			"about an error", "Error 404: a ministry's archive vanishes",
			"The page you are looking for does not exist, the ministry's site said on Monday.",
		},
		{
			"about cookies", "Cookies and consent: what the new law asks",
			"We use cookies, every site says, and hardly anybody reads on.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := "<title>" + c.title + "</title><article><h1>" + c.title + "</h1><p>" + c.first + "</p>" +
				filler(16) + "</article>"
			p, err := HTML([]byte(page), "", "https://example.org/a", today)
			if err != nil {
				t.Fatalf("HTML: %v", err)
			}
			if !strings.Contains(p.Text, c.first) || p.Partial != "" {
				t.Errorf("HTML = %q, partial %q", p.Text, p.Partial)
			}
		})
	}
}

func TestHTMLSaysWhatIsMissing(t *testing.T) {
	for _, c := range []struct{ name, head, tail, want string }{
		{"whole", "", "", ""},
		{
			"paywall", "", "<div class=offer><p>This article is for subscribers only.</p></div>",
			"a paywall hides the rest",
		},
		{
			"paywall told to search engines",
			`<script type="application/ld+json">{"@type":"NewsArticle","headline":"x",` +
				`"isAccessibleForFree":false}</script>`, "", "a paywall hides the rest",
		},
		{
			"word count",
			`<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","wordCount":900}</script>`, "",
			"the page shows less than half of the article",
		},
		{"broken off", "", "<p>The drivers were told to wait for another …</p>", "the text breaks off"},
		{"paywall in German", "", "<div><p>Nur für Abonnenten</p></div>", "a paywall hides the rest"},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := "<html><head><title>Lorries wait</title>" + c.head + "</head><body><article><h1>Lorries wait</h1>" +
				filler(5) + c.tail + "</article></body></html>"
			p, err := HTML([]byte(page), "", "https://example.org/a", today)
			if err != nil {
				t.Fatalf("HTML: %v", err)
			}
			if p.Partial != c.want {
				t.Errorf("Partial = %q, want %q", p.Partial, c.want)
			}
		})
	}
}

func TestHTMLDropsWhatIsNotTheArticle(t *testing.T) {
	for _, extra := range []string{
		`<p>Read also: The bridge that nobody repairs</p>`,
		`<p><strong>READ MORE:</strong> <a href=/b>The bridge that nobody repairs</a></p>`,
		`<p>Читайте также: Мост, который никто не чинит</p>`,
		`<p>Читайте також: Міст, який ніхто не ремонтує</p>`,
		`<p>Lire aussi : Le pont que personne ne répare</p>`,
		`<p>Lesen Sie auch: Die Brücke, die keiner repariert</p>`,
		`<p>اقرأ أيضا: الجسر الذي لا يصلحه أحد</p>`,
		`<p>Sign up for our newsletter</p>`,
		`<p>Follow us on Telegram</p>`,
		`<p>Advertisement</p>`,
		`<p class="wp-caption-text">The bridge in winter</p>`,
		`<div class="image-credit">A. Photographer</div>`,
		`<p>Photo: A. Photographer / Agency</p>`,
		`<span class="visually-hidden">External link</span>`,
		`<ul><li><a href=/b>The bridge that nobody repairs</a></li><li><a href=/c>A ferry instead of a ` +
			`bridge</a></li></ul>`,
	} {
		t.Run(extra, func(t *testing.T) {
			page := "<title>Lorries wait</title><article><h1>Lorries wait</h1>" + filler(4) + extra +
				filler(9)[len(filler(4)):] + "</article>"
			p, err := HTML([]byte(page), "", "https://example.org/a", today)
			if err != nil {
				t.Fatalf("HTML: %v", err)
			}
			want := joinParagraphs(strings.Split(StripTags(filler(9)), "\n\n"))
			if diff := cmp.Diff(want, p.Text); diff != "" {
				t.Errorf("HTML (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHTMLKeepsSentencesThatSoundLikeNotices(t *testing.T) {
	for _, keep := range []string{
		`<p>Read the small print, the minister told deputies, and you will find that the ceasefire ends on the ` +
			`ninth.</p>`,
		`<p>More than forty people were hurt, and the number is expected to rise, the hospital said.</p>`,
		`<p><span class="dateline">CAIRO —</span> The ministry had no comment.</p>`,
		`<p>Subscribers of the mobile network were without service for an hour.</p>`,
		`<p>Video showed smoke over the port.</p>`,
		`<p>Photographs taken at noon show the same lorries.</p>`,
		`<p class="no-caption">The bridge is closed.</p>`,
		`<blockquote><p>We will not leave.</p></blockquote>`,
		`<ul><li>The crossing is closed.</li><li>The road to it is mined.</li></ul>`,
		`<p><a href=/x>The ministry published the list on Monday.</a></p>`,
	} {
		t.Run(keep, func(t *testing.T) {
			page := "<title>Lorries wait</title><article><h1>Lorries wait</h1>" + filler(4) + keep +
				filler(9)[len(filler(4)):] + "</article>"
			p, err := HTML([]byte(page), "", "https://example.org/a", today)
			if err != nil {
				t.Fatalf("HTML: %v", err)
			}
			if want := StripTags(keep); !strings.Contains(p.Text, want) {
				t.Errorf("HTML lost %q", want)
			}
		})
	}
}

func TestHeadline(t *testing.T) {
	for _, c := range []struct{ name, title, heading, site, host, want string }{
		{"outlet after a bar", "Talks resume | The Courier", "", "The Courier", "courier.example", "Talks resume"},
		{"outlet after a dash", "Talks resume - BBC News", "", "BBC", "www.bbc.co.uk", "Talks resume"},
		{"outlet before", "Reuters: Talks resume", "", "Reuters", "reuters.com", "Reuters: Talks resume"},
		{"section and outlet", "Talks resume - World - The Courier", "Talks resume", "The Courier", "", "Talks resume"},
		{
			"outlet known by its host", "Talks resume — The Kyiv Independent", "", "", "kyivindependent.com",
			"Talks resume",
		},
		{
			"dash in the headline", "Ukraine – talks resume", "Ukraine – talks resume", "", "example.org",
			"Ukraine – talks resume",
		},
		{
			"unknown tail stays", "Ukraine war - what we know", "", "The Courier", "courier.example",
			"Ukraine war - what we know",
		},
		{"heading is the logo", "Talks resume in the capital · V8", "V8", "", "", "Talks resume in the capital"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := trimSite(c.title, c.heading, c.site, c.host); got != c.want {
				t.Errorf("trimSite(%q) = %q, want %q", c.title, got, c.want)
			}
		})
	}
}

func TestByline(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"By Olena Marchuk", "Olena Marchuk"},
		{"by  Olena Marchuk\n and Ihor Bondar", "Olena Marchuk and Ihor Bondar"},
		{"Olena Marchuk | 24 April 2025", "Olena Marchuk"},
		{"Olena Marchuk, updated 24 April", "Olena Marchuk"},
		{"Von Max Muster", "Max Muster"},
		{"Автор: Олена Марчук", "Олена Марчук"},
		{"https://www.facebook.com/olena", ""},
		{"The Courier", ""},
		{"admin", ""},
		{"", ""},
	} {
		if got := byline(c.in, "The Courier"); got != c.want {
			t.Errorf("byline(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ name, link, address, want string }{
		{"absolute", "https://example.org/a", "https://example.org/a?utm_source=rss", "https://example.org/a"},
		{"relative", "/a", "https://example.org/b", "https://example.org/a"},
		{"mobile page", "https://www.example.org/a", "https://m.example.org/a", "https://www.example.org/a"},
		{"the original of a copy", "https://original.example/a", "https://copy.example/a", ""},
		{"home page", "https://example.org/", "https://example.org/a", ""},
		{"no web address", "javascript:void(0)", "https://example.org/a", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := `<link rel="canonical" href="` + c.link + `"><title>t</title><article>` + filler(3) + `</article>`
			p, err := HTML([]byte(page), "", c.address, today)
			if err != nil {
				t.Fatalf("HTML: %v", err)
			}
			if p.Canonical != c.want {
				t.Errorf("Canonical = %q, want %q", p.Canonical, c.want)
			}
		})
	}
}

func TestHTMLDates(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{
			"meta", `<meta property="article:published_time" content="2025-04-24T10:00:00+02:00">`,
			"2025-04-24T08:00:00Z",
		},
		{"day", `<meta name="date" content="2025-04-24">`, "2025-04-24 (day)"},
		{
			"time element", `<article><time datetime="2025-04-24T10:00:00Z">24 April</time></article>`,
			"2025-04-24T10:00:00Z",
		},
		{"zero value", `<meta property="article:published_time" content="0001-01-01T00:00:00Z">`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := "<html><head><title>t</title>" + c.page + "</head><body><article>" + filler(3) +
				"</article></body></html>"
			p, err := HTML([]byte(page), "", "https://example.org/a", today)
			if err != nil {
				t.Fatalf("HTML: %v", err)
			}
			_, got, _ := strings.Cut(show(p), "published: ")
			if got, _, _ = strings.Cut(got, "\n"); got != c.want {
				t.Errorf("published = %q, want %q", got, c.want)
			}
		})
	}
}

func TestStripTags(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Two  killed\n in Sumy", "Two killed in Sumy"},
		{"paragraphs", "<p>One.</p><p>Two &amp; three.</p>", "One.\n\nTwo & three."},
		{"breaks", "One.<br>Two.<br><br/>Three.", "One. Two.\n\nThree."},
		{"script", "<p>One.</p><script>alert('<p>')</script><style>p{}</style>", "One."},
		{"unclosed", "<p>One <b>bold", "One bold"},
		{"less than", "2 < 3 and 4 > 3", "2 < 3 and 4 > 3"},
		{"controls", "a&#8203;b&#x202e;c\x00d", "abcd"},
		{"empty", "<p> &nbsp; </p>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := StripTags(c.in); got != c.want {
				t.Errorf("StripTags(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

// TestHTMLSurvives feeds pages made to be slow or deep. It has no timing of its own: what is quadratic in half a
// megabyte does not end before the test binary's deadline.
func TestHTMLSurvives(t *testing.T) {
	for name, unit := range map[string]string{
		"open tags": "<div>", "open links": "<a href=x>", "open bold": "<b><i>", "tables": "<table><td>",
		"attributes": "<p a=b", "comments": "<!--", "entities": "&amp", "quotes": `<p title="`,
		"paragraphs": "<p>a, b, c, d.", "breaks": "<br>", "scripts": "<script>", "list": "<li><a href=x>y</a>",
		"data": `<script type="application/ld+json">{"a":[`, "select": "<select><option>", "svg": "<svg><a>",
		"classes": `<p class="related share ad">x</p>`,
		"dashes":  "- - - ", "words": "subscribe to ", "spaces": " \t", "font": "<font size=1><p>x",
		"dates": "<p class=date>25.04.2025 ", "nested dates": "<div class=date><div id=date>",
		"times": "<time datetime=2025-04-25>x</time>", "days": "25 April 2025, ",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			page := []byte("<title>t</title><body>" + strings.Repeat(unit, hostileBytes/len(unit)))
			p, err := HTML(page, "", "https://example.org/a", today)
			if err == nil && (len(p.Text) > maxBody || !utf8.ValidString(p.Text)) {
				t.Errorf("HTML: %d bytes, valid %v", len(p.Text), utf8.ValidString(p.Text))
			}
		})
	}
}

func TestHTMLCutsLongPages(t *testing.T) {
	page := bytes.Repeat([]byte(filler(20)), 1500)
	p, err := HTML(page, "", "https://example.org/a", today)
	if err != nil {
		t.Fatalf("HTML: %v", err)
	}
	if p.Partial == "" || len(p.Text) > maxBody || !strings.HasSuffix(p.Text, "named.") &&
		!strings.Contains(p.Partial, "longer") {
		t.Errorf("HTML of %d bytes: %d bytes of text, partial %q", len(page), len(p.Text), p.Partial)
	}
}
