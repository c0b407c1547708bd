package digest_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/digest"
	"sitrep/news"
	"sitrep/storage"
)

// checks is how many streams are replayed if nobody says otherwise (-rapid.checks 1000): each has a database of its
// own.
const checks = "30"

func init() {
	if err := flag.Lookup("rapid.checks").Value.Set(checks); err != nil {
		panic(err)
	}
}

// TestNothingTwiceNothingLost replays random streams of articles (copies, revised tolls, denials, edited articles,
// late, very late and post-dated ones) to channels with random schedules, pauses, downtime and deliveries that fail,
// over a real database. No channel may be told a fact twice in the same state; every fact must be told or counted as
// left out; and channels of one topic must end up with the same facts, whatever their schedules.
func TestNothingTwiceNothingLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := newReplay(t, rt)
		defer r.close()
		for range rapid.IntRange(5, 30).Draw(rt, "steps") {
			r.step()
		}
		r.drain()
		r.verify()
	})
}

// replay is one stream with its channels. Its clock is its own.
type replay struct {
	t      *rapid.T
	db     *storage.DB
	runner *digest.Runner
	now    time.Time
	subs   []news.Subscription

	articles  []news.Article
	latest    map[string]news.Filing // by key, as it was saved
	tellings  []telling
	withdrawn map[int64]bool            // facts that an edit took out of an article
	digests   map[int64]map[int64]taken // what was committed, by subscription and delivery
	first     map[int64]time.Time       // when a subscription's first digest began
}

// telling is one article's word on a fact.
type telling struct {
	fact, article int64
	topics        []string
	time, arrived time.Time
	background    bool
}

// taken is what a digest told and counted.
type taken struct {
	digest news.Digest
}

func newReplay(t *testing.T, rt *rapid.T) *replay {
	r := &replay{
		t: rt, now: morning, latest: map[string]news.Filing{}, withdrawn: map[int64]bool{},
		digests: map[int64]map[int64]taken{}, first: map[int64]time.Time{},
	}
	folder := t.TempDir()
	var err error
	r.db, err = storage.Open(t.Context(), fmt.Sprintf("%s/%d.db", folder, time.Now().UnixNano()),
		storage.Options{Now: r.clock})
	if err != nil {
		rt.Fatal(err)
	}
	r.runner = digest.NewRunner(slog.New(slog.DiscardHandler), r, nil, r.clock)
	for i, s := range []struct {
		topic, schedule string
		style           news.Style
	}{
		{"a", "@every 1h", news.Brief},
		{"a", "0 6 * * *", news.Full},
		{"a", rapid.SampledFrom([]string{"*/20 * * * *", "@every 5h", "30 18 * * *", "0 12 * * 1"}).Draw(rt,
			"schedule"), news.Standard},
		{"b", "0 */3 * * *", news.Full},
		{"", "0 */6 * * *", news.Standard},
	} {
		sub, err := r.db.SaveSubscription(t.Context(), news.Subscription{
			Guild: "1", Channel: fmt.Sprint(i), Topic: s.topic, Schedule: s.schedule, Zone: "UTC", Style: s.style,
			NextAt: r.now, Created: r.now,
		})
		if err != nil {
			rt.Fatal(err)
		}
		r.subs = append(r.subs, sub)
		r.digests[sub.ID] = map[int64]taken{}
	}
	return r
}

func (r *replay) close() {
	if err := r.db.Close(); err != nil {
		r.t.Error(err)
	}
}

func (r *replay) clock() time.Time { return r.now }

