package names

import (
	"fmt"
	"slices"

	"sitrep/internal/crf"
	"sitrep/news"
	"sitrep/text"
)

// Sequences cuts an annotated text into sequences. clusters gives the cluster of a hashed word, 0 for none. first is
// the first pass's model for the sequences of the second pass, nil for those of the first. lost is how many names no
// labelling of the tokens can give.
func Sequences(body string, sentences []news.Span, names []news.Mention, clusters map[uint64]int,
	first []byte,
) (out []crf.Sequence, lost int, err error) {
	d := newDocument(body, sentences)
	o := newObserver(d, func(h uint64) int { return clusters[h] })
	if first != nil {
		m, _, err := crf.Read(first, topology)
		if err != nil {
			return nil, 0, fmt.Errorf("open first pass: %w", err)
		}
		d.poll(decode(m, o))
	}
	gold, lost := d.annotate(names)
	for i := 0; i < len(d.Tokens); {
		if !d.Tokens[i].active {
			i++
			continue
		}
		var s crf.Sequence
		j := i
		for ; j < len(d.Tokens) && d.Tokens[j].Sentence == d.Tokens[i].Sentence && d.Tokens[j].active; j++ {
			s.Features = append(s.Features, slices.Clone(o.observe(j)))
		}
		s.States = gold[i:j]
		out = append(out, s)
		i = j
	}
	return out, lost, nil
}

// annotate turns annotated names into labels of d's tokens.
func (d *Document) annotate(names []news.Mention) (labels []uint8, lost int) {
	labels = make([]uint8, len(d.Tokens))
	for _, n := range names {
		kind := slices.Index(kinds[:], n.Kind)
		from, _ := slices.BinarySearchFunc(d.Tokens, n.Start, func(t Token, at int) int { return t.Start - at })
		to := from
		for to < len(d.Tokens) && d.Tokens[to].End <= n.End {
			to++
		}
		fits := kind >= 0 && from < to && d.Tokens[from].Start == n.Start && d.Tokens[to-1].End == n.End
		for i := from; fits && i < to; i++ {
			fits = d.Tokens[i].active && labels[i] == noName && d.Tokens[i].Sentence == d.Tokens[from].Sentence
		}
		if !fits {
			lost++
			continue
		}
		for i := from; i < to; i++ {
			position := insideName
			switch {
			case to-from == 1:
				position = singleName
			case i == from:
				position = beginName
			case i == to-1:
				position = endName
			}
			labels[i] = label(kind, position)
		}
	}
	return labels, lost
}

// Words returns the hashes of a text's words as the model knows them, sentence after sentence: what clusters are made
// of.
func Words(body string, sentences []news.Span) [][]uint64 {
	var scanned []text.Token
	out := make([][]uint64, 0, len(sentences))
	for _, s := range sentences {
		scanned = rules.Scan(scanned[:0], body, text.Span(s))
		hs := make([]uint64, len(scanned))
		for k, t := range scanned {
			hs[k] = hashString(fold(t.In(body)))
		}
		out = append(out, hs)
	}
	return out
}

// training holds the settings of the training of one pass, found on the check part of the default split: of faintest, 6
// cost .002 F1 against 5 and halved the model; 8, which leaves out three quarters of the features, cost .004. ±127
// units span ±5.3: beyond it no weight was seen that changed a decision.
var training = crf.Options{
	Epochs: 8, Rate: 0.08, Damping: 1e-6, EdgeDamping: 1e-6, Dropout: 0.5, Average: true, Rarest: 2,
	Units: 24, Faintest: 6, Seed1: 1, Seed2: 2,
}

// Train learns one pass from sequences and returns it as Load reads it.
func Train(all []crf.Sequence) []byte { return crf.Train(topology, all, training) }
