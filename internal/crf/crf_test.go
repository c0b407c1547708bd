package crf

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// spans is a field like those that find names: outside, begin, inside, and it may not end inside.
var spans = Chain(3, func(from, to int) bool { return to != 2 || from != 0 })

// counted is a field with more slots than states: it scores the ends of a stretch as well, and need not close.
var counted = &Topology{
	States: 2, Slots: 3, Emits: []int{None, 0},
	Edges: []Edge{
		{From: 0, To: 0},
		{From: 1, To: 0, Also: []int{1}},
		{From: 0, To: 1, Also: []int{2, None}},
		{From: 1, To: 1},
	},
}

// random gives a learner random weights, one feature a position: feature t is that of position t.
func random(t *Topology, positions int, seed uint64) *learner {
	r := rand.New(rand.NewPCG(seed, 4))
	l := &learner{
		Topology: t, Options: Options{Units: 24, Faintest: 1}, index: map[uint64]int32{},
		rows: newTable(positions*t.Slots, false), edges: newTable(len(t.Edges), false),
	}
	for p := range positions {
		l.index[key(p)] = int32(p)
	}
	for _, ws := range [][]float32{l.rows.weights, l.edges.weights} {
		for i := range ws {
			ws[i] = float32(r.IntN(96)-48) / 24 // what survives the file
		}
	}
	return l
}

func key(p int) uint64 { return uint64(p+1) * 0x9e3779b97f4a7c15 }

func (l *learner) sample(n int) sample {
	s := sample{states: make([]uint8, n)}
	for t := range n {
		s.rows = append(s.rows, []int32{int32(t)})
	}
	return s
}

// paths calls f with every permitted path of n positions and its score.
func (l *learner) paths(n int, scores []bySlot, f func(path []uint8, score float64)) {
	var walk func(path []uint8)
	walk = func(path []uint8) {
		if len(path) < n {
			from := 0
			if len(path) > 0 {
				from = int(path[len(path)-1])
			}
			for _, e := range l.Edges {
				if e.From == from {
					walk(append(slices.Clip(path), uint8(e.To)))
				}
			}
			return
		}
		if l.Closed && l.find(int(path[n-1]), 0) < 0 {
			return
		}
		f(path, l.observe(path, scores, make([]bySlot, n), make([]float64, len(l.Edges))))
	}
	walk(nil)
}

// TestExpect compares the forward-backward algorithm with the sum over every path.
func TestExpect(t *testing.T) {
	for _, top := range []*Topology{spans, counted} {
		const n = 4
		l := random(top, n, 3)
		_, scores := l.show(l.sample(n))
		got := l.expect(scores)
		z, slots, edges := 0.0, make([]bySlot, n), make([]float64, len(top.Edges))
		l.paths(n, scores, func(_ []uint8, score float64) { z += math.Exp(score) })
		l.paths(n, scores, func(path []uint8, score float64) {
			once, taken := make([]bySlot, n), make([]float64, len(top.Edges))
			l.observe(path, scores, once, taken)
			p := math.Exp(score) / z
			for i := range once {
				for k := range once[i] {
					slots[i][k] += p * once[i][k]
				}
			}
			for k := range taken {
				edges[k] += p * taken[k]
			}
		})
		if math.Abs(got.logZ-math.Log(z)) > 1e-9 {
			t.Errorf("log Z = %v, want %v", got.logZ, math.Log(z))
		}
		for i := range slots {
			for k := range top.Slots {
				if math.Abs(got.slots[i][k]-slots[i][k]) > 1e-9 {
					t.Errorf("position %d slot %d: %v expected, want %v", i, k, got.slots[i][k], slots[i][k])
				}
			}
		}
		for k := range edges {
			if math.Abs(got.edges[k]-edges[k]) > 1e-9 {
				t.Errorf("edge %d: %v expected, want %v", k, got.edges[k], edges[k])
			}
		}
	}
}

