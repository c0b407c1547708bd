package storagetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

func entitiesGrow(t *testing.T, db *storage.DB) {
	a := draft{
		key: "a", sentences: []string{"Ann Lee met Bo Chan in Riga."}, people: []string{"Ann Lee", "Bo Chan"},
		roles: map[string]string{"Ann Lee": "Ann"},
	}.save(t, db)
	ann := a.Reading.Entities[0].ID
	f := draft{
		key: "b", at: noon.Add(time.Hour), sentences: []string{"Lee left Riga on Friday."},
		people: []string{"Lee"}, ids: map[string]int64{"Lee": ann},
	}.filing()
	f.Reading.Entities[0].Aliases = []string{"Ann Lee", "A. Lee"}
	f.Reading.Entities[0].Roles = []news.Role{
		{Title: "Ann", Span: news.Span{Start: 1, End: 3}},
		{Title: "Lee", Inferred: true},
	}
	b := must(db.SaveArticle(t.Context(), f))

	got := must(db.EntitiesByKeys(t.Context(), []string{"lee", "chan", "nobody"}))
	want := []news.Entity{
		{ID: ann, Kind: news.Person, Name: "Ann Lee", Aliases: []string{"A. Lee", "Lee"}, Roles: []news.Role{
			{
				Title: "Ann", First: noon, Last: noon.Add(time.Hour), Article: b.Article.ID,
				Span: news.Span{Start: 1, End: 3}, Count: 2,
			},
			{
				Title: "Lee", First: noon.Add(time.Hour), Last: noon.Add(time.Hour), Article: b.Article.ID, Count: 1,
				Inferred: true,
			},
		}},
		{ID: a.Reading.Entities[1].ID, Kind: news.Person, Name: "Bo Chan"},
	}
	same(t, "EntitiesByKeys", got, want)
	same(t, "Entity", must(db.Entity(t.Context(), ann)), want[0])
	if none := must(db.EntitiesByKeys(t.Context(), nil)); len(none) != 0 {
		t.Errorf("EntitiesByKeys without keys = %v", none)
	}
}

func findEntities(t *testing.T, db *storage.DB) {
	ids := map[string]int64{}
	names := []string{"Ann Lee", "Ann Leeson", "Lee Ann", "Bo Chan", "Cho Lee"}
	for i, key := range []string{"a", "b", "c"} {
		f := draft{
			key: key, sentences: []string{strings.Join(names[:len(names)-i], ", ") + "."},
			people: names[:len(names)-i], ids: ids,
		}.save(t, db)
		for _, e := range f.Reading.Entities {
			ids[e.Name] = e.ID
		}
	}
	for _, c := range []struct {
		query string
		kinds []news.EntityKind
		want  []string
	}{
		{"ann lee", nil, []string{"Ann Lee", "Ann Leeson", "Cho Lee"}},
		{"lee", nil, []string{"Ann Lee", "Cho Lee", "Ann Leeson", "Lee Ann"}},
		{"an", nil, []string{"Ann Lee", "Ann Leeson", "Lee Ann"}},
		{"bo chna", nil, []string{"Bo Chan"}},
		{"bo chan", []news.EntityKind{news.PlaceKind}, nil},
		{"bo chan", []news.EntityKind{news.PlaceKind, news.Person}, []string{"Bo Chan"}},
		{"zzzz", nil, nil},
		{"", nil, nil},
	} {
		var got []string
		for _, e := range must(db.FindEntities(t.Context(), c.query, c.kinds, 4)) {
			got = append(got, e.Name)
		}
		same(t, fmt.Sprintf("FindEntities(%q, %v)", c.query, c.kinds), got, c.want)
	}
	if got := must(db.FindEntities(t.Context(), "lee", nil, 1)); len(got) != 1 {
		t.Errorf("FindEntities with limit 1 = %d", len(got))
	}
}

