package names

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/text"
)

// Name is a name found in a text, before it is known whose it is.
type Name struct {
	Start, End int // tokens
	Kind       news.EntityKind
}

// names turns labels into names.
func (d *Document) names(labels []uint8) (out []Name) {
	for i := 0; i < len(labels); i++ {
		if labels[i] == noName {
			continue
		}
		j := i + 1
		for j < len(labels) && !follows(int(labels[j-1]), noName) {
			j++
		}
		out = append(out, Name{i, j, kinds[(labels[i]-1)/4]})
		i = j - 1
	}
	return out
}

// Recognise finds the names of a text: persons, organisations, places, weapons, units, in the order of the text and
// without overlap. The sentences are those of [text.Sentences].
func (r *Model) Recognise(body string, sentences []news.Span) (*Document, []Name) {
	d := newDocument(body, sentences)
	if len(d.Tokens) == 0 {
		return d, nil
	}
	names := d.withLexicon(d.hyphenated(d.openers(d.names(r.label(d)), r.clusters.of)))
	names = d.sound(d.splitGenitives(names))
	names = d.whereNotWho(d.groupsNotPersons(d.placesNotPersons(names)))
	names = d.again(d.surnamesNotPlaces(d.shipsNotPersons(names)))
	d.dropTitles(names)
	return d, names
}

// Text is the name as it stands in the text.
func (d *Document) Text(n Name) string {
	return d.Body[d.Tokens[n.Start].Start:d.Tokens[n.End-1].End]
}

// withLexicon corrects the model where the lexicon knows better: institutions that it took for places or missed,
// weapons, numbered units.
func (d *Document) withLexicon(names []Name) []Name {
	covered := make([]int, len(d.Tokens)) // 1 + index of the name
	for i, n := range names {
		for j := n.Start; j < n.End; j++ {
			covered[j] = i + 1
		}
	}
	var added []Name
	for i := 0; i < len(d.Tokens); i++ {
		n, ok := d.lexical(i)
		if !ok {
			continue
		}
		at := covered[n.Start]
		switch {
		case at > 0 && names[at-1].Start == n.Start && names[at-1].End == n.End:
			names[at-1].Kind = n.Kind
		case d.free(covered, names, n):
			for j := n.Start; j < n.End; j++ {
				if k := covered[j]; k > 0 {
					names[k-1].End = names[k-1].Start // swallowed
				}
			}
			added = append(added, n)
		}
		i = n.End - 1
	}
	names = append(slices.DeleteFunc(names, func(n Name) bool { return n.End <= n.Start }), added...)
	slices.SortFunc(names, func(a, b Name) int { return cmp.Compare(a.Start, b.Start) })
	return names
}

// sound leaves out what is no name, and cuts those apart that lost punctuation has run together: "James Mattis James
// Norman MattisFormer Mattis", as captions give it.
func (d *Document) sound(names []Name) []Name {
	out := make([]Name, 0, len(names))
	for _, n := range names {
		if n.End-n.Start == 1 && english.Names.Never[d.Tokens[n.Start].Folded] || d.rank(n) {
			continue
		}
		n = d.withoutCountry(n)
		if n.Kind != news.Person || n.End-n.Start < 2 {
			out = append(out, n)
			continue
		}
		from := n.Start
		seen := map[uint64]bool{}
		for i := n.Start; i < n.End; i++ {
			t := &d.Tokens[i]
			if !t.Capital() || len(t.Folded) < 4 {
				continue
			}
			if seen[t.h] && i > from && d.Tokens[i-1].Folded != "-" {
				out = append(out, Name{from, i, n.Kind})
				from = i
				clear(seen)
			}
			seen[t.h] = true
			if i > from && d.glued(i) { // ends the name; what it ran into is none
				from = n.End
				break
			}
		}
		if from < n.End {
			out = append(out, Name{from, n.End, n.Kind})
		}
	}
	return out
}

// rank reports whether a name is nothing but how somebody is addressed whose name follows: "Rear Adm".
func (d *Document) rank(n Name) bool {
	if n.Kind != news.Person || !d.addresses(n.End-1) {
		return false
	}
	for i := n.Start; i < n.End-1; i++ {
		if t := &d.Tokens[i]; !d.addresses(i) && !english.Titles.Modifiers[t.Folded] && t.Folded != "." {
			return false
		}
	}
	after := d.Near(n.End-1, 1)
	return after.Capital() || after.Folded == "." && d.Near(n.End-1, 2).Capital()
}

