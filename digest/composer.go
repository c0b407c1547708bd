package digest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"sitrep/news"
)

// FactStore is what composing on demand needs of storage.
type FactStore interface {
	Told(ctx context.Context, q news.FactQuery) (news.Arrivals, error)
	Coverage(ctx context.Context, topic string, from, to time.Time) (news.Coverage, error)
	// CoverageBy is Coverage of what had arrived by asOf; zero: all.
	CoverageBy(ctx context.Context, topic string, from, to, asOf time.Time) (news.Coverage, error)
	OwnTopics(ctx context.Context) ([]news.OwnTopic, error)
}

// Composer composes digests on demand, for somebody who has read nothing in particular: /latest, a preview, the command
// line.
type Composer struct {
	store  FactStore
	topics []news.Topic
	now    func() time.Time
}

// NewComposer returns a composer over the topics; now is the clock.
func NewComposer(store FactStore, topics []news.Topic, now func() time.Time) *Composer {
	return &Composer{store: store, topics: topics, now: now}
}

// Request asks for a digest. All fields are optional.
type Request struct {
	Topic  string    // slug or name; "" is everything
	Entity int64     // only facts that mention it
	Since  time.Time // zero: a day before Until, or as far back as it takes to find something
	Until  time.Time // "now" for what is composed; zero: now, or the newest article where all are old
	AsOf   time.Time // only what had arrived by then, for whoever asks again about an answer; zero: all
	Zone   string
	Style  news.Style
}

// stale is the age of the newest article from which "now" means the end of an archive and not the present.
const stale = 48 * time.Hour

// lookbacks are the windows tried where a request names no beginning: a day, and longer ones for a quiet topic.
var lookbacks = []time.Duration{24 * time.Hour, 3 * 24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour}

// few is how many developments are too few to stop looking further back.
const few = 3

// Compose answers a request. An unknown topic is a NotFound error that lists the known ones.
func (c *Composer) Compose(ctx context.Context, r Request) (news.Digest, error) {
	topic, err := c.topic(ctx, r.Topic)
	if err != nil {
		return news.Digest{}, err
	}
	if _, err := Location(r.Zone); err != nil {
		return news.Digest{}, err
	}
	if r.Until.IsZero() {
		if r.Until, err = c.end(ctx); err != nil {
			return news.Digest{}, err
		}
	}
	if !r.Since.IsZero() {
		if !r.Since.Before(r.Until) {
			return news.Digest{}, news.Errorf(news.Invalid, "the window is empty: %s is not before %s",
				r.Since.Format(time.RFC3339), r.Until.Format(time.RFC3339))
		}
		return c.window(ctx, topic, r, r.Since)
	}
	var d news.Digest
	for _, back := range lookbacks {
		if d, err = c.window(ctx, topic, r, r.Until.Add(-back)); err != nil || len(d.Developments) >= few {
			break
		}
	}
	return d, err
}

// end is where a window without an end stops: now, or the newest article of an archive.
func (c *Composer) end(ctx context.Context) (time.Time, error) {
	now := c.now().UTC()
	cover, err := c.store.Coverage(ctx, "", now, now) // only Newest is asked for
	if err != nil {
		return now, fmt.Errorf("find the newest article: %w", err)
	}
	return End(now, cover.Newest), nil
}

// End is where a window that nobody ends stops: now, or, in an archive, the newest article.
func End(now, newest time.Time) time.Time {
	if !newest.IsZero() && now.Sub(newest) > stale {
		return newest
	}
	return now
}

func (c *Composer) window(ctx context.Context, topic news.Topic, r Request, since time.Time) (news.Digest, error) {
	since = since.UTC()
	until := r.Until.UTC()
	var coverage news.Coverage
	var failed error
	var wg sync.WaitGroup
	// somebody waits for the answer
	wg.Go(func() { coverage, failed = c.store.CoverageBy(ctx, topic.Slug, since, until, r.AsOf) })
	told, err := c.store.Told(ctx, news.FactQuery{
		Topic: topic.Slug, Entity: r.Entity, Since: since, Until: until,
		Limit: considered,
	})
	wg.Wait()
	if err != nil {
		return news.Digest{}, fmt.Errorf("facts of topic %q: %w", topic.Slug, err)
	}
	if failed != nil {
		return news.Digest{}, fmt.Errorf("coverage of topic %q: %w", topic.Slug, failed)
	}
	for i, f := range told.Facts {
		told.Facts[i] = f.ArrivedBy(r.AsOf)
	}
	return Compose(Input{
		Topic: topic, From: since, To: until, Zone: r.Zone, Style: r.Style, Facts: told.Facts, Events: told.Events,
		More: told.More, Hidden: told.Hidden,
		Coverage: coverage,
	}), nil
}

// considered is how many facts are looked at for an answer, the heaviest: six times as many as are shown at most.
const considered = 150

// topic is Topic, which finds the topics of a server's own by their slugs, too.
func (c *Composer) topic(ctx context.Context, name string) (news.Topic, error) {
	t, err := c.Topic(name)
	if err == nil {
		return t, nil
	}
	own, listErr := c.store.OwnTopics(ctx)
	if listErr != nil {
		return t, fmt.Errorf("list topics of servers: %w", listErr)
	}
	if i := slices.IndexFunc(own, func(o news.OwnTopic) bool { return o.Slug == name }); i >= 0 {
		return own[i].Topic, nil
	}
	return t, err
}

// Topic finds a topic by slug or name, in any case; "" and "all" are the zero Topic.
func (c *Composer) Topic(name string) (news.Topic, error) {
	if name == "" || strings.EqualFold(name, "all") {
		return news.Topic{}, nil
	}
	i := slices.IndexFunc(c.topics, func(t news.Topic) bool {
		return strings.EqualFold(t.Slug, name) || strings.EqualFold(t.Name, name)
	})
	if i < 0 {
		slugs := make([]string, len(c.topics))
		for j, t := range c.topics {
			slugs[j] = t.Slug
		}
		return news.Topic{}, news.Errorf(news.NotFound, "there is no topic %q: choose one of %s", name,
			strings.Join(slugs, ", "))
	}
	return c.topics[i], nil
}
