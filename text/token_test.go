package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTokens(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string // words in brackets
	}{
		{"empty", "", nil},
		{"sentence", "At least 12 died.", []string{"[At]", "[least]", "[12]", "[died]", "."}},
		{"apostrophe", "Trump’s deal", []string{"[Trump’s]", "[deal]"}},
		{"decimal", "$1.5 million", []string{"$", "[1.5]", "[million]"}},
		{"Cyrillic", "Київ, 2025", []string{"[Київ]", ",", "[2025]"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, tok := range Tokens(tt.in) {
				if tok.Word() {
					got = append(got, "["+tok.In(tt.in)+"]")
				} else {
					got = append(got, tok.In(tt.in))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Tokens(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "a b", "\xff\xfe", "👍🏽", "a\u0301", "U.S.'s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, tok := range Tokens(s) {
			if tok.Start < end || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("Tokens(%q): %v after %d", s, tok, end)
			}
			if strings.TrimSpace(s[end:tok.Start]) != "" {
				t.Fatalf("Tokens(%q) drops %q", s, s[end:tok.Start])
			}
			if utf8.ValidString(s) && !utf8.ValidString(tok.In(s)) {
				t.Fatalf("Tokens(%q): %v cuts a rune", s, tok)
			}
			end = tok.End
		}
	})
}

// The rules that names, statements and places are read by, as far as tokens are concerned.
var (
	fine = Rules{
		Marks: VisibleMarks, Clitics: "s S", LooseClitics: true, Apostrophes: "'’`", Stops: InitialStops,
		Abbreviations: WordSet("gen mr"), Inside: []*unicode.RangeTable{unicode.Mn}, InsideBegins: true,
	}
	whole = Rules{
		Marks: MarkRuns, Clitics: "s S d m re ve ll", Apostrophes: "'’", Hyphens: true, Stops: InnerStops,
		Inside: []*unicode.RangeTable{unicode.Mn}, NumberLetters: 2, Across: true,
	}
	bare = Rules{Clitics: "s", Apostrophes: "'’‘", Stops: LetterStops, Inside: []*unicode.RangeTable{unicode.M}}
)

func TestScan(t *testing.T) {
	for _, tt := range []struct {
		name, in          string
		fine, whole, bare string // tokens parted by spaces, "_" for a space within
	}{
		{
			"hyphen and genitive", "Ukraine’s U.S.-made F-16s",
			"Ukraine ’s U.S. - made F - 16s", "Ukraine ’s U.S.-made F-16s", "Ukraine ’s U.S. made F 16s",
		},
		{"stop at the end", "in the U.S.", "in the U.S.", "in the U.S .", "in the U.S."},
		{"genitive of an abbreviation", "the U.S.'s say", "the U.S. 's say", "the U.S . ' s say", "the U.S. 's say"},
		{
			"title", "Gen. Kim, of p.m. fame",
			"Gen. Kim , of p . m . fame", "Gen. Kim , of p.m. fame", "Gen Kim of p m fame",
		},
		{"contraction", "they'd say", "they'd say", "they 'd say", "they'd say"},
		{"name with an apostrophe", "O'Neil of Sana’a", "O'Neil of Sana’a", "O'Neil of Sana’a", "O'Neil of Sana’a"},
		{"number", "3,500 or 2.5", "3,500 or 2.5", "3,500 or 2.5", "3 500 or 2 5"},
		{"lost space", "the Israelis.The", "the Israelis . The", "the Israelis . The", "the Israelis The"},
		{"marks in a row", "''Go'' ... --", "' ' Go ' ' . . . - -", "'' Go '' ... --", "Go"},
		{"genitive of a quotation", "“Kyiv”'s", "“ Kyiv ” 's", "“ Kyiv ” ' s", "Kyiv s"},
		{"invisible", "\u200ba", "a", "\u200b a", "a"},
		{"combining", "cafe\u0301 \ufe0f", "cafe\u0301 \ufe0f", "cafe\u0301 \ufe0f", "cafe\u0301"},
		{"Cyrillic", "Київ, 5-те", "Київ , 5 - те", "Київ , 5-те", "Київ 5 те"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i, want := range []string{tt.fine, tt.whole, tt.bare} {
				rules := []*Rules{&fine, &whole, &bare}[i]
				var got []string
				for _, tok := range rules.Scan(nil, tt.in, Span{0, len(tt.in)}) {
					got = append(got, tok.In(tt.in))
				}
				if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
					t.Errorf("rules %d, Scan(%q) (-want +got):\n%s", i, tt.in, diff)
				}
			}
		})
	}
}

func TestScanShapes(t *testing.T) {
	for _, tt := range []struct {
		in          string
		fine, whole Shape
	}{
		{"minister", Lower, Lower},
		{"Kyiv", Title, Title},
		{"A", Title, Title},
		{"NATO", Upper, Upper},
		{"McCain", Mixed, Mixed},
		{"київ", Lower, Lower},
		{"3,500", Number, Number},
		{"4th", Lower, Number},
		{"MH17", Upper, Number},
		{"3Com", Title, Mixed},
		{"—", Mark, Mark},
	} {
		t.Run(tt.in, func(t *testing.T) {
			if got := fine.Scan(nil, tt.in, Span{0, len(tt.in)})[0].Shape; got != tt.fine {
				t.Errorf("fine: shape of %q = %d, want %d", tt.in, got, tt.fine)
			}
			if got := whole.Scan(nil, tt.in, Span{0, len(tt.in)})[0].Shape; got != tt.whole {
				t.Errorf("whole: shape of %q = %d, want %d", tt.in, got, tt.whole)
			}
		})
	}
}

// TestScanAcross reads a word that the end of a sentence cuts.
func TestScanAcross(t *testing.T) {
	const s = "in 2022.The war"
	for _, tt := range []struct {
		name  string
		rules *Rules
		want  string
	}{{"kept whole", &whole, "2022.The"}, {"cut", &fine, "."}} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.rules.Scan(nil, s, Span{0, len("in 2022.")})
			if last := got[len(got)-1].In(s); last != tt.want {
				t.Errorf("last token of the first sentence of %q = %q, want %q", s, last, tt.want)
			}
		})
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{
		"", "a b", "\xff\xfe", "👍🏽", "a\u0301", "U.S.'s", "'s", "\u00ad", "F-16's..",
		strings.Repeat("я", 99),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, rules := range []*Rules{&fine, &whole, &bare} {
			end := 0
			for _, tok := range rules.Scan(nil, s, Span{0, len(s)}) {
				if tok.Start < end || tok.End <= tok.Start || tok.End > len(s) {
					t.Fatalf("Scan(%q): %v after %d", s, tok, end)
				}
				if rules.Marks == MarkRuns && strings.TrimSpace(s[end:tok.Start]) != "" {
					t.Fatalf("Scan(%q) drops %q", s, s[end:tok.Start])
				}
				if utf8.ValidString(s) && !utf8.ValidString(tok.In(s)) {
					t.Fatalf("Scan(%q): %v cuts a rune", s, tok)
				}
				end = tok.End
			}
		}
	})
}