// withoutCountry takes a country whose apostrophe was lost off the front of a person's name: "Syrias Bashar
// al-Assad".
func (d *Document) withoutCountry(n Name) Name {
	country, genitive := strings.CutSuffix(d.Tokens[n.Start].Folded, "s")
	if n.Kind == news.Person && n.End-n.Start > 1 && genitive && len(country) > 3 &&
		gazetteer.Known(country)&gazetteer.CountryWord != 0 && d.Tokens[n.Start].Known&gazetteer.GivenName == 0 {
		n.Start++
	}
	return n
}

// placesNotPersons makes places of what the hand-written tables have in several words (Bint Jbeil is nobody), and
// of what begins or ends as only places do: Jisr al-Shughur, Mallah Farms.
func (d *Document) placesNotPersons(names []Name) []Name {
	for i := range names {
		n := &names[i]
		if n.Kind != news.Person {
			continue
		}
		if before := d.Near(n.Start, -1); before.Known&gazetteer.Honorific != 0 && before.Capital() {
			if c := gazetteer.Open().Lookup(d.Body[before.Start:d.Tokens[n.End-1].End]); len(c) > 0 && c[0].Listed {
				n.Start, n.Kind = n.Start-1, news.PlaceKind // Sheikh Jarrah
				continue
			}
		}
		if n.End-n.Start < 2 || titles(d.Near(n.Start, -1)) {
			continue
		}
		first, last := d.bare(*n), d.Tokens[n.End-1].Folded
		c := gazetteer.Open().Lookup(d.Text(*n))
		if len(c) > 0 && c[0].Listed || english.Names.GroundTails[last] ||
			english.Names.Grounds[first.Folded] && first.Known&gazetteer.GivenName == 0 {
			n.Kind = news.PlaceKind
		}
	}
	return names
}

// groupsNotPersons makes organisations of armed groups whose names look like a person's to the model: Kataib Sayyid
// al Shuhada.
func (d *Document) groupsNotPersons(names []Name) []Name {
	for i := range names {
		n := &names[i]
		if n.Kind != news.Person || titles(d.Near(n.Start, -1)) {
			continue
		}
		head := d.bare(*n)
		begins := n.End-n.Start >= 2 && english.Names.Groups[head.Folded] && (head.Known&gazetteer.GivenName == 0 ||
			d.Tokens[n.Start+1].Folded == "al")
		last := d.Tokens[n.End-1].Folded
		if begins || n.End-n.Start >= 2 && english.Names.GroupTails[last] ||
			english.Names.Bodies[strings.TrimSuffix(text.Key(d.Text(*n)), "s")] {
			n.Kind = news.Organisation
		}
	}
	return d.outfits(names)
}

// outfits makes organisations of names without a given name that the text calls a group: "the rebel group
// Fastaqim", "the Fastaqim opposition group", and of every mention by the same words.
func (d *Document) outfits(names []Name) []Name {
	called := map[string]bool{}
	candidate := func(n Name) bool {
		return n.Kind == news.Person && d.bare(n).Known&(gazetteer.GivenName|gazetteer.Honorific) == 0 &&
			!titles(d.Near(n.Start, -1))
	}
	for _, n := range names {
		before, after := d.Near(n.Start, -1), d.Near(n.End-1, 1)
		if english.Names.Opposing[after.Folded] {
			after = d.Near(n.End-1, 2)
		}
		if candidate(n) && (before.Shape == text.Lower && english.Names.Outfits[before.Folded] ||
			after.Shape == text.Lower && english.Names.Outfits[after.Folded] && n.End-n.Start > 1) {
			called[d.withoutArticle(n)] = true
		}
	}
	for i, n := range names {
		if candidate(n) && called[d.withoutArticle(n)] {
			names[i].Kind = news.Organisation
		}
	}
	return names
}

// bare is the first word of a name behind an Arabic article: the Jabha of "al-Jabha al-Shamiya".
func (d *Document) bare(n Name) *Token {
	if n.End-n.Start > 3 && d.Tokens[n.Start].Folded == "al" && d.Tokens[n.Start+1].Folded == "-" {
		return &d.Tokens[n.Start+2]
	}
	return &d.Tokens[n.Start]
}

