package events

import (
	"math"
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// Relation is how a later claim stands to an earlier one.
type Relation string

// The relations, as ../shared/formats.md has them.
const (
	Same      Relation = "same"      // one event, nothing differs
	Revised   Relation = "revised"   // one event, another number or detail, or taken back by whoever said it
	Opposed   Relation = "opposed"   // they can't both be true, or one denies the other
	Different Relation = "different" // another event
)

// Claim is what a sentence or headline claims, with what was read of it. Spans are in Text.
type Claim struct {
	Text       string
	Events     []news.EventMention
	Figures    []news.Figure
	Statements []news.Statement
	Places     []news.Place
	Names      []string // resolved names of the entities that it mentions
}

// Compare says how b, the later claim, stands to a, and from 0 to 1 how far it goes against it. It is pure. Conflict is
// asked first: what denies, undoes or dates otherwise is never the same.
func Compare(a, b Claim) (Relation, float64) {
	c := compare(&a, &b)
	return c.relation()
}

// comparison is what two claims have in common and in what they differ.
type comparison struct {
	likeness   float64 // of their words, 0 to 1
	names      float64 // of the names of the shorter list
	opposed    bool    // two mentions of theirs stand at the ends of an opposition, both as having happened
	undone     bool    // the same, but of things that are done and undone one after the other: closed, reopened
	negated    bool    // one says that it did not happen
	planned    bool    // one says that it will or may happen, the other that it did
	otherDay   bool
	otherPlace bool
	numbers    bool // figures of one kind differ
	figures    int  // that are the same
	retracts   bool // b takes something back
	denies     bool // one of them denies
}

func compare(a, b *Claim) (c comparison) {
	c.likeness = likeness(a.Text, b.Text)
	c.names = common(a.Names, b.Names)
	c.mentions(a.Events, b.Events)
	c.otherDay = otherDay(a.Events, b.Events)
	c.otherPlace = otherPlace(a.Places, b.Places)
	c.counts(a.Figures, b.Figures)
	c.denies = denies(a.Statements) != denies(b.Statements)
	return c
}

func (c comparison) relation() (Relation, float64) {
	related := c.likeness
	switch {
	case related < .12 && c.names == 0:
		return Different, .2
	case c.otherDay || c.otherPlace:
		return Different, .3
	case c.opposed:
		return Opposed, .9
	case c.planned:
		return Different, .3
	case c.denies || c.negated:
		return Opposed, .9
	case c.undone:
		return Different, .5
	case c.numbers:
		return Revised, .5
	case related < .2:
		return Different, .2
	}
	return Same, .1
}

// mentions compares events that tell the same sort of thing.
func (c *comparison) mentions(a, b []news.EventMention) {
	for _, x := range a {
		for _, y := range b {
			if x.Opposed(y) && x.Mode == news.Did && y.Mode == news.Did {
				if undoes[x.Opposition] {
					c.undone = true
				} else {
					c.opposed = true
				}
			}
			if x.Word != y.Word && (x.Kind == "" || x.Kind != y.Kind) {
				continue
			}
			if (x.Mode == news.DidNot) != (y.Mode == news.DidNot) {
				c.negated = true
			}
			happened := func(m news.Mode) bool { return m == news.Did || m == news.DidNot }
			if happened(x.Mode) != happened(y.Mode) {
				c.planned = true
			}
		}
	}
}

// undoes are the oppositions whose ends follow upon each other rather than contradict each other.
var undoes = map[string]bool{
	"open": true, "go": true, "deploy": true, "impose": true, "free": true, "stay": true, "office": true,
	"tie": true, "peace": true, "allow": true,
}

// otherDay reports whether both state days and none of them is common to both.
func otherDay(a, b []news.EventMention) bool {
	stated := func(list []news.EventMention) (out []news.EventMention) {
		for _, e := range list {
			if e.Stated {
				out = append(out, e)
			}
		}
		return out
	}
	x, y := stated(a), stated(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	for _, e := range x {
		for _, f := range y {
			if e.Day <= lastDay(f) && f.Day <= lastDay(e) {
				return false
			}
		}
	}
	return true
}

func lastDay(e news.EventMention) string { return max(e.Day, e.LastDay) }

// otherPlace reports whether each names a place that the other does not, both of one size.
func otherPlace(a, b []news.Place) bool {
	missing := func(x, y []news.Place) bool {
		return slices.ContainsFunc(x, func(p news.Place) bool {
			return !slices.ContainsFunc(y, func(q news.Place) bool { return samePlace(p, q) })
		})
	}
	return missing(a, b) && missing(b, a)
}

func samePlace(p, q news.Place) bool {
	if p.Name == q.Name || p.GeoNames != 0 && p.GeoNames == q.GeoNames {
		return true
	}
	return p.Point != nil && q.Point != nil && math.Abs(p.Lat-q.Lat) < .15 && math.Abs(p.Lon-q.Lon) < .15
}

// counts compares figures kind by kind.
func (c *comparison) counts(a, b []news.Figure) {
	for _, x := range a {
		same, other := false, false
		for _, y := range b {
			if x.Kind == y.Kind {
				same = same || x.Low == y.Low
				other = other || x.Low != y.Low
			}
		}
		if same {
			c.figures++
		}
		c.numbers = c.numbers || other && !same
	}
}

func denies(list []news.Statement) bool {
	return slices.ContainsFunc(list, func(s news.Statement) bool { return s.Stance == news.Denies })
}

// likeness is the cosine of the stems of a and b, function words left out.
func likeness(a, b string) float64 {
	x, y := stems(a), stems(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	both := 0
	for s := range x {
		if y[s] {
			both++
		}
	}
	return float64(both) / math.Sqrt(float64(len(x)*len(y)))
}

func stems(s string) map[string]bool {
	out := map[string]bool{}
	for _, t := range text.Tokens(s) {
		if w := strings.ToLower(t.In(s)); t.Word() && !lang.English.Stop(w) {
			out[lang.English.Stem(w)] = true
		}
	}
	return out
}

// common is the share of the shorter list that the longer has.
func common(a, b []string) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	n := 0
	for _, s := range a {
		if slices.Contains(b, s) {
			n++
		}
	}
	return float64(n) / float64(len(a))
}
