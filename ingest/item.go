package ingest

import (
	"cmp"
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/ingest/extract"
	"sitrep/ingest/feed"
	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// ItemArticle makes an article of what a feed gives of an item: its content, else its summary, else its title. Where an
// aggregator or a channel says whose item it is, that outlet is its source.
func ItemArticle(it feed.Item, f feed.Feed) news.Article {
	a, _ := itemArticle(it, f, news.Source{Name: f.Title, HomePage: f.Home})
	return a
}

// itemArticle makes an article of an item in the feed of an outlet. opaque is set if the item's address and GUID do not
// say which article it is: Google gives one several of both.
func itemArticle(it feed.Item, f feed.Feed, outlet news.Source) (a news.Article, opaque bool) {
	it, relayed := relayedItem(it)
	title, suffixed := withoutOutlet(it.Title, it.Source)
	title = withoutOwn(title, f.Title, outlet.Name)
	body, partial := body(it, title)
	credit := credit{name: it.Source, page: it.SourceURL}
	if target := linked(it); target != "" { // a post that only links is an article of the page's outlet
		it.URL, body, partial, credit = target, "", true, siteCredit(target)
	}
	paragraphs, source := withoutLabels(body)
	if source != "" && credit.name == "" {
		body, credit.name = paragraphs, source
	}
	if strings.TrimSpace(body) == "" || listing(it.Summary) && it.Content == "" {
		body, partial = title, partial || it.Content == ""
	}
	a = news.Article{
		Source: outlet, GUID: it.GUID, URL: articleURL(it.URL), Title: headlineOf(title, body), Byline: it.Author,
		Language: it.Language, Body: body, Published: it.Published, DateOnly: it.DateOnly, Partial: partial,
	}
	if a.Language == "" {
		a.Language = f.Language
	}
	if credit.name == "" || text.Key(credit.name) == text.Key(outlet.Name) || text.Key(credit.name) == "" {
		return a, false
	}
	passed := forwarded(it) || relayed
	if outlet.Kind == news.KindAggregator || suffixed || passed || listing(it.Summary) {
		a.Source = credit.source()
		return a, !passed
	}
	if a.Byline == "" {
		a.Byline = credit.name // a newspaper that names the wire
	}
	return a, false
}

// body is the text that a feed gives of an item; partial if it is only a summary.
func body(it feed.Item, title string) (body string, partial bool) {
	it.Content, it.Summary = withoutTrailer(it.Content), withoutTrailer(it.Summary)
	if body = extract.Fragment(it.Content, title); strings.TrimSpace(body) != "" {
		return body, breaksOff.MatchString(body) || extract.LeadsOn(it.Content)
	}
	return extract.Fragment(it.Summary, title), true
}

// breaksOff matches a text that ends with a mark of omission, or with the words of a link to the rest.
var breaksOff = regexp.MustCompile(`(?i)(?:…|\[?\.\.\.\]?|\[…\]|\b(?:continue reading|read more|read the ` +
	`rest)\b.{0,60})` +
	`[\s"”»→]*$`)

// credit is whose an item is that comes by an aggregator.
type credit struct{ name, page string }

func (c credit) source() news.Source {
	s := news.Source{Name: outletName(c.name)}
	u, err := url.Parse(c.page)
	switch {
	case err != nil || u.Host == "":
	case sharedHosts[bareHost(strings.ToLower(u.Hostname()))]:
		s.HomePage = c.page
	default:
		s.HomePage = u.Scheme + "://" + u.Host + "/"
	}
	return s
}

// siteCredit names an outlet by its site, until it is known by another name.
func siteCredit(address string) credit { return credit{bareHost(hostOf(address)), address} }

// withoutOutlet takes the name of the outlet off a title, where aggregators put it: "Headline - Outlet". The name may
// hold a hyphen itself, so it is compared as a whole.
func withoutOutlet(title, outlet string) (string, bool) {
	if outlet == "" {
		return title, false
	}
	suffixed := false
	for {
		head, ok := withoutSuffix(title, outlet)
		if !ok {
			return title, suffixed
		}
		title, suffixed = head, true // some outlets end their titles with their name, too
	}
}

// withoutOwn takes the name of the outlet or of its feed off a title that says more than it.
func withoutOwn(title string, names ...string) string {
	for _, name := range names {
		if text.Key(name) == "" {
			continue
		}
		if head, ok := withoutSuffix(title, name); ok && head != "" {
			title = head
		}
	}
	return title
}

func withoutSuffix(title, outlet string) (string, bool) {
	for _, dash := range []string{" - ", " – ", " — ", " | "} {
		head, tail := title, ""
		for { // the last dash before which nothing but the name stands
			i := strings.LastIndex(head, dash)
			if i < 0 {
				break
			}
			head, tail = title[:i], title[i+len(dash):]
			if text.Key(tail) == text.Key(outlet) || strings.EqualFold(tail, outlet) {
				return strings.TrimSpace(head), true
			}
		}
	}
	return title, false
}

// listed matches a summary as Google News writes it: the headline as a link and the outlet's name in grey, or a list of
// such headlines, whose others are other outlets' articles.
var listed = regexp.MustCompile(`(?is)^\s*(?:</?(?:ol|ul|table|tbody|tr|td|div|` +
	`p)\b[^>]*>\s*)*(?:<li\b[^>]*>\s*)?(?:<strong>\s*)?` +
	`<a\s[^>]*>[^<]*</a>\s*(?:</strong>)?(?:&nbsp;|&#160;|\x{00a0}|\s)*<font\b[^>]*>([^<]*)`)

// pictured matches the pictures that stand before such a headline.
var pictured = regexp.MustCompile(`(?is)<a\b[^>]*>\s*<img\b[^>]*>\s*</a>|<img\b[^>]*>`)

func listing(summary string) bool {
	_, ok := listedOutlet(summary)
	return ok
}

// listedOutlet is the outlet that stands in grey behind the first headline of such a list.
func listedOutlet(summary string) (outlet string, ok bool) {
	for _, s := range []string{summary, html.UnescapeString(summary)} {
		if m := listed.FindStringSubmatch(pictured.ReplaceAllLiteralString(s, "")); m != nil {
			return strings.TrimSpace(html.UnescapeString(m[1])), true
		}
	}
	return "", false
}

// reposted matches the title of what somebody repeats who did not write it: "RT by @desk: …", "RT @other: …".
var reposted = regexp.MustCompile(`^RT (?:by @\w+|(@[\w.@-]+)):\s*`)

// relayedItem names the outlet of an item where only its words tell. relayed is set if it repeats what another account
// said.
func relayedItem(it feed.Item) (_ feed.Item, relayed bool) {
	if outlet, ok := listedOutlet(it.Summary); ok && it.Source == "" {
		it.Source = outlet
	}
	said := strings.TrimSpace(extract.StripTags(it.Content + it.Summary))
	for _, s := range []*string{&it.Title, &said} {
		if m := reposted.FindStringSubmatch(*s); m != nil && it.Source == "" {
			it.Source, relayed = cmp.Or(m[1], it.Author), true
		}
	}
	if relayed {
		it.Title = reposted.ReplaceAllLiteralString(it.Title, "")
		if rest := reposted.ReplaceAllLiteralString(said, ""); rest != said {
			it.Content, it.Summary = "", html.EscapeString(rest)
		}
	}
	return it, relayed && it.Source != ""
}

// forwarded reports whether an item is a channel's post of another channel's words.
func forwarded(it feed.Item) bool {
	return it.Source != "" && strings.HasPrefix(it.URL, "https://t.me/")
}

// reddit matches what Reddit writes below a post: who submitted it, the page that it links, the comments.
var reddit = regexp.MustCompile(`(?is)submitted by\s.{0,300}?<a href="([^"]+)">\s*\[link\]\s*</a>`)

// linked is the page that a post links that says nothing itself; "" if it is no such post.
func linked(it feed.Item) string {
	markup := it.Content + it.Summary
	m := reddit.FindStringSubmatchIndex(markup)
	if m == nil {
		return ""
	}
	said := strings.TrimSpace(extract.StripTags(markup[:m[0]]))
	target := html.UnescapeString(markup[m[2]:m[3]])
	host := bareHost(hostOf(target))
	if said != "" && said != it.Title || host == "" || strings.HasSuffix(host, "reddit.com") ||
		strings.HasSuffix(host, "redd.it") || Canonical(target) == "" {
		return ""
	}
	return target
}

// withoutTrailer takes off what Reddit writes below a post.
func withoutTrailer(markup string) string {
	if m := reddit.FindStringIndex(markup); m != nil {
		return markup[:m[0]]
	}
	return markup
}

// labelled is a line at the head of a text that says where it comes from, as ReliefWeb and OCHA write it.
var labelled = regexp.MustCompile(`^(Countr(?:y|ies)|Sources?|Organi[sz]ations?|Disasters?|Disaster ` +
	`types?|Themes?|Formats?|` +
	`Languages?|Original link|Originally published|Posted|Date)\s*:\s*(\S.{0,200})$`)

// maxLabels is how many paragraphs such lines stand in.
const maxLabels = 8

// withoutLabels takes the lines off a text that say which countries it is of and whose it is. source is "" if there is
// none among them, and then the text is as it was.
func withoutLabels(body string) (rest, source string) {
	all := strings.Split(body, "\n\n")
	n := 0
	for n < min(len(all), maxLabels) {
		m := labelled.FindStringSubmatch(all[n])
		if m == nil {
			break
		}
		if source == "" && (strings.HasPrefix(m[1], "Source") || strings.HasPrefix(m[1], "Organi")) {
			source, _, _ = strings.Cut(m[2], ", ")
		}
		n++
	}
	if n == 0 || source == "" {
		if m := inOneLine.FindStringSubmatch(body); m != nil {
			return strings.TrimSpace(body[len(m[0]):]), m[1]
		}
		return body, ""
	}
	return strings.Join(all[n:], "\n\n"), source
}

// inOneLine is the same where the markup was lost: "Country: Sudan Source: UN OCHA\n\n…".
var inOneLine = regexp.MustCompile(`^Countr(?:y|ies)\s*: [^\n]{2,120}? Sources?\s*: ` +
	`([^\n,]{2,100})(?:,[^\n]*)?(?:\n\n|$)`)

// articleURL is the address of an item's own page: Bing's news search wraps it.
func articleURL(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasSuffix(bareHost(strings.ToLower(u.Hostname())), "bing.com") {
		return address
	}
	if inner := u.Query().Get("url"); Canonical(inner) != "" {
		return inner
	}
	return address
}

// maxHeadline is how many bytes a sentence has at most that is taken for a headline.
const maxHeadline = 240

// headlineOf is the title of an article. One that is the beginning of the text, cut anywhere, as bridges from channels
// make it, is none of its own: the first sentence takes its place, if it is short enough to be one.
func headlineOf(title, body string) string {
	bare := strings.TrimLeftFunc(title, func(r rune) bool { return unicode.IsSpace(r) || symbol(r) })
	whole := strings.TrimRight(strings.TrimSuffix(strings.TrimRight(bare, " …"), "..."), " …")
	rest, begins := behind(body, whole)
	if !begins { // "[Photo] …", "Channel: …"
		if i := strings.IndexAny(whole, ":]"); i > 0 && i <= maxPrefix {
			label := whole[i] == ':' // "Mali: …" is a headline's own, unless it is cut
			whole = strings.TrimSpace(whole[i+1:])
			rest, begins = behind(body, whole)
			begins = begins && (!label || len(whole) < len(strings.TrimSpace(bare[i+1:])) || goesOn(rest))
		}
	}
	if len(whole) < minCopied || !begins || body == title {
		return bare
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if bare == title && whole == bare && !unicode.IsLetter(next) && len(text.Sentences(whole, lang.English)) < 2 {
		return title
	}
	first, _, _ := strings.Cut(body, "\n\n")
	if spans := text.Sentences(first, lang.English); len(spans) > 0 {
		first = first[spans[0].Start:spans[0].End]
	}
	first = strings.TrimFunc(first, func(r rune) bool { return unicode.IsSpace(r) || symbol(r) })
	if len(first) > maxHeadline {
		return ""
	}
	return first
}

// goesOn reports whether a sentence goes on where a title ends.
func goesOn(rest string) bool {
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return unicode.IsLetter(next) || unicode.IsNumber(next)
}

// minCopied is how many bytes a title has at least that may be a copy of the text's beginning.
const minCopied = 12

// maxPrefix is how many bytes a bridge puts before a copied title at most.
const maxPrefix = 40

// symbol is an emoji or another sign that channels put before their words.
func symbol(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk, unicode.Mn, unicode.Me, unicode.Cf)
}

// behind returns what follows the words of a title in a text that begins with them, whatever marks stand between.
func behind(body, title string) (rest string, ok bool) {
	for _, want := range title {
		if !unicode.IsLetter(want) && !unicode.IsNumber(want) {
			continue
		}
		i := strings.IndexFunc(body, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
		if i < 0 {
			return "", false
		}
		r, size := utf8.DecodeRuneInString(body[i:])
		if r != want && unicode.ToLower(r) != unicode.ToLower(want) {
			return "", false
		}
		body = body[i+size:]
	}
	return body, true
}
