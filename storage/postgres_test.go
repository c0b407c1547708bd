package storage_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// TestTurns lets two processes file articles by turns on one PostgreSQL database, of which one is killed with terms
// that it had only noted. What is counted and found is what one process would have counted and found on a file.
func TestTurns(t *testing.T) {
	at := time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)
	options := storage.Options{Now: func() time.Time { return at }}
	address := storagetest.Postgres(t)
	one, alone := storagetest.OpenFile(t, address, options), storagetest.Open(t, options)
	killed, err := storage.Open(t.Context(), address, options) // and never closed
	if err != nil {
		t.Fatal(err)
	}
	other := storagetest.OpenFile(t, address, options)
	both, same := storagetest.NewGenerator(7, at, time.Minute), storagetest.NewGenerator(7, at, time.Minute)
	terms := map[string]bool{}
	for i := range 90 {
		by := []*storage.DB{one, other}[i/4%2]
		if i < 30 {
			by = []*storage.DB{one, killed}[i/5%2]
		}
		f := both.Filing()
		for _, term := range f.Terms {
			terms[term] = true
		}
		both.Saved(save(t, by, f))
		same.Saved(save(t, alone, same.Filing()))
	}
	want, articles := counted(t, alone, terms)
	for name, db := range map[string]*storage.DB{"one": one, "other": other} {
		save(t, db, both.Filing()) // it is its turn, so that it knows all
		got, n := counted(t, db, terms)
		if n < articles {
			t.Errorf("%s counts %d articles, want %d and those that came since", name, n, articles)
		}
		for term, n := range want {
			if got[term] < n {
				t.Errorf("%s counts %d articles with %q, want %d at least", name, got[term], term, n)
			}
		}
	}
	if err := one.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestSettings looks at what the server plans queries by: what suits ours, unless its operator or the address says
// something else.
func TestSettings(t *testing.T) {
	address := storagetest.Postgres(t)
	for _, tt := range []struct{ address, want string }{
		{address, "off 1.1"},
		{address + "&random_page_cost=2.5", "off 2.5"},
		{address + "&jit=on", "on 1.1"},
	} {
		db := storagetest.OpenFile(t, tt.address)
		got, err := storage.Settings(t.Context(), db, "jit", "random_page_cost")
		if err != nil || strings.Join(got, " ") != tt.want {
			t.Errorf("settings are %v, %v; want %s", got, err, tt.want)
		}
	}
}

func save(t *testing.T, db *storage.DB, f news.Filing) news.Filing {
	t.Helper()
	out, err := db.SaveArticle(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func counted(t *testing.T, db *storage.DB, terms map[string]bool) (map[string]int, int) {
	t.Helper()
	of, n, err := db.DocumentFrequency(t.Context(), slices.Sorted(maps.Keys(terms)))
	if err != nil {
		t.Fatal(err)
	}
	return of, n
}

// TestUncleanText stores on PostgreSQL what its text cannot hold; spans stay true.
func TestUncleanText(t *testing.T) {
	at := time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)
	db := storagetest.OpenPostgres(t)
	g := storagetest.NewGenerator(1, at, time.Minute)
	f := g.Filing()
	f.Article.Body = strings.Replace(f.Article.Body, " ", "\x00", 3)
	f.Article.Byline = "Ann\xffLee"
	for i := range f.Sentences {
		s := &f.Sentences[i]
		s.Text = f.Article.Body[s.Start:s.End]
	}
	saved := save(t, db, f)
	a, err := db.ArticleByID(t.Context(), saved.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.ReplaceAll(f.Article.Body, "\x00", " "); a.Body != want || a.Byline != "Ann?Lee" {
		t.Errorf("stored %q by %q, want %q by %q", a.Body, a.Byline, want, "Ann?Lee")
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := db.FindEntities(t.Context(), "a\x00\xffb", nil, 3); err != nil {
		t.Errorf("FindEntities: %v", err)
	}
}

// TestLead has one process take over from another.
func TestLead(t *testing.T) {
	address := storagetest.Postgres(t)
	first, second := storagetest.OpenFile(t, address), storagetest.OpenFile(t, address)
	ctx, end := context.WithCancel(t.Context())
	turns, led := make(chan string, 2), make(chan error, 2)
	lead := func(ctx context.Context, db *storage.DB, name string) {
		led <- db.Lead(ctx, "poll", func(ctx context.Context) error {
			turns <- name
			<-ctx.Done()
			return ctx.Err()
		})
	}
	go lead(ctx, first, "first")
	order := []string{<-turns}
	after, stop := context.WithCancel(t.Context())
	go lead(after, second, "second")
	if err := second.Lead(t.Context(), "compose", func(context.Context) error { return nil }); err != nil {
		t.Errorf("another role: %v", err)
	}
	if len(turns) > 0 {
		t.Error("two have one role")
	}
	end()
	order = append(order, <-turns)
	stop()
	for range 2 {
		if err := <-led; !errors.Is(err, context.Canceled) {
			t.Errorf("Lead = %v, want the end of the context", err)
		}
	}
	if d := cmp.Diff([]string{"first", "second"}, order); d != "" {
		t.Errorf("turns (-want +got):\n%s", d)
	}
}
