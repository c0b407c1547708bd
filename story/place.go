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

// near is the least similarity at which an article joins a story. B-cubed F1 of words alone, over the story sets: at 0.15
// .97 on dated full articles and .79 on undated ones of look-alike events, at 0.20 .96 and .83, at 0.25 .92 and .85. One
// threshold serves both; a story split in two shows a fact twice, a wrong merge hides one.
const near = 0.20

// halfLife is the silence after which a story seems half as near.
const halfLife = 8 * 24 * time.Hour

// Rarest returns the terms by which candidates are looked up: the heaviest of the vector.
func Rarest(v []news.Term) []string {
	out := make([]string, 0, CandidateTerms)
	for _, t := range v[:min(len(v), CandidateTerms)] {
		out = append(out, t.Text)
	}
	return out
}

// Place returns the story that an article with vector v, published at the given time, joins, with its centroid and dates
// brought up to date; if no candidate is near enough, a new story (ID 0) of that title.
func Place(title string, v []news.Term, at time.Time, candidates []news.Story) news.Story {
	mine := weights(v)
	best, nearest := -1, near
	for i, c := range candidates {
		s := dot(mine, c.Terms) * math.Exp2(-float64(distance(c, at))/float64(halfLife))
		if s > nearest || (s == nearest && best >= 0 && c.ID < candidates[best].ID) {
			best, nearest = i, s
		}
	}
	if best < 0 {
		return news.Story{Title: title, First: at, Last: at, Articles: 1, Terms: v}
	}
	return joined(candidates[best], v, at)
}

// distance is how long the story was silent when the article appeared, or how long before the story it did.
func distance(s news.Story, at time.Time) time.Duration {
	switch {
	case at.After(s.Last):
		return at.Sub(s.Last)
	case at.Before(s.First):
		return s.First.Sub(at)
	}
	return 0
}

// joined moves the centroid of s towards v. The pull of one article never falls below a twelfth, so that a running story
// follows its matter instead of freezing at its first week.
func joined(s news.Story, v []news.Term, at time.Time) news.Story {
	pull := max(1/float64(s.Articles+1), 1.0/12)
	sum := map[string]float64{}
	for _, t := range s.Terms {
		sum[t.Text] = t.Weight * (1 - pull)
	}
	for _, t := range v {
		sum[t.Text] += t.Weight * pull
	}
	terms := make([]news.Term, 0, len(sum))
	for text, w := range sum {
		terms = append(terms, news.Term{Text: text, Weight: w})
	}
	s.Terms = scaled(terms, maxStoryTerms)
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
