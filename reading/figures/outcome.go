package figures

import (
	"sitrep/news"
)

// harmOf finds what happened to the people that c counts: by the word before, by the word behind, by what the clause
// says.
func (r *reading) harmOf(c *counted, lo, hi int) {
	// "millions in losses"
	if r.merePart(c, hi) || r.pronominal(c) || c.bound == news.Vague && c.low >= 1e6 && c.head < 0 {
		c.thing = true
	}
	if c.thing {
		return
	}
	if r.fractionOf(c, lo) {
		c.thing = !r.harmBeside(c, lo, hi) || verbOnly[r.Words[c.trigger].Form]
		if c.thing {
			c.kinds = nil
		}
		return
	}
	for _, look := range []func(*counted, int, int) bool{
		r.harmBeside, r.harmBefore, r.harmNoun, r.harmBehind,
		r.harmToll, r.afterObject, r.condition,
	} {
		if look(c, lo, hi) {
			return
		}
	}
}

// condition reads people who are counted by what they have become: "200 hostages", "two million refugees".
func (r *reading) condition(c *counted, _, hi int) bool {
	if c.head < 0 || r.released(c, hi) {
		return false
	}
	for k := range harms {
		if h := &harms[k]; h.condition[r.Words[c.head].Form] {
			return r.take(c, h, c.head, hi)
		}
	}
	return false
}

// released reports whether those that c counts are free by now: "released five hostages", "the hostages were freed".
func (r *reading) released(c *counted, hi int) bool {
	for i := c.from - 1; i >= max(0, c.from-3) && r.Words[i].Sentence == r.Words[c.at].Sentence; i-- {
		if release[r.Words[i].Form] {
			return true
		}
	}
	for i := c.end; i < min(c.end+4, hi); i++ {
		if release[r.Words[i].Form] {
			return true
		}
	}
	return false
}
