package names

import (
	"strings"
)

// Sound maps a word of a name, already a [text.Key], to a form in which the usual transliterations of one East Slavic
// or Arabic name agree: Zelensky, Zelenskyy, Zelenskiy and Зеленський are all "zelenski". It is no phonetic code: names
// that merely sound alike in English stay apart.
func Sound(w string) string {
	if stem, ok := strings.CutSuffix(w, "ie"); ok && len(stem) > 1 {
		w = stem + "i"
	}
	w = sounds.Replace(w)
	var b strings.Builder
	var last byte
	for i := range len(w) {
		c := w[i]
		if c == last {
			continue
		}
		b.WriteByte(c)
		last = c
	}
	w = b.String()
	if n := len(w); n > 3 && strings.HasSuffix(w, "ei") { // Sergei and Serhii, Urey and Urie
		w = w[:n-2] + "i"
	}
	return w
}

// sounds resolves digraphs first, longest first; j and y become i, and a glide before a vowel vanishes.
var sounds = strings.NewReplacer(
	"shch", "sh", "sch", "sh", "tsch", "ch", "tch", "ch", "cz", "ch", "sz", "sh", "kh", "h", "gh", "h", "ck", "k", "ph",
	"f",
	"tz", "ts", "q", "k", "w", "v", "x", "ks", "dj", "j", "dzh", "j", "ou", "u", "oo", "u", "ee", "i",
	"iyu", "iu", "iya", "ia", "iye", "ie", "yyi", "i", "iyi", "i", "yi", "i", "iy", "i", "ii", "i", "yy", "i", "ij",
	"i",
	"yu", "iu", "ya", "ia", "ye", "e", "yo", "o", "ie", "e", "io", "o", "ju", "iu", "ja", "ia", "je", "e", "jo", "o",
	"y", "i", "j", "i",
)
