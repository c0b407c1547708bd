package figures

import (
	"slices"

	"sitrep/reading/words"
)

// coordinate hands kinds from one quantity to its neighbours: "killed 12 people and three soldiers", "two policemen and
// a child were killed", "nine wounded, including four children".
func (r *reading) coordinate(all []counted) {
	for i := range all {
		if i > 0 {
			r.inherit(&all[i], &all[i-1])
		}
	}
	for i := len(all) - 2; i >= 0; i-- {
		a, b := &all[i], &all[i+1]
		subject := human(b.kinds) && b.trigger > b.from
		if len(a.kinds) == 0 && !a.thing && subject && r.coupled(a.end, b.from) {
			a.kinds, a.joint, a.trigger = b.kinds, b.joint, b.trigger
		}
	}
}

// inherit gives c the kinds of the quantity before it, if it has none of its own and is joined to it or included in it.
func (r *reading) inherit(c, before *counted) {
	if len(c.kinds) > 0 || c.thing || !human(before.kinds) || c.from < before.end {
		return
	}
	// "killed 12 and 3": what befell the first befell the second
	object := before.trigger >= 0 && before.trigger < before.from
	part := r.included(before.end, c.from) || r.ofThose(before.end, c.from) || r.amongThem(c)
	if (object || before.part) && r.coupled(before.end, c.from) || part {
		c.kinds, c.joint, c.trigger, c.part = before.kinds, before.joint, before.trigger, part || before.part
	}
}

// coupled reports whether words [from,to) only join two noun phrases.
func (r *reading) coupled(from, to int) bool {
	if from >= to || to-from > 4 {
		return false
	}
	joined := false
	for i := from; i < to; i++ {
		switch {
		case coupling[r.Words[i].Form]:
			joined = true
		case articles[r.Words[i].Form], r.Words[i].Form == wellForm, r.Words[i].Form == asForm:
			joined = joined || r.Words[i].Form == wellForm
		default:
			return false
		}
	}
	return joined
}

// included reports whether words [from,to) say that what follows is part of what came before: "including", "among
// them".
func (r *reading) included(from, to int) bool {
	if to-from > 12 {
		return false
	}
	said := to == from+1 && r.Words[from].Form == openForm
	for i := from; i < to; i++ {
		form := r.Words[i].Form
		if said && r.harmful(form) { // "including those taken in the raid that killed 12"
			return false
		}
		said = said || includes[form] && form != amongForm || form == amongForm && i+1 < to && ofWhom[r.Words[i+1].Form]
		switch r.Classes[i] {
		case words.Stop, words.Colon, words.Modal, words.Having, words.SpeechVerb:
			return false
		}
	}
	return said
}

// ofThose reports whether words [from,to) say "of whom": "1,746 killed, of whom 312 were children".
func (r *reading) ofThose(from, to int) bool {
	const reach = 12
	if to-from < 2 || to-from > reach || r.Words[to-2].Form != ofForm || !ofWhom[r.Words[to-1].Form] {
		return false
	}
	for i := from; i < to-2; i++ {
		switch r.Classes[i] {
		case words.Being, words.Having, words.Modal, words.SpeechVerb, words.Stop, words.Colon, words.Relative:
			return false
		}
	}
	return true
}

// amongThem reads "six children among them".
func (r *reading) amongThem(c *counted) bool {
	return c.end+1 < len(r.Words) && r.Words[c.end].Form == amongForm && ofWhom[r.Words[c.end+1].Form]
}

// partOfHarmed reports whether c counts some of those whom its harm befell: "five women were among the 14 killed".
func (r *reading) partOfHarmed(c *counted) bool {
	if !human(c.kinds) {
		return false
	}
	if r.amongThem(c) {
		return true
	}
	return c.trigger > c.end && r.Has(c.end, c.trigger, includes) && !r.Has(c.end, c.trigger, coupling) ||
		c.head >= 0 && bodiesWord[r.Words[c.head].Form] && r.Has(max(0, c.from-1), c.head, added)
}

// inParallel gives c the kinds of the people counted last, if it goes on counting them.
func (r *reading) inParallel(all []counted, c *counted, hi int) {
	if len(c.kinds) > 0 || c.thing || c.kind != "" {
		return
	}
	for _, before := range slices.Backward(all) {
		if human(before.kinds) {
			if r.parallel(&before, c, hi) {
				c.kinds, c.joint, c.trigger = before.kinds, before.joint, before.trigger
			}
			return
		}
		if !before.thing && before.head < 0 {
			return
		}
	}
}

// parallel reports whether c goes on counting what before counts, with no word of harm of its own: "killed 14 in
// Kharkiv, five in Sumy", "fire killed 5 and an airstrike 16".
func (r *reading) parallel(before, c *counted, hi int) bool {
	const reach = 12
	from, to := max(before.end, before.trigger+1), c.from // "three were killed in one village and four in another"
	if before.trigger >= c.from || before.thing || from >= to || to-from > reach || c.head >= 0 && !c.people {
		return false
	}
	for i := from; i < to; i++ {
		switch r.Classes[i] {
		case words.Being, words.Having, words.Modal, words.SpeechVerb, words.Stop, words.That, words.Relative, words.To,
			words.Past, words.Gerund, words.Colon:
			return false
		}
		if r.harmful(r.Words[i].Form) {
			return false
		}
	}
	return r.sameHere(from, to, c, hi) || c.head < 0 && before.trigger < before.from &&
		coupling[r.Words[from].Form] && r.Classes[from] != words.Comma && to-from > 1 && to-from <= 5 &&
		r.Classes[from+1] == words.Determiner && (c.end >= hi || r.Classes[c.end] != words.Calendar)
}

// places reports whether word i is a preposition that says where something happened.
func (r *reading) places(i int) bool {
	form := r.Words[i].Form
	return r.Classes[i] == words.Preposition && (placing[form] || nearby[form])
}

// sameHere reports whether prepositions at word i and behind c place two counts that a comma or "and" joins.
func (r *reading) sameHere(i, to int, c *counted, hi int) bool {
	if i >= to || c.end >= hi || !r.places(i) || !r.places(c.end) {
		return false
	}
	return coupling[r.Words[to-1].Form] && to-1 > i
}

// partitive reports whether b is the whole that a is taken from: "one of the two women", "57 out of 90 drones".
func (r *reading) partitive(a, b counted) bool {
	i := b.from - 1
	for i > a.to && articles[r.Words[i].Form] {
		i--
	}
	return r.Words[i].Form == ofForm && (i == a.to || i == a.to+1 && r.Words[a.to].Form == outForm)
}

// wholeHarmed reads the harm that befell a whole, not only the part before it: "five of the eleven people killed were
// children". The part then has no harm of its own.
func (r *reading) wholeHarmed(c, part *counted, hi int) bool {
	if !r.harmBeside(c, 0, hi) || verbOnly[r.Words[c.trigger].Form] {
		c.kinds = nil
		return false
	}
	if part.trigger == c.trigger {
		part.kinds, part.joint, part.thing = nil, false, true
	}
	return true
}
