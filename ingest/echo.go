package ingest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sitrep/news"
	"sitrep/story"
)

// yield keeps an article of a server's own from changing what everybody sees: of what its placing would make one, only
// what is the server's is taken in, and nothing of another's is split or corrected.
func yield(f *news.Filing, stories []news.Story, events []news.Event, facts []news.Fact) {
	owner := f.Article.Source.Owner
	if owner == "" {
		return
	}
	own := map[int64]bool{}
	for _, s := range stories {
		own[s.ID] = s.Owner == owner
	}
	f.Absorbed = slices.DeleteFunc(f.Absorbed, func(id int64) bool { return !own[id] })
	clear(own)
	for _, e := range events {
		own[e.ID] = e.Owner == owner
	}
	f.SameEvents = slices.DeleteFunc(f.SameEvents, func(id int64) bool { return !own[id] })
	clear(own)
	sentences := map[int64]bool{}
	for _, x := range facts {
		own[x.ID] = x.Owner == owner
		for _, s := range x.Sentences {
			sentences[s.ID] = s.Owner == owner
		}
	}
	f.Same = slices.DeleteFunc(f.Same, func(pair [2]int64) bool { return !own[pair[1]] })
	f.Corrections = slices.DeleteFunc(f.Corrections, func(c news.Reattribution) bool { return !sentences[c.Sentence] })
}

// arrival is what placing an article among stories, events and facts looks at.
type arrival struct {
	story     story.Arrival
	event     story.Happening
	rarest    []string
	sentences []news.Sentence // before they were given facts
}

// echoes finds, for an article that everybody sees, what servers' own articles have told of it before: that is of the
// article's story, event and facts from now on. What everybody sees does not depend on it.
func (p *Pipeline) echoes(ctx context.Context, l Ledger, f *news.Filing, a arrival) error {
	if f.Article.Source.Owner != "" {
		return nil
	}
	since := f.Article.Time().Add(-story.Window)
	owners, err := l.Owners(ctx, since)
	if err != nil {
		return err
	}
	for _, owner := range owners {
		if err := p.echo(news.SeenBy(ctx, owner), l, f, a, since); err != nil {
			return fmt.Errorf("what server %s has of it: %w", owner, err)
		}
	}
	return nil
}

func (p *Pipeline) echo(ctx context.Context, l Ledger, f *news.Filing, a arrival, since time.Time) error {
	owner := news.Viewer(ctx)
	stories, err := l.CandidateStories(ctx, a.rarest, since, story.CandidateStories)
	if err != nil {
		return err
	}
	stories = slices.DeleteFunc(stories, func(s news.Story) bool { return s.Owner != owner })
	events, err := l.CandidateEvents(ctx, f.EventKeys, f.Article.Time().Add(-story.EventWindow), story.CandidateEvents)
	if err != nil {
		return err
	}
	events = slices.DeleteFunc(events, func(e news.Event) bool { return e.Owner != owner })
	if e, same := story.PlaceEvent(a.event, events); e.ID != 0 {
		f.SameEvents = append(append(f.SameEvents, e.ID), same...)
	}
	around := []int64{f.Story.ID} // its story, and those of the server's that turn out to be it
	if s := story.Place(a.story, stories); s.Story.ID != 0 {
		around = append(append(around, s.Story.ID), s.Absorbed...)
		f.Echoed = append(f.Echoed, around[1:]...)
	}
	var facts []news.Fact
	for _, id := range around {
		if id == 0 {
			continue
		}
		all, err := l.StoryFacts(ctx, id, since, maxFacts, news.Wanted{Terms: story.Resembling(a.sentences)})
		if err != nil {
			return err
		}
		facts = append(facts, slices.DeleteFunc(all, func(x news.Fact) bool { return x.Owner != owner })...)
	}
	if len(facts) == 0 {
		return nil
	}
	done := map[int64]bool{}
	for i, s := range story.Join(a.sentences, facts, p.book) {
		if s.Fact > 0 && !done[s.Fact] {
			done[s.Fact] = true
			f.Echoes = append(f.Echoes, [2]int64{f.Sentences[i].Fact, s.Fact})
		}
	}
	return nil
}
