package figures

import (
	"sitrep/news"
)

// scope is what a sentence says about all its numbers: when, whether they run on, who gives them, and where.
type scope struct {
	lo, hi  int
	periods []period
	places  []placed
}

// scope reads what the sentence [lo,hi) says about its numbers.
func (r *reading) scope(lo, hi int) *scope {
	s := &scope{lo: lo, hi: hi}
	for i := lo; i < hi && len(s.periods) < mostPeriods; i++ {
		p, ok := r.periodAt(i, hi)
		if !ok {
			continue
		}
		s.periods = append(s.periods, p)
		i = max(i, p.to-1)
	}
	first, end := r.MentionsIn(lo, hi)
	for k := first; k < end && len(s.places) < mostPlaces; k++ {
		if m := r.Mentions[k]; m.Kind == news.PlaceKind && !m.Metonymy && !m.Nominal {
			s.places = append(s.places, placed{m, r.located(m)})
		}
	}
	return s
}
