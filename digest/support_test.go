package digest

import (
	"testing"

	"sitrep/news"
)

// TestSupportSaysWho keeps what one origin says from standing under another's name.
func TestSupportSaysWho(t *testing.T) {
	lead := news.Sentence{
		Source: "Podil Post", Text: "The envoy arrived.",
		Origin: news.Origin{Name: "Interfax", Kind: news.OriginOutlet, Family: "interfax"},
	}
	for _, tt := range []struct {
		name    string
		support news.Sentence
		want    bool
	}{
		{"the same origin", news.Sentence{Text: "He met the president.", Origin: lead.Origin}, true},
		{"the outlet's own words", news.Sentence{
			Text:   "He has been criticised.",
			Origin: news.Origin{Name: "Podil Post", Kind: news.OriginOwn},
		}, false},
		{"nobody's words", news.Sentence{
			Source: "Podil Post", Text: "He has been criticised.",
			Origin: news.Origin{Kind: news.OriginUnknown},
		}, false},
		{"an official who is named in it", news.Sentence{
			Start: 100, End: 140, Text: "The mayor said that he welcomed the talk.",
			Origin:     news.Origin{Name: "the mayor", Kind: news.OriginOfficial},
			Statements: []news.Statement{{Speaker: "the mayor", Source: []news.Span{{Start: 100, End: 109}}}},
		}, true},
		{"what was yet to come", news.Sentence{Text: "He may meet the president.", Origin: lead.Origin}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			words := []news.Term{{Text: "envoy", Weight: 1}}
			l, c := candidate{lead: lead}, candidate{lead: tt.support, change: news.ChangeNew}
			l.lead.Terms, c.lead.Terms = words, words
			if got := supports(c, l); got != tt.want {
				t.Errorf("supports = %v, want %v", got, tt.want)
			}
		})
	}
}

// TestTollBelowAHeadline: a headline that gives no toll shows that of the sentence below it, with its giver; what is
// hedged, or said in passing, is no count of the event.
func TestTollBelowAHeadline(t *testing.T) {
	told := func(text string, figures ...news.Figure) candidate {
		s := news.Sentence{Text: text, Source: "Wire", Figures: figures}
		return candidate{lead: s, fact: news.Fact{Sentences: []news.Sentence{s}}}
	}
	toll := news.Figure{Kind: news.Killed, Low: 2, High: 2, By: "the port"}
	head, below := told("Drones struck the port."), told("Two workers died, the port said.", toll)
	hedged, aside := below, below
	hedged.lead.Hedged, aside.aside = true, true
	if got := develop(head.fact, 1, []candidate{head, below}).Figures; len(got) != 1 || got[0].By != "the port" {
		t.Errorf("below a headline without a toll: %+v", got)
	}
	if got := develop(head.fact, 1, []candidate{head, hedged, aside}).Figures; len(got) != 0 {
		t.Errorf("of a hedged sentence and an aside: %+v", got)
	}
	other := told("Three died.", news.Figure{Kind: news.Killed, Low: 3, High: 3, By: "the mayor"})
	if got := develop(other.fact, 1, []candidate{other, below}).Figures; len(got) != 1 || got[0].Low != 3 {
		t.Errorf("below a headline with a toll: %+v", got)
	}
}
