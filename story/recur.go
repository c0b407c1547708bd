package story

import (
	"hash/fnv"
	"slices"
	"strings"

	"sitrep/news"
)

// recurring is in how many earlier weeks a sentence was told that is background when it comes again. News that is told
// for a fortnight is still news in its second week.
const recurring = 2

// Keys returns a key for each sentence: the same for the same content words and numbers, in any order; 0 for one that
// has too few words to be known again by.
func Keys(sentences []news.Sentence) []int64 {
	out := make([]int64, len(sentences))
	for i, s := range sentences {
		out[i] = keyOf(s.Text)
	}
	return out
}

// Recurring marks the sentences as background that were told in several earlier weeks, by their keys. The result is a
// copy.
func Recurring(sentences []news.Sentence, keys []int64, weeks map[int64]int) []news.Sentence {
	out := slices.Clone(sentences)
	for i, k := range keys {
		if k != 0 && weeks[k] >= recurring {
			out[i].Background = true
		}
	}
	return out
}

// keyOf is a hash of the distinct content words and numbers of a sentence; 0 for one of few words, which others share
// by chance.
func keyOf(s string) int64 {
	const fewest = 4
	terms := distinct(wordsOf(s).terms)
	if len(terms) < fewest {
		return 0
	}
	slices.Sort(terms)
	h := fnv.New64a()
	_, _ = h.Write([]byte(strings.Join(terms, " "))) // a hash takes everything
	return int64(h.Sum64() >> 1)                     // positive in SQL
}
