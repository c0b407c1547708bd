package answer

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
)

func at(day, hour, minute int) time.Time {
	return time.Date(2025, 4, day, hour, minute, 0, 0, time.UTC)
}

func TestFragment(t *testing.T) {
	top := Namesake{news.Entity{ID: 1, Name: "Karim Haddad"}, 100}
	for _, tt := range []struct {
		name     string
		mentions int
		want     bool
	}{
		{"Haddad", 40, true},
		{"al-Haddad", 40, true},
		{"Haddad", 60, false}, // too many to be strays
		{"Samir Haddad", 5, false},
		{"Karim Haddad", 5, false}, // a namesake, or the name in full once more: whoever asks must choose
	} {
		e := Namesake{news.Entity{ID: 2, Name: tt.name}, tt.mentions}
		if got := fragment(e, top); got != tt.want {
			t.Errorf("fragment(%q, mentioned %d times) = %v, want %v", tt.name, tt.mentions, got, tt.want)
		}
	}
}

func TestOffices(t *testing.T) {
	on := func(day int) time.Time { return time.Date(2025, 4, day, 9, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		name string
		all  []news.Office
		want []string
	}{
		{"the latest first", []news.Office{
			{Role: news.Role{Title: "minister", Last: on(2), Count: 9}},
			{Role: news.Role{Title: "president", Last: on(8), Count: 7}},
		}, []string{"president", "minister"}},
		{"of one day the more frequent", []news.Office{
			{Role: news.Role{Title: "envoy", Last: on(2), Count: 1}},
			{Role: news.Role{Title: "special envoy", Last: on(2).Add(-time.Hour), Count: 7}},
		}, []string{"special envoy", "envoy"}},
		{"a misreading last", []news.Office{
			{Role: news.Role{Title: "surgeon", Last: on(9), Count: 1}},
			{Role: news.Role{Title: "president", Last: on(8), Count: 379}},
		}, []string{"president", "surgeon"}},
		{"none", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, r := range (Card{Profile: news.Profile{Offices: tt.all}}).Offices() {
				got = append(got, r.Title)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Offices (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDisputed takes from the facts about somebody those that they state and others deny, and not those that others
// state of them or that they deny themselves.
func TestDisputed(t *testing.T) {
	e := news.Entity{ID: 1, Kind: news.Person, Name: "Valery Gerasimov", Aliases: []string{"Gerasimov"}}
	by := func(name, text string) news.Sentence {
		return news.Sentence{
			Article: 1, Source: "Meridian Wire", URL: "https://meridian.example/1", Time: at(26, 9, 0),
			Text: text, End: len(text), Origin: news.Origin{Name: name, Kind: news.OriginOfficial},
		}
	}
	reported := by("Meridian", "Gerasimov said that the region had been taken.")
	reported.Statements = []news.Statement{{Speaker: "Gerasimov"}}
	denial := by("General Staff", "The General Staff denied that the region had been taken.")
	facts := []news.Fact{
		{ID: 1, Sentences: []news.Sentence{reported}, DeniedBy: []news.Sentence{denial}},
		{
			ID: 2, Sentences: []news.Sentence{by("General Staff", "Gerasimov fled.")},
			DeniedBy: []news.Sentence{by("Valery Gerasimov", "Gerasimov denied it.")},
		},
		{ID: 3, Sentences: []news.Sentence{by("Valery Gerasimov", "Nobody denies this.")}},
	}
	got := disputed(e, facts)
	if len(got) != 1 || got[0].ID != 1 {
		t.Fatalf("disputed = %v, want the first fact", got)
	}
}

func TestLeadIsWhatSomebodyStandsBy(t *testing.T) {
	rumour := news.Sentence{Text: "Some reports suggested that the envoy may go.", Hedged: true, Weight: 5}
	reprint := news.Sentence{Text: "The envoy landed, Interfax reported.", Weight: 2}
	arrival := news.Sentence{Text: "The envoy arrived in Moscow to meet with the president.", Weight: 3}
	if got := Lead(news.Fact{Sentences: []news.Sentence{rumour, reprint, arrival}}); got.Text != arrival.Text {
		t.Errorf("Lead = %q, want %q", got.Text, arrival.Text)
	}
}

func TestSnippet(t *testing.T) {
	body := "First paragraph about nothing.\n\nUkraine’s air defence shot down 40 drones overnight, the air force " +
		"said.\n\n" + strings.Repeat("Something else. ", 60) + "air defence again."
	find := func(words ...string) (out []news.Span) {
		for _, w := range words {
			i := strings.Index(body, w)
			out = append(out, news.Span{Start: i, End: i + len(w)})
		}
		return out
	}
	tests := []struct {
		name string
		in   []news.Span
		want string
	}{
		{
			"the paragraph of the matches", find("air defence", "drones"),
			"…Ukraine’s **air defence** shot down 40 **drones** overnight, the air force said.…",
		},
		{"spans that lie outside are left out", []news.Span{
			{Start: -1, End: 3},
			{Start: 5, End: 1 << 20},
			{Start: 9, End: 9},
		}, "First paragraph about nothing.…"},
		{"no matches", nil, "First paragraph about nothing.…"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := marked(snippet(body, test.in)); got != test.want {
				t.Errorf("snippet = %q, want %q", got, test.want)
			}
		})
	}
}

// marked is a snippet with its matches between asterisks.
func marked(all []Piece) string {
	var b strings.Builder
	for _, p := range all {
		if p.Match {
			p.Text = "**" + p.Text + "**"
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

func TestSnippetIsVerbatim(t *testing.T) {
	body := strings.Repeat("Київ под ударом — жертвы. ", 50)
	for start := 0; start < len(body)-20; start += 7 {
		got := ""
		for _, p := range snippet(body, []news.Span{{Start: start, End: start + 9}}) {
			got += p.Text
		}
		if inner := strings.TrimSpace(strings.Trim(got, "…")); !strings.Contains(body, inner) {
			t.Fatalf("the snippet at %d is not in the body: %q", start, got)
		}
	}
}

func TestTallies(t *testing.T) {
	killed := func(low float64, bound news.Bound, by string) news.Figure {
		return news.Figure{Kind: news.Killed, Low: low, High: low, Bound: bound, Place: "Kyiv", By: by}
	}
	toll := news.Sentence{
		Source: "Baltic Wire", Time: at(24, 11, 40), Origin: news.Origin{Name: "State Emergency Service"},
		Figures: []news.Figure{
			killed(12, news.AtLeast, "State Emergency Service"),
			{Kind: news.Injured, Low: 24, Bound: news.Vague, Place: "Kyiv"},
		},
	}
	earlier := news.Sentence{
		Source: "Kyiv Herald", Time: at(24, 8, 5), Figures: []news.Figure{killed(9, news.Exact, "the mayor")},
	}
	got := tallies([]news.Fact{{Sentences: []news.Sentence{toll, toll}}, {Sentences: []news.Sentence{earlier}}})
	injured := toll.Figures[1]
	injured.By = "State Emergency Service"
	want := Figures{Groups: []FigureGroup{
		{Kind: news.Killed, Place: "Kyiv", Items: []Tally{
			{Figure: toll.Figures[0], Sentence: toll},
			{Figure: earlier.Figures[0], Sentence: earlier},
		}},
		{Kind: news.Injured, Place: "Kyiv", Items: []Tally{{Figure: injured, Sentence: toll}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tallies (-want +got):\n%s", diff)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"digest", "help", "latest", "search", "who"}
	for in, want := range map[string]string{
		"lates": "latest", "la": "latest", "wo": "who", "serach": "search", "x": "",
		"zzzzzz": "", "digests": "digest", strings.Repeat("who", 3000): "",
	} {
		if got := Nearest(in, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTopic(t *testing.T) {
	topics := []news.Topic{
		{Slug: "sudan", Name: "Sudan"},
		{Slug: "syria-war", Name: "Syria war"},
		{Slug: "ukraine-war", Name: "Ukraine war"},
	}
	for name, want := range map[string]string{
		"ukraine-war": "ukraine-war", " UKRAINE  war": "ukraine-war", "ukraine": "ukraine-war", "war": "", "mars": "",
	} {
		if got, ok := Topic(topics, name); got.Slug != want || ok != (want != "") {
			t.Errorf("Topic(%q) = %q, %v, want %q", name, got.Slug, ok, want)
		}
	}
}

func TestOutlet(t *testing.T) {
	all := []news.Source{{Name: "Kyiv Herald"}, {Name: "AFP", Aliases: []string{"Agence France-Presse"}}}
	for name, want := range map[string][2]string{
		"kyiv herald": {"Kyiv Herald", ""}, "agence france-presse": {"AFP", ""}, "Kiyv Herald": {"", "Kyiv Herald"},
		"The Moon": {"", ""},
	} {
		if found, near := outlet(all, name); found != want[0] || near != want[1] {
			t.Errorf("outlet(%q) = %q, %q, want %q", name, found, near, want)
		}
	}
}

// entities is a NameStore of a few entities, mentioned so many times.
type entities map[string]int

func (s entities) FindEntities(context.Context, string, []news.EntityKind, int) ([]news.Entity, error) {
	return s.all(), nil
}

func (s entities) all() (out []news.Entity) {
	for i, name := range slices.Sorted(maps.Keys(s)) {
		out = append(out, news.Entity{ID: int64(i + 1), Name: name})
	}
	return out
}

func (s entities) Entity(_ context.Context, id int64) (news.Entity, error) { return s.all()[id-1], nil }

func (s entities) SameName(a, b string) bool { return strings.EqualFold(a, b) }

func (s entities) MentionCounts(_ context.Context, ids []int64) (map[int64]int, error) {
	out := map[int64]int{}
	for _, id := range ids {
		out[id] = s[s.all()[id-1].Name]
	}
	return out, nil
}

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		name     string
		stored   entities
		asked    string
		entity   string
		others   int
		sharing  int
		likewise int
	}{
		{"in full", entities{"Ivan Petrov": 1, "Petr Petrov": 90}, "ivan petrov", "Ivan Petrov", 0, 0, 0},
		{"the only one", entities{"Steve Witkoff": 3, "Steve Jobs": 9}, "witkoff", "Steve Witkoff", 0, 0, 0},
		{"far more often", entities{"Vladimir Putin": 900, "Katerina Putin": 3}, "putin", "Vladimir Putin", 1, 0, 0},
		{"whom?", entities{"Ivan Petrov": 5, "Petr Petrov": 2}, "petrov", "", 0, 2, 0},
		{"nobody", entities{"Steve Witkoff": 3}, "witkof", "", 0, 0, 1},
		{"nothing", entities{}, "zzz", "", 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := NewNames(tt.stored, nil).Find(t.Context(), tt.asked)
			if err != nil {
				t.Fatal(err)
			}
			if m.Entity.Name != tt.entity || m.Clear() != (tt.entity != "") || len(m.Others) != tt.others ||
				len(m.Namesakes) != tt.sharing || len(m.Nearest) != tt.likewise {
				t.Errorf("Find(%q) = %+v", tt.asked, m)
			}
		})
	}
}

// places are entities that are all places.
type places struct{ entities }

func (s places) FindEntities(_ context.Context, name string, _ []news.EntityKind, _ int) (out []news.Entity, _ error) {
	for _, e := range s.all() {
		if e.Kind = news.PlaceKind; strings.EqualFold(e.Name, name) {
			out = append(out, e)
		}
	}
	return out, nil
}

// TestFindByAnOlderName: "Kiev" means Kyiv where articles say Kyiv more often, whether or not one says Kiev.
func TestFindByAnOlderName(t *testing.T) {
	today := func(name string) string {
		return map[string]string{"kiev": "Kyiv", "kyiv": "Kyiv"}[strings.ToLower(name)]
	}
	for _, tt := range []struct {
		stored      entities
		asked, want string
	}{
		{entities{"Kiev": 3, "Kyiv": 90}, "kiev", "Kyiv"},
		{entities{"Kyiv": 90}, "kiev", "Kyiv"},
		{entities{"Kiev": 90, "Kyiv": 3}, "kiev", "Kiev"},
		{entities{"Kiev": 3}, "kiev", "Kiev"},
		{entities{"Kiev": 3, "Kyiv": 90}, "kyiv", "Kyiv"},
	} {
		m, err := NewNames(places{tt.stored}, today).Find(t.Context(), tt.asked)
		if err != nil || m.Entity.Name != tt.want {
			t.Errorf("%s among %v is %+v, %v, want %s", tt.asked, tt.stored, m, err, tt.want)
		}
	}
}

func TestDaysTellFactsAsTheyWereToldFirst(t *testing.T) {
	first := news.Sentence{Text: "Nine people died.", Time: at(24, 22, 30), Weight: 1}
	later := news.Sentence{Text: "Twelve people died.", Time: at(26, 9, 0), Weight: 5}
	night := news.Sentence{Text: "A bridge fell.", Time: at(24, 23, 0), Weight: 1}
	facts := []news.Fact{
		news.Fact{ID: 1, Sentences: []news.Sentence{first, later}}.Dated(),
		news.Fact{ID: 2, Sentences: []news.Sentence{night}}.Dated(),
	}
	kyiv := time.FixedZone("Kyiv", 3*60*60)
	days := Days(facts, kyiv)
	if len(days) != 1 || days[0].Date.Day() != 25 || len(days[0].Entries) != 2 {
		t.Fatalf("Days = %+v, want both on the 25th in Kyiv", days)
	}
	if got := days[0].Entries[0].Sentence.Text; got != first.Text {
		t.Errorf("the first entry tells %q, want what was known on that day", got)
	}
}

func ExampleNearest() {
	fmt.Println(Nearest("serach", []string{"latest", "search", "who"}))
	// Output: search
}

func TestSpeakersWhoAreOnlyOfACountry(t *testing.T) {
	for description, want := range map[string]bool{
		"a Russian": true, "An Israeli": true, "a Russian official": false, "an official": false, "Moscow": false,
		"": false,
	} {
		if got := onlyOfACountry(description); got != want {
			t.Errorf("onlyOfACountry(%q) = %v", description, got)
		}
	}
}

// TestSays leaves out of a card what only looks like somebody's words: pieces of what others did with them, and
// what is told as said after a death.
func TestSays(t *testing.T) {
	said := func(day int, words string) news.Quoted {
		return news.Quoted{
			Article: news.Article{Body: words, Published: at(day, 9, 0), Seen: at(day, 9, 0)},
			Statement: news.Statement{
				Content: []news.Span{{End: len(words)}}, Speaker: "Karim " +
					"Haddad", Stance: news.Says, Quote: news.Indirect,
			},
		}
	}
	c := Card{Profile: news.Profile{
		Entity: news.Entity{Kind: news.Person, Name: "Karim Haddad"},
		Said: []news.Quoted{
			said(9, "who had left the village while asking that the road be kept open"),
			said(9, "widening the coalition that was formed to hold the town"),
			said(9, "that four men had been killed in what Hill Radio"),
			said(9, "the fighters but never succeeded in weakening them"),
			said(9, "Karim Haddad will meet his counterpart in the capital on Saturday"),
			said(9, "that the enemy had a vote in this matter"),
			said(4, "the suggestion of a total ceasefire in the valley"),
			said(4, "the raid saying those who ordered it would be found"),
			said(3, "the fighters rampaged through the village for hours"),
			said(2, "the town would be held until the relief column came"),
		},
	}}
	words := func() (out []string) {
		for _, q := range c.Says() {
			out = append(out, q.Words)
		}
		return out
	}
	alive := []string{
		"that the enemy had a vote in this matter", "those who ordered it would be found",
		"the fighters rampaged through the village for hours",
	}
	if diff := cmp.Diff(alive, words()); diff != "" {
		t.Errorf("Says (-want +got):\n%s", diff)
	}
	c.Profile.Offices = []news.Office{{Role: news.Role{Title: "killed", First: at(5, 9, 0), Count: 4}, Death: true}}
	dead := append(alive[1:], "the town would be held until the relief column came")
	if diff := cmp.Diff(dead, words()); diff != "" {
		t.Errorf("Says of the dead (-want +got):\n%s", diff)
	}
}

// TestSaidOfByNobody: a pronoun or a clause says nothing of anybody.
func TestSaidOfByNobody(t *testing.T) {
	for description, want := range map[string]bool{
		"He": true, "both": true, "Planes struck the bridge of the town": true, "The generals": false,
		"a man who left the town": false, "the officer of the watch": false, "Both generals": false,
	} {
		if got := predicates(description); got != want {
			t.Errorf("predicates(%q) = %v", description, got)
		}
	}
}
