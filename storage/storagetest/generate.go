package storagetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"sitrep/news"
)

// Generator makes filings of the size of a real dispatch (4 KB, some 25 mentions, 8 statements, 3 figures, 12
// sentences), with words, names, stories and facts that recur as they do in news: few very often, most hardly ever. The
// same seed gives the same filings. Call [Generator.Saved] with what storage returned before the next one.
type Generator struct {
	random   *rand.Rand
	words    *rand.Zipf
	names    *rand.Zipf
	clock    time.Time
	step     time.Duration
	articles int
	entities map[string]int64
	stories  []news.Story
	facts    map[int64][]int64 // by story, the latest last
}

// NewGenerator returns a generator whose articles are published from start on, step apart.
func NewGenerator(seed uint64, start time.Time, step time.Duration) *Generator {
	r := rand.New(rand.NewPCG(seed, 1))
	return &Generator{
		random: r, words: rand.NewZipf(r, 1.1, 20, 60_000), names: rand.NewZipf(r, 1.2, 8, 40_000),
		clock: start, step: step, entities: map[string]int64{}, facts: map[int64][]int64{},
	}
}

// Topics that generated articles belong to.
var Topics = []string{"ukraine-war", "gaza", "sudan", "sahel"}

var outlets = []news.Source{
	{Name: "Meridian Wire", Kind: news.KindWire, Family: "Meridian"},
	{Name: "Northern Courier", Kind: news.KindNewspaper},
	{Name: "State Bulletin", Kind: news.KindStateMedia, Party: "Russia"},
	{Name: "Harbour Radio", Kind: news.KindBroadcaster},
	{Name: "The Levant Post", Kind: news.KindNewspaper},
	{Name: "Delta Times", Kind: news.KindNewspaper},
	{Name: "Ministry of Defence", Kind: news.KindOfficial, Party: "Ukraine"},
	{Name: "Open Ledger", Kind: news.KindThinkTank},
}

// word is the n-th word of a made-up language.
func word(n uint64) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for n += 70; n > 0; n /= 70 {
		b.WriteByte(consonants[n%70/5])
		b.WriteByte(vowels[n%5])
	}
	return b.String()
}

var kinds = []news.EntityKind{news.Person, news.PlaceKind, news.Organisation, news.PlaceKind, news.Person}

// name is the n-th name; its kind follows from n.
func name(n uint64) (string, news.EntityKind) {
	w := word(n * 7)
	full := strings.ToUpper(w[:1]) + w[1:]
	kind := kinds[n%uint64(len(kinds))]
	if kind == news.Person {
		first := word(n%300 + 5000)
		full = strings.ToUpper(first[:1]) + first[1:] + " " + full
	}
	return full, kind
}

// Filing makes the next one.
func (g *Generator) Filing() news.Filing {
	g.articles++
	g.clock = g.clock.Add(g.step)
	w := &writer{g: g, seen: map[string]bool{}, at: map[string]int{}}
	for range 32 {
		w.sentence()
	}
	body := strings.TrimSpace(w.body.String())
	f := news.Filing{
		Article: news.Article{
			Key: fmt.Sprintf("https://news.example/%d", g.articles), Revision: 1,
			Source:    outlets[g.random.IntN(len(outlets))],
			URL:       fmt.Sprintf("https://news.example/%d?from=feed", g.articles),
			Canonical: fmt.Sprintf("https://news.example/%d", g.articles),
			Title:     strings.TrimSuffix(w.sentences[0].In(body), "."), Language: "en", Body: body,
			Published: g.clock, Seen: g.clock.Add(time.Minute),
		},
		Reading: w.reading,
		Topics:  []string{Topics[g.random.IntN(len(Topics))]},
	}
	f.Reading.Sentences = w.sentences
	f.Terms = w.terms
	f.Story = g.story(f)
	f.Sentences = g.sentences(f)
	return f
}

// story is a new one for a third of the articles, else one of the last that moved, with a few terms changed.
func (g *Generator) story(f news.Filing) news.Story {
	terms := make([]news.Term, 0, 80)
	for _, t := range f.Terms[:min(80, len(f.Terms))] {
		terms = append(terms, news.Term{Text: t, Weight: 0.5 / float64(len(terms)+2)})
	}
	if len(g.stories) == 0 || g.random.IntN(3) == 0 {
		return news.Story{
			Title: f.Article.Title, First: g.clock, Last: g.clock, Articles: 1, Terms: terms,
			Topics: f.Topics,
		}
	}
	s := g.stories[len(g.stories)-1-g.random.IntN(min(200, len(g.stories)))]
	s.Terms = append([]news.Term(nil), s.Terms...)
	for i := range min(8, len(s.Terms)) {
		s.Terms[g.random.IntN(len(s.Terms))] = terms[i]
	}
	s.Last, s.Articles = g.clock, s.Articles+1
	return s
}

