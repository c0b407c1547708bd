package main

import (
	"math"
	"testing"

	"sitrep/reading/names"
)

// TestForwardBackward compares the algorithm with the sum over every path.
func TestForwardBackward(t *testing.T) {
	c := &crf{}
	for a := range labels {
		for b := range labels {
			c.tw[a][b] = float32((a*7+b*3)%5) / 3
		}
	}
	scores := make([][labels]float64, 3)
	for i := range scores {
		for y := range labels {
			scores[i][y] = float64((i*5+y*11)%7) / 2
		}
	}
	want := make([][labels]float64, 3)
	total := 0.0
	for path := range labels * labels * labels {
		ys := []int{names.Outside, path % labels, path / labels % labels, path / labels / labels, names.Outside}
		sum, valid := 0.0, true
		for i := 1; i < len(ys); i++ {
			valid = valid && names.Follows(uint8(ys[i-1]), uint8(ys[i]))
			sum += float64(c.tw[ys[i-1]][ys[i]])
			if i < len(ys)-1 {
				sum += scores[i-1][ys[i]]
			}
		}
		if !valid {
			continue
		}
		total += math.Exp(sum)
		for i := range want {
			want[i][ys[i+1]] += math.Exp(sum)
		}
	}
	got, pairs := c.forwardBackward(scores)
	for i := range want {
		for y := range labels {
			if w := want[i][y] / total; math.Abs(got[i][y]-w) > 1e-9 {
				t.Errorf("token %d label %d: probability %v, want %v", i, y, got[i][y], w)
			}
		}
	}
	all := 0.0
	for a := range labels {
		for b := range labels {
			all += pairs[a][b]
		}
	}
	if math.Abs(all-4) > 1e-9 {
		t.Errorf("%v transitions are expected in three tokens, want 4", all)
	}
}

// TestLearn shows that the field learns which feature means which label.
func TestLearn(t *testing.T) {
	const person, none = 4, names.Outside // a single person, nobody
	var seqs []names.Sequence
	for range 200 {
		seqs = append(seqs, names.Sequence{Features: [][]uint64{{1, 2}, {1, 3}}, Labels: []uint8{person, none}})
	}
	w := learnCRF(seqs, 4)
	if a, b := w.Features[2][person]-w.Features[2][none], w.Features[3][person]-w.Features[3][none]; a <= 0 || b >= 0 {
		t.Errorf("weights lean %v and %v towards a person, want a positive and a negative number", a, b)
	}
}
