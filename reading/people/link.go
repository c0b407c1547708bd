package people

import (
	"cmp"
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/reading/names"
)

// linker decides which names of one document are the same entity's.
type linker struct {
	d      *names.Document
	names  []names.Name
	person []personName // of each name that is a person's
	entity []int        // of each name
	out    []news.Entity
	forms  []map[string]int // of each entity, with how often each was used
	office map[int]bool     // entities named with a public office
}

// link sets the entity of each name and returns the entities in the order of their first name.
func link(d *names.Document, names []names.Name) *linker {
	l := &linker{d: d, names: names, person: make([]personName, len(names)), entity: make([]int, len(names))}
	for i, n := range names {
		l.entity[i] = -1
		if n.Kind == news.Person {
			l.person[i] = parsePerson(d.Text(n))
		}
	}
	l.fullNames()
	l.bareNames()
	l.others()
	l.number()
	return l
}

// fullNames links persons' names that have a given name. Names are compared within their surname's block only.
func (l *linker) fullNames() {
	blocks := make(map[string][]int)
	for i, p := range l.person {
		if len(p.given) == 0 {
			continue
		}
		key := skeleton(p.last)
		if c := canonical(p.whole); c != p.whole {
			key = c
		}
		for _, j := range blocks[key] {
			if samePerson(p, l.person[j]) || droppedGiven(p, l.person[j]) ||
				canonical(p.whole) == canonical(l.person[j].whole) {
				l.entity[i] = l.entity[j]
				break
			}
		}
		if l.entity[i] < 0 {
			l.entity[i] = l.add(news.Person)
			if len(blocks[key]) < widestBlock {
				blocks[key] = append(blocks[key], i)
			}
		}
	}
}

func (l *linker) add(kind news.EntityKind) int {
	l.out = append(l.out, news.Entity{Kind: kind})
	return len(l.out) - 1
}

// bareNames links surnames, and given names that only one person of the document has, to the bearer that was named
// last before them, or else first after.
func (l *linker) bareNames() {
	surnames, givens := l.bearers()
	l.officials()
	loose := make(map[string]int)
	for i, p := range l.person {
		if l.names[i].Kind != news.Person || l.entity[i] >= 0 || p.last == "" {
			continue
		}
		namesakes := surnames[p.last]
		if stem, ok := strings.CutSuffix(p.last, "s"); ok && len(namesakes) == 0 && len(stem) >= 4 {
			namesakes = surnames[stem] // a genitive whose apostrophe was lost
		}
		at := l.nearest(l.likely(namesakes, i), i)
		if at < 0 && len(p.last) >= 6 {
			at = l.nearest(l.slips(surnames, p.last), i)
		}
		if all := givens[p.last]; at < 0 && p.junior == "" && len(namesakes) == 0 && len(all) > 0 && l.oneEntity(all) {
			at = all[0]
		}
		if at >= 0 {
			l.entity[i] = l.entity[at]
			continue
		}
		e, ok := loose[canonical(p.whole)]
		if !ok {
			e = l.add(news.Person)
			loose[canonical(p.whole)] = e
		}
		l.entity[i] = e
	}
}

// likely narrows namesakes to those that name i may mean by what stands around it: "Trump Jr." is no senior, "Mrs.
// Clinton" no man.
func (l *linker) likely(all []int, i int) []int {
	junior := l.person[i].junior
	same := slices.DeleteFunc(slices.Clone(all), func(j int) bool { return l.person[j].junior != junior })
	if len(same) > 0 || junior != "" {
		all = same
	}
	if len(all) < 2 || l.oneEntity(all) {
		return all
	}
	title := strings.TrimSuffix(l.d.Near(l.names[i].Start, -1).Folded, ".")
	if woman := title == "mrs" || title == "ms" || title == "miss"; woman || title == "mr" {
		if fitting := slices.DeleteFunc(slices.Clone(all),
			func(j int) bool { return womensNames()[l.person[j].given[0]] != woman }); len(fitting) > 0 {
			all = fitting
		}
	}
	// Of a family it is the one in office whom the news calls by the surname alone.
	if inOffice := slices.DeleteFunc(slices.Clone(all),
		func(j int) bool { return !l.office[l.entity[j]] }); len(inOffice) > 0 && l.oneEntity(inOffice) {
		return inOffice
	}
	return all
}

// officials notes whose full names stand behind a public office somewhere in the document.
func (l *linker) officials() {
	l.office = make(map[int]bool)
	for i, p := range l.person {
		if len(p.given) > 0 && l.names[i].Kind == news.Person &&
			english.Titles.Public[l.d.Near(l.names[i].Start, -1).Folded] {
			l.office[l.entity[i]] = true
		}
	}
}

// bearers lists the full names by surname and by first given name.
func (l *linker) bearers() (surnames, givens map[string][]int) {
	surnames, givens = make(map[string][]int), make(map[string][]int)
	for i, p := range l.person {
		if len(p.given) == 0 || l.names[i].Kind != news.Person {
			continue
		}
		surnames[p.last] = append(surnames[p.last], i)
		if p.tail != "" {
			surnames[p.tail] = append(surnames[p.tail], i)
		}
		givens[p.given[0]] = append(givens[p.given[0]], i)
	}
	return surnames, givens
}

// slips returns the bearers of the surnames that last may be a slip for.
func (l *linker) slips(surnames map[string][]int, last string) (out []int) {
	if len(surnames) > widestBlock {
		return nil
	}
	for s, at := range surnames {
		if len(s) >= 6 && sameSurname(s, last) {
			out = append(out, at...)
		}
	}
	slices.Sort(out)
	return out
}

