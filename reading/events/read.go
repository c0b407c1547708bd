// Package events reads what happened: who did what to whom, where and when, and whether it happened at all; and
// whether two claims tell one event, revise it or contradict each other.
package events

import (
	"slices"
	"time"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/reading/words"
	"sitrep/text"
)

// Context is what was read of a text before its events.
type Context struct {
	Figures []news.Figure        // of the text, by start
	Places  []news.Place         // of the text, by start
	Time    time.Time            // when it was published; zero if nobody knows, and then no day is resolved
	Gazette *gazetteer.Gazetteer // tells how large a place is; may be nil
}

// Read returns the events that the sentences of t tell, in the order of the text. It is pure, and linear in the length
// of the text.
func Read(t *words.Text, c Context) []news.EventMention {
	r := reader{Text: t, Context: c, model: embedded()}
	for lo, hi := range t.Sentences(mostWords) {
		if t.Words[lo].Sentence >= 0 {
			r.sentence(lo, hi)
		}
	}
	r.judge()
	return r.out
}

// mostWords is how many words are read as one sentence: more make a list.
const mostWords = 120

// reader is a text on its way through Read.
type reader struct {
	*words.Text
	Context
	out   []news.EventMention
	found []mention // of the sentence
	place int       // the first place that may lie in the sentence
	fig   int       // and the first figure

	model    *model
	features []feature
	passages []passage
	scores   []float32 // of the passages, one after the other

	stems          []uint32 // of the sentence's words
	stemsFrom      int
	scored         bool // sentenceScores are this sentence's
	sentenceScores [maxClasses]float32
}

// mention is an event on its way to news.EventMention, in words.
type mention struct {
	*trigger
	at, end    int // words
	verb       bool
	passive    bool
	group      int // where the verb's auxiliaries begin; for a noun, where its phrase begins
	actor      phrase
	target     phrase
	mode       news.Mode
	act        news.Act
	kind       news.EventKind
	opposition string
	polarity   int
	dropped    bool
}

// phrase is the words [from,to); none if they are the same.
type phrase struct{ from, to int }

func (p phrase) empty() bool { return p.to <= p.from }

// sentence reads the words [lo,hi).
func (r *reader) sentence(lo, hi int) {
	r.find(lo, hi)
	first := len(r.out)
	if len(r.found) > 0 {
		r.emit(lo, hi)
	}
	r.passage(lo, hi, first)
}

// find finds the mentions of the sentence [lo,hi).
func (r *reader) find(lo, hi int) {
	r.found, r.scored = r.found[:0], false
	r.stemsFrom, r.stems = lo, r.stems[:0]
	for i := lo; i < hi; i++ {
		r.stems = append(r.stems, r.stemOf(i))
	}
	for i := lo; i < hi; {
		i += r.trigger(lo, hi, i)
	}
	for i := range r.found {
		r.roles(lo, hi, &r.found[i], i)
	}
	for i := range r.found {
		r.found[i].mode = r.modeOf(lo, hi, &r.found[i])
	}
	r.merge()
}

// trigger notes the trigger at word i, if there is one, and returns how many words were read.
func (r *reader) trigger(lo, hi, i int) int {
	list := triggers[r.Words[i].Form]
	if list == nil || r.withinName(lo, hi, i) {
		return 1
	}
next:
	for k := range list {
		t := &list[k]
		end := i + 1 + len(t.rest)
		if end > hi {
			continue
		}
		for n, f := range t.rest {
			if r.Words[i+1+n].Form != f {
				continue next
			}
		}
		verb := t.form&verbal != 0
		if t.form&noun != 0 && len(t.rest) == 0 && sharesVerb(list, t) || verb && t.form&noun == 0 && len(t.rest) == 0 {
			verb = r.isVerb(lo, hi, i, end, formsAt(list, t.rest))
			if verb != (t.form&verbal != 0) && t.form != t.form|noun {
				continue
			}
		}
		m := mention{
			trigger: t, at: i, end: end, verb: verb, act: t.entry.act, kind: t.entry.kind,
			opposition: t.entry.opposition, polarity: t.entry.polarity,
		}
		r.found = append(r.found, m)
		return end - i
	}
	return 1
}

