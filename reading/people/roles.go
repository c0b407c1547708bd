package people

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/reading/names"
	"sitrep/text"
	"sitrep/text/lang"
)

// description is a noun phrase with an office in it ("Russian Foreign Minister", "Trump's special envoy").
type description struct {
	start, end int // tokens
	head       int // the office's last token
}

// describer finds who is described as what in one document.
type describer struct {
	d       *names.Document
	l       *linker
	at      []int // for each token 1 + the index of the name that covers it
	used    []bool
	nominal []news.Mention
}

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
		for _, find := range []func(names.Name) (description, bool){x.titleBefore, x.appositionAfter, x.appositionBefore} {
			if r, ok := find(n); ok {
				x.give(l.entity[i], r, false)
			}
		}
	}
	x.definite()
	x.bridge()
	return x.nominal
}

// give adds role r to entity e unless it has it.
func (x *describer) give(e int, r description, inferred bool) {
	for i := r.start; i < r.end; i++ {
		x.used[i] = true
	}
	span := news.Span{Start: x.d.Tokens[r.start].Start, End: x.d.Tokens[r.end-1].End}
	title := span.In(x.d.Body)
	ent := &x.l.out[e]
	for k := range ent.Roles {
		if text.Key(ent.Roles[k].Title) == text.Key(title) {
			return
		}
	}
	if len(ent.Roles) < mostAliases {
		ent.Roles = append(ent.Roles, news.Role{Title: title, Span: span, Inferred: inferred})
	}
}

// longestTitle bounds a description, in tokens.
const longestTitle = 14

// modifiers are lower-case words inside a description.
var modifiers = gazetteer.WordSet(`foreign defence defense deputy vice press special former ex acting prime chief senior top
	national security
	general first second lead interim outgoing incoming then new long-time longtime veteran military army police
	government
	presidential ministry interior finance economy energy health justice trade culture education human rights state
	regional
	local city provincial opposition ruling party political economic legal media communications public relations
	naval navy
	air force intelligence peace nuclear envoy supreme high federal joint executive managing assistant associate
	principal
	founding co leading prominent exiled jailed late self-proclaimed de facto occupation separatist rebel hardline
	far right
	left far-right centre central bank staff affairs policy emergency services emergencies border guard coast
	foreign-policy
	chief-of-staff ousted deposed slain fugitive incumbent embattled disgraced onetime one-time reformist moderate
	white house parliament parliamentary senate house lower upper think tank crisis group aid relief`)

// titleBefore reads the description that runs up to a name: "White House press secretary Karoline Leavitt".
func (x *describer) titleBefore(n names.Name) (description, bool) {
	return x.backwards(n.Start - 1)
}

// backwards reads the description whose last token is at i.
func (x *describer) backwards(i int) (description, bool) {
	i, suffix := x.titleEnd(i)
	if i < 0 || titleLink[x.d.Tokens[i].Folded] { // "a spokesman for Mr. Putin" describes somebody else
		return description{}, false
	}
	last, head := i, -1
	if suffix > 0 {
		last, i = i, i-suffix
		// "Secretary of State-designate"
		if i >= 2 && x.d.Tokens[i].Known&gazetteer.Office == 0 && x.d.Tokens[i-1].Folded == "of" {
			i -= 2
			suffix += 2
		}
		if x.d.Tokens[i].Known&gazetteer.Office == 0 {
			return description{}, false
		}
	}
	linked := -1 // a link word waits for an office to its left
	start := i + 1
	for ; i >= 0 && last-i < longestTitle && x.d.Tokens[i].Sentence == x.d.Tokens[last].Sentence; i-- {
		t := &x.d.Tokens[i]
		office := t.Known&gazetteer.Office != 0 && x.kindAt(i) != news.Person
		switch {
		case office && (head < 0 || linked >= 0):
			if head < 0 && linked < 0 && i != last-suffix {
				return description{}, false // what stands between office and name is no description
			}
			head, linked, start = i, -1, i
		case head < 0 && !t.Capital() && !titleLink[t.Folded] && !modifiers[t.Folded]:
			return description{}, false
		case titleLink[t.Folded]:
			if head >= 0 && !x.institution(i, head) {
				return x.finish(start, last+1, head)
			}
			if head < 0 {
				linked = i
			}
		case t.Folded == "'s":
			if head < 0 {
				return description{}, false
			}
		case t.Capital() && (t.First && lang.English.Stop(t.Folded)):
			return x.finish(start, last+1, head)
		case t.Capital(), office, modifiers[t.Folded], t.Folded == "-" && !t.Spaced:
			if head >= 0 {
				start = i
			}
		default:
			return x.finish(start, last+1, head)
		}
	}
	return x.finish(start, last+1, head)
}