// TestBest compares the decoded path with the best of all paths, through the file.
func TestBest(t *testing.T) {
	for _, top := range []*Topology{spans, counted} {
		for seed := range uint64(20) {
			const n = 5
			l := random(top, n, seed)
			m, rest, err := Read(append(l.encode(), "behind"...), top)
			if err != nil || string(rest) != "behind" {
				t.Fatalf("Read: rest %q, error %v", rest, err)
			}
			var lattice Lattice
			lattice.Reset()
			for p := range n {
				// the second is absent: another fingerprint at the same place
				lattice.Push(m, []uint64{key(p), key(p) ^ 2})
			}
			path := lattice.Best(m, nil)
			_, scores := l.show(l.sample(n))
			best := math.Inf(-1)
			found := math.NaN()
			l.paths(n, scores, func(p []uint8, score float64) {
				best = max(best, score)
				if string(p) == string(path) {
					found = score
				}
			})
			if !(math.Abs(found-best) < 1e-4) {
				t.Errorf("seed %d: path %v of score %v, the best has %v", seed, path, found, best)
			}
		}
	}
}

// TestTrain shows that a field learns which feature means which state, with keys and without.
func TestTrain(t *testing.T) {
	var all []Sequence
	for range 200 {
		all = append(all, Sequence{Features: [][]uint64{{key(1), key(2)}, {key(1), key(3)}}, States: []uint8{1, 0}})
	}
	for _, tt := range []struct {
		name    string
		options Options
	}{
		{"keyed", Options{
			Epochs: 4, Rate: 0.08, Damping: 1e-6, EdgeDamping: 1e-6, Dropout: 0.5, Average: true, Rarest: 2,
			Units: 24, Faintest: 6,
		}},
		{"plain", Options{Epochs: 3, Rate: 0.05, Damping: 0.1, EdgeDamping: 1, Decay: 1e-5, Bits: 8}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var losses []float64
			tt.options.Progress = func(_ int, loss float64) { losses = append(losses, loss) }
			data := Train(spans, all, tt.options)
			if losses[len(losses)-1] >= losses[0] {
				t.Errorf("losses %v do not fall", losses)
			}
			if again := Train(spans, all, tt.options); string(again) != string(data) {
				t.Error("the same sequences give other bytes")
			}
			m, _, err := Read(data, spans)
			if err != nil {
				t.Fatal(err)
			}
			var l Lattice
			for _, in := range [][]uint64{{key(2), key(3)}, {key(3), key(2), key(3)}} {
				l.Reset()
				var want []uint8
				for _, f := range in {
					l.Push(m, []uint64{key(1), f})
					want = append(want, map[uint64]uint8{key(2): 1, key(3): 0}[f])
				}
				if diff := cmp.Diff(want, l.Best(m, nil)); diff != "" {
					t.Errorf("states (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestBias(t *testing.T) {
	l := random(counted, 1, 1)
	m, _, err := Read(l.encode(), counted)
	if err != nil {
		t.Fatal(err)
	}
	var lattice Lattice
	for _, tt := range []struct {
		by   float32
		want uint8
	}{{1e4, 1}, {-1e4, 0}} {
		lattice.Reset()
		lattice.Push(m, []uint64{key(0)}, Bias{Slot: 0, By: tt.by})
		if got := lattice.Best(m, nil); got[0] != tt.want {
			t.Errorf("biased by %v: state %d, want %d", tt.by, got[0], tt.want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	good := random(spans, 3, 1).encode()
	for _, tt := range []struct {
		name string
		data []byte
		top  *Topology
	}{
		{"nothing", nil, spans},
		{"another file", make([]byte, len(good)), spans},
		{"head only", good[:head], spans},
		{"cut short", good[:len(good)-1], spans},
		{"another topology", good, counted},
		{"too many rows", append(append([]byte(magic), 1, 3, 3, 60), good[12:]...), spans},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, _, err := Read(tt.data, tt.top); err == nil {
				t.Error("Read gives no error")
			}
		})
	}
}

// TestLong shows that scores do not run over in a sequence of any length.
func TestLong(t *testing.T) {
	l := random(spans, 1, 2)
	copy(l.rows.weights, []float32{127.0 / 24, -127.0 / 24, -127.0 / 24})
	m, _, err := Read(l.encode(), spans)
	if err != nil {
		t.Fatal(err)
	}
	var lattice Lattice
	lattice.Reset()
	features := make([]uint64, 256)
	for i := range features {
		features[i] = key(0)
	}
	for range 100_000 {
		lattice.Push(m, features)
	}
	for i, s := range lattice.Best(m, nil) {
		if s != 0 {
			t.Fatalf("position %d has state %d, want 0", i, s)
		}
	}
}
