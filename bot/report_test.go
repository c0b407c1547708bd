package bot

import (
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep/delivery"
	"sitrep/digest"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// TestReadersReportAndManagersHide: a reader reports an event from the digest and in words, as often as is fair; the
// server's audit channel and its managers see it; a manager hides the event, and the server is told of it no more,
// until that is taken back.
func TestReadersReportAndManagersHide(t *testing.T) {
	begin := time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)
	inMemoryAt(t, begin, func(t *testing.T, srv *discordtest.Server) {
		db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"), storage.Options{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		b, _ := connectTo(t, srv, db, Options{
			Zone: "UTC", Compose: digest.NewComposer(db, testTopics, time.Now).Compose,
		})
		runner := digest.NewRunner(slog.New(slog.DiscardHandler), db, testTopics, time.Now)
		worker := delivery.New(slog.New(slog.DiscardHandler), db, b.Sender(), delivery.Options{})
		pass := func(d time.Duration) {
			t.Helper()
			wait(t.Context(), d)
			if _, err := runner.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			for more := true; more; {
				if more, err = worker.RunOnce(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		stored := 0
		told := func(text string) {
			t.Helper()
			stored++
			f := filing("Kyiv Herald", fmt.Sprint("h", stored), text, time.Now(), text)
			f.Article.Seen = time.Now()
			f.Event = news.Event{Title: text, First: time.Now(), Last: time.Now(), Articles: 1}
			if _, err := db.SaveArticle(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		carla, ben := srv.User(discordtest.Carla).In(discordtest.News), srv.User(discordtest.Ben).In(discordtest.News)
		do := func(u *discordtest.User, line string, want ...string) *discordtest.Message {
			t.Helper()
			m, err := u.Invoke(t.Context(), line)
			return wantSeen(t, line, m, err, want...)
		}
		m, err := carla.Invoke(t.Context(), "/settings audit", discordtest.Opt("channel", discordtest.Wire))
		wantSeen(t, "the audit channel", m, err, "✅")
		do(carla, "/subscribe topic:ukraine-war schedule:hourly timezone:utc", "✅")
		told("A depot burned in the port.")
		told("A bridge fell in the north.")
		pass(time.Hour)
		digests := srv.Messages(discordtest.News)
		m, err = press(t, ben, digests[len(digests)-1], "Report")
		wantSeen(t, "what a reader can report", m, err, "reaches whoever runs this bot")
		if strings.Contains(see(m), "hide it") {
			t.Error("a reader is offered to hide")
		}
		m, err = pick(t, ben, m, "depot")
		wantSeen(t, "an event", m, err, "A depot burned")
		if m.ButtonLabelled("Hide") != nil {
			t.Error("a reader has a button to hide")
		}
		m, err = pick(t, ben, m, "It is wrong")
		wantSeen(t, "reported", m, err, "🚩 Reported", "wrong", "manages this server")
		open, err := db.Reports(t.Context(), news.ReportQuery{Limit: 9})
		if err != nil || len(open) != 1 || open[0].Reporter != discordtest.Ben ||
			!strings.Contains(open[0].Link, digests[len(digests)-1].ID) {
			t.Fatalf("stored: %+v, %v", open, err)
		}
		event := fmt.Sprint(open[0].Event)
		do(ben, "/events hide event:"+event, "Manage Server")
		do(ben, "/events reports", "Manage Server")
		if strings.Contains(see(do(ben, "/status")), "Reported") {
			t.Error("a reader sees what others reported")
		}

		// In words, in a window of its own; the audit channel is told of each event once.
		m, err = ben.Invoke(t.Context(), "/events report event:"+event+" reason:Something else, in my words")
		modal, ok := errors.AsType[*discordtest.ModalError](err)
		if !ok {
			t.Fatalf("nothing asks for words: %v, %v", m, err)
		}
		m, err = ben.Submit(t.Context(), modal, map[string]string{"note": "It was a *mill*, @everyone"})
		wantSeen(t, "reported in words", m, err, "It was a *mill*")
		wait(t.Context(), time.Minute)
		audit := srv.Messages(discordtest.Wire)
		if len(audit) != 1 {
			t.Fatalf("%d messages in the audit channel", len(audit))
		}
		wantSeen(t, "the audit channel is told", audit[0], nil, "🚩 Reported", "A depot burned", "reported by")
		wantSeen(t, "/status", do(carla, "/status"), nil, "Reported", "A depot burned", "mill")

		// A manager hides it with the button there, and what comes of it is told no more.
		m, err = press(t, carla, audit[0], "Hide")
		wantSeen(t, "hidden", m, err, "🙈 Hidden", "A depot burned")
		log, err := db.Decisions(t.Context(), 9)
		if err != nil || len(log) != 1 || log[0].What != news.DecideHide || log[0].By != discordtest.Carla ||
			log[0].Guild == "" {
			t.Errorf("for the record: %+v, %v", log, err)
		}
		if seen := see(do(ben, "/latest")); strings.Contains(seen, "depot") || !strings.Contains(seen, "bridge") ||
			!strings.Contains(seen, "Hidden by") {
			t.Errorf("after it was hidden:\n%s", seen)
		}
		if strings.Contains(see(do(carla, "/status")), "Reported") {
			t.Error("what was hidden is still to be looked at")
		}
		m = do(carla, "/events reports", "Hidden from this server", "A depot burned")
		m, err = pick(t, carla, m, "Unhide")
		wantSeen(t, "shown again", m, err, "Told again")
		if seen := see(do(ben, "/latest")); !strings.Contains(seen, "depot") {
			t.Errorf("after it was shown again:\n%s", seen)
		}

		// Nobody buries what others say.
		for range 5 {
			told("Shelling hit " + fmt.Sprint("village ", stored) + ".")
		}
		events, err := db.Events(t.Context(), "ukraine-war", "shelling", 9)
		if err != nil || len(events) != 5 {
			t.Fatalf("%d events, %v", len(events), err)
		}
		for i, e := range events {
			want := "🚩"
			if i == 4 { // with the depot it would be the sixth
				want = "reported much already"
			}
			do(ben, fmt.Sprintf("/events report event:%d reason:It was told before", e.ID), want)
		}
		do(carla, "/events report event:999 note:what", "no event 999")
		if v := srv.Violations(); len(v) > 0 {
			t.Errorf("rules of Discord's were broken: %v", v)
		}
	})
}
