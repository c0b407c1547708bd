package ingest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"sitrep/ingest/fetch"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// mortal is a database whose user dies at the n-th write, before it or after it.
type mortal struct {
	*storage.DB
	left  int
	after bool
	kill  context.CancelFunc
}

var errKilled = errors.New("killed")

func (m *mortal) write(do func() error) error {
	m.left--
	if m.left > 0 {
		return do()
	}
	if m.after && m.left == 0 {
		if err := do(); err != nil {
			return err
		}
	}
	m.kill()
	return errKilled
}

func (m *mortal) SaveArticle(ctx context.Context, f news.Filing) (out news.Filing, err error) {
	err = m.write(func() error { out, err = m.DB.SaveArticle(ctx, f); return err })
	return out, err
}

func (m *mortal) SaveFeedItem(ctx context.Context, it news.FeedItem) error {
	return m.write(func() error { return m.DB.SaveFeedItem(ctx, it) })
}

func (m *mortal) FinishPoll(ctx context.Context, f news.Feed) error {
	return m.write(func() error { return m.DB.FinishPoll(ctx, f) })
}

// stand serves handler to the client that it returns, in memory.
func stand(t testing.TB, handler http.HandlerFunc) *fetch.Client {
	t.Helper()
	w := newWire()
	server := &http.Server{Handler: handler}
	go func() { _ = server.Serve(w) }()
	client := fetch.New(fetch.Options{Dial: w.dial, Interval: -1})
	t.Cleanup(func() {
		client.Close()
		_ = server.Close()
	})
	return client
}

// smallOutlet serves three whole items and two summaries, and 304 to whoever has them.
func smallOutlet(w http.ResponseWriter, r *http.Request) {
	o := &outlet{name: r.Host, quirk: "plain"}
	if strings.HasPrefix(r.URL.Path, "/news/") {
		for n := range 6 {
			o.posts = append(o.posts, post{n: n, token: fmt.Sprintf("Q%dQ", n), at: april24})
		}
		o.page(w, r, &request{})
		return
	}
	if r.URL.Path != "/feed" {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	w.Header().Set("ETag", `"five"`)
	if r.Header.Get("If-None-Match") == `"five"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	fmt.Fprintf(w,
		`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Small</title>`)
	for n := range 5 {
		if n >= 3 {
			o.quirk = "summary"
		}
		fmt.Fprint(w, o.item(post{n: n, token: fmt.Sprintf("Q%dQ", n), at: april24}, n, april24, 1))
	}
	fmt.Fprint(w, `</channel></rss>`)
}

// TestKilledAtAnyWrite kills the poller before and after each of its writes, and polls again.
func TestKilledAtAnyWrite(t *testing.T) {
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	client := stand(t, smallOutlet)
	lg := slog.New(slog.DiscardHandler)
	const writes = 11 // five articles, what is remembered of them, and the feed
	for n := 1; n <= 2*writes; n++ {
		t.Run(fmt.Sprintf("write %d after %v", (n+1)/2, n%2 == 0), func(t *testing.T) {
			db := storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys}})
			f, err := db.SaveFeed(t.Context(), news.Feed{
				Source: news.Source{Name: "Small"},
				URL:    "http://small.example/feed",
			})
			if err != nil {
				t.Fatal(err)
			}
			clock := april24.Add(time.Hour)
			ctx, kill := context.WithCancel(t.Context())
			defer kill()
			life := &mortal{DB: db, left: (n + 1) / 2, after: n%2 == 0, kill: kill}
			for range 3 {
				p, err := New(t.Context(), lg, life, reader, Options{Now: func() time.Time { return clock }})
				if err != nil {
					t.Fatal(err)
				}
				poller := NewPoller(lg, life, client, p, PollOptions{
					Pages: true, Now: func() time.Time { return clock },
				})
				_, err = poller.Run(ctx)
				if killed := ctx.Err() != nil; killed != (err != nil) {
					t.Fatalf("Run: %v", err)
				}
				clock = clock.Add(3 * time.Hour)
				ctx, life = t.Context(), &mortal{DB: db, left: 1000}
			}
			if stats, err := db.Stats(t.Context()); err != nil || stats.Articles != 5 {
				t.Errorf("%d articles, %v; want 5", stats.Articles, err)
			}
			for i := range 5 {
				hits, _, err := db.Search(t.Context(), news.SearchQuery{Text: fmt.Sprintf("Q%dQ", i)})
				if err != nil || len(hits) != 1 || hits[0].Article.Revision != 1 || hits[0].Article.Partial {
					t.Errorf("item %d is stored %d times, %v; want once, whole, in its first revision", i, len(hits),
						err)
				}
			}
			feeds, err := db.Feeds(t.Context())
			if err != nil || feeds[0].ETag != `"five"` || feeds[0].ID != f.ID {
				t.Errorf("ETag = %q, %v", feeds[0].ETag, err)
			}
		})
	}
}

// TestOldItemsWithoutDates: what stood in a feed before it was known is stored, and no digest shows it as new.
func TestOldItemsWithoutDates(t *testing.T) {
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	items := []string{"A missile hit a depot in Kyiv before dawn and killed nine people, the mayor of Kyiv said."}
	client := stand(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Small</title>`)
		for i, text := range items {
			fmt.Fprintf(w, `<item><guid>a%d</guid><title>Report %d</title><description>%s</description></item>`, i, i,
				text)
		}
		fmt.Fprint(w, `</channel></rss>`)
	})
	db := storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys}})
	if _, err := db.SaveFeed(t.Context(), news.Feed{
		Source: news.Source{Name: "Small"},
		URL:    "http://small.example/feed",
	}); err != nil {
		t.Fatal(err)
	}
	clock := april24
	lg := slog.New(slog.DiscardHandler)
	p, err := New(t.Context(), lg, db, reader, Options{Now: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	poller := NewPoller(lg, db, client, p, PollOptions{Now: func() time.Time { return clock }})
	for step, want := range []struct{ facts, fresh int }{{1, 0}, {1, 0}, {2, 1}, {2, 1}} {
		switch step {
		case 3: // an edit makes nothing new of what is old
			items[0] = strings.Replace(items[0], "before dawn", "shortly before dawn", 1)
		case 2:
			items = append(items,
				"Russian drones struck a power station near Odesa and wounded three workers, the governor said.")
		}
		if _, err := poller.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		all, err := db.Facts(t.Context(), news.FactQuery{})
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := db.Facts(t.Context(), news.FactQuery{Since: april24.Add(-7 * day)})
		if err != nil || len(all) != want.facts || len(fresh) != want.fresh {
			t.Errorf("poll %d: %d facts, %d of the week, %v; want %d, %d", step+1, len(all), len(fresh), err,
				want.facts, want.fresh)
		}
		clock = clock.Add(3 * time.Hour)
	}
}

// TestHundredThousandItems: an archive in a feed's place is read from its beginning, in bounded time.
func TestHundredThousandItems(t *testing.T) {
	client := stand(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Archive</title>`)
		for i := range manyItems {
			fmt.Fprintf(w, `<item><guid>%d</guid><title>%d</title></item>`, i, i)
		}
		fmt.Fprint(w, `</channel></rss>`)
	})
	p, db := house(t)
	f, err := db.SaveFeed(t.Context(), news.Feed{
		Source: news.Source{Name: "Archive", Language: "en"},
		URL:    "http://archive.example/feed",
	})
	if err != nil {
		t.Fatal(err)
	}
	poller := NewPoller(slog.New(slog.DiscardHandler), db, client, p, PollOptions{Now: func() time.Time { return now }})
	r, err := poller.Run(t.Context())
	if err != nil || r.Added != maxItems {
		t.Errorf("Run = %+v, %v; want %d added", r, err, maxItems)
	}
	feeds, err := db.Feeds(t.Context())
	if err != nil || !strings.Contains(feeds[0].Warning, strconv.Itoa(manyItems)+" items") || feeds[0].ID != f.ID {
		t.Errorf("Warning = %q, %v", feeds[0].Warning, err)
	}
}

// TestFiftyMegabytes: of a feed that is too long the beginning is read, where the newest items stand.
func TestFiftyMegabytes(t *testing.T) {
	client := stand(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Long</title>`)
		for i := range 50 {
			fmt.Fprintf(w,
				`<item><guid>%d</guid><title>Number %d</title><description>Some words.</description><x>%s</x></item>`,
				i, i, strings.Repeat("x", 1<<20))
		}
		fmt.Fprint(w, `</channel></rss>`)
	})
	p, db := house(t)
	if _, err := db.SaveFeed(t.Context(), news.Feed{
		Source: news.Source{Name: "Long", Language: "en"},
		URL:    "http://long.example/feed",
	}); err != nil {
		t.Fatal(err)
	}
	r, err := NewPoller(slog.New(slog.DiscardHandler), db, client, p, PollOptions{
		Now: func() time.Time { return now },
	}).Run(t.Context())
	if err != nil || r.Added < 10 || r.Added > 20 {
		t.Errorf("Run = %+v, %v; want the items of the first 16 MiB", r, err)
	}
	if feeds, err := db.Feeds(t.Context()); err != nil || !strings.Contains(feeds[0].Warning, "first 16 MiB") {
		t.Errorf("Warning = %q, %v", feeds[0].Warning, err)
	}
}

