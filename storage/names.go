package storage

import (
	"strings"

	"sitrep/news"
)

// Names is what storage is told of how people, things and origins are called, because it knows no language itself. The
// zero value is fine: it takes every name as it stands.
type Names struct {
	// Keys returns the keys by which a name is looked up, in any order; nil is the name in lower case.
	Keys func(name string) []string
	// Same reports whether two names may be one entity's: spellings of one name, or a surname and a name that has it.
	// nil is that they are equal.
	Same func(a, b string) bool
	// Fold returns a name as names are compared when an operator corrects who is who; nil is the name in lower case.
	Fold func(name string) string
	// Full reports whether a folded name of an entity of that kind says who is meant, whatever stands beside it: a
	// person's surname alone does not. nil is that every name does.
	Full func(kind news.EntityKind, folded string) bool
	// Fullest returns which of the names, one or more, says most; nil is the first.
	Fullest func(names []string) string
	// Joined reports whether what stands between a title and a name leaves the two together: "Ann Lee, the mayor". nil
	// is that nothing may stand there but space.
	Joined func(between string) bool
	// Offices gathers the roles of an entity by office, the most reported first; nil takes every role for an office.
	Offices func(roles []news.Role) []news.Office
	// Naming says how an origin of that name is named. It is asked for every sentence that is read; nil is the zero
	// Naming.
	Naming func(name string) news.Naming
}

func (n Names) withDefaults() Names {
	if n.Keys == nil {
		n.Keys = func(name string) []string { return []string{strings.ToLower(name)} }
	}
	if n.Same == nil {
		n.Same = strings.EqualFold
	}
	if n.Fold == nil {
		n.Fold = strings.ToLower
	}
	if n.Full == nil {
		n.Full = func(news.EntityKind, string) bool { return true }
	}
	if n.Fullest == nil {
		n.Fullest = func(names []string) string { return names[0] }
	}
	if n.Joined == nil {
		n.Joined = func(between string) bool { return strings.TrimSpace(between) == "" }
	}
	if n.Offices == nil {
		n.Offices = func(roles []news.Role) (out []news.Office) {
			for _, r := range roles {
				out = append(out, news.Office{Role: r})
			}
			return out
		}
	}
	if n.Naming == nil {
		n.Naming = func(string) news.Naming { return news.Naming{} }
	}
	return n
}

// named says of an origin how it and whom it cites are named.
func (d *DB) named(o news.Origin) news.Origin {
	o.Naming = d.options.Names.Naming(o.Name)
	o.Unnamed = o.Kind == news.OriginOutlet && d.options.Names.Naming(o.Citing).Indefinite
	return o
}
