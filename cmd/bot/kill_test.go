package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

// TestKilledBySignal kills the program (SIGKILL, no time to tidy up) again and again while it polls an outlet that
// always has something new, and lets it end at last: every item has come once.
func TestKilledBySignal(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o := newOutlet(t)
	shown := 0
	o.serve("/rss", func(w http.ResponseWriter, _ *http.Request) {
		o.mu.Lock()
		shown += 25
		last := shown
		o.mu.Unlock()
		var b strings.Builder
		b.WriteString(`<rss version="2.0" ` +
			`xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Hvirne Herald</title>`)
		for n := last; n > 0; n-- {
			fmt.Fprintf(&b,
				`<item><title>Report %d from `+
					`Hvirne</title><guid>r%[1]d</guid><link>%[2]s/news/%[1]d</link><pubDate>%[3]s</pubDate>`+
					`<content:encoded>Drones hit post K%[1]dK near Hvirne and killed %[1]d soldiers, the governor `+
					`said. The army shot `+
					`down others.</content:encoded></item>`,
				n, o.URL, time.Now().Add(time.Duration(n-10_000)*time.Second).UTC().Format(time.RFC1123Z))
		}
		b.WriteString(`</channel></rss>`)
		_, _ = w.Write([]byte(b.String()))
	})
	configure(t, o,
		"min_interval = \"1ms\"\nmax_interval = \"1ms\"\n[[sources]]\nname = \"Hvirne Herald\"\nkind = "+
			"\"newspaper\"\nlanguage = \"en\"\nfeeds = [\"OUTLET/rss\"]\n")
	database := filepath.Join(t.TempDir(), "kill.db")
	poll := func(ctx context.Context) error {
		cmd := exec.CommandContext(ctx, self, "--db", database, "poll") // its end is SIGKILL
		cmd.Args[0] = "sitrep"
		return cmd.Run()
	}
	if err := poll(t.Context()); err != nil {
		t.Fatalf("sitrep poll: %v", err)
	}
	dice := rand.New(rand.NewPCG(5, 6))
	killed := 0
	for range signals {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(50+dice.IntN(700))*time.Millisecond)
		if err := poll(ctx); err != nil {
			killed++
		}
		cancel()
	}
	if killed == 0 {
		t.Error("the program was never killed: the test shows nothing")
	}
	if err := poll(t.Context()); err != nil {
		t.Fatalf("sitrep poll, undisturbed: %v", err)
	}
	db, err := storage.Open(t.Context(), database, storage.Options{Lexicon: words})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // it was only read
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	stats, err := db.Stats(t.Context())
	if err != nil || stats.Articles != shown {
		t.Errorf("%d articles of %d items, %v", stats.Articles, shown, err)
	}
	for n := 1; n <= shown; n++ {
		hits, _, err := db.Search(t.Context(), news.SearchQuery{Text: fmt.Sprintf("K%dK", n), Limit: 3})
		if err != nil || len(hits) != 1 || hits[0].Article.Revision != 1 {
			t.Errorf("item %d is stored %d times, %v", n, len(hits), err)
		}
	}
	t.Logf("killed %d times, %d items", killed, shown)
}
