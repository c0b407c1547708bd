package ingest

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// house is a pipeline over a real database.
func house(t testing.TB) (*Pipeline, *storage.DB) {
	t.Helper()
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	db := storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys, Fold: people.Fold}})
	p, err := New(t.Context(), slog.New(slog.DiscardHandler), db, reader, Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	return p, db
}

func dispatch(source, title, body string, at time.Time) news.Article {
	return news.Article{
		Source: news.Source{Name: source, Kind: news.KindNewspaper}, Title: title, Body: body,
		Published: at, Language: "en",
	}
}

var april24 = time.Date(2025, 4, 24, 6, 0, 0, 0, time.UTC)

func add(t *testing.T, p *Pipeline, a news.Article) news.Outcome {
	t.Helper()
	outcome, err := p.Add(t.Context(), a)
	if err != nil {
		t.Fatalf("Add(%q): %v", a.Title, err)
	}
	return outcome
}

func TestAddKnowsArticlesAgain(t *testing.T) {
	p, db := house(t)
	first := dispatch("Podil Post", "Strike",
		"A missile hit a depot in Kyiv before dawn, the military administration said. Nobody was injured.", april24)
	first.URL = "https://podil.example/strike?utm_source=feed"
	edited := first
	edited.Body = "A missile hit a depot in Kyiv before dawn, the military administration said. Two soldiers were " +
		"injured."
	edited.URL = "https://podil.example/strike"
	elsewhere := first
	elsewhere.Source.Name = "Other Post"

	for _, step := range []struct {
		name string
		a    news.Article
		want news.Outcome
	}{
		{"new", first, news.Added},
		{"again", first, news.Unchanged},
		{"edited", edited, news.Revised},
		{"the old text once more", first, news.Unchanged},
		{"the same in another outlet", elsewhere, news.Added},
	} {
		if got := add(t, p, step.a); got != step.want {
			t.Errorf("%s: %s, want %s", step.name, got, step.want)
		}
	}
	revisions, err := db.Revisions(t.Context(), "Podil Post", "url:https://podil.example/strike")
	if err != nil || len(revisions) != 2 || revisions[0].Body != first.Body || revisions[1].Body != edited.Body {
		t.Errorf("%d revisions, %v; want both texts", len(revisions), err)
	}
}

func TestAddKeepsRecycledIdentitiesApart(t *testing.T) {
	p, db := house(t)
	first := dispatch("Podil Post", "Strike on the depot",
		"A missile hit a depot in Kyiv before dawn, the military administration said. Nobody was injured.", april24)
	first.GUID = "1"
	second := dispatch("Podil Post", "Talks in Muscat",
		"Envoys of the two governments met for indirect negotiations on the nuclear file; sanctions and enrichment "+
			"were on the table.", april24.AddDate(0, 0, 3))
	second.GUID = "1"
	if add(t, p, first) != news.Added || add(t, p, second) != news.Added || add(t, p, second) != news.Unchanged {
		t.Error("a new article under an old GUID is not kept as an article of its own, once")
	}
	stats, err := db.Stats(t.Context())
	if err != nil || stats.Articles != 2 {
		t.Errorf("%d articles, %v; want 2", stats.Articles, err)
	}
}

// TestAddIsDeterministic files the same articles in the same order twice.
func TestAddIsDeterministic(t *testing.T) {
	bodies := []string{
		"A ballistic missile hit an apartment block in Kyiv before dawn and killed nine people, the mayor said on " +
			"Thursday.",
		"Nine people died when a missile hit an apartment block in Kyiv, the mayor said on Thursday. Rescuers " +
			"searched the rubble.",
		"The Kremlin said that the American envoy would meet President Vladimir Putin in Moscow to discuss a " +
			"ceasefire.",
	}
	file := func() []news.Fact {
		p, db := house(t)
		for i, b := range bodies {
			add(t, p, dispatch("Outlet "+string(rune('A'+i)), "", b, april24.Add(time.Duration(i)*time.Hour)))
		}
		facts, err := db.Facts(t.Context(), news.FactQuery{})
		if err != nil {
			t.Fatal(err)
		}
		return facts
	}
	first, second := file(), file()
	if len(first) == 0 {
		t.Fatal("no facts")
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the second run differs:\n%s", diff)
	}
}

// TestFactsAreVerbatim: every sentence that is stored is the body's at its offsets.
func TestFactsAreVerbatim(t *testing.T) {
	p, db := house(t)
	add(t, p, dispatch("Podil Post", "Strike",
		"KYIV, April 24 (Meridian) — “We counted twelve blasts,” the mayor said. Ukraine’s air force shot down 48 "+
			"drones over Київ and the region.", april24))
	facts, err := db.Facts(t.Context(), news.FactQuery{})
	if err != nil || len(facts) == 0 {
		t.Fatalf("%d facts, %v", len(facts), err)
	}
	for _, f := range facts {
		for _, s := range f.Sentences {
			a, err := db.ArticleByID(t.Context(), s.Article)
			if err != nil {
				t.Fatal(err)
			}
			if got := s.Span().In(a.Body); got != s.Text {
				t.Errorf("stored %q, the body has %q", s.Text, got)
			}
		}
	}
}

func TestOffTopicArticlesJoinNoStory(t *testing.T) {
	p, db := house(t)
	add(t, p, dispatch("Podil Post", "Derby",
		"The striker scored twice in the second half and the coach praised the attack after the league match.",
		april24))
	stories, err := db.Stories(t.Context(), "", time.Time{}, 10)
	if err != nil || len(stories) != 0 {
		t.Errorf("%d stories, %v; want none", len(stories), err)
	}
	hits, _, err := db.Search(t.Context(), news.SearchQuery{Text: "striker"})
	if err != nil || len(hits) != 1 || !hits[0].Article.OffTopic {
		t.Errorf("%d hits, %v; want the article, marked off topic", len(hits), err)
	}
}

func TestNamesAreOneAcrossArticles(t *testing.T) {
	p, db := house(t)
	add(t, p, dispatch("A", "",
		"President Volodymyr Zelensky said on Thursday that air defence had shot down 48 drones. Zelensky demanded "+
			"more missiles.", april24))
	add(t, p, dispatch("B", "",
		"Volodymyr Zelenskyy thanked allies for the air defence missiles, Zelenskyy's office said after the drone "+
			"attack.", april24.Add(time.Hour)))
	found, err := db.FindEntities(context.Background(), "zelensky", []news.EntityKind{news.Person}, 10)
	if err != nil || len(found) != 1 {
		t.Errorf("%d people called Zelensky, %v; want one: %+v", len(found), err, found)
	}
}

func BenchmarkAdd(b *testing.B) {
	p, _ := house(b)
	bodies := []string{
		"A ballistic missile hit an apartment block in Kyiv before dawn and killed nine people, the mayor said on " +
			"Thursday.",
		"The Kremlin said that the American envoy would meet President Vladimir Putin in Moscow to discuss a " +
			"ceasefire.",
	}
	i := 0
	for b.Loop() {
		a := dispatch("Outlet", "", bodies[i%len(bodies)], april24.Add(time.Duration(i)*time.Minute))
		a.GUID = time.Duration(i).String()
		i++
		if _, err := p.Add(b.Context(), a); err != nil {
			b.Fatal(err)
		}
	}
}
