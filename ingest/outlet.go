package ingest

import (
	"cmp"
	"context"
	"net"
	"net/url"
	"slices"
	"strings"

	"sitrep/ingest/feed"
	"sitrep/news"
	"sitrep/story"
)

// directory is everybody known: outlets of the catalogue, of the configuration, and stored ones.
func (r *Roster) directory(ctx context.Context) (book outlets, err error) {
	stored, err := r.store.Sources(ctx)
	if err != nil {
		return book, err
	}
	all := slices.Concat(r.o.Known, stored)
	return outlets{story.NewDirectory(all), r.o.Known}, nil
}

// outlets are those known by name, and those whose site is surely theirs alone.
type outlets struct {
	byName story.Directory
	sited  []news.Source
}

// outletOf decides whose feed it is. Nobody may add a feed under the name of an outlet whose site it is not on: its
// articles would be read as that outlet's. Whoever runs the program may, by giving the name.
func outletOf(book outlets, feeds []news.Feed, e news.Enrolment, address string, parsed feed.Feed) (news.Source,

	error,
) {
	given := outletName(e.Name)
	if given == "" {
		if s, ok := book.atHost(address); ok {
			return s, nil
		}
	}
	host := hostOf(address)
	name := cmp.Or(given, outletName(parsed.Title), host)
	known, ok := book.byName.Find(name)
	if !ok {
		s := news.Source{Name: name, Language: baseLanguage(parsed.Language)}
		if u, err := url.Parse(address); err == nil {
			s.HomePage = u.Scheme + "://" + u.Host + "/"
		}
		return s, s.Validate()
	}
	if e.By == news.ByOperator && given != "" || isOn(known, feeds, address) {
		return known, nil
	}
	if given != "" {
		return known, news.Errorf(news.Conflict,
			"there is an outlet called %s, and %s is not on its site: give another name", known.Name, host)
	}
	return known, news.Errorf(news.Conflict,
		"the feed calls itself %s, but %s is not on that outlet's site: give it a name of its own", known.Name, host)
}

// outletName cleans a name that somebody gave, or that a feed gives itself.
func outletName(s string) string {
	s, _ = clip(strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " "), longName)
	return s
}

// baseLanguage is the language of "en-GB".
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if len(base) != 2 && len(base) != 3 {
		return ""
	}
	return base
}

// atHost returns the outlet whose home page is on the very host of an address.
func (o outlets) atHost(address string) (news.Source, bool) {
	site := siteOf(address)
	i := slices.IndexFunc(o.sited, func(s news.Source) bool { return s.HomePage != "" && siteOf(s.HomePage) == site })
	if i < 0 {
		return news.Source{}, false
	}
	return o.sited[i], true
}

// isOn reports whether an address belongs to an outlet: its host is that of the outlet's home page or of one of its
// feeds, or lies below or above. On a host that many share it is the same page.
func isOn(s news.Source, feeds []news.Feed, address string) bool {
	sites := []string{}
	if s.HomePage != "" {
		sites = append(sites, siteOf(s.HomePage))
	}
	for _, f := range feeds {
		if f.Source.Name == s.Name {
			sites = append(sites, siteOf(f.URL))
		}
	}
	host := siteOf(address)
	return slices.ContainsFunc(sites, func(site string) bool {
		if net.ParseIP(host) != nil || net.ParseIP(site) != nil || strings.Contains(host+site, "/") {
			return host == site
		}
		return host == site || strings.HasSuffix(host, "."+site) ||
			strings.HasSuffix(site, "."+host) && strings.Contains(host, ".")
	})
}

// sharedHosts are sites on which many outlets have a page each: the host alone is nobody's.
var sharedHosts = map[string]bool{
	"t.me": true, "telegram.me": true, "youtube.com": true, "medium.com": true, "news.google.com": true,
	"bsky.app": true, "reddit.com": true, "facebook.com": true, "x.com": true, "twitter.com": true,
}

// siteOf is what tells whose an address is: its host, and on a shared one the page below it.
func siteOf(address string) string {
	host := bareHost(hostOf(address))
	if !sharedHosts[host] {
		return host
	}
	u, err := url.Parse(address)
	if err != nil {
		return host
	}
	path := strings.TrimPrefix(strings.ToLower(strings.Trim(u.Path, "/")), "s/")
	first, rest, _ := strings.Cut(path, "/")
	if second, _, _ := strings.Cut(rest, "/"); first == "c" || first == "r" || first == "channel" ||
		first == "profile" {
		first += "/" + second
	}
	return host + "/" + first
}

func bareHost(host string) string { return strings.TrimPrefix(host, "www.") }
