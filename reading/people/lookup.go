package people

import (
	"slices"
	"strings"

	"sitrep/news"
)

// Lookup returns the keys under which [Resolve] needs stored entities in order to decide who e is: fewer than [Keys]
// gives for its names. A full name is not looked up by its surname, whose other bearers it cannot be; a bare surname by
// nothing else; an organisation not as if it were a person.
func Lookup(e news.Entity) []string {
	var keys []string
	for _, name := range forms(e) {
		keys = append(keys, Keys(name)...)
	}
	useful := "no" // whole names, and the main name of well-known bearers of several
	switch e.Kind {
	case news.Person:
		useful = "np"
		if !slices.ContainsFunc(forms(e), func(n string) bool { return len(parsePerson(n).given) > 0 }) {
			useful = "s"
		}
	case news.Organisation, news.MilitaryUnit, news.WeaponKind:
		useful = "noa"
	}
	keys = slices.DeleteFunc(keys, func(k string) bool { return !strings.Contains(useful, k[:1]) })
	slices.Sort(keys)
	return slices.Compact(keys)
}
