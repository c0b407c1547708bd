package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/story"
	"sitrep/text"
	"sitrep/text/lang"
)

// generator writes conflict news of an invented world, in English sentences made for this purpose: matters that several
// outlets report over days, wires and those who print them word for word, tolls that rise, parties that deny. Few names
// and words are in many articles, most are in hardly any. The same seed gives the same articles.
//
// It knows what it writes: each article comes with the filing that reading and placing it rightly would give, so that a
// large database can be filled without reading a million articles. Call [generator.saved] with what storage returned.
type generator struct {
	seed    uint64
	random  *rand.Rand
	words   *rand.Zipf
	clock   time.Time
	step    time.Duration
	great   int // matters that half of the articles are about, as in a great war
	n       int
	topics  []region
	matters []*matter // those that are still reported, the latest last
	war     []*matter // those that always are
	ids     map[string]int64
	stems   map[string]string // of words, "" for one that is not compared
	df      map[string]int    // articles that hold a term
}

// region is the world of one topic.
type region struct {
	topic  news.Topic
	towns  []town
	people []personage
	bodies []string // organisations
	side   [2]string
}

type town struct {
	name string
	at   news.Point
}

type personage struct{ name, role string }

// matter is one story of the invented world.
type matter struct {
	region  *region
	kind    int
	town    town
	people  []personage
	body    string
	detail  []string // rare words that all its articles share
	toll    int
	story   news.Story
	facts   map[string]int64 // by what is said: template and number of the round
	round   int
	printed news.Article // the last article of a wire
	filing  news.Filing
	left    int // articles to come
}

const generatedTopics = 20

// perDay is how many articles a day brings, three times what a catalogue of 225 feeds does: a million are five hundred
// days.
const perDay = 2000

func newGenerator(seed uint64, start time.Time) *generator {
	r := rand.New(rand.NewPCG(seed, 7))
	g := &generator{
		seed: seed, random: r, words: rand.NewZipf(r, 1.15, 30, 50_000), clock: start,
		step: 24 * time.Hour / perDay, ids: map[string]int64{}, stems: map[string]string{}, df: map[string]int{},
	}
	world := rand.New(rand.NewPCG(1, 7)) // the same for every seed
	for i := range generatedTopics {
		g.topics = append(g.topics, newRegion(world, i))
	}
	return g
}

func newRegion(r *rand.Rand, i int) region {
	country := capital(invented(uint64(i*911+40_000))) + "ia"
	out := region{
		topic: news.Topic{
			Slug: fmt.Sprintf("%s-war", strings.ToLower(country)), Name: country + " war",
			Words: []string{country},
		},
		side: [2]string{country, capital(invented(uint64(i*577+90_000))) + "land"},
	}
	for j := range 400 {
		out.towns = append(out.towns, town{
			capital(invented(uint64(i*400+j)*13 + 200_000)),
			news.Point{Lat: 20 + 30*r.Float64(), Lon: 10 + 40*r.Float64()},
		})
	}
	for j := range 2000 {
		first, last := given[r.IntN(len(given))], capital(invented(uint64(i*2000+j)*17+600_000))
		out.people = append(out.people, personage{first + " " + last, offices[r.IntN(len(offices))]})
	}
	for _, o := range []string{
		"%s Defence Ministry", "%s General Staff", "%s Health Ministry", "%s Rescue Service",
		"%s Border Guard", "Free %s Council",
	} {
		out.bodies = append(out.bodies, fmt.Sprintf(o, country))
	}
	return out
}

// invented is the n-th word of a language that does not exist.
func invented(n uint64) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for n += 70; n > 0; n /= 70 {
		b.WriteByte(consonants[n%70/5])
		b.WriteByte(vowels[n%5])
	}
	return b.String()
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

