package main

import (
	"math"
	"math/rand/v2"

	"sitrep/reading/names"
)

// Settings of the training, found on the check part of the default split.
const (
	firstEpochs  = 8
	secondEpochs = 8
	rarest       = 2    // a feature that fewer tokens have is not learnt
	rate         = 0.08 // of AdaGrad
	dropout      = 0.5  // share of features hidden from each token, so that no single one is relied on
)

const labels = names.LabelCount

type (
	vector = [labels]float32
	square = [labels][labels]float32
)

// crf is a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) while it is learnt by AdaGrad
// (Duchi, Hazan and Singer 2011) and its weights are averaged over the later half of the epochs.
type crf struct {
	index map[uint64]int32
	w, g  []vector // weights and sums of squared gradients, by feature
	sum   []vector // of weights, for the average
	tw    square
	tg    square
	tsum  square
}

type sample struct {
	features [][]int32
	gold     []uint8
}

func learnCRF(seqs []names.Sequence, epochs int) names.Weights {
	c, samples := newCRF(seqs)
	rng := rand.New(rand.NewPCG(1, 2)) // the same model from the same data
	averaged := 0
	for epoch := range epochs {
		rng.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
		for _, s := range samples {
			c.step(s, rng)
		}
		if epoch >= epochs/2 {
			c.average()
			averaged++
		}
	}
	return c.weights(float32(averaged))
}

func newCRF(seqs []names.Sequence) (*crf, []sample) {
	counts := make(map[uint64]int32)
	for _, s := range seqs {
		for _, fs := range s.Features {
			for _, f := range fs {
				counts[f]++
			}
		}
	}
	c := &crf{index: make(map[uint64]int32)}
	samples := make([]sample, len(seqs))
	for i, s := range seqs {
		samples[i] = sample{features: make([][]int32, len(s.Features)), gold: s.Labels}
		for t, fs := range s.Features {
			ids := make([]int32, 0, len(fs))
			for _, f := range fs {
				if counts[f] < rarest {
					continue
				}
				id, ok := c.index[f]
				if !ok {
					id = int32(len(c.index))
					c.index[f] = id
				}
				ids = append(ids, id)
			}
			samples[i].features[t] = ids
		}
	}
	n := len(c.index)
	c.w, c.g, c.sum = make([]vector, n), make([]vector, n), make([]vector, n)
	return c, samples
}

// step learns from one sequence: the gradient of its log-likelihood by the forward-backward algorithm.
func (c *crf) step(s sample, rng *rand.Rand) {
	n := len(s.gold)
	shown := make([][]int32, n)
	scores := make([][labels]float64, n)
	for t, fs := range s.features {
		kept := make([]int32, 0, len(fs))
		for _, f := range fs {
			if rng.Float32() < dropout {
				continue
			}
			kept = append(kept, f)
			for y, v := range c.w[f] {
				scores[t][y] += float64(v)
			}
		}
		shown[t] = kept
	}
	marginals, pairs := c.forwardBackward(scores)
	for t := range n {
		var gradient vector
		for y := range gradient {
			gradient[y] = -float32(marginals[t][y])
		}
		gradient[s.gold[t]]++
		for _, f := range shown[t] {
			ada(&c.w[f], &c.g[f], &gradient)
		}
	}
	before := uint8(names.Outside)
	for t := range n + 1 {
		next := uint8(names.Outside)
		if t < n {
			next = s.gold[t]
		}
		pairs[before][next]--
		before = next
	}
	for a := range pairs {
		var gradient vector
		for b, v := range pairs[a] {
			gradient[b] = -float32(v)
		}
		ada(&c.tw[a], &c.tg[a], &gradient)
	}
}

func ada(w, g, gradient *vector) {
	for y, d := range gradient {
		if d > 1e-4 || d < -1e-4 {
			g[y] += d * d
			w[y] += rate * d / float32(math.Sqrt(float64(g[y])+1e-6))
		}
	}
}

// forwardBackward returns the probability of each label at each token and the expected count of each transition, those
// from and to the outside at the ends included.
func (c *crf) forwardBackward(scores [][labels]float64) (marginals [][labels]float64, pairs [labels][labels]float64) {
	n := len(scores)
	var trans [labels][labels]float64
	for a := range trans {
		for b := range trans[a] {
			if names.Follows(uint8(a), uint8(b)) {
				trans[a][b] = math.Exp(float64(c.tw[a][b]))
			}
		}
	}
	node := make([][labels]float64, n)
	for t, s := range scores {
		top := s[0]
		for _, v := range s {
			top = max(top, v)
		}
		for y, v := range s {
			node[t][y] = math.Exp(v - top)
		}
	}
	alpha, beta := make([][labels]float64, n), make([][labels]float64, n)
	for t := range n {
		total := 0.0
		for b := range labels {
			v := 0.0
			if t == 0 {
				v = trans[names.Outside][b]
			} else {
				for a := range labels {
					v += alpha[t-1][a] * trans[a][b]
				}
			}
			alpha[t][b] = v * node[t][b]
			total += alpha[t][b]
		}
		for b := range labels {
			alpha[t][b] /= total
		}
	}
	for t := n - 1; t >= 0; t-- {
		total := 0.0
		for a := range labels {
			v := 0.0
			if t == n-1 {
				v = trans[a][names.Outside]
			} else {
				for b := range labels {
					v += trans[a][b] * node[t+1][b] * beta[t+1][b]
				}
			}
			beta[t][a] = v
			total += v
		}
		for a := range labels {
			beta[t][a] /= total
		}
	}
	marginals = make([][labels]float64, n)
	for t := range n {
		total := 0.0
		for y := range labels {
			marginals[t][y] = alpha[t][y] * beta[t][y]
			total += marginals[t][y]
		}
		for y := range labels {
			marginals[t][y] /= total
		}
	}
	for b := range labels {
		pairs[names.Outside][b] += marginals[0][b]
		pairs[b][names.Outside] += marginals[n-1][b]
	}
	for t := 1; t < n; t++ {
		var p [labels][labels]float64
		total := 0.0
		for a := range labels {
			for b := range labels {
				p[a][b] = alpha[t-1][a] * trans[a][b] * node[t][b] * beta[t][b]
				total += p[a][b]
			}
		}
		for a := range labels {
			for b := range labels {
				pairs[a][b] += p[a][b] / total
			}
		}
	}
	return marginals, pairs
}

func (c *crf) average() {
	for i := range c.w {
		for y, v := range c.w[i] {
			c.sum[i][y] += v
		}
	}
	for a := range c.tw {
		for b, v := range c.tw[a] {
			c.tsum[a][b] += v
		}
	}
}

func (c *crf) weights(n float32) names.Weights {
	out := names.Weights{Features: make(map[uint64][labels]float32, len(c.index))}
	for f, i := range c.index {
		w := c.sum[i]
		for y := range w {
			w[y] /= n
		}
		out.Features[f] = w
	}
	for a := range c.tsum {
		for b, v := range c.tsum[a] {
			out.Transitions[a][b] = v / n
		}
	}
	return out
}
