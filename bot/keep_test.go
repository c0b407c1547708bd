package bot

import (
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

// TestSettingsAndFollowing plays some days in which an admin refines what channels get, a forum gets a post for each
// story, and a reader follows a story by direct message and mutes an outlet for himself.
func TestSettingsAndFollowing(t *testing.T) {
	begin := time.Date(2000, 3, 23, 12, 0, 0, 0, time.UTC)
	inMemoryAt(t, begin, func(t *testing.T, srv *discordtest.Server) {
		db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"), storage.Options{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		lg := slog.New(slog.DiscardHandler)
		locate := func(name string) (news.Point, bool) { return news.Point{Lat: 48.28, Lon: 37.18}, name == "Pokrovsk" }
		b, _ := connectTo(t, srv, db, Options{
			Zone: "UTC", Compose: digest.NewComposer(db, testTopics, time.Now).Compose, Locate: locate,
		})
		runner := digest.NewRunner(lg, db, testTopics, time.Now)
		watcher := digest.NewWatcher(lg, db, testTopics, time.Now)
		worker := delivery.New(lg, db, b.Sender(), delivery.Options{})
		pass := func(d time.Duration) {
			t.Helper()
			wait(t.Context(), d)
			if _, err := runner.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := watcher.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			for more := true; more; {
				if more, err = worker.RunOnce(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		told := func(story news.Story, source, text string) news.Story {
			t.Helper()
			f := filing(source, fmt.Sprint(source, time.Now().UnixNano()), text, time.Now(), text)
			f.Article.Seen = time.Now()
			if story.ID != 0 {
				f.Story = story
			}
			out, err := db.SaveArticle(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			return out.Story
		}
		carla, ben := srv.User(discordtest.Carla).In(discordtest.News), srv.User(discordtest.Ben)
		do := func(u *discordtest.User, line string, want ...string) *discordtest.Message {
			t.Helper()
			m, err := u.Invoke(t.Context(), line)
			return wantSeen(t, line, m, err, want...)
		}
		do(carla, "/subscribe topic:ukraine-war, gaza schedule:hourly timezone:utc quiet:skip",
			"**Gaza, Ukraine war** digest", "nothing on a quiet day")
		do(carla, "/subscriptions refine number:1 words:-football outlets:none", "words: -football")
		do(carla, "/subscriptions refine number:1 gravity:great", "are for alerts")
		do(carla, "/watch about:words pontoon, ferry origins:1", "“pontoon”, “ferry”")
		do(carla, "/watch about:within 30 km of Pokrovsk", "within 30 km of Pokrovsk")
		do(carla, "/watch about:within 30 km of Atlantis", "I know no town")
		do(carla, "/watch about:40km Pokrovsk", "within 40 km of Pokrovsk")
		do(carla, "/watch about:near Pokrovsk, 10 miles", "within 16 km of Pokrovsk")
		forum := []discordtest.Option{discordtest.Opt("channel", discordtest.Posts)}
		m, err := carla.Invoke(t.Context(), "/watch about:ukraine-war origins:1 threads:story", forum...)
		wantSeen(t, "a forum of stories", m, err, "✅")

		pass(time.Hour)
		if n := len(srv.Messages(discordtest.News)); n != 0 {
			t.Fatalf("%d messages on a quiet day that is skipped", n)
		}
		bridge := told(news.Story{}, "Kyiv Herald", "A pontoon bridge was hit near the town.")
		told(news.Story{}, "Sport Daily", "A football match was called off after shelling.")
		pass(time.Hour)
		seen := ""
		for _, m := range srv.Messages(discordtest.News) {
			seen += see(m) + "\n"
		}
		if strings.Count(seen, "pontoon bridge") < 2 || strings.Contains(seen, "football") {
			t.Errorf("the digest and the alert on a word are not those wanted:\n%s", seen)
		}
		if posts := srv.Threads(discordtest.Posts); len(posts) != 1 {
			t.Errorf("%d posts in the forum, one for the heaviest story is due", len(posts))
		}

		// A reader follows the story from the digest, by clicks.
		digests := srv.Messages(discordtest.News)
		m, err = press(t, ben, digests[0], "Follow")
		wantSeen(t, "the stories of a digest", m, err, "Which story?")
		m, err = pick(t, ben, m, "pontoon")
		wantSeen(t, "what can be done", m, err, "For you alone", "pontoon bridge")
		m, err = pick(t, ben, m, "Follow the story: a week")
		wantSeen(t, "followed", m, err, "You follow", "until")
		do(ben, "/mute what:outlet Sport Daily for:always", "🔇 Your own digests")
		do(ben, "/mute what:outlet Sport Daily for:day whose:channel", "Manage Server")
		do(ben.In(discordtest.News), "/muted", "outlet Sport Daily", "for you")
		mine := srv.User(discordtest.Ben).InDM()
		do(mine, "/subscriptions list", "Alerts about")
		do(mine, "/subscribe topic:ukraine-war schedule:daily 02:00 timezone:utc hours:22:00-07:00", "✅")
		do(carla, "/subscriptions list", "digest") // and none of Ben's
		pass(time.Minute)
		told(bridge, "Sport Daily", "Engineers put a new pontoon across the river.")
		told(bridge, "Kyiv Herald", "The ferry sank beside the pontoon.")
		pass(15 * time.Minute)
		var direct []*discordtest.Message
		direct = append(direct, srv.Messages(mine.Channel())...)
		last := direct[len(direct)-1]
		if !strings.Contains(see(last), "ferry sank") || strings.Contains(see(last), "Engineers") {
			t.Errorf("of the story that is followed comes %s", see(last))
		}
		posts := srv.Threads(discordtest.Posts)
		pass(time.Minute)
		grown := false
		for _, p := range srv.Threads(discordtest.Posts) {
			grown = grown || len(srv.Messages(p.ID)) > 1
		}
		if len(posts) == 0 || !grown {
			t.Errorf("%d posts, and no story's grows", len(posts))
		}
		for range 14 {
			pass(time.Hour)
		}
		for _, m := range srv.Messages(mine.Channel()) {
			at, err := time.Parse(time.RFC3339, m.Timestamp)
			if err != nil || at.Hour() >= 22 || at.Hour() < 7 {
				t.Errorf("a message in quiet hours, at %s", m.Timestamp)
			}
		}

		// What holds for the server.
		do(carla, "/settings answers shown:asker", "only whoever asks")
		if m := do(ben.In(discordtest.News), "/latest topic:ukraine-war"); !m.Ephemeral() {
			t.Error("everybody sees an answer that is for whoever asks")
		}
		do(carla, "/topics add name:Bridges words:bridge, pontoon", "**Bridges**")
		do(carla, "/topics list", "Bridges")
		do(mine, "/topics list", "Gaza")
		do(carla, "/latest topic:Bridges", "Bridges")
		do(mine, "/latest topic:Bridges", "There is no topic")
		m, err = carla.Invoke(t.Context(), "/settings audit", discordtest.Opt("channel", discordtest.Wire))
		wantSeen(t, "audit", m, err, "is told when a digest cannot be posted")
		do(carla, "/status", "Subscriptions", "last <t:", "next <t:")
		m, err = carla.Invoke(t.Context(), "/subscriptions copy number:1", discordtest.Opt("channel", discordtest.Wire))
		wantSeen(t, "copied", m, err, "Copied", "words: -football")
		srv.EditChannel(discordtest.News, func(c *discordtest.Channel) {
			c.Overwrites = []discordtest.Overwrite{{ID: discordtest.App, Member: true, Deny: discordtest.SendMessages}}
		})
		told(news.Story{}, "Kyiv Herald", "A depot burns in the east.")
		pass(time.Hour)
		wait(t.Context(), 20*time.Minute)
		audit := ""
		for _, m := range srv.Messages(discordtest.Wire) {
			audit += see(m)
		}
		if !strings.Contains(audit, "I have stopped posting in") {
			t.Errorf("the audit channel is told\n%s", audit)
		}
	})
}
