package story

import (
	"strings"
	"testing"
	"time"

	"sitrep/news"
)

// spotted is what reading finds in an article: towns and names wherever they stand, figures by their words, statements.
type spotted struct {
	towns   map[string]news.Point
	figures map[string]news.Figure // by words
	says    []news.Statement
	names   map[string]news.EntityKind
}

var (
	kyivPoint = news.Point{Lat: 50.45, Lon: 30.52}
	sumyPoint = news.Point{Lat: 50.91, Lon: 34.80}
)

func (s spotted) read(t *testing.T, a news.Article) []news.Sentence {
	t.Helper()
	r := read(a)
	for name, p := range s.towns {
		for i := 0; ; {
			j := strings.Index(a.Body[i:], name)
			if j < 0 {
				break
			}
			i += j + len(name)
			r.Places = append(r.Places, news.Place{Start: i - len(name), End: i, Name: name, Point: &p})
		}
	}
	for words, f := range s.figures {
		at := find(t, a.Body, words)
		f.Start, f.End = at.Start, at.End
		r.Figures = append(r.Figures, f)
	}
	for name, kind := range s.names {
		r.Entities = append(r.Entities, news.Entity{Kind: kind, Name: name})
		at := find(t, a.Body, name)
		r.Mentions = append(r.Mentions, news.Mention{
			Start: at.Start, End: at.End, Kind: kind, Name: name,
			Entity: len(r.Entities) - 1,
		})
	}
	r.Statements = s.says
	a.ID = a.Published.Unix()
	return sentences(a, r)
}

func killedFigure(n float64, who string) news.Figure {
	return news.Figure{Kind: news.Killed, Low: n, High: n, Bound: news.Exact, Who: who}
}

// TestTollScope: tolls are compared where they count the same people in the same place, and nowhere else.
func TestTollScope(t *testing.T) {
	const first = "A strike on Kyiv killed 9 people before dawn."
	towns := map[string]news.Point{"Kyiv": kyivPoint, "Sumy": sumyPoint}
	for _, tt := range []struct {
		name, later string
		after       time.Duration
		figures     map[string]news.Figure
		one         bool
	}{
		{
			"the same town", "Rescuers in Kyiv now count twelve dead bodies altogether.", time.Hour,
			map[string]news.Figure{"twelve": killedFigure(12, "bodies")},
			true,
		},
		{
			"the town of the sentence before",
			"Kyiv woke to sirens and burning houses. Twelve people lost their lives so far, rescuers count.", time.Hour,
			map[string]news.Figure{"Twelve": killedFigure(12, "people")},
			true,
		},
		{
			"another incident, for all that it says", "In Kyiv twelve people lost their lives under a falling wall.",
			time.Hour,
			map[string]news.Figure{"twelve": killedFigure(12, "people")},
			false,
		},
		{
			"the same number", "In Kyiv nine people lost their lives under a falling wall.", time.Hour,
			map[string]news.Figure{"nine": killedFigure(9, "people")},
			true,
		},
		{
			"another town", "Rescuers in Sumy now count twelve dead bodies altogether.", time.Hour,
			map[string]news.Figure{"twelve": killedFigure(12, "bodies")},
			false,
		},
		{
			"another day", "Rescuers in Kyiv now count twelve dead bodies altogether.", 5 * 24 * time.Hour,
			map[string]news.Figure{"twelve": killedFigure(12, "bodies")},
			false,
		},
		{
			"a part of the toll", "Rescuers in Kyiv found many victims, including 8 nurses of one ward.", time.Hour,
			map[string]news.Figure{"8 nurses": killedFigure(8, "nurses")},
			false,
		},
		{
			"somebody's age", "Rescuers in Kyiv found a woman of 76 among broken furniture.", time.Hour,
			map[string]news.Figure{"76": killedFigure(76, "")},
			false,
		},
		{
			"other people", "Rescuers in Kyiv now count twelve soldiers killed altogether.", time.Hour,
			map[string]news.Figure{"twelve": killedFigure(12, "soldiers")},
			false,
		},
		{
			"what was said before", "In Kyiv the mayor had spoken of seven dead at first.", time.Hour,
			map[string]news.Figure{"seven": killedFigure(7, "")},
			false,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := stored(t, spotted{towns: towns, figures: map[string]news.Figure{"9 people": killedFigure(9,
				"people")}}.read(t, article(wire, day, "", first)), nil)
			facts = stored(t, spotted{towns: towns, figures: tt.figures}.read(t,
				article(daily, day.Add(tt.after), "", tt.later)), facts)
			if one := len(facts[0].Sentences) == 2; one != tt.one {
				t.Errorf("one toll: %v, want %v", one, tt.one)
			}
		})
	}
}

