package digest

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"sitrep/news"
)

// Store is what the runner needs of storage.
type Store interface {
	DueSubscriptions(ctx context.Context, now time.Time, limit int) ([]news.Subscription, error)
	FactStore
	KnownFacts(ctx context.Context, subscription int64, facts []int64) (map[int64]news.Known, error)
	CommitDigest(ctx context.Context, sub news.Subscription, d news.Digest, next time.Time) (news.Delivery, bool, error)
	PauseSubscription(ctx context.Context, id int64, reason string) error
}

// Runner composes the digests that are due. It keeps nothing in memory between runs: killed at any moment and run again,
// it composes what was not committed, once.
type Runner struct {
	lg     *slog.Logger
	store  Store
	topics map[string]news.Topic
	now    func() time.Time
}

// NewRunner returns a runner over the topics; now is the clock.
func NewRunner(lg *slog.Logger, store Store, topics []news.Topic, now func() time.Time) *Runner {
	r := &Runner{lg: lg, store: store, topics: map[string]news.Topic{}, now: now}
	for _, t := range topics {
		r.topics[t.Slug] = t
	}
	return r
}

// late is how far behind its time a digest may be composed without saying so.
const late = 5 * time.Minute

// firstWindow is what the first digest of a subscription looks back on.
const firstWindow = 24 * time.Hour

// Run composes and commits every digest that is due and returns how many. One subscription that fails does not stop the
// others; the first error is returned when all have been tried.
func (r *Runner) Run(ctx context.Context) (int, error) {
	const batch = 500
	now := r.now()
	due, err := r.store.DueSubscriptions(ctx, now, batch)
	if err != nil {
		return 0, fmt.Errorf("find due digests: %w", err)
	}
	done := 0
	var failed error
	shared := map[window]material{}
	for _, sub := range due {
		committed, err := r.compose(ctx, sub, now, shared)
		if err != nil {
			r.lg.ErrorContext(ctx, "digest not composed", "subscription", sub.ID, "topic", sub.Topic, "error", err)
			if failed == nil {
				failed = err
			}
			continue
		}
		if committed {
			done++
		}
	}
	return done, failed
}

// window is what several channels can share: facts are fetched once for each topic and window, not once for each channel.
type window struct {
	topic    string
	from, to int64
}

type material struct {
	facts    []news.Fact
	coverage news.Coverage
}

func (r *Runner) compose(ctx context.Context, sub news.Subscription, now time.Time, shared map[window]material) (bool, error) {
	next, err := Next(sub.Schedule, sub.Zone, now)
	if err != nil {
		return false, r.store.PauseSubscription(ctx, sub.ID, err.Error())
	}
	from := sub.LastAt
	if from.IsZero() {
		from = now.Add(-firstWindow)
	}
	m, err := r.material(ctx, window{sub.Topic, from.UnixMilli(), now.UnixMilli()}, shared)
	if err != nil {
		return false, err
	}
	ids := make([]int64, len(m.facts))
	for i, f := range m.facts {
		ids[i] = f.ID
	}
	known, err := r.store.KnownFacts(ctx, sub.ID, ids)
	if err != nil {
		return false, fmt.Errorf("known facts of subscription %d: %w", sub.ID, err)
	}
	if known == nil {
		known = map[int64]news.Known{}
	}
	in := Input{
		Topic: r.topic(sub.Topic), From: from, To: now, Zone: sub.Zone, Style: sub.Style,
		Facts: m.facts, Coverage: m.coverage, Known: known,
	}
	if now.Sub(sub.NextAt) > late {
		in.Due = sub.NextAt
	}
	_, committed, err := r.store.CommitDigest(ctx, sub, Compose(in), next)
	if err != nil {
		return false, fmt.Errorf("commit digest of subscription %d: %w", sub.ID, err)
	}
	return committed, nil
}

func (r *Runner) material(ctx context.Context, w window, shared map[window]material) (material, error) {
	if m, ok := shared[w]; ok {
		return m, nil
	}
	from := time.UnixMilli(w.from).UTC()
	m, err := gather(ctx, r.store, news.FactQuery{Topic: w.topic, Since: from.Add(-overlap), Until: time.UnixMilli(w.to).UTC()}, from)
	if err != nil {
		return material{}, err
	}
	shared[w] = m
	return m, nil
}

func (r *Runner) topic(slug string) news.Topic {
	if t, ok := r.topics[slug]; ok {
		return t
	}
	return news.Topic{Slug: slug, Name: slug}
}

// overlap is how far behind the window's start facts are fetched: an article that arrives late was published before the
// last digest, and the reader has still not seen it.
const overlap = 24 * time.Hour

func gather(ctx context.Context, store FactStore, q news.FactQuery, from time.Time) (m material, err error) {
	if m.facts, err = store.Facts(ctx, q); err != nil {
		return m, fmt.Errorf("facts of topic %q: %w", q.Topic, err)
	}
	if m.coverage, err = store.Coverage(ctx, q.Topic, from, q.Until); err != nil {
		return m, fmt.Errorf("coverage of topic %q: %w", q.Topic, err)
	}
	return m, nil
}
