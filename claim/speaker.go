package claim

import (
	"strings"

	"sitrep/news"
)

// speaker returns who a source is: the resolved name of the entity that it names, or the source's own words, and the
// index of the mention that named it, -1 for none.
func (r *reading) speaker(p parts) (string, int) {
	from, to := p.source[0], p.source[1]
	if to-from == 1 {
		if m := r.antecedent(from); m >= 0 {
			return r.mentions[m].Name, m
		}
	}
	if m := r.headMention(from, to); m >= 0 {
		return r.mentions[m].Name, m
	}
	if to-from == 1 {
		if name, m, ok := r.groupBefore(from); ok {
			return name, m
		}
	}
	return r.plain(from, to), -1
}

// goesOnSaying reports whether the pronoun at word i begins its sentence or follows a quotation, and a plain verb of
// saying follows: elsewhere "they" and "it" are too often somebody else ("it says" of a text, "it calls for" of a
// truce).
func (r *reading) goesOnSaying(i int) bool {
	if i > 0 && r.words[i-1].sentence == r.words[i].sentence && !r.words[i-1].quoted {
		return false
	}
	for k := i + 1; k < min(i+4, len(r.words)); k++ {
		if plainSay[r.words[k].form] {
			return true
		}
		if cl := r.classes[k]; cl != adverb && cl != having {
			return false
		}
	}
	return false
}

var plainSay = words(`said added told reported announced confirmed denied warned claimed noted stated insisted
	reiterated demanded blamed accused vowed pledged`)

// groupBefore resolves "they" and "it" at word i for whoever spoke in the sentence before, if it was a group
// ("officials", "the rebels") or an organisation and no other organisation is named in between.
func (r *reading) groupBefore(i int) (name string, mention int, ok bool) {
	form, n := r.words[i].form, len(r.statements)
	if n == 0 || !theyWord[form] && !itWord[form] || !r.goesOnSaying(i) {
		return "", -1, false
	}
	last := r.statements[n-1]
	if !last.hasSource() || last.Speaker == "" || r.words[i].sentence-r.words[last.from].sentence != 1 || last.says(i) {
		return "", -1, false
	}
	if last.person >= 0 {
		if m := r.mentions[last.person]; m.Kind != news.Organisation && !m.Metonymy {
			return "", -1, false
		}
		first, end := r.within(last.to, i+1)
		for _, m := range r.mentions[first:end] {
			if m.Kind == news.Organisation && m.Name != last.Speaker && !r.quotedMention(m) {
				return "", -1, false
			}
		}
		return last.Speaker, last.person, true
	}
	head := last.source[1] - 1
	for head > last.source[0] && r.words[head].shape == sign {
		head--
	}
	if itWord[form] {
		return last.Speaker, -1, institution[r.words[head].form] && !humanNoun[r.words[head].form]
	}
	plural := r.classes[head] == plural || r.classes[head] == personNoun &&
		strings.HasSuffix(r.words[head].in(r.body), "s")
	return last.Speaker, -1, plural
}

// plain is the source's words without the punctuation that PolNeAR's annotators leave at their ends, and without the
// possessive.
func (r *reading) plain(from, to int) string {
	for to > from+1 && (r.words[to-1].shape == sign || r.classes[to-1] == possessive) {
		to--
	}
	for from+1 < to && r.words[from].shape == sign {
		from++
	}
	return r.text(from, to)
}

// headMention returns the mention that a source is about: a person before anything else, and nothing that only modifies
// ("a spokesman for Netanyahu" is not Netanyahu, "Trump's envoy" is not Trump).
func (r *reading) headMention(from, to int) int {
	best := -1
	first, end := r.within(from, to)
	span := r.spanOf(from, to)
	for i := first; i < end; i++ {
		m := r.mentions[i]
		if !span.Contains(m.Span()) || !r.heads(m, from, to) {
			continue
		}
		if m.Nominal && m.Name == m.Span().In(r.body) { // a description of nobody known
			continue
		}
		if best < 0 || m.Kind == news.Person && r.mentions[best].Kind != news.Person {
			best = i
		}
	}
	return best
}

// heads reports whether a mention is what the noun phrase [from,to) is about.
func (r *reading) heads(m news.Mention, from, to int) bool {
	a, b := r.cover(m.Span())
	if b < to && r.classes[b] == possessive {
		return b == to-1 // "Clinton's" alone speaks for Clinton
	}
	if m.Nominal && a <= from+1 {
		return true
	}
	for i := a - 1; i >= from; i-- {
		if r.words[i].shape == sign {
			break // an apposition begins anew
		}
		if modifiedBy[r.words[i].form] {
			return issuedBy[r.words[i].form] && r.has(from, i, documentNoun) && !r.has(from, i, modifiedBy)
		}
	}
	return b >= to || !r.goesOn(m, b, to)
}

