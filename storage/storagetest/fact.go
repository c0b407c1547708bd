package storagetest

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

func selectFacts(t *testing.T, db *storage.DB) {
	day := 24 * time.Hour
	a := draft{key: "a", topics: []string{"ukraine-war"}, sentences: []string{
		"Ann Lee came to Kyiv.",
		"It rained in Kyiv.",
	}, people: []string{"Ann Lee"}, weight: map[int]float64{0: 1, 1: 3}}.save(t, db)
	b := draft{
		key: "b", topics: []string{"gaza"}, at: noon.Add(day), sentences: []string{"Aid came to Gaza."},
		weight: map[int]float64{0: 2},
	}.save(t, db)
	c := draft{
		key: "c", topics: []string{"gaza", "ukraine-war"}, at: noon.Add(2 * day),
		sentences: []string{"Ann Lee came to Gaza."}, people: []string{"Ann Lee"},
		ids: map[string]int64{"Ann Lee": a.Reading.Entities[0].ID}, weight: map[int]float64{0: 4},
	}.save(t, db)
	ann := a.Reading.Entities[0].ID
	facts := []int64{a.Sentences[0].Fact, a.Sentences[1].Fact, b.Sentences[0].Fact, c.Sentences[0].Fact}
	for _, q := range []struct {
		name string
		q    news.FactQuery
		want []int // indexes into facts
	}{
		{"everything, the heaviest first", news.FactQuery{}, []int{3, 1, 2, 0}},
		{"the oldest first", news.FactQuery{Oldest: true}, []int{0, 1, 2, 3}},
		{"limit", news.FactQuery{Limit: 2}, []int{3, 1}},
		{"topic", news.FactQuery{Topic: "gaza"}, []int{3, 2}},
		{"unknown topic", news.FactQuery{Topic: "nowhere"}, nil},
		{"since", news.FactQuery{Since: noon.Add(day)}, []int{3, 2}},
		{"until", news.FactQuery{Until: noon.Add(day)}, []int{1, 2, 0}},
		{"window", news.FactQuery{Since: noon.Add(time.Hour), Until: noon.Add(day)}, []int{2}},
		{"entity", news.FactQuery{Entity: ann}, []int{3, 0}},
		{"entity and topic", news.FactQuery{Entity: ann, Topic: "gaza"}, []int{3}},
		{"entity in a window", news.FactQuery{Entity: ann, Until: noon}, []int{0}},
		{"story", news.FactQuery{Story: a.Story.ID}, []int{1, 0}},
		{"story and entity", news.FactQuery{Story: a.Story.ID, Entity: ann}, []int{0}},
		{"ids", news.FactQuery{IDs: []int64{facts[0], facts[2], 999}}, []int{2, 0}},
		{"ids and topic", news.FactQuery{IDs: []int64{facts[0], facts[2]}, Topic: "gaza"}, []int{2}},
	} {
		var got, want []int64
		for _, f := range must(db.Facts(t.Context(), q.q)) {
			got = append(got, f.ID)
		}
		for _, i := range q.want {
			want = append(want, facts[i])
		}
		same(t, q.name, got, want)
	}
}

