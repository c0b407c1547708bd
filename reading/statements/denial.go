package statements

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
	"sitrep/text/lang"
)

// How far back a denial looks for what it denies, and how much of the words of one must be in the other.
const (
	denialReach   = 12
	denialOverlap = 0.4
)

// linkDenials finds what denials deny: a statement by somebody else that says it in the same words, or the nearest one
// before "denied it", "rejected the accusations".
func (r *reading) linkDenials() {
	stems := make([]map[string]bool, len(r.statements))
	stemsOf := func(i int) map[string]bool {
		if stems[i] == nil {
			stems[i] = r.contentStems(r.statements[i].content)
		}
		return stems[i]
	}
	for i := range r.statements {
		s := &r.statements[i]
		if s.Stance != news.Denies {
			continue
		}
		best, most := -1, denialOverlap
		for k := max(0, i-denialReach); k < min(len(r.statements), i+denialReach/2); k++ {
			o := r.statements[k]
			// what somebody says is denied denies not him
			if k == i || o.Stance == news.Denies || o.Speaker == s.Speaker || o.says(s.from) {
				continue
			}
			if v := containment(stemsOf(i), stemsOf(k)); v > most {
				best, most = k, v
			}
		}
		if best < 0 && r.refersBack(s.content) {
			best = r.accuserBefore(i)
		}
		s.Denies = best + 1
	}
}

// refersBack reports whether a content only points at what was said before.
func (r *reading) refersBack(content [][2]int) bool {
	c := content[0]
	// "denied it had struck the area"
	if cl := r.Classes[c[0]]; cl == words.Pronoun || cl == words.Gerund || anyWord[r.Words[c[0]].Form] {
		return true
	}
	return c[1]-c[0] <= 3 && r.Has(c[0], c[1], pronounIt) || c[1]-c[0] <= 5 && r.Has(c[0], c[1], chargeNoun)
}

// accuserBefore returns the nearest statement by somebody else at most two sentences before statement i, -1 for none.
func (r *reading) accuserBefore(i int) int {
	s := r.statements[i]
	for k := i - 1; k >= 0; k-- {
		o := r.statements[k]
		if r.Words[s.from].Sentence-r.Words[o.from].Sentence > 2 {
			return -1
		}
		if o.Speaker != s.Speaker && o.Stance != news.Denies && !o.says(s.from) {
			return k
		}
	}
	return -1
}

func (r *reading) contentStems(content [][2]int) map[string]bool {
	out := map[string]bool{}
	for _, c := range content {
		for _, w := range r.Words[c[0]:min(c[1], c[0]+40)] {
			if w.Shape == text.Mark {
				continue
			}
			if folded := text.Fold(w.In(r.Body)); !lang.English.Stop(folded) && len(folded) > 2 {
				out[lang.English.Stem(folded)] = true
			}
		}
	}
	return out
}

// containment is the share of the smaller set that the other holds too; 0 if the smaller has less than two words.
func containment(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 2 {
		return 0
	}
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}
