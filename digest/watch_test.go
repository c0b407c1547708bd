package digest_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/digest"
	"sitrep/news"
	"sitrep/storage"
	"sitrep/wording"
)

func TestAlert(t *testing.T) {
	const strike = "A missile hit an apartment block in Kyiv before dawn."
	watch := news.Subscription{ID: 1, Kind: news.Watch, About: 7, AboutName: "Kyiv", Origins: 2, Created: morning}
	two := fact(1, 1, stated("Wire", time.Hour, strike, 2), stated("Paper", 2*time.Hour, strike, 1))
	hedged := fact(2, 1, stated("Wire", time.Hour, strike, 2), stated("Paper", 2*time.Hour, strike, 1))
	for i := range hedged.Sentences {
		hedged.Sentences[i].Hedged = true
	}
	confirmed := map[int64]news.Known{1: {Fact: 1, Status: news.Confirmed, Origins: 2}}
	lately := map[int64]news.Known{1: {Fact: 1, Status: news.Confirmed, Origins: 2, Time: morning.Add(2 * time.Hour)}}
	denied := two
	denied.DeniedBy = []news.Sentence{stated("Staff", 3*time.Hour, "Nothing was hit.", 1)}
	old := fact(1, 1, stated("Wire", -3*time.Hour, strike, 2), stated("Paper", -2*time.Hour, strike, 1))
	late := old
	late.Sentences = append([]news.Sentence{}, old.Sentences...)
	late.Sentences[1].Arrived = morning.Add(time.Hour) // read after the watch began
	tests := []struct {
		name  string
		facts []news.Fact
		known map[int64]news.Known
		want  []string
	}{
		{"one origin is not enough", []news.Fact{fact(1, 1, stated("Wire", time.Hour, strike, 2))}, nil, []string{}},
		{"reprints are one origin", []news.Fact{fact(1, 1, stated("Wire", time.Hour, strike, 2),
			stated("Wire", 2*time.Hour, strike, 2))}, nil, []string{}},
		{"two origins", []news.Fact{two}, nil, []string{"new confirmed: " + strike}},
		{"nobody stands by it", []news.Fact{hedged}, nil, []string{}},
		{"known when the watch began", []news.Fact{old}, nil, []string{}},
		{"the second origin was read later", []news.Fact{late}, nil, []string{"new confirmed: " + strike}},
		{"told before", []news.Fact{two}, confirmed, []string{}},
		{"a third origin of what was told", []news.Fact{fact(1, 1,
			append(two.Sentences, stated("Post", 3*time.Hour, strike, 1))...)}, confirmed, []string{}},
		{"denied long after it was told", []news.Fact{denied}, confirmed, []string{"status disputed: " + strike}},
		{"denied after it was told, which its message says", []news.Fact{denied}, lately, []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := digest.Alert(digest.AlertInput{
				Watch: watch, Now: morning.Add(8 * time.Hour), Facts: tt.facts,
				Known: tt.known,
			})
			if diff := cmp.Diff(tt.want, headlines(d)); diff != "" {
				t.Errorf("Alert (-want +got):\n%s", diff)
			}
			if d.Alert != 2 || d.Name != "Kyiv" {
				t.Errorf("the alert is %q for %d origins", d.Name, d.Alert)
			}
		})
	}
}

// filed is an article of one sentence.
type filed struct {
	source, text string
	at           time.Time
	story        news.Story
	fact         int64 // a stored one, or -1 for a new one
}

