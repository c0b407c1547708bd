package figures

import (
	"math"
	"strconv"
	"strings"

	"sitrep/news"
	"sitrep/reading/words"
)

// quantity is a number in the text: words [from,to), its bounding words included; at is where the number itself begins.
type quantity struct {
	from, at, to int
	low, high    float64
	bound        news.Bound
	unit         string // of a unit that is part of the number: "$12", "300-km"
	kind         news.FigureKind
}

// numerals are the number words by value. Units and tens add up, scales multiply.
var numerals = numberWords(map[float64]string{
	1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
	11: "eleven", 12: "twelve",
	13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
	20: "twenty", 30: "thirty",
	40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
})

var scales = numberWords(map[float64]string{
	100: "hundred", 1e3: "thousand", 1e6: "million mln", 1e9: "billion bn", 1e12: "trillion", 12: "dozen", 20: "score",
})

// floors are the least numbers that a vague plural stands for: two dozens, two scores, two hundreds.
var floors = numberWords(map[float64]string{
	24: "dozens", 40: "scores", 200: "hundreds", 2e3: "thousands",
	2e6: "millions", 2e9: "billions", 20: "tens",
})

func numberWords(list map[float64]string) map[uint32]float64 {
	m := map[uint32]float64{}
	for v, ws := range list {
		for w := range strings.FieldsSeq(ws) {
			form := words.Form(w)
			m[form] = v
		}
	}
	return m
}

var (
	aWord       = words.Of(`a an`)
	andWord     = words.Of(`and`)
	halfWord    = words.Of(`half`)
	hundredWord = words.Of(`hundred thousand million billion dozen`)
	ofWord      = words.Of(`of`)
	toOr        = words.Of(`to or – — -`)
	betweenWord = words.Of(`between`)
	fromWord    = words.Of(`from`)

	atLeast = words.PhrasesOf(`at least, more than, over, no fewer than, no less than, not less than, not fewer than, a
		minimum of, minimum of, upwards of, greater than, well over, above, in excess of`)
	upTo = words.PhrasesOf(`up to, as many as, as much as, at most, no more than, not more than, fewer than, less than,
		under, below, a maximum of, maximum of, at the most`)
	about = words.PhrasesOf(`about, around, some, approximately, roughly, nearly, almost, close to, an estimated,
		estimated, more or less, circa, just over, just under, as few as`)
	orMore = words.PhrasesOf(`or more, or so, at least, at most`)
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
	if q.bound == news.Vague {
		q.high = 0
	}
	if r.noCount(&q, lo, hi) {
		return q, false
	}
	r.currency(&q, lo)
	r.bounds(&q, lo, hi)
	return q, true
}

// numberStart are the words that a number can begin with.
var numberStart = func() words.Set {
	l := words.Set{}
	for _, m := range []map[uint32]float64{numerals, scales, floors} {
		for form := range m {
			l[form] = true
		}
	}
	for _, m := range []words.Set{aWord, halfWord} {
		for form := range m {
			l[form] = true
		}
	}
	return l
}()

// numeric reports whether word i may begin a number: most words do not, and are told by one look.
func (r *reading) numeric(i int) bool {
	w := r.Words[i]
	const shortest = len("sixty-one")
	return w.Shape == words.Digits || numberStart[w.Form] || w.End-w.Start >= shortest && w.Shape != words.Sign &&
		strings.IndexByte(w.In(r.Body), '-') > 0
}

// number reads a number at word i.
func (r *reading) number(i, hi int) (v float64, to int, bound news.Bound, ok bool) {
	w := r.Words[i]
	bound = news.Exact
	switch {
	case w.Shape == words.Digits:
		if v, ok = r.figureAt(i); !ok {
			return 0, i, bound, false
		}
		to = i + 1
	case aWord[w.Form] && i+1 < hi && hundredWord[r.Words[i+1].Form]:
		v, to = 1, i+1
	case halfWord[w.Form] && i+2 < hi && aWord[r.Words[i+1].Form] && scales[r.Words[i+2].Form] > 0:
		return scales[r.Words[i+2].Form] / 2, i + 3, bound, true
	case floors[w.Form] > 0:
		v, to = floors[w.Form], i+1
		if to+1 < hi && ofWord[r.Words[to].Form] && floors[r.Words[to+1].Form] >= 200 { // tens of thousands
			v, to = v*floors[r.Words[to+1].Form]/2, to+2
		} else if w.Form == tensForm {
			return 0, i, bound, false
		}
		return v, to, news.Vague, true
	default:
		if v, ok = numeralValue(w, w.In(r.Body)); !ok {
			return 0, i, bound, false
		}
		to = i + 1
		if v >= 20 && to < hi && v < 100 {
			if u, ok := numerals[r.Words[to].Form]; ok && u < 10 {
				v, to = v+u, to+1
			}
		}
	}
	v, to = r.scaled(v, to, hi)
	return v, to, bound, true
}

