package storagetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

func stories(t *testing.T, db *storage.DB) {
	near := draft{
		key: "a", topics: []string{"ukraine-war"}, terms: []string{"kyiv", "strike", "drone"},
		sentences: []string{"One died in Kyiv."},
	}.save(t, db).Story
	far := draft{
		key: "b", topics: []string{"gaza"}, terms: []string{"gaza", "aid", "strike"}, at: noon.Add(time.Hour),
		sentences: []string{"Aid came to Gaza."},
	}.save(t, db).Story
	draft{
		key: "c", topics: []string{"gaza"}, terms: []string{"kyiv", "strike"}, at: noon.AddDate(0, -1, 0),
		sentences: []string{"A month ago."},
	}.save(t, db)

	names := func(in []news.Story) (out []string) {
		for _, s := range in {
			out = append(out, s.Title)
		}
		return out
	}
	week := noon.AddDate(0, 0, -7)
	got := must(db.CandidateStories(t.Context(), []string{"drone", "kyiv", "strike"}, week, 5))
	same(t, "CandidateStories", names(got), []string{near.Title, far.Title})
	same(t, "candidate", got[0], near)
	same(t, "CandidateStories, limit 1", names(must(db.CandidateStories(t.Context(), []string{"strike", "gaza"}, week,
		1))), []string{far.Title})
	if got := must(db.CandidateStories(t.Context(), nil, week, 5)); len(got) != 0 {
		t.Errorf("CandidateStories without terms = %v", got)
	}

	moved := far
	moved.Last, moved.Articles, moved.Topics = noon.Add(50*time.Hour), 2, []string{"gaza", "sahel"}
	moved.Terms = []news.Term{{Text: "aid", Weight: 0.5}, {Text: "convoy", Weight: 0.25}}
	draft{
		key: "d", topics: []string{"sahel"}, at: noon.Add(50 * time.Hour), story: moved,
		sentences: []string{"The convoy left."},
	}.save(t, db)
	same(t, "by a term that it gained", must(db.CandidateStories(t.Context(), []string{"convoy"}, week, 5)),
		[]news.Story{moved})
	if got := must(db.CandidateStories(t.Context(), []string{"gaza"}, week, 5)); len(got) != 0 {
		t.Errorf("by a term that it lost: %v", names(got))
	}
	same(t, "Stories(gaza)", names(must(db.Stories(t.Context(), "gaza", week, 5))), []string{moved.Title})
	same(t, "Stories(sahel)", names(must(db.Stories(t.Context(), "sahel", week, 5))), []string{moved.Title})
	same(t, "Stories", names(must(db.Stories(t.Context(), "", time.Time{}, 5))),
		[]string{moved.Title, near.Title, "A month ago."})
}

