package people

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/reading/names"
	"sitrep/text"
)

// deaths gives persons of whom the text says that they are dead a role that says so, in the text's word: "killed". It
// asks for a plain statement. What is only feared, denied, planned or supposed is none, because a living man who is
// called dead is worse than a dead one who is not.
func (x *describer) deaths() {
	for i, n := range x.l.names {
		if n.Kind != news.Person {
			continue
		}
		at, ok := x.deathBehind(n)
		if !ok {
			at, ok = x.deathBefore(n)
		}
		if ok && x.plain(n, at) {
			x.die(x.l.entity[i], at)
		}
	}
}

// die adds the role of token at to entity e.
func (x *describer) die(e, at int) {
	t := &x.d.Tokens[at]
	ent := &x.l.out[e]
	dead := func(r news.Role) bool { return english.Deaths.Words[r.Title] }
	if len(ent.Roles) < mostAliases && !slices.ContainsFunc(ent.Roles, dead) {
		span := news.Span{Start: t.Start, End: t.End}
		ent.Roles = append(ent.Roles, news.Role{Title: t.Folded, Span: span})
	}
}

// deathBehind finds "Name was killed", "Name, the commander, died", "Name's death".
func (x *describer) deathBehind(n names.Name) (at int, ok bool) {
	d, words := x.d, &english.Deaths
	if x.governed(n) {
		return 0, false
	}
	i := n.End
	if d.At(i).Folded == "'s" {
		noun := d.At(i + 1).Folded
		after := d.At(i + 2).Folded
		return i + 1, words.Nouns[noun] && after != "of" && !words.NounTails[after]
	}
	switch next := d.At(i + 1).Folded; {
	case d.At(i).Folded != ",":
	case d.Near(n.Start, -1).Folded == "," && (words.Passive[next] || words.Died[next]):
		i++ // "the commander, Name, was killed"
	default: // over an apposition or into a relative clause
		for j := i + 1; j < len(d.Tokens) && j-i < longestTitle &&
			d.Tokens[j].Sentence == d.Tokens[n.Start].Sentence; j++ {
			if f := d.Tokens[j].Folded; f == "," || f == "who" {
				i = j + 1
				break
			}
		}
	}
	passive := false
	for range 4 {
		f := d.At(i).Folded
		switch {
		case words.Passive[f]:
			passive = true
		case words.Between[f]:
		case passive && words.Killed[f], words.Died[f]:
			return i, i < len(d.Tokens) && d.Tokens[i].Sentence == d.Tokens[n.Start].Sentence
		default:
			return 0, false
		}
		i++
	}
	return 0, false
}

// governed reports whether a name is no subject: it hangs on a preposition, over an age and a title ("the son of
// 19-year-old Name died").
func (x *describer) governed(n names.Name) bool {
	if x.d.At(n.End).Folded == "'s" { // "at the funeral, Name's death"
		return false
	}
	for i := n.Start - 1; i >= 0 && n.Start-i <= longestTitle; i-- {
		t := &x.d.Tokens[i]
		switch {
		case t.Sentence != x.d.Tokens[n.Start].Sentence, x.at[i] > 0: // the leader of Hamas Name
			return false
		case english.Deaths.Governs[t.Folded]:
			return true
		case t.Capital(), t.Shape == text.Number, t.Folded == "-", english.Titles.Modifiers[t.Folded],
			english.Titles.Articles[t.Folded], x.is(i, gazetteer.Office), english.Deaths.Ages[t.Folded]:
		default:
			return false
		}
	}
	return false
}

// deathBefore finds "killed commander Name", "the killing of Name" and "the late Name".
func (x *describer) deathBefore(n names.Name) (at int, ok bool) {
	d, words := x.d, &english.Deaths
	after := d.At(n.End)
	if after.Folded == "'s" || after.Capital() {
		return 0, false
	}
	goesOn := after.Shape == text.Lower && !english.Stop(after.Folded) // "killed Name supporters"
	of := false
	for i := n.Start - 1; i >= 0 && n.Start-i <= longestTitle &&
		d.Tokens[i].Sentence == d.Tokens[n.Start].Sentence; i-- {
		t := &d.Tokens[i]
		switch before := d.Near(i, -1).Folded; {
		case t.Folded == "late" && (before == "the" || before == "'s"):
			return i, true
		case of && words.Nouns[t.Folded]:
			return i, before != "'s" && !goesOn
		case words.Killed[t.Folded] || t.Folded == "killing":
			return i, !of && !goesOn && !words.Passive[before] && before != "to"
		case t.Folded == "of" && !of:
			of = true
		case t.Folded == "of", t.Capital(), t.Folded == "-", t.Folded == "'s", english.Titles.Articles[t.Folded],
			english.Titles.Modifiers[t.Folded], x.is(i, gazetteer.Office),
			x.is(i+1, gazetteer.Office) && t.Shape == text.Lower && !english.Stop(t.Folded): // militia commander
		default:
			return 0, false
		}
	}
	return 0, false
}

// plain reports whether the sentence of a name says what token at says without doubt.
func (x *describer) plain(n names.Name, at int) bool {
	for i := n.Start; i >= 0 && x.d.Tokens[i].Sentence == x.d.Tokens[n.Start].Sentence; i-- {
		if english.Deaths.Doubts[strings.ToLower(x.d.Tokens[i].Folded)] {
			return false
		}
	}
	for i := n.Start; i < len(x.d.Tokens) && x.d.Tokens[i].Sentence == x.d.Tokens[n.Start].Sentence; i++ {
		if english.Deaths.Doubts[x.d.Tokens[i].Folded] {
			return false
		}
	}
	return at >= 0
}
