package ingest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sitrep/ingest/feed"
	"sitrep/ingest/fetch"
	"sitrep/news"
	"sitrep/story"
	"sitrep/text"
)

// RosterStore is what the roster needs of storage.
type RosterStore interface {
	Feeds(ctx context.Context) ([]news.Feed, error)
	Sources(ctx context.Context) ([]news.Source, error)
	AddFeed(ctx context.Context, f news.Feed, most int) (news.Feed, error)
	RemoveFeed(ctx context.Context, id int64) error
	ResumeFeed(ctx context.Context, id int64) error
}

// RosterOptions are what the roster knows besides its store.
type RosterOptions struct {
	Known  []news.Source // outlets of the catalogue and the configuration
	Topics []news.Topic  // that folders of an OPML list stand for
	Most   int           // feeds that one Discord server may add; 0 is none
}

// Roster is the list of feeds, as people change it: whoever runs the program any feed, the admins of a Discord server
// their own. Every error that is theirs is a *news.Error that says what to do.
type Roster struct {
	store  RosterStore
	client *fetch.Client
	o      RosterOptions
}

// NewRoster returns the roster of store. Addresses are tried with client.
func NewRoster(store RosterStore, client *fetch.Client, o RosterOptions) *Roster {
	return &Roster{store: store, client: client, o: o}
}

// Bounds of looking for a feed.
const (
	lookTime   = 22 * time.Second // an answer in Discord has thirty seconds in all
	lookFeeds  = 4                // that a page names and that are tried, one a second
	longestURL = 2000             // bytes
	longName   = 100              // bytes of an outlet's name
)

// usualPaths are tried on a home page that names no feed: what the three most common publishing systems use.
var usualPaths = []string{"/feed", "/rss.xml", "/rss"}

// Add finds the feed at an address, be it the feed's own or that of a page that names it, and puts it on the list.
func (r *Roster) Add(ctx context.Context, e news.Enrolment) (news.Discovery, error) {
	if err := r.mayAdd(e.By); err != nil {
		return news.Discovery{}, err
	}
	address, err := webAddress(e.Address)
	if err != nil {
		return news.Discovery{}, err
	}
	feeds, err := r.store.Feeds(ctx)
	if err != nil {
		return news.Discovery{}, err
	}
	if known, ok := findFeed(feeds, address); ok {
		return news.Discovery{}, alreadyThere(known)
	}
	found, parsed, err := r.look(ctx, address)
	if err != nil {
		return news.Discovery{}, err
	}
	if known, ok := findFeed(feeds, found.Feed.URL); ok {
		return news.Discovery{}, alreadyThere(known)
	}
	book, err := r.directory(ctx)
	if err != nil {
		return news.Discovery{}, err
	}
	found.Feed.Source, err = outletOf(book, feeds, e, found.Feed.URL, parsed)
	if err != nil {
		return news.Discovery{}, err
	}
	found.Feed.Topics, found.Feed.AddedBy = e.Topics, e.By
	found.Feed, err = r.store.AddFeed(ctx, found.Feed, r.most(e.By))
	return found, err
}

func (r *Roster) mayAdd(by string) error {
	if by != news.ByOperator && r.o.Most <= 0 {
		return news.Errorf(news.Invalid, "servers may add no feeds to this Sitrep: ask whoever runs it")
	}
	return nil
}

// most is how many feeds somebody may add, 0 for any number.
func (r *Roster) most(by string) int {
	if by == news.ByOperator {
		return 0
	}
	return r.o.Most
}

func alreadyThere(f news.Feed) error {
	return news.Errorf(news.Conflict, "%s is read already, as %s", f.URL, f.Source.Name)
}

func findFeed(all []news.Feed, address string) (news.Feed, bool) {
	i := slices.IndexFunc(all, func(f news.Feed) bool { return f.URL == address || f.MovedFrom == address })
	if i < 0 {
		return news.Feed{}, false
	}
	return all[i], true
}

