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
	if e.By == news.ByOperator && given != "" || isOn(known, feeds, host) {
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
	host := bareHost(hostOf(address))
	i := slices.IndexFunc(o.sited, func(s news.Source) bool {
		return s.HomePage != "" &&
			bareHost(hostOf(s.HomePage)) == host
	})
	if i < 0 {
		return news.Source{}, false
	}
	return o.sited[i], true
}

// isOn reports whether a host belongs to an outlet: it is that of its home page or of one of its feeds, or lies below
// or above.
func isOn(s news.Source, feeds []news.Feed, host string) bool {
	sites := []string{}
	if s.HomePage != "" {
		sites = append(sites, hostOf(s.HomePage))
	}
	for _, f := range feeds {
		if f.Source.Name == s.Name {
			sites = append(sites, hostOf(f.URL))
		}
	}
	host = bareHost(host)
	return slices.ContainsFunc(sites, func(site string) bool {
		site = bareHost(site)
		if net.ParseIP(host) != nil || net.ParseIP(site) != nil {
			return host == site
		}
		return host == site || strings.HasSuffix(host, "."+site) ||
			strings.HasSuffix(site, "."+host) && strings.Contains(host, ".")
	})
}

func bareHost(host string) string { return strings.TrimPrefix(host, "www.") }
