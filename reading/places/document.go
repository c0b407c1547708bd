package places

import (
	"slices"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/text/lang"
)

// english is the language that names are read in.
var english = lang.English

// placeDocument is one text on its way through Locate.
type placeDocument struct {
	g        *gazetteer.Gazetteer
	body     string
	tokens   []placeToken
	found    []*sighting
	names    map[string]*toponym // by key
	order    []*toponym          // as first seen
	demonyms map[string]int      // country → times

	longestAt []*sighting // what longest found, by token
	tried     []bool
}

// placeToken is a word. Full stops belong to it in abbreviations ("U.S."), hyphens and a possessive s do not.
type placeToken struct {
	start, end int
	class      gazetteer.Class
	capital    bool            // begins with a capital letter
	first      bool            // begins a sentence, as far as can be seen
	kind       news.EntityKind // of the mention that covers it, "" if none
	mention    int             // 1 + index of that mention
}

// sighting is a stretch of text that may be a toponym.
type sighting struct {
	from, to int // tokens [from,to)
	name     *toponym
	score    float64
	holds    bool // it is the wider place of another sighting
	unknown  bool // not in the gazetteer; a mention or its form says that it is a place
}

// toponym is a name with what it may mean, one for all its sightings: within a text a name means one place.
type toponym struct {
	key        string
	candidates []gazetteer.Candidate
	weights    []float64 // parallel to candidates, sum 1
	times      int       // accepted sightings
	within     []gazetteer.Candidate
	state      bool // a word beside it says that it is no country
	best       int  // index of the chosen candidate, -1 for none
}

// listed reports whether a hand-written table has the name.
func (t *toponym) listed() bool {
	return slices.ContainsFunc(t.candidates, func(c gazetteer.Candidate) bool { return c.Listed })
}

// widest is the widest class that the name may have.
func (t *toponym) widest() gazetteer.PlaceClass {
	class := gazetteer.Site + 1
	for _, c := range t.candidates {
		class = min(class, c.Class)
	}
	return class
}

func (t *toponym) population() (n int) {
	for _, c := range t.candidates {
		n = max(n, c.Population)
	}
	return n
}

func (d *placeDocument) word(i int) string {
	if i < 0 || i >= len(d.tokens) {
		return ""
	}
	return d.body[d.tokens[i].start:d.tokens[i].end]
}

// gap is the text between token i-1 and token i.
func (d *placeDocument) gap(i int) string {
	switch {
	case len(d.tokens) == 0:
		return ""
	case i <= 0:
		return d.body[:d.tokens[0].start]
	case i >= len(d.tokens):
		return d.body[d.tokens[len(d.tokens)-1].end:]
	}
	return d.body[d.tokens[i-1].end:d.tokens[i].start]
}

// abbreviation reports whether the full stop after s belongs to it: the tables have "Ala.", not "Ala".
func (d *placeDocument) abbreviation(s *sighting) bool {
	if s.name == nil {
		return false
	}
	return d.g.Dotted(s.name.key)
}

// choice is the place that s means.
func (s *sighting) choice() (gazetteer.Candidate, bool) {
	if s.name == nil || s.name.best < 0 {
		return gazetteer.Candidate{}, false
	}
	return s.name.candidates[s.name.best], true
}
