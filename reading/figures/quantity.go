package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// quantityAt reads the quantity whose number begins at word i and ends before hi; lo bounds its bounding words. It is
// not ok if there is none, or if it is a date, a time, an age, a year, a rank or part of a name.
func (r *reading) quantityAt(i, lo, hi int) (quantity, bool) {
	q := quantity{from: i, at: i, to: i, bound: news.Exact}
	if !r.numeric(i) {
		return q, false
	}
	var ok bool
	if q.low, q.to, q.bound, ok = r.number(i, hi); !ok {
		return q, false
	}
	q.high = q.low
	if q.bound != news.Exact {
		q.high = 0
	}
	if r.noCount(&q, lo, hi) {
		return q, false
	}
	r.percentage(&q, hi)
	r.currency(&q, lo)
	r.bounds(&q, lo, hi)
	return q, true
}

// bounds reads the words around the number that say how it is meant, and the other end of a range.
func (r *reading) bounds(q *quantity, lo, hi int) {
	r.rangeOf(q, lo, hi)
	for _, b := range []struct {
		list  words.Phrases
		bound news.Bound
	}{{atLeast, news.AtLeast}, {upTo, news.UpTo}, {about, news.About}} {
		n := r.phraseBefore(b.list, q.from, lo)
		if n == 1 && q.from >= lo+2 && r.handedOver(q.from-1) {
			break
		}
		if n > 0 {
			q.from -= n
			if q.bound != news.Vague && q.high == q.low {
				q.bound, q.high = b.bound, 0
			}
			break
		}
	}
	q.to += r.boundBehind(q, q.to, hi)
}

// boundBehind reads a bound at word i: "12 or more", "12 people or so". It returns how many words that takes.
func (r *reading) boundBehind(q *quantity, i, hi int) int {
	n := orMore.At(r.Words, i, hi)
	if n == 0 || q.bound != news.Exact {
		return 0
	}
	q.bound, q.high = news.AtLeast, 0
	if n > 1 && r.Words[i+1].Form == soForm {
		q.bound = news.About
	}
	if n > 1 && r.Words[i+1].Form == mostForm {
		q.bound = news.UpTo
	}
	return n
}

// percentage reads "12 percent", "12 per cent".
func (r *reading) percentage(q *quantity, hi int) {
	if q.to >= hi || !percent[r.Words[q.to].Form] {
		return
	}
	q.kind = news.Percent
	if q.to++; q.to < hi && r.Words[q.to-1].Form == perForm {
		q.to++
	}
}

// handedOver reads "handed over", "given back" up to word i.
func (r *reading) handedOver(i int) bool {
	return (r.Words[i].Form == overForm || r.Words[i].Form == backForm) && handing[r.Words[i-1].Form]
}

// phraseBefore returns how many words the phrase that ends right before word i covers, 0 if none does.
func (r *reading) phraseBefore(p words.Phrases, i, lo int) int {
	for n := 4; n >= 1; n-- {
		if i-n >= lo && p.At(r.Words, i-n, i) == n {
			return n
		}
	}
	return 0
}

// rangeOf extends q to "between 5 and 7", "5 to 7", "5-7".
func (r *reading) rangeOf(q *quantity, lo, hi int) {
	if q.bound == news.Vague || q.to >= hi {
		return
	}
	joined := toOr[r.Words[q.to].Form]
	first := q.from
	if q.at > lo && (r.Words[q.at-1].Form == betweenForm && r.Words[q.to].Form == andForm ||
		r.Words[q.at-1].Form == fromForm && joined) {
		q.from = q.at - 1
	} else if !joined {
		return
	}
	if q.to+1 >= hi {
		return
	}
	v, to, bound, ok := r.number(q.to+1, hi)
	if !ok || bound == news.Vague || v <= q.low {
		q.from = first
		return
	}
	if v >= 1e3 && q.low < 1e3 && r.Words[to-1].Shape != text.Number { // 5 to 7 million
		if s := scales[r.Words[to-1].Form]; s > 0 {
			q.low *= s
		}
	}
	q.high, q.to = v, to
}

func (r *reading) currency(q *quantity, lo int) {
	if q.at == lo {
		return
	}
	before := r.Words[q.at-1]
	if unit, ok := currencySigns[before.In(r.Body)]; ok && before.End == r.Words[q.at].Start {
		q.kind, q.unit = news.Money, unit
		q.from = q.at - 1
	}
}
