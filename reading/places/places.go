// Package places decides which words of a text are toponyms, and which place each of them means.
package places

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/text"
)

// Locate finds the toponyms of body and decides which place each one means. Mentions may be nil; those of places are
// taken as toponyms unless the text speaks against it, those of persons and organisations keep their words from being
// read as places. Country is the ISO code of the outlet's country, a weak hint, or "".
//
// Adjectives and peoples ("Russian") are no places, but they tell which country the text is about. The result is sorted
// and does not overlap. Time and memory are linear in the length of body.
func Locate(g *gazetteer.Gazetteer, body string, mentions []news.Mention, country string) []news.Place {
	if g == nil || body == "" {
		return nil
	}
	d := &placeDocument{
		g: g, body: body, names: map[string]*toponym{},
		tokens: make([]placeToken, 0, len(body)/5+8),
	}
	d.tokenise()
	d.mark(mentions)
	d.findNames()
	d.weigh()
	d.resolve(country)
	return d.places()
}

// rules are those of words in a place's name: full stops belong to abbreviations ("U.S.", "W.Va."), hyphens to nothing.
var rules = text.Rules{
	Clitics: "s", Apostrophes: "'’‘", Stops: text.LetterStops, Inside: []*unicode.RangeTable{unicode.M},
}

// tokenise splits the body into words.
func (d *placeDocument) tokenise() {
	end := 0
	for _, w := range rules.Scan(make([]text.Token, 0, len(d.body)/5+8), d.body, text.Span{End: len(d.body)}) {
		if w.Clitic {
			continue
		}
		r, _ := utf8.DecodeRuneInString(d.body[w.Start:])
		t := placeToken{start: w.Start, end: w.End, capital: unicode.IsUpper(r)}
		if t.capital {
			t.class = gazetteer.Known(strings.ToLower(strings.TrimRight(w.In(d.body), ".")))
		}
		t.first = len(d.tokens) == 0 || startsSentence(d.body[end:w.Start])
		end = w.End
		d.tokens = append(d.tokens, t)
	}
}

// isUpper reports whether s has at least two letters, all of them capital.
func isUpper(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			letters++
		case unicode.IsLetter(r):
			return false
		}
	}
	return letters > 1
}

// startsSentence reports whether the text between two words ends a sentence.
func startsSentence(gap string) bool { return strings.ContainsAny(gap, ".!?\n\"“”:") }

// mark notes for every token the mention that covers it.
func (d *placeDocument) mark(mentions []news.Mention) {
	next := 0
	for i, m := range mentions {
		if m.Nominal || m.Start < 0 || m.End > len(d.body) || m.Start >= m.End {
			continue
		}
		for next < len(d.tokens) && d.tokens[next].end <= m.Start {
			next++
		}
		for j := next; j < len(d.tokens) && d.tokens[j].start < m.End; j++ {
			d.tokens[j].kind, d.tokens[j].mention = m.Kind, i+1
		}
	}
}

// maxPlaceWords is how many words a name may have: "Democratic People's Republic of Korea" has five.
const maxPlaceWords = 7

// findNames collects the sightings: the longest name of the gazetteer from every word that may begin one.
func (d *placeDocument) findNames() {
	d.demonyms = map[string]int{}
	d.tried, d.longestAt = make([]bool, len(d.tokens)), make([]*sighting, len(d.tokens))
	for i := 0; i < len(d.tokens); {
		t := d.tokens[i]
		if !t.capital && !articleBefore(d.word(i)) {
			i++
			continue
		}
		if s := d.longest(i); s != nil && !d.outreached(i, s) {
			if d.street(s) {
				s = &sighting{from: s.from, to: s.to + 1, unknown: true}
			}
			if s.name != nil || s.unknown {
				d.found = append(d.found, s)
			}
			i = s.to
			continue
		}
		if s := d.unlisted(i); s != nil {
			d.found = append(d.found, s)
			i = s.to
			continue
		}
		if c := d.g.Demonym(d.word(i)); c != "" {
			d.demonyms[c]++
		}
		i++
	}
}

// outreached reports whether the name s at token i only begins earlier than a longer one, by an article: "the Gulf" of
// "the Gulf of Aden".
func (d *placeDocument) outreached(i int, s *sighting) bool {
	if i+1 >= len(d.tokens) || !articleBefore(strings.ToLower(d.word(i))) {
		return false
	}
	next := d.longest(i + 1)
	return next != nil && next.to > s.to
}

