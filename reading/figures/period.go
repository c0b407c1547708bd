package figures

import (
	"sitrep/reading/words"
	"sitrep/text"
)

// period is words that say when: "overnight", "since October 2023".
type period struct {
	from, to int
	running  bool // what is counted runs on over all of it
}

// mostPeriods bounds the periods of a sentence; more make it a chronicle.
const mostPeriods = 16

// periodAt reads the period that begins at word i.
func (r *reading) periodAt(i, hi int) (period, bool) {
	p := period{from: i, to: r.dateAt(i, hi)}
	if p.to > 0 {
		p.running = r.wholeSpan(i, p.to)
	}
	if n := periodStart.At(r.Words, i, hi); n > 0 && p.to == 0 {
		p.to = r.periodEnd(i, i+n, hi)
		if r.Words[i].Form == sinceForm && !r.sinceTime(i+1, p.to) {
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
		return k < hi && r.Words[k].Shape == text.Number && r.Words[k].End-r.Words[k].Start <= 4
	}
	k := i + 1
	if k < hi && earlyLate[r.Words[k].Form] {
		k++
	}
	dayFirst := day(k)
	if dayFirst {
		k++
	}
	if r.yearIn(k-1, hi) && dayFirst {
		return k
	}
	if k >= hi || !months[r.Words[k].Form] || r.Words[k].Shape == text.Lower {
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

// yearIn reports whether word i is a year of its own: "in 2024", not "in 2024 cases".
func (r *reading) yearIn(i, hi int) bool {
	s := r.Words[i].In(r.Body)
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && (i+1 >= hi || r.endsNounPhrase(i+1))
}

// wholeSpan reports whether the date [from,to) is a month or a year: what is counted over one is no incident's.
func (r *reading) wholeSpan(from, to int) bool {
	for i := from; i < to; i++ {
		if w := r.Words[i]; w.Shape == text.Number && w.End-w.Start < 4 {
			return false
		}
	}
	return true
}

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
			if end+1 < hi && r.Words[end+1].Shape == text.Number && months[r.Words[end-min(end, 2)].Form] {
				continue // "since October 7, 2023"
			}
			return end
		case words.Stop, words.Colon, words.Dash, words.Being, words.Having, words.Modal, words.SpeechVerb,
			words.Conjunction, words.Relative, words.Quotation, words.To:
			return end
		case words.Calendar, words.Numeral, words.Determiner, words.Name, words.Preposition, words.Possessive:
			if r.Words[start].Form == sinceForm || !r.endsPeriod(end-1) {
				continue
			}
			return end
		case words.Past:
			return end
		}
		if r.Words[start].Form != sinceForm && r.endsPeriod(end-1) {
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

// sinceTime reports whether "since" begins a time and no reason.
func (r *reading) sinceTime(from, to int) bool {
	for i := from; i < to; i++ {
		if r.Classes[i] == words.Calendar || r.Words[i].Shape == text.Number || warWord[r.Words[i].Form] ||
			months[r.Words[i].Form] || spanWord[r.Words[i].Form] {
			return true
		}
	}
	return false
}
