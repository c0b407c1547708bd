package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
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
	behind := p.to
	if behind < c.from && r.Classes[behind] == words.Comma {
		behind++
	}
	if behind < c.from && elsewhere[r.Words[behind].Form] { // "since 2014, when 150 people were killed"
		return r.Slice(p.from, p.to), false
	}
	return r.Slice(p.from, p.to), p.running
}

// ofWar reports whether a number counts what a whole war has cost: "killed in the war", "the war has killed", "war
// dead". What has a day of its own is no such sum.
func (r *reading) ofWar(c counted, k news.FigureKind, when string, s *scope) bool {
	const reach = 14
	switch k {
	case news.Killed, news.Injured, news.Missing, news.Displaced:
	default:
		return false
	}
	if when != "" {
		return false
	}
	for i := max(s.lo, c.from-reach); i < min(s.hi, max(c.end, c.trigger+1)+reach); i++ {
		if !longWar[r.Words[i].Form] || i+1 < s.hi && r.Classes[i+1] == words.Possessive {
			continue
		}
		if r.costs(c, i, s) || r.inWar(i, s) && !r.clauseParts(c, i) {
			return true
		}
	}
	return false
}

// costs reports whether the war at word i does the harm that c counts.
func (r *reading) costs(c counted, i int, s *scope) bool {
	for k := i + 1; k < min(i+4, s.hi); k++ {
		if k == c.trigger {
			return k < c.from
		}
		switch r.Classes[k] {
		case words.Having, words.Being, words.Adverb:
		default:
			return false
		}
	}
	return false
}

// inWar reads "in the war", "during two years of war", "of the civil war" up to word i.
func (r *reading) inWar(i int, s *scope) bool {
	if i+1 < s.hi && r.Words[i+1].Shape == text.Lower && !r.endsNounPhrase(i+1) && r.Classes[i+1] != words.Adverb {
		return false // "war crimes"
	}
	for k := i - 1; k >= max(s.lo, i-4); k-- {
		if within[r.Words[k].Form] {
			return true
		}
		switch r.Classes[k] {
		case words.Determiner, words.Possessive, words.Name, words.Unknown, words.Numeral, words.Plural:
		default:
			return false
		}
	}
	return false
}

// clauseParts reports whether the words between c and word i belong to different clauses.
func (r *reading) clauseParts(c counted, i int) bool {
	from, to := max(c.end, c.trigger+1), i
	if i < c.from {
		from, to = i+1, c.from
		if c.trigger > i && c.trigger < c.from {
			to = c.trigger
		}
	}
	for k := from; k < to; k++ {
		switch r.Classes[k] {
		case words.SpeechVerb, words.That, words.Relative, words.Colon, words.Stop, words.Modal:
			return !r.harmful(r.Words[k].Form)
		}
	}
	return false
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