// goesOn reports whether the noun phrase that the mention m begins has its head behind it: "the U.S. military", "Obama
// administration critics", but not "the Interfax news agency".
func (r *reading) goesOn(m news.Mention, b, to int) bool {
	switch r.classes[b] {
	case comma, stop, colon, dash, bracket, quotation, otherSign, preposition, conjunction, relative, adverb, pronoun,
		thatWord, toWord, being, having, calendar:
		return false
	}
	if m.Kind == news.Organisation && outletNoun.at(r.words, b, to) > 0 {
		return r.hasHumanHead(b, to)
	}
	return m.Kind != news.Person || r.words[b].shape == lower
}

// antecedent resolves a one-word source that stands for a person: "who" for the name before it, "he" or "she" for the
// only person in its own and the sentence before, or for the speaker of the statement before. -1 if in doubt.
func (r *reading) antecedent(i int) int {
	switch form := r.words[i].form; {
	case whoWord[form]:
		return r.personBefore(i, 4)
	case heShe[form]:
		for before := range 2 {
			if m := r.onlyPerson(i, before); m >= 0 {
				return m
			}
		}
		if n := len(r.statements); n > 0 {
			last := r.statements[n-1]
			if last.person >= 0 && r.mentions[last.person].Kind == news.Person &&
				r.words[i].sentence-r.words[last.from].sentence == 1 &&
				!r.intruder(r.statements[n-1], i) {
				return last.person
			}
		}
	}
	return -1
}

// intruder reports whether a person other than the speaker of s is named outside of quotations between s and word i, so
// that "he" may be either.
func (r *reading) intruder(s stated, i int) bool {
	first, end := r.within(s.to, i+1)
	for k := first; k < end; k++ {
		m := r.mentions[k]
		if m.Kind == news.Person && m.Name != s.Speaker && !r.quotedMention(m) {
			return true
		}
	}
	return false
}

func (r *reading) quotedMention(m news.Mention) bool {
	a, b := r.cover(m.Span())
	return a < b && r.words[a].quoted
}

// personBefore returns the person named at most reach words before i.
func (r *reading) personBefore(i, reach int) int {
	first, end := r.within(max(0, i-reach), i+1)
	for k := end - 1; k >= first; k-- {
		if r.mentions[k].Kind == news.Person && r.mentions[k].End <= r.words[i].start {
			return k
		}
	}
	return -1
}

// onlyPerson returns the person named before word i in its sentence and the given number of sentences before, if it is
// one only.
func (r *reading) onlyPerson(i, before int) int {
	lo := i
	for lo > 0 && r.words[i].sentence-r.words[lo-1].sentence <= before && i-lo < reach {
		lo--
	}
	first, end := r.within(lo, i+1)
	found := -1
	for k := first; k < end; k++ {
		m := r.mentions[k]
		if m.Kind != news.Person || m.Start >= r.words[i].start || r.quotedMention(m) {
			continue
		}
		if found >= 0 && r.mentions[found].Name != m.Name {
			return -1
		}
		found = k
	}
	return found
}

// anonymous reports whether the source [from,to) is somebody without a name: "U.S. officials", "a source familiar with
// the matter", "some reports". person is the mention that it was resolved to.
func (r *reading) anonymous(from, to, person int) bool {
	if r.has(from, to, unnamedWord) {
		return true
	}
	if person >= 0 && r.mentions[person].Kind == news.Person {
		return false
	}
	// the head of the phrase decides: the last noun before a comma, a preposition or a relative
	head, definite := -1, known[r.words[from].form]
	for i := from; i < to; i++ {
		c := r.classes[i]
		if head >= 0 && (modifiedBy[r.words[i].form] || c == relative || c == thatWord || r.words[i].shape == sign) {
			break
		}
		if c == possessive {
			head = -1
			continue
		}
		if form := r.words[i].form; anonymousNoun[form] || unnamedNoun[form] && !definite {
			head = i
		} else if head >= 0 && institution[r.words[i].form] {
			return false
		}
	}
	return head >= 0
}

// known are the words that speak of somebody as known already.
var known = words(`the this that his her their its`)

// outletWithin returns the outlet that words [from,to) name as their head, "" if they name none.
func (r *reading) outletWithin(from, to int) string {
	for i := from; i < to; i++ {
		if r.words[i].shape == lower || r.words[i].shape == sign {
			continue
		}
		name, next := r.outletAt(i, to)
		if name == "" || next < to && (r.classes[next] == possessive && next < to-1 || r.hasHumanHead(next, to)) {
			continue
		}
		return name
	}
	return ""
}

// hasHumanHead reports whether a person's noun comes before the phrase's next preposition or punctuation.
func (r *reading) hasHumanHead(from, to int) bool {
	for i := from; i < to && r.words[i].shape != sign && !modifiedBy[r.words[i].form]; i++ {
		if humanNoun[r.words[i].form] {
			return true
		}
	}
	return false
}

