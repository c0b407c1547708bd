package storagetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

func saveAndRead(t *testing.T, db *storage.DB) {
	in := draft{
		key: "a", topics: []string{"ukraine-war"}, sentences: []string{
			"At least seven people died in Kyiv.",
			"Ann Lee said so.",
		},
		people: []string{"Ann Lee"}, said: map[int]string{0: "Ann Lee"}, killed: map[int]float64{0: 7},
		roles: map[string]string{"Ann Lee": "At least"},
	}.filing()
	in.Article.FeedID, in.Article.GUID, in.Article.Byline = 7, "guid", "By A"
	in.Article.Canonical = "https://news.example/canon"
	in.Article.DateOnly, in.Article.Partial = true, true
	in.Article.Source.Aliases = []string{"MW"}
	out := must(db.SaveArticle(t.Context(), in))
	if in.Reading.Entities[0].ID != 0 || in.Sentences[0].ID != 0 {
		t.Error("SaveArticle changed the caller's filing")
	}
	if out.Article.ID == 0 || out.Story.ID == 0 || out.Reading.Entities[0].ID == 0 || out.Sentences[1].ID == 0 ||
		out.Sentences[1].Fact <= 0 {
		t.Errorf("SaveArticle left ids empty: %+v", out)
	}
	if got := out.Reading.Statements[0].SpeakerID; got != out.Reading.Entities[0].ID {
		t.Errorf("speaker of a new entity = %d, want %d", got, out.Reading.Entities[0].ID)
	}
	same(t, "ArticleByID", must(db.ArticleByID(t.Context(), out.Article.ID)), out.Article)
	same(t, "ArticleByKey", must(db.ArticleByKey(t.Context(), "Meridian Wire", "a")), out.Article)

	facts := must(db.StoryFacts(t.Context(), out.Story.ID, time.Time{}, 10, news.Wanted{}))
	if len(facts) != 2 {
		t.Fatalf("StoryFacts = %d facts, want 2", len(facts))
	}
	for _, f := range facts {
		i := f.Sentences[0].Position
		want := out.Sentences[i]
		want.URL, want.Title, want.Source = out.Article.URL, out.Article.Title, out.Article.Source.Name
		want.Language = out.Article.Language
		want.Time, want.Arrived, want.FirstArrived = out.Article.Published, out.Article.Seen, out.Article.Seen
		for j := range want.Statements {
			want.Statements[j].SpeakerID = out.Reading.Entities[0].ID
		}
		same(t, "sentence", f.Sentences[0], want)
	}
}

func saveRefuses(t *testing.T, db *storage.DB) {
	base := draft{key: "a", sentences: []string{"Seven people died in Kyiv."}}
	base.save(t, db)
	for _, c := range []struct {
		name  string
		spoil func(*news.Filing)
		want  news.Code
	}{
		{"a revision that is stored", func(*news.Filing) {}, news.Conflict},
		{"another text in a sentence", func(f *news.Filing) {
			f.Article.Key, f.Sentences[0].Text = "b",
				"Nine people died in Kyiv!!"
		}, news.Invalid},
		{
			"a sentence beyond the body", func(f *news.Filing) { f.Article.Key, f.Sentences[0].End = "b", 1000 },
			news.Invalid,
		},
		{"a sentence twice", func(f *news.Filing) {
			f.Article.Key, f.Sentences = "b",
				append(f.Sentences, f.Sentences[0])
		}, news.Invalid},
		{
			"a sentence without a fact", func(f *news.Filing) { f.Article.Key, f.Sentences[0].Fact = "b", 0 },
			news.Invalid,
		},
		{"facts without a story", func(f *news.Filing) { f.Article.Key, f.Story = "b", news.Story{} }, news.Invalid},
		{
			"an empty body", func(f *news.Filing) { f.Article.Key, f.Article.Body, f.Sentences = "b", " ", nil },
			news.Invalid,
		},
		{"a mention of nobody", func(f *news.Filing) {
			f.Article.Key, f.Reading.Mentions = "b",
				[]news.Mention{{End: 2, Entity: 3}}
		}, news.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := base.filing()
			c.spoil(&f)
			_, err := db.SaveArticle(t.Context(), f)
			wantCode(t, err, c.want)
		})
	}
	if s := must(db.Stats(t.Context())); s.Articles != 1 || s.Facts != 1 || s.Stories != 1 {
		t.Errorf("refused articles left something: %+v", s)
	}
}

