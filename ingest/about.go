package ingest

import (
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
	aboutTitle = 0.5 // of the title's words, the page being called otherwise
	fewWords   = 3   // of an item: too few to judge a page by
)

// about reports whether a page may be the article that an item tells of: consent forms, bot checks, notices of all
// kinds, home pages and other articles share hardly a word, name or number with it. An item that says next to nothing
// takes any page.
func about(a news.Article, title, body string) bool {
	item := evidence(a.Title + "\n" + a.Body)
	if len(item.words) < fewWords {
		return true
	}
	page := map[string]bool{}
	for w := range strings.FieldsSeq(index.Words(title + "\n" + body)) {
		page[w] = true
	}
	words, names := share(item.words, page), share(item.names, page)
	switch {
	case words >= aboutWords:
		return true
	case len(item.names) > 0 && names >= aboutNames && words >= aboutBoth:
		return true
	}
	heading := evidence(a.Title)
	return len(heading.words) >= fewWords && share(heading.words, page) >= aboutTitle && words >= aboutBoth
}

// item is what tells an item: the words that mean something, and those of them that are names or numbers.
type itemWords struct{ words, names map[string]bool }

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
