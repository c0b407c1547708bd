package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/text"
	"sitrep/text/lang"
)

// longest is how many bytes of a word are compared: beyond that it is no word.
const longest = 60

// term is a word as it is compared, and where it stands in the text.
type term struct {
	text       string
	start, end int
	bigram     bool // of a script that does not space its words
	last       bool // the last character of such a run, alone
}

// Words returns the words of s as an index holds them, in their order, with a space between each two.
func Words(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, t := range terms(s) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return b.String()
}

// terms splits a text into words.
func terms(s string) []term {
	out := make([]term, 0, len(s)/6+1)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case unspaced(r):
			end := spanEnd(s, i, func(r rune) bool {
				return unspaced(r) || unicode.IsMark(r) ||
					unicode.Is(unicode.Cf, r)
			})
			out = bigrams(out, s, i, end)
			i = end
		case wordRune(r):
			end := wordEnd(s, i)
			out = word(out, s, i, end)
			i = end
		default:
			i += size
		}
	}
	return out
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

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

// wordEnd is where the word that begins at i ends: behind letters, digits, marks, joiners and soft hyphens, and
// apostrophes and separators of thousands that stand within it.
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case !unspaced(r) && wordRune(r) || r >= utf8.RuneSelf && (unicode.IsMark(r) || unicode.Is(unicode.Cf, r)):
			i += size
		case apostrophe(r) && letterAt(s, i+size):
			i += size
		case thousands(r) && grouped(s, i, i+size):
			i += size
		default:
			return i
		}
	}
	return i
}

