package bot

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
	"sitrep/wording"
)

// anotherPage is the label of every button that turns to a page.
const anotherPage = "page"

// pressLabel presses the button of a reply that has the label, on the console.
func pressLabel(t *testing.T, rt *Router, r message.Reply, label string) string {
	t.Helper()
	presses := command.Renderer.Presses(r)
	if page, ok := (message.State{Turn: true, Asked: r.Asked, End: r.End, Line: r.Line}).Encode(nil); ok {
		presses = append(presses, message.Press{Label: anotherPage, CustomID: page})
	}
	for _, p := range presses {
		if p.Label == label {
			reply, err := rt.Press(t.Context(), Request{Local: true}, p.CustomID)
			if err != nil {
				t.Fatalf("%s: %v", label, err)
			}
			return replyText(t, reply)
		}
	}
	t.Fatalf("there is no button %q", label)
	return ""
}

// TestButtonsAnswerForTheirMessage presses buttons of an answer after an article has come that was published before the
// answer and arrived behind it.
func TestButtonsAnswerForTheirMessage(t *testing.T) {
	for _, test := range []struct {
		name    string
		asked   time.Time
		line    string
		buttons []string
	}{
		{"what is new", archiveEnd, "/latest", []string{"Evidence", "Timeline", anotherPage}},
		{"in an archive", archiveEnd.AddDate(1, 0, 0), "/latest", []string{"Evidence", "Timeline", anotherPage}},
		{"about somebody", archiveEnd, "/who witkoff", []string{"Evidence", "Timeline"}},
		{"day by day", archiveEnd, "/timeline witkoff", []string{"Evidence", anotherPage}},
	} {
		t.Run(test.name, func(t *testing.T) {
			db := archive(t)
			now := func() time.Time { return test.asked }
			rt := NewRouter(slog.New(slog.DiscardHandler), db, Options{
				Topics: testTopics, Now: now, Compose: digest.NewComposer(db, testTopics, now).Compose,
			})
			reply, err := rt.Ask(t.Context(), Request{Local: true}, test.line)
			if err != nil {
				t.Fatal(err)
			}
			before := map[string]string{}
			for _, label := range test.buttons {
				before[label] = pressLabel(t, rt, reply, label)
				if !strings.Contains(before[label], "arrived in Moscow") {
					t.Fatalf("%s shows\n%s", label, before[label])
				}
			}
			witkoff, err := db.FindEntities(t.Context(), "Steve Witkoff", nil, 1)
			if err != nil || len(witkoff) == 0 {
				t.Fatal(witkoff, err)
			}
			late := filing("Late Courier", "late", "Envoy leaves", at(25, 6, 30),
				"Steve Witkoff left Moscow after the talks, aides to Steve Witkoff said on Friday.")
			late.Article.Seen = test.asked.Add(time.Minute)
			mention(&late, witkoff[0])
			if _, err := db.SaveArticle(t.Context(), late); err != nil {
				t.Fatal(err)
			}
			for _, label := range test.buttons {
				if after := pressLabel(t, rt, reply, label); after != before[label] {
					t.Errorf("%s shows\n%s\nbut showed\n%s", label, after, before[label])
				}
			}
		})
	}
}

func TestWhoIsInAQuestion(t *testing.T) {
	db := archive(t)
	now := func() time.Time { return archiveEnd }
	rt := NewRouter(slog.New(slog.DiscardHandler), db, Options{
		Topics: testTopics, Now: now,
		Read: func(string) (names, words []string) { return nil, []string{"Moscow", "Witkoff", "Envoy", "PUTIN"} },
	})
	reply, err := rt.Ask(t.Context(), Request{Local: true}, "/names What do Witkoff and PUTIN want?")
	if err != nil {
		t.Fatal(err)
	}
	text := replyText(t, reply)
	for _, name := range []string{"Steve Witkoff", "Vladimir Putin", "Moscow"} {
		if !strings.Contains(text, name) {
			t.Errorf("%s is not in\n%s", name, text)
		}
	}
	if strings.Contains(text, "Envoy") {
		t.Errorf("a word is taken for a name that no article has:\n%s", text)
	}
}