// TestStorageTrouble: a feed whose poll cannot be stored is not asked again at once, although it stays due.
func TestStorageTrouble(t *testing.T) {
	asked := 0
	client := stand(t, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Small</title></channel></rss>`)
	})
	p, db := house(t)
	if _, err := db.SaveFeed(t.Context(), news.Feed{
		Source: news.Source{Name: "Small"},
		URL:    "http://small.example/feed",
	}); err != nil {
		t.Fatal(err)
	}
	clock := now
	broken := &mortal{DB: db, kill: func() {}}
	poller := NewPoller(slog.New(slog.DiscardHandler), broken, client, p, PollOptions{
		Now: func() time.Time { return clock },
	})
	for step, want := range []int{1, 1, 2} {
		if _, err := poller.Run(t.Context()); (err != nil) != (want == step+1 || step == 2) {
			t.Errorf("poll %d: %v", step+1, err)
		}
		if asked != want {
			t.Errorf("after poll %d the server was asked %d times, want %d", step+1, asked, want)
		}
		if step == 1 {
			clock = clock.Add(time.Hour)
		}
	}
}

func TestRemovedWhilePolled(t *testing.T) {
	p, db := house(t)
	f, err := db.SaveFeed(t.Context(), news.Feed{Source: news.Source{Name: "Small"}, URL: "http://small.example/feed"})
	if err != nil {
		t.Fatal(err)
	}
	client := stand(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			if err := db.RemoveFeed(r.Context(), f.ID); err != nil {
				t.Error(err)
			}
		}
		smallOutlet(w, r)
	})
	poller := NewPoller(slog.New(slog.DiscardHandler), db, client, p, PollOptions{Now: func() time.Time { return now }})
	if _, err := poller.Run(t.Context()); err != nil {
		t.Errorf("Run: %v", err)
	}
}
