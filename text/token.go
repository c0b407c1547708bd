package text

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
)

// Span is a half-open range [Start,End) of byte offsets into a string.
type Span struct{ Start, End int }

// In returns the text that s covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Token is a word, a number or a punctuation mark; white space is no token.
type Token struct {
	Span
	Word bool // has a letter or a digit
}

// Tokens splits s by the word boundaries of Unicode Standard Annex 29, white space left out.
func Tokens(s string) []Token {
	out := make([]Token, 0, len(s)/5)
	for it := words.FromString(s); it.Next(); {
		v := strings.TrimLeftFunc(it.Value(), unicode.IsSpace)
		if v == "" {
			continue
		}
		t := Token{Span: Span{it.End() - len(v), it.End()}} // a space takes the marks behind it along
		for _, r := range v {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				t.Word = true
				break
			}
		}
		out = append(out, t)
	}
	return out
}
