package people

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/reading/names"
	"sitrep/text"
)

// describe gives the persons of l their roles and returns the nominal mentions: descriptions that stand for a person
// where no name stands beside.
func describe(d *names.Document, l *linker) []news.Mention {
	x := &describer{d: d, l: l, at: make([]int, len(d.Tokens)), used: make([]bool, len(d.Tokens))}
	for i, n := range l.names {
		for j := n.Start; j < n.End; j++ {
			x.at[j] = i + 1
		}
	}
	for i, n := range l.names {
		if n.Kind != news.Person {
			continue
		}
		for _, find := range []func(names.Name) (description, bool){
			x.titleBefore, x.appositionAfter, x.appositionBefore,
		} {
			if r, ok := find(n); ok {
				x.give(l.entity[i], r, false)
			}
		}
	}
	x.definite()
	x.bridge()
	x.deaths()
	return x.nominal
}

// definite links descriptions like "the envoy" to the only person whose role has that office, if that person was named
// before.
func (x *describer) definite() {
	d := x.d
	offices := x.holders()
	seen := make(map[int]bool)
	next := 0
	for i := range d.Tokens {
		for next < len(x.l.names) && x.l.names[next].Start < i {
			seen[x.l.entity[next]] = true
			next++
		}
		t := &d.Tokens[i]
		if t.Folded != "the" || t.Shape == text.Mark {
			continue
		}
		head := i + 1
		for head < len(d.Tokens) && head-i <= 3 && d.Near(i, head-i).Shape == text.Lower &&
			english.Titles.Modifiers[d.Tokens[head].Folded] && d.Near(i, head-i+1).Known&gazetteer.Office != 0 {
			head++
		}
		h := d.Near(i, head-i)
		if h.Known&gazetteer.Office == 0 || h.Shape != text.Lower || x.used[head] || x.at[head] > 0 || x.goesOn(head) {
			continue
		}
		if holders := offices[h.Folded]; len(holders) == 1 && seen[holders[0]] {
			x.mention(description{i, head + 1, head}, holders[0])
		}
	}
}

// holders lists by each word for an office the entities with a role that has it.
func (x *describer) holders() map[string][]int {
	offices := make(map[string][]int)
	for e, ent := range x.l.out {
		for _, r := range ent.Roles {
			for w := range strings.FieldsSeq(text.Fold(r.Title)) {
				if gazetteer.Known(w)&gazetteer.Office != 0 && !slices.Contains(offices[w], e) {
					offices[w] = append(offices[w], e)
				}
			}
		}
	}
	return offices
}

// goesOn reports whether a description goes on behind the office at head, which then says more than "the envoy".
func (x *describer) goesOn(head int) bool {
	after := x.d.Near(head, 1)
	switch after.Folded {
	case "of", "for", "to":
		return true
	case "'s":
		return x.d.Near(head, 2).Known&gazetteer.Office != 0
	}
	return after.Capital() || after.Known&gazetteer.Office != 0
}
