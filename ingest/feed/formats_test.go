package feed

import (
	"strings"
	"testing"
	"time"
)

// item is what a case wants of an item; "" is not compared.
type item struct{ guid, url, title, body, source, published string }

func (w item) check(t *testing.T, got Item) {
	t.Helper()
	for _, c := range []struct{ what, got, want string }{
		{"GUID", got.GUID, w.guid},
		{"URL", got.URL, w.url},
		{"title", got.Title, w.title},
		{"text", got.Content + got.Summary, w.body},
		{"source", got.Source, w.source},
		{"published", got.Published.Format(time.RFC3339), w.published},
	} {
		if c.want == "-" && c.got != "" || c.want != "-" && !strings.Contains(c.got, c.want) {
			t.Errorf("%s = %q, want %q", c.what, c.got, c.want)
		}
	}
}

const sitemapHead = `<?xml version="1.0" encoding="UTF-8"?><urlset ` +
	`xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" ` +
	`xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" ` +
	`xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">`

const channel = `<!DOCTYPE html><html><head><meta property="og:title" content="Front Notes"></head><body>` +
	`<div class="tgme_channel_info"><div class="tgme_channel_info_header_title"><span dir="auto">Front Notes ` +
	`&amp; Maps</span></div>` +
	`<div class="tgme_channel_info_header_username"><a href="https://t.me/front_notes">@front_notes</a></div></div>`

func post(id, class, inner string) string {
	return `<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message ` + class +
		` js-widget_message" data-post="front_notes/` + id + `"><div class="tgme_widget_message_bubble">` + inner +
		`<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">12.3K</span>` +
		`<span class="tgme_widget_message_meta">edited <a class="tgme_widget_message_date" ` +
		`href="https://t.me/front_notes/` + id +
		`"><time datetime="2026-11-20T10:0` + id + `:00+02:00" ` +
		`class="time">10:0` + id + `</time></a></span></div></div></div></div>`
}

func words(s string) string {
	return `<div class="tgme_widget_message_text js-message_text" dir="auto">` + s + `</div>`
}

