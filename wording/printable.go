package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable drops from text of unknown origin what is not to be seen and could make it read as another or move a
// cursor: control characters, zero-width and bidirectional marks, broken UTF-8. Ends of lines and tabs become spaces.
// It escapes nothing.
func Printable(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	last := rune(0)
	for i, r := range s {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			r = ' '
		case r == zeroWidthNonJoiner || r == zeroWidthJoiner:
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if !joining(last) || !joining(next) {
				continue
			}
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			continue
		}
		b.WriteRune(r)
		if !unicode.Is(unicode.M, r) || joining(r) { // vowel signs of Arabic are of no script
			last = r
		}
	}
	return b.String()
}

// Joiners are letters' own in scripts that join them: without one a Persian or Hindi word is another.
const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

// joining reports whether r is a letter or mark of a script that is written with joiners.
func joining(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Devanagari, unicode.Bengali, unicode.Gujarati,
		unicode.Gurmukhi, unicode.Kannada, unicode.Khmer, unicode.Malayalam, unicode.Mongolian, unicode.Myanmar,
		unicode.Oriya, unicode.Sinhala, unicode.Tamil, unicode.Telugu)
}

// PrintableLines is Printable for a text of several lines: their ends stay.
func PrintableLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = Printable(strings.TrimSuffix(l, "\r"))
	}
	return strings.Join(lines, "\n")
}
