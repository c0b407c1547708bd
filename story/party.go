package story

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/text"
)

// Parties knows the sides of armed conflicts by what they are called. nil knows none.
type Parties struct {
	list      []news.Belligerent
	conflicts []conflict
	names     map[string]calling // by key
	longest   map[string]int     // by first word: how many words the longest name has that begins with it
	people    map[string]int     // by key: index into list
	surnames  map[string]int     // the same by last name, -1 where several parties share it
	byCountry map[string]int
}

// calling is what a name stands for.
type calling struct {
	party   int    // index into list, nobody for a country that fights nowhere and for a body of many nations
	country string // of a state
	capital bool   // an abbreviation, which a text must write in capitals: "US" is no "us"
	neutral bool
}

const nobody = -1

// conflict is a news.ArmedConflict by numbers.
type conflict struct {
	countries map[string]bool
	words     []string // keys
	side      map[int]bool
	backer    map[int]bool
}

func (c conflict) has(party int) bool { return c.side[party] || c.backer[party] }

// NewParties prepares the table. nations has the names, peoples and adjectives of all countries as they are written,
// with the ISO codes: whose officials stand outside a conflict is told by them.
func NewParties(parties []news.Belligerent, conflicts []news.ArmedConflict, nations map[string]string) *Parties {
	p := &Parties{
		list: parties, names: map[string]calling{}, longest: map[string]int{}, people: map[string]int{},
		surnames: map[string]int{}, byCountry: map[string]int{},
	}
	index := map[string]int{}
	for i, party := range parties {
		index[party.Name] = i
		if party.Country != "" {
			p.byCountry[party.Country] = i
		}
		for _, name := range append([]string{party.Name}, party.Names...) {
			p.call(name, calling{party: i, country: party.Country})
		}
		for _, name := range party.People {
			p.person(text.Key(name), i)
		}
	}
	for name, country := range nations {
		party, ok := p.byCountry[country]
		if !ok {
			party = nobody
		}
		p.call(name, calling{party: party, country: country})
	}
	for phrase := range english.Sources.Sides.Neutral {
		p.call(phrase, calling{party: nobody, neutral: true})
	}
	for _, c := range conflicts {
		x := conflict{countries: map[string]bool{}, side: map[int]bool{}, backer: map[int]bool{}}
		for _, country := range c.Countries {
			x.countries[country] = true
		}
		for _, w := range c.Words {
			x.words = append(x.words, text.Key(w))
		}
		for _, name := range c.Sides {
			x.side[index[name]] = true
		}
		for _, name := range c.Backers {
			x.backer[index[name]] = true
		}
		p.conflicts = append(p.conflicts, x)
	}
	return p
}

// call enters a name. The first to have it keeps it: the hand-written ones come first.
func (p *Parties) call(name string, c calling) {
	key := phraseOf(sideWords(name))
	if _, taken := p.names[key]; taken || key == "" {
		return
	}
	c.capital = len(key) < 6 && strings.ToUpper(name) == name
	p.names[key] = c
	first, _, _ := strings.Cut(key, " ")
	p.longest[first] = max(p.longest[first], 1+strings.Count(key, " "))
}

func (p *Parties) person(key string, party int) {
	p.people[key] = party
	last := key[strings.LastIndexByte(key, ' ')+1:]
	if other, taken := p.surnames[last]; taken && other != party {
		party = nobody
	}
	p.surnames[last] = party
}

// sideWord is a word of a text or a description: without a possessive s, hyphens part words.
type sideWord struct {
	start, end int
	key        string
}

// sideWords parts s into words.
func sideWords(s string) []sideWord {
	out := make([]sideWord, 0, len(s)/6+2)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += n
			continue
		}
		start := i
		for i < len(s) {
			r, n := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !innerMark(s, i, r, n) {
				break
			}
			i += n
		}
		w := strings.TrimSuffix(strings.TrimSuffix(s[start:i], "'s"), "’s")
		out = append(out, sideWord{start, start + len(w), text.Key(w)})
	}
	return out
}

