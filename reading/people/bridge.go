package people

import (
	"slices"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/text"
)

// bridge links the subject of a sentence that is only described ("U.S. President Donald Trump's special envoy arrived
// in Moscow") to the one person whom the rest of the document shows in the same company. Whoever is named in the
// sentence or has a role of his own is no candidate, and a clear margin is asked for: who is wrongly given an office is
// worse than who is given none.
func (x *describer) bridge() {
	d := x.d
	for i, tries := 0, 0; i < len(d.Tokens) && tries < mostBridges; {
		j := i
		for j < len(d.Tokens) && d.Tokens[j].Sentence == d.Tokens[i].Sentence {
			j++
		}
		if r, ok := x.subject(i, j); ok {
			tries++
			if e, ok := x.company(i, j); ok {
				x.give(e, r, true)
				x.mention(r, e)
			}
		}
		i = j
	}
}

// mostBridges bounds how often the whole document is searched for a described subject, so that hostile text stays
// linear.
const mostBridges = 4

// subject reads a description with a possessor that begins the sentence [from,to) and that no name follows.
func (x *describer) subject(from, to int) (description, bool) {
	for i := from; i < to && i-from < longestTitle; i++ {
		t := &x.d.Tokens[i]
		if t.Known&gazetteer.Office == 0 || t.Shape != text.Lower || x.used[i] || x.at[i] > 0 {
			continue
		}
		r, ok := x.backwards(i)
		if !ok || r.head != i || r.start > from+1 || !x.possessed(r) {
			return description{}, false
		}
		after := x.d.Near(i, 1)
		if after.Capital() || after.Shape != text.Lower || after.Known&gazetteer.Office != 0 || after.Folded == "of" ||
			after.Folded == "for" {
			return description{}, false
		}
		return r, true
	}
	return description{}, false
}

// Weights of what two sentences share, and the margin by which the best candidate must lead. Set by hand on the kind of
// article where the description and the name stand apart: two shared names, or a name and the same day, make a case.
const (
	sharedName = 2
	sharedWord = 1
	enough     = 4
	margin     = 3
)

// company returns the only person whose sentences share names, days and content words with the sentence [from,to).
func (x *describer) company(from, to int) (entity int, ok bool) {
	here := x.content(from, to)
	inside := make(map[int]bool)
	for i := from; i < to; i++ {
		if x.at[i] > 0 {
			inside[x.l.entity[x.at[i]-1]] = true
		}
	}
	shared := make(map[int]map[string]int)
	for i := 0; i < len(x.d.Tokens); {
		j := i
		for j < len(x.d.Tokens) && x.d.Tokens[j].Sentence == x.d.Tokens[i].Sentence {
			j++
		}
		if i != from {
			x.compare(i, j, here, inside, shared)
		}
		i = j
	}
	best, top, second := -1, 0, 0
	for e := range x.l.out {
		score := 0
		for _, w := range shared[e] {
			score += w
		}
		if score > top {
			best, top, second = e, score, top
		} else if score > second {
			second = score
		}
	}
	return best, top >= enough && top-second >= margin
}

// compare adds to shared what the sentence [from,to) has in common with here, for each candidate in it.
func (x *describer) compare(from, to int, here map[string]int, inside map[int]bool, shared map[int]map[string]int) {
	var candidates []int
	for i := from; i < to; i++ {
		if x.kindAt(i) != news.Person {
			continue
		}
		e := x.l.entity[x.at[i]-1]
		if !inside[e] && len(x.l.out[e].Roles) == 0 && !slices.Contains(candidates, e) {
			candidates = append(candidates, e)
		}
	}
	if len(candidates) == 0 {
		return
	}
	for key := range x.content(from, to) {
		w, ok := here[key]
		if !ok {
			continue
		}
		for _, e := range candidates {
			if shared[e] == nil {
				shared[e] = make(map[string]int)
			}
			shared[e][key] = w
		}
	}
}

// content is what a sentence is about: its names, days and content words, with their weights.
func (x *describer) content(from, to int) map[string]int {
	m := make(map[string]int)
	for i := from; i < to; i++ {
		t := &x.d.Tokens[i]
		switch {
		case x.at[i] > 0:
			m["name "+x.l.out[x.l.entity[x.at[i]-1]].Name] = sharedName
		case t.Known&gazetteer.Calendar != 0 && t.Capital():
			m["day "+t.Folded] = sharedWord
		case t.Shape == text.Lower && len(t.Folded) > 3 && !english.Stop(t.Folded) &&
			t.Known&gazetteer.SpeechVerb == 0:
			m["word "+english.Stem(t.Folded)] = sharedWord
		}
	}
	return m
}
