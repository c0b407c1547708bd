package date

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a number, a word in lower case or one other character. White space is dropped but remembered.
type token struct {
	text   string // of a number in European digits
	value  int    // of a number; -1 otherwise
	digits int    // how many a number has
	end    int    // offset in the text after it
	spaced bool   // white space comes before it
}

func (t token) isNumber() bool { return t.value >= 0 }

// isShort reports whether t is a number of one or two digits: a day, a month, an hour.
func (t token) isShort() bool { return t.isNumber() && t.digits <= 2 }

func (t token) isWord() bool {
	r, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsLetter(r)
}

const (
	maxTokens = 120     // of a text
	maxValue  = 1 << 50 // of a number: Unix time in milliseconds has 41 bits
)

// tokenise splits a text, and stops at maxTokens. Chinese characters stand alone; marks of direction are dropped.
func tokenise(s string) (list []token) {
	spaced := false
	for i := 0; i < len(s) && len(list) < maxTokens; {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isBlank(r):
			i, spaced = i+size, true
			continue
		case r == '\u200e' || r == '\u200f':
			i += size
			continue
		}
		t := token{value: -1, spaced: spaced}
		spaced = false
		switch {
		case digitOf(r) >= 0:
			t.end = spanEnd(s, i, func(r rune) bool { return digitOf(r) >= 0 })
			t.text, t.value, t.digits = number(s[i:t.end])
		case isLetter(r):
			t.end = spanEnd(s, i, func(r rune) bool { return isLetter(r) || unicode.IsMark(r) })
			t.text = strings.ToLower(s[i:t.end])
		default:
			t.end = i + size
			t.text = strings.ToLower(s[i:t.end])
		}
		list = append(list, t)
		i = t.end
	}
	return list
}

// spanEnd is the offset after the characters from i on that belong together.
func spanEnd(s string, i int, belongs func(rune) bool) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !belongs(r) {
			break
		}
		i += size
	}
	return i
}

func number(s string) (text string, value, digits int) {
	text = strings.Map(func(r rune) rune { return '0' + rune(digitOf(r)) }, s)
	for _, d := range []byte(text) {
		value = min(value*10+int(d-'0'), maxValue)
	}
	return text, value, len(text)
}

// zeros are the noughts of the digits that dates are written in beside European ones: Arabic, Persian, Devanagari,
// Bengali, Gurmukhi, Gujarati, Tamil, Telugu, Kannada, Malayalam, Thai, Lao, Burmese, Khmer and full-width.
var zeros = []rune{
	'٠', '۰', '०', '০', '੦', '૦', '௦', '౦', '೦', '൦', '๐', '໐', '၀', '០', '０',
}

// digitOf is the value of a decimal digit of these scripts, -1 of anything else.
func digitOf(r rune) int {
	if r < utf8.RuneSelf {
		if r >= '0' && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	for _, zero := range zeros {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

func isLetter(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) }

// isBlank is white space of any kind, and the byte order mark.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' }

// textAt is the text of list[i], "" if there is none.
func textAt(list []token, i int) string {
	if i < 0 || i >= len(list) {
		return ""
	}
	return list[i].text
}
