package digest_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/digest"
	"sitrep/news"
)

var update = flag.Bool("update", false, "rewrite golden files")

var morning = time.Date(2025, 4, 24, 5, 0, 0, 0, time.UTC)

// stated is a sentence that is its article's whole body, from an outlet that reports it itself.
func stated(source string, after time.Duration, body string, weight float64) news.Sentence {
	return news.Sentence{
		Article: int64(len(body)), Source: source, URL: "https://example.org/" + strings.ToLower(source),
		Time: morning.Add(after), Arrived: morning.Add(after),
		End: len(body), Text: body, Status: news.Reported, Weight: weight,
		Origin: news.Origin{Name: source, Kind: news.OriginOwn, Family: strings.ToLower(source)},
	}
}

func fact(id, story int64, sentences ...news.Sentence) news.Fact {
	f := news.Fact{ID: id, Story: story, Sentences: sentences}
	return f.At(morning.AddDate(1, 0, 0))
}

func killed(s news.Sentence, n float64, by string) news.Sentence {
	s.Figures = []news.Figure{{
		Start: 0, End: 1, Kind: news.Killed, Low: n, High: n, Bound: news.Exact, Place: "Kyiv",
		By: by,
	}}
	return s
}

func headlines(d news.Digest) []string {
	out := []string{}
	for _, dev := range d.Developments {
		out = append(out, string(dev.Change)+" "+string(dev.Status)+": "+dev.Headline)
	}
	return out
}

// composeCase is what is composed of facts for a channel that knows some of them; nil stands for one that has read
// everything up to the window.
type composeCase struct {
	name  string
	facts []news.Fact
	known map[int64]news.Known
	want  []string
}

