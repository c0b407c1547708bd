package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// harmBeside reads "12 dead", "30 wounded people", "six deaths", "eight bodies".
func (r *reading) harmBeside(c *counted, _, hi int) bool {
	for i := c.to; i < min(c.end+2, hi); i++ {
		if r.Words[i].Shape == text.Mark {
			return false
		}
		for k := range harms {
			h := &harms[k]
			form := r.Words[i].Form
			if h.counter[form] || i >= c.end && h.state[form] && !r.active(i, hi) && !r.inFlight(h, i) {
				if r.Words[i-1].Form != ofForm && i-2 >= c.to && r.Words[i-2].Form == ofForm &&
					articles[r.Words[i-1].Form] {
					c.end = i + 1 // "six of the wounded": part of a number, whatever befell them next
					return false
				}
				if !verbOnly[form] {
					c.end = max(c.end, i+1)
				}
				return r.take(c, h, i, hi)
			}
		}
		if i >= c.end && r.Classes[i] != words.Adverb {
			return false
		}
	}
	return false
}

// inFlight reports whether word i only says that people were on their way: "killed 20 people fleeing the city".
func (r *reading) inFlight(h *harm, i int) bool {
	return h.kind == news.Displaced && r.Classes[i] == words.Gerund
}

// harmObject reads "sent 25 people to hospital", "cost four farmers their lives".
func (r *reading) harmObject(c *counted, _, hi int) bool {
	if c.head >= 0 && !c.people {
		return false
	}
	for k := range harms {
		if h := &harms[k]; h.object.At(r.Words, c.end, hi) > 0 {
			return r.take(c, h, c.end, hi)
		}
	}
	return false
}

// harmBehind reads "12 members of the union, among them two women, have been killed".
func (r *reading) harmBehind(c *counted, lo, hi int) bool {
	if c.from > lo && r.Classes[c.from-1] == words.Preposition && r.Words[c.from-1].Form != ofForm &&
		r.Words[c.from-1].Form != withForm && !subordinate[r.Words[c.from-1].Form] {
		return false // "in three attacks": no subject
	}
	p := predicate{subject: c, lo: lo, hi: hi}
	if r.fateOf(&p) {
		return true
	}
	// "12 people fleeing the fighting crossed the river"
	return p.flight > 0 && r.take(c, &harms[displaced], p.flight, hi)
}

// fateOf looks for the harm that is said of the subject of p.
func (r *reading) fateOf(p *predicate) bool {
	c, hi := p.subject, p.hi
	for i := c.end; i < min(c.end+subjectReach, hi); i++ {
		if r.leavesSubject(p, i) {
			return false
		}
		if last, ok := r.insertion(i, hi); ok {
			i = last
			continue
		}
		if r.drivenOut(i, hi) {
			return r.take(c, &harms[displaced], i, hi)
		}
		if i > c.end && r.putToDeath(i) && !r.active(i, hi) { // "were shot to death"
			return r.take(c, &harms[killed], i, hi)
		}
		p.aside = p.aside || r.Classes[i] == words.Relative || r.Classes[i] == words.Bracket
		p.told = p.told || !p.aside && (r.Classes[i] == words.Being || r.Classes[i] == words.Having)
		h, ok := r.stateOf(p, i)
		switch {
		case h != nil && r.inFlight(h, i):
			p.flight, p.aside = i, true
		case h != nil:
			return r.take(c, h, i, hi)
		case !ok || !r.follow(p, i):
			return false
		}
	}
	return false
}

// predicate is what a sentence says of the people whom it counts, as far as it has been read.
type predicate struct {
	subject   *counted
	lo, hi    int
	auxiliary bool // a form of be or a word that stands for it has come: a participle is a passive
	aside     bool // the words are a relative clause or an insertion
	told      bool // something has been said of the subject
	flight    int  // the word that says that they were on their way, 0 for none
}

// leavesSubject reports whether from word i on nothing is said any more of whom p counts, or nothing that happened.
func (r *reading) leavesSubject(p *predicate, i int) bool {
	form, end := r.Words[i].Form, p.subject.end
	switch r.Classes[i] {
	case words.Stop, words.Colon:
		return true
	case words.Modal: // "could be killed": nobody has been
		if !perhaps[form] || i+1 >= p.hi || r.Classes[i+1] != words.Having {
			return true
		}
	case words.Gerund: // "and are holding more hostage"
		if i > end && r.Classes[i-1] == words.Being && !r.harmful(form) && !participle[form] {
			return true
		}
	}
	switch {
	case form == closeForm, elsewhere[form]: // what follows is about somebody else
		return true
	case r.ofThem(i, p.hi): // "11,000 troops, of whom 4,000 were killed"
		return r.numberFollows(i+2, min(p.hi, i+5)) || i == end
	}
	return clauseJoin[form] && p.told && !r.sameSubject(i+1, p.hi) // "were at risk, and 300,000 had fled"
}