func TestFormats(t *testing.T) {
	for _, c := range []struct {
		name, doc string
		want      []item
	}{
		{
			"news sitemap", sitemapHead +
				`<url><loc>https://gazette.example/a?x=1&amp;y=2</loc><lastmod>2026-11-21T09:00:00Z</lastmod>` +
				`<news:news><news:publication><news:name>Gazette</news:name><news:language>he</news:language>` +
				`</news:publication>` +
				`<news:publication_date>2026-11-20T08:00:00+02:00</news:publication_date><news:title>Port ` +
				`&amp;amp; ` +
				`depot hit</news:title>` +
				`<news:keywords>port, depot</news:keywords></news:news><image:image><image:title>A ` +
				`picture</image:title></image:image></url></urlset>`,
			[]item{{
				url: "https://gazette.example/a?x=1&y=2", title: "Port & depot hit",
				published: "2026-11-20T06:00:00Z",
			}},
		},
		{
			"sitemap with CDATA, without prefix, cut short", strings.Replace(sitemapHead, "xmlns:news",
				"xmlns:n", 1) +
				`<url><loc><![CDATA[https://gazette.example/b]]></loc><n:news><n:title><![CDATA["Quote" & ` +
				`more]]></n:title>` +
				`<n:publication_date>2026-11-20</n:publication_date></n:news></url><url><loc>` +
				`https://gazette.example/c`,
			[]item{{url: "https://gazette.example/b", title: `"Quote" & more`, published: "2026-11-20T00:00:00Z"}},
		},
		{
			"sitemap of relative links, a picture before the " +
				"news", sitemapHead + `<url><loc>/d</loc><image:image><image:title>No</image:title>` +
				`</image:image><news:news><news:title>Yes</news:title></news:news></url><url><loc>/page</loc></url>` +
				`</urlset>`,
			[]item{{url: "https://courier.example/d", title: "Yes"}},
		},
		{"empty news sitemap", sitemapHead + `</urlset>`, nil},
		{
			"sitemap whose own prefix is another", `<sm:urlset ` +
				`xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9" ` +
				`xmlns="http://www.google.com/schemas/sitemap-news/0.9"><sm:url><sm:loc>/e</sm:loc><news><title>Два` +
				`</title><publication_date>2026-11-20T10:00+02:00</publication_date></news></sm:url></sm:urlset>`,
			[]item{{url: "https://courier.example/e", title: "Два", published: "2026-11-20T08:00:00Z"}},
		},
		{
			"sitemap in capitals, over https", `<?xml-stylesheet href="/x.xsl"?><!-- made --><URLSET ` +
				`xmlns:news="https://www.google.com/schemas/sitemap-news/0.9"><URL><LOC>` + "\n/f </LOC>" +
				`<news:news><news:title>Three</news:title><news:publication_date>Fri, 20 Nov 2026 08:00:00 ` +
				`GMT</news:publication_date></news:news></URL></URLSET>`,
			[]item{{url: "https://courier.example/f", title: "Three", published: "2026-11-20T08:00:00Z"}},
		},
		{
			"sitemap without namespaces, with a video's title", `<urlset><url><loc>/g</loc><video:video>` +
				`<video:title>No</video:title><video:publication_date>2020-01-01</video:publication_date>` +
				`</video:video><news:news><news:title>Four</news:title>` +
				`<news:publication_date>2026-11-20T08:00:00.000Z</news:publication_date></news:news></url></urlset>`,
			[]item{{url: "https://courier.example/g", title: "Four", published: "2026-11-20T08:00:00Z"}},
		},

		{
			"JSON Feed 1.0 with a number for an id", `{"version":"https://jsonfeed.org/version/1","items":[{"id":7,` +
				`"url":"/7","title":"Seven","content_html":"<p>Hi</p>` +
				`","date_published":"2026-11-20T08:00:00-05:00"}]}`,
			[]item{{guid: "7", url: "https://courier.example/7", body: "<p>Hi</p>", published: "2026-11-20T13:00:00Z"}},
		},
		{
			"JSON Feed with null for nothing", `{"version":"https://jsonfeed.org/version/1.1","title":null,` +
				`"items":[{"id":null,"url":"/8","title":null,"content_text":"Words & more","date_published":null,` +
				`"date_modified":"2026-11-20T08:00:00Z","authors":null,"tags":null}]}`,
			[]item{{guid: "-", body: "<p>Words &amp; more</p>", published: "2026-11-20T08:00:00Z"}},
		},
		{
			"JSON Feed of links, with a comma too many", `{"version":"https://jsonfeed.org/version/1.1","items":[` +
				`{"id":"a","external_url":"https://ridge.example/1","title":"Linked","date_published":1795082700},]}`,
			[]item{{url: "https://ridge.example/1", title: "Linked", published: "2026-11-19T10:05:00Z"}},
		},
		{
			"FeedBurner's detour", `<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>` +
				`<item><title>x</title><link>http://feeds.feedburner.com/~r/x/~3/1</link><feedburner:origLink>` +
				`https://ridge.example/o</feedburner:origLink></item></channel></rss>`,
			[]item{{url: "https://ridge.example/o"}},
		},
		{
			"an entry that another feed had first", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>` +
				`<title>x</title><source><title>Ridge Post</title><link href="https://ridge.example/"/></source>` +
				`</entry></feed>`,
			[]item{{source: "Ridge Post"}},
		},

		{
			"channel", channel + post("1", "", words(`<b>Two</b> boats sank off Sfax.<br/><br/>Nine people <i `+
				`class="emoji">`+
				`<b>❗</b></i>are missing, the coastguard said.`)) + `</body></html>`,
			[]item{{guid: "front_notes/1", url: "https://t.me/front_notes/1", body: "sank off Sfax.<br><br>Nine " +
				"people", published: "2026-11-20T08:01:00Z"}},
		},
		{
			"channel: forwards, replies, previews, pictures, service messages", channel +
				post("2", "", `<div class="tgme_widget_message_forwarded_from">Forwarded from <a `+
					`class="tgme_widget_message_forwarded_from_name" `+
					`href="https://t.me/other_desk/77"><span>Other &amp; Desk</span></a></div><a `+
					`class="tgme_widget_message_reply">`+
					`<div class="tgme_widget_message_text js-message_reply_text">An old `+
					`post.</div></a>`+words("Their words.")+
					`<a class="tgme_widget_message_link_preview"><div class="link_preview_title">A page</div></a>`) +
				post("3", "", `<a class="tgme_widget_message_photo_wrap"></a>`) + post("4", "service_message",
				words("pinned a message")) +
				post("5", "", `<div class="tgme_widget_message_forwarded_from">Forwarded from <span `+
					`class="tgme_widget_message_forwarded_from_name">`+
					`Hidden Man</span></div>`+words("His words.")) + `</body></html>`,
			[]item{
				{guid: "front_notes/2", body: "Their words.", source: "Other & Desk"},
				{guid: "front_notes/5", body: "His words.", source: "Hidden Man"},
			},
		},
		{"channel: an album repeats its " +
			"text", channel + post("6", "", `<div class="tgme_widget_message_grouped">`+words("One text.")+
			`</div>`+words("One text.")), []item{{body: "One text."}}},
		{"channel without posts", channel + `<div class="tme_no_messages_found">No posts found</div>`, nil},

		{
			"a video's description, within a group or not", `<feed xmlns="http://www.w3.org/2005/Atom" ` +
				`xmlns:media="http://search.yahoo.com/mrss/">` +
				`<entry><id>v1</id><title>Video</title><media:group><media:title>V</media:title>` +
				"<media:description>Shells fell.\nSix died.</media:description></media:group></entry>" +
				`<entry><id>v2</id><title>Video</title><media:description>Plain &amp; short.</media:description>` +
				`</entry></feed>`,
			[]item{{body: "<p>Shells fell.</p><p>Six died.</p>"}, {body: "<p>Plain &amp; short.</p>"}},
		},

		{
			"xml:base of root and entry", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="archive/"><entry ` +
				`xml:base="2026/"><id>b1</id>` +
				`<title>x</title><link href="a.html"/></entry><entry><id>b2</id><title>y</title><link ` +
				`href="b.html"/></entry>` +
				`<entry xml:base="https://other.example/z/"><id>b3</id><title>z</title><link ` +
				`href="c.html"/></entry></feed>`,
			[]item{
				{url: "https://courier.example/archive/2026/a.html"},
				{url: "https://courier.example/archive/b.html"},
				{url: "https://other.example/z/c.html"},
			},
		},
		{
			"xml:base of a channel", `<rss version="2.0" ` +
				`xml:base="/en/"><channel><item><title>x</title><link>news/1</link></item></channel></rss>`,
			[]item{{url: "https://courier.example/en/news/1"}},
		},

		{"no identity", rssWith(`<title>x</title><guid>N/A</guid><link>null</link>`), []item{{guid: "-", url: "-"}}},
		{
			"no identity in JSON",
			`{"version":"https://jsonfeed.org/version/1","items":[{"id":"undefined","url":"#","title":"x"}]}`,
			[]item{{guid: "-", url: "-"}},
		},
		{
			"no identity in Atom",
			`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>none</id><title>x</title><link ` +
				`href="about:blank"/></entry></feed>`,
			[]item{{guid: "-", url: "-"}},
		},

		{"escaped thrice", rssWith(`<title><![CDATA[&amp;amp;quot;Stop&amp;amp;quot; ` +
			`&amp;#8217;]]></title>`), []item{{title: `"Stop" ’`}}},
		{"names in angles", rssWith(`<title>Бригада &lt;&lt;Азов&gt;&gt; і ` +
			`‹Хартія›</title>`), []item{{title: "Бригада <<Азов>> і ‹Хартія›"}}},
		{
			"entities in JSON", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"Israel ` +
				`&amp; Iran: &#8216;no&#8217; <b>deal</b>"}]}`,
			[]item{{title: "Israel & Iran: ‘no’ deal"}},
		},
		{"marks and joiners", rssWith(`<title>می‌خواهند و क्‍ष နိုင်ငံ</title>`), []item{{title: "می‌خواهند و " +
			"क्‍ष နိုင်ငံ"}}},

		{"the item's outlet", rssWith(`<title>x</title><source url="https://ridge.example/">Ridge &amp; ` +
			`Post</source>`), []item{{source: "Ridge & Post"}}},
		{
			"IST by the feed's host", strings.Replace(rssWith(`<title>x</title><pubDate>Fri, 20 Nov 2026 12:00:00 `+
				`IST</pubDate>`), "<channel>", "<channel><language>he</language>", 1),
			[]item{{published: "2026-11-20T10:00:00Z"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Parse([]byte(c.doc), "", "https://courier.example/feed.xml")
			if err != nil || len(f.Items) != len(c.want) {
				t.Fatalf("Parse = %+v, %v; want %d items", f, err, len(c.want))
			}
			if !LooksLikeFeed([]byte(c.doc)) {
				t.Error("LooksLikeFeed = false")
			}
			for i, w := range c.want {
				w.check(t, f.Items[i])
			}
		})
	}
	f, _ := Parse([]byte(channel+post("1", "", words("Hello there."))), "", "https://t.me/s/front_notes")
	if f.Title != "Front Notes & Maps" || f.Home != "https://t.me/front_notes" || !f.Items[0].Edited {
		t.Errorf("the channel is %q at %s, edited %v", f.Title, f.Home, f.Items[0].Edited)
	}
}

// message is a post as Telegram's pages have it, with what stands before its date.
func message(id, inner, beforeDate string) string {
	return `<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" ` +
		`data-post="front_notes/` + id + `"><div class="tgme_widget_message_user"><a ` +
		`href="https://t.me/front_notes">` +
		`</a></div><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author"><a ` +
		`class="tgme_widget_message_owner_name"><span dir="auto">Front Notes</span></a></div>` + inner +
		`<div class="tgme_widget_message_footer"><div class="tgme_widget_message_info"><span ` +
		`class="copyonly"> views</span><span class="tgme_widget_message_meta">` + beforeDate + `<a ` +
		`class="tgme_widget_message_date"><time datetime="2026-11-20T10:00:00+00:00">10:00</time></a></span>` +
		`</div></div></div></div></div>`
}

// TestPosts reads posts of many kinds.
func TestPosts(t *testing.T) {
	for _, c := range []struct {
		name, inner, before string
		want                string // "" for no post
		edited              bool
	}{
		{"a poll asks, and tells nothing", `<div class="tgme_widget_message_poll"><div ` +
			`class="tgme_widget_message_poll_question">Who will win?</div></div>`, "", "", false},
		{"a video with words", `<a class="tgme_widget_message_video_player"><time ` +
			`class="message_video_duration">0:34</time></a>` + words("Fire at Sidra."), "", "Fire at Sidra.", false},
		{"a video that only the app shows", `<div class="message_media_not_supported_label">This media is not ` +
			`supported</div>` + words("Fire at Sidra."), "", "Fire at Sidra.", false},
		{
			"a quotation is a paragraph", words(`The minister:<blockquote expandable>We hold ` +
				`Sirte.</blockquote>He left.`), "", "The minister:<blockquote>We hold Sirte.</blockquote>He left.",
			false,
		},
		{"an edited post, in another language", words("Текст."), "изменено ", "Текст.", true},
		{"a signed post is none", words("Text."), `<span class="tgme_widget_message_from_author">Olha ` +
			`K.</span>, `, "Text.", false},
		{"a place, a voice", `<a class="tgme_widget_message_location_wrap"></a><a ` +
			`class="tgme_widget_message_voice_player"></a>`, "", "", false},
		{"a file with words", `<div class="tgme_widget_message_document_title">report.pdf</div>` + words("The "+
			"report."), "", "The report.", false},
		{"two texts", words("First.") + words("Second."), "", "First.<br><br>Second.", false},
		{"links stay, for what leads away is told by them", words(`Fire.<br/><a ` +
			`href="?q=%23sidra">#sidra</a>`), "", `Fire.<br><a href="?q=%23sidra">#sidra</a>`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Parse([]byte(channel+message("7", c.inner, c.before)+`</body></html>`), "", "")
			switch {
			case err != nil || c.want == "" && len(f.Items) > 0 || c.want != "" && len(f.Items) != 1:
				t.Fatalf("Parse = %+v, %v", f.Items, err)
			case c.want != "" && (f.Items[0].Content != c.want || f.Items[0].Edited != c.edited):
				t.Errorf("text %q, edited %v; want %q, %v", f.Items[0].Content, f.Items[0].Edited, c.want, c.edited)
			}
		})
	}
}

