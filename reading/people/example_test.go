package people_test

import (
	"fmt"
	"time"

	"sitrep/news"
	"sitrep/reading/people"
)

func ExampleGroup() {
	for _, g := range people.Group([]string{
		"Volodymyr Zelensky", "Володимир Зеленський", "Olena Zelenska",
		"Vladimir Zelenskiy",
	}) {
		fmt.Println(g)
	}
	// Output:
	// [Volodymyr Zelensky Володимир Зеленський Vladimir Zelenskiy]
	// [Olena Zelenska]
}

func ExampleResolve() {
	stored := []news.Entity{
		{ID: 7, Kind: news.Person, Name: "Volodymyr Zelensky"},
		{ID: 8, Kind: news.Person, Name: "Olena Zelenska"},
	}
	id, ok, _ := people.Resolve(news.Entity{Kind: news.Person, Name: "Volodymyr Zelenskyy"}, stored, time.Time{})
	fmt.Println(id, ok)
	// Output: 7 true
}
