package figures_test

import (
	"fmt"

	"sitrep/news"
	"sitrep/reading/figures"
)

func ExampleFind() {
	const body = "The strike killed at least 12 people and injured dozens more."
	for _, f := range figures.Find(body, []news.Span{{Start: 0, End: len(body)}}, nil) {
		fmt.Println(f.Kind, f.Bound, f.Low, f.Who, "←", f.Span().In(body))
	}
	// Output:
	// killed at least 12 people ← at least 12 people
	// injured vague 24  ← dozens more
}
