package ingest

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"sitrep/ingest/fetch"
	"sitrep/news"
)

// BenchmarkPoll polls 10,000 feeds of as many hosts once each, 99 % of which answer 304 and the rest with one new item,
// over a network in memory. It reports feeds a second, and the heap in use behind it.
func BenchmarkPoll(b *testing.B) {
	const feeds = 10_000
	p, db := house(b)
	var asked atomic.Int64
	w := newWire()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		n := asked.Add(1)
		w.Header().Set("ETag", `"tag"`)
		if n > feeds && n%100 != 0 {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w,
			`<rss version="2.0"><channel><title>Outlet</title><item><guid>%d</guid><title>Session %d</title>`+
				`<description>The council met on item %d of its agenda and heard what the committee had `+
				`found.</description></item></channel></rss>`, n, n, n)
	})}
	go func() { _ = server.Serve(w) }()
	b.Cleanup(func() { _ = server.Close() })
	client := fetch.New(fetch.Options{Dial: w.dial, Interval: -1})
	defer client.Close()
	clock := now
	for i := range feeds {
		f := news.Feed{
			Source: news.Source{Name: fmt.Sprintf("Outlet %d", i), Language: "en"},
			URL:    fmt.Sprintf("http://o%d.example/feed", i),
		}
		if _, err := db.SaveFeed(b.Context(), f); err != nil {
			b.Fatal(err)
		}
	}
	poller := NewPoller(slog.New(slog.DiscardHandler), db, client, p, PollOptions{
		Now: func() time.Time { return clock },
	})
	poll := func() {
		clock = clock.Add(3 * time.Hour)
		if r, err := poller.Run(b.Context()); err != nil || r.Feeds != feeds || r.Failed != 0 {
			b.Fatalf("Run = %+v, %v", r, err)
		}
	}
	poll() // everything is new once
	for b.Loop() {
		poll()
	}
	b.ReportMetric(float64(feeds)*float64(b.N)/b.Elapsed().Seconds(), "feeds/s")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapInuse)/(1<<20), "MiB-heap")
	b.ReportMetric(float64(m.Sys)/(1<<20), "MiB-sys")
}
