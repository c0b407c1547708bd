package story

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"sitrep/text"
	"sitrep/text/lang"
)

// Memory is what has been told of a matter, sentence by sentence. It says how new another sentence is.
type Memory struct {
	sentences []map[string]bool
	holds     map[string]int   // how many of the sentences hold a term
	pairs     map[string]bool  // of neighbouring terms
	index     map[string][]int // the sentences that hold a term, oldest first
	past      float64          // sum of the shares of past tenses
	tensed    float64          // sentences that have a tense
}

// NewMemory returns an empty memory.
func NewMemory() *Memory {
	return &Memory{holds: map[string]int{}, pairs: map[string]bool{}, index: map[string][]int{}}
}

// Add remembers a sentence.
func (m *Memory) Add(sentence string) {
	w := wordsOf(sentence)
	terms := map[string]bool{}
	for _, t := range w.terms {
		if !terms[t] {
			terms[t] = true
			m.holds[t]++
			m.index[t] = append(m.index[t], len(m.sentences))
		}
	}
	for _, p := range w.pairs() {
		m.pairs[p] = true
	}
	if share, ok := pastShare(sentence); ok {
		m.past += share
		m.tensed++
	}
	m.sentences = append(m.sentences, terms)
}

// The weights of what makes a sentence new. They were fitted by logistic regression on two years of timelines of six
// events with human summaries of their background, each event counting the same, and rounded; docs/developments.md has
// what they give on events that were left out of the fit.
const (
	bias      = -6.7
	byOther   = 5.5  // how unlike the nearest told sentence, by Jaccard index of term weights
	uncovered = 2.0  // share of its weight that the nearest told sentence lacks
	byPairs   = 1.8  // share of its neighbouring terms that no told sentence has as neighbours
	byNames   = 2.7  // share of its names that were never told
	byNumbers = 2.0  // share of its numbers that were never told
	byYear    = -3.0 // it names a year
	byAge     = -1.9 // how far back the nearest told sentence lies, from 0 for the last to 1 for the first
	byTense   = -7.5 // it is told in the past where the matter is told in the present
)

// Novelty says how new a sentence is to whoever was told all that is remembered: the probability, between 0 and 1, that
// a reader would take it for news and not for a retelling.
func (m *Memory) Novelty(sentence string) float64 {
	w := wordsOf(sentence)
	terms := distinct(w.terms)
	var mass float64
	var names, newNames, numbers, newNumbers float64
	year := false
	for _, t := range terms {
		mass += m.weight(t, w)
		unknown := 0.0
		if m.holds[t] == 0 {
			unknown = 1
		}
		switch {
		case yearWord.MatchString(t):
			year = true
		case digit(t):
			numbers++
			newNumbers += unknown
		case w.names[t]:
			names++
			newNames += unknown
		}
	}
	z := bias + byNames*newNames/max(names, 1) + byNumbers*newNumbers/max(numbers, 1)
	if year {
		z += byYear
	}
	near, covered := m.nearest(terms, w)
	other := 1.0
	if near >= 0 {
		var theirs float64
		for _, t := range slices.Sorted(maps.Keys(m.sentences[near])) {
			theirs += m.weight(t, w)
		}
		other = 1 - covered/(mass+theirs-covered)
		z += byAge * (1 - float64(near+1)/float64(len(m.sentences)))
	}
	z += byOther*other + uncovered*(1-covered/max(mass, 1e-9))
	pairs := w.pairs()
	fresh := 0.0
	for _, p := range pairs {
		if !m.pairs[p] {
			fresh++
		}
	}
	z += byPairs * fresh / float64(max(len(pairs), 1))
	const prior = 5 // sentences of half past, half present: a memory of few has no tense yet
	usual := (m.past + prior/2.0) / (m.tensed + prior)
	if share, ok := pastShare(sentence); ok {
		const mostly = 0.7 // from here on a matter is told in the past, and the past says nothing
		z += byTense * (share - usual) * max(0, 1-usual/mostly)
	}
	return 1 / (1 + math.Exp(-z))
}

