package statements

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
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
			if s.stance == news.Denies && english.Attribution.Refuses(r.Body[r.Words[i].Start:]) {
				return news.Says
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
