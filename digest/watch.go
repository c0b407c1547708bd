package digest

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"sitrep/news"
)

// AlertsPerHour is how many alerts a watch sends at most. What comes in between is gathered into the next one: a
// quarter of an hour is soon enough to be an alert, and more than four pings an hour are muted.
const AlertsPerHour = 4

// alertPause is how long a watch is silent after an alert.
const alertPause = time.Hour / AlertsPerHour

// watchWindow is how far back a watch looks: a second origin two days later is background and no alert.
const watchWindow = 48 * time.Hour

// maxAlert is how many developments one alert holds; the rest is in the next.
const maxAlert = 5

// WatchStore is what the watcher needs of storage.
type WatchStore interface {
	// Watches returns the watches that may alert at now, by id, beginning after an id.
	Watches(ctx context.Context, now time.Time, after int64, limit int) ([]news.Subscription, error)
	Facts(ctx context.Context, q news.FactQuery) ([]news.Fact, error)
	Coverage(ctx context.Context, topic string, from, to time.Time) (news.Coverage, error)
	KnownFacts(ctx context.Context, subscription int64, facts []int64) (map[int64]news.Known, error)
	CommitDigest(ctx context.Context, sub news.Subscription, d news.Digest, next time.Time) (news.Delivery, bool, error)
}

// Watcher composes the alerts of watches. Like [Runner] it keeps nothing between runs, and what it commits goes the way
// of a digest.
type Watcher struct {
	lg     *slog.Logger
	store  WatchStore
	topics map[string]news.Topic
	now    func() time.Time
}

// NewWatcher returns a watcher over the topics; now is the clock.
func NewWatcher(lg *slog.Logger, store WatchStore, topics []news.Topic, now func() time.Time) *Watcher {
	w := &Watcher{lg: lg, store: store, topics: map[string]news.Topic{}, now: now}
	for _, t := range topics {
		w.topics[t.Slug] = t
	}
	return w
}

// Run commits an alert for every watch that has one and returns how many. One watch that fails does not stop the
// others; the first error is returned when all have been tried. Where there is nothing to tell, nothing is written.
func (w *Watcher) Run(ctx context.Context) (int, error) {
	const batch = 500
	now := w.now()
	shared := newSubjects()
	done := 0
	var failed error
	for after := int64(0); ; {
		watches, err := w.store.Watches(ctx, now, after, batch)
		if err != nil {
			return done, fmt.Errorf("list watches: %w", err)
		}
		for _, sub := range watches {
			after = sub.ID
			committed, err := w.alert(ctx, sub, now, shared)
			if err != nil {
				w.lg.ErrorContext(ctx, "alert not composed", "subscription", sub.ID, "error", err)
				failed = cmp.Or(failed, err)
			}
			if committed {
				done++
			}
		}
		if len(watches) < batch {
			return done, failed
		}
	}
}

// watchKey is what several watches can share: facts are fetched once for each subject.
type watchKey struct {
	topic string
	about int64
}

// subject is what is known of what is watched.
type subject struct {
	facts    []news.Fact
	coverage news.Coverage
}

// subjects are those looked at last.
type subjects = simplelru.LRU[watchKey, subject]

// maxSubjects is how many are kept: more than there are topics, which are what most watches share. A subject is
// all facts of two days, and there may be as many subjects as watches.
const maxSubjects = 32

func newSubjects() *subjects {
	s, err := simplelru.NewLRU[watchKey, subject](maxSubjects, nil)
	if err != nil {
		panic(err) // of a size below one only
	}
	return s
}

