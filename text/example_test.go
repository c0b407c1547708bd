package text_test

import (
	"fmt"

	"sitrep/text"
	"sitrep/text/lang"
)

func ExampleSentences() {
	body := "KYIV, April 25 (Reuters) — Russia struck Kyiv at 1 a.m. Friday. “We ran,” said Ms. Koval."
	for _, s := range text.Sentences(body, lang.English) {
		fmt.Println(s.In(body))
	}
	// Output:
	// KYIV, April 25 (Reuters) — Russia struck Kyiv at 1 a.m. Friday.
	// “We ran,” said Ms. Koval.
}

func ExampleKey() {
	fmt.Println(text.Key("Аль-Башир"), "|", text.Key("U.N. Security Council"))
	// Output: al bashir | un security council
}

func ExampleSketch_Similarity() {
	a := text.SketchOf("Drones hit the port of Odesa overnight, the governor said.")
	b := text.SketchOf("Drones hit the port of Odesa overnight, the governor SAID!")
	fmt.Println(a.Similarity(b))
	// Output: 1
}
