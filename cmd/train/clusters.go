package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"

	"sitrep/reading/names"
)

// Settings of the clustering: what fits the few million words that there are to learn from.
const (
	contexts  = 800   // the most frequent words are what others are described by
	words     = 30000 // that get a cluster
	leastSeen = 5     // times, to get one
	dims      = 100
	fine      = 500
	coarse    = 100
)

// cluster groups words by the company they keep: positive pointwise mutual information with the frequent words to
// either side (Bullinaria and Levy 2007), reduced to 100 dimensions, k-means. It learns from plain articles and from
// docs.
func (c *entitiesCommand) cluster(docs []annotated) (map[uint64]int, error) {
	var lines [][]uint64
	for _, d := range docs {
		lines = append(lines, names.Words(d.Text, sentences(d.Text))...)
	}
	files, err := filepath.Glob(filepath.Join(c.Plain, "*.jsonl*"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no articles in %s: %w", c.Plain, fs.ErrNotExist)
	}
	for _, f := range files {
		err := readLines(strings.TrimSuffix(f, ".gz"), func(line []byte) error {
			var a struct{ Text string }
			if err := json.Unmarshal(line, &a); err != nil {
				return err
			}
			lines = append(lines, names.Words(a.Text, sentences(a.Text))...)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return clusterWords(lines)
}

func clusterWords(lines [][]uint64) (map[uint64]int, error) {
	vocabulary := frequent(lines)
	if len(vocabulary) < 2*fine {
		return nil, errors.New("too few words to cluster")
	}
	points := project(associations(lines, vocabulary))
	slog.Info("clustering", "sentences", len(lines), "words", len(points))
	assigned, centres := kMeans(points, fine)
	parents, _ := kMeans(centres, coarse)
	out := make(map[uint64]int, len(points))
	for i, h := range vocabulary {
		out[h] = 1 + assigned[i] | (1+parents[assigned[i]])<<names.FineBits
	}
	return out, nil
}

// frequent returns the words to cluster, the most frequent first.
func frequent(lines [][]uint64) []uint64 {
	counts := make(map[uint64]int)
	for _, l := range lines {
		for _, h := range l {
			counts[h]++
		}
	}
	all := make([]uint64, 0, len(counts))
	for h, n := range counts {
		if n >= leastSeen {
			all = append(all, h)
		}
	}
	slices.SortFunc(all, func(a, b uint64) int {
		if d := counts[b] - counts[a]; d != 0 {
			return d
		}
		if a < b {
			return -1
		}
		return 1
	})
	return all[:min(len(all), words)]
}

// associations returns a row for each word: PPMI with the context words to its left, then to its right.
func associations(lines [][]uint64, vocabulary []uint64) [][]float32 {
	id := make(map[uint64]int, len(vocabulary))
	for i, h := range vocabulary {
		id[h] = i
	}
	rows := make([][]float32, len(vocabulary))
	for i := range rows {
		rows[i] = make([]float32, 2*contexts)
	}
	for _, l := range lines {
		for k, h := range l {
			i, ok := id[h]
			if !ok {
				continue
			}
			if k > 0 {
				if j, ok := id[l[k-1]]; ok && j < contexts {
					rows[i][j]++
				}
			}
			if k+1 < len(l) {
				if j, ok := id[l[k+1]]; ok && j < contexts {
					rows[i][contexts+j]++
				}
			}
		}
	}
	columns, total := make([]float64, 2*contexts), 0.0
	for _, r := range rows {
		for j, v := range r {
			columns[j] += float64(v)
			total += float64(v)
		}
	}
	for _, r := range rows {
		sum := 0.0
		for _, v := range r {
			sum += float64(v)
		}
		for j, v := range r {
			if v > 0 {
				r[j] = float32(max(0, math.Log(float64(v)*total/(sum*columns[j]))))
			}
		}
	}
	return rows
}

// project reduces rows to their coordinates along the main directions (orthogonal iteration), each of length one.
func project(rows [][]float32) [][]float32 {
	n := 2 * contexts
	rng := rand.New(rand.NewPCG(3, 4))
	basis := make([][]float32, dims)
	for k := range basis {
		basis[k] = make([]float32, n)
		for j := range basis[k] {
			basis[k][j] = float32(rng.NormFloat64())
		}
	}
	out := make([][]float32, len(rows))
	for round := range 5 {
		orthonormalise(basis)
		next := make([][]float32, dims)
		for k := range next {
			next[k] = make([]float32, n)
		}
		for i, r := range rows {
			p := make([]float32, dims)
			for j, v := range r {
				if v == 0 {
					continue
				}
				for k := range basis {
					p[k] += v * basis[k][j]
				}
			}
			out[i] = p
			for j, v := range r {
				if v == 0 {
					continue
				}
				for k := range next {
					next[k][j] += v * p[k]
				}
			}
		}
		if round < 4 {
			basis = next
		}
	}
	for _, p := range out {
		normalise(p)
	}
	return out
}

func orthonormalise(basis [][]float32) {
	for k, b := range basis {
		for _, a := range basis[:k] {
			d := dot(a, b)
			for j := range b {
				b[j] -= d * a[j]
			}
		}
		normalise(b)
	}
}

func normalise(v []float32) {
	n := float32(math.Sqrt(float64(dot(v, v))))
	if n == 0 {
		return
	}
	for j := range v {
		v[j] /= n
	}
}

func dot(a, b []float32) (s float32) {
	for j, v := range a {
		s += v * b[j]
	}
	return s
}

// kMeans groups points of length one by cosine (Dhillon and Modha 2001).
func kMeans(points [][]float32, k int) (assigned []int, centres [][]float32) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, i := range rng.Perm(len(points))[:k] {
		centres = append(centres, slices.Clone(points[i]))
	}
	assigned = make([]int, len(points))
	for range 12 {
		for i, p := range points {
			best := float32(-2)
			for c, centre := range centres {
				if d := dot(p, centre); d > best {
					best, assigned[i] = d, c
				}
			}
		}
		for _, c := range centres {
			clear(c)
		}
		for i, p := range points {
			for j, v := range p {
				centres[assigned[i]][j] += v
			}
		}
		for _, c := range centres {
			normalise(c)
		}
	}
	return assigned, centres
}
