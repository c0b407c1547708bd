package statements_test

import (
	"fmt"

	"sitrep/news"
	"sitrep/reading/statements"
)

func ExampleFind() {
	const body = "“There was no warning,” Governor Oleh Marchuk told Reuters."
	sentences := []news.Span{{Start: 0, End: len(body)}}
	mentions := []news.Mention{{Start: 37, End: 49, Kind: news.Person, Name: "Oleh Marchuk"}}
	for _, s := range statements.Find(body, sentences, mentions) {
		fmt.Println(s.Speaker, s.Stance, s.Quote, "via", s.Via)
		fmt.Println(s.Source[0].In(body), "→", s.Cue[0].In(body), "→", s.Content[0].In(body))
	}
	// Output:
	// Oleh Marchuk says direct via Reuters
	// Governor Oleh Marchuk → told → “There was no warning,”
}