// withinName reports whether word i stands inside a name in running text: "Rapid Support Forces" support nobody.
func (r *reader) withinName(lo, hi, i int) bool {
	if i == lo || i+1 >= hi {
		return false
	}
	for k := i - 1; k <= i+1; k++ {
		if r.Words[k].Shape != text.Title {
			return false
		}
	}
	capitals, small := 0, 0
	for _, w := range r.Words[lo:hi] {
		switch w.Shape {
		case text.Title, text.Upper:
			capitals++
		case text.Lower:
			small++
		}
	}
	return small > capitals // else a headline that capitalises all its words
}

// sharesVerb reports whether a verb has the form of the noun t, too.
func sharesVerb(list []trigger, t *trigger) bool {
	return slices.ContainsFunc(list, func(o trigger) bool { return o.form&verbal != 0 && len(o.rest) == len(t.rest) })
}

// formsAt is all that a word form may be.
func formsAt(list []trigger, rest []uint32) (f form) {
	for _, o := range list {
		if slices.Equal(o.rest, rest) {
			f |= o.form
		}
	}
	return f
}

// class is the class of word i, EdgeOfText outside [lo,hi).
func (r *reader) class(lo, hi, i int) words.Class {
	if i < lo || i >= hi {
		return words.EdgeOfText
	}
	return r.Classes[i]
}

// isVerb reports whether the word at i, which may be what f says, is a verb there.
func (r *reader) isVerb(lo, hi, i, end int, f form) bool {
	k := i - 1
	for r.class(lo, hi, k) == words.Adverb {
		k--
	}
	before, behind := r.class(lo, hi, k), r.class(lo, hi, end)
	switch before {
	case words.To, words.Modal, words.Pronoun, words.Relative, words.Negation:
		return true
	case words.Having:
		return f&(past|participle|base) != 0 || f&noun == 0
	case words.Being:
		return f&(participle|gerund) != 0
	}
	owned := before == words.Determiner || before == words.Possessive
	switch {
	case f&verbal == base && r.ofOne(lo, i):
		return false
	case f&noun == 0 && f&(base|third|gerund) == gerund: // only -ing
		return !owned
	case f&noun == 0 && f&(base|third) == 0: // only -ed
		return !owned && before != words.Numeral
	case owned || before == words.Preposition || before == words.Numeral:
		return false
	case f&gerund != 0:
		return before == words.Comma || before == words.Name && behind != words.Preposition
	case f&noun == 0:
		return true
	}
	return r.headlineVerb(before, behind, f)
}

// ofOne reports whether the noun phrase before word i is of one thing: "an Israeli cargo".
func (r *reader) ofOne(lo, i int) bool {
	k := i - 1
	for k > lo && chunk(r.Classes[k]) && r.Classes[k] != words.Determiner && r.Classes[k] != words.Numeral {
		k--
	}
	return k >= lo && k < i && singular[r.Words[k].Form]
}

// opensObject reports whether a word of class c begins an object or another complement of a verb.
func opensObject(c words.Class) bool {
	switch c {
	case words.Determiner, words.Possessive, words.Name, words.Numeral, words.Pronoun, words.That, words.To:
		return true
	}
	return false
}

// headlineVerb reports whether a word that may be a noun as well is a verb, by its neighbours: "Israel strikes
// Rafah", "Talks
// collapse".
func (r *reader) headlineVerb(before, behind words.Class, f form) bool {
	switch before {
	case words.Name, words.Plural, words.Unknown, words.PersonNoun, words.Bracket, words.Conjunction, words.Comma:
	default:
		return false
	}
	if opensObject(behind) {
		return before != words.Unknown || f&third != 0
	}
	if f&base != 0 && f&third == 0 && before == words.Plural {
		return behind == words.EdgeOfText || behind == words.Stop || behind == words.Preposition ||
			behind == words.Comma
	}
	return false
}

// chunk reports whether a word of class c may stand inside a noun phrase.
func chunk(c words.Class) bool {
	switch c {
	case words.Determiner, words.Possessive, words.Numeral, words.PersonNoun, words.Name, words.Unknown, words.Plural,
		words.Quotation, words.Pronoun:
		return true
	}
	return false
}

