package names

import (
	"cmp"
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/text"
)

// openers makes persons of the surnames that begin a sentence, where the capital says nothing, and that the model
// passed over: "Hargrove threatened air strikes". Such a word is in no table, no cluster has it, as those have every
// usual word, and it does what somebody does.
func (d *Document) openers(names []Name, clusters func(uint64) int) []Name {
	var covered []int
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if !t.First || t.Shape != text.Title || len(t.Folded) < 4 || t.Known != 0 || !d.does(i) || clusters(t.h) != 0 ||
			d.stats[t.h].lower > 0 || english.Stop(t.Folded) || common(t.Folded) {
			continue
		}
		if covered == nil {
			covered = d.cover(names)
		}
		if covered[i] == 0 {
			names = append(names, Name{i, i + 1, news.Person})
		}
	}
	slices.SortFunc(names, func(a, b Name) int { return cmp.Compare(a.Start, b.Start) })
	return names
}

// does reports whether a verb of saying or doing stands behind token i, an auxiliary or an adverb between.
func (d *Document) does(i int) bool {
	verb := d.Near(i, 1)
	if verb.Spaced && verb.Folded != "and" && english.Metonymy.Adverbs[verb.Folded] {
		verb = d.Near(i, 2)
	}
	return verb.Spaced && verb.Shape == text.Lower && (verb.Known&gazetteer.SpeechVerb != 0 ||
		english.Metonymy.Deeds[verb.Folded] || len(verb.Folded) > 4 && strings.HasSuffix(verb.Folded, "ed"))
}

// common reports whether a word ends as a common noun, an adverb or a participle does.
func common(w string) bool {
	return slices.ContainsFunc(english.Names.CommonEnds, func(end string) bool { return strings.HasSuffix(w, end) })
}
