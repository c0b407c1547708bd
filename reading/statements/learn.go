package statements

import (
	"math"
	"math/rand/v2"
)

// example is one chain to learn from: the features of each position and the path that is right.
type example struct {
	features [][]uint32
	path     []int
}

// learner trains the weights of a chain by stochastic gradient ascent on the conditional log-likelihood with AdaGrad
// (Duchi, Hazan and Singer 2011). Features are hashed into a fixed number of rows (Weinberger et al. 2009): those that
// share a row learn to live together.
type learner struct {
	topology topology
	rows     []row
	squares  []row
	edges    []float32
	edgeSq   []float32
	rate     float64
	decay    float64 // L2, applied to the features that an example has
}

func newLearner(t topology, bits int, rate, decay float64) *learner {
	return &learner{
		topology: t, rows: make([]row, 1<<bits), squares: make([]row, 1<<bits),
		edges: make([]float32, len(t.edges)), edgeSq: make([]float32, len(t.edges)), rate: rate, decay: decay,
	}
}

// epoch learns from all examples once, in random order, and returns the summed loss.
func (l *learner) epoch(all []example, r *rand.Rand) (loss float64) {
	for _, k := range r.Perm(len(all)) {
		loss += l.step(&all[k])
	}
	return loss
}

// step learns from one example and returns its loss, the negative log-likelihood, before.
func (l *learner) step(e *example) float64 {
	n := len(e.path)
	ids, scores := make([][]int, n), make([]row, n)
	for i, fs := range e.features {
		ids[i] = make([]int, len(fs))
		for j, f := range fs {
			k := rowOf(f, len(l.rows))
			ids[i][j] = k
			for s, v := range l.rows[k] {
				scores[i][s] += v
			}
		}
	}
	gradient, edges := make([]row, n), make([]float64, len(l.edges))
	loss := l.expect(scores, gradient, edges) - l.observe(e.path, scores, gradient, edges)
	l.update(ids, gradient, edges)
	return loss
}

// expect subtracts from the gradient what the model expects, by the forward-backward algorithm, and returns the
// logarithm of the partition function.
func (l *learner) expect(scores, gradient []row, edges []float64) float64 {
	n, states := len(scores), l.topology.states
	alpha, beta := make([]float64, (n+1)*states), make([]float64, (n+1)*states)
	for i := range alpha {
		alpha[i], beta[i] = math.Inf(-1), math.Inf(-1)
	}
	alpha[0] = 0
	for i := range n {
		for k, d := range l.topology.edges {
			to := &alpha[(i+1)*states+d.to]
			*to = logAdd(*to, alpha[i*states+d.from]+float64(l.edges[k]+d.score(&scores[i])))
		}
	}
	z := math.Inf(-1)
	for s := range states {
		beta[n*states+s] = 0
		z = logAdd(z, alpha[n*states+s])
	}
	for i := n - 1; i >= 0; i-- {
		for k, d := range l.topology.edges {
			v := float64(l.edges[k]+d.score(&scores[i])) + beta[(i+1)*states+d.to]
			from := &beta[i*states+d.from]
			*from = logAdd(*from, v)
			p := math.Exp(alpha[i*states+d.from] + v - z)
			edges[k] -= p
			gradient[i].add(d, -float32(p))
		}
	}
	return z
}

// observe adds to the gradient what the right path has, and returns its score.
func (l *learner) observe(path []int, scores, gradient []row, edges []float64) (score float64) {
	from := 0
	for i, to := range path {
		for k, d := range l.topology.edges {
			if d.from == from && d.to == to {
				score += float64(l.edges[k] + d.score(&scores[i]))
				edges[k]++
				gradient[i].add(d, 1)
			}
		}
		from = to
	}
	return score
}

// negligible is a gradient too small to learn from; it saves most of the work once a chain is known.
const negligible = 1e-4

// update takes a step along the gradient. The constants beside the sums of squares keep first steps short.
func (l *learner) update(ids [][]int, gradient []row, edges []float64) {
	for k, v := range edges {
		if v != 0 {
			l.edgeSq[k] += float32(v * v)
			l.edges[k] += float32(l.rate * v / math.Sqrt(float64(l.edgeSq[k])+1))
		}
	}
	for i := range ids {
		for s, v := range gradient[i][:unused] {
			if max(v, -v) < negligible {
				continue
			}
			for _, k := range ids[i] {
				w, sq := &l.rows[k][s], &l.squares[k][s]
				u := v - float32(l.decay)*(*w)
				*sq += u * u
				*w += float32(l.rate) * u / float32(math.Sqrt(float64(*sq)+0.1))
			}
		}
	}
}

// add adds v to the slots that d scores.
func (r *row) add(d edge, v float32) {
	r[d.emit] += v
	r[d.ends] += v
	r[d.begins] += v
}

// logAdd is the logarithm of the sum of two numbers given by their logarithms.
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}
