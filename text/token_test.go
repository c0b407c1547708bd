package text

import (
	"strings"
	"testing"
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
				if tok.Word {
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
