package digest

import (
	"bufio"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"sitrep/news"
)

// Markdown writes d as CommonMark. Feed text is escaped: none of its characters means anything.
func Markdown(w io.Writer, d news.Digest) error {
	b, loc := bufio.NewWriter(w), zone(d.Zone)
	title := d.Name + " · " + d.To.In(loc).Format("Monday 2 January 2006, 15:04")
	fmt.Fprintf(b, "# %s\n\n", escape(strings.TrimSpace(d.Sign+" "+title)))
	if len(d.Developments) == 0 {
		fmt.Fprintf(b, "%s\n", escape(Quiet(d, loc)))
	} else {
		fmt.Fprintf(b, "%s\n", escape(Cover(d, loc)))
	}
	if !d.Due.IsZero() {
		fmt.Fprintf(b, "\n%s\n", escape(Late(d, loc)))
	}
	if blind := Blind(d); blind != "" {
		fmt.Fprintf(b, "\n**%s**\n", escape(blind))
	}
	for i, dev := range d.Developments {
		fmt.Fprintf(b, "\n## %d. %s\n\n*%s*\n", i+1, escape(dev.Headline), escape(StatusWords(dev)))
		for _, s := range dev.Sentences {
			if s.Text != dev.Headline {
				fmt.Fprintf(b, "\n> %s\n", escape(s.Text))
			}
		}
		for _, s := range dev.Against {
			fmt.Fprintf(b, "\nagainst (%s):\n\n> %s\n", escape(Said(s)), escape(s.Text))
		}
		if f := FigureLine(dev); f != "" {
			fmt.Fprintf(b, "\n%s\n", escape(f))
		}
		fmt.Fprintf(b, "\n%s\n", escape(OriginLine(dev)))
		for _, s := range dev.Sentences {
			if u := WebAddress(s.URL); u != "" {
				fmt.Fprintf(b, "\n[%s](<%s>)\n", escape(s.Source), u)
			}
		}
	}
	if s := Remainder(d); s != "" {
		fmt.Fprintf(b, "\n%s\n", escape(s))
	}
	return b.Flush()
}

// escape neutralises every ASCII punctuation mark that CommonMark gives a meaning (CommonMark 0.31, section 2.4).
func escape(s string) string {
	var b strings.Builder
	for _, r := range Plain(s) {
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
	"plain": Plain, "status": StatusWords, "figures": FigureLine, "origins": OriginLine, "said": Said,
	"web":       WebAddress,
	"remainder": Remainder, "blind": Blind,
	"cover": func(d news.Digest) string {
		if len(d.Developments) == 0 {
			return Quiet(d, zone(d.Zone))
		}
		return Cover(d, zone(d.Zone))
	},
	"late": func(d news.Digest) string {
		if d.Due.IsZero() {
			return ""
		}
		return Late(d, zone(d.Zone))
	},
	"day": func(d news.Digest) string { return d.To.In(zone(d.Zone)).Format("Monday 2 January 2006, 15:04") },
	"iso": func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
}).ParseFS(templates, "digest.html.tmpl"))

// HTML writes d as one self-contained page without scripts.
func HTML(w io.Writer, d news.Digest) error {
	if err := page.Execute(w, d); err != nil {
		return fmt.Errorf("render digest of %s: %w", d.Topic, err)
	}
	return nil
}
