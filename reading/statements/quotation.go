package statements

import (
	"slices"

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
	inner := 0 // quotations within the quotation
	for k := i + 1; k < len(r.Words) && r.Words[k].Quoted && r.Words[k].Paragraph == r.Words[i].Paragraph; k++ {
		switch r.Words[k].Quote {
		case words.Closing:
			if inner == 0 {
				return k + 1
			}
			inner--
		case words.Opening:
			if !r.single(k) {
				return 0
			}
			inner++
		}
	}
	return 0
}

// single reports whether word k is a single quotation mark, as they stand within quotations.
func (r *reading) single(k int) bool {
	s := r.Words[k].In(r.Body)
	return s == "'" || s == "‘" || s == "’"
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

// neighbours is how many attributions to either side may have parts in the window of one.
const neighbours = 16

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

// shortestQuote is how many words a quotation has at least, its marks counted; less is a word used at a distance.
const shortestQuote = 5
