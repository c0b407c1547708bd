package figures

import (
	"math"
	"testing"

	"sitrep/news"
	"sitrep/reading/words/wordstest"
)

// check reports what breaks the promises of a reading of body.
func check(t *testing.T, body string, figures []news.Figure) {
	t.Helper()
	last := 0
	for i, f := range figures {
		if !wordstest.Sound(body, f.Span()) {
			t.Errorf("span of figure %d of %q is not in it on rune boundaries: %+v", i, clip(body), f)
		}
		if f.Low <= 0 || math.IsInf(f.Low, 0) || math.IsNaN(f.Low) || f.High != 0 && f.High < f.Low || f.Kind == "" ||
			f.Bound == "" {
			t.Errorf("figure %d of %q makes no sense: %+v", i, clip(body), f)
		}
		if f.Start < last {
			t.Errorf("figure %d of %q is out of order", i, clip(body))
		}
		last = f.Start
	}
}

func clip(s string) string { return s[:min(len(s), 200)] }

// TestHostile takes minutes where a reading is not linear in the length of its text.
func TestHostile(t *testing.T) {
	for _, tt := range wordstest.Hostile() {
		t.Run(tt.Name, func(t *testing.T) {
			check(t, tt.Body, Find(tt.Body, wordstest.Sentences(tt.Body), wordstest.Capitalised(tt.Body)))
		})
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range wordstest.Seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		check(t, body, Find(body, wordstest.Sentences(body), wordstest.Capitalised(body)))
	})
}

func BenchmarkFind(b *testing.B) {
	body, sentences := wordstest.Article()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Find(body, sentences, nil)
	}
}