// nearest returns the remembered sentence that shares most of the terms' weight, the latest of equals, with that
// weight; -1 if none shares any.
func (m *Memory) nearest(terms []string, w words) (best int, most float64) {
	shared := map[int]float64{}
	best = -1
	for _, t := range terms {
		for _, i := range m.index[t] {
			shared[i] += m.weight(t, w)
		}
	}
	for i, s := range shared {
		if s > most || (s == most && i > best) {
			best, most = i, s
		}
	}
	return best, most
}

// weight of a term: what few sentences hold says more, and a name more than a word.
func (m *Memory) weight(t string, w words) float64 {
	const prior = 20 // sentences: the first few that are told make no word common
	v := math.Log((float64(len(m.sentences)) + prior) / (float64(m.holds[t]) + 0.5))
	if w.names[t] {
		v *= nameBoost
	}
	return v
}

// words are what a sentence is judged by.
type words struct {
	terms []string // stems of content words, and numbers, in order
	names map[string]bool
}

func wordsOf(s string) words {
	w := words{names: map[string]bool{}}
	initial := true
	for _, t := range text.Tokens(s) {
		if !t.Word() {
			continue
		}
		raw := t.In(s)
		word := strings.TrimSuffix(text.Fold(raw), "'s")
		first := initial
		initial = false
		if word == "" || lang.English.Stop(word) {
			continue
		}
		if digit(word) {
			w.terms = append(w.terms, strings.ReplaceAll(word, ",", ""))
			continue
		}
		stem := lang.English.Stem(word)
		if english.Telling.Dull[stem] {
			continue
		}
		w.terms = append(w.terms, stem)
		if !first && raw[0] >= 'A' && raw[0] <= 'Z' {
			w.names[stem] = true
		}
	}
	return w
}

// pairs are neighbours among the terms, each pair in the order of the alphabet: "the Senate approves" and "approved by
// the Senate" are one.
func (w words) pairs() (out []string) {
	const apart = 3 // terms
	for i := range w.terms {
		for j := i + 1; j < min(i+1+apart, len(w.terms)); j++ {
			a, b := w.terms[i], w.terms[j]
			out = append(out, min(a, b)+" "+max(a, b))
		}
	}
	return out
}

func distinct(terms []string) (out []string) {
	for _, t := range terms {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func digit(t string) bool { return t[0] >= '0' && t[0] <= '9' }

var yearWord = regexp.MustCompile(`^(?:19|20)\d\d$`)

// pastShare is the share of past tenses among the verbs of a sentence that show a tense; not ok if none does. A regular
// past counts a little less: it may be a participle.
func pastShare(s string) (share float64, ok bool) {
	var past, present float64
	for _, t := range text.Tokens(s) {
		w := t.In(s)
		switch {
		case !t.Word():
		case english.Telling.Past[w]:
			past++
		case english.Telling.Present[w]:
			present++
		case len(w) <= 4 || w[0] < 'a':
		case strings.HasSuffix(w, "ed"):
			past += 0.7
		case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && english.Telling.Verbs[lang.English.Stem(w)]:
			present++
		}
	}
	if past+present == 0 {
		return 0, false
	}
	return past / (past + present), true
}

// Timeline scores the steps of one matter as they come. It remembers what earlier steps offered: a sentence that comes
// again and again is background, whether or not it ever was among the news.
type Timeline struct {
	offered []string // by earlier steps, each once, in order
	known   map[string]bool
}

// Score says how new each candidate is to whoever has read seen, and remembers the candidates for the steps to come.
func (t *Timeline) Score(seen, candidates []string) []float64 {
	m := NewMemory()
	told := map[string]bool{}
	for _, s := range seen {
		told[s] = true
	}
	for _, s := range t.offered {
		if !told[s] {
			m.Add(s)
		}
	}
	for _, s := range seen {
		m.Add(s)
	}
	out := make([]float64, len(candidates))
	for i, c := range candidates {
		out[i] = m.Novelty(c)
	}
	if t.known == nil {
		t.known = map[string]bool{}
	}
	for _, c := range candidates {
		if !t.known[c] {
			t.known[c] = true
			t.offered = append(t.offered, c)
		}
	}
	return out
}
