package story

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// foreignWords are the words of topics in other languages than English: those of the catalogue in their own scripts,
// and the names of the topics' countries in every language that the program tells apart. There is no stemmer for most
// of them: a word is known by its root, with what its script may put before and behind.
type foreignWords struct {
	scripts   map[rune][]foreignWord // by the first letter of the root, of any language
	unspaced  []foreignWord          // of scripts without spaces between words
	topics    map[string][]int       // of each country
	countries *sync.Map              // countryWords by language
}

// countryWords are the names of countries in one language.
type countryWords struct {
	spaced   map[rune][]foreignWord // by the first letter of the root
	unspaced []foreignWord
}

// foreignWord is a word of a topic in another language.
type foreignWord struct {
	topic int // nobody for a country of no topic, which is no other's prefix
	roots []root
}

// root is a word without its ending.
type root struct {
	s       string // folded
	more    int    // letters that may follow
	capital bool   // it counts only with a capital: as an ordinary word it means something else
}

func newForeignWords(topics []news.Topic) foreignWords {
	f := foreignWords{scripts: map[rune][]foreignWord{}, topics: map[string][]int{}, countries: new(sync.Map)}
	for i, t := range topics {
		for _, c := range t.Countries {
			f.topics[c] = append(f.topics[c], i)
		}
		for _, w := range t.Words {
			if latin(w) {
				continue
			}
			x := newForeignWord(i, w)
			if unspaced(w) {
				f.unspaced = append(f.unspaced, x)
			} else {
				f.scripts[x.first()] = append(f.scripts[x.first()], x)
			}
		}
	}
	return f
}

// named are the names of all countries in a language.
func (f foreignWords) named(language string) countryWords {
	if known, ok := f.countries.Load(language); ok {
		return known.(countryWords) //nolint:forcetypeassert // nothing else is stored
	}
	var out countryWords
	for country, name := range lang.CountryNames(language) {
		if out.spaced == nil {
			out.spaced = map[rune][]foreignWord{}
		}
		topics := f.topics[country]
		if len(topics) == 0 {
			topics = []int{nobody}
		}
		for _, topic := range topics {
			x := newForeignWord(topic, name)
			switch {
			case len(x.roots) == 0:
			case unspaced(name):
				out.unspaced = append(out.unspaced, x)
			default:
				out.spaced[x.first()] = append(out.spaced[x.first()], x)
			}
		}
	}
	f.countries.Store(language, out)
	return out
}

func newForeignWord(topic int, w string) foreignWord {
	x := foreignWord{topic: topic}
	if unspaced(w) {
		x.roots = []root{{s: text.Fold(w)}}
		return x
	}
	for _, t := range text.Tokens(w) {
		if t.Word() {
			x.roots = append(x.roots, newRoot(t.In(w)))
		}
	}
	return x
}

func (w foreignWord) first() rune {
	r, _ := utf8.DecodeRuneInString(w.roots[0].s)
	return r
}

// newRoot takes the ending off a word. How much may follow depends on how much is left to know it by: "Украин" is of
// "украинский", "Газ" of "Газу" only.
func newRoot(w string) root {
	folded := bare(text.Fold(w))
	n := utf8.RuneCountInString(folded)
	r := root{s: folded, more: 2, capital: true}
	if last, size := utf8.DecodeLastRuneInString(folded); n > 3 && strings.ContainsRune("аяоеєиіїьйыуюaeoاةهيےהε",
		last) {
		r.s = folded[:len(folded)-size]
	}
	if n >= 5 {
		r.more = 6
	}
	r.capital = n < 6
	return r
}

// bare takes off what Arabic and Hebrew write together with a word: the article.
func bare(w string) string {
	if rest := strings.TrimPrefix(w, "ال"); len(rest) >= 6 {
		return rest
	}
	return w
}

// latin reports whether s is written in Latin letters.
func latin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

// unspaced reports whether the script of s puts no spaces between words.
func unspaced(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer,
			unicode.Myanmar)
	})
}

// find appends the hits of words in other languages in an article.
func (f foreignWords) find(a news.Article, out []Hit) []Hit {
	base, _, _ := strings.Cut(a.Language, "-")
	var countries countryWords
	if base != "" && base != "en" {
		countries = f.named(base)
	}
	for _, part := range []struct {
		s     string
		title bool
	}{{a.Title, true}, {a.Body, false}} {
		if countries.spaced != nil || !latin(part.s) {
			out = f.spaced(part.s, part.title, countries.spaced, out)
		}
		if !unspaced(part.s) {
			continue
		}
		folded := text.Fold(part.s)
		for _, words := range [][]foreignWord{f.unspaced, countries.unspaced} {
			for _, w := range words {
				if i := strings.Index(folded, w.roots[0].s); i >= 0 && w.topic != nobody {
					out = append(out, Hit{
						topic: w.topic, start: min(i, len(part.s)), end: len(part.s),
						title: part.title,
					})
				}
			}
		}
	}
	return out
}

// spaced appends the hits in a text that parts its words by spaces.
func (f foreignWords) spaced(s string, title bool, countries map[rune][]foreignWord, out []Hit) []Hit {
	words := foreignTokens(s)
	for i, w := range words {
		for _, form := range w.forms {
			first, _ := utf8.DecodeRuneInString(form)
			before := len(out)
			exact := false
			for _, list := range [][]foreignWord{f.scripts[first], countries[first]} {
				for _, x := range list {
					end, whole, ok := x.at(words, i, form)
					if !ok || exact && !whole {
						continue
					}
					if whole && !exact { // Nigeria is no form of Niger
						out, exact = out[:before], true
					}
					if x.topic != nobody {
						out = append(out, Hit{topic: x.topic, start: w.start, end: end, title: title})
					}
				}
			}
			if len(out) > before {
				break
			}
		}
	}
	return out
}

// foreignToken is a word with the forms that it may have without what is written together with it.
type foreignToken struct {
	start, end int
	forms      []string
	capital    bool
	cased      bool // its script has capitals
}

func foreignTokens(s string) (out []foreignToken) {
	for _, t := range text.Tokens(s) {
		if !t.Word() {
			continue
		}
		w := t.In(s)
		first, _ := utf8.DecodeRuneInString(w)
		x := foreignToken{
			start: t.Start, end: t.End, capital: unicode.IsUpper(first),
			cased: unicode.IsUpper(first) || unicode.IsLower(first),
		}
		folded := text.Fold(w)
		x.forms = append(x.forms, bare(folded))
		if unicode.In(first, unicode.Arabic, unicode.Hebrew) {
			for range 2 { // and, in, to, from, as, the
				r, n := utf8.DecodeRuneInString(folded)
				if !strings.ContainsRune("وفبلكהובלמשכ", r) || utf8.RuneCountInString(folded) < 4 {
					break
				}
				folded = folded[n:]
				x.forms = append(x.forms, bare(folded))
			}
		}
		out = append(out, x)
	}
	return out
}

// at reports whether the word stands at words[i], whose form is given; whole, if nothing follows it there.
func (w foreignWord) at(words []foreignToken, i int, form string) (end int, whole, ok bool) {
	if len(words) < i+len(w.roots) {
		return 0, false, false
	}
	whole = true
	for k, r := range w.roots {
		x := words[i+k]
		if k > 0 {
			form = x.forms[0]
		}
		rest, fits := strings.CutPrefix(form, r.s)
		if !fits || utf8.RuneCountInString(rest) > r.more || r.capital && x.cased && !x.capital {
			return 0, false, false
		}
		whole = whole && utf8.RuneCountInString(rest) <= 1
	}
	return words[i+len(w.roots)-1].end, whole, true
}