// inPhrase reports whether word i belongs to a noun phrase: nouns, and participles that stand as adjectives or nouns.
func (r *reader) inPhrase(lo, hi, i int) bool {
	c := r.class(lo, hi, i)
	switch c {
	case words.Gerund, words.Past:
		if r.verbAt(i) {
			return false
		}
		b, n := r.class(lo, hi, i-1), r.class(lo, hi, i+1)
		if c == words.Gerund && (b == words.Determiner || b == words.Possessive || b == words.Name && !opensObject(n)) {
			return true // "the fighting", "the Rafah crossing"
		}
		return (b == words.Determiner || b == words.Possessive || b == words.Preposition || b == words.EdgeOfText ||
			b == words.Numeral) && (n == words.Name || n == words.Unknown || n == words.Plural || n == words.PersonNoun)
	case words.Dash:
		w := r.Words[i]
		return i > lo && i+1 < hi && r.Words[i-1].End == w.Start && r.Words[i+1].Start == w.End
	}
	return chunk(c) && !r.verbAt(i)
}

// verbAt reports whether word i was read as a verb.
func (r *reader) verbAt(i int) bool {
	for k := range r.found {
		if m := &r.found[k]; m.verb && m.at <= i && i < m.end {
			return true
		}
	}
	return false
}

// left returns the noun phrase that ends before word end, with what is joined to it by prepositions and "and".
func (r *reader) left(lo, hi, end int) phrase {
	k := end
	for k > lo && end-k < mostPhrase {
		c := r.class(lo, hi, k-1)
		switch {
		case r.inPhrase(lo, hi, k-1):
			k--
			continue
		case r.joint(lo, hi, k-1) && k < end && k-1 > lo && r.inPhrase(lo, hi, k-2) &&
			r.class(lo, hi, k-2) != words.Determiner:
			k -= 2
			continue
		case c == words.Comma && k < end && k-1 > lo && r.class(lo, hi, k) == words.Name &&
			r.class(lo, hi, k-2) == words.Name && r.listed(lo, hi, k, end):
			k -= 2
			continue
		}
		break
	}
	for k < end && r.class(lo, hi, k) == words.Quotation {
		k++
	}
	return phrase{k, end}
}

// joint reports whether word i joins the noun phrases before and behind it.
func (r *reader) joint(lo, hi, i int) bool {
	switch f := r.Words[i].Form; r.class(lo, hi, i) {
	case words.Preposition:
		return joins[f] || withs[f]
	case words.Conjunction:
		return f == and
	}
	return false
}

// mostPhrase bounds a noun phrase in words.
const mostPhrase = 24

// joins are the prepositions that make one noun phrase of two: "a hospital in Dnipro".
var joins = words.Of(english.Joins)

var and = words.Form("and")

func (r *reader) isAnd(i int) bool { return r.Words[i].Form == and }

// listed reports whether an "and" joins names between k and end.
func (r *reader) listed(lo, hi, k, end int) bool {
	for ; k < end; k++ {
		if r.class(lo, hi, k) == words.Conjunction {
			return true
		}
	}
	return false
}

// right returns the noun phrase that begins at word from, with what prepositions join to it.
func (r *reader) right(lo, hi, from int) phrase {
	k := from
	for k < hi && k-from < mostPhrase {
		c := r.class(lo, hi, k)
		switch {
		case r.inPhrase(lo, hi, k) && !r.calendar(lo, hi, k):
			k++
			continue
		case k > from && (c == words.Preposition && joins[r.Words[k].Form] ||
			c == words.Conjunction && r.isAnd(k)) && r.inPhrase(lo, hi, k+1) &&
			r.class(lo, hi, k+1) != words.Pronoun:
			if c == words.Preposition && r.calendar(lo, hi, k+1) {
				return phrase{from, k}
			}
			k += 2
			continue
		}
		break
	}
	return phrase{from, k}
}

// calendar reports whether word i is the begin of a date.
func (r *reader) calendar(lo, hi, i int) bool {
	c := r.class(lo, hi, i)
	if i >= lo && i < hi {
		if _, ok := lastDays[r.Words[i].Form]; ok {
			return true
		}
	}
	if c == words.Calendar || c == words.Numeral && r.class(lo, hi, i+1) == words.Calendar {
		return true
	}
	if i < lo || i+1 >= hi {
		return false
	}
	next := r.Words[i+1]
	if _, month := months[next.Form]; month && c == words.Numeral && next.Capital() {
		return true
	}
	_, span := weeks[next.Form]
	return span && (lastWord[r.Words[i].Form] || nextWord[r.Words[i].Form] || c == words.Determiner)
}

