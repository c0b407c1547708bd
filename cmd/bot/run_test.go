package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// TestRun runs the whole program against the stand-in for Discord, with real SQLite and real sockets: it registers its
// commands, answers them, delivers what is due, and ends when it is asked to.
func TestRun(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{
		"talks.jsonl": `{"id":"1","source":"Podil Post","title":"Envoy Steve Witkoff lands in Moscow","text":"U.S. ` +
			`special envoy Steve Witkoff landed in Moscow on Friday for talks with Vladimir Putin about a ceasefire ` +
			`in Ukraine, the Kremlin said. Air defence in Kyiv shot down eleven drones, the military administration ` +
			`said.","published":"2025-04-25"}`,
		"config.toml": "[catalogue]\nuse = false\n[web]\nlisten = \"\"\n",
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	command(t, "import", "talks.jsonl")
	due := time.Now().Add(-time.Hour)
	db, err := storage.Open(t.Context(), "sitrep.db", storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.SaveSubscription(t.Context(), news.Subscription{
		Guild: discordtest.Desk, Channel: discordtest.News, Schedule: "0 8 * * *", Zone: "Europe/Kyiv",
		Style: news.Standard, Created: due, NextAt: due,
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	srv, ctx := runBot(t), t.Context()
	anna := srv.User(discordtest.Anna).In(discordtest.News)
	for _, tt := range []struct{ line, want string }{
		{"/who witkoff", "Steve Witkoff"},
		{"/latest", "Moscow"},
		{"/status", "Outlets known: 1"},
	} {
		m, err := anna.Invoke(ctx, tt.line)
		if err != nil {
			t.Fatalf("%s: %v", tt.line, err)
		}
		if !strings.Contains(m.Text(), tt.want) {
			t.Errorf("%s does not say %q:\n%s", tt.line, tt.want, m.Text())
		}
	}
	posted, err := srv.WaitMessages(ctx, discordtest.News, 3) // two answers that everybody sees, and the digest
	if err != nil {
		t.Fatal(err)
	}
	digests := 0
	for _, m := range posted {
		if strings.Contains(m.Text(), "All conflicts") && strings.Contains(m.Text(), "due ") {
			digests++
		}
	}
	if digests != 1 {
		t.Errorf("%d late digests were posted, want 1: %d messages", digests, len(posted))
	}
}
