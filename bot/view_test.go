package bot

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/wording"
)

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// golden compares got with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run the test with -update to write it)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// fataler is what *testing.T and *rapid.T have in common.
type fataler interface{ Fatalf(string, ...any) }

// inLimits holds a message against Discord's limits, as the stand-in for Discord knows them.
func inLimits(t fataler, m message.Message) {
	body, err := json.Marshal(m)
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	if err := discordtest.CheckMessage(body); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if a := m.AllowedMentions; a.Parse == nil || len(a.Parse)+len(a.Roles)+len(a.Users) > 0 {
		t.Fatalf("allowed_mentions is not empty: %s", body)
	}
}

// The values here are of the seed's kind: the talks in Moscow of 25 April 2025, with invented outlets.

func at(day, hour, minute int) time.Time {
	return time.Date(2025, 4, day, hour, minute, 0, 0, time.UTC)
}

var (
	arrival = news.Sentence{
		Article: 1, URL: "https://herald.example/moscow", Title: "Envoy in Moscow", Source: "Kyiv Herald",
		Time: at(25, 7, 12), Arrived: at(25, 7, 14),
		Start: 40, Text: "U.S. President Donald Trump’s special envoy arrived in Moscow to meet with Russia’s " +
			"Vladimir Putin", Weight: 3,
		Origin: news.Origin{
			Name: "Interfax", Kind: news.OriginOutlet, Family: "Interfax",
			Citing: "an anonymous source familiar with the matter",
		},
	}
	reprint = news.Sentence{
		Article: 2, URL: "https://tribune.example/a", Source: "Dnipro Tribune", Time: at(25, 8, 1), Weight: 2,
		Text:   "Trump’s envoy landed in Moscow on Friday, Interfax reported.",
		Origin: news.Origin{Name: "Interfax", Kind: news.OriginOutlet, Family: "Interfax"},
	}
	toll = news.Sentence{
		Article: 3, URL: "https://wire.example/kyiv", Source: "Baltic Wire", Time: at(24, 11, 40), Weight: 2,
		Text: "A wave of Russian airstrikes on Kyiv killed at least 12 people and injured dozens more.",
		Origin: news.Origin{
			Name: "State Emergency Service", Kind: news.OriginOfficial, Family: "ses",
			Party: "Ukraine",
		},
		Figures: []news.Figure{
			{Kind: news.Killed, Low: 12, High: 12, Bound: news.AtLeast, Place: "Kyiv", By: "State Emergency Service"},
			{Kind: news.Injured, Low: 24, Bound: news.Vague, Place: "Kyiv"},
		},
	}
	rumour = news.Sentence{
		Article: 1, URL: "https://herald.example/moscow", Source: "Kyiv Herald", Time: at(25, 7, 12), Start: 300,
		Hedged: true, Weight: 5,
		Text:   "Some reports suggested Witkoff may press Russia to recognize Ukraine’s right to a military.",
		Origin: news.Origin{Kind: news.OriginUnknown},
	}
)

func init() {
	for _, s := range []*news.Sentence{&arrival, &reprint, &toll, &rumour} {
		s.End, s.Language = s.Start+len(s.Text), "en-GB"
	}
}

func sampleDigest() news.Digest {
	return news.Digest{
		ID: 12, Topic: "ukraine-war", Name: "Ukraine war", Sign: "🟦", Colour: 0x3498db, Zone: "Europe/Kyiv",
		From: at(24, 5, 0), To: at(25, 5, 0),
		Articles: 64, Sources: 17, Feeds: news.Health{Healthy: 38, Total: 41}, Repeated: 31, LeftOut: 12,
		Developments: []news.Development{
			{
				Headline: "Trump’s envoy in Moscow for talks with Putin", Facts: []int64{1}, Time: arrival.Time,
				Change: news.ChangeNew, Status: news.Reported,
				Sentences: []news.Sentence{arrival}, Outlets: 2, Independent: 1,
				Origins: []news.Origin{{
					Name: "Interfax", Kind: news.OriginOutlet,
					Outlets: []string{"Dnipro Tribune", "Kyiv Herald"},
				}},
			},
			{
				Headline: toll.Text, Facts: []int64{2}, Time: toll.Time, Change: news.ChangeFigure,
				Status: news.Claimed, By: "State Emergency Service",
				Sentences: []news.Sentence{toll}, Figures: toll.Figures,
				Before:  []news.Figure{{Kind: news.Killed, Low: 9, Bound: news.Exact}},
				Origins: []news.Origin{toll.Origin}, Outlets: 1, Independent: 1,
				Against: []news.Sentence{{
					Source: "Novy Den", Text: "Russia’s defence ministry denied striking homes.",
					Origin: news.Origin{
						Name: "Russia’s defence ministry", Kind: news.OriginOfficial,
						Party: "Russia",
					},
				}},
			},
		},
	}
}