// webAddress completes what a person types: without a scheme it is https.
func webAddress(s string) (string, error) {
	s = strings.Trim(strings.TrimSpace(s), "<>") // Discord's way of showing no preview
	s = strings.TrimPrefix(strings.TrimPrefix(s, "feed:"), "//")
	if head, rest, colon := strings.Cut(s, ":"); !colon || strings.Contains(head, ".") && rest != "" &&
		rest[0] >= '0' && rest[0] <= '9' {
		s = "https://" + s // without a scheme, perhaps with a port
	}
	u, err := url.Parse(s)
	switch {
	case err != nil, u.Hostname() == "", u.Scheme != "http" && u.Scheme != "https", len(s) > longestURL,
		strings.ContainsAny(s, " \t\n"):
		return "", news.Errorf(news.Invalid, "%q is no web address: write one like https://example.org/feed",
			shortText(s, 80))
	case u.User != nil:
		return "", news.Errorf(news.Invalid,
			"the address holds a user name or a password, which others would see: leave it out")
	}
	u.Fragment = ""
	return u.String(), nil
}

func shortText(s string, n int) string {
	s, cut := clip(strings.Join(strings.Fields(s), " "), n)
	if cut {
		s += "…"
	}
	return s
}

// look fetches an address, and what it leads to, until a feed is found.
func (r *Roster) look(ctx context.Context, address string) (news.Discovery, feed.Feed, error) {
	bounded, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	found, parsed, err := r.read(bounded, address)
	if err == nil {
		return found, parsed, nil
	}
	var page *pageError
	if !errors.As(err, &page) {
		return found, parsed, explain(ctx, address, err)
	}
	candidates, named := page.feeds, true
	if len(candidates) == 0 {
		candidates, named = guesses(address), false
	}
	for i, c := range candidates[:min(len(candidates), lookFeeds)] {
		if found, parsed, err = r.read(bounded, c); err == nil {
			if named {
				found.Others = slices.Concat(candidates[:i:i], candidates[i+1:])
			}
			return found, parsed, nil
		}
		if bounded.Err() != nil {
			break
		}
	}
	switch {
	case bounded.Err() != nil:
		return found, parsed, explain(ctx, address, err)
	case named:
		return found, parsed,
			news.Errorf(news.Invalid, "%s is a web page. It names %s as its feed, but that cannot be read: %s",
				address, candidates[0], reason(err))
	}
	return found, parsed, news.Errorf(news.Invalid,
		"%s is a web page that names no feed. Look on it for a link called RSS or Atom, and give that address", address)
}

// guesses are the usual addresses of feeds on the host of a page.
func guesses(page string) (out []string) {
	u, err := url.Parse(page)
	if err != nil {
		return nil
	}
	for _, path := range usualPaths {
		out = append(out, (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: path}).String())
	}
	return out
}

// read fetches one address and reads it as a feed.
func (r *Roster) read(ctx context.Context, address string) (news.Discovery, feed.Feed, error) {
	resp, parsed, err := readFeed(ctx, r.client, news.Feed{URL: address})
	if err != nil {
		return news.Discovery{}, parsed, err
	}
	d := news.Discovery{
		Feed: news.Feed{URL: cmp.Or(resp.Permanent, address)}, Title: parsed.Title,
		Items: len(parsed.Items),
	}
	for _, it := range parsed.Items {
		if it.Published.After(d.Newest) {
			d.Newest = it.Published
		}
		if ItemArticle(it, parsed).Partial {
			d.Summaries++
		}
	}
	return d, parsed, nil
}

// explain makes of what keeps a feed from being read an error for whoever gave the address.
func explain(ctx context.Context, address string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	code := news.Invalid
	if e, ok := errors.AsType[*fetch.Error](err); ok && e.Temporary() {
		code = news.Unavailable
	}
	return &news.Error{Code: code, Message: address + " cannot be read: " + reason(err), Err: err}
}

// reason says why an address cannot be read, and what to do.
func reason(err error) string {
	if e, ok := errors.AsType[*fetch.Error](err); ok {
		return fetchReason(e)
	}
	if e, ok := errors.AsType[*feed.Error](err); ok {
		return "it is no feed (" + e.Error() + ")"
	}
	return shortText(err.Error(), 200)
}

