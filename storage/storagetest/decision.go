package storagetest

import (
	"slices"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

// happened files an article that tells of an event.
func happened(t *testing.T, db *storage.DB, d draft, e news.Event, absorbed ...int64) news.Filing {
	t.Helper()
	f := d.filing()
	if e.ID == 0 {
		e.First, e.Last, e.Articles = f.Article.Time(), f.Article.Time(), 1
		if e.Terms == nil {
			e.Terms = []news.Term{{Text: e.Title, Weight: 1}}
		}
	}
	f.Event, f.EventKeys, f.SameEvents = e, []string{e.Title}, absorbed
	return must(db.SaveArticle(t.Context(), f))
}

func ids(facts []news.Fact) (out []int64) {
	for _, f := range facts {
		out = append(out, f.ID)
	}
	return out
}

func decideEvents(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	topics := []string{"gaza"}
	one := happened(t, db, draft{key: "a", topics: topics, sentences: []string{"The depot was hit."}, people: []string{
		"Ann Lee",
	}}, news.Event{Title: "depot"})
	same1 := one.Sentences[0].Fact
	two := happened(t, db, draft{
		key: "b", source: "Other Paper", topics: topics, at: noon.Add(time.Hour), story: one.Story,
		sentences: []string{"A depot was hit, Ann Lee said.", "It burned."}, people: []string{"Ann Lee"},
		ids: map[string]int64{"Ann Lee": one.Reading.Entities[0].ID}, facts: map[int]int64{0: same1},
	}, one.Event)
	bridge := happened(t, db, draft{key: "c", topics: topics, sentences: []string{"A bridge fell."}},
		news.Event{Title: "bridge"})

	part, err := db.SplitEvent(ctx, one.Event.ID, []int64{two.Article.ID}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if part.ID == one.Event.ID || part.Title != "About b" || part.Articles != 1 ||
		!part.First.Equal(noon.Add(time.Hour)) {
		t.Errorf("split off: %+v", part)
	}
	divided(t, db, one, two)
	n := must(db.NamedEvent(ctx, "Other Paper", "b"))
	if n.ID != part.ID || !slices.Equal(n.Apart, []int64{one.Event.ID}) {
		t.Errorf("the article's event = %+v, want %d, apart from %d", n, part.ID, one.Event.ID)
	}
	if n := must(db.NamedEvent(ctx, "Meridian Wire", "c")); n.ID != 0 {
		t.Errorf("event of an article that nobody spoke of: %+v", n)
	}

	// What another takes in by its words stays apart, under its new number.
	taken := happened(t, db, draft{key: "d", topics: topics, sentences: []string{"The bridge is down."}}, bridge.Event,
		part.ID)
	if n := must(db.NamedEvent(ctx, "Other Paper", "b")); n.ID != taken.Event.ID ||
		!slices.Equal(n.Apart, []int64{one.Event.ID}) {
		t.Errorf("taken in: %+v, want %d, apart from %d", n, taken.Event.ID, one.Event.ID)
	}
	if e, _, err := db.Event(ctx, one.Event.ID); err != nil || !slices.Contains(e.Apart, taken.Event.ID) {
		t.Errorf("the rest is apart from %v (%v), want %d", e.Apart, err, taken.Event.ID)
	}

	// The last word counts.
	whole := must(db.MergeEvents(ctx, one.Event.ID, part.ID))
	if whole.ID != one.Event.ID || len(whole.Apart) != 0 {
		t.Errorf("merged: %+v", whole)
	}
	_, told, err := db.Event(ctx, bridge.Event.ID)
	if err != nil || len(told) != 4 {
		t.Errorf("%d articles tell of it (%v), want all four", len(told), err)
	}
	if n := must(db.NamedEvent(ctx, "Meridian Wire", "d")); n.ID != one.Event.ID {
		t.Errorf("event of an article of the merged one: %+v", n)
	}
	refusals(t, db, one.Event.ID, part.ID,
		[]int64{one.Article.ID, two.Article.ID, bridge.Article.ID, taken.Article.ID})
	var what []news.DecisionKind
	for _, x := range must(db.Decisions(ctx, 10)) {
		what = append(what, x.What)
	}
	same(t, "Decisions", what, []news.DecisionKind{news.DecideMerge, news.DecideSplit})
	if found := must(db.Events(ctx, "gaza", "DEPOT", 5)); len(found) != 1 || found[0].ID != one.Event.ID {
		t.Errorf("Events with a word: %v", found)
	}
	if found := must(db.Events(ctx, "gaza", "100%", 5)); len(found) != 0 {
		t.Errorf("Events with a word that none has: %v", found)
	}
}

// divided: a fact that the articles of both parts stated is two now.
func divided(t *testing.T, db *storage.DB, one, two news.Filing) {
	ctx := t.Context()
	facts := must(db.Facts(ctx, news.FactQuery{Topic: "gaza", Since: noon.Add(-time.Hour)}))
	for _, f := range facts {
		for _, s := range f.Sentences {
			if s.Event != f.Sentences[0].Event {
				t.Errorf("fact %d is of two events: %q, %q", f.ID, f.Sentences[0].Text, s.Text)
			}
		}
	}
	if len(facts) != 4 {
		t.Errorf("%d facts, want the shared one divided: four", len(facts))
	}
	later := must(db.Facts(ctx, news.FactQuery{Topic: "gaza", Since: noon.Add(time.Minute)}))
	if slices.Contains(ids(later), one.Sentences[0].Fact) {
		t.Error("the old fact is still told where the article was that left")
	}
	about := must(db.Facts(ctx, news.FactQuery{Entity: one.Reading.Entities[0].ID, Since: noon.Add(time.Minute)}))
	if len(about) != 1 || about[0].Sentences[0].Article != two.Article.ID {
		t.Errorf("facts about whom the article names: %v", about)
	}
}

// refusals: what cannot be decided about an event that all those articles tell of, and that has taken in another.
func refusals(t *testing.T, db *storage.DB, event, taken int64, articles []int64) {
	ctx := t.Context()
	split := func(into int64, articles ...int64) func() error {
		return func() error { return second(db.SplitEvent(ctx, event, articles, into)) }
	}
	for name, do := range map[string]func() error{
		"merged with itself": func() error { return second(db.MergeEvents(ctx, event, taken)) },
		"all of it split":    split(0, articles...),
		"another's split":    split(0, 999),
		"split into itself":  split(taken, articles[1]),
		"nothing is split":   split(0),
	} {
		if code := news.ErrorCode(do()); code != news.Invalid {
			t.Errorf("%s: %s, want %s", name, code, news.Invalid)
		}
	}
	if _, err := db.HideEvent(ctx, 999, "", ""); news.ErrorCode(err) != news.NotFound {
		t.Errorf("an event that is not there: %v", err)
	}
}

func hideEvent(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	topics := []string{"gaza"}
	a := happened(t, db, draft{key: "a", topics: topics, sentences: []string{"The depot was hit."}},
		news.Event{Title: "depot"})
	b := happened(t, db, draft{key: "b", topics: topics, sentences: []string{"A bridge fell."}},
		news.Event{Title: "bridge"})
	seen := func() (facts, arrived []int64, hidden [2]int) {
		told := must(db.Told(ctx, news.FactQuery{Topic: "gaza", Since: noon.Add(-time.Hour)}))
		came := must(db.Arrivals(ctx, news.ArrivalQuery{Topic: "gaza", Through: b.Article.ID, Late: time.Hour}))
		if told.More+came.More != 0 {
			t.Errorf("more: %d and %d, want what is hidden counted nowhere else", told.More, came.More)
		}
		return ids(told.Facts), ids(came.Facts), [2]int{told.Hidden, came.Hidden}
	}
	must(db.HideEvent(ctx, a.Event.ID, "", ""))
	left := []int64{b.Sentences[0].Fact}
	facts, arrived, hidden := seen()
	if !slices.Equal(facts, left) || !slices.Equal(arrived, left) || hidden != [2]int{1, 1} {
		t.Errorf("told %v, arrived %v, hidden %v, want %v twice and one hidden", facts, arrived, hidden, left)
	}
	if got := must(db.Facts(ctx, news.FactQuery{IDs: []int64{a.Sentences[0].Fact}})); len(got) != 0 {
		t.Errorf("the hidden fact by its number: %v", got)
	}
	got := must(db.CandidateEvents(ctx, []string{"depot"}, noon.Add(-time.Hour), 5))
	if len(got) != 1 || !got[0].Hidden {
		t.Errorf("a new article finds %v, want the hidden event", got)
	}
	must(db.ShowEvent(ctx, a.Event.ID, "", ""))
	if facts, arrived, hidden := seen(); len(facts) != 2 || len(arrived) != 2 || hidden != [2]int{} {
		t.Errorf("shown again: told %v, arrived %v, hidden %v", facts, arrived, hidden)
	}
}
