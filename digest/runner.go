package digest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"sitrep/news"
)

// Store is what the runner needs of storage.
type Store interface {
	ownerStore
	DueSubscriptions(ctx context.Context, now time.Time, limit int) ([]news.Subscription, error)
	LastArticle(ctx context.Context) (int64, error)
	ArticleBefore(ctx context.Context, t time.Time) (int64, error)
	Arrivals(ctx context.Context, q news.ArrivalQuery) (news.Arrivals, error)
	Coverage(ctx context.Context, topic string, from, to time.Time) (news.Coverage, error)
	// KnownTo returns for each subscription what was shown to it last of each of the facts.
	KnownTo(ctx context.Context, subscriptions, facts []int64) (map[int64]map[int64]news.Known, error)
	Mutes(ctx context.Context, now time.Time) ([]news.Mute, error)
	OwnTopics(ctx context.Context) ([]news.OwnTopic, error)
	// Corrected returns what has turned out differently about what was delivered, the latest first.
	Corrected(ctx context.Context, q news.CorrectedQuery) ([]news.Amendment, error)
	CommitDigests(ctx context.Context, all []news.Composed) ([]news.Delivery, error)
	RemoveSubscription(ctx context.Context, guild string, id int64) error
	PauseSubscription(ctx context.Context, id int64, reason string) error
}

// Runner composes the digests that are due. It keeps nothing in memory between runs: killed at any moment and run
// again, it composes what was not committed, once.
type Runner struct {
	lg     *slog.Logger
	store  Store
	topics map[string]news.Topic
	now    func() time.Time
	hold   Hold
}

// Hold takes a lease, of which of several processes one has each at a time: ok is false while another has it.
type Hold func(ctx context.Context, name string) (held context.Context, release func(), ok bool, err error)

// Sharing has the runner compose only for the topics whose leases it gets: other processes compose for the others.
func (r *Runner) Sharing(hold Hold) *Runner {
	r.hold = hold
	return r
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
	run := &running{r: r, now: r.now(), through: -1}
	for {
		due, err := r.store.DueSubscriptions(ctx, run.now, batch)
		if err != nil {
			return run.done, fmt.Errorf("find due digests: %w", err)
		}
		before := run.done
		if err := run.all(ctx, due); err != nil {
			return run.done, err
		}
		if len(due) < batch || run.done == before { // those that fail stay due
			return run.done, run.failed
		}
	}
}

// batch is how many subscriptions are looked at together: some five megabytes.
const batch = 10_000

// all composes for the subscriptions given, those of one window together, so that no more than one window's facts are
// in memory.
func (run *running) all(ctx context.Context, due []news.Subscription) error {
	if len(due) == 0 {
		return nil
	}
	if run.through < 0 {
		if err := run.begin(ctx); err != nil {
			return err
		}
	}
	slices.SortStableFunc(due, func(a, b news.Subscription) int {
		return cmp.Or(strings.Compare(run.viewers.of(a), run.viewers.of(b)), strings.Compare(a.Topic, b.Topic),
			cmp.Compare(a.LastArticle, b.LastArticle), a.LastAt.Compare(b.LastAt))
	})
	for len(due) > 0 {
		n := 1
		for n < len(due) && due[n].Topic == due[0].Topic {
			n++
		}
		if err := run.topic(ctx, due[:n]); err != nil {
			return err
		}
		due = due[n:]
	}
	return nil
}

// topic composes for subscriptions of one topic, unless another process does. What another has composed just before is
// due no more when it is committed.
func (run *running) topic(ctx context.Context, due []news.Subscription) error {
	if run.r.hold != nil {
		held, release, ok, err := run.r.hold(ctx, "digests "+due[0].Topic)
		if err != nil {
			return fmt.Errorf("take the digests of topic %q: %w", due[0].Topic, err)
		}
		if !ok {
			return nil
		}
		defer release()
		ctx = held
	}
	var alike []planned // of one window
	for _, sub := range due {
		p, ok, err := run.plan(ctx, sub)
		if err != nil {
			run.fail(ctx, sub, err)
		}
		if !ok {
			continue
		}
		if len(alike) == together || len(alike) > 0 && p.window != alike[0].window {
			run.compose(ctx, alike)
			alike = nil
		}
		alike = append(alike, p)
	}
	run.compose(ctx, alike)
	run.commit(ctx)
	return nil
}