var (
	given = strings.Fields("Adam Boris Carla David Elena Farid Galina Hassan Irina Jonas Karim Leila Marco Nadia " +
		"Omar Petra Rashid Sofia Tomas Vera Yusuf Zoya")
	offices = []string{
		"the governor", "the mayor", "a spokesman for the army", "the defence minister",
		"the foreign minister", "a hospital director", "the head of the rescue service", "the envoy",
	}
	outlets = []news.Source{
		{Name: "Meridian Wire", Kind: news.KindWire, Family: "Meridian"},
		{Name: "Polar Press Agency", Kind: news.KindWire},
		{Name: "Northern Courier", Kind: news.KindNewspaper},
		{Name: "Harbour Radio", Kind: news.KindBroadcaster},
		{Name: "The Levant Post", Kind: news.KindNewspaper},
		{Name: "Delta Times", Kind: news.KindNewspaper},
		{Name: "Open Ledger", Kind: news.KindThinkTank},
		{Name: "Ridge TV", Kind: news.KindBroadcaster},
		{Name: "Canal Daily", Kind: news.KindNewspaper},
		{Name: "State Bulletin", Kind: news.KindStateMedia, Party: "Northland"},
		{Name: "Evening Lantern", Kind: news.KindNewspaper},
		{Name: "Quay Street Journal", Kind: news.KindNewspaper},
		{Name: "Plainview", Kind: news.KindNewspaper},
		{Name: "Digest of Digests", Kind: news.KindAggregator},
	}
)

// templates are what is said of a matter of each kind. {n} is the toll; a sentence that ends in "{who} said." is what
// somebody says. The first one is the news.
var templates = [][]string{
	{ // a strike
		"A missile hit a {w} depot in {town}, {land}, on {day}, killing {n} people, {who} said.",
		"At least {m} people were injured when fragments fell on the {w} district, {who} said.",
		"Rescue teams searched the rubble of the {w} building for survivors through the {w} night near {w}.",
		"The {body} denied that its forces had fired at {town}.",
		"Residents of {w} described a {w} flash and a second explosion near the {w} market.",
		"Power was cut in {m} villages around {town}, the {body} said.",
		"{who} called the attack on the {w} quarter of {w} a crime.",
		"The strike was the third on {town} this month, according to the {body}.",
		"Schools in the {w} district will stay closed until {day}, {who} said.",
	},
	{ // an advance
		"Troops entered the village of {town}, {land}, on {day} after {w} fighting, {who} said.",
		"{n} soldiers were killed in the battle for the {w} heights, {who} said.",
		"The {body} said that its units still held the {w} road.",
		"Artillery fired on the {w} bridge and the {w} mill for {m} hours.",
		"Civilians left {town} for {w} with {w} belongings on carts and tractors.",
		"The {body} denied that {town} had fallen.",
		"Satellite pictures show {w} trenches east of {town}.",
		"{who} said that reserves were on their way to the {w} front.",
	},
	{ // talks
		"{who} arrived in {town}, {land}, on {day} for talks about a {w} ceasefire.",
		"The {body} proposed a {w} line of contact and the return of {n} prisoners.",
		"Negotiators will meet again on {day}, {who} said.",
		"Differences remain over the {w} corridor, {who} said.",
		"The {body} denied that it had accepted the {w} proposal.",
		"Mediators from {w} left {town} without a {w} statement on {w}.",
		"{who} said that the {w} clause on {w} could not be discussed.",
	},
	{ // relief
		"A convoy with {w} supplies reached {town}, {land}, on {day}, the {body} said.",
		"{n} people have died of {w} fever in the camps around {town}, {who} said.",
		"The {body} said that {m} families still had no {w} shelter.",
		"Drivers from {w} waited for {m} hours at the {w} checkpoint.",
		"{who} asked for {w} medicine and fuel for {w}.",
		"The {body} denied that it had held up the {w} convoy.",
	},
}

// next writes the next article: half of them about a new matter, or printed from a wire.
func (g *generator) next() news.Filing {
	g.n++
	g.clock = g.clock.Add(g.step)
	m := g.matter()
	source := outlets[g.random.IntN(len(outlets))]
	var f news.Filing
	if m.printed.Key != "" && source.Kind != news.KindWire && g.random.IntN(3) == 0 {
		f = g.reprint(m)
	} else {
		f = g.write(m)
	}
	key := fmt.Sprintf("%x-%d", g.seed, g.n)
	f.Article.Key, f.Article.URL = "url:https://news.example/"+key, "https://news.example/"+key
	f.Article.Canonical, f.Article.Revision, f.Article.Source, f.Article.Language = f.Article.URL, 1, source, "en"
	f.Article.Published, f.Article.Seen = g.clock, g.clock.Add(time.Minute)
	for i := range f.Sentences {
		s := &f.Sentences[i]
		s.Time, s.Arrived = g.clock, f.Article.Seen
		s.Source, s.URL, s.Title = source.Name, f.Article.URL, f.Article.Title
		if s.Origin.Kind == news.OriginOwn {
			s.Origin = news.Origin{
				Name: source.Name, Kind: news.OriginOwn, Family: source.FamilyName(),
				Party: source.Party,
			}
		}
	}
	f.Topics = []string{m.region.topic.Slug}
	f.Story = g.story(m, f)
	if source.Kind == news.KindWire {
		m.printed, m.filing = f.Article, f
	}
	m.left--
	return f
}

