package storagetest

import (
	"context"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

// visibility: what a server's own article tells, of whatever everybody knows, changes nothing that anybody else is
// answered, and stands beside it for the server.
func visibility(t *testing.T, db *storage.DB) {
	public := draft{
		key: "a", topics: []string{"ukraine-war"}, people: []string{"Ann Lee"},
		roles:     map[string]string{"Ann Lee": "mayor"},
		sentences: []string{"Ann Lee counts seven dead in Kyiv.", "It rained in the morning."},
		killed:    map[int]float64{0: 7},
	}.save(t, db)
	fact, ann := public.Sentences[0].Fact, public.Reading.Entities[0].ID
	before := everything(t, db, "", ann)
	story := public.Story
	story.Title, story.Last, story.Articles = "Zyxograd", noon.Add(time.Hour), 2
	story.Terms = []news.Term{{Text: "zyxograd", Weight: 1}}
	own := draft{
		key: "b", source: "Own Voice", owner: "77", at: noon.Add(time.Hour), topics: []string{"ukraine-war", "gaza"},
		sentences: []string{
			"Ann Lee counts ninety dead in Kyiv.", "Bo Zyx denied the rain.", "Ann Lee left for Zyxograd.",
		},
		facts: map[int]int64{0: fact}, denies: map[int]int64{1: public.Sentences[1].Fact},
		killed: map[int]float64{0: 90}, weight: map[int]float64{0: 9}, story: story,
		people: []string{"Ann Lee", "Bo Zyx"}, ids: map[string]int64{"Ann Lee": ann},
		roles: map[string]string{"Ann Lee": "fugitive", "Bo Zyx": "sage"}, terms: []string{"zyxograd"},
	}.save(t, db)
	bo := own.Reading.Entities[1].ID
	for _, other := range []string{"", "78"} {
		same(t, "what viewer "+other+" is answered", everything(t, db, other, ann), before)
		ctx := news.SeenBy(t.Context(), other)
		for name, err := range map[string]error{
			"article": second(db.ArticleByID(ctx, own.Article.ID)), "entity": second(db.Entity(ctx, bo)),
			"profile": second(db.Profile(ctx, bo, time.Time{}, 3)),
			"key":     second(db.ArticleByKey(ctx, "Own Voice", "b")),
		} {
			if news.ErrorCode(err) != news.NotFound {
				t.Errorf("%s of another server for %q: %v", name, other, err)
			}
		}
	}
	answered(t, db, ann)
	toldToAll(t, db, own, bo)
}

// answered: what server 77 is answered has its own article in it.
func answered(t *testing.T, db *storage.DB, ann int64) {
	mine := everything(t, db, "77", ann)
	facts := mine["facts"].([]news.Fact)
	if len(facts) != 4 || len(facts[0].Sentences) != 2 || facts[0].Weight != 1 {
		t.Errorf("the server's facts = %+v", facts)
	}
	if got := must(db.Facts(news.SeenBy(t.Context(), "77"), news.FactQuery{Retold: true})); len(got) != 2 {
		t.Errorf("%d facts were told again for the server, want the toll and what was denied", len(got))
	}
	if n := len(mine["search"].([]news.Hit)); n != 2 {
		t.Errorf("the server finds %d articles, want 2", n)
	}
	if p := mine["profile"].(news.Profile); p.Mentions != 2 || p.Outlets != 2 || len(p.Entity.Roles) != 2 {
		t.Errorf("the server's profile = %+v", p)
	}
	if c := mine["coverage"].(news.Coverage); c.Articles != 2 || c.Sources != 2 {
		t.Errorf("the server's coverage = %+v", c)
	}
}

// toldToAll: everybody's articles tell of what only server 77 knew, by own.
func toldToAll(t *testing.T, db *storage.DB, own news.Filing, bo int64) {
	now := draft{
		key: "c", at: noon.Add(2 * time.Hour), topics: []string{"ukraine-war"}, people: []string{"Bo Zyx"},
		sentences: []string{"Bo Zyx denied that it rained."}, story: draft{sentences: []string{"Rain"}}.filing().Story,
	}.filing()
	now.Echoes = [][2]int64{{-1, own.Sentences[1].Fact}}
	c := must(db.SaveArticle(t.Context(), now))
	if e := must(db.Entity(news.SeenBy(t.Context(), "77"), bo)); e.ID != c.Reading.Entities[0].ID || len(e.Roles) != 1 {
		t.Errorf("the server's entity is %+v, want everybody's with what the server was told", e)
	}
	if e := must(db.Entity(t.Context(), c.Reading.Entities[0].ID)); len(e.Roles) > 0 || e.Name != "Bo Zyx" {
		t.Errorf("everybody's entity is %+v", e)
	}
	q := news.FactQuery{IDs: []int64{c.Sentences[0].Fact}}
	if f := must(db.Facts(news.SeenBy(t.Context(), "77"), q)); len(f) != 1 || len(f[0].Sentences) != 2 {
		t.Errorf("the server's fact = %+v", f)
	}
	if f := must(db.Facts(t.Context(), q)); len(f) != 1 || len(f[0].Sentences) != 1 || len(f[0].Aliases) > 0 ||
		!f[0].First.Equal(f[0].Last) {
		t.Errorf("everybody's fact = %+v", f)
	}

	// An article that everybody's feeds bring, too, is read once.
	again := own.Article
	again.ID, again.Source = 0, news.Source{Name: "Own Voice", Kind: news.KindWire}
	must(db.SaveArticle(t.Context(), news.Filing{Article: again, Topics: []string{"gaza"}}))
	if hits, n, err := db.Search(news.SeenBy(t.Context(), "77"), news.SearchQuery{Text: "ninety"}); err != nil ||
		n != 1 || hits[0].Article.Source.Owner != "" {
		t.Errorf("the server finds %d articles, %v: %v", n, hits, err)
	}
}

func second(_ any, err error) error { return err }

// everything is what a viewer is answered.
func everything(t *testing.T, db *storage.DB, viewer string, id int64) map[string]any {
	ctx := news.SeenBy(t.Context(), viewer)
	since := noon.Add(-24 * time.Hour)
	hits, total, err := db.Search(ctx, news.SearchQuery{Text: "Ann Lee"})
	none, zyx, err2 := db.Search(ctx, news.SearchQuery{Text: "zyxograd"})
	latest, more, err3 := db.Search(ctx, news.SearchQuery{})
	off, offs, err4 := db.OffTopic(ctx, since, noon.Add(9*time.Hour), 9)
	frequency, articles, err5 := db.DocumentFrequency(ctx, []string{"zyxograd", "kyiv"})
	for _, err := range []error{err, err2, err3, err4, err5} {
		if err != nil {
			t.Fatal(err)
		}
	}
	out := map[string]any{
		"search": hits, "total": total, "none": none, "zyx": zyx, "latest": latest, "more": more, "off": off,
		"offs":      offs,
		"frequency": frequency, "articles": articles,
	}
	add := func(name string, v any, err error) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = v
	}
	ask := func(name string, q news.FactQuery) {
		facts, err := db.Facts(ctx, q)
		add(name, facts, err)
		told, err := db.Told(ctx, q)
		add(name+" told", told, err)
	}
	ask("facts", news.FactQuery{})
	ask("facts of gaza", news.FactQuery{Topic: "gaza"})
	ask("facts about", news.FactQuery{Entity: id})
	ask("facts since", news.FactQuery{Since: noon.Add(time.Minute)})
	ask("facts until", news.FactQuery{Until: noon.Add(-time.Minute)})
	ask("facts retold", news.FactQuery{Retold: true})
	rest(ctx, db, id, add)
	return out
}