// innerMark reports whether a full stop or an apostrophe at i stands inside a word: "U.S.", "Sana'a".
func innerMark(s string, i int, r rune, n int) bool {
	if r != '.' && r != '\'' && r != '’' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[min(i+n, len(s)):])
	return i > 0 && unicode.IsLetter(next) && next != utf8.RuneError
}

// sighted is a name found in words [from,to).
type sighted struct {
	from, to int
	calling
}

// find lists the names in words of s, the longest at each place.
func (p *Parties) find(s string, words []sideWord) (out []sighted) {
	for i := 0; i < len(words); i++ {
		for n := min(p.longest[words[i].key], len(words)-i); n > 0; n-- {
			c, ok := p.names[phraseOf(words[i:i+n])]
			if !ok || !written(s[words[i].start:words[i+n-1].end], c.capital) {
				continue
			}
			out = append(out, sighted{i, i + n, c})
			i += n - 1
			break
		}
	}
	return out
}

func phraseOf(words []sideWord) string {
	if len(words) == 1 {
		return words[0].key
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.key)
	}
	return b.String()
}

// written reports whether a name stands in the text as one does: with a capital, or in capitals only.
func written(s string, capital bool) bool {
	if capital {
		return strings.ToUpper(s) == s
	}
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsUpper(r) || !unicode.IsLower(r) && r > 0x2000 })
}

// verdict is what a description says of whom a speaker speaks for.
type verdict struct {
	party   int
	decided bool // it is that party, or surely none
	force   string
}

// describe reads a description of a speaker.
func (p *Parties) describe(s string) verdict {
	words := sideWords(s)
	hits := p.find(s, words)
	taken := make([]bool, len(words))
	for _, h := range hits {
		for i := h.from; i < h.to; i++ {
			taken[i] = true
		}
	}
	d, ok := p.read(s, words, taken)
	if !ok {
		return verdict{party: nobody, decided: true}
	}
	h, ok := speaks(words, hits)
	if !ok {
		if party := p.serves(words, taken); party != nobody && d.office {
			return verdict{party: party, decided: true}
		}
		switch {
		case d.media && d.state:
			return verdict{party: nobody, force: "state"}
		case d.named: // the army of a name that nobody has entered
			return verdict{party: nobody}
		}
		return verdict{party: nobody, force: d.force}
	}
	if h.party == nobody {
		return verdict{party: nobody, decided: true}
	}
	inside := phraseOf(words[h.from:h.to])
	office := d.office || d.media && d.state || english.Sources.Offices[inside[strings.LastIndexByte(inside, ' ')+1:]]
	if !office && h.country != "" && d.plain && english.Sources.Indefinite[words[0].key] {
		return verdict{party: nobody, decided: true} // "a Russian", "two Israelis": of its people, and not its word
	}
	if office || d.plain || h.country == "" && (d.media || h.to-h.from > 2) {
		return verdict{party: h.party, decided: true}
	}
	return verdict{party: nobody, decided: true}
}

// description is what the words of a description say that are no party's name.
type description struct {
	office, media, state bool
	plain                bool   // there are none but offices and fillers
	named                bool   // one is written as a name is
	force                string // "army", "rebels"
}

// read reads the words that are not taken. It is not ok if they are of a bystander, or of somebody who was in office.
func (p *Parties) read(s string, words []sideWord, taken []bool) (d description, ok bool) {
	side := &english.Sources.Sides
	d.plain = true
	for i, w := range words {
		if taken[i] {
			continue
		}
		for n := 1; n <= 3 && i+n <= len(words); n++ {
			if side.Bystanders[phraseOf(words[i:i+n])] {
				return d, false
			}
		}
		if side.Former[w.key] {
			return d, false
		}
		if (side.Forces[w.key] || side.Armed[w.key]) && d.force == "" {
			d.force = w.key
		}
		office := english.Sources.Offices[w.key]
		d.office = d.office || office
		d.media, d.state = d.media || side.Media[w.key], d.state || side.State[w.key]
		if !side.Fillers[w.key] && !side.Groups[w.key] && !office && !ledBy(words[i:]) {
			d.plain = false
			first, _ := utf8.DecodeRuneInString(s[w.start:])
			d.named = d.named || i > 0 && unicode.IsUpper(first)
		}
	}
	return d, true
}

