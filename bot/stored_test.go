package bot

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/delivery"
	"sitrep/digest"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// archiveEnd is the clock of the tests with a real database: five hours after its newest article.
var archiveEnd = at(25, 12, 0)

// filing builds an article whose paragraphs are its sentences, each a fact of its own.
func filing(source, key, title string, published time.Time, paragraphs ...string) news.Filing {
	f := news.Filing{Article: news.Article{
		Key: key, Revision: 1, Source: news.Source{Name: source, HomePage: "https://" + key + ".example/"},
		URL: "https://" + key + ".example/1", Title: title,
		Body: strings.Join(paragraphs, "\n\n"), Published: published, Seen: published.Add(2 * time.Minute),
	}, Topics: []string{"ukraine-war"}, Story: news.Story{Title: title, First: published, Last: published, Articles: 1}}
	start := 0
	for i, p := range paragraphs {
		f.Reading.Sentences = append(f.Reading.Sentences, news.Span{Start: start, End: start + len(p)})
		f.Sentences = append(f.Sentences, news.Sentence{
			Start: start, End: start + len(p), Text: p, Position: i, Fact: int64(-1 - i), Source: source,
			Time: published, Weight: float64(10 - i),
			Origin: news.Origin{Name: source, Kind: news.OriginOwn, Family: source}, Status: news.Reported,
		})
		start += len(p) + 2
	}
	return f
}

// mention adds an entity and all places in the body that have one of its names.
func mention(f *news.Filing, e news.Entity) {
	for _, name := range append([]string{e.Name}, e.Aliases...) {
		for from := 0; ; {
			i := strings.Index(f.Article.Body[from:], name)
			if i < 0 {
				break
			}
			from += i
			f.Reading.Mentions = append(f.Reading.Mentions,
				news.Mention{
					Start: from, End: from + len(name), Kind: e.Kind, Name: e.Name,
					Entity: len(f.Reading.Entities),
				})
			from += len(name)
		}
	}
	f.Reading.Entities = append(f.Reading.Entities, e)
}

