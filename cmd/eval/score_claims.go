package main

import (
	"maps"
	"math"
	"slices"
)

var roles = []struct {
	name string
	of   func(statement) []span
}{
	{"source", func(s statement) []span { return s.Source }},
	{"cue", func(s statement) []span { return s.Cue }},
	{"content", func(s statement) []span { return s.Content }},
}

// scoreStatements counts the contiguous spans of each role in a document, exactly and by their begin, and whether the
// speaker of gold's direct quotes is right.
func scoreStatements(gold, answers []document) (out scores) {
	docs := pair(gold, answers)
	exact, begin := make([]count, len(roles)), make([]count, len(roles))
	var speakers speakerCount
	for i, g := range docs.gold {
		answer := docs.answers[i].Statements
		for r, role := range roles {
			a, b := roleSpans(answer, role.of), roleSpans(g.Statements, role.of)
			exact[r].add(intersection(a, b), len(a), len(b))
			x, y := begins(a), begins(b)
			begin[r].add(intersection(x, y), len(x), len(y))
		}
		for _, s := range g.Statements {
			speakers.add(s, answer)
		}
	}
	for r, role := range roles {
		out.nest("exact."+role.name, exact[r].scores())
	}
	for r, role := range roles {
		out.nest("begin."+role.name, begin[r].scores())
	}
	out.nest("speaker", speakers.scores())
	out.add("documents", float64(len(gold)))
	docs.extra(&out)
	return out
}

func roleSpans(in []statement, of func(statement) []span) map[span]bool {
	out := map[span]bool{}
	for _, s := range in {
		for _, x := range of(s) {
			out[x] = true
		}
	}
	return out
}

func begins(in map[span]bool) map[int]bool {
	out := map[int]bool{}
	for s := range in {
		out[s[0]] = true
	}
	return out
}

type speakerCount struct{ direct, found, right int }

// add counts one gold statement: found if an answer's content covers at least half of the longer of the two, right if
// the source of the best such answer overlaps gold's.
func (c *speakerCount) add(want statement, answers []statement) {
	if want.Quote != "direct" || len(want.Source) == 0 {
		return
	}
	c.direct++
	best, top := -1, 0.0
	for i, a := range answers {
		o := float64(common(want.Content, a.Content)) / float64(max(length(want.Content), length(a.Content), 1))
		if o >= 0.5 && o > top {
			best, top = i, o
		}
	}
	if best < 0 {
		return
	}
	c.found++
	if common(want.Source, answers[best].Source) > 0 {
		c.right++
	}
}

func (c *speakerCount) scores() scores {
	return scores{
		{"direct", float64(c.direct)},
		{"found", round4(ratio(c.found, max(1, c.direct)))},
		{"right", round4(ratio(c.right, max(1, c.direct)))},
		{"accuracy", round4(ratio(c.right, max(1, c.found)))},
	}
}

func length(in []span) (n int) {
	for _, s := range in {
		n += s[1] - s[0]
	}
	return n
}

func common(a, b []span) (n int) {
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x[1], y[1])-max(x[0], y[0]))
		}
	}
	return n
}

type figureKey struct {
	kind string
	low  float64
}

// fits reports whether f is the number n, one of its alternatives counted.
func (f figureAt) fits(n float64) bool {
	return f.Low != nil && *f.Low == n || slices.Contains(f.Alt, n)
}

func (f figureAt) is(k figureKey) bool { return f.Kind == k.kind && f.fits(k.low) }

func anyFigure(in []figureAt, k figureKey) bool {
	return slices.ContainsFunc(in, func(f figureAt) bool { return f.is(k) })
}

func anyNumber(in []figureAt, n float64) bool {
	return slices.ContainsFunc(in, func(f figureAt) bool { return f.fits(n) })
}

// scoreFigures counts the pairs of kind and number in a document; "number" counts numbers only, "bound" is the share of
// hits with gold's bound. Kinds that gold never uses are left out.
func scoreFigures(gold, answers []document) (out scores) {
	gold = slices.DeleteFunc(slices.Clone(gold), func(d document) bool { return d.Figures == nil })
	docs := pair(gold, answers)
	kinds := map[string]*count{}
	for _, g := range gold {
		for _, f := range g.Figures {
			kinds[f.Kind] = &count{}
		}
	}
	total := figureCount{kinds: kinds}
	for i, g := range docs.gold {
		total.add(g.Figures, docs.answers[i].Figures)
	}
	out = total.both.scores()
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		out.nest("kinds."+k, kinds[k].scores())
	}
	out.nest("number", total.number.scores())
	if total.hits == 0 {
		out.add("bound", math.NaN())
	} else {
		out.add("bound", round4(ratio(total.bound, total.hits)))
	}
	out.add("documents", float64(len(gold)))
	docs.unknown = 0 // documents without figures are no error
	docs.extra(&out)
	return out
}

type figureCount struct {
	both, number count
	kinds        map[string]*count
	bound, hits  int
}

func (c *figureCount) add(gold, answered []figureAt) {
	var want, free []figureAt
	for _, f := range gold {
		if f.Optional {
			free = append(free, f)
		} else {
			want = append(want, f)
		}
	}
	var order []figureKey // of got
	got := map[figureKey]figureAt{}
	for _, f := range answered {
		if c.kinds[f.Kind] == nil || f.Low == nil {
			continue
		}
		k := figureKey{f.Kind, *f.Low}
		if _, ok := got[k]; !ok {
			got[k] = f
			order = append(order, k)
		}
	}
	c.pairs(want, free, order, got)
	c.numbers(want, free, order)
}

// pairs counts kind and number. Alternatives that are both given count as one answer.
func (c *figureCount) pairs(want, free []figureAt, order []figureKey, got map[figureKey]figureAt) {
	charged := slices.DeleteFunc(slices.Clone(order), func(k figureKey) bool {
		return !anyFigure(want, k) &&
			anyFigure(free, k)
	})
	hitsOf, wantedOf, extraOf := map[string]int{}, map[string]int{}, map[string]int{}
	hits, extra := 0, 0
	for _, k := range charged {
		if !anyFigure(want, k) {
			extra++
			extraOf[k.kind]++
		}
	}
	for _, f := range want {
		wantedOf[f.Kind]++
		i := slices.IndexFunc(charged, f.is)
		if i < 0 {
			continue
		}
		hits++
		hitsOf[f.Kind]++
		c.hits++
		bound := got[charged[i]].Bound
		if bound == "" {
			bound = "exact"
		}
		if bound == f.Bound {
			c.bound++
		}
	}
	c.both.add(hits, extra+hits, len(want))
	for k, n := range c.kinds {
		n.add(hitsOf[k], extraOf[k]+hitsOf[k], wantedOf[k])
	}
}

// numbers counts numbers whatever their kind.
func (c *figureCount) numbers(want, free []figureAt, order []figureKey) {
	given, wanted := map[float64]bool{}, map[float64]figureAt{}
	for _, k := range order {
		given[k.low] = true
	}
	for _, f := range want {
		if f.Low != nil {
			wanted[*f.Low] = f
		}
	}
	hits, wrong := 0, 0
	for _, f := range wanted {
		for n := range given {
			if f.fits(n) {
				hits++
				break
			}
		}
	}
	for n := range given {
		if !anyNumber(want, n) && !anyNumber(free, n) {
			wrong++
		}
	}
	c.number.add(hits, hits+wrong, len(wanted))
}
