package figures

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/reading/statements"
	"sitrep/reading/words"
)

// Find finds the numbers that news is about: people killed, injured, missing, captured, detained and displaced;
// drones, missiles and shells; money, areas, distances and durations. They come in the order of the text. sentences are
// body's, in order; mentions are those of entities in body, sorted by start.
//
// A number whose kind the sentence does not tell is left out. Where people are killed or wounded together, each kind is
// given with the number as its upper bound.
func Find(body string, sentences []news.Span, mentions []news.Mention) []news.Figure {
	t := words.Read(body, sentences, mentions)
	defer t.Release()
	return Read(t, statements.Read(t))
}

// Read finds the figures of t as [Find] does; said is what t says and on whose word.
func Read(t *words.Text, said *statements.Said) []news.Figure {
	r := reading{t, said}
	var out []news.Figure
	for lo := 0; lo < len(r.Words); {
		hi := lo + 1
		for hi < len(r.Words) && r.Words[hi].Sentence == r.Words[lo].Sentence && hi-lo < longestSentence {
			hi++
		}
		out = r.figures(out, lo, hi)
		lo = hi
	}
	return out
}

// longestSentence bounds in words what is read at once; what is longer is a list or hostile.
const longestSentence = 400

// counting is one text while its figures are found.
type reading struct {
	*words.Text
	said *statements.Said
}

// figures appends the figures of the sentence [lo,hi).
func (r *reading) figures(out []news.Figure, lo, hi int) []news.Figure {
	all := r.quantities(lo, hi)
	if len(all) == 0 {
		return out
	}
	r.coordinate(all)
	var told []counted
	for _, c := range all {
		if len(c.kinds) > 0 {
			told = append(told, c)
		}
	}
	if len(told) == 0 {
		return out
	}
	s := r.scope(lo, hi)
	for _, c := range told {
		for _, k := range c.kinds {
			out = append(out, r.figure(c, k, s))
		}
	}
	return out
}

// quantities finds the quantities of a sentence with what each counts by itself.
func (r *reading) quantities(lo, hi int) []counted {
	var all []counted
	for i := lo; i < hi; {
		q, ok := r.quantityAt(i, lo, hi)
		if !ok {
			i++
			continue
		}
		c := r.count(q, hi)
		if n := len(all); n > 0 && r.partitive(all[n-1], c) {
			c.whole = true
			// "one of the two women": the two are no figure of their own
			if c.kind == "" && !r.wholeHarmed(&c, &all[n-1], hi) {
				i = max(q.to, i+1)
				continue
			}
		}
		if kind, ok := r.downed(c, all, hi); ok {
			c.kind, c.down = kind, true
		}
		if c.kind != "" {
			c.kinds = []news.FigureKind{c.kind}
			c.down = c.down || !c.whole && r.shotDown(c, lo, hi)
		} else if len(c.kinds) == 0 {
			if n := len(all); n > 0 && c.from >= all[n-1].end && r.included(all[n-1].end, c.from) &&
				!r.harmBeside(&c, lo, hi) {
				r.inherit(&c, &all[n-1]) // "2,000 have been killed, including 724 children, and 8,700 wounded"
			}
			if len(c.kinds) == 0 {
				r.harmOf(&c, lo, hi)
			}
		}
		if n := len(all); n > 0 && len(c.kinds) == 0 && human(all[n-1].kinds) && c.head < 0 && r.summed(&c, lo) {
			c.kinds, c.joint, c.trigger = all[n-1].kinds, all[n-1].joint, all[n-1].trigger
		}
		all = append(all, c)
		i = max(q.to, i+1)
	}
	return all
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
	// "was killed near his home, along with two guards"
	if r.Words[i].Form == withForm && alongWord[r.Words[i-1].Form] {
		for k := i - 2; k >= max(lo, i-subjectReach) && r.Classes[k] != words.Stop && r.Classes[k] != words.SpeechVerb; k-- {
			for j := range harms {
				if h := &harms[j]; h.verb[r.Words[k].Form] && !infinitive[r.Words[k].Form] {
					return r.take(c, h, k, hi)
				}
			}
			if deadWord[r.Words[k].Form] && (shotWord[r.Words[k-1].Form] || r.Classes[k-1] == words.To) {
				return r.take(c, &harms[0], k, hi)
			}
		}
	}
	switch form := r.Words[i].Form; {
	case form == likeForm && i >= lo+2 && r.Words[i-1].Form == wellForm:
		i -= 3
	case andWord[form]:
		i--
	default:
		return false
	}
	for k := i; k >= max(lo, i-objectReach); k-- {
		cl, form := r.Classes[k], r.Words[k].Form
		for j := range harms {
			h := &harms[j]
			if h.noun[form] && r.Words[k+1].Form == ofForm {
				return r.take(c, h, k, hi)
			}
			if h.verb[form] {
				passive := k > lo && r.Classes[k-1] == words.Being || r.Classes[k+1] == words.Preposition ||
					r.Classes[k+1] == words.Adverb
				return !passive && !infinitive[form] && r.take(c, h, k, hi)
			}
		}
		switch cl {
		case words.Being, words.Having, words.Modal, words.SpeechVerb, words.Stop, words.Colon, words.Relative, words.Conjunction, words.To:
			return false
		case words.Preposition:
			if form != ofForm {
				return false
			}
		}
	}
	return false
}

// objectReach is how many words what is harmed may take before the number that is joined to it.
const objectReach = 12

