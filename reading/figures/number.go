package figures

import (
	"maps"
	"math"
	"strconv"
	"strings"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// numberStart are the words that a number can begin with.
var numberStart = func() words.Set {
	l := words.Set{halfForm: true}
	for _, m := range []map[uint32]float64{numerals, scales, floors} {
		for form := range m {
			l[form] = true
		}
	}
	maps.Copy(l, aWord)
	return l
}()

// numeric reports whether word i may begin a number: most words do not, and are told by one look.
func (r *reading) numeric(i int) bool {
	w := r.Words[i]
	const shortest = len("sixty-one")
	return w.Shape == text.Number || numberStart[w.Form] || w.End-w.Start >= shortest && w.Shape != text.Mark &&
		strings.IndexByte(w.In(r.Body), '-') > 0 || r.plus(i)
}

// plus reports whether word i is a number that may be more: "60-plus".
func (r *reading) plus(i int) bool {
	s := r.Words[i].In(r.Body)
	return s[0] >= '1' && s[0] <= '9' && strings.HasSuffix(s, plusSuffix)
}

const plusSuffix = "-plus"

// number reads a number at word i.
func (r *reading) number(i, hi int) (v float64, to int, bound news.Bound, ok bool) {
	w := r.Words[i]
	bound = news.Exact
	switch {
	case w.Shape == text.Number:
		if v, ok = r.figureAt(i); !ok {
			return 0, i, bound, false
		}
		v, to = r.spaced(v, i, hi)
	case r.plus(i):
		v, ok = parseDigits(strings.TrimSuffix(w.In(r.Body), plusSuffix))
		return v, i + 1, news.AtLeast, ok
	case aWord[w.Form] && i+1 < hi && hundredWord[r.Words[i+1].Form]:
		v, to = 1, i+1
	case w.Form == halfForm && i+2 < hi && aWord[r.Words[i+1].Form] && scales[r.Words[i+2].Form] > 0:
		return scales[r.Words[i+2].Form] / 2, i + 3, bound, true
	case floors[w.Form] > 0:
		v, to = floors[w.Form], i+1
		if to+1 < hi && r.Words[to].Form == ofForm && floors[r.Words[to+1].Form] >= 200 { // tens of thousands
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

// spaced reads the groups of thousands that spaces part from the number at word i, whose value is v: "12 400".
func (r *reading) spaced(v float64, i, hi int) (float64, int) {
	first := r.Words[i].In(r.Body)
	if len(first) > 3 || strings.Trim(first, "0123456789") != "" || i > 0 && months[r.Words[i-1].Form] {
		return v, i + 1
	}
	to := i + 1
	for ; to < hi && r.Words[to].Shape == text.Number && v < 1e9; to++ {
		group := r.Words[to].In(r.Body)
		if len(group) != 3 || strings.Trim(group, "0123456789") != "" ||
			!groupSpace[r.Body[r.Words[to-1].End:r.Words[to].Start]] {
			break
		}
		n, _ := strconv.ParseFloat(group, 64)
		v = v*1e3 + n
	}
	return v, to
}

// groupSpace are the spaces that part groups of thousands.
var groupSpace = map[string]bool{" ": true, "\u00a0": true, "\u202f": true, "\u2009": true}

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
		if next < hi && r.Words[next].Form == andForm && s == 100 {
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

// numberFollows reports whether a number comes within the next words.
func (r *reading) numberFollows(i, hi int) bool {
	for k := i; k < min(i+4, hi); k++ {
		if _, _, _, ok := r.number(k, hi); ok {
			return true
		}
	}
	return false
}

// quantity is a number in the text: words [from,to), its bounding words included; at is where the number itself begins.
type quantity struct {
	from, at, to int
	low, high    float64
	bound        news.Bound
	unit         string // of a unit that is part of the number: "$12", "300-km"
	kind         news.FigureKind
}
