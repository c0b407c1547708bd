package figures

import (
	"strings"

	"sitrep/news"
	"sitrep/reading/statements"
	"sitrep/reading/words"
	"sitrep/text"
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
	for lo, hi := range r.Sentences(longestSentence) {
		out = r.figures(out, lo, hi)
	}
	return out
}

// longestSentence bounds in words what is read at once; what is longer is a list or hostile.
const longestSentence = 400

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
	first := len(out)
	var at []int // for each figure the place of its quantity in told
	for i, c := range told {
		for _, k := range c.kinds {
			out, at = append(out, r.figure(c, k, s)), append(at, i)
		}
	}
	divide(told, out[first:], at)
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
		c.end += r.boundBehind(&c.quantity, c.end, hi)
		if n := len(all); n > 0 && r.partitive(all[n-1], c) {
			c.whole = true
			// "one of the two women": the two are no figure of their own
			if c.kind == "" && !r.wholeHarmed(&c, &all[n-1], hi) {
				i = max(q.to, i+1)
				continue
			}
		}
		r.kindsOf(&c, all, lo, hi)
		all = append(all, c)
		i = max(q.to, i+1)
	}
	return all
}

// kindsOf finds of what kind c is, by its own words first, then by what was counted before it.
func (r *reading) kindsOf(c *counted, all []counted, lo, hi int) {
	if kind, down := r.downed(*c, all, hi); kind != "" {
		c.kind, c.down = kind, down
	}
	before := &counted{}
	if n := len(all); n > 0 {
		before = &all[n-1]
	}
	switch {
	case c.kind != "":
		c.kinds = []news.FigureKind{c.kind}
		c.down = c.down || !c.whole && r.shotDown(*c, lo, hi)
		return
	case len(c.kinds) > 0:
	case c.from >= before.end && before.end > 0 && r.included(before.end, c.from) && !r.harmBeside(c, lo, hi):
		r.inherit(c, before) // "2,000 have been killed, including 724 children, and 8,700 wounded"
	}
	if len(c.kinds) == 0 {
		r.harmOf(c, lo, hi)
	}
	if len(c.kinds) == 0 && human(before.kinds) {
		switch {
		case c.head < 0 && r.summed(c, lo, hi):
			c.kinds, c.joint, c.trigger, c.sum = before.kinds, before.joint, before.trigger, true
		case !before.joint && r.ofThem(c.to, hi): // "nine people, four of them children"
			c.kinds, c.trigger, c.part = before.kinds, before.trigger, true
		}
	}
	r.inParallel(all, c, hi)
	c.part = c.part || r.partOfHarmed(c)
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
		f.Cumulative = f.Cumulative || r.ofWar(c, k, f.Period, s)
		f.Part, f.Recalled = c.part, r.daysAfter(c, s)
	}
	f.By = r.giver(c, s)
	return f
}

// who is the noun phrase behind the number, as the text says it.
func (r *reading) who(c counted) string {
	from := c.to
	for from < c.head && (moreWord[r.Words[from].Form] || r.Words[from].Shape == text.Mark ||
		r.Classes[from] == words.Numeral) {
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