func (r *replay) check(err error) {
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *replay) step() {
	ctx := context.Background()
	switch rapid.SampledFrom([]string{
		"article", "article", "article", "copy", "edit", "run", "run", "downtime",
		"pause", "resume", "fail", "send",
	}).Draw(r.t, "step") {
	case "article":
		r.save(r.article())
	case "copy":
		if len(r.articles) > 0 {
			r.save(r.copy(rapid.SampledFrom(r.articles).Draw(r.t, "of")))
		}
	case "edit":
		if len(r.articles) > 0 {
			r.edit(rapid.SampledFrom(r.articles).Draw(r.t, "edited"))
		}
	case "run":
		r.now = r.now.Add(time.Duration(rapid.IntRange(1, 300).Draw(r.t, "minutes")) * time.Minute)
		r.run()
	case "downtime":
		r.now = r.now.Add(time.Duration(rapid.IntRange(6, 100).Draw(r.t, "hours")) * time.Hour)
	case "pause":
		r.check(r.db.PauseSubscription(ctx, rapid.SampledFrom(r.subs).Draw(r.t, "paused").ID, "an admin paused it"))
	case "resume":
		r.check(r.db.PauseSubscription(ctx, rapid.SampledFrom(r.subs).Draw(r.t, "resumed").ID, ""))
	case "fail", "send":
		d, ok, err := r.db.ClaimDelivery(ctx, r.now, time.Minute)
		r.check(err)
		switch {
		case !ok:
		case rapid.Bool().Draw(r.t, "sent"):
			r.check(r.db.FinishDelivery(ctx, d.ID, "1", ""))
		default:
			r.check(r.db.FailDelivery(ctx, d.ID, "no such channel"))
			delete(r.digests[d.Subscription], d.ID)
		}
	}
}

// drain lets every channel have a digest after the last article.
func (r *replay) drain() {
	for _, s := range r.subs {
		r.check(r.db.PauseSubscription(context.Background(), s.ID, ""))
	}
	for range 2 {
		r.now = r.now.Add(8 * 24 * time.Hour)
		r.run()
	}
}

func (r *replay) run() {
	if _, err := r.runner.Run(context.Background()); err != nil {
		r.t.Fatal(err)
	}
}

// Everything that the runner asks goes to the database; what it commits is noted.

func (r *replay) DueSubscriptions(ctx context.Context, now time.Time, limit int) ([]news.Subscription, error) {
	return r.db.DueSubscriptions(ctx, now, limit)
}
func (r *replay) Owners(context.Context, time.Time) ([]string, error) { return nil, nil }

func (r *replay) LastArticle(ctx context.Context) (int64, error) { return r.db.LastArticle(ctx) }

func (r *replay) ArticleBefore(ctx context.Context, t time.Time) (int64, error) {
	return r.db.ArticleBefore(ctx, t)
}

func (r *replay) Arrivals(ctx context.Context, q news.ArrivalQuery) (news.Arrivals, error) {
	return r.db.Arrivals(ctx, q)
}

func (r *replay) Coverage(ctx context.Context, topic string, from, to time.Time) (news.Coverage, error) {
	return r.db.Coverage(ctx, topic, from, to)
}

func (r *replay) KnownTo(ctx context.Context, all, facts []int64) (map[int64]map[int64]news.Known, error) {
	return r.db.KnownTo(ctx, all, facts)
}

func (r *replay) PauseSubscription(ctx context.Context, id int64, reason string) error {
	return r.db.PauseSubscription(ctx, id, reason)
}

func (r *replay) CommitDigests(ctx context.Context, all []news.Composed) ([]news.Delivery, error) {
	out, err := r.db.CommitDigests(ctx, all)
	for _, d := range out {
		r.digests[d.Subscription][d.ID] = taken{digest: d.Digest}
		if _, again := r.first[d.Subscription]; !again {
			r.first[d.Subscription] = d.Digest.From
		}
	}
	return out, err
}

// article is a new one: each sentence tells a new fact, repeats or revises an old one, or denies one.
func (r *replay) article() news.Filing {
	f := r.blank()
	for i := range rapid.IntRange(1, 3).Draw(r.t, "sentences") {
		r.sentence(&f, i, nil)
	}
	return f
}

// blank is an article without sentences. It may be published long before it arrives, or after.
func (r *replay) blank() news.Filing {
	r.now = r.now.Add(time.Minute)
	n := len(r.articles) + 1
	late := rapid.SampledFrom([]time.Duration{
		0, 0, 0, time.Minute, 5 * time.Hour, 30 * time.Hour, 8 * 24 * time.Hour,
		40 * 24 * time.Hour, -3 * time.Hour,
	}).Draw(r.t, "late")
	source := rapid.SampledFrom([]string{"Meridian", "Podil Post", "Harbour Radio", "Ministry"}).Draw(r.t, "source")
	f := news.Filing{
		Article: news.Article{
			Key: fmt.Sprint(n), Revision: 1, Source: news.Source{Name: source}, Title: fmt.Sprintf("Article %d", n),
			Published: r.now.Add(-late), Seen: r.now,
		},
		Story: news.Story{
			Title: fmt.Sprintf("Story %d", n), First: r.now, Last: r.now, Articles: 1,
			Terms: []news.Term{{Text: "war", Weight: 1}},
		},
		Topics: rapid.SampledFrom([][]string{{"a"}, {"b"}, {"a", "b"}}).Draw(r.t, "topics"),
	}
	if source == "Ministry" {
		f.Article.Source.Party = "Northland"
	}
	return f
}

