// Package gazetteer holds what reading looks names up in: places by name, read in place from a packed table, and a
// lexicon of the words and phrases that names are made of or stand beside.
package gazetteer

import (
	_ "embed" // the tables
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sitrep/text"
	"sitrep/text/lang"
)

// Gazetteer knows places by name: some 135,000 populated places of GeoNames, read in place from the program's own
// bytes, and hand-written tables of countries, regions, waters and of the places of present wars in their news
// spellings. It is safe for concurrent use.
type Gazetteer struct {
	table    table
	listed   map[string][]Candidate // by placeKey
	demonyms map[string]string      // placeKey → country
	stop     map[string]bool        // keys of names that are more often something else
	// keys of listed names that are written with a full stop: "Ala.", and true if only so
	dotted map[string]bool
	postal map[string]Candidate // "AL" and so on, after a comma
	inner  map[string]bool      // words that stand in lower case inside a name: "of", "refugee", "camp"
}

//go:embed data/places.bin.zst
var placeTable []byte

//go:embed data/places_countries.tsv
var countryRows string

//go:embed data/places_listed.tsv
var listedRows string

//go:embed data/places_aliases.tsv
var aliasRows string

//go:embed data/places_stop.txt
var stopWords string

// Open returns the embedded gazetteer. The first call reads the hand-written tables (about two milliseconds);
// the large table is never decoded as a whole.
func Open() *Gazetteer { return open() }

var open = sync.OnceValue(func() *Gazetteer {
	g, err := newGazetteer()
	if err != nil {
		panic(fmt.Sprintf("embedded gazetteer: %v", err)) // a test opens it: cannot happen in a released program
	}
	return g
})

func newGazetteer() (*Gazetteer, error) {
	packed, err := Unpack(placeTable)
	if err != nil {
		return nil, err
	}
	t, err := openTable(string(packed))
	if err != nil {
		return nil, err
	}
	g := &Gazetteer{
		table: t, listed: map[string][]Candidate{}, demonyms: map[string]string{}, stop: map[string]bool{},
		dotted: map[string]bool{}, postal: map[string]Candidate{}, inner: text.WordSet(articles),
	}
	maps.Copy(g.inner, lang.English.Names.Links)
	for _, read := range []struct {
		name, rows string
		fields     int
		row        func([]string) error
	}{
		{"countries", countryRows, 7, g.addCountry},
		{"listed places", listedRows, 8, g.addListed},
		{"aliases", aliasRows, 4, g.addAlias},
		{"stop words", stopWords, 1, g.addStop},
	} {
		if err := eachRow(read.rows, read.fields, read.row); err != nil {
			return nil, fmt.Errorf("%s: %w", read.name, err)
		}
	}
	return g, nil
}

// Lookup returns the places that name may mean, the likeliest without context first. Case, diacritics and punctuation
// do not matter; what does is that the whole name is given.
func (g *Gazetteer) Lookup(name string) []Candidate {
	var buf [64]byte
	return g.LookupKey(string(AppendKey(buf[:0], name)))
}

// LookupKey is Lookup by [Key].
func (g *Gazetteer) LookupKey(key string) []Candidate {
	if len(key) == 0 {
		return nil
	}
	listed := g.listed[key]
	found := g.table.find(key)
	if len(found)+len(listed) == 0 { // the table has Arabic names without their article
		if bare := strings.TrimPrefix(key, "al "); len(bare) < len(key) {
			listed, found = g.listed[bare], g.table.find(bare)
		}
	}
	if len(found) == 0 {
		return listed
	}
	out := make([]Candidate, 0, len(listed)+len(found))
	out = append(out, listed...)
	for _, c := range found {
		if !slices.ContainsFunc(listed, func(l Candidate) bool { return l.GeoNames == c.GeoNames && c.GeoNames != 0 }) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		switch x, y := a.Prior(), b.Prior(); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return out[:min(len(out), maxCandidates)]
}

// Demonym returns the ISO 3166-1 alpha-2 code of the country whose people or adjective word is ("Russian",
// "Ukrainians"), or "".
func (g *Gazetteer) Demonym(word string) string {
	var buf [64]byte
	return g.demonyms[string(AppendKey(buf[:0], word))]
}

// Nations returns the ISO 3166-1 alpha-2 code of every country by its names, its peoples and its adjectives, as they
// are written ("U.S.", "Sudanese").
func Nations() map[string]string {
	out := map[string]string{}
	// A test opens the gazetteer, which reads the same rows.
	_ = eachRow(countryRows, 7, func(f []string) error {
		for name := range strings.SplitSeq(f[4]+"|"+f[5]+"|"+f[6], "|") {
			if name != "" {
				out[name] = f[0]
			}
		}
		return nil
	})
	return out
}

// Common reports whether name, although a place is called so, is more often an ordinary word or a person's name
// ("March", "Reading", "Nice").
func (g *Gazetteer) Common(name string) bool {
	var buf [64]byte
	return g.stop[string(AppendKey(buf[:0], name))]
}

// CommonKey is Common by [Key].
func (g *Gazetteer) CommonKey(key string) bool { return g.stop[key] }

// DemonymKey is Demonym by [Key].
func (g *Gazetteer) DemonymKey(key string) string { return g.demonyms[key] }

// Inner reports whether a word may stand in lower case inside a place's name: "of", "refugee", "camp".
func (g *Gazetteer) Inner(word string) bool { return g.inner[word] }

// Dotted reports whether the name of that key is one that is written with a full stop: "Ala.".
func (g *Gazetteer) Dotted(key string) bool { return g.dotted[key] }

// Postal returns the state of the USA that a postal abbreviation stands for behind a comma: "AL".
func (g *Gazetteer) Postal(abbreviation string) (Candidate, bool) {
	c, ok := g.postal[abbreviation]
	return c, ok
}

// eachRow calls row for every line that is neither empty nor a comment, with exactly n tab-separated fields; trailing
// empty fields may be left out.
func eachRow(rows string, n int, row func([]string) error) error {
	number := 0
	for line := range strings.Lines(rows) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) > n {
			return fmt.Errorf("line %d: %d fields, want %d", number, len(f), n)
		}
		for len(f) < n {
			f = append(f, "")
		}
		if err := row(f); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	return nil
}

