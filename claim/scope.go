package claim

import (
	"sitrep/news"
)

// scope is what a sentence says about all its numbers: when, whether they run on, who gives them, and where.
type scope struct {
	lo, hi  int
	periods []period
	places  []placed
}

// period is words that say when: "overnight", "since October 2023".
type period struct {
	from, to int
	running  bool // what is counted runs on over all of it
}

// mostPeriods bounds the periods of a sentence; more make it a chronicle.
const mostPeriods = 16

// placed is a mention of a place.
type placed struct {
	news.Mention
	located int // how surely it says where: 2 behind "in", 1 behind "near", 0 without a preposition of place
}

// mostPlaces bounds the places of a sentence; more make it a list.
const mostPlaces = 64

var (
	periodStart = phraseList(`overnight, since, so far this, so far, in the past, in the last, over the past, over
		the last, during the past, during the last, over the weekend,
		this year, this week, this month, last year, last week, last month, last night, yesterday, on Monday, on
		Tuesday, on Wednesday, on Thursday, on Friday, on Saturday,
		on Sunday, early Monday, early Tuesday, early Wednesday, early Thursday, early Friday, early Saturday, early
		Sunday, late Monday, late Tuesday, late Wednesday,
		late Thursday, late Friday, late Saturday, late Sunday, Monday, Tuesday, Wednesday, Thursday, Friday,
		Saturday, Sunday, today, earlier today, within 24 hours,
		in the previous 24 hours, in 24 hours`)
	runningStart = phraseList(`since, so far this, this year, so far, in the past year, over the past year, in total,
		altogether, in all, since the beginning, since the start`)
	sinceWord = words(`since`)
	warWord   = words(`war invasion conflict start beginning outbreak offensive uprising revolution ceasefire
		truce coup`)
	spanWord = words(`hours hour days day weeks week months month years year decade decades night weekend`)
)

// scope reads what the sentence [lo,hi) says about its numbers.
func (r *reading) scope(lo, hi int) *scope {
	s := &scope{lo: lo, hi: hi}
	for i := lo; i < hi && len(s.periods) < mostPeriods; i++ {
		p, ok := r.periodAt(i, hi)
		if !ok {
			continue
		}
		s.periods = append(s.periods, p)
		i = max(i, p.to-1)
	}
	first, end := r.within(lo, hi)
	for k := first; k < end && len(s.places) < mostPlaces; k++ {
		if m := r.mentions[k]; m.Kind == news.PlaceKind && !m.Metonymy && !m.Nominal {
			s.places = append(s.places, placed{m, r.located(m)})
		}
	}
	return s
}

// periodAt reads the period that begins at word i.
func (r *reading) periodAt(i, hi int) (period, bool) {
	p := period{from: i, to: r.dateAt(i, hi)}
	if n := periodStart.at(r.words, i, hi); n > 0 && p.to == 0 {
		p.to = r.periodEnd(i, i+n, hi)
		if sinceWord[r.words[i].form] && !r.sinceTime(i+1, p.to) {
			return p, false
		}
		p.running = runningStart.at(r.words, i, hi) > 0
	}
	return p, p.to > 0 && !r.timeOfSaying(i)
}

// dateAt returns where the date ends that begins with a preposition at word i: "on 13 April", "on April 13, 2025", "in
// March". 0 if there is none.
func (r *reading) dateAt(i, hi int) int {
	if !onIn[r.words[i].form] {
		return 0
	}
	day := func(k int) bool { return k < hi && r.words[k].shape == digits && r.words[k].end-r.words[k].start <= 4 }
	k := i + 1
	if k < hi && earlyLate[r.words[k].form] {
		k++
	}
	dayFirst := day(k)
	if dayFirst {
		k++
	}
	if k >= hi || !months[r.words[k].form] || r.words[k].shape == lower {
		return 0
	}
	k++
	if day(k) && (!dayFirst || r.words[k].end-r.words[k].start == 4) {
		k++
	}
	if k+1 < hi && r.classes[k] == comma && day(k+1) && r.words[k+1].end-r.words[k+1].start == 4 {
		k += 2
	}
	return k
}

