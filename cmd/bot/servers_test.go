package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	commands "sitrep/bot/command"
	"sitrep/ingest"
	"sitrep/internal/discordtest"
	"sitrep/news"
)

// Another server than the stand-in's own, with a feed of its own, and its admin.
const (
	owningServer  = "1100000000000000900"
	owningChannel = "1100000000000000910"
	owningAdmin   = "1100000000000000901"
)

// secret matches what the owning server's feed says and nobody else does.
var secret = regexp.MustCompile(`(?i)zyx|quorvin|nine hundred|\b900\b|owl post`)

// TestTwoServers plays two servers against each other. One has a feed of its own that says something striking: a
// higher toll, a denial, a person and a word that nobody else has. The other walks through every command with every
// option, what is offered for it, and everything that can be pressed in each answer. It must see what it would see if
// the feed were not there, to the letter; and so must whoever runs the program.
func TestTwoServers(t *testing.T) {
	without, with := playServers(t, false), playServers(t, true)
	alone, beside := without.seen, with.seen
	for i := range max(len(alone), len(beside)) {
		var a, b string
		if i < len(alone) {
			a = alone[i]
		}
		if i < len(beside) {
			b = beside[i]
		}
		if d := cmp.Diff(strings.Split(a, "\n"), strings.Split(b, "\n")); d != "" {
			t.Fatalf("answer %d differs (- without the feed of the other server, + with it):\n%s\n%s", i, b, d)
		}
	}
	for _, d := range with.digests {
		if !slices.Contains(without.digests, d) {
			t.Errorf("the web shows a digest that it does not show without the other server's feed:\n%s", d)
		}
	}
	for _, b := range with.foreign {
		line, answer, _ := strings.Cut(b, "\n")
		for word := range strings.FieldsSeq(line) { // an answer repeats what was asked for
			answer = strings.ReplaceAll(answer, word[strings.LastIndexByte(word, ':')+1:], "")
		}
		if secret.MatchString(answer) {
			t.Errorf("another server's feed is seen:\n%s", b)
		}
	}
	if len(beside) < 60 || len(with.digests) < 2 {
		t.Errorf("only %d answers and %d digests were looked at", len(beside), len(with.digests))
	}
	if all := strings.Join(with.owners, "\n"); !strings.Contains(all, "Quorvin") || !strings.Contains(all, "900") {
		t.Errorf("the server does not see what its own feed says:\n%s", all)
	}
}

// served is what was seen when two servers were played.
type served struct {
	seen    []string // by the other server and the operator
	foreign []string // by the other server, of what stands in the owning server's buttons
	owners  []string // by the owning server
	digests []string // on the web, those of the owning server that are everybody's, too
}

// playServers plays with or without the feed.
func playServers(t *testing.T, feed bool) (s served) {
	t.Chdir(t.TempDir())
	settings := []byte("[catalogue]\nuse = false\n[web]\nlisten = \"\"\n")
	if err := os.WriteFile("config.toml", settings, 0o600); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		p := &player{t: t, zone: time.UTC}
		p.until("2025-03-28", "20:00")
		p.srv = discordtest.New(t, discordtest.Options{InMemory: true})
		p.srv.AddGuild(discordtest.Guild{
			ID: owningServer, Name: "Owls", Owner: owningAdmin,
			Channels: []discordtest.Channel{{ID: owningChannel, Name: "owls", Type: discordtest.TextChannel}},
			Members:  []discordtest.Member{{ID: owningAdmin, Name: "olga"}},
		})
		p.arrive("one", "Kharkiv hit by drones overnight",
			"Six drones killed at least nine people at a depot in Kharkiv on Friday, the regional administration in "+
				"Ukraine said. Governor Oleh Synko said the fire was out.")
		own := func(name, title, text string) {
			if feed {
				p.ownArticle(name, title, text)
			}
		}
		own("own1", "Quorvin denies drone attack on Kharkiv",
			"Six drones killed at least 900 people at a depot in Kharkiv on Friday, Marshal Zyxa Quorvin in Ukraine "+
				"said. Quorvin denied that the fire was out. He left for Zyxograd.")
		pass(time.Minute)
		p.arrive("two", "Ceasefire talks open in Riyadh",
			"Ukraine and Russia opened ceasefire talks in Riyadh on Friday, a United Nations spokesman said.")
		p.until("2025-03-29", "07:30")
		p.start()
		defer func() { p.stop() }()
		other := walker{t: t, user: p.srv.User(discordtest.Anna), done: map[string]bool{}}
		owner := walker{t: t, user: p.srv.User(owningAdmin).In(owningChannel), done: map[string]bool{}}
		for _, w := range []*walker{&owner, &other} {
			for _, line := range []string{
				"/subscribe topic:all schedule:08:00 timezone:UTC", "/watch about:Kharkiv origins:1",
			} {
				w.say(t.Context(), line)
			}
		}
		pass(time.Minute)
		own("own2", "Zyxograd shelled, Quorvin says",
			"Shelling killed 900 people in Kharkiv on Saturday, Marshal Zyxa Quorvin in Ukraine said.")
		p.arrive("three", "Shelling kills two in Kharkiv",
			"Shelling killed two people in Kharkiv on Saturday, the regional administration in Ukraine said.")
		p.until("2025-03-29", "09:00")
		for _, line := range []string{"/latest", "/who name:Quorvin", "/search query:Zyxograd", "/sources list"} {
			owner.say(t.Context(), line)
		}
		s.owners = owner.transcript
		for _, m := range p.srv.Messages(owningChannel) {
			s.owners = append(s.owners, m.Text())
		}
		s.seen, s.digests = webPages(t)
		for _, m := range p.srv.Messages(discordtest.News) {
			other.answered(t.Context(), "posted", m, nil, pressed)
		}
		other.commands(t.Context()) // one of its buttons erases all that it has
		s.seen = append(s.seen, other.transcript...)
		other.transcript = nil
		for _, line := range owner.lines {
			other.say(t.Context(), line)
		}
		s.foreign = other.transcript
		for _, line := range []string{
			"/latest", "/who quorvin", "/figures kharkiv", "/timeline kharkiv", "/sources list",
		} {
			s.seen = append(s.seen, operated(t, "ask", line))
		}
		for _, args := range [][]string{
			{"digest"}, {"stories"}, {"articles"}, {"people"}, {"events"}, {"sources"}, {"feeds", "export"},
		} {
			s.seen = append(s.seen, operated(t, args...))
		}
	})
	return s
}

