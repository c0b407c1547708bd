package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
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
	periodStart = words.PhrasesOf(`overnight, since, so far this, so far, in the past, in the last, over the past, over
		the last, during the past, during the last, over the weekend,
		this year, this week, this month, last year, last week, last month, last night, yesterday, on Monday, on
		Tuesday, on Wednesday, on Thursday, on Friday, on Saturday,
		on Sunday, early Monday, early Tuesday, early Wednesday, early Thursday, early Friday, early Saturday, early
		Sunday, late Monday, late Tuesday, late Wednesday,
		late Thursday, late Friday, late Saturday, late Sunday, Monday, Tuesday, Wednesday, Thursday, Friday,
		Saturday, Sunday, today, earlier today, within 24 hours,
		in the previous 24 hours, in 24 hours`)
	runningStart = words.PhrasesOf(`since, so far this, this year, so far, in the past year, over the past year, in total,
		altogether, in all, since the beginning, since the start`)
	sinceWord = words.Of(`since`)
	warWord   = words.Of(`war invasion conflict start beginning outbreak offensive uprising revolution ceasefire
		truce coup`)
	spanWord = words.Of(`hours hour days day weeks week months month years year decade decades night weekend`)
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
	first, end := r.MentionsIn(lo, hi)
	for k := first; k < end && len(s.places) < mostPlaces; k++ {
		if m := r.Mentions[k]; m.Kind == news.PlaceKind && !m.Metonymy && !m.Nominal {
			s.places = append(s.places, placed{m, r.located(m)})
		}
	}
	return s
}

// periodAt reads the period that begins at word i.
func (r *reading) periodAt(i, hi int) (period, bool) {
	p := period{from: i, to: r.dateAt(i, hi)}
	if n := periodStart.At(r.Words, i, hi); n > 0 && p.to == 0 {
		p.to = r.periodEnd(i, i+n, hi)
		if sinceWord[r.Words[i].Form] && !r.sinceTime(i+1, p.to) {
			return p, false
		}
		p.running = runningStart.At(r.Words, i, hi) > 0
	}
	return p, p.to > 0 && !r.timeOfSaying(i)
}

// dateAt returns where the date ends that begins with a preposition at word i: "on 13 April", "on April 13, 2025", "in
// March". 0 if there is none.
func (r *reading) dateAt(i, hi int) int {
	if !onIn[r.Words[i].Form] {
		return 0
	}
	day := func(k int) bool {
		return k < hi && r.Words[k].Shape == words.Digits && r.Words[k].End-r.Words[k].Start <= 4
	}
	k := i + 1
	if k < hi && earlyLate[r.Words[k].Form] {
		k++
	}
	dayFirst := day(k)
	if dayFirst {
		k++
	}
	if k >= hi || !months[r.Words[k].Form] || r.Words[k].Shape == words.Lower {
		return 0
	}
	k++
	if day(k) && (!dayFirst || r.Words[k].End-r.Words[k].Start == 4) {
		k++
	}
	if k+1 < hi && r.Classes[k] == words.Comma && day(k+1) && r.Words[k+1].End-r.Words[k+1].Start == 4 {
		k += 2
	}
	return k
}

var (
	onIn      = words.Of(`on in`)
	earlyLate = words.Of(`early late mid`)
	sayTime   = words.Of(`in a an statement reporters interview journalists briefing on late early the`)
)

// timeOfSaying reports whether a period at word i says when something was said, not when it happened: "the governor
// said on Monday".
func (r *reading) timeOfSaying(i int) bool {
	for k := i - 1; k >= max(0, i-5) && r.Words[k].Sentence == r.Words[i].Sentence; k-- {
		switch {
		case r.Classes[k] == words.SpeechVerb:
			return true
		case !sayTime[r.Words[k].Form]:
			return false
		}
	}
	return false
}

