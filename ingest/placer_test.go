package ingest

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// processes are pipelines over one PostgreSQL database, as processes of their own would have them.
func processes(t *testing.T, n int, elsewhere bool) (all []*Pipeline, dbs []*storage.DB) {
	t.Helper()
	address := storagetest.Postgres(t)
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	for range n {
		db := storagetest.OpenFile(t, address, storage.Options{
			Names: storage.Names{Keys: people.Keys, Fold: people.Fold}, Now: func() time.Time { return now },
		})
		p, err := New(t.Context(), slog.New(slog.DiscardHandler), db, reader, Options{
			Now:       func() time.Time { return now },
			Batch:     func(ctx context.Context) (Batch, error) { return db.Batch(ctx) },
			Elsewhere: func() bool { return elsewhere }, Desk: db,
		})
		if err != nil {
			t.Fatal(err)
		}
		all, dbs = append(all, p), append(dbs, db)
	}
	return all, dbs
}

const raid = "KYIV, April 24 (Reuters) - A Russian missile hit an apartment block in the Ukrainian city of Kharkiv " +
	"on Thursday and killed at least seven people, the regional governor Oleh Syniehubov said.\n\nRussia's defence " +
	"ministry denied that it had struck houses. \"We hit a barracks,\" a spokesman told TASS."

// TestHandedIn has articles read by two processes and filed by a third: it stores what one process alone would have
// stored, and everybody learns what came of theirs.
func TestHandedIn(t *testing.T) {
	readers, dbs := processes(t, 2, true)
	placers := placerOver(t, dbs[0])
	alone, own := house(t)
	ctx, end := context.WithCancel(t.Context())
	var placing sync.WaitGroup
	placing.Go(func() { _ = placers.Run(ctx) }) // it ends with the context
	defer placing.Wait()
	defer end()

	a := dispatch("Reuters", "Missile kills seven in Kharkiv", raid, april24)
	outcomes := make([]news.Outcome, 2)
	var both sync.WaitGroup
	for i, p := range readers { // two feeds bring one article
		both.Go(func() {
			var err error
			if outcomes[i], err = p.Add(t.Context(), a); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	slices.Sort(outcomes)
	if d := cmp.Diff([]news.Outcome{news.Added, news.Unchanged}, outcomes); d != "" {
		t.Errorf("outcomes (-want +got):\n%s", d)
	}
	add(t, alone, a)
	if d := cmp.Diff(filedFacts(t, own), filedFacts(t, dbs[1])); d != "" {
		t.Errorf("what is stored (-one process +several):\n%s", d)
	}
	if left, err := dbs[0].Handed(t.Context(), 10); len(left) > 0 || err != nil {
		t.Errorf("left: %v, %v", left, err)
	}
}

// placerOver is a placer over a database that is open, by a process that places.
func placerOver(t *testing.T, db *storage.DB) *Placer {
	t.Helper()
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	lg := slog.New(slog.DiscardHandler)
	p, err := New(t.Context(), lg, db, reader, Options{
		Now:   func() time.Time { return now },
		Batch: func(ctx context.Context) (Batch, error) { return db.Batch(ctx) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return NewPlacer(lg, db, p)
}

// filedFacts is what is stored of facts, but for ids.
func filedFacts(t *testing.T, db *storage.DB) (out []news.Sentence) {
	t.Helper()
	facts, err := db.Facts(t.Context(), news.FactQuery{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		for _, s := range f.Sentences {
			s.ID, s.Article, s.Fact, s.Event = 0, 0, 0, 0
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b news.Sentence) int { return a.Start - b.Start })
	return out
}

// TestPlacerRefuses goes on behind what cannot be filed, and says so to whoever handed it in.
func TestPlacerRefuses(t *testing.T) {
	readers, dbs := processes(t, 1, true)
	placer := placerOver(t, dbs[0])
	bad, err := dbs[0].HandIn(t.Context(), []byte("no article"))
	if err != nil {
		t.Fatal(err)
	}
	good := make(chan error, 1)
	go func() {
		_, err := readers[0].Add(t.Context(), dispatch("Reuters", "Missile kills seven in Kharkiv", raid, april24))
		good <- err
	}()
	for done := 0; done < 2; {
		n, err := placer.RunOnce(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		done += n
	}
	if _, done, err := dbs[0].HandedOutcome(t.Context(), bad); !done || news.ErrorCode(err) != news.Invalid {
		t.Errorf("outcome of what is no article = %v, %v; want it refused", done, err)
	}
	if err := <-good; err != nil {
		t.Error(err)
	}
}
