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
	if locative[before.Folded] {
		return false
	}
	if after.Shape == text.Lower && (after.Known&gazetteer.SpeechVerb != 0 || deeds[after.Folded]) {
		return true
	}
	for k := 1; k <= mostAdverbs && adverbs[d.Near(n.End-1, k).Folded]; k++ {
		if v := d.Near(n.End-1, k+1); v.Known&gazetteer.SpeechVerb != 0 || deeds[v.Folded] {
			return true
		}
	}
	if before.Folded == "and" && d.Near(n.Start, -3).Folded == "between" || before.Folded == "between" {
		return true
	}
	return addressing[before.Folded] && (after.Shape == text.Mark && after.Folded != "-" || objectEnds[after.Folded])
}

// governs reports whether a place of that name can stand for its government. Washington is a state, a city and a man
// first.
func governs(t *Token) bool {
	return t.Known&(gazetteer.CountryWord|gazetteer.CityWord|gazetteer.Seat) != 0 || t.Folded == "washington"
}

// mostAdverbs is how many auxiliaries and adverbs may stand between a place and what it does: "has since repeatedly
// urged".
const mostAdverbs = 3

var (
	locative = gazetteer.WordSet("in at near from to into of outside around across over through inside")
	adverbs  = gazetteer.WordSet("also has have had is was were will would could may might again repeatedly later now still " +
		"must should and since already long also been not never flatly")
	deeds = gazetteer.WordSet(`agreed agrees rejected rejects refuses refused seeks sought fears feared launched launches
		struck strikes
		attacked attacks annexed invaded invades sent sends signed signs accepted accepts backed backs supports
		supported
		imposed imposes pushed pushes tried tries needs needed wanted plans planned expects expected hit hits
		retaliated
		responded vetoed votes voted offered offers proposed proposes considers considered seized controls controlled
		fired fires carried deployed deploys insisted insists expelled summoned withdrew withdraws pledged mulls
		prepares ready willing unwilling claims holding`)
	addressing = gazetteer.WordSet(`urged told accused pressed pressured warned asked blamed condemned criticised criticized
		against with pushing
		urging pressing telling warning asking blaming accusing by`)
	objectEnds = gazetteer.WordSet("to of over for on and not that about if in as after before seeking saying demanding " +
		"insisting refusing")
)