func fetchReason(e *fetch.Error) string {
	switch e.Kind {
	case fetch.Private:
		return "it leads to an address that is not public. Only whoever runs Sitrep can allow that (poll.allow_private)"
	case fetch.DNS:
		return "there is no host of that name. Check how it is written"
	case fetch.Network, fetch.Timeout, fetch.Slow, fetch.Cancelled:
		return "the server does not answer in time. Try again later"
	case fetch.TLS:
		return "the server's certificate is not valid"
	case fetch.TooLarge, fetch.Bomb:
		return "the answer is too large for a feed"
	case fetch.Redirects:
		return "its redirects lead nowhere"
	case fetch.Busy:
		return "the server asks to be left alone for " + max(e.RetryAfter, time.Minute).Round(time.Minute).String() +
			". Try again then"
	case fetch.Gone:
		return "the server says that it is gone for good (410)"
	case fetch.Status:
		return fmt.Sprintf("the server answers %d %s. Look whether the address opens in a browser", e.Status,
			http.StatusText(e.Status))
	case fetch.BadURL:
		return "it is no web address"
	}
	return "the server's answer is broken"
}

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

// Remove takes a feed off the list, by its address or the name of its outlet; its articles stay. The admins of a server
// may remove what they added, whoever runs the program anything.
func (r *Roster) Remove(ctx context.Context, name, by string) (news.Feed, error) {
	f, err := r.find(ctx, name)
	switch {
	case err != nil:
		return f, err
	case by == news.ByOperator || f.AddedBy == by:
		return f, r.store.RemoveFeed(ctx, f.ID)
	case f.AddedBy == "" || f.AddedBy == news.ByOperator:
		return f, news.Errorf(news.Invalid, "%s was added by whoever runs Sitrep, and only they can remove it", f.URL)
	}
	return f, news.Errorf(news.Invalid, "%s was added by another server, and only its admins can remove it", f.URL)
}

// Resume ends a feed's pause.
func (r *Roster) Resume(ctx context.Context, name string) (news.Feed, error) {
	f, err := r.find(ctx, name)
	if err != nil {
		return f, err
	}
	return f, r.store.ResumeFeed(ctx, f.ID)
}

// find returns the feed of an address, old or new, or the only one of an outlet.
func (r *Roster) find(ctx context.Context, name string) (news.Feed, error) {
	all, err := r.store.Feeds(ctx)
	if err != nil {
		return news.Feed{}, err
	}
	name = strings.Trim(strings.TrimSpace(name), "<>")
	if f, ok := findFeed(all, name); ok {
		return f, nil
	}
	if address, err := webAddress(name); err == nil {
		if f, ok := findFeed(all, address); ok {
			return f, nil
		}
	}
	var named []news.Feed
	for _, f := range all {
		if text.Key(f.Source.Name) == text.Key(name) {
			named = append(named, f)
		}
	}
	switch len(named) {
	case 0:
		return news.Feed{}, news.Errorf(news.NotFound,
			"no feed has the address %s, and no outlet with a feed that name", shortText(name, 200))
	case 1:
		return named[0], nil
	}
	return news.Feed{}, news.Errorf(news.Conflict, "%s has %d feeds: give the address of the one, such as %s",
		named[0].Source.Name, len(named), named[0].URL)
}

