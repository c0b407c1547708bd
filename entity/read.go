package entity

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sitrep/news"
	"sitrep/text"
)

// name is a name found in a text, before it is known whose it is.
type name struct {
	start, end int // tokens
	kind       news.EntityKind
}

// names turns labels into names.
func (d *document) names(labels []uint8) (out []name) {
	for i := 0; i < len(labels); i++ {
		if labels[i] == Outside {
			continue
		}
		j := i + 1
		for j < len(labels) && !Follows(labels[j-1], Outside) {
			j++
		}
		out = append(out, name{i, j, kinds[(labels[i]-1)/4]})
		i = j - 1
	}
	return out
}

// Read finds the entities of body, distinct within it and in the order of their first mention, and where they are
// mentioned, in the order of the text. The sentences are those of [text.Sentences]. Mentions do not overlap, except
// that a nominal one ("Trump's special envoy") may hold the names in it. The roles of an entity are spans of body;
// their times are left to the caller, who knows the article's.
func (r *Reader) Read(body string, sentences []news.Span) ([]news.Entity, []news.Mention) {
	d := newDocument(body, sentences)
	if len(d.tokens) == 0 {
		return nil, nil
	}
	names := d.withLexicon(d.names(r.label(d)))
	names = d.sound(d.splitGenitives(names))
	names = d.again(d.surnamesNotPlaces(d.placesNotPersons(names)))
	d.dropTitles(names)
	l := d.link(names)
	mentions := make([]news.Mention, 0, len(names))
	for i, n := range names {
		mentions = append(mentions, news.Mention{
			Start: d.tokens[n.start].start, End: d.tokens[n.end-1].end, Kind: n.kind,
			Name: l.out[l.entity[i]].Name, Entity: l.entity[i],
			Metonymy: n.kind == news.PlaceKind && d.acts(n),
		})
	}
	mentions = append(mentions, d.describe(l)...)
	slices.SortStableFunc(mentions, func(a, b news.Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return l.out, mentions
}

// withLexicon corrects the model where the lexicon knows better: institutions that it took for places or missed,
// weapons, numbered units.
func (d *document) withLexicon(names []name) []name {
	covered := make([]int, len(d.tokens)) // 1 + index of the name
	for i, n := range names {
		for j := n.start; j < n.end; j++ {
			covered[j] = i + 1
		}
	}
	var added []name
	for i := 0; i < len(d.tokens); i++ {
		n, ok := d.lexical(i)
		if !ok {
			continue
		}
		at := covered[n.start]
		switch {
		case at > 0 && names[at-1].start == n.start && names[at-1].end == n.end:
			names[at-1].kind = n.kind
		case d.free(covered, names, n):
			for j := n.start; j < n.end; j++ {
				if k := covered[j]; k > 0 {
					names[k-1].end = names[k-1].start // swallowed
				}
			}
			added = append(added, n)
		}
		i = n.end - 1
	}
	names = append(slices.DeleteFunc(names, func(n name) bool { return n.end <= n.start }), added...)
	slices.SortFunc(names, func(a, b name) int { return cmp.Compare(a.start, b.start) })
	return names
}

// sound leaves out what is no name, and cuts those apart that lost punctuation has run together: "James Mattis James
// Norman MattisFormer Mattis", as captions give it.
func (d *document) sound(names []name) []name {
	out := make([]name, 0, len(names))
	for _, n := range names {
		if n.end-n.start == 1 && unnamed[d.tokens[n.start].folded] {
			continue
		}
		if n.kind != news.Person || n.end-n.start < 3 {
			out = append(out, n)
			continue
		}
		from := n.start
		seen := map[uint64]bool{}
		for i := n.start; i < n.end; i++ {
			t := &d.tokens[i]
			if !t.capital() || len(t.folded) < 4 {
				continue
			}
			if seen[t.h] && i > from && d.tokens[i-1].folded != "-" {
				out = append(out, name{from, i, n.kind})
				from = i
				clear(seen)
			}
			seen[t.h] = true
			if i > from && d.glued(i) { // ends the name; what it ran into is none
				from = n.end
				break
			}
		}
		if from < n.end {
			out = append(out, name{from, n.end, n.kind})
		}
	}
	return out
}

// placesNotPersons makes places of what the hand-written tables have in several words: Bint Jbeil is nobody.
func (d *document) placesNotPersons(names []name) []name {
	for i := range names {
		n := &names[i]
		if n.kind != news.Person || n.end-n.start < 2 {
			continue
		}
		if c := OpenGazetteer().Lookup(d.text(*n)); len(c) > 0 && c[0].Listed && !titles(d.near(n.start, -1)) {
			n.kind = news.PlaceKind
		}
	}
	return names
}

func titles(t *token) bool { return t.known&(honorific|office) != 0 }

// surnamesNotPlaces makes persons of those single words that the model took for a place where somebody of that surname
// is named in full ("Assad's forces"), unless it is a place that everybody knows.
func (d *document) surnamesNotPlaces(names []name) []name {
	surnames := map[uint64]bool{}
	for _, n := range names {
		if n.kind == news.Person && n.end-n.start > 1 {
			surnames[d.tokens[n.end-1].h] = true
		}
	}
	for i := range names {
		n := &names[i]
		t := &d.tokens[n.start]
		if n.kind == news.PlaceKind && n.end-n.start == 1 && surnames[t.h] && t.known&(country|city|region) == 0 &&
			!locative[d.near(n.start, -1).folded] {
			n.kind = news.Person
		}
	}
	return names
}

// unnamed are words that the model takes for a name now and then.
var unnamed = wordSet("allah god llc inc inc. ltd ltd. plc")

// glued reports whether a lost space has run two words together at token i: "MattisFormer". Scottish and other prefixes
// ("MacArthur", "DeSantis") do the same by rights.
func (d *document) glued(i int) bool {
	t := &d.tokens[i]
	if t.kind != mixedWord {
		return false
	}
	lower := 0
	for j, r := range d.body[t.start:t.end] {
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
func (d *document) dropTitles(names []name) {
	for i := range names {
		n := &names[i]
		for n.kind == news.Person && n.end-n.start > 1 && d.addresses(n.start) {
			next := n.start + 1
			if d.tokens[next].folded == "." && next+1 < n.end {
				next++
			}
			if !d.tokens[next].capital() {
				break
			}
			n.start = next
		}
		if i+1 == len(names) || names[i+1].start > n.end {
			if after := d.near(n.end-1, 1); n.kind == news.Person &&
				generations[strings.TrimSuffix(after.folded, ".")] && after.capital() {
				n.end++
			}
		}
	}
}

// addresses reports whether token i is how somebody is addressed, with or without its stop, and nobody's given name.
func (d *document) addresses(i int) bool {
	t := &d.tokens[i]
	known := t.known
	if w, ok := strings.CutSuffix(t.folded, "."); ok {
		known |= lexicon()[w]
	}
	return known&(honorific|givenName) == honorific
}

// again adds the surnames of persons who are named in full elsewhere, where they stand alone and the model passed over
// them ("Zelenskyy thanked them").
func (d *document) again(names []name) []name {
	covered := make([]int, len(d.tokens)) // 1 + index of the name
	surnames := make(map[string]bool)
	for k, n := range names {
		for i := n.start; i < n.end; i++ {
			covered[i] = k + 1
		}
		if last := d.tokens[n.end-1]; n.kind == news.Person && n.end-n.start > 1 && last.capital() &&
			len(last.folded) > 3 {
			surnames[sound(text.Key(last.folded))] = true
		}
	}
	if len(surnames) == 0 {
		return names
	}
	for i := range d.tokens {
		t := &d.tokens[i]
		if covered[i] > 0 || !t.capital() || len(t.folded) < 4 ||
			t.known&(country|city|region|demonym|calendar|orgHead|orgTail|placeTail) != 0 {
			continue
		}
		last := sound(text.Key(t.folded))
		// the surname was cut off: "Bashar" of "Bashar Assads army"
		if i > 0 && covered[i-1] > 0 && d.near(i, -1).capital() {
			n := &names[covered[i-1]-1]
			if stem, ok := strings.CutSuffix(last, "s"); n.kind == news.Person && n.end == i &&
				(surnames[last] || ok && surnames[stem]) {
				n.end++
				covered[i] = covered[i-1]
			}
			continue
		}
		if d.near(i, -1).capital() || d.near(i, 1).capital() || d.near(i, -1).folded == "-" ||
			d.near(i, 1).folded == "-" {
			continue
		}
		if s := d.stats[t.h]; s != nil && s.lower > 0 {
			continue
		}
		if surnames[last] {
			names = append(names, name{i, i + 1, news.Person})
		}
	}
	slices.SortFunc(names, func(a, b name) int { return cmp.Compare(a.start, b.start) })
	return names
}

// splitGenitives cuts "Moscow's Vnukovo Airport" into the two places that it names.
func (d *document) splitGenitives(names []name) []name {
	out := make([]name, 0, len(names))
	for _, n := range names {
		for i := n.start + 1; n.kind == news.PlaceKind && i+1 < n.end; i++ {
			t := &d.tokens[i]
			if t.kind == lowerWord && len(t.folded) == 2 && t.folded == "'s" &&
				lexicon()[d.phrase(n.start, i)]&(country|city) != 0 && d.tokens[i+1].capital() {
				out = append(out, name{n.start, i, n.kind})
				n.start = i + 1
				break
			}
		}
		out = append(out, n)
	}
	return out
}

// free reports whether n may be added: no name reaches into it from outside.
func (d *document) free(covered []int, names []name, n name) bool {
	for j := n.start; j < n.end; j++ {
		if k := covered[j]; k > 0 {
			if c := names[k-1]; c.start < n.start || c.end > n.end || n.kind != news.MilitaryUnit {
				return false
			}
		}
	}
	return true
}

// lexical returns the name that the lexicon, whatever the model says, sees at token i.
func (d *document) lexical(i int) (name, bool) {
	t := &d.tokens[i]
	if n, ok := d.unit(i); ok {
		return n, true
	}
	if n, ok := d.numbered(i); ok {
		return n, true
	}
	if !t.capital() || t.known&(weapon|namedUnit|seat|armedGroup|outlet) == 0 {
		return name{}, false
	}
	for _, c := range []struct {
		class class
		kind  news.EntityKind
	}{
		{weapon, news.WeaponKind},
		{namedUnit, news.MilitaryUnit},
		{seat, news.Organisation},
		{armedGroup, news.Organisation},
		{outlet, news.Organisation},
	} {
		if t.known&c.class == 0 {
			continue
		}
		for n := longestPhrase; n > 0; n-- {
			if i+n <= len(d.tokens) && lexicon()[d.phrase(i, i+n)]&c.class != 0 && d.shaped(i, i+n, c.class) {
				return name{i, i + n, c.kind}, true
			}
		}
	}
	return name{}, false
}

// numbered reads a weapon whose name has a number in it: "S-300", "Leopard 2", "Fateh-110".
func (d *document) numbered(i int) (name, bool) {
	if !d.tokens[i].capital() || !weaponHeads()[d.tokens[i].h] {
		return name{}, false
	}
	for n := longestPhrase; n > 1; n-- {
		if i+n <= len(d.tokens) && d.tokens[i+n-1].sentence == d.tokens[i].sentence &&
			lexicon()[d.phrase(i, i+n)]&weapon != 0 {
			return name{i, i + n, news.WeaponKind}, true
		}
	}
	return name{}, false
}

// shaped reports whether tokens [from,to) look like an entry of the class: weapons that are common words count only
// with a number or a calibre of capitals ("Patriot" alone is a person to some), groups' acronyms only in capitals.
func (d *document) shaped(from, to int, c class) bool {
	for i := from; i < to; i++ {
		if d.tokens[i].sentence != d.tokens[from].sentence {
			return false
		}
	}
	t := &d.tokens[from]
	if to-from == 1 && len(t.folded) <= 4 {
		return t.kind == upperWord || t.kind == mixedWord
	}
	if c == outlet && to-from == 1 && !d.surelyOutlet(from) {
		return false
	}
	if c == weapon && to-from == 1 {
		before := d.near(from, -1)
		return !d.at(to).capital() && (!before.capital() || before.first && text.Stop(before.folded, "en"))
	}
	return true
}

// surelyOutlet reports whether the one word at token i is an outlet and no part of a longer name: those that are common
// words too are left to the model.
func (d *document) surelyOutlet(i int) bool {
	return !ambiguousOutlet[d.tokens[i].folded] && !d.near(i, 1).capital() && !d.near(i, -1).capital()
}

var ambiguousOutlet = wordSet(`time times fox guardian independent telegraph economist pap kan mehr dawn vox rt ap
	abc cbs ani efe ansa sana
	twitter facebook telegram instagram youtube whatsapp pravda bild sputnik spiegel haaretz politico newsweek`)

// phrase is the folded text of tokens [from,to) as the lexicon writes it.
func (d *document) phrase(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from && d.tokens[i].spaced {
			b.WriteByte(' ')
		}
		b.WriteString(d.tokens[i].folded)
	}
	return b.String()
}

// unit reads a numbered military unit at token i: "47th Mechanized Brigade", "3rd Separate Assault Brigade".
func (d *document) unit(i int) (name, bool) {
	t := &d.tokens[i]
	if t.kind == mark || len(t.folded) == 0 || t.folded[0] < '0' || t.folded[0] > '9' || !ordinal(t.folded) {
		return name{}, false
	}
	for j := i + 1; j < len(d.tokens) && j < i+6; j++ {
		n := d.near(i, j-i)
		if !n.capital() {
			break
		}
		if n.known&unitTail != 0 {
			return name{i, j + 1, news.MilitaryUnit}, true
		}
	}
	return name{}, false
}

func ordinal(s string) bool {
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if len(s) > 2 && s[len(s)-2:] == end {
			return true
		}
	}
	return false
}

// acts reports whether the place n stands for its government: it is the subject of an act or of speech, the party to an
// agreement, or the one who is spoken to.
func (d *document) acts(n name) bool {
	t := &d.tokens[n.start]
	if !governs(t) || !governs(&d.tokens[n.end-1]) {
		return false
	}
	before, after := d.near(n.start, -1), d.near(n.end-1, 1)
	if locative[before.folded] {
		return false
	}
	if after.kind == lowerWord && (after.known&speechVerb != 0 || deeds[after.folded]) {
		return true
	}
	for k := 1; k <= mostAdverbs && adverbs[d.near(n.end-1, k).folded]; k++ {
		if v := d.near(n.end-1, k+1); v.known&speechVerb != 0 || deeds[v.folded] {
			return true
		}
	}
	if before.folded == "and" && d.near(n.start, -3).folded == "between" || before.folded == "between" {
		return true
	}
	return addressing[before.folded] && (after.kind == mark && after.folded != "-" || objectEnds[after.folded])
}

// governs reports whether a place of that name can stand for its government. Washington is a state, a city and a man
// first.
func governs(t *token) bool {
	return t.known&(country|city|seat) != 0 || t.folded == "washington"
}

// mostAdverbs is how many auxiliaries and adverbs may stand between a place and what it does: "has since repeatedly
// urged".
const mostAdverbs = 3

var (
	locative = wordSet("in at near from to into of outside around across over through inside")
	adverbs  = wordSet("also has have had is was were will would could may might again repeatedly later now still " +
		"must should and since already long also been not never flatly")
	deeds = wordSet(`agreed agrees rejected rejects refuses refused seeks sought fears feared launched launches
		struck strikes
		attacked attacks annexed invaded invades sent sends signed signs accepted accepts backed backs supports
		supported
		imposed imposes pushed pushes tried tries needs needed wanted plans planned expects expected hit hits
		retaliated
		responded vetoed votes voted offered offers proposed proposes considers considered seized controls controlled
		fired fires carried deployed deploys insisted insists expelled summoned withdrew withdraws pledged mulls
		prepares ready willing unwilling claims holding`)
	addressing = wordSet(`urged told accused pressed pressured warned asked blamed condemned criticised criticized
		against with pushing
		urging pressing telling warning asking blaming accusing by`)
	objectEnds = wordSet("to of over for on and not that about if in as after before seeking saying demanding " +
		"insisting refusing")
)
