package digest_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/digest"
	"sitrep/news"
	"sitrep/storage"
)

// desk is a database with a clock, and what composes from it.
type desk struct {
	t       *testing.T
	db      *storage.DB
	now     time.Time
	runner  *digest.Runner
	watcher *digest.Watcher
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, now: morning}
	clock := func() time.Time { return d.now }
	var err error
	if d.db, err = storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"),
		storage.Options{Now: clock}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.db.Close() })
	topics := []news.Topic{{Slug: "ukraine-war", Name: "Ukraine war"}, {Slug: "gaza", Name: "Gaza"}}
	lg := slog.New(slog.DiscardHandler)
	d.runner = digest.NewRunner(lg, d.db, topics, clock)
	d.watcher = digest.NewWatcher(lg, d.db, topics, clock)
	return d
}

func (d *desk) subscribe(s news.Subscription) news.Subscription {
	d.t.Helper()
	s.Guild, s.Created = "1", d.now
	if s.Kind == news.Scheduled {
		s.Schedule, s.Zone = "0 * * * *", "UTC"
	}
	if s.NextAt.IsZero() {
		s.NextAt = d.now
	}
	out, err := d.db.SaveSubscription(d.t.Context(), s)
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

// run composes what is due after a while, and returns what each channel is sent.
func (d *desk) run(after time.Duration) map[string]news.Digest {
	d.t.Helper()
	d.now = d.now.Add(after)
	for _, run := range []func(context.Context) (int, error){d.runner.Run, d.watcher.Run} {
		if _, err := run(d.t.Context()); err != nil {
			d.t.Fatal(err)
		}
	}
	out := map[string]news.Digest{}
	for {
		got, ok, err := d.db.ClaimDelivery(d.t.Context(), d.now, time.Minute)
		if err != nil {
			d.t.Fatal(err)
		}
		if !ok {
			return out
		}
		out[got.Channel] = got.Digest
		if err := d.db.FinishDelivery(d.t.Context(), got.ID, "1", ""); err != nil {
			d.t.Fatal(err)
		}
	}
}

// told is what a digest tells, in a line.
func told(d news.Digest) string {
	var out []string
	for _, dev := range d.Developments {
		out = append(out, dev.Sentences[0].Text)
	}
	return strings.Join(out, " ")
}

// TestWhatAChannelWantsIsAllThatItGets subscribes channels that each want something else of the same articles.
func TestWhatAChannelWantsIsAllThatItGets(t *testing.T) {
	d := newDesk(t)
	const bridge, port = "Drones hit a bridge near Pokrovsk.", "The port of Odesa burns."
	story := func() news.Story { return news.Story{Title: "S", First: morning, Last: morning, Articles: 1} }
	at := morning.Add(-time.Hour)
	first := file(t, d.db, filed{"Wire", bridge, at, story(), -1})
	file(t, d.db, filed{"Paper", bridge, at, first.Story, first.Sentences[0].Fact})
	file(t, d.db, filed{"Paper", port, at.Add(time.Minute), story(), -1})
	place := func(p news.Preferences) news.Subscription { return news.Subscription{Preferences: p} }
	muted := func(kind news.MuteKind, value string) news.Mute { return news.Mute{Kind: kind, Value: value} }
	want := map[string]string{}
	for i, c := range []struct {
		name  string
		sub   news.Subscription
		mute  news.Mute
		want  string
		muted int
	}{
		{"everything", place(news.Preferences{}), news.Mute{}, bridge + " " + port, 0},
		{"a word, inflected", place(news.Preferences{Words: []string{"drone"}}), news.Mute{}, bridge, 0},
		{"without a phrase", place(news.Preferences{NotWords: []string{"port of Odesa"}}), news.Mute{}, bridge, 0},
		{"one outlet", place(news.Preferences{Outlets: []string{"wire"}}), news.Mute{}, bridge, 0},
		{"without an outlet", place(news.Preferences{NotOutlets: []string{"Paper"}}), news.Mute{}, bridge, 0},
		{"two topics", news.Subscription{Topic: "gaza,ukraine-war"}, news.Mute{}, bridge + " " + port, 0},
		{"another topic", news.Subscription{Topic: "gaza"}, news.Mute{}, "", 0},
		{"a muted story", place(news.Preferences{}), muted(news.MuteStory, fmt.Sprint(first.Story.ID)), port, 1},
		{"a muted outlet", place(news.Preferences{}), muted(news.MuteOutlet, "Paper"), bridge, 1},
		{"a muted word", place(news.Preferences{}), muted(news.MuteWord, "drones"), port, 1},
		{"a mute that is over", place(news.Preferences{}), news.Mute{
			Kind: news.MuteWord, Value: "drones", Until: morning,
		}, bridge + " " + port, 0},
	} {
		c.sub.Channel = fmt.Sprint(100 + i)
		d.subscribe(c.sub)
		if c.mute.Kind != "" {
			c.mute.Guild, c.mute.Reader = "1", c.sub.Channel
			if _, err := d.db.SaveMute(t.Context(), c.mute); err != nil {
				t.Fatal(err)
			}
		}
		want[c.sub.Channel] = fmt.Sprintf("%s: %s (%d muted)", c.name, c.want, c.muted)
	}
	got := map[string]string{}
	for channel, x := range d.run(0) {
		name, _, _ := strings.Cut(want[channel], ":")
		got[channel] = fmt.Sprintf("%s: %s (%d muted)", name, told(x), x.Muted)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what channels get (-want +got):\n%s", diff)
	}
}

// TestQuietDays has an hour without news, for channels that want to be told and for those that do not; then most feeds
// fail, which everybody is told.
func TestQuietDays(t *testing.T) {
	d := newDesk(t)
	for channel, quiet := range map[string]news.QuietDays{
		"1": news.QuietPosted, "2": news.QuietShortened, "3": news.QuietSkipped,
	} {
		d.subscribe(news.Subscription{Channel: channel, Preferences: news.Preferences{Quiet: quiet}})
	}
	got := d.run(0)
	if len(got) != 2 || got["1"].Short || !got["2"].Short {
		t.Errorf("on a quiet day %d digests: %+v", len(got), got)
	}
	file(t, d.db, filed{"Wire", "A bridge fell.", d.now, news.Story{Title: "S", First: d.now, Last: d.now}, -1})
	got = d.run(time.Hour)
	if len(got) != 3 || got["2"].Short || told(got["3"]) != "A bridge fell." {
		t.Errorf("with news %d digests: %+v", len(got), got)
	}
	for i := range 3 {
		if _, err := d.db.SaveFeed(t.Context(), news.Feed{
			URL: fmt.Sprintf("https://feed.example/%d", i), Source: news.Source{Name: fmt.Sprint(i)},
		}); err != nil {
			t.Fatal(err)
		}
	}
	if got = d.run(time.Hour); len(got) != 3 {
		t.Errorf("where no feed answers %d digests", len(got))
	}
}

func TestHoursAsPeopleSayThem(t *testing.T) {
	for said, want := range map[string]string{
		"22:00-07:00": "22:00-07:00", "10 pm to 7 am": "22:00-07:00", "22–7": "22:00-07:00",
		"from 23:30 until 6": "23:30-06:00", "none": "", "off": "",
	} {
		if got, err := digest.ParseHours(said); err != nil || got != want {
			t.Errorf("ParseHours(%q) = %q, %v; want %q", said, got, err, want)
		}
	}
	for _, said := range []string{"always", "22:00", "7-7", "25:00-07:00"} {
		if got, err := digest.ParseHours(said); news.ErrorCode(err) != news.Invalid {
			t.Errorf("ParseHours(%q) = %q, %v", said, got, err)
		}
	}
}

func TestQuietHoursEnd(t *testing.T) {
	at := func(s string) time.Time {
		out, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, c := range []struct{ hours, now, want string }{
		{"22:00-07:00", "2025-04-25T21:59:59+03:00", ""},
		{"22:00-07:00", "2025-04-25T22:00:00+03:00", "2025-04-26T07:00:00+03:00"},
		{"22:00-07:00", "2025-04-26T06:59:59+03:00", "2025-04-26T07:00:00+03:00"},
		{"22:00-07:00", "2025-04-26T07:00:00+03:00", ""},
		{"13:00-15:00", "2025-04-26T14:00:00+03:00", "2025-04-26T15:00:00+03:00"},
		{"22:00-07:00", "2025-03-30T01:00:00+02:00", "2025-03-30T07:00:00+03:00"}, // the clocks go forward
		{"22:00-03:30", "2025-03-30T02:00:00+02:00", "2025-03-30T04:00:00+03:00"}, // an end that there is not
		{"22:00-07:00", "2025-10-26T03:30:00+02:00", "2025-10-26T07:00:00+02:00"}, // they go back
	} {
		got := digest.QuietUntil(c.hours, "Europe/Kyiv", at(c.now))
		if c.want == "" && !got.IsZero() || c.want != "" && !got.Equal(at(c.want)) {
			t.Errorf("QuietUntil(%s, %s) = %v, want %s", c.hours, c.now, got, c.want)
		}
	}
}

// TestNothingComesInQuietHours has something happen at night.
func TestNothingComesInQuietHours(t *testing.T) {
	d := newDesk(t)
	d.now = morning.Truncate(24 * time.Hour).Add(21 * time.Hour)
	hours := news.Preferences{Hours: "22:00-07:00"}
	d.subscribe(news.Subscription{Channel: "1", Preferences: hours, NextAt: d.now.Add(time.Hour)})
	d.subscribe(news.Subscription{Kind: news.Watch, Channel: "2", Origins: 1, Zone: "UTC", Preferences: hours})
	d.now = d.now.Add(time.Second)
	file(t, d.db, filed{"Wire", "A bridge fell.", d.now, news.Story{Title: "S", First: d.now, Last: d.now}, -1})
	d.now = d.now.Add(-time.Second)
	var heard []string
	for range 24 * 4 {
		for channel, x := range d.run(15 * time.Minute) {
			heard = append(heard, d.now.Format("15:04")+" "+channel+" "+told(x))
			if !x.Due.IsZero() {
				t.Errorf("the digest of %s is called late", d.now)
			}
		}
		if d.now.Hour() == 1 && d.now.Minute() == 0 {
			port := news.Story{Title: "P", First: d.now, Last: d.now}
			file(t, d.db, filed{"Wire", "The port burns.", d.now, port, -1})
		}
		if d.now.Hour() == 8 {
			break
		}
	}
	want := []string{
		"21:15 2 A bridge fell.", "07:00 1 A bridge fell. The port burns.", "07:00 2 The port burns.",
		"08:00 1 ",
	}
	if diff := cmp.Diff(want, sorted(heard)); diff != "" {
		t.Errorf("heard (-want +got):\n%s", diff)
	}
}

func sorted(heard []string) []string {
	out := append([]string{}, heard...)
	for i := 1; i < len(out); i++ { // of one minute by channel; the minutes are in order
		if out[i][:5] == out[i-1][:5] && out[i] < out[i-1] {
			out[i], out[i-1] = out[i-1], out[i]
		}
	}
	return out
}

// TestASubscriptionForAWhileEnds follows something for an hour.
func TestASubscriptionForAWhileEnds(t *testing.T) {
	d := newDesk(t)
	until := news.Preferences{Until: d.now.Add(time.Hour)}
	d.subscribe(news.Subscription{Channel: "1", Preferences: until})
	d.subscribe(news.Subscription{Kind: news.Watch, Channel: "2", Origins: 1, Preferences: until})
	if got := d.run(0); len(got) != 1 {
		t.Errorf("%d digests at first", len(got))
	}
	if got := d.run(time.Hour); len(got) != 0 {
		t.Errorf("%d digests afterwards", len(got))
	}
	if left, err := d.db.Subscriptions(t.Context(), "1"); err != nil || len(left) != 0 {
		t.Errorf("%d subscriptions are left, %v", len(left), err)
	}
}

func FuzzParseHours(f *testing.F) {
	for _, s := range []string{"22:00-07:00", "from 10 pm to 7 am", "noon until midnight", "-", "24:00–24:01", "7-7"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, said string) {
		hours, err := digest.ParseHours(said)
		if err != nil || hours == "" {
			return
		}
		if again, err := digest.ParseHours(hours); err != nil || again != hours {
			t.Errorf("ParseHours(%q) = %q, and that is %q, %v", said, hours, again, err)
		}
		noon := time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)
		quiet := false // some minute of a day lies in them, since they are not empty
		for m := range 24 * 60 {
			now := noon.Add(time.Duration(m) * time.Minute)
			until := digest.QuietUntil(hours, "UTC", now)
			if !until.IsZero() && (!until.After(now) || until.Sub(now) > 24*time.Hour) {
				t.Errorf("quiet hours %q end at %v after %v", hours, until, now)
			}
			quiet = quiet || !until.IsZero()
		}
		if !quiet {
			t.Errorf("ParseHours(%q) = %q, which are never", said, hours)
		}
	})
}
