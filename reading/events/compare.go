package events

import (
	"math"
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
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

// Compare says how b, the later claim, stands to a, and from 0 to 1 how far it goes against it. It is pure. A
// classifier of
// what the claims have in common and in what they differ answers, after two that it cannot overrule: claims of
// different
// matters are different, and what denies, undoes, plans, counts or dates otherwise is never the same.
func Compare(a, b Claim) (Relation, float64) { return embedded().compare(a, b) }

func (m *model) compare(a, b Claim) (Relation, float64) {
	f := face(&a, &b)
	features := pairFeatures(&f, &a, &b)
	var weak [2]float32
	m.weakens.score(features, weak[:])
	against := sigmoid(weak[1] - weak[0])
	var matter [2]float32
	m.matter.score(matterFeatures(&f, &a, &b), matter[:])
	related := sigmoid(matter[1] - matter[0])
	if related < .5 {
		return Different, (1 - relationShare) * against
	}
	var scores [4]float32
	m.relation.score(features, scores[:])
	switch {
	case follows(a.Events, b.Events):
		return Different, (1 - relationShare) * against
	case conflicts(&a, &b):
		scores[slices.Index(relations, string(Same))] = -1e9
	case f.extends():
		return Same, (1 - relationShare) * against
	}
	best, _ := m.relation.best(scores[:])
	p := [4]float64{}
	for i, s := range scores {
		p[i] = float64(s)
	}
	softmax(p[:])
	relation := p[slices.Index(relations, string(Opposed))] + p[slices.Index(relations, string(Revised))]/2
	score := (1-relationShare)*against + relationShare*relation
	return Relation(relations[best]), score
}

// relationShare is how much of a score is told by the relation, the rest by what weakens claims in U.S. politics, where
// relations are hard to tell: with .5 the AUC on ClaimDiff is .627, with .3 .635, with .15 .643.
const relationShare = .3

func sigmoid(x float32) float64 { return 1 / (1 + math.Exp(-float64(x))) }

// conflicts reports whether two claims, whatever else they have in common, cannot be the same.
func conflicts(a, b *Claim) bool {
	var c comparison
	c.mentions(a.Events, b.Events)
	c.counts(a.Figures, b.Figures)
	return c.opposed || c.undone || c.numbers || c.planned || c.negated || otherDay(a.Events, b.Events)
}

// follows reports whether b tells that something that a tells was undone later: closed and reopened, arrested and
// released.
// Both are true.
func follows(a, b []news.EventMention) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Mode != news.Did || y.Mode != news.Did {
				continue
			}
			again := strings.HasPrefix(y.Word, "re")
			if x.Opposition == "hold" && y.Opposition == "hold" && again && !strings.HasPrefix(x.Word, "re") {
				return true // captured by one, recaptured by the other
			}
			if !x.Opposed(y) {
				continue
			}
			switch x.Opposition {
			case "free", "office":
				return true
			case "impose":
				return y.Polarity < 0
			case "go":
				if again || y.Polarity < 0 {
					return true
				}
			case "open", "hold", "tie", "deploy":
				if again {
					return true
				}
			}
		}
	}
	return false
}

// comparison is in what the events and figures of two claims differ.
type comparison struct {
	opposed bool // two mentions stand at the ends of an opposition, both as having happened
	undone  bool // the same, of things that are done and undone one after the other: closed, reopened
	negated bool // one says that it did not happen
	planned bool // one says that it will or may happen, the other that it did
	numbers bool // figures of one kind differ
	figures int  // that are the same
}

// kindOfWord is the kind that a trigger alone tells: what classifiers make of it must not change what others learn
// from.
var kindOfWord = func() map[string]news.EventKind {
	m := map[string]news.EventKind{}
	for _, row := range english.Words {
		for _, w := range append(text.PhraseList(row.Verbs), text.PhraseList(row.Nouns)...) {
			if m[w] == "" {
				m[w] = news.EventKind(row.Kind)
			}
		}
	}
	return m
}()

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
			if k := kindOfWord[x.Word]; x.Word != y.Word && (k == "" || k != kindOfWord[y.Word]) {
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
