package story

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
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
		c := compiledTopic{slug: t.Slug, entities: map[string]bool{}, countries: map[string]bool{}, source: map[string]bool{}}
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
		if t.Word {
			out = append(out, text.Stem(strings.TrimSuffix(text.Fold(t.In(s)), "'s"), "en"))
		}
	}
	return out
}

// enough is the evidence that makes an article belong to a topic: two mentions of a word, a name or a place of its, or
// one in the title, which counts double.
const enough = 2

// Match returns the slugs of the topics that the article belongs to, in the order of the topics.
func (m *Matcher) Match(a news.Article, r news.Reading) []string {
	title, body := stems(a.Title), stems(a.Body)
	var out []string
	for _, t := range m.topics {
		if len(t.source) > 0 && !t.source[text.Key(a.Source.Name)] {
			continue
		}
		if slices.ContainsFunc(t.exclude, func(p []string) bool { return occurrences(title, p) > 0 }) {
			continue
		}
		if t.evidence(title, body, r) >= enough {
			out = append(out, t.slug)
		}
	}
	return out
}

func (t compiledTopic) evidence(title, body []string, r news.Reading) int {
	n := 0
	for _, p := range t.words {
		n += 2*occurrences(title, p) + occurrences(body, p)
	}
	for _, m := range r.Mentions {
		if t.entities[text.Key(m.Name)] {
			n++
		}
	}
	for _, p := range r.Places {
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
