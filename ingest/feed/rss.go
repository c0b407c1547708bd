package feed

import (
	"slices"
	"strconv"
	"strings"
	"time"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"sitrep/ingest/date"
)

func (r *reader) rssHead(f *rss.Feed) {
	r.feed.Title = plain(firstOf(f.Title, extension(f.Extensions, "dc", "title")))
	r.feed.Home = r.link(firstOf(f.Link, atomLink(f.Extensions, "alternate")))
	r.feed.Language = language(firstOf(f.Language, extension(f.Extensions, "dc", "language")))
	r.feed.TTL = ttl(f.TTL, f.Extensions)
	for _, h := range f.SkipHours {
		if n, err := strconv.Atoi(strings.TrimSpace(h)); err == nil && n >= 0 && n <= 24 &&
			!slices.Contains(r.feed.SkipHours, n%24) {
			r.feed.SkipHours = append(r.feed.SkipHours, n%24) // RSS 0.91 counts 1 to 24, RSS 2.0 counts 0 to 23
		}
	}
}

// ttl reads RSS 2.0's ttl (minutes) or the syndication module's updatePeriod and updateFrequency.
func ttl(minutes string, e ext.Extensions) time.Duration {
	const most = 7 * 24 * time.Hour
	if n, err := strconv.Atoi(strings.TrimSpace(minutes)); err == nil && n > 0 {
		return min(time.Duration(min(n, 1<<20))*time.Minute, most)
	}
	period := map[string]time.Duration{
		"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": most, "monthly": most,
		"yearly": most,
	}[strings.ToLower(extension(e, "sy", "updatePeriod"))]
	if n, err := strconv.Atoi(extension(e, "sy", "updateFrequency")); err == nil && n > 1 {
		period /= time.Duration(n)
	}
	return period
}

func (r *reader) rssItem(i *rss.Item) Item {
	e := i.Extensions
	it := Item{
		Title: plain(firstOf(i.Title, extension(e, "dc", "title"), extension(e, "media", "title"))),
		Summary: long(firstOf(i.Description, extension(e, "dc", "description"), extension(e, "dcterms", "abstract"),
			extension(e, "itunes", "summary"), extension(e, "atom", "summary"), extension(e, "media", "description"))),
		Content: long(firstOf(i.Content, i.Custom["encoded"], i.Custom["fulltext"], i.Custom["full-text"],
			i.Custom["body"], extension(e, "xhtml", "body"), extension(e, "atom", "content"),
			extension(e, "yandex", "full-text"))),
		Author: author(firstOf(extension(e, "dc", "creator"), i.Author, extension(e, "dc", "author"),
			extension(e, "atom", "author"), extension(e, "itunes", "author"))),
		Language: language(extension(e, "dc", "language")),
	}
	if i.Source != nil {
		it.Source, it.SourceURL = plain(i.Source.Title), r.link(i.Source.URL)
	}
	// FeedBurner's own link is a detour that counts readers, and has been known to end.
	links := append([]string{extension(e, "feedburner", "origLink"), i.Link}, i.Links...)
	links = append(links, atomLink(e, "alternate"))
	if i.GUID != nil {
		it.GUID = identity(i.GUID.Value)
		if strings.Contains(it.GUID, "://") { // a permalink, or as good as one, whatever isPermaLink says
			links = append(links, it.GUID)
		}
	}
	for _, l := range links {
		if it.URL = r.link(l); it.URL != "" {
			break
		}
	}
	for _, c := range i.Categories {
		it.Categories = appendCategory(it.Categories, c.Value)
	}
	for _, c := range e["dc"]["subject"] {
		it.Categories = appendCategory(it.Categories, c.Value)
	}
	r.date(&it,
		[]string{
			i.Custom[dateField], i.PubDate, i.Custom["pubdate"], i.Custom["date"],
			extension(e, "dcterms", "issued"), extension(e, "dc", "date"), extension(e, "dcterms", "created"),
			extension(e, "dcterms", "date"), extension(e, "atom", "published"), extension(e, "atom03", "issued"),
		},
		[]string{
			extension(e, "dcterms", "modified"), extension(e, "atom", "updated"),
			extension(e, "atom03", "modified"), i.Custom["lastBuildDate"], i.Custom["updated"],
		})
	return it
}

// date fills in Updated, and Published from the first of published that can be read, else from Updated.
func (r *reader) date(it *Item, published, updated []string) {
	changed, _ := r.firstDate(it, updated)
	d, ok := r.firstDate(it, published)
	if !ok {
		d = changed
	}
	if d.Zoneless {
		r.zoneless++
	}
	it.Published, it.DateOnly, it.Zoneless, it.Updated = d.Time, d.DateOnly, d.Zoneless, changed.Time
}

// firstDate reads the first of list that is a date, and says so if the first that is not empty is none.
func (r *reader) firstDate(it *Item, list []string) (date.Date, bool) {
	said := false
	for _, s := range list {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		if d, ok := r.dates.Parse(s); ok {
			return d, true
		}
		if !said {
			r.note("there is no date %.60q (item %.80q)", s, it.Title)
			said = true
		}
	}
	return date.Date{}, false
}

// extension is the text of the first extension element of this name.
func extension(e ext.Extensions, prefix, name string) string {
	for _, x := range e[prefix][name] {
		if s := strings.TrimSpace(x.Value); s != "" {
			return s
		}
	}
	return ""
}

// atomLink is the address of an embedded Atom link.
func atomLink(e ext.Extensions, rel string) string {
	for _, x := range e["atom"]["link"] {
		if x.Attrs["rel"] == rel || x.Attrs["rel"] == "" && rel == "alternate" {
			return x.Attrs["href"]
		}
	}
	return ""
}

func appendCategory(list []string, c string) []string {
	if c = plain(c); c != "" && len(list) < 50 && !slices.Contains(list, c) {
		list = append(list, c)
	}
	return list
}
