package statements

import (
	"strings"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// speaker returns who a source is: the resolved name of the entity that it names, or the source's own words, and the
// index of the mention that named it, -1 for none.
func (r *reading) speaker(p parts) (string, int) {
	from, to := p.source[0], p.source[1]
	if to-from == 1 {
		if m := r.antecedent(from); m >= 0 {
			return r.Mentions[m].Name, m
		}
	}
	if m := r.headMention(from, to); m >= 0 {
		return r.Mentions[m].Name, m
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
	if i > 0 && r.Words[i-1].Sentence == r.Words[i].Sentence && !r.Words[i-1].Quoted {
		return false
	}
	for k := i + 1; k < min(i+4, len(r.Words)); k++ {
		if plainSay[r.Words[k].Form] {
			return true
		}
		if cl := r.Classes[k]; cl != words.Adverb && cl != words.Having {
			return false
		}
	}
	return false
}

// groupBefore resolves "they" and "it" at word i for whoever spoke in the sentence before, if it was a group
// ("officials", "the rebels") or an organisation and no other organisation is named in between.
func (r *reading) groupBefore(i int) (name string, mention int, ok bool) {
	form, n := r.Words[i].Form, len(r.statements)
	if n == 0 || form != theyForm && form != itForm || !r.goesOnSaying(i) {
		return "", -1, false
	}
	last := r.statements[n-1]
	if !last.hasSource() || last.Speaker == "" || r.Words[i].Sentence-r.Words[last.from].Sentence != 1 || last.says(i) {
		return "", -1, false
	}
	if last.person >= 0 {
		if m := r.Mentions[last.person]; m.Kind != news.Organisation && !m.Metonymy {
			return "", -1, false
		}
		first, end := r.MentionsIn(last.to, i+1)
		for _, m := range r.Mentions[first:end] {
			if m.Kind == news.Organisation && m.Name != last.Speaker && !r.quotedMention(m) {
				return "", -1, false
			}
		}
		return last.Speaker, last.person, true
	}
	head := last.source[1] - 1
	for head > last.source[0] && r.Words[head].Shape == text.Mark {
		head--
	}
	if form == itForm {
		return last.Speaker, -1, institution[r.Words[head].Form] && !humanNoun[r.Words[head].Form]
	}
	plural := r.Classes[head] == words.Plural || r.Classes[head] == words.PersonNoun &&
		strings.HasSuffix(r.Words[head].In(r.Body), "s")
	return last.Speaker, -1, plural
}

// plain is the source's words without the punctuation that PolNeAR's annotators leave at their ends, and without the
// possessive.
func (r *reading) plain(from, to int) string {
	for to > from+1 && (r.Words[to-1].Shape == text.Mark || r.Classes[to-1] == words.Possessive) {
		to--
	}
	for from+1 < to && r.Words[from].Shape == text.Mark {
		from++
	}
	return r.Slice(from, to)
}

// headMention returns the mention that a source is about: a person before anything else, and nothing that only modifies
// ("a spokesman for Netanyahu" is not Netanyahu, "Trump's envoy" is not Trump).
func (r *reading) headMention(from, to int) int {
	best := -1
	first, end := r.MentionsIn(from, to)
	span := r.SpanOf(from, to)
	for i := first; i < end; i++ {
		m := r.Mentions[i]
		if !span.Contains(m.Span()) || !r.heads(m, from, to) {
			continue
		}
		if m.Nominal && m.Name == m.Span().In(r.Body) { // a description of nobody known
			continue
		}
		if best < 0 || m.Kind == news.Person && r.Mentions[best].Kind != news.Person {
			best = i
		}
	}
	return best
}

// heads reports whether a mention is what the noun phrase [from,to) is about.
func (r *reading) heads(m news.Mention, from, to int) bool {
	a, b := r.Cover(m.Span())
	if b < to && r.Classes[b] == words.Possessive {
		return b == to-1 // "Clinton's" alone speaks for Clinton
	}
	if m.Nominal && a <= from+1 {
		return true
	}
	for i := a - 1; i >= from; i-- {
		if r.Words[i].Shape == text.Mark {
			break // an apposition begins anew
		}
		if modifiedBy[r.Words[i].Form] {
			return issuedBy[r.Words[i].Form] && r.Has(from, i, documentNoun) && !r.Has(from, i, modifiedBy)
		}
	}
	return b >= to || !r.goesOn(m, b, to)
}

// goesOn reports whether the noun phrase that the mention m begins has its head behind it: "the U.S. military", "Obama
// administration critics", but not "the Interfax news agency".
func (r *reading) goesOn(m news.Mention, b, to int) bool {
	switch r.Classes[b] {
	case words.Comma, words.Stop, words.Colon, words.Dash, words.Bracket, words.Quotation, words.OtherSign,
		words.Preposition, words.Conjunction, words.Relative, words.Adverb, words.Pronoun,
		words.That, words.To, words.Being, words.Having, words.Calendar:
		return false
	}
	if m.Kind == news.Organisation && outletNoun.At(r.Words, b, to) > 0 {
		return r.hasHumanHead(b, to)
	}
	return m.Kind != news.Person || r.Words[b].Shape == text.Lower
}

// antecedent resolves a one-word source that stands for a person: "who" for the name before it, "he" or "she" for the
// only person in its own and the sentence before, or for the speaker of the statement before. -1 if in doubt.
func (r *reading) antecedent(i int) int {
	switch form := r.Words[i].Form; {
	case form == whoForm:
		return r.personBefore(i, 4)
	case heShe[form]:
		for before := range 2 {
			if m := r.onlyPerson(i, before); m >= 0 {
				return m
			}
		}
		if n := len(r.statements); n > 0 {
			last := r.statements[n-1]
			if last.person >= 0 && r.Mentions[last.person].Kind == news.Person &&
				r.Words[i].Sentence-r.Words[last.from].Sentence == 1 &&
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
	first, end := r.MentionsIn(s.to, i+1)
	for k := first; k < end; k++ {
		m := r.Mentions[k]
		if m.Kind == news.Person && m.Name != s.Speaker && !r.quotedMention(m) {
			return true
		}
	}
	return false
}

func (r *reading) quotedMention(m news.Mention) bool {
	a, b := r.Cover(m.Span())
	return a < b && r.Words[a].Quoted
}

// personBefore returns the person named at most reach words before i.
func (r *reading) personBefore(i, reach int) int {
	first, end := r.MentionsIn(max(0, i-reach), i+1)
	for k := end - 1; k >= first; k-- {
		if r.Mentions[k].Kind == news.Person && r.Mentions[k].End <= r.Words[i].Start {
			return k
		}
	}
	return -1
}

// onlyPerson returns the person named before word i in its sentence and the given number of sentences before, if it is
// one only.
func (r *reading) onlyPerson(i, before int) int {
	lo := i
	for lo > 0 && r.Words[i].Sentence-r.Words[lo-1].Sentence <= before && i-lo < reach {
		lo--
	}
	first, end := r.MentionsIn(lo, i+1)
	found := -1
	for k := first; k < end; k++ {
		m := r.Mentions[k]
		if m.Kind != news.Person || m.Start >= r.Words[i].Start || r.quotedMention(m) {
			continue
		}
		if found >= 0 && r.Mentions[found].Name != m.Name {
			return -1
		}
		found = k
	}
	return found
}

// anonymous reports whether the source [from,to) is somebody without a name: "U.S. officials", "a source familiar with
// the matter", "some reports". person is the mention that it was resolved to.
func (r *reading) anonymous(from, to, person int) bool {
	if r.Has(from, to, unnamedWord) {
		return true
	}
	if person >= 0 && r.Mentions[person].Kind == news.Person {
		return false
	}
	// the head of the phrase decides: the last noun before a comma, a preposition or a relative
	head, definite := -1, known[r.Words[from].Form]
	for i := from; i < to; i++ {
		c := r.Classes[i]
		if head >= 0 && (modifiedBy[r.Words[i].Form] || c == words.Relative || c == words.That ||
			r.Words[i].Shape == text.Mark) {
			break
		}
		if c == words.Possessive {
			head = -1
			continue
		}
		if form := r.Words[i].Form; anonymousNoun[form] || unnamedNoun[form] && !definite {
			head = i
		} else if head >= 0 && institution[r.Words[i].Form] {
			return false
		}
	}
	return head >= 0
}

// outletWithin returns the outlet that words [from,to) name as their head, "" if they name none.
func (r *reading) outletWithin(from, to int) string {
	for i := from; i < to; i++ {
		if r.Words[i].Shape == text.Lower || r.Words[i].Shape == text.Mark {
			continue
		}
		name, next := r.outletAt(i, to)
		if name == "" || next < to && (r.Classes[next] == words.Possessive && next < to-1 || r.hasHumanHead(next, to)) {
			continue
		}
		return name
	}
	return ""
}

// hasHumanHead reports whether a person's noun comes before the phrase's next preposition or punctuation.
func (r *reading) hasHumanHead(from, to int) bool {
	for i := from; i < to && r.Words[i].Shape != text.Mark && !modifiedBy[r.Words[i].Form]; i++ {
		if humanNoun[r.Words[i].Form] {
			return true
		}
	}
	return false
}

// outletAt returns the outlet whose name begins at word i, and the word behind it: a known one, or a name beside the
// noun for one.
func (r *reading) outletAt(i, to int) (string, int) {
	if n := outlets.At(r.Words, i, to); n > 0 && r.Words[i].Shape != text.Lower {
		return r.named(i, i+n), i + n
	}
	if r.Classes[i] != words.Name && r.Words[i].Shape != text.Upper {
		return "", i
	}
	end := i + 1
	for end < min(to, i+longestName) && (r.Classes[end] == words.Name || r.Words[end].Shape == text.Upper ||
		r.Words[end].Shape == text.Title) {
		end++
	}
	if end < to && outletNoun.At(r.Words, end, to) > 0 && !demonym(r.Words[i]) {
		return r.named(i, end), end
	}
	for back := 1; back <= 3 && i-back >= 0; back++ {
		if n := outletNoun.At(r.Words, i-back, i); n == back {
			return r.named(i, end), end
		}
	}
	return "", i
}

// longestName is how many words the name of an outlet may have.
const longestName = 5

// demonym guesses that "Russian television" and "Israeli radio" name no outlet.
func demonym(w words.Word) bool { return demonymEnding[w.Suffix] }

var demonymEnding = func() words.Set {
	l := words.Set{}
	for w := range english.Attribution.Demonyms {
		l[words.Suffix(w)] = true
	}
	return l
}()

// named is the resolved name of words [from,to) if a mention covers them, else the words.
func (r *reading) named(from, to int) string {
	span := r.SpanOf(from, to)
	first, end := r.MentionsIn(max(0, from-2), to)
	for i := first; i < end; i++ {
		if m := r.Mentions[i]; !m.Nominal && m.Kind == news.Organisation && m.Span().Contains(span) {
			return m.Name
		}
	}
	return span.In(r.Body)
}

// via returns the outlet through which a statement came: the source if it is one, or one that was told, interviewed or
// quoted it in the same sentence.
func (r *reading) via(p parts) string {
	if p.hasSource() {
		if name := r.outletWithin(p.source[0], p.source[1]); name != "" {
			return name
		}
	}
	own := r.Words[p.from].Sentence
	for i := max(p.lo, p.from-viaReach); i < min(p.hi, p.to+viaReach); i++ {
		w := r.Words[i]
		if w.Sentence != own || w.Shape == text.Lower || w.Shape == text.Mark || p.says(i) || w.Quoted {
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
		if r.Words[k].Shape == text.Mark || p.says(k) || k >= p.to && r.cue[k] == 1 {
			return false
		}
		if telling[r.Words[k].Form] {
			return k >= p.from || k > p.lo && interview[r.Words[k-1].Form]
		}
	}
	return false
}

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
	own := r.Words[p.from].Sentence
	for i := p.to; i < p.hi && i < p.to+2*viaReach && r.Words[i].Sentence == own; i++ {
		if !citingWord[r.Words[i].Form] || p.says(i) {
			continue
		}
		from, to = i+1, i+1
		for to < p.hi && r.Words[to].Sentence == own && !r.phraseEnds(to) {
			to++
		}
		return from, to
	}
	return 0, 0
}

// phraseEnds reports whether a noun phrase cannot go on with word i.
func (r *reading) phraseEnds(i int) bool {
	switch r.Classes[i] {
	case words.Comma, words.Stop, words.Colon, words.Dash, words.Bracket, words.Quotation, words.SpeechVerb,
		words.That, words.Modal:
		return true
	case words.Preposition: // "as saying"
		return false
	}
	return r.Words[i].Form == asForm
}

// merged reports whether an attribution only names whom another one cites: its cue is "citing", and an outlet's
// statement in the same sentence takes what it cites as its second source.
func (r *reading) merged(p parts) bool {
	if p.to-p.from > 2 || !r.Has(p.from, p.to, citingWord) {
		return false
	}
	if p.hasSource() && p.source[0] >= p.to && r.outletWithin(p.source[0], p.source[1]) != "" {
		return true // "was quoted by TASS as saying": the saying is the statement
	}
	if len(r.statements) == 0 {
		return false
	}
	last := r.statements[len(r.statements)-1]
	return len(last.Source) == 2 && last.Source[1].Start >= r.Words[p.from].Start &&
		r.Words[last.from].Sentence == r.Words[p.from].Sentence
}
