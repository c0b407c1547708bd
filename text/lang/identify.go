package lang

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"

	"sitrep/text"
)

// sample is how many bytes Identify looks at: trigram statistics do not gain beyond.
const sample = 4096

// fewLetters is how many letters a text needs before trigram statistics mean anything; found on headlines cut short.
const fewLetters = 24

// Identify guesses the language of s as a BCP 47 tag ("en", "uk"), "" if s is too short or too mixed to tell. What a
// feed or a page says of itself is better evidence.
func Identify(s string) string {
	if len(s) > sample {
		s = strings.ToValidUTF8(s[:sample], "")
	}
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < fewLetters {
		return ""
	}
	info := whatlanggo.Detect(s)
	if !info.IsReliable() {
		if tag := cyrillic(s); tag != "" {
			return tag
		}
		return englishWords(s)
	}
	return info.Lang.Iso6391()
}

// cyrillic tells Ukrainian and Russian by the letters that only one of them has.
func cyrillic(s string) string {
	uk, ru := 0, 0
	for _, r := range s {
		switch unicode.ToLower(r) {
		case 'і', 'ї', 'є', 'ґ':
			uk++
		case 'ы', 'э', 'ъ', 'ё':
			ru++
		}
	}
	switch {
	case uk > 2*ru:
		return "uk"
	case ru > 2*uk:
		return "ru"
	}
	return ""
}

// englishWords settles doubtful cases: names make English news look like other languages, function words do not.
func englishWords(s string) string {
	all, stops := 0, 0
	for w := range strings.FieldsSeq(s) {
		all++
		if English.Stop(text.Fold(strings.Trim(w, `.,;:!?"'“”‘’()`))) {
			stops++
		}
	}
	if all >= 5 && stops*4 >= all {
		return "en"
	}
	return ""
}