// ofThem reads "of whom", "of them", "of which" at word i, unless it is "all of them".
func (r *reading) ofThem(i, hi int) bool {
	return i+1 < hi && r.Words[i].Form == ofForm && ofWhom[r.Words[i+1].Form] &&
		(i == 0 || !allWord[r.Words[i-1].Form])
}

// insertion returns the last word of an insertion that begins at word i, between the subject and what is said of it: in
// brackets, or "12 people, two of whom were children, died". It is not ok if there is none.
func (r *reading) insertion(i, hi int) (last int, ok bool) {
	switch {
	case r.Words[i].Form == openForm:
		for i+1 < hi && r.Words[i].Form != closeForm {
			i++
		}
		return i, true
	case r.ofThem(i, hi):
		for i+1 < hi && r.Classes[i+1] != words.Comma {
			i++
		}
		return i, true
	}
	return i, false
}

// stateOf returns the harm that word i says has befallen the subject of p, nil for none. It is not ok if the harm has
// not happened: "trying to flee".
func (r *reading) stateOf(p *predicate, i int) (h *harm, ok bool) {
	form := r.Words[i].Form
	if h, ok := r.phraseOf(p, i); h != nil || !ok {
		return h, ok
	}
	for k := range harms {
		h := &harms[k]
		if !h.state[form] {
			continue
		}
		if i > p.lo && (r.Classes[i-1] == words.To || r.Classes[i-1] == words.Modal) {
			return nil, false
		}
		if h.verb[form] && !p.auxiliary && (i > p.subject.end+1 || r.active(i, p.hi)) {
			continue
		}
		return h, true
	}
	return nil, true
}

// phraseOf returns the harm that several words from i on say has befallen the subject of p: "treated for burns", "lost
// their lives". It is not ok if it has not happened.
func (r *reading) phraseOf(p *predicate, i int) (h *harm, ok bool) {
	if p.subject.thing {
		return nil, true
	}
	if r.livesLost(i, p.hi) {
		h = &harms[killed]
	}
	for k := range harms {
		needed := harms[k].kind == news.Captured && p.subject.head >= 0 && !p.subject.people // "ten meetings held in"
		if h == nil && !needed && harms[k].phrase.At(r.Words, i, p.hi) > 0 {
			h = &harms[k]
		}
	}
	if h != nil && i > p.lo && (r.Classes[i-1] == words.To || r.Classes[i-1] == words.Modal) {
		return nil, false
	}
	return h, true
}

// livesLost reads "lost their lives", "met their deaths" at word i.
func (r *reading) livesLost(i, hi int) bool {
	return lostWord[r.Words[i].Form] && i+2 < hi && r.Classes[i+1] == words.Possessive && livesWord[r.Words[i+2].Form]
}

// follow takes p past word i, which tells no harm of its subject. It reports whether more may be said of it.
func (r *reading) follow(p *predicate, i int) bool {
	form, cl, end := r.Words[i].Form, r.Classes[i], p.subject.end
	switch {
	case cl == words.Being || cl == words.Having && form != hadForm, reckoned[form]:
		p.auxiliary = true
	case cl == words.Having:
		p.auxiliary = i+1 < p.hi && r.Words[i+1].Form == beenForm
	case r.harmful(form):
		return false
	case !p.auxiliary:
		return p.aside || cl != words.SpeechVerb && (cl != words.Past || i >= end+3)
	case i > end+3 && form != beenForm:
		switch cl {
		case words.Adverb, words.Comma, words.Negation, words.Preposition:
		default:
			p.auxiliary = false
		}
	}
	return true
}

// sameSubject reports whether the words from i on say more of those that the words before are about: "were shot and
// killed", "and have been arrested", "listed as dead".
func (r *reading) sameSubject(i, hi int) bool {
	for ; i < hi; i++ {
		switch r.Classes[i] {
		case words.Adverb:
			continue
		case words.Being, words.Having:
			return true
		}
		return r.harmful(r.Words[i].Form)
	}
	return false
}

// drivenOut reports whether word i and those behind it say that people had to leave: "forced from their homes", "driven
// out of the town", "forced to flee".
func (r *reading) drivenOut(i, hi int) bool {
	if !driven[r.Words[i].Form] {
		return false
	}
	for k := i + 1; k < min(i+4, hi); k++ {
		switch r.Words[k].Form {
		case fromForm, outForm, toForm:
			return r.awayBehind(k, hi)
		}
	}
	return false
}
