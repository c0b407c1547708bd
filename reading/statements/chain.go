package statements

// Chains. Cues and their parts are found by two linear-chain conditional random fields over words (Lafferty, McCallum
// and Pereira 2001). A topology says which states there are; a model gives each feature of a position a row of weights,
// one for each slot, and a slot is scored when a state is entered or a transition is taken.

// slots is how many weights a feature has.
const slots = 8

// row holds the weights of one feature.
type row [slots]float32

// unused is a slot whose weight is always zero: what an edge scores that has nothing to score.
const unused = slots - 1

// edge is a permitted transition between two states with the slots that it scores.
type edge struct {
	from, to int
	emit     int // scored at every position spent in the state
	ends     int // scored where something ends
	begins   int // scored where something begins
}

// topology is the shape of a chain. State 0 is where it begins.
type topology struct {
	states int
	edges  []edge // in order of to
}

// Slots of the chain that finds cues.
const (
	slotCueBegins = iota
	slotCueGoesOn
	slotCueEnds
)

// cueChain finds cues. Its states are outside, begin and inside.
var cueChain = topology{3, []edge{
	{0, 0, unused, unused, unused},
	{1, 0, unused, slotCueEnds, unused},
	{2, 0, unused, slotCueEnds, unused},
	{0, 1, slotCueBegins, unused, unused},
	{1, 1, slotCueBegins, slotCueEnds, unused},
	{2, 1, slotCueBegins, slotCueEnds, unused},
	{1, 2, slotCueGoesOn, unused, unused},
	{2, 2, slotCueGoesOn, unused, unused},
}}

// Slots of the chain that finds the parts of one attribution.
const (
	slotSource = iota
	slotContent
	slotSourceBegins
	slotSourceEnds
	slotContentBegins
	slotContentEnds
	slotContentResumes
)

// Tags of partChain's states.
const (
	tagNone = iota
	tagSource
	tagContent
)

// partState is a state of partChain: the tag of the word, and which parts have been seen so far. One source at most.
type partState struct {
	tag             int
	source, content bool
}

var partStates = []partState{
	{tagNone, false, false},
	{tagNone, true, false},
	{tagNone, false, true},
	{tagNone, true, true},
	{tagSource, true, false},
	{tagSource, true, true},
	{tagContent, false, true},
	{tagContent, true, true},
}

var partChain = partTopology()

func partTopology() topology {
	t := topology{states: len(partStates)}
	for to, b := range partStates {
		for from, a := range partStates {
			if e, ok := partEdge(a, b); ok {
				e.from, e.to = from, to
				t.edges = append(t.edges, e)
			}
		}
	}
	return t
}

func partEdge(a, b partState) (edge, bool) {
	e := edge{emit: unused, ends: unused, begins: unused}
	if a.source && !b.source || a.content && !b.content {
		return e, false
	}
	stay := a.tag == b.tag
	switch {
	case b.tag == tagSource && !stay && a.source: // a second source
		return e, false
	case a.source != b.source && b.tag != tagSource, a.content != b.content && b.tag != tagContent:
		return e, false
	case a.source != b.source && a.content != b.content:
		return e, false
	}
	switch b.tag {
	case tagSource:
		e.emit = slotSource
	case tagContent:
		e.emit = slotContent
	}
	if stay {
		return e, true
	}
	switch a.tag {
	case tagSource:
		e.ends = slotSourceEnds
	case tagContent:
		e.ends = slotContentEnds
	}
	switch {
	case b.tag == tagSource:
		e.begins = slotSourceBegins
	case b.tag == tagContent && a.content:
		e.begins = slotContentResumes
	case b.tag == tagContent:
		e.begins = slotContentBegins
	}
	return e, true
}

// lattice is the working memory of one chain over one text; it is reused.
type lattice struct {
	score    []row     // of each position
	best     []float32 // positions × states
	back     []int16
	path     []int
	features []uint32 // of one position
	between  []between
}

const never = float32(1e30) // what an impossible path loses

// decode returns the best path through scores as states, one a position, in out. weights are those of t.edges.
func (l *lattice) decode(t topology, weights []float32, scores []row, out []int) []int {
	n := len(scores)
	out = out[:0]
	if n == 0 {
		return out
	}
	if need := (n + 1) * t.states; cap(l.best) < need {
		l.best, l.back = make([]float32, need), make([]int16, need)
	}
	best, back := l.best[:(n+1)*t.states], l.back[:(n+1)*t.states]
	for s := range t.states {
		best[s] = -never
	}
	best[0] = 0
	for i := range n {
		prev, cur := best[i*t.states:(i+1)*t.states], best[(i+1)*t.states:(i+2)*t.states]
		from := back[(i+1)*t.states : (i+2)*t.states]
		for s := range cur {
			cur[s] = -never
		}
		for k := range t.edges {
			e := &t.edges[k]
			if v := prev[e.from] + weights[k] + e.score(&scores[i]); v > cur[e.to] {
				cur[e.to], from[e.to] = v, int16(e.from)
			}
		}
	}
	last := best[n*t.states:]
	s := 0
	for k, v := range last {
		if v > last[s] {
			s = k
		}
	}
	for range n {
		out = append(out, 0)
	}
	for i := n; i > 0; i-- {
		out[i-1] = s
		s = int(back[i*t.states+s])
	}
	return out
}

func (e *edge) score(r *row) float32 {
	return r[e.emit&unused] + r[e.ends&unused] + r[e.begins&unused]
}