// roles finds who does m, the i-th of the sentence, and to whom.
func (r *reader) roles(lo, hi int, m *mention, i int) {
	if !m.verb {
		r.nounRoles(lo, hi, m, i)
		return
	}
	m.group = r.groupStart(lo, hi, m.at)
	m.passive = m.form&participle != 0 && r.passive(lo, hi, m)
	subject := r.subject(lo, hi, m, i)
	object := r.object(lo, hi, m)
	r.launch(m, object, subject)
	if m.passive {
		m.target = subject
		m.actor = r.agent(lo, hi, m.end)
		return
	}
	m.actor, m.target = subject, object
}

// launch tells what is launched or fired: weapons, or else what the word itself says, if it says anything.
func (r *reader) launch(m *mention, object, subject phrase) {
	if !launches[m.lemma] {
		return
	}
	if m.passive {
		object = subject
	}
	for k := object.from; k < object.to; k++ {
		if kind, ok := weapons[r.Words[k].Form]; ok {
			m.kind, m.opposition, m.polarity = news.EventKind(kind), "", 0
			m.act = news.ActAssault
			return
		}
	}
	m.dropped = m.dropped || m.kind == ""
}

var (
	launches = english.Launches
	weapons  = byForm(english.Weapons)
)

// groupStart is the first word of the auxiliaries and adverbs before the verb at i.
func (r *reader) groupStart(lo, hi, i int) int {
	for i > lo {
		switch r.class(lo, hi, i-1) {
		case words.Being, words.Having, words.Modal, words.Adverb, words.Negation:
			i--
			continue
		}
		if r.calendar(lo, hi, i-1) && i-2 >= lo {
			i--
			if r.class(lo, hi, i-1) == words.Preposition {
				i--
			}
			continue
		}
		break
	}
	return i
}

// passive reports whether the participle m is one of the passive: behind a form of be, or without an object before
// "by".
func (r *reader) passive(lo, hi int, m *mention) bool {
	for k := m.group; k < m.at; k++ {
		if r.class(lo, hi, k) == words.Being {
			return m.form&gerund == 0 || m.form&participle != 0
		}
	}
	for k := m.group; k < m.at; k++ {
		if r.class(lo, hi, k) == words.Having {
			return false
		}
	}
	return m.end < hi && agents[r.Words[m.end].Form]
}

// agent returns the noun phrase behind "by" within the clause that goes on at from.
func (r *reader) agent(lo, hi, from int) phrase {
	for k := from; k < hi && k-from < mostPhrase; k++ {
		switch c := r.class(lo, hi, k); {
		case agents[r.Words[k].Form] && r.inPhrase(lo, hi, k+1) && !r.calendar(lo, hi, k+1):
			return r.right(lo, hi, k+1)
		case c == words.Stop || c == words.Colon || c == words.Relative || c == words.That:
			return phrase{}
		}
	}
	return phrase{}
}

// subject returns the noun phrase that the verb m, the i-th of the sentence, says something of.
func (r *reader) subject(lo, hi int, m *mention, i int) phrase {
	k := m.group
	for range 4 { // "agreed to try to release": back over what governs the infinitive
		if k <= lo || r.class(lo, hi, k-1) != words.To {
			break
		}
		k--
		if v := r.governor(lo, hi, k); v >= 0 {
			k = r.groupStart(lo, hi, v)
			continue
		}
		// "urged Iran to release": the object of another verb
		return r.left(lo, hi, k)
	}
	if k <= lo {
		return phrase{}
	}
	switch c := r.class(lo, hi, k-1); c {
	case words.Relative, words.That:
		if p := r.left(lo, hi, k-1); !p.empty() {
			return p
		}
		if r.class(lo, hi, k-2) == words.Comma {
			return r.left(lo, hi, k-2)
		}
		return phrase{}
	case words.Comma, words.Conjunction, words.Bracket, words.Dash:
		if (m.form&(gerund|participle) != 0 && m.form&past == 0 || c == words.Conjunction) && i > 0 {
			for p := i - 1; p >= 0; p-- { // the subject of the verb before
				if o := &r.found[p]; o.verb {
					if o.passive {
						return o.target
					}
					return o.actor
				}
			}
		}
		if c != words.Conjunction {
			if p := r.beforeInsertion(lo, hi, k-1); !p.empty() {
				return p
			}
		}
		return r.firstPhrase(lo, hi, m.group)
	}
	if p := r.left(lo, hi, k); !p.empty() {
		return p
	}
	if m.form&finite == 0 {
		return r.firstPhrase(lo, hi, m.group)
	}
	return phrase{}
}