func mergeStories(t *testing.T, db *storage.DB) {
	ann := map[string]int64{}
	a := draft{
		key: "a", topics: []string{"gaza"}, sentences: []string{"Seven died in Kyiv.", "It rained."},
		killed: map[int]float64{0: 7},
	}.save(t, db)
	b := draft{
		key: "b", source: "Harbour Radio", at: noon.Add(-time.Hour), topics: []string{"ukraine-war"},
		people:    []string{"Ann Lee"},
		sentences: []string{"Ann Lee counts seven dead in Kyiv.", "Roads are closed."}, weight: map[int]float64{0: 5},
		terms: []string{"toll", "kyiv"},
	}.save(t, db)
	ann["Ann Lee"] = b.Reading.Entities[0].ID
	denial := draft{
		key: "d", sentences: []string{"That is denied."}, denies: map[int]int64{0: b.Sentences[0].Fact},
		story: b.Story,
	}.save(t, db)
	keep, gone := a.Sentences[0].Fact, b.Sentences[0].Fact

	whole := a.Story
	whole.Articles, whole.Topics, whole.First = 4, []string{"gaza", "ukraine-war"}, b.Story.First
	c := draft{
		key: "c", at: noon.Add(time.Hour), sentences: []string{"Eight died in Kyiv."},
		facts: map[int]int64{0: keep}, story: whole,
	}.filing()
	c.Absorbed, c.Same = []int64{b.Story.ID}, [][2]int64{{keep, gone}}
	must(db.SaveArticle(t.Context(), c))

	wantUnited(t, db, keep, gone, map[string]news.FactQuery{
		"by its id": {IDs: []int64{keep}}, "by the old id": {IDs: []int64{gone}},
		"by the topic of the other":  {Topic: "ukraine-war", Until: noon.Add(-time.Minute)},
		"by whom the other mentions": {Entity: ann["Ann Lee"]},
	})
	for _, id := range []int64{whole.ID, b.Story.ID} {
		if got := must(db.Facts(t.Context(), news.FactQuery{Story: id})); len(got) != 4 {
			t.Errorf("story %d has %d facts, want 4", id, len(got))
		}
	}
	if got := must(db.StoryFacts(t.Context(), whole.ID, time.Time{}, 9, news.Wanted{})); len(got) != 4 {
		t.Errorf("StoryFacts = %d, want 4 without the one that is gone", len(got))
	}
	for _, terms := range [][]string{{"toll"}, {"kyiv"}} {
		for _, s := range must(db.CandidateStories(t.Context(), terms, noon.Add(-time.Hour), 9)) {
			if s.ID == b.Story.ID {
				t.Error("a story that was taken in is a candidate")
			}
		}
	}
	if got := must(db.Stories(t.Context(), "ukraine-war", noon, 9)); len(got) != 1 || got[0].ID != whole.ID {
		t.Errorf("Stories = %v", got)
	}
	for s, err := range db.ArticleStories(t.Context()) {
		if err != nil || s.Story != whole.ID {
			t.Errorf("article %s is in story %d, %v", s.Key, s.Story, err)
		}
	}

	// The survivor is taken in itself: both ids lead to the last.
	last := draft{key: "e", sentences: []string{"Nine died in Kyiv."}}.save(t, db)
	e := draft{
		key: "f", sentences: []string{"Ten died in Kyiv."}, facts: map[int]int64{0: last.Sentences[0].Fact},
		story: last.Story,
	}.filing()
	e.Absorbed, e.Same = []int64{whole.ID}, [][2]int64{{last.Sentences[0].Fact, keep}}
	must(db.SaveArticle(t.Context(), e))
	for _, id := range []int64{keep, gone} {
		if got := must(db.Facts(t.Context(), news.FactQuery{IDs: []int64{id}})); len(got) != 1 ||
			got[0].ID != last.Sentences[0].Fact || len(got[0].Sentences) != 5 {
			t.Errorf("fact %d leads to %v", id, got)
		}
	}
	if got := must(db.Facts(t.Context(), news.FactQuery{Story: b.Story.ID})); len(got) != 4 ||
		got[0].Story != last.Story.ID || denial.Story.ID == last.Story.ID {
		t.Errorf("story %d leads to %v", b.Story.ID, got)
	}
}

// wantUnited checks that each query finds the fact keep with the sentences of mergeStories, and not the one that is
// gone.
func wantUnited(t *testing.T, db *storage.DB, keep, gone int64, queries map[string]news.FactQuery) {
	t.Helper()
	for what, q := range queries {
		found := must(db.Facts(t.Context(), q))
		i := slices.IndexFunc(found, func(f news.Fact) bool { return f.ID == keep })
		if i < 0 {
			t.Fatalf("the fact is not found %s: %v", what, found)
		}
		f := found[i]
		var texts []string
		for _, s := range f.Sentences {
			texts = append(texts, s.Text)
		}
		same(t, "sentences "+what, texts, []string{
			"Seven died in Kyiv.", "Ann Lee counts seven dead in Kyiv.",
			"Eight died in Kyiv.",
		})
		same(t, "aliases "+what, f.Aliases, []int64{gone})
		if len(f.DeniedBy) != 1 || !f.First.Equal(noon.Add(-time.Hour)) || !f.Last.Equal(noon.Add(time.Hour)) ||
			f.Weight != 5 {
			t.Errorf("%s: from %v to %v of weight %v, denied by %v", what, f.First, f.Last, f.Weight, f.DeniedBy)
		}
		if slices.ContainsFunc(found, func(f news.Fact) bool { return f.ID == gone }) {
			t.Errorf("the fact that is gone is found %s", what)
		}
	}
}

