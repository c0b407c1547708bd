package story

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
)

// Naming reads off an origin's name how it names whom: two outlets that call one origin differently ("the Observatory",
// "SOHR") are told by it from two that have two.
func Naming(name string) news.Naming {
	folded := strings.ToLower(name)
	first, _, _ := strings.Cut(folded, " ")
	words := strings.Fields(folded)
	if len(words) > 1 && english.Sources.Addresses[strings.TrimSuffix(words[0], ".")] {
		words = words[1:]
	}
	return news.Naming{
		Indefinite: english.Sources.Indefinite[first] || many(name) || share(words) || document(name),
		Described:  name == folded,
		Words:      words,
		Short:      len(words) == 1 && len(words[0]) < tellingWord,
		Initials:   initials(words),
	}
}

// many reports whether a name describes people or things of which there are many: "Western officials", "residents of
// the town", "videos on social media".
func many(name string) bool {
	head, at, state := "", 0, false
	for i, w := range strings.Fields(name) {
		if folded := strings.ToLower(w); i > 0 && english.Sources.Behind[folded] {
			break
		} else if english.Sources.State[folded] {
			state = true
		}
		head, at = strings.TrimRight(w, ",'’"), i
	}
	r, _ := utf8.DecodeRuneInString(head)
	return !state && (at == 0 || unicode.IsLower(r)) && english.Sources.Unnamed[strings.ToLower(head)]
}

// share reports whether a name counts people: "73 percent", "only 13 percent of the voters".
func share(words []string) bool {
	return slices.ContainsFunc(words[:min(2, len(words))], func(w string) bool { return w[0] >= '0' && w[0] <= '9' })
}

// document reports whether a name is what is written or recorded and does not say by whom: "the statement", "an earlier
// survey". The report of a body that it names speaks for that body.
func document(name string) bool {
	words := strings.Fields(name)
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if i > 0 && !unicode.IsLower(r) {
			return false
		}
	}
	return len(words) > 0 && english.Sources.Documents[strings.ToLower(words[len(words)-1])]
}

// tellingWord is the least length, in bytes, of a word that names somebody alone: "Army" may be anybody's.
const tellingWord = 5

// initials of a name of three words or more, "" of a shorter one.
func initials(words []string) string {
	if len(words) < 3 {
		return ""
	}
	var b strings.Builder
	for _, w := range words {
		if !english.Sources.Unlettered[w] {
			r, _ := utf8.DecodeRuneInString(w)
			b.WriteRune(r)
		}
	}
	return b.String()
}
