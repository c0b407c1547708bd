package people

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/reading/names"
	"sitrep/text"
)

// Resolve decides which of the stored entities an article's entity is, if any. It merges only what it can give a reason
// for; entities of different kinds are never the same.
//
// A full name of a person must agree in given name and surname, spellings and slips aside. A bare surname belongs to
// the only stored bearer of it, if a common name does not forbid it, and that bearer was in the news within the year
// before at; of several, to the one whom choose finds. nobody is true of a name that says of no one who is meant: it
// makes no person, or each article would breed another one.
func Resolve(local news.Entity, stored []news.Entity, at time.Time) (id int64, ok, nobody bool) {
	var same []news.Entity
	best := none
	for _, s := range stored {
		if s.Kind != local.Kind {
			continue
		}
		switch g := match(local, s); {
		case g > best:
			best, same = g, []news.Entity{s}
		case g == best && g != none:
			same = append(same, s)
		}
	}
	if best == none {
		return 0, false, givenAlone(local)
	}
	if best == surname {
		same = slices.DeleteFunc(same, func(s news.Entity) bool { return !current(s, at) })
	}
	ambiguous := len(same) > 1
	if ambiguous {
		same = choose(local, same)
	}
	if len(same) != 1 {
		return 0, false, best == surname && ambiguous
	}
	return same[0].ID, true, false
}

// Otherwise says of what kind those names are that one article takes for a person's and that articles have told
// more often as a place's or an organisation's: a village is called so everywhere. Nobody with a role is meant.
// stored are ordered by how many articles mention them.
func Otherwise(local news.Entity, stored []news.Entity) (news.Entity, bool) {
	if local.Kind != news.Person || len(local.Roles) > 0 {
		return news.Entity{}, false
	}
	for _, s := range stored {
		if !slices.ContainsFunc(forms(s), func(n string) bool { return wholeKey(n) == wholeKey(local.Name) }) {
			continue
		}
		return s, s.Kind != news.Person
	}
	return news.Entity{}, false
}

// givenAlone reports whether a person is known by nothing but a given name, which too many bear, or by a word with an
// Arabic article, which is a place or a group as often.
func givenAlone(e news.Entity) bool {
	if e.Kind != news.Person || len(e.Roles) > 0 {
		return false
	}
	return !slices.ContainsFunc(forms(e), func(n string) bool {
		k := wholeKey(n)
		if articled(n) && strings.Count(k, " ") == 1 && canonical(k) == k {
			return false
		}
		return strings.Contains(k, " ") || !givenSounds()[names.Sound(k)] || canonical(k) != k
	})
}

// choose narrows several stored entities whose names agree equally with local's: to those with a role in common; else
// to
// the only one in a public office, or the one reported in it last; else to one that towers above the others in how
// often
// its roles were reported; else to the one that, like local, is known by its surname alone.
func choose(local news.Entity, same []news.Entity) []news.Entity {
	if local.Kind != news.Person {
		return same[:1] // the one mentioned most; one name is one thing
	}
	if known := slices.DeleteFunc(slices.Clone(same),
		func(s news.Entity) bool { return !wellKnown(local, s) }); len(known) > 0 {
		same = known[:1]
	}
	var shared, bare, office []news.Entity
	for _, s := range same {
		if shareRole(local, s) {
			shared = append(shared, s)
		}
		if !strings.Contains(wholeKey(s.Name), " ") {
			bare = append(bare, s)
		}
		if inOffice(s) {
			office = append(office, s)
		}
	}
	switch {
	case full(local): // of those with one name the one with the role, else the one mentioned most
		return append(shared, same...)[:1]
	case len(shared) == 1:
		return shared
	case len(shared) > 1:
		same = shared
		office = slices.DeleteFunc(office, func(s news.Entity) bool { return !shareRole(local, s) })
	}
	slices.SortStableFunc(same, func(a, b news.Entity) int { return prominence(b) - prominence(a) })
	switch {
	case len(same) == 1:
		return same
	case len(office) == 1:
		return office
	case prominence(same[0]) >= 10 && prominence(same[0]) >= 5*prominence(same[1]):
		return same[:1]
	}
	return bare
}

