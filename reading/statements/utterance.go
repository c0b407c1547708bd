package statements

import (
	"cmp"
	"slices"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// utterances finds the attributions of quotations that no content covers by half.
func (r *reading) utterances() []parts {
	covered := make([]bool, len(r.Words))
	for _, p := range r.parts {
		for _, c := range p.content {
			for i := c[0]; i < c[1]; i++ {
				covered[i] = true
			}
		}
	}
	var out []parts
	for i := 0; i < len(r.Words); i++ {
		if r.Words[i].Quote != words.Opening {
			continue
		}
		end := r.quoteEnd(i)
		if end == 0 {
			continue
		}
		n := 0
		for k := i; k < end; k++ {
			if covered[k] {
				n++
			}
		}
		if p, ok := r.utterance(i, end); ok && 2*n < end-i {
			out = append(out, p)
		}
		i = end - 1
	}
	return out
}

// utterance finds who says the quotation [from,to): behind it, then before it.
func (r *reading) utterance(from, to int) (parts, bool) {
	if to-from < shortestQuote {
		return parts{}, false
	}
	p := parts{content: [][2]int{{from, to}}}
	for _, look := range []func(*parts, int, int) bool{r.saidBehind, r.signed, r.saidBefore, r.headed} {
		if look(&p, from, to) {
			p.lo, p.hi = min(from, p.source[0], p.from), max(to, p.source[1], p.to)
			p.head = p.to - 1
			return p, !r.cued(p.from, p.to)
		}
	}
	return parts{}, false
}

// cued reports whether one of words [from,to) is the cue of an attribution that says something.
func (r *reading) cued(from, to int) bool {
	if !slices.ContainsFunc(r.cue[from:to], func(c uint8) bool { return c != 0 }) {
		return false
	}
	i, _ := slices.BinarySearchFunc(r.parts, from, func(p parts, at int) int { return cmp.Compare(p.from, at) })
	for k := max(0, i-neighbours); k < min(len(r.parts), i+neighbours); k++ {
		if p := r.parts[k]; len(p.content) > 0 && p.from < to && from < p.to {
			return true
		}
	}
	return false
}

// subjectWords is how many words the subject of an utterance may take.
const subjectWords = 14

// saidBehind reads `…," she said` and `…?" asked the mayor of Sarova` behind a quotation.
func (r *reading) saidBehind(p *parts, _, to int) bool {
	k := to - 2
	for k > to-5 && r.Words[k].Shape == text.Mark && r.Classes[k] != words.Comma && r.Classes[k] != words.Stop &&
		r.Classes[k] != words.Dash {
		k-- // a quotation within the quotation ends here too
	}
	last := r.Words[k].Form
	if to >= len(r.Words) || last != commaForm && r.Classes[k] != words.Stop && r.Classes[k] != words.Dash ||
		last == stopForm {
		return false
	}
	if uttering[r.Words[to].Form] {
		end := r.nounPhrase(to+1, to+1+subjectWords)
		p.from, p.to, p.source = to, to+1, [2]int{to + 1, end}
		return end > to+1 && r.subjectBegins(to+1)
	}
	if !r.subjectBegins(to) {
		return false
	}
	for i := to + 1; i < min(to+subjectWords, len(r.Words)); i++ {
		switch cl := r.Classes[i]; {
		case uttering[r.Words[i].Form]:
			p.from, p.to, p.source = i, i+1, [2]int{to, i}
			for p.source[1] > to+1 && r.Classes[p.source[1]-1] == words.Adverb {
				p.source[1]--
				p.from--
			}
			return true
		case cl == words.Stop, cl == words.Colon, cl == words.Quotation, cl == words.Being, cl == words.Having,
			cl == words.Modal, cl == words.Conjunction,
			cl == words.Relative:
			return false
		}
	}
	return false
}

// signed reads `"…" — Oleh Marchuk` and `"…" (Oleh Marchuk, farmer)`: the mark stands for the verb, and the name
// for all that follows it in its line.
func (r *reading) signed(p *parts, _, to int) bool {
	if to+1 >= len(r.Words) || r.Classes[to] != words.Dash && r.Words[to].In(r.Body) != "(" {
		return false
	}
	_, b := r.nameAt(to + 1)
	if b < 0 {
		return false
	}
	if b < len(r.Words) && r.Words[b].Paragraph == r.Words[to].Paragraph &&
		r.Words[b].Sentence == r.Words[to].Sentence &&
		r.Classes[b] != words.Comma && r.Classes[b] != words.Bracket && r.Classes[b] != words.Stop {
		return false
	}
	p.from, p.to, p.source = to, to+1, [2]int{to + 1, b}
	return true
}

// saidBefore reads `Marchuk shouted, "…"`, `Said Marchuk: "…"` and `The senator scolded him: "…"` before one.
func (r *reading) saidBefore(p *parts, from, _ int) bool {
	i := from - 1
	if i < 1 || r.Classes[i] != words.Comma && r.Classes[i] != words.Colon ||
		r.Words[i].Paragraph != r.Words[from].Paragraph && (r.Classes[i] != words.Colon || !r.begins(from)) {
		return false
	}
	lo := i
	for lo > 0 && r.Words[lo-1].Sentence == r.Words[i].Sentence && i-lo < subjectWords {
		lo--
	}
	if uttering[r.Words[lo].Form] && r.subjectBegins(lo+1) { // "Said Marchuk:"
		p.from, p.to, p.source = lo, lo+1, [2]int{lo + 1, i}
		return i > lo+1
	}
	for verb := i - 1; verb > lo && verb >= i-3; verb-- {
		if !uttering[r.Words[verb].Form] {
			continue
		}
		s := verb
		for s > lo && r.Classes[s-1] == words.Adverb {
			s--
		}
		begin := r.subjectBefore(s, lo)
		if begin == s {
			return false
		}
		p.from, p.to, p.source = s, verb+1, [2]int{begin, s}
		return true
	}
	return false
}

// headed reads a name with a colon or on a line of its own before a quotation, as in a list of voices: `Oleh
// Marchuk, 52, farmer` above "…", `Marchuk: "…"`.
func (r *reading) headed(p *parts, from, _ int) bool {
	const most = 12 // words of a line that names somebody
	end := from - 1
	colon := end > 0 && r.Classes[end] == words.Colon
	if end < 0 || !colon && !r.begins(from) {
		return false
	}
	lo := end
	for lo > 0 && r.Words[lo-1].Paragraph == r.Words[end].Paragraph && end-lo <= most {
		lo--
	}
	a, b := r.nameAt(lo)
	if a < 0 || b > end+1 || end-lo >= most || lo > 0 && r.Words[lo-1].Paragraph == r.Words[lo].Paragraph {
		return false
	}
	if b > end { // a bare name above a quotation may be a heading
		return false
	}
	for i := b; i <= end; i++ { // what describes somebody has no verb
		switch r.Classes[i] {
		case words.Stop, words.Quotation, words.Being, words.Having, words.Modal, words.SpeechVerb, words.Relative,
			words.Pronoun, words.That:
			return false
		}
	}
	if r.Classes[b] != words.Comma && r.Classes[b] != words.Bracket && r.Classes[b] != words.Colon {
		return false
	}
	p.from, p.to, p.source = b, b+1, [2]int{a, b}
	if colon {
		p.from, p.to, p.source = end, end+1, [2]int{a, end}
	}
	return true
}

// nameAt returns the words of the name of a person or an organisation that begins at word i, -1 if none does. Where
// no entity is read, as often where a line is nothing but a name, capitals must do.
func (r *reading) nameAt(i int) (from, to int) {
	const longest = 4
	first, end := r.MentionsIn(i, i+1)
	for k := first; k < end; k++ {
		m := r.Mentions[k]
		if a, b := r.Cover(m.Span()); a == i && !m.Nominal {
			if m.Kind == news.PlaceKind {
				return -1, -1
			}
			return a, b
		}
	}
	to = i
	for to < len(r.Words) && to-i <= longest && r.Classes[to] == words.Name && r.Words[to].Shape == text.Title &&
		r.Words[to].Paragraph == r.Words[i].Paragraph {
		to++
	}
	if n := to - i; n < 2 || n > longest {
		return -1, -1
	}
	return i, to
}

// begins reports whether word i begins its paragraph.
func (r *reading) begins(i int) bool {
	return i == 0 || r.Words[i-1].Paragraph != r.Words[i].Paragraph
}

// subjectBefore returns where the name or pronoun begins that ends right before word i; i if there is none.
func (r *reading) subjectBefore(i, lo int) int {
	if r.Classes[i-1] == words.Pronoun {
		return i - 1
	}
	first, end := r.MentionsIn(lo, i)
	for k := end - 1; k >= first; k-- {
		a, b := r.Cover(r.Mentions[k].Span())
		if b == i && a >= lo {
			return a
		}
	}
	return i
}

// nounPhrase returns the word behind the noun phrase that begins at word i: up to the punctuation that ends it.
func (r *reading) nounPhrase(i, most int) int {
	k := i
	for k < min(most, len(r.Words)) {
		switch r.Classes[k] {
		case words.Comma, words.Stop, words.Colon, words.Dash, words.Quotation, words.Being, words.Having,
			words.Modal, words.Conjunction, words.Relative:
			return k
		}
		k++
	}
	return k
}
