package digest

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"sitrep/news"
)

// Text writes d for a terminal of the given width in columns (at least 40; 0 means 80). Control characters of feed text
// are left out, so that a headline cannot move the cursor.
func Text(w io.Writer, d news.Digest, width int) error {
	if width == 0 {
		width = 80
	}
	p := &printer{w: bufio.NewWriter(w), width: max(width, 40), loc: zone(d.Zone)}
	p.heading(d)
	for i, dev := range d.Developments {
		p.development(i+1, dev)
	}
	p.foot(d)
	return p.w.Flush()
}

type printer struct {
	w     *bufio.Writer
	width int
	loc   *time.Location
}

const indent = "    "

func (p *printer) heading(d news.Digest) {
	title := d.Name + " · " + d.To.In(p.loc).Format("Mon 2 Jan 2006 15:04 -07:00")
	if len(d.Developments) == 0 {
		p.wrap("", title+" — "+Quiet(d, p.loc))
	} else {
		p.wrap("", title)
		p.wrap("", Cover(d, p.loc))
	}
	if !d.Due.IsZero() {
		p.wrap("", Late(d, p.loc))
	}
	if blind := Blind(d); blind != "" {
		p.wrap("", "! "+blind)
	}
}

func (p *printer) development(n int, d news.Development) {
	p.line("")
	p.wrapAs(fmt.Sprintf("%2d  ", n), indent, Plain(d.Headline)+" — "+StatusWords(d))
	for _, s := range d.Sentences {
		if s.Text != d.Headline {
			p.wrap(indent, "“"+Plain(s.Text)+"”")
		}
	}
	for _, s := range d.Against {
		p.wrap(indent, "against: “"+Plain(s.Text)+"” ("+Plain(Said(s))+")")
	}
	if f := FigureLine(d); f != "" {
		p.wrap(indent, Plain(f))
	}
	p.wrap(indent, Plain(OriginLine(d)))
	if u := Link(d); u != "" {
		p.line(indent + u)
	}
}

func (p *printer) foot(d news.Digest) {
	if s := Remainder(d); s != "" {
		p.line("")
		p.wrap("", s)
	}
}

func (p *printer) line(s string) { fmt.Fprintln(p.w, s) }

func (p *printer) wrap(prefix, s string) { p.wrapAs(prefix, prefix, s) }

// wrapAs breaks s between words at the width; a longer word stands alone on its line.
func (p *printer) wrapAs(first, rest, s string) {
	prefix, line := first, ""
	for word := range strings.FieldsSeq(s) {
		if line != "" && uniseg.StringWidth(prefix+line+" "+word) > p.width {
			p.line(prefix + line)
			prefix, line = rest, ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	p.line(prefix + line)
}

// Plain drops from feed text what is not to be seen: control characters, zero-width and bidirectional marks.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			return ' '
		case r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0),
			r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u2069',
			r == '\ufeff', r == '\u00ad', r == '\u061c', r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
}

// StatusWords says in words how a development stands: "reported", "claimed by Russia's defence ministry", "figure
// revised 9 → 12", "reported, unconfirmed".
func StatusWords(d news.Development) string {
	words := string(d.Status)
	switch {
	case (d.Status == news.Claimed || d.Status == news.Denied) && d.By != "":
		words += " by " + Plain(d.By)
	case d.Hedged:
		words += ", unconfirmed"
	}
	switch d.Change {
	case news.ChangeFigure:
		words = "figure revised" + revision(d) + " · " + words
	case news.ChangeOrigin:
		words = "now also from another origin · " + words
	case news.ChangeStatus:
		words = "now " + words
	}
	return words
}

// revision renders " 9 → 12" where one kind of toll changed clearly.
func revision(d news.Development) string {
	for _, n := range d.Figures {
		for _, b := range d.Before {
			if b.Kind == n.Kind && n.Bound != news.Vague && b.Bound != news.Vague &&
				(b.Low != n.Low || b.Bound != n.Bound) {
				return fmt.Sprintf(" %s → %s", Amount(b), Amount(n))
			}
		}
	}
	return ""
}

// Amount renders a figure's number with its bound: "12", "at least 12", "dozens", "5–7".
func Amount(f news.Figure) string {
	n := number(f.Low)
	switch {
	case f.Bound == news.Vague:
		return vague(f.Low)
	case f.High > f.Low:
		n += "–" + number(f.High)
	}
	if f.Bound == news.Exact {
		return n
	}
	return string(f.Bound) + " " + n
}

func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if whole, frac, _ := strings.Cut(s, "."); len(whole) > 4 {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
		s = strings.TrimSuffix(whole+"."+frac, ".")
	}
	return s
}

func vague(low float64) string {
	switch {
	case low >= 1e6:
		return "millions"
	case low >= 1e3:
		return "thousands"
	case low >= 100:
		return "hundreds"
	case low >= 12:
		return "dozens"
	}
	return "several"
}

// FigureLine is the tolls of a development side by side, each with who gives it: "at least 12 killed (Reuters) · 9 (the
// mayor); dozens injured (Reuters)". It is "" without tolls. Nothing is added up or averaged.
func FigureLine(d news.Development) string {
	var b strings.Builder
	for i, f := range d.Figures {
		first := i == 0 || d.Figures[i-1].Kind != f.Kind
		switch {
		case i > 0 && first:
			b.WriteString("; ")
		case i > 0:
			b.WriteString(" · ")
		}
		b.WriteString(Amount(f))
		if f.Who != "" && !strings.EqualFold(f.Who, "people") && !strings.EqualFold(f.Who, "others") {
			b.WriteString(" " + f.Who)
		}
		if first {
			b.WriteString(" " + string(f.Kind))
		}
		if f.By != "" {
			b.WriteString(" (" + f.By + ")")
		}
	}
	return b.String()
}

