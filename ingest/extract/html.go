package extract

import (
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// HTML reads the article on a page. contentType is the HTTP header (may be ""), address the URL that the page came from
// (may be ""); relative links are resolved against it. No date after now is believed, unless the page states it for
// programs. The error is an [*Error] when the page is no article.
func HTML(page []byte, contentType, address string, now time.Time) (Page, error) {
	source, err := decode(page[:min(len(page), MaxPage)], contentType)
	if err != nil {
		return Page{}, err
	}
	light, cut := lighten(source, maxTree)
	doc, err := html.Parse(strings.NewReader(light))
	if err != nil { // nested deeper than the parser allows: nothing but the words is left to read
		return flat(light)
	}
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	m := readMeta(doc, base)
	p := m.page()
	m.published(doc, &p, now)
	entries := teased(doc)
	if p.Posts = posts(doc, m, now); p.Posts != nil {
		p.Text = textOfPosts(p.Posts)
	} else {
		p.Text = mainText(doc, m, p)
	}
	words := ""
	if utf8.RuneCountInString(p.Text) <= max(maxWall, maxStub) { // only short pages are doubted
		words = visible(doc, maxVisible)
	}
	if err := refuse(m, p, words); err != nil {
		return Page{}, err
	}
	p.Several = p.Posts == nil && lists(p.Text, entries)
	if p.Partial = partial(m, p.Text, words); p.Partial == paywalled {
		if p.Text = beforeWall(p.Text); !hasLetter(p.Text) {
			return Page{}, errorf(Login, "the server shows the article only to those who pay")
		}
	}
	if short := cutAtParagraph(p.Text, maxBody); len(short) < len(p.Text) || cut || len(page) > MaxPage {
		p.Text, p.Partial = short, "the page is longer than what is read"
	}
	return p, nil
}

// teased are the paragraphs that stand below a headline that is a link, or are links: what home pages and sections say
// of each of their articles.
func teased(doc *html.Node) map[string]bool {
	out := map[string]bool{}
	below := false
	for i, p := range blocks(doc, hidden) {
		switch {
		case i == maxBlocks:
			return out
		case p.heading():
			below = p.linked() > 0.8
		case below || p.linked() > 0.8:
			out[p.text] = true
			below = false
		}
	}
	return out
}

// lists reports whether half of a text's paragraphs are what a page says of several other articles.
func lists(text string, entries map[string]bool) bool {
	const several = 3
	n, all := 0, 0
	for p := range strings.SplitSeq(text, "\n\n") {
		all++
		if entries[p] {
			n++
		}
	}
	return n >= several && 2*n >= all
}

// textOfPosts is all that a live blog shows.
func textOfPosts(list []Post) string {
	var all []string
	for _, p := range list {
		all = append(all, p.Title, p.Text)
	}
	return joinParas(all)
}

// joinParas joins texts that have paragraphs already.
func joinParas(list []string) string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n\n")
}

// flat reads a page that cannot be parsed as a tree.
func flat(source string) (Page, error) {
	text := StripTags(source)
	if !hasLetter(text) {
		return Page{}, errorf(Empty, "no article is to be found on the page")
	}
	return Page{
		Text:    cutAtParagraph(text, maxBody),
		Partial: "the page is too deeply nested to tell the article from the rest",
	}, nil
}

// mainText finds the article's text: by the weight of paragraphs in the tree, unless the page tells search engines a
// text that this misses.
func mainText(doc *html.Node, m *meta, p Page) string {
	found := readable(doc, m.base, p)
	if len(found) < maxStub { // a longer find is an article, and the rest of the page may be other articles
		if all := plainParagraphs(doc, p); len(all) > 2*len(found) {
			found = all
		}
	}
	if told := m.article.body; len(told) > maxStub/2 && covers(found, told) < 0.8 {
		if list := matching(doc, told); len(list) > 0 {
			found = joinParagraphs(texts(trim(list, p)))
		}
		if covers(found, told) < 0.8 {
			return told
		}
	}
	return found
}

// readable finds the article by the weight of its paragraphs.
func readable(doc *html.Node, base *url.URL, p Page) string {
	keepDatelines(doc)
	parser := readability.NewParser()
	parser.DisableJSONLD = true // read by readMeta
	parser.KeepClasses = true   // boilerplate is told by its class
	var article readability.Article
	failed := contain(func() (err error) {
		article, err = parser.ParseDocument(doc, base)
		return err
	})
	if failed != nil || article.Node == nil {
		return ""
	}
	list := blocks(article.Node, side(characters(article.Node)))
	return joinParagraphs(texts(trim(list, p)))
}