// titleEnd steps over the forms of address between a description and a name ("Gen.", "Mr"), and tells by how many
// tokens "-elect" or "-designate" lengthens the office in front of it.
func (x *describer) titleEnd(i int) (end, suffix int) {
	for i >= 0 && address[strings.TrimSuffix(x.d.Tokens[i].Folded, ".")] {
		i--
	}
	if i >= 2 && incoming[x.d.Tokens[i].Folded] && x.d.Tokens[i-1].Folded == "-" && !x.d.Tokens[i].Spaced {
		return i, 2
	}
	return i, 0
}

var (
	address  = gazetteer.WordSet("mr mrs ms miss dr gen lt col maj sgt capt cmdr adm brig sen rep gov sir")
	incoming = gazetteer.WordSet("elect designate")
)

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

var titleLink = gazetteer.WordSet("of for to at the and in")

// finish checks and trims the description [start,end).
func (x *describer) finish(start, end, head int) (description, bool) {
	if head < 0 || start >= end {
		return description{}, false
	}
	for start < head {
		t := &x.d.Tokens[start]
		if t.Folded != "the" && t.Folded != "a" && t.Folded != "an" && t.Shape != text.Mark &&
			(t.Shape != text.Lower || !titleLink[t.Folded]) && t.Folded != "'s" {
			break
		}
		start++
	}
	for start < head && x.stray(start, head) {
		start++
	}
	if start > 1 && !x.d.Tokens[start].Spaced && x.d.Tokens[start-1].Folded == "-" && !x.d.Tokens[start-1].Spaced &&
		x.d.Tokens[start-2].Shape != text.Mark {
		start -= 2 // pro-Russian
	}
	for end > head+1 && (titleLink[x.d.Tokens[end-1].Folded] ||
		x.d.Tokens[end-1].Known&(gazetteer.Honorific|gazetteer.Office) == gazetteer.Honorific) {
		end--
	}
	for i := head + 1; i < end; i++ {
		if x.kindAt(i) == news.Person && x.d.At(i+1).Folded != "'s" && !titleLink[x.d.Tokens[i-1].Folded] &&
			x.d.Tokens[i-1].Known&gazetteer.Office != 0 {
			return description{}, false // "Senator McCain and Mr." describes McCain
		}
	}
	if x.d.Tokens[head].Known&gazetteer.Honorific != 0 && end-start == 1 && len(x.d.Tokens[head].Folded) <= 4 {
		return description{}, false // "Gen." is how he is addressed, no office
	}
	return description{start, end, head}, true
}

// stray reports whether the first word of a description is left over from what stands before it: a day, a caption in
// capitals, the adverb that begins the sentence.
func (x *describer) stray(i, head int) bool {
	t := &x.d.Tokens[i]
	if next, ok := partners[t.Folded]; ok && i+1 <= head && t.Shape == text.Lower {
		return !next[x.d.Tokens[i+1].Folded]
	}
	if t.Known&gazetteer.Calendar != 0 {
		return true
	}
	if x.at[i] > 0 || !t.Capital() || modifiers[t.Folded] {
		return false
	}
	if t.Shape == text.Upper {
		return len(t.Folded) >= 5 && t.Known&(gazetteer.Organisation|gazetteer.OrgHead|gazetteer.CountryWord|gazetteer.Office) == 0
	}
	return t.First && t.Known == 0 && !strings.HasSuffix(t.Folded, ".")
}

// partners are words that are part of a description only before one of these.
var partners = map[string]map[string]bool{
	"think": gazetteer.WordSet("tank"),
	"press": gazetteer.WordSet("secretary officer office chief aide adviser advisor attache"),
	"group": gazetteer.WordSet("leader chief commander head"),
	"front": gazetteer.WordSet(""),
}

// kindAt is the kind of the name that covers token i, "" if none does.
func (x *describer) kindAt(i int) news.EntityKind {
	if i < 0 || i >= len(x.at) || x.at[i] == 0 {
		return ""
	}
	return x.l.names[x.at[i]-1].Kind
}

