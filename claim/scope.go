package claim

import (
	"sitrep/news"
)

// scope is what a sentence says about all its numbers: when, whether they run on, who gives them, and where.
type scope struct {
	lo, hi     int
	period     string
	cumulative bool
	parts      []parts // the attributions of the sentence, once read
	read       bool
	places     []placed
}

// placed is a mention of a place.
type placed struct {
	news.Mention
	located bool // a preposition of place stands before it
}

// mostPlaces bounds the places of a sentence; more make it a list.
const mostPlaces = 64

var (
	periodStart = phraseList(`overnight, since, so far this, so far, in the past, in the last, over the past, over the last, during the past, during the last, over the weekend,
		this year, this week, this month, last year, last week, last month, last night, yesterday, on Monday, on Tuesday, on Wednesday, on Thursday, on Friday, on Saturday,
		on Sunday, early Monday, early Tuesday, early Wednesday, early Thursday, early Friday, early Saturday, early Sunday, late Monday, late Tuesday, late Wednesday,
		late Thursday, late Friday, late Saturday, late Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, today, earlier today, within 24 hours,
		in the previous 24 hours, in 24 hours`)
	runningStart = phraseList(`since, so far this, this year, so far, in the past year, over the past year, in total, altogether, in all, since the beginning, since the start`)
	sinceWord    = words(`since`)
	warWord      = words(`war invasion conflict start beginning outbreak offensive uprising revolution ceasefire truce coup`)
	spanWord     = words(`hours hour days day weeks week months month years year decade decades night weekend`)
)

// scope reads what the sentence [lo,hi) says about its numbers.
func (r *reading) scope(lo, hi int) *scope {
	s := &scope{lo: lo, hi: hi}
	for i := lo; i < hi; i++ {
		n := periodStart.at(r.words, i, hi)
		if n == 0 {
			continue
		}
		end := r.periodEnd(i, i+n, hi)
		if sinceWord[r.words[i].form] && !r.sinceTime(i+1, end) {
			continue
		}
		running := runningStart.at(r.words, i, hi) > 0
		if s.period == "" || running && !s.cumulative {
			s.period = r.text(i, end)
		}
		s.cumulative = s.cumulative || running
	}
	first, end := r.within(lo, hi)
	for k := first; k < end && len(s.places) < mostPlaces; k++ {
		if m := r.mentions[k]; m.Kind == news.PlaceKind && !m.Metonymy && !m.Nominal {
			s.places = append(s.places, placed{m, r.located(m)})
		}
	}
	return s
}

// periodEnd extends a period to the end of its phrase: "since" to its date, "in the past" to "24 hours".
func (r *reading) periodEnd(start, end, hi int) int {
	for ; end < hi && end < start+9; end++ {
		switch r.classes[end] {
		case comma:
			if end+1 < hi && r.words[end+1].shape == digits && months[r.words[end-min(end, 2)].form] {
				continue // "since October 7, 2023"
			}
			return end
		case stop, colon, dash, being, having, modal, speechVerb, conjunction, relative, quotation:
			return end
		case calendar, numeral, determiner, name, preposition, possessive:
			if sinceWord[r.words[start].form] || !r.endsPeriod(end-1) {
				continue
			}
			return end
		case past:
			return end
		}
		if !sinceWord[r.words[start].form] && r.endsPeriod(end-1) {
			return end
		}
	}
	return end
}

// endsPeriod reports whether a period may end with word i.
func (r *reading) endsPeriod(i int) bool {
	return spanWord[r.words[i].form] || r.classes[i] == calendar || r.words[i].form == overnightForm || r.words[i].form == farForm
}

var overnightForm, farForm = hashString("overnight"), hashString("far")

// sinceTime reports whether "since" begins a time and no reason.
func (r *reading) sinceTime(from, to int) bool {
	for i := from; i < to; i++ {
		if r.classes[i] == calendar || r.words[i].shape == digits || warWord[r.words[i].form] || months[r.words[i].form] || spanWord[r.words[i].form] {
			return true
		}
	}
	return false
}

// placeOf is the place that a quantity belongs to: the first one behind it in its clause that a preposition places, else
// the last one before it, placed ones first.
func (s *scope) placeOf(r *reading, c counted) string {
	from, to := r.words[c.from].start, r.words[max(c.end, c.to)-1].end
	var before, behind *placed
	for k := range s.places {
		m := &s.places[k]
		if m.Start >= to && behind == nil && m.located {
			behind = m
		}
		if m.End <= from && (before == nil || m.located || !before.located) {
			before = m
		}
	}
	switch {
	case behind != nil && (before == nil || !r.clauseBetween(to, behind.Start)):
		return behind.Name
	case before != nil:
		return before.Name
	}
	return ""
}

// located reports whether a preposition of place stands before a mention: "in Kyiv", "on the city of Kharkiv".
func (r *reading) located(m news.Mention) bool {
	a, _ := r.cover(m.Span())
	for i := a - 1; i >= 0 && i >= a-5; i-- {
		if placing[r.words[i].form] {
			return true
		}
		if r.classes[i] == comma || r.classes[i] == stop {
			return false
		}
	}
	return false
}

var placing = words(`in on at near across outside inside around over of`)

// clauseBetween reports whether two offsets lie in different clauses, as far as words tell.
func (r *reading) clauseBetween(from, to int) bool {
	a, b := r.cover(news.Span{Start: from, End: to})
	if b-a > clauseReach {
		return true
	}
	for i := a; i < b; i++ {
		switch r.classes[i] {
		case comma, colon, dash, stop, speechVerb, modal, relative, thatWord:
			return true
		}
	}
	return false
}

// clauseReach is how many words behind a number its place may stand: "killed 12 people in an attack on a market in Kyiv".
const clauseReach = 14

// attributionsOf finds the attributions of the sentence [lo,hi).
func (r *reading) attributionsOf(lo, hi int) (out []parts) {
	var l lattice
	m := embedded()
	m.findCuesIn(r.features, &l, lo, hi)
	for i := lo; i < hi; i++ {
		if r.cue[i] != 1 {
			continue
		}
		to := i + 1
		for to < hi && r.cue[to] == 2 {
			to++
		}
		if p := m.findParts(r.features, &l, r.window(i, to)); p.hasSource() {
			out = append(out, p)
		}
	}
	return out
}

// givenBy is who gives the number at word i: the speaker of the innermost attribution that says it.
func (s *scope) givenBy(r *reading, i int) string {
	if !s.read {
		s.parts, s.read = r.attributionsOf(s.lo, s.hi), true
	}
	best, least := parts{}, 0
	for _, p := range s.parts {
		if !p.says(i) {
			continue
		}
		n := 0
		for _, c := range p.content {
			n += c[1] - c[0]
		}
		if least == 0 || n < least {
			best, least = p, n
		}
	}
	if least == 0 {
		return ""
	}
	if name := r.outletWithin(best.source[0], best.source[1]); name != "" {
		return name
	}
	by, named := r.speaker(best)
	if named < 0 && best.source[1]-best.source[0] == 1 && r.standsFor(best.source[0]) {
		return ""
	}
	return by
}

// standsFor reports whether word i is a pronoun, which names nobody by itself.
func (r *reading) standsFor(i int) bool {
	switch r.classes[i] {
	case pronoun, determiner, possessive, relative, thatWord:
		return true
	}
	return false
}
