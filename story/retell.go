package story

import (
	"slices"

	"sitrep/news"
)

// Whether a sentence that no fact matches tells anything: it is compared, as a whole and in its parts, with the
// sentences nearest to it of the facts told last.
const (
	// Novelty below which a sentence retells; of timelines' news 1.4 in a hundred are below, of their background six in
	// ten.
	retold      = 0.05
	retoldFacts = 150 // facts looked at, the latest
	retoldBy    = 24  // sentences remembered, the nearest
	retoldLeast = 0.3 // cosine of the nearest, below which nothing was told
)

// retells reports whether a sentence says in other words what told sentences say together. Where it says what a single
// one does, it returns that one's fact, which it states once more. Who counts, confirms or denies is never taken to
// retell: a number or a stance may be all that is new.
func (c *company) retells(i int) (fact *news.Fact, retelling bool) {
	s := c.sentences[i]
	st, ok := governing(s)
	if slices.ContainsFunc(s.Figures, isToll) || (ok && (st.Stance == news.Confirms || st.Stance == news.Denies)) {
		return nil, false
	}
	near := c.alike(i, func(p pair) bool { return p.fact < retoldFacts && c.of(p).Article != s.Article })
	if len(near) == 0 || near[0].like < retoldLeast {
		return nil, false
	}
	nearest := c.of(near[0])
	if apart(s, nearest) || incompatible(s, nearest) { // however alike the words are
		return nil, false
	}
	one := NewMemory()
	one.Add(nearest.Text)
	if one.Novelty(s.Text) < retold {
		return &c.facts[near[0].fact], true
	}
	m := NewMemory()
	// the nearest last: how far back it lies says nothing here
	for _, p := range slices.Backward(near[:min(len(near), retoldBy)]) {
		m.Add(c.of(p).Text)
	}
	return nil, m.Novelty(s.Text) < retold
}
