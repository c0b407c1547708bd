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
