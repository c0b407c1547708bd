package storagetest

import (
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

// who sums up what is stored under an entity: what a correction moves.
type who struct {
	Name     string
	Aliases  []string
	Articles int
	Said     []string // keys of articles
	Roles    []string
	Facts    int
}

func whoIs(t *testing.T, db *storage.DB, id int64) who {
	t.Helper()
	p := must(db.Profile(t.Context(), id, time.Time{}, 10))
	w := who{Name: p.Entity.Name, Aliases: p.Entity.Aliases, Articles: p.Mentions}
	for _, q := range p.Said {
		w.Said = append(w.Said, q.Article.Key+" "+q.Statement.Speaker)
	}
	for _, r := range p.Entity.Roles {
		w.Roles = append(w.Roles, r.Title)
	}
	w.Facts = len(must(db.Facts(t.Context(), news.FactQuery{Entity: id})))
	return w
}

// counted is how many articles MostMentioned counts for an entity, -1 if it does not list it.
func counted(t *testing.T, db *storage.DB, id int64) int {
	t.Helper()
	for _, m := range must(db.MostMentioned(t.Context(), "", 100)) {
		if m.Entity.ID == id {
			return m.Articles
		}
	}
	return -1
}

func mergeEntities(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	a := draft{
		key: "a", sentences: []string{"Envoy Ann Lee spoke in Riga.", "Bo Chan left."},
		people: []string{"Ann Lee", "Bo Chan"},
		said:   map[int]string{0: "Ann Lee"}, roles: map[string]string{"Ann Lee": "Envoy"},
	}.save(t, db)
	ann, bo := a.Reading.Entities[0].ID, a.Reading.Entities[1].ID
	in := draft{
		key: "b", at: noon.Add(time.Hour), sentences: []string{"Envoy Anne Leigh and Ann Lee met."},
		people: []string{"Anne Leigh", "Ann Lee"}, ids: map[string]int64{"Ann Lee": ann},
		said: map[int]string{0: "Anne Leigh"}, roles: map[string]string{"Anne Leigh": "Envoy"},
	}.filing()
	in.Sentences[0].Origin = news.Origin{Name: "Anne Leigh", Kind: news.OriginOfficial, Family: "anne leigh"}
	in.Sentences[0].People = []string{"Anne Leigh", "Ann Lee"}
	b := must(db.SaveArticle(ctx, in))
	anne := b.Reading.Entities[0].ID

	if _, err := db.MergeEntities(ctx, ann, ann); news.ErrorCode(err) != news.Invalid {
		t.Errorf("merging one with itself: %v", err)
	}
	if _, err := db.MergeEntities(ctx, ann, 999); news.ErrorCode(err) != news.NotFound {
		t.Errorf("merging with nobody: %v", err)
	}
	if got := must(db.MergeEntities(ctx, ann, anne)); got.ID != ann || got.Name != "Ann Lee" {
		t.Errorf("MergeEntities = %d %s", got.ID, got.Name)
	}
	want := who{
		Name: "Ann Lee", Aliases: []string{"Anne Leigh"}, Articles: 2, Said: []string{"b Ann Lee", "a Ann Lee"},
		Roles: []string{"Envoy"}, Facts: 2,
	}
	same(t, "the one that is kept", whoIs(t, db, ann), want)
	same(t, "the other's id", whoIs(t, db, anne), want)
	if n := counted(t, db, ann); n != 2 {
		t.Errorf("counted in %d articles", n)
	}
	if n := counted(t, db, anne); n != -1 {
		t.Errorf("the other is still listed, with %d articles", n)
	}
	if role := must(db.Entity(ctx, ann)).Roles[0]; role.Count != 2 || role.Article != b.Article.ID ||
		!role.First.Equal(noon) {
		t.Errorf("role = %+v", role)
	}
	facts := must(db.Facts(ctx, news.FactQuery{Story: b.Story.ID}))
	same(t, "origin", facts[0].Sentences[0].Origin, news.Origin{
		Name: "Ann Lee", Kind: news.OriginOfficial,
		Family: "ann lee",
	})
	same(t, "people", facts[0].Sentences[0].People, []string{"Ann Lee"})
	same(t, "pins", must(db.Pins(ctx)), []news.Pin{{
		Kind: news.Person, Name: "Anne Leigh", Key: "anne leigh",
		Entity: ann, As: "Ann Lee",
	}})

	// What was resolved before the merge is saved after it.
	late := draft{
		key: "c", at: noon.Add(2 * time.Hour), sentences: []string{"Anne Leigh is back."},
		people: []string{"Anne Leigh"}, ids: map[string]int64{"Anne Leigh": anne},
	}.save(t, db)
	if got := late.Reading.Entities[0].ID; got != ann {
		t.Errorf("a filing with the old id is saved under %d, want %d", got, ann)
	}
	// Chains of merges lead to their end.
	must(db.MergeEntities(ctx, bo, ann))
	if got := must(db.Entity(ctx, anne)).ID; got != bo {
		t.Errorf("after a second merge the first id leads to %d, want %d", got, bo)
	}
	if err := db.Check(ctx); err != nil {
		t.Error(err)
	}
}

func splitEntity(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	ids := map[string]int64{}
	save := func(d draft) {
		d.ids = ids
		f := d.save(t, db)
		for _, name := range []string{"Ann Lee", "Anna Lee", "Lee"} {
			ids[name] = f.Reading.Entities[0].ID
		}
	}
	save(draft{
		key: "a", sentences: []string{"Mayor Ann Lee spoke."}, people: []string{"Ann Lee"},
		said: map[int]string{0: "Ann Lee"}, roles: map[string]string{"Ann Lee": "Mayor"},
	})
	save(draft{
		key: "b", at: noon.Add(time.Hour), sentences: []string{
			"General Anna Lee spoke.",
			"Then Lee left the town.",
		}, people: []string{"Anna Lee", "Lee"}, said: map[int]string{0: "Anna Lee"},
		roles: map[string]string{"Anna Lee": "General"},
	})
	save(draft{
		key: "c", at: noon.Add(2 * time.Hour), sentences: []string{
			"Ann Lee and Anna Lee met.",
			"Mayor Ann Lee went home.",
		}, people: []string{"Ann Lee", "Anna Lee"},
		roles: map[string]string{"Ann Lee": "Mayor"},
	})
	id := ids["Lee"]

	for _, c := range []struct {
		name  string
		names []string
		into  int64
		want  news.Code
	}{
		{"a name that it does not have", []string{"Cy Dee"}, 0, news.NotFound},
		{"all names", []string{"ann lee", "anna lee", "lee"}, 0, news.Invalid},
		{"off itself", []string{"Anna Lee"}, id, news.Invalid},
	} {
		if _, err := db.SplitEntity(ctx, id, c.names, c.into); news.ErrorCode(err) != c.want {
			t.Errorf("split %s: %v, want %s", c.name, err, c.want)
		}
	}
	anna := must(db.SplitEntity(ctx, id, []string{"anna lee"}, 0))
	same(t, "what is left", whoIs(t, db, id), who{
		Name: "Ann Lee", Aliases: []string{"Lee"}, Articles: 2,
		Said: []string{"a Ann Lee"}, Roles: []string{"Mayor"}, Facts: 3,
	})
	same(t, "what was split off", whoIs(t, db, anna.ID), who{
		Name: "Anna Lee", Articles: 2,
		Said: []string{"b Anna Lee"}, Roles: []string{"General"}, Facts: 3,
	})
	if a, b := counted(t, db, id), counted(t, db, anna.ID); a != 2 || b != 2 {
		t.Errorf("counted in %d and %d articles, want 2 and 2", a, b)
	}
	same(t, "pins", must(db.Pins(ctx)), []news.Pin{
		{Kind: news.Person, Name: "Ann Lee", Key: "ann lee", Entity: id, As: "Ann Lee"},
		{Kind: news.Person, Name: "Anna Lee", Key: "anna lee", Entity: anna.ID, As: "Anna Lee"},
	})
	if got := must(db.EntitiesByKeys(ctx, []string{"anna lee"})); len(got) != 1 || got[0].ID != anna.ID {
		t.Errorf("EntitiesByKeys(anna lee) = %v", got)
	}

	// A split is taken back by a merge, and a merge by a split.
	must(db.MergeEntities(ctx, id, anna.ID))
	same(t, "merged again", whoIs(t, db, id), who{
		Name: "Ann Lee", Aliases: []string{"Anna Lee", "Lee"}, Articles: 3,
		Said: []string{"b Ann Lee", "a Ann Lee"}, Roles: []string{"Mayor", "General"}, Facts: 5,
	})
	again := must(db.SplitEntity(ctx, id, []string{"Anna Lee"}, 0))
	same(t, "split again", whoIs(t, db, again.ID), who{
		Name: "Anna Lee", Articles: 2, Said: []string{"b Anna Lee"},
		Roles: []string{"General"}, Facts: 3,
	})

	splitMainName(t, db, id, again.ID)
	if err := db.Check(ctx); err != nil {
		t.Error(err)
	}
}

// splitMainName gives the other the main name, which can be what is somebody else's.
func splitMainName(t *testing.T, db *storage.DB, id, other int64) {
	t.Helper()
	ctx := t.Context()
	main := must(db.SplitEntity(ctx, id, []string{"Ann Lee"}, other))
	if main.ID != other || must(db.Entity(ctx, id)).Name != "Lee" {
		t.Errorf("after the main name went, what is left is called %q", must(db.Entity(ctx, id)).Name)
	}
}

func renameEntity(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	in := draft{
		key: "a", sentences: []string{"Lee spoke in Riga.", "Bo Chan left."},
		people: []string{"Lee", "Bo Chan"}, said: map[int]string{0: "Lee"}, killed: map[int]float64{0: 3},
	}.filing()
	in.Reading.Figures[0].By, in.Sentences[0].Figures[0].By, in.Sentences[0].People = "Lee", "Lee", []string{"Lee"}
	a := must(db.SaveArticle(ctx, in))
	id := a.Reading.Entities[0].ID
	digest := shown(noon, 1, a.Sentences[0].Fact)
	sub := subscribe(t, db, "c")
	delivery := commit(t, db, &sub, digest)
	before := must(db.Digest(ctx, delivery.Digest.ID))

	for _, c := range []struct {
		name string
		want news.Code
	}{{" ", news.Invalid}, {"bo chan", news.Conflict}, {"Ann\x00Lee", news.Invalid}} {
		if _, err := db.RenameEntity(ctx, id, c.name); news.ErrorCode(err) != c.want {
			t.Errorf("rename to %q: %v, want %s", c.name, err, c.want)
		}
	}
	if got := must(db.RenameEntity(ctx, id, "  Ann   Lee ")); got.Name != "Ann Lee" || got.ID != id {
		t.Errorf("RenameEntity = %+v", got)
	}
	same(t, "renamed", whoIs(t, db, id), who{
		Name: "Ann Lee", Aliases: []string{"Lee"}, Articles: 1,
		Said: []string{"a Ann Lee"}, Facts: 1,
	})
	s := must(db.Facts(ctx, news.FactQuery{Entity: id}))[0].Sentences[0]
	if s.Figures[0].By != "Ann Lee" || s.People[0] != "Ann Lee" || s.Statements[0].Speaker != "Ann Lee" {
		t.Errorf("the sentence still says %+v", s)
	}
	if got := must(db.Called(ctx, "LEE")); len(got) != 1 || got[0].Entity.ID != id || got[0].Articles != 1 {
		t.Errorf("Called(LEE) = %+v", got)
	}
	same(t, "a digest that is on its way", must(db.Digest(ctx, delivery.Digest.ID)), before)

	log := must(db.Corrections(ctx, 10))
	same(t, "the record", log, []news.Correction{{
		ID: 1, Time: noon, What: news.CorrectRename, Entity: id,
		Name: "Ann Lee", Names: []string{"Lee"},
	}})
}
