package statements

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
	"sitrep/text/lang"
)

// stances are the words of cues that tell a stance. Everything else says.
var stances = []struct {
	stance news.Stance
	words  words.Set
}{
	{news.Denies, words.Of(english.Attribution.Denies)},
	{news.Confirms, words.Of(english.Attribution.Confirms)},
	{news.Warns, words.Of(english.Attribution.Warns)},
	{news.Promises, words.Of(english.Attribution.Promises)},
	{news.Demands, words.Of(english.Attribution.Demands)},
	{news.Claims, words.Of(english.Attribution.Claims)},
}

// stance tells how the speaker stands to what is said. A negated confirmation says, a negated denial does too.
func (r *reading) stance(p parts, via string) news.Stance {
	negated := r.Has(p.from, p.to, negating)
	for i := p.from; i < p.to; i++ {
		if callWord[r.Words[i].Form] && r.callsFor(i) {
			return news.Demands
		}
		for _, s := range stances {
			if !s.words[r.Words[i].Form] {
				continue
			}
			if negated && (s.stance == news.Denies || s.stance == news.Confirms) {
				return news.Says
			}
			return s.stance
		}
	}
	if r.callsFalse(p) {
		return news.Denies
	}
	if via != "" && p.hasSource() && r.outletWithin(p.source[0], p.source[1]) != "" && r.Has(p.from, p.to, reportWord) {
		return news.Reports
	}
	if r.Has(p.from, p.to, reportWord) && p.hasSource() && r.Has(p.source[0], p.source[1], hedgeNoun) {
		return news.Reports
	}
	return news.Says
}

// callsFor reports whether "called" at word i is a demand: "called on Putin to", "called for a ceasefire".
func (r *reading) callsFor(i int) bool {
	for k := i + 1; k < min(i+3, len(r.Words)); k++ {
		if callTarget[r.Words[k].Form] {
			return true
		}
	}
	return false
}

// callsFalse reports whether what others said is called false, without a verb of denial: "called the report fake",
// "said the allegations were baseless".
func (r *reading) callsFalse(p parts) bool {
	called := r.Has(p.from, p.to, callWord)
	for _, c := range p.content {
		if called && r.Has(c[0], min(c[1], c[0]+12), fakeWord) {
			return true
		}
		fake := r.Find(c[0], min(c[1], c[0]+24), fakeWord)
		if fake > c[0] && r.Classes[fake-1] == words.Being && (r.Has(c[0], min(c[0]+3, fake), chargeNoun) ||
			r.Has(c[0], min(c[0]+2, fake), pronounIt)) {
			return true
		}
	}
	return false
}

// hedged reports whether nobody stands by what is said: the cue hedges ("allegedly"), the source is hearsay ("some
// reports suggested"), or what is reported "may" be.
func (r *reading) hedged(p parts, anonymous bool) bool {
	if r.Has(p.from, p.to, hedgeWord) && (anonymous || !p.hasSource() || !r.Has(p.from, p.to, suggestWord)) {
		return true
	}
	for _, c := range p.content {
		for i := c[0]; i < min(c[1], c[0]+hedgeReach); i++ {
			w := r.Words[i]
			if w.Quoted || w.Shape == text.Title {
				continue // a quotation is the speaker's own modesty, May is a month
			}
			if maybe[w.Form] || anonymous && could[w.Form] && r.Classes[i] == words.Modal && w.Form == couldForm ||
				hedgeWord[w.Form] && r.Classes[i] == words.Adverb {
				return true
			}
		}
	}
	return false
}

// hedgeReach is how many words of the content are its subject and first verb.
const hedgeReach = 10

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