// appositionAfter reads ", [the] description," behind a name.
func (x *describer) appositionAfter(n names.Name) (description, bool) {
	d := x.d
	i := n.End
	if d.Near(n.End-1, 1).Folded != "," {
		return description{}, false
	}
	i++
	if d.Near(n.End-1, 2).Shape == text.Number && d.Near(n.End-1, 3).Folded == "," {
		i += 2 // an age
	}
	start, head := i, -1
	if w := d.Near(n.End-1, i-n.End+1); w.Shape == text.Lower && strings.HasSuffix(w.Folded, "ing") &&
		!modifiers[w.Folded] && w.Known&gazetteer.Office == 0 {
		return description{}, false // "…, becoming the president's fourth defence chief" goes on with what he did
	}
	for ; i < len(d.Tokens) && i-start < longestTitle && d.Tokens[i].Sentence == d.Tokens[n.End-1].Sentence; i++ {
		t := &d.Tokens[i]
		switch {
		case t.Shape == text.Mark && t.Folded != "-" && t.Folded != "'" && t.Folded != "’" && t.Folded != "&":
			if head < 0 || !strings.Contains(",.;:—–)", t.Folded) {
				return description{}, false
			}
			return x.apposition(start, i, head)
		case t.Known&gazetteer.Office != 0 && (head < 0 || !x.linkedSince(head, i)):
			head = i
		case head < 0 && (t.Folded == "who" || t.Folded == "which" || t.Known&gazetteer.SpeechVerb != 0 && t.Known&gazetteer.Office == 0 ||
			lang.English.Stop(t.Folded) && !articleLike[t.Folded] && t.Folded != "'s"):
			return description{}, false
		case head >= 0 && (t.Folded == "who" || t.Folded == "said" || t.Folded == "says" || t.Folded == "told" ||
			auxiliary[t.Folded]):
			return description{}, false
		}
	}
	if head >= 0 && (i == len(d.Tokens) || d.Tokens[i].Sentence != d.Tokens[n.End-1].Sentence) {
		return x.apposition(start, i, head)
	}
	return description{}, false
}

var (
	articleLike = gazetteer.WordSet("the a an his her their its one former of")
	auxiliary   = gazetteer.WordSet("is was are were has have had will would could may might can did does")
)

func (x *describer) linkedSince(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if titleLink[x.d.Tokens[i].Folded] {
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
		if after != "'s" && !titleLink[x.d.At(n.Start-1).Folded] {
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

// possessed reports whether the description has a possessor in it.
func (x *describer) possessed(r description) bool { return x.possessor(r) >= 0 }

// possessor returns the token of the last 's in front of the head, -1 if there is none.
func (x *describer) possessor(r description) int {
	for i := r.head; i >= r.start; i-- {
		if f := x.d.Tokens[i].Folded; f == "'s" {
			return i
		}
	}
	return -1
}

// definite links descriptions like "the envoy" to the only person whose role has that office, if that person was named
// before.
func (x *describer) definite() {
	d := x.d
	offices := make(map[string][]int) // office → entities that hold it
	for e, ent := range x.l.out {
		for _, r := range ent.Roles {
			for w := range strings.FieldsSeq(text.Fold(r.Title)) {
				if gazetteer.Lexicon()[w]&gazetteer.Office != 0 && !slices.Contains(offices[w], e) {
					offices[w] = append(offices[w], e)
				}
			}
		}
	}
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
			modifiers[d.Tokens[head].Folded] && d.Near(i, head-i+1).Known&gazetteer.Office != 0 {
			head++
		}
		h := d.Near(i, head-i)
		if h.Known&gazetteer.Office == 0 || h.Shape != text.Lower || x.used[head] || x.at[head] > 0 {
			continue
		}
		if after := d.Near(head, 1); after.Folded == "of" || after.Folded == "for" || after.Folded == "to" ||
			after.Capital() || after.Known&gazetteer.Office != 0 || after.Folded == "'s" && d.Near(head, 2).Known&gazetteer.Office != 0 {
			continue
		}
		holders := offices[h.Folded]
		if len(holders) != 1 || !seen[holders[0]] {
			continue
		}
		x.mention(description{i, head + 1, head}, holders[0])
	}
}

// mention adds a nominal mention of entity e.
func (x *describer) mention(r description, e int) {
	x.nominal = append(x.nominal, news.Mention{
		Start: x.d.Tokens[r.start].Start, End: x.d.Tokens[r.end-1].End, Kind: news.Person,
		Name: x.l.out[e].Name, Entity: e, Nominal: true,
	})
}

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
		case t.Shape == text.Lower && len(t.Folded) > 3 && !lang.English.Stop(t.Folded) && t.Known&gazetteer.SpeechVerb == 0:
			m["word "+lang.English.Stem(t.Folded)] = sharedWord
		}
	}
	return m
}