// periodOf is the period that a quantity belongs to: the one in its clause, the nearest if there are several, else one
// that no more than commas part from it.
func (s *scope) periodOf(r *reading, c counted) (when string, running bool) {
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
	return r.Slice(p.from, p.to), p.running
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
		switch r.Classes[i] {
		case words.That:
			relatives++
		case words.Numeral:
			if relatives > 0 && c.from < p.from { // "may have died in the flood that killed 11 last week"
				d += foreignApart
			}
		case words.Comma:
			d += commaApart
		case words.Colon, words.Stop, words.Dash:
			d += foreignApart
		case words.Relative:
			relatives++
			if c.from >= p.to {
				d += clauseApart
			}
		case words.Conjunction:
			if c.from >= p.to {
				d += clauseApart
			}
		case words.SpeechVerb:
			if c.from >= p.to && !r.harmful(r.Words[i].Form) {
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
		switch r.Classes[end] {
		case words.Comma:
			if end+1 < hi && r.Words[end+1].Shape == words.Digits && months[r.Words[end-min(end, 2)].Form] {
				continue // "since October 7, 2023"
			}
			return end
		case words.Stop, words.Colon, words.Dash, words.Being, words.Having, words.Modal, words.SpeechVerb, words.Conjunction, words.Relative, words.Quotation, words.To:
			return end
		case words.Calendar, words.Numeral, words.Determiner, words.Name, words.Preposition, words.Possessive:
			if sinceWord[r.Words[start].Form] || !r.endsPeriod(end-1) {
				continue
			}
			return end
		case words.Past:
			return end
		}
		if !sinceWord[r.Words[start].Form] && r.endsPeriod(end-1) {
			return end
		}
	}
	return end
}

// endsPeriod reports whether a period may end with word i.
func (r *reading) endsPeriod(i int) bool {
	return spanWord[r.Words[i].Form] || r.Classes[i] == words.Calendar || r.Words[i].Form == overnightForm ||
		r.Words[i].Form == farForm
}

var overnightForm, farForm = words.Form("overnight"), words.Form("far")

// sinceTime reports whether "since" begins a time and no reason.
func (r *reading) sinceTime(from, to int) bool {
	for i := from; i < to; i++ {
		if r.Classes[i] == words.Calendar || r.Words[i].Shape == words.Digits || warWord[r.Words[i].Form] ||
			months[r.Words[i].Form] || spanWord[r.Words[i].Form] {
			return true
		}
	}
	return false
}

// placeOf is the place that a quantity belongs to: the first one behind it in its clause that a preposition places,
// else the one before it that is placed best, if the sentence begins with it or it stands near.
func (s *scope) placeOf(r *reading, c counted) string {
	from, to := r.Words[c.from].Start, r.Words[max(c.end, c.to)-1].End
	told := r.Words[max(c.end, c.to, c.trigger+1)-1].End // where the harm is told
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
	a, b := r.Cover(m.Span())
	if m.located > 0 && a-s.lo <= opening {
		return !r.Has(s.lo, a, visiting)
	}
	if i-b > near {
		return false
	}
	for k := b; k < i; k++ {
		if cl := r.Classes[k]; cl == words.Colon && r.Words[k].Form != semicolonForm || cl == words.Stop ||
			cl == words.SpeechVerb && m.located == 0 && !r.harmful(r.Words[k].Form) {
			return false
		}
	}
	return true
}

// located tells how surely a preposition says that a mention is where something happened: "in Kyiv", "on the city of
// Kharkiv"; less surely "near Rafah".
func (r *reading) located(m news.Mention) int {
	a, _ := r.Cover(m.Span())
	for i := a - 1; i >= 0 && i >= a-locatedReach; i-- {
		form := r.Words[i].Form
		switch {
		case form == ofForm && i > 0 && direction[r.Words[i-1].Form]:
			return 1
		case form == ofForm: // "in the city of"
			continue
		case nearby[form]:
			return 1
		case placing[form], i == a-1 && fleeing[form]:
			return 2
		}
		switch r.Classes[i] {
		case words.Comma, words.Stop, words.Colon, words.Dash, words.Preposition, words.Conjunction, words.Being, words.Having, words.Modal, words.SpeechVerb, words.Relative, words.That,
			words.To, words.Past:
			return 0
		}
		if r.harmful(form) || r.Words[i].Shape == words.Digits {
			return 0
		}
	}
	return 0
}

// locatedReach is how many words a preposition of place may stand before the name: "on the densely populated city of".
const locatedReach = 6

var (
	// where a speaker is, nothing else need have happened
	visiting  = words.Of(`speaking meeting visiting arriving talking addressing`)
	direction = words.Of(`north south east west northeast northwest southeast southwest outskirts outside suburb`)
	fleeing   = words.Of(`fled flee fleeing left leaving`)
	placing   = words.Of(`in on at across inside over`)
	nearby    = words.Of(`near outside around`)
)

// clauseBetween reports whether two offsets lie in different clauses, as far as words tell. A comma parts them only if
// a verb follows it.
func (r *reading) clauseBetween(from, to int) bool {
	a, b := r.Cover(news.Span{Start: from, End: to})
	if b-a > clauseReach {
		return true
	}
	parted, part := false, false
	for i := a; i < b; i++ {
		form := r.Words[i].Form
		if form == ofForm && i+1 < b && ofWhom[r.Words[i+1].Form] { // "30 of them in Sudan"
			return true
		}
		part = (part || includes[form]) && r.Classes[i] != words.Comma // "including 20 over Moscow"
		switch r.Classes[i] {
		case words.Colon, words.Dash, words.Stop, words.SpeechVerb, words.Modal, words.Relative, words.That:
			if !r.harmful(r.Words[i].Form) {
				return true
			}
		case words.Comma:
			parted = true
		case words.Being, words.Having, words.Past:
			if parted && !r.harmful(r.Words[i].Form) {
				return true
			}
		}
	}
	return part
}

// clauseReach is how many words behind a number its place may stand: "killed 12 people in an attack on a market in
// Kyiv".
const clauseReach = 14
