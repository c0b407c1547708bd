package claim_test

import (
	"fmt"

	"sitrep/claim"
	"sitrep/news"
)

func ExampleStatements() {
	const body = "“There was no warning,” Governor Oleh Marchuk told Reuters."
	sentences := []news.Span{{Start: 0, End: len(body)}}
	mentions := []news.Mention{{Start: 37, End: 49, Kind: news.Person, Name: "Oleh Marchuk"}}
	for _, s := range claim.Statements(body, sentences, mentions) {
		fmt.Println(s.Speaker, s.Stance, s.Quote, "via", s.Via)
		fmt.Println(s.Source[0].In(body), "→", s.Cue[0].In(body), "→", s.Content[0].In(body))
	}
	// Output:
	// Oleh Marchuk says direct via Reuters
	// Governor Oleh Marchuk → told → “There was no warning,”
}

func ExampleFigures() {
	const body = "The strike killed at least 12 people and injured dozens more."
	for _, f := range claim.Figures(body, []news.Span{{Start: 0, End: len(body)}}, nil) {
		fmt.Println(f.Kind, f.Bound, f.Low, f.Who, "←", f.Span().In(body))
	}
	// Output:
	// killed at least 12 people ← at least 12 people
	// injured vague 24  ← dozens more
}
