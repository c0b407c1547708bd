package ingest

import (
	"fmt"
	"html"
	"strings"
	"time"
)

// What outlets of the fleet serve instead of feeds, and in the place of articles.

// credit is the outlet whose items an aggregator of the fleet relays.
func (o *outlet) credit() string { return o.name + " Desk" }

// filed is the outlet under which the posts are filed.
func (o *outlet) filed() string {
	if o.quirk == "aggregator" {
		return o.credit()
	}
	return o.name
}

// otherFormat writes the posts as a news sitemap, a channel's preview, videos' descriptions, or as one live blog.
func (o *outlet) otherFormat(shown []post, now time.Time) []byte {
	var b strings.Builder
	switch o.quirk {
	case "sitemap":
		b.WriteString(`<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">`)
		for _, p := range shown {
			fmt.Fprintf(&b, `<url><loc>%s</loc><n:news><n:publication><n:name>%s</n:name></n:publication>`+
				`<n:publication_date>%s</n:publication_date><n:title>Session %s“%d”</n:title></n:news></url>`,
				o.url(p),
				o.name, p.at.UTC().Format(time.RFC3339), p.token, p.n)
		}
		b.WriteString(`</urlset>`)
	case "channel":
		fmt.Fprintf(&b, `<!DOCTYPE html><html><body><div class="tgme_channel_info"><div `+
			`class="tgme_channel_info_header_title">%s</div></div>`, o.name)
		channel := strings.ReplaceAll(o.name, ".example", "")
		for i := range shown { // the oldest first
			p := shown[len(shown)-1-i]
			fmt.Fprintf(&b, `<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" `+
				`data-post="%s/%d">`+
				`<div class="tgme_widget_message_text js-message_text">%s</div><span `+
				`class="tgme_widget_message_meta"><a class="tgme_widget_message_date"><time `+
				`datetime="%s"></time></a>`+
				`</span></div></div>`, channel, p.n, html.EscapeString(p.text(now)), p.at.UTC().Format(time.RFC3339))
		}
		b.WriteString(`</body></html>`)
	case "video":
		b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">`)
		for _, p := range shown {
			fmt.Fprintf(&b, `<entry><id>yt:video:%d</id><title>Session %s</title><link href="%s"/>`+
				`<published>%s</published><media:group><media:description>%s</media:description></media:group>`+
				`</entry>`,
				p.n, p.token, o.url(p), p.at.UTC().Format(time.RFC3339), html.EscapeString(p.text(now)))
		}
		b.WriteString(`</feed>`)
	case "live blog": // dated at its last entry
		fmt.Fprintf(&b, `<rss version="2.0"><channel><title>%s</title><item><title>Council live: `+
			`%s</title><guid>L</guid>`+
			`<link>http://%[1]s/news/live</link><pubDate>%[3]s</pubDate><description>The council `+
			`meets.</description>`+
			`</item></channel></rss>`, o.name, shown[0].token, latest(shown).UTC().Format(time.RFC1123Z))
	}
	return []byte(b.String())
}

// otherPage is what stands in the place of an article's page: a form for consent, another article, the entries of a
// live blog.
func (o *outlet) otherPage(p post, now time.Time) (string, bool) {
	switch o.quirk {
	case "walls":
		return fmt.Sprintf(`<html><title>Session %s“%d”</title><body><h1>Session %[1]s“%[2]d”</h1><p>Wir und unsere `+
			`Partner speichern Kennungen auf Ihrem Gerät, um Reichweiten zu messen und Werbung `+
			`auszuwählen.</p><p>Sie `+
			`können das annehmen oder ein Abo ohne Werbung abschließen, das jeden Monat kündbar `+
			`ist.</p></body></html>`,
			p.token, p.n), true
	case "other article":
		return `<html><title>Rain stops play</title><body><article><h1>Rain stops play</h1><p>Nine wickets fell ` +
			`before ` +
			`lunch on a wet Thursday at the oval, and the crowd went home early.</p><p>The match goes on tomorrow, ` +
			`weather permitting, with the visitors forty runs ahead.</p></article></body></html>`, true
	case "live blog":
		var b strings.Builder
		b.WriteString(`<html lang="en"><head><title>Council live</title></head><body><main><h1>Council ` +
			`live</h1><div ` +
			`class="live-feed">`)
		for _, p := range o.visible(now) {
			fmt.Fprintf(&b, `<section class="entry" id="p%d"><time datetime="%s"></time><p>%s</p></section>`, p.n,
				p.at.UTC().Format(time.RFC3339), p.text(now))
		}
		return b.String() + `</div></main></body></html>`, true
	}
	return "", false
}