// serves is the party of the person whose office speaks: "Netanyahu's office".
func (p *Parties) serves(words []sideWord, taken []bool) int {
	for i, w := range words {
		if party, ok := p.surnames[w.key]; ok && !taken[i] && party != nobody && len(w.key) > 3 {
			return party
		}
	}
	return nobody
}

// speaks chooses the name that a speaker belongs to: the first that is neither only a backer of another, nor a place,
// nor somebody to whom, on whom or against whom he is.
func speaks(words []sideWord, hits []sighted) (sighted, bool) {
	side := &english.Sources.Sides
	behind := func(h sighted) string {
		if h.to < len(words) {
			return words[h.to].key
		}
		return ""
	}
	for _, h := range hits {
		if side.Run[behind(h)] && h.party != nobody {
			return h, true
		}
	}
	var backer *sighted
	for _, h := range hits {
		before := h.from - 1
		for before >= 0 && (words[before].key == "the" || side.Fillers[words[before].key] &&
			words[before].key != "of" &&
			words[before].key != "and") {
			before--
		}
		prep, noun := "", ""
		if before >= 0 {
			prep = words[before].key
		}
		if before >= 1 {
			noun = words[before-1].key
		}
		switch {
		case side.Apart[behind(h)], side.Aside[prep], prep == "for" && !side.For[noun], prep == "in" && !side.In[noun]:
			continue
		case side.Backed[behind(h)]:
			if backer == nil {
				backer = &h
			}
			continue
		}
		if i := groupBehind(words, hits, h); i >= 0 {
			return hits[i], true
		}
		return h, true
	}
	if backer != nil {
		return *backer, true
	}
	return sighted{}, false
}

// groupBehind returns which hit is an armed group that stands right behind the name of a state, as in "Lebanon's
// Hezbollah", "the Palestinian group Hamas" and "Yemen's Iran-backed Houthis": it is no word of the state's. It
// returns -1 if none is.
func groupBehind(words []sideWord, hits []sighted, state sighted) int {
	side := &english.Sources.Sides
	if state.country == "" {
		return -1
	}
	next := state.to
	for i, h := range hits {
		if h.from < next {
			continue
		}
		for next < h.from && (side.Fillers[words[next].key] || side.Groups[words[next].key] ||
			ledBy(words[next:h.from])) {
			next++
		}
		switch {
		case h.from != next:
			return -1
		case h.country == "" && h.party != nobody && !h.neutral:
			return i
		case h.to == len(words) || !ledBy(words[h.to:]):
			return -1
		}
		next = h.to
	}
	return -1
}

// ledBy reports whether words go on with "-backed" or "-led", or with one word that these are about: "Kurdish-led".
func ledBy(words []sideWord) bool {
	side := &english.Sources.Sides
	return slices.ContainsFunc(words[:min(2, len(words))], func(w sideWord) bool {
		return side.Backed[w.key] || side.Run[w.key]
	})
}

// sides is what an article says of parties and of where it is.
type sides struct {
	parties *Parties
	article news.Article
	reading news.Reading
	title   []sighted
	words   []sideWord // of the body
	body    []sighted
}

// sidesOf looks for parties in an article.
func (p *Parties) sidesOf(a news.Article, r news.Reading) *sides {
	if p == nil {
		return nil
	}
	title := sideWords(a.Title)
	s := &sides{parties: p, article: a, reading: r, title: p.find(a.Title, title), words: sideWords(a.Body)}
	s.body = p.find(a.Body, s.words)
	for i, h := range s.body {
		s.body[i] = s.located(h)
	}
	return s
}