// operated is what the operator's command line prints.
func operated(t *testing.T, args ...string) string {
	var out strings.Builder
	e := &env{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: time.Now}
	run(t.Context(), e, args)
	return "operator " + strings.Join(args, " ") + "\n" + numbers.ReplaceAllString(out.String(), "$1 N")
}

// webPages are the pages that whoever may reach the web server sees: the front page, what is measured of feeds, health,
// and all digests that it shows by a number that somebody tries.
func webPages(t *testing.T) (seen, digests []string) {
	e := &env{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: time.Now}
	a, err := e.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	h := health{program: a, poller: ingest.NewPoller(a.lg, a.db, nil, nil, ingest.PollOptions{})}.handler()
	get := func(path string) (body string, code int) {
		w := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost"+path, http.NoBody)
		h.ServeHTTP(w, r)
		return w.Body.String(), w.Code
	}
	for _, path := range []string{"/", "/healthz", "/readyz", "/metrics"} {
		body, code := get(path)
		if path == "/metrics" { // the counters of the process go on from test to test
			body = strings.Join(ofFeeds.FindAllString(body, -1), "\n")
		}
		seen = append(seen, fmt.Sprintf("web %s %d\n%s", path, code, body))
	}
	for id := range 100 {
		if body, code := get(fmt.Sprint("/digest/", id)); code == http.StatusOK {
			digests = append(digests, body)
		}
	}
	return seen, digests
}

// ofFeeds matches the lines about feeds and their hosts.
var ofFeeds = regexp.MustCompile(`(?m)^sitrep_(?:feed|host|item).*$`)

