package places

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/text/lang"
)

// accept is the score from which a sighting is a toponym. The weights of this file were set by hand on the training
// half of two geoparsing corpora; docs/reading.md has what each group of them gave.
const accept = 1.0

// weigh scores every sighting: first on its own, then by its neighbours and by the other sightings of its name.
func (d *placeDocument) weigh() {
	surnames := d.surnames()
	for i, s := range d.found {
		s.score = d.score(s)
		if s.name != nil && s.to == s.from+1 {
			if titled, known := surnames[s.name.key]; titled || known && !s.certain() {
				s.score -= 3
			}
		}
		if i > 0 {
			d.contain(d.found[i-1], s)
			d.inside(d.found[i-1], s)
		}
	}
	d.spread()
	for _, s := range d.found {
		if s.score >= accept && s.name != nil {
			s.name.times++
			s.name.state = s.name.state || d.subnational(s)
		}
	}
}

// subnational reports whether the word behind a name says that it is no country: those have no governor, and no
// sheriff.
func (d *placeDocument) subnational(s *sighting) bool {
	return s.to < len(d.tokens) && d.gap(s.to) == " " && english.Toponyms.Subnational[strings.ToLower(d.word(s.to))]
}

// certain reports whether the name can hardly be a person's: a country, a region, a continent by a hand-written
// table.
func (s *sighting) certain() bool {
	return s.name != nil && s.name.listed() && s.name.widest() <= gazetteer.Region
}

// score weighs what the name itself and its nearest words say.
func (d *placeDocument) score(s *sighting) float64 {
	x := 0.0
	switch {
	case !s.unknown:
		x = d.nameScore(s)
	case d.tokens[s.from].kind == news.PlaceKind:
		x = -1.2 // what no table has counts only where the text says what it is: "the village of …"
	default: // found by its form
		x = 1.2
	}
	return x + d.mentionScore(s) + d.before(s) + d.after(s)
}

func (d *placeDocument) nameScore(s *sighting) (x float64) {
	t := s.name
	switch class := t.widest(); {
	case t.listed() && class <= gazetteer.Region, class == gazetteer.County:
		x = 2
	case t.listed():
		x = 1.5
	case class == gazetteer.Region:
		x = 0.8
	default:
		switch n := t.population(); {
		case n >= 500_000:
			x = 1.3
		case n >= 100_000:
			x = 1
		case n >= 15_000:
			x = 0.7
		case n >= 5_000:
			x = 0.1
		default:
			x = -0.1
		}
	}
	if s.to-s.from > 1 && !t.listed() {
		x += 0.5
	}
	if d.g.CommonKey(t.key) {
		x -= 1.8
	}
	return x
}

// mentionScore weighs what the name recogniser says. It is heeded against a place and little for one: measured on
// local news, which it was not trained on, its places are less often right than those that the words around them
// show. Inside an organisation's name a place still is one.
func (d *placeDocument) mentionScore(s *sighting) float64 {
	switch d.tokens[s.from].kind {
	case news.PlaceKind:
		return 0.5
	case news.Person:
		return -3
	}
	return 0
}

// before weighs the word before the name.
func (d *placeDocument) before(s *sighting) (x float64) {
	i := s.from - 1
	gap := d.gap(s.from)
	if i < 0 || strings.ContainsAny(gap, "\n") {
		return 0
	}
	word, t := strings.ToLower(d.word(i)), d.tokens[i]
	if word == "the" && i > 0 {
		i--
		word, t = strings.ToLower(d.word(i)), d.tokens[i]
	}
	if strings.TrimSpace(gap) != "" && gap != ". " {
		return 0
	}
	switch {
	case english.Toponyms.Firm[word]:
		return 1.5
	case word == "of" && i > 0 && english.Toponyms.Nouns[strings.ToLower(d.word(i-1))], english.Toponyms.Nouns[word]:
		return 2
	case english.Toponyms.Likely[word]:
		return 0.8
	case d.titled(s.from):
		return -3
	case s.certain() || t.first && t.class&gazetteer.GivenName == 0:
		return 0
	case t.capital && gap == " ":
		if t.class&gazetteer.GivenName != 0 || !s.unknown && d.g.CommonKey(s.name.key) {
			return -2.5
		}
		return -0.9
	}
	return 0
}

// after weighs what follows the name.
func (d *placeDocument) after(s *sighting) float64 {
	if s.to >= len(d.tokens) {
		return 0
	}
	gap, next := d.gap(s.to), d.tokens[s.to]
	switch {
	case d.church(s):
		return -3
	case owns(gap):
		return 0.3
	case dateline(gap):
		return 2
	case gap != " " || !next.capital || next.class&gazetteer.Calendar != 0:
		return 0
	case english.Toponyms.Press[strings.ToLower(d.word(s.to))]:
		return -2.5
	case english.Toponyms.Institutions[strings.ToLower(d.word(s.to))]:
		return 0.7
	case s.certain():
		return 0
	case next.class&(gazetteer.OrgTail|gazetteer.OrgHead) != 0:
		return -0.6
	}
	return -1.2 // "Paris Hilton"
}

// owns reports whether a name ends in the genitive.
func owns(gap string) bool { return strings.HasPrefix(gap, "'s") || strings.HasPrefix(gap, "’s") }

