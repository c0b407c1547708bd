package people

import (
	"strings"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/reading/names"
	"sitrep/text"
)

// appositionAfter reads ", [the] description," behind a name.
func (x *describer) appositionAfter(n names.Name) (description, bool) {
	d := x.d
	start, ok := x.appositionStart(n)
	if !ok {
		return description{}, false
	}
	i, head := start, -1
	for ; i < len(d.Tokens) && i-start < longestTitle && d.Tokens[i].Sentence == d.Tokens[n.End-1].Sentence; i++ {
		t := &d.Tokens[i]
		switch {
		case t.Shape == text.Mark && t.Folded != "-" && t.Folded != "'" && t.Folded != "’" && t.Folded != "&":
			if head < 0 || !strings.Contains(",.;:—–)", t.Folded) {
				return description{}, false
			}
			return x.apposition(start, i, head)
		case x.is(i, gazetteer.Office) && (head < 0 || !x.linkedSince(head, i)):
			head = i
		case head < 0 && x.noApposition(i), head >= 0 && x.clause(i):
			return description{}, false
		}
	}
	if head >= 0 && (i == len(d.Tokens) || d.Tokens[i].Sentence != d.Tokens[n.End-1].Sentence) {
		return x.apposition(start, i, head)
	}
	return description{}, false
}

// appositionStart returns the token behind the comma, and behind an age, that follows a name.
func (x *describer) appositionStart(n names.Name) (start int, ok bool) {
	last := n.End - 1
	if x.d.Near(last, 1).Folded != "," {
		return 0, false
	}
	offset := 2
	if x.d.Near(last, 2).Shape == text.Number && x.d.Near(last, 3).Folded == "," {
		offset = 4
	}
	if w := x.d.Near(last, offset); w.Shape == text.Lower && strings.HasSuffix(w.Folded, "ing") &&
		!english.Titles.Modifiers[w.Folded] && w.Known&gazetteer.Office == 0 {
		return 0, false // "…, becoming the president's fourth defence chief" goes on with what he did
	}
	return last + offset, true
}

// noApposition reports whether what begins with token i before any office was seen tells of something else: a
// relative clause, a verb of saying, a function word that no description has.
func (x *describer) noApposition(i int) bool {
	t := &x.d.Tokens[i]
	return t.Folded == "who" || t.Folded == "which" || x.is(i, gazetteer.SpeechVerb) && !x.is(i, gazetteer.Office) ||
		t.Shape == text.Lower && english.Stop(t.Folded) && !english.Titles.Articles[t.Folded] && t.Folded != "'s"
}

// clause reports whether a clause goes on at token i, so that the office before it is no description.
func (x *describer) clause(i int) bool {
	switch f := x.d.Tokens[i].Folded; f {
	case "who", "said", "says", "told":
		return true
	default:
		return english.Titles.Auxiliaries[f]
	}
}

func (x *describer) linkedSince(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if english.Titles.Links[x.d.Tokens[i].Folded] {
			return true
		}
	}
	return false
}

// apposition rejects what is a list of people and not a description of the one before.
func (x *describer) apposition(start, end, head int) (description, bool) {
	for i := start; i < end; i++ {
		if x.at[i] == 0 || x.kindAt(i) != news.Person || i > start && x.at[i-1] == x.at[i] {
			continue
		}
		n := x.l.names[x.at[i]-1]
		after := x.d.At(n.End).Folded
		if after != "'s" && !english.Titles.Links[x.d.At(n.Start-1).Folded] {
			return description{}, false
		}
	}
	return x.finish(start, end, head)
}

// appositionBefore reads "the description, Name," before a name.
func (x *describer) appositionBefore(n names.Name) (description, bool) {
	if x.d.Near(n.Start, -1).Folded != "," || n.Start < 3 {
		return description{}, false
	}
	if after := x.d.Near(n.End-1, 1).Folded; after != "," && after != "." && after != "\x00" {
		return description{}, false
	}
	r, ok := x.backwards(n.Start - 2)
	if !ok || r.head != n.Start-2 {
		return description{}, false
	}
	if before := x.d.Near(r.start, -1).Folded; before != "the" && before != "his" && before != "her" &&
		before != "its" && before != "their" && !x.possessed(r) {
		return description{}, false
	}
	return r, true
}