// TestNamesAloneAreNoFact: the same two people, another act.
func TestNamesAloneAreNoFact(t *testing.T) {
	names := map[string]news.EntityKind{"Oleh Marko": news.Person, "Pavlo Hrim": news.Person}
	a := article(wire, day, "", "Oleh Marko flew to Odesa to see Pavlo Hrim.")
	b := article(daily, day.Add(5*time.Hour), "", "Pavlo Hrim offered Oleh Marko a written pledge on grain.")
	facts := stored(t, spotted{names: names}.read(t, a), nil)
	facts = stored(t, spotted{names: names}.read(t, b), facts)
	if len(facts) != 2 {
		t.Errorf("%d facts, want the visit and the pledge", len(facts))
	}
}

// TestConfirmationJoinsItsRumour: what was rumoured is confirmed by another on another day, in other words.
func TestConfirmationJoinsItsRumour(t *testing.T) {
	names := map[string]news.EntityKind{"Oleh Marko": news.Person, "Pavlo Hrim": news.Person}
	rumour := article(daily, day, "",
		"Envoy Oleh Marko may travel to Odesa on Saturday to see Pavlo Hrim, a person briefed on the plans said.")
	confirm := article(wire, day.Add(20*time.Hour), "",
		"The ministry confirmed on Friday that Oleh Marko was travelling and that Pavlo Hrim would receive him.")
	say := news.Statement{
		Source: []news.Span{find(t, confirm.Body, "The ministry")},
		Cue:    []news.Span{find(t, confirm.Body, "confirmed")},
		Content: []news.Span{find(t, confirm.Body,
			"that Oleh Marko was travelling and that Pavlo Hrim would receive him")}, Speaker: "Ministry",
		Stance: news.Confirms,
	}
	facts := stored(t, spotted{names: names}.read(t, rumour), nil)
	facts = stored(t, spotted{names: names, says: []news.Statement{say}}.read(t, confirm), facts)
	if len(facts) != 1 || len(facts[0].Sentences) != 2 {
		t.Fatalf("%d facts, want one", len(facts))
	}
	// What happens afterwards is not what was confirmed.
	after := article(daily, day.Add(30*time.Hour), "", "Oleh Marko promised Pavlo Hrim a shipment of seed wheat.")
	if facts = stored(t, spotted{names: names}.read(t, after), facts); len(facts) != 2 {
		t.Errorf("%d facts, want the promise apart", len(facts))
	}
}

// TestDenialOfTheClaim: "denied the claim" means what stands before it.
func TestDenialOfTheClaim(t *testing.T) {
	a := article(wire, day, "",
		"Colonel Bern claimed that his brigade had crossed the Oril river at Tsar. The general staff denied the "+
			"claim and showed no map.")
	r := read(a)
	r.Statements = []news.Statement{
		{
			Source: []news.Span{find(t, a.Body, "Colonel Bern")}, Cue: []news.Span{find(t, a.Body, "claimed")},
			Content: []news.Span{find(t, a.Body, "that his brigade had crossed the Oril river at Tsar")},
			Speaker: "Colonel Bern", Stance: news.Claims,
		},
		{
			Source: []news.Span{find(t, a.Body, "The general staff")}, Cue: []news.Span{find(t, a.Body, "denied")},
			Content: []news.Span{find(t, a.Body, "the claim and showed no map")}, Speaker: "General Staff",
			Stance: news.Denies,
		},
	}
	got := Join(sentences(a, r), nil, book)
	if len(got) != 2 || got[0].Fact == got[1].Fact || got[1].Denies != got[0].Fact {
		t.Fatalf("facts %+v, want two, of which the second denies the first", got)
	}
}
