package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
)

// harmToll reads "the death toll rose to 31", "the number of wounded at 12", "among the dead were two".
func (r *reading) harmToll(c *counted, lo, hi int) bool {
	if c.head >= 0 && !c.people {
		return false
	}
	toll, verb, bare := false, false, false
	for i := c.from - 1; i >= max(lo, c.from-10); i-- {
		form := r.Words[i].Form
		toll = toll || tollWord[form] || includes[form]
		if form == tollForm && verb && (i == lo || r.Classes[i-1] == words.Determiner || r.Classes[i-1] == words.Stop) {
			bare = true
		}
		verb = verb || tollVerb[form] || beWord[form]
		if h := tolled(form); h != nil && verb && (toll || i > lo && tollWord[r.Words[i-1].Form] || r.tollBefore(i,
			lo)) {
			return r.take(c, h, i, hi)
		}
		if bare { // "the toll rose to 31"
			return r.take(c, &harms[killed], i, hi)
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

func (r *reading) tollBefore(i, lo int) bool {
	for k := i - 1; k >= max(lo, i-5); k-- {
		if tollWord[r.Words[k].Form] || includes[r.Words[k].Form] {
			return true
		}
	}
	return false
}

// summed reports whether c is what a number told before it comes to with others: "killed 25, bringing the total to
// 100".
func (r *reading) summed(c *counted, lo int) bool {
	total, to := false, false
	for i := c.from - 1; i >= max(lo, c.from-8); i-- {
		switch form := r.Words[i].Form; {
		case bringing[form]:
			return total && to
		case r.Classes[i] == words.Comma, r.Classes[i] == words.Stop:
			return false
		default:
			total, to = total || tollWord[form], to || form == toForm
		}
	}
	return false
}
