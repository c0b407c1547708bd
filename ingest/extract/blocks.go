package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// StripTags turns the markup of a feed's summary into plain paragraphs separated by "\n\n". Plain text passes unchanged
// but for its white space.
func StripTags(markup string) string {
	var w blockWriter
	z := html.NewTokenizer(strings.NewReader(clean(strings.ToValidUTF8(markup, "\uFFFD"))))
	hidden := atom.Atom(0) // the invisible element that we are in
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return joinParagraphs(texts(w.done()))
		case html.TextToken:
			if hidden == 0 {
				w.text(clean(unescaped(string(z.Text())))) // references may stand for what clean drops
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case hidden == 0 && kind == html.StartTagToken && invisible[a]:
				hidden = a
			case hidden == a && kind == html.EndTagToken:
				hidden = 0
			case a == atom.Br:
				w.line()
			case block[a]:
				w.end()
			}
		}
	}
}

// paragraph is a block of text as it stands in the tree.
type paragraph struct {
	text  string
	tag   atom.Atom // the innermost block that holds it
	links int       // characters of it that are links
}

// heading reports whether p is a heading of something that follows.
func (p paragraph) heading() bool {
	switch p.tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Summary:
		return true
	}
	return false
}

// linked is the share of p that is links, signs beside them aside: channels frame theirs with arrows and marks.
func (p paragraph) linked() float64 {
	if p.links == 0 {
		return 0
	}
	bare := strings.TrimSpace(strings.Map(func(r rune) rune {
		sign := unicode.In(r, unicode.So, unicode.Sk, unicode.Sm, unicode.Mn, unicode.Me, unicode.Cf)
		if sign || r == '•' || r == '·' {
			return -1
		}
		return r
	}, p.text))
	return min(1, float64(p.links)/float64(max(1, utf8.RuneCountInString(bare))))
}

func texts(list []paragraph) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.text
	}
	return out
}

// blocks lists the paragraphs under n, in order, leaving out the elements for which skip is true (nil: none).
func blocks(n *html.Node, skip func(*html.Node) bool) []paragraph {
	w := blockWriter{skip: skip}
	w.walk(n)
	return w.done()
}

// textOf is the text under n on one line.
func textOf(n *html.Node) string { return squeeze(strings.Join(texts(blocks(n, nil)), " ")) }

// blockWriter gathers text into paragraphs.
type blockWriter struct {
	skip  func(*html.Node) bool
	out   []paragraph
	b     strings.Builder
	lines int         // line breaks since the last text
	tags  []atom.Atom // open blocks
	inA   int         // open links
	links int         // characters of links in b
}

func (w *blockWriter) text(s string) {
	if strings.TrimFunc(s, blank) != "" {
		w.lines = 0
		if w.inA > 0 {
			w.links += utf8.RuneCountInString(squeeze(s))
		}
	}
	w.b.WriteString(s)
}

// line ends a line: a single <br> is a space, two are a new paragraph.
func (w *blockWriter) line() {
	if w.lines++; w.lines > 1 {
		w.end()
	}
	w.b.WriteByte(' ')
}

// end ends the paragraph.
func (w *blockWriter) end() {
	if s := squeeze(w.b.String()); s != "" {
		p := paragraph{text: s, links: w.links}
		if len(w.tags) > 0 {
			p.tag = w.tags[len(w.tags)-1]
		}
		w.out = append(w.out, p)
	}
	w.b.Reset()
	w.lines, w.links = 0, 0
}

func (w *blockWriter) done() []paragraph {
	w.end()
	return w.out
}

// walk writes the visible text under n. The parser bounds its depth at 512.
func (w *blockWriter) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.text(n.Data)
	case n.Type == html.DocumentNode:
		w.children(n)
	case n.Type != html.ElementNode || invisible[n.DataAtom] || w.skip != nil && w.skip(n):
	case n.DataAtom == atom.Br:
		w.line()
	case block[atomOf(n)]:
		w.end()
		w.tags = append(w.tags, atomOf(n))
		w.children(n)
		w.end()
		w.tags = w.tags[:len(w.tags)-1]
	case n.DataAtom == atom.A:
		w.inA++
		w.children(n)
		w.inA--
	case n.DataAtom == atom.Sup && raised.MatchString(rawText(n)):
		w.b.WriteString(w.exponent(rawText(n)))
	case n.DataAtom == atom.Span && ownLine.MatchString(attr(n, "style")):
		w.end()
		w.children(n)
		w.end()
	default:
		w.children(n)
		if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
			w.b.WriteByte(' ')
		}
	}
}

// ownLine is the style of an element that stands on lines of its own.
var ownLine = regexp.MustCompile(`(?i)display\s*:\s*block`)

// raised matches figures and signs that call a note, or are the power of a unit: "12<sup>1</sup> people" are no 121.
var raised = regexp.MustCompile(`^\s*(?:\d{1,3}(?:,\d{1,3})*|[*†‡§]{1,3})\s*$`)

// raisable are units of length, and ten.
var raisable = regexp.MustCompile(`(?:^|[^\pL\pN])(?:[kcdm]?m|ft|mi|in|yd|[кс]?м|10)$`)

// rawText is the text under n as it stands, if it is short.
func rawText(n *html.Node) string {
	const most = 16
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			if b.WriteString(c.Data); b.Len() > most {
				return ""
			}
		}
	}
	return b.String()
}

var exponents = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷",
	"8", "⁸", "9", "⁹")

// exponent is what is left of a raised figure: the power of a unit ("km²"), else nothing.
func (w *blockWriter) exponent(mark string) string {
	mark = strings.TrimSpace(mark)
	if strings.Trim(mark, "0123456789") != "" || !raisable.MatchString(w.b.String()) {
		return ""
	}
	return exponents.Replace(mark)
}

func (w *blockWriter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

// atomOf is the element's atom, also of one that readability has renamed: it leaves the atom at nought.
func atomOf(n *html.Node) atom.Atom {
	if n.DataAtom != 0 || n.Type != html.ElementNode {
		return n.DataAtom
	}
	return atom.Lookup([]byte(n.Data))
}

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		set[a] = true
	}
	return set
}

// Elements that hold nothing to read.
var invisible = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Object,
	atom.Audio,
	atom.Video, atom.Canvas, atom.Head, atom.Select, atom.Textarea, atom.Button, atom.Math)

// Elements that begin and end a paragraph.
var block = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center,
	atom.Dd,
	atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure,
	atom.Footer,
	atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html,
	atom.Li,
	atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody,
	atom.Tfoot, atom.Thead, atom.Tr, atom.Ul)

// hidden reports whether the page itself hides n.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && hiddenStyle.MatchString(a.Val) {
			return true
		}
	}
	return false
}

var hiddenStyle = regexp.MustCompile(`(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)`)

// attr returns the value of n's attribute.
func attr(n *html.Node, key string) string {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	if i < 0 {
		return ""
	}
	return n.Attr[i].Val
}
