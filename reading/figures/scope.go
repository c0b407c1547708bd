package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
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

// periodOf is the period that a quantity belongs to: the one in its clause, the nearest if there are several, else one
// that no more than commas part from it.
func (s *scope) periodOf(r *reading, c counted) (when string, running bool) {
	best, least := -1, periodReach
	for k, p := range s.periods {
		if d := r.apart(c, p); d < least {
			best, least = k, d
		}
	}
	if best < 0 {
		return "", false
	}
	p := s.periods[best]
	return r.Slice(p.from, p.to), p.running
}

// placeOf is the place that a quantity belongs to: the first one behind it in its clause that a preposition places,
// else the one before it that is placed best, if the sentence begins with it or it stands near.
func (s *scope) placeOf(r *reading, c counted) string {
	from, to := r.Words[c.from].Start, r.Words[max(c.end, c.to)-1].End
	told := r.Words[max(c.end, c.to, c.trigger+1)-1].End // where the harm is told
	var before, behind *placed
	for k := range s.places {
		m := &s.places[k]
		since := to
		if m.Start >= told {
			since = told
		}
		if m.Start >= to && m.located > 0 && (behind == nil || m.located > behind.located) &&
			!r.clauseBetween(since, m.Start) {
			behind = m
		}
		if m.End <= from && s.holds(r, m, c.from) && (before == nil || m.located >= before.located) {
			before = m
		}
	}
	switch {
	case behind != nil:
		return behind.Name
	case before != nil:
		return before.Name
	}
	return ""
}

// holds reports whether a place before word i may still be where it happened: it opens the sentence, or stands near
// with no other clause between.
func (s *scope) holds(r *reading, m *placed, i int) bool {
	const opening, near = 6, 20 // words
	a, b := r.Cover(m.Span())
	if m.located > 0 && a-s.lo <= opening {
		return !r.Has(s.lo, a, visiting)
	}
	if i-b > near {
		return false
	}
	for k := b; k < i; k++ {
		if cl := r.Classes[k]; cl == words.Colon && r.Words[k].Form != semicolonForm || cl == words.Stop ||
			cl == words.SpeechVerb && m.located == 0 && !r.harmful(r.Words[k].Form) {
			return false
		}
	}
	return true
}
