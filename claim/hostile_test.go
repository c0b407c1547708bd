package claim

import (
	"math"
	"strings"
	"testing"

	"sitrep/news"
)

// check reports what breaks the promises of a reading of body.
func check(t *testing.T, body string, statements []news.Statement, figures []news.Figure) {
	t.Helper()
	boundary := make([]bool, len(body)+1)
	boundary[len(body)] = true
	for i := range body { // a stray byte is a rune of its own
		boundary[i] = true
	}
	sound := func(s news.Span) bool {
		return 0 <= s.Start && s.Start < s.End && s.End <= len(body) && boundary[s.Start] && boundary[s.End]
	}
	for i, s := range statements {
		if len(s.Cue) == 0 || len(s.Content) == 0 || s.Source == nil {
			t.Errorf("statement %d of %q lacks a part: %+v", i, clip(body), s)
		}
		for _, list := range [][]news.Span{s.Source, s.Cue, s.Content} {
			for _, p := range list {
				if !sound(p) {
					t.Errorf("span %v of statement %d of %q is not in it on rune boundaries", p, i, clip(body))
				}
			}
		}
		if s.Denies < 0 || s.Denies > len(statements) || s.Denies == i+1 {
			t.Errorf("statement %d of %d denies %d", i, len(statements), s.Denies)
		}
	}
	last := 0
	for i, f := range figures {
		if !sound(f.Span()) {
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

// capitalised makes mentions of the capitalised words of body, of changing kinds.
func capitalised(body string) (mentions []news.Mention) {
	kinds := []news.EntityKind{news.Person, news.Organisation, news.PlaceKind}
	for _, w := range scan(body, nil, nil) {
		if w.shape == title {
			n := len(mentions)
			mentions = append(mentions, news.Mention{
				Start: w.start, End: w.end, Kind: kinds[n%3], Name: w.in(body),
				Entity: n,
			})
		}
	}
	return mentions
}

func TestHostile(t *testing.T) {
	const size = 300_000
	for _, tt := range []struct{ name, unit string }{
		{"no spaces", "a"},
		{"no letters", "“\" "},
		{"quotations never closed", "“he said "},
		{"single marks never closed", "‘a "},
		{"apostrophes", "’"},
		{"numbers", "12 "},
		{"deaths", "12 killed in Kyiv "},
		{"coordinated numbers", "12 and "},
		{"articles", "the "},
		{"scales", "million "},
		{"capitals", "REUTERS TOLD AXIOS THAT "},
		{"cues", "said "},
		{"denials", "He denied it. "},
		{"paragraphs of quotations", "“We wait for them all.\n\n"},
		{"outlets", "Reuters told Axios newspaper "},
		{"broken UTF-8", "said \xff\xfe 12 killed "},
		{"bidirectional controls", "\u202esaid 12 killed\u202c “a” "},
		{"combining marks", "a\u0301\u0301\u0301 said "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			body := strings.Repeat(tt.unit, size/len(tt.unit))
			sentences := sentencesOf(body)
			mentions := capitalised(body)
			check(t, body, Statements(body, sentences, mentions), Figures(body, sentences, mentions))
		})
	}
}

func fuzzSeeds(f *testing.F) {
	f.Add(dispatch)
	for _, s := range []string{
		"", "“", "’s said", "12", "said", "12 killed", "“a” he said ‘b’ 5–7 dead", "$12bn at least",
		"Reuters, citing \xff", "half a", "tens of", "between 1 and",
		"a\n\n“b", "He said:\n\n“We go.", "one of the two of the three of them died",
		"1,000,000,000,000,000,000 killed", "‘‘’’", "12\u0301 killed",
	} {
		f.Add(s)
	}
}

func FuzzStatements(f *testing.F) {
	fuzzSeeds(f)
	f.Fuzz(func(t *testing.T, body string) {
		mentions := capitalised(body)
		check(t, body, Statements(body, sentencesOf(body), mentions), nil)
	})
}

func FuzzFigures(f *testing.F) {
	fuzzSeeds(f)
	f.Fuzz(func(t *testing.T, body string) {
		mentions := capitalised(body)
		check(t, body, nil, Figures(body, sentencesOf(body), mentions))
	})
}