// matter is a new one or one of those that are still reported.
func (g *generator) matter() *matter {
	g.matters = slices.DeleteFunc(g.matters, func(m *matter) bool { return m.left <= 0 })
	if g.great > 0 && g.random.IntN(2) == 0 {
		return g.greatMatter()
	}
	if len(g.matters) > 60 && g.random.IntN(4) > 0 {
		return g.matters[len(g.matters)-1-g.random.IntN(min(300, len(g.matters)))]
	}
	m := g.newMatter(&g.topics[int(float64(len(g.topics))*g.random.Float64()*g.random.Float64())])
	g.matters = append(g.matters, m)
	return m
}

// greatMatter is one of those that never end, the first of them twice as often as the next: strikes and advances of one
// war.
func (g *generator) greatMatter() *matter {
	for len(g.war) < g.great {
		m := g.newMatter(&g.topics[0])
		m.kind, m.left = len(g.war)%2, math.MaxInt
		g.war = append(g.war, m)
	}
	i := 0
	for i < len(g.war)-1 && g.random.IntN(2) == 0 {
		i++
	}
	return g.war[i]
}

func (g *generator) newMatter(region *region) *matter {
	few := func(n int) int { return int(float64(n) * g.random.Float64() * g.random.Float64() * g.random.Float64()) }
	m := &matter{
		region: region, kind: g.random.IntN(len(templates)), town: region.towns[few(len(region.towns))],
		body: region.bodies[g.random.IntN(len(region.bodies))],
		toll: 1 + g.random.IntN(20), facts: map[string]int64{}, left: 1 + int(6/(0.1+g.random.Float64())),
	}
	for range 3 {
		m.people = append(m.people, region.people[few(len(region.people))])
	}
	for range 24 {
		m.detail = append(m.detail, invented(g.words.Uint64()*3+1000))
	}
	return m
}

// story moves the matter's story on.
func (g *generator) story(m *matter, f news.Filing) news.Story {
	if m.story.Title == "" {
		m.story = news.Story{Title: f.Article.Title, First: g.clock, Topics: f.Topics}
		counts := map[string]float64{}
		for _, t := range f.Terms {
			counts[t] = 1
			g.df[t]++
		}
		m.story.Terms = story.Vector(counts, story.Frequencies{Total: g.n, Of: g.df})
	}
	m.story.Last = g.clock
	m.story.Articles++
	return m.story
}

// reprint is the wire's text under another outlet's name.
func (g *generator) reprint(m *matter) news.Filing {
	f := m.filing
	f.Article.Title, f.Article.Body = m.printed.Title, m.printed.Body
	f.Reading.Entities = slices.Clone(f.Reading.Entities)
	f.Sentences = slices.Clone(f.Sentences)
	for i := range f.Reading.Entities {
		f.Reading.Entities[i].ID = g.ids[f.Reading.Entities[i].Name]
		f.Reading.Entities[i].Roles = nil
	}
	return f
}

// write is an article of an outlet's own.
func (g *generator) write(m *matter) news.Filing {
	m.round++
	if g.random.IntN(3) == 0 {
		m.toll += 1 + g.random.IntN(3)
	}
	w := &writing{g: g, m: m, entity: map[string]int{}, seen: map[string]bool{}}
	all := templates[m.kind]
	w.sentence(0, all[0])
	for i := range 6 + g.random.IntN(4) {
		w.sentence(i+1, all[1+g.random.IntN(len(all)-1)])
	}
	w.f.Article.Body = strings.TrimSpace(w.body.String())
	for i, s := range w.f.Sentences {
		w.f.Sentences[i].Text = s.Span().In(w.f.Article.Body)
	}
	w.f.Article.Title = strings.TrimSuffix(w.f.Sentences[0].Text, ".")
	return w.f
}