var (
	onIn      = words(`on in`)
	earlyLate = words(`early late mid`)
	sayTime   = words(`in a an statement reporters interview journalists briefing on late early the`)
)

// timeOfSaying reports whether a period at word i says when something was said, not when it happened: "the governor
// said on Monday".
func (r *reading) timeOfSaying(i int) bool {
	for k := i - 1; k >= max(0, i-5) && r.words[k].sentence == r.words[i].sentence; k-- {
		switch {
		case r.classes[k] == speechVerb:
			return true
		case !sayTime[r.words[k].form]:
			return false
		}
	}
	return false
}

// periodOf is the period that a quantity belongs to: the one in its clause, the nearest if there are several, else one
// that no more than commas part from it.
func (s *scope) periodOf(r *reading, c counted) (words string, running bool) {
	best, least := -1, periodReach
	for k, p := range s.periods {
		if d := r.apart(c, p); d < least {
			best, least = k, d
		}
	}
	if best < 0 {
		return "", false
	}
	p := s.periods[best]
	return r.text(p.from, p.to), p.running
}

const (
	periodReach  = 400
	commaApart   = 50  // a comma parts as much as fifty words do
	clauseApart  = 150 // and so does a relative clause with its comma twice
	foreignApart = periodReach
)

// apart is how far a period stands from a quantity, in words and in what stands between. What was said "on Tuesday"
// need not have happened then.
func (r *reading) apart(c counted, p period) int {
	from, to := p.to, c.from
	if p.from >= c.to {
		from, to = c.to, p.from
	}
	d, relatives := 0, 0
	for i := from; i < to; i++ {
		switch r.classes[i] {
		case thatWord:
			relatives++
		case numeral:
			if relatives > 0 && c.from < p.from { // "may have died in the flood that killed 11 last week"
				d += foreignApart
			}
		case comma:
			d += commaApart
		case colon, stop, dash:
			d += foreignApart
		case relative:
			relatives++
			if c.from >= p.to {
				d += clauseApart
			}
		case conjunction:
			if c.from >= p.to {
				d += clauseApart
			}
		case speechVerb:
			if c.from >= p.to && !r.harmful(r.words[i].form) {
				d += foreignApart
			}
		}
		d++
	}
	return d
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
		case stop, colon, dash, being, having, modal, speechVerb, conjunction, relative, quotation, toWord:
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
	return spanWord[r.words[i].form] || r.classes[i] == calendar || r.words[i].form == overnightForm ||
		r.words[i].form == farForm
}

var overnightForm, farForm = hashString("overnight"), hashString("far")

// sinceTime reports whether "since" begins a time and no reason.
func (r *reading) sinceTime(from, to int) bool {
	for i := from; i < to; i++ {
		if r.classes[i] == calendar || r.words[i].shape == digits || warWord[r.words[i].form] ||
			months[r.words[i].form] || spanWord[r.words[i].form] {
			return true
		}
	}
	return false
}

// placeOf is the place that a quantity belongs to: the first one behind it in its clause that a preposition places,
// else the one before it that is placed best, if the sentence begins with it or it stands near.
func (s *scope) placeOf(r *reading, c counted) string {
	from, to := r.words[c.from].start, r.words[max(c.end, c.to)-1].end
	told := r.words[max(c.end, c.to, c.trigger+1)-1].end // where the harm is told
	var before, behind *placed
	for k := range s.places {
		m := &s.places[k]
		since := to
		if m.Start >= told {
			since = told
		}
		if m.Start >= to && m.located > 0 && (behind == nil || m.located > behind.located) &&
			!r.clauseBetween(since, m.Start) {
			behind = m
		}
		if m.End <= from && s.holds(r, m, c.from) && (before == nil || m.located >= before.located) {
			before = m
		}
	}
	switch {
	case behind != nil:
		return behind.Name
	case before != nil:
		return before.Name
	}
	return ""
}

