package config

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed catalogue.toml
var catalogueFile string

//go:embed conflicts.toml
var conflictsFile string

// Presets are the outlets, topics and conflicts that come with the program.
type Presets struct {
	Sources   []Source   `toml:"sources"`
	Topics    []Topic    `toml:"topics"`
	Parties   []Party    `toml:"parties"`
	Conflicts []Conflict `toml:"conflicts"`
}

// Party is a side of armed conflicts.
type Party struct {
	Name    string   `toml:"name"`
	Country string   `toml:"country"` // ISO 3166-1 alpha-2 of a state
	Names   []string `toml:"names"`   // what else it is called, with its bodies
	People  []string `toml:"people"`  // who speaks for it
}

// Conflict says which parties meet where.
type Conflict struct {
	Name      string   `toml:"name"`
	Topic     string   `toml:"topic"`     // slug of the preset that follows it
	Countries []string `toml:"countries"` // where it is fought, ISO 3166-1 alpha-2
	Words     []string `toml:"words"`     // other names of where it is fought
	Sides     []string `toml:"sides"`     // names of parties
	Backers   []string `toml:"backers"`   // names of parties that arm them, or fight beside them
}

// Catalogue returns what catalogue.toml and conflicts.toml hold. It is shared: change a copy.
func Catalogue() Presets { return catalogue() }

var catalogue = sync.OnceValue(func() (p Presets) {
	for name, file := range map[string]string{"catalogue.toml": catalogueFile, "conflicts.toml": conflictsFile} {
		d := toml.NewDecoder(strings.NewReader(file))
		d.DisallowUnknownFields()
		if err := d.Decode(&p); err != nil {
			// The files are part of the program, and a test reads them.
			panic(fmt.Sprintf("%s: %v", name, err))
		}
	}
	return p
})

// AllSources returns the outlets to be polled: those that c chooses from the catalogue, then its own. An outlet of c
// replaces the one of the same name in the catalogue.
func (c Config) AllSources() []Source {
	var out []Source
	for _, s := range Catalogue().Sources {
		own := slices.ContainsFunc(c.Sources, func(o Source) bool { return fold(o.Name) == fold(s.Name) })
		if !own && c.Catalogue.chooses(s) {
			out = append(out, s)
		}
	}
	return append(out, c.Sources...)
}

func (u CatalogueUse) chooses(s Source) bool {
	named := func(names []string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return fold(n) == fold(s.Name) })
	}
	switch {
	case !u.Use || named(u.Except):
		return false
	case named(u.Only) || named(u.Also):
		return true
	case len(u.Only) > 0 || s.Off:
		return false
	}
	return len(u.Languages) == 0 || slices.Contains(u.Languages, s.Language)
}

// AllTopics returns the topics of the catalogue, then those of c. A topic of c replaces the one of the same slug.
func (c Config) AllTopics() []Topic {
	var out []Topic
	for _, t := range Catalogue().Topics {
		if !slices.ContainsFunc(c.Topics, func(o Topic) bool { return o.Slug == t.Slug }) {
			out = append(out, t)
		}
	}
	return append(out, c.Topics...)
}