// running is one Run.
type running struct {
	r       *Runner
	now     time.Time
	through int64 // the last article looked at, the same for all; -1 before anything is due
	viewers viewers
	names   topicNames
	mutes   map[string][]news.Mute // by reader

	corrected map[int64][]news.Amendment // by subscription

	window   window
	material *material
	sieved   map[string]*material    // of the window, by the sieve
	composed map[string]*news.Digest // of the window, by what makes two channels' digests differ

	waiting []news.Composed // to be committed
	done    int
	failed  error // the first
}

// window is what several channels share: facts are fetched and considered once for each, not once for each channel.
type window struct {
	viewer   string
	topic    string
	from     int64
	after    int64
	first    bool
	gathered bool
}

// begin reads what is the same for all.
func (run *running) begin(ctx context.Context) (err error) {
	store := run.r.store
	if run.through, err = store.LastArticle(ctx); err != nil {
		return fmt.Errorf("find the last article: %w", err)
	}
	if run.viewers, err = viewersOf(ctx, store); err != nil {
		return err
	}
	if run.mutes, err = mutesByReader(ctx, store, run.now); err != nil {
		return err
	}
	all, err := store.Corrected(ctx, news.CorrectedQuery{Since: run.now.Add(-news.Amendable)})
	if err != nil {
		return fmt.Errorf("list what was corrected: %w", err)
	}
	run.corrected = map[int64][]news.Amendment{}
	for _, a := range all {
		run.corrected[a.Posted.Subscription] = append(run.corrected[a.Posted.Subscription], a)
	}
	run.names, err = namesOfTopics(ctx, store, run.r.topics)
	return err
}

func (run *running) fail(ctx context.Context, sub news.Subscription, err error) {
	run.r.lg.ErrorContext(ctx, "digest not composed", "subscription", sub.ID, "topic", sub.Topic, "error", err)
	if run.failed == nil {
		run.failed = err
	}
}

// planned is a digest to be composed.
type planned struct {
	sub    news.Subscription
	next   time.Time // when the one after it is due
	from   time.Time
	window window
}

// plan says which digest a subscription is to get; false if none, for now or for good.
func (run *running) plan(ctx context.Context, sub news.Subscription) (p planned, ok bool, err error) {
	if ended(sub, run.now) {
		return p, false, end(ctx, run.r.store, sub)
	}
	if !QuietUntil(sub.Preferences.Hours, sub.Zone, run.now).IsZero() {
		return p, false, nil // it stays due, for the end of the quiet hours
	}
	next, err := Next(sub.Schedule, sub.Zone, run.now)
	if err != nil {
		return p, false, run.r.store.PauseSubscription(ctx, sub.ID, err.Error())
	}
	p = planned{sub: sub, next: next, from: sub.LastAt}
	first := sub.LastAt.IsZero()
	if first {
		p.from = run.now.Add(-firstWindow)
	}
	p.window = window{
		viewer: run.viewers.of(sub), topic: sub.Topic, from: p.from.UnixMilli(), after: sub.LastArticle, first: first,
		gathered: true,
	}
	return p, true, nil
}

// compose composes digests of one window. What their channels know is asked for together, or, if that fails, one by
// one: one subscription that fails does not stop the others.
func (run *running) compose(ctx context.Context, all []planned) {
	if len(all) == 0 {
		return
	}
	ctx = news.SeenBy(ctx, all[0].window.viewer)
	known, err := run.known(ctx, all)
	if err != nil && len(all) > 1 {
		for i := range all {
			run.compose(ctx, all[i:i+1])
		}
		return
	}
	for _, p := range all {
		if err == nil {
			err = run.composeFor(ctx, p, known[p.sub.ID])
		}
		if err != nil {
			run.fail(ctx, p.sub, err)
			err = nil
		}
	}
}

// known fetches what came in the window of some digests, and what their channels know of it.
func (run *running) known(ctx context.Context, all []planned) (map[int64]map[int64]news.Known, error) {
	if err := run.gather(ctx, all[0].window, all[0].from); err != nil {
		return nil, err
	}
	ids := make([]int64, len(all))
	for i, p := range all {
		ids[i] = p.sub.ID
	}
	known, err := run.r.store.KnownTo(ctx, ids, run.material.ids)
	if err != nil {
		return nil, fmt.Errorf("known facts: %w", err)
	}
	return known, nil
}

