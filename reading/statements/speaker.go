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

// subject returns the part of a source that may be a speaker. A source that is a clause was read too far: of "the
// PM met Abbas, calling for …" it is what stands before the verb, of "they condemned the raid and the minister
// reiterated …" what stands behind the conjunction, else nothing ("planes fired rockets, said …").
func (r *reading) subject(p parts) (from, to int) {
	from, to = p.source[0], p.source[1]
	verb := r.clauseVerb(from, to)
	if verb < 0 {
		return from, to
	}
	if strings.HasSuffix(r.Words[p.from].In(r.Body), "ing") {
		return from, verb
	}
	for i := to - 1; i > verb; i-- {
		if r.Words[i].Form == andForm && i+1 < to {
			return i + 1, to
		}
	}
	return from, from
}

// clauseVerb returns the word of [from,to) that is the verb of a clause, -1 if there is none: a past form with a
// subject before and an object behind, outside of a relative clause.
func (r *reading) clauseVerb(from, to int) int {
	for i := from + 1; i+1 < to; i++ {
		switch r.Classes[i] {
		case words.Relative, words.That, words.Comma, words.Gerund, words.Quotation, words.Bracket:
			return -1
		case words.Past, words.SpeechVerb:
		default:
			if !pasts[r.Words[i].Form] {
				continue
			}
		}
		if called[r.Words[i].Form] || r.Words[i].Shape != text.Lower {
			continue
		}
		switch r.Classes[i-1] {
		case words.Name, words.Plural, words.PersonNoun, words.Unknown, words.Calendar:
		default:
			continue
		}
		switch r.Classes[i+1] {
		case words.Determiner, words.Name, words.Possessive, words.Plural, words.Numeral:
			return i
		}
	}
	return -1
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

// apposed takes the name behind a description into the source: "the governor, Oleh Marchuk, said".
func (r *reading) apposed(p *parts) {
	end := p.source[1]
	if !p.hasSource() || p.source[1]-p.source[0] > 6 || !r.commaAt(end) && !r.commaAt(end-1) ||
		r.headMention(p.source[0], p.source[1]) >= 0 {
		return
	}
	if r.commaAt(end) {
		end++
	}
	if end >= len(r.Words) {
		return
	}
	first, last := r.MentionsIn(end, end+1)
	for k := first; k < last; k++ {
		m := r.Mentions[k]
		a, b := r.Cover(m.Span())
		if m.Kind != news.Person || m.Nominal || a != end || b < len(r.Words) && !r.commaAt(b) &&
			r.Classes[b] != words.Stop && b != p.from {
			continue
		}
		for j := range p.content {
			c := &p.content[j]
			switch {
			case c[0] < b && c[1] > b:
				c[0] = b
				if r.commaAt(b) && b+1 < c[1] {
					c[0]++
				}
			case c[0] < b && c[1] > a:
				return
			}
		}
		p.source[1] = b
		return
	}
}

// wholeSource widens a source that was read as the last name of a noun phrase: "A member of the guards serving in
// Syria said" is not Syria's word.
func (r *reading) wholeSource(p *parts) {
	const most = 24
	from := p.source[0]
	if !p.hasSource() || p.source[1] > p.from || p.from-p.source[1] > 1 || from == 0 ||
		!modifiedBy[r.Words[from-1].Form] {
		return
	}
	for from > 0 && p.source[0]-from < most && r.Words[from-1].Sentence == r.Words[from].Sentence {
		switch r.Classes[from-1] {
		case words.Comma, words.Stop, words.Colon, words.Dash, words.Quotation, words.OtherSign, words.Being,
			words.Having, words.Modal, words.Conjunction, words.Relative, words.That, words.Pronoun, words.Negation:
		default:
			from--
			continue
		}
		break
	}
	switch r.Classes[from] {
	case words.Determiner, words.Numeral, words.PersonNoun, words.Plural, words.Name:
		p.source[0] = from
	}
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
	if whoseWord[r.Words[from].Form] && from > 1 {
		if m := r.nameBefore(from); m >= 0 {
			return r.Mentions[m].Name + "'s " + r.Slice(from+1, to)
		}
	}
	for i := from + 1; i+1 < to; i++ { // "Tun, the mayor"
		if r.Classes[i] == words.Comma && r.Classes[i+1] == words.Determiner && r.titled(from, i) {
			return r.Slice(from, i)
		}
		if r.Classes[i] == words.Comma && r.Classes[from] == words.Determiner && r.titled(i+1, to) { // "the mayor, Tun"
			return r.Slice(i+1, to)
		}
	}
	const long = 8
	for i := from + 2; to-from > long && i < to; i++ { // "a member of the guards serving with …"
		if r.Classes[i] == words.Gerund && r.Classes[i-1] != words.Determiner && r.Classes[i-1] != words.Preposition {
			return r.Slice(from, i)
		}
	}
	return r.Slice(from, to)
}

// titled reports whether all words [from,to) are capitalised, as a name's are.
func (r *reading) titled(from, to int) bool {
	for i := from; i < to; i++ {
		if r.Words[i].Shape == text.Lower || r.Words[i].Shape == text.Mark || r.Classes[i] == words.Determiner {
			return false
		}
	}
	return true
}

// nameBefore returns the mention that ends right before word i, a comma aside; -1 if none does.
func (r *reading) nameBefore(i int) int {
	if r.commaAt(i - 1) {
		i--
	}
	first, end := r.MentionsIn(i-1, i)
	for k := end - 1; k >= first; k-- {
		if _, b := r.Cover(r.Mentions[k].Span()); b == i {
			return k
		}
	}
	return -1
}

// headMention returns the mention that a source is about: a person before anything else, and nothing that only
// modifies ("a spokesman for Netanyahu" is not Netanyahu, "Trump's envoy" is not Trump).
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
		if r.Classes[i] == words.Bracket && i > from {
			return false // it explains what stands before
		}
		if r.Words[i].Shape == text.Mark && !r.hyphen(i) {
			break // an apposition begins anew
		}
		if i > from && r.Classes[i] == words.Gerund && (r.Classes[i+1] == words.Preposition ||
			r.Classes[i+1] == words.Determiner) {
			return false // "a member serving with …"
		}
		if modifiedBy[r.Words[i].Form] {
			return issuedBy[r.Words[i].Form] && r.Has(from, i, documentNoun) && !r.Has(from, i, modifiedBy)
		}
	}
	return b >= to || !r.goesOn(m, b, to)
}

// hyphen reports whether the mark at word i joins two words: "Kurdish-led".
func (r *reading) hyphen(i int) bool {
	return i > 0 && i+1 < len(r.Words) && r.Classes[i] == words.Dash && r.Words[i-1].End == r.Words[i].Start &&
		r.Words[i+1].Start == r.Words[i].End
}

// goesOn reports whether the noun phrase that the mention m begins has its head behind it: "the U.S. military",
// "Obama administration critics", but not "the Interfax news agency".
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

// intruder reports whether a person other than the speaker of s is named outside of quotations between s and word
// i, so that "he" may be either.
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

// onlyPerson returns the person named before word i in its sentence and the given number of sentences before, if it
// is one only.
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

// anonymous reports whether the source [from,to) is somebody without a name: "U.S. officials", "a source familiar
// with the matter", "some reports". person is the mention that it was resolved to.
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