// sentence adds one to f, with the fact and the words of like if that is not nil.
func (r *replay) sentence(f *news.Filing, i int, like *news.Sentence) {
	var s news.Sentence
	if like != nil {
		s = *like
	} else {
		s = news.Sentence{
			Text:       fmt.Sprintf("In town %d of article %s something happened.", i, f.Article.Key),
			Fact:       int64(-1 - i),
			Weight:     rapid.SampledFrom([]float64{0.3, 1, 2, 3}).Draw(r.t, "weight"),
			Hedged:     rapid.IntRange(0, 5).Draw(r.t, "hedged") == 0,
			Background: rapid.IntRange(0, 7).Draw(r.t, "background") == 0,
			Terms:      []news.Term{{Text: fmt.Sprint("town", i), Weight: 1}},
		}
		if known := r.knownFacts(); len(known) > 0 {
			switch rapid.IntRange(0, 4).Draw(r.t, "says") {
			case 0, 1:
				s.Fact = rapid.SampledFrom(known).Draw(r.t, "fact")
			case 2:
				s.Denies = rapid.SampledFrom(known).Draw(r.t, "denied")
			}
		}
		if rapid.Bool().Draw(r.t, "toll") {
			low := float64(rapid.IntRange(1, 4).Draw(r.t, "killed"))
			s.Figures = []news.Figure{{Kind: news.Killed, Low: low, High: low, Bound: news.Exact}}
		}
	}
	s.ID, s.Article, s.Position = 0, 0, i
	s.Status = news.Reported
	s.Origin = news.Origin{
		Name: f.Article.Source.Name, Kind: news.OriginOwn,
		Family: strings.ToLower(f.Article.Source.Name), Party: f.Article.Source.Party,
	}
	if i > 0 {
		f.Article.Body += " "
	}
	s.Start = len(f.Article.Body)
	f.Article.Body += s.Text
	s.End = len(f.Article.Body)
	for k := range s.Figures {
		s.Figures[k].Start, s.Figures[k].End = s.Start, s.Start+2
		f.Reading.Figures = append(f.Reading.Figures, s.Figures[k])
	}
	f.Sentences = append(f.Sentences, s)
}

func (r *replay) knownFacts() []int64 {
	facts := map[int64]bool{}
	for _, t := range r.tellings {
		facts[t.fact] = true
	}
	return slices.Sorted(maps.Keys(facts))
}

// copy is another outlet's print of an article.
func (r *replay) copy(of news.Article) news.Filing {
	f := r.blank()
	for i, s := range r.latest[of.Key].Sentences {
		s.Figures = slices.Clone(s.Figures)
		r.sentence(&f, i, &s)
	}
	return f
}

// edit is a later revision of an article: it keeps its first sentence, changes or drops the others.
func (r *replay) edit(a news.Article) {
	old := r.latest[a.Key]
	r.now = r.now.Add(time.Minute)
	f := news.Filing{Article: a, Story: old.Story, Topics: old.Topics}
	f.Article.Revision, f.Article.Seen, f.Article.Body, f.Article.ID = old.Article.Revision+1, r.now, "", 0
	keep := old.Sentences[0]
	keep.Figures = slices.Clone(keep.Figures)
	r.sentence(&f, 0, &keep)
	if rapid.Bool().Draw(r.t, "longer") {
		r.sentence(&f, 1, nil)
	}
	for _, s := range old.Sentences[1:] {
		r.withdrawn[s.Fact] = true
	}
	r.save(f)
}

func (r *replay) save(f news.Filing) {
	saved, err := r.db.SaveArticle(context.Background(), f)
	r.check(err)
	if f.Article.Revision == 1 {
		r.articles = append(r.articles, saved.Article)
	}
	r.latest[f.Article.Key] = saved
	for _, s := range saved.Sentences {
		r.tellings = append(r.tellings, telling{
			fact: s.Fact, article: saved.Article.ID, topics: append(slices.Clone(saved.Topics), ""),
			time: saved.Article.Time(), arrived: r.now, background: s.Background,
		})
	}
}