func joinFacts(t *testing.T, db *storage.DB) {
	a := draft{key: "a", sentences: []string{"Seven died in Kyiv."}, killed: map[int]float64{0: 7}}.save(t, db)
	fact, story := a.Sentences[0].Fact, a.Story
	story.Articles, story.Last = 2, noon.Add(time.Hour)
	b := draft{
		key: "b", source: "Harbour Radio", at: noon.Add(-time.Hour),
		sentences: []string{"Nine died in Kyiv.", "It was denied at once."}, killed: map[int]float64{0: 9},
		facts: map[int]int64{0: fact}, story: story, denies: map[int]int64{1: -1},
		weight: map[int]float64{0: 5},
	}.filing()
	b.Sentences[1].Denies = fact
	must(db.SaveArticle(t.Context(), b))
	self := draft{
		key: "c", at: noon.Add(time.Hour), sentences: []string{"Three died in Lviv.", "The mayor denied it."},
		denies: map[int]int64{1: -1}, story: story,
	}.save(t, db)
	if got, want := self.Sentences[1].Denies, self.Sentences[0].Fact; got != want {
		t.Errorf("a denial of the same article's fact points to %d, want %d", got, want)
	}

	found := must(db.Facts(t.Context(), news.FactQuery{IDs: []int64{fact}}))
	if len(found) != 1 {
		t.Fatalf("Facts = %d, want 1", len(found))
	}
	f := found[0]
	if len(f.Sentences) != 2 || f.Sentences[0].Source != "Meridian Wire" || f.Sentences[1].Source != "Harbour Radio" {
		t.Fatalf("sentences %v, want the two in order of arrival", f.Sentences)
	}
	if f.Sentences[0].Figures[0].Low != 7 || f.Sentences[1].Figures[0].Low != 9 ||
		f.Sentences[1].Places[0].Point == nil {
		t.Errorf("figures %v and %v", f.Sentences[0].Figures, f.Sentences[1].Figures)
	}
	if len(f.DeniedBy) != 1 || f.DeniedBy[0].Text != "It was denied at once." {
		t.Errorf("denied by %v", f.DeniedBy)
	}
	if !f.First.Equal(noon.Add(-time.Hour)) || !f.Last.Equal(noon) || f.Weight != 5 {
		t.Errorf("fact from %v to %v of weight %v", f.First, f.Last, f.Weight)
	}
	latest := must(db.StoryFacts(t.Context(), story.ID, noon, 2, news.Wanted{}))
	if len(latest) != 2 || latest[0].Last.Before(latest[1].Last) ||
		len(must(db.StoryFacts(t.Context(), story.ID, noon.Add(time.Minute), 9, news.Wanted{}))) != 2 {
		t.Errorf("StoryFacts = %v, want the latest first", latest)
	}
}

func told(t *testing.T, db *storage.DB) {
	draft{key: "a", topics: []string{"gaza"}, sentences: []string{
		"Seven people died.", "A bridge fell.",
		"A dam broke.",
	}, weight: map[int]float64{0: 3, 1: 2, 2: 1}}.save(t, db)
	for limit, more := range map[int]int{0: 0, 3: 0, 2: 1, 1: 2} {
		got := must(db.Told(t.Context(), news.FactQuery{Topic: "gaza", Since: noon, Until: noon, Limit: limit}))
		if len(got.Facts) != 3-more || got.More != more || got.Facts[0].Weight != 3 {
			t.Errorf("Told with limit %d = %d facts and %d more, want %d and %d, the heaviest first", limit,
				len(got.Facts), got.More, 3-more, more)
		}
	}
	if n := must(db.FactsTold(t.Context(), noon, noon)); n != 3 {
		t.Errorf("FactsTold = %d, want 3", n)
	}
}