func splitStory(t *testing.T, db *storage.DB) {
	a := draft{key: "a", sentences: []string{"Seven died in Kyiv.", "It rained."}}.save(t, db)
	b := draft{key: "b", sentences: []string{"A bridge fell in Goma."}, story: a.Story}.save(t, db)
	c := draft{
		key: "c", sentences: []string{"Boats cross the river at Goma."}, story: a.Story,
		terms: []string{"bridge", "goma"},
	}.filing()
	other := news.Story{
		Title: "A bridge fell in Goma.", First: noon, Last: noon, Articles: 2,
		Terms: []news.Term{{Text: "goma", Weight: 1}},
	}
	c.Split = news.Split{Story: other, Articles: []int64{b.Article.ID, 0}, Facts: []int64{b.Sentences[0].Fact, -1}}
	out := must(db.SaveArticle(t.Context(), c))
	if out.Split.Story.ID == 0 || out.Split.Story.ID == a.Story.ID {
		t.Fatalf("the new story has id %d", out.Split.Story.ID)
	}
	want := map[string]int64{"a": a.Story.ID, "b": out.Split.Story.ID, "c": out.Split.Story.ID}
	for s, err := range db.ArticleStories(t.Context()) {
		if err != nil || s.Story != want[s.Key] {
			t.Errorf("article %s is in story %d, %v, want %d", s.Key, s.Story, err, want[s.Key])
		}
	}
	if got := must(db.StoryFacts(t.Context(), out.Split.Story.ID, time.Time{}, 9, news.Wanted{})); len(got) != 2 ||
		(got[0].ID != b.Sentences[0].Fact && got[1].ID != b.Sentences[0].Fact) {
		t.Errorf("the new story has facts %v", got)
	}
	if got := must(db.CandidateStories(t.Context(), []string{"goma"}, noon, 9)); len(got) != 1 ||
		got[0].ID != out.Split.Story.ID {
		t.Errorf("CandidateStories = %v", got)
	}
}

func documentFrequency(t *testing.T, db *storage.DB) {
	for i := range 140 { // more than are counted in memory
		terms := []string{"war", fmt.Sprintf("only-%d", i)}
		if i%2 == 0 {
			terms = append(terms, "even")
		}
		draft{key: fmt.Sprint(i), terms: terms, sentences: []string{"One more article."}}.save(t, db)
	}
	of, total, err := db.DocumentFrequency(t.Context(), []string{"war", "even", "only-3", "only-69", "never", "war"})
	if err != nil || total != 140 {
		t.Fatalf("DocumentFrequency counts %d articles, %v; want 140", total, err)
	}
	same(t, "DocumentFrequency", of, map[string]int{"war": 140, "even": 70, "only-3": 1, "only-69": 1})
}

func recurrences(t *testing.T, db *storage.DB) {
	week := 7 * 24 * time.Hour
	for i, at := range []time.Time{
		noon.Add(-40 * week), noon.Add(-2 * week), noon.Add(-2 * week), noon.Add(-week),
		noon,
	} {
		f := draft{key: fmt.Sprint(i), at: at, sentences: []string{"Seven died in Kyiv."}}.filing()
		f.Keys = []int64{1 << 60, 1 << 60, int64(i + 1)}
		must(db.SaveArticle(t.Context(), f))
	}
	for _, c := range []struct {
		at   time.Time
		want map[int64]int
	}{
		{noon, map[int64]int{1 << 60: 2, 3: 1}},
		{noon.Add(-2 * week), map[int64]int{}},
		{noon.Add(11 * week), map[int64]int{1 << 60: 2}},
		{noon.Add(40 * week), map[int64]int{}},
	} {
		same(t, fmt.Sprintf("Recurrences at %v", c.at), must(db.Recurrences(t.Context(), []int64{1 << 60, 3, 99},
			c.at)), c.want)
	}
	same(t, "Recurrences of nothing", must(db.Recurrences(t.Context(), nil, noon)), map[int64]int{})
}