// file stores an article.
func file(t *testing.T, db *storage.DB, x filed) news.Filing {
	t.Helper()
	f := news.Filing{
		Article: news.Article{
			Key: x.source + x.at.String(), Revision: 1, Source: news.Source{Name: x.source},
			URL: "https://example.org/" + x.source, Title: x.text, Body: x.text, Published: x.at, Seen: x.at,
		},
		Topics: []string{"ukraine-war"}, Story: x.story,
		Sentences: []news.Sentence{{
			End: len(x.text), Text: x.text, Fact: x.fact, Source: x.source, Time: x.at, Weight: 2,
			Status: news.Reported,
			Origin: news.Origin{Name: x.source, Kind: news.OriginOwn, Family: x.source},
		}},
	}
	f.Reading.Sentences = []news.Span{{End: len(x.text)}}
	out, err := db.SaveArticle(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWatcherTellsOnceAndGathers(t *testing.T) {
	clock := morning
	now := func() time.Time { return clock }
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"), storage.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	story := news.Story{Title: "Strike", First: morning, Last: morning, Articles: 1}
	old := file(t, db, filed{"Wire", "A bridge fell.", morning.Add(-2 * time.Hour), story, -1})
	file(t, db, filed{"Paper", "A bridge fell.", morning.Add(-time.Hour), old.Story, old.Sentences[0].Fact})
	if _, err := db.SaveSubscription(t.Context(), news.Subscription{
		Kind: news.Watch, Guild: "1", Channel: "2",
		Topic: "ukraine-war", Origins: 2, Created: morning, NextAt: morning,
	}); err != nil {
		t.Fatal(err)
	}
	watcher := digest.NewWatcher(slog.New(slog.DiscardHandler), db,
		[]news.Topic{{Slug: "ukraine-war", Name: "Ukraine war"}}, now)
	run := func(after time.Duration, want int) {
		t.Helper()
		clock = morning.Add(after)
		if n, err := watcher.Run(t.Context()); err != nil || n != want {
			t.Errorf("after %v: %d alerts, %v; want %d", after, n, err, want)
		}
	}
	run(time.Minute, 0) // what was known is not dumped
	first := file(t, db, filed{"Wire", "A missile hit a block.", morning.Add(2 * time.Minute), old.Story, -1})
	run(3*time.Minute, 0)
	hit := first.Sentences[0]
	file(t, db, filed{"Paper", hit.Text, morning.Add(4 * time.Minute), first.Story, hit.Fact})
	run(5*time.Minute, 1)
	run(6*time.Minute, 0)
	for i, text := range []string{"The port burns.", "The airport is closed."} {
		f := file(t, db, filed{"Wire", text, morning.Add(time.Duration(7+i) * time.Minute), old.Story, -1})
		file(t, db, filed{"Paper", text, morning.Add(time.Duration(9+i) * time.Minute), f.Story, f.Sentences[0].Fact})
	}
	run(12*time.Minute, 0) // too soon after the first
	run(21*time.Minute, 1)
	run(50*time.Minute, 0)
	var sizes []int
	for {
		d, ok, err := db.ClaimDelivery(t.Context(), clock, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		sizes = append(sizes, len(d.Digest.Developments))
		if err := db.FinishDelivery(t.Context(), d.ID, "1", ""); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]int{1, 2}, sizes); diff != "" {
		t.Errorf("developments of the alerts (-want +got):\n%s", diff)
	}
}

// brokenWatches lists watches and can read nothing else.
type brokenWatches struct{ digest.WatchStore }

func (brokenWatches) Watches(_ context.Context, _ time.Time, after int64, _ int) ([]news.Subscription, error) {
	if after > 0 {
		return nil, nil
	}
	return []news.Subscription{{ID: 1, About: 1}, {ID: 2, About: 2}}, nil
}

func (brokenWatches) Owners(context.Context, time.Time) ([]string, error)   { return nil, nil }
func (brokenWatches) Mutes(context.Context, time.Time) ([]news.Mute, error) { return nil, nil }
func (brokenWatches) OwnTopics(context.Context) ([]news.OwnTopic, error)    { return nil, nil }

func (brokenWatches) Facts(context.Context, news.FactQuery) ([]news.Fact, error) {
	return nil, errors.New("disk I/O error")
}

func TestWatcherReportsFailures(t *testing.T) {
	w := digest.NewWatcher(slog.New(slog.DiscardHandler), brokenWatches{}, nil, func() time.Time { return morning })
	if n, err := w.Run(t.Context()); n != 0 || err == nil {
		t.Errorf("Run = %d, %v; want an error", n, err)
	}
}

func TestSaySchedule(t *testing.T) {
	for _, said := range []string{
		"daily 08:00", "weekdays 07:30", "weekends 10:00", "mon,thu 18:00", "every 6h",
		"hourly", "0 8 1 * *", "*/20 8 * * 1",
	} {
		spec, err := digest.ParseSchedule(said)
		if err != nil {
			t.Fatal(err)
		}
		if got := digest.SaySchedule(spec); got != said {
			t.Errorf("SaySchedule(%q) = %q, want %q", spec, got, said)
		}
	}
}

func TestSchedulesInOtherLanguages(t *testing.T) {
	for _, c := range []struct{ language, spec, want string }{
		{"de", "30 7 * * 1-5", "werktags 07:30"},
		{"uk", "0 18 * * 1,4", "пн,чт 18:00"},
		{"ru", "0 */6 * * *", "каждые 6 часов"},
		{"ar", "0 */12 * * *", "كل 12 ساعة"},
		{"fr", "0 * * * *", "toutes les heures"},
		{"es", "0 8 1 * *", "0 8 1 * *"},
		{"en", "0 8 * * 0,6", "weekends 08:00"},
	} {
		if got := digest.ScheduleIn(wording.In(c.language), c.spec); got != c.want {
			t.Errorf("ScheduleIn(%s, %q) = %q, want %q", c.language, c.spec, got, c.want)
		}
	}
}