func profile(t *testing.T, db *storage.DB) {
	ids := map[string]int64{}
	save := func(d draft) {
		d.ids = ids
		for _, e := range d.save(t, db).Reading.Entities {
			ids[e.Name] = e.ID
		}
	}
	old := noon.AddDate(0, 0, -30)
	save(draft{key: "old", at: old, sentences: []string{"Ann Lee was born here."}, people: []string{"Ann Lee"}})
	save(draft{
		key: "a", sentences: []string{"Ann Lee and Bo Chan met.", "xx Bo Chan praised Ann Lee warmly."},
		people: []string{"Ann Lee", "Bo Chan"}, said: map[int]string{0: "Ann Lee", 1: "Bo Chan"},
	})
	save(draft{
		key: "b", source: "Harbour Radio", at: noon.AddDate(0, 0, 2),
		sentences: []string{"Bo Chan and Ann Lee and Cy Dee met again."},
		people:    []string{"Ann Lee", "Bo Chan", "Cy Dee"}, said: map[int]string{0: "Ann Lee"},
	})

	p := must(db.Profile(t.Context(), ids["Ann Lee"], noon.AddDate(0, 0, -1), 10))
	if p.Entity.Name != "Ann Lee" || p.Mentions != 2 || p.Outlets != 2 || !p.Last.Equal(noon.AddDate(0, 0, 2)) {
		t.Errorf("Profile = %s with %d articles of %d outlets, last %v", p.Entity.Name, p.Mentions, p.Outlets, p.Last)
	}
	same(t, "Days", p.Days, []int{0, 1, 0, 1})
	same(t, "With", p.With, []news.Count{
		{Name: "Bo Chan", Kind: news.Person, Count: 2},
		{Name: "Cy Dee", Kind: news.Person, Count: 1},
	})
	var said, of []string
	for _, q := range p.Said {
		said = append(said, q.Article.Key)
	}
	for _, q := range p.SaidOf {
		of = append(of, q.Article.Key+": "+q.Statement.Content[1].In(q.Article.Body))
	}
	same(t, "Said", said, []string{"b", "a"})
	same(t, "SaidOf", of, []string{"a: Bo Chan praised Ann Lee warmly."})
	ever := must(db.Profile(t.Context(), ids["Ann Lee"], time.Time{}, 1))
	if ever.Mentions != 3 || len(ever.Days) != 33 || len(ever.Said) != 1 {
		t.Errorf("Profile of all time: %d articles, %d days, %d statements", ever.Mentions, len(ever.Days),
			len(ever.Said))
	}
	same(t, "MentionCounts", must(db.MentionCounts(t.Context(), []int64{ids["Ann Lee"], ids["Bo Chan"], 1 << 40})),
		map[int64]int{ids["Ann Lee"]: 3, ids["Bo Chan"]: 2})
	same(t, "MentionCounts of nobody", must(db.MentionCounts(t.Context(), nil)), map[int64]int{})
	never := must(db.Profile(t.Context(), ids["Ann Lee"], noon.AddDate(1, 0, 0), 1))
	if never.Mentions != 0 || len(never.Days) != 0 || !never.Last.IsZero() {
		t.Errorf("Profile of the future: %+v", never)
	}
}

func topEntities(t *testing.T, db *storage.DB) {
	first := draft{
		key: "a", at: noon.AddDate(0, 0, -9), sentences: []string{"Ann Lee met Bo Chan."},
		people: []string{"Ann Lee", "Bo Chan"},
	}.save(t, db)
	draft{
		key: "b", sentences: []string{"Bo Chan went home."}, people: []string{"Bo Chan"},
		ids: map[string]int64{"Bo Chan": first.Reading.Entities[1].ID},
	}.save(t, db)
	same(t, "of all time", must(db.TopEntities(t.Context(), news.Person, time.Time{}, 5)),
		[]news.Count{{Name: "Bo Chan", Kind: news.Person, Count: 2}, {Name: "Ann Lee", Kind: news.Person, Count: 1}})
	same(t, "of today", must(db.TopEntities(t.Context(), news.Person, noon.AddDate(0, 0, -1), 5)),
		[]news.Count{{Name: "Bo Chan", Kind: news.Person, Count: 1}})
	if got := must(db.TopEntities(t.Context(), news.PlaceKind, time.Time{}, 5)); len(got) != 0 {
		t.Errorf("TopEntities(place) = %v", got)
	}
}
