package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// TestRestoreDrill does what docs/operating.md says under "Backup and restore", step by step, with the program running
// against the stand-in for Discord: what came after the backup is gone, what was due since is delivered once, and the
// database that was there has been put aside.
func TestRestoreDrill(t *testing.T) {
	o := newOutlet(t)
	configure(t, o, "")
	srv := discordtest.New(t, discordtest.Options{})
	start := func() (stop func()) {
		ctx, cancel := context.WithCancel(t.Context())
		var log bytes.Buffer // read when the program has ended
		ended := make(chan int, 1)
		go func() {
			ended <- run(ctx, &env{
				stdin: strings.NewReader(""), stdout: &log, stderr: &log, now: time.Now,
				environ: []string{"SITREP_DISCORD_TOKEN=" + srv.Token(), "SITREP_DISCORD_API_URL=" + srv.URL()},
			}, []string{"run"})
		}()
		if err := errors.Join(srv.WaitCommands(ctx, ""), srv.WaitSessions(ctx, 1)); err != nil {
			t.Fatal(err)
		}
		return func() {
			cancel()
			if code := <-ended; code != 0 {
				t.Errorf("sitrep run ended with %d:\n%s", code, log.String())
			}
		}
	}
	write := func(name, title string) {
		t.Helper()
		line := `{"id":"` + name + `","source":"Podil Post","title":"` + title + `","text":"` + title +
			`, the military administration of Kyiv said on Friday.","published":"2025-04-25"}`
		if err := os.WriteFile(name+".jsonl", []byte(line), 0o600); err != nil {
			t.Fatal(err)
		}
		command(t, "import", name+".jsonl")
	}

	write("before", "Drones hit a depot in Kyiv")
	stop := start()
	// 1. the backup, while it runs
	command(t, "backup", "kept.db")
	write("after", "Missiles hit a bridge in Kyiv")
	// 2. stop
	stop()
	due := time.Now().Add(-time.Minute)
	subscribe(t, "kept.db", due)
	// 3. restore
	out := command(t, "restore", "kept.db")
	aside := ""
	for word := range strings.FieldsSeq(out) {
		if strings.Contains(word, ".replaced-") {
			aside = strings.Trim(word, ".,;:()\"'")
		}
	}
	if _, err := os.Stat(aside); err != nil {
		t.Errorf("sitrep restore does not say where the old database is: %q, %v", out, err)
	}
	// 4. check, start: what was due is delivered, once
	command(t, "check")
	stop = start()
	if _, err := srv.WaitMessages(t.Context(), discordtest.News, 1); err != nil {
		t.Fatal(err)
	}
	anna := srv.User(discordtest.Anna).In(discordtest.News)
	for query, want := range map[string]bool{"depot": true, "bridge": false} {
		m, err := anna.Invoke(t.Context(), "/search "+query)
		if err != nil {
			t.Fatal(err)
		}
		if found := strings.Contains(m.Text(), "hit a"); found != want {
			t.Errorf("/search %s after restoring: %s", query, m.Text())
		}
	}
	stop()
	digests := 0
	for _, m := range srv.Messages(discordtest.News) {
		if strings.Contains(m.Text(), "All conflicts ·") {
			digests++
		}
	}
	if digests != 1 {
		t.Errorf("%d digests were posted, want 1", digests)
	}
	// 5. remove what was put aside
	if err := os.Remove(aside); err != nil {
		t.Error(err)
	}
	command(t, "check")
}

// subscribe puts a subscription into the backup, as if it had been made before.
func subscribe(t *testing.T, path string, due time.Time) {
	t.Helper()
	db, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.SaveSubscription(t.Context(), news.Subscription{
		Guild: discordtest.Desk, Channel: discordtest.News, Schedule: "0 8 * * *", Zone: "UTC", Style: news.Standard,
		Created: due.Add(-24 * time.Hour), NextAt: due,
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