// located corrects a country's name that means a place elsewhere: the Congo of Brazzaville, the Georgia of Atlanta.
func (s *sides) located(h sighted) sighted {
	start, end := s.words[h.from].start, s.words[h.to-1].end
	for _, p := range s.reading.Places {
		if p.Start < end && start < p.End && h.country != "" && p.Country != "" && p.Country != h.country {
			party, ok := s.parties.byCountry[p.Country]
			if !ok {
				party = nobody
			}
			h.country, h.party = p.Country, party
		}
	}
	return h
}

// of names the conflict party that the speaker of a statement speaks for in a sentence, "" for none.
func (s *sides) of(st news.Statement, sentence news.Span) string {
	if s == nil {
		return ""
	}
	party := s.speaker(st)
	if party == nobody {
		return ""
	}
	name := s.parties.list[party].Name
	if name != s.article.Source.Party && !s.concerns(party, sentence) {
		return ""
	}
	return name
}

// speaker is the party whose word a statement is, by how it names its speaker, by who that is, by the roles that the
// article gives him.
func (s *sides) speaker(st news.Statement) int {
	p := s.parties
	force := ""
	var said []string
	for _, span := range st.Source {
		said = append(said, span.In(s.article.Body))
	}
	names := []string{strings.Join(said, " "), st.Speaker}
	for _, e := range s.reading.Entities {
		if e.Name == st.Speaker && st.Speaker != "" {
			for _, role := range e.Roles {
				names = append(names, role.Title)
			}
		}
	}
	for i, name := range names {
		if party, ok := p.personOf(name); ok && i < 2 && !(i == 0 && p.namesake(name, st.Speaker)) {
			return party
		}
		v := p.describe(name)
		if v.decided && (v.party != nobody || i < 2 || i == len(names)-1) {
			return s.corrected(v.party, st)
		}
		if force == "" {
			force = v.force
		}
	}
	if governs(names[0]) {
		return s.governor(st)
	}
	if force == "" || len(st.Source) == 0 {
		return nobody
	}
	return s.bare(force, st.Source[0].Start)
}

// governs reports whether somebody holds an office that a state gives in a part of its land.
func governs(description string) bool {
	return slices.ContainsFunc(sideWords(description), func(w sideWord) bool {
		return english.Sources.Sides.Governing[w.key]
	})
}

// governor is the state in whose land lies what the speaker governs: "Kharkiv governor Oleh Marchuk" has no country.
func (s *sides) governor(st news.Statement) int {
	for _, place := range s.reading.Places {
		at := news.Span{Start: place.Start, End: place.End}
		party, ok := s.parties.byCountry[place.Country]
		if ok && slices.ContainsFunc(st.Source, func(span news.Span) bool { return span.Contains(at) }) {
			return party
		}
	}
	return nobody
}

// corrected is the party of the place that the speaker's words name, if that is another one: "Congo's government".
func (s *sides) corrected(party int, st news.Statement) int {
	for _, h := range s.body {
		at := news.Span{Start: s.words[h.from].start, End: s.words[h.to-1].end}
		for _, span := range st.Source {
			if span.Contains(at) && h.party == nobody && h.country != "" && party != nobody &&
				slices.ContainsFunc(s.parties.find(at.In(s.article.Body), sideWords(at.In(s.article.Body))),
					func(x sighted) bool { return x.party == party }) {
				return nobody
			}
		}
	}
	return party
}

// personOf finds a person by the full name, or by the last name alone.
func (p *Parties) personOf(name string) (int, bool) {
	key := text.Key(name)
	if party, ok := p.people[key]; ok {
		return party, true
	}
	if party, ok := p.surnames[key]; ok && party != nobody && !strings.Contains(key, " ") && len(key) > 3 {
		return party, true
	}
	words := strings.Fields(key) // "Israeli Prime Minister Benjamin Netanyahu"
	for n := 2; n <= 4 && n < len(words); n++ {
		if party, ok := p.people[strings.Join(words[len(words)-n:], " ")]; ok {
			return party, true
		}
	}
	return nobody, false
}

