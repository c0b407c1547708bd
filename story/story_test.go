package story

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

var (
	day   = time.Date(2025, 4, 24, 8, 0, 0, 0, time.UTC) // a Thursday
	wire  = news.Source{Name: "Meridian", Kind: news.KindWire, Aliases: []string{"Meridian News Agency"}}
	paper = news.Source{Name: "Podil Post", Kind: news.KindNewspaper}
	daily = news.Source{Name: "Thames Daily", Kind: news.KindNewspaper}
	state = news.Source{Name: "Volga Press", Kind: news.KindStateMedia, Party: "Russia"}
	book  = NewDirectory([]news.Source{wire, paper, daily, state}).With(NewParties(
		[]news.Belligerent{{Name: "Russia", Country: "RU"}, {Name: "Ukraine", Country: "UA"}},
		[]news.ArmedConflict{{Countries: []string{"UA"}, Sides: []string{"Russia", "Ukraine"}}},
		map[string]string{
			"Russia": "RU", "Russian": "RU", "Ukraine": "UA", "Ukrainian": "UA",
		}))
)

// read is a reading by sentences only; tests add the spans that they are about.
func read(a news.Article) news.Reading {
	var r news.Reading
	for _, s := range text.Sentences(a.Body, lang.Of(a.Language)) {
		r.Sentences = append(r.Sentences, news.Span(s))
	}
	return r
}

func article(src news.Source, at time.Time, title, body string) news.Article {
	return news.Article{Source: src, Title: title, Body: body, Published: at, Seen: at, Language: "en"}
}

func sentences(a news.Article, r news.Reading) []news.Sentence {
	f := Frequencies{}
	d := NewDraft(a)
	return Sentences(a, d, r, Known{Vector: Vector(Terms(d, r), f), Frequencies: f, Outlets: book})
}

// find returns the span of words in the article's body.
func find(t *testing.T, body, words string) news.Span {
	t.Helper()
	for i := range body {
		if len(body)-i >= len(words) && body[i:i+len(words)] == words {
			return news.Span{Start: i, End: i + len(words)}
		}
	}
	t.Fatalf("%q is not in %q", words, body)
	return news.Span{}
}

func toll(t *testing.T, body, words string, n float64, place string) news.Figure {
	s := find(t, body, words)
	return news.Figure{Start: s.Start, End: s.End, Kind: news.Killed, Low: n, High: n, Bound: news.Exact, Place: place}
}

func arrival(a news.Article) Arrival {
	return Arrival{
		Title: a.Title, Vector: Vector(Terms(NewDraft(a), read(a)), Frequencies{}), Time: a.Time(),
		Dated: true,
	}
}

func TestPlace(t *testing.T) {
	strike := article(wire, day, "Missile strike kills nine in Kyiv",
		"A Russian missile hit an apartment block in Kyiv overnight. Rescuers pulled nine bodies from the rubble of "+
			"the building in the Sviatoshynskyi district.")
	again := article(paper, day.Add(3*time.Hour), "Death toll of Kyiv missile strike rises",
		"Rescuers in Kyiv found more bodies in the rubble of the apartment block that a Russian missile hit in "+
			"Sviatoshynskyi district.")
	talks := article(daily, day.Add(4*time.Hour), "Envoy to fly to Moscow",
		"The American envoy is to meet the Russian president in Moscow to discuss a ceasefire proposal, an official "+
			"in Washington said.")
	place := func(a news.Article, candidates ...news.Story) news.Story {
		return Place(arrival(a), candidates).Story
	}
	first := place(strike)
	if first.ID != 0 || first.Articles != 1 || first.Title != strike.Title {
		t.Fatalf("Place of a first article = %+v, want a new story of its title", first)
	}
	first.ID = 7
	if got := place(again, first); got.ID != 7 || got.Articles != 2 || !got.Last.Equal(again.Published) {
		t.Errorf("Place of a second report = story %d with %d articles, want 7 with 2", got.ID, got.Articles)
	}
	if got := place(talks, first); got.ID != 0 {
		t.Errorf("Place of another matter = story %d, want a new one", got.ID)
	}
	late := again
	late.Published = day.Add(60 * 24 * time.Hour)
	late.Seen = late.Published
	if got := place(late, first); got.ID != 0 {
		t.Errorf("Place two months later = story %d, want a new one", got.ID)
	}
}

