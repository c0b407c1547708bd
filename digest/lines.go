package digest

import (
	"slices"
	"time"

	"sitrep/news"
	"sitrep/text"
)

// What stands under a headline is of its event. Its words are no proof: an article that tells of one strike mentions
// the last one, and whoever is asked about the talks speaks of the war.

// tellsOf reports whether a sentence tells more of the event that lead tells: nothing in it is of another place, day,
// sort or speaker. event is what is known of the event from all its articles.
func tellsOf(s, lead news.Sentence, event news.Event) bool {
	return oneMatter(s, lead) && !elsewhere(s, lead, event) && !otherDay(s, lead) && !otherSort(s, lead, event) &&
		!otherVoice(s, lead) && !ahead(s, lead)
}

// oneMatter reports whether a sentence tells the act that the lead tells, counts the people that it counts, is said by
// whom it is said by, or says much the same.
func oneMatter(s, lead news.Sentence) bool {
	const alike = 0.3
	if commonAct(acts(s), acts(lead), true) {
		return true
	}
	counts := slices.ContainsFunc(s.Figures, func(f news.Figure) bool {
		return human(f.Kind) && !f.Recalled &&
			slices.ContainsFunc(lead.Figures, func(g news.Figure) bool { return f.Kind == g.Kind })
	})
	if a := speaker(s); counts || a != "" && text.Key(a) == text.Key(speaker(lead)) {
		return true
	}
	return similarity(s.Terms, lead.Terms) >= alike
}

// acts are the mentions of a sentence that tell more than that somebody spoke.
func acts(s news.Sentence) (out []news.EventMention) {
	for _, e := range s.Events {
		if !e.Kind.Spoken() && (e.Kind != "" || e.Act != "") {
			out = append(out, e)
		}
	}
	return out
}

// commonAct reports whether two sentences tell an act of one sort; attacks are one where force says so.
func commonAct(a, b []news.EventMention, force bool) bool {
	return slices.ContainsFunc(a, func(x news.EventMention) bool {
		return slices.ContainsFunc(b, func(y news.EventMention) bool {
			return x.Word == y.Word || x.Kind != "" && x.Kind == y.Kind ||
				x.Opposition != "" && x.Opposition == y.Opposition ||
				force && x.Group() == "force" && y.Group() == "force"
		})
	})
}

// another reports whether what two articles lead with cannot be one event, however alike the articles are: they name
// towns that are far from each other, or days that do not meet, two say two things, or two sides tell two acts.
func another(a, b news.Sentence) bool {
	if farApart(a, b) {
		return true
	}
	if otherDay(a, b) || otherDay(b, a) {
		return true
	}
	if x, y := a.Origin.Party, b.Origin.Party; x != "" && y != "" && x != y &&
		(!commonAct(acts(a), acts(b), false) || len(towns(a)) == 0 || len(towns(b)) == 0) {
		return true // each tells its own
	}
	return a.ReactsTo(b) || b.ReactsTo(a) || len(acts(a)) == 0 && otherVoice(a, b)
}

// elsewhere reports whether both name towns, and the sentence none near those of the lead, or none of the event's.
func elsewhere(s, lead news.Sentence, event news.Event) bool {
	mine, theirs := towns(s), towns(lead)
	if len(mine) == 0 {
		return false
	}
	if len(theirs) > 0 {
		return !meet(mine, theirs)
	}
	return len(event.Towns) > 0 && !slices.ContainsFunc(mine, func(p news.Place) bool {
		return slices.Contains(event.Towns, text.Key(p.Name))
	})
}

// towns are the places of a sentence that are no larger than a district.
func towns(s news.Sentence) (out []news.Place) {
	for _, p := range s.Places {
		if p.Point != nil && p.Extent != news.Wide && p.Extent != news.Region {
			out = append(out, p)
		}
	}
	return out
}

