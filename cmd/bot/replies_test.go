package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep/bot"
	"sitrep/internal/discordtest"
	"sitrep/wording"
)

// pictures is where TestReplies draws what a user sees, one page for each reply and theme:
//
//	go test ./cmd/bot -run TestReplies -pictures /tmp/pictures
//	chromium --headless --screenshot=who.png --window-size=390,1400 /tmp/pictures/who-dark.html
var pictures = flag.String("pictures", "", "draw every reply into this folder, as HTML")

// whoIsIn is a message that is asked about.
const whoIsIn = "Steve Witkoff is back in Moscow: Putin, Ushakov and the Kremlin say it went well. No word from " +
	"Andrii Yermak or Zorbland."

// show is one step of TestReplies: a command, or a button on the reply before.
type show struct {
	name        string
	line, press string
	user        string
	want        string
}

// TestReplies asks everything there is to ask in Discord of the sample dispatches, in every language, and looks whether
// each answer is one. What Discord would refuse fails the test by the stand-in.
func TestReplies(t *testing.T) {
	e := &env{
		stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard,
		now: func() time.Time { return demoNow },
	}
	locales, err := filepath.Abs("../../bot/locales")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	s, err := e.setup()
	if err != nil {
		t.Fatal(err)
	}
	outlets, err := demoSources()
	if err != nil {
		t.Fatal(err)
	}
	s.sources = append(outlets, s.sources...)
	a, err := s.openTemporarily(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	if _, err := a.importDispatches(t.Context()); err != nil {
		t.Fatal(err)
	}
	const imported = "imported.db"
	if err := a.db.Backup(t.Context(), imported); err != nil {
		t.Fatal(err)
	}
	languages := wording.Languages()
	if raced {
		languages = []string{wording.English.Tag(), "ar"}
	}
	found := newLeftovers(t, a, locales)
	for _, language := range languages {
		name := language
		if language == wording.English.Tag() {
			name = ""
		}
		t.Run(language, func(t *testing.T) { playReplies(t, s.openCopy(t, imported), name, found) })
	}
}

// openCopy opens the program over a copy of a database: what is set in one language is new in the next.
func (s *setup) openCopy(t *testing.T, path string) *program {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(t.TempDir(), "sitrep.db")
	if err := os.WriteFile(own, data, 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := s.open(t.Context(), own)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	return a
}

// playReplies has a bot that speaks a language by its configuration, "" for English, play the shows.
func playReplies(t *testing.T, a *program, language string, found *leftovers) {
	t.Helper()
	srv := discordtest.New(t, discordtest.Options{Guilds: withCorrections()})
	o := a.botOptions(nil)
	o.Token, o.APIURL, o.Zone, o.Language = srv.Token(), srv.URL(), demoZone, language
	w := wording.In(language)
	suffix := ""
	if language != "" {
		suffix = "-" + language
	}
	b, err := bot.New(slog.New(slog.DiscardHandler), a.db, o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	if err := srv.WaitCommands(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	var last *discordtest.Message
	for _, s := range shows {
		u := srv.User(discordtest.Carla)
		if s.user != "" {
			u = srv.User(s.user)
		}
		var m *discordtest.Message
		switch {
		case s.press != "":
			button := buttonSaying(last, w.Say(s.press))
			if button == nil {
				t.Fatalf("%s: there is no button %q on %s", s.name, s.press, last.JSON())
			}
			m, err = u.Press(t.Context(), last, button.CustomID)
		case s.line == "Who is in this?":
			m, err = u.InvokeOn(t.Context(), s.line,
				u.Say(whoIsIn))
		default:
			m, err = u.Invoke(t.Context(), s.line)
		}
		if form, ok := errors.AsType[*discordtest.ModalError](err); ok {
			body, err := json.Marshal(map[string]any{"type": 9, "data": form.Modal})
			if err != nil {
				t.Fatal(err)
			}
			draw(t, s.name+suffix, body)
			found.look(t, w, s.name, body)
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		if last = m; language == "" && !strings.Contains(m.Text(), s.want) {
			t.Errorf("%s does not say %q:\n%s", s.name, s.want, m.Text())
		}
		draw(t, s.name+suffix, m.JSON(), m.Attachments...)
		found.look(t, w, s.name, m.JSON())
	}
	sent := drawDigests(t, a, srv, b, language)
	maps.Copy(sent, drawCorrections(t, a, srv, b, language))
	maps.Copy(sent, drawGreetings(t, srv, language))
	for name, m := range sent {
		found.look(t, w, name, m.JSON())
	}
}

// buttonSaying is the first button whose label says so, with an arrow or without; nil if there is none.
func buttonSaying(m *discordtest.Message, label string) (found *discordtest.Component) {
	m.Walk(func(c *discordtest.Component) {
		if found == nil && c.CustomID != "" && strings.Trim(c.Label, "◂▸ ") == label {
			found = c
		}
	})
	return found
}

var shows = []show{
	{name: "latest", line: "/latest topic:ukraine-war since:2025-04-24", want: "Ukraine war"},
	{name: "evidence", press: "Evidence", want: "Evidence"},
	{name: "details", press: "Details", want: "bytes"},
	{name: "latest-all", line: "/latest since:2025-04-24", want: "All conflicts"},
	{name: "latest-more", press: "More", want: "6 · "},
	{name: "latest-about", line: "/latest about:witkoff", want: "Witkoff"},
	{name: "who", line: "/who witkoff", want: "Steve Witkoff"},
	{name: "timeline-of", press: "Timeline", want: "Timeline: Steve Witkoff"},
	{name: "who-nobody", line: "/who witkof", want: "Steve Witkoff"},
	{name: "timeline", line: "/timeline about:Kyiv from:2025-04-24 to:2025-04-26", want: "Timeline: Kyiv"},
	{name: "search", line: `/search query:"bodies from the ruins"`, want: "Kyiv"},
	{name: "figures", line: "/figures about:Kyiv", want: "killed"},
	{name: "map", line: "/map about:ukraine-war from:2025-04-23 to:2025-04-27", want: "Kyiv"},
	{name: "setup", line: "/setup", want: "topic"},
	{name: "setup-channel", line: "/setup topic:ukraine-war", want: "channel"},
	{name: "setup-refused", line: "/setup topic:ukraine-war channel:#quiet", want: "can't post"},
	{name: "setup-schedule", line: "/setup topic:ukraine-war channel:#news", want: "When"},
	{name: "setup-zone", line: "/setup topic:ukraine-war channel:#news schedule:daily 18:00", want: "4 of 4"},
	{
		name: "setup-ready", line: "/setup topic:ukraine-war channel:#news schedule:daily 18:00 timezone:kyiv",
		want: "Ready",
	},
	{name: "changed", line: "/changed since:2025-04-23", want: ""},
	{name: "digest", line: "/digest topic:ukraine-war", want: "Ukraine war"},
	{name: "help", line: "/help", want: "/latest"},
	{name: "help-one", line: "/help command:subscribe", want: "schedule"},
	{name: "status", line: "/status", want: "Feeds"},
	{name: "sources", line: "/sources list", want: "outlets"},
	{name: "health", line: "/sources health", want: "healthy"},
	{name: "subscriptions-none", line: "/subscriptions list", want: "no subscriptions"},
	{
		name: "subscribe", line: "/subscribe topic:ukraine-war schedule:daily 08:00 timezone:kyiv mention:@managers",
		want: "✅",
	},
	{name: "edit", press: "Change"},
	{name: "subscribe-refused", line: "/subscribe topic:ukraine-war schedule:daily 08:00 channel:#quiet", want: "❌"},
	{name: "subscribe-twice", line: "/subscribe topic:ukraine-war schedule:weekdays 07:30", want: "❌"},
	{name: "watch", line: "/watch about:witkoff channel:#wire", want: "✅"},
	{name: "subscriptions", line: "/subscriptions list", want: "2 subscriptions"},
	{name: "subscription", line: "/subscriptions show 1", want: "Ukraine war digest"},
	{name: "paused", line: "/subscriptions pause 1", want: "Paused"},
	{name: "subscription-paused", line: "/subscriptions show 1", want: "Paused"},
	{name: "unwatch", line: "/unwatch about:witkoff", want: "✅"},
	{name: "refine", line: "/subscriptions refine 1", want: ""},
	{
		name: "refined-topics", line: "/subscriptions refine number:1 topic:Guerra en Ucrania، Газа та Ізраїль",
		want: "Gaza",
	},
	{
		name: "refined",
		line: "/subscriptions refine number:1 words:-football outlets:none threads:digest quiet:skip",
		want: "words",
	},
	{name: "removed-feed", line: "/sources remove feed:nothing", want: ""},
	{name: "topics", line: "/topics list", want: "Gaza"},
	{name: "topics-add", line: "/topics add name:Bridges words:bridge, pontoon", want: "Bridges"},
	{name: "settings", line: "/settings show", want: ""},
	{name: "settings-answers", line: "/settings answers shown:asker", want: "only whoever asks"},
	{name: "settings-all", line: "/settings answers shown:all", want: ""},
	{name: "follow", line: "/follow what:outlet Meridian Wire for:week", want: "Meridian Wire"},
	{name: "mute", line: "/mute what:football for:day", want: "football"},
	{name: "muted", line: "/muted", want: "football"},
	{name: "watch-near", line: "/watch about:words pontoon, ferry origins:1", want: "pontoon"},
	{name: "watch-great", line: "/watch about:myanmar gravity:great most:3", want: "Myanmar"},
	{name: "data-export", line: "/data export", want: "server's own"},
	{name: "data-erase", line: "/data erase", want: ""},
	{name: "evidence-export", line: "/evidence export digest:ukraine-war", want: ""},
	{name: "events-report", line: "/events report event:1", want: "Report"},
	{name: "events-reported", line: "/events report event:1 reason:wrong note:twice", want: "Reported"},
	{name: "events-reports", line: "/events reports", want: "Reports"},
	{name: "events-hide", line: "/events hide event:2", want: "Hidden"},
	{name: "status-reported", line: "/status", want: "Reported"},
	{name: "events-unhide", line: "/events unhide event:2", want: "Told again"},
	{name: "send", line: "/subscriptions send 1", want: ""},
	{name: "resume", line: "/subscriptions resume 1", want: ""},
	{name: "list-many", line: "/subscriptions list", want: ""},
	{name: "remove", line: "/subscriptions remove 1", want: ""},
	{name: "names", line: "Who is in this?", want: "Steve Witkoff", user: discordtest.Ben},
	{name: "error", line: "/timeline about:Kyiv from:soon", want: "is no date", user: discordtest.Ben},
}

// named are those whom a client shows by name.
var named = strings.NewReplacer("#"+discordtest.News, "#news", "#"+discordtest.Wire, "#wire", "#"+discordtest.Quiet,
	"#quiet",
	"@1100000000000000301", "@managers", "@"+discordtest.Carla, "@carla", "@"+owningAdmin, "@olga",
	"@"+discordtest.App, "@Sitrep")

// draw writes what a user sees as pages.
func draw(t *testing.T, name string, body []byte, files ...discordtest.Attachment) {
	t.Helper()
	if *pictures == "" {
		return
	}
	for _, theme := range []discordtest.Theme{discordtest.Dark, discordtest.Light} {
		page, err := discordtest.HTML(body, theme, files...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		page = []byte(named.Replace(string(page)))
		if err := os.WriteFile(filepath.Join(*pictures, name+"-"+string(theme)+".html"), page, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