// whereNotWho makes places of names that the text puts where places stand, or takes for a place, not less often
// than anything else: "in Saif al-Dawla", "the Jub al-Jarah district", "the towns of Foua and Kefraya". No table
// has every village. What begins with a given name or a form of address is one only where nothing but a part of a
// town can be meant: "Salah Eddin neighbourhood", "the outskirts of Tal Halaf".
func (d *Document) whereNotWho(names []Name) []Name {
	type count struct{ sure, likely, acts, all int }
	seen := map[string]*count{}
	for i, n := range names {
		if n.Kind != news.Person && n.Kind != news.PlaceKind {
			continue
		}
		key := d.withoutArticle(n)
		c := seen[key]
		if c == nil {
			c = &count{}
			seen[key] = c
		}
		c.all++
		if n.Kind == news.Person && (d.does(n.End-1) || titles(d.Near(n.Start, -1))) {
			c.acts++
		}
		switch {
		case d.quarter(n):
			c.sure++
		case n.Kind == news.PlaceKind, d.where(n), i > 0 && d.joinedPlace(names[i-1], n):
			c.likely++
		}
	}
	for i, n := range names {
		c := seen[d.withoutArticle(n)]
		if n.Kind != news.Person || c == nil {
			continue
		}
		where := c.sure + c.likely
		if first := d.bare(n); first.Known&(gazetteer.GivenName|gazetteer.Honorific) != 0 &&
			!english.Names.Grounds[first.Folded] {
			where = c.sure
		}
		if where > 0 && 2*where >= c.all || c.sure > 0 && c.acts == 0 {
			names[i].Kind = news.PlaceKind
		}
	}
	return names
}

// withoutArticle is the text of a name behind an Arabic article.
func (d *Document) withoutArticle(n Name) string {
	return d.Body[d.bare(n).Start:d.Tokens[n.End-1].End]
}

// where reports whether a name stands where places stand.
func (d *Document) where(n Name) bool {
	before, after := d.Near(n.Start, -1).Folded, d.Near(n.End-1, 1)
	return english.Toponyms.Firm[before] && after.Folded != "'s" || english.Toponyms.Nouns[before] ||
		before == "of" && english.Toponyms.Nouns[d.Near(n.Start, -2).Folded] ||
		after.Shape == text.Lower && (english.Toponyms.Nouns[after.Folded] || after.Folded == "where") ||
		(after.Folded == "near" || after.Folded == "outside") && d.Near(n.End-1, 2).Capital() || d.described(n)
}

// described reports whether the apposition behind a name says that it is a place: "Serghaya, a town near Damascus".
func (d *Document) described(n Name) bool {
	i := 1
	if d.Near(n.End-1, i).Folded == "," {
		i++
	}
	switch d.Near(n.End-1, i).Folded {
	case "a", "an", "the":
	default:
		return false
	}
	link := d.Near(n.End-1, i+2).Folded
	return english.Toponyms.Nouns[d.Near(n.End-1, i+1).Folded] && (link == "of" || link == "on" ||
		english.Toponyms.Firm[link])
}

// quarter reports whether the noun beside a name of several words says that it is a part of a town or a building,
// whomever that is called after.
func (d *Document) quarter(n Name) bool {
	after := d.Near(n.End-1, 1)
	return n.End-n.Start > 1 && (after.Shape == text.Lower && english.Toponyms.Quarters[after.Folded] &&
		d.Near(n.End-1, 2).Folded != "attorney" || d.Near(n.Start, -1).Folded == "of" &&
		english.Toponyms.Quarters[d.Near(n.Start, -2).Folded])
}

// joinedPlace reports whether "and" joins a name to a place before it, and the gazetteer has both or they are the
// parts of a town: "the quarters of Hamdaniyeh and Halab al-Jadida".
func (d *Document) joinedPlace(before, n Name) bool {
	return before.End+1 == n.Start && d.Tokens[before.End].Folded == "and" &&
		d.Tokens[before.Start].Sentence == d.Tokens[n.Start].Sentence &&
		(before.Kind == news.PlaceKind && len(gazetteer.Open().Lookup(d.Text(n))) > 0 ||
			d.Near(before.Start, -1).Folded == "of" &&
				english.Toponyms.Quarters[d.Near(before.Start, -2).Folded])
}

