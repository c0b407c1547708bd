package story

import (
	"testing"

	"sitrep/news"
)

// TestNamesakes: a last name alone is that of whoever bears it in the article, and not of somebody who is known.
func TestNamesakes(t *testing.T) {
	parties := NewParties([]news.Belligerent{{Name: "Ukraine", Country: "UA", People: []string{"Olena Bondar"}}},
		[]news.ArmedConflict{{Countries: []string{"UA"}, Sides: []string{"Ukraine"}}}, nil)
	const body = "Bondar said Ukraine would not yield."
	for speaker, want := range map[string]string{"Olena Bondar": "Ukraine", "Bondar": "Ukraine", "Tim Bondar": ""} {
		a := article(paper, day, "Ukraine will not yield", body)
		st := news.Statement{Source: []news.Span{{Start: 0, End: len("Bondar")}}, Speaker: speaker}
		if got := parties.sidesOf(a, news.Reading{}).of(st, news.Span{End: len(body)}); got != want {
			t.Errorf("%s speaks for %q, want %q", speaker, got, want)
		}
	}
}
