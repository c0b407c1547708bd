package words

import (
	"iter"
	"slices"
	"sort"
	"sync"

	"sitrep/news"
)

// Text is an article's body in words, each with its class, and what was found in it before.
type Text struct {
	Body     string
	Mentions []news.Mention // sorted by start
	Words    []Word
	Classes  []Class
}

var spare = sync.Pool{New: func() any { return new(Text) }}

// SpareWords is how long a text may have been for its memory to be kept: more than any article.
const SpareWords = 1 << 15

// Read splits body into words and classifies them. sentences are body's, in order; mentions are those of entities
// in body, sorted by start. Time is linear in len(body).
func Read(body string, sentences []news.Span, mentions []news.Mention) *Text {
	t := spare.Get().(*Text)
	t.Body, t.Mentions = body, mentions
	t.Words = scan(body, sentences, t.Words)
	t.Classes = slices.Grow(t.Classes[:0], len(t.Words))[:len(t.Words)]
	for i, w := range t.Words {
		t.Classes[i] = classOf(w, w.In(body))
	}
	return t
}

// Release gives the memory of t back for another text. Nothing may use t after.
func (t *Text) Release() {
	t.Body, t.Mentions = "", nil
	if cap(t.Words) <= SpareWords {
		spare.Put(t)
	}
}

// Sentences yields the words [lo,hi) of each sentence in order, and of what stands between sentences. What has more
// than most words comes in pieces.
func (t *Text) Sentences(most int) iter.Seq2[int, int] {
	return func(yield func(lo, hi int) bool) {
		for lo := 0; lo < len(t.Words); {
			hi := lo + 1
			for hi < len(t.Words) && t.Words[hi].Sentence == t.Words[lo].Sentence && hi-lo < most {
				hi++
			}
			if !yield(lo, hi) {
				return
			}
			lo = hi
		}
	}
}

// SpanOf is the span of words [from,to).
func (t *Text) SpanOf(from, to int) news.Span {
	return news.Span{Start: t.Words[from].Start, End: t.Words[to-1].End}
}

// Slice is the body's text of words [from,to), "" if there are none.
func (t *Text) Slice(from, to int) string {
	if from >= to {
		return ""
	}
	return t.SpanOf(from, to).In(t.Body)
}

// Cover returns the words that overlap s.
func (t *Text) Cover(s news.Span) (from, to int) {
	from = sort.Search(len(t.Words), func(i int) bool { return t.Words[i].End > s.Start })
	to = from
	for to < len(t.Words) && t.Words[to].Start < s.End {
		to++
	}
	return from, to
}

// MentionsIn returns the mentions that lie in words [from,to), as indices.
func (t *Text) MentionsIn(from, to int) (first, end int) {
	s := t.SpanOf(from, to)
	first = sort.Search(len(t.Mentions), func(i int) bool { return t.Mentions[i].Start >= s.Start })
	end = first
	for end < len(t.Mentions) && t.Mentions[end].Start < s.End {
		end++
	}
	return first, end
}

// Find returns the first word of [from,to) whose form is in set, -1 if there is none.
func (t *Text) Find(from, to int, set Set) int {
	i := slices.IndexFunc(t.Words[from:to], func(w Word) bool { return set[w.Form] })
	if i < 0 {
		return -1
	}
	return from + i
}

// Has reports whether the form of one of words [from,to) is in set.
func (t *Text) Has(from, to int, set Set) bool { return t.Find(from, to, set) >= 0 }