// TestPlaceMerges: two stories begin apart, an article tells that they are one; the larger one takes the other in.
func TestPlaceMerges(t *testing.T) {
	blast := article(wire, day, "Explosion at depot near Vladimir",
		"An explosion shook an ammunition depot near Vladimir, and residents were told to leave the village of "+
			"Barsovo.")
	leave := article(paper, day.Add(time.Hour), "Villagers evacuated",
		"Buses brought families from Barsovo to schools in the next town, and the road was closed by troops.")
	both := article(daily, day.Add(2*time.Hour), "Depot explosion empties village",
		"An explosion at an ammunition depot near Vladimir forced families from Barsovo onto buses to schools in the "+
			"next town; the road was closed by troops.")
	elsewhere := article(daily, day, "Grain ship leaves Odesa",
		"A ship with grain left the port of Odesa for Egypt, the ministry of infrastructure wrote.")
	first := Place(arrival(blast), nil).Story
	first.ID, first.Topics = 3, []string{"a"}
	second := Place(arrival(leave), []news.Story{first}).Story
	if second.ID != 0 {
		t.Fatal("the test wants two stories to begin with")
	}
	second.ID, second.Topics = 4, []string{"b"}
	other := Place(arrival(elsewhere), nil).Story
	other.ID = 5
	got := Place(arrival(both), []news.Story{second, other, first})
	if got.Story.ID != 3 && got.Story.ID != 4 {
		t.Fatalf("the article joins story %d", got.Story.ID)
	}
	if len(got.Absorbed) != 1 || got.Absorbed[0]+got.Story.ID != 7 || got.Story.Articles != 3 {
		t.Errorf("Place = story %d of %d articles, absorbed %v, want one of 3 and 4 in the other", got.Story.ID,
			got.Story.Articles, got.Absorbed)
	}
	if diff := cmp.Diff([]string{"a", "b"}, got.Story.Topics); diff != "" {
		t.Errorf("topics (-want +got):\n%s", diff)
	}
	if again := Place(arrival(both), []news.Story{first, other, second}); again.Story.ID != got.Story.ID {
		t.Errorf("in another order of candidates the article joins story %d, not %d", again.Story.ID, got.Story.ID)
	}
}

// TestDuplicates: when two stories become one, what both told is told once.
func TestDuplicates(t *testing.T) {
	a := article(wire, day, "",
		"A drone struck the fuel depot of Feodosia in the night. The governor of Odesa opened a school.")
	b := article(paper, day.Add(time.Hour), "",
		"A drone struck the fuel depot of Feodosia before dawn. Engineers closed bridges over the Seym.")
	keep := stored(t, sentences(a, read(a)), nil)
	gone := stored(t, sentences(b, read(b)), nil)
	for i := range gone {
		gone[i].ID += 100
	}
	pairs := Duplicates(keep, gone)
	if diff := cmp.Diff([][2]int64{{keep[0].ID, gone[0].ID}}, pairs); diff != "" {
		t.Fatalf("pairs (-want +got):\n%s", diff)
	}
	all := Unite(keep, gone, pairs)
	if len(all) != 3 || len(all[0].Sentences) != 2 || len(keep[0].Sentences) != 1 {
		t.Errorf("united facts %v, kept %v", all, keep)
	}
}

