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

// Presets are the outlets and topics that come with the program.
type Presets struct {
	Sources []Source `toml:"sources"`
	Topics  []Topic  `toml:"topics"`
}

// Catalogue returns the outlets and topics of catalogue.toml. They are shared: change a copy.
func Catalogue() Presets { return catalogue() }

var catalogue = sync.OnceValue(func() (p Presets) {
	d := toml.NewDecoder(strings.NewReader(catalogueFile))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		// The file is part of the program, and a test reads it.
		panic(fmt.Sprintf("catalogue.toml: %v", err))
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
	case len(u.Only) > 0:
		return named(u.Only)
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
