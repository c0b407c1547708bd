package story

import (
	"slices"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/text"
)

// Whether two sentences can tell one happening is asked before how alike their words are: Monday's strike and Tuesday's
// differ in one word, and so do "agreed" and "rejected", "would" and "did".

// incompatible reports whether what two sentences tell cannot be one: they tell opposite acts, what was announced and
// what was done, one act done by each to the other or to two people, or a wounding and a death.
func incompatible(a, b news.Sentence) bool {
	x, y := acts(a), acts(b)
	return contradicted(x, y) || contradicted(y, x) || turned(x, y) || a.ReactsTo(b) || b.ReactsTo(a) ||
		died(a) != died(b) && (hurt(a, x) || hurt(b, y))
}

// acts are the mentions of a sentence that tell more than that somebody spoke.
func acts(s news.Sentence) []news.EventMention {
	spoken := func(e news.EventMention) bool {
		return e.Kind == news.Claim || e.Kind == news.StatementKind || e.Kind == "" && e.Act == "" && e.Opposition == ""
	}
	if !slices.ContainsFunc(s.Events, spoken) {
		return s.Events
	}
	return slices.DeleteFunc(slices.Clone(s.Events), spoken)
}

// chief are those of the acts of a sentence that it mainly tells: the first and the gravest.
func chief(all []news.EventMention) []news.EventMention {
	if len(all) < 2 {
		return all
	}
	best := 0
	for i, e := range all {
		if e.Gravity > all[best].Gravity {
			best = i
		}
	}
	if best == 0 {
		return all[:1]
	}
	return []news.EventMention{all[0], all[best]}
}

// contradicted reports whether one of the acts that a sentence mainly tells has its like among those of the other only
// as its opposite, as a plan, or as what did not happen. "Agreed to exchange" is both, an act and a plan of one kind.
func contradicted(all, others []news.EventMention) bool {
	return slices.ContainsFunc(chief(all), func(x news.EventMention) bool {
		against, with := false, false
		for _, y := range others {
			switch {
			case !ofOneSort(x, y), slices.ContainsFunc(all, func(z news.EventMention) bool {
				return z.Word == y.Word && !contrary(z, y)
			}) && x.Word != y.Word:
			case contrary(x, y):
				against = true
			default:
				with = true
			}
		}
		return against && !with
	})
}

// renewed reports whether later tells once more what earlier told hours before: "struck for a second time", "another
// strike" are what its words have in common with the first, and another event.
func renewed(earlier, later news.Sentence) bool {
	const told = 2 * time.Hour // outlets take so long to tell one thing after another
	if later.Time.Sub(earlier.Time) < told || !english.Incidents.Renewed.MatchString(later.Text) ||
		english.Incidents.Renewed.MatchString(earlier.Text) {
		return false
	}
	return akinActs(acts(earlier), acts(later))
}

// ofOneSort reports whether two mentions tell the same act or its opposite.
func ofOneSort(x, y news.EventMention) bool {
	return x.Word != "" && x.Word == y.Word || x.Opposition != "" && x.Opposition == y.Opposition ||
		x.Kind != "" && x.Kind == y.Kind
}

func contrary(x, y news.EventMention) bool {
	if ahead(x) != ahead(y) {
		return true
	}
	opposed := x.Opposed(y)
	if (x.Mode == news.DidNot) != (y.Mode == news.DidNot) {
		return !opposed // who did not agree rejected
	}
	return opposed
}

// ahead reports whether an event is yet to come, if it comes.
func ahead(e news.EventMention) bool { return e.Mode == news.Will || e.Mode == news.May }

// turned reports whether two tell one act of which each has the other's actor for its target, or with two people.
func turned(all, others []news.EventMention) bool {
	for _, x := range all {
		for _, y := range others {
			if !ofOneSort(x, y) {
				continue
			}
			if x.Actor.Name != "" && x.Target.Name != "" && x.Actor.Name != x.Target.Name &&
				x.Actor.Name == y.Target.Name && x.Target.Name == y.Actor.Name {
				return true
			}
			if x.Word == y.Word && (otherPerson(x.Target, y.Target) || otherPerson(x.Actor, y.Actor)) {
				return true
			}
		}
	}
	return false
}

// otherPerson reports whether two parties are people whose names have no word in common.
func otherPerson(a, b news.Party) bool {
	if a.Kind != news.Person || b.Kind != news.Person {
		return false
	}
	words := strings.Fields(text.Key(b.Name))
	shared := func(w string) bool { return slices.Contains(words, w) }
	return len(words) > 0 && a.Name != "" && !slices.ContainsFunc(strings.Fields(text.Key(a.Name)), shared)
}

// died reports whether a sentence counts dead or tells a death as having happened.
func died(s news.Sentence) bool {
	return slices.ContainsFunc(s.Figures, func(g news.Figure) bool { return g.Kind == news.Killed }) ||
		slices.ContainsFunc(s.Events, func(e news.EventMention) bool { return deadly(e) && e.Mode == news.Did })
}

func hurt(s news.Sentence, all []news.EventMention) bool {
	return !died(s) && slices.ContainsFunc(s.Figures, func(f news.Figure) bool { return f.Kind == news.Injured }) ||
		slices.ContainsFunc(all, func(e news.EventMention) bool { return english.Incidents.Wounding[e.Word] })
}

// oneHappening reports whether two sentences of two articles tell events of one sort, of one day, at one place: they
// say the same thing in rather different words, or much the same.
func oneHappening(a, b news.Sentence) bool {
	if a.Article == b.Article {
		return false
	}
	for _, x := range acts(a) {
		for _, y := range acts(b) {
			if (ofOneSort(x, y) || bothForce(x, y)) && !contrary(x, y) && oneDay(x, y, a.Time, b.Time) &&
				onePlace(x, y, a, b) {
				return true
			}
		}
	}
	return false
}

// bothForce reports whether two mentions tell an attack, which one outlet calls a strike and another an explosion.
func bothForce(x, y news.EventMention) bool {
	return x.Act == news.ActAssault && y.Act == news.ActAssault && (general(x) || general(y))
}

// general reports whether an attack is told without how it was made.
func general(e news.EventMention) bool {
	return e.Kind == news.Attack || e.Kind == news.Killing || e.Kind == ""
}

// oneDay reports whether two events may be of one day; at is when their articles were published.
func oneDay(x, y news.EventMention, atX, atY time.Time) bool {
	const undated = 30 * time.Hour
	if x.Day == "" || y.Day == "" || !x.Stated && !y.Stated {
		return atX.Sub(atY).Abs() <= undated
	}
	return x.Day <= max(y.Day, y.LastDay) && y.Day <= max(x.Day, x.LastDay) ||
		(!x.Stated || !y.Stated) && atX.Sub(atY).Abs() <= undated
}

// onePlace reports whether two events happened at one town, or, where neither names one, at one place otherwise.
func onePlace(x, y news.EventMention, a, b news.Sentence) bool {
	s, t := scenes(a), scenes(b)
	if len(s) > 0 && len(t) > 0 {
		return near25(s, t)
	}
	if x.Place.Name == "" || y.Place.Name == "" {
		return x.Place.Name == y.Place.Name && sharedName(a, b) > 0
	}
	return text.Key(x.Place.Name) == text.Key(y.Place.Name)
}
