package story

import (
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
		Indefinite: english.Sources.Indefinite[first] || many(name),
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
