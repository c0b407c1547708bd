package people

import (
	"strings"
	"sync"
	"unicode"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/text"
	"sitrep/text/lang"
)

// english is the language that names are read in.
var english = lang.English

// Fold returns a name as names are compared when somebody has decided whose they are: letter case, marks, script and a
// leading article aside.
func Fold(name string) string { return wholeKey(name) }

// wholeKey is the text.Key of a name without a leading article.
func wholeKey(name string) string {
	return strings.TrimPrefix(text.Key(name), "the ")
}

// acronym returns the acronym that name is or would have, in lower case, "" if neither is likely.
func acronym(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) &&
			r != '.'
	})
	if len(words) == 1 {
		w := strings.ReplaceAll(words[0], ".", "")
		if len(w) >= 2 && len(w) <= 6 && strings.ToUpper(w) == w && strings.ToLower(w) != w {
			return strings.ToLower(w)
		}
		return ""
	}
	var b strings.Builder
	for _, w := range words {
		if r := []rune(w)[0]; unicode.IsUpper(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	if b.Len() < 3 {
		return ""
	}
	return b.String()
}

// canonical maps the wholeKey of a well-known name to that of its bearer's main name.
func canonical(whole string) string {
	if gazetteer.Sharers(whole) != nil {
		return whole
	}
	if c := acronyms()[whole]; c != "" {
		return c
	}
	return whole
}

// acronyms maps each form in the list to the line's first.
var acronyms = sync.OnceValue(func() map[string]string {
	m := make(map[string]string)
	for forms := range gazetteer.Aliases() {
		for _, f := range forms {
			if k := wholeKey(f); k != "" {
				m[k] = wholeKey(forms[0])
			}
		}
	}
	return m
})

func forms(e news.Entity) []string { return append([]string{e.Name}, e.Aliases...) }

// clean makes a name as it stands in the text into one line.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