func (run *running) composeFor(ctx context.Context, p planned, known map[int64]news.Known) error {
	sub := p.sub
	wanted := sieveOf(sub, run.mutes[sub.Reader()])
	of := run.kept(wanted)
	known = toldOf(run.corrected[sub.ID], known, of.facts)
	to := reader{Known: known, Zone: sub.Zone, Style: sub.Style, Quiet: sub.Preferences.Quiet}
	if run.now.Sub(awake(sub.Preferences, sub.Zone, sub.NextAt)) > late {
		to.Due = sub.NextAt
	}
	d, err := run.digest(of, wanted, to)
	if err != nil {
		return fmt.Errorf("digest of subscription %d: %w", sub.ID, err)
	}
	d = withCorrections(d, run.corrected[sub.ID], sub, known)
	run.waiting = append(run.waiting, news.Composed{
		Subscription: sub, Digest: d, Next: awake(sub.Preferences, sub.Zone, p.next),
		Silent: sub.Preferences.Quiet == news.QuietSkipped && len(d.Developments) == 0 && !d.Feeds.Blind(),
	})
	if len(run.waiting) == together {
		run.commit(ctx)
	}
	return nil
}

// kept is what the window brought that a sieve lets through, considered.
func (run *running) kept(s sieve) *material {
	if s.key == "" {
		return run.material
	}
	m, ok := run.sieved[s.key]
	if !ok {
		m = gather(sifted(run.material.in, s))
		run.sieved[s.key] = m
	}
	return m
}

// sifted is an input of which a sieve has kept something back.
func sifted(in Input, s sieve) Input {
	all := in.Facts
	in.Facts, in.Muted = nil, 0
	for _, f := range all {
		kept, ok, muted := s.pass(f)
		switch {
		case ok:
			in.Facts = append(in.Facts, kept)
		case muted:
			in.Muted++
		}
	}
	return in
}

// digest composes for a reader, once for all of whom the same is known.
func (run *running) digest(of *material, s sieve, to reader) (*news.Digest, error) {
	known, err := json.Marshal(to.Known)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprintf("%s %s %s %d %s %s", to.Zone, to.Style, to.Quiet, to.Due.UnixMilli(), s.key, known)
	if d, ok := run.composed[key]; ok {
		return d, nil
	}
	d := of.compose(to)
	d.Owner = run.window.viewer
	run.composed[key] = &d
	return &d, nil
}

// gather fetches and considers what came in a window, unless the one before was the same.
func (run *running) gather(ctx context.Context, w window, from time.Time) error {
	if w == run.window {
		return nil
	}
	run.commit(ctx) // what waits need not be kept beside another window
	after := w.after
	if w.first {
		var err error
		if after, err = run.r.store.ArticleBefore(ctx, from); err != nil {
			return fmt.Errorf("articles since %v: %w", from, err)
		}
	}
	q := news.ArrivalQuery{Topic: w.topic, After: after, Through: run.through, Late: archived}
	if w.first { // what lies behind the first window is no news to anybody
		q.Since = from
	}
	came, err := run.r.store.Arrivals(ctx, q)
	if err != nil {
		return fmt.Errorf("facts of topic %q: %w", w.topic, err)
	}
	coverage, err := run.r.store.Coverage(ctx, w.topic, from, run.now)
	if err != nil {
		return fmt.Errorf("coverage of topic %q: %w", w.topic, err)
	}
	coverage.Articles, coverage.Sources = came.Articles, came.Sources // what is told came, whenever it was published
	run.material = gather(Input{
		Topic: run.names.topic(w.topic), From: from, To: run.now, After: after, Through: run.through, Since: q.Since,
		Facts: came.Facts, Events: came.Events, More: came.More, Hidden: came.Hidden,
		Coverage: coverage, Known: map[int64]news.Known{},
	})
	run.window, run.composed, run.sieved = w, map[string]*news.Digest{}, map[string]*material{}
	return nil
}

// together is how many digests are committed in one transaction: a commit costs as much as a digest's rows.
const together = 100

// commit commits what waits, one by one if it cannot be done together.
func (run *running) commit(ctx context.Context) {
	all := run.waiting
	run.waiting = nil
	if len(all) == 0 {
		return
	}
	if out, err := run.r.store.CommitDigests(ctx, all); err == nil {
		run.done += len(out)
		return
	}
	for _, c := range all {
		out, err := run.r.store.CommitDigests(ctx, []news.Composed{c})
		run.done += len(out)
		if err != nil {
			run.fail(ctx, c.Subscription, fmt.Errorf("commit digest: %w", err))
		}
	}
}
