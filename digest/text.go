package digest

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"sitrep/news"
	"sitrep/wording"
)

// Text writes d for a terminal of the given width in columns (at least 40; 0 means 80). Control characters of feed text
// are left out, so that a headline cannot move the cursor.
func Text(w io.Writer, d news.Digest, width int) error {
	if width == 0 {
		width = 80
	}
	p := &printer{w: bufio.NewWriter(w), width: max(width, 40), loc: wording.Zone(d.Zone)}
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
		p.wrap("", title+" — "+wording.English.Quiet(d, p.loc))
	} else {
		p.wrap("", title)
		p.wrap("", wording.English.Cover(d, p.loc))
	}
	if late := wording.English.Late(d, p.loc); late != "" {
		p.wrap("", late)
	}
	if blind := wording.English.Blind(d); blind != "" {
		p.wrap("", "! "+blind)
	}
}

func (p *printer) development(n int, d news.Development) {
	p.line("")
	p.wrapAs(fmt.Sprintf("%2d  ", n), indent, wording.Printable(d.Headline)+" — "+wording.English.Status(d))
	for _, s := range d.Sentences {
		if s.Text != d.Headline {
			p.wrap(indent, "“"+wording.Printable(s.Text)+"”")
		}
	}
	for _, s := range d.Against {
		p.wrap(indent, "against: “"+wording.Printable(s.Text)+"” ("+wording.Printable(wording.English.Said(s))+")")
	}
	if f := wording.English.Figures(d); f != "" {
		p.wrap(indent, wording.Printable(f))
	}
	p.wrap(indent, wording.Printable(wording.English.Origins(d)))
	if u := link(d); u != "" {
		p.line(indent + u)
	}
}

func (p *printer) foot(d news.Digest) {
	if s := wording.English.Corrections(d); s != "" {
		p.wrap("", s)
	}
	if s := wording.English.Remainder(d); s != "" {
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

// link is the address of the development's first article, "" if it has none that is a web address.
func link(d news.Development) string {
	if len(d.Sentences) == 0 {
		return ""
	}
	return webAddress(d.Sentences[0].URL)
}

// webAddress returns u if it is an http or https address without anything that ends it early, else "".
func webAddress(u string) string {
	if (strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://")) &&
		!strings.ContainsAny(u, " \t\r\n<>\"\\") && wording.Printable(u) == u {
		return news.Redacted(u)
	}
	return ""
}
