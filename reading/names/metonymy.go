package names

import (
	"sitrep/reading/gazetteer"
	"sitrep/text"
)

// Acts reports whether the place n stands for its government: it is the subject of an act or of speech, the party to an
// agreement, or the one who is spoken to.
func (d *Document) Acts(n Name) bool {
	t := &d.Tokens[n.Start]
	if !governs(t) || !governs(&d.Tokens[n.End-1]) {
		return false
	}
	before, after := d.Near(n.Start, -1), d.Near(n.End-1, 1)
	if english.Metonymy.Locatives[before.Folded] {
		return false
	}
	if after.Shape == text.Lower && (after.Known&gazetteer.SpeechVerb != 0 || english.Metonymy.Deeds[after.Folded]) {
		return true
	}
	for k := 1; k <= mostAdverbs && english.Metonymy.Adverbs[d.Near(n.End-1, k).Folded]; k++ {
		if v := d.Near(n.End-1, k+1); v.Known&gazetteer.SpeechVerb != 0 || english.Metonymy.Deeds[v.Folded] {
			return true
		}
	}
	if before.Folded == "and" && d.Near(n.Start, -3).Folded == "between" || before.Folded == "between" {
		return true
	}
	return english.Metonymy.Addressing[before.Folded] &&
		(after.Shape == text.Mark && after.Folded != "-" || english.Metonymy.Behind[after.Folded])
}

// governs reports whether a place of that name can stand for its government. Washington is a state, a city and a man
// first.
func governs(t *Token) bool {
	return t.Known&(gazetteer.CountryWord|gazetteer.CityWord|gazetteer.Seat) != 0 || t.Folded == "washington"
}

// mostAdverbs is how many auxiliaries and adverbs may stand between a place and what it does: "has since repeatedly
// urged".
const mostAdverbs = 3