var tensForm = words.Form("tens")

// scaled multiplies v by the scale words at word to: "two hundred and fifty thousand", "3.5 million".
func (r *reading) scaled(v float64, to, hi int) (float64, int) {
	total := 0.0
	for to < hi {
		s, ok := scales[r.Words[to].Form]
		if !ok {
			break
		}
		v *= s
		to++
		if s >= 1e3 {
			total, v = total+v, 0
		}
		next := to
		if next < hi && andWord[r.Words[next].Form] && s == 100 {
			next++
		}
		if next < hi && s >= 100 {
			if u, ok := numeralValue(r.Words[next], r.Words[next].In(r.Body)); ok && u < s {
				if v > 0 {
					v += u
				} else {
					v = u
				}
				to = next + 1
			}
		}
	}
	return total + v, to
}

// numeralValue is the value of a number word, hyphens allowed: "twenty-one".
func numeralValue(w words.Word, s string) (float64, bool) {
	if v, ok := numerals[w.Form]; ok {
		return v, true
	}
	tens, units, ok := strings.Cut(s, "-")
	if !ok {
		return 0, false
	}
	t := words.Form(tens)
	u := words.Form(units)
	if a, b := numerals[t], numerals[u]; a >= 20 && b > 0 && b < 10 {
		return a + b, true
	}
	return 0, false
}

// figureAt is the value of the digits of word i; of a sum also with a letter for its scale: "€2.3bn".
func (r *reading) figureAt(i int) (float64, bool) {
	s := r.Words[i].In(r.Body)
	if i == 0 || currencySigns[r.Words[i-1].In(r.Body)] == "" {
		return parseDigits(s)
	}
	for _, l := range []struct {
		letters string
		scale   float64
	}{{"bn", 1e9}, {"tn", 1e12}, {"m", 1e6}, {"k", 1e3}, {"b", 1e9}} {
		if rest, ok := strings.CutSuffix(strings.ToLower(s), l.letters); ok {
			v, ok := parseDigits(rest)
			return v * l.scale, ok
		}
	}
	return parseDigits(s)
}

