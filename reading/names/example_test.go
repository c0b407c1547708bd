package names_test

import (
	"fmt"

	"sitrep/news"
	"sitrep/reading/names"
)

func ExampleModel_Recognise() {
	model, err := names.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	body := "Foreign Minister Sergei Lavrov met Hakan Fidan in Moscow."
	d, found := model.Recognise(body, []news.Span{{End: len(body)}})
	for _, n := range found {
		fmt.Println(n.Kind, d.Text(n))
	}
	// Output:
	// person Sergei Lavrov
	// person Hakan Fidan
	// place Moscow
}
