package main

import (
	"math"
	"math/big"
	"strconv"
)

// scores are figures by name, in the order of the reference scorer's output; a name's parts are separated by full stops
// ("kinds.person.f1"). NaN stands for a figure that does not exist.
type scores []score

type score struct {
	name  string
	value float64
}

func (s scores) get(name string) (float64, bool) {
	for _, x := range s {
		if x.name == name {
			return x.value, true
		}
	}
	return 0, false
}

func (s *scores) add(name string, value float64) { *s = append(*s, score{name, value}) }

// nest adds o under a name.
func (s *scores) nest(name string, o scores) {
	for _, x := range o {
		s.add(name+"."+x.name, x.value)
	}
}

// round rounds to n digits as Python does: correctly, from the exact binary value.
func round(x float64, n int) float64 {
	if math.IsNaN(x) {
		return x
	}
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', n, 64), 64)
	if err != nil {
		return x
	}
	return r
}

func round4(x float64) float64 { return round(x, 4) }

// ratio is a/b, 0 for nothing of nothing.
func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// share is a/b, rounded; of nothing there is none.
func share(a, b int) float64 {
	if b == 0 {
		return math.NaN()
	}
	return round4(ratio(a, b))
}

// prf is precision, recall and F1. To want nothing and to answer nothing is right.
func prf(hits, answered, wanted int) scores {
	p, r := ratio(hits, answered), ratio(hits, wanted)
	if answered == 0 && wanted == 0 {
		p, r = 1, 1
	}
	return scores{{"p", round4(p)}, {"r", round4(r)}, {"f1", round4(harmonic(p, r))}}
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// count sums hits over documents.
type count struct{ hits, answered, wanted int }

func (c *count) add(hits, answered, wanted int) {
	c.hits += hits
	c.answered += answered
	c.wanted += wanted
}

func (c *count) f1() float64 { v, _ := c.scores().get("f1"); return v }

func (c *count) scores() scores {
	return append(prf(c.hits, c.answered, c.wanted), score{"gold", float64(c.wanted)},
		score{"pred", float64(c.answered)})
}

// pairing joins gold with answers by id. A document without an answer counts as an empty answer.
type pairing struct {
	gold             []document
	answers          []document
	missing, unknown int
}

func pair(gold, answers []document) pairing {
	p := pairing{gold: gold}
	byID := map[string]document{}
	for _, a := range answers {
		byID[a.ID] = a
	}
	ids := map[string]bool{}
	for _, g := range gold {
		a, ok := byID[g.ID]
		if !ok && !ids[g.ID] {
			p.missing++
		}
		ids[g.ID] = true
		p.answers = append(p.answers, a)
	}
	for id := range byID {
		if !ids[id] {
			p.unknown++
		}
	}
	return p
}

func (p pairing) extra(s *scores) {
	if p.missing > 0 {
		s.add("missing", float64(p.missing))
	}
	if p.unknown > 0 {
		s.add("unknown", float64(p.unknown))
	}
}

// mean is the exact mean, rounded once, as Python's statistics.mean gives it.
func mean(xs []float64) float64 {
	if len(xs) == 0 {
		return 0
	}
	sum := new(big.Rat)
	for _, x := range xs {
		sum.Add(sum, new(big.Rat).SetFloat64(x))
	}
	f, _ := sum.Quo(sum, new(big.Rat).SetInt64(int64(len(xs)))).Float64()
	return f
}

// intersection counts the common members.
func intersection[K comparable](a, b map[K]bool) (n int) {
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}