// Import puts the feeds of an OPML list on the list of feeds, without asking their servers: that the poller does, and
// says what is wrong with them. Folders are topics, by name or slug.
func (r *Roster) Import(ctx context.Context, opml []byte, by string) (report news.FeedImport, err error) {
	if err := r.mayAdd(by); err != nil {
		return report, err
	}
	outlines, err := feed.ParseOPML(opml)
	if e, ok := errors.AsType[*feed.Error](err); ok {
		return report, news.Errorf(news.Invalid, "the list cannot be read: %w", e)
	}
	if err != nil {
		return report, err
	}
	if len(outlines) == 0 {
		return report, news.Errorf(news.Invalid, "the list names no feed: an outline needs an xmlUrl")
	}
	feeds, err := r.store.Feeds(ctx)
	if err != nil {
		return report, err
	}
	book, err := r.directory(ctx)
	if err != nil {
		return report, err
	}
	room := len(outlines)
	if most := r.most(by); most > 0 {
		room = most
		for _, f := range feeds {
			if f.AddedBy == by {
				room--
			}
		}
	}
	for _, e := range r.enrolments(outlines, by, &report) {
		address, err := webAddress(e.Address)
		if err != nil {
			report.Refused = append(report.Refused, news.RefusedFeed{
				URL:    shortText(e.Address, 200),
				Reason: err.Error(),
			})
			continue
		}
		if _, known := findFeed(feeds, address); known {
			report.Known++
			continue
		}
		if room <= 0 {
			report.Left++
			continue
		}
		f := news.Feed{URL: address, Topics: e.Topics, AddedBy: by}
		// another's name: with the host it is one of its own
		if f.Source, err = outletOf(book, feeds, e, address, feed.Feed{}); err != nil {
			e.Name += " (" + hostOf(address) + ")"
			if f.Source, err = outletOf(book, feeds, e, address, feed.Feed{}); err != nil {
				report.Refused = append(report.Refused, news.RefusedFeed{URL: address, Reason: err.Error()})
				continue
			}
		}
		switch f, err = r.store.AddFeed(ctx, f, r.most(by)); news.ErrorCode(err) {
		case "":
			report.Added, room = append(report.Added, f), room-1
			feeds = append(feeds, f)
		case news.Conflict: // somebody was faster
			report.Left++
		case news.Invalid:
			report.Refused = append(report.Refused, news.RefusedFeed{URL: address, Reason: err.Error()})
		default:
			return report, err
		}
	}
	return report, nil
}

// enrolments are the feeds of a list, each once, with all its folders.
func (r *Roster) enrolments(outlines []feed.Outline, by string, report *news.FeedImport) []news.Enrolment {
	var out []news.Enrolment
	at := map[string]int{}
	for _, o := range outlines {
		var topics []string
		for _, folder := range o.Folders {
			slug, known := r.topic(folder)
			if !known && !slices.Contains(report.Folders, folder) {
				report.Folders = append(report.Folders, folder)
			}
			if slug != "" {
				topics = append(topics, slug)
			}
		}
		i, twice := at[o.URL]
		if !twice {
			i = len(out)
			at[o.URL] = i
			out = append(out, news.Enrolment{Address: o.URL, Name: o.Title, By: by})
		}
		out[i].Topics = union(out[i].Topics, topics)
	}
	return out
}

// topic is the slug of the topic that a folder stands for. A folder that is no topic is kept as one that matches
// nothing, so that an export shows it again.
func (r *Roster) topic(folder string) (slug string, known bool) {
	for _, t := range r.o.Topics {
		if strings.EqualFold(t.Slug, folder) || text.Key(t.Name) == text.Key(folder) {
			return t.Slug, true
		}
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(folder), func(c rune) bool {
		return c < 0x80 && (c < 'a' || c > 'z') && (c < '0' || c > '9')
	}), "-"), false
}

// Export writes the list of feeds as OPML, topics as folders: for a server without what other servers added.
func (r *Roster) Export(ctx context.Context, by string) ([]byte, error) {
	feeds, err := r.store.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, t := range r.o.Topics {
		names[t.Slug] = t.Name
	}
	var list []feed.Outline
	for _, f := range feeds {
		if by != news.ByOperator && f.AddedBy != "" && f.AddedBy != news.ByOperator && f.AddedBy != by {
			continue
		}
		o := feed.Outline{Title: f.Source.Name, URL: withoutUser(f.URL), Home: f.Source.HomePage}
		if len(f.Topics) == 0 {
			list = append(list, o)
		}
		for _, slug := range f.Topics {
			o.Folders = []string{cmp.Or(names[slug], slug)}
			list = append(list, o)
		}
	}
	var b bytes.Buffer
	err = feed.WriteOPML(&b, list)
	return b.Bytes(), err
}

// withoutUser drops a password from an address.
func withoutUser(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address
	}
	u.User = nil
	return u.String()
}
