package storage

import (
	"strings"
	"unicode"

	"sitrep/news"
)

// Lexicon is what storage is told of the words that full-text search compares, because it knows no language itself. The
// zero value is fine: it compares words in lower case.
type Lexicon struct {
	// Words returns the words of a text as the index holds them: letters and digits, with a space between each two.
	Words func(text string) string
	// Parse reads what somebody typed into a search. Its phrases are of such words.
	Parse func(typed string) []news.SearchClause
	// Match returns where in a text a search found what it asked for.
	Match func(text string, q []news.SearchClause) []news.Span
}

func (l Lexicon) withDefaults() Lexicon {
	if l.Words == nil {
		l.Words = func(text string) string { return strings.Join(lowerWords(text), " ") }
	}
	if l.Parse == nil {
		l.Parse = func(typed string) (out []news.SearchClause) {
			for _, w := range lowerWords(typed) {
				out = append(out, news.SearchClause{Any: []news.SearchPhrase{{Terms: []string{w}}}})
			}
			return out
		}
	}
	if l.Match == nil {
		l.Match = func(string, []news.SearchClause) []news.Span { return nil }
	}
	return l
}

func lowerWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.ToValidUTF8(s, "")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}
