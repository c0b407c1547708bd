package story

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// Bounds of the vectors. More terms than these changed no decision on the development sets and cost time in storage.
const (
	maxStoryTerms    = 80
	maxSentenceTerms = 24
	maxBodyTokens    = 1500 // the rest of a long read is background
)

// nameMark starts a term that is a resolved name, so that "Kherson" the place and a stem never meet.
const nameMark = "@"

// Frequencies tells how many stored articles hold each term, out of Total.
type Frequencies struct {
	Total int
	Of    map[string]int
}

// idf is the inverse document frequency of a term. The prior of 40 articles keeps the first articles of an empty
// database comparable: without it every term of the second article would weigh the same.
func (f Frequencies) idf(term string) float64 {
	const prior = 40
	return math.Log(float64(f.Total+prior) / (float64(f.Of[term]) + 1))
}

// Draft is what placing needs of an article's words alone: the stems of title and body. It depends on nothing that is
// stored, so that it can be made ahead, for many articles at once.
type Draft struct {
	title, body []stemAt
}

// stemAt is a stem with where its word begins, in bytes.
type stemAt struct {
	stem  string
	start int
}

// NewDraft stems an article.
func NewDraft(a news.Article) Draft {
	return Draft{title: stemsOf(a.Title, a.Language), body: stemsOf(a.Body, a.Language)}
}

func stemsOf(s, language string) []stemAt {
	var out []stemAt
	for i, t := range text.Tokens(s) {
		if i == maxBodyTokens {
			break
		}
		if stem, ok := stemOf(t, s, language); ok {
			out = append(out, stemAt{stem, t.Start})
		}
	}
	return out
}

// within are the stems of the body that begin in the span.
func (d Draft) within(s news.Span) []stemAt {
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(d.body, offset, func(x stemAt,
			offset int,
		) int {
			return cmp.Compare(x.start, offset)
		})
		return i
	}
	return d.body[at(s.Start):at(s.End)]
}

// Terms lists the distinct terms of an article with their raw counts: stems of title and body (the title counts three
// times), and the resolved names of whom and what it mentions.
func Terms(d Draft, r news.Reading) map[string]float64 {
	counts := map[string]float64{}
	count(counts, d.title, 3)
	count(counts, d.body, 1)
	for _, m := range r.Mentions {
		if !m.Nominal {
			counts[nameTerm(m.Name)]++
		}
	}
	return counts
}

func count(counts map[string]float64, stems []stemAt, weight float64) {
	for _, s := range stems {
		counts[s.stem] += weight
	}
}

// stemOf returns the stem that a token is compared by; numbers, function words and stale words have none.
func stemOf(t text.Token, s, language string) (string, bool) {
	if !t.Word() {
		return "", false
	}
	word := strings.TrimSuffix(text.Fold(t.In(s)), "'s")
	if len(word) < 2 || !unicode.IsLetter([]rune(word)[0]) || lang.Of(language).Stop(word) {
		return "", false
	}
	stem := lang.Of(language).Stem(word)
	return stem, !english.Telling.Stale[stem]
}

func nameTerm(name string) string { return nameMark + text.Key(name) }

// Vector weighs counted terms by tf-idf with logarithmic term frequency, keeps the heaviest and scales the whole to
// unit length. Names weigh more than words: who and where decides what a story is about.
func Vector(counts map[string]float64, f Frequencies) []news.Term {
	return vector(counts, f, maxStoryTerms)
}

// nameBoost is how much more a name weighs than a word.
const nameBoost = 1.3

func vector(counts map[string]float64, f Frequencies, limit int) []news.Term {
	out := make([]news.Term, 0, len(counts))
	for term, n := range counts {
		w := (1 + math.Log(n)) * f.idf(term)
		if strings.HasPrefix(term, nameMark) {
			w *= nameBoost
		}
		if w > 0 {
			out = append(out, news.Term{Text: term, Weight: w})
		}
	}
	return scaled(out, limit)
}

// scaled sorts terms heaviest first (ties by text, so that the result depends on nothing else), cuts and normalises
// them.
func scaled(terms []news.Term, limit int) []news.Term {
	byWeight(terms)
	terms = terms[:min(limit, len(terms))]
	var sum float64
	for _, t := range terms {
		sum += t.Weight * t.Weight
	}
	if norm := math.Sqrt(sum); norm > 0 {
		for i := range terms {
			terms[i].Weight /= norm
		}
	}
	return terms
}

// byWeight sorts terms heaviest first, ties by text.
func byWeight(terms []news.Term) {
	slices.SortFunc(terms, func(a, b news.Term) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), strings.Compare(a.Text, b.Text))
	})
}

// heaviest lists the terms of a vector, heaviest first, at most limit of them.
func heaviest(v map[string]float64, limit int) []news.Term {
	terms := make([]news.Term, 0, len(v))
	for t, w := range v {
		terms = append(terms, news.Term{Text: t, Weight: w})
	}
	byWeight(terms)
	return terms[:min(limit, len(terms))]
}

// dot is the product of two vectors, the cosine if both are of unit length.
func dot(a map[string]float64, b []news.Term) float64 {
	var sum float64
	for _, t := range b {
		sum += a[t.Text] * t.Weight
	}
	return sum
}

// cosine of two vectors, summed in the order of the terms so that it is the same each time.
func cosine(a, b map[string]float64) float64 {
	if len(b) < len(a) {
		a, b = b, a
	}
	var sum float64
	for _, t := range slices.Sorted(maps.Keys(a)) {
		sum += a[t] * b[t]
	}
	if n := norm(a) * norm(b); n > 0 {
		return sum / n
	}
	return 0
}

func norm(v map[string]float64) float64 {
	var sum float64
	for _, t := range slices.Sorted(maps.Keys(v)) {
		sum += v[t] * v[t]
	}
	return math.Sqrt(sum)
}

func weights(terms []news.Term) map[string]float64 {
	m := make(map[string]float64, len(terms))
	for _, t := range terms {
		m[t.Text] = t.Weight
	}
	return m
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
