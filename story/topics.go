package story

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// Matcher tells which topics an article belongs to.
type Matcher struct {
	topics  []compiledTopic
	phrases map[string][]phrase // English words, by their first stem
	foreign foreignWords
}

type compiledTopic struct {
	slug                        string
	exclude                     [][]string // phrases as stems
	entities, countries, source map[string]bool
}

// phrase is a word of a topic.
type phrase struct {
	topic int
	stems []string
	home  string // the country of the place that is meant by it where nothing is said, "" for what is no place

	surname bool // it is a person's, and counts in titles alone: in a body it is known whom a name means
}

// Hit is where a text has a word of a topic: bytes, from Start on in the title if Title is true, else in the body.
type Hit struct {
	topic      int
	start, end int
	title      bool
	home       string
}

// Lookup is what the gazetteer tells of names. Each may be nil.
type Lookup struct {
	Home    func(name string) string // the country (ISO 3166-1 alpha-2) of the place that a name means, "" for none
	Surname func(name string) string // by which the news calls a person of that name, "" if that says not who is meant
}

// NewMatcher prepares topics for matching.
func NewMatcher(topics []news.Topic, look Lookup) *Matcher {
	m := &Matcher{phrases: map[string][]phrase{}, foreign: newForeignWords(topics)}
	for i, t := range topics {
		c := compiledTopic{
			slug: t.Slug, entities: map[string]bool{}, countries: map[string]bool{},
			source: map[string]bool{},
		}
		for _, w := range t.Words {
			if s := stems(w); len(s) > 0 && latin(w) {
				p := phrase{topic: i, stems: s}
				if look.Home != nil {
					p.home = look.Home(w)
				}
				m.phrases[s[0]] = append(m.phrases[s[0]], p)
			}
		}
		for _, w := range t.Exclude {
			c.exclude = append(c.exclude, stems(w))
		}
		for _, e := range t.Entities {
			c.entities[text.Key(e)] = true
			if look.Surname == nil {
				continue
			}
			if s := stems(look.Surname(e)); len(s) > 0 {
				m.phrases[s[0]] = append(m.phrases[s[0]], phrase{topic: i, stems: s, surname: true})
			}
		}
		for _, cc := range t.Countries {
			c.countries[cc] = true
		}
		for _, s := range t.Sources {
			c.source[text.Key(s)] = true
		}
		m.topics = append(m.topics, c)
	}
	return m
}

func stems(s string) (out []string) {
	for _, w := range stemmedWords(s) {
		out = append(out, w.stem)
	}
	return out
}

// stemmedWord is a word of a text by its stem.
type stemmedWord struct {
	stem       string
	start, end int
}

func stemmedWords(s string) (out []stemmedWord) {
	for _, t := range text.Tokens(s) {
		if t.Word() {
			stem := lang.English.Stem(strings.TrimSuffix(text.Fold(t.In(s)), "'s"))
			out = append(out, stemmedWord{stem, t.Start, t.End})
		}
	}
	return out
}

// enough is the evidence that makes an article belong to a topic: two mentions of a word, a name or a place of its, or
// one in the title or in the first sentence, which count double.
const enough = 2

// Match returns the slugs of the topics that the article belongs to, in the order of the topics.
func (m *Matcher) Match(a news.Article, r news.Reading) []string {
	return m.MatchNames(m.Words(a), a, r)
}

// Words is where an article's text has words of the topics. Like a [Draft] it depends on nothing that is stored, and
// can be made ahead.
func (m *Matcher) Words(a news.Article) []Hit {
	out := m.find(a.Title, true, nil)
	out = m.find(a.Body, false, out)
	return m.foreign.find(a, out)
}

// find appends the hits of English words in s.
func (m *Matcher) find(s string, title bool, out []Hit) []Hit {
	words := stemmedWords(s)
	for i, w := range words {
		for _, p := range m.phrases[w.stem] {
			if !begins(words[i:], p.stems) || p.surname && (!title || another(s, words, i)) {
				continue
			}
			last := words[i+len(p.stems)-1]
			out = append(out, Hit{topic: p.topic, start: w.start, end: last.end, title: title, home: p.home})
		}
	}
	return out
}

// another reports whether the surname at word i of a title is no name, or is behind the given name of somebody else.
func another(title string, words []stemmedWord, i int) bool {
	if !capitalised(title[words[i].start:]) {
		return true
	}
	if i == 0 || words[i-1].end+1 != words[i].start {
		return false
	}
	before := title[words[i-1].start:words[i-1].end]
	key := text.Fold(before)
	return capitalised(before) && strings.ToUpper(before) != before && !strings.ContainsAny(before, "'’-") &&
		!lang.English.Names.Offices[key] && !lang.English.Names.Honorifics[key] && !lang.English.Stop(key)
}