// TestDivide: a story that took up a second matter loses it again, and keeps its id.
func TestDivide(t *testing.T) {
	flood := []string{
		"Water broke the dyke of Orsk and flooded two thousand houses.",
		"Rescuers in Orsk used boats to reach flooded houses behind the dyke.",
		"The flooded dyke of Orsk was built for lower water, prosecutors found.",
		"Water at the dyke of Orsk began to fall, houses stay flooded.",
	}
	quake := []string{
		"An earthquake cracked walls in Hatay province.", "The earthquake in Hatay province had magnitude five.",
		"Schools with cracked walls stay shut in Hatay province after the earthquake.",
		"Engineers look at cracked walls in Hatay province, shaken by the earthquake.",
	}
	facts := func(texts ...string) (out []news.Fact) {
		for i, body := range texts {
			a := article(wire, day.Add(time.Duration(i)*time.Hour), "", body)
			for _, s := range sentences(a, read(a)) {
				s.Article = int64(i + 1)
				out = append(out, news.Fact{ID: int64(10 + i), Sentences: []news.Sentence{s}})
			}
		}
		return out
	}
	whole := news.Story{
		ID: 9, Title: "Flood", First: day, Last: day.Add(7 * time.Hour), Articles: 8,
		Topics: []string{"x"},
	}
	rest, part := Divide(whole, facts(append(slices.Clone(flood), quake...)...))
	if diff := cmp.Diff([]int64{5, 6, 7, 8}, part.Articles); diff != "" {
		t.Fatalf("articles that leave (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int64{14, 15, 16, 17}, part.Facts); diff != "" {
		t.Errorf("facts that leave (-want +got):\n%s", diff)
	}
	if rest.ID != 9 || rest.Articles != 4 || rest.Title != "Flood" || part.Story.ID != 0 || part.Story.Articles != 4 ||
		part.Story.Title != quake[0] {
		t.Errorf("stories %+v and %+v", rest, part.Story)
	}
	if _, part := Divide(whole, facts(append(slices.Clone(flood), flood...)...)); len(part.Articles) > 0 {
		t.Errorf("a story of one matter loses articles %v", part.Articles)
	}
}

func TestClauses(t *testing.T) {
	body := "On Thursday the president called on Moscow to stop following a wave of airstrikes on Kyiv that killed " +
		"at least 12 people and injured dozens more."
	whole := news.Span{End: len(body)}
	figures := []news.Figure{toll(t, body, "12 people", 12, "Kyiv")}
	var got []string
	for _, s := range clauses(body, whole, figures) {
		got = append(got, s.In(body))
	}
	want := []string{
		"On Thursday the president called on Moscow to stop",
		"a wave of airstrikes on Kyiv that killed at least 12 people and injured dozens more.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("clauses (-want +got):\n%s", diff)
	}
	if got := clauses(body, whole, nil); len(got) != 1 {
		t.Errorf("clauses without a toll = %d, want the whole sentence", len(got))
	}
}

// TestJoinCountsReprintsOnce: a paper prints the wire's sentence; another tells the same in its own words.
func TestJoinCountsReprintsOnce(t *testing.T) {
	const copied = "A ballistic missile hit a five-storey apartment block in the Sviatoshynskyi district of Kyiv " +
		"before dawn."
	report := sentences(article(wire, day, "", copied), read(article(wire, day, "", copied)))
	facts := stored(t, report, nil)
	reprint := article(paper, day.Add(time.Hour), "", copied)
	facts = stored(t, sentences(reprint, read(reprint)), facts)
	own := article(daily, day.Add(2*time.Hour), "",
		"Before dawn a ballistic missile struck an apartment block of five storeys in the Sviatoshynskyi district of "+
			"Kyiv.")
	facts = stored(t, sentences(own, read(own)), facts)
	if len(facts) != 1 {
		t.Fatalf("%d facts, want 1", len(facts))
	}
	var got []string
	for _, o := range facts[0].Origins() {
		got = append(got, o.Name)
	}
	if diff := cmp.Diff([]string{"Meridian", "Thames Daily"}, got); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
}

// TestCorrections: two papers print a wire's text before the wire's own article comes; then both have it from the
// wire.
func TestCorrections(t *testing.T) {
	const text = "A ballistic missile hit a five-storey apartment block in the Sviatoshynskyi district of Kyiv " +
		"before dawn."
	var facts []news.Fact
	for i, src := range []news.Source{paper, daily} {
		a := article(src, day.Add(time.Duration(i)*time.Minute), "", text)
		a.ID = int64(i + 1)
		facts = stored(t, sentences(a, read(a)), facts)
	}
	own := article(state, day.Add(time.Hour), "",
		"In Kyiv's Sviatoshynskyi district an apartment block of five storeys was hit by a ballistic missile before "+
			"dawn.")
	own.ID = 3
	facts = stored(t, sentences(own, read(own)), facts)
	if len(facts) != 1 || facts[0].Independent() != 2 {
		t.Fatalf("%d facts, want one of two origins before the wire's own article", len(facts))
	}
	for i := range facts[0].Sentences {
		facts[0].Sentences[i].ID = int64(i + 1)
	}
	late := article(wire, day.Add(2*time.Hour), "", text)
	late.ID = 4
	joined := Join(sentences(late, read(late)), facts, book)
	got := Corrections(late, joined, facts, book)
	if len(got) != 2 || got[0].Sentence != 1 || got[1].Sentence != 2 || got[0].Origin.Family != "meridian" {
		t.Fatalf("Corrections = %+v, want the two copies to be Meridian's", got)
	}
	for _, c := range got {
		facts[0].Sentences[c.Sentence-1].Origin = c.Origin
	}
	facts[0].Sentences = append(facts[0].Sentences, joined...)
	var names []string
	for _, o := range facts[0].Origins() {
		names = append(names, o.Name)
	}
	if diff := cmp.Diff([]string{"Meridian", "Volga Press"}, names); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
	if again := Corrections(own, Join(sentences(own, read(own)), facts, book), facts, book); again != nil {
		t.Errorf("an outlet that is no wire corrects %+v", again)
	}
}

// stored does what storage does with joined sentences.
func stored(t *testing.T, in []news.Sentence, facts []news.Fact) []news.Fact {
	t.Helper()
	fresh := map[int64]int{}
	for _, s := range Join(in, facts, book) {
		i := int(s.Fact) - 1
		if s.Fact < 0 {
			var known bool
			if i, known = fresh[s.Fact]; !known {
				i = len(facts)
				fresh[s.Fact] = i
				facts = append(facts, news.Fact{ID: int64(i + 1), First: s.Time})
			}
		}
		s.Fact = facts[i].ID
		facts[i].Sentences = append(facts[i].Sentences, s)
		facts[i].Last = s.Time
		if s.Denies > 0 {
			facts[s.Denies-1].DeniedBy = append(facts[s.Denies-1].DeniedBy, s)
		}
	}
	return facts
}

func TestJoinRevisesTolls(t *testing.T) {
	first := article(paper, day, "", "The strike on Kyiv killed 9 people, the mayor said.")
	r1 := read(first)
	r1.Figures = []news.Figure{toll(t, first.Body, "9 people", 9, "Kyiv")}
	later := article(wire, day.Add(4*time.Hour), "",
		"Rescuers now put the number of people killed in the strike on Kyiv at 12.")
	r2 := read(later)
	r2.Figures = []news.Figure{toll(t, later.Body, "12", 12, "Kyiv")}
	kyiv := find(t, later.Body, "Kyiv")
	r2.Places = []news.Place{{
		Start: kyiv.Start, End: kyiv.End, Name: "Kyiv", Point: &news.Point{Lat: 50.4, Lon: 30.5},
		Country: "UA",
	}}
	elsewhere := article(wire, day.Add(5*time.Hour), "", "The strike on Pavlohrad killed 3 people, the governor said.")
	r3 := read(elsewhere)
	r3.Figures = []news.Figure{toll(t, elsewhere.Body, "3 people", 3, "Pavlohrad")}
	r3.Places = []news.Place{{
		Start: 14, End: 23, Name: "Pavlohrad", Point: &news.Point{Lat: 48.5, Lon: 35.9},
		Country: "UA",
	}}
	r1.Places = []news.Place{{
		Start: 14, End: 18, Name: "Kyiv", Point: &news.Point{Lat: 50.4, Lon: 30.5},
		Country: "UA",
	}}

	facts := stored(t, sentences(first, r1), nil)
	facts = stored(t, sentences(later, r2), facts)
	facts = stored(t, sentences(elsewhere, r3), facts)
	if len(facts) != 2 || len(facts[0].Sentences) != 2 {
		t.Fatalf("%d facts, the first of %d sentences; want Kyiv's toll with 2 and Pavlohrad's", len(facts),
			len(facts[0].Sentences))
	}
}

func TestDenialStandsBesideItsClaim(t *testing.T) {
	claim := article(paper, day, "",
		"Ukraine's air force said Russian forces used North Korean missiles in the attack on Kyiv.")
	r1 := read(claim)
	r1.Statements = []news.Statement{{
		Source: []news.Span{find(t, claim.Body, "Ukraine's air force")}, Cue: []news.Span{find(t, claim.Body, "said")},
		Content: []news.Span{find(t, claim.Body, "Russian forces used North Korean missiles in the attack on Kyiv")},
		Speaker: "Ukraine's air force", Stance: news.Says, Quote: news.Indirect,
	}}
	deny := article(state, day.Add(time.Hour), "",
		"Russia's defence ministry denied that its forces used North Korean missiles in the attack on Kyiv.")
	r2 := read(deny)
	r2.Statements = []news.Statement{{
		Source:  []news.Span{find(t, deny.Body, "Russia's defence ministry")},
		Cue:     []news.Span{find(t, deny.Body, "denied")},
		Content: []news.Span{find(t, deny.Body, "that its forces used North Korean missiles in the attack on Kyiv")},
		Speaker: "Russia's defence ministry", Stance: news.Denies, Quote: news.Indirect,
	}}
	facts := stored(t, sentences(claim, r1), nil)
	facts = stored(t, sentences(deny, r2), facts)
	if len(facts) != 2 || len(facts[0].DeniedBy) != 1 {
		t.Fatalf("%d facts, the claim denied by %d; want 2 and 1", len(facts), len(facts[0].DeniedBy))
	}
	if got := facts[0].Sentences[0]; got.Status != news.Claimed || got.Origin.Party != "Ukraine" {
		t.Errorf("the claim is %s by party %q, want claimed by Ukraine", got.Status, got.Origin.Party)
	}
	if got := facts[0].DeniedBy[0].Origin.Party; got != "Russia" {
		t.Errorf("the denial's party is %q, want Russia", got)
	}
}

func TestOrigin(t *testing.T) {
	const body = "The envoy arrived in Moscow for talks, the Interfax news agency reported Friday, citing an " +
		"anonymous source familiar with the matter."
	tests := []struct {
		name      string
		source    news.Source
		body      string
		statement *news.Statement
		want      news.Origin
	}{
		{
			name: "a cited agency and whom it cites", source: news.Source{Name: news.UnknownSource}, body: body,
			statement: &news.Statement{
				Source: []news.Span{
					find(t, body, "the Interfax news agency"),
					find(t, body, "an anonymous source familiar with the matter"),
				},
				Cue:     []news.Span{find(t, body, "reported")},
				Content: []news.Span{find(t, body, "The envoy arrived in Moscow for talks")},
				Speaker: "Interfax", Via: "Interfax", Anonymous: true,
			},
			want: news.Origin{
				Name: "Interfax", Kind: news.OriginOutlet, Family: "interfax",
				Citing: "an anonymous source familiar with the matter", Unnamed: true,
			},
		},
		{
			name: "own reporting", source: paper,
			body: "The blast shattered windows across the whole Podil district of the capital.",
			want: news.Origin{Name: "Podil Post", Kind: news.OriginOwn, Family: "podil post"},
		},
		{
			name: "nobody known", source: news.Source{Name: news.UnknownSource},
			body: "The blast shattered windows across the whole Podil district of the capital.",
			want: news.Origin{Kind: news.OriginUnknown},
		},
		{
			name: "an outlet that nobody has described", source: news.Source{Name: "Hill Blog"},
			body: "The blast shattered windows across the whole Podil district of the capital.",
			want: news.Origin{Name: "Hill Blog", Kind: news.OriginUnknown, Family: "hill blog"},
		},
		{
			name: "footage", source: paper,
			body: "Videos shared by users appear to show a burning bridge over the river at Kaniv.",
			want: news.Origin{
				Name: "Podil Post", Kind: news.OriginAnonymous, Family: "podil post", Citing: "Videos shared by users",
			},
		},
		{
			name: "hearsay", source: paper,
			body: "The commander of the brigade was reportedly flown out of the encircled town at night.",
			want: news.Origin{
				Name: "Podil Post", Kind: news.OriginAnonymous, Family: "podil post", Citing: "reportedly",
			},
		},
		{
			name: "a wire's copy by its dateline", source: paper,
			body: "KYIV, April 24 (Meridian) — The blast shattered windows across the whole Podil district of the " +
				"capital.",
			want: news.Origin{Name: "Meridian", Kind: news.OriginOutlet, Family: "meridian"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := article(tt.source, day, "", tt.body)
			r := read(a)
			if tt.statement != nil {
				r.Statements = []news.Statement{*tt.statement}
			}
			got := sentences(a, r)
			if len(got) == 0 {
				t.Fatal("no sentence")
			}
			tt.want.Naming = Naming(tt.want.Name)
			if diff := cmp.Diff(tt.want, got[len(got)-1].Origin); diff != "" {
				t.Errorf("origin (-want +got):\n%s", diff)
			}
		})
	}
}

// TestQuotationsThatGoOn: each sentence of a quotation is its speaker's, also where he is named in another one.
func TestQuotationsThatGoOn(t *testing.T) {
	const body = "“The bridge at Kaniv was closed on Monday,” Oleh Marchuk said. “Two boats were sunk near it by " +
		"mines that drifted down the river. Nobody on board the boats was hurt in the explosion of the mines.” " +
		"The port of Kaniv stayed open for the rest of the week."
	a := article(paper, day, "", body)
	r := read(a)
	first, second := find(t, body, "“The bridge at Kaniv was closed on Monday,”"), find(t, body, "“Two boats")
	second.End = strings.Index(body, "of the mines.”") + len("of the mines.”")
	r.Statements = []news.Statement{{
		Source: []news.Span{find(t, body, "Oleh Marchuk")}, Cue: []news.Span{find(t, body, "said")},
		Content: []news.Span{first, second}, Speaker: "Oleh Marchuk", Quote: news.Direct,
	}}
	var got []string
	for _, s := range sentences(a, r) {
		got = append(got, s.Origin.Name)
	}
	if diff := cmp.Diff([]string{"Oleh Marchuk", "Oleh Marchuk", "Oleh Marchuk", "Podil Post"}, got); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
}

func TestBackground(t *testing.T) {
	for _, tt := range []struct {
		sentence string
		want     bool
	}{
		{"Russia began its full-scale invasion in February 2022.", true},
		{"The front has hardly moved since 2023.", true},
		{"Moscow annexed the peninsula eleven years ago.", false}, // a number word that is not listed stays news
		{"Moscow annexed the peninsula 11 years ago.", true},
		{"The drone fell on a depot at dawn.", false},
		{"The province is regularly shelled.", true},
		{"On March 22 a school west of the town was hit.", true},
		{"The talks are to go on in Riyadh on May 20.", false},
		{"The column left on April 20 and arrived at noon.", false},
		{"Flag day, April 24, was marked in silence.", false},
		{"In the morning he had spoken of nine dead.", true},
		{"The death toll of three has not changed.", true},
		{"The talks are to resume in May 2025.", false},
	} {
		if got := background(tt.sentence, day); got != tt.want {
			t.Errorf("background(%q) = %v, want %v", tt.sentence, got, tt.want)
		}
	}
}

func TestRelevant(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       bool
	}{
		{
			"a strike",
			"A missile strike killed two civilians in Kharkiv, the governor said. Air defence shot down eleven drones.",
			true,
		},
		{
			"football",
			"The striker scored two goals in the second half and the coach praised the attack after the league match.",
			false,
		},
		{"markets", "Shares fell on Friday as investors weighed earnings; the index lost two percent and the yield " +
			"rose.", false},
		{"nothing", "", false},
		{"an alert", "A missile hit a depot near Odesa on Monday and killed three people, the governor said.", true},
		{"another alert", "Two soldiers were wounded when a drone fell on a checkpoint, the army said.", true},
		{"a third", "Ceasefire talks in Cairo have ended without a deal, an envoy said.", true},
		{
			"a siege of a goal",
			"City laid siege to the goal for an hour, but the defence held firm and the striker never broke through.",
			false,
		},
		{
			"a price war",
			"The chains are in a price war: shares of both fell as each cut what it asks for milk and bread this week.",
			false,
		},
		{"a film", "The actor plays a soldier in the new film, which opens on Friday with a premiere in London for " +
			"charity.", false},
		{
			"a launch",
			"Rocket Lab will launch a satellite on Monday from New Zealand, weather permitting, the company said.",
			false,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Relevant(article(paper, day, "", tt.body)); got.On != tt.want {
				t.Errorf("Relevant = %+v, want %v", got, tt.want)
			}
		})
	}
}