// church reports whether a saint's name in the genitive stands for what is called after the saint: a church, a
// square, a hospital ("in St Peter's before the funeral", "St Mary's Hospital"). A town has the genitive only
// before a noun: "St Petersburg's mayor".
func (d *placeDocument) church(s *sighting) bool {
	if s.name == nil || !strings.HasPrefix(s.name.key, "st ") || s.to >= len(d.tokens) || !owns(d.gap(s.to)) {
		return false
	}
	next := d.word(s.to)
	alone := strings.TrimSpace(strings.TrimLeft(d.gap(s.to), "'’s")) != ""
	return alone || d.tokens[s.to].capital || lang.English.Stop(strings.ToLower(next))
}

// dateline reports whether the text after a name shows that an article or a section begins with it: "KYIV (AP) —".
func dateline(gap string) bool {
	return strings.HasPrefix(gap, " — ") || strings.HasPrefix(gap, " -- ") || strings.HasPrefix(gap, " – ")
}

// contain joins "Moscow, Idaho": wide directly follows s, and one of its places holds one of s's.
func (d *placeDocument) contain(s, wide *sighting) {
	if s.to != wide.from || s.name == nil || wide.name == nil || s.holds && wide.name.widest() >= gazetteer.City {
		return
	}
	if s.name.listed() && s.name.widest() <= gazetteer.Country && wide.name.widest() <= gazetteer.Country {
		return // "the U.S., France and Germany": there is a village called Us in France
	}
	if gap := d.gap(wide.from); gap != ", " && gap != " (" && gap != ". , " && gap != "., " {
		return
	}
	for _, w := range wide.name.candidates {
		if s.name.liesIn(w) {
			wide.holds = true
			s.score += 3
			wide.score += 2
			s.name.within = append(s.name.within, w)
			wide.name.within = append(wide.name.within, w)
			return
		}
	}
}

// inside joins "Masisi in eastern Congo": wide stands behind s and "in", and one of its places holds one of s's.
func (d *placeDocument) inside(s, wide *sighting) {
	if s.to >= wide.from || wide.from-s.to > 3 || s.name == nil || wide.name == nil ||
		s.name.widest() <= gazetteer.Country {
		return
	}
	between := strings.Fields(d.body[d.tokens[s.to-1].end:d.tokens[wide.from].start])
	if len(between) == 0 || between[0] != "in" {
		return
	}
	for _, w := range between[1:] {
		if w != "the" && !english.Toponyms.Firm[w] {
			return
		}
	}
	for _, w := range wide.name.candidates {
		if s.name.liesIn(w) {
			s.score += 1.2
			s.name.within = append(s.name.within, w)
			return
		}
	}
}

// liesIn reports whether one of the places of that name lies in w.
func (t *toponym) liesIn(w gazetteer.Candidate) bool {
	return w.Class <= gazetteer.County && w.Class != gazetteer.Continent &&
		slices.ContainsFunc(t.candidates, w.Contains)
}

// surnames are the single words that stand after a given name or a title somewhere in the text: where one stands
// alone it is that person. The value tells whether it stands after a title, which not even a country's name does.
func (d *placeDocument) surnames() map[string]bool {
	out := map[string]bool{}
	for i := 1; i < len(d.tokens); i++ {
		before, t := d.tokens[i-1], d.tokens[i]
		if !t.capital || !before.capital || t.class&gazetteer.Calendar != 0 {
			continue
		}
		titled := d.titled(i)
		if titled || d.gap(i) == " " && before.class&gazetteer.GivenName != 0 &&
			before.class&(gazetteer.CountryWord|gazetteer.RegionWord) == 0 {
			key := gazetteer.Key(d.word(i))
			out[key] = out[key] || titled
		}
	}
	return out
}

// titled reports whether a title stands right before token i: "Mr. Jordan", "General Kiev".
func (d *placeDocument) titled(i int) bool {
	if i == 0 || !d.tokens[i-1].capital || d.tokens[i-1].class&gazetteer.Honorific == 0 {
		return false
	}
	const abbreviation = 4 // letters; after "the General." a sentence begins
	return d.gap(i) == " " || d.gap(i) == ". " && len(d.word(i-1)) <= abbreviation
}

// spread lets sightings support each other: members of an enumeration, and the same name elsewhere in the text.
func (d *placeDocument) spread() {
	for range 2 {
		for i := 1; i < len(d.found); i++ {
			a, b := d.found[i-1], d.found[i]
			if a.to > b.from || !d.enumerated(a, b) {
				continue
			}
			switch {
			case a.score >= accept && b.score < accept && b.score > -1:
				b.score += 1.2
			case b.score >= accept && a.score < accept && a.score > -1:
				a.score += 1.2
			}
		}
	}
	best := map[*toponym]float64{}
	for _, s := range d.found {
		if s.name != nil {
			best[s.name] = max(best[s.name], s.score)
		}
	}
	for _, s := range d.found {
		if s.name != nil && best[s.name] >= 1.7 && s.score < accept && s.score > -1 {
			s.score += 1.2
		}
	}
}

// enumerated reports whether only a comma or a conjunction stands between a and b.
func (d *placeDocument) enumerated(a, b *sighting) bool {
	between := d.body[d.tokens[a.to-1].end:d.tokens[b.from].start]
	switch strings.TrimSpace(between) {
	case ",", "and", "or", ", and", ", or", "/":
		return true
	}
	return false
}