// OriginLine is the arithmetic of a development: "Interfax, citing an anonymous source · 6 outlets, 2 origins: Interfax
// (5), own reporting of the Kyiv Herald (1)".
func OriginLine(d news.Development) string {
	if len(d.Origins) == 0 {
		return ""
	}
	lead := OriginWords(d.Sentences[0].Origin)
	if d.Outlets < 2 {
		if d.Sentences[0].Origin.Name == d.Sentences[0].Source {
			return lead
		}
		return lead + " · in " + d.Sentences[0].Source
	}
	parts := make([]string, 0, len(d.Origins))
	for _, o := range d.Origins {
		parts = append(parts, fmt.Sprintf("%s (%d)", nameOf(o), len(o.Outlets)))
	}
	return fmt.Sprintf("%s · %s, %s: %s", lead, Plural(d.Outlets, "outlet"), Plural(d.Independent, "origin"),
		strings.Join(parts, ", "))
}

func nameOf(o news.Origin) string {
	switch {
	case o.Name == "":
		return "unknown, not counted"
	case !o.Independent():
		return o.Name + ", not counted"
	}
	return o.Name
}

// OriginWords names an origin for a reader: with whom it cites and for which side it speaks.
func OriginWords(o news.Origin) string {
	var s string
	switch o.Kind {
	case news.OriginUnknown:
		return "origin unknown"
	case news.OriginOwn:
		s = o.Name + ", own reporting"
	case news.OriginAnonymous:
		s = o.Name + " (not named)"
	default:
		s = o.Name
	}
	if o.Citing != "" {
		s = o.Name + ", citing " + inside(strings.TrimSuffix(o.Citing, "."))
	}
	if o.Party != "" && o.Party != o.Name {
		s += " (a party: " + o.Party + ")"
	}
	return s
}

// inside begins a description with a small letter, as it stands inside a line: "Some reports" is no name.
func inside(s string) string {
	first, _, _ := strings.Cut(s, " ")
	switch first {
	case "A", "An", "The", "Some", "Several", "Many", "Most", "Other", "Others", "Two", "Three", "Unnamed", "Anonymous",
		"Officials", "Sources", "Reports":
		return strings.ToLower(first) + s[len(first):]
	}
	return s
}

// Said names who says a sentence and in which outlet.
func Said(s news.Sentence) string {
	o := OriginWords(s.Origin)
	if strings.HasPrefix(o, s.Source) {
		return o
	}
	return o + ", in " + s.Source
}

// Link is the address of the development's first article, "" if it has none that is a web address.
func Link(d news.Development) string {
	if len(d.Sentences) == 0 {
		return ""
	}
	return WebAddress(d.Sentences[0].URL)
}

// WebAddress returns u if it is an http or https address without anything that ends it early, else "".
func WebAddress(u string) string {
	if (strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://")) &&
		!strings.ContainsAny(u, " \t\r\n<>\"\\") && Plain(u) == u {
		return u
	}
	return ""
}

// Cover is what a digest was made from: "since Thu 24 Apr 08:00 · 9 developments from 64 articles, 17 outlets · 38 of
// 41 feeds healthy".
func Cover(d news.Digest, loc *time.Location) string {
	s := fmt.Sprintf("since %s · %s from %s, %s", d.From.In(loc).Format("Mon 2 Jan 15:04"),
		Plural(len(d.Developments), "development"),
		Plural(d.Articles, "article"), Plural(d.Sources, "outlet"))
	return s + feeds(d)
}

// Quiet is the whole of a digest without developments.
func Quiet(d news.Digest, loc *time.Location) string {
	return fmt.Sprintf("nothing new in %s since %s", Plural(d.Articles, "article"),
		d.From.In(loc).Format("Mon 2 Jan 15:04")) + feeds(d)
}

func feeds(d news.Digest) string {
	if d.Feeds.Total == 0 {
		return ""
	}
	return fmt.Sprintf(" · %d of %s healthy", d.Feeds.Healthy, Plural(d.Feeds.Total, "feed"))
}

// Late says when a late digest was due.
func Late(d news.Digest, loc *time.Location) string {
	return fmt.Sprintf("due %s, composed %s", d.Due.In(loc).Format("Mon 2 Jan 15:04"), d.To.In(loc).Format("15:04"))
}

// Blind is a warning if so many feeds fail that the digest may miss much, "" otherwise.
func Blind(d news.Digest) string {
	if f := d.Feeds; f.Total > 0 && 2*f.Healthy < f.Total {
		return fmt.Sprintf("%d of %s fail: this digest may be missing much. See /sources health", f.Total-f.Healthy,
			Plural(f.Total, "feed"))
	}
	return ""
}

// Remainder says what a digest does not show: "Not repeated: 31 facts you have read. Left out: 12 minor ones.".
func Remainder(d news.Digest) string {
	var parts []string
	if d.Repeated > 0 {
		parts = append(parts, fmt.Sprintf("Not repeated: %s you have read.", Plural(d.Repeated, "fact")))
	}
	if d.LeftOut > 0 {
		parts = append(parts, fmt.Sprintf("Left out: %s.", Plural(d.LeftOut, "minor one")))
	}
	return strings.Join(parts, " ")
}

// Plural renders a count with its noun: "1 article", "2 articles". A plural that does not end in s is given.
func Plural(n int, noun string, plural ...string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case len(plural) > 0:
		return number(float64(n)) + " " + plural[0]
	}
	return number(float64(n)) + " " + noun + "s"
}

func zone(name string) *time.Location {
	loc, err := Location(name)
	if err != nil {
		return time.UTC
	}
	return loc
}
