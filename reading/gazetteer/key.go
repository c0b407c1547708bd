package gazetteer

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Key is the form under which a place is looked up: lower case, no diacritics, no apostrophes and full stops,
// single spaces for hyphens and everything else; "saint", "mount" and "fort" abbreviated. It is much narrower than
// text.Key on purpose: the table is compiled with it.
func Key(name string) string {
	var buf [64]byte
	return string(AppendKey(buf[:0], name))
}

// MaxKey is the longest key in bytes; the longest name of GeoNames has 60.
const MaxKey = 80

// AppendKey appends the key of name to dst.
func AppendKey(dst []byte, name string) []byte {
	word := len(dst) // start of the current word
	for i := 0; i < len(name) && len(dst) < MaxKey; {
		c := name[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
				dst = append(dst, c)
			case 'A' <= c && c <= 'Z':
				dst = append(dst, c|0x20)
			case c == '.' || c == '\'' || c == '`':
			default:
				dst, word = endWord(dst, word)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(name[i:])
		i += n
		dst, word = appendFolded(dst, word, r)
	}
	dst, _ = endWord(dst, word)
	for len(dst) > 0 && dst[len(dst)-1] == ' ' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

// appendFolded appends a rune beyond ASCII.
func appendFolded(dst []byte, word int, r rune) ([]byte, int) {
	if s, ok := foldings[r]; ok {
		return append(dst, s...), word
	}
	if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
		return endWord(dst, word)
	}
	var buf [16]byte
	for _, d := range string(norm.NFKD.AppendString(buf[:0], string(r))) {
		switch {
		case unicode.Is(unicode.Mn, d):
		case foldings[d] != "":
			dst = append(dst, foldings[d]...)
		default:
			dst = utf8.AppendRune(dst, unicode.ToLower(d))
		}
	}
	return dst, word
}

// foldings are letters that have no decomposition, and marks that are dropped.
var foldings = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ı': "i", 'ə': "a", 'Ə': "a", 'ħ': "h", 'Ħ': "h",
	'’': "", '‘': "", 'ʻ': "", 'ʼ': "", 'ʹ': "", 'ʿ': "", 'ʾ': "", '′': "", '´': "", '\u0060': "", '\u200b': "",
	'\u00ad': "",
}

// endWord closes the word that began at dst[word] with one space and abbreviates it.
func endWord(dst []byte, word int) ([]byte, int) {
	if word == len(dst) {
		return dst, word
	}
	switch string(dst[word:]) {
	case "saint":
		dst = append(dst[:word], "st"...)
	case "sainte":
		dst = append(dst[:word], "ste"...)
	case "mount":
		dst = append(dst[:word], "mt"...)
	case "fort":
		dst = append(dst[:word], "ft"...)
	}
	dst = append(dst, ' ')
	return dst, len(dst)
}