// sentences are twelve of the article's, a third of which say what the story's facts say.
func (g *Generator) sentences(f news.Filing) (out []news.Sentence) {
	known := g.facts[f.Story.ID]
	for i, span := range f.Reading.Sentences[:12] {
		s := news.Sentence{
			Start: span.Start, End: span.End, Text: span.In(f.Article.Body), Position: i, Status: news.Reported,
			Weight: 3 * g.random.Float64(),
			Origin: news.Origin{
				Name: f.Article.Source.Name, Kind: news.OriginOwn,
				Family: f.Article.Source.FamilyName(),
			}, Fact: int64(-1 - i),
		}
		if n := len(known); n > 0 && g.random.IntN(3) == 0 {
			s.Fact = known[n-1-g.random.IntN(min(n, 20))]
		}
		for _, t := range f.Terms[:min(24, len(f.Terms))] {
			s.Terms = append(s.Terms, news.Term{Text: t, Weight: 0.2})
		}
		for _, st := range f.Reading.Statements {
			if span.Contains(st.Content[0]) {
				s.Statements = append(s.Statements, st)
			}
		}
		for _, fig := range f.Reading.Figures {
			if span.Contains(fig.Span()) {
				s.Figures = append(s.Figures, fig)
			}
		}
		for _, p := range f.Reading.Places {
			if span.Contains(news.Span{Start: p.Start, End: p.End}) {
				s.Places = append(s.Places, p)
			}
		}
		out = append(out, s)
	}
	return out
}

// Saved learns the ids that storage gave.
func (g *Generator) Saved(f news.Filing) {
	for _, e := range f.Reading.Entities {
		g.entities[e.Name] = e.ID
	}
	known := g.facts[f.Story.ID]
	if known == nil {
		g.stories = append(g.stories, f.Story)
	} else {
		for i := len(g.stories) - 1; i >= 0; i-- {
			if g.stories[i].ID == f.Story.ID {
				g.stories[i] = f.Story
				break
			}
		}
	}
	for _, s := range f.Sentences {
		known = append(known, s.Fact)
	}
	g.facts[f.Story.ID] = known[max(0, len(known)-40):]
}

// writer writes one article's body and notes what a reading would find in it.
type writer struct {
	g         *Generator
	body      strings.Builder
	sentences []news.Span
	reading   news.Reading
	terms     []string // distinct, in order of appearance
	seen      map[string]bool
	at        map[string]int // index of an entity by name
}

func (w *writer) term(t string) {
	if !w.seen[t] {
		w.seen[t] = true
		w.terms = append(w.terms, t)
	}
}

func (w *writer) sentence() {
	r := w.g.random
	start := w.body.Len()
	for i := range 12 + r.IntN(14) {
		if i > 0 {
			w.body.WriteByte(' ')
		}
		if r.IntN(23) == 0 {
			w.mention()
			continue
		}
		t := word(w.g.words.Uint64())
		w.term(t)
		w.body.WriteString(t)
	}
	end := w.body.Len()
	n := len(w.sentences)
	if n%4 == 1 && len(w.reading.Statements) < 8 {
		st := news.Statement{
			Cue: []news.Span{{Start: start, End: start + 4}}, Content: []news.Span{{Start: start + 5, End: end}},
			Stance: news.Says, Quote: news.Indirect,
		}
		if len(w.reading.Entities) > 0 {
			st.Speaker = w.reading.Entities[r.IntN(len(w.reading.Entities))].Name
		}
		w.reading.Statements = append(w.reading.Statements, st)
	}
	if n%4 == 2 && len(w.reading.Figures) < 3 {
		low := float64(1 + r.IntN(40))
		w.reading.Figures = append(w.reading.Figures, news.Figure{
			Start: start, End: start + 4, Kind: news.Killed,
			Low: low, High: low, Bound: news.Exact,
		})
	}
	w.body.WriteByte('.')
	w.sentences = append(w.sentences, news.Span{Start: start, End: w.body.Len()})
	if n%3 == 2 {
		w.body.WriteString("\n\n")
	} else {
		w.body.WriteByte(' ')
	}
}

func (w *writer) mention() {
	full, kind := name(w.g.names.Uint64())
	i, known := w.at[full]
	if !known {
		i = len(w.reading.Entities)
		w.at[full] = i
		e := news.Entity{ID: w.g.entities[full], Kind: kind, Name: full}
		if kind == news.Person {
			e.Aliases = []string{full[strings.IndexByte(full, ' ')+1:]}
			if w.g.random.IntN(5) == 0 {
				e.Roles = []news.Role{{
					Title: "spokesman for " + word(uint64(w.g.random.IntN(30))),
					Span:  news.Span{End: 4},
				}}
			}
		}
		w.reading.Entities = append(w.reading.Entities, e)
	}
	start := w.body.Len()
	w.body.WriteString(full)
	w.term("@" + strings.ToLower(full))
	w.reading.Mentions = append(w.reading.Mentions, news.Mention{
		Start: start, End: w.body.Len(), Kind: kind,
		Name: full, Entity: i,
	})
	if kind == news.PlaceKind {
		w.reading.Places = append(w.reading.Places, news.Place{
			Start: start, End: w.body.Len(), Name: full,
			Point: &news.Point{Lat: 48, Lon: 37}, Country: "UA",
		})
	}
}