func (r *replay) verify() {
	accounted := map[int64]map[int64]bool{}
	for _, sub := range r.subs {
		accounted[sub.ID] = r.verifyChannel(sub)
	}
	for _, sub := range r.subs[1:3] { // of topic a, like the first
		if r.first[sub.ID].Equal(r.first[r.subs[0].ID]) {
			if diff := cmp.Diff(r.steady(sub, accounted[r.subs[0].ID]), r.steady(sub, accounted[sub.ID])); diff != "" {
				r.t.Errorf("channels with schedules %q (-) and %q (+) got different facts:\n%s", r.subs[0].Schedule,
					sub.Schedule, diff)
			}
		}
	}
}

// steady leaves out what depends on when a channel was served: what an edit withdrew, and what is older than its first
// digest's window.
func (r *replay) steady(sub news.Subscription, facts map[int64]bool) []int64 {
	out := []int64{}
	for f := range facts {
		if slices.ContainsFunc(r.tellings, func(t telling) bool { return t.fact == f && r.due(sub, t) }) {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return out
}

// due reports whether a channel has to hear of a fact because of a telling.
func (r *replay) due(sub news.Subscription, t telling) bool {
	return slices.Contains(t.topics, sub.Topic) && !t.background && !t.time.Before(r.first[sub.ID]) &&
		t.arrived.Sub(t.time) < 10*24*time.Hour &&
		!r.withdrawn[t.fact]
}

// verifyChannel checks what one channel was told, and returns the facts that it was told or that were counted.
func (r *replay) verifyChannel(sub news.Subscription) map[int64]bool {
	all := r.digests[sub.ID]
	accounted, state := map[int64]bool{}, map[int64]news.Known{}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		d := all[id].digest
		inThis := map[int64]bool{}
		for _, dev := range d.Developments {
			for _, k := range dev.Known {
				if inThis[k.Fact] {
					r.t.Errorf("channel %s is told fact %d twice in one digest", sub.Channel, k.Fact)
				}
				before, again := state[k.Fact]
				if again && cmp.Equal(unsaid(before), unsaid(k)) {
					r.t.Errorf("channel %s (%s) is told fact %d twice in the same state: %+v", sub.Channel,
						sub.Schedule, k.Fact, k)
				}
				inThis[k.Fact], accounted[k.Fact], state[k.Fact] = true, true, k
			}
		}
		for _, f := range d.Minor {
			accounted[f] = true
		}
		if len(d.Developments) > 0 && (d.Articles == 0 || d.Sources == 0) {
			r.t.Errorf("digest %d has %d developments from %d articles of %d outlets", id, len(d.Developments),
				d.Articles, d.Sources)
		}
		if d.LeftOut != len(d.Minor) {
			r.t.Errorf("digest %d counts %d left out and knows %d", id, d.LeftOut, len(d.Minor))
		}
	}
	for _, t := range r.tellings {
		if r.due(sub, t) && !accounted[t.fact] {
			r.t.Errorf("channel %s (topic %q, %s) never hears of fact %d, told by article %d at %s, arrived %s",
				sub.Channel, sub.Topic, sub.Schedule, t.fact, t.article, t.time.Format(time.RFC3339),
				t.arrived.Format(time.RFC3339))
		}
	}
	return accounted
}

// unsaid leaves out of a state what a reader is not told anew: when, and how many origins beyond the second.
func unsaid(k news.Known) news.Known {
	k.Time, k.Origins = time.Time{}, min(k.Origins, 2)
	for i := range k.Figures {
		k.Figures[i].Start, k.Figures[i].End = 0, 0
	}
	return k
}

func (r *replay) Mutes(ctx context.Context, now time.Time) ([]news.Mute, error) {
	return r.db.Mutes(ctx, now)
}

func (r *replay) OwnTopics(ctx context.Context) ([]news.OwnTopic, error) { return r.db.OwnTopics(ctx) }

func (r *replay) Corrected(ctx context.Context, q news.CorrectedQuery) ([]news.Amendment, error) {
	return r.db.Corrected(ctx, q)
}

func (r *replay) RemoveSubscription(ctx context.Context, guild string, id int64) error {
	return r.db.RemoveSubscription(ctx, guild, id)
}