func arrivals(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	first := draft{key: "a", topics: []string{"gaza"}, sentences: []string{
		"Seven people died.",
		"A bridge fell.",
	}}.save(t, db)
	seven, bridge := first.Sentences[0].Fact, first.Sentences[1].Fact
	seen := must(db.LastArticle(ctx))
	same(t, "ArticleBefore", []int64{
		must(db.ArticleBefore(ctx, noon)),
		must(db.ArticleBefore(ctx, noon.Add(time.Hour))),
	}, []int64{seen - 1, seen})

	draft{key: "b", topics: []string{"sudan"}, sentences: []string{"Elsewhere."}}.save(t, db)
	late := draft{
		key: "c", topics: []string{"gaza"}, at: noon.Add(-48 * time.Hour),
		sentences: []string{"A depot burnt.", "A dam broke."}, weight: map[int]float64{0: 2, 1: 1},
	}.filing()
	late.Article.Seen = noon
	late = must(db.SaveArticle(ctx, late))
	depot, dam := late.Sentences[0].Fact, late.Sentences[1].Fact
	archive := draft{
		key: "d", topics: []string{"gaza"}, at: noon.AddDate(-1, 0, 0),
		sentences: []string{"A year ago."},
	}.filing()
	archive.Article.Seen = noon
	must(db.SaveArticle(ctx, archive))
	draft{
		key: "e", topics: []string{"gaza"}, sentences: []string{"The bridge stands.", "Seven people died."},
		denies: map[int]int64{0: bridge}, facts: map[int]int64{1: seven},
	}.save(t, db)
	through := must(db.LastArticle(ctx))
	draft{
		key: "f", topics: []string{"gaza"}, sentences: []string{"Seven, it is said again."},
		facts: map[int]int64{0: seven},
	}.save(t, db)

	q := news.ArrivalQuery{Topic: "gaza", After: seen, Through: through, Late: 10 * 24 * time.Hour}
	got := must(db.Arrivals(ctx, q))
	byID := map[int64]news.Fact{}
	for _, f := range got.Facts {
		byID[f.ID] = f
	}
	if len(byID) != 5 || got.More != 0 || byID[depot].ID == 0 || byID[dam].ID == 0 {
		t.Errorf("Arrivals = facts %v and %d more; want two of the late article, the denial, and what it denies and "+
			"repeats", slices.Sorted(maps.Keys(byID)), got.More)
	}
	if n := len(byID[seven].Sentences); n != 2 {
		t.Errorf("the fact told again has %d sentences, want the two stored by then", n)
	}
	if n := len(byID[bridge].DeniedBy); n != 1 {
		t.Errorf("the fact denied since is denied by %d, want 1", n)
	}
	// the late one and the denial; not the archive's, whatever it was read for
	if got.Articles != 2 || got.Sources != 1 {
		t.Errorf("Arrivals counts %d articles of %d outlets, want 2 of 1", got.Articles, got.Sources)
	}
	q.Limit = 1
	if got := must(db.Arrivals(ctx, q)); got.More != 2 || len(got.Facts) != 2 {
		t.Errorf("with room for one new fact and one told before, Arrivals = %d facts and %d more; want 2 and 2",
			len(got.Facts), got.More)
	}
}

func correctOrigin(t *testing.T, db *storage.DB) {
	a := draft{key: "a", source: "Harbour Radio", sentences: []string{"Seven died in Kyiv.", "It rained."}}.save(t, db)
	wire := news.Origin{
		Name: "Meridian Wire", Kind: news.OriginOutlet, Family: "meridian", Citing: "the mayor",
		Party: "Ukraine",
	}
	b := draft{
		key: "b", sentences: []string{"Seven died in Kyiv."}, facts: map[int]int64{0: a.Sentences[0].Fact},
		story: a.Story,
	}.filing()
	b.Corrections = []news.Reattribution{{Sentence: a.Sentences[0].ID, Origin: wire, Status: news.Claimed}}
	must(db.SaveArticle(t.Context(), b))
	for _, f := range must(db.Facts(t.Context(), news.FactQuery{Story: a.Story.ID})) {
		s := f.Sentences[0]
		if corrected := s.ID == a.Sentences[0].ID; corrected != (s.Origin.Name == "Meridian Wire") ||
			corrected != (s.Status == news.Claimed) {
			t.Errorf("%q has the origin %+v and is %s", s.Text, s.Origin, s.Status)
		}
	}
}

