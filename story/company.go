package story

import (
	"cmp"
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
	type holder struct {
		sentence int
		weight   float64
	}
	holders := map[string][]holder{} // of a term
	for i, s := range sentences {
		c.vectors[i] = weights(s.Terms)
		for t, w := range c.vectors[i] {
			holders[t] = append(holders[t], holder{i, w})
		}
	}
	like := make([]float64, len(sentences))
	for f := range facts {
		for o := range facts[f].Sentences {
			clear(like)
			for _, t := range facts[f].Sentences[o].Terms {
				for _, h := range holders[t.Text] {
					like[h.sentence] += h.weight * t.Weight
				}
			}
			for i, l := range like {
				if l > leastAlike {
					c.pairs[i] = append(c.pairs[i], pair{f, o, l})
				}
			}
		}
	}
	return c
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
