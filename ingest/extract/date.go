package extract

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sitrep/ingest/date"
)

// dateFinder looks for the date on a page that does not state it in structured data.
type dateFinder struct {
	date.Finder
	base    *url.URL
	title   string                // of the article
	heading string                // the first <h1>
	kinds   map[string]nameOfDate // by element and names
	asides  map[*html.Node]int
}

// newDateFinder prepares the search on a page. lang may be "".
func newDateFinder(base *url.URL, lang, title, heading string, now time.Time) *dateFinder {
	return &dateFinder{
		Finder: date.Finder{Language: lang, Order: date.OrderOf(lang, base.Hostname()), Now: now},
		base:   base, title: title, heading: heading,
		kinds: map[string]nameOfDate{}, asides: map[*html.Node]int{},
	}
}

// Bounds of the search. The dates of an article stand in short elements.
const (
	maxDateNodes = 60  // nodes of such an element
	maxDated     = 500 // elements that are looked at
)

// first returns the first of the dates that structured data states, and how it is written there.
func (f *dateFinder) first(list []string) (d date.Date, from string, ok bool) {
	for _, s := range list {
		// believed even if it lies in the future: that is an embargo's or a clock's mistake
		if d, ok := date.ParseISO(s); ok {
			return d, s, true
		}
		if d, ok := f.InAttribute(s); ok {
			return d, s, true
		}
	}
	return date.Date{}, "", false
}

// found says what a date on a page is.
type found int

const (
	nothing found = iota
	changed       // the last change
	published
)

// find looks for the date of publication, else of the last change. The address, if it holds a date, is believed before
// everything but markup that agrees with it and knows the hour as well. others are addresses that the page calls its
// own.
func (f *dateFinder) find(doc *html.Node, others ...string) (date.Date, found) {
	inURL, told := f.InPath(f.base.Path)
	for _, s := range others {
		if u, err := url.Parse(s); err == nil && !told {
			inURL, told = f.InPath(u.Path)
		}
	}
	headline, around := f.headline(doc)
	marked, old := f.marked(doc, headline, around)
	for _, c := range marked {
		if !told || c.Near(inURL) {
			return c.Date, published
		}
	}
	if told {
		return inURL, published
	}
	d, what := f.beside(doc, around)
	if len(old) > 0 && what != published {
		return old[0].Date, changed
	}
	return d, what
}

// candidate is a date in the markup.
type candidate struct {
	date.Date
	score  int
	isNear bool   // to the headline
	name   string // of its element
}

// maxNear is the distance from the headline, in elements, beyond which lists of other articles begin.
const maxNear = 60

// What speaks for a candidate. One that only has the name of a date must stand where an article's date stands.
const (
	scorePublished = 50 // named "published"
	scoreTime      = 30 // <time>
	scoreDate      = 25 // named "date"
	scoreByline    = 10 // named "byline" or "meta"
	scoreClose     = 25 // right after the headline
	scoreNear      = 15 // not far from it
	scoreArticle   = 10 // within <article>, <main> or a <header> of them
	scoreAside     = -40
	minScore       = 30
)

// marked lists the dates in elements that are made or named for dates, the best first, and apart from them those of
// changes.
func (f *dateFinder) marked(doc *html.Node, headline int, around map[*html.Node]bool) (list, old []candidate) {
	month, known := date.MonthInPath(f.base.Path)
	var rest []candidate // those that stand nowhere in particular
	position, looked := 0, 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || looked > maxDated {
			continue
		}
		position++
		kind, isOld := f.kind(n)
		if kind == 0 {
			continue
		}
		looked++
		c, calledOld, ok := f.dateOf(n)
		if !ok {
			continue
		}
		near := nearness(position-headline, headline)
		beside := f.place(n, around, near)
		c.score, c.isNear, c.name = kind+beside+near, near > 0 && position-headline <= maxNear, names(n)
		if known && (c.Time.Before(month.AddDate(0, 0, -2)) || c.Time.After(month.AddDate(0, 1, 2))) {
			c.score += scoreAside
		}
		switch {
		case isOld || calledOld: // usually at the foot of the page
			old = insert(old, c)
		case c.score < minScore && (kind < scoreDate || beside < 0):
		case c.score < minScore:
			rest = append(rest, c)
		default:
			list = insert(list, c)
		}
	}
	list = slices.DeleteFunc(slices.Clone(list), func(c candidate) bool { return c.listed(list) })
	if len(list) == 0 && len(rest) > 0 && !slices.ContainsFunc(rest,
		func(c candidate) bool { return !c.Near(rest[0].Date) }) {
		list = rest[:1]
	}
	return list, old
}

