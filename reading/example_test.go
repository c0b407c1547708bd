package reading_test

import (
	"fmt"

	"sitrep/news"
	"sitrep/reading"
)

func ExampleReader_Read() {
	reader, err := reading.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	body := "Russian Foreign Minister Sergei Lavrov met Hakan Fidan in Moscow. Lavrov later spoke to Reuters."
	r := reader.Read(news.Article{Body: body})
	for _, e := range r.Entities {
		fmt.Println(e.Kind, e.Name)
		for _, role := range e.Roles {
			fmt.Println("  ", role.Title)
		}
	}
	for _, m := range r.Mentions {
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
