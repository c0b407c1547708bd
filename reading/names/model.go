package names

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// model is a linear-chain conditional random field over hashed features. Its weights stay in the bytes they were read
// from: a hash table with open addressing and linear probing whose rows are 16 bytes, a fingerprint and one weight a
// label.
type model struct {
	rows        []byte
	shift       uint // h >> shift is a feature's first row
	mask        uint64
	transitions [LabelCount][LabelCount]int32
}

// Layout of a model in bytes, little endian:
//
//	magic [8], log2 of the number of rows u32, transitions [13][13] i32, rows [n]{fingerprint u16, weights [13]u8, unused u8}
//
// Weights and transitions are in units of 1/weightScale.
const (
	modelMagic  = "sitrepN2"
	rowSize     = 16
	headerSize  = 8 + 4 + LabelCount*LabelCount*4
	weightScale = 24  // ±127 spans ±5.3: beyond it no weight was seen that changed a decision
	weightBias  = 128 // added to each weight as it is stored
)

func openModel(data []byte) (m *model, rest []byte, err error) {
	if len(data) < headerSize || string(data[:8]) != modelMagic {
		return nil, nil, errors.New("no name model")
	}
	bits := binary.LittleEndian.Uint32(data[8:])
	if bits > 28 || len(data) < headerSize+rowSize<<bits {
		return nil, nil, fmt.Errorf("name model of 2^%d rows is cut short", bits)
	}
	m = &model{shift: uint(64 - bits), mask: 1<<bits - 1}
	for a := range LabelCount {
		for b := range LabelCount {
			at := 12 + 4*(a*LabelCount+b)
			m.transitions[a][b] = int32(binary.LittleEndian.Uint32(data[at:]))
		}
	}
	end := headerSize + rowSize<<bits
	m.rows = data[headerSize:end]
	return m, data[end:], nil
}

// fingerprint tells features apart that meet in the table; 0 marks an empty row.
func fingerprint(h uint64) uint16 { return uint16(h) | 1 }

// sums adds up the weights of one token's features, four labels to a word: each lane of 16 bits takes up to 256
// features.
type sums struct {
	lanes [4]uint64
	n     int32 // features that had weights
}

const everyOther = 0x00ff00ff00ff00ff

// add adds the weights of feature h, if it has any.
func (m *model) add(h uint64, s *sums) {
	fp := fingerprint(h)
	for at := h >> m.shift; ; at = (at + 1) & m.mask {
		row := m.rows[at*rowSize : at*rowSize+rowSize]
		a := binary.LittleEndian.Uint64(row)
		switch uint16(a) {
		case 0:
			return
		case fp:
			b := binary.LittleEndian.Uint64(row[8:])
			s.lanes[0] += a & everyOther
			s.lanes[1] += a >> 8 & everyOther
			s.lanes[2] += b & everyOther
			s.lanes[3] += b >> 8 & everyOther
			s.n++
			return
		}
	}
}

// addAll adds the weights of all features. It fetches each one's first row before it judges any: fetches do not wait
// for each other, judgements do, because nobody can guess which features have weights.
func (m *model) addAll(features []uint64, s *sums) {
	const ahead = 32
	var heads [ahead]uint64
	for len(features) > 0 {
		n := min(ahead, len(features))
		for k, h := range features[:n] {
			heads[k] = binary.LittleEndian.Uint64(m.rows[h>>m.shift*rowSize:])
		}
		for k, h := range features[:n] {
			switch a := heads[k]; uint16(a) {
			case 0:
			case fingerprint(h):
				b := binary.LittleEndian.Uint64(m.rows[h>>m.shift*rowSize+8:])
				s.lanes[0] += a & everyOther
				s.lanes[1] += a >> 8 & everyOther
				s.lanes[2] += b & everyOther
				s.lanes[3] += b >> 8 & everyOther
				s.n++
			default:
				m.add(h, s)
			}
		}
		features = features[n:]
	}
}

// scores spreads the lanes out by label.
func (s *sums) scores() (out [LabelCount]int32) {
	for k := range out {
		at := k + 2 // behind the fingerprint
		lane := s.lanes[at/8*2+at%2] >> (at % 8 / 2 * 16)
		out[k] = int32(uint16(lane)) - s.n*weightBias
	}
	return out
}

// impossible is below any score that a sequence can reach.
const impossible = math.MinInt32 / 4

// decode labels the tokens of d, by the best path through each stretch of active tokens (Viterbi 1967).
func (m *model) decode(o *observer) []uint8 {
	d := o.d
	labels := make([]uint8, len(d.Tokens))
	var lattice lattice
	for i := 0; i < len(d.Tokens); {
		if !d.Tokens[i].active {
			i++
			continue
		}
		j := i
		lattice.reset()
		for ; j < len(d.Tokens) && d.Tokens[j].Sentence == d.Tokens[i].Sentence && d.Tokens[j].active; j++ {
			var s sums
			m.addAll(o.observe(j), &s)
			scores := s.scores()
			lattice.push(m, &scores)
		}
		lattice.best(m, labels[i:j])
		i = j
	}
	return labels
}

// lattice is a stretch of tokens on its way to the best path.
type lattice struct {
	score [LabelCount]int32
	from  [][LabelCount]uint8
}

func (l *lattice) reset() { l.from = l.from[:0] }

// renormalise is how many steps the integer scores may grow before they are brought back towards zero: a step adds less
// than 2^14, so 2^31 is never near.
const renormalise = 1 << 14

func (l *lattice) push(m *model, s *[LabelCount]int32) {
	var next [LabelCount]int32
	var from [LabelCount]uint8
	for b := range uint8(LabelCount) {
		best, arg := int32(impossible), uint8(Outside)
		if len(l.from) == 0 {
			if Follows(Outside, b) {
				best = m.transitions[Outside][b]
			}
		} else {
			for _, a := range predecessors[b] {
				if v := l.score[a] + m.transitions[a][b]; v > best {
					best, arg = v, a
				}
			}
		}
		next[b], from[b] = max(best+s[b], impossible), arg
	}
	if len(l.from)%renormalise == renormalise-1 {
		top := next[0]
		for _, v := range next {
			top = max(top, v)
		}
		for b := range next {
			next[b] = max(next[b]-top, impossible)
		}
	}
	l.score = next
	l.from = append(l.from, from)
}

// best writes the best path into labels.
func (l *lattice) best(m *model, labels []uint8) {
	last, top := uint8(Outside), int32(math.MinInt32)
	for b := range uint8(LabelCount) {
		if Follows(b, Outside) {
			if v := l.score[b] + m.transitions[b][Outside]; v > top {
				last, top = b, v
			}
		}
	}
	for i := len(labels) - 1; i >= 0; i-- {
		labels[i] = last
		last = l.from[i][last]
	}
}

// predecessors lists for each label those it may follow.
var predecessors = func() (p [LabelCount][]uint8) {
	for b := range uint8(LabelCount) {
		for a := range uint8(LabelCount) {
			if Follows(a, b) {
				p[b] = append(p[b], a)
			}
		}
	}
	return p
}()