// archive is a database with four articles about the talks in Moscow and the strike on Kyiv.
func archive(t *testing.T) *storage.DB {
	t.Helper()
	keys := func(name string) []string { // the whole name, and the surname
		words := strings.Fields(strings.ToLower(name))
		if len(words) == 0 {
			return nil
		}
		return []string{strings.Join(words, " "), "surname " + words[len(words)-1]}
	}
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"),
		storage.Options{Names: storage.Names{Keys: keys}, Now: func() time.Time { return archiveEnd }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	witkoff := news.Entity{Kind: news.Person, Name: "Steve Witkoff", Aliases: []string{"Witkoff"}}
	moscow := filing("Kyiv Herald", "herald", "Envoy arrives in Moscow", at(25, 7, 0),
		"Steve Witkoff, the special envoy, arrived in Moscow for talks with Vladimir Putin.",
		"“We had a good talk,” Witkoff told Axios.")
	witkoff.Roles = []news.Role{{
		Title: "the special envoy", First: at(25, 7, 0), Last: at(25, 7, 0),
		Span: news.Span{Start: 15, End: 32}, Count: 1,
	}}
	mention(&moscow, witkoff)
	mention(&moscow, news.Entity{Kind: news.Person, Name: "Vladimir Putin"})
	mention(&moscow, news.Entity{Kind: news.PlaceKind, Name: "Moscow"})
	quote := moscow.Reading.Sentences[1]
	moscow.Reading.Statements = []news.Statement{{
		Content: []news.Span{{Start: quote.Start, End: quote.End - len(" Witkoff told Axios.")}},
		Cue:     []news.Span{{Start: quote.End - len("told Axios."), End: quote.End - len(" Axios.")}},
		Source:  []news.Span{{Start: quote.End - len("Witkoff told Axios."), End: quote.End - len(" told Axios.")}},
		Speaker: "Steve Witkoff", Stance: news.Says, Quote: news.Direct, Via: "Axios",
	}}
	strike := filing("Baltic Wire", "wire", "Strike on Kyiv", at(24, 11, 40),
		"Russian missiles killed at least 12 people in Kyiv, the air defence command said.")
	strike.Sentences[0].Figures = []news.Figure{{
		Start: 24, End: 35, Kind: news.Killed, Low: 12, Bound: news.AtLeast,
		Place: "Kyiv", By: "the air defence command",
	}}
	strike.Reading.Figures = strike.Sentences[0].Figures
	mention(&strike, news.Entity{Kind: news.PlaceKind, Name: "Kyiv"})
	early := filing("Kyiv Herald", "herald2", "Nine dead in Kyiv", at(24, 8, 5),
		"Nine were killed in Kyiv, the mayor said.")
	early.Sentences[0].Figures = []news.Figure{{
		Start: 0, End: 4, Kind: news.Killed, Low: 9, High: 9, Bound: news.Exact,
		Place: "Kyiv", By: "the mayor",
	}}
	early.Reading.Figures = early.Sentences[0].Figures
	early, err = db.SaveArticle(t.Context(), early)
	if err != nil {
		t.Fatal(err)
	}
	strike.Story, strike.Sentences[0].Fact = early.Story, early.Sentences[0].Fact // the same matter, hours later
	petrovs := filing("Dnipro Tribune", "tribune", "Two mayors meet", at(23, 9, 0),
		"Ivan Petrov met Petr Petrov in Dnipro.")
	mention(&petrovs, news.Entity{Kind: news.Person, Name: "Ivan Petrov"})
	mention(&petrovs, news.Entity{Kind: news.Person, Name: "Petr Petrov"})
	for _, f := range []news.Filing{moscow, strike, petrovs} {
		if _, err := db.SaveArticle(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// desk answers from db.
func desk(db *storage.DB) *Router {
	now := func() time.Time { return archiveEnd }
	return NewRouter(slog.New(slog.DiscardHandler), db, Options{
		Topics: testTopics, Now: now, Compose: digest.NewComposer(db, testTopics, now).Compose, Zone: "Europe/Kyiv",
	})
}

func replyText(t *testing.T, r message.Reply) string {
	t.Helper()
	var b bytes.Buffer
	if err := command.Renderer.Text(&b, r, 0, false); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAnswersFromTheDatabase(t *testing.T) {
	rt := desk(archive(t))
	tests := []struct {
		name, line string
		want       []string
	}{
		{"latest", "/latest", []string{"All conflicts", "arrived in Moscow", "Kyiv Herald"}},
		{"latest of a topic", "/latest topic:ukraine since:3d", []string{"Ukraine war", "killed at least 12"}},
		{"latest about somebody", "/latest about:witkoff", []string{"Steve Witkoff ·", "arrived in Moscow"}},
		{"nothing new", "/latest since:1h", []string{"Nothing new in 0 articles"}},
		{"a digest", "/digest topic:ukraine-war", []string{"Ukraine war", "arrived in Moscow"}},
		{"what changed", "/changed", []string{
			"Changed: All conflicts", "Killed: 9 → 12 at least (the air defence command)",
			"Baltic Wire",
		}},
		{
			"nothing changed", "/changed since:12h",
			[]string{"No figure and no status has changed in 1 article since 25 Apr 2025"},
		},
		{
			"who", "/who witkoff",
			[]string{
				"Steve Witkoff\n", "the special envoy · as reported in 1 article, last 25 Apr 2025",
				"also: Witkoff", "“We had a good talk,” — to Axios", "With Vladimir Putin (1)",
				"In Moscow (1)",
			},
		},
		{"a misspelt name", "/who steve witkof", []string{"Closest: Steve Witkoff", "[Steve Witkoff]"}},
		{"a name of two", "/who petrov", []string{"Which petrov?", "Ivan Petrov", "Petr Petrov", "1 article"}},
		{"nobody", "/who zzyzx", []string{"No one and nothing called zzyzx"}},
		{"timeline", "/timeline witkoff", []string{
			"Timeline: Steve Witkoff", "Friday 25 April 2025",
			"arrived in Moscow",
		}},
		{
			"timeline of another time", "/timeline witkoff from:2024-01-01 to:2024-12-31",
			[]string{"Nothing is stored in that time."},
		},
		{"figures", "/figures kyiv", []string{
			"Killed · Kyiv", "at least 12 (the air defence command) — Baltic Wire",
			"nothing is added up",
		}},
		{"no figures", "/figures putin", []string{"No sentence about this gives a number."}},
		{"search", "/search air defence", []string{
			"1 article for air defence", "Strike on Kyiv",
			"the air defence command",
		}},
		{
			"search an outlet", `/search query:kyiv source:"baltic wire" from:2025-04-24 to:2025-04-24`,
			[]string{"1 article for kyiv", "in Baltic Wire from 24 Apr 2025 to 24 Apr 2025"},
		},
		{"search in vain", "/search submarine", []string{"No article has submarine."}},
		{"syntax that is none", `/search "air AND ((* -`, []string{"No article has"}},
		{"sources", "/sources list", []string{"3 outlets", "• Baltic Wire · kind unknown"}},
		{"health", "/sources health", []string{"0 of 0 feeds healthy", "No feed is listed"}},
		{"status", "/status", []string{
			"Last 24 hours: 1 article of 1 outlet", "Outlets known: 3",
			"Newest article: 25 Apr 2025 10:00", "none are polled",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { checkAnswer(t, rt, test.line, test.want) })
	}
}

// checkAnswer asks, looks for what is wanted in the answer, and presses each of its buttons.
func checkAnswer(t *testing.T, rt *Router, line string, want []string) {
	t.Helper()
	reply, err := rt.Ask(t.Context(), Request{Local: true}, line)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	text := replyText(t, reply)
	for _, part := range want {
		if !strings.Contains(text, part) {
			t.Errorf("%s answers\n%s\nwithout %q", line, text, part)
		}
	}
	for _, form := range []message.Form{message.FormComponents, message.FormEmbeds} {
		for _, m := range command.Renderer.Render(reply, form).Pages {
			inLimits(t, m)
		}
	}
	for _, p := range Presses(reply) { // every button of every reply does something
		if pressed, err := rt.Press(t.Context(), Request{Local: true}, p.CustomID); err != nil {
			t.Errorf("%s: the button %q: %v\n%s", line, p.Label, err, replyText(t, pressed))
		}
	}
}

func TestProblemsAreExplained(t *testing.T) {
	rt := desk(archive(t))
	tests := []struct{ name, line, want string }{
		{"an unknown command", "/whois witkoff", "There is no command /whois."},
		{"an unknown topic", "/latest topic:mars", "The topics are: Gaza, Ukraine war."},
		{"an unknown outlet", "/search kyiv source:Baltic Wyre", `Did you mean "Baltic Wire"?`},
		{"a bad date", "/timeline witkoff from:yesteryear", "is no date"},
		{"dates the wrong way round", "/timeline witkoff from:2025-05-01 to:2025-04-01", "Swap them"},
		{"an id of nobody", "/who #4711", "no longer stored"},
		{"a digest that is gone", "/digest #4711", "no longer stored"},
		{"a name of nothing but signs", "/who \u200b\u202e", "needs a name"},
		{"outside a server", "/subscribe topic:gaza schedule:daily 08:00", "only in a server"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reply, err := rt.Ask(t.Context(), Request{Local: true}, test.line)
			if err == nil {
				t.Fatalf("%s answers\n%s", test.line, replyText(t, reply))
			}
			if text := replyText(t, reply); !strings.Contains(text, test.want) || !strings.HasPrefix(text, "❌ ") {
				t.Errorf("%s answers %q, want %q", test.line, text, test.want)
			}
		})
	}
}

func TestSubscribing(t *testing.T) {
	db := archive(t)
	rt := desk(db)
	const guild, other = "100", "200"
	ask := func(guild, line string) (string, error) {
		reply, err := rt.Ask(t.Context(), Request{Guild: guild, Channel: "42", User: "7", Manager: true}, line)
		return replyText(t, reply), err
	}
	text, err := ask(guild, "/subscribe topic:ukraine schedule:daily 08:00 timezone:kyiv")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"#42 gets the Ukraine war digest, daily 08:00, Europe/Kyiv.",
		"Next, in your own time:\n• Saturday 26 April 2025, 08:00", "Monday 28 April 2025, 08:00",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("/subscribe answers %q without %q", text, want)
		}
	}
	all, err := db.Subscriptions(t.Context(), guild)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d subscriptions, %v", len(all), err)
	}
	if s := all[0]; s.Schedule != "0 8 * * *" || s.Zone != "Europe/Kyiv" || s.By != "7" ||
		!s.NextAt.Equal(at(26, 5, 0)) {
		t.Errorf("stored: %+v", s)
	}
	steps := []struct{ name, guild, line, want string }{
		{"listed", guild, "/subscriptions list", "Ukraine war digest in #42"},
		{"not another server's", other, "/subscriptions list", "no subscriptions"},
		{"another server cannot pause it", other, "/subscriptions pause 1", "has no subscription 1"},
		{"paused", guild, "/subscriptions pause 1", "Paused:"},
		{"shown as paused", guild, "/subscriptions list", "Paused by an admin."},
		{"shown in the status", guild, "/status", "1 · Ukraine war digest in #42"},
		{"resumed", guild, "/subscriptions resume 1", "next digest Saturday 26 April 2025, 08:00"},
		{"no number", guild, "/subscriptions remove first", "is no number"},
		{"removed", guild, "/subscriptions remove 1", "no longer gets the Ukraine war digest"},
		{"gone", guild, "/subscriptions list", "no subscriptions"},
	}
	for _, step := range steps {
		if text, _ := ask(step.guild, step.line); !strings.Contains(text, step.want) {
			t.Errorf("%s: %s answers %q, want %q", step.name, step.line, text, step.want)
		}
	}
	if reply, err := rt.Ask(t.Context(), Request{Guild: guild, Channel: "42"}, "/subscriptions list"); err == nil ||
		!strings.Contains(replyText(t, reply), "Manage Server") {
		t.Errorf("somebody without the permission is answered %q", replyText(t, reply))
	}
}

func TestADigestGoesFromTheOutboxToTheChannelOnce(t *testing.T) {
	db := archive(t)
	srv := discordtest.New(t, discordtest.Options{})
	now := func() time.Time { return archiveEnd }
	b, err := New(slog.New(slog.DiscardHandler), db, Options{
		Token: srv.Token(), APIURL: srv.URL(), Topics: testTopics,
		Compose: composeSample, Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	sub, err := db.SaveSubscription(t.Context(), news.Subscription{
		Guild: discordtest.Desk, Channel: discordtest.News, Topic: "ukraine-war", Schedule: "0 8 * * *",
		Zone: "Europe/Kyiv", NextAt: at(25, 5, 0), Created: at(1, 0, 0),
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := digest.NewComposer(db, testTopics, now).Compose(t.Context(), digest.Request{Topic: "ukraine-war"})
	if err != nil {
		t.Fatal(err)
	}
	if _, committed, err := db.CommitDigest(t.Context(), sub, d, at(26, 5, 0)); err != nil || !committed {
		t.Fatalf("CommitDigest: %v, %v", committed, err)
	}
	clock := archiveEnd
	worker := delivery.New(slog.New(slog.DiscardHandler), db, b.Sender(),
		delivery.Options{Now: func() time.Time { return clock }})
	// sent, but nobody learns of it
	srv.Inject(discordtest.Fault{Method: "POST", Path: "/channels/*/messages", After: true, Drop: true})
	for range 4 {
		if _, err := worker.RunOnce(t.Context()); err != nil {
			t.Fatal(err)
		}
		clock = clock.Add(time.Minute)
	}
	all := srv.Messages(discordtest.News)
	if len(all) != 1 || !strings.Contains(all[0].Text(), "arrived in Moscow") {
		t.Fatalf("%d messages in the channel", len(all))
	}
	if pending, err := db.PendingDeliveries(t.Context()); err != nil || pending != 0 {
		t.Errorf("%d deliveries are left, %v", pending, err)
	}
	evidence := all[0].ButtonLabelled("Evidence")
	if evidence == nil {
		t.Fatalf("no evidence: %s", all[0].JSON())
	}
	reply, err := b.Router().Press(t.Context(), Request{Guild: discordtest.Desk}, evidence.CustomID)
	if text := replyText(t, reply); err != nil || !reply.Ephemeral || strings.Contains(text, "bytes") {
		t.Errorf("evidence: %v\n%s", err, text)
	}
	if details := pressLabel(t, b.Router(), reply, "Details"); !strings.Contains(details, "article 1, bytes 0–") {
		t.Errorf("details:\n%s", details)
	}
	forgetTexts(t, db)
	later, err := b.Router().Press(t.Context(), Request{Guild: discordtest.Desk}, evidence.CustomID)
	if d := cmp.Diff(replyText(t, reply), replyText(t, later)); d != "" || err != nil {
		t.Errorf("evidence after the texts were forgotten: %v\n%s", err, d)
	}
	details := pressLabel(t, b.Router(), later, "Details")
	if !strings.Contains(details, "article 1: its whole text is no longer kept; its SHA-256 was ") {
		t.Errorf("details after the texts were forgotten:\n%s", details)
	}
}

// forgetTexts forgets all texts.
func forgetTexts(t *testing.T, db *storage.DB) {
	t.Helper()
	n, err := db.ForgetBodies(t.Context(), storage.Retention{Articles: time.Now(), OffTopic: time.Now()},
		func(context.Context) error { return nil })
	if err != nil || n == 0 {
		t.Fatalf("ForgetBodies = %d, %v", n, err)
	}
}

func TestADeletedChannelPausesItsSubscription(t *testing.T) {
	db := archive(t)
	srv := discordtest.New(t, discordtest.Options{})
	b, err := New(slog.New(slog.DiscardHandler), db, Options{
		Token: srv.Token(), APIURL: srv.URL(),
		Compose: composeSample,
	})
	if err != nil {
		t.Fatal(err)
	}
	sub, err := db.SaveSubscription(t.Context(), news.Subscription{
		Guild: discordtest.Desk, Channel: discordtest.News, Schedule: "0 8 * * *", Zone: "UTC", NextAt: at(25, 8, 0),
		Created: at(1, 0, 0),
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.CommitDigest(t.Context(), sub, sampleDigest(), at(26, 8, 0)); err != nil {
		t.Fatal(err)
	}
	srv.DeleteChannel(discordtest.News)
	worker := delivery.New(slog.New(slog.DiscardHandler), db, b.Sender(),
		delivery.Options{Now: func() time.Time { return archiveEnd }})
	if more, err := worker.RunOnce(t.Context()); err != nil || !more {
		t.Fatalf("RunOnce: %v, %v", more, err)
	}
	sub, err = db.SubscriptionByID(t.Context(), sub.ID)
	if err != nil || !strings.Contains(sub.Paused, "no longer exists") {
		t.Errorf("paused: %q, %v", sub.Paused, err)
	}
}

func TestAutocompleteKnowsWhatIsStored(t *testing.T) {
	rt := desk(archive(t))
	if err := rt.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, path, option, typed, want string }{
		{"a name by its beginning", "who", "name", "ste", "Steve Witkoff"},
		{"a name by its surname", "timeline", "about", "witk", "Steve Witkoff"},
		{"an outlet", "search", "source", "balt", "Baltic Wire"},
		{"a command", "help", "command", "/tim", "timeline"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := &Request{Invocation: command.Invocation{
				Path: test.path, Values: map[string]string{test.option: test.typed},
			}}
			got := rt.Choices(t.Context(), r, test.option)
			if len(got) != 1 || got[0].Value != test.want {
				t.Errorf("choices for %q: %+v, want %q", test.typed, got, test.want)
			}
		})
	}
	if got := desk(archive(t)).Complete(t.Context(), "/who ste"); len(got) != 1 || got[0] != "/who Steve Witkoff" {
		t.Errorf("the console offers %q", got)
	}
}
