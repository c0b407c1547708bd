package statements

import (
	_ "embed" // for the weights
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sync"

	"sitrep/reading/gazetteer"
)

// weights is what `train statements` made: hashed features with numbers, no words.
//
//go:embed data/statements.bin.zst
var weights []byte

// embedded is the model, read when it is first needed.
var embedded = sync.OnceValue(func() *model {
	unpacked, err := gazetteer.Unpack(weights)
	if err != nil {
		panic(err) // the file is part of the program
	}
	m, err := readModel(unpacked)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
})

// model finds attributions: cues first, then the parts of each.
type model struct {
	cue, part table
}

// table holds quantised weights: rows of eight bytes, one a slot, 128 meaning nothing. It is read in place.
type table struct {
	scale float32 // of one unit of weight
	edges []float32
	rows  int // a power of two
	data  []byte
}

const magic = "sitrep statements 1\n"

func readModel(b []byte) (*model, error) {
	rest, ok := bytesAfter(b, magic)
	if !ok {
		return nil, fmt.Errorf("read statement model: %d bytes that do not begin with %q", len(b), magic)
	}
	var m model
	var err error
	if m.cue, rest, err = readTable(rest, cueChain); err != nil {
		return nil, fmt.Errorf("read statement model, cues: %w", err)
	}
	if m.part, _, err = readTable(rest, partChain); err != nil {
		return nil, fmt.Errorf("read statement model, parts: %w", err)
	}
	return &m, nil
}

func bytesAfter(b []byte, prefix string) ([]byte, bool) {
	if len(b) < len(prefix) || string(b[:len(prefix)]) != prefix {
		return nil, false
	}
	return b[len(prefix):], true
}

// readTable reads what freeze wrote: the numbers of edges and of rows as uint32, the scale, the weights of the edges,
// the rows.
func readTable(b []byte, t topology) (table, []byte, error) {
	const head = 12
	if len(b) < head {
		return table{}, nil, errors.New("truncated")
	}
	edges, rows := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
	out := table{scale: math.Float32frombits(binary.LittleEndian.Uint32(b[8:])), rows: rows}
	b = b[head:]
	if edges != len(t.edges) || rows == 0 || rows&(rows-1) != 0 {
		return table{}, nil, errors.New("made for another topology")
	}
	need := 4*edges + slots*rows
	if len(b) < need {
		return table{}, nil, errors.New("truncated")
	}
	for i := range edges {
		out.edges = append(out.edges, math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
	}
	out.data = b[4*edges : need]
	return out, b[need:], nil
}

// rowOf is the row of feature f among rows, a power of two.
func rowOf(f uint32, rows int) int { return int(f*0x9E3779B1>>7) & (rows - 1) }

const (
	nothing = 128                // the byte of a weight of zero
	even    = 0x00FF00FF00FF00FF // every other byte of a row
)

// sum adds up the weights of features, at most 257 of them. Four bytes are added at once, in lanes of 16 bits.
func (t *table) sum(features []uint32) row {
	var lo, hi uint64
	for _, f := range features {
		x := binary.LittleEndian.Uint64(t.data[slots*rowOf(f, t.rows):])
		lo += x & even
		hi += x >> 8 & even
	}
	var r row
	zero := nothing * len(features)
	for i := 0; i < slots; i += 2 {
		r[i] = float32(int(lo&0xFFFF)-zero) * t.scale
		r[i+1] = float32(int(hi&0xFFFF)-zero) * t.scale
		lo >>= 16
		hi >>= 16
	}
	return r
}

// freeze appends the weights of l as a table.
func (l *learner) freeze(out []byte) []byte {
	most := float32(0)
	for _, r := range l.rows {
		for _, v := range r {
			most = max(most, v, -v)
		}
	}
	scale := most / (nothing - 1)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(l.edges)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(l.rows)))
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(scale))
	for _, v := range l.edges {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	for _, r := range l.rows {
		for _, v := range r {
			out = append(out, byte(nothing+int(math.Round(float64(v/scale)))))
		}
	}
	return out
}
