package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// harmBefore reads "killed at least 12", "wounding the 30".
func (r *reading) harmBefore(c *counted, lo, hi int) bool {
	for i := c.from - 1; i >= max(lo, c.from-4); i-- {
		form := r.Words[i].Form
		if articles[form] || allWord[form] || r.Classes[i] == words.Adverb || r.Words[i].Quote != words.NoQuote {
			continue
		}
		if form == upForm && i > lo && harmVerb[r.Words[i-1].Form] { // "rounded up 90 men"
			continue
		}
		if i > lo && r.putToDeath(i) { // "shot dead three"
			return r.take(c, &harms[killed], i, hi)
		}
		if h, at := r.harmPhrase(c, i, lo, hi); h != nil {
			return r.take(c, h, at, hi)
		}
		h := r.harmVerb(c, i, lo)
		return h != nil && r.take(c, h, i, hi)
	}
	return false
}

// harmPhrase returns the harm that word i does to c with more words than a verb of harm, and where it is told: "forced
// 300 from their homes", "handed three captives to", "lost 20 men", "killed were three teachers". It is nil for none.
func (r *reading) harmPhrase(c *counted, i, lo, hi int) (*harm, int) {
	form := r.Words[i].Form
	counts := func(nouns words.Set) bool { return c.head >= 0 && nouns[r.Words[c.head].Form] }
	switch {
	case driven[form] && r.awayBehind(c.end, hi):
		return &harms[displaced], i
	case i > lo && c.people && r.handedOver(i), handing[form] && counts(heldWord):
		return &harms[freed], i
	case losing[form] && counts(fallen):
		return &harms[killed], i
	case i == lo+1 && i == c.from-1 && beWord[form] && r.harmful(r.Words[lo].Form):
		return tolled(r.Words[lo].Form), lo
	}
	return nil, 0
}

// putToDeath reports whether "dead" or "death" at word i is what was done: "shot dead", "beaten to death".
func (r *reading) putToDeath(i int) bool {
	return deadWord[r.Words[i].Form] && (shotWord[r.Words[i-1].Form] || r.Classes[i-1] == words.To)
}

// awayBehind reports whether the words from i on say that people left: "from their homes", "to flee".
func (r *reading) awayBehind(i, hi int) bool {
	if i >= hi {
		return false
	}
	switch r.Words[i].Form {
	case outForm:
		return i+1 < hi && r.Words[i+1].Form == ofForm
	case fromForm:
		return r.Has(i, min(i+5, hi), homeWord)
	case toForm:
		return i+1 < hi && leaving[r.Words[i+1].Form]
	}
	return false
}

// harmVerb returns the harm that the verb at word i does to c, which it has as its object; nil for none, or if the
// harm has not happened.
func (r *reading) harmVerb(c *counted, i, lo int) *harm {
	form := r.Words[i].Form
	if i > lo && beWord[r.Words[i-1].Form] && r.Classes[i-1] == words.Being {
		return nil // a passive has no object
	}
	for k := range harms {
		h := &harms[k]
		if !h.verb[form] {
			continue
		}
		if r.unreal(i, lo) {
			return nil
		}
		if h.kind == news.Freed && !c.people && !r.bareObject(c) { // "released 12 documents"
			continue
		}
		if h.kind == news.Killed && (form == claimedForm || form == claimingForm) && !r.livesBehind(c) {
			continue
		}
		return h
	}
	return nil
}

// bareObject reports whether c counts nothing by name, and its clause ends with it: "freed 18 and kept 30".
func (r *reading) bareObject(c *counted) bool {
	return c.head < 0 && (c.end >= len(r.Words) || r.Words[c.end].Shape == text.Mark || coupling[r.Words[c.end].Form])
}

// unreal reports whether what the verb at word i tells has not happened: "sworn to kill 10 judges", "would have killed
// ten".
func (r *reading) unreal(i, lo int) bool {
	if infinitive[r.Words[i].Form] && i > lo && (r.Classes[i-1] == words.To || r.Classes[i-1] == words.Modal) {
		return true
	}
	return i > lo+1 && r.Classes[i-1] == words.Having && r.Classes[i-2] == words.Modal && !perhaps[r.Words[i-2].Form]
}