// farApart reports whether two sentences name places of which none may be one of the other's: towns where both name
// some, else, and where a town's name may be its province's, whatever is less than a country. A town whose name stands
// in another country, too, is read there now and then; the province beside it is what they share.
func farApart(a, b news.Sentence) bool {
	x, y := towns(a), towns(b)
	seat := func(p news.Place) bool { return p.Extent == news.Seat }
	if len(x) == 0 || len(y) == 0 || slices.ContainsFunc(x, seat) || slices.ContainsFunc(y, seat) {
		x, y = lessThanCountry(a), lessThanCountry(b)
	}
	return len(x) > 0 && len(y) > 0 && !meet(x, y)
}

// lessThanCountry are the towns and provinces of a sentence. A place that no gazetteer knows is small enough.
func lessThanCountry(s news.Sentence) (out []news.Place) {
	for _, p := range s.Places {
		if p.Point == nil || p.Extent != news.Wide {
			out = append(out, p)
		}
	}
	return out
}

// meet reports whether one of the places may be one of the others.
func meet(a, b []news.Place) bool {
	return slices.ContainsFunc(a, func(p news.Place) bool {
		return slices.ContainsFunc(b, func(q news.Place) bool { return p.Near(q) })
	})
}

// otherCountry reports whether the places of two sentences lie in countries of which they have none in common.
func otherCountry(a, b news.Sentence) bool {
	x, y := countries(a), countries(b)
	return len(x) > 0 && len(y) > 0 && !agree(x, y)
}

func countries(s news.Sentence) (out []string) {
	for _, p := range s.Places {
		if p.Country != "" {
			out = append(out, p.Country)
		}
	}
	return out
}

// otherDay reports whether all that a sentence dates lies before what the lead tells.
func otherDay(s, lead news.Sentence) bool {
	const fresh = 36 * time.Hour
	since := lead.Time.Add(-fresh).Format(time.DateOnly)
	for _, e := range lead.Events {
		if e.Stated && e.Day < since {
			since = e.Day
		}
	}
	dated := false
	for _, e := range s.Events {
		if e.Stated && e.Day != "" {
			if max(e.Day, e.LastDay) >= since {
				return false
			}
			dated = true
		}
	}
	return dated
}

// otherSort reports whether a sentence tells things of sorts of which the lead and the event have none.
func otherSort(s, lead news.Sentence, event news.Event) bool {
	mine := groups(s)
	theirs := groups(lead)
	if len(mine) == 0 {
		return false
	}
	theirs = append(theirs, event.Kinds...)
	return !slices.ContainsFunc(mine, func(g string) bool { return slices.Contains(theirs, g) })
}

func groups(s news.Sentence) (out []string) {
	for _, e := range s.Events {
		if g := e.Group(); g != "" {
			out = append(out, g)
		}
	}
	return out
}

// otherVoice reports whether the lead is what somebody says, no act, and the sentence what somebody else says.
func otherVoice(s, lead news.Sentence) bool {
	if len(acts(lead)) > 0 {
		return false
	}
	a, b := speaker(s), speaker(lead)
	return a != "" && b != "" && text.Key(a) != text.Key(b)
}

// speaker is who says most of what a sentence says, "" if nobody is named.
func speaker(s news.Sentence) string {
	for _, st := range s.Statements {
		if st.Speaker != "" && !pronoun(st.Speaker) && !st.Anonymous {
			return st.Speaker
		}
	}
	return ""
}

// ahead reports whether a sentence tells only what is yet to come where the lead tells what happened: "may sign within
// a day" under "signed" would read as what comes next.
func ahead(s, lead news.Sentence) bool {
	if foresaw.MatchString(lead.Text) {
		return false
	}
	if foresaw.MatchString(s.Text) {
		return true
	}
	mine := acts(s)
	return len(mine) > 0 && !slices.ContainsFunc(mine, func(e news.EventMention) bool {
		return e.Mode != news.Will && e.Mode != news.May
	}) && slices.ContainsFunc(acts(lead), func(e news.EventMention) bool { return e.Mode == news.Did })
}
