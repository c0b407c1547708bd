package main

import (
	"cmp"
	"maps"
	"slices"
)

var entityKinds = []string{"person", "organisation", "place"}

type entityKey struct {
	at   span
	kind string
}

func compareEntities(a, b entityKey) int {
	return cmp.Or(cmp.Compare(a.at[0], b.at[0]), cmp.Compare(a.at[1], b.at[1]), cmp.Compare(a.kind, b.kind))
}

// scoreEntities counts exact spans of the right kind; "overlap" any overlap of the same kind, one to one; "span" exact
// spans whatever the kind.
func scoreEntities(gold, answers []document) (out scores) {
	docs := pair(gold, answers)
	var exact, loose, anyKind count
	kinds := map[string]*count{}
	for _, k := range entityKinds {
		kinds[k] = &count{}
	}
	for i, g := range docs.gold {
		want, got := entitySets(g.Entities, docs.answers[i].Entities)
		exact.add(intersection(want, got), len(got), len(want))
		for k, c := range kinds {
			a, b := ofKind(got, k), ofKind(want, k)
			c.add(intersection(a, b), len(a), len(b))
		}
		a, b := spansOf(got), spansOf(want)
		anyKind.add(intersection(a, b), len(a), len(b))
		loose.add(overlapping(want, got), len(got), len(want))
	}
	out = exact.scores()
	for _, k := range entityKinds {
		out.nest("kinds."+k, kinds[k].scores())
	}
	out.add("overlap", loose.f1())
	out.add("span", anyKind.f1())
	out.add("documents", float64(len(gold)))
	docs.extra(&out)
	return out
}

// entitySets are what is wanted and what is charged: an answer that meets an optional span and no wanted one is not.
func entitySets(gold, answered []entityAt) (want, got map[entityKey]bool) {
	want, got = map[entityKey]bool{}, map[entityKey]bool{}
	var free []span
	for _, e := range gold {
		if e.Optional {
			free = append(free, span{e.Start, e.End})
		} else {
			want[entityKey{span{e.Start, e.End}, e.Kind}] = true
		}
	}
	for _, e := range answered {
		k := entityKey{span{e.Start, e.End}, e.Kind}
		if !slices.Contains(entityKinds, e.Kind) {
			continue
		}
		meetsFree := slices.ContainsFunc(free, k.at.overlaps)
		meetsWanted := false
		for w := range want {
			meetsWanted = meetsWanted || w.at.overlaps(k.at)
		}
		if want[k] || !meetsFree || meetsWanted {
			got[k] = true
		}
	}
	return want, got
}

func ofKind(s map[entityKey]bool, kind string) map[entityKey]bool {
	out := map[entityKey]bool{}
	for k := range s {
		if k.kind == kind {
			out[k] = true
		}
	}
	return out
}

func spansOf(s map[entityKey]bool) map[span]bool {
	out := map[span]bool{}
	for k := range s {
		out[k.at] = true
	}
	return out
}

func overlapping(want, got map[entityKey]bool) (hits int) {
	left := slices.SortedFunc(maps.Keys(got), compareEntities)
	for _, w := range slices.SortedFunc(maps.Keys(want), compareEntities) {
		i := slices.IndexFunc(left, func(x entityKey) bool { return x.kind == w.kind && x.at.overlaps(w.at) })
		if i >= 0 {
			left = slices.Delete(left, i, i+1)
			hits++
		}
	}
	return hits
}

// scoreAliases counts the unordered pairs of gold's names that share a group.
func scoreAliases(gold, answers []document) (out scores) {
	names := map[string]bool{}
	for _, g := range gold {
		for _, n := range g.Names {
			names[n] = true
		}
	}
	a, b := aliasPairs(answers, names), aliasPairs(gold, names)
	out = prf(intersection(a, b), len(a), len(b))
	out.add("gold_pairs", float64(len(b)))
	out.add("pred_pairs", float64(len(a)))
	out.add("names", float64(len(names)))
	out.add("groups", float64(len(gold)))
	return out
}

func aliasPairs(groups []document, names map[string]bool) map[[2]string]bool {
	out := map[[2]string]bool{}
	for _, g := range groups {
		known := map[string]bool{}
		for _, n := range g.Names {
			if names[n] {
				known[n] = true
			}
		}
		sorted := slices.Sorted(maps.Keys(known))
		for i, x := range sorted {
			for _, y := range sorted[i+1:] {
				out[[2]string{x, y}] = true
			}
		}
	}
	return out
}
