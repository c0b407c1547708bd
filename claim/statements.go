package claim

import (
	"slices"
	"sort"
	"sync"

	"sitrep/news"
)

// Read finds who says what in body and the numbers that it tells, as [Statements] and [Figures] do, and reads it only
// once for both. Time is linear in len(body).
func Read(body string, sentences []news.Span, mentions []news.Mention) ([]news.Statement, []news.Figure) {
	r := open(body, sentences, mentions)
	defer r.close()
	r.state()
	out := make([]news.Statement, len(r.statements))
	for i, s := range r.statements {
		out[i] = s.Statement
	}
	return out, r.allFigures()
}

// Statements finds who says what in body: one statement for each cue ("said", "according to", "accusations that"), in
// the order of the cues. sentences are body's, in order; mentions are those of entities in body, sorted by start.
// Speakers are resolved to the names that mentions carry.
//
// The spans are those of attribution relations as PolNeAR marks them (Newell, Margolin and Ruths, LREC 2018). Where an
// outlet cites somebody else ("Interfax reported, citing an anonymous source"), Source has a second span: whom it
// cites.
func Statements(body string, sentences []news.Span, mentions []news.Mention) []news.Statement {
	out, _ := Read(body, sentences, mentions)
	return out
}

// scratch is the memory that one reading works in and the next one uses again.
type scratch struct {
	features features
	lattice  lattice
	owner    []int32
}

var spare = sync.Pool{New: func() any { return new(scratch) }}

// spareWords is how long a text may have been for its memory to be kept: more than any article.
const spareWords = 1 << 15

func open(body string, sentences []news.Span, mentions []news.Mention) *reading {
	m := spare.Get().(*scratch)
	m.features.read(body, sentences)
	return &reading{body: body, features: &m.features, mentions: mentions, scratch: m}
}

// close gives the reading's memory back. What it found does not point into it.
func (r *reading) close() {
	if cap(r.words) <= spareWords {
		spare.Put(r.scratch)
	}
}

// state finds the statements.
func (r *reading) state() {
	r.parts = embedded().attributions(r.features, &r.scratch.lattice)
	r.yieldRuns()
	r.finishQuotes()
	r.returnSources()
	r.trimTails()
	r.add(r.splitCoordinated())
	r.resumeQuotes()
	r.add(r.utterances())
	r.continueQuotes()
	r.add(r.plainSayings())
	r.stated = make([]int, len(r.parts))
	for i, p := range r.parts {
		if s, ok := r.statement(r.wholeClause(p)); ok {
			r.statements = append(r.statements, s)
			r.stated[i] = len(r.statements)
		}
	}
	r.linkDenials()
}

// reading is one body while it is read.
type reading struct {
	*features
	body       string
	mentions   []news.Mention
	parts      []parts
	statements []stated
	stated     []int // for each of parts, 1 + the index of its statement, 0 if it is none
	scratch    *scratch
}

// stated is a statement with the words that it was read from.
type stated struct {
	news.Statement
	parts
	person int // the mention that the speaker was resolved to, -1 if none
}

// add puts attributions where they stand in the text.
func (r *reading) add(more []parts) {
	r.parts = append(r.parts, more...)
	slices.SortStableFunc(r.parts, func(a, b parts) int { return a.from - b.from })
}

// statement words an attribution as a statement. It is not ok if nothing is said, or if the attribution only names whom
// another one cites.
func (r *reading) statement(p parts) (stated, bool) {
	if len(p.content) == 0 || r.merged(p) || r.empty(p) {
		return stated{}, false
	}
	if r.has(p.from, p.to, faced) { // who "faced criticism for …" does not criticise
		p.source = [2]int{}
	}
	as := r.quotedAs(&p)
	s := stated{parts: p, person: -1}
	s.Source, s.Cue, s.Content = []news.Span{}, []news.Span{r.spanOf(p.from, p.to)}, []news.Span{}
	for _, c := range p.content {
		s.Content = append(s.Content, r.spanOf(c[0], c[1]))
	}
	s.Quote = r.quote(p.content)
	if p.hasSource() {
		s.Source = append(s.Source, r.spanOf(p.source[0], p.source[1]))
		s.Speaker, s.person = r.speaker(p)
		s.Anonymous = r.anonymous(p.source[0], p.source[1], s.person)
		if n := len(r.statements); n > 0 && p.source[1]-p.source[0] == 1 && s.Speaker == r.statements[n-1].Speaker {
			s.Anonymous = r.statements[n-1].Anonymous // "They said …" are the officials of the sentence before
		}
	}
	s.Via = r.via(p)
	if as.via != "" {
		s.Via = as.via
		s.Cue = append(s.Cue, r.spanOf(as.from, as.to))
	}
	if s.Via != "" && p.hasSource() && r.outletWithin(p.source[0], p.source[1]) != "" {
		s.Speaker = s.Via
		s.Anonymous = false
		if from, to := r.citedBy(p); from < to {
			s.Source = append(s.Source, r.spanOf(from, to))
			s.Anonymous = r.anonymous(from, to, -1)
		}
	}
	s.Stance = r.stance(p, s.Via)
	s.Hedged = r.hedged(p, s.Anonymous)
	return s, true
}