func saveCancelled(t *testing.T, db *storage.DB) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := db.SaveArticle(ctx, draft{key: "a", sentences: []string{"Seven people died in Kyiv."}}.filing())
	if !errors.Is(err, context.Canceled) {
		t.Errorf("SaveArticle with a cancelled context = %v, want context.Canceled", err)
	}
	// A fact that does not exist is found out late, when nearly everything else is written.
	f := draft{
		key: "b", sentences: []string{"Seven people died in Kyiv."}, facts: map[int]int64{0: 99},
		people: []string{"Kyiv"},
	}.filing()
	if _, err := db.SaveArticle(t.Context(), f); err == nil {
		t.Error("SaveArticle took a sentence of a fact that does not exist")
	}
	s := must(db.Stats(t.Context()))
	if s.Articles+s.Facts+s.Stories+s.Entities+s.Sources != 0 {
		t.Errorf("an article that was not saved left something: %+v", s)
	}
	_, total, err := db.DocumentFrequency(t.Context(), []string{"kyiv"})
	if err != nil || total != 0 {
		t.Errorf("DocumentFrequency counts %d articles (%v), want none", total, err)
	}
}

func batch(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	first := draft{
		key: "a", sentences: []string{"Seven people died in Kyiv."}, people: []string{"Kyiv"},
		terms: []string{"kyiv"},
	}
	edited := draft{
		key: "a", sentences: []string{"Nine people died in Odesa."}, people: []string{"Odesa"},
		terms: []string{"odesa"},
	}.filing()
	edited.Article.Revision = 2
	impossible := draft{
		key: "b", sentences: []string{"Nobody was hurt."}, facts: map[int]int64{0: 99},
		people: []string{"Lviv"}, terms: []string{"lviv"},
	}
	fill := func() *storage.Batch {
		b := must(db.Batch(ctx))
		must(b.SaveArticle(ctx, first.filing()))
		if _, err := b.SaveArticle(ctx, impossible.filing()); err == nil {
			t.Error("SaveArticle took a sentence of a fact that does not exist")
		}
		if found := must(b.EntitiesByKeys(ctx, []string{"kyiv", "lviv"})); len(found) != 1 {
			t.Errorf("the batch knows %d of its entities, want 1", len(found))
		}
		must(b.SaveArticle(ctx, edited))
		if n := len(must(b.Revisions(ctx, "Meridian Wire", "a"))); n != 2 {
			t.Errorf("the batch knows %d revisions, want 2", n)
		}
		return b
	}
	totals := func() (articles, counted int) {
		_, counted, err := db.DocumentFrequency(ctx, []string{"kyiv"})
		if err != nil {
			t.Error(err)
		}
		return must(db.Stats(ctx)).Articles, counted
	}
	if err := fill().Rollback(); err != nil {
		t.Fatal(err)
	}
	if articles, counted := totals(); articles != 0 || counted != 0 {
		t.Errorf("after a rollback %d articles are stored and %d counted, want none", articles, counted)
	}
	if found := must(db.EntitiesByKeys(ctx, []string{"kyiv"})); len(found) != 0 {
		t.Errorf("an entity is remembered after a rollback: %v", found)
	}
	b := fill()
	if err := b.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if err := b.Rollback(); err != nil {
		t.Errorf("Rollback after Commit: %v", err)
	}
	if articles, counted := totals(); articles != 1 || counted != 1 {
		t.Errorf("after a commit %d articles are stored and %d counted, want 1 and 1", articles, counted)
	}
	for text, want := range map[string]int{"seven": 0, "nine": 1} {
		if _, n, err := db.Search(ctx, news.SearchQuery{Text: text}); err != nil || n != want {
			t.Errorf("search for %q finds %d, %v; want %d", text, n, err, want)
		}
	}
	if err := db.Check(ctx); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// firstArrivals checks that the sentences of a revision know when the article came first.
func firstArrivals(t *testing.T, db *storage.DB, story int64, first, second news.Article) {
	for _, f := range must(db.StoryFacts(t.Context(), story, time.Time{}, 10, news.Wanted{})) {
		for _, x := range f.Sentences {
			if x.Article == second.ID && (!x.Arrived.Equal(second.Seen) || !x.FirstArrived.Equal(first.Seen)) {
				t.Errorf("a sentence of the revision arrived %v, first %v", x.Arrived, x.FirstArrived)
			}
		}
	}
}

func revise(t *testing.T, db *storage.DB) {
	first := draft{
		key: "a", topics: []string{"ukraine-war"},
		sentences: []string{"Seven people died in Kyiv.", "Ann Lee said so."}, people: []string{"Ann Lee"},
		said: map[int]string{1: "Ann Lee"},
	}.save(t, db)
	again := draft{
		key: "a", topics: []string{"ukraine-war"}, at: noon.Add(time.Hour),
		sentences: []string{"Nine people perished in Kyiv.", "Ann Lee confirmed it."},
		people:    []string{"Ann Lee"}, ids: map[string]int64{"Ann Lee": first.Reading.Entities[0].ID},
		facts: map[int]int64{0: first.Sentences[0].Fact},
		story: first.Story, said: map[int]string{1: "Ann Lee"},
	}.filing()
	again.Article.Revision = 2
	second := must(db.SaveArticle(t.Context(), again))

	if a := must(db.ArticleByKey(t.Context(), "Meridian Wire", "a")); a.Revision != 2 || a.ID != second.Article.ID {
		t.Errorf("the current revision is %d", a.Revision)
	}
	all := must(db.Revisions(t.Context(), "Meridian Wire", "a"))
	if len(all) != 2 || all[0].Body != first.Article.Body || all[1].Body != second.Article.Body {
		t.Errorf("Revisions = %d, want the two, oldest first", len(all))
	}
	firstArrivals(t, db, second.Story.ID, first.Article, second.Article)
	for _, text := range []string{"seven", "died"} {
		if hits, total, err := db.Search(t.Context(), news.SearchQuery{Text: text}); err != nil ||
			len(hits)+total != 0 {
			t.Errorf("Search(%s) finds the superseded text: %d hits, %v", text, len(hits), err)
		}
	}
	if hits, _, err := db.Search(t.Context(), news.SearchQuery{Text: "perished"}); err != nil || len(hits) != 1 {
		t.Errorf("Search(perished) = %d hits, %v; want 1", len(hits), err)
	}
	p := must(db.Profile(t.Context(), first.Reading.Entities[0].ID, time.Time{}, 5))
	if p.Mentions != 1 || len(p.Said) != 1 || p.Said[0].Article.Revision != 2 {
		t.Errorf("Profile counts %d articles and quotes %d, want one of each, of the second revision", p.Mentions,
			len(p.Said))
	}
	if top := must(db.TopEntities(t.Context(), news.Person, time.Time{}, 5)); len(top) != 1 || top[0].Count != 1 {
		t.Errorf("TopEntities = %v, want Ann Lee once", top)
	}
	c := must(db.Coverage(t.Context(), "ukraine-war", noon.Add(-time.Hour), noon.Add(2*time.Hour)))
	if c.Articles != 1 {
		t.Errorf("Coverage counts %d articles, want 1", c.Articles)
	}
	facts := must(db.Facts(t.Context(), news.FactQuery{}))
	if len(facts) != 2 {
		t.Fatalf("Facts = %d, want the two that the second revision states", len(facts))
	}
	for _, f := range facts {
		if len(f.Sentences) != 1 || f.Sentences[0].Article != second.Article.ID {
			t.Errorf("fact %d has sentences %v, want one of the second revision", f.ID, f.Sentences)
		}
	}
	if known := must(db.StoryFacts(t.Context(), first.Story.ID, time.Time{}, 10, news.Wanted{})); len(known) != 3 {
		t.Errorf("StoryFacts = %d, want 3, with what the first revision stated", len(known))
	}
	if _, total, err := db.DocumentFrequency(t.Context(), nil); err != nil || total != 1 {
		t.Errorf("a revision was counted: %d articles, %v", total, err)
	}
}

func latest(t *testing.T, db *storage.DB) {
	a := draft{key: "a", topics: []string{"gaza"}, at: noon.Add(time.Hour), sentences: []string{"One came."}}.save(t,
		db)
	b := draft{key: "b", source: "Harbour Radio", sentences: []string{"Two came."}}.save(t, db)
	same(t, "LatestArticles", must(db.LatestArticles(t.Context(), "", 5)), []news.Article{a.Article, b.Article})
	same(t, "LatestArticles(gaza)", must(db.LatestArticles(t.Context(), "gaza", 5)), []news.Article{a.Article})
	var got []storage.ArticleStory
	for s, err := range db.ArticleStories(t.Context()) {
		got = append(got, must(s, err))
	}
	same(t, "ArticleStories", got, []storage.ArticleStory{
		{Article: a.Article.ID, Source: "Meridian Wire", Key: "a", Story: a.Story.ID},
		{Article: b.Article.ID, Source: "Harbour Radio", Key: "b", Story: b.Story.ID},
	})
	for _, err := range db.ArticleStories(t.Context()) {
		if err != nil {
			t.Error(err)
		}
		break // ends the query
	}
	s := must(db.Stats(t.Context()))
	if s.Articles != 2 || s.Sources != 2 || s.Stories != 2 || s.Facts != 2 || s.Bytes == 0 ||
		!s.Newest.Equal(noon.Add(time.Hour)) {
		t.Errorf("Stats = %+v", s)
	}
}

func coverage(t *testing.T, db *storage.DB) {
	draft{key: "a", topics: []string{"gaza"}, sentences: []string{"One came.", "Two went."}}.save(t, db)
	draft{
		key: "b", topics: []string{"gaza"}, source: "Harbour Radio", at: noon.Add(time.Hour),
		sentences: []string{"Three came."},
	}.save(t, db)
	draft{key: "c", at: noon.Add(2 * time.Hour), sentences: []string{"Four came."}}.save(t, db)
	off := draft{key: "off", at: noon.Add(3 * time.Hour), sentences: []string{"A cake was baked."}}.filing()
	off.Article.OffTopic, off.Story, off.Sentences = true, news.Story{}, nil
	must(db.SaveArticle(t.Context(), off))
	finnish := draft{key: "d", at: noon.Add(20 * time.Hour), sentences: []string{"Viides tuli."}}.filing()
	finnish.Article.Language = "fi-FI"
	must(db.SaveArticle(t.Context(), finnish))
	for i, ok := range []bool{true, false} {
		f := news.Feed{
			URL: fmt.Sprintf("https://news.example/%d.xml", i), Source: news.Source{Name: "Meridian Wire"},
			LastSuccess: noon,
		}
		if !ok {
			f.LastError = "gone"
		}
		must(db.SaveFeed(t.Context(), f))
	}
	health, newest := news.Health{Healthy: 1, Total: 2}, noon.Add(20*time.Hour)
	for _, c := range []struct {
		topic    string
		from, to time.Time
		want     news.Coverage
	}{
		{"gaza", noon, noon.Add(time.Hour), news.Coverage{Articles: 2, Sources: 2, Feeds: health, Newest: newest}},
		{
			"gaza", noon.Add(time.Minute), noon.Add(time.Hour),
			news.Coverage{Articles: 1, Sources: 1, Feeds: health, Newest: newest},
		},
		{"", noon, noon.Add(9 * time.Hour), news.Coverage{Articles: 3, Sources: 2, Feeds: health, Newest: newest}},
		{"sudan", noon, noon.Add(time.Hour), news.Coverage{Feeds: health, Newest: newest}},
		{
			"sudan", noon, noon.Add(20 * time.Hour),
			news.Coverage{Feeds: health, Newest: newest, Languages: map[string]int{"fi": 1}},
		},
	} {
		same(t, "Coverage of "+c.topic, must(db.Coverage(t.Context(), c.topic, c.from, c.to)), c.want)
		after := must(db.CoverageBy(t.Context(), c.topic, c.from, c.to, newest.AddDate(0, 0, 1)))
		same(t, "Coverage of "+c.topic+" by the next day", after, c.want)
		before := must(db.CoverageBy(t.Context(), c.topic, c.from, c.to, noon.AddDate(-1, 0, 0)))
		same(t, "Coverage of "+c.topic+" by the year before", before.Articles+before.Sources, 0)
	}
	out, n, err := db.OffTopic(t.Context(), noon.Add(-24*time.Hour), noon.Add(24*time.Hour), 10)
	if err != nil || n != 1 || len(out) != 1 || !out[0].OffTopic {
		t.Errorf("OffTopic = %d articles of %d, %v; want one", len(out), n, err)
	}
	if _, n, err = db.OffTopic(t.Context(), noon.Add(24*time.Hour), noon.Add(48*time.Hour), 10); err != nil || n != 0 {
		t.Errorf("OffTopic of the day after = %d, %v; want none", n, err)
	}
	if hits, _, err := db.Search(t.Context(), news.SearchQuery{Text: "cake"}); err != nil || len(hits) != 1 {
		t.Errorf("an off-topic article is not found: %d hits, %v", len(hits), err)
	}
}