// goldenReply compares a reply as JSON and as text; both are reviewed as diffs.
func goldenReply(t *testing.T, name string, r message.Reply) {
	t.Helper()
	r.View, r.Zone = message.ViewPage, wording.Zone("Europe/Kyiv")
	if r.Line == "" {
		r.Line = "/test"
	}
	for _, m := range command.Renderer.Render(r, message.FormComponents).Pages {
		inLimits(t, m)
	}
	body, err := ResponseBody(r)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, name+".json", body)
	var b bytes.Buffer
	if err := command.Renderer.Text(&b, r, 72, false); err != nil {
		t.Fatal(err)
	}
	golden(t, name+".txt", b.Bytes())
}

func TestDigestReply(t *testing.T) {
	tests := []struct {
		name string
		edit func(*news.Digest)
	}{
		{"digest", func(*news.Digest) {}},
		{"digest-late", func(d *news.Digest) { d.Due = at(25, 4, 39) }},
		{"digest-quiet", func(d *news.Digest) { d.Developments, d.LeftOut, d.Repeated = nil, 0, 0 }},
		{"digest-blind", func(d *news.Digest) { d.Feeds.Healthy = 12 }},
		{"digest-hostile", func(d *news.Digest) {
			d.Developments = d.Developments[:1]
			d.Developments[0].Headline = "@everyone **free** [nitro](https://evil.example) discord.gg/x \u202etxt\u202c"
			s := d.Developments[0].Sentences[0]
			s.Text, s.URL, s.Source = "- <@1> `code` ||x||", "javascript:alert(1)", "### Outlet"
			d.Developments[0].Sentences = []news.Sentence{s}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := sampleDigest()
			test.edit(&d)
			r := digestReply(d, wording.English)
			r.Line = "/digest #12"
			goldenReply(t, test.name, r)
		})
	}
	for _, tag := range []string{"de", "uk", "ar"} {
		t.Run(tag, func(t *testing.T) {
			d := sampleDigest()
			d.Due = at(25, 4, 39)
			d.Developments[1].Change, d.Developments[1].Status = news.ChangeStatus, news.Denied
			r := digestReply(d, wording.In(tag))
			r.Line = "/digest #12"
			goldenReply(t, "digest-"+tag, r)
		})
	}
}

func TestDigestOfAnySizeIsOneMessageWithPages(t *testing.T) {
	d := sampleDigest()
	for range 40 {
		d.Developments = append(d.Developments, d.Developments[0])
	}
	delivery := news.Delivery{Digest: d, Channel: "42", Mention: "77", Nonce: "n-1"}
	for _, form := range []message.Form{message.FormComponents, message.FormEmbeds} {
		m := digestMessage(delivery, form, nil)
		if diff := cmp.Diff([]string{"77"}, m.AllowedMentions.Roles); diff != "" {
			t.Errorf("roles (-want +got):\n%s", diff)
		}
		if m.Nonce != "n-1" || !m.EnforceNonce {
			t.Errorf("nonce %q, enforced %v", m.Nonce, m.EnforceNonce)
		}
		m.AllowedMentions.Roles = nil
		inLimits(t, m)
		body, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"More ▸", "v1:~page:1:", "/digest #12", `@\u0026`} {
			if !strings.Contains(string(body), want) {
				t.Errorf("the message lacks %q: %s", want, body)
			}
		}
	}
}

