package statements

import (
	"slices"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// What the model leaves undone beside quotations, rules do: a quotation that it cuts short is finished, a speaker that
// it took for part of what is said is given back, and a quotation with a plain attribution beside it ("…," she yelled;
// Said Ellis: "…"; "…" — Oleh Marchuk) is never left without its speaker.

// finishQuotes extends a content that begins with a quotation and stops inside of it to where the quotation closes,
// unless another attribution begins there.
func (r *reading) finishQuotes() {
	for k := range r.parts {
		p := &r.parts[k]
		for j, c := range p.content {
			last := c[1] - 1
			if !r.Words[last].Quoted || r.Words[last].Quote == words.Closing || !r.opens(c[0], last) {
				continue
			}
			end := r.quoteEnd(last)
			if end > c[1] && end-c[1] <= reach && !r.claimed(k, c[1], end) {
				p.content[j][1] = end
			}
		}
	}
}

// opens reports whether the quotation that word last stands in begins at or behind word first.
func (r *reading) opens(first, last int) bool {
	for i := last; i >= first; i-- {
		switch r.Words[i].Quote {
		case words.Opening:
			return true
		case words.Closing:
			return false
		}
	}
	return false
}

// quoteEnd returns the word behind the mark that closes the quotation at word i, 0 if its paragraph ends or another one
// opens first.
func (r *reading) quoteEnd(i int) int {
	for k := i + 1; k < len(r.Words) && r.Words[k].Quoted && r.Words[k].Paragraph == r.Words[i].Paragraph; k++ {
		switch r.Words[k].Quote {
		case words.Closing:
			return k + 1
		case words.Opening:
			return 0
		}
	}
	return 0
}

// claimed reports whether an attribution other than k has a part in words [from,to).
func (r *reading) claimed(k, from, to int) bool {
	for i := max(0, k-neighbours); i < min(len(r.parts), k+neighbours); i++ {
		p := r.parts[i]
		if i == k {
			continue
		}
		if p.from < to && from < p.to || p.source[0] < to && from < p.source[1] {
			return true
		}
		for _, c := range p.content {
			if c[0] < to && from < c[1] {
				return true
			}
		}
	}
	return false
}

// yieldRuns takes a run of content in another sentence from an attribution if that sentence has a cue of its own that
// says the same words: "It is not right," Marchuk said. "You lied," she said.
func (r *reading) yieldRuns() {
	for k := range r.parts {
		p := &r.parts[k]
		if len(p.content) < 2 {
			continue
		}
		kept := p.content[:0:0]
		for _, c := range p.content {
			if s := r.Words[c[0]].Sentence; s == r.Words[p.from].Sentence || !r.saidThere(k, c, s) {
				kept = append(kept, c)
			}
		}
		if len(kept) > 0 {
			p.content = kept
		}
	}
}

// saidThere reports whether an attribution other than k, with its cue in the given sentence, says words of c.
func (r *reading) saidThere(k int, c [2]int, sentence int) bool {
	for i := max(0, k-neighbours); i < min(len(r.parts), k+neighbours); i++ {
		p := r.parts[i]
		if i == k || r.Words[p.from].Sentence != sentence {
			continue
		}
		for _, o := range p.content {
			if o[0] < c[1] && c[0] < o[1] {
				return true
			}
		}
	}
	return false
}

// returnSources takes a name between a quotation and the cue for the source where the model took it for the end of what
// is said: "…," Marchuk, who was there, told the agency.
func (r *reading) returnSources() {
	for k := range r.parts {
		p := &r.parts[k]
		if p.hasSource() || len(p.content) == 0 {
			continue
		}
		c := &p.content[len(p.content)-1]
		end := 0
		for i := c[0]; i < c[1]; i++ {
			if r.Words[i].Quote == words.Closing {
				end = i + 1
			}
		}
		tail := c[1]
		for tail < p.from && r.Words[tail].Shape == text.Mark {
			tail++
		}
		if end == 0 || tail != p.from || end >= c[1] || !r.subjectBegins(end) {
			continue
		}
		p.source = [2]int{end, p.from}
		c[1] = end
	}
}

// subjectBegins reports whether a noun phrase that can speak begins with word i: a name, a pronoun, an article.
func (r *reading) subjectBegins(i int) bool {
	switch r.Classes[i] {
	case words.Name, words.Determiner, words.Pronoun, words.PersonNoun, words.Possessive:
		return true
	}
	return false
}

// trimTails ends a run of content with the quotation that it begins with where that is complete in itself: what follows
// "Don't," is no part of what is said.
func (r *reading) trimTails() {
	for k := range r.parts {
		for j := range r.parts[k].content {
			c := &r.parts[k].content[j]
			if r.Words[c[0]].Quote != words.Opening {
				continue
			}
			i := c[0] + 1
			for i < c[1] && r.Words[i].Quote == words.NoQuote {
				i++
			}
			if i+1 >= c[1] || r.Words[i].Quote != words.Closing || r.Classes[i-1] != words.Comma &&
				r.Classes[i-1] != words.Stop ||
				r.anyQuoted(i+1, c[1]) {
				continue
			}
			c[1] = i + 1
		}
	}
}

func (r *reading) anyQuoted(from, to int) bool {
	return slices.ContainsFunc(r.Words[from:to], func(w words.Word) bool { return w.Quoted })
}

// resumeQuotes gives a quotation that begins a sentence right behind one that quotes somebody directly, in the same
// paragraph, to the same speaker, where nobody else is said to say it: "I lost everything," said Amal. "My house is
// gone.
func (r *reading) resumeQuotes() {
	for k := range r.parts {
		p := &r.parts[k]
		if !p.hasSource() || len(p.content) == 0 || r.Words[p.content[0][0]].Quote != words.Opening {
			continue
		}
		i := max(p.to, p.source[1], p.content[len(p.content)-1][1])
		for i < len(r.Words) && r.Words[i].Sentence == r.Words[p.from].Sentence {
			i++
		}
		if i >= len(r.Words) || r.Words[i].Quote != words.Opening ||
			r.Words[i].Paragraph != r.Words[p.from].Paragraph ||
			r.Words[i].Sentence != r.Words[p.from].Sentence+1 {
			continue
		}
		end := r.quoteEnd(i)
		if end == 0 {
			end = i + 1
			for end < len(r.Words) && r.Words[end].Quoted && r.Words[end].Quote != words.Opening &&
				r.Words[end].Paragraph == r.Words[i].Paragraph {
				end++
			}
		}
		alone := end == len(r.Words) || r.Words[end].Sentence != r.Words[end-1].Sentence
		if alone && end-i >= shortestQuote && end-i <= reach && !r.claimed(k, i, end) {
			p.content = append(p.content, [2]int{i, end})
		}
	}
}

// splitCoordinated ends an infinitive that is said where its speaker does something else: "vowed to destroy the bridge
// and demanded the release of all hostages" are two statements.
func (r *reading) splitCoordinated() (more []parts) {
	for k := range r.parts {
		p := &r.parts[k]
		if len(p.content) != 1 || !p.hasSource() || p.source[0] > p.from || r.Classes[p.content[0][0]] != words.To {
			continue
		}
		c := &p.content[0]
		for i := c[0] + 2; i+2 < c[1]; i++ {
			if r.Words[i].Form != andForm || r.Words[i].Quoted {
				continue
			}
			verb := i + 1
			for verb < c[1]-2 && r.Classes[verb] == words.Adverb {
				verb++
			}
			if !finite[r.Words[verb].Form] || r.cue[verb] != 0 {
				continue
			}
			q := *p
			q.from, q.to, q.head = verb, verb+1, verb
			q.content = [][2]int{{verb + 1, c[1]}}
			c[1] = i
			more = append(more, q)
			break
		}
	}
	return more
}

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

// shortestQuote is how many words a quotation has at least, its marks counted; less is a word used at a distance.
const shortestQuote = 5

// utterance finds who says the quotation [from,to): behind it, then before it.
func (r *reading) utterance(from, to int) (parts, bool) {
	if to-from < shortestQuote {
		return parts{}, false
	}
	p := parts{content: [][2]int{{from, to}}}
	for _, look := range []func(*parts, int, int) bool{r.saidBehind, r.signed, r.saidBefore} {
		if look(&p, from, to) {
			p.lo, p.hi = min(from, p.source[0], p.from), max(to, p.source[1], p.to)
			p.head = p.to - 1
			return p, !r.cued(p.from, p.to)
		}
	}
	return parts{}, false
}

func (r *reading) cued(from, to int) bool {
	return slices.ContainsFunc(r.cue[from:to], func(c uint8) bool { return c != 0 })
}

// neighbours is how many attributions to either side may have parts in the window of one.
const neighbours = 16

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

// signed reads `"…" — Oleh Marchuk`: the dash stands for the verb, and the name for all that follows it in its line.
func (r *reading) signed(p *parts, _, to int) bool {
	if to+1 >= len(r.Words) || r.Classes[to] != words.Dash {
		return false
	}
	first, end := r.MentionsIn(to+1, to+2)
	if first == end || r.Mentions[first].Nominal || r.Mentions[first].Kind == news.PlaceKind {
		return false
	}
	_, b := r.Cover(r.Mentions[first].Span())
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
		r.Words[i].Paragraph != r.Words[from].Paragraph {
		return false
	}
	lo := i
	for lo > 0 && r.Words[lo-1].Sentence == r.Words[i].Sentence && i-lo < subjectWords {
		lo--
	}
	if uttering[r.Words[lo].Form] && r.Classes[i] == words.Colon && r.subjectBegins(lo+1) { // "Said Marchuk:"
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