func articleBefore(w string) bool {
	return w == "al" || w == "el" || w == "ad" || w == "as" || w == "the"
}

// longest returns the longest name of the gazetteer that begins at token i, or nil; a sighting without a name for a
// phrase that is known to be none ("New York Times").
func (d *placeDocument) longest(i int) *sighting {
	if !d.tried[i] {
		d.tried[i], d.longestAt[i] = true, d.findLongest(i)
	}
	return d.longestAt[i]
}

func (d *placeDocument) findLongest(i int) *sighting {
	last := i + 1
	for last < len(d.tokens) && last < i+maxPlaceWords && d.joined(last) &&
		(d.tokens[last].capital || d.g.Inner(d.word(last))) {
		last++
	}
	var buf [gazetteer.MaxKey + 8]byte
	for to := last; to > i; to-- {
		start, end := d.tokens[i].start, d.tokens[to-1].end
		if !d.ends(i, to) || end-start > gazetteer.MaxKey {
			continue
		}
		if to > i+1 && d.word(to-1) == "City" && to < len(d.tokens) && d.tokens[to].capital && d.gap(to) == " " {
			continue // "Dublin City Council"
		}
		key := gazetteer.AppendKey(buf[:0], d.body[start:end])
		if to > i+1 && d.g.CommonKey(string(key)) {
			return &sighting{from: i, to: to}
		}
		if name := d.toponym(key); name != nil && (d.fits(name, start, end) || d.shortPlace(i, to, name)) {
			return &sighting{from: i, to: to, name: name}
		}
	}
	return d.postal(i)
}

// shortPlace reports whether a name of three letters, which might be anything, is a place by the hand-written tables
// and by the name recogniser alike: Gao, Qom.
func (d *placeDocument) shortPlace(i, to int, name *toponym) bool {
	return to == i+1 && len(name.key) == 3 && name.listed() && d.tokens[i].kind == news.PlaceKind &&
		!d.g.CommonKey(name.key) && !d.g.Dotted(name.key)
}

// street reports whether s is only the first part of the name of a street or a water: Wichita Street is not in Wichita.
func (d *placeDocument) street(s *sighting) bool {
	if s.to >= len(d.tokens) || d.gap(s.to) != " " || !d.tokens[s.to].capital {
		return false
	}
	return english.Toponyms.Streets[d.word(s.to)]
}

// postal returns the state of "Paris, TX", or nil.
func (d *placeDocument) postal(i int) *sighting {
	c, ok := d.g.Postal(d.word(i))
	if !ok || i == 0 || d.gap(i) != ", " || !d.tokens[i-1].capital {
		return nil
	}
	t, ok := d.names["postal "+c.Admin]
	if !ok {
		t = &toponym{key: "postal " + c.Admin, candidates: []gazetteer.Candidate{c}, best: -1}
		d.names[t.key] = t
		d.order = append(d.order, t)
	}
	return &sighting{from: i, to: i + 1, name: t}
}

// joined reports whether token i may continue the name that the one before is part of.
func (d *placeDocument) joined(i int) bool {
	switch d.gap(i) {
	case " ", "-", "\u00a0", "\u2011", "'s ", "’s ":
		return true
	case ". ":
		switch d.word(i - 1) {
		case "St", "Ft", "Mt", "Ste", "W", "D", "N", "S":
			return true
		}
	case ", ": // "Washington, D.C."
		return d.word(i-1) == "Washington" && (d.word(i) == "D.C." || d.word(i) == "DC")
	}
	return false
}

// ends reports whether a name may run from token i up to token to: neither begins nor ends with a word that cannot.
func (d *placeDocument) ends(i, to int) bool {
	if to-i == 1 {
		return d.tokens[i].capital
	}
	if d.tokens[i].first && d.tokens[i].class&gazetteer.LinkWord != 0 && !strings.EqualFold(d.word(i), "al") &&
		!strings.EqualFold(d.word(i), "el") {
		return d.word(i) != "In" && d.word(i) != "On" && d.word(i) != "At" && d.word(i) != "As"
	}
	return true
}

// toponym returns the entry of a name, nil if the gazetteer does not have it.
func (d *placeDocument) toponym(key []byte) *toponym {
	if t, ok := d.names[string(key)]; ok {
		return t
	}
	var t *toponym
	name := string(key)
	if c := d.g.LookupKey(name); len(c) > 0 {
		t = &toponym{key: name, candidates: c, best: -1}
		d.order = append(d.order, t)
	}
	d.names[name] = t
	return t
}

