package statements

import (
	"slices"
	"sync"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// Find finds who says what in body: one statement for each cue ("said", "according to", "accusations that"), in the
// order of the cues. sentences are body's, in order; mentions are those of entities in body, sorted by start. Speakers
// are resolved to the names that mentions carry. Time is linear in len(body).
//
// The spans are those of attribution relations as PolNeAR marks them (Newell, Margolin and Ruths, LREC 2018). Where an
// outlet cites somebody else ("Interfax reported, citing an anonymous source"), Source has a second span: whom it
// cites.
func Find(body string, sentences []news.Span, mentions []news.Mention) []news.Statement {
	t := words.Read(body, sentences, mentions)
	defer t.Release()
	return Read(t).Statements()
}

// Said is what a text says and on whose word.
type Said struct {
	r     *reading
	owner []int32 // for every word the innermost attribution that says it: 1 + its index among the parts, 0 for none
}

// Read finds the statements of t as [Find] does. What it returns is of use as long as t is.
func Read(t *words.Text) *Said {
	m := spare.Get().(*scratch)
	r := &reading{features: features{Text: t, cue: m.cue}}
	r.reset()
	r.state(&m.decoder)
	m.cue, r.cue = r.cue, nil
	if cap(m.cue) <= words.SpareWords {
		spare.Put(m)
	}
	return &Said{r: r}
}

// scratch is the memory that one reading works in and the next one uses again.
type scratch struct {
	cue     []uint8
	decoder decoder
}

var spare = sync.Pool{New: func() any { return new(scratch) }}

// Statements returns the statements in the order of their cues.
func (s *Said) Statements() []news.Statement {
	out := make([]news.Statement, len(s.r.statements))
	for i, st := range s.r.statements {
		out[i] = st.Statement
	}
	return out
}

// Speaker returns on whose word the text says word i: the speaker of the innermost attribution that says it, "" if it
// names nobody.
func (s *Said) Speaker(i int) string {
	if s.owner == nil {
		s.owner = s.r.owners()
	}
	k := s.owner[i]
	if k == 0 || s.r.stated[k-1] == 0 {
		return ""
	}
	st := s.r.statements[s.r.stated[k-1]-1]
	if st.person < 0 && st.source[1]-st.source[0] == 1 && s.r.standsFor(st.source[0]) &&
		st.Speaker == s.r.Slice(st.source[0], st.source[1]) {
		return ""
	}
	return st.Speaker
}

// Named returns the name of whom words [from,to) are about, or the words themselves.
func (s *Said) Named(from, to int) string {
	if m := s.r.headMention(from, to); m >= 0 {
		return s.r.Mentions[m].Name
	}
	return s.r.plain(from, to)
}

// owners notes for every word the innermost attribution that says it.
func (r *reading) owners() []int32 {
	owner := make([]int32, len(r.Words))
	size := func(p parts) (n int) {
		for _, c := range p.content {
			n += c[1] - c[0]
		}
		return n
	}
	for k, p := range r.parts {
		if !p.hasSource() {
			continue
		}
		n := size(p)
		for _, c := range p.content {
			for i := c[0]; i < c[1]; i++ {
				if o := owner[i]; o == 0 || n < size(r.parts[o-1]) {
					owner[i] = int32(k + 1)
				}
			}
		}
	}
	return owner
}

// standsFor reports whether word i is a pronoun, which names nobody by itself.
func (r *reading) standsFor(i int) bool {
	switch r.Classes[i] {
	case words.Pronoun, words.Determiner, words.Possessive, words.Relative, words.That:
		return true
	}
	return false
}

// state finds the statements.
func (r *reading) state(l *decoder) {
	r.parts = embedded().attributions(&r.features, l)
	r.yieldRuns()
	r.finishQuotes()
	r.returnSources()
	r.trimTails()
	r.add(r.splitCoordinated())
	r.resumeQuotes()
	r.midClauses()
	r.add(r.utterances())
	r.continueQuotes()
	r.resumeQuotes()
	r.add(r.quotedSayings())
	r.add(r.plainSayings())
	r.add(r.joinedSayings())
	r.add(r.closingSayings())
	r.stated = make([]int, len(r.parts))
	for i, p := range r.parts {
		if s, ok := r.statement(r.wholeClause(p)); ok {
			r.statements = append(r.statements, s)
			r.stated[i] = len(r.statements)
		}
	}
	r.linkDenials()
}

// add puts attributions where they stand in the text.
func (r *reading) add(more []parts) {
	r.parts = append(r.parts, more...)
	slices.SortStableFunc(r.parts, func(a, b parts) int { return a.from - b.from })
}

// statement words an attribution as a statement. It is not ok if nothing is said, or if the attribution only names
// whom another one cites.
func (r *reading) statement(p parts) (stated, bool) {
	if len(p.content) == 0 || r.merged(p) || r.empty(p) {
		return stated{}, false
	}
	r.heard(&p)
	r.apposed(&p)
	r.wholeSource(&p)
	if p.hasSource() {
		p.source[0], p.source[1] = r.subject(p)
	}
	if r.Has(p.from, p.to, faced) { // who "faced criticism for …" does not criticise
		p.source = [2]int{}
	}
	r.quotedOn(&p)
	as := r.quotedAs(&p)
	s := stated{parts: p, person: -1}
	s.Source, s.Cue, s.Content = []news.Span{}, []news.Span{r.SpanOf(p.from, p.to)}, []news.Span{}
	for _, c := range p.content {
		s.Content = append(s.Content, r.SpanOf(c[0], c[1]))
	}
	s.Quote = r.quote(p.content)
	if p.hasSource() {
		s.Source = append(s.Source, r.SpanOf(p.source[0], p.source[1]))
		if s.Speaker, s.person = r.speaker(p); r.ofItself(p, s) {
			s.Speaker, s.person = "", -1
		}
		s.Anonymous = r.anonymous(p.source[0], p.source[1], s.person)
		if n := len(r.statements); n > 0 && p.source[1]-p.source[0] == 1 && s.Speaker == r.statements[n-1].Speaker {
			s.Anonymous = r.statements[n-1].Anonymous // "They said …" are the officials of the sentence before
		}
	}
	s.Via = r.via(p)
	if as.via != "" {
		s.Via = as.via
		s.Cue = append(s.Cue, r.SpanOf(as.from, as.to))
	}
	if s.Via != "" && p.hasSource() && r.outletWithin(p.source[0], p.source[1]) != "" {
		s.Speaker = s.Via
		s.Anonymous = false
		if from, to := r.citedBy(p); from < to {
			s.Source = append(s.Source, r.SpanOf(from, to))
			s.Anonymous = r.anonymous(from, to, -1)
		}
	}
	s.Stance = r.stance(p, s.Via)
	s.Hedged = r.hedged(p, s.Anonymous)
	return s, true
}

// ofItself reports whether what is told in other words names the person who was read as the speaker: nobody speaks of
// himself by name, and the source was read from a headline or the like.
func (r *reading) ofItself(p parts, s stated) bool {
	if s.person < 0 || s.Quote == news.Direct || r.Mentions[s.person].Kind != news.Person {
		return false
	}
	for _, c := range p.content {
		first, end := r.MentionsIn(c[0], c[1])
		for i := first; i < end; i++ {
			if m := r.Mentions[i]; !m.Nominal && m.Name == s.Speaker && i != s.person && !r.quotedMention(m) {
				return true
			}
		}
	}
	return false
}

// heard takes the one to whom something was told, or of whom something is said, for nobody's source: "Begum has
// been told by the minister that …" is the minister's, "the leader was said to have fled" nobody's.
func (r *reading) heard(p *parts) {
	if !p.hasSource() || p.source[1] > p.from || !r.passive(p.from, p.to) {
		return
	}
	form := r.Words[p.to-1].Form
	first := p.content[0][0]
	to := first < len(r.Words) && r.Classes[first] == words.To
	if !told[form] && !(to && reputed[form]) {
		return
	}
	p.source = [2]int{}
	if p.to < first && r.Words[p.to].Form == byForm {
		end := first
		for end > p.to+1 && r.Words[end-1].Shape == text.Mark {
			end--
		}
		p.source = [2]int{p.to + 1, end}
	}
}

// passive reports whether the cue [from,to) is a form of be and a participle.
func (r *reading) passive(from, to int) bool {
	return to-from >= 2 && slices.Contains(r.Classes[from:to-1], words.Being)
}

// empty reports whether an attribution tells nothing: "declined to comment", "did not say when", a question that
// nobody asks ("Asked whether he trusted them, …"), or what is done and not said.
func (r *reading) empty(p parts) bool {
	if r.unsaid(p) || r.done(p) {
		return true
	}
	c := p.content[0]
	if len(p.content) == 1 && c[1]-c[0] <= 2 && commentWord[r.Words[c[1]-1].Form] {
		return true
	}
	return !p.hasSource() && p.to == p.from+1 && r.Words[p.from].Form == askedForm && r.Classes[c[0]] == words.Relative
}

// unsaid reports whether the cue says that nothing is said: "did not answer questions about", "could not say".
func (r *reading) unsaid(p parts) bool {
	k := r.Find(p.from, p.to, unspoken)
	return k >= 0 && r.Has(k+1, p.to, silent)
}

// done reports whether the cue is a deed, with whom or what it is done to for content: "pulled a woman's body", or
// who did it: "Ukraine fended off an attack by rebels".
func (r *reading) done(p parts) bool {
	const name = 3 // words
	if p.head < p.from || p.head >= p.to {
		return false
	}
	form := r.Words[p.head].Form
	if !deeds[form] && !(finding[form] && r.things(p.content)) && !(taking[form] && r.lives(p.content)) {
		return false
	}
	for _, c := range p.content {
		before := p.source[0] > p.from || c[0] < p.from
		if r.Classes[c[0]] == words.That || r.Words[c[0]].Quoted || before && c[1]-c[0] > name {
			return false
		}
	}
	return true
}

// things reports whether content only names somebody or something: "found a child under the rubble".
func (r *reading) things(content [][2]int) bool {
	for _, c := range content {
		if cl := r.Classes[c[0]]; cl != words.Determiner && cl != words.Numeral && r.Words[c[0]].Shape != text.Number {
			return false
		}
		if r.clause(c) {
			return false
		}
	}
	return true
}

// lives reports whether content only counts whom something killed: "claimed the lives of 80 people".
func (r *reading) lives(content [][2]int) bool {
	return len(content) == 1 && r.Has(content[0][0], content[0][1], lost) && !r.clause(content[0])
}

// clause reports whether there is a verb in content.
func (r *reading) clause(c [2]int) bool {
	return slices.ContainsFunc(r.Classes[c[0]:c[1]], func(class words.Class) bool {
		switch class {
		case words.Being, words.Having, words.Modal, words.To, words.That:
			return true
		}
		return false
	})
}

// quote says how content is given: directly when at least nine tenths of its letters stand between quotation marks,
// indirectly when none do.
func (r *reading) quote(content [][2]int) news.Quote {
	quoted, all := 0, 0
	for _, c := range content {
		for _, w := range r.Words[c[0]:c[1]] {
			if w.Shape == text.Mark {
				continue
			}
			all += w.End - w.Start
			if w.Quoted {
				quoted += w.End - w.Start
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