// saved learns the ids that storage gave. f is what next returned.
func (g *generator) saved(f, stored news.Filing) {
	for _, e := range stored.Reading.Entities {
		g.ids[e.Name] = e.ID
	}
	for _, m := range slices.Concat(g.matters, g.war) {
		if m.story.Title == f.Story.Title && m.story.First.Equal(f.Story.First) {
			m.story.ID = stored.Story.ID
			if m.printed.Key == f.Article.Key {
				m.filing.Sentences = slices.Clone(m.filing.Sentences)
			}
			for i, s := range stored.Sentences {
				for said, id := range m.facts {
					if id == f.Sentences[i].Fact && id < 0 {
						m.facts[said] = s.Fact
					}
				}
				if m.printed.Key == f.Article.Key {
					m.filing.Sentences[i].Fact = s.Fact
				}
			}
			return
		}
	}
}

// writing is one article in the making.
type writing struct {
	g      *generator
	m      *matter
	body   strings.Builder
	f      news.Filing
	entity map[string]int
	seen   map[string]bool
}

func (w *writing) sentence(n int, template string) {
	start := w.body.Len()
	var people, terms []string
	var figures []news.Figure
	var places []news.Place
	said := news.Statement{Stance: news.Says, Quote: news.Indirect}
	for rest := template; rest != ""; {
		words, after, slot := strings.Cut(rest, "{")
		w.text(words, &terms)
		if !slot {
			break
		}
		name, after, _ := strings.Cut(after, "}")
		rest = after
		at := w.body.Len()
		switch name {
		case "town":
			w.mention(w.m.town.name, news.PlaceKind, "", &terms)
			places = append(places, news.Place{
				Start: at, End: w.body.Len(), Name: w.m.town.name, Point: &w.m.town.at, Country: "XX",
			})
		case "land":
			w.mention(w.m.region.side[0], news.PlaceKind, "", &terms)
		case "body":
			w.mention(w.m.body, news.Organisation, "", &terms)
		case "who":
			p := w.m.people[w.g.random.IntN(len(w.m.people))]
			w.mention(p.name, news.Person, p.role, &terms)
			if !slices.Contains(people, p.name) {
				people = append(people, p.name)
			}
			if strings.HasPrefix(after, " said.") {
				said.Speaker, said.Source = p.name, []news.Span{{Start: at, End: w.body.Len()}}
				said.Cue = []news.Span{{Start: w.body.Len() + 1, End: w.body.Len() + 5}}
				said.Content = []news.Span{{Start: start, End: max(start+1, at-2)}}
			}
		case "n", "m":
			n, kind := w.m.toll, news.Killed
			if name == "m" {
				n, kind = 2+w.g.random.IntN(40), news.Injured
			}
			w.text(fmt.Sprint(n), &terms)
			if strings.HasPrefix(after, " people") || strings.HasPrefix(after, " soldiers") {
				figures = append(figures, news.Figure{
					Start: at, End: w.body.Len(), Kind: kind, Low: float64(n),
					High: float64(n), Bound: news.Exact, Place: w.m.town.name,
				})
			}
		case "day":
			w.text(w.g.clock.Weekday().String(), &terms)
		case "w":
			word := w.m.detail[w.g.random.IntN(len(w.m.detail))]
			if w.g.random.IntN(3) == 0 {
				word = invented(w.g.words.Uint64()*3 + 1000)
			}
			w.text(word, &terms)
		}
	}
	span := news.Span{Start: start, End: w.body.Len()}
	w.body.WriteString([]string{" ", " ", "\n\n"}[n%3])
	w.f.Reading.Sentences = append(w.f.Reading.Sentences, span)
	w.f.Reading.Figures = append(w.f.Reading.Figures, figures...)
	w.f.Reading.Places = append(w.f.Reading.Places, places...)
	s := news.Sentence{
		Start: span.Start, End: span.End, Position: n, Status: news.Reported,
		Weight:  3 / (1 + 0.3*float64(n)) * (0.5 + w.g.random.Float64()/2),
		Figures: figures, Places: places, People: people, Origin: news.Origin{Kind: news.OriginOwn},
	}
	if said.Speaker != "" {
		w.f.Reading.Statements = append(w.f.Reading.Statements, said)
		s.Statements = []news.Statement{said}
		if w.g.random.IntN(2) == 0 {
			s.Origin = news.Origin{Name: said.Speaker, Kind: news.OriginOfficial, Family: strings.ToLower(said.Speaker)}
		}
	}
	for i, t := range terms[:min(14, len(terms))] {
		s.Terms = append(s.Terms, news.Term{Text: t, Weight: 0.35 / (1 + 0.05*float64(i))})
	}
	s.Fact = w.fact(template, len(figures) > 0)
	s.Denies = w.denied(template, s.Fact)
	w.f.Sentences = append(w.f.Sentences, s)
}