// beforeInsertion is the phrase before an insertion that the comma, dash or bracket at end closes: "Rippon, the
// skater, has
// refused".
func (r *reader) beforeInsertion(lo, hi, end int) phrase {
	c := r.class(lo, hi, end)
	for b := end - 1; b > lo && end-b < mostPhrase; b-- {
		if r.class(lo, hi, b) == c {
			return r.left(lo, hi, b)
		}
	}
	return phrase{}
}

// firstPhrase is the subject of the sentence, when nothing nearer is: the phrase before its first verb.
func (r *reader) firstPhrase(lo, hi, before int) phrase {
	for k := lo; k < before; k++ {
		switch r.class(lo, hi, k) {
		case words.Being, words.Having, words.Modal, words.SpeechVerb, words.Past:
			if p := r.left(lo, hi, k); !p.empty() {
				return p
			}
		}
	}
	return phrase{}
}

// governor returns the verb or noun that governs the "to" at k, -1 if another noun phrase stands between.
func (r *reader) governor(lo, hi, k int) int {
	v := k - 1
	for v > lo && r.class(lo, hi, v) == words.Adverb {
		v--
	}
	if v < lo {
		return -1
	}
	f := r.Words[v].Form
	if planned[f] || possible[f] || prevented[f] || happening[f] || r.class(lo, hi, v) == words.Past ||
		r.class(lo, hi, v) == words.Gerund || r.class(lo, hi, v) == words.SpeechVerb || r.verbAt(v) {
		return v
	}
	return -1
}

// object returns the noun phrase behind the verb m: its object, or what a preposition leads to.
func (r *reader) object(lo, hi int, m *mention) phrase {
	k := m.end
	for k < hi && (r.class(lo, hi, k) == words.Adverb || r.calendar(lo, hi, k)) {
		k++
	}
	c := r.class(lo, hi, k)
	if (c == words.Preposition || c == words.To) && !agents[r.Words[k].Form] && !r.calendar(lo, hi, k+1) {
		k++
	}
	if !r.inPhrase(lo, hi, k) {
		return phrase{}
	}
	return r.right(lo, hi, k)
}

// nounRoles finds who does what the noun m tells, and to whom.
func (r *reader) nounRoles(lo, hi int, m *mention, i int) {
	m.group = m.at
	for m.group > lo && r.inPhrase(lo, hi, m.group-1) {
		m.group--
	}
	m.actor = r.agent(lo, min(hi, m.end+mostPhrase), m.end)
	if m.end < hi && (objects[r.Words[m.end].Form] || of == r.Words[m.end].Form || withs[r.Words[m.end].Form]) &&
		!r.calendar(lo, hi, m.end+1) && r.inPhrase(lo, hi, m.end+1) {
		m.target = r.right(lo, hi, m.end+1)
		if of == r.Words[m.end].Form && m.target.to < hi && objects[r.Words[m.target.to].Form] &&
			r.inPhrase(lo, hi, m.target.to+1) {
			m.actor, m.target = m.target, r.right(lo, hi, m.target.to+1)
		}
	}
	if !m.actor.empty() {
		return
	}
	if first, end := r.mentionsIn(m.group, m.at); end > first { // "Russia's attack", "Israeli air strike"
		m.actor = phrase{m.group, m.at}
		for m.actor.to > m.actor.from+1 && r.class(lo, hi, m.actor.to-1) == words.Possessive {
			m.actor.to--
		}
		return
	}
	// "the army carried out an attack", "sides held talks"
	k := m.group
	for k > lo && (empty[r.Words[k-1].Form] || r.class(lo, hi, k-1) == words.Adverb) {
		k--
	}
	if k < m.group {
		g := r.groupStart(lo, hi, k)
		v := mention{trigger: m.trigger, at: k, end: m.group, group: g, verb: true}
		if r.class(lo, hi, g-1) == words.To {
			if to := r.governor(lo, hi, g-1); to >= 0 {
				g = r.groupStart(lo, hi, to)
			}
		}
		v.group = g
		m.actor = r.subject(lo, hi, &v, i)
		return
	}
	for p := m.group; p < m.at; p++ {
		if r.class(lo, hi, p) == words.Name {
			m.actor = phrase{m.group, m.at}
			return
		}
	}
}

var of = words.Form("of")

// mentionsIn returns the entities that words [from,to) name, as indices.
func (r *reader) mentionsIn(from, to int) (first, end int) {
	if from >= to {
		return 0, 0
	}
	return r.MentionsIn(from, to)
}