// wellKnown reports whether a bare surname is by the lexicon that of the stored bearer: Khamenei is Ali Khamenei,
// until another one is called so in an office.
func wellKnown(local, s news.Entity) bool {
	return slices.ContainsFunc(forms(local), func(n string) bool {
		c := canonicalOf(news.Person, n)
		return c != wholeKey(n) && slices.ContainsFunc(forms(s), func(m string) bool {
			return full(s) && strings.Contains(wholeKey(m), " ") && canonicalOf(news.Person, m) == c
		})
	})
}

// full reports whether a person is known by a given name and a surname.
func full(e news.Entity) bool {
	return slices.ContainsFunc(forms(e), func(n string) bool { return strings.Contains(wholeKey(n), " ") })
}

// inOffice reports whether articles give somebody a public office that was not told as former last.
func inOffice(e news.Entity) bool {
	for _, r := range e.Roles {
		key, former := officeKey(r.Title)
		if former || len(key) == 0 {
			continue
		}
		if head := key[len(key)-1]; english.Titles.Public[head] && !slices.ContainsFunc(english.Titles.Ranks,
			func(rank string) bool { return slices.Contains(strings.Fields(text.Key(r.Title)), rank) }) {
			return true
		}
	}
	return false
}

// prominence is how many articles have reported a role of e.
func prominence(e news.Entity) (n int) {
	for _, r := range e.Roles {
		if !english.Deaths.Words[r.Title] {
			n += r.Count
		}
	}
	return n
}

// agreement is how far two entities' names agree.
type agreement int

const (
	none     agreement = iota
	surname            // one of them is a bare surname, which the other has
	spelling           // full names, spelt differently
	equal              // the same name, letter case and marks aside
)

func match(a, b news.Entity) agreement {
	namesA, namesB := telling(a), telling(b)
	for _, x := range namesA {
		for _, y := range namesB {
			if canonicalOf(a.Kind, x) == canonicalOf(b.Kind, y) && (a.Kind != news.Person || whole(x) && whole(y)) {
				return equal
			}
		}
	}
	if a.Kind != news.Person {
		return none
	}
	g := matchPersons(namesA, namesB)
	if g == none && (shareRole(a, b) || len(a.Roles) == 0 || len(b.Roles) == 0) && anyDropped(namesA, namesB) {
		return spelling
	}
	if g == none && full(a) && !full(b) && (shareRole(a, b) || wellKnown(b, a)) && bareOf(namesA, namesB) {
		return surname // who was known by surname and office alone until now
	}
	return g
}

// anyDropped reports whether one of two people's names is the other's without a first Mohammed.
func anyDropped(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		p := parsePerson(x)
		return slices.ContainsFunc(b, func(y string) bool { return droppedGiven(p, parsePerson(y)) })
	})
}

// whole reports whether a name says by itself which person is meant: it has several words, or is what somebody is
// known by that is no part of the name (Hemedti). A bare surname does not, whoever is known by it.
func whole(name string) bool {
	k := wholeKey(name)
	c := canonical(k)
	if words := strings.Fields(k); len(words) == 2 && arabicArticle[words[0]] && len(parsePerson(name).given) == 0 {
		return c != k && !slices.Contains(strings.Fields(c), words[1]) // al-Awlaki, the father or the son
	}
	return strings.Contains(k, " ") || c != k && !slices.Contains(strings.Fields(c), k)
}

// bareOf reports whether one of the names b is the surname of one of the full names a, and all of b are bare.
func bareOf(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		p := parsePerson(x)
		return len(p.given) > 0 && len(p.last) >= 3 && !slices.ContainsFunc(b, func(y string) bool {
			return parsePerson(y).bare() != p.bare()
		})
	})
}