// apostrophe reports whether r may stand for one within a word: those of keyboards and of typesetters, and the signs
// for
// ayn, hamza and the soft sign.
func apostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', '‛', '′', 'ʼ', 'ʻ', 'ʽ', 'ʹ', 'ʾ', 'ʿ', '`', '´', '＇', '՚', '׳', '״':
		return true
	}
	return false
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return i < len(s) && unicode.IsLetter(r) && !unspaced(r)
}

func thousands(r rune) bool { return r == ',' || r == '\u00a0' || r == '\u202f' || r == '\u2009' }

// grouped reports whether a separator from at to next stands between digits, exactly three of which follow.
func grouped(s string, at, next int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	return digit(at-1) && digit(next) && digit(next+1) && digit(next+2) && !digit(next+3)
}

// elided are articles and prepositions before an apostrophe: l'armée is two words. Sana'a is one.
var elided = text.WordSet(`l d qu dell nell sull dall un`)

// word adds the word from start to end.
func word(out []term, s string, start, end int) []term {
	whole := s[start:end]
	if i := strings.IndexFunc(whole[:min(len(whole), 5)], apostrophe); i > 0 && elided[text.Fold(whole[:i])] {
		_, size := utf8.DecodeRuneInString(whole[i:])
		out = add(out, cut(text.Fold(whole[:i])), start, start+i)
		whole, start = whole[i+size:], start+i+size
	}
	return add(out, stemOf(whole), start, end)
}

func add(out []term, w string, start, end int) []term {
	if w == "" {
		return out
	}
	return append(out, term{text: w, start: start, end: end})
}

// cut bounds a word, and keeps nothing of it but letters and digits.
func cut(w string) string {
	if len(w) <= longest && strings.IndexFunc(w, func(r rune) bool { return !wordRune(r) }) < 0 {
		return w
	}
	w = strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && !wordRune(r) || r >= utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsNumber(r) &&
			!unicode.IsMark(r) {
			return -1
		}
		return r
	}, w)
	for len(w) > longest {
		_, size := utf8.DecodeLastRuneInString(w)
		w = w[:len(w)-size]
	}
	return w
}

// unspaced reports whether r is of a script that writes words without spaces between them, or of Korean, which writes
// its particles at them.
func unspaced(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r == 'ー', r == '々', r == '〆':
		return true
	case !unicode.IsLetter(r):
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar)
}

// bigrams adds each two characters of a run, and the last alone, so that one character finds every word that begins
// with it.
func bigrams(out []term, s string, start, end int) []term {
	type character struct {
		text       string
		start, end int
	}
	var all []character
	for i := start; i < end; {
		_, size := utf8.DecodeRuneInString(s[i:])
		next := spanEnd(s, i+size, func(r rune) bool { return unicode.IsMark(r) || unicode.Is(unicode.Cf, r) })
		if c := cut(text.Fold(s[i:next])); c != "" {
			all = append(all, character{c, i, next})
		}
		i = next
	}
	for i, c := range all {
		t := term{text: c.text, start: c.start, end: c.end, bigram: true, last: i == len(all)-1}
		if !t.last {
			t.text, t.end = c.text+all[i+1].text, all[i+1].end
		}
		out = append(out, t)
	}
	return out
}

// stem brings a word to the form that its spellings and inflections share, by its script.
func stem(w string) string {
	folded := text.Fold(w)
	r, _ := utf8.DecodeRuneInString(folded)
	switch {
	case r < utf8.RuneSelf || unicode.Is(unicode.Latin, r):
		folded = withoutCase(strings.TrimSuffix(folded, "'s"))
		return lang.English.Stem(bare(folded))
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic(bare(folded))
	case unicode.Is(unicode.Arabic, r):
		return arabic(bare(folded))
	case unicode.Is(unicode.Hebrew, r):
		return hebrew(bare(folded))
	}
	return bare(folded)
}

// cases are the endings that Turkish parts from a name by an apostrophe, folded.
var cases = text.WordSet(`da de ta te dan den tan ten daki deki taki teki ya ye yi yu nin nun in un ni nu li lu la le`)

// minNamed is how many bytes a name has at least that such an ending is taken off: "Ma'in" is a place.
const minNamed = 4

// withoutCase takes a Turkish ending off a name: Şırnak'ta, Suriye'nin.
func withoutCase(folded string) string {
	i := strings.LastIndexFunc(folded, apostrophe)
	if i < minNamed {
		return folded
	}
	_, size := utf8.DecodeRuneInString(folded[i:])
	if !cases[folded[i+size:]] {
		return folded
	}
	return folded[:i]
}

// beginning is what words that begin like w begin with in an index: nothing is taken off their end.
func beginning(w string) string {
	w = bare(text.Fold(w))
	switch r, _ := utf8.DecodeRuneInString(w); {
	case unicode.Is(unicode.Arabic, r):
		w = withoutArticle(w)
	case unicode.Is(unicode.Hebrew, r):
		w = hebrew(w)
	}
	return cut(w)
}

// bare drops apostrophes and separators.
func bare(w string) string {
	if strings.IndexFunc(w, func(r rune) bool { return apostrophe(r) || thousands(r) }) < 0 {
		return w
	}
	return strings.Map(func(r rune) rune {
		if apostrophe(r) || thousands(r) {
			return -1
		}
		return r
	}, w)
}

// ukrainianEndings are those that the Russian stemmer does not know.
var ukrainianEndings = []string{
	"ією", "ами", "ями", "ові", "еві", "єві", "ою", "ею", "єю", "ів", "їв", "ії", "ій", "і",
	"ї", "є",
}

func cyrillic(w string) string {
	for _, ending := range ukrainianEndings {
		if root, ok := strings.CutSuffix(w, ending); ok && utf8.RuneCountInString(root) >= 3 {
			w = root
			break
		}
	}
	return strings.TrimRight(lang.Of("ru").Stem(w), "ьй")
}

// The lists and lengths of Larkey, Ballesteros and Connell's light stemmer, light10.
var (
	arabicPrefixes = []string{"وال", "بال", "كال", "فال", "لل", "ال"}
	arabicSuffixes = []string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"}
)

// arabic also serves what Persian, Urdu and Pashto share with Arabic.
func arabic(w string) string {
	w = withoutArticle(w)
	for _, s := range arabicSuffixes {
		// One letter more than there: Sudan, Lebanon and Tehran end like a dual.
		if root, ok := strings.CutSuffix(w, s); ok && utf8.RuneCountInString(root) >= 2+len(s)/2 {
			w = root
		}
	}
	return w
}

var arabicLetters = strings.NewReplacer("ى", "ي", "ی", "ي", "ة", "ه", "ک", "ك", "ګ", "گ", "ھ", "ه", "ہ", "ه")

func withoutArticle(w string) string {
	w = arabicLetters.Replace(w)
	if root, ok := strings.CutPrefix(w, "و"); ok && utf8.RuneCountInString(root) >= 4 {
		w = root
	}
	for _, p := range arabicPrefixes {
		if root, ok := strings.CutPrefix(w, p); ok && utf8.RuneCountInString(root) >= 3 {
			w = root
			break
		}
	}
	return w
}

var hebrewLetters = strings.NewReplacer("ך", "כ", "ם", "מ", "ן", "נ", "ף", "פ", "ץ", "צ")

// hebrew takes off the particles that are written at a word. It also takes letters of the word itself, the same ones
// each time.
func hebrew(w string) string {
	w = hebrewLetters.Replace(w)
	for utf8.RuneCountInString(w) > 3 {
		r, size := utf8.DecodeRuneInString(w)
		if !strings.ContainsRune("הובלמשכ", r) {
			break
		}
		w = w[size:]
	}
	return w
}