// shipsNotPersons makes weapons of warships that are called after somebody, with what stands in capitals before the
// name
// (USS), and leaves out other ships; then every mention by the same words that has no title and no office beside it.
func (d *Document) shipsNotPersons(names []Name) []Name {
	ships := map[string]news.EntityKind{}
	for i := range names {
		n := &names[i]
		if n.Kind != news.Person || n.Start == 0 {
			continue
		}
		before := d.Near(n.Start, -1)
		kind := news.EntityKind("")
		switch {
		case before.Shape == text.Upper && english.Names.Vessels[before.Folded], english.Names.Warships[before.Folded]:
			kind = news.WeaponKind
		case english.Names.Ships[before.Folded]:
			kind = noEntity
		default:
			continue
		}
		ships[d.Text(*n)] = kind
		n.Kind = kind
		if before.Shape == text.Upper && (i == 0 || names[i-1].End < n.Start) {
			n.Start--
		}
	}
	if len(ships) == 0 {
		return names
	}
	for i := range names {
		n := &names[i]
		if kind, ok := ships[d.Text(*n)]; ok && n.Kind == news.Person && !titles(d.Near(n.Start, -1)) {
			n.Kind = kind
		}
	}
	return slices.DeleteFunc(names, func(n Name) bool { return n.Kind == noEntity })
}

// noEntity is the kind of what is named and none of the kinds of entity.
const noEntity news.EntityKind = "none"

func titles(t *Token) bool { return t.Known&(gazetteer.Honorific|gazetteer.Office) != 0 }

// surnamesNotPlaces makes persons of those single words that the model took for a place where somebody of that
// surname is named in full ("Assad's forces"), or for a place or an organisation where the lexicon knows somebody
// by them ("the Assad regime"), unless everybody knows it for a place or a body.
func (d *Document) surnamesNotPlaces(names []Name) []Name {
	surnames := map[uint64]bool{}
	for _, n := range names {
		if n.Kind == news.Person && n.End-n.Start > 1 {
			surnames[d.Tokens[n.End-1].h] = true
		}
	}
	const body = gazetteer.Organisation | gazetteer.ArmedGroup | gazetteer.Outlet | gazetteer.OrgHead |
		gazetteer.OrgTail
	for i := range names {
		n := &names[i]
		t := &d.Tokens[n.Start]
		if n.End-n.Start != 1 || n.Kind != news.PlaceKind && n.Kind != news.Organisation ||
			t.Known&(knownPlace|body) != 0 || t.Shape == text.Upper ||
			english.Metonymy.Locatives[d.Near(n.Start, -1).Folded] && n.Kind == news.PlaceKind {
			continue
		}
		if n.Kind == news.PlaceKind && surnames[t.h] || knownSurnames()[strings.TrimSuffix(t.Folded, "s")] {
			n.Kind = news.Person
		}
	}
	return names
}

// knownSurnames are the surnames by which the lexicon knows somebody.
var knownSurnames = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for forms := range gazetteer.Aliases() {
		words := strings.Fields(text.Key(forms[0]))
		if len(words) < 2 || gazetteer.Known(words[0])&gazetteer.GivenName == 0 {
			continue
		}
		last := words[len(words)-1]
		for _, f := range forms[1:] {
			if k := text.Key(f); k == last && len(k) > 3 {
				m[strings.TrimSuffix(k, "s")] = true
			}
		}
	}
	return m
})

// glued reports whether a lost space has run two words together at token i: "MattisFormer". Scottish and other
// prefixes ("MacArthur", "DeSantis") do the same by rights.
func (d *Document) glued(i int) bool {
	t := &d.Tokens[i]
	if t.Shape != text.Mixed {
		return false
	}
	lower := 0
	for j, r := range d.Body[t.Start:t.End] {
		switch {
		case unicode.IsLower(r):
			lower++
		case unicode.IsUpper(r) && lower >= 4 && j > 0:
			return true
		default:
			lower = 0
		}
	}
	return false
}

// dropTitles takes titles ("Gen.", "Mr", "Sheikh") off the front of persons' names, and gives them the "Jr." that was
// left behind.
func (d *Document) dropTitles(names []Name) {
	for i := range names {
		n := &names[i]
		for n.Kind == news.Person && n.End-n.Start > 1 && d.addresses(n.Start) {
			next := n.Start + 1
			if d.Tokens[next].Folded == "." && next+1 < n.End {
				next++
			}
			if !d.Tokens[next].Capital() {
				break
			}
			n.Start = next
		}
		if i+1 == len(names) || names[i+1].Start > n.End {
			if after := d.Near(n.End-1, 1); n.Kind == news.Person &&
				english.Names.Generations[strings.TrimSuffix(after.Folded, ".")] && after.Capital() {
				n.End++
			}
		}
	}
}