// TestAnOutletIsNamedOnce where it stands behind its sentence itself.
func TestAnOutletIsNamedOnce(t *testing.T) {
	for _, tt := range []struct {
		origin news.Origin
		want   string
	}{
		{news.Origin{Name: "Novy Den", Kind: news.OriginOwn}, "Novy Den, own reporting"},
		{news.Origin{Name: "Novy Den", Kind: news.OriginUnknown}, "Novy Den, an outlet not described"},
		{news.Origin{Name: "Novy Den", Kind: news.OriginUnknown, Citing: "a man"}, "Novy Den, citing a man · Novy Den"},
		{news.Origin{Name: "the mayor", Kind: news.OriginOfficial}, "the mayor · Novy Den"},
	} {
		line := message.Para(givenBy(news.Sentence{Source: "Novy Den", Origin: tt.origin}, " · ", wording.English)...)
		if got := message.Markdown(line); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.origin, got, tt.want)
		}
	}
}

// TestQuotationsSayTheirLanguage shows at each item, once, in which language its words were printed, where that is not
// the reader's own.
func TestQuotationsSayTheirLanguage(t *testing.T) {
	d := sampleDigest()
	foreign := arrival
	foreign.Language, foreign.Source, foreign.Text = "uk", "Vechirnii", "Посланець прибув до Москви."
	unknown := toll
	unknown.Language = "" // before languages were kept
	hostile := toll
	hostile.Language = "](https://evil.example)"
	for _, c := range []struct {
		language string
		s        news.Sentence
		want     string
	}{
		{"en", arrival, ""},
		{"de", arrival, "[Kyiv Herald](https://herald.example/moscow) \\[en\\]"},
		{"uk", arrival, "[Kyiv Herald](https://herald.example/moscow) \\[en\\]"},
		{"ar", arrival, "[Kyiv Herald](https://herald.example/moscow) \u2068\\[en\\]\u2069"},
		{"uk", foreign, ""},
		{"en", foreign, "[Vechirnii](https://herald.example/moscow) \\[uk\\]"},
		{"fr", foreign, "[Vechirnii](https://herald.example/moscow) \\[uk\\]"},
		{"de", unknown, ""},
		{"de", hostile, ""},
	} {
		w := wording.In(c.language)
		dev := d.Developments[0]
		dev.Sentences = []news.Sentence{c.s, reprint} // the second is of the same item
		b := development(1, dev, lengths[0], d.To, w)
		item := ""
		for _, line := range b.Lines {
			item += message.Markdown(line) + "\n"
		}
		marks := strings.Count(item, "\\[")
		if c.want == "" && marks != 0 || c.want != "" && (marks != 1 || !strings.Contains(item, c.want)) {
			t.Errorf("%s, printed in %q: %d marks, want %q in\n%s", c.language, c.s.Language, marks, c.want, item)
		}
		fact := news.Fact{Sentences: []news.Sentence{c.s}}
		for name, line := range map[string]message.Line{
			"a fact":   factLine(fact, c.s, message.When(c.s.Time, message.DayOnly), w),
			"evidence": message.Para(saysSo(c.s, message.DateTime, w)...),
			"a number": tallyLine(answer.Tally{Sentence: c.s}, w),
		} {
			if got := strings.Count(message.Markdown(line), "\\["); got != marks {
				t.Errorf("%s in %s: %d marks, want %d", name, c.language, got, marks)
			}
		}
	}
}

func TestReceipts(t *testing.T) {
	envoy := []news.Sentence{arrival, reprint, rumour}
	goldenReply(t, "evidence", message.Reply{
		Title: message.Para(message.Plain("Evidence: Ukraine war")), Ephemeral: true,
		Blocks: []message.Block{
			receipts(numbered(1, "Trump’s envoy in Moscow"), envoy, false, &Request{}),
			receipts(numbered(2, "Toll"), []news.Sentence{toll}, true, &Request{View: message.ViewDetails}),
		},
	})
}

