package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// harmToll reads "the death toll from Monday's strike has risen to 31", "put the wounded at 12", "among the dead were
// two".
func (r *reading) harmToll(c *counted, lo, hi int) bool {
	if c.head >= 0 && !c.people {
		return false
	}
	if h, at := r.tollReached(c, lo, hi); h != nil {
		c.sum = true
		return r.take(c, h, at, hi)
	}
	return r.amongHarmed(c, lo, hi)
}

// tollReached finds whose toll has reached c, and the word that says so; nil if none has.
func (r *reading) tollReached(c *counted, lo, hi int) (*harm, int) {
	i := c.from - 1
	for i > lo && (r.Classes[i] == words.Adverb || r.Words[i].Form == anForm) {
		i--
	}
	if i < lo {
		return nil, 0
	}
	switch form := r.Words[i].Form; {
	case r.Classes[i] == words.Colon && r.Words[i].Form != semicolonForm: // "Death toll: 12"
		return r.tollAt(i-1, i, lo)
	case form == ofForm && i > lo && tollNoun[r.Words[i-1].Form]: // "a death toll of 12"
		return r.tollAt(i-1, i, lo)
	case reachedWord[form]:
		return r.tollBefore(i, lo, beWord[form])
	// "put at 22 the number of people killed", "bringing to 90 the number of dead"
	case i > lo && c.end+3 < hi && (form == atForm && putWord[r.Words[i-1].Form] ||
		form == toForm && bringing[r.Words[i-1].Form]):
		for k := c.end; k < c.end+3; k++ {
			if tollWord[r.Words[k].Form] {
				return r.tollAt(k, min(hi, k+reachOfCount), lo)
			}
		}
	case form == toForm, form == pastForm, form == aboveForm:
		return r.tollMoved(i, lo, rising)
	}
	if r.Words[i].Form == atForm {
		return r.tollPut(i, lo)
	}
	return nil, 0
}

// tollMoved reads the toll before word i, "to" or "at", which moves there by a verb of list: "has risen sharply to",
// "raising the toll to".
func (r *reading) tollMoved(i, lo int, list words.Set) (*harm, int) {
	const reach = 7
	for k := i - 1; k >= max(lo, i-reach); k-- {
		switch r.Classes[k] {
		case words.Comma, words.Stop, words.Colon:
			return nil, 0
		}
		if !list[r.Words[k].Form] {
			continue
		}
		for j := i - 1; j > k; j-- {
			if h, at := r.countAt(j, i, lo, false); h != nil {
				return h, at
			}
		}
		if h, at := r.tollBefore(k, lo, false); h != nil {
			return h, at
		}
	}
	return nil, 0
}

// tollPut reads the toll before "at" at word i: "puts the dead at", "the wounded at", "stands at".
func (r *reading) tollPut(i, lo int) (*harm, int) {
	if h, at := r.countAt(i-1, i, lo, false); h != nil && r.Has(max(lo, i-2*reachOfCount), i, putWord) {
		return h, at
	}
	return r.tollMoved(i, lo, putWord)
}

// tollBefore finds the toll that is the subject of the verb at word v. Only a toll, not those who it counts, "is" a
// number.
func (r *reading) tollBefore(v, lo int, strict bool) (*harm, int) {
	const reach = 28
	commas := 0
	for k := v - 1; k >= max(lo, v-reach); k-- {
		switch r.Classes[k] {
		case words.Stop, words.Colon:
			return nil, 0
		case words.SpeechVerb:
			if !r.harmful(r.Words[k].Form) && !reckoned[r.Words[k].Form] {
				return nil, 0
			}
		case words.Comma:
			if commas++; commas > 2 {
				return nil, 0
			}
		}
		if tollWord[r.Words[k].Form] {
			return r.tollAt(k, v, lo)
		}
		if h, at := r.countAt(k, v, lo, strict); h != nil {
			return h, at
		}
	}
	return nil, 0
}

// countAt returns the harm of those who word k counts, by a noun for a toll or for the harmed: "the wounded", "war
// dead", "fatalities". What is said of them begins at word v.
func (r *reading) countAt(k, v, lo int, strict bool) (*harm, int) {
	if k < lo {
		return nil, 0
	}
	form := r.Words[k].Form
	if tollWord[form] {
		return r.tollAt(k, v, lo)
	}
	if strict || bodiesWord[form] || livesWord[form] && form != deathsForm || k > lo && r.numeric(k-1) {
		return nil, 0
	}
	behind := r.Classes[k+1]
	if k+1 < v && behind != words.Preposition && behind != words.Comma && behind != words.Having &&
		behind != words.Adverb {
		return nil, 0
	}
	for j := range harms {
		h := &harms[j]
		if !h.counter[form] {
			continue
		}
		if h.kind != news.Killed && (k == lo || r.Classes[k-1] != words.Determiner) {
			return nil, 0 // "wounded", which may be a verb
		}
		return h, k
	}
	return nil, 0
}