// fits reports whether the name stands in the text as a name does. Words of a place's name are capitalised, but for
// links and for what only the hand-written tables have in lower case ("Rafah crossing"); very short ones stand as
// listed.
func (d *placeDocument) fits(t *toponym, start, end int) bool {
	surface := d.body[start:end]
	if strings.HasPrefix(d.body[end:], "$") || strings.HasSuffix(d.body[:start], "$") {
		return false
	}
	if t.listed() {
		if d.g.Dotted(t.key) {
			return strings.HasPrefix(d.body[end:], ".") || strings.HasSuffix(surface, ".")
		}
		return len(t.key) > 3 || isUpper(surface) || strings.Contains(surface, ".")
	}
	if d.g.DemonymKey(t.key) != "" {
		return false // "Somali" is a region of Ethiopia as well
	}
	if len(t.key) < 3 || d.g.CommonKey(t.key) && !strings.Contains(surface, " ") && isUpper(surface) {
		return false
	}
	for i, w := range strings.FieldsFunc(surface, func(r rune) bool { return r == ' ' || r == '-' }) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && (i == 0 && w != "al" && w != "el" ||
			gazetteer.Known(w)&gazetteer.LinkWord == 0 && !articleBefore(w)) {
			return false
		}
	}
	return true
}

// unlisted returns a sighting that no gazetteer has: a place mention, or a phrase with the form of a place's name.
func (d *placeDocument) unlisted(i int) *sighting {
	if t := d.tokens[i]; t.kind == news.PlaceKind && (i == 0 || d.tokens[i-1].mention != t.mention) {
		to := i + 1
		for to < len(d.tokens) && d.tokens[to].mention == t.mention {
			to++
		}
		if !d.holdsName(i+1, to) || english.Toponyms.Forms[d.word(to-1)] {
			return &sighting{from: i, to: to, unknown: true}
		}
		return nil // "Village of Glen Carbon": the name begins later
	}
	to := i
	for to < len(d.tokens) && to < i+4 && d.tokens[to].capital && (to == i || d.gap(to) == " ") {
		if to > i && english.Toponyms.Forms[d.word(to)] && !(d.tokens[i].first && to == i+1 &&
			d.tokens[i].class&(gazetteer.LinkWord|gazetteer.Calendar) != 0) && d.word(i) != "The" {
			return &sighting{from: i, to: to + 1, unknown: true}
		}
		if s := d.longest(to); to > i && s != nil && s.to > to+1 {
			return nil // "Three Eastland County"
		}
		to++
	}
	return nil
}

// holdsName reports whether a name of the gazetteer begins in tokens [from,to).
func (d *placeDocument) holdsName(from, to int) bool {
	for i := from; i < to; i++ {
		if s := d.longest(i); d.tokens[i].capital && s != nil && s.name != nil {
			return true
		}
	}
	return false
}

// extent is how far the chosen place reaches. A town by whose name its province goes, too, may stand for that.
func (d *placeDocument) extent(s *sighting, c gazetteer.Candidate) news.Extent {
	switch {
	case c.Class <= gazetteer.Country:
		return news.Wide
	case c.Class == gazetteer.Region, c.Class == gazetteer.Water:
		return news.Region
	case c.Class == gazetteer.Capital, c.Class == gazetteer.City:
		if slices.ContainsFunc(s.name.candidates, func(o gazetteer.Candidate) bool {
			return o.Class == gazetteer.Region && o.Country == c.Country
		}) {
			return news.Seat
		}
	}
	return ""
}

// places turns the accepted sightings into values.
func (d *placeDocument) places() []news.Place {
	out := make([]news.Place, 0, len(d.found))
	for _, s := range d.found {
		if s.score < accept {
			continue
		}
		start, end := d.tokens[s.from].start, d.tokens[s.to-1].end
		if d.word(s.from) == "the" && s.to > s.from+1 {
			start = d.tokens[s.from+1].start
		}
		if strings.HasPrefix(d.body[end:], ".") && d.abbreviation(s) {
			end++
		}
		p := news.Place{Start: start, End: end, Name: d.body[start:end]}
		if c, ok := s.choice(); ok {
			p.Name, p.Country, p.GeoNames = c.Name, c.Country, c.GeoNames
			p.Point = &news.Point{Lat: c.Lat, Lon: c.Lon}
			p.Extent = d.extent(s, c)
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b news.Place) int { return cmp.Compare(a.Start, b.Start) })
	return out
}