// ownArticle has an article arrive by the owning server's feed.
func (p *player) ownArticle(name, title, text string) {
	p.t.Helper()
	e := &env{stdin: strings.NewReader(""), stdout: &p.log, stderr: &p.log, now: time.Now}
	a, err := e.open(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	defer a.close()
	source := news.Source{Name: "Owl Post", Kind: news.KindWire, Owner: owningServer}
	feed := news.Feed{
		URL: "https://owl.example/rss", Source: source, AddedBy: owningServer, NextPoll: time.Now().AddDate(1, 0, 0),
	}
	if _, err := a.db.SaveFeed(p.t.Context(), feed); err != nil {
		p.t.Fatal(err)
	}
	_, err = a.pipeline.Add(p.t.Context(), news.Article{
		Key: name, URL: "https://owl.example/" + name, Source: source, Title: title, Body: text,
		Published: time.Now().UTC(),
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// walker tries what a user can do, and writes down what it sees.
type walker struct {
	t          *testing.T
	user       *discordtest.User
	transcript []string
	lines      []string // that buttons of its answers would invoke
	done       map[string]bool
}

// numbers are ids, which tell nothing but that there is something; in files, too.
var numbers = regexp.MustCompile(`(article|#|number:#?|event|evidence-|` +
	`"(?:article|event|story|digest|after|through|LastArticle|ID|id|About|message)": *"?|(?m:^ +)) ?\d+\b`)

func (w *walker) note(what string, m *discordtest.Message) {
	text := m.Text()
	for _, a := range m.Attachments {
		text += "\nfile " + a.Filename + " " + a.Description + "\n"
		if utf8.Valid(a.Data) {
			text += string(a.Data)
		} else {
			text += fmt.Sprintf("%x", sha256.Sum256(a.Data))
		}
	}
	w.transcript = append(w.transcript,
		numbers.ReplaceAllString(what, "$1 N")+"\n"+numbers.ReplaceAllString(text, "$1 N"))
}

// say invokes a line and looks at everything in the answer.
func (w *walker) say(ctx context.Context, line string) {
	m, err := w.user.Invoke(ctx, line)
	w.answered(ctx, line, m, err, pressed)
}

func (w *walker) answered(ctx context.Context, what string, m *discordtest.Message, err error, depth int) {
	if modal, ok := errors.AsType[*discordtest.ModalError](err); ok {
		m, err = w.user.Submit(ctx, modal, map[string]string{})
	}
	if err != nil {
		w.transcript = append(w.transcript, numbers.ReplaceAllString(what, "$1 N")+"\nrefused")
		return
	}
	w.note(what, m)
	if depth == 0 {
		return
	}
	for _, c := range parts(m.Components) {
		if c.CustomID == "" || c.Disabled {
			continue
		}
		if s, err := commands.StateOf(c.CustomID); err == nil {
			w.lines = append(w.lines, s.Line)
			key := numbers.ReplaceAllString(fmt.Sprint(s.Line, s.View, s.Page, c.Label), "$1 N")
			if w.done[key] {
				continue
			}
			w.done[key] = true
		}
		if len(c.Options) == 0 {
			next, err := w.user.Press(ctx, m, c.CustomID)
			w.answered(ctx, what+" > "+c.Label, next, err, depth-1)
		}
		for _, o := range c.Options[:min(3, len(c.Options))] {
			next, err := w.user.Select(ctx, m, c.CustomID, o.Value)
			w.answered(ctx, what+" > "+o.Label, next, err, depth-1)
		}
	}
}

func parts(all []discordtest.Component) (out []discordtest.Component) {
	for _, c := range all {
		out = append(append(out, c), parts(c.Components)...)
		if c.Accessory != nil {
			out = append(out, *c.Accessory)
		}
	}
	return out
}

// commands invokes every command with every option, and asks what is offered for each.
func (w *walker) commands(ctx context.Context) {
	all := commands.All()
	for _, path := range commands.Paths(all) {
		cmd, _ := commands.Find(all, path)
		if slices.ContainsFunc(cmd.Options, func(o commands.Option) bool { return o.Kind == commands.Attachment }) {
			continue
		}
		required, words := "", []string{"kharkiv", "quorvin", "#1", "owl post"}
		for _, o := range cmd.Options {
			if o.Required {
				required += " " + o.Name + ":" + valueOf(o, words[0])
			}
			if !o.Complete {
				continue
			}
			for _, typed := range []string{"", "quor", "owl"} {
				offered, err := w.user.Autocomplete(ctx, "/"+path+" "+o.Name+":"+typed)
				line := fmt.Sprintf("/%s %s:%s is offered\n", path, o.Name, typed)
				for _, c := range offered {
					line += c.Name + "\n"
				}
				w.transcript = append(w.transcript, numbers.ReplaceAllString(line, "$1 N")+fmt.Sprint(err != nil))
			}
		}
		w.say(ctx, "/"+path+required)
		for _, o := range cmd.Options {
			for _, word := range words {
				if o.Kind == commands.Text && len(o.Choices) == 0 && (o.Required || o.Complete) {
					line := "/" + path
					for _, x := range cmd.Options {
						switch {
						case x.Name == o.Name && x.Name != "url":
							line += " " + x.Name + ":" + word
						case x.Required:
							line += " " + x.Name + ":" + valueOf(x, words[0])
						}
					}
					w.say(ctx, line)
				}
			}
		}
	}
}

// valueOf is something that an option takes.
func valueOf(o commands.Option, word string) string {
	switch {
	case len(o.Choices) > 0:
		return o.Choices[0].Name
	case o.Kind == commands.Channel:
		return "#news"
	case o.Name == "schedule":
		return "08:00"
	case o.Name == "topic":
		return "all"
	case o.Name == "url":
		return "https://127.0.0.1:9/rss" // nothing is looked up, and nothing is there
	}
	return word
}
