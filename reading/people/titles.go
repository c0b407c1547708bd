package people

import (
	"strings"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/reading/names"
	"sitrep/text"
)

// longestTitle bounds a description, in tokens.
const longestTitle = 14

// titleBefore reads the description that runs up to a name: "White House press secretary Karoline Leavitt".
func (x *describer) titleBefore(n names.Name) (description, bool) {
	return x.backwards(n.Start - 1)
}

// backwards reads the description whose last token is at i.
func (x *describer) backwards(i int) (description, bool) {
	last, suffix := x.titleEnd(i)
	if last < 0 || english.Titles.Links[x.d.Tokens[last].Folded] {
		return description{}, false // "a spokesman for Mr. Putin" describes somebody else
	}
	w := titleWalk{head: -1, linked: -1, office: last - suffix}
	if suffix > 0 {
		if w.office >= 2 && !x.is(w.office, gazetteer.Office) && x.d.Tokens[w.office-1].Folded == "of" {
			w.office -= 2 // "Secretary of State-designate"
		}
		if !x.is(w.office, gazetteer.Office) {
			return description{}, false
		}
	}
	w.start = w.office + 1
	for i := w.office; i >= 0 && last-i < longestTitle && x.d.Tokens[i].Sentence == x.d.Tokens[last].Sentence; i-- {
		switch x.step(&w, i) {
		case broken:
			return description{}, false
		case complete:
			return x.finish(w.start, last+1, w.head)
		}
	}
	return x.finish(w.start, last+1, w.head)
}

// titleWalk is where backwards is: the tokens that it has found so far, -1 for none.
type titleWalk struct {
	head   int // the office that describes
	linked int // a link word that waits for an office to its left
	start  int
	office int // the last token that may be the office
}

// progress is what a token makes of a description that is read backwards.
type progress uint8

const (
	further  progress = iota
	complete          // the description ended behind the token
	broken            // it is none
)

// step takes token i into the description, if it belongs there.
func (x *describer) step(w *titleWalk, i int) progress {
	t := &x.d.Tokens[i]
	office := t.Known&gazetteer.Office != 0 && x.kindAt(i) != news.Person
	switch {
	case office && (w.head < 0 || w.linked >= 0):
		if w.head < 0 && w.linked < 0 && i != w.office {
			return broken // what stands between office and name is no description
		}
		w.head, w.linked, w.start = i, -1, i
	case w.head < 0 && !t.Capital() && !english.Titles.Links[t.Folded] && !english.Titles.Modifiers[t.Folded]:
		return broken
	case english.Titles.Links[t.Folded]:
		return x.link(w, i)
	case t.Folded == "'s":
		if w.head < 0 {
			return broken
		}
	case t.Capital() && t.First && english.Stop(t.Folded):
		return complete
	case t.Capital(), office, english.Titles.Modifiers[t.Folded], t.Folded == "-" && !t.Spaced:
		if w.head >= 0 {
			w.start = i
		}
	default:
		return complete
	}
	return further
}

// link takes the link word at i into the description, if it belongs there.
func (x *describer) link(w *titleWalk, i int) progress {
	switch {
	case w.head < 0:
		w.linked = i
	case !x.compound(i) && !x.institution(i, w.head):
		return complete
	}
	return further
}

// is reports whether the lexicon knows token i as one of the classes.
func (x *describer) is(i int, c gazetteer.Class) bool { return x.d.Tokens[i].Known&c != 0 }

// titleEnd steps over the forms of address between a description and a name ("Gen.", "Mr"), and tells by how many
// tokens "-elect" or "-designate" lengthens the office in front of it.
func (x *describer) titleEnd(i int) (end, suffix int) {
	for i >= 0 && english.Titles.Address[strings.TrimSuffix(x.d.Tokens[i].Folded, ".")] {
		i--
	}
	if i >= 2 && english.Titles.Incoming[x.d.Tokens[i].Folded] && x.d.Tokens[i-1].Folded == "-" &&
		!x.d.Tokens[i].Spaced {
		return i, 2
	}
	return i, 0
}

// compound reports whether the link word at i stands within an office of several words: "commander-in-chief", "editor
// in chief", "envoy-at-large".
func (x *describer) compound(i int) bool {
	before, after := x.d.Near(i, -1), x.d.Near(i, 1)
	if before.Folded == "-" && after.Folded == "-" {
		return !before.Spaced && !after.Spaced
	}
	return after.Folded == "chief" && before.Known&gazetteer.Office != 0
}