// listed reports whether c is one of several alike with different dates, away from the headline: a list of other
// articles, or of comments.
func (c candidate) listed(all []candidate) bool {
	return !c.isNear && slices.ContainsFunc(all, func(d candidate) bool {
		return d.name == c.name &&
			!d.Near(c.Date)
	})
}

// insert keeps a short list sorted by score; of equals the first on the page stays first.
func insert(list []candidate, c candidate) []candidate {
	list = append(list, c)
	for i := len(list) - 1; i > 0 && list[i].score > list[i-1].score; i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	return list[:min(len(list), 16)]
}

// headline finds the article's headline: its position among the elements, and what it stands in. The position is -1 if
// there is none.
func (f *dateFinder) headline(doc *html.Node) (position int, around map[*html.Node]bool) {
	want := squeeze(f.title)
	var first, found *html.Node
	position = -1
	i := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		i++
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			s := shortText(n)
			if want != "" && sameHeadline(s, want) {
				position, found = i, n
			} else if first == nil && n.DataAtom == atom.H1 && s != "" {
				position, first = i, n
			}
		}
		if found != nil {
			break
		}
	}
	if found == nil {
		found = first
	}
	around = map[*html.Node]bool{}
	for a := found; a != nil; a = a.Parent {
		around[a] = true
	}
	return position, around
}

