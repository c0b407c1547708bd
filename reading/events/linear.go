package events

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// linear is a linear classifier over hashed features: multinomial logistic regression with weights of one byte.
type linear struct {
	classes []string
	scale   float32           // of a weight
	at      map[uint32]uint32 // feature → its first weight
	table   []slot            // the same, for speed: open addressing, at most half full
	weights []int8            // one a class for each feature
}

// slot is a feature with 1 + its first weight, 0 for none.
type slot struct{ hash, at uint32 }

// index builds the table.
func (l *linear) index() {
	size := 2
	for size < 2*len(l.at) {
		size *= 2
	}
	l.table = make([]slot, size)
	for _, h := range slices.Sorted(maps.Keys(l.at)) {
		i := h & uint32(size-1)
		for l.table[i].at != 0 {
			i = (i + 1) & uint32(size-1)
		}
		l.table[i] = slot{h, 1 + l.at[h]}
	}
}

// find returns 1 + the first weight of a feature, 0 for one that is not known.
func (l *linear) find(hash uint32) uint32 {
	if len(l.table) == 0 {
		return 0
	}
	mask := uint32(len(l.table) - 1)
	for i := hash & mask; l.table[i].at != 0; i = (i + 1) & mask {
		if l.table[i].hash == hash {
			return l.table[i].at
		}
	}
	return 0
}

// feature is a hashed feature with its value.
type feature struct {
	hash  uint32
	value float32
}

// score adds the scores of features to out, one a class.
func (l *linear) score(features []feature, out []float32) {
	n := len(l.classes)
	for _, f := range features {
		at := int(l.find(f.hash)) - 1
		if at < 0 {
			continue
		}
		v := f.value * l.scale
		w := l.weights[at : at+n]
		for k := range w {
			out[k] += v * float32(w[k])
		}
	}
}

// example is what a linear classifier learns from.
type example struct {
	features []feature
	class    int
}

// Settings of the training, by cross-validation on the training data: with less decay, kinds, of which there are few
// examples each, lose seven points.
const (
	epochs       = 24
	learningRate = .1
	actDecay     = 5e-3 // L2, a step
	kindDecay    = 4e-2
	pairDecay    = .3 // of relations: .93 of unseen pairs are right, with a twentieth of it .90
	weakDecay    = .02
)

// train fits a classifier by AdaGrad, in an order that depends on nothing but the examples.
func train(classes []string, examples []example, decay float64) *linear {
	n := len(classes)
	at := map[uint32]uint32{}
	seen := map[uint32]int{}
	for _, e := range examples {
		for _, f := range e.features {
			seen[f.hash]++
		}
	}
	for _, h := range slices.Sorted(maps.Keys(seen)) {
		if seen[h] > 1 { // what was seen once tells of one example
			at[h] = uint32(len(at) * n)
		}
	}
	w := make([]float64, len(at)*n)
	g := make([]float64, len(at)*n)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2))
	p := make([]float64, n)
	for range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			e := examples[i]
			clear(p)
			for _, f := range e.features {
				if a, ok := at[f.hash]; ok {
					for k := range p {
						p[k] += float64(f.value) * w[int(a)+k]
					}
				}
			}
			softmax(p)
			p[e.class]--
			for _, f := range e.features {
				a, ok := at[f.hash]
				if !ok {
					continue
				}
				for k := range p {
					j := int(a) + k
					d := p[k]*float64(f.value) + decay*w[j]
					g[j] += d * d
					w[j] -= learningRate * d / math.Sqrt(g[j]+1e-6)
				}
			}
		}
	}
	most := 1e-9
	for _, v := range w {
		most = max(most, math.Abs(v))
	}
	l := &linear{classes: classes, scale: float32(most / 127), at: at, weights: make([]int8, len(w))}
	for i, v := range w {
		l.weights[i] = int8(math.Round(v / most * 127))
	}
	l.index()
	return l
}

func softmax(p []float64) {
	top := slices.Max(p)
	sum := 0.0
	for k, v := range p {
		p[k] = math.Exp(v - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
}

// best is the class with the highest of scores, and how likely it is.
func (l *linear) best(scores []float32) (class int, probability float32) {
	for k := range scores {
		if scores[k] > scores[class] {
			class = k
		}
	}
	sum := 0.0
	for _, s := range scores {
		sum += math.Exp(float64(s - scores[class]))
	}
	return class, float32(1 / sum)
}

// pack appends l: classes, scale, and the features in order with their weights; see readLinear.
func (l *linear) pack(out []byte) []byte {
	names := strings.Join(l.classes, " ")
	out = binary.AppendUvarint(out, uint64(len(names)))
	out = append(out, names...)
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(l.scale))
	keys := slices.SortedFunc(maps.Keys(l.at), func(a, b uint32) int { return cmp.Compare(a, b) })
	out = binary.AppendUvarint(out, uint64(len(keys)))
	last := uint32(0)
	for _, k := range keys {
		out = binary.AppendUvarint(out, uint64(k-last))
		last = k
	}
	for _, k := range keys {
		for _, w := range l.weights[l.at[k] : int(l.at[k])+len(l.classes)] {
			out = append(out, byte(w))
		}
	}
	return out
}

var errPacked = errors.New("not a packed classifier")

// readLinear reads what pack wrote and returns what stands behind it.
func readLinear(b []byte) (l *linear, rest []byte, err error) {
	number := func() int {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > math.MaxUint32 {
			err = fmt.Errorf("%w: a number is missing", errPacked)
			b = nil
			return 0
		}
		b = b[n:]
		return int(v)
	}
	n := number()
	if err != nil || n > len(b)-4 {
		return nil, nil, errPacked
	}
	l = &linear{classes: strings.Fields(string(b[:n]))}
	l.scale = math.Float32frombits(binary.LittleEndian.Uint32(b[n:]))
	b = b[n+4:]
	count := number()
	if err != nil || count > len(b) {
		return nil, nil, errPacked
	}
	l.at = make(map[uint32]uint32, count)
	key := uint32(0)
	for i := range count {
		key += uint32(number())
		l.at[key] = uint32(i * len(l.classes))
	}
	if n := count * len(l.classes); err == nil && n <= len(b) {
		l.weights = make([]int8, n)
		for i := range l.weights {
			l.weights[i] = int8(b[i])
		}
		l.index()
		return l, b[n:], nil
	}
	return nil, nil, errPacked
}