func TestNamesakesAreToldApart(t *testing.T) {
	person := func(name, role string) answer.Namesake {
		e := news.Entity{Kind: news.Person, Name: name}
		if role != "" {
			e.Roles = []news.Role{{Title: role}}
		}
		return answer.Namesake{Entity: e}
	}
	for _, test := range []struct {
		name string
		all  []answer.Namesake
		want []string
	}{
		{
			"two names",
			[]answer.Namesake{person("Ivan Petrov", ""), person("Petr Petrov", "")},
			[]string{"Ivan Petrov", "Petr Petrov"},
		},
		{
			"roles",
			[]answer.Namesake{person("Petr Petrov", "mayor of Dnipro"), person("Petr Petrov", "colonel")},
			[]string{"Petr Petrov · mayor of Dnipro", "Petr Petrov · colonel"},
		},
		{"kinds", []answer.Namesake{
			person("Georgia", ""), {Entity: news.Entity{Kind: news.PlaceKind, Name: "Georgia"}},
		}, []string{"Georgia · person", "Georgia · place"}},
		{
			"nothing",
			[]answer.Namesake{person("Petr Petrov", ""), person("petr petrov", "")},
			[]string{"Petr Petrov · 1 of 2", "petr petrov · 2 of 2"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			for i, want := range test.want {
				if got := tellApart(test.all, i, wording.English); got != want {
					t.Errorf("the button %d says %q, want %q", i, got, want)
				}
			}
		})
	}
}

func TestQuotationMarksStandInPairs(t *testing.T) {
	for in, want := range map[string]string{
		"He left.":                          "“He left.”",
		"“We go,” he said.":                 "“We go,” he said.",
		"people,” an adviser said.":         "“people,” an adviser said.",
		"He said: “We go":                   "He said: “We go”",
		`people," an adviser said.`:         `“people," an adviser said.`,
		"He called it “a trap” on Friday.":  "“He called it “a trap” on Friday.”",
		"people,” he said. “We never will.": "“people,” he said. “We never will.”",
	} {
		if got := message.Markdown(message.Para(verbatim(in))); unescape(got) != want {
			t.Errorf("%q is shown as %s, want %s", in, got, want)
		}
	}
}

func TestAnOutletSpeaksToItself(t *testing.T) {
	interfax := news.Source{Name: "Interfax", Aliases: []string{"IFX"}}
	for name, want := range map[string]bool{
		"Interfax": true, "the Interfax news agency": true, "IFX": true, "Interfax-Ukraine": false, "TASS": false,
	} {
		if got := isOutlet(name, interfax); got != want {
			t.Errorf("isOutlet(%q) = %v", name, got)
		}
	}
}

func TestListsNameTheChannel(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, _ *storage.DB, b *Bot) {
		carla := srv.User(discordtest.Carla)
		for _, line := range []string{
			"/subscribe topic:all schedule:daily 08:00",
			"/subscribe topic:gaza schedule:daily 08:00 channel:#wire",
		} {
			m, err := carla.Invoke(t.Context(), line)
			wantSeen(t, line, m, err, "✅")
		}
		m, err := carla.Invoke(t.Context(), "/subscriptions list")
		wantSeen(t, "the list", m, err, "1 · All conflicts digest", "2 · Gaza digest")
		for _, want := range []string{"1 · All conflicts digest · #news", "2 · Gaza digest · #wire"} {
			if !strings.Contains(string(m.JSON()), want) {
				t.Errorf("the menu does not say %q: %s", want, m.JSON())
			}
		}
		r := &Request{
			Invocation: command.Invocation{
				Path: "subscriptions show", Values: map[string]string{"number": "wire"},
			},
			Guild: discordtest.Desk,
		}
		got := b.Router().Choices(t.Context(), r, "number")
		if len(got) != 1 || got[0].Value != "2" || !strings.Contains(got[0].Name, "#wire") {
			t.Errorf("choices for a channel's name: %+v", got)
		}
	})
}

