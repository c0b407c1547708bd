package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// eventAt is an event of the reading format.
type eventAt struct {
	Act    string `json:"act,omitempty"`
	Kind   string `json:"kind,omitempty"`
	Mode   string `json:"mode,omitempty"`
	Actor  *span  `json:"actor,omitempty"`
	Target *span  `json:"target,omitempty"`
}

// label is what gold says of a document and what the answer says; "" is no answer.
type label struct{ want, got string }

// scoreLabels compares labels: accuracy, F1 of each of gold's labels, their mean and their mean by frequency, and all
// labels counted together.
func scoreLabels(rows []label) (out scores) {
	want, got, hits := map[string]int{}, map[string]int{}, map[string]int{}
	var order []string // of gold's labels by first appearance: sums of floating-point numbers depend on it
	right, answered := 0, 0
	for _, r := range rows {
		if want[r.want] == 0 {
			order = append(order, r.want)
		}
		want[r.want]++
		if r.got != "" {
			got[r.got]++
			answered++
		}
		if r.got == r.want {
			hits[r.want]++
			right++
		}
	}
	var each scores
	f1 := map[string]float64{}
	for _, k := range slices.Sorted(maps.Keys(want)) {
		f1[k], _ = prf(hits[k], got[k], want[k]).get("f1")
		each.add(k, f1[k])
	}
	weighted := 0.0
	for _, k := range order {
		weighted += f1[k] * float64(want[k])
	}
	out = scores{
		{"accuracy", round4(ratio(right, max(1, len(rows))))},
		{"macro_f1", round4(mean(slices.Collect(maps.Values(f1))))},
		{"weighted_f1", round4(weighted / float64(max(1, len(rows))))},
	}
	out.nest("micro", prf(right, answered, len(rows)))
	out.nest("each", each)
	return out
}

// scoreActs takes of an answer's events the one whose actor and target share most with gold's, the first if none does,
// and compares its act. "roles" is the share whose actor and target both meet gold's, "swapped" that which meet
// crosswise.
func scoreActs(gold, answers []document) (out scores) {
	docs := pair(gold, answers)
	var rows []label
	var roles, swapped, answered, modes, agreed int
	for i, g := range docs.gold {
		best := closest(g, docs.answers[i].Events)
		if best == nil {
			rows = append(rows, label{want: g.Act})
			continue
		}
		answered++
		rows = append(rows, label{g.Act, best.Act})
		if (g.Source.at == nil || meet(g.Source.at, best.Actor) > 0) &&
			(g.Target == nil || meet(g.Target, best.Target) > 0) {
			roles++
		}
		if meet(g.Source.at, best.Target) > 0 && meet(g.Target, best.Actor) > 0 {
			swapped++
		}
		if best.Mode != "" {
			modes++
			if (best.Mode == "did") == (g.Mode == "past") {
				agreed++
			}
		}
	}
	n := max(1, len(gold))
	out = append(scoreLabels(rows), scores{
		{"answered", round4(ratio(answered, n))},
		{"roles", round4(ratio(roles, n))},
		{"swapped", round4(ratio(swapped, n))},
		{"mode_agrees", share(agreed, modes)},
		{"documents", float64(len(gold))},
	}...)
	docs.extra(&out)
	return out
}

// closest is the event whose roles share most bytes with those of gold, nil if there is none.
func closest(gold document, events []eventAt) (best *eventAt) {
	most := -1
	for i, e := range events {
		if n := meet(gold.Source.at, e.Actor) + meet(gold.Target, e.Target); n > most {
			best, most = &events[i], n
		}
	}
	return best
}

// meet is how many bytes two spans share, either of which may be missing.
func meet(a, b *span) int {
	if a == nil || b == nil {
		return 0
	}
	return common([]span{*a}, []span{*b})
}

// scoreKinds compares the kind of the first event that has one; "any" is the share whose events hold gold's kind at
// all.
func scoreKinds(gold, answers []document) (out scores) {
	docs := pair(gold, answers)
	var rows []label
	met, answered := 0, 0
	for i, g := range docs.gold {
		row := label{want: g.Kind}
		found := false
		for _, e := range docs.answers[i].Events {
			if e.Kind == "" {
				continue
			}
			kind := strings.ToUpper(e.Kind)
			row.got = cmp.Or(row.got, kind)
			found = found || kind == g.Kind
		}
		if row.got != "" {
			answered++
		}
		if found {
			met++
		}
		rows = append(rows, row)
	}
	n := max(1, len(gold))
	out = append(scoreLabels(rows), scores{
		{"any", round4(ratio(met, n))},
		{"answered", round4(ratio(answered, n))},
		{"documents", float64(len(gold))},
	}...)
	docs.extra(&out)
	return out
}

// scoreContrast compares the relation of two claims where gold knows it, with the accuracy of each type of pair, and by
// the area under the ROC curve how far the second weakens the first where gold knows that.
func scoreContrast(gold, answers []document) (out scores) {
	docs := pair(gold, answers)
	var rows []label
	types := map[string]*[2]int{} // right, all
	var weak, other []float64
	for i, g := range docs.gold {
		a := docs.answers[i]
		if g.Relation != "" {
			rows = append(rows, label{g.Relation, a.Relation})
			if types[g.Type] == nil {
				types[g.Type] = new([2]int)
			}
			types[g.Type][1]++
			if a.Relation == g.Relation {
				types[g.Type][0]++
			}
		}
		switch {
		case g.Weakens == nil:
		case *g.Weakens != 0:
			weak = append(weak, a.opposition())
		default:
			other = append(other, a.opposition())
		}
	}
	if len(rows) > 0 {
		out = scoreLabels(rows)
		for _, k := range slices.Sorted(maps.Keys(types)) {
			out.add("types."+k, round4(ratio(types[k][0], types[k][1])))
		}
	}
	if len(weak)+len(other) > 0 {
		out.add("auc", round4(auc(weak, other)))
		out.add("weakening", float64(len(weak)))
	}
	out.add("pairs", float64(len(gold)))
	docs.unknown = 0
	docs.extra(&out)
	return out
}

// opposition is the answer's score, or what stands for one that it does not give.
func (d document) opposition() float64 {
	if d.Score != nil {
		return *d.Score
	}
	return map[string]float64{"opposed": 1, "revised": .5}[d.Relation]
}