// outletAt returns the outlet whose name begins at word i, and the word behind it: a known one, or a name beside the
// noun for one.
func (r *reading) outletAt(i, to int) (string, int) {
	if n := outlets.at(r.words, i, to); n > 0 && r.words[i].shape != lower {
		return r.named(i, i+n), i + n
	}
	if r.classes[i] != name && r.words[i].shape != upper {
		return "", i
	}
	end := i + 1
	for end < min(to, i+longestName) && (r.classes[end] == name || r.words[end].shape == upper ||
		r.words[end].shape == title) {
		end++
	}
	if end < to && outletNoun.at(r.words, end, to) > 0 && !demonym(r.words[i]) {
		return r.named(i, end), end
	}
	for back := 1; back <= 3 && i-back >= 0; back++ {
		if n := outletNoun.at(r.words, i-back, i); n == back {
			return r.named(i, end), end
		}
	}
	return "", i
}

// longestName is how many words the name of an outlet may have.
const longestName = 5

// demonym guesses that "Russian television" and "Israeli radio" name no outlet.
func demonym(w word) bool { return demonymEnding[w.suffix] }

var demonymEnding = func() lexicon {
	l := lexicon{}
	for w := range strings.FieldsSeq("russian iraqi syrian turkish lebanese french german state israeli chinese " +
		"qatari british polish saudi") {
		_, suffix, _ := hashWord(w)
		l[suffix] = true
	}
	return l
}()

// named is the resolved name of words [from,to) if a mention covers them, else the words.
func (r *reading) named(from, to int) string {
	span := r.spanOf(from, to)
	first, end := r.within(max(0, from-2), to)
	for i := first; i < end; i++ {
		if m := r.mentions[i]; !m.Nominal && m.Kind == news.Organisation && m.Span().Contains(span) {
			return m.Name
		}
	}
	return span.In(r.body)
}

// via returns the outlet through which a statement came: the source if it is one, or one that was told, interviewed or
// quoted it in the same sentence.
func (r *reading) via(p parts) string {
	if p.hasSource() {
		if name := r.outletWithin(p.source[0], p.source[1]); name != "" {
			return name
		}
	}
	own := r.words[p.from].sentence
	for i := max(p.lo, p.from-viaReach); i < min(p.hi, p.to+viaReach); i++ {
		w := r.words[i]
		if w.sentence != own || w.shape == lower || w.shape == sign || p.says(i) || w.quoted {
			continue
		}
		if name, _ := r.outletAt(i, p.hi); name != "" && r.toldTo(p, i) {
			return name
		}
	}
	return ""
}

// viaReach is how many words from the cue an outlet may stand that was told.
const viaReach = 16

// toldTo reports whether the words before i say that the outlet there was spoken to: "told Axios", "in an interview
// with CNN". Behind the cue no other cue may come between.
func (r *reading) toldTo(p parts, i int) bool {
	for k := i - 1; k >= max(p.lo, i-5); k-- {
		if r.words[k].shape == sign || p.says(k) || k >= p.to && r.cue[k] == 1 {
			return false
		}
		if telling[r.words[k].form] {
			return k >= p.from || k > p.lo && interview[r.words[k-1].form]
		}
	}
	return false
}

var interview = words(`interview statement speaking comments remarks told talking quoted cited`)

// says reports whether word i belongs to what is said.
func (p parts) says(i int) bool {
	for _, c := range p.content {
		if c[0] <= i && i < c[1] {
			return true
		}
	}
	return false
}

// citedBy returns whom the outlet of p cites in the same sentence: the noun phrase behind "citing".
func (r *reading) citedBy(p parts) (from, to int) {
	own := r.words[p.from].sentence
	for i := p.to; i < p.hi && i < p.to+2*viaReach && r.words[i].sentence == own; i++ {
		if !citingWord[r.words[i].form] || p.says(i) {
			continue
		}
		from, to = i+1, i+1
		for to < p.hi && r.words[to].sentence == own && !r.phraseEnds(to) {
			to++
		}
		return from, to
	}
	return 0, 0
}

// phraseEnds reports whether a noun phrase cannot go on with word i.
func (r *reading) phraseEnds(i int) bool {
	switch r.classes[i] {
	case comma, stop, colon, dash, bracket, quotation, speechVerb, thatWord, modal:
		return true
	case preposition: // "as saying"
		return false
	}
	return r.words[i].form == asForm
}

var asForm = hashString("as")

// merged reports whether an attribution only names whom another one cites: its cue is "citing", and an outlet's
// statement in the same sentence takes what it cites as its second source.
func (r *reading) merged(p parts) bool {
	if p.to-p.from > 2 || !r.has(p.from, p.to, citingWord) {
		return false
	}
	if p.hasSource() && p.source[0] >= p.to && r.outletWithin(p.source[0], p.source[1]) != "" {
		return true // "was quoted by TASS as saying": the saying is the statement
	}
	if len(r.statements) == 0 {
		return false
	}
	last := r.statements[len(r.statements)-1]
	return len(last.Source) == 2 && last.Source[1].Start >= r.words[p.from].start &&
		r.words[last.from].sentence == r.words[p.from].sentence
}