var (
	withForm  = words.Form("with")
	alongWord = words.Of(`along together`)
)

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
	if !r.harmBeside(c, 0, hi) || predicate[r.Words[c.trigger].Form] {
		c.kinds = nil
		return false
	}
	if part.trigger == c.trigger {
		part.kinds, part.joint, part.thing = nil, false, true
	}
	return true
}

// downed reads what a number without a noun says of drones or missiles counted before it: "of which 55 were shot down".
func (r *reading) downed(c counted, all []counted, hi int) (news.FigureKind, bool) {
	if c.kind != "" || c.head >= 0 && !moreWord[r.Words[c.head].Form] {
		return "", false
	}
	i := c.to
	for i < hi && (r.Words[i].Form == ofForm || ofWhom[r.Words[i].Form] || moreWord[r.Words[i].Form]) {
		i++
	}
	auxiliary := false
	for ; i < hi && (r.Classes[i] == words.Being || r.Classes[i] == words.Having || r.Classes[i] == words.Adverb); i++ {
		auxiliary = auxiliary || r.Classes[i] == words.Being
	}
	if !auxiliary || i >= hi || !downWord[r.Words[i].Form] &&
		!(i+1 < hi && shotWord[r.Words[i].Form] && downWord[r.Words[i+1].Form]) {
		return "", false
	}
	for _, before := range slices.Backward(all) {
		if before.kind == news.Drones || before.kind == news.Missiles {
			return before.kind, true
		}
		if len(before.kinds) > 0 {
			break
		}
	}
	return "", false
}

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
	part := r.included(before.end, c.from)
	if (object || before.part) && r.coupled(before.end, c.from) || part {
		c.kinds, c.joint, c.trigger, c.part = before.kinds, before.joint, before.trigger, part || before.part
	}
}

// human reports whether kinds are of people.
func human(kinds []news.FigureKind) bool {
	if len(kinds) == 0 {
		return false
	}
	switch kinds[0] {
	case news.Killed, news.Injured, news.Missing, news.Captured, news.Displaced, news.Detained:
		return true
	}
	return false
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
		case articles[r.Words[i].Form], r.Words[i].Form == wellForm, r.Words[i].Form == likeForm:
			joined = joined || r.Words[i].Form == wellForm
		default:
			return false
		}
	}
	return joined
}

var wellForm, likeForm = words.Form("well"), words.Form("as")

// included reports whether words [from,to) say that what follows is part of what came before: "including", "among
// them".
func (r *reading) included(from, to int) bool {
	if to-from > 12 {
		return false
	}
	said := to == from+1 && r.Words[from].Form == openForm
	for i := from; i < to; i++ {
		form := r.Words[i].Form
		said = said || includes[form] && form != amongForm || form == amongForm && i+1 < to && ofWhom[r.Words[i+1].Form]
		switch r.Classes[i] {
		case words.Stop, words.Colon, words.Modal, words.Having, words.SpeechVerb:
			return false
		}
	}
	return said
}

var amongForm = words.Form("among")

// shotDown reports whether drones or missiles are said to be shot down, not launched.
func (r *reading) shotDown(c counted, lo, hi int) bool {
	if c.kind != news.Drones && c.kind != news.Missiles {
		return false
	}
	for i := c.from - 1; i >= max(lo, c.from-6); i-- {
		if downWord[r.Words[i].Form] && r.Classes[max(i-1, 0)] != words.Being {
			return true
		}
		if r.Classes[i] == words.Comma || r.Classes[i] == words.Stop {
			break
		}
	}
	auxiliary := false
	for i := c.end; i < min(c.end+8, hi); i++ {
		auxiliary = auxiliary || r.Classes[i] == words.Being
		if auxiliary && downWord[r.Words[i].Form] {
			return true
		}
		if r.Classes[i] == words.Stop || r.Words[i].Shape == words.Digits {
			break
		}
	}
	return false
}

// figure words what was counted as a figure of one kind.
func (r *reading) figure(c counted, k news.FigureKind, s *scope) news.Figure {
	f := news.Figure{Kind: k, Low: c.low, High: c.high, Bound: c.bound, Unit: c.unit, Down: c.down}
	end := max(c.end, c.to)
	for end > c.to && (r.Words[end-1].Form == ofForm || ofWhom[r.Words[end-1].Form]) {
		end--
	}
	span := r.SpanOf(c.from, end)
	f.Start, f.End = span.Start, span.End
	if c.joint {
		f.Bound, f.High = news.UpTo, 0
	}
	if human(c.kinds) && c.head >= 0 {
		f.Who = r.who(c)
	}
	switch k {
	case news.Distance, news.Duration, news.Area:
		return f
	case news.Money:
	default:
		f.Place = s.placeOf(r, c)
		f.Period, f.Cumulative = s.periodOf(r, c)
	}
	f.By = r.said.Speaker(c.at)
	return f
}

// who is the noun phrase behind the number, as the text says it.
func (r *reading) who(c counted) string {
	from := c.to
	for from < c.head && (moreWord[r.Words[from].Form] || r.Words[from].Shape == words.Sign || r.Classes[from] == words.Numeral) {
		from++
	}
	for k := range harms {
		if harms[k].counter[r.Words[c.head].Form] {
			return ""
		}
	}
	if moreWord[r.Words[c.head].Form] {
		return ""
	}
	return strings.TrimSpace(r.Slice(from, c.head+1))
}