// sameHeadline reports whether one of two headlines is the other with a little more.
func sameHeadline(a, b string) bool {
	a, b = letters(a), letters(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return a != "" && len(a)*2 >= len(b) && strings.Contains(b, a)
}

// nearness is what the distance from the headline, in elements, speaks for a candidate.
func nearness(distance, headline int) int {
	switch {
	case headline < 0:
		return scoreArticle
	case distance >= 0 && distance <= 25, distance < 0 && distance >= -3:
		return scoreClose
	case distance >= 0 && distance <= 80, distance < 0 && distance >= -25:
		return scoreNear
	}
	return 0
}

// place is what the elements around n speak for it. What holds the headline as well is not beside the article, whatever
// its name.
func (f *dateFinder) place(n *html.Node, around map[*html.Node]bool, near int) int {
	score, article := 0, false
	for a := n; a != nil && a.DataAtom != atom.Body; a = a.Parent { // <body> is named for the kind of page
		switch {
		case a.DataAtom == atom.Article, a.DataAtom == atom.Main:
			article = true
		case around[a], a.DataAtom == atom.Footer && article: // an article's own footer may have its date
		case f.aside(a) > max(near, 0):
			score = scoreAside
		}
	}
	if article {
		score += scoreArticle
	}
	return score
}

// dateOf reads the date of an element: of the attributes that are made for it, else of its text.
func (f *dateFinder) dateOf(n *html.Node) (c candidate, updated, ok bool) {
	for _, key := range []string{
		"datetime", "content", "data-datetime", "data-date", "data-timestamp", "data-time",
		"data-published",
	} {
		if d, ok := f.InAttribute(attr(n, key)); ok {
			if said, old, ok := f.InText(shortText(n)); ok && !old && said.Time.Before(d.Time) && !said.Near(d) {
				d = said // readers are told the day of publication, programs that of a change
			}
			return candidate{Date: d}, labelled(n), true
		}
	}
	s := shortText(n)
	if n.DataAtom == atom.Abbr || n.DataAtom == atom.Span || n.DataAtom == atom.Time {
		if d, _, ok := f.InText(attr(n, "title")); ok {
			return candidate{Date: d}, labelled(n), true
		}
	}
	d, updated, ok := f.InText(s)
	return candidate{Date: d}, updated || labelled(n), ok
}

// labelled reports whether the words before n, in the same element, say that its date is one of a change.
func labelled(n *html.Node) bool {
	if n.PrevSibling != nil && n.PrevSibling.PrevSibling != nil && n.PrevSibling.Type == html.TextNode &&
		strings.TrimFunc(n.PrevSibling.Data, blank) == "" {
		n = n.PrevSibling
	}
	if n.PrevSibling == nil {
		return false
	}
	s := shortText(n.PrevSibling)
	return len(s) < 60 && date.IsChangeLabel(s)
}

// shortText is the text under n up to a bound; "" if it is longer than a date's element may be.
func shortText(n *html.Node) string {
	var b strings.Builder
	nodes := 0
	var walk func(*html.Node) bool
	walk = func(n *html.Node) bool {
		if nodes++; nodes > maxDateNodes || b.Len() > date.MaxText {
			return false
		}
		switch n.Type {
		case html.TextNode:
			// Not even white space: nested elements would have it read again and again.
			if len(n.Data) > 4*date.MaxText {
				return false
			}
			b.WriteString(n.Data)
		case html.ElementNode:
			if invisible[n.DataAtom] {
				return true
			}
			b.WriteByte(' ')
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if !walk(c) {
					return false
				}
			}
			b.WriteByte(' ')
		}
		return true
	}
	if !walk(n) {
		return ""
	}
	s := squeeze(b.String())
	if len(s) > date.MaxText {
		return ""
	}
	return s
}

// Where a date in the running text is believed, in paragraphs from the headline and characters of a paragraph.
const (
	maxAbove, maxBelow = 4, 8
	maxLine            = 120
)

// beside reads the lines around the headline, and the dateline of the first paragraph.
func (f *dateFinder) beside(doc *html.Node, around map[*html.Node]bool) (best date.Date, what found) {
	list := blocks(doc, func(n *html.Node) bool {
		return (n.DataAtom == atom.Figure || n.DataAtom == atom.Figcaption || hidden(n) || f.aside(n) > scoreClose) &&
			!around[n]
	})
	at := slices.IndexFunc(list, func(p paragraph) bool {
		return p.heading() && (f.title != "" && sameHeadline(p.text, f.title) ||
			p.tag == atom.H1 && p.text == f.heading)
	})
	if at < 0 {
		return date.Date{}, nothing
	}
	lines := slices.Clone(list[at:min(len(list), at+maxBelow+1)])
	above := slices.Clone(list[max(0, at-maxAbove):at])
	slices.Reverse(above)
	for i, p := range append(lines, above...) {
		s := p.text
		if long := utf8.RuneCountInString(s); long > maxLine || long > maxLine/2 && endsSentence(s) {
			s = dateline(s)
		}
		d, old, ok := f.InText(s)
		switch {
		// many pages greet with the day of the visit
		case ok && i >= len(lines) && f.Now.Sub(d.Time).Abs() < 36*time.Hour:
		case ok && !old:
			return d, published
		case ok && what == nothing:
			best, what = d, changed
		}
	}
	return best, what
}

// dateline is the part of a paragraph before its first dash, if that is near: "CAIRO, 25 April 2025 —".
func dateline(s string) string {
	for _, dash := range []string{" — ", " – ", " - ", "— ", ") ", ": "} {
		if i := strings.Index(s[:min(len(s), maxLine)], dash); i >= 0 {
			return s[:i]
		}
	}
	return ""
}
