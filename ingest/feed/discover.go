package feed

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// feedTypes are the media types of feeds. Pages also announce plain XML and JSON as alternates; those are feeds only if
// their address says so.
var feedTypes = []string{
	"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
	"application/x.atom+xml", "application/x-atom+xml", "text/rss+xml",
}

// maxFound bounds what one page may announce: some list the comments of every article.
const maxFound = 50

// Discover lists the addresses of the feeds that a page announces, the likeliest first: its <link rel="alternate">,
// then its links that look like feeds. Feeds of comments come last.
func Discover(page []byte, address string) []string {
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	base = public(base)
	source, err := decode(page[:min(len(page), maxContent)], "")
	if err != nil {
		return nil
	}
	var announced, linked []string
	z := html.NewTokenizer(bytes.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return rank(announced, linked)
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			href := resolve(base, attr(t, "href"))
			switch {
			case t.DataAtom == atom.Base && href != "":
				if b, err := url.Parse(href); err == nil {
					base = b
				}
			case t.DataAtom == atom.Link && href != "" && announces(t, href):
				announced = appendNew(announced, href)
			case t.DataAtom == atom.A && looksLikeFeedAddress(href):
				linked = appendNew(linked, href)
			}
		}
	}
}

func announces(t html.Token, href string) bool {
	rel := strings.Fields(strings.ToLower(attr(t, "rel")))
	if slices.Contains(rel, "feed") {
		return true
	}
	if !slices.Contains(rel, "alternate") || slices.Contains(rel, "stylesheet") {
		return false
	}
	kind, _, _ := strings.Cut(strings.ToLower(attr(t, "type")), ";")
	switch kind = strings.TrimSpace(kind); kind {
	case "application/xml", "text/xml", "application/json":
		return looksLikeFeedAddress(href)
	}
	return slices.Contains(feedTypes, kind)
}

func looksLikeFeedAddress(href string) bool {
	u, err := url.Parse(href)
	if err != nil || href == "" {
		return false
	}
	path := strings.ToLower(strings.TrimSuffix(u.Path, "/"))
	for _, end := range []string{
		"/feed", "/rss", "/atom", ".rss", ".atom", ".rdf", "/rss.xml", "/feed.xml",
		"/atom.xml", "/index.xml", "/feed.json", "/rss2",
	} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return u.Query().Get("feed") != "" || strings.HasPrefix(u.Host, "feeds.") || strings.HasPrefix(u.Host, "rss.")
}

// rank puts announced feeds before linked ones, and those of comments last.
func rank(announced, linked []string) []string {
	all := announced
	for _, l := range linked {
		all = appendNew(all, l)
	}
	slices.SortStableFunc(all, func(a, b string) int { return comments(a) - comments(b) })
	return all
}

func comments(address string) int {
	if strings.Contains(strings.ToLower(address), "comment") {
		return 1
	}
	return 0
}

func appendNew(list []string, s string) []string {
	if len(list) < maxFound && !slices.Contains(list, s) {
		list = append(list, s)
	}
	return list
}

func attr(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// absolute is ref if it is a web address, else "".
func absolute(ref string) string { return resolve(&url.URL{}, ref) }
