package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// Fold makes spellings of one word equal: lower case, marks off Latin, Greek, Arabic and Hebrew letters, compatibility
// forms resolved, curly quotes and apostrophes plain, invisible characters dropped. Cyrillic letters keep what makes
// them letters (й, ї); only ё becomes е, as Russian prints it. The result may be shorter or longer than s.
func Fold(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	if ascii(s) {
		for i := range len(s) {
			b.WriteByte(lowerASCII(s[i]))
		}
		return b.String()
	}
	var base rune
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "")) {
		if unicode.Is(unicode.Mn, r) {
			if unicode.Is(unicode.Cyrillic, base) && (r == '\u0306' || r == '\u0308' && (base == 'і' || base == 'І')) {
				b.WriteRune(r)
			}
			continue
		}
		base = r
		writeFolded(&b, r)
	}
	return norm.NFC.String(b.String())
}

func writeFolded(b *strings.Builder, r rune) {
	switch r {
	case '‘', '’', '‚', '‛', '′', 'ʼ', 'ʻ', 'ʹ', '`', '´', '＇':
		b.WriteByte('\'')
	case '“', '”', '„', '‟', '″', '«', '»', '‹', '›':
		b.WriteByte('"')
	case '‐', '‑', '‒', '–', '−':
		b.WriteByte('-')
	case 'ß':
		b.WriteString("ss")
	case 'æ', 'Æ':
		b.WriteString("ae")
	case 'œ', 'Œ':
		b.WriteString("oe")
	case 'ø', 'Ø':
		b.WriteByte('o')
	case 'ł', 'Ł':
		b.WriteByte('l')
	case 'đ', 'Đ', 'ð', 'Ð':
		b.WriteByte('d')
	case 'þ', 'Þ':
		b.WriteString("th")
	case 'ı', 'İ':
		b.WriteByte('i')
	case 'ə', 'Ə':
		b.WriteByte('a')
	case 'ـ': // tatweel stretches Arabic words and means nothing
	case 'ё':
		b.WriteRune('е')
	default:
		if unicode.Is(unicode.Cf, r) {
			return
		}
		if unicode.IsSpace(r) {
			r = ' '
		}
		b.WriteRune(unicode.ToLower(r))
	}
}

// plain reports whether Fold leaves s as it is.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c == '`' || c == '\t' || c == '\n' || c == '\r' ||
			c == '\v' || c == '\f' {
			return false
		}
	}
	return true
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func lowerASCII(c byte) byte {
	switch {
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A'
	case c == '`':
		return '\''
	case c == '\t', c == '\n', c == '\r', c == '\v', c == '\f':
		return ' '
	}
	return c
}

// Key is the form in which two spellings of a name are compared: folded, in Latin letters, without punctuation, single
// spaces between words. Stops and apostrophes vanish ("U.N." is "un", "Sana'a" is "sanaa"), other punctuation parts
// words. It is for matching only and never shown.
func Key(s string) string {
	s = unidecode.Unidecode(norm.NFC.String(Fold(s)))
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for i := range len(s) {
		c := lowerASCII(s[i])
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteByte(c)
		case c == '.' || c == '\'':
		default:
			space = true
		}
	}
	return b.String()
}