func composed(t *testing.T, tests []composeCase) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := digest.Compose(digest.Input{
				From: morning, To: morning.Add(8 * time.Hour),
				Facts: tt.facts, Known: tt.known,
			})
			if diff := cmp.Diff(tt.want, headlines(d)); diff != "" {
				t.Errorf("Compose (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompose(t *testing.T) {
	const strike = "A missile hit an apartment block in Kyiv before dawn."
	hedge := stated("Aggregate", time.Hour, "Some reports suggested that the envoy may press for a truce.", 9)
	hedge.Hedged = true
	denied := fact(4, 3, stated("Wire", 0, "The ministry said that the town had fallen.", 2))
	denied.DeniedBy = []news.Sentence{stated("Paper", time.Hour, "The general staff denied that the town had fallen.",
		2)}

	composed(t, []composeCase{
		{
			"a new fact",
			[]news.Fact{fact(1, 1, stated("Wire", 0, strike, 2))},
			nil,
			[]string{"new reported: " + strike},
		},
		{"independent origins agree", []news.Fact{fact(1, 1, stated("Wire", 0, strike, 2),
			stated("Paper", time.Hour, strike, 1))}, nil, []string{"new confirmed: " + strike}},
		{
			"reported before the window",
			[]news.Fact{fact(1, 1, stated("Wire", -time.Hour, strike, 2))},
			nil,
			[]string{},
		},
		{"reprinted in the window", []news.Fact{fact(1, 1, stated("Wire", -time.Hour, strike, 2),
			stated("Wire", time.Hour, strike, 2))}, nil, []string{}},
		{"a second origin", []news.Fact{fact(1, 1, stated("Wire", -time.Hour, strike, 2),
			stated("Paper", time.Hour, strike, 2))}, nil, []string{"status confirmed: " + strike}},
		{
			"a revised toll",
			[]news.Fact{fact(1, 1, killed(stated("Wire", -time.Hour, "Nine people died.", 2), 9, "the mayor"),
				killed(stated("Wire", time.Hour, "Twelve people died.", 2), 12, "the rescue service"))},
			nil,
			[]string{"figure reported: Twelve people died."},
		},
		{"a denial", []news.Fact{denied}, nil, []string{"new denied: The ministry said that the town had fallen."}},
		{
			"a hedge never leads",
			[]news.Fact{fact(1, 1, hedge), fact(2, 2, stated("Wire", 0, strike, 1))},
			nil,
			[]string{"new reported: " + strike, "new reported: " + hedge.Text},
		},
		{"background is no news", []news.Fact{fact(1, 1, func() news.Sentence {
			s := stated("Wire", 0, "The war began in 2022.", 9)
			s.Background = true
			return s
		}())}, nil, []string{}},
	})
}

func TestComposeForAChannelThatHasRead(t *testing.T) {
	const strike = "A missile hit an apartment block in Kyiv before dawn."
	joined := fact(7, 1, killed(stated("Wire", time.Minute, "Nine people died.", 2), 9, "the mayor"),
		killed(stated("Paper", time.Hour, "Twelve people died.", 2), 12, "the rescue service"))
	joined.Aliases = []int64{9}
	composed(t, []composeCase{
		{"two facts that were shown apart and turned out to be one", []news.Fact{joined}, map[int64]news.Known{
			9: {Fact: 9, Status: news.Reported, Origins: 1, Figures: joined.Sentences[0].Figures, Time: morning},
			7: {
				Fact: 7, Status: news.Confirmed, Origins: 2, Figures: joined.Sentences[1].Figures,
				Time: morning.Add(time.Hour),
			},
		}, []string{}},
		{"the other half of what turned out to be one was not shown", []news.Fact{joined}, map[int64]news.Known{
			9: {Fact: 9, Status: news.Reported, Origins: 1, Figures: joined.Sentences[0].Figures, Time: morning},
		}, []string{"figure reported: Twelve people died."}},
		{
			"known to this channel",
			[]news.Fact{fact(1, 1, stated("Wire", time.Hour, strike, 2))},
			map[int64]news.Known{1: {Fact: 1, Status: news.Reported, Origins: 1, Time: morning.Add(time.Hour)}},
			[]string{},
		},
		{
			"a late article for a channel that was served before", []news.Fact{fact(1, 1, func() news.Sentence {
				s := stated("Wire", -time.Hour, strike, 2)
				s.Arrived = morning.Add(time.Minute)
				return s
			}())}, map[int64]news.Known{}, []string{"new reported: " + strike},
		},
	})
}

// TestComposeTellsADenialBesideTheEvent: a rumour that is denied is told with its denial, to one who knows it as well,
// though its event is told by somebody else's words.
func TestComposeTellsADenialBesideTheEvent(t *testing.T) {
	rumour := stated("Aggregate", -time.Hour, "Reports on social media said that the general had been killed.", 2)
	rumour.Hedged, rumour.Event = true, 1
	denial := stated("Paper", time.Hour, "The army denied the reports of his death.", 1)
	denial.Denies, denial.Event = 1, 1
	alive := stated("Paper", time.Hour, "The general appeared on video after reports that he had been killed.", 3)
	alive.Event = 1
	told := fact(1, 1, rumour)
	before := digest.State(told)
	told.DeniedBy = []news.Sentence{denial}
	twin := fact(4, 1, rumour)
	twin.DeniedBy = told.DeniedBy
	for name, known := range map[string]map[int64]news.Known{
		"to one who has read everything": nil, "to one who was shown the rumour": {1: before},
		"to one who was not": {},
	} {
		t.Run(name, func(t *testing.T) {
			d := digest.Compose(digest.Input{
				From: morning, To: morning.Add(8 * time.Hour), Known: known,
				Facts:  []news.Fact{told, fact(2, 1, alive), fact(3, 1, denial), twin},
				Events: map[int64]news.Event{1: {ID: 1, Title: "General", Articles: 2}},
			})
			change := news.ChangeStatus
			if known != nil && len(known) == 0 {
				change = news.ChangeNew
			}
			want := []string{"new reported: " + alive.Text, string(change) + " denied: " + rumour.Text}
			if diff := cmp.Diff(want, headlines(d)); diff != "" {
				t.Errorf("Compose (-want +got):\n%s", diff)
			}
			last := d.Developments[len(d.Developments)-1]
			if len(last.Against) != 1 || last.Against[0].Text != denial.Text {
				t.Errorf("against it stands %v", last.Against)
			}
		})
	}
}

func TestComposePutsHedgesLast(t *testing.T) {
	hedge := stated("Wire", 0, "Some reports suggested that the bridge is gone.", 9)
	hedge.Hedged = true
	d := digest.Compose(digest.Input{From: morning, To: morning.Add(time.Hour), Facts: []news.Fact{
		fact(1, 1, stated("Wire", 0, "The first matter leads by far.", 5)),
		fact(2, 2, stated("Wire", 0, "Another matter comes next.", 4)),
		fact(3, 1, stated("Wire", 0, "What more there is about the first one.", 3)), fact(4, 1, hedge),
	}})
	if diff := cmp.Diff([]int64{1, 2, 1, 1}, stories(d)); diff != "" {
		t.Errorf("order of stories (-want +got):\n%s", diff)
	}
}

func stories(d news.Digest) (out []int64) {
	for _, dev := range d.Developments {
		out = append(out, dev.Story)
	}
	return out
}

func TestComposeCapsAnOutlet(t *testing.T) {
	compose := func(others int) (ofFirst int, d news.Digest) {
		var facts []news.Fact
		for i := range int64(6) {
			facts = append(facts, fact(i+1, 1, stated("Wire", 0, strings.Repeat("another matter ", int(i)+3), 3)))
		}
		for i := range int64(others) {
			facts = append(facts, fact(100+i, 100+i, stated(fmt.Sprint("Paper ", i), 0,
				strings.Repeat("elsewhere ", int(i)+3), 2)))
		}
		d = digest.Compose(digest.Input{From: morning, To: morning.Add(time.Hour), Facts: facts, Style: news.Standard})
		for _, dev := range d.Developments {
			if dev.Sentences[0].Source == "Wire" {
				ofFirst++
			}
		}
		return ofFirst, d
	}
	if n, d := compose(20); n != 4 || len(d.Developments) != 9 || d.LeftOut != 17 {
		t.Errorf("beside 20 other outlets: %d of one outlet among %d, %d left out; want 4 among 9, 17 left out", n,
			len(d.Developments), d.LeftOut)
	}
	if n, d := compose(1); n != 6 || d.LeftOut != 0 {
		t.Errorf("beside 1 other outlet: %d of one outlet, %d left out; want all 6", n, d.LeftOut)
	}
}

func TestComposeLeavesOutAsides(t *testing.T) {
	d := digest.Compose(digest.Input{
		From: morning, To: morning.Add(time.Hour),
		Facts: []news.Fact{fact(1, 1, stated("Wire", 0, "The council met.", 0.5))},
	})
	if len(d.Developments) != 0 || d.LeftOut != 1 {
		t.Errorf("an aside gives %d developments and %d left out, want 0 and 1", len(d.Developments), d.LeftOut)
	}
}

func TestTrim(t *testing.T) {
	const whole = "The envoy arrived in Moscow for talks, the Interfax agency reported Friday, citing an unnamed " +
		"source."
	s := stated("Paper", 0, whole, 1)
	s.Start, s.End = 100, 100+len(whole)
	at := func(words string) []news.Span {
		i := strings.Index(whole, words)
		return []news.Span{{Start: 100 + i, End: 100 + i + len(words)}}
	}
	s.Statements = []news.Statement{{
		Source: at("the Interfax agency"), Cue: at("reported"), Content: at("The envoy arrived in Moscow for talks"),
		Speaker: "Interfax", Via: "Interfax", Quote: news.Indirect,
	}}
	got := digest.Trim(s)
	if want := "The envoy arrived in Moscow for talks…"; got.Text != want || got.Start != 100 ||
		got.End != 100+len(want)-len("…") {
		t.Errorf("Trim = %q [%d,%d), want %q", got.Text, got.Start, got.End, want)
	}
	s.Statements[0].Via, s.Statements[0].Speaker = "", "Sergei Lavrov"
	if got := digest.Trim(s); got.Text != whole {
		t.Errorf("Trim of a named speaker's words = %q, want them whole", got.Text)
	}
	clause := s
	clause.Statements, clause.Text = nil, "a wave of strikes that killed twelve people."
	clause.End = clause.Start + len(clause.Text)
	if got := digest.Trim(clause); got.Text != "…a wave of strikes that killed twelve people." {
		t.Errorf("Trim of a clause = %q", got.Text)
	}
}

// sample is a digest with every part that a form has to show, some of it hostile.
func sample() news.Digest {
	evil := stated("Paper", 2*time.Hour, "Twelve people died, \x1b[2J@everyone [free](https://evil.example) \u202egnp.",
		3)
	strike := fact(1, 1, killed(stated("Wire", -time.Hour, "Nine people died in the strike on Kyiv.", 2), 9,
		"the mayor"), killed(evil, 12, "the rescue service"))
	denied := fact(2, 2, stated("Wire", time.Hour, "The ministry said that the town had fallen.", 2))
	denied.DeniedBy = []news.Sentence{stated("Paper", 2*time.Hour, "The general staff denied that the town had fallen.",
		2)}
	return digest.Compose(digest.Input{
		Topic: news.Topic{Slug: "ukraine-war", Name: "Ukraine war", Sign: "🟦"}, From: morning,
		To: morning.Add(8 * time.Hour), Due: morning.Add(7 * time.Hour),
		Zone: "Europe/Kyiv", Facts: []news.Fact{
			strike, denied,
			fact(3, 3, stated("Wire", -time.Hour, "Old.", 1), stated("Wire", time.Hour, "Old.", 1)),
		},
		Coverage: news.Coverage{Articles: 64, Sources: 17, Feeds: news.Health{Healthy: 12, Total: 41}},
	})
}

func TestForms(t *testing.T) {
	forms := map[string]func(*bytes.Buffer) error{
		"digest.txt":  func(b *bytes.Buffer) error { return digest.Text(b, sample(), 60) },
		"digest.md":   func(b *bytes.Buffer) error { return digest.Markdown(b, sample()) },
		"digest.html": func(b *bytes.Buffer) error { return digest.HTML(b, sample()) },
		"quiet.txt": func(b *bytes.Buffer) error {
			return digest.Text(b, digest.Compose(digest.Input{
				From: morning, To: morning.Add(time.Hour),
				Coverage: news.Coverage{Articles: 412},
			}), 80)
		},
	}
	for name, render := range forms {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := render(&b); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", name)
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("%s (-want +got); -update rewrites it:\n%s", name, diff)
			}
			for _, bad := range []string{"\x1b", "\u202e"} {
				if strings.Contains(b.String(), bad) {
					t.Errorf("%s lets %q of feed text through", name, bad)
				}
			}
		})
	}
}

func ExampleCompose() {
	s := stated("Wire", 0, "A missile hit an apartment block in Kyiv before dawn.", 1)
	d := digest.Compose(digest.Input{
		From: morning, To: morning.Add(8 * time.Hour),
		Facts: []news.Fact{{ID: 1, Sentences: []news.Sentence{s}}},
	})
	_ = digest.Text(os.Stdout, d, 80)
	// Output:
	// All conflicts · Thu 24 Apr 2025 13:00 +00:00
	// since Thu 24 Apr 05:00 · 1 development from 0 articles, 0 outlets
	//
	//  1  A missile hit an apartment block in Kyiv before dawn. — reported
	//     Wire, own reporting
	//     https://example.org/wire
}

func TestATitleIsNotCut(t *testing.T) {
	const title = "Three killed in strike on market, regional governor says"
	s := news.Sentence{
		Text: title, Title: title, End: len(title),
		Statements: []news.Statement{{
			Content: []news.Span{{Start: 0, End: 33}}, Source: []news.Span{{Start: 35, End: 52}},
			Cue: []news.Span{{Start: 53, End: 56}}, Anonymous: true,
		}},
	}
	if got := digest.Trim(s).Text; got != title {
		t.Errorf("a title is told as %q", got)
	}
}
