package story

import (
	"slices"
	"time"

	"sitrep/news"
	"sitrep/text"
)

// EventWindow is how long an event takes in articles after its last one: a toll rises for days, a new strike on the
// same town is another event by then.
const EventWindow = 3 * 24 * time.Hour

// CandidateEvents is how many events storage should return for an article.
const CandidateEvents = 40

// What an article is about stands in its title and its lead: the title counts twice, and of the text what a reader sees
// before scrolling.
const (
	titleShare = 2
	leadLength = 320 // bytes
)

// The thresholds, as average cosines (average linkage: every article of one with every article of the other), after
// [fade]. docs/events.md has what others gave.
const (
	oneEvent     = 0.16 // from here on an article joins an event
	twinEvents   = 0.16 // from here on two events are one
	maxEventTerm = 60
	maxLeadTerms = 40
)

// Happening is what placing an article among events needs.
type Happening struct {
	Title  string      // of the article, or its weightiest sentence
	Kinds  []string    // see [Kinds]
	Towns  []string    // see [Towns]
	Stored int         // articles that the weights of the vector were counted over
	Vector []news.Term // see [LeadVector]
	Time   time.Time
	Dated  bool // its outlet says when it was published
	// Of is the event that an operator has said the article tells of; 0 leaves it to the words.
	Of int64
}

// LeadVector weighs the terms of an article's title and lead: what it is about, where its whole vector says what it
// mentions.
func LeadVector(d Draft, f Frequencies) []news.Term {
	counts := map[string]float64{}
	count(counts, d.title, titleShare)
	count(counts, d.within(news.Span{End: leadLength}), 1)
	return vector(counts, f, maxLeadTerms)
}

// EventKeys are the terms by which an event is looked up: the heaviest of an article's.
func EventKeys(v []news.Term) []string {
	const keys = 12
	var out []string
	for _, t := range v[:min(len(v), keys)] {
		out = append(out, t.Text)
	}
	return out
}

// PlaceEvent decides which of the candidates the article tells of, a new event (ID 0) if it is none of them, and which
// candidates it shows to be the same: those are part of it from then on.
func PlaceEvent(h Happening, candidates []news.Event) (e news.Event, absorbed []int64) {
	mine := weights(h.Vector)
	best, most := -1, oneEvent
	for i, c := range candidates {
		if h.Of != 0 {
			if c.ID == h.Of {
				best = i
			}
			continue
		}
		like := dot(mine, c.Terms)*awake(c, h.Time, h.Time, h.Dated)*sameKind(h.Kinds, c.Kinds)*sameTown(h.Towns,
			c.Towns) -
			h.unsure()
		if like > most || (like == most && best >= 0 && c.ID < candidates[best].ID) {
			best, most = i, like
		}
	}
	if best < 0 {
		return news.Event{
			Title: h.Title, First: h.Time, Last: h.Time, Articles: 1, Terms: h.Vector, Kinds: h.Kinds,
			Towns: h.Towns,
		}, nil
	}
	e = candidates[best]
	e.Terms = average(e.Terms, h.Vector, 1/float64(e.Articles+1))
	e.Articles++
	e.Kinds, e.Towns = united(e.Kinds, h.Kinds), united(e.Towns, h.Towns)
	e.First, e.Last = earlier(e.First, h.Time), later(e.Last, h.Time)
	left := append(candidates[:best:best], candidates[best+1:]...)
	for {
		i := twinEvent(e, left, h)
		if i < 0 {
			return e, absorbed
		}
		other := left[i]
		left = append(left[:i:i], left[i+1:]...)
		absorbed = append(absorbed, other.ID)
		e.Terms = average(e.Terms, other.Terms, float64(other.Articles)/float64(e.Articles+other.Articles))
		e.Articles += other.Articles
		e.Kinds, e.Towns = united(e.Kinds, other.Kinds), united(e.Towns, other.Towns)
		e.Apart = append(slices.Clip(e.Apart), other.Apart...)
		e.First, e.Last = earlier(e.First, other.First), later(e.Last, other.Last)
		if other.Articles > e.Articles-other.Articles {
			e.Title = other.Title
		}
	}
}