// holds reports whether a place before word i may still be where it happened: it opens the sentence, or stands near
// with no other clause between.
func (s *scope) holds(r *reading, m *placed, i int) bool {
	const opening, near = 6, 20 // words
	a, b := r.cover(m.Span())
	if m.located > 0 && a-s.lo <= opening {
		return !r.has(s.lo, a, visiting)
	}
	if i-b > near {
		return false
	}
	for k := b; k < i; k++ {
		if cl := r.classes[k]; cl == colon && r.words[k].form != semicolonForm || cl == stop ||
			cl == speechVerb && m.located == 0 && !r.harmful(r.words[k].form) {
			return false
		}
	}
	return true
}

// located tells how surely a preposition says that a mention is where something happened: "in Kyiv", "on the city of
// Kharkiv"; less surely "near Rafah".
func (r *reading) located(m news.Mention) int {
	a, _ := r.cover(m.Span())
	for i := a - 1; i >= 0 && i >= a-locatedReach; i-- {
		form := r.words[i].form
		switch {
		case form == ofForm && i > 0 && direction[r.words[i-1].form]:
			return 1
		case form == ofForm: // "in the city of"
			continue
		case nearby[form]:
			return 1
		case placing[form], i == a-1 && fleeing[form]:
			return 2
		}
		switch r.classes[i] {
		case comma, stop, colon, dash, preposition, conjunction, being, having, modal, speechVerb, relative, thatWord,
			toWord, past:
			return 0
		}
		if r.harmful(form) || r.words[i].shape == digits {
			return 0
		}
	}
	return 0
}

// locatedReach is how many words a preposition of place may stand before the name: "on the densely populated city of".
const locatedReach = 6

var (
	// where a speaker is, nothing else need have happened
	visiting  = words(`speaking meeting visiting arriving talking addressing`)
	direction = words(`north south east west northeast northwest southeast southwest outskirts outside suburb`)
	fleeing   = words(`fled flee fleeing left leaving`)
	placing   = words(`in on at across inside over`)
	nearby    = words(`near outside around`)
)

// clauseBetween reports whether two offsets lie in different clauses, as far as words tell. A comma parts them only if
// a verb follows it.
func (r *reading) clauseBetween(from, to int) bool {
	a, b := r.cover(news.Span{Start: from, End: to})
	if b-a > clauseReach {
		return true
	}
	parted, part := false, false
	for i := a; i < b; i++ {
		form := r.words[i].form
		if form == ofForm && i+1 < b && ofWhom[r.words[i+1].form] { // "30 of them in Sudan"
			return true
		}
		part = (part || includes[form]) && r.classes[i] != comma // "including 20 over Moscow"
		switch r.classes[i] {
		case colon, dash, stop, speechVerb, modal, relative, thatWord:
			if !r.harmful(r.words[i].form) {
				return true
			}
		case comma:
			parted = true
		case being, having, past:
			if parted && !r.harmful(r.words[i].form) {
				return true
			}
		}
	}
	return part
}

// clauseReach is how many words behind a number its place may stand: "killed 12 people in an attack on a market in
// Kyiv".
const clauseReach = 14

// givenBy is who gives the number at word i: the speaker of the innermost attribution that says it, "" if it names
// nobody.
func (r *reading) givenBy(i int) string {
	k := r.scratch.owner[i]
	if k == 0 || r.stated[k-1] == 0 {
		return ""
	}
	s := r.statements[r.stated[k-1]-1]
	if s.person < 0 && s.source[1]-s.source[0] == 1 && r.standsFor(s.source[0]) &&
		s.Speaker == r.text(s.source[0], s.source[1]) {
		return ""
	}
	return s.Speaker
}

// standsFor reports whether word i is a pronoun, which names nobody by itself.
func (r *reading) standsFor(i int) bool {
	switch r.classes[i] {
	case pronoun, determiner, possessive, relative, thatWord:
		return true
	}
	return false
}