// reachOfCount is how many words behind "number" may say of whom: "the number of people who have been killed".
const reachOfCount = 9

// tollAt returns the harm that the noun for a toll at word k counts, as far as the words before word to tell; nil for
// none.
func (r *reading) tollAt(k, to, lo int) (*harm, int) {
	if k < lo || !tollWord[r.Words[k].Form] {
		return nil, 0
	}
	if k > lo {
		before := r.Words[k-1].Form
		if deathsOf[before] {
			return &harms[killed], k
		}
		if casualtiesOf[before] {
			return nil, 0
		}
		if h := tolled(before); h != nil {
			return h, k
		}
	}
	if k+1 < to && (r.Classes[k+1] == words.Preposition || r.Classes[k+1] == words.Being) {
		for i := k + 1; i < min(to, k+reachOfCount); i++ {
			form := r.Words[i].Form
			if things[form] || measures[form].kind != "" || r.Words[i].Shape == text.Number {
				break
			}
			if casualtiesOf[form] {
				return nil, 0
			}
			if h := tolled(form); h != nil && (!tollNoun[r.Words[k].Form] || h.counter[form]) {
				return h, i
			}
			if tollNoun[r.Words[k].Form] && i > k+3 {
				break
			}
		}
	}
	if tollNoun[r.Words[k].Form] {
		return &harms[killed], k
	}
	return nil, 0
}

// amongHarmed reads "among the dead were two", "the dead included four children".
func (r *reading) amongHarmed(c *counted, lo, hi int) bool {
	toll, verb, among := false, false, false
	for i := c.from - 1; i >= max(lo, c.from-10); i-- {
		form := r.Words[i].Form
		among = among || includes[form]
		toll = toll || tollWord[form] || includes[form]
		verb = verb || tollVerb[form] || beWord[form] || includes[form] && form != amongForm
		if h := tolled(form); h != nil && verb && (toll || i > lo && tollWord[r.Words[i-1].Form] ||
			r.countedBefore(i, lo)) {
			c.part = c.part || among || r.Has(max(lo, i-5), i, includes)
			return r.take(c, h, i, hi)
		}
		if r.Classes[i] == words.Stop || r.Classes[i] == words.SpeechVerb || r.harmful(form) {
			return false
		}
	}
	return false
}

// tolled returns the harm whose toll a word may stand for: "the dead", "wounded", "deaths"; nil for none.
func tolled(form uint32) *harm {
	for k := range harms {
		h := &harms[k]
		if h.counter[form] || h.state[form] || h.noun[form] && h.kind == news.Killed {
			return h
		}
	}
	return nil
}

// countedBefore reports whether a noun for a count, or a word for a part, stands shortly before word i.
func (r *reading) countedBefore(i, lo int) bool {
	for k := i - 1; k >= max(lo, i-5); k-- {
		if tollWord[r.Words[k].Form] || includes[r.Words[k].Form] {
			return true
		}
	}
	return false
}

// summed reports whether c is what a number told before it comes to with others: "killed 25, bringing the total to
// 100", "six more bodies; the total is now 18", "21 in all".
func (r *reading) summed(c *counted, lo, hi int) bool {
	if inAll.At(r.Words, c.end, hi) > 0 {
		return true
	}
	total, to, is := false, false, false
	for i := c.from - 1; i >= max(lo, c.from-8); i-- {
		switch form := r.Words[i].Form; {
		case bringing[form], rising[form] && total:
			return total && to
		case r.Classes[i] == words.Comma, r.Classes[i] == words.Stop:
			return total && is
		case form == totalForm && is, form == totalForm && to && i > lo && r.Has(max(lo, i-4), i, bringing):
			return true
		default:
			total, to = total || tollWord[form], to || form == toForm
			is = is || reachedWord[form]
		}
	}
	return false
}

// divide marks as parts what the sums among all contain: "two of the wounded died, raising the toll to nine".
func divide(all []counted, out []news.Figure, at []int) {
	for i := range out {
		sum := all[at[i]]
		if !sum.sum || out[i].Cumulative {
			continue
		}
		for j := range i {
			if out[j].Kind == out[i].Kind && out[j].Low < out[i].Low && !out[j].Cumulative && !all[at[j]].sum {
				out[j].Part = true
			}
		}
	}
}