// twinEvent is the index of the candidate that is most surely the same event as e, -1 if none is.
func twinEvent(e news.Event, candidates []news.Event, h Happening) int {
	mine := weights(e.Terms)
	best, most := -1, twinEvents
	for i, c := range candidates {
		if !mayBeOne(e, c) {
			continue
		}
		like := dot(mine, c.Terms)*awake(c, e.First, e.Last, h.Dated)*sameKind(e.Kinds, c.Kinds)*sameTown(e.Towns,
			c.Towns) -
			h.unsure()
		if like > most {
			best, most = i, like
		}
	}
	return best
}

// mayBeOne reports whether nobody has said that two events are two. What an operator hides takes in nothing that is
// told: a likeness is too little to keep something from everybody.
func mayBeOne(a, b news.Event) bool {
	return !slices.Contains(a.Apart, b.ID) && !slices.Contains(b.Apart, a.ID) && a.Hidden == b.Hidden
}

// Joinable returns the facts that a sentence of an article about an event may join: all but those that are told of what
// an operator has said is another event.
func Joinable(facts []news.Fact, e news.Event) []news.Fact {
	if len(e.Apart) == 0 {
		return facts
	}
	return slices.DeleteFunc(slices.Clone(facts), func(f news.Fact) bool {
		return slices.ContainsFunc(f.Sentences, func(s news.Sentence) bool { return slices.Contains(e.Apart, s.Event) })
	})
}

// unsure is how much less a likeness says while few articles are stored: what all share weighs nearly as much as what
// two do.
func (h Happening) unsure() float64 {
	const most, half = 0.08, 40
	return most * half / float64(half+h.Stored)
}

// Kinds are the sorts of things that an article's title and its first sentence tell, sorted: what an agreement and an
// air strike have in common is whom they concern.
func Kinds(r news.Reading) []string {
	var out []string
	add := func(e news.EventMention) {
		if g := e.Group(); g != "" {
			out = append(out, g)
		}
	}
	for _, e := range r.Headline {
		add(e)
	}
	if len(r.Sentences) > 0 {
		for _, e := range r.Events {
			if r.Sentences[0].Contains(e.Span()) {
				add(e)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sameKind is what a likeness is worth between tellings of such kinds: those that have none in common tell two events
// more often than not.
func sameKind(a, b []string) float64 {
	const other = 0.7
	if len(a) == 0 || len(b) == 0 || common(a, b) {
		return 1
	}
	return other
}

// Towns are the places smaller than a province that the leading sentence names, as keys.
func Towns(sentences []news.Sentence) (out []string) {
	for _, s := range sentences {
		if s.Position == 0 {
			for _, p := range towns(s) {
				out = append(out, text.Key(p.Name))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sameTown is what a likeness is worth between tellings that name such towns: a strike on one and a strike on another
// are two, however alike they are told. A round-up names several.
func sameTown(a, b []string) float64 {
	const elsewhere = 0.6
	if len(a) == 0 || len(b) == 0 || common(a, b) {
		return 1
	}
	return elsewhere
}

func common(a, b []string) bool {
	return slices.ContainsFunc(a, func(k string) bool { return slices.Contains(b, k) })
}

func united(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// awake is what a likeness to an event is worth to what came from first to last.
func awake(e news.Event, first, last time.Time, dated bool) float64 {
	silence := max(first.Sub(e.Last), e.First.Sub(last), 0)
	switch {
	case silence > EventWindow:
		return 0
	case !dated:
		return undated * fade(silence)
	}
	return fade(silence)
}

// average is the mean of the vectors of two events, of which b has the given share. It keeps its length: its product
// with another event's is the average of the cosines of their articles.
func average(a, b []news.Term, share float64) []news.Term {
	sum := make(map[string]float64, len(a)+len(b))
	for _, t := range a {
		sum[t.Text] = t.Weight * (1 - share)
	}
	for _, t := range b {
		sum[t.Text] += t.Weight * share
	}
	return heaviest(sum, maxEventTerm)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