func TestEverythingCanBeChosen(t *testing.T) {
	rt := desk(archive(t))
	for _, path := range []string{"latest", "subscribe", "digest", "changed"} {
		r := &Request{Invocation: command.Invocation{Path: path, Values: map[string]string{"topic": "all"}}}
		got := rt.Choices(t.Context(), r, "topic")
		if len(got) == 0 || got[0] != (message.Choice{Name: "All conflicts", Value: "all"}) {
			t.Errorf("/%s offers %+v", path, got)
		}
	}
	for _, line := range []string{"/latest topic:all", "/latest topic:All conflicts"} {
		if _, err := rt.Ask(t.Context(), Request{Local: true}, line); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// TestTopicsAreKnownInEveryLanguage types what the menus offer in other languages.
func TestTopicsAreKnownInEveryLanguage(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, _ *storage.DB, _ *Bot) {
		carla := srv.User(discordtest.Carla).In(discordtest.News)
		for _, c := range []struct{ line, want string }{
			{"/latest topic:Ukraine-Krieg", "Ukraine war"},
			{"/latest topic:Війна в Україні", "Ukraine war"},
			{"/latest topic:الحرب في أوكرانيا", "Ukraine war"},
			{"/watch about:Guerre en Ukraine", "Ukraine war"},
			{"/unwatch about:Война в Украине", "gets no more alerts about Ukraine war"},
			{"/watch about:ukraine-war", "Ukraine war"},
			{"/unwatch about:guerre", "gets no more alerts about Ukraine war"}, // a part of its French name
		} {
			m, err := carla.Invoke(t.Context(), c.line)
			wantSeen(t, c.line, m, err, c.want)
		}
	})
}

func TestSourcesInADirectMessage(t *testing.T) {
	rt := desk(archive(t))
	reply, err := rt.Ask(t.Context(), Request{User: discordtest.Ben}, "/sources add url:https://a.example/feed")
	if text := replyText(t, reply); err == nil || !strings.Contains(text, "works only in a server: what it") {
		t.Errorf("answered %q, %v", text, err)
	}
}

func TestAutocompleteKnowsOtherSpellings(t *testing.T) {
	rt := desk(archive(t))
	if err := rt.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := &Request{Invocation: command.Invocation{Path: "who", Values: map[string]string{"name": "steve witkof"}}}
	if got := rt.Choices(t.Context(), r, "name"); len(got) == 0 || got[0].Value != "Steve Witkoff" {
		t.Errorf("choices for a name that is spelt otherwise: %+v", got)
	}
}

// TestADigestIsReadOnAPhone composes the longest items and counts the words of each page.
func TestADigestIsReadOnAPhone(t *testing.T) {
	whole := sampleDigest() // headlines that are sentences of articles about something else, and all on one page
	for len(whole.Developments) < 5 {
		whole.Developments = append(whole.Developments, whole.Developments[0])
	}
	for i := range whole.Developments {
		whole.Developments[i].Headline = strings.TrimSpace(strings.Repeat("rescuers went on searching the ruins ", 9))
	}
	n := 0
	one := digestReply(whole, wording.English)
	for _, b := range one.Blocks {
		n += words(b)
	}
	if n += one.Title.Words(); n > 250 || !strings.Contains(replyText(t, one), "the ruins rescuers") {
		t.Errorf("%d words with headlines of 54 each:\n%s", n, replyText(t, one))
	}

	d := sampleDigest()
	long := strings.Repeat("Rescue workers in the eastern city said that the search went on, ", 20) + "they said."
	for len(d.Developments) < 9 {
		dev := d.Developments[0]
		dev.Headline = "Rescue service says search of the ruins in the eastern city goes on for a third day"
		dev.Sentences = []news.Sentence{
			{Text: "KYIV, April 25 (Reuters) - " + long, Source: "Kyiv Herald"}, {Text: long},
		}
		d.Developments = append(d.Developments, dev)
	}
	v := command.Renderer.Render(digestReply(d, wording.English), message.FormComponents)
	if len(v.Pages) != 2 {
		t.Fatalf("%d pages, want 2", len(v.Pages))
	}
	r := digestReply(d, wording.English)
	n = r.Title.Words()
	items := 0
	for i, b := range r.Blocks {
		if b.Break {
			break
		}
		n += words(b)
		items = i
	}
	if items != 5 || n > 250 {
		t.Errorf("%d items of %d words are on the first page, want 5 of at most 250", items, n)
	}
	if text := replyText(t, r); strings.Contains(text, "(Reuters)") {
		t.Errorf("a dateline is told:\n%s", text)
	}
}
