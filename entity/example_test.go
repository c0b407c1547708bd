package entity_test

import (
	"fmt"
	"time"

	"sitrep/entity"
	"sitrep/news"
	"sitrep/text"
)

func ExampleReader_Read() {
	reader, err := entity.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	body := "Russian Foreign Minister Sergei Lavrov met Hakan Fidan in Moscow. Lavrov later spoke to Reuters."
	var sentences []news.Span
	for _, s := range text.Sentences(body) {
		sentences = append(sentences, news.Span(s))
	}
	entities, mentions := reader.Read(body, sentences)
	for _, e := range entities {
		fmt.Println(e.Kind, e.Name)
		for _, r := range e.Roles {
			fmt.Println("  ", r.Title)
		}
	}
	for _, m := range mentions {
		if m.Kind == news.Person {
			fmt.Println(m.Span().In(body), "is", m.Name)
		}
	}
	// Output:
	// person Sergei Lavrov
	//    Russian Foreign Minister
	// person Hakan Fidan
	// place Moscow
	// organisation Reuters
	// Sergei Lavrov is Sergei Lavrov
	// Hakan Fidan is Hakan Fidan
	// Lavrov is Sergei Lavrov
}

func ExampleGroup() {
	for _, g := range entity.Group([]string{
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
	id, ok := entity.Resolve(news.Entity{Kind: news.Person, Name: "Volodymyr Zelenskyy"}, stored, time.Time{})
	fmt.Println(id, ok)
	// Output: 7 true
}