// nearest returns the last of the ascending indices before i, else the first after, -1 if there is none.
func (l *linker) nearest(all []int, i int) int {
	if len(all) == 0 {
		return -1
	}
	at, _ := slices.BinarySearch(all, i)
	return all[max(0, at-1)]
}

func (l *linker) oneEntity(all []int) bool {
	for _, i := range all {
		if l.entity[i] != l.entity[all[0]] {
			return false
		}
	}
	return true
}

// others links organisations, places, weapons and units: by their canonical name and by acronyms that the text
// explains.
func (l *linker) others() {
	type key struct {
		kind news.EntityKind
		name string
	}
	byName := make(map[key]int)
	known := make(map[key]string) // canonicalOf, as names come back
	canonicalOf := func(kind news.EntityKind, text string) string {
		c, ok := known[key{kind, text}]
		if !ok {
			c = canonicalOf(kind, text)
			known[key{kind, text}] = c
		}
		return c
	}
	byAcronym := make(map[string]int)
	bearers := make(map[string]string) // of acronyms that several bear, "" if that cannot be told
	for i, n := range l.names {
		if n.Kind == news.Person {
			continue
		}
		text := l.d.Text(n)
		k := key{n.Kind, canonicalOf(n.Kind, text)}
		if cues := gazetteer.Sharers(k.name); cues != nil && n.Kind == news.Organisation {
			name, asked := bearers[k.name]
			if !asked {
				name = likeliest(l.d, cues)
				bearers[k.name] = name
			}
			if name != "" {
				k.name = wholeKey(name)
				if _, known := byName[k]; !known {
					byName[k] = l.add(n.Kind)
					l.out[byName[k]].Aliases = []string{name}
				}
			}
		}
		short := acronym(text)
		e, ok := byName[k]
		if !ok && n.Kind == news.Organisation && short != "" && n.End == n.Start+1 {
			e, ok = byAcronym[short]
		}
		if !ok {
			e = l.add(n.Kind)
		}
		byName[k] = e
		if n.Kind == news.Organisation && short != "" && n.End > n.Start+1 {
			byAcronym[short] = e
		}
		l.entity[i] = e
		l.bracketed(i, func(j int) {
			byName[key{n.Kind, canonicalOf(n.Kind, l.d.Text(l.names[j]))}] = e
		})
	}
}

// likeliest returns whom of those who share an acronym the document speaks of: the only one with cues in it, or the
// one with thrice as many as the next.
func likeliest(d *names.Document, all []gazetteer.Bearer) string {
	best, top, second := "", 0, 0
	for _, b := range all {
		n := 0
		for i := range d.Tokens {
			if b.Cues[d.Tokens[i].Folded] {
				n++
			}
		}
		if n > top {
			best, top, second = b.Name, n, top
		} else {
			second = max(second, n)
		}
	}
	if top == 0 || top < 3*second {
		return ""
	}
	return best
}

// bracketed calls same with the next name if it stands in brackets right behind name i as its short form.
func (l *linker) bracketed(i int, same func(int)) {
	if i+1 >= len(l.names) {
		return
	}
	n, next := l.names[i], l.names[i+1]
	if next.Kind == n.Kind && next.Start == n.End+1 && l.d.Tokens[n.End].Folded == "(" &&
		l.d.At(next.End).Folded == ")" && n.End-n.Start > next.End-next.Start {
		same(i + 1)
	}
}

// number renumbers the entities by their first mention and gives each its name: the fullest form, the most used of
// those.
func (l *linker) number() {
	order := make([]int, len(l.out))
	for i := range order {
		order[i] = -1
	}
	var sorted []news.Entity
	for i, e := range l.entity {
		if order[e] < 0 {
			order[e] = len(sorted)
			sorted = append(sorted, l.out[e])
			l.forms = append(l.forms, make(map[string]int))
		}
		l.entity[i] = order[e]
		l.forms[order[e]][clean(l.d.Text(l.names[i]))]++
	}
	l.out = sorted
	for e := range l.out {
		l.title(e)
	}
}

func (l *linker) title(e int) {
	forms := make([]string, 0, len(l.forms[e]))
	for _, f := range l.out[e].Aliases { // what an acronym stands for
		if _, ok := l.forms[e][f]; !ok {
			l.forms[e][f] = 0
		}
	}
	l.out[e].Aliases = nil
	for f := range l.forms[e] {
		forms = append(forms, f)
	}
	slices.SortFunc(forms, func(a, b string) int {
		full, used := fullness(b, l.out[e].Kind)-fullness(a, l.out[e].Kind), l.forms[e][b]-l.forms[e][a]
		if l.out[e].Kind == news.PlaceKind { // Crimea, not Crimean peninsula
			full, used = used, len(a)-len(b)
		}
		return cmp.Or(full, used, strings.Compare(a, b))
	})
	l.out[e].Name = forms[0]
	for _, f := range forms[1:] {
		if len(l.out[e].Aliases) == mostAliases {
			break
		}
		l.out[e].Aliases = append(l.out[e].Aliases, f)
	}
}

// mostAliases bounds what one document may say of an entity; real ones stay far below.
const mostAliases = 20

// fullness ranks forms of a name: more words, up to the four of the longest usual names; capitals alone are no full
// form.
func fullness(s string, kind news.EntityKind) int {
	words := strings.Fields(s)
	n := min(len(words), 4) * 2
	if kind == news.Person && len(words) > 2 {
		for _, w := range words[1 : len(words)-1] {
			if strings.HasSuffix(w, ".") || len(w) == 1 {
				n -= 2 // Vladimir V. Putin is no fuller than Vladimir Putin
			}
		}
	}
	if kind != news.Person && strings.ToUpper(s) == s {
		n--
	}
	return n
}
