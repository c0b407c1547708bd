package digest

import (
	"slices"

	"sitrep/news"
)

// How grave a fact is, of 10, that a watch may ask for.
const (
	// Great is what changes the course of things: a war begun, a truce, the death of a leader, a toll beyond what the
	// story had.
	Great = 8
	// Grave is what leads a day's news.
	Grave = 6
)

// Weights of what makes a fact greater or smaller than the gravity of what its title tells (see package events). They
// were set so that a truce wakes and the nightly strike with two dead does not.
const (
	routine   = 2.5 // what a war is made of
	turning   = 2.0 // what ends or begins one
	bloodiest = 3.0
	manyDead  = 10 // below that no toll is beyond anything
	beyond    = 2  // times the highest toll that the story had
)

// daily are the kinds of event that a war is made of: none wakes anybody for its own sake.
var daily = []news.EventKind{
	news.AirStrike, news.MissileStrike, news.DroneStrike, news.Shelling, news.Fighting, news.SuicideBombing,
	news.Intercept,
}

// turns are those after which nothing is as it was.
var turns = []news.EventKind{news.Ceasefire, news.ChemicalAttack, news.Takeover}

// greatness is how great a fact is, of 10; had is the highest toll that its story had before.
func greatness(c candidate, had float64) float64 {
	var gravest news.EventMention
	for _, e := range c.lead.Events {
		if e.Gravity > gravest.Gravity {
			gravest = e
		}
	}
	g := gravest.Gravity
	if heads(c.lead) {
		g = max(g, c.lead.TitleGravity)
	}
	if slices.Contains(daily, gravest.Kind) {
		g -= routine
	}
	if slices.Contains(turns, gravest.Kind) && gravest.Mode == news.Did {
		g += turning
	}
	if killed := dead(c.state.Figures); killed >= manyDead && killed >= beyond*had {
		g += bloodiest
	}
	return min(10, g)
}

// dead is the highest number of dead among figures.
func dead(all []news.Figure) (n float64) {
	for _, f := range all {
		if f.Kind == news.Killed && !f.Cumulative {
			n = max(n, f.Low)
		}
	}
	return n
}

// tollBefore is the highest toll that a fact's story had before it, as far as other facts say.
func tollBefore(facts []news.Fact, of news.Fact) (had float64) {
	for _, f := range facts {
		if f.Story != of.Story || f.ID == of.ID {
			continue
		}
		for _, s := range f.Sentences {
			if s.Time.Before(of.First) {
				had = max(had, dead(s.Figures))
			}
		}
	}
	return had
}
