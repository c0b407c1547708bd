package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
)

// harmOf finds what happened to the people that c counts: by the word before, by the word behind, by what the clause
// says.
func (r *reading) harmOf(c *counted, lo, hi int) {
	// "millions in losses"
	if r.merePart(c, hi) || r.pronominal(c) || c.bound == news.Vague && c.low >= 1e6 && c.head < 0 {
		c.thing = true
	}
	c.thing = c.thing || r.bodiesHanded(c, lo, hi) || r.speakers(c, lo, hi)
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
		r.laterDied, r.harmBeside, r.harmBefore, r.harmNoun, r.harmObject, r.harmBehind,
		r.harmToll, r.afterObject, r.condition,
	} {
		if look(c, lo, hi) {
			return
		}
	}
}

// laterDied reads "eight of the 20 wounded later died": they died, whatever befell the others.
func (r *reading) laterDied(c *counted, _, hi int) bool {
	i := c.to
	if i+3 >= hi || r.Words[i].Form != ofForm || !articles[r.Words[i+1].Form] {
		return false
	}
	for i += 2; i < hi && (r.numeric(i) || persons[r.Words[i].Form] && !harms[injured].state[r.Words[i].Form]); i++ {
	}
	if i >= hi || !harms[injured].state[r.Words[i].Form] {
		return false
	}
	const reach = 5 // words: "later", "have since"
	for k := i + 1; k < min(i+reach, hi); k++ {
		if verbOnly[r.Words[k].Form] && harms[killed].state[r.Words[k].Form] {
			c.end = i + 1
			return r.take(c, &harms[killed], k, hi)
		}
		if cl := r.Classes[k]; cl != words.Adverb && cl != words.Having && !persons[r.Words[k].Form] {
			return false
		}
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
	if heldWord[r.Words[c.head].Form] && r.Has(max(0, c.from-3), c.from, holding) { // "took 14 prisoners"
		return r.take(c, &harms[captured], c.head, hi)
	}
	for i := c.to; c.people && i < c.head; i++ { // "300 displaced people"
		for k := range harms {
			if h := &harms[k]; h.state[r.Words[i].Form] {
				return r.take(c, h, i, hi)
			}
		}
	}
	return false
}

// speakers reports whether those that c counts say something: "two medics at the hospital said".
func (r *reading) speakers(c *counted, lo, hi int) bool {
	if !c.people {
		return false
	}
	if i := c.from - 1; i > lo && r.Classes[i] == words.SpeechVerb && !r.harmful(r.Words[i].Form) &&
		(r.Classes[i-1] == words.Comma || r.Classes[i-1] == words.Quotation) {
		return r.verbless(c.end, hi) // "…," said two officials
	}
	if i := c.from - 1; i >= lo {
		switch r.Classes[i] {
		case words.Comma, words.Stop, words.Colon, words.Quotation, words.Conjunction:
		default:
			return false // "killed 12 people in what he called"
		}
	}
	for i := c.end; i < min(c.end+speakerReach, hi); i++ {
		form := r.Words[i].Form
		switch r.Classes[i] {
		case words.SpeechVerb:
			return !r.harmful(form) && !reckoned[form]
		case words.Being, words.Modal, words.Past, words.Stop, words.Comma, words.Colon, words.Conjunction,
			words.Bracket, words.Relative, words.That:
			return false
		}
		if r.harmful(form) {
			return false
		}
	}
	return false
}

// verbless reports whether no verb follows in the clause that goes on with word i.
func (r *reading) verbless(i, hi int) bool {
	for ; i < hi; i++ {
		switch r.Classes[i] {
		case words.Stop, words.Comma, words.Colon, words.Quotation:
			return true
		case words.Being, words.Having, words.Modal, words.Past, words.To:
			return false
		}
		if r.harmful(r.Words[i].Form) {
			return false
		}
	}
	return true
}

// speakerReach is how many words stand between speakers and their verb: "at the military hospital in Kyiv".
const speakerReach = 9

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
