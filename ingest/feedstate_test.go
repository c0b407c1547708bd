package ingest

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/ingest/feed"
	"sitrep/ingest/fetch"
	"sitrep/news"
)

var noon = time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)

func timed(jitter float64) timing {
	return timing{min: 5 * time.Minute, max: 2 * time.Hour, now: noon, jitter: jitter}
}

func TestFailed(t *testing.T) {
	status := func(code int, after time.Duration) error {
		kind := fetch.Status
		switch code {
		case http.StatusGone:
			kind = fetch.Gone
		case http.StatusTooManyRequests:
			kind = fetch.Busy
		}
		return fmt.Errorf("poll: %w", &fetch.Error{
			Kind: kind, URL: "http://x.example/", Status: code,
			RetryAfter: after,
		})
	}
	long := noon.Add(-15 * day)
	for _, tt := range []struct {
		name   string
		feed   news.Feed
		err    error
		wait   time.Duration
		kind   string
		paused string
	}{
		{"first", news.Feed{}, status(500, 0), 10 * time.Minute, "status 500", ""},
		{"fourth", news.Feed{Failures: 3}, status(500, 0), 80 * time.Minute, "status 500", ""},
		{"fiftieth", news.Feed{Failures: 49}, status(500, 0), day, "status 500", ""},
		{"Retry-After", news.Feed{}, status(429, 3*day), 3 * day, "busy", ""},
		{"Retry-After sooner", news.Feed{Failures: 3}, status(429, time.Second), 80 * time.Minute, "busy", ""},
		{
			"gone",
			news.Feed{},
			status(410, 0), 10 * time.Minute, "gone",
			"the server says that the feed is gone for good (410)",
		},
		{"no feed", news.Feed{}, &feed.Error{Reason: "x"}, 10 * time.Minute, "feed", ""},
		{"a page", news.Feed{}, &pageError{}, 10 * time.Minute, "page", ""},
		{
			"for two weeks",
			news.Feed{Failures: 20, Failing: long},
			status(404, 0), day, "status 404",
			"it could not be read for 15 days",
		},
		{
			"for two weeks, asked rarely",
			news.Feed{Failures: 2, Failing: long},
			status(404, 0), 40 * time.Minute,
			"status 404", "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := timed(0).failed(tt.feed, tt.err)
			if wait := got.NextPoll.Sub(noon); wait != tt.wait || got.ErrorKind != tt.kind || got.Paused != tt.paused ||
				got.LastError == "" || got.Failing.IsZero() {
				t.Errorf("failed = next in %v, kind %q, paused %q, error %q, failing since %v; want %v, %q, %q",
					wait, got.ErrorKind, got.Paused, got.LastError, got.Failing, tt.wait, tt.kind, tt.paused)
			}
			if later := timed(0.999).failed(tt.feed, tt.err).NextPoll.Sub(noon); later <= tt.wait ||
				later > tt.wait*11/10 {
				t.Errorf("with most jitter the next poll is in %v, want up to a tenth more than %v", later, tt.wait)
			}
		})
	}
}

// TestHeldHost: a feed that was not asked, because its host wants to be left alone, has not failed.
func TestHeldHost(t *testing.T) {
	before := news.Feed{LastPoll: noon.Add(-time.Hour), LastSuccess: noon.Add(-time.Hour)}
	want := before
	want.NextPoll = noon.Add(40 * time.Minute)
	got := timed(0).failed(before, &fetch.Error{Kind: fetch.Busy, RetryAfter: 40 * time.Minute})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOffline(t *testing.T) {
	var r connectivity
	down := &fetch.Error{Kind: fetch.DNS}
	for i, tt := range []struct {
		host string
		err  error
		at   time.Duration
		want bool
	}{
		{"a", nil, 0, false},
		{"b", down, 20 * time.Minute, false},
		{"c", down, 20 * time.Minute, false},
		{"c", down, 20 * time.Minute, false},
		{"d", down, 20 * time.Minute, true},
		{"e", &fetch.Error{Kind: fetch.Status, Status: 500}, 21 * time.Minute, false},
		{"b", down, 22 * time.Minute, false},
	} {
		if got := r.note(tt.host, tt.err, noon.Add(tt.at)); got != tt.want {
			t.Errorf("step %d: offline = %v, want %v", i+1, got, tt.want)
		}
	}
	off := timed(0)
	off.offline = true
	got := off.failed(news.Feed{Failures: 30, Failing: noon.Add(-30 * day)}, down)
	if wait := got.NextPoll.Sub(noon); wait != offlineWait || got.Paused != "" {
		t.Errorf("offline: next in %v, paused %q; want %v and no pause", wait, got.Paused, offlineWait)
	}
}

func TestSucceeded(t *testing.T) {
	known := news.Feed{
		LastSuccess: noon.Add(-time.Hour), LastItem: noon.Add(-2 * time.Hour),
		Interval: 40 * time.Minute, ETag: "old",
	}
	with := func(change func(*news.Feed)) news.Feed {
		f := known
		change(&f)
		return f
	}
	for _, tt := range []struct {
		name     string
		feed     news.Feed
		response fetch.Response
		parsed   feed.Feed
		intake   intake
		wait     time.Duration
	}{
		{"something new", known, fetch.Response{}, feed.Feed{}, intake{arrived: 1}, 20 * time.Minute},
		{"nothing new", known, fetch.Response{NotModified: true}, feed.Feed{}, intake{}, time.Hour},
		{
			"never sooner than the least", with(func(f *news.Feed) { f.Interval = 6 * time.Minute }),
			fetch.Response{},
			feed.Feed{},
			intake{arrived: 9},
			5 * time.Minute,
		},
		{
			"never later than the most", with(func(f *news.Feed) { f.Interval = 2 * time.Hour }),
			fetch.Response{},
			feed.Feed{},
			intake{},
			2 * time.Hour,
		},
		{
			"max-age", known,
			fetch.Response{MaxAge: 90 * time.Minute},
			feed.Feed{},
			intake{arrived: 1},
			90 * time.Minute,
		},
		{
			"max-age beyond the most", known,
			fetch.Response{MaxAge: 7 * day},
			feed.Feed{},
			intake{arrived: 1},
			2 * time.Hour,
		},
		{"ttl", known, fetch.Response{}, feed.Feed{TTL: 100 * time.Minute}, intake{arrived: 1}, 100 * time.Minute},
		{
			"ttl, remembered", with(func(f *news.Feed) { f.TTL = 100 * time.Minute }),
			fetch.Response{NotModified: true},
			feed.Feed{},
			intake{},
			100 * time.Minute,
		},
		{
			"Retry-After beyond the most", known,
			fetch.Response{RetryAfter: 3 * time.Hour},
			feed.Feed{},
			intake{},
			3 * time.Hour,
		},
		{"hours to skip", known, fetch.Response{}, feed.Feed{SkipHours: []int{13, 14, 15}}, intake{}, 4 * time.Hour},
		{"unfinished", known, fetch.Response{}, feed.Feed{}, intake{unfinished: true}, 5 * time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.response.ETag = "new"
			got := timed(0).succeeded(tt.feed, &tt.response, tt.parsed, tt.intake)
			if wait := got.NextPoll.Sub(noon); wait != tt.wait {
				t.Errorf("next poll in %v, want %v", wait, tt.wait)
			}
			if want := map[bool]string{true: "old", false: "new"}[tt.intake.unfinished]; got.ETag != want {
				t.Errorf("ETag = %q, want %q", got.ETag, want)
			}
		})
	}
}