// contain runs a library on a tree that a stranger shaped, and makes an error of a panic: one page must not end the
// program.
func contain(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return f()
}

// keepDatelines hides the class of datelines from readability, which takes them for bylines and cuts "CAIRO —" out of
// its sentence.
func keepDatelines(doc *html.Node) {
	for n := range doc.Descendants() {
		if !inline[n.DataAtom] {
			continue
		}
		for i, a := range n.Attr {
			if a.Key == "class" && strings.Contains(strings.ToLower(a.Val), "dateline") {
				n.Attr[i].Val = ""
			}
		}
	}
}

// plainParagraphs lists what looks like prose anywhere on the page: for pages that readability makes little of, because
// the text is spread over many boxes.
func plainParagraphs(doc *html.Node, p Page) string {
	beside := side(1 << 30)
	list := blocks(doc, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Nav, atom.Footer, atom.Aside, atom.Header, atom.Form, atom.Dialog:
			return true
		}
		return hidden(n) || beside(n)
	})
	var out []paragraph
	for _, q := range list {
		if (q.tag == atom.P || q.tag == atom.Blockquote || q.heading()) && utf8.RuneCountInString(q.text) >= minProse &&
			q.linked() < 0.3 {
			out = append(out, q)
		}
	}
	return joinParagraphs(texts(trim(out, p)))
}

// minProse is how many characters tell a paragraph of prose from a label.
const minProse = 60

// covers is the share of want's four-word sequences that got has.
func covers(got, want string) float64 {
	const n = 4
	have := map[string]bool{}
	words := strings.FieldsFunc(got, notWord)
	for i := 0; i+n <= len(words); i++ {
		have[strings.Join(words[i:i+n], " ")] = true
	}
	words = strings.FieldsFunc(want, notWord)
	hit := 0
	for i := 0; i+n <= len(words); i++ {
		if have[strings.Join(words[i:i+n], " ")] {
			hit++
		}
	}
	return float64(hit) / float64(max(1, len(words)-n+1))
}

// Bounds of the search for a told text: what it costs is their product.
const (
	maxTold   = 200 << 10 // bytes
	maxBlocks = 3000
)

// matching lists the paragraphs of the page that the told text has: the words of the one with the structure of the
// other.
func matching(doc *html.Node, told string) []paragraph {
	if len(told) > maxTold {
		return nil
	}
	key := letters(told)
	var out []paragraph
	seen := map[string]bool{}
	for i, p := range blocks(doc, hidden) {
		if i >= maxBlocks {
			break
		}
		if k := letters(p.text); len(k) > 20 && !seen[k] && strings.Contains(key, k) {
			seen[k] = true
			out = append(out, p)
		}
	}
	return out
}

// lighten drops scripts (but for structured data), styles, comments and drawings: most of a page's bytes and none of
// its words. What is left is cut at limit bytes and maxElements tags.
func lighten(source string, limit int) (light string, cut bool) {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	var inside atom.Atom // the element that is being dropped
	elements := 0
	for b.Len() < limit && elements < maxElements {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String(), false
		case html.CommentToken:
		case html.StartTagToken, html.EndTagToken:
			elements++
			tag := string(z.Raw())
			name, attrs := z.TagName()
			a := atom.Lookup(name)
			switch {
			case inside == 0 && kind == html.StartTagToken &&
				(a == atom.Style || a == atom.Svg || a == atom.Script && !structured(z, attrs)):
				inside = a
			case inside == 0:
				b.WriteString(tag)
			case inside == a && kind == html.EndTagToken:
				inside = 0
			// a drawing without an end: HTML Living Standard §13.2.6.5 breaks out here
			case inside == atom.Svg && block[a]:
				inside = 0
				b.WriteString(tag)
			}
		default:
			if inside == 0 {
				b.Write(z.Raw())
			}
		}
	}
	return b.String(), true
}

// structured reports whether the current tag is <script type="application/ld+json">.
func structured(z *html.Tokenizer, more bool) bool {
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		if string(key) == "type" && strings.Contains(strings.ToLower(string(val)), "ld+json") {
			return true
		}
	}
	return false
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
