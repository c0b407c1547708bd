package statements

import "sitrep/reading/words"

// wholeClause takes the content of an attribution that ends its sentence ("…, the agency reported Friday") back to
// where the sentence begins: what stands before the comma is said as a whole, however far from the cue it begins. It
// stays as it is where another cue, a quotation or a second clause lies between.
func (r *reading) wholeClause(p parts) parts {
	if len(p.content) != 1 {
		return p
	}
	c, first := p.content[0], p.from
	if p.hasSource() {
		first = min(first, p.source[0])
	}
	if c[1] > first || first-c[1] > 1 || !r.commaAt(c[1]) && !r.commaAt(c[1]-1) {
		return p
	}
	begin := c[0]
	for begin > 0 && r.Words[begin-1].Sentence == r.Words[c[0]].Sentence {
		begin--
		if w := r.Words[begin]; r.cue[begin] != 0 || w.Quoted || r.Classes[begin] == words.Colon {
			return p
		}
	}
	p.content = [][2]int{{begin, c[1]}}
	return p
}

// midClauses gives an attribution between two commas what stands before it in its sentence ("A strike hit a market, the
// director said, killing six people"), and takes what is only recalled behind it: "…, two days after another strike".
func (r *reading) midClauses() {
	for k := range r.parts {
		p := &r.parts[k]
		if !p.hasSource() || p.source[1] > p.from || !r.commaAt(p.source[0]-1) || r.Words[p.from].Quoted ||
			len(p.content) > 0 && !r.commaAt(p.to) {
			continue
		}
		if len(p.content) == 0 || len(p.content) == 1 && p.content[0][0] >= p.to {
			if c, ok := r.sentenceBefore(p.source[0] - 1); ok {
				p.content = append([][2]int{c}, p.content...)
			}
		}
		if n := len(p.content); n == 1 && p.content[0][1] <= p.source[0] {
			if c, ok := r.participleBehind(p.to + 1); ok {
				p.content = append(p.content, c)
			}
		}
		if n := len(p.content); n > 1 && p.content[n-1][0] >= p.to && r.recalls(p.content[n-1]) {
			p.content = p.content[:n-1]
		}
	}
}

// participleBehind returns the words from i to the end of their sentence if they go on with a participle, and nothing
// else is said there: "…, Marchuk said, killing six people".
func (r *reading) participleBehind(i int) (c [2]int, ok bool) {
	if i+1 >= len(r.Words) || r.Classes[i] != words.Gerund {
		return c, false
	}
	end := i
	for ; end < len(r.Words) && r.Words[end].Sentence == r.Words[i].Sentence && r.Classes[end] != words.Stop; end++ {
		if r.cue[end] != 0 || r.Words[end].Quoted {
			return c, false
		}
	}
	return [2]int{i, end}, true
}

// sentenceBefore returns the words of a sentence before word end, unless something else is said or quoted there.
func (r *reading) sentenceBefore(end int) ([2]int, bool) {
	begin := end
	for begin > 0 && r.Words[begin-1].Sentence == r.Words[end].Sentence {
		begin--
		if w := r.Words[begin]; r.cue[begin] != 0 || w.Quoted || r.Classes[begin] == words.Colon {
			return [2]int{}, false
		}
	}
	const shortest = 4 // words; less is no clause
	return [2]int{begin, end}, end-begin >= shortest
}

// recalls reports whether a run of content begins with "after …", "two days after …".
func (r *reading) recalls(c [2]int) bool {
	for i := c[0]; i < min(c[0]+4, c[1]); i++ {
		if sinceWord[r.Words[i].Form] {
			return true
		}
	}
	return false
}

func (r *reading) commaAt(i int) bool {
	return i >= 0 && i < len(r.Words) && r.Classes[i] == words.Comma
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