func TestAllHoursSkipped(t *testing.T) {
	var all []int
	for h := range 24 {
		all = append(all, h)
	}
	if got := unskipped(noon, all); got.Sub(noon) >= day {
		t.Errorf("unskipped = %v, want within a day", got)
	}
	if resting(noon, all) {
		t.Error("a feed that skips all hours would never be polled")
	}
	if !resting(noon, []int{noon.Hour()}) || resting(noon.Add(-time.Second), []int{noon.Hour()}) ||
		resting(noon.Add(time.Hour), []int{noon.Hour()}) {
		t.Error("the hour to skip is not the one from noon on")
	}
}

func TestMoved(t *testing.T) {
	f := news.Feed{URL: "http://x.example/a"}
	for i, tt := range []struct {
		to   string
		want news.Feed
	}{
		{"http://x.example/b", news.Feed{
			URL: "http://x.example/a", RedirectURL: "http://x.example/b",
			RedirectCount: 1,
		}},
		{"http://x.example/b", news.Feed{
			URL: "http://x.example/a", RedirectURL: "http://x.example/b",
			RedirectCount: 2,
		}},
		{"", news.Feed{URL: "http://x.example/a"}},
		{"http://x.example/b", news.Feed{
			URL: "http://x.example/a", RedirectURL: "http://x.example/b",
			RedirectCount: 1,
		}},
		{"http://x.example/c", news.Feed{
			URL: "http://x.example/a", RedirectURL: "http://x.example/c",
			RedirectCount: 1,
		}},
		{"http://x.example/c", news.Feed{
			URL: "http://x.example/a", RedirectURL: "http://x.example/c",
			RedirectCount: 2,
		}},
		{"http://x.example/c", news.Feed{URL: "http://x.example/c", MovedFrom: "http://x.example/a"}},
	} {
		f = timed(0).moved(f, &fetch.Response{Permanent: tt.to})
		if diff := cmp.Diff(tt.want, f); diff != "" {
			t.Errorf("step %d: %s", i+1, diff)
		}
	}
}

func TestHabit(t *testing.T) {
	var dates []time.Time
	for i := range 20 { // one every six hours, with a pause of two days
		at := noon.Add(-time.Duration(i) * 6 * time.Hour)
		if i >= 10 {
			at = at.Add(-2 * day)
		}
		dates = append(dates, at)
	}
	f := timed(0).habit(news.Feed{}, intake{first: true, arrived: 20, partial: 10, dates: dates})
	f.URL = "http://x.example/"
	if got := f.PerDay(noon); got < 2 || got > 4 {
		t.Errorf("PerDay = %.2f, want about 3", got)
	}
	if f.PartialShare() != 0.5 || f.LongestGap != 54*time.Hour || !f.LastItem.Equal(noon) {
		t.Errorf("share %v, gap %v, last item %v; want 0.5, 54h, noon", f.PartialShare(), f.LongestGap, f.LastItem)
	}
	for after, want := range map[time.Duration]bool{2 * day: false, 4 * day: false, 5 * day: true} {
		if got := f.Silent(noon.Add(after)); got != want {
			t.Errorf("Silent after %v = %v, want %v", after, got, want)
		}
	}
	quiet := timed(0)
	quiet.now = noon.Add(5 * day)
	f = quiet.habit(f, intake{arrived: 1})
	if f.Silent(quiet.now) || f.LongestGap != 5*day {
		t.Errorf("after an item Silent = %v, gap %v; want false, 120h", f.Silent(quiet.now), f.LongestGap)
	}
}
