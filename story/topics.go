package story

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// Matcher tells which topics an article belongs to.
type Matcher struct {
	topics []compiledTopic
}

type compiledTopic struct {
	slug                        string
	words, exclude              [][]string // phrases as stems
	entities, countries, source map[string]bool
}

// NewMatcher prepares topics for matching.
func NewMatcher(topics []news.Topic) *Matcher {
	m := &Matcher{}
	for _, t := range topics {
		c := compiledTopic{
			slug: t.Slug, entities: map[string]bool{}, countries: map[string]bool{},
			source: map[string]bool{},
		}
		for _, w := range t.Words {
			c.words = append(c.words, stems(w))
		}
		for _, w := range t.Exclude {
			c.exclude = append(c.exclude, stems(w))
		}
		for _, e := range t.Entities {
			c.entities[text.Key(e)] = true
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

func stems(s string) []string {
	var out []string
	for _, t := range text.Tokens(s) {
		if t.Word() {
			out = append(out, lang.English.Stem(strings.TrimSuffix(text.Fold(t.In(s)), "'s")))
		}
	}
	return out
}

// enough is the evidence that makes an article belong to a topic: two mentions of a word, a name or a place of its, or
// one in the title, which counts double.
const enough = 2

// Match returns the slugs of the topics that the article belongs to, in the order of the topics.
func (m *Matcher) Match(a news.Article, r news.Reading) []string { return m.MatchNames(m.Words(a), r) }

// Words is what an article's text alone says about each topic, in the order of the topics. Like a [Draft] it depends on
// nothing that is stored, and can be made ahead.
func (m *Matcher) Words(a news.Article) []int {
	title, body := stems(a.Title), stems(a.Body)
	out := make([]int, len(m.topics))
	for i, t := range m.topics {
		switch {
		case len(t.source) > 0 && !t.source[text.Key(a.Source.Name)],
			slices.ContainsFunc(t.exclude, func(p []string) bool { return occurrences(title, p) > 0 }):
			out[i] = never
		default:
			for _, p := range t.words {
				out[i] += 2*occurrences(title, p) + occurrences(body, p)
			}
		}
	}
	return out
}

// never is the evidence of words that keep an article out of a topic whatever else it mentions.
const never = -1 << 30

// MatchNames is Match for an article of which Words has been asked before: the reading's names are resolved since.
func (m *Matcher) MatchNames(words []int, r news.Reading) []string {
	names := make([]string, len(r.Mentions))
	for i, mention := range r.Mentions {
		names[i] = text.Key(mention.Name)
	}
	var out []string
	for i, t := range m.topics {
		if words[i]+t.evidence(names, r.Places) >= enough {
			out = append(out, t.slug)
		}
	}
	return out
}

func (t compiledTopic) evidence(names []string, places []news.Place) int {
	n := 0
	for _, name := range names {
		if t.entities[name] {
			n++
		}
	}
	for _, p := range places {
		if t.countries[p.Country] {
			n++
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