// namesake reports whether a last name that is known is in this article that of somebody else.
func (p *Parties) namesake(last, full string) bool {
	key := text.Key(full)
	if !strings.HasSuffix(key, " "+text.Key(last)) {
		return false
	}
	_, known := p.personOf(full)
	return !known
}

// bare is whose army is meant by "the army": that of the outlet, else of whom one was last named with before, else
// the only state among the sides whose land the article is about.
func (s *sides) bare(force string, at int) int {
	p := s.parties
	if own := s.article.Source.Party; own != "" {
		return slices.IndexFunc(p.list, func(x news.Belligerent) bool { return x.Name == own })
	}
	found := nobody
	for _, h := range s.body {
		if s.words[h.from].start >= at {
			break
		}
		if s.holds(h, force) {
			found = h.party
		}
	}
	switch {
	case found != nobody:
		return found
	case english.Sources.Sides.Armed[force]:
		return s.onlyGroup()
	}
	for _, place := range s.reading.Places {
		party, ok := p.byCountry[place.Country]
		if !ok || party == found || !p.atHome(party) {
			continue
		}
		if found != nobody {
			return nobody
		}
		found = party
	}
	return found
}

// onlyGroup is the armed group that an article names, if it names one only: "the rebels".
func (s *sides) onlyGroup() int {
	found := nobody
	for _, h := range slices.Concat(s.title, s.body) {
		if h.party == nobody || h.country != "" || h.party == found {
			continue
		}
		if found != nobody {
			return nobody
		}
		found = h.party
	}
	return found
}

// holds reports whether force stands right behind a name: "Mali's armed forces".
func (s *sides) holds(h sighted, force string) bool {
	for i := h.to; i < min(h.to+3, len(s.words)); i++ {
		if s.words[i].key == force {
			return true
		}
	}
	return false
}

// atHome reports whether a conflict is fought in the party's own country.
func (p *Parties) atHome(party int) bool {
	return slices.ContainsFunc(p.conflicts, func(c conflict) bool {
		return c.side[party] && c.countries[p.list[party].Country]
	})
}

// concerns reports whether one of the party's conflicts is the matter of a sentence; of the article, if the sentence
// does not say. An armed group is a side wherever it speaks.
func (s *sides) concerns(party int, sentence news.Span) bool {
	if s.parties.list[party].Country == "" {
		return true
	}
	for _, whole := range []bool{false, true} {
		own, other := false, false
		spoken := sentence.In(s.article.Body)
		if whole {
			spoken = s.article.Body
		}
		spoken = " " + text.Key(s.article.Title+" "+spoken) + " "
		for _, c := range s.parties.conflicts {
			named := slices.ContainsFunc(c.words, func(w string) bool { return strings.Contains(spoken, " "+w+" ") })
			if !named && !s.active(c, party, sentence, whole) {
				continue
			}
			if c.has(party) {
				own = true
			} else {
				other = true
			}
		}
		if own || other {
			return own
		}
	}
	return s.parties.atHome(party)
}

// active reports whether a sentence, or the whole article, speaks of a conflict: of one of those who fight in it,
// other than the party, or of a place where it is fought.
func (s *sides) active(c conflict, party int, sentence news.Span, whole bool) bool {
	for _, h := range s.title {
		if h.party != nobody && h.party != party && c.side[h.party] {
			return true
		}
	}
	for _, h := range s.body {
		at := news.Span{Start: s.words[h.from].start, End: s.words[h.to-1].end}
		if (whole || sentence.Contains(at)) && h.party != nobody && h.party != party && c.side[h.party] {
			return true
		}
	}
	for _, place := range s.reading.Places {
		if !c.countries[place.Country] ||
			!whole && !sentence.Contains(news.Span{Start: place.Start, End: place.End}) {
			continue
		}
		// A state that names itself or its capital does not say where the matter is.
		if self, ok := s.parties.names[phraseOf(sideWords(place.Name))]; !ok || self.party != party {
			return true
		}
	}
	return false
}
