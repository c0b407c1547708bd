package ingest

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"sitrep/news"
)

// TestFeedFillsTheDisk lets a feed offer new long texts at every poll: it brings what it may in a day and is marked, an
// honest one beside it brings all of its own, and the next day goes on where the first ended.
func TestFeedFillsTheDisk(t *testing.T) {
	clock := now
	polls, others := 0, 0
	body := strings.Repeat("Rebels shelled the market of a town in the north and killed a man. ", 150) // 10 KB
	client := stand(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "honest.example" {
			others++
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Honest</title><item><guid>%d</guid><title>News %[1]d`+
				`</title><description>Short words.</description></item></channel></rss>`, others)
			return
		}
		polls++
		fmt.Fprint(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>`+
			`<title>Flood</title>`)
		for i := range 10 {
			fmt.Fprintf(w, `<item><guid>%d-%d</guid><title>Volume %[1]d, part %[2]d</title><content:encoded>%[3]s`+
				`</content:encoded></item>`, polls, i, body)
		}
		fmt.Fprint(w, `</channel></rss>`)
	})
	p, db := house(t)
	for _, name := range []string{"Flood", "Honest"} {
		if _, err := db.SaveFeed(t.Context(), news.Feed{
			Source: news.Source{Name: name, Language: "en"}, URL: "http://" + strings.ToLower(name) + ".example/feed",
		}); err != nil {
			t.Fatal(err)
		}
	}
	poller := NewPoller(slog.New(slog.DiscardHandler), db, client, p, PollOptions{
		MinInterval: time.Hour, MaxInterval: time.Hour, FeedQuota: 100 << 10, Now: func() time.Time { return clock },
	})
	day := func() (flood, honest int) {
		t.Helper()
		for range 8 {
			if _, err := poller.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			clock = clock.Add(3 * time.Hour)
		}
		for name, n := range map[string]*int{"Flood": &flood, "Honest": &honest} {
			_, total, err := db.Search(t.Context(), news.SearchQuery{Source: name, Limit: 1})
			if err != nil {
				t.Fatal(err)
			}
			*n = total
		}
		return flood, honest
	}
	if flood, honest := day(); flood != 11 || honest != 8 {
		t.Errorf("on the first day %d articles of the flood and %d others are stored, want 11 and 8", flood, honest)
	}
	feeds, err := db.Feeds(t.Context())
	if err != nil || !strings.Contains(feeds[0].Warning, "more text than it may in a day") || feeds[1].Warning != "" {
		t.Errorf("warnings %q and %q, %v", feeds[0].Warning, feeds[1].Warning, err)
	}
	if flood, honest := day(); flood != 22 || honest != 16 {
		t.Errorf("after two days %d articles of the flood and %d others are stored, want 22 and 16", flood, honest)
	}
}
