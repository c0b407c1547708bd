package figures

import (
	"slices"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// take gives c the kind of harm h told at word i, and a second kind where two harms are told together ("killed or
// wounded"): then neither number is known, only that it is not larger.
func (r *reading) take(c *counted, h *harm, i, hi int) bool {
	c.kinds, c.trigger = []news.FigureKind{h.kind}, i
	if i >= 2 && i < c.from && coupling[r.Words[i-1].Form] {
		r.join(c, i-2)
	}
	for end := i; end+2 < hi && coupling[r.Words[end+1].Form]; { // "killed, injured or taken hostage"
		next := end + 2
		for next+1 < hi && (coupling[r.Words[next].Form] || shotWord[r.Words[next].Form]) {
			next++
		}
		if next > end+4 || r.numberFollows(end+2, hi) || !r.join(c, next) {
			break
		}
		end = next
	}
	return true
}

// join gives c the kind of the harm that word i tells, beside those that it has: none of the numbers is known then,
// only that it is not larger. It reports whether there is such a harm.
func (r *reading) join(c *counted, i int) bool {
	if r.active(i, len(r.Words)) {
		return false
	}
	for k := range harms {
		o := &harms[k]
		if !o.verb[r.Words[i].Form] && !o.state[r.Words[i].Form] {
			continue
		}
		if !slices.Contains(c.kinds, o.kind) {
			c.kinds, c.joint = append(c.kinds, o.kind), true
		}
		return true
	}
	return false
}

// active reports whether the participle at word i has an object of its own: "two men killed five".
func (r *reading) active(i, hi int) bool {
	for k := i + 1; k < min(i+3, hi); k++ {
		switch r.Classes[k] {
		case words.Determiner, words.Possessive, words.Numeral:
			return !r.agoAfter(k, hi)
		case words.Adverb:
			continue
		case words.Name:
			return true
		}
		return r.Words[k].Shape == text.Number
	}
	return false
}

// agoAfter reports whether the number at k counts time: "killed two days ago".
func (r *reading) agoAfter(k, hi int) bool {
	return k+1 < hi && measures[r.Words[k+1].Form].kind == news.Duration
}

// subjectReach is how many words may stand between the people and their passive: an apposition, a relative clause.
const subjectReach = 18
