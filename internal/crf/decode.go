package crf

import (
	"math"
	"slices"
)

// Lattice finds the best path through a sequence (Viterbi 1967), position by position. It is one sequence's at a time,
// and its memory is used again.
type Lattice struct {
	best [MaxStates]float32
	back [][MaxStates]uint8
}

// impossible is below any score that a sequence can reach.
const impossible = -math.MaxFloat32 / 4

// Reset begins a sequence.
func (l *Lattice) Reset() {
	l.back = l.back[:0]
	for s := range l.best {
		l.best[s] = impossible
	}
	l.best[0] = 0
}

// Bias is added to the score of a slot: it moves the balance between finding and missing.
type Bias struct {
	Slot int
	By   float32
}

// Push adds a position by its features, at most 256 of them.
func (l *Lattice) Push(m *Model, features []uint64, biases ...Bias) {
	s := m.score(features)
	for _, b := range biases {
		s[b.Slot] += b.By
	}
	l.push(m, &s)
}

// renormalise is how many positions scores may grow before they are brought back towards zero: those of a keyed model,
// whole numbers that grow by less than 2^15 at a position, then stay exact.
const renormalise = 512

func (l *Lattice) push(m *Model, s *scores) {
	var next [MaxStates]float32
	var back [MaxStates]uint8
	for k := range next {
		next[k] = impossible
	}
	for k := range m.steps {
		e := &m.steps[k]
		to := e.to & (MaxStates - 1)
		score := s[m.emits[to]&zero]
		if e.one != zero || e.more != zero {
			score = score + s[e.one&zero] + s[e.more&zero]
		}
		if v := l.best[e.from&(MaxStates-1)] + e.weight + score; v > next[to] {
			next[to], back[to] = v, e.from
		}
	}
	if len(l.back)%renormalise == renormalise-1 {
		top := next[0]
		for _, v := range next {
			top = max(top, v)
		}
		for k := range next {
			next[k] = max(next[k]-top, impossible)
		}
	}
	l.best = next
	l.back = append(l.back, back)
}

// Best appends the states of the best path to out, one a position.
func (l *Lattice) Best(m *Model, out []uint8) []uint8 {
	state, top := uint8(0), float32(-math.MaxFloat32)
	for s, v := range l.best[:m.topology.States] {
		if !m.topology.Closed && v > top {
			state, top = uint8(s), v
		}
	}
	for _, e := range m.steps {
		if v := l.best[e.from] + e.weight; m.topology.Closed && e.to == 0 && v > top {
			state, top = e.from, v
		}
	}
	at := len(out)
	for range l.back {
		out = append(out, 0)
	}
	for i, back := range slices.Backward(l.back) {
		out[at+i] = state
		state = back[state]
	}
	return out
}
