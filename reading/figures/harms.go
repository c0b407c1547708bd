package figures

import (
	"maps"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// harms are what happens to people, with the words that say so.
type harm struct {
	kind      news.FigureKind
	verb      words.Set     // takes whom it hurts as object, or as subject of the passive
	state     words.Set     // stands behind or with its subject: died, dead, missing
	noun      words.Set     // takes "of N": the death of six
	counter   words.Set     // is itself what is counted: 12 deaths
	condition words.Set     // what those counted have become, unless something worse befell them: 200 hostages
	phrase    words.Phrases // says so in several words behind whom it befell: "treated for burns"
	object    words.Phrases // stands behind those whom another verb has as its object: "sent 25 people to hospital"
}

var harms = func() (all []harm) {
	tolls := english.Tolls
	for _, x := range []struct {
		kind  news.FigureKind
		words text.Harm
	}{
		killed:    {news.Killed, tolls.Killed},
		injured:   {news.Injured, tolls.Injured},
		missing:   {news.Missing, tolls.Missing},
		captured:  {news.Captured, tolls.Captured},
		detained:  {news.Detained, tolls.Detained},
		displaced: {news.Displaced, tolls.Displaced},
		freed:     {news.Freed, tolls.Freed},
	} {
		all = append(all, harm{
			x.kind, words.Of(x.words.Verbs), words.Of(x.words.States), words.Of(x.words.Nouns),
			words.Of(x.words.Counters), words.Of(x.words.Conditions),
			words.PhrasesOf(x.words.Phrases), words.PhrasesOf(x.words.Objects),
		})
	}
	return all
}()

// harmWord are the verbs and states of all harms.
var harmWord = func() words.Set {
	l := words.Set{}
	for _, h := range harms {
		maps.Copy(l, h.verb)
		maps.Copy(l, h.state)
	}
	return l
}()

// The places of the kinds in harms, in the order in which they are looked for.
const (
	killed = iota
	injured
	missing
	captured
	detained
	displaced
	freed
)

// harmVerb are the verbs of all harms.
var harmVerb = func() words.Set {
	l := words.Set{}
	for _, h := range harms {
		maps.Copy(l, h.verb)
	}
	return l
}()

// human reports whether kinds are of people.
func human(kinds []news.FigureKind) bool {
	if len(kinds) == 0 {
		return false
	}
	switch kinds[0] {
	case news.Killed, news.Injured, news.Missing, news.Captured, news.Displaced, news.Detained, news.Freed:
		return true
	}
	return false
}
