package statements

import (
	"testing"

	"sitrep/news"
	"sitrep/reading/words/wordstest"
)

// check reports what breaks the promises of a reading of body.
func check(t *testing.T, body string, statements []news.Statement) {
	t.Helper()
	for i, s := range statements {
		if len(s.Cue) == 0 || len(s.Content) == 0 || s.Source == nil {
			t.Errorf("statement %d of %q lacks a part: %+v", i, clip(body), s)
		}
		for _, list := range [][]news.Span{s.Source, s.Cue, s.Content} {
			for _, p := range list {
				if !wordstest.Sound(body, p) {
					t.Errorf("span %v of statement %d of %q is not in it on rune boundaries", p, i, clip(body))
				}
			}
		}
		if s.Denies < 0 || s.Denies > len(statements) || s.Denies == i+1 {
			t.Errorf("statement %d of %d denies %d", i, len(statements), s.Denies)
		}
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
