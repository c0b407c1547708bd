package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/index"
	"sitrep/text/lang"
)

// How much of an item's words a page must have to be its article, found on pages that outlets serve in an article's
// place and on articles that tell an item in other words: of the words alone, or beside a name or a number.
const (
	aboutWords = 0.35
	aboutNames = 0.5
	aboutBoth  = 0.2
	aboutTitle = 0.5  // of the title's words, the page being called otherwise
	aboutPairs = 0.14 // of pairs of characters, where words are not spaced: two texts on other matters share less
	fewWords   = 3    // of an item: too few to judge a page by
	hugeScript = 3    // bytes of a character of a script without spaces
)

// about reports whether a page may be the article that an item tells of: consent forms, bot checks, notices of all
// kinds, home pages and other articles share hardly a word, name or number with it. That the page bears the item's
// headline says nothing: walls do, too. An item that says next to nothing takes any page.
func about(a news.Article, title, body string) bool {
	item := evidence(a.Title + "\n" + a.Body)
	if len(item.words) < fewWords {
		return true
	}
	page := told(body, a.Title, title)
	if len(page) == 0 { // the headline is all there is
		return true
	}
	words, names := share(item.words, page), share(item.names, page)
	switch {
	case words >= aboutWords, item.unspaced() && words >= aboutPairs:
		return true
	case len(item.names) > 0 && names >= aboutNames && words >= aboutBoth:
		return true
	}
	heading := evidence(a.Title)
	return len(heading.words) >= fewWords && share(heading.words, page) >= aboutTitle && words >= aboutBoth
}

// titled reports whether a page is called what its item is called, or nearly.
func titled(item, page string) bool {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(index.Words(page)) {
		words[w] = true
	}
	return share(evidence(item).words, words) >= aboutTitle
}

// told are the words of a page below its headline, wherever it repeats that.
func told(body string, titles ...string) map[string]bool {
	keys := make([]string, len(titles))
	for i, t := range titles {
		keys[i] = index.Words(t)
	}
	words := map[string]bool{}
	for p := range strings.SplitSeq(body, "\n\n") {
		key := index.Words(p)
		if slices.ContainsFunc(keys, func(k string) bool { return k != "" && copies(key, k) }) {
			continue
		}
		for w := range strings.FieldsSeq(key) {
			words[w] = true
		}
	}
	return words
}

// copies reports whether a paragraph is a headline, whole or cut, with the outlet's name behind it or without.
func copies(paragraph, headline string) bool {
	return strings.HasPrefix(headline, paragraph) ||
		strings.HasPrefix(paragraph, headline) && len(paragraph)-len(headline) <= maxOutlet
}

// maxOutlet is how many bytes the name of an outlet has at most that stands behind a headline.
const maxOutlet = 40

// item is what tells an item: the words that mean something, and those of them that are names or numbers.
type itemWords struct{ words, names map[string]bool }

// unspaced reports whether most of the words are pairs of characters.
func (e itemWords) unspaced() bool {
	n := 0
	for w := range e.words {
		if first, size := utf8.DecodeRuneInString(w); size >= hugeScript && unicode.Is(unicode.Lo, first) {
			n++
		}
	}
	return 2*n > len(e.words)
}

func evidence(s string) itemWords {
	e := itemWords{map[string]bool{}, map[string]bool{}}
	begins := true // a sentence
	for _, t := range text.Tokens(s) {
		word := t.In(s)
		if !t.Word() {
			begins = begins || strings.ContainsAny(word, ".!?:\n")
			continue
		}
		folded := text.Fold(word)
		first, _ := utf8.DecodeRuneInString(word)
		for w := range strings.FieldsSeq(index.Words(word)) {
			if lang.English.Stop(folded) || len(w) < 3 && !unicode.IsDigit(first) {
				continue
			}
			e.words[w] = true
			if !begins && unicode.IsUpper(first) || unicode.IsDigit(first) {
				e.names[w] = true
			}
		}
		begins = false
	}
	return e
}

func share(words, in map[string]bool) float64 {
	n := 0
	for w := range words {
		if in[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(words)))
}
