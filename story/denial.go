package story

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// Thresholds of a denial and what it denies. The content is repeated, the frame is not; where the act that is denied is
// read, a name beside it is enough.
const (
	deniedAct   = 0.12
	deniedWords = 0.40
)

// denied returns the fact that s denies, 0 if it denies none that is known: one that somebody else states, of another
// side, and that tells the act that s denies. before are the sentences of its article that stand before it.
func denied(s news.Sentence, before []news.Sentence, facts []news.Fact) int64 {
	st, ok := denying(s)
	if !ok {
		return 0
	}
	if at := english.Incidents.TheClaim.FindStringIndex(s.Text); at != nil && !aboutSomething(s.Text[at[1]:]) {
		if f := justBefore(s, facts); f != 0 { // whatever words it uses
			return f
		}
	}
	customary := english.Background.Customary.MatchString(s.Text) // "has consistently denied": not this one
	mine, names, what := weights(s.Terms), namesOf(s, before), acts(s)
	his := english.Incidents.Of.MatchString(s.Text) // its words leave out who it is about
	var best int64
	most := 0.0
	for _, f := range facts {
		for _, o := range f.Sentences {
			like := dot(mine, o.Terms)
			if like < deniedAct && (!his || o.Article == s.Article) || notMeant(s, st, o) { // the cheap question first
				continue
			}
			theirs := acts(o)
			akin, shared := akinActs(what, theirs), sharedTerms(o, names)
			switch {
			case customary && like < same:
				continue
			case akin && shared > 0 && (like >= deniedAct || his && o.Article != s.Article):
				like += 0.2 + 0.1*float64(min(shared, 2))
			case like < deniedWords, !akin && len(what) > 0 && len(theirs) > 0 && like < same:
				continue
			}
			if like > most {
				best, most = f.ID, like
			}
		}
	}
	return best
}

// notMeant reports whether o cannot be what s denies, whatever their words: it denies itself, is of the same side, of
// another place or other people, or blames nobody whose guilt s denies.
func notMeant(s news.Sentence, st news.Statement, o news.Sentence) bool {
	_, also := denying(o)
	return also || o.TakesBack() || oneSide(s, st, o) || elsewhereTold(s, o) || countsOthers(s, o) ||
		english.Incidents.Blame.MatchString(s.Text) && !mentions(o, st.Speaker)
}

// mentions reports whether a sentence speaks of whoever a name is of, in whatever form: Syria, the Syrian government.
// Nobody is blamed by one that does not.
func mentions(s news.Sentence, name string) bool {
	const root = 4 // letters that a name and what is made of it have in common
	folded := text.Fold(s.Text)
	for _, t := range text.Tokens(name) {
		w := text.Fold(t.In(name))
		if t.Word() && !lang.English.Stop(w) && strings.Contains(folded, w[:min(len(w), root)]) {
			return true
		}
	}
	return name == ""
}

// countsOthers reports whether two sentences count people of one kind who cannot be the same: hundreds and eighteen.
func countsOthers(a, b news.Sentence) bool {
	const factor = 2 // tolls of one event rise
	counted := false
	for _, x := range a.Figures {
		for _, y := range b.Figures {
			if x.Kind != y.Kind || !isToll(x) || aside(x) || aside(y) {
				continue
			}
			if x.Low <= factor*y.High && y.Low <= factor*x.High {
				return false
			}
			counted = true
		}
	}
	return counted
}

// undenied are the figures of a sentence but for those that it denies: whoever denies that thirty died gives no toll.
func undenied(s news.Sentence) []news.Figure {
	st, ok := denying(s)
	if !ok || len(s.Figures) == 0 {
		return s.Figures
	}
	return slices.DeleteFunc(slices.Clone(s.Figures), func(f news.Figure) bool {
		return slices.ContainsFunc(st.Content, func(c news.Span) bool { return c.Contains(f.Span()) })
	})
}

// akinActs reports whether one of the first acts may be one of the others.
func akinActs(what, theirs []news.EventMention) bool {
	return slices.ContainsFunc(what, func(x news.EventMention) bool {
		return slices.ContainsFunc(theirs, func(y news.EventMention) bool {
			return ofOneSort(x, y) || bothForce(x, y) || deadly(x) && deadly(y)
		})
	})
}

// sharedTerms is how many of the names a sentence has.
func sharedTerms(s news.Sentence, names map[string]bool) (n int) {
	for _, t := range s.Terms {
		if names[t.Text] {
			n++
		}
	}
	return n
}

// aboutSomething reports whether what follows "denied the reports" says which: "of his death", "that it had fallen".
func aboutSomething(rest string) bool {
	return strings.HasPrefix(rest, " of ") || strings.HasPrefix(rest, " that ") || strings.HasPrefix(rest, " about ") ||
		strings.HasPrefix(rest, " on ")
}

// justBefore returns the fact of the sentence before s in its article, if somebody else states it.
func justBefore(s news.Sentence, facts []news.Fact) int64 {
	for _, f := range facts {
		for _, o := range f.Sentences {
			if o.Article == s.Article && o.URL == s.URL && o.Source == s.Source && o.Position == s.Position-1 &&
				o.Origin.Name != s.Origin.Name && (s.Origin.Party == "" || o.Origin.Party != s.Origin.Party) {
				return f.ID
			}
		}
	}
	return 0
}

// namesOf are the terms of the names that a sentence mentions; for one that speaks of "his death", those of the last
// sentence before it that names a person, too.
func namesOf(s news.Sentence, before []news.Sentence) map[string]bool {
	out := map[string]bool{}
	add := func(s news.Sentence) {
		for _, t := range s.Terms {
			if strings.HasPrefix(t.Text, nameMark) {
				out[t.Text] = true
			}
		}
	}
	add(s)
	if english.Incidents.Of.MatchString(s.Text) {
		for _, b := range slices.Backward(before) {
			if len(b.People) > 0 {
				add(b)
				break
			}
		}
	}
	return out
}

// oneSide reports whether o is the word of whoever denies in s, or of his side: nobody denies himself.
func oneSide(s news.Sentence, st news.Statement, o news.Sentence) bool {
	if s.Origin.Party != "" && s.Origin.Party == o.Origin.Party {
		return true
	}
	other, quoted := governing(o)
	return quoted && other.Speaker != "" && text.Key(other.Speaker) == text.Key(st.Speaker)
}

// elsewhereTold reports whether two sentences name towns that are far from each other.
func elsewhereTold(a, b news.Sentence) bool {
	return len(towns(a)) > 0 && len(towns(b)) > 0 && !sameLocality(a, b)
}

func deadly(e news.EventMention) bool { return e.Kind == news.Killing || e.Kind == news.Death }

// denying returns the statement by which a sentence denies that something is so. Who turns down a proposal or refuses
// something denies nothing.
func denying(s news.Sentence) (news.Statement, bool) {
	words := &english.Incidents
	if words.Denials.MatchString(s.Text) {
		for _, st := range s.Statements {
			if st.Stance == news.Denies {
				return st, true
			}
		}
		if at := words.Denied.FindStringIndex(s.Text); at != nil &&
			!lang.English.Attribution.Refuses(s.Text[at[0]:]) {
			return news.Statement{Speaker: s.Origin.Name, Stance: news.Denies}, true
		}
	}
	return news.Statement{}, false
}
