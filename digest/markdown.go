package digest

import (
	"bufio"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"sitrep/news"
	"sitrep/wording"
)

// Markdown writes d as CommonMark. Feed text is escaped: none of its characters means anything.
func Markdown(w io.Writer, d news.Digest) error {
	b, loc := bufio.NewWriter(w), wording.Zone(d.Zone)
	title := d.Name + " · " + wording.English.LongTime(d.To.In(loc))
	fmt.Fprintf(b, "# %s\n\n", escape(strings.TrimSpace(d.Sign+" "+title)))
	if len(d.Developments) == 0 {
		fmt.Fprintf(b, "%s\n", escape(wording.English.Quiet(d, loc)))
	} else {
		fmt.Fprintf(b, "%s\n", escape(wording.English.Cover(d, loc)))
	}
	if late := wording.English.Late(d, loc); late != "" {
		fmt.Fprintf(b, "\n%s\n", escape(late))
	}
	if blind := wording.English.Blind(d); blind != "" {
		fmt.Fprintf(b, "\n**%s**\n", escape(blind))
	}
	for i, dev := range d.Developments {
		fmt.Fprintf(b, "\n## %d. %s\n\n*%s*\n", i+1, escape(dev.Headline), escape(wording.English.Status(dev)))
		for _, s := range dev.Sentences {
			if s.Text != dev.Headline {
				fmt.Fprintf(b, "\n> %s\n", escape(s.Text))
			}
		}
		for _, s := range dev.Against {
			fmt.Fprintf(b, "\nagainst (%s):\n\n> %s\n", escape(wording.English.Said(s)), escape(s.Text))
		}
		if f := wording.English.Figures(dev); f != "" {
			fmt.Fprintf(b, "\n%s\n", escape(f))
		}
		fmt.Fprintf(b, "\n%s\n", escape(wording.English.Origins(dev)))
		for _, s := range dev.Sentences {
			if u := webAddress(s.URL); u != "" {
				fmt.Fprintf(b, "\n[%s](<%s>)\n", escape(s.Source), u)
			}
		}
	}
	if s := wording.English.Remainder(d); s != "" {
		fmt.Fprintf(b, "\n%s\n", escape(s))
	}
	return b.Flush()
}

// escape neutralises every ASCII punctuation mark that CommonMark gives a meaning (CommonMark 0.31, section 2.4).
func escape(s string) string {
	var b strings.Builder
	for _, r := range wording.Printable(s) {
		if strings.ContainsRune("\\`*_{}[]<>()#+-!|~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

//go:embed digest.html.tmpl
var templates embed.FS

var page = template.Must(template.New("digest.html.tmpl").Funcs(template.FuncMap{
	"printable": wording.Printable, "status": wording.English.Status, "figures": wording.English.Figures,
	"origins": wording.English.Origins, "said": wording.English.Said, "remainder": wording.English.Remainder,
	"blind": wording.English.Blind, "web": webAddress,
	"cover": func(d news.Digest) string {
		if len(d.Developments) == 0 {
			return wording.English.Quiet(d, wording.Zone(d.Zone))
		}
		return wording.English.Cover(d, wording.Zone(d.Zone))
	},
	"late": func(d news.Digest) string { return wording.English.Late(d, wording.Zone(d.Zone)) },
	"day":  func(d news.Digest) string { return wording.English.LongTime(d.To.In(wording.Zone(d.Zone))) },
}).ParseFS(templates, "digest.html.tmpl"))

// HTML writes d as one self-contained page without scripts.
func HTML(w io.Writer, d news.Digest) error {
	if err := page.Execute(w, d); err != nil {
		return fmt.Errorf("render digest of %s: %w", d.Topic, err)
	}
	return nil
}