// empty reports whether an attribution tells nothing: "declined to comment", or a question that nobody asks ("Asked
// whether he trusted them, …").
func (r *reading) empty(p parts) bool {
	c := p.content[0]
	if len(p.content) == 1 && c[1]-c[0] <= 2 && commentWord[r.words[c[1]-1].form] {
		return true
	}
	return !p.hasSource() && p.to == p.from+1 && askedWord[r.words[p.from].form] && r.classes[c[0]] == relative
}

var (
	commentWord = words(`comment comments elaborate`)
	faced       = words(`face faces faced facing`)
	askedWord   = words(`asked`)
	quoteWord   = words(`quoted quotes quoting cited cites`)
	sayingWord  = words(`saying telling stating`)
)

// quoted says through which outlet somebody is quoted, and where the words "as saying" stand.
type quoted struct {
	via      string
	from, to int
}

// quotedAs reads "TASS quoted Lavrov as saying that …": the statement is Lavrov's, through TASS. p then has him as its
// source and what he said as its content.
func (r *reading) quotedAs(p *parts) quoted {
	if !p.hasSource() || p.source[0] > p.from || !r.has(p.from, p.to, quoteWord) {
		return quoted{}
	}
	via := r.outletWithin(p.source[0], p.source[1])
	c := p.content[0]
	for i := p.to; via != "" && i+2 < c[1] && i < p.to+subjectWords; i++ {
		if r.words[i].form == asForm && sayingWord[r.words[i+1].form] && i > p.to {
			p.source = [2]int{p.to, i}
			p.content[0] = [2]int{i + 2, c[1]}
			return quoted{via, i, i + 2}
		}
	}
	return quoted{}
}

func (p parts) hasSource() bool { return p.source[0] < p.source[1] }

// spanOf is the span of words [from,to).
func (f *features) spanOf(from, to int) news.Span {
	return news.Span{Start: f.words[from].start, End: f.words[to-1].end}
}

// quote says how content is given: directly when at least nine tenths of its letters stand between quotation marks,
// indirectly when none do.
func (r *reading) quote(content [][2]int) news.Quote {
	quoted, all := 0, 0
	for _, c := range content {
		for _, w := range r.words[c[0]:c[1]] {
			if w.shape == sign {
				continue
			}
			all += w.end - w.start
			if w.quoted {
				quoted += w.end - w.start
			}
		}
	}
	switch {
	case quoted == 0:
		return news.Indirect
	case 10*quoted >= 9*all:
		return news.Direct
	}
	return news.Mixed
}

// within returns the mentions that lie in words [from,to), as indices.
func (r *reading) within(from, to int) (first, end int) {
	s := r.spanOf(from, to)
	first = sort.Search(len(r.mentions), func(i int) bool { return r.mentions[i].Start >= s.Start })
	end = first
	for end < len(r.mentions) && r.mentions[end].Start < s.End {
		end++
	}
	return first, end
}

// text is the body's text of words [from,to).
func (r *reading) text(from, to int) string {
	if from >= to {
		return ""
	}
	return r.spanOf(from, to).In(r.body)
}

// find returns the first word of [from,to) whose form is in set, -1 if there is none.
func (f *features) find(from, to int, set lexicon) int {
	i := slices.IndexFunc(f.words[from:to], func(w word) bool { return set[w.form] })
	if i < 0 {
		return -1
	}
	return from + i
}

func (f *features) has(from, to int, set lexicon) bool { return f.find(from, to, set) >= 0 }
