package storage

import (
	"strings"
	"unicode"
)

// Bounds of what a search may ask.
const (
	maxSearchBytes = 400
	maxSearchWords = 24
)

// searchWord is one part of a search: a word, a phrase, or the beginning of a word.
type searchWord struct {
	text   string
	prefix bool // any word that begins so
	not    bool // articles without it
}

// searchWords reads what somebody typed: words, "phrases in quotes", -excluded words, beginnings*. It takes any text.
// Parts without a letter or digit are dropped, since no index holds them.
func searchWords(s string) []searchWord {
	if len(s) > maxSearchBytes {
		s = strings.ToValidUTF8(s[:maxSearchBytes], "")
	}
	s = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "\x00", " ").Replace(s)
	var out []searchWord
	for len(out) < maxSearchWords {
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
		if s == "" {
			break
		}
		var w searchWord
		if rest, ok := strings.CutPrefix(s, "-"); ok {
			w.not, s = true, rest
		}
		if rest, ok := strings.CutPrefix(s, `"`); ok {
			w.text, s, _ = strings.Cut(rest, `"`) // an open quotation goes to the end
		} else {
			end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
			if end < 0 {
				end = len(s)
			}
			w.text, s = s[:end], s[end:]
			w.text, w.prefix = strings.CutSuffix(w.text, "*")
		}
		if strings.ContainsFunc(w.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			out = append(out, w)
		}
	}
	return out
}