// addresses reports whether token i is how somebody is addressed, with or without its stop, and nobody's given name.
func (d *Document) addresses(i int) bool {
	t := &d.Tokens[i]
	known := t.Known
	if w, ok := strings.CutSuffix(t.Folded, "."); ok {
		known |= gazetteer.Known(w)
	}
	return known&(gazetteer.Honorific|gazetteer.GivenName) == gazetteer.Honorific
}

// again adds the surnames of persons who are named in full elsewhere, where they stand alone and the model passed
// over them ("Zelenskyy thanked them").
func (d *Document) again(names []Name) []Name {
	covered := make([]int, len(d.Tokens)) // 1 + index of the name
	surnames := make(map[string]bool)     // as [Sound]
	for k, n := range names {
		for i := n.Start; i < n.End; i++ {
			covered[i] = k + 1
		}
		if last := d.Tokens[n.End-1]; n.Kind == news.Person && n.End-n.Start > 1 && last.Capital() &&
			len(last.Folded) > 3 {
			surnames[Sound(text.Key(last.Folded))] = true
		}
	}
	if len(surnames) == 0 {
		return names
	}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if covered[i] > 0 || !t.Capital() || len(t.Folded) < 4 || t.Known&noSurname != 0 {
			continue
		}
		last := Sound(text.Key(t.Folded))
		if i > 0 && covered[i-1] > 0 && d.Near(i, -1).Capital() {
			if n := &names[covered[i-1]-1]; n.Kind == news.Person && n.End == i && cutOff(surnames, last) {
				n.End++
				covered[i] = covered[i-1]
			}
			continue
		}
		if surnames[last] && d.alone(i) {
			names = append(names, Name{i, i + 1, news.Person})
		}
	}
	slices.SortFunc(names, func(a, b Name) int { return cmp.Compare(a.Start, b.Start) })
	return names
}

// noSurname is what the lexicon knows of words that are not read as surnames unless the model says so.
const noSurname = knownPlace | gazetteer.Demonym | gazetteer.Calendar | gazetteer.OrgHead | gazetteer.OrgTail |
	gazetteer.PlaceTail

// cutOff reports whether a word behind a person's name is the surname that was cut off from it: "Bashar" of "Bashar
// Assads army".
func cutOff(surnames map[string]bool, word string) bool {
	stem, genitive := strings.CutSuffix(word, "s")
	return surnames[word] || genitive && surnames[stem]
}

// knownPlace is what the lexicon knows of words that everybody takes for a place.
const knownPlace = gazetteer.CountryWord | gazetteer.CityWord | gazetteer.RegionWord

// alone reports whether no name stands beside token i, and it is never written in lower case.
func (d *Document) alone(i int) bool {
	before, after := d.Near(i, -1), d.Near(i, 1)
	if before.Capital() || after.Capital() || before.Folded == "-" || after.Folded == "-" {
		return false
	}
	s := d.stats[d.Tokens[i].h]
	return s == nil || s.lower == 0
}

// governed is what the lexicon knows of places that have a government.
const governed = gazetteer.CountryWord | gazetteer.CityWord

// splitGenitives cuts "Moscow's Vnukovo Airport" into the two places that it names.
func (d *Document) splitGenitives(names []Name) []Name {
	out := make([]Name, 0, len(names))
	for _, n := range names {
		for i := n.Start + 1; n.Kind == news.PlaceKind && i+1 < n.End; i++ {
			t := &d.Tokens[i]
			if t.Shape == text.Lower && len(t.Folded) == 2 && t.Folded == "'s" &&
				d.Tokens[i+1].Capital() && gazetteer.Known(d.phrase(n.Start, i))&governed != 0 {
				out = append(out, Name{n.Start, i, n.Kind})
				n.Start = i + 1
				break
			}
		}
		out = append(out, n)
	}
	return out
}

// free reports whether n may be added: no name reaches into it from outside.
func (d *Document) free(covered []int, names []Name, n Name) bool {
	for j := n.Start; j < n.End; j++ {
		if k := covered[j]; k > 0 {
			if c := names[k-1]; c.Start < n.Start || c.End > n.End ||
				n.Kind != news.MilitaryUnit && n.End-n.Start < longestPhrase {
				return false
			}
		}
	}
	return true
}

