package ingest

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/ingest/fetch"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/storage/storagetest"
	"sitrep/wording"
)

// How the fleet is polled.
const (
	leastWait = 30 * time.Minute
	mostWait  = 4 * time.Hour
)

// A campaign is a fleet polled for a simulated week.
type campaign struct {
	start, end time.Time
	outlets    map[string]*outlet
	db         *storage.DB
	kills      []time.Time
}

// poll polls the fleet until the campaign's end. Now and then the poller is killed, and another takes over.
func (c *campaign) poll(t *testing.T) {
	t.Helper()
	net := newWire()
	net.down = func(host string) bool { return strings.HasPrefix(host, "unreachable") }
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.outlets[r.Host].ServeHTTP(w, r)
	})}
	go func() { _ = server.Serve(net) }()
	c.db = storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys}, Now: time.Now})
	for _, o := range c.outlets {
		if _, err := c.db.SaveFeed(t.Context(), news.Feed{
			Source: o.source(),
			URL:    "http://" + o.name + "/feed",
		}); err != nil {
			t.Fatal(err)
		}
	}
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	dice := rand.New(rand.NewPCG(3, 4))
	for time.Now().Before(c.end) {
		ctx, kill := context.WithCancel(t.Context())
		lg := slog.New(slog.DiscardHandler)
		p, err := New(ctx, lg, c.db, reader, Options{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		client := fetch.New(fetch.Options{
			Dial: net.dial, MaxBytes: 1 << 20,
			UserAgent: "Sitrep/1 (+mailto:ops@sitrep.example)",
		})
		poller := NewPoller(lg, c.db, client, p, PollOptions{
			Workers: 40, MinInterval: leastWait, MaxInterval: mostWait,
			Pages: true,
		})
		life := time.Duration(dice.Int64N(int64(2 * day)))
		if len(c.kills) == 0 {
			life = 5 * time.Second // in the middle of the first poll
		}
		time.AfterFunc(min(time.Until(c.end), life), kill)
		_ = poller.Loop(ctx) // ends when it is killed
		c.kills = append(c.kills, time.Now())
		client.Close()
	}
	_ = server.Close()
	<-time.After(time.Hour) // whatever the handlers wait for is over then
	synctest.Wait()
}

// TestWeek polls hundreds of outlets, each with its quirk, for a simulated week: every item arrives once, with the
// right date, and nobody's server is annoyed.
func TestWeek(t *testing.T) {
	if _, err := reading.Load(); err != nil { // outside the bubble: all tests share it
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		c := &campaign{start: time.Now(), end: time.Now().Add(week)}
		c.outlets = fleet(fleetOfEach, c.start)
		c.poll(t)
		feeds, err := c.db.Feeds(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		arrived := 0
		for _, f := range feeds {
			o := c.outlets[f.Source.Name]
			arrived += c.checkPosts(t, o)
			c.checkPoliteness(t, o)
			c.checkState(t, o, f)
		}
		t.Logf("%d feeds, %d articles, %d lives", len(feeds), arrived, len(c.kills))
	})
}

// readable is when the outlet's posts can be had: until when, and with what delay at most.
func (c *campaign) readable(o *outlet) (until time.Time, delay time.Duration) {
	switch o.quirk {
	case "circle", "endless", "slow", "html", "unreachable", "bomb", "private":
		return time.Time{}, 0
	case "gone":
		return c.start.Add(3*day - mostWait), mostWait
	case "moved home":
		return c.start.Add(day - mostWait), mostWait
	case "503":
		return c.end, mostWait + 9*time.Hour
	case "outage":
		return c.end, mostWait + 2*day
	case "429", "error page", "skip hours":
		return c.end, mostWait + 6*time.Hour
	}
	return c.end, mostWait + time.Hour // jitter, and a first try at a page that is not there yet
}

// checkPosts checks that each of the outlet's posts is stored once, whole, with the right date.
func (c *campaign) checkPosts(t *testing.T, o *outlet) (arrived int) {
	t.Helper()
	until, delay := c.readable(o)
	for _, p := range o.posts {
		hits, _, err := c.db.Search(t.Context(), news.SearchQuery{Text: p.token, Source: o.filed()})
		if err != nil {
			t.Fatal(err)
		}
		want := 1
		if p.at.After(until.Add(-delay)) {
			want = min(len(hits), 1) // may have come, may not
		}
		if until.IsZero() {
			want = 0
		}
		if len(hits) != want {
			t.Errorf("%s: post %d of %v is stored %d times, want %d", o.name, p.n, p.at, len(hits), want)
		}
		for _, h := range hits {
			c.checkDate(t, o, p, h.Article, delay)
			c.checkText(t, o, p, h.Article)
		}
		arrived += len(hits)
	}
	return arrived
}

func (c *campaign) checkDate(t *testing.T, o *outlet, p post, a news.Article, delay time.Duration) {
	t.Helper()
	backlog := p.at.Before(c.start)
	from, to := p.at, p.at
	switch o.quirk {
	case "date only":
		from = p.at.Truncate(day)
		to = from
	case "undated", "dated now":
		to = p.at.Add(delay)
		if backlog { // stored, not new
			from, to = time.Time{}, c.start.Add(-7*day)
		}
	case "future": // dated five hours ahead: not before it is written, and not later than the feed says
		to = p.at.Add(5 * time.Hour)
	}
	if got := a.Time(); got.Before(from) || got.After(to) {
		t.Errorf("%s: post %d is dated %v (published %v, seen %v), want %v to %v", o.name, p.n, got, a.Published,
			a.Seen, from, to)
	}
	if a.DateOnly != (o.quirk == "date only") {
		t.Errorf("%s: post %d: DateOnly = %v", o.name, p.n, a.DateOnly)
	}
}

func (c *campaign) checkText(t *testing.T, o *outlet, p post, a news.Article) {
	t.Helper()
	most, partial := 1, false
	switch o.quirk {
	case "edited":
		most = 2
		settled := c.end.Add(-2 * mostWait)
		if corrected := strings.Contains(a.Body, "A correction was made"); !p.edited.IsZero() &&
			p.edited.Before(settled) && !corrected {
			t.Errorf("%s: post %d: the edit of %v was missed", o.name, p.n, p.edited)
		}
	case "counter":
		most = 37 // the wait grows by a quarter of an hour each time: 15 min × 37²/2 is a week
	case "bot check":
		most = 2
		partial = p.at.After(c.end.Add(-2 * day))
	case "paywall", "cookie wall":
		most = 2
		partial = p.at.After(c.end.Add(-mostWait - 2*time.Hour))
	case "no pages", "robots", "walls", "other article", "aggregator":
		partial = true
	}
	if a.Revision > most {
		t.Errorf("%s: post %d has %d revisions, want at most %d", o.name, p.n, a.Revision, most)
	}
	if a.Partial && !partial || partial && most == 1 && !a.Partial {
		t.Errorf("%s: post %d: Partial = %v: %q", o.name, p.n, a.Partial, a.Body)
	}
}

// checkPoliteness checks the outlet's log.
func (c *campaign) checkPoliteness(t *testing.T, o *outlet) {
	t.Helper()
	var last, success request // of the feed
	pages := map[string]int{}
	apart := time.Second
	for i, q := range o.log {
		if o.quirk == "robots" && strings.HasPrefix(q.path, "/news/") {
			t.Errorf("%s: %s is asked for at %v, which robots.txt forbids", o.name, q.path, q.at)
		}
		if q.path == "/robots.txt" && o.quirk == "crawl delay" {
			apart = crawlDelay // as of the request after the next one: the interval is set when a turn begins
			continue
		}
		if !strings.Contains(q.agent, "mailto:") {
			t.Errorf("%s: %q asks without a contact", o.name, q.agent)
		}
		if i > 0 && q.at.Sub(o.log[i-1].at) < apart && o.log[i-1].path != "/robots.txt" &&
			!c.killed(o.log[i-1].at, q.at) {
			t.Errorf("%s: two requests within %v, at %v", o.name, apart, q.at)
		}
		if strings.HasPrefix(q.path, "/news/") {
			pages[q.path]++
			continue
		}
		if q.path != "/feed" && q.path != "/new" && q.path != "/today" {
			continue
		}
		shared := o.quirk == "moved home" || o.name == "plain-0.example" // one leads to the other
		if gap := q.at.Sub(last.at); !shared && !last.at.IsZero() && q.path == last.path && o.quirk != "circle" &&
			!c.killed(last.at, q.at) {
			if gap < max(leastWait, last.wait) {
				t.Errorf("%s: polled after %v at %v, want at least %v", o.name, gap, q.at, max(leastWait, last.wait))
			}
			if q.match != success.etag || (o.quirk == "lastmod" && q.since == "") {
				t.Errorf("%s: asked at %v with If-None-Match %q, If-Modified-Since %q; the last answer had %q", o.name,
					q.at, q.match, q.since, success.etag)
			}
		}
		if o.quirk == "skip hours" && len(pages) == 0 && !success.at.IsZero() && q.at.Hour() < 6 {
			t.Errorf("%s: polled at %v, an hour to be skipped", o.name, q.at)
		}
		last = q
		if q.status == http.StatusOK {
			success = q
		}
	}
	for path, n := range pages {
		if path == "/news/live" { // which is looked at again and again
			continue
		}
		if n > 1+len(retryWaits)+len(c.kills) || n > 2 && !slices.Contains([]string{
			"no pages", "bot check", "paywall",
			"cookie wall", "walls", "other article",
		}, o.quirk) {
			t.Errorf("%s: the page %s was fetched %d times", o.name, path, n)
		}
	}
}

func (c *campaign) killed(from, to time.Time) bool {
	return slices.ContainsFunc(c.kills, func(k time.Time) bool { return !k.Before(from) && !k.After(to) })
}

// checkState checks what an operator will read of the feed.
func (c *campaign) checkState(t *testing.T, o *outlet, f news.Feed) {
	t.Helper()
	got := ""
	switch {
	case f.Paused != "":
		got = "paused: " + f.Paused
	case f.ErrorKind != "":
		got = f.ErrorKind
	case f.Silent(c.end):
		got = "silent"
	}
	want := map[string]string{
		"circle": "redirects", "bomb": "bomb", "private": "private", "endless": "feed", "slow": "slow", "html": "page",
		"unreachable": "network", "silent": "silent",
		"gone": "paused: the server says that the feed is gone for good (410)",
		"moved home": "paused: its address has moved to http://plain-0.example/feed, which is polled as a feed of " +
			"its own",
	}[o.quirk]
	passing := (o.quirk == "429" || o.quirk == "503") && got == "busy" || o.quirk == "error page" && got == "page"
	// A last gap of more than a day is longer than any that the feed may have shown.
	passing = passing || got == "silent" && c.end.Sub(o.posts[len(o.posts)-1].at) > day
	if got != want && !passing {
		t.Errorf("%s: state %q (%s), want %q", o.name, got, f.LastError, want)
	}
	if what, advice := wording.English.Trouble(f, c.end); got != "" && (what == "" || advice == "") {
		t.Errorf("%s: in state %q an operator is told %q and %q", o.name, got, what, advice)
	}
	if f.Failures > 13 {
		t.Errorf("%s: tried %d times in vain in a week", o.name, f.Failures)
	}
	if url := "http://" + o.name + "/new"; o.quirk == "moved" &&
		(f.URL != url || f.MovedFrom != "http://"+o.name+"/feed") {
		t.Errorf("%s: its address is %s (moved from %q), want %s", o.name, f.URL, f.MovedFrom, url)
	}
	if walled := o.quirk == "walls" || o.quirk == "other article"; walled != (f.WallShare() > 0.3) &&
		o.quirk != "bot check" && o.quirk != "cookie wall" && o.quirk != "paywall" {
		t.Errorf("%s: share of walls = %v", o.name, f.WallShare())
	}
	if o.quirk == "no pages" && f.PartialShare() < 0.999 || o.quirk == "plain" && f.PartialShare() != 0 {
		t.Errorf("%s: share of partial texts = %v", o.name, f.PartialShare())
	}
	if perDay := float64(len(o.posts)) / c.end.Sub(o.posts[0].at).Hours() * 24; o.quirk == "plain" &&
		(f.PerDay(c.end) < perDay/2 || f.PerDay(c.end) > 2*perDay) {
		t.Errorf("%s: %.1f items a day, want about %.1f", o.name, f.PerDay(c.end), perDay)
	}
}
