package story

import (
	"cmp"
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
func retells(s news.Sentence, facts []news.Fact) (fact *news.Fact, retelling bool) {
	st, ok := governing(s)
	if slices.ContainsFunc(s.Figures, isToll) || (ok && (st.Stance == news.Confirms || st.Stance == news.Denies)) {
		return nil, false
	}
	type told struct {
		text string
		like float64
		fact int
		// what it tells cannot be what s tells, however alike the words are
		conflicts bool
	}
	mine := weights(s.Terms)
	var near []told
	for i, f := range facts[:min(len(facts), retoldFacts)] {
		for _, o := range f.Sentences {
			if like := dot(mine, o.Terms); like > retoldLeast/3 && o.Article != s.Article {
				near = append(near, told{o.Text, like, i, like >= retoldLeast && (apart(s, o) || incompatible(s, o))})
			}
		}
	}
	slices.SortStableFunc(near, func(a, b told) int { return cmp.Compare(b.like, a.like) })
	if len(near) == 0 || near[0].like < retoldLeast {
		return nil, false
	}
	if near[0].conflicts {
		return nil, false
	}
	one := NewMemory()
	one.Add(near[0].text)
	if one.Novelty(s.Text) < retold {
		return &facts[near[0].fact], true
	}
	m := NewMemory()
	// the nearest last: how far back it lies says nothing here
	for _, t := range slices.Backward(near[:min(len(near), retoldBy)]) {
		m.Add(t.text)
	}
	return nil, m.Novelty(s.Text) < retold
}
