package bot

import (
	"context"
	"slices"
	"time"

	"sitrep/answer"
	"sitrep/news"
)

// ownStore says who has something of its own.
type ownStore interface {
	// Owns reports whether a server has anything of its own.
	Owns(ctx context.Context, server string) (bool, error)
}

// seenBy has all that is asked of storage on behalf of r answered as its server may see it. A server that has nothing
// of its own sees what everybody sees, and is answered from what is kept for all; so does every server while storage
// cannot say, which whoever answers finds out for himself.
func (a *answers) seenBy(ctx context.Context, r *Request) context.Context {
	if r.Guild == "" {
		return news.SeenBy(ctx, "")
	}
	if own, err := a.store.Owns(ctx, r.Guild); err != nil || !own {
		return news.SeenBy(ctx, "")
	}
	return news.SeenBy(ctx, r.Guild)
}

// ownMemories is how many servers' own names autocomplete remembers, those asked last.
const ownMemories = 256

// ownNames is how many names of one server autocomplete remembers besides everybody's, of each kind.
const ownNames = 500

// recalled is what autocomplete answers whoever asks from: what everybody sees and, read when it is first asked for,
// what is the server's own.
func (a *answers) recalled(ctx context.Context) memory {
	all, server := a.remembered(), news.Viewer(ctx)
	if server == "" {
		return all
	}
	a.mu.Lock()
	own, ok := a.own[server]
	a.mu.Unlock()
	if !ok {
		ctx, cancel := context.WithTimeout(ctx, completeWait)
		defer cancel()
		var err error
		if own, err = a.ownMemory(ctx, all); err != nil {
			return all
		}
		a.mu.Lock()
		if len(a.own) >= ownMemories {
			clear(a.own)
		}
		a.own[server] = own
		a.mu.Unlock()
	}
	all.names = slices.Concat(own.names, all.names)
	all.sources = slices.Concat(own.sources, all.sources)
	slices.Sort(all.sources)
	all.feeds = slices.Concat(own.feeds, all.feeds)
	return all
}

// ownMemory is what a server sees and nobody else.
func (a *answers) ownMemory(ctx context.Context, all memory) (own memory, err error) {
	known := make(map[string]bool, len(all.names))
	for _, n := range all.names {
		known[n.name] = true
	}
	for _, kind := range []news.EntityKind{news.Person, news.Organisation, news.PlaceKind} {
		top, err := a.store.TopEntities(ctx, kind, time.Time{}, memoryNames/3)
		if err != nil {
			return own, err
		}
		n := 0
		for _, c := range top {
			if n < ownNames && !known[c.Name] {
				n++
				own.names = append(own.names, nameOf(c.Name))
			}
		}
	}
	sources, err := a.store.Sources(ctx)
	if err != nil {
		return own, err
	}
	for _, s := range sources {
		if s.Owner != "" && !slices.Contains(all.sources, s.Name) {
			own.sources = append(own.sources, s.Name)
		}
	}
	feeds, err := a.store.Feeds(ctx)
	for _, f := range feeds {
		if f.Owner() != "" {
			own.feeds = append(own.feeds, remembered(f))
		}
	}
	return own, err
}

// forgetOwn has what is a server's own read again when it is next asked for.
func (a *answers) forgetOwn(server string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.own, server)
}

func nameOf(name string) known { return known{name, answer.Fold(name)} }

// remembered is what autocomplete needs of a feed.
func remembered(f news.Feed) news.Feed {
	return news.Feed{URL: f.URL, Source: news.Source{Name: f.Source.Name}, AddedBy: f.AddedBy}
}
