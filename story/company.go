package story

import (
	"cmp"
	"maps"
	"slices"

	"sitrep/news"
)

// company is what the sentences of an article are compared with: facts, and for each sentence those of their sentences
// that have words in common with it. A war's story has thousands, of which a handful can matter: one pass over their
// words finds these for all sentences of the article at once, and nothing dearer is asked of any other.
type company struct {
	sentences []news.Sentence
	facts     []news.Fact
	vectors   []map[string]float64 // of the sentences
	pairs     [][]pair             // for each sentence, in order of facts
}

// pair is a sentence of a fact that is like one of the article.
type pair struct {
	fact, sentence int // where it stands
	like           float64
}

const (
	// leastAlike is the cosine from which on anything is asked of two sentences.
	leastAlike = retoldLeast / 3
	// lookedAt is how many sentences are looked at closely for one, the most alike: where so many are not the same
	// thing, the next will not be either.
	lookedAt = 64
)

// newCompany compares sentences with facts. What the caller changes of either is changed here.
func newCompany(sentences []news.Sentence, facts []news.Fact) *company {
	c := &company{
		sentences: sentences, facts: facts,
		vectors: make([]map[string]float64, len(sentences)), pairs: make([][]pair, len(sentences)),
	}
	for i, s := range sentences {
		c.vectors[i] = weights(s.Terms)
	}
	likeness := newLikeness(c.vectors)
	for f := range facts {
		for o := range facts[f].Sentences {
			for i, l := range likeness.of(facts[f].Sentences[o].Terms) {
				if l > leastAlike {
					c.pairs[i] = append(c.pairs[i], pair{f, o, l})
				}
			}
		}
	}
	return c
}

// likeness compares sentences with any number of others, one after the other.
type likeness struct {
	holders map[string][]holder // of a term
	like    []float64
}

// holder is a sentence that has a term, with what it weighs there.
type holder struct {
	sentence int
	weight   float64
}

func newLikeness(vectors []map[string]float64) *likeness {
	l := &likeness{holders: map[string][]holder{}, like: make([]float64, len(vectors))}
	for i, v := range vectors {
		for t, w := range v {
			l.holders[t] = append(l.holders[t], holder{i, w})
		}
	}
	return l
}

// of returns the cosine of each of the sentences with one of these terms, until it is called again.
func (l *likeness) of(terms []news.Term) []float64 {
	clear(l.like)
	for _, t := range terms {
		for _, h := range l.holders[t.Text] {
			l.like[h.sentence] += h.weight * t.Weight
		}
	}
	return l.like
}

// Resembling returns what says of a stored sentence, by its terms alone, whether one of the sentences of an article may
// be compared with it any further.
func Resembling(sentences []news.Sentence) func(terms []news.Term) bool {
	const resembling = 0.2 // what is less alike says nothing that would be missed
	least := make([]float64, len(sentences))
	vectors := make([]map[string]float64, len(sentences))
	shared := map[string]bool{} // terms of which one is enough
	for i, s := range sentences {
		vectors[i], least[i] = weights(s.Terms), resembling
		if _, denies := denying(s); denies {
			least[i] = deniedAct
			if english.Incidents.Of.MatchString(s.Text) { // it leaves out who it is about
				maps.Copy(shared, namesOf(s, sentences[:i]))
			}
		}
		if s.TakesBack() {
			least[i] = (leastCorrected - numberRepeated) / saidByOne
		}
		if slices.ContainsFunc(s.Figures, isToll) {
			for _, p := range scenes(s) {
				shared[sceneTerm(p).Text], shared[nameTerm(p.Name)] = true, true
			}
		}
	}
	likeness := newLikeness(vectors)
	return func(terms []news.Term) bool {
		for i, l := range likeness.of(terms) {
			if l >= least[i] {
				return true
			}
		}
		return len(shared) > 0 && slices.ContainsFunc(terms, func(t news.Term) bool { return shared[t.Text] })
	}
}

// of is the sentence of a pair.
func (c *company) of(p pair) news.Sentence { return c.facts[p.fact].Sentences[p.sentence] }

// states notes that a sentence of the article states a fact, a new one if there is none of that id: those behind it are
// compared with it, too.
func (c *company) states(i int, fact int64) {
	s := c.sentences[i]
	f := slices.IndexFunc(c.facts, func(f news.Fact) bool { return f.ID == fact })
	if f < 0 {
		f = len(c.facts)
		c.facts = append(c.facts, news.Fact{ID: fact})
	}
	c.facts[f].Sentences = append(slices.Clip(c.facts[f].Sentences), s)
	for j := i + 1; j < len(c.sentences); j++ {
		if l := dot(c.vectors[j], s.Terms); l > leastAlike {
			c.pairs[j] = append(c.pairs[j], pair{f, len(c.facts[f].Sentences) - 1, l})
		}
	}
}

// alike are the pairs of a sentence that which picks, the most alike first.
func (c *company) alike(i int, which func(p pair) bool) []pair {
	var out []pair
	for _, p := range c.pairs[i] {
		if which(p) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b pair) int { return cmp.Compare(b.like, a.like) })
	return out
}

// nearest returns the fact that says the same thing as a sentence, nil if none does.
func (c *company) nearest(i int) *news.Fact {
	near := c.alike(i, func(p pair) bool { return p.like >= reworded })
	var best pair
	most := 0.0
	for _, p := range near[:min(len(near), lookedAt)] {
		first := p.fact < best.fact || p.fact == best.fact && p.sentence < best.sentence // which counts among equals
		// Nothing raises a likeness above same.
		if most > same && p.like <= most || most == same && p.like < same && !first {
			continue
		}
		if sim := similarity(c.sentences[i], c.of(p), p.like); sim > most || sim == most && first {
			best, most = p, sim
		}
	}
	if most >= same {
		return &c.facts[best.fact]
	}
	return recounted(c.sentences[i], c.facts)
}

// recounted returns the fact that counts the same people in the same place as s, if it may be of one incident. With two
// it would be a guess which one is meant.
func recounted(s news.Sentence, facts []news.Fact) *news.Fact {
	if s.Background || !slices.ContainsFunc(s.Figures, isToll) {
		return nil
	}
	counting, incident := -1, false
	for i, f := range facts {
		for _, o := range f.Sentences {
			if !sameToll(s, o) {
				continue
			}
			if counting >= 0 && counting != i {
				return nil
			}
			counting = i
			incident = incident || (oneIncident(s, o) && recounts(s, o))
		}
	}
	if !incident {
		return nil
	}
	return &facts[counting]
}
