package main

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
)

// scoreStories compares two clusterings by B-cubed and by pairs. An article that the answers lack is a cluster of its
// own.
func scoreStories(gold, answers []document) (out scores) {
	told := map[string]string{}
	for _, a := range answers {
		told[a.ID] = a.Story
	}
	want, got, both := map[string]int{}, map[string]int{}, map[[2]string]int{}
	missing := 0
	for _, g := range gold {
		label := "alone\x00" + g.ID
		if s, ok := told[g.ID]; ok {
			label = "told\x00" + s
		} else {
			missing++
		}
		want[g.Story]++
		got[label]++
		both[[2]string{g.Story, label}]++
	}
	p, r := 0.0, 0.0
	for _, k := range slices.SortedFunc(maps.Keys(both), func(a,
		b [2]string,
	) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	}) {
		square := float64(both[k] * both[k])
		p += square / float64(got[k[1]])
		r += square / float64(want[k[0]])
	}
	n := float64(max(1, len(gold)))
	p, r = p/n, r/n
	out.nest("b3", scores{{"p", round4(p)}, {"r", round4(r)}, {"f1", round4(harmonic(p, r))}})
	out.nest("pairwise", prf(pairsIn(both), pairsIn(got), pairsIn(want)))
	out.add("clusters", float64(len(got)))
	out.add("gold_clusters", float64(len(want)))
	out.add("documents", float64(len(gold)))
	if missing > 0 {
		out.add("missing", float64(missing))
	}
	return out
}

// pairsIn is how many unordered pairs share a cluster.
func pairsIn[K comparable](clusters map[K]int) (n int) {
	for _, size := range clusters {
		n += size * (size - 1) / 2
	}
	return n
}

// scoreNovelty is the area under the ROC curve of "new" against "old" over all candidates, and its mean over events. An
// answer names its event and step; a step without one counts as all equal.
func scoreNovelty(gold, answers []document) (scores, error) {
	given := map[string][]float64{}
	for _, a := range answers {
		given[stepKey(a)] = a.Scores
	}
	var events []string
	pos, neg := map[string][]float64{}, map[string][]float64{}
	missing, known := 0, map[string]bool{}
	for _, g := range gold {
		if !known[g.Event] {
			known[g.Event] = true
			events = append(events, g.Event)
		}
		s, ok := given[stepKey(g)]
		if !ok {
			missing++
			s = make([]float64, len(g.Candidates))
		}
		if len(s) != len(g.Candidates) {
			return nil, fmt.Errorf("%s step %v: %d scores for %d candidates", g.Event, g.Step, len(s),
				len(g.Candidates))
		}
		for i, c := range g.Candidates {
			if c.New {
				pos[g.Event] = append(pos[g.Event], s[i])
			} else {
				neg[g.Event] = append(neg[g.Event], s[i])
			}
		}
	}
	var allNew, allOld, per []float64
	var perEvent scores
	for _, e := range events {
		allNew, allOld = append(allNew, pos[e]...), append(allOld, neg[e]...)
		if len(pos[e]) > 0 && len(neg[e]) > 0 {
			a := round4(auc(pos[e], neg[e]))
			per = append(per, a)
			perEvent.add(e, a)
		}
	}
	out := scores{{"auc", round4(auc(allNew, allOld))}, {"auc_event", round4(mean(per))}}
	out.nest("events", perEvent)
	out.add("new", float64(len(allNew)))
	out.add("old", float64(len(allOld)))
	if missing > 0 {
		out.add("missing", float64(missing))
	}
	return out, nil
}

func stepKey(d document) string { return fmt.Sprintf("%s\x00%v", d.Event, d.Step) }

// auc is the probability that a new candidate scores higher than an old one, ties counted half, by the rank sum.
func auc(pos, neg []float64) float64 {
	if len(pos) == 0 || len(neg) == 0 {
		return math.NaN()
	}
	type row struct {
		score float64
		isNew bool
	}
	var rows []row
	for _, v := range pos {
		rows = append(rows, row{v, true})
	}
	for _, v := range neg {
		rows = append(rows, row{v, false})
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.score, b.score) })
	sum, rank := 0.0, 0
	for i := 0; i < len(rows); {
		j, news := i, 0
		for ; j < len(rows) && rows[j].score == rows[i].score; j++ {
			if rows[j].isNew {
				news++
			}
		}
		sum += (float64(rank) + float64(j-i+1)/2) * float64(news)
		rank += j - i
		i = j
	}
	n, m := float64(len(pos)), float64(len(neg))
	return (sum - n*(n+1)/2) / (n * m)
}
