package wording

import (
	"unicode"
	"unicode/utf8"
)

// Plural is a count with its noun, in English: "1 article", "2 articles". A plural that does not end in s is given.
// Whatever is said in other languages is counted by [Words.Count].
func Plural(n int, noun string, plural ...string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case len(plural) > 0:
		return English.Number(float64(n)) + " " + plural[0]
	}
	return English.Number(float64(n)) + " " + noun + "s"
}

// Capital begins a text with a capital letter, as at the beginning of a sentence.
func Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// Are is the verb for n things: "is" or "are".
func Are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
