package crf

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
)

// Sequence is what to learn from: the features of each position, and its right state.
type Sequence struct {
	Features [][]uint64
	States   []uint8
}

// Options are the settings of a training.
type Options struct {
	Epochs  int
	Rate    float32 // of AdaGrad
	Damping float32 // is added to a row's sum of squared gradients: keeps first steps short
	// EdgeDamping is Damping for edges.
	EdgeDamping float32
	Decay       float32 // L2, on the features that a sequence has
	Dropout     float32 // share of features hidden from each position, so that no single one is relied on
	Average     bool    // take the average of the weights after each epoch of the later half
	Rarest      int     // a feature that fewer positions have is not learnt; for a keyed model

	// Bits, if not 0, makes a model without keys, of 2^Bits rows.
	Bits int
	// Units is how many units of weight make 1, in a keyed model; the other kind's is found from its largest weight.
	Units float32
	// Faintest is how many units the largest weight of a feature must have for it to be kept, in a keyed model.
	Faintest int

	Seed1, Seed2 uint64 // of the order of sequences and what is hidden: the same model from the same data
	Progress     func(epoch int, loss float64)
}

// learner is a field while it is learnt: by stochastic gradient ascent on the conditional log-likelihood with AdaGrad
// (Duchi, Hazan and Singer 2011).
type learner struct {
	*Topology
	Options
	index map[uint64]int32 // rows of keyed features
	rows  table
	edges table // one weight an edge
	rng   *rand.Rand
}

// table holds weights, the sums of their squared gradients and, for the average, the sums of the weights.
type table struct{ weights, squares, sums []float32 }

func newTable(n int, average bool) table {
	t := table{weights: make([]float32, n), squares: make([]float32, n)}
	if average {
		t.sums = make([]float32, n)
	}
	return t
}

// sample is a sequence whose features are rows.
type sample struct {
	rows   [][]int32
	states []uint8
}

// Train learns from sequences and returns the model as [Read] takes it: numbers and hashes only. The same sequences in
// the same order give the same bytes.
func Train(t *Topology, all []Sequence, o Options) []byte {
	l := &learner{Topology: t, Options: o, rng: rand.New(rand.NewPCG(o.Seed1, o.Seed2))}
	samples := l.prepare(all)
	averaged := 0
	for epoch := range o.Epochs {
		l.rng.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
		loss := 0.0
		for _, s := range samples {
			loss += l.learn(s)
		}
		if o.Average && epoch >= o.Epochs/2 {
			l.rows.add()
			l.edges.add()
			averaged++
		}
		if o.Progress != nil {
			o.Progress(epoch+1, loss)
		}
	}
	if o.Average {
		l.rows.average(averaged)
		l.edges.average(averaged)
	}
	return l.encode()
}

func (t *table) add() {
	for i, v := range t.weights {
		t.sums[i] += v
	}
}

func (t *table) average(n int) {
	for i, v := range t.sums {
		t.weights[i] = v / float32(n)
	}
}

// prepare gives features their rows.
func (l *learner) prepare(all []Sequence) []sample {
	row := func(h uint64) (int32, bool) { return int32(rowOf(h, 1<<l.Bits)), true }
	n := 1 << l.Bits
	if l.Bits == 0 {
		row, n = l.keys(all)
	}
	out := make([]sample, len(all))
	for i, s := range all {
		out[i] = sample{rows: make([][]int32, len(s.Features)), states: s.States}
		for t, fs := range s.Features {
			ids := make([]int32, 0, len(fs))
			for _, f := range fs {
				if id, ok := row(f); ok {
					ids = append(ids, id)
				}
			}
			out[i].rows[t] = ids
		}
	}
	l.rows, l.edges = newTable(n*l.Slots, l.Average), newTable(len(l.Edges), l.Average)
	return out
}

// keys gives each feature that is not too rare a row of its own, and returns how many they are.
func (l *learner) keys(all []Sequence) (row func(uint64) (int32, bool), n int) {
	counts := make(map[uint64]int)
	for _, s := range all {
		for _, fs := range s.Features {
			for _, f := range fs {
				counts[f]++
			}
		}
	}
	l.index = make(map[uint64]int32)
	for _, s := range all {
		for _, fs := range s.Features {
			for _, f := range fs {
				if _, known := l.index[f]; !known && counts[f] >= l.Rarest {
					l.index[f] = int32(len(l.index))
				}
			}
		}
	}
	return func(h uint64) (int32, bool) {
		id, ok := l.index[h]
		return id, ok
	}, len(l.index)
}

type (
	byState = [MaxStates]float64
	bySlot  = [zero + 1]float64
)

