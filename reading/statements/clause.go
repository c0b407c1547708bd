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