// lexical returns the name that the lexicon, whatever the model says, sees at token i.
func (d *Document) lexical(i int) (Name, bool) {
	t := &d.Tokens[i]
	if n, ok := d.unit(i); ok {
		return n, true
	}
	if n, ok := d.numbered(i); ok {
		return n, true
	}
	if !t.Capital() && !(t.Folded == "al" && // al-Araby al-Jadeed
		d.Near(i, 1).Folded == "-" && d.Near(i, 2).Capital()) {
		return Name{}, false
	}
	for _, c := range []struct {
		class gazetteer.Class
		kind  news.EntityKind
	}{
		{gazetteer.Weapon, news.WeaponKind},
		{gazetteer.NamedUnit, news.MilitaryUnit},
		{gazetteer.Seat, news.Organisation},
		{gazetteer.ArmedGroup, news.Organisation},
		{gazetteer.Outlet, news.Organisation},
	} {
		if t.Known&c.class == 0 && (t.Capital() || c.class != gazetteer.Outlet) {
			continue
		}
		for n := longestEntry; n > 0; n-- {
			if i+n <= len(d.Tokens) && gazetteer.Known(d.phrase(i, i+n))&c.class != 0 && d.shaped(i, i+n, c.class) {
				return Name{i, i + n, c.kind}, true
			}
		}
	}
	return Name{}, false
}

// numbered reads a weapon whose name has a number in it: "S-300", "Leopard 2", "Fateh-110".
func (d *Document) numbered(i int) (Name, bool) {
	if !d.Tokens[i].Capital() || !weaponHeads()[d.Tokens[i].h] {
		return Name{}, false
	}
	for n := longestPhrase; n > 1; n-- {
		if i+n <= len(d.Tokens) && d.Tokens[i+n-1].Sentence == d.Tokens[i].Sentence &&
			gazetteer.Known(d.phrase(i, i+n))&gazetteer.Weapon != 0 {
			return Name{i, i + n, news.WeaponKind}, true
		}
	}
	return Name{}, false
}

// shaped reports whether tokens [from,to) look like an entry of the class: weapons that are common words count only
// with a number or a calibre of capitals ("Patriot" alone is a person to some), groups' acronyms only in capitals.
func (d *Document) shaped(from, to int, c gazetteer.Class) bool {
	for i := from; i < to; i++ {
		if d.Tokens[i].Sentence != d.Tokens[from].Sentence {
			return false
		}
	}
	t := &d.Tokens[from]
	if to-from == 1 && len(t.Folded) <= 4 {
		return t.Shape == text.Upper || t.Shape == text.Mixed
	}
	if c == gazetteer.Outlet && to-from == 1 && !d.surelyOutlet(from) {
		return false
	}
	if c == gazetteer.Weapon && to-from == 1 {
		before := d.Near(from, -1)
		return !d.At(to).Capital() && (!before.Capital() || before.First && english.Stop(before.Folded))
	}
	return true
}

// surelyOutlet reports whether the one word at token i is an outlet and no part of a longer name: those that are
// common words too are left to the model.
func (d *Document) surelyOutlet(i int) bool {
	return !gazetteer.AmbiguousOutlet(d.Tokens[i].Folded) && !d.Near(i, 1).Capital() && !d.Near(i, -1).Capital()
}

// phrase is the folded text of tokens [from,to) as the lexicon writes it.
func (d *Document) phrase(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from && d.Tokens[i].Spaced {
			b.WriteByte(' ')
		}
		b.WriteString(d.Tokens[i].Folded)
	}
	return b.String()
}

// unit reads a numbered military unit at token i: "47th Mechanized Brigade", "3rd Separate Assault Brigade".
func (d *Document) unit(i int) (Name, bool) {
	t := &d.Tokens[i]
	if t.Shape == text.Mark || len(t.Folded) == 0 || t.Folded[0] < '0' || t.Folded[0] > '9' || !ordinal(t.Folded) {
		return Name{}, false
	}
	for j := i + 1; j < len(d.Tokens) && j < i+6; j++ {
		n := d.Near(i, j-i)
		if !n.Capital() {
			break
		}
		if n.Known&gazetteer.UnitTail != 0 {
			return Name{i, j + 1, news.MilitaryUnit}, true
		}
	}
	return Name{}, false
}

func ordinal(s string) bool {
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if len(s) > 2 && s[len(s)-2:] == end {
			return true
		}
	}
	return false
}
