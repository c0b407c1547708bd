package feed

import (
	"bytes"
	"net/url"
	"strings"
)

// maxSitemap is how many entries of a sitemap are read: Google's format for news allows a thousand.
const maxSitemap = 5000

// newsNamespace is in what a sitemap of news declares.
var newsNamespace = []byte("/sitemap-news/")

// ofNews reports whether a sitemap says that it is one of news, or has an entry that is.
func ofNews(sitemap []byte) bool {
	return bytes.Contains(sitemap, newsNamespace) || bytes.Contains(sitemap, []byte("<news:news"))
}

// sitemapEntry is a <url> as it is being read: field by the local name of its element, news:title as "title".
type sitemapEntry map[string]string

// sitemap reads a news sitemap (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap):
// what
// many outlets publish for search engines where they offer no feed. It has titles, dates and links, no text. A sitemap
// of other pages has no titles; it is no feed.
func (r *reader) sitemap(at int) error {
	z := scanner{s: r.source, entities: &entities{}, pos: at}
	var entry sitemapEntry
	var path []string // open elements within <url>, local names in lower case
	var text bytes.Buffer
	entries := 0
	for {
		t := z.next()
		_, local := split(t.name)
		name := strings.ToLower(string(local))
		switch t.kind {
		case endOfInput:
			r.endSitemap(t.at, entry != nil || z.cutShort)
			if len(r.feed.Items) == 0 && !ofNews(r.source) {
				return &Error{Place: place(r.source, at), Reason: "this is a sitemap without news, not a feed"}
			}
			return nil
		case characters:
			if len(path) > 0 && text.Len() < maxField {
				z.entities.writeText(&text, t.text, inText)
			}
		case verbatim:
			if len(path) > 0 && text.Len() < maxField {
				escape(&text, string(t.text), inText)
			}
		case startTag:
			switch {
			case name == "url" && entries < maxSitemap:
				entry, path = sitemapEntry{}, path[:0]
				entries++
			case entry != nil && !t.empty && len(path) < maxNesting:
				path = append(path, name)
				text.Reset()
			}
		case endTag:
			switch {
			case name == "url" && entry != nil:
				r.sitemapItem(entry)
				entry, path = nil, path[:0]
			case len(path) > 0 && path[len(path)-1] == name:
				r.sitemapField(entry, path, text.String())
				path = path[:len(path)-1]
				text.Reset()
			}
		}
	}
}

// sitemapField keeps what is wanted. Pictures and videos have titles of their own.
func (r *reader) sitemapField(entry sitemapEntry, path []string, text string) {
	within := strings.Join(path[:len(path)-1], "/")
	name := path[len(path)-1]
	switch {
	case strings.HasPrefix(within, "image") || strings.HasPrefix(within, "video"):
		return
	case within == "news/publication":
		name = "publication:" + name
	}
	if entry[name] == "" {
		entry[name] = text
	}
}

func (r *reader) sitemapItem(e sitemapEntry) {
	title := plain(e["title"])
	if title == "" {
		return
	}
	it := Item{URL: r.link(plain(e["loc"])), Title: title, Language: language(e["publication:language"])}
	for k := range strings.SplitSeq(plain(e["keywords"]), ",") {
		it.Categories = appendCategory(it.Categories, k)
	}
	if r.feed.Title == "" {
		r.feed.Title, r.feed.Language = plain(e["publication:name"]), it.Language
	}
	r.date(&it, []string{e["publication_date"]}, []string{e["lastmod"]})
	r.feed.Items = append(r.feed.Items, it)
}

func (r *reader) endSitemap(at int, cutShort bool) {
	if cutShort {
		r.problem(at, "the sitemap is cut short")
	}
	if r.base.Host != "" {
		r.feed.Home = (&url.URL{Scheme: r.base.Scheme, Host: r.base.Host, Path: "/"}).String()
	}
}