func profile() news.Profile {
	body := "“We had a good talk,” Witkoff told Axios. Officials said Witkoff was expected to meet with Putin."
	said := func(start, end int) []news.Span { return []news.Span{{Start: start, End: end}} }
	article := news.Article{
		ID: 1, URL: "https://herald.example/moscow", Source: news.Source{Name: "Kyiv Herald"},
		Published: at(23, 9, 0), Body: body,
	}
	quote := strings.Index(body, " Witkoff told")
	officials := strings.Index(body, "Witkoff was")
	return news.Profile{
		Entity: news.Entity{
			ID: 7, Kind: news.Person, Name: "Steve Witkoff", Aliases: []string{"Witkoff", "Steven Witkoff"},
			Roles: []news.Role{{
				Title: "U.S. President Donald Trump’s special envoy", First: at(1, 0, 0),
				Last: at(25, 0, 0), Count: 14, Article: 1, Span: news.Span{Start: 0, End: 44},
			}},
		},
		Offices: []news.Office{{Role: news.Role{
			Title: "U.S. President Donald Trump’s special envoy", First: at(1, 0, 0),
			Last: at(25, 0, 0), Count: 14, Article: 1, Span: news.Span{Start: 0, End: 44},
		}}},
		Since: at(1, 0, 0), Mentions: 214, Outlets: 14, Last: at(25, 7, 12), Days: []int{1, 2, 2, 5, 9, 7, 3},
		With: []news.Count{{Name: "Vladimir Putin", Count: 88}, {Name: "Donald Trump", Count: 73}},
		In:   []news.Count{{Name: "Moscow", Count: 61}},
		Said: []news.Quoted{{Article: article, Statement: news.Statement{
			Content: said(0, quote), Stance: news.Says,
			Via: "Axios", Speaker: "Steve Witkoff",
		}}},
		SaidOf: []news.Quoted{{Article: article, Statement: news.Statement{
			Content: said(officials, len(body)-1), Source: said(quote+len(" Witkoff told Axios. "),
				quote+len(" Witkoff told Axios. Officials")), Stance: news.Says, Anonymous: true,
		}}},
	}
}

func TestDisputedCard(t *testing.T) {
	by := func(name, text string) news.Sentence {
		return news.Sentence{
			Article: 1, Source: "Meridian Wire", URL: "https://meridian.example/1", Time: at(26, 9, 0),
			Text: text, End: len(text), Origin: news.Origin{Name: name, Kind: news.OriginOfficial},
		}
	}
	goldenReply(t, "who-disputed", card(answer.Card{
		Profile: news.Profile{Entity: news.Entity{
			ID: 1, Kind: news.Person, Name: "Valery Gerasimov", Aliases: []string{"Gerasimov"},
		}},
		Recently: true,
		Disputed: []news.Fact{{
			ID: 1, Sentences: []news.Sentence{by("Meridian", "Gerasimov said that the region had been taken.")},
			DeniedBy: []news.Sentence{by("General Staff", "The General Staff denied that the region had been taken.")},
		}},
	}, nil, wording.English))
}

func TestCard(t *testing.T) {
	facts := []news.Fact{
		{ID: 1, First: arrival.Time, Sentences: []news.Sentence{rumour, arrival, reprint}},
		{ID: 2, First: toll.Time, Sentences: []news.Sentence{toll}},
	}
	c := answer.Card{Profile: profile(), Recently: true, Latest: facts}
	goldenReply(t, "who", card(c, []news.Entity{{ID: 9, Name: "Alex Witkoff"}}, wording.English))
	goldenReply(t, "who-evidence", cardEvidence(&Request{}, c))
	goldenReply(t, "who-nobody", nobody("who", "witkof", []news.Entity{
		{ID: 7, Name: "Steve Witkoff"},
		{ID: 9, Name: "Alex Witkoff"},
	}, wording.English))
	goldenReply(t, "who-nothing-like-it", nobody("who", "zzz", nil, wording.English))
	goldenReply(t, "who-which", which("who", "petrov", []answer.Namesake{
		{Entity: news.Entity{ID: 3, Name: "Ivan Petrov", Kind: news.Person, Roles: []news.Role{{
			Title: "mayor of Lviv", Last: at(3, 0, 0),
		}}}, Mentions: 5},
		{Entity: news.Entity{ID: 4, Name: "Petr Petrov", Kind: news.Person}, Mentions: 2},
	}, wording.English))
	osce := news.Profile{Entity: news.Entity{ID: 7, Kind: news.Organisation, Name: "OSCE"}}
	empty := card(answer.Card{Profile: osce}, nil, wording.English)
	goldenReply(t, "who-empty", empty)
}

