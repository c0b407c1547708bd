package figures

import (
	"strings"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// noCount reports whether a number is no quantity: a share, a rank, an age, a date, a time, part of a name, nobody, or
// what another number has replaced.
func (r *reading) noCount(q *quantity, lo, hi int) bool {
	n := neighbours{before: r.formIn(q.at-1, lo, hi), after: r.formIn(q.to, lo, hi)}
	n.figure = q.to == q.at+1 && r.Words[q.at].Shape == text.Number
	if r.shareOrRank(q, n) || r.nobody(q, n, lo, hi) || r.yearsOld(q, lo, hi) || r.superseded(q, lo, hi) {
		return true
	}
	if !n.figure {
		return false
	}
	if months[n.before] && q.low <= 31 {
		return q.at < lo+2 || r.Words[q.at-2].Shape != text.Number // but "on 23 September 28 bodies were found"
	}
	return months[n.after] && q.low <= 31 || clock[n.after] && n.after != hoursForm || r.calendarYear(q, n, lo, hi) ||
		r.beside(q.at, ':') || r.beside(q.at, '/') || r.partOfName(q, lo) || r.ageOf(q, n, lo) ||
		r.ageSaid(q, n, lo, hi)
}

// neighbours are the forms of the words beside a number.
type neighbours struct {
	before, after uint32
	figure        bool // the number is one word of digits
}

// formIn is the form of word i, beyondForm if it stands outside of the sentence [lo,hi).
func (r *reading) formIn(i, lo, hi int) uint32 {
	if i < lo || i >= hi {
		return beyondForm
	}
	return r.Words[i].Form
}

// shareOrRank reads "12 percent", "12-year-old", "the 12 th", "Resolution 1701".
func (r *reading) shareOrRank(q *quantity, n neighbours) bool {
	return n.after == perForm && !r.perCent(q.to) || ageSuffix[n.after] || ordinal[n.after] ||
		rankPrefix[n.before] && n.figure ||
		r.Words[q.at].Form == pointForm
}

// perCent reads "per cent" at word i.
func (r *reading) perCent(i int) bool { return i+1 < len(r.Words) && r.Words[i+1].Form == centForm }

// nobody reads "no one", "mother of three", "none of the four".
func (r *reading) nobody(q *quantity, n neighbours, lo, hi int) bool {
	second := r.formIn(q.at-2, lo, hi)
	return q.low == 0 || noWord[n.before] || parentWord[second] && n.before == ofForm ||
		n.before == theForm && second == ofForm && noneWord[r.formIn(q.at-3, lo, hi)]
}

// yearsOld reads "12 - year old".
func (r *reading) yearsOld(q *quantity, lo, hi int) bool {
	return q.to+1 < hi && r.Classes[q.to] == words.Dash && yearWord[r.formIn(q.to+1, lo, hi)]
}

// calendarYear reads "in 2023", "May 7, 2023,".
func (r *reading) calendarYear(q *quantity, n neighbours, lo, hi int) bool {
	const first, last = 1900, 2100
	if q.low < first || q.low > last || strings.Contains(r.Words[q.at].In(r.Body), ",") {
		return false
	}
	return datePrefix[n.before] || months[n.before] || n.before == commaForm || n.after == commaForm ||
		q.to == hi || q.at == lo || r.Classes[q.to] == words.Stop
}

// partOfName reads "Boeing 737", "Route 66", but not "in Gaza 12 people", "in the Sahel 1,532".
func (r *reading) partOfName(q *quantity, lo int) bool {
	if q.at <= lo+1 || strings.Contains(r.Words[q.at].In(r.Body), ",") ||
		q.to < len(r.Words) && persons[r.Words[q.to].Form] && r.placeEnds(q.at) {
		return false
	}
	switch r.Words[q.at-1].Shape {
	case text.Lower, text.Mark, text.Number:
		return false
	}
	return r.Classes[q.at-1] == words.Name && r.Classes[q.at-2] != words.Stop
}

// ageOf reads "Ivan Petrov, 43,".
func (r *reading) ageOf(q *quantity, n neighbours, lo int) bool {
	return n.before == commaForm && (n.after == commaForm || n.after == stopForm || n.after == semicolonForm) &&
		q.low < oldest && q.at > lo+1 && (r.Classes[q.at-2] == words.Name || n.after == commaForm)
}

// oldest is more than anybody's age.
const oldest = 120

// ageSaid reads "a teacher, who was 66", "he turned 12", "Ivan Petrov (54)", "a boy of 12".
func (r *reading) ageSaid(q *quantity, n neighbours, lo, hi int) bool {
	if q.low >= oldest || q.at < lo+2 {
		return false
	}
	if q.to < hi && r.Words[q.to].Shape == text.Lower && (persons[n.after] || things[n.after] || moreWord[n.after]) {
		return false
	}
	if r.agesBetween(q, lo) {
		return true
	}
	switch second := r.Words[q.at-2].Form; {
	case heShe[second] && (beWord[n.before] || turnedWord[n.before]):
		return true
	case n.before == openForm && n.after == closeForm:
		return r.Classes[q.at-2] == words.Name && !r.placeEnds(q.at-1)
	case n.before == ofForm && agedNoun[second]:
		return q.at < lo+3 || r.Classes[q.at-3] != words.Numeral
	}
	return false
}

// agesBetween reads both numbers of "aged between 20 and 60", "aged from 9 to 18".
func (r *reading) agesBetween(q *quantity, lo int) bool {
	i := q.at - 1
	if i-3 > lo && (r.Words[i].Form == andForm || toOr[r.Words[i].Form]) {
		i -= 2
	}
	return i > lo && (r.Words[i].Form == betweenForm || r.Words[i].Form == fromForm) && turnedWord[r.Words[i-1].Form]
}

// placeEnds reports whether the name of a place ends before word i.
func (r *reading) placeEnds(i int) bool {
	first, end := r.MentionsIn(i-1, i)
	for k := first; k < end; k++ {
		if r.Mentions[k].Kind == news.PlaceKind {
			return true
		}
	}
	return false
}

// beyondForm is the form of what stands outside of the sentence.
const beyondForm = 1

// superseded reports whether a number is what another one has replaced: "rose from 7 to 9", "rose to 9 from 7", "31, up
// from 28", "an earlier toll of 28".
func (r *reading) superseded(q *quantity, lo, hi int) bool {
	i := q.at - 1
	if i >= lo+2 && r.Words[i].Form == ofForm && tollWord[r.Words[i-1].Form] {
		return r.Has(max(lo, i-3), i-1, earlierWord)
	}
	if i > lo && currencySigns[r.Words[i].In(r.Body)] != "" {
		i--
	}
	if i <= lo || r.Words[i].Form != fromForm {
		return false
	}
	ahead := q.to+1 < hi && toForm == r.Words[q.to].Form && r.numberFollows(q.to+1, min(hi, q.to+3))
	for k := i - 1; k >= max(lo, i-8); k-- {
		if changed[r.Words[k].Form] {
			return ahead || k == i-1 || r.numberFollows(k+1, i)
		}
		if r.Classes[k] == words.Comma || r.Classes[k] == words.Stop {
			return false
		}
	}
	return false
}

// beside reports whether the ASCII mark c touches word i.
func (r *reading) beside(i int, c byte) bool {
	w := r.Words[i]
	return w.Start > 0 && r.Body[w.Start-1] == c || w.End+1 < len(r.Body) && r.Body[w.End] == c && r.Body[w.End+1] > ' '
}
