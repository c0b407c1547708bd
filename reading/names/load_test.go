package names

import (
	"strings"
	"testing"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := newModel(namesData); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRecognise(b *testing.B) {
	model, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	const line = "Chancellor Otto Lindner’s envoy arrived in Minsk on Thursday, Interfax reported. "
	body := strings.Repeat(line, 50)[:4096]
	var sentences []news.Span
	for _, s := range text.Sentences(body, lang.English) {
		sentences = append(sentences, news.Span(s))
	}
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		model.Recognise(body, sentences)
	}
}