func TestMatcher(t *testing.T) {
	m := NewMatcher([]news.Topic{
		{Slug: "ukraine-war", Words: []string{"ukraine", "zelensky"}, Countries: []string{"UA"}},
		{Slug: "sudan", Words: []string{"sudan", "rapid support forces"}, Exclude: []string{"south sudan"}},
		{Slug: "one-paper", Words: []string{"drone"}, Sources: []string{"Podil Post"}},
		{Slug: "haiti", Entities: []string{"Jean Belrive"}},
	}, Lookup{Surname: func(name string) string {
		_, last, _ := strings.Cut(name, " ")
		return last
	}})
	for _, tt := range []struct {
		name  string
		a     news.Article
		topic []string
	}{
		{"by words", article(daily, day, "Drones over Ukraine", "Nothing else."), []string{"ukraine-war"}},
		{"a phrase stands together", article(daily, day, "",
			"The Rapid Support Forces took a town. The rapid support forces left."), []string{"sudan"}},
		{"a phrase apart is none", article(daily, day, "", "Rapid help and support of forces. Support rapid."), nil},
		{"excluded by title", article(daily, day, "South Sudan votes", "Sudan, Sudan."), nil},
		{"one passing word is too little", article(daily, day, "", "A film opens today. It is about Ukraine."), nil},
		{"a surname in the title", article(daily, day, "Belrive sacked", "He left at once."), []string{"haiti"}},
		{"behind an office", article(daily, day, "President Belrive's jet lands", "It is late."), []string{"haiti"}},
		{"of somebody else", article(daily, day, "Marie Belrive sings", "She sang."), nil},
		{"only one outlet", article(paper, day, "", "A drone met a drone."), []string{"one-paper"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.topic, m.Match(tt.a, read(tt.a))); diff != "" {
				t.Errorf("Match (-want +got):\n%s", diff)
			}
		})
	}
}
