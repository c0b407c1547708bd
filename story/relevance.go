package story

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// Relevance says whether an article is conflict news, and why.
type Relevance struct {
	On     bool
	Score  float64  // conflict words in a hundred, the half ones counted half
	Other  float64  // sport, show business and market words in a hundred
	Words  []string // the distinct stems that spoke for it, sorted
	Reason string   // one sentence for `sitrep read`
}

// The thresholds were set on hand-picked articles: wars score 2 to 12, football and markets below 1.
const (
	leastScore    = 1.3
	leastDistinct = 3
)

// An alert of a sentence or two has no room for three such words: two are enough if one of them is of the first list
// and they are thick. Whoever writes of a fight against damp in a former army flat gets through; an alert that is
// missed is worse.
const (
	shortText     = 60 // words
	shortScore    = 4.0
	shortDistinct = 2
)

// needed is what a text of so many words needs; named says that a word of the first list is among its words.
func needed(total int, named bool) (score float64, distinct int) {
	if total < shortText && named {
		return shortScore, shortDistinct
	}
	return leastScore, leastDistinct
}

// Relevant judges an article by the words of its title and body.
func Relevant(a news.Article) Relevance {
	var conflict, other float64
	words, total, named := map[string]bool{}, 0, false
	for _, part := range []string{a.Title, a.Body} {
		for i, t := range text.Tokens(part) {
			if i >= maxBodyTokens {
				break
			}
			if !t.Word() {
				continue
			}
			total++
			stem := lang.English.Stem(text.Fold(t.In(part)))
			switch {
			case english.Relevance.Conflict[stem]:
				conflict++
				words[stem], named = true, true
			case english.Relevance.Half[stem]:
				conflict += 0.5
				words[stem] = true
			case english.Relevance.Theatres[stem]:
				conflict += 0.25
				words[stem] = true
			case english.Relevance.Other[stem]:
				other++
			}
		}
	}
	if total == 0 {
		return Relevance{Reason: "off topic: it has no words"}
	}
	r := Relevance{
		Score: 100 * conflict / float64(total), Other: 100 * other / float64(total),
		Words: slices.Sorted(maps.Keys(words)),
	}
	score, distinct := needed(total, named)
	if len(words) >= leastDistinct { // enough of them at any length
		score, distinct = leastScore, leastDistinct
	}
	foreign := a.Language != "" && !strings.HasPrefix(a.Language, "en")
	switch {
	case foreign:
		r.On = true
		r.Reason = fmt.Sprintf("on topic: it is in %s, which the word lists do not judge, and its outlet was chosen",
			a.Language)
	case len(words) < distinct || r.Score < score:
		r.Reason = fmt.Sprintf("off topic: %.1f conflict words in 100 (%.1f needed), %d different ones (%d needed)",
			r.Score, score, len(words), distinct)
		if len(words) > 0 {
			r.Reason += ": " + strings.Join(r.Words, ", ")
		}
	case r.Other > r.Score:
		r.Reason = fmt.Sprintf("off topic: %.1f words of sport, shows and markets in 100 against %.1f of conflict",
			r.Other, r.Score)
	default:
		r.On = true
		r.Reason = fmt.Sprintf("on topic: %.1f conflict words in 100, among them %s", r.Score,
			strings.Join(r.Words[:min(6, len(r.Words))], ", "))
	}
	return r
}