// institution reports whether the "of" at i stands inside the name of an institution whose office follows: "Joint
// Chiefs of Staff Chairman", or inside an office that is lengthened by a hyphen: "Secretary of State-nominee".
func (x *describer) institution(i, head int) bool {
	if i == 0 || x.d.Tokens[i].Folded != "of" || !x.d.Tokens[i+1].Capital() {
		return false
	}
	before := &x.d.Tokens[i-1]
	hyphen := head > 0 && x.d.Tokens[head-1].Folded == "-"
	return before.Capital() && x.kindAt(i-1) != news.Person && (hyphen || before.Known&gazetteer.Office == 0)
}

// finish checks and trims the description [start,end).
func (x *describer) finish(start, end, head int) (description, bool) {
	if head < 0 || start >= end {
		return description{}, false
	}
	start = x.trimFront(start, head)
	for end > head+1 && (english.Titles.Links[x.d.Tokens[end-1].Folded] ||
		x.d.Tokens[end-1].Known&(gazetteer.Honorific|gazetteer.Office) == gazetteer.Honorific) {
		end--
	}
	for i := head + 1; i < end; i++ {
		if x.kindAt(i) == news.Person && x.d.At(i+1).Folded != "'s" && !english.Titles.Links[x.d.Tokens[i-1].Folded] &&
			x.is(i-1, gazetteer.Office) {
			return description{}, false // "Senator McCain and Mr." describes McCain
		}
	}
	if x.is(head, gazetteer.Honorific) && end-start == 1 && len(x.d.Tokens[head].Folded) <= 4 {
		return description{}, false // "Gen." is how he is addressed, no office
	}
	return description{start, end, head}, true
}

// trimFront returns where a description that was read from start on begins.
func (x *describer) trimFront(start, head int) int {
	for start < head && x.empty(start) {
		start++
	}
	for start < head && x.stray(start, head) {
		start++
	}
	hyphen := x.d.At(start - 1)
	if start > 1 && !x.d.Tokens[start].Spaced && hyphen.Folded == "-" && !hyphen.Spaced &&
		x.d.Tokens[start-2].Shape != text.Mark {
		start -= 2 // pro-Russian
	}
	return start
}

// empty reports whether token i says nothing at the beginning of a description: an article, a mark, a link word.
func (x *describer) empty(i int) bool {
	t := &x.d.Tokens[i]
	switch t.Folded {
	case "the", "a", "an", "'s":
		return true
	}
	return t.Shape == text.Mark || t.Shape == text.Lower && english.Titles.Links[t.Folded]
}

// stray reports whether the first word of a description is left over from what stands before it: a day, a caption in
// capitals, the adverb that begins the sentence.
func (x *describer) stray(i, head int) bool {
	t := &x.d.Tokens[i]
	if next, ok := english.Titles.Partners[t.Folded]; ok && i+1 <= head && t.Shape == text.Lower {
		return !next[x.d.Tokens[i+1].Folded]
	}
	if t.Known&gazetteer.Calendar != 0 || x.foreign(i, head) {
		return true
	}
	if x.at[i] > 0 || !t.Capital() || english.Titles.Modifiers[t.Folded] {
		return false
	}
	if t.Shape == text.Upper {
		const described = gazetteer.Organisation | gazetteer.OrgHead | gazetteer.CountryWord | gazetteer.Office
		return len(t.Folded) >= 5 && t.Known&described == 0
	}
	return t.First && t.Known == 0 && !strings.HasSuffix(t.Folded, ".")
}

// foreign reports whether the first word of a description belongs to what a lost mark ran into it: a name before a
// country's adjective ("Geneva US Secretary of State"), a person's before an office in capitals.
func (x *describer) foreign(i, head int) bool {
	const nation = gazetteer.Demonym | gazetteer.CountryWord
	t, next := &x.d.Tokens[i], x.d.Near(i, 1)
	if !t.Capital() || i >= head || english.Titles.Modifiers[t.Folded] {
		return false
	}
	if next.Capital() && (next.Known&nation != 0 && t.Known&nation == 0 || t.Known&gazetteer.Outlet != 0 &&
		next.Known&gazetteer.Organisation != 0) {
		return true
	}
	if x.at[i] == 0 || x.kindAt(i) != news.Person || !x.d.Tokens[head].Capital() {
		return false
	}
	n := x.l.names[x.at[i]-1]
	return n.End-n.Start > 1 && n.End <= head && x.d.At(n.End).Folded != "'s"
}
