package ingest

import (
	"context"
	"slices"
	"strings"

	"sitrep/ingest/fetch"
	"sitrep/news"
	"sitrep/text"
)

// RosterStore is what the roster needs of storage.
type RosterStore interface {
	Feeds(ctx context.Context) ([]news.Feed, error)    // that whoever ctx asks for may see
	AllFeeds(ctx context.Context) ([]news.Feed, error) // of all servers
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

// Add finds the feed at an address, be it the feed's own or that of a page that names it, and puts it on the list.
func (r *Roster) Add(ctx context.Context, e news.Enrolment) (news.Discovery, error) {
	if err := r.mayAdd(e.By); err != nil {
		return news.Discovery{}, err
	}
	address, err := webAddress(e.Address)
	if err != nil {
		return news.Discovery{}, err
	}
	ctx = news.SeenBy(ctx, news.Feed{AddedBy: e.By}.Owner())
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
	return news.Errorf(news.Conflict, "%s is read already, as %s", news.Redacted(f.URL), f.Source.Name)
}

func findFeed(all []news.Feed, address string) (news.Feed, bool) {
	i := slices.IndexFunc(all, func(f news.Feed) bool { return f.URL == address || f.MovedFrom == address })
	if i < 0 {
		return news.Feed{}, false
	}
	return all[i], true
}

// Remove takes a feed off the list, by its address or the name of its outlet; its articles stay. The admins of a server
// may remove what they added, whoever runs the program anything.
func (r *Roster) Remove(ctx context.Context, name, by string) (news.Feed, error) {
	f, err := r.find(ctx, name, by)
	switch {
	case err != nil:
		return f, err
	case by == news.ByOperator || f.AddedBy == by:
		return f, r.store.RemoveFeed(ctx, f.ID)
	}
	return f, news.Errorf(news.Invalid, "%s was added by whoever runs Sitrep, and only they can remove it",
		news.Redacted(f.URL))
}

// Resume ends a feed's pause.
func (r *Roster) Resume(ctx context.Context, name string) (news.Feed, error) {
	f, err := r.find(ctx, name, news.ByOperator)
	if err != nil {
		return f, err
	}
	return f, r.store.ResumeFeed(ctx, f.ID)
}

// find returns the feed of an address, old or new, or the only one of an outlet, among those that somebody may see.
func (r *Roster) find(ctx context.Context, name, by string) (news.Feed, error) {
	list := r.store.AllFeeds
	if by != news.ByOperator {
		ctx, list = news.SeenBy(ctx, by), r.store.Feeds
	}
	all, err := list(ctx)
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
	for _, f := range all { // as it was shown
		if news.Redacted(f.URL) == name || news.Redacted(f.URL) == news.Redacted(name) {
			named = append(named, f)
		}
	}
	if len(named) == 1 {
		return named[0], nil
	}
	named = nil
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
		named[0].Source.Name, len(named), news.Redacted(named[0].URL))
}