// livesBehind reports whether c counts lives: only those are claimed.
func (r *reading) livesBehind(c *counted) bool {
	return c.head >= 0 && r.Words[c.head].Form == livesForm
}

// harmNoun reads "the death of six", "the killings of 12".
func (r *reading) harmNoun(c *counted, lo, hi int) bool {
	i := c.from - 1
	for i >= lo && articles[r.Words[i].Form] {
		i--
	}
	if i <= lo || r.Words[i].Form != ofForm {
		return false
	}
	for k := range harms {
		if h := &harms[k]; h.noun[r.Words[i-1].Form] && (h.kind != news.Freed || c.people) {
			return r.take(c, h, i-1, hi)
		}
	}
	return false
}

// bodiesHanded reports whether c counts bodies that are only handed over, which says nothing of when they died:
// "returned the bodies of 1,200 soldiers", "84 bodies were repatriated".
func (r *reading) bodiesHanded(c *counted, lo, hi int) bool {
	at := c.head
	if at < 0 || !bodiesWord[r.Words[at].Form] {
		at = c.from - 1
		for at > lo && (articles[r.Words[at].Form] || r.Words[at].Form == ofForm) {
			at--
		}
		if at < lo || !bodiesWord[r.Words[at].Form] {
			return false
		}
	}
	return r.Has(max(lo, min(at, c.from)-5), at, handing) || r.Has(c.end, min(c.end+5, hi), handing)
}

// afterObject reads "killed the mayor as well as two peasants", "the murder of Galan and two others": a quantity that
// is joined to what a verb or noun of harm is about already.
func (r *reading) afterObject(c *counted, lo, hi int) bool {
	i := c.from - 1
	for i >= lo && articles[r.Words[i].Form] {
		i--
	}
	if i <= lo || c.head >= 0 && !c.people {
		return false
	}
	if r.Words[i].Form == withForm && alongWord[r.Words[i-1].Form] {
		if h, at := r.fateOfCompany(i-2, lo); h != nil {
			return r.take(c, h, at, hi)
		}
	}
	switch form := r.Words[i].Form; {
	case form == asForm && i >= lo+2 && r.Words[i-1].Form == wellForm:
		i -= 3
	case form == andForm:
		i--
	default:
		return false
	}
	h, at := r.harmOfObject(i, lo)
	return h != nil && r.take(c, h, at, hi)
}

// fateOfCompany finds what befell the one that others were with, in the words up to i: "was killed near his home, along
// with two guards". It is nil if nothing did.
func (r *reading) fateOfCompany(i, lo int) (*harm, int) {
	for k := i; k >= max(lo, i+2-subjectReach) && r.Classes[k] != words.Stop &&
		r.Classes[k] != words.SpeechVerb; k-- {
		for j := range harms {
			if h := &harms[j]; h.verb[r.Words[k].Form] && !infinitive[r.Words[k].Form] {
				return h, k
			}
		}
		if k > lo && r.putToDeath(k) {
			return &harms[killed], k
		}
	}
	return nil, 0
}

// harmOfObject finds the verb or noun of harm whose object ends with word i: "killed the mayor", "the murder of Galan".
// It is nil if there is none, or if its object is not what it harms: "was killed by".
func (r *reading) harmOfObject(i, lo int) (*harm, int) {
	for k := i; k >= max(lo, i-objectReach); k-- {
		cl, form := r.Classes[k], r.Words[k].Form
		for j := range harms {
			h := &harms[j]
			if h.noun[form] && r.Words[k+1].Form == ofForm {
				return h, k
			}
			if h.verb[form] {
				before := k - 1
				for before > lo && r.Classes[before] == words.Adverb {
					before--
				}
				passive := before >= lo && r.Classes[before] == words.Being || r.Classes[k+1] == words.Preposition ||
					r.Classes[k+1] == words.Adverb
				if passive || infinitive[form] {
					return nil, 0
				}
				return h, k
			}
		}
		switch cl {
		case words.Being, words.Having, words.Modal, words.SpeechVerb, words.Stop, words.Colon, words.Relative,
			words.Conjunction, words.To:
			return nil, 0
		case words.Preposition:
			if form != ofForm {
				return nil, 0
			}
		}
	}
	return nil, 0
}

// objectReach is how many words what is harmed may take before the number that is joined to it.
const objectReach = 12
