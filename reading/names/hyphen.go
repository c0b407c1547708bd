package names

import (
	"cmp"
	"slices"
	"sync"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/text"
)

// hyphenated makes persons of East Asian names whose given name is written in two syllables, the second in lower case,
// which the model takes for the end of the name or for none: Lee Jae-myung, Lai Ching-te, Wellington Koo Li-hsiung.
func (d *Document) hyphenated(names []Name) []Name {
	var covered []int // 1 + index of the name
	for i := 0; i+2 < len(d.Tokens); i++ {
		if !d.twoSyllables(i) {
			continue
		}
		if covered == nil {
			covered = d.cover(names)
		}
		n := Name{i, i + 3, news.Person}
		family := i > 0 && d.family(i, d.Near(i, -1))
		at := covered[i]
		if at == 0 && i > 0 {
			at = covered[i-1]
		}
		switch {
		case family:
			n.Start = i - 1
		case i+3 < len(d.Tokens) && d.Near(i, 3).Capital() && familyFirst()[d.Tokens[i+3].Folded]:
			n.End = i + 4 // Jae-myung Lee
		case at == 0 || names[at-1].Kind != news.Person || names[at-1].End-names[at-1].Start < 2 ||
			names[at-1].End != i+1:
			continue
		}
		if at > 0 && names[at-1].Kind == news.Person {
			n.Start = min(n.Start, names[at-1].Start)
		}
		names = slices.DeleteFunc(names, func(x Name) bool { return x.Start < n.End && n.Start < x.End })
		names = append(names, n)
		covered = nil
	}
	slices.SortFunc(names, func(a, b Name) int { return cmp.Compare(a.Start, b.Start) })
	return names
}

// family reports whether t, before the given name at token i, is a family name: one of the list, or another syllable
// that the lexicon knows nothing of.
func (d *Document) family(i int, t *Token) bool {
	return t.Capital() && d.Tokens[i].Known&gazetteer.NameParticle == 0 && (familyFirst()[t.Folded] ||
		t.Shape == text.Title && t.Known&^gazetteer.GivenName == 0 && syllable(t.Folded) && !english.Stop(t.Folded))
}

// cover returns for each token 1 + the index of the name that holds it, 0 for none.
func (d *Document) cover(names []Name) []int {
	covered := make([]int, len(d.Tokens))
	for k, n := range names {
		for i := n.Start; i < n.End; i++ {
			covered[i] = k + 1
		}
	}
	return covered
}

// twoSyllables reports whether a capitalised syllable begins at token i, and a hyphen joins one in lower case to it.
func (d *Document) twoSyllables(i int) bool {
	hyphen, second := d.Near(i, 1), d.Near(i, 2)
	return hyphen.Folded == "-" && !hyphen.Spaced && !second.Spaced && second.Shape == text.Lower &&
		d.Tokens[i].Capital() && syllable(d.Tokens[i].Folded) && syllable(second.Folded)
}

// syllable reports whether a folded word may be one of a Chinese or Korean name: consonants, vowels, and an ending that
// those languages have. No participle ("led", "backed") and hardly an English noun is one.
func syllable(w string) bool {
	i := 0
	for i < len(w) && !vowel(w[i]) {
		i++
	}
	onset := i
	for i < len(w) && (vowel(w[i]) || w[i] == 'y' && i > onset) {
		i++
	}
	if onset > 3 || i == onset && w != "ng" || i-onset > 3 || len(w) > 6 {
		return false
	}
	switch w[i:] {
	case "", "n", "ng", "m", "l", "k", "p", "t", "r", "h", "b", "ck", "w":
		return true
	}
	return false
}

func vowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }

// familyFirst holds the family names that are written first.
var familyFirst = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for w := range gazetteer.FamilyNamesFirst() {
		m[w] = true
	}
	return m
})
