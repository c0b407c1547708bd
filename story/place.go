package story

import (
	"math"
	"slices"
	"time"

	"sitrep/news"
)

// Window is how long a story stays awake after its last article: older ones are no candidates any more.
const Window = 10 * 24 * time.Hour

// Candidates is how many of an article's heaviest terms storage is asked for, and how many stories it should return.
const (
	CandidateTerms   = 16
	CandidateStories = 30
)

// The thresholds, as cosines of an article or a story with a story, after [fade]. docs/developments.md has what others
// gave.
const (
	near = 0.16 // from here on an article joins a story
	akin = 0.22 // from here on two stories are one
	// What the likeness of an article is worth whose day is not known: nothing says that it is of these days.
	undated = 0.65
)

// The fading of a likeness with silence: none on the day itself and the next, then half for each quiet, but never below
// asleep: a story that was silent for a week wakes for an article that is nearly about nothing else.
const (
	fresh  = 24 * time.Hour
	quiet  = 36 * time.Hour
	asleep = 0.25
)

// Rarest returns the terms by which candidates are looked up: the heaviest of the vector.
func Rarest(v []news.Term) []string {
	out := make([]string, 0, CandidateTerms)
	for _, t := range v[:min(len(v), CandidateTerms)] {
		out = append(out, t.Text)
	}
	return out
}

// Arrival is an article that is to be placed.
type Arrival struct {
	Title  string
	Vector []news.Term
	Time   time.Time // when it counts as published
	Dated  bool      // its outlet says when that was
}

// Placing is where an article belongs.
type Placing struct {
	// Story is the one that the article joins, with its centroid and dates brought up to date. ID 0 is a new one.
	Story news.Story
	// Absorbed are candidates that the article shows to be the same story: Story has taken them in, and their ids lead
	// to it from now on.
	Absorbed []int64
}

// Place decides which of the candidates an article joins: the nearest, if it is near enough, else a new one. Where that
// leaves two candidates akin, the one with fewer articles is absorbed by the other.
func Place(a Arrival, candidates []news.Story) Placing {
	mine := weights(a.Vector)
	best, nearest := -1, near
	for i, c := range candidates {
		silence := distance(c, a.Time, a.Time)
		if silence > Window {
			continue
		}
		s := dot(mine, c.Terms) * fade(silence)
		if !a.Dated {
			s *= undated
		}
		if s > nearest || (s == nearest && best >= 0 && c.ID < candidates[best].ID) {
			best, nearest = i, s
		}
	}
	if best < 0 {
		return Placing{Story: news.Story{Title: a.Title, First: a.Time, Last: a.Time, Articles: 1, Terms: a.Vector}}
	}
	p := Placing{Story: joined(candidates[best], a.Vector, a.Time)}
	if other, ok := twin(p.Story, candidates, a.Dated); ok {
		var gone int64
		p.Story, gone = merged(p.Story, other)
		p.Absorbed = []int64{gone}
	}
	return p
}

// twin returns the candidate that is the same story as s, if there is one: the nearest that is akin.
func twin(s news.Story, candidates []news.Story, dated bool) (twin news.Story, ok bool) {
	mine := weights(s.Terms)
	most := akin
	for _, c := range candidates {
		if c.ID == s.ID {
			continue
		}
		like := dot(mine, c.Terms) * fade(distance(c, s.First, s.Last))
		if !dated {
			like *= undated
		}
		if like > most || (like == most && ok && c.ID < twin.ID) {
			twin, most, ok = c, like, true
		}
	}
	return twin, ok
}

// merged makes two stories one and returns the id that is gone: that of the smaller one, of the younger of two equals.
func merged(a, b news.Story) (_ news.Story, gone int64) {
	if b.Articles > a.Articles || (b.Articles == a.Articles && b.ID < a.ID) {
		a, b = b, a
	}
	share := float64(b.Articles) / float64(a.Articles+b.Articles)
	a.Terms = mixed(a.Terms, b.Terms, share)
	a.Articles += b.Articles
	if b.First.Before(a.First) {
		a.First = b.First
	}
	if b.Last.After(a.Last) {
		a.Last = b.Last
	}
	a.Topics = slices.Concat(a.Topics, b.Topics)
	slices.Sort(a.Topics)
	a.Topics = slices.Compact(a.Topics)
	return a, b.ID
}

// fade is what a likeness is worth over a silence.
func fade(silence time.Duration) float64 {
	return max(asleep, math.Exp2(-float64(max(silence-fresh, 0))/float64(quiet)))
}

// distance is the gap between the life of a story and what came from first to last: 0 where they overlap.
func distance(s news.Story, first, last time.Time) time.Duration {
	return max(first.Sub(s.Last), s.First.Sub(last), 0)
}

// joined moves the centroid of s towards v. The pull of one article never falls below a twelfth, so that a running
// story follows its matter instead of freezing at its first week.
func joined(s news.Story, v []news.Term, at time.Time) news.Story {
	s.Terms = mixed(s.Terms, v, max(1/float64(s.Articles+1), 1.0/12))
	s.Articles++
	if at.Before(s.First) {
		s.First = at
	}
	if at.After(s.Last) {
		s.Last = at
	}
	s.Topics = slices.Clone(s.Topics)
	return s
}

// mixed is the centroid of a and b, of which b has the given share.
func mixed(a, b []news.Term, share float64) []news.Term {
	sum := make(map[string]float64, len(a)+len(b))
	for _, t := range a {
		sum[t.Text] = t.Weight * (1 - share)
	}
	for _, t := range b {
		sum[t.Text] += t.Weight * share
	}
	terms := make([]news.Term, 0, len(sum))
	for text, w := range sum {
		terms = append(terms, news.Term{Text: text, Weight: w})
	}
	return scaled(terms, maxStoryTerms)
}
