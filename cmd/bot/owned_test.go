package main

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/internal/discordtest"
	"sitrep/news"
)

// TestWhoseFeedItIs has a server add a feed of an outlet that nobody has described, describe it, and the operator make
// it everybody's. What each of them sees on the way is looked at: until it is described the line says so and no origin
// is counted; until it is promoted nobody else sees what it says; from then on everybody does, once.
func TestWhoseFeedItIs(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("config.toml", []byte("[catalogue]\nuse = false\n[web]\nlisten = \"\"\n[poll]\n"+
		"min_interval = \"2m\"\nmax_interval = \"2m\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		p := &player{t: t, zone: time.UTC}
		p.until("2026-03-02", "09:00")
		outlet := onAir(t)
		p.dial = outlet.dial
		p.srv = discordtest.New(t, discordtest.Options{InMemory: true})
		p.srv.AddGuild(discordtest.Guild{
			ID: owningServer, Name: "Owls", Owner: owningAdmin,
			Channels: []discordtest.Channel{{ID: owningChannel, Name: "owls", Type: discordtest.TextChannel}},
			Members:  []discordtest.Member{{ID: owningAdmin, Name: "olga"}},
		})
		outlet.publish("Shelling kills nine near Kharkiv",
			"Shelling killed nine people at a depot near Kharkiv in Ukraine on Monday.")
		p.start()
		defer func() { p.stop() }()
		w := whose{
			t:     t,
			owner: p.srv.User(discordtest.Carla), reader: p.srv.User(discordtest.Ben),
			other: p.srv.User(owningAdmin).In(owningChannel),
		}
		w.says(w.owner, "/sources add url:http://wire.example/rss", "is read from now on")
		pass(5 * time.Minute)
		w.undescribed()
		w.described()
		const blast = "A blast killed three people at a port in Odesa in Ukraine on Monday."
		outlet.publish("Blast kills three in Odesa", blast)
		pass(5 * time.Minute)
		w.says(w.reader, "/latest", "Odesa", "Gulf Wire, own reporting", "nine", "an outlet not described")
		p.arrive("podil", "Blast at a port in Odesa", blast)
		pass(time.Minute)
		w.says(w.other, "/latest", "Odesa", "!outlets", "!Gulf Wire", "!nine")
		w.promoted()
		w.set()
	})
}

// whose are those who look at a feed: the admin and a reader of the server that added it, and somebody of another one.
type whose struct {
	t                    *testing.T
	owner, reader, other *discordtest.User
}

// linked matches the words of a link.
var linked = regexp.MustCompile(`\[([^]]*)]\([^)]*\)`)