func capitalised(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func begins(words []stemmedWord, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, s := range phrase {
		if words[i].stem != s {
			return false
		}
	}
	return true
}

// MatchNames is Match for an article of which Words has been asked before: the reading's names are resolved since.
func (m *Matcher) MatchNames(words []Hit, a news.Article, r news.Reading) []string {
	w := witness{article: a, reading: r}
	if len(r.Sentences) > 0 {
		w.lead = r.Sentences[0].End
	}
	spans := make([][]news.Span, len(m.topics)) // of the body, by topic
	n := make([]int, len(m.topics))
	for _, h := range words {
		at := news.Span{Start: h.start, End: h.end}
		switch {
		case h.title && !w.misleads(at, h.home):
			n[h.topic] += 2
		case !h.title && !w.elsewhere(at, h.home):
			spans[h.topic] = append(spans[h.topic], at)
		}
	}
	title := stems(a.Title)
	var out []string
	for i, t := range m.topics {
		if t.never(a, title) {
			continue
		}
		n[i] += w.titlePlaces(t.countries)
		for _, mention := range r.Mentions {
			if t.entities[text.Key(mention.Name)] {
				spans[i] = append(spans[i], mention.Span())
			}
		}
		for _, p := range r.Places {
			if t.countries[p.Country] && !street(a.Body, news.Span{Start: p.Start, End: p.End}) {
				spans[i] = append(spans[i], news.Span{Start: p.Start, End: p.End})
			}
		}
		if n[i]+w.count(spans[i]) >= enough {
			out = append(out, t.slug)
		}
	}
	return out
}

// never reports whether an article is kept out of a topic whatever it mentions.
func (t compiledTopic) never(a news.Article, title []string) bool {
	return len(t.source) > 0 && !t.source[text.Key(a.Source.Name)] ||
		slices.ContainsFunc(t.exclude, func(p []string) bool { return occurrences(title, p) > 0 })
}

// witness weighs what an article mentions by what was found out about its names and places.
type witness struct {
	article news.Article
	reading news.Reading
	lead    int // where the first sentence ends
}

// count weighs mentions in the body; those that overlap are one, one in the first sentence counts double.
func (w witness) count(spans []news.Span) (n int) {
	slices.SortFunc(spans, func(a, b news.Span) int { return a.Start - b.Start })
	end := -1
	for _, s := range spans {
		if s.Start < end {
			end = max(end, s.End)
			continue
		}
		end = s.End
		n++
		if s.Start < w.lead {
			n++
		}
	}
	return n
}

// elsewhere reports whether a word of the body stands in the name of a person and is not the whole of it, or in that of
// a place in another country than it is known for: Israel Adesanya; Lebanon, Pennsylvania; South Sudan.
func (w witness) elsewhere(at news.Span, home string) bool {
	if street(w.article.Body, at) {
		return true
	}
	for _, m := range w.reading.Mentions {
		if m.Kind == news.Person && !m.Nominal && m.Start <= at.Start && at.End <= m.End &&
			(home != "" || m.Span() != at) {
			return true
		}
	}
	return abroad(w.reading.Places, at, home)
}

func abroad(places []news.Place, at news.Span, home string) bool {
	return home != "" && slices.ContainsFunc(places, func(p news.Place) bool {
		return p.Start < at.End && at.Start < p.End && p.Country != "" && p.Country != home
	})
}

// misleads is elsewhere for a word of the title, which says little by itself: a name means what it does in the body.
func (w witness) misleads(at news.Span, home string) bool {
	title := w.article.Title
	if street(title, at) {
		return true
	}
	for _, m := range w.reading.Mentions {
		if m.Kind == news.Person && !m.Nominal && strings.Contains(m.Name, " ") && within(title, m.Name, at) {
			return true
		}
	}
	if abroad(w.reading.TitlePlaces, at, home) {
		return true
	}
	there, here := false, false
	word := text.Key(at.In(title))
	for _, p := range w.reading.Places {
		if key := text.Key(p.Name); home == "" || p.Country == "" || !strings.Contains(" "+key+" ", " "+word+" ") {
			continue
		}
		there, here = there || p.Country != home, here || p.Country == home
	}
	return there && !here
}

// street reports whether what stands at a place of s only gives a street its name: "Syria Street".
func street(s string, at news.Span) bool {
	rest, ok := strings.CutPrefix(s[at.End:], " ")
	if !ok {
		return false
	}
	word := rest
	if i := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		word = rest[:i]
	}
	return english.Relevance.Streets[word]
}

// within reports whether span lies in an occurrence of name in s.
func within(s, name string, span news.Span) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], name)
		if i < 0 {
			return false
		}
		start := from + i
		if start <= span.Start && span.End <= start+len(name) {
			return true
		}
		_, n := utf8.DecodeRuneInString(s[start:])
		from = start + n
	}
}

// titlePlaces weighs the places of the title that lie in countries, unless the body has the name for another place.
func (w witness) titlePlaces(countries map[string]bool) (n int) {
	for _, p := range w.reading.TitlePlaces {
		if countries[p.Country] && !w.misleads(news.Span{Start: p.Start, End: p.End}, p.Country) {
			n += 2
		}
	}
	return n
}

// occurrences counts how often phrase stands in words.
func occurrences(words, phrase []string) int {
	if len(phrase) == 0 {
		return 0
	}
	n := 0
	for i := 0; i+len(phrase) <= len(words); i++ {
		if slices.Equal(words[i:i+len(phrase)], phrase) {
			n++
		}
	}
	return n
}

// WithLeaders adds to each topic the people who speak for the sides that fight in its conflict, by their full names: of
// a state in whose land it is fought, and of a group that fights in no other conflict.
func (m *Matcher) WithLeaders(parties []news.Belligerent, conflicts []news.ArmedConflict) *Matcher {
	fights := map[string]int{} // in how many conflicts a party is a side
	for _, c := range conflicts {
		for _, side := range c.Sides {
			fights[side]++
		}
	}
	for _, c := range conflicts {
		i := slices.IndexFunc(m.topics, func(t compiledTopic) bool { return t.slug == c.Topic })
		if i < 0 {
			continue
		}
		for _, p := range parties {
			group := p.Country == "" && fights[p.Name] == 1
			if !slices.Contains(c.Sides, p.Name) || !group && !m.topics[i].countries[p.Country] {
				continue
			}
			for _, name := range p.People {
				m.topics[i].entities[text.Key(name)] = true
			}
		}
	}
	return m
}
