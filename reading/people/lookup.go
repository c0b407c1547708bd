package people

import (
	"slices"
	"strings"

	"sitrep/news"
)

// Lookup returns the keys under which [Resolve] needs stored entities in order to decide who e is: fewer than
// [Keys] gives for its names. A full name is not looked up by its surname, whose other bearers it cannot be, but,
// of somebody with a role, by the surname as a whole name; a bare surname by that, the name that it is known for,
// and as a whole name; an organisation not as if it were a person.
func Lookup(e news.Entity) []string {
	var keys []string
	for _, name := range forms(e) {
		keys = append(keys, Keys(name)...)
	}
	useful := "no" // whole names, and the main name of well-known bearers of several
	switch e.Kind {
	case news.Person:
		useful = "nopj"
		if !slices.ContainsFunc(forms(e), func(n string) bool { return len(parsePerson(n).given) > 0 }) {
			useful = "nos"
		} else if len(e.Roles) > 0 { // who was known by the surname alone so far
			for _, n := range forms(e) {
				keys = append(keys, "n:"+parsePerson(n).rawLast)
			}
		}
	case news.Organisation, news.MilitaryUnit, news.WeaponKind:
		useful = "noa"
	}
	keys = slices.DeleteFunc(keys, func(k string) bool { return !strings.Contains(useful, k[:1]) })
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Keys returns the lookup keys of a name: under at least one of them every stored entity must be found that [Resolve]
// may take for the name's bearer. They are prefixed by what they are of: the whole name ("n:"), a person's given name
// and surname ("p:"), all words of a longer name in one ("j:"), a surname ("s:"), an organisation that the lexicon
// knows by several names ("o:"), an acronym
// ("a:").
func Keys(name string) []string {
	whole := wholeKey(name)
	if whole == "" {
		return nil
	}
	keys := []string{"n:" + whole}
	if one := canonicalOf(news.WeaponKind, name); one != whole && one != canonical(whole) {
		keys = append(keys, "n:"+one)
	}
	if known := canonical(whole); known != whole {
		keys = append(keys, "o:"+known)
	} else if acronyms()[whole] != "" {
		keys = append(keys, "o:"+whole)
	}
	if p := parsePerson(name); p.last != "" {
		if len(p.given) > 0 {
			keys = append(keys, "p:"+givenClass(p.given[0])+" "+skeleton(p.last))
			// a genitive whose apostrophe was lost
			if stem, ok := strings.CutSuffix(p.last, "s"); ok && len(stem) >= 4 {
				keys = append(keys, "p:"+givenClass(p.given[0])+" "+skeleton(stem))
			}
			if len(p.given) == 2 && givenClass(p.given[0]) == mohammed() { // who may leave his Mohammed out
				keys = append(keys, "p:"+givenClass(p.given[1])+" "+skeleton(p.last))
			}
		}
		if n := strings.Count(whole, " "); n > 0 && (n > 1 || len(p.last) >= 9) {
			keys = append(keys, "j:"+p.joined)
		}
		keys = append(keys, "s:"+p.last)
		if p.tail != "" {
			keys = append(keys, "s:"+p.tail)
		}
	}
	if a := acronym(name); a != "" {
		keys = append(keys, "a:"+a)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
