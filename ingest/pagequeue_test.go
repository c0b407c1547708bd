package ingest

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/ingest/fetch"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// summaries is a feed of so many items, new ones at each poll, of which it gives summaries only. Each tells of
// something else: hundreds of texts about one happening would be one story, and placing them all that the test
// measures.
func summaries(host string, n int, now time.Time) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>` + host + `</title>`)
	for i := range n {
		fmt.Fprintf(&b, `<item><title>Q%[1]dX%[2]dQ</title>
			<link>http://%[3]s/%[2]d/%[1]d</link><description>Minutes of Q%[1]dX%[2]dQ.</description>
			<pubDate>%[4]s</pubDate></item>`,
			i, now.Unix(), host, now.Add(-time.Duration(i)*time.Minute).Format(time.RFC1123Z))
	}
	return b.String() + `</channel></rss>`
}

// besieged polls feeds for a while, with as many workers as by default, and returns how often each was asked for and
// the database. pages answers for whatever is no feed.
func besieged(t *testing.T, feeds map[string]string, items int, life time.Duration, pages http.HandlerFunc,
) (polls map[string]int, db *storage.DB) {
	t.Helper()
	net := newWire()
	var mu sync.Mutex
	polls = map[string]int{}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			pages(w, r)
			return
		}
		mu.Lock()
		polls[r.Host]++
		mu.Unlock()
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write([]byte(summaries(r.Host, items, time.Now())))
	})}
	go func() { _ = server.Serve(net) }()
	db = storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys}, Now: time.Now})
	for host, by := range feeds {
		if _, err := db.SaveFeed(t.Context(), news.Feed{
			Source: news.Source{Name: host}, URL: "http://" + host + "/feed", AddedBy: by,
		}); err != nil {
			t.Fatal(err)
		}
	}
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	lg := slog.New(slog.DiscardHandler)
	p, err := New(t.Context(), lg, db, reader, Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	client := fetch.New(fetch.Options{Dial: net.dial, Timeout: 30 * time.Second, MaxBytes: 8 << 20})
	ctx, kill := context.WithTimeout(t.Context(), life)
	defer kill()
	_ = NewPoller(lg, db, client, p, PollOptions{
		MinInterval: time.Minute, MaxInterval: time.Minute, Pages: true, KeepPages: 30 * 24 * time.Hour,
		PagesQuota: 8 << 20, Now: time.Now,
	}).Loop(ctx)
	client.Close()
	_ = server.Close()
	<-time.After(time.Hour) // whatever the handlers wait for is over then
	synctest.Wait()
	return polls, db
}

// warm loads what all tests share outside of the bubbles of synctest.
func warm(t *testing.T) {
	t.Helper()
	if _, err := reading.Load(); err != nil {
		t.Fatal(err)
	}
	db := storagetest.Open(t, storage.Options{})
	if _, err := db.SaveSource(t.Context(), news.Source{Name: "Wire"}); err != nil {
		t.Fatal(err)
	}
	if err := db.SavePage(t.Context(), news.Page{Source: "Wire", Key: "x", HTML: []byte("<p>")}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.NextPage(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
}

// TestSlowPagesHoldUpNoFeed serves feeds of 24 hosts whose pages do not end in time: a feed that needs no page is
// polled as often as alone, and the pages of an honest one arrive.
func TestSlowPagesHoldUpNoFeed(t *testing.T) {
	warm(t)
	synctest.Test(t, func(t *testing.T) {
		feeds := map[string]string{"honest.example": ""}
		for i := range 24 {
			feeds[fmt.Sprintf("a%d.slow.example", i)] = ""
		}
		began := time.Now()
		arrived := time.Duration(0)
		polls, _ := besieged(t, feeds, 10, 10*time.Minute, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.Host, "slow.example") {
				select {
				case <-time.After(29 * time.Second):
				case <-r.Context().Done():
				}
				return
			}
			if r.URL.Path != "/robots.txt" && arrived == 0 {
				arrived = time.Since(began)
			}
			http.NotFound(w, r)
		})
		t.Logf("the honest feed: %d polls in 10 minutes, its first page after %v", polls["honest.example"], arrived)
		if n := polls["honest.example"]; n < 5 {
			t.Errorf("the honest feed was polled %d times in 10 minutes, want 5 or more", n)
		}
		if arrived == 0 || arrived > 3*time.Minute {
			t.Errorf("the honest feed's first page was asked for after %v, want three minutes at most", arrived)
		}
	})
}

// TestPagesFillNoDisk serves pages that do not compress, from a new host for each: what is kept stays within the quota,
// and one server's feeds get no more than their share.
func TestPagesFillNoDisk(t *testing.T) {
	warm(t)
	noise := make([]byte, 600<<10) // of which base 64 makes text
	_, _ = rand.NewChaCha8([32]byte{}).Read(noise)
	synctest.Test(t, func(t *testing.T) {
		feeds := map[string]string{}
		for i := range 4 {
			feeds[fmt.Sprintf("b%d.noise.example", i)] = "4711"
		}
		asked, sent := 0, 0
		var mu sync.Mutex
		_, db := besieged(t, feeds, siegeItems, 10*time.Minute, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			mu.Lock()
			asked++
			size := len(noise)
			if asked%2 == 0 {
				size = 400 << 10
			}
			sent += size
			mu.Unlock()
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(noise[:size])
		})
		kept, pages := 0, 0
		for after := int64(0); ; pages++ {
			p, err := db.NextPage(t.Context(), after)
			if err != nil {
				break
			}
			after = p.ID
			kept += len(p.HTML)
			if len(p.HTML) > news.MaxPage {
				t.Fatalf("a page of %d bytes is kept that does not compress", len(p.HTML))
			}
		}
		t.Logf("%d pages with %d MiB were sent in 10 minutes, %d with %d MiB are kept", asked, sent>>20, pages,
			kept>>20)
		if sent > serverBytes+4*len(noise) {
			t.Errorf("%d MiB were fetched for one server, want %d at most", sent>>20, serverBytes>>20)
		}
		if kept > 9<<20 {
			t.Errorf("%d MiB are kept, want 8 at most, and one more on the way", kept>>20)
		}
	})
}