// telling are the names of an entity by which it may be compared: an acronym that somebody else is better known by
// says nothing beside a name that is written out (the Institute for Science and International Security is an ISIS,
// too).
func telling(e news.Entity) []string {
	all := forms(e)
	if e.Kind != news.Organisation {
		return all
	}
	full := make(map[string]bool)
	for _, n := range all {
		if strings.Contains(n, " ") {
			full[canonical(wholeKey(n))] = true
		}
	}
	if len(full) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(n string) bool {
		whole := wholeKey(n)
		known := acronyms()[whole]
		return gazetteer.Sharers(whole) != nil || !strings.Contains(whole, " ") && strings.Contains(known, " ") &&
			!full[known]
	})
}

func canonicalOf(kind news.EntityKind, name string) string {
	whole := wholeKey(name)
	if kind == news.PlaceKind {
		if c := gazetteer.Open().Lookup(name); len(c) > 0 && c[0].Listed {
			return wholeKey(c[0].Name)
		}
		return whole
	}
	if kind == news.WeaponKind {
		if one, ok := strings.CutSuffix(whole, "s"); ok && gazetteer.Known(one)&gazetteer.Weapon != 0 {
			return one // Javelins
		}
		if vessel, ship, ok := strings.Cut(whole, " "); ok && english.Names.Vessels[vessel] {
			return ship // USS Halsted, and the Halsted
		}
	}
	return canonical(whole)
}

func matchPersons(namesA, namesB []string) agreement {
	var fullA, fullB []personName
	last := make(map[string]bool)
	var bare personName
	for _, n := range namesA {
		p := parsePerson(n)
		if len(p.given) > 0 {
			fullA = append(fullA, p)
		}
		last[p.bare()] = true
		bare.particle = cmp.Or(bare.particle, p.particle)
	}
	shared := false
	for _, n := range namesB {
		p := parsePerson(n)
		if len(p.given) > 0 {
			fullB = append(fullB, p)
		}
		if !bare.surnameOf(p) {
			continue
		}
		shared = shared || last[p.bare()] && len(p.last) >= 3 || p.tail != "" && len(p.given) > 0 && last[p.tail]
	}
	agree := false
	for _, x := range fullA {
		for _, y := range fullB {
			agree = agree || samePerson(x, y)
			if x.last == y.last && sameGiven(x.given[0], y.given[0]) && !sameMiddle(x, y) {
				return none
			}
		}
	}
	if agree {
		return spelling
	}
	if len(fullA) == 0 && shared && !commonSurname(namesA) {
		return surname
	}
	return none
}

// commonSurname reports whether a bare name is one that too many bear to name anybody.
func commonSurname(all []string) bool {
	for _, n := range all {
		k := names.Sound(text.Key(n))
		if whole := wholeKey(n); canonical(whole) != whole {
			continue // Assad, whoever else is called Asad
		}
		if commonSurnames()[k] || givenSounds()[k] {
			return true
		}
	}
	return false
}

var commonSurnames = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for w := range gazetteer.CommonSurnames() {
		m[names.Sound(text.Key(w))] = true
	}
	return m
})

// yearOld is how long after the last report of a role a bare surname still points to its bearer.
const yearOld = 366 * 24 * time.Hour

func current(e news.Entity, at time.Time) bool {
	if len(e.Roles) == 0 || at.IsZero() {
		return true
	}
	for _, r := range e.Roles {
		if r.Last.IsZero() || at.Sub(r.Last) < yearOld {
			return true
		}
	}
	return false
}

// shareRole reports whether two entities have a role in common, by the words of their titles.
func shareRole(a, b news.Entity) bool {
	for _, x := range a.Roles {
		for _, y := range b.Roles {
			if english.Deaths.Words[x.Title] {
				continue // that two are dead makes them not one
			}
			if text.Key(x.Title) == text.Key(y.Title) || overlap(x.Title, y.Title) >= 2 {
				return true
			}
		}
	}
	return false
}

// overlap counts the words that two titles share, function words aside.
func overlap(a, b string) (n int) {
	words := strings.Fields(text.Key(b))
	for w := range strings.FieldsSeq(text.Key(a)) {
		if !english.Stop(w) && slices.Contains(words, w) {
			n++
		}
	}
	return n
}