func rest(ctx context.Context, db *storage.DB, id int64, add func(string, any, error)) {
	since := noon.Add(-24 * time.Hour)
	arrivals, err := db.Arrivals(ctx, news.ArrivalQuery{Topic: "ukraine-war", Through: 1 << 40, Late: 1 << 50})
	add("arrivals", arrivals, err)
	cover, err := db.Coverage(ctx, "", since, noon.Add(9*time.Hour))
	add("coverage", cover, err)
	profile, err := db.Profile(ctx, id, time.Time{}, 9)
	add("profile", profile, err)
	top, err := db.TopEntities(ctx, news.Person, time.Time{}, 9)
	add("top", top, err)
	mentioned, err := db.MostMentioned(ctx, "", 9)
	add("mentioned", mentioned, err)
	found, err := db.FindEntities(ctx, "Zyx", nil, 9)
	add("found", found, err)
	near, err := db.FindEntities(ctx, "Ann Le", nil, 9)
	add("near", near, err)
	counts, err := db.MentionCounts(ctx, []int64{id, id + 1, id + 2})
	add("counts", counts, err)
	called, err := db.Called(ctx, "Bo Zyx")
	add("called", called, err)
	stories, err := db.Stories(ctx, "", since, 9)
	add("stories", stories, err)
	candidates, err := db.CandidateStories(ctx, []string{"zyxograd", "kyiv"}, since, 9)
	add("candidates", candidates, err)
	events, err := db.CandidateEvents(ctx, []string{"zyxograd", "kyiv"}, since, 9)
	add("events", events, err)
	sources, err := db.Sources(ctx)
	add("sources", sources, err)
	articles, err := db.LatestArticles(ctx, "", 9)
	add("latest articles", articles, err)
	told, err := db.FactsTold(ctx, since, noon.Add(9*time.Hour))
	add("facts told", told, err)
}