// says invokes a line and looks for words in the answer; for those that begin with "!" it must not hold.
func (w whose) says(u *discordtest.User, line string, want ...string) {
	w.t.Helper()
	m, err := u.Invoke(w.t.Context(), line)
	if err != nil {
		w.t.Fatalf("%s: %v", line, err)
	}
	text := linked.ReplaceAllString(strings.ReplaceAll(m.Text(), `\`, ""), "$1")
	for _, words := range want {
		not, absent := strings.CutPrefix(words, "!")
		if absent && strings.Contains(text, not) || !absent && !strings.Contains(text, words) {
			w.t.Errorf("%s is to say %q (! for not):\n%s", line, words, text)
		}
	}
}

// operator runs a command line of whoever runs the program.
func (w whose) operator(args ...string) (string, int) {
	w.t.Helper()
	var out bytes.Buffer
	e := &env{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: time.Now}
	code := run(w.t.Context(), e, args)
	return out.String(), code
}

func (w whose) undescribed() {
	w.t.Helper()
	w.says(w.reader, "/latest", "nine", "Gulf Wire, an outlet not described", "!own reporting")
	w.says(w.reader, "/sources list", "Gulf Wire · kind unknown", "added by this server")
	w.nothing()
}

// nothing of the feed is seen elsewhere.
func (w whose) nothing() {
	w.t.Helper()
	w.says(w.other, "/latest", "!nine", "!Odesa", "!Gulf Wire")
	w.says(w.other, "/search query:people", "!Gulf Wire")
	w.says(w.other, "/sources list", "!Gulf Wire")
	if out, _ := w.operator("ask", "/latest"); strings.Contains(out, "Gulf Wire") {
		w.t.Errorf("the operator's /latest:\n%s", out)
	}
}

// described describes the outlet, after trying what is refused.
func (w whose) described() {
	w.t.Helper()
	const line = "/sources describe outlet:Gulf Wire"
	for _, step := range []struct {
		user *discordtest.User
		line string
		want []string
	}{
		{w.reader, line + " kind:wire", []string{"needs the permission Manage Server"}},
		{w.other, line + " kind:wire", []string{"no outlet", "of its own"}},
		{w.owner, line, []string{"Say what it is"}},
		{w.owner, line + " country:O1", []string{"two letters"}},
		{w.owner, line + " language:a1", []string{"two or three letters"}},
		{w.owner, line + " party:Atlantis", []string{"none that is known"}},
		{w.owner, "/sources describe outlet:Nobody Post kind:wire", []string{"no outlet", "/sources list"}},
		{w.owner, line + " country:om family:Gulf House", []string{
			"kind unknown · Oman · of Gulf House", "counts as no independent origin",
		}},
		{w.owner, line + " kind:newspaper language:EN", []string{
			"newspaper · Oman · of Gulf House", "counts as an origin of its own",
		}},
	} {
		w.says(step.user, step.line, step.want...)
	}
	for user, want := range map[*discordtest.User]int{w.owner: 1, w.other: 0} {
		offered, err := user.Autocomplete(w.t.Context(), "/sources describe outlet:gulf")
		if err != nil || len(offered) != want {
			w.t.Errorf("%d outlets are offered to be described, want %d: %v, %v", len(offered), want, offered, err)
		}
	}
	w.says(w.reader, "/sources list", "Gulf Wire · newspaper · Oman · of Gulf House")
}

// promoted has the operator make the feed everybody's, twice.
func (w whose) promoted() {
	w.t.Helper()
	var feed struct {
		ID      int64  `json:"id"`
		AddedBy string `json:"added_by"`
	}
	out, _ := w.operator("feeds", "--all", "--json")
	if err := json.Unmarshal([]byte(out), &feed); err != nil || feed.AddedBy == news.ByOperator {
		w.t.Fatalf("sitrep feeds --all --json: %v\n%s", err, out)
	}
	if out, code := w.operator("feeds", "promote", strconv.FormatInt(feed.ID+1, 10)); code == 0 ||
		!strings.Contains(out, "there is no feed") {
		w.t.Errorf("promote a feed that there is not: %d, %s", code, out)
	}
	for _, want := range []string{"with 2 articles", "with 0 articles"} {
		out, code := w.operator("feeds", "promote", strconv.FormatInt(feed.ID, 10))
		if code != 0 || !strings.Contains(out, "http://wire.example/rss of Gulf Wire is everybody's now, "+want) {
			w.t.Errorf("sitrep feeds promote: %d, %s; want it to say %q", code, out, want)
		}
	}
	for _, u := range []*discordtest.User{w.other, w.reader} {
		w.says(u, "/latest", "nine", "Odesa", "2 outlets, 1 origin: Gulf Wire", "Gulf Wire, own reporting")
		w.says(u, "/search query:people", "3 articles for people")
		w.says(u, "/sources list", "2 outlets", "Gulf Wire · newspaper · Oman · of Gulf House", "!added by this server")
	}
	if out, _ := w.operator("ask", "/search people"); !strings.Contains(out, "3 articles for people") {
		w.t.Errorf("the operator's /search:\n%s", out)
	}
	w.says(w.owner, "/sources remove feed:Gulf Wire", "added by whoever runs Sitrep")
	w.says(w.owner, "/sources describe outlet:Gulf Wire kind:wire", "is not this server's own")
}

// set has the operator describe the outlet that is everybody's now.
func (w whose) set() {
	w.t.Helper()
	for _, step := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"Gulf Wire", "--kind", "wire", "--country", "AE"}, 0, "Gulf Wire  wire  AE  -  Gulf House  en\n"},
		{[]string{"Gulf Wire", "--party", "Atlantis"}, exitUsage, `party "Atlantis" is none of`},
		{[]string{"Gulf Wire", "--kind", "pamphlet"}, exitUsage, "--kind must be one of"},
		{[]string{"Nobody Post", "--kind", "wire"}, exitFailure, "Nobody Post"},
	} {
		out, code := w.operator(append([]string{"sources", "set"}, step.args...)...)
		if code != step.code || !strings.Contains(out, step.want) {
			w.t.Errorf("sitrep sources set %v: %d, %q; want %d and %q", step.args, code, out, step.code, step.want)
		}
	}
	if out, _ := w.operator("sources"); !strings.HasPrefix(out, "Gulf Wire  wire  AE  -  Gulf House  en\n") {
		w.t.Errorf("sitrep sources: %q", out)
	}
	w.says(w.other, "/sources list", "Gulf Wire · wire · United Arab Emirates")
}

// TestNamesAreOfferedSoonAfterAFirstStart starts with nothing stored, as a newcomer does.
func TestNamesAreOfferedSoonAfterAFirstStart(t *testing.T) {
	playing(t, func(p *player) { p.until("2025-03-28", "20:00") }, func(p *player) {
		t := p.t
		p.arrive("eve", "Witkoff in Riyadh",
			"U.S. special envoy Steve Witkoff met officials of Ukraine in Riyadh on Friday, the State Department said.")
		pass(time.Minute)
		offered, err := p.srv.User(discordtest.Ben).Autocomplete(t.Context(), "/who name:wi")
		if err != nil || len(offered) != 1 || offered[0].Value != "Steve Witkoff" {
			t.Errorf("a minute after the first article %v, %v are offered", offered, err)
		}
	})
}
