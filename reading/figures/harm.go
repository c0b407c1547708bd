package figures

import (
	"maps"
	"slices"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// harms are what happens to people, with the words that say so.
type harm struct {
	kind      news.FigureKind
	verb      words.Set // takes whom it hurts as object, or as subject of the passive
	state     words.Set // stands behind or with its subject: died, dead, missing
	noun      words.Set // takes "of N": the death of six
	counter   words.Set // is itself what is counted: 12 deaths
	condition words.Set // what those counted have become, unless something worse befell them: 200 hostages
}

var harms = func() (all []harm) {
	tolls := english.Tolls
	for _, x := range []struct {
		kind  news.FigureKind
		words text.Harm
	}{
		killed:    {news.Killed, tolls.Killed},
		injured:   {news.Injured, tolls.Injured},
		missing:   {news.Missing, tolls.Missing},
		captured:  {news.Captured, tolls.Captured},
		detained:  {news.Detained, tolls.Detained},
		displaced: {news.Displaced, tolls.Displaced},
	} {
		all = append(all, harm{
			x.kind, words.Of(x.words.Verbs), words.Of(x.words.States), words.Of(x.words.Nouns),
			words.Of(x.words.Counters), words.Of(x.words.Conditions),
		})
	}
	return all
}()

// harmful reports whether a word tells a harm.
func (r *reading) harmful(form uint32) bool { return harmWord[form] }

// harmWord are the verbs and states of all harms.
var harmWord = func() words.Set {
	l := words.Set{}
	for _, h := range harms {
		maps.Copy(l, h.verb)
		maps.Copy(l, h.state)
	}
	return l
}()

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

// The places of the kinds in harms, in the order in which they are looked for.
const (
	killed = iota
	injured
	missing
	captured
	detained
	displaced
)