// learn takes a step along the gradient of one sequence's log-likelihood, and returns its loss before.
func (l *learner) learn(s sample) (loss float64) {
	if len(s.states) == 0 {
		return 0
	}
	shown, scores := l.show(s)
	e := l.expect(scores)
	loss = e.logZ
	gradient := e.slots
	for t := range gradient {
		for k := range gradient[t] {
			gradient[t][k] = -gradient[t][k]
		}
	}
	for k := range e.edges {
		e.edges[k] = -e.edges[k]
	}
	loss -= l.observe(s.states, scores, gradient, e.edges)
	for t, rows := range shown {
		for _, r := range rows {
			l.update(int(r)*l.Slots, &gradient[t])
		}
	}
	for k, d := range e.edges {
		ada(&l.edges.weights[k], &l.edges.squares[k], float32(d), l.Rate, l.EdgeDamping)
	}
	return loss
}

// show scores the positions of s by those features that are not hidden.
func (l *learner) show(s sample) (shown [][]int32, scores []bySlot) {
	shown, scores = s.rows, make([]bySlot, len(s.rows))
	if l.Dropout > 0 {
		shown = make([][]int32, len(s.rows))
		for t, rows := range s.rows {
			for _, r := range rows {
				if l.rng.Float32() >= l.Dropout {
					shown[t] = append(shown[t], r)
				}
			}
		}
	}
	for t, rows := range shown {
		for _, r := range rows {
			for k, w := range l.rows.weights[int(r)*l.Slots:][:l.Slots] {
				scores[t][k] += float64(w)
			}
		}
	}
	return shown, scores
}

func (l *learner) update(at int, gradient *bySlot) {
	for k := range l.Slots {
		d := float32(gradient[k])
		if d > negligible || d < -negligible {
			ada(&l.rows.weights[at+k], &l.rows.squares[at+k], d-l.Decay*l.rows.weights[at+k], l.Rate, l.Damping)
		}
	}
}

// negligible is a gradient too small to learn from; it saves most of the work once a field is known.
const negligible = 1e-4

func ada(weight, squares *float32, d, rate, damping float32) {
	*squares += d * d
	*weight += rate * d / float32(math.Sqrt(float64(*squares)+float64(damping)))
}

// expected is what the field expects of a sequence.
type expected struct {
	slots []bySlot  // how often each slot is scored, by position
	edges []float64 // how often each edge is taken, the one that closes the sequence included
	logZ  float64   // logarithm of the partition function
}

// factors are a sequence's factors: what each position multiplies in its states and on its edges.
type factors struct {
	nodes [][MaxStates]float64
	edges []float64 // exp of the edge's weight
	also  []float64 // positions × edges: what a step scores besides; nil if no edge does
	logZ  float64   // what was divided off
}

func (l *learner) factors(scores []bySlot) factors {
	f := factors{nodes: make([]byState, len(scores)), edges: make([]float64, len(l.Edges))}
	extra := false
	for k, e := range l.Edges {
		f.edges[k] = math.Exp(float64(l.edges.weights[k]))
		extra = extra || len(e.Also) > 0
	}
	if extra {
		f.also = make([]float64, len(scores)*len(l.Edges))
	}
	for t := range scores {
		top := math.Inf(-1)
		for _, e := range l.Emits {
			top = max(top, scores[t][slot(e)])
		}
		for s, e := range l.Emits {
			f.nodes[t][s] = math.Exp(scores[t][slot(e)] - top)
		}
		f.logZ += top
		if extra {
			for k, e := range l.Edges {
				v := 0.0
				for _, a := range e.Also {
					v += scores[t][slot(a)]
				}
				f.also[t*len(l.Edges)+k] = math.Exp(v)
			}
		}
	}
	return f
}

// edge is the factor of edge k into position t.
func (f *factors) edge(t, k int) float64 {
	if f.also == nil || t == len(f.nodes) {
		return f.edges[k]
	}
	return f.edges[k] * f.also[t*len(f.edges)+k]
}

// expect runs the forward-backward algorithm, each position scaled so that its numbers add up to 1.
func (l *learner) expect(scores []bySlot) expected {
	n := len(scores)
	f := l.factors(scores)
	out := expected{slots: make([]bySlot, n), edges: make([]float64, len(l.Edges)), logZ: f.logZ}
	alpha, beta := make([]byState, n+1), make([]byState, n+1)
	alpha[0][0] = 1
	for t := range n {
		for k, e := range l.Edges {
			alpha[t+1][e.To] += alpha[t][e.From] * f.edge(t, k)
		}
		for s := range l.States {
			alpha[t+1][s] *= f.nodes[t][s]
		}
		out.logZ += math.Log(scaled(&alpha[t+1]))
	}
	for s := range l.States {
		beta[n][s] = 1
	}
	if l.Closed {
		beta[n] = byState{}
		end := 0.0
		for k, e := range l.Edges {
			if e.To == 0 {
				beta[n][e.From] = f.edges[k]
				end += alpha[n][e.From] * f.edges[k]
			}
		}
		out.logZ += math.Log(end)
	}
	scaled(&beta[n])
	for t := n - 1; t >= 0; t-- {
		for k, e := range l.Edges {
			beta[t][e.From] += f.edge(t, k) * f.nodes[t][e.To] * beta[t+1][e.To]
		}
		scaled(&beta[t])
	}
	l.collect(&f, alpha, beta, &out)
	return out
}