func TestSparkline(t *testing.T) {
	tests := []struct {
		name string
		days []int
		want string
	}{
		{"nothing", nil, ""},
		{"one day", []int{3}, ""},
		{"silence", []int{0, 0, 0}, ""},
		{"rising", []int{0, 1, 2, 7}, "▁▂▃█"},
		{"thirty days in ten bars", []int{
			0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			0, 2, 2, 3,
		}, "▁▂▃▁▁▁▁▁▁█"},
		{"a negative count is none", []int{-5, 1}, "▁█"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := sparkline(test.days); got != test.want {
				t.Errorf("sparkline(%v) = %q, want %q", test.days, got, test.want)
			}
		})
	}
}

func TestTallyLine(t *testing.T) {
	vague := toll.Figures[1]
	vague.By = "State Emergency Service"
	want := []string{
		"- **at least 12** (State Emergency Service) — [Baltic Wire](https://wire.example/kyiv), <t:1745494800:f>",
		"- **dozens** (State Emergency Service) — [Baltic Wire](https://wire.example/kyiv), <t:1745494800:f>",
	}
	for i, f := range []news.Figure{toll.Figures[0], vague} {
		told := answer.Tally{Figure: f, Sentence: toll}
		if got := message.Markdown(tallyLine(told, wording.English)); got != want[i] {
			t.Errorf("tallyLine = %q, want %q", got, want[i])
		}
	}
}

func TestDefinitions(t *testing.T) {
	body, err := json.MarshalIndent(definitions(command.All()), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "commands.json", append(body, '\n'))
}

func TestSameDefinitions(t *testing.T) {
	ours := definitions(command.All())
	body, err := json.Marshal(ours)
	if err != nil {
		t.Fatal(err)
	}
	// As Discord returns them: in another order, with fields of its own.
	var stored []map[string]any
	if err := json.Unmarshal(body, &stored); err != nil {
		t.Fatal(err)
	}
	for i := range stored {
		stored[i]["id"], stored[i]["version"], stored[i]["nsfw"] = "1", "2", false
		if stored[i]["name_localizations"] == nil {
			stored[i]["name_localizations"] = nil // Discord says null for none
		}
	}
	stored[0], stored[1] = stored[1], stored[0]
	body, err = json.Marshal(stored)
	if err != nil {
		t.Fatal(err)
	}
	var have []definition
	if err := json.Unmarshal(body, &have); err != nil {
		t.Fatal(err)
	}
	if !sameDefinitions(have, ours, false) {
		t.Error("what Discord stored of ours counts as changed")
	}
	have[0].Descriptions["uk"] += "!"
	if sameDefinitions(have, ours, false) {
		t.Error("a changed translation counts as unchanged")
	}
	have[0].Descriptions = maps.Clone(ours[1].Descriptions)
	have[0].Options[0].Description += "!"
	if sameDefinitions(have, ours, false) {
		t.Error("a changed description counts as unchanged")
	}
}

func sampleDigestDelivery() news.Delivery {
	return news.Delivery{ID: 1, Digest: sampleDigest(), Channel: "42", Nonce: "n-1", Attempt: 1}
}