func (w *Watcher) alert(ctx context.Context, sub news.Subscription, now time.Time, shared *subjects) (bool,
	error,
) {
	from := now.Add(-watchWindow)
	key := watchKey{sub.Topic, sub.About}
	m, ok := shared.Get(key)
	if !ok {
		var err error
		if m.facts, err = w.store.Facts(ctx, news.FactQuery{
			Topic: sub.Topic, Entity: sub.About, Since: from,
			Until: now,
		}); err != nil {
			return false, fmt.Errorf("facts of watch %d: %w", sub.ID, err)
		}
		if m.coverage, err = w.store.Coverage(ctx, sub.Topic, from, now); err != nil {
			return false, fmt.Errorf("coverage of watch %d: %w", sub.ID, err)
		}
		shared.Add(key, m)
	}
	if !slices.ContainsFunc(m.facts, func(f news.Fact) bool { return f.Independent() >= sub.Origins }) {
		return false, nil
	}
	ids := make([]int64, len(m.facts))
	for i, f := range m.facts {
		ids[i] = f.ID
	}
	known, err := w.store.KnownFacts(ctx, sub.ID, ids)
	if err != nil {
		return false, fmt.Errorf("known facts of watch %d: %w", sub.ID, err)
	}
	d := Alert(AlertInput{
		Watch: sub, Topic: w.topics[sub.Topic], Now: now, Facts: m.facts, Coverage: m.coverage,
		Known: known,
	})
	if len(d.Developments) == 0 {
		return false, nil
	}
	_, committed, err := w.store.CommitDigest(ctx, sub, d, now.Add(alertPause))
	if err != nil {
		return false, fmt.Errorf("commit alert of watch %d: %w", sub.ID, err)
	}
	return committed, nil
}

// AlertInput is all that composing an alert looks at.
type AlertInput struct {
	Watch    news.Subscription
	Topic    news.Topic // the watch's, the zero Topic for an entity
	Now      time.Time
	Facts    []news.Fact
	Coverage news.Coverage
	Known    map[int64]news.Known // what the channel was alerted to
}

// Alert returns what a watch has to tell: facts that have come to have enough independent origins since the watch
// began, and facts that it told before whose figures or status have changed. Hedged and retold ones never alert. A
// digest without developments is no alert. It is deterministic.
func Alert(in AlertInput) news.Digest {
	w := in.Watch
	d := news.Digest{
		Topic: w.Topic, Name: cmp.Or(w.AboutName, in.Topic.Name, w.Topic, "All conflicts"), Sign: in.Topic.Sign,
		Colour: in.Topic.Colour, Zone: cmp.Or(w.Zone, "UTC"),
		From: w.LastAt, To: in.Now, Alert: w.Origins, Articles: in.Coverage.Articles, Sources: in.Coverage.Sources,
		Feeds:        in.Coverage.Feeds,
		Developments: []news.Development{},
	}
	if d.From.Before(w.Created) {
		d.From = w.Created
	}
	var fresh []candidate
	for _, f := range in.Facts {
		if c, ok := alarming(f, in); ok {
			fresh = append(fresh, c)
		}
	}
	slices.SortStableFunc(fresh, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(telling(b), telling(a)), cmp.Compare(a.fact.ID, b.fact.ID))
	})
	for _, c := range fresh[:min(len(fresh), maxAlert)] {
		d.Developments = append(d.Developments, develop(c.fact, c.lead.Event, []candidate{c}))
	}
	return d
}

// alarming decides whether a fact is worth an alert now.
func alarming(f news.Fact, in AlertInput) (candidate, bool) {
	now := f.At(in.Now)
	if len(now.Sentences) == 0 || allBackground(now) || now.Independent() < in.Watch.Origins {
		return candidate{}, false
	}
	c := candidate{fact: now, status: statusOf(now), lead: lead(now), state: State(now), change: news.ChangeNew}
	if c.lead.Hedged {
		return candidate{}, false
	}
	known, told := in.Known[f.ID]
	if !told { // what stood when the watch began is known to whoever made it
		if then := arrivedBy(now, in.Watch.Created); len(then.Sentences) > 0 && then.Independent() >= in.Watch.Origins {
			known, told = State(then), true
		}
	}
	if told {
		c.known, c.shown = known, true
		if c.change = changed(known, c.state); c.change == news.ChangeOrigin {
			c.change = "" // it had enough before
		}
	}
	c.heads = heads(c.lead)
	return c, c.change != ""
}

// arrivedBy is the fact as Sitrep had it at t: what was published before but read later is not in it.
func arrivedBy(f news.Fact, t time.Time) news.Fact {
	had := func(in []news.Sentence) []news.Sentence {
		return slices.DeleteFunc(slices.Clone(in), func(s news.Sentence) bool {
			at := s.Arrived
			if at.IsZero() {
				at = s.Time
			}
			return at.After(t)
		})
	}
	f.Sentences, f.DeniedBy = had(f.Sentences), had(f.DeniedBy)
	return f
}
