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
	ownerStore
	// Watches returns the watches that may alert at now, by id, beginning after an id.
	Watches(ctx context.Context, now time.Time, after int64, limit int) ([]news.Subscription, error)
	Facts(ctx context.Context, q news.FactQuery) ([]news.Fact, error)
	Coverage(ctx context.Context, topic string, from, to time.Time) (news.Coverage, error)
	KnownFacts(ctx context.Context, subscription int64, facts []int64) (map[int64]news.Known, error)
	CommitDigest(ctx context.Context, sub news.Subscription, d news.Digest, next time.Time) (news.Delivery, bool, error)
	Mutes(ctx context.Context, now time.Time) ([]news.Mute, error)
	OwnTopics(ctx context.Context) ([]news.OwnTopic, error)
	DeliveriesSince(ctx context.Context, subscription int64, since time.Time) (int, error)
	RemoveSubscription(ctx context.Context, guild string, id int64) error
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
	run := watching{now: w.now(), shared: newSubjects()}
	now := run.now
	done := 0
	var failed error
	var err error
	if run.viewers, err = viewersOf(ctx, w.store); err != nil {
		return 0, err
	}
	if run.mutes, err = mutesByReader(ctx, w.store, now); err != nil {
		return 0, err
	}
	if run.names, err = namesOfTopics(ctx, w.store, w.topics); err != nil {
		return 0, err
	}
	for after := int64(0); ; {
		watches, err := w.store.Watches(ctx, now, after, batch)
		if err != nil {
			return done, fmt.Errorf("list watches: %w", err)
		}
		for _, sub := range watches {
			after = sub.ID
			committed, err := w.alert(news.SeenBy(ctx, run.viewers.of(sub)), sub, run)
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

// watching is one Run.
type watching struct {
	now     time.Time
	shared  *subjects
	viewers viewers
	names   topicNames
	mutes   map[string][]news.Mute // by reader
}

// watchKey is what several watches can share: facts are fetched once for each subject.
type watchKey struct {
	viewer string
	topic  string
	about  int64
	story  int64
	latest bool
}

// latestFacts is how many facts are looked at where few of many are wanted: those told last.
const latestFacts = 2000

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

// subject is what a watch is about, as it stands now.
func (w *Watcher) subject(
	ctx context.Context, sub news.Subscription, run watching, narrow bool,
) (m subject, err error) {
	from := run.now.Add(-watchWindow)
	key := watchKey{news.Viewer(ctx), sub.Topic, sub.About, sub.Preferences.Story, narrow}
	m, ok := run.shared.Get(key)
	if ok {
		return m, nil
	}
	q := news.FactQuery{
		Topic: sub.Topic, Entity: sub.About, Story: sub.Preferences.Story, Since: from, Until: run.now,
	}
	if narrow {
		q.Latest, q.Limit = true, latestFacts
	}
	if m.facts, err = w.store.Facts(ctx, q); err != nil {
		return m, fmt.Errorf("facts of watch %d: %w", sub.ID, err)
	}
	if m.coverage, err = w.store.Coverage(ctx, sub.Topic, from, run.now); err != nil {
		return m, fmt.Errorf("coverage of watch %d: %w", sub.ID, err)
	}
	run.shared.Add(key, m)
	return m, nil
}

func (w *Watcher) alert(ctx context.Context, sub news.Subscription, run watching) (bool, error) {
	now := run.now
	if ended(sub, now) {
		return false, end(ctx, w.store, sub)
	}
	if !QuietUntil(sub.Preferences.Hours, sub.Zone, now).IsZero() {
		return false, nil // what comes is gathered until they end
	}
	wanted := sieveOf(sub, run.mutes[sub.Reader()])
	wanted.story = 0 // it is asked for, under whatever id it has by now
	m, err := w.subject(ctx, sub, run, wanted.key != "" || sub.Preferences.Gravity > 0)
	if err != nil {
		return false, err
	}
	if wanted.key != "" {
		m.facts = sifted(Input{Facts: m.facts}, wanted).Facts
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
		Watch: sub, Topic: run.names.topic(sub.Topic), Now: now, Facts: m.facts, Coverage: m.coverage,
		Known: known,
	})
	d.Owner = news.Viewer(ctx)
	if len(d.Developments) == 0 {
		return false, nil
	}
	if most := sub.Preferences.PerDay; most > 0 {
		n, err := w.store.DeliveriesSince(ctx, sub.ID, now.Add(-24*time.Hour))
		if err != nil {
			return false, fmt.Errorf("alerts of watch %d: %w", sub.ID, err)
		}
		if n >= most {
			return false, nil // gathered until one more may come
		}
	}
	next := now.Add(alertPause)
	if sub.Preferences.Threads == news.StoryThread {
		next = now // threads are many, each with its own matter: the next may follow at once
		only := d.Developments[0].Story
		d.Developments = slices.DeleteFunc(d.Developments, func(x news.Development) bool { return x.Story != only })
	}
	_, committed, err := w.store.CommitDigest(ctx, sub, d, next)
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
	if len(fresh) > 0 {
		d.Published = published(fresh[0].fact)
	}
	for _, c := range fresh[:min(len(fresh), maxAlert)] {
		d.Developments = append(d.Developments, develop(c.fact, c.lead.Event, []candidate{c}))
	}
	return d
}

// corrects reports whether what has changed about a fact since it was shown corrects what was shown: see [Corrector].
func corrects(f news.Fact, known news.Known) bool {
	return slices.ContainsFunc(amendFact(f, known, true), news.Amendment.Grave)
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
	if told && in.Now.Sub(known.Time) <= news.Amendable {
		known = corrected(now, known) // the message that told it is edited, and its channel told so
	}
	if !told { // what stood when the watch began is known to whoever made it
		if then := arrivedBy(now, in.Watch.Created); len(then.Sentences) > 0 && then.Independent() >= in.Watch.Origins {
			known, told = State(then), true
		}
	}
	if told {
		c.known, c.shown = known, true
		if c = c.judged(); c.change == news.ChangeOrigin {
			c.change = "" // it had enough before
		}
	}
	c.heads = heads(c.lead)
	if least := in.Watch.Preferences.Gravity; least > 0 && c.change != "" &&
		greatness(c, max(tollBefore(in.Facts, now), dead(c.known.Figures))) < least {
		return c, false
	}
	return c, c.change != ""
}

// published is when the last article was published that says or denies a fact, which is what made it an alert; zero
// where it has a day and no hour.
func published(f news.Fact) (at time.Time) {
	for _, s := range slices.Concat(f.Sentences, f.DeniedBy) {
		if s.Time.After(at) {
			at = s.Time
		}
	}
	if at.Equal(at.Truncate(24 * time.Hour)) {
		return time.Time{}
	}
	return at
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
