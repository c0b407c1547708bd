package answer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sitrep/news"
)

// TimelineStore is what timelines and figures need of storage.
type TimelineStore interface {
	// Told returns facts with how many more were told in the window for the first time.
	Told(ctx context.Context, q news.FactQuery) (news.Arrivals, error)
}

// Timelines answers what happened about somebody or somewhere, and which numbers were given.
type Timelines struct{ store TimelineStore }

// NewTimelines returns what tells timelines of what store has.
func NewTimelines(store TimelineStore) *Timelines { return &Timelines{store} }

// Bounds of what a timeline and figures hold.
const (
	timelineFacts = 60
	aboutFacts    = 120 // looked at, the heaviest
)

// Timeline is the weightiest facts about an entity in a window, in order of time.
type Timeline struct {
	Facts []news.Fact
	Left  int // facts of the window that are lighter
}

// Timeline returns the facts about an entity from a time to another, as known at now. A zero from does not restrict, a
// zero to is now.
func (t *Timelines) Timeline(ctx context.Context, entity int64, from, to, now time.Time) (Timeline, error) {
	told, err := t.about(ctx, entity, from, to, now)
	if err != nil {
		return Timeline{}, err
	}
	facts := slices.DeleteFunc(told.Facts, func(f news.Fact) bool {
		return f.Sentences[0].Background || (!from.IsZero() && f.First.Before(from))
	})
	left := max(0, len(facts)-timelineFacts)
	facts = facts[:len(facts)-left] // storage gives the heaviest first
	slices.SortStableFunc(facts, func(x, y news.Fact) int { return x.First.Compare(y.First) })
	return Timeline{Facts: facts, Left: left + told.More}, nil
}

// about returns the facts about an entity as known at now.
func (t *Timelines) about(ctx context.Context, entity int64, from, to, now time.Time) (news.Arrivals, error) {
	if to.IsZero() || to.After(now) {
		to = now
	}
	told, err := t.store.Told(ctx, news.FactQuery{Entity: entity, Since: from, Until: to, Limit: aboutFacts})
	if err != nil {
		return told, fmt.Errorf("facts about %d: %w", entity, err)
	}
	known := make([]news.Fact, 0, len(told.Facts))
	for _, f := range told.Facts {
		if f = f.At(now).ArrivedBy(now); len(f.Sentences) > 0 {
			known = append(known, f)
		}
	}
	told.Facts = known
	return told, nil
}

// Day is what was first told on one day.
type Day struct {
	Date    time.Time // a moment of the day, in the zone asked for
	Entries []Entry   // in order of time
}

// Entry is a fact with the sentence that tells it.
type Entry struct {
	Fact     news.Fact
	Sentence news.Sentence
}

// Days tells facts, which are in order of time, day by day in a zone: each as it was told on its first day.
func Days(facts []news.Fact, zone *time.Location) (out []Day) {
	for _, f := range facts {
		first := f.First.In(zone)
		if n := len(out); n == 0 || !midnight(out[n-1].Date).Equal(midnight(first)) {
			out = append(out, Day{Date: first})
		}
		tomorrow := midnight(first).AddDate(0, 0, 1)
		day := &out[len(out)-1]
		day.Entries = append(day.Entries, Entry{f, Lead(f.At(tomorrow.Add(-time.Millisecond)))})
	}
	for _, d := range out {
		slices.SortStableFunc(d.Entries, func(x, y Entry) int { return x.Sentence.Time.Compare(y.Sentence.Time) })
	}
	return out
}
