package bot

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/delivery"
	"sitrep/digest"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// TestDaysInAChannel plays a week at the end of winter: an admin subscribes a channel to the war in Ukraine, daily at
// 08:00 in Kyiv; every night something happens; the clocks go forward; one morning the bot is down when the digest is
// due.
func TestDaysInAChannel(t *testing.T) {
	kyiv, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	inMemoryAt(t, time.Date(2000, 3, 23, 12, 0, 0, 0, kyiv), func(t *testing.T, srv *discordtest.Server) {
		keys := func(name string) []string {
			words := strings.Fields(strings.ToLower(name))
			return []string{strings.Join(words, " "), "surname " + words[len(words)-1]}
		}
		db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"),
			storage.Options{Names: storage.Names{Keys: keys}, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		lg := slog.New(slog.DiscardHandler)
		o := Options{Zone: "Europe/Kyiv", Compose: digest.NewComposer(db, testTopics, time.Now).Compose}
		b, stop := connectTo(t, srv, db, o)
		runner := digest.NewRunner(lg, db, testTopics, time.Now)
		carla, ben := srv.User(discordtest.Carla), srv.User(discordtest.Ben)
		m, err := carla.Invoke(t.Context(), "/subscribe topic:ukraine-war schedule:daily 08:00 timezone:kyiv")
		wantSeen(t, "subscribed", m, err, "✅")

		down := false
		for end := time.Now().Add(5 * 24 * time.Hour); time.Now().Before(end); wait(t.Context(), time.Minute) {
			now := time.Now().In(kyiv)
			clock := now.Format("15:04")
			if clock == "02:30" { // on the 26th half an hour before the clocks go forward
				night(t, db, now)
			}
			switch {
			case now.Day() == 27 && clock == "07:50":
				stop()
				down = true
			case now.Day() == 27 && clock == "08:20":
				b, stop = connectTo(t, srv, db, o)
				down = false
			}
			if down {
				continue
			}
			if _, err := runner.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			worker := delivery.New(lg, db, b.Sender(), delivery.Options{})
			for more := true; more; {
				if more, err = worker.RunOnce(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}

		var arrived []string
		for _, m := range srv.Messages(discordtest.News) {
			at, err := time.Parse(time.RFC3339, m.Timestamp)
			if err != nil {
				t.Fatal(err)
			}
			late := ""
			if strings.Contains(see(m), "due Mon 27 Mar 08:00, composed 08:20") {
				late = " late"
			}
			arrived = append(arrived, at.In(kyiv).Format("2 Jan 15:04")+late)
			day := fmt.Sprintf("on the night to %d March", at.In(kyiv).Day())
			if !strings.Contains(see(m), day) || strings.Count(see(m), "on the night to") != 1 {
				t.Errorf("the digest of %s does not tell of that night alone:\n%s", arrived[len(arrived)-1], see(m))
			}
			evidence, err := press(t, ben, m, "Evidence")
			wantSeen(t, "evidence", evidence, err, day)
			details, err := press(t, ben, evidence, "Details")
			wantSeen(t, "details", details, err, day, "bytes 0–")
			timeline, err := press(t, ben, m, "Timeline")
			wantSeen(t, "timeline", timeline, err, day)
		}
		want := []string{"24 Mar 08:00", "25 Mar 08:00", "26 Mar 08:00", "27 Mar 08:20 late", "28 Mar 08:00"}
		if diff := cmp.Diff(want, arrived); diff != "" {
			t.Errorf("digests arrived (-want +got):\n%s", diff)
		}
		for line, want := range map[string]string{
			"/latest topic:ukraine-war": "on the night to 28 March",
			"/who witkoff":              "Steve Witkoff",
		} {
			m, err := ben.Invoke(t.Context(), line)
			wantSeen(t, line, m, err, want)
		}
	})
}

// night files what happened on the night to a day.
func night(t *testing.T, db *storage.DB, now time.Time) {
	t.Helper()
	day := now.Format("2-Jan")
	f := filing("Kyiv Herald", "herald-"+day, "Night of "+day, now,
		fmt.Sprintf("Steve Witkoff spoke of a strike on the night to %d March in a town of the east.", now.Day()))
	mention(&f, news.Entity{Kind: news.Person, Name: "Steve Witkoff", Aliases: []string{"Witkoff"}})
	f.Article.Seen = now
	if _, err := db.SaveArticle(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}