// denied is the fact that a sentence of a fact denies, 0 if it denies none or the article tells the fact already.
func (w *writing) denied(template string, fact int64) (id int64) {
	if slices.ContainsFunc(w.f.Sentences, func(o news.Sentence) bool { return o.Fact == fact && fact > 0 }) {
		return 0
	}
	if strings.Contains(template, "denied") {
		for said, other := range w.m.facts {
			if strings.HasPrefix(said, templates[w.m.kind][0]) {
				id = other
			}
		}
	}
	return id
}

// fact is the one that a sentence tells: tolls are one fact from the first count to the last, what else is said is told
// again for some rounds.
func (w *writing) fact(template string, toll bool) int64 {
	key := template
	if !toll {
		key = fmt.Sprintf("%s %d", template, w.m.round/4)
	}
	id, known := w.m.facts[key]
	if !known {
		id = int64(-1 - len(w.f.Sentences))
		w.m.facts[key] = id
	}
	return id
}

func (w *writing) text(s string, terms *[]string) {
	w.body.WriteString(s)
	for word := range strings.FieldsSeq(strings.ToLower(s)) {
		if stem := w.g.stem(strings.Trim(word, ",.;")); stem != "" {
			w.term(stem, terms)
		}
	}
}

// stem is what placing compares a word by.
func (g *generator) stem(word string) string {
	stem, known := g.stems[word]
	if !known {
		if len(word) > 2 && !lang.English.Stop(word) && (word[0] < '0' || word[0] > '9') {
			stem = lang.English.Stem(word)
		}
		g.stems[word] = stem
	}
	return stem
}

func (w *writing) term(t string, terms *[]string) {
	if !slices.Contains(*terms, t) {
		*terms = append(*terms, t)
	}
	if !w.seen[t] {
		w.seen[t] = true
		w.f.Terms = append(w.f.Terms, t)
	}
}

func (w *writing) mention(name string, kind news.EntityKind, role string, terms *[]string) {
	i, known := w.entity[name]
	if !known {
		i = len(w.f.Reading.Entities)
		w.entity[name] = i
		e := news.Entity{ID: w.g.ids[name], Kind: kind, Name: name}
		if kind == news.Person {
			_, last, _ := strings.Cut(name, " ")
			e.Aliases = []string{last}
		}
		w.f.Reading.Entities = append(w.f.Reading.Entities, e)
	}
	start := w.body.Len()
	w.body.WriteString(name)
	w.term("@"+text.Key(name), terms)
	w.f.Reading.Mentions = append(w.f.Reading.Mentions, news.Mention{
		Start: start, End: w.body.Len(), Kind: kind,
		Name: name, Entity: i,
	})
	if role != "" && !known {
		w.body.WriteString(", ")
		at := w.body.Len()
		w.body.WriteString(role + ",")
		e := &w.f.Reading.Entities[i]
		e.Roles = append(e.Roles, news.Role{Title: role, Span: news.Span{Start: at, End: at + len(role)}})
	}
}

// line is an article as a line of JSON, as an import takes it.
func line(a news.Article) []byte {
	b, err := json.Marshal(map[string]string{
		"id": a.Key, "source": a.Source.Name, "url": a.URL, "title": a.Title,
		"published": a.Published.Format(time.RFC3339), "text": a.Body,
	})
	if err != nil { // strings always encode
		panic(err)
	}
	return append(b, '\n')
}
