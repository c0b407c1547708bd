package crf

import "math"

// Lattice finds the best path through a sequence (Viterbi 1967), position by position. It is one sequence's at a time,
// and its memory is used again.
type Lattice struct {
	best [MaxStates]int64
	back [][MaxStates]uint8
}

// impossible is below any score that a sequence can reach: a position adds less than 2^25 to it.
const impossible = math.MinInt64 / 4

// Reset begins a sequence.
func (l *Lattice) Reset() {
	l.back = l.back[:0]
	for s := range l.best {
		l.best[s] = impossible
	}
	l.best[0] = 0
}

// Push adds a position by its features, at most 256 of them.
func (l *Lattice) Push(m *Model, features []uint64) {
	s := m.score(features)
	l.push(m, &s)
}

func (l *Lattice) push(m *Model, s *scores) {
	var next [MaxStates]int64
	var back [MaxStates]uint8
	for k := range next {
		next[k] = impossible
	}
	for k := range m.steps {
		e := &m.steps[k]
		v := l.best[e.from&(MaxStates-1)] + e.weight
		if e.one != zero || e.more != zero {
			v += int64(s[e.one&zero]+s[e.more&zero]) * fine
		}
		if v > next[e.to&(MaxStates-1)] {
			next[e.to&(MaxStates-1)], back[e.to&(MaxStates-1)] = v, e.from
		}
	}
	for k, e := range m.emits[:m.topology.States] {
		next[k] = max(next[k]+int64(s[e&zero])*fine, impossible)
	}
	l.best = next
	l.back = append(l.back, back)
}

// Best appends the states of the best path to out, one a position.
func (l *Lattice) Best(m *Model, out []uint8) []uint8 {
	state, top := uint8(0), int64(math.MinInt64)
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
	for i := len(l.back) - 1; i >= 0; i-- {
		out[at+i] = state
		state = l.back[i][state]
	}
	return out
}
