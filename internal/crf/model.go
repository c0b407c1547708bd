package crf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Model is a field that was learnt. Its weights stay in the bytes that they were read from. It may be used by many at
// once.
type Model struct {
	topology *Topology
	emits    [MaxStates]uint8
	steps    []step
	rows     []byte
	scale    float32 // of one unit of weight
	keyed    bool
	shift    uint // of a key
	mask     uint64
}

// Layout in bytes, little endian:
//
//	magic [8], keyed u8, states u8, slots u8, log2 of the number of rows u8, edges u32, scale f32,
//	weights of edges [edges]f32, rows
//
// A keyed model's rows are a hash table with open addressing and linear probing, 16 bytes each: a fingerprint u16, 0
// for an empty row, and a weight u8 for each slot. It knows its features. The rows of the other kind have 8 bytes, a
// weight for each slot, and a feature has the row that its hash falls on; features that meet share their weights
// (Weinberger et al. 2009). Weights are in units of scale, with bias added. A keyed model's scale is 1, so that its
// scores are whole numbers, and its ties the same everywhere.
const (
	magic    = "crf\x00\x00\x00\x001"
	head     = 20
	bias     = 128
	keyedRow = 16
	plainRow = 8
	mostBits = 28 // of the number of rows
)

// Read reads the model of topology t that data begins with, and returns what stands behind it.
func Read(data []byte, t *Topology) (m *Model, rest []byte, err error) {
	if len(data) < head || string(data[:8]) != magic {
		return nil, nil, errors.New("read field: not one")
	}
	bits, edges := uint(data[11]), int(binary.LittleEndian.Uint32(data[12:]))
	if int(data[9]) != t.States || int(data[10]) != t.Slots || edges != len(t.Edges) {
		return nil, nil, errors.New("read field: made for another topology")
	}
	m = &Model{topology: t, keyed: data[8] == 1, shift: 64 - bits, mask: 1<<bits - 1}
	m.scale = math.Float32frombits(binary.LittleEndian.Uint32(data[16:]))
	size := plainRow
	if m.keyed {
		size = keyedRow
	}
	if bits > mostBits || len(data) < head+4*edges+size<<bits {
		return nil, nil, fmt.Errorf("read field of 2^%d rows: cut short", bits)
	}
	weights := make([]float32, edges)
	for k := range weights {
		weights[k] = math.Float32frombits(binary.LittleEndian.Uint32(data[head+4*k:]))
	}
	m.steps = t.steps(weights)
	for s, e := range t.Emits {
		m.emits[s] = slot(e)
	}
	data = data[head+4*edges:]
	m.rows, rest = data[:size<<bits], data[size<<bits:]
	return m, rest, nil
}

// fingerprint tells features apart that meet in a keyed table; 0 marks an empty row.
func fingerprint(h uint64) uint16 { return uint16(h) | 1 }

// rowOf is the row of a feature that has no key, among rows, a power of two.
func rowOf(h uint64, rows int) int { return int(uint32(h)*0x9E3779B1>>7) & (rows - 1) }

// sums adds up the weights of one position's features, four slots to a word: each lane of 16 bits takes up to 256
// features.
type sums struct {
	lanes [4]uint64
	n     int32 // features that had weights
}

const everyOther = 0x00ff00ff00ff00ff

func (s *sums) add(a, b uint64) {
	s.lanes[0] += a & everyOther
	s.lanes[1] += a >> 8 & everyOther
	s.lanes[2] += b & everyOther
	s.lanes[3] += b >> 8 & everyOther
	s.n++
}

// probe adds the weights of feature h, if it has any.
func (m *Model) probe(h uint64, s *sums) {
	for at := h >> m.shift; ; at = (at + 1) & m.mask {
		row := m.rows[at*keyedRow : at*keyedRow+keyedRow]
		switch a := binary.LittleEndian.Uint64(row); uint16(a) {
		case 0:
			return
		case fingerprint(h):
			s.add(a, binary.LittleEndian.Uint64(row[8:]))
			return
		}
	}
}

// addKeyed fetches each feature's first row before it judges any: fetches do not wait for each other, judgements do,
// because nobody can guess which features have weights.
func (m *Model) addKeyed(features []uint64, s *sums) {
	const ahead = 32
	var heads [ahead]uint64
	for len(features) > 0 {
		n := min(ahead, len(features))
		for k, h := range features[:n] {
			heads[k] = binary.LittleEndian.Uint64(m.rows[h>>m.shift*keyedRow:])
		}
		for k, h := range features[:n] {
			switch a := heads[k]; uint16(a) {
			case 0:
			case fingerprint(h):
				s.add(a, binary.LittleEndian.Uint64(m.rows[h>>m.shift*keyedRow+8:]))
			default:
				m.probe(h, s)
			}
		}
		features = features[n:]
	}
}

func (m *Model) addPlain(features []uint64, s *sums) {
	rows := len(m.rows) / plainRow
	for _, h := range features {
		a := binary.LittleEndian.Uint64(m.rows[plainRow*rowOf(h, rows):])
		s.lanes[0] += a & everyOther
		s.lanes[1] += a >> 8 & everyOther
	}
	s.n += int32(len(features))
}

// scores are the sums of a position by slot.
type scores [zero + 1]float32

// score adds up the weights of features.
func (m *Model) score(features []uint64) (out scores) {
	var s sums
	first := 0
	if m.keyed {
		m.addKeyed(features, &s)
		first = 2 // behind the fingerprint
	} else {
		m.addPlain(features, &s)
	}
	for k := range m.topology.Slots {
		at := k + first
		lane := s.lanes[at/8*2+at%2] >> (at % 8 / 2 * 16)
		out[k] = float32(int32(uint16(lane))-s.n*bias) * m.scale
	}
	return out
}
