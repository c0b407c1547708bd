package feed

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// typical is a feed as newspapers serve it: fifty items, each with a summary, its whole text, an author and categories.
func typical() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" ` +
		`xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The ` +
		`Courier</title><link>https://courier.example/</link><language>en</language>`)
	for i := range 50 {
		fmt.Fprintf(&b,
			`<item><title>Talks resume, day %d</title><link>https://courier.example/war/%d</link><guid `+
				`isPermaLink="false">%d</guid><pubDate>Thu, 24 Apr 2025 10:%02d:00 +0000</pubDate>`, i, i, i, i)
		b.WriteString(`<dc:creator>Olena ` +
			`Marchuk</dc:creator><category>War</category><category>Talks</category><media:content ` +
			`url="https://courier.example/i.jpg" medium="image"/>`)
		b.WriteString(`<description>The delegations met for the second time this week, &amp; parted without a ` +
			`word.</description><content:encoded><![CDATA[`)
		b.WriteString(strings.Repeat(`<p>The column of lorries, loaded with <a `+
			`href="https://courier.example/flour">flour</a>, blankets &amp; diesel, waited at the crossing until `+
			`noon.</p>`, 20))
		b.WriteString("]]></content:encoded></item>\n")
	}
	b.WriteString("</channel></rss>")
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	doc := typical()
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if f, err := Parse(doc, "application/rss+xml", address); err != nil || len(f.Items) != 50 {
			b.Fatal(len(f.Items), err)
		}
	}
}

// BenchmarkGofeed is what Parse is measured against: gofeed alone.
func BenchmarkGofeed(b *testing.B) {
	doc := typical()
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if f, err := gofeed.NewParser().Parse(bytes.NewReader(doc)); err != nil || len(f.Items) != 50 {
			b.Fatal(err)
		}
	}
}
