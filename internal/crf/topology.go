// Package crf is the linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over hashed features:
// what it looks like, how it is learnt, stored and decoded. What the features are is its user's business.
package crf

// Topology is the shape of a field: its states, which of them may follow which, and what each step scores. A feature
// has one weight for each slot, and a step adds up the weights, in its slots, of all features of its position. Slots
// are mostly one a state; more of them let a field score, say, the begin and the end of a span as well.
type Topology struct {
	States int   // at most MaxStates; every sequence begins as if it came from state 0
	Slots  int   // at most MaxSlots
	Emits  []int // by state: the slot that is scored at every position spent in it, or None
	Edges  []Edge
	Closed bool // a sequence must be able to go on to state 0, and is scored as if it did
}

// Edge is a permitted step. Edges are in order of To, those of one To in order of From.
type Edge struct {
	From, To int
	Also     []int // slots that the step scores besides what To emits; at most two
}

const (
	// None is the slot of a state that emits nothing.
	None = -1
	// MaxStates is how many states a field may have.
	MaxStates = 16
	// MaxSlots is how many slots a field may have.
	MaxSlots = 14

	zero = 15 // the slot that scores nothing
)

// Chain is the topology that has one slot a state, whose number is that of the state, and the permitted steps alone.
func Chain(states int, follows func(from, to int) bool) *Topology {
	t := &Topology{States: states, Slots: states, Closed: true}
	for to := range states {
		t.Emits = append(t.Emits, to)
		for from := range states {
			if follows(from, to) {
				t.Edges = append(t.Edges, Edge{From: from, To: to})
			}
		}
	}
	return t
}

// step is an edge as the decoder wants it.
type step struct {
	from, to  uint8
	one, more uint8 // slots; zero for none
	weight    float32
}

func slot(s int) uint8 {
	if s == None {
		return zero
	}
	return uint8(s)
}

func (t *Topology) steps(weights []float32) []step {
	out := make([]step, len(t.Edges))
	for k, e := range t.Edges {
		out[k] = step{from: uint8(e.From), to: uint8(e.To), one: zero, more: zero, weight: weights[k]}
		if len(e.Also) > 0 {
			out[k].one = slot(e.Also[0])
		}
		if len(e.Also) > 1 {
			out[k].more = slot(e.Also[1])
		}
	}
	return out
}
