package wording

import (
	"strings"
	"unicode"
)

// Printable drops from text of unknown origin what is not to be seen and could make it read as another or move a
// cursor: control characters, zero-width and bidirectional marks, broken UTF-8. Ends of lines and tabs become spaces.
// It escapes nothing.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}

// PrintableLines is Printable for a text of several lines: their ends stay.
func PrintableLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = Printable(strings.TrimSuffix(l, "\r"))
	}
	return strings.Join(lines, "\n")
}