// untrusted generates text as feeds never should send it.
func untrusted() *rapid.Generator[string] {
	pieces := []string{
		"**", "_", "~~", "||", "`", "```", "# ", "-# ", "> ", "- ", "1. ", "[", "](", ")", "<@1>", "@everyone",
		"<t:1:R>", "https://", "discord.gg/x",
		"\n", "\r\n", "\u200b", "\u200d", "\u202e", "\u0301", "👩‍🚀", "🇺🇦", "é", "ж", "中", "\x1b[0m", "\xff", "\\", " ",
		"word", "Witkoff", "\u0000", "𝒳",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String()), 0, 40).Draw(t,
			"pieces"), "")
	})
}

func TestNoArticleCanBreakAReply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string {
			return untrusted().Draw(t, name) + strings.Repeat("ж",
				rapid.SampledFrom([]int{0, 0, 0, 50, 5000}).Draw(t, "more"))
		}
		sentence := func() news.Sentence {
			s := news.Sentence{
				Source: text("source"), URL: text("address"), Text: text("text"), Time: at(25, 7, 12),
				Origin: news.Origin{
					Name: text("origin"), Kind: news.OriginOutlet, Citing: text("citing"),
					Party: text("party"),
				},
			}
			s.End = len(s.Text)
			return s
		}
		d := news.Digest{
			ID: 1, Name: text("name"), Sign: text("sign"), Zone: "UTC", To: at(25, 8, 0),
			Colour: rapid.Int().Draw(t, "colour"),
		}
		for range rapid.IntRange(0, 6).Draw(t, "developments") {
			s := sentence()
			d.Developments = append(d.Developments, news.Development{
				Headline: text("headline"), Time: s.Time, Status: news.Claimed, By: text("by"),
				Sentences: []news.Sentence{s}, Against: []news.Sentence{s},
				Origins: []news.Origin{s.Origin}, Outlets: 1,
				Figures: []news.Figure{{Kind: news.Killed, Low: 1, Who: text("who"), By: text("figure by")}},
			})
		}
		p := profile()
		p.Entity.Name, p.Entity.Aliases, p.Entity.Roles[0].Title = text("entity"), []string{text("alias")}, text("role")
		p.Offices[0].Title = p.Entity.Roles[0].Title
		p.With = []news.Count{{Name: text("with")}}
		p.SaidOf[0].Statement.Speaker, p.Said[0].Article.Source.Name = text("speaker"), text("outlet")
		facts := []news.Fact{{First: at(25, 7, 0), Sentences: []news.Sentence{sentence()}}}
		c := answer.Card{Profile: p, Recently: true, Latest: facts}
		for _, r := range []message.Reply{
			digestReply(d, wording.In(rapid.SampledFrom(wording.Languages()).Draw(t, "language"))),
			card(c, []news.Entity{{ID: 2, Name: text("other")}}, wording.English), cardEvidence(&Request{}, c),
			nobody("who", text("query"), []news.Entity{p.Entity}, wording.English),
		} {
			r.View, r.Line = message.ViewPage, "/latest"
			for _, form := range []message.Form{message.FormComponents, message.FormEmbeds} {
				for _, m := range command.Renderer.Render(r, form).Pages {
					inLimits(t, m)
					checkInert(t, m)
				}
			}
		}
	})
}

// checkInert holds that a message mentions nobody and links only where we link.
func checkInert(t fataler, m message.Message) {
	var texts []string
	for _, c := range m.Components {
		for _, child := range append(c.Components, c) {
			texts = append(texts, child.Content)
		}
	}
	for _, e := range m.Embeds {
		texts = append(texts, e.Description)
	}
	for _, text := range texts {
		text = ours.ReplaceAllString(text, "")
		for _, bad := range []string{"<@", "<#", "<t:", "](", "://", "@everyone", "||", "~~", "```"} {
			for rest := text; ; {
				i := strings.Index(rest, bad)
				if i < 0 {
					break
				}
				if i == 0 || rest[i-1] != '\\' {
					t.Fatalf("%q stands bare in %q", bad, text)
				}
				rest = rest[i+1:]
			}
		}
	}
}

// ours is the markup that we write ourselves: masked links with their labels' escapes, and timestamps.
var ours = regexp.MustCompile(`\[(?:[^\\\[\]]|\\.)*\]\(https?://[^\s()]*\)|<t:-?\d+:[a-zA-Z]>`)
