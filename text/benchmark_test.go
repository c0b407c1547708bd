package text_test

import (
	"strings"
	"testing"

	"sitrep/text"
	"sitrep/text/lang"
)

// article is 4 KB of the usual mix.
var article = strings.Repeat("KYIV, April 25 (Reuters) — Russia struck Kyiv at 1 a.m. Friday, Gen. Oleh K. Luhovyi "+
	"said. "+
	"“We ran to the shelter,” said Ms. Koval, 45, of the U.N. mission. At least 12 people were killed.\n\n", 22)[:4096]

func BenchmarkSentences(b *testing.B) {
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		text.Sentences(article, lang.English)
	}
}

func BenchmarkTokens(b *testing.B) {
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		text.Tokens(article)
	}
}

func BenchmarkSketchOf(b *testing.B) {
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		text.SketchOf(article)
	}
}