func TestNoPreview(t *testing.T) {
	_, err := Parse([]byte(`<html><body class="tgme_page_wrap"><div class="tgme_page_title">Front `+
		`Notes</div></body></html>`), "", "")
	if err == nil || !strings.Contains(err.Error(), "no preview") {
		t.Errorf("err = %v", err)
	}
}

func TestChannelOf(t *testing.T) {
	for in, want := range map[string]string{
		"https://t.me/front_notes":            "https://t.me/s/front_notes",
		"https://t.me/s/front_notes":          "https://t.me/s/front_notes",
		"@front_notes":                        "https://t.me/s/front_notes",
		"https://telegram.me/front_notes/123": "https://t.me/s/front_notes",
		"https://t.me/+abcdef":                "", "https://t.me/": "",
		"https://gazette.example/s/front_notes": "", "@a b": "",
	} {
		if got := ChannelOf(in); got != want {
			t.Errorf("ChannelOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFormats(f *testing.F) {
	f.Add([]byte(sitemapHead + `<url><loc>x</loc><news:news><news:title>a</news:title></news:news></url>`))
	f.Add([]byte(channel + post("1", "", words("x"))))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="a/"><entry xml:base="//"><link ` +
		`xml:base="b" href="c"/></entry>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := ParseFrom(data, Origin{
			Address: "https://t.me/s/x", Country: "IL",
			Now: time.Unix(1795000000, 0),
		}); err == nil {
			checkFeed(t, got)
		}
	})
}