// parseDigits reads "12", "3,500", "2.5"; nothing with letters.
func parseDigits(s string) (float64, bool) {
	if len(s) > 20 {
		return 0, false
	}
	if strings.ContainsRune(s, ',') {
		for k, group := range strings.Split(s, ",") {
			if whole, _, _ := strings.Cut(group, "."); k > 0 && len(whole) != 3 || k == 0 && len(group) > 3 {
				return 0, false
			}
		}
		s = strings.ReplaceAll(s, ",", "")
	}
	for i := range len(s) {
		if s[i] != '.' && (s[i] < '0' || s[i] > '9') {
			return 0, false
		}
	}
	if len(s) > 1 && s[0] == '0' && s[1] != '.' { // a time of day
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && !math.IsInf(v, 0)
}

var (
	months = words.Of(`january february march april may june july august september october november december jan feb
		mar apr jun jul aug sep sept oct nov dec`)
	datePrefix = words.Of(`in since until by during of from before after early late mid around`)
	rankPrefix = words.Of(`no number article articles resolution channel chapter section page day phase group area zone
		highway route flight room unit building age aged ages
		version part act title round protocol order law point brigade hill sector camp task`)
	ageSuffix = words.Of(`-year-old years-old old`)
	clock     = words.Of(`a.m p.m a.m. p.m. am pm gmt utc o'clock hours hrs local`)
	percent   = words.Of(`% percent per-cent pct per`)
	ordinal   = words.Of(`anniversary th st nd rd`)
)

// noCount reports whether a number is no quantity.
func (r *reading) noCount(q *quantity, lo, hi int) bool {
	form := func(i int) uint32 {
		if i < lo || i >= hi {
			return beyondForm
		}
		return r.Words[i].Form
	}
	before, after := form(q.at-1), form(q.to)
	single := q.to == q.at+1 && r.Words[q.at].Shape == words.Digits
	switch {
	case percent[after], ageSuffix[after], ordinal[after], rankPrefix[before] && single,
		r.Words[q.at].Form == pointForm:
		return true
	case q.low == 0, noWord[before], parentWord[form(q.at-2)] && before == ofForm: // "no one", "mother of three"
		return true
	case before == theForm && form(q.at-2) == ofForm && noneWord[form(q.at-3)]: // "none of the four"
		return true
	case q.to+1 < hi && r.Classes[q.to] == words.Dash && yearWord[form(q.to+1)]: // "12 - year old"
		return true
	case r.superseded(q, lo, hi):
		return true
	case !single:
		return false
	case months[before] && q.low <= 31:
		return q.at < lo+2 || r.Words[q.at-2].Shape != words.Digits // but "on 23 September 28 bodies were found"
	case months[after] && q.low <= 31, clock[after] && after != hoursForm:
		return true
	case q.low >= 1900 && q.low <= 2100 && !strings.Contains(r.Words[q.at].In(r.Body), ",") &&
		(datePrefix[before] || months[before] || before == commaForm || after == commaForm || q.to == hi ||
			q.at == lo || r.Classes[q.to] == words.Stop):
		return true
	case r.beside(q.at, ':') || r.beside(q.at, '/'):
		return true
	case q.at > lo+1 && r.Words[q.at-1].Shape != words.Lower && r.Words[q.at-1].Shape != words.Sign &&
		r.Words[q.at-1].Shape != words.Digits && r.Classes[q.at-1] == words.Name &&
		r.Classes[q.at-2] != words.Stop: // Boeing 737, Route 66
		return true
	// Ivan Petrov, 43,
	case before == commaForm && (after == commaForm || after == stopForm || after == semicolonForm) && q.low < 120 &&
		q.at > lo+1 && r.Classes[q.at-2] == words.Name:
		return true
	}
	return false
}

// beyondForm is the form of what stands outside of the sentence.
const beyondForm = 1

var (
	commaForm     = words.Form(",")
	semicolonForm = words.Form(";")
	stopForm      = words.Form(".")
	pointForm     = words.Form("point")
	hoursForm     = words.Form("hours")
)

var (
	noWord     = words.Of(`no not`)
	noneWord   = words.Of(`none neither`)
	parentWord = words.Of(`mother father parent`)
	theForm    = words.Form("the")
	yearWord   = words.Of(`year years year-old years-old`)
)

// superseded reports whether a number is what another one has replaced: "rose from 7 to 9", "rose to 9 from 7".
func (r *reading) superseded(q *quantity, lo, hi int) bool {
	i := q.at - 1
	if i > lo && currencySigns[r.Words[i].In(r.Body)] != "" {
		i--
	}
	if i <= lo || !fromWord[r.Words[i].Form] {
		return false
	}
	ahead := q.to+1 < hi && toForm == r.Words[q.to].Form && r.numberFollows(q.to+1, min(hi, q.to+3))
	for k := i - 1; k >= max(lo, i-8); k-- {
		if changed[r.Words[k].Form] {
			return ahead || k < i-1 && r.numberFollows(k+1, i)
		}
		if r.Classes[k] == words.Comma || r.Classes[k] == words.Stop {
			return false
		}
	}
	return false
}

var (
	toForm  = words.Form("to")
	changed = words.Of(`rose rise rises risen rising increased increase increases increasing climbed climbs climbing
		grew grown grows jumped jumps raised raises raising
		revised revising updated went gone soared surged up fell fallen falls dropped lowered lowering cut down
		doubled`)
)

// beside reports whether the ASCII mark c touches word i.
func (r *reading) beside(i int, c byte) bool {
	w := r.Words[i]
	return w.Start > 0 && r.Body[w.Start-1] == c || w.End+1 < len(r.Body) && r.Body[w.End] == c && r.Body[w.End+1] > ' '
}

// bounds reads the words around the number that say how it is meant, and the other end of a range.
func (r *reading) bounds(q *quantity, lo, hi int) {
	r.rangeOf(q, lo, hi)
	for _, b := range []struct {
		list  words.Phrases
		bound news.Bound
	}{{atLeast, news.AtLeast}, {upTo, news.UpTo}, {about, news.About}} {
		if n := r.phraseBefore(b.list, q.from, lo); n > 0 {
			q.from -= n
			if q.bound != news.Vague && q.high == q.low {
				q.bound, q.high = b.bound, 0
			}
			break
		}
	}
	if n := orMore.At(r.Words, q.to, hi); n > 0 && q.bound == news.Exact {
		q.bound, q.high = news.AtLeast, 0
		if r.Words[q.to+1].Form == soForm {
			q.bound = news.About
		}
		q.to += n
	}
}

var soForm = words.Form("so")

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
	if q.at > lo && (betweenWord[r.Words[q.at-1].Form] && andWord[r.Words[q.to].Form] ||
		fromWord[r.Words[q.at-1].Form] && joined) {
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
	if v >= 1e3 && q.low < 1e3 && r.Words[to-1].Shape != words.Digits { // 5 to 7 million
		if s := scales[r.Words[to-1].Form]; s > 0 {
			q.low *= s
		}
	}
	q.high, q.to = v, to
}

// currencies are signs before and words behind a sum.
var currencySigns = map[string]string{
	"$": "USD", "€": "EUR", "£": "GBP", "₴": "UAH", "₽": "RUB", "₪": "ILS",
	"¥": "JPY", "₹": "INR", "₺": "TRY",
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