// scaled divides p by the sum of its numbers, which it returns.
func scaled(p *byState) float64 {
	total := 0.0
	for _, v := range p {
		total += v
	}
	for s := range p {
		p[s] /= total
	}
	return total
}

// collect adds up how often edges are taken and slots are scored.
func (l *learner) collect(f *factors, alpha, beta []byState, out *expected) {
	n := len(f.nodes)
	taken := make([]float64, len(l.Edges))
	for t := range n {
		total := 0.0
		for k, e := range l.Edges {
			taken[k] = alpha[t][e.From] * f.edge(t, k) * f.nodes[t][e.To] * beta[t+1][e.To]
			total += taken[k]
		}
		for k, e := range l.Edges {
			p := taken[k] / total
			out.edges[k] += p
			l.into(&out.slots[t], e, p)
		}
	}
	if !l.Closed {
		return
	}
	total := 0.0
	for k, e := range l.Edges {
		if e.To == 0 {
			total += alpha[n][e.From] * f.edges[k]
		}
	}
	for k, e := range l.Edges {
		if e.To == 0 {
			out.edges[k] += alpha[n][e.From] * f.edges[k] / total
		}
	}
}

// into adds p to the slots that a step along e scores.
func (l *learner) into(slots *bySlot, e Edge, p float64) {
	slots[slot(l.Emits[e.To])] += p
	for _, a := range e.Also {
		slots[slot(a)] += p
	}
}

// observe adds to the gradient what the right path has, and returns its score.
func (l *learner) observe(path []uint8, scores, gradient []bySlot, edges []float64) (score float64) {
	from := 0
	for t, to := range path {
		if k := l.find(from, int(to)); k >= 0 {
			e := l.Edges[k]
			edges[k]++
			l.into(&gradient[t], e, 1)
			score += float64(l.edges.weights[k]) + scores[t][slot(l.Emits[e.To])]
			for _, a := range e.Also {
				score += scores[t][slot(a)]
			}
		}
		from = int(to)
	}
	if k := l.find(from, 0); l.Closed && k >= 0 {
		edges[k]++
		score += float64(l.edges.weights[k])
	}
	return score
}

func (l *learner) find(from, to int) int {
	return slices.IndexFunc(l.Edges, func(e Edge) bool { return e.From == from && e.To == to })
}

// encode writes the weights as [Read] takes them.
func (l *learner) encode() []byte {
	m := encoding{Topology: l.Topology, edges: l.edges.weights}
	if l.Bits > 0 {
		return m.plain(l.rows.weights, l.Bits)
	}
	return m.keyed(l.index, l.rows.weights, l.Units, l.Faintest)
}

// encoding is a field on its way to bytes.
type encoding struct {
	*Topology
	edges []float32
}

func (m encoding) head(keyed byte, bits int, scale float32, edges []float32) []byte {
	out := append([]byte(magic), keyed, byte(m.States), byte(m.Slots), byte(bits))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(edges)))
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(scale))
	for _, w := range edges {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(w))
	}
	return out
}

// plain writes rows without keys.
func (m encoding) plain(weights []float32, bits int) []byte {
	most := float32(0)
	for _, v := range weights {
		most = max(most, v, -v)
	}
	scale := most / (bias - 1)
	if most == 0 {
		scale = 1
	}
	out := m.head(0, bits, scale, m.edges)
	for at := 0; at < len(weights); at += m.Slots {
		for k := range plainRow {
			w := 0.0
			if k < m.Slots {
				w = math.Round(float64(weights[at+k] / scale))
			}
			out = append(out, byte(bias+int(w)))
		}
	}
	return out
}

// keyed writes a hash table that is at most three fifths full, so that absent features are found absent at once;
// features without a weight worth its room are left out.
func (m encoding) keyed(index map[uint64]int32, weights []float32, units float32, faintest int) []byte {
	type row struct {
		h       uint64
		weights [MaxSlots]int8
	}
	var rows []row
	for h, at := range index {
		r, top := row{h: h}, int8(0)
		for k, v := range weights[int(at)*m.Slots:][:m.Slots] {
			r.weights[k] = int8(min(127, max(-127, math.Round(float64(v)*float64(units)))))
			top = max(top, r.weights[k], -r.weights[k])
		}
		if int(top) >= faintest {
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
	edges := make([]float32, len(m.edges))
	for k, w := range m.edges {
		edges[k] = float32(math.Round(float64(w) * float64(units)))
	}
	out := m.head(1, bits, 1, edges)
	at := len(out)
	out = append(out, make([]byte, keyedRow<<bits)...)
	table, mask := out[at:], uint64(1)<<bits-1
	for _, r := range rows {
		i := r.h >> (64 - bits)
		for table[i*keyedRow] != 0 || table[i*keyedRow+1] != 0 {
			i = (i + 1) & mask
		}
		binary.LittleEndian.PutUint16(table[i*keyedRow:], fingerprint(r.h))
		for k := range keyedRow - 2 {
			w := byte(bias)
			if k < m.Slots {
				w = byte(int(r.weights[k]) + bias)
			}
			table[i*keyedRow+2+uint64(k)] = w
		}
	}
	return out
}
