package names

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"sitrep/news"
	"sitrep/text"
)

// Sequence is a stretch of tokens as the sequence model sees it: what to learn from.
type Sequence struct {
	Features [][]uint64 // of each token
	Labels   []uint8    // of each token, by the annotation
}

// Weights are what training gives.
type Weights struct {
	Features    map[uint64][LabelCount]float32
	Transitions [LabelCount][LabelCount]float32
}

// Sequences cuts an annotated text into sequences. clusters gives the cluster of a hashed word, 0 for none. first is
// the first pass's model for the sequences of the second pass, nil for those of the first. lost is how many names no
// labelling of the tokens can give.
func Sequences(body string, sentences []news.Span, names []news.Mention, clusters map[uint64]int,
	first []byte,
) (out []Sequence, lost int, err error) {
	d := newDocument(body, sentences)
	o := newObserver(d, func(h uint64) int { return clusters[h] })
	if first != nil {
		m, _, err := openModel(first)
		if err != nil {
			return nil, 0, fmt.Errorf("open first pass: %w", err)
		}
		d.poll(m.decode(o))
	}
	gold, lost := d.annotate(names)
	for i := 0; i < len(d.Tokens); {
		if !d.Tokens[i].active {
			i++
			continue
		}
		var s Sequence
		j := i
		for ; j < len(d.Tokens) && d.Tokens[j].Sentence == d.Tokens[i].Sentence && d.Tokens[j].active; j++ {
			s.Features = append(s.Features, slices.Clone(o.observe(j)))
		}
		s.Labels = gold[i:j]
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
			fits = d.Tokens[i].active && labels[i] == Outside && d.Tokens[i].Sentence == d.Tokens[from].Sentence
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

// faintest is the largest weight, in units of 1/weightScale, that a feature must have to be kept. 6 cost .002 F1
// against 5 and halved the model; 8, which leaves out three quarters of the features, cost .004.
const faintest = 6

// Encode writes the weights as the model that Load reads: quantised, in a hash table that is at most three fifths full,
// so that absent features are found absent at once, features without a weight worth its room left out. Only hashes and
// numbers are written.
func (w Weights) Encode() []byte {
	type row struct {
		h       uint64
		weights [LabelCount]int8
	}
	var rows []row
	for h, ws := range w.Features {
		r := row{h: h}
		top := int8(0)
		for k, v := range ws {
			r.weights[k] = int8(min(127, max(-127, math.Round(float64(v)*weightScale))))
			top = max(top, r.weights[k], -r.weights[k])
		}
		if top >= faintest {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b row) int { // the same bytes whatever the map's order
		if a.h < b.h {
			return -1
		}
		return 1
	})
	bits := 4
	for len(rows)*5 > 3<<bits {
		bits++
	}
	out := make([]byte, headerSize+rowSize<<bits)
	copy(out, modelMagic)
	binary.LittleEndian.PutUint32(out[8:], uint32(bits))
	for a := range LabelCount {
		for b := range LabelCount {
			v := int32(math.Round(float64(w.Transitions[a][b]) * weightScale))
			binary.LittleEndian.PutUint32(out[12+4*(a*LabelCount+b):], uint32(v))
		}
	}
	table, mask := out[headerSize:], uint64(1)<<bits-1
	for _, r := range rows {
		at := r.h >> (64 - bits)
		for table[at*rowSize] != 0 || table[at*rowSize+1] != 0 {
			at = (at + 1) & mask
		}
		binary.LittleEndian.PutUint16(table[at*rowSize:], fingerprint(r.h))
		for k, v := range r.weights {
			table[at*rowSize+2+uint64(k)] = byte(int(v) + weightBias)
		}
	}
	return out
}
