package picture

import (
	"strings"
	"unicode/utf16"
)

// units is the length of a text as Discord counts it, in UTF-16 units.
func units(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// shorten cuts a text to at most so many units, at a space if there is one near, and marks the cut.
func shorten(s string, most int) string {
	if units(s) <= most {
		return s
	}
	n := 1 // the ellipsis
	for i, r := range s {
		if n += utf16.RuneLen(r); n > most {
			s = s[:i]
			break
		}
	}
	if at := strings.LastIndexByte(s, ' '); at > len(s)*2/3 {
		s = s[:at]
	}
	return strings.TrimRight(s, " ,;:·") + "…"
}