// storyFacts: what a new sentence is compared with is bounded however often a fact was told, and what a batch keeps of
// it from one article to the next is what is stored.
func storyFacts(t *testing.T, db *storage.DB) {
	first := draft{key: "0", sentences: []string{"A dam broke at Orsk.", "It rained."}}.save(t, db)
	fact, story := first.Sentences[0].Fact, first.Story
	stored := []int64{first.Sentences[0].ID}
	const articles = 40
	for i := range articles {
		b := must(db.Batch(t.Context()))
		kept := must(b.StoryFacts(t.Context(), story.ID, noon.Add(-time.Hour), 10, news.Wanted{}))
		d := draft{
			key: fmt.Sprint(i + 1), at: noon.Add(time.Duration(i+1) * time.Minute), story: story,
			sentences: []string{"The dam of Orsk broke.", "Nobody died."}, facts: map[int]int64{0: fact},
			said: map[int]string{0: "Ann Lee"}, killed: map[int]float64{0: float64(i)},
		}
		saved := must(b.SaveArticle(t.Context(), d.filing()))
		stored = append(stored, saved.Sentences[0].ID)
		again := must(b.StoryFacts(t.Context(), story.ID, noon.Add(-time.Hour), 10, news.Wanted{}))
		if err := b.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
		if i == 0 && len(kept[0].Sentences) != 1 {
			t.Errorf("what was asked for before has changed: %d sentences", len(kept[0].Sentences))
		}
		same(t, fmt.Sprintf("facts after %d articles", i+2), again,
			must(db.StoryFacts(t.Context(), story.ID, noon.Add(-time.Hour), 10, news.Wanted{})))
	}
	facts := must(db.StoryFacts(t.Context(), story.ID, noon.Add(-time.Hour), articles, news.Wanted{}))
	i := slices.IndexFunc(facts, func(f news.Fact) bool { return f.ID == fact })
	var told []int64
	for _, s := range facts[i].Sentences {
		told = append(told, s.ID)
	}
	n := len(told)
	if n < 8 || n > len(stored)/2 {
		t.Fatalf("%d of %d sentences are given, want a few", n, len(stored))
	}
	early := 0
	for early < n && told[early] == stored[early] {
		early++
	}
	if early == 0 || early == n {
		t.Fatalf("of %d sentences the first %d are given, want some", n, early)
	}
	same(t, "the latest sentences", told[early:], stored[len(stored)-(n-early):])
	last := facts[i].Sentences[n-1]
	if len(last.Statements) != 1 || len(last.Figures) != 1 || len(last.Places) != 1 {
		t.Errorf("the last sentence has lost what was read in it: %+v", last)
	}
}

// wantedFacts: facts of which no sentence is wanted come without sentences, or with outlines, in their order, and what
// is kept for the next article is none the poorer.
func wantedFacts(t *testing.T, db *storage.DB) {
	f := draft{key: "0", sentences: []string{"A dam broke at Orsk.", "It rained."}}.filing()
	f.Sentences[1].Terms = []news.Term{{Text: "rain", Weight: 1}}
	f = must(db.SaveArticle(t.Context(), f))
	strike := news.Wanted{Terms: func(terms []news.Term) bool { return terms[0].Text == "strike" }}
	outlined := strike
	outlined.Outlines = true
	b := must(db.Batch(t.Context()))
	ask := func(w news.Wanted) []news.Fact {
		return must(b.StoryFacts(t.Context(), f.Story.ID, noon.Add(-time.Hour), 10, w))
	}
	some, outlines, all := ask(strike), ask(outlined), ask(news.Wanted{})
	if err := b.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	same(t, "all facts", all, must(db.StoryFacts(t.Context(), f.Story.ID, noon.Add(-time.Hour), 10, news.Wanted{})))
	if len(all) != 2 || len(all[0].Sentences) != 1 || len(all[1].Sentences) != 1 {
		t.Fatalf("the story has facts %+v, want two of one sentence", all)
	}
	for i, full := range all {
		s := full.Sentences[0]
		want := all[i : i+1]
		if s.Terms[0].Text == "rain" {
			want = []news.Fact{full}
			want[0].Sentences = nil
		}
		same(t, "wanted facts", some[i:i+1], want)
		if s.Terms[0].Text == "rain" {
			want[0].Sentences = []news.Sentence{{
				Article: s.Article, Fact: s.Fact, Title: s.Title, Time: s.Time, Text: s.Text, Weight: s.Weight,
				Terms: s.Terms,
			}}
		}
		same(t, "outlined facts", outlines[i:i+1], want)
	}
}
