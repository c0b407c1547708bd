package names

import "sitrep/internal/crf"

// decode labels the tokens of a document, by the best path through each stretch of active tokens.
func decode(m *crf.Model, o *observer) []uint8 {
	d := o.d
	labels := make([]uint8, len(d.Tokens))
	var lattice crf.Lattice
	for i := 0; i < len(d.Tokens); {
		if !d.Tokens[i].active {
			i++
			continue
		}
		j := i
		lattice.Reset()
		for ; j < len(d.Tokens) && d.Tokens[j].Sentence == d.Tokens[i].Sentence && d.Tokens[j].active; j++ {
			lattice.Push(m, o.observe(j))
		}
		lattice.Best(m, labels[:i])
		i = j
	}
	return labels
}