// addCountry reads ISO code, GeoNames id, latitude, longitude, name, other names, demonyms.
func (g *Gazetteer) addCountry(f []string) error {
	c := Candidate{Name: f[4], Class: Country, Country: f[0], Listed: true}
	if err := c.place(f[2], f[3], f[1]); err != nil {
		return err
	}
	g.add(c, f[5])
	for d := range strings.SplitSeq(f[6], "|") {
		if d != "" {
			g.demonyms[Key(d)] = c.Country
		}
	}
	return nil
}

var classNames = map[string]PlaceClass{
	"continent": Continent, "region": Region, "county": County, "water": Water, "capital": Capital, "city": City,
	"quarter": Quarter, "site": Site,
}

// addListed reads class, country, first-order division, latitude, longitude, GeoNames id, name, other names.
func (g *Gazetteer) addListed(f []string) error {
	class, ok := classNames[f[0]]
	if !ok {
		return fmt.Errorf("class %q is unknown", f[0])
	}
	c := Candidate{Name: f[6], Class: class, Country: f[1], Admin: f[2], Listed: true}
	if err := c.place(f[3], f[4], f[5]); err != nil {
		return err
	}
	g.adopt(&c, c.Name+"|"+f[7])
	g.add(c, f[7])
	if c.Class == Region && c.Country == "US" && len(c.Admin) == 2 && g.postal[c.Admin].Name == "" {
		g.postal[c.Admin] = c
	}
	return nil
}

// addAlias reads country, a name that the large table has in that country, the name to show and other spellings.
func (g *Gazetteer) addAlias(f []string) error {
	for _, c := range g.table.find(Key(f[1])) { // the most populous first
		if c.Country == f[0] && c.Class >= Capital {
			c.Name, c.Listed = f[2], true
			g.add(c, f[1]+"|"+f[3])
			return nil
		}
	}
	return fmt.Errorf("no place is called %q in %s", f[1], f[0])
}

// articles are those of Arabic as they are spelled inside names.
const articles = `al el ad as ar at az an ash adh ez es ed er the`

func (g *Gazetteer) addStop(f []string) error {
	for w := range strings.FieldsSeq(f[0]) {
		g.stop[Key(strings.ReplaceAll(w, "_", " "))] = true
	}
	return nil
}

// adopt takes population and GeoNames id from the large table, where it has c under one of its names.
func (g *Gazetteer) adopt(c *Candidate, names string) {
	const same = 15                           // kilometres: hand-written positions are rounded, and towns are wide
	if c.Class < Capital || c.Class == Site { // an airport is not the town that it is named after
		return
	}
	for name := range strings.SplitSeq(names, "|") {
		for _, t := range g.table.find(Key(name)) {
			if t.Country != c.Country || t.Class < Capital {
				continue
			}
			if t.GeoNames == c.GeoNames || c.GeoNames == 0 && kilometres(t, *c) < same {
				c.GeoNames, c.Population = t.GeoNames, t.Population
				return
			}
		}
	}
}

func (g *Gazetteer) add(c Candidate, others string) {
	seen := map[string]bool{}
	for name := range strings.SplitSeq(c.Name+"|"+others, "|") {
		for w := range strings.FieldsSeq(name) {
			if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) {
				g.inner[w] = true
			}
		}
		key := Key(name)
		if dot := strings.HasSuffix(name, "."); dot || g.dotted[key] {
			g.dotted[key] = dot && len(g.listed[key]) == 0
		}
		if key != "" && !seen[key] {
			seen[key] = true
			g.listed[key] = append(g.listed[key], c)
		}
	}
}

func (c *Candidate) place(lat, lon, id string) (err error) {
	if c.Lat, err = strconv.ParseFloat(lat, 64); err != nil {
		return err
	}
	if c.Lon, err = strconv.ParseFloat(lon, 64); err != nil {
		return err
	}
	if id != "" {
		c.GeoNames, err = strconv.ParseInt(id, 10, 64)
	}
	return err
}