// erased: nothing of a server's own is left when it is erased, and nothing else goes.
func erased(t *testing.T, db *storage.DB) {
	draft{
		key: "a", topics: []string{"gaza"}, people: []string{"Ann Lee"},
		sentences: []string{"Ann Lee counts seven dead."},
	}.save(t, db)
	must(db.SaveSubscription(t.Context(), news.Subscription{Guild: "78", Channel: "1", NextAt: noon, Zone: "UTC"}))
	before := everything(t, db, "", 1)
	must(db.AddFeed(t.Context(), news.Feed{
		URL: "https://own.example/rss", Source: news.Source{Name: "Own Voice"}, AddedBy: "77",
	}, 0))
	draft{
		key: "b", source: "Own Voice", owner: "77", topics: []string{"gaza"}, people: []string{"Ann Lee", "Bo Zyx"},
		sentences: []string{"Ann Lee met Bo Zyx."}, ids: map[string]int64{"Ann Lee": 1},
		roles: map[string]string{"Ann Lee": "mayor"},
	}.save(t, db)
	sub := must(db.SaveSubscription(t.Context(), news.Subscription{
		Guild: "77", Channel: "2", NextAt: noon, Zone: "UTC",
	}))
	_, ok, err := db.CommitDigest(t.Context(), sub, news.Digest{Owner: "77", To: noon}, noon.Add(time.Hour))
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	data := must(db.ServerData(t.Context(), "77"))
	if len(data.Feeds) != 1 || len(data.Articles) != 1 || len(data.Subscriptions) != 1 || len(data.Deliveries) != 1 {
		t.Errorf("ServerData = %+v", data)
	}
	for _, left := range []time.Time{noon, noon.Add(time.Hour), {}, noon.Add(2 * time.Hour)} {
		if err := db.NoteServer(t.Context(), "77", left); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "LeftServers too early", len(must(db.LeftServers(t.Context(), noon.Add(2*time.Hour)))), 0)
	same(t, "LeftServers", must(db.LeftServers(t.Context(), noon.Add(3*time.Hour))), []string{"77"})
	if err := db.EraseServer(t.Context(), "77"); err != nil {
		t.Fatal(err)
	}
	same(t, "what everybody is answered", everything(t, db, "", 1), before)
	data = must(db.ServerData(t.Context(), "77"))
	if n := len(data.Feeds) + len(data.Articles) + len(data.Subscriptions) + len(data.Deliveries); n > 0 {
		t.Errorf("left: %+v", data)
	}
	if own := must(db.Owns(t.Context(), "77")); own {
		t.Error("the erased server still owns something")
	}
	if len(must(db.Subscriptions(t.Context(), "78"))) != 1 {
		t.Error("another server's subscription went, too")
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
