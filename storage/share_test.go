package storage_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// TestHold gives a lease to one of two processes at a time, and lets it go when its holder releases it or is closed for
// good.
func TestHold(t *testing.T) {
	address := storagetest.Postgres(t)
	one, other := storagetest.OpenFile(t, address), storagetest.OpenFile(t, address)
	hold := func(db *storage.DB) (context.Context, func(), bool) {
		t.Helper()
		held, release, ok, err := db.Hold(t.Context(), "host example.org")
		if err != nil {
			t.Fatal(err)
		}
		return held, release, ok
	}
	held, release, ok := hold(one)
	if !ok {
		t.Fatal("a free lease is refused")
	}
	for name, db := range map[string]*storage.DB{"another process": other, "the same one": one} {
		if _, _, ok := hold(db); ok {
			t.Errorf("%s gets a lease that is held", name)
		}
	}
	names, err := other.Held(t.Context(), "host ")
	if d := cmp.Diff([]string{"host example.org"}, names); d != "" || err != nil {
		t.Errorf("Held: %v\n%s", err, d)
	}
	release()
	if held.Err() == nil {
		t.Error("what was done under the lease goes on")
	}
	_, release, ok = hold(other)
	if !ok {
		t.Error("a lease that was released is refused")
	}
	release()
	if wait, err := one.Lease(t.Context(), "identify 0", time.Minute); err != nil || wait != 0 {
		t.Errorf("Lease = %v, %v; want it at once", wait, err)
	}
	if wait, err := one.Lease(t.Context(), "identify 0", time.Minute); err != nil || wait < 50*time.Second {
		t.Errorf("Lease of what is held for a minute = %v, %v", wait, err)
	}
	if err := one.ForgetLeases(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestHoldOnAFile: one process runs on a file, and everything is its own.
func TestHoldOnAFile(t *testing.T) {
	db := storagetest.Open(t)
	for range 2 {
		if _, _, ok, err := db.Hold(t.Context(), "anything"); !ok || err != nil {
			t.Errorf("Hold = %v, %v", ok, err)
		}
	}
}

// TestHandIn hands an article from one process to another, which files it once.
func TestHandIn(t *testing.T) {
	address := storagetest.Postgres(t)
	reads, places := storagetest.OpenFile(t, address), storagetest.OpenFile(t, address)
	woken := make(chan string, 10)
	listening := make(chan struct{})
	var once sync.Once
	ctx, end := context.WithCancel(t.Context())
	defer end()
	go func() {
		_ = places.Listen(ctx, func(what string) { // it ends with the context
			once.Do(func() { close(listening) })
			woken <- what
		})
	}()
	<-listening
	id, err := reads.HandIn(t.Context(), []byte("an article"))
	if err != nil {
		t.Fatal(err)
	}
	for what := range woken {
		if what == storage.WakeHanded {
			break
		}
	}
	if _, done, err := reads.HandedOutcome(t.Context(), id); done || err != nil {
		t.Errorf("outcome before it is filed: %v, %v", done, err)
	}
	left, err := places.Handed(t.Context(), 10)
	if d := cmp.Diff([]news.Handed{{ID: id, Filing: []byte("an article")}}, left); d != "" || err != nil {
		t.Fatalf("handed: %v\n%s", err, d)
	}
	settle := func() error {
		b, err := places.Batch(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Settle(t.Context(), id, news.Added); err != nil {
			if err := b.Rollback(); err != nil {
				t.Error(err)
			}
			return err
		}
		return b.Commit(t.Context())
	}
	if err := settle(); err != nil {
		t.Fatal(err)
	}
	if err := settle(); news.ErrorCode(err) != news.Conflict {
		t.Errorf("an article that is filed is filed again: %v", err)
	}
	if outcome, done, err := reads.HandedOutcome(t.Context(), id); outcome != news.Added || !done || err != nil {
		t.Errorf("outcome = %q, %v, %v", outcome, done, err)
	}
	if id, err = reads.HandIn(t.Context(), []byte("no article")); err != nil {
		t.Fatal(err)
	}
	if err := places.RefuseHanded(t.Context(), id, news.Errorf(news.Invalid, "it is none")); err != nil {
		t.Fatal(err)
	}
	if _, done, err := reads.HandedOutcome(t.Context(), id); !done || news.ErrorCode(err) != news.Invalid {
		t.Errorf("outcome of what was refused = %v, %v", done, err)
	}
}

// TestDiscordTurn lets two processes take turns: none gets another's, and both know what one was told.
func TestDiscordTurn(t *testing.T) {
	address := storagetest.Postgres(t)
	all := []*storage.DB{storagetest.OpenFile(t, address), storagetest.OpenFile(t, address)}
	const every = time.Hour // no turn comes while the test runs
	for i := range 6 {
		turn, err := all[i%2].DiscordTurn(t.Context(), every, 0)
		if err != nil {
			t.Fatal(err)
		}
		if late := time.Duration(i)*every - turn.Wait; late < 0 || late > time.Minute {
			t.Errorf("turn %d comes in %v, want %v", i, turn.Wait, time.Duration(i)*every)
		}
	}
	for range 3 {
		if err := all[0].DiscordTold(t.Context(), 2, time.Hour, 2*time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	turn, err := all[1].DiscordTurn(t.Context(), every, 0)
	if err != nil {
		t.Fatal(err)
	}
	if turn.Refused != 6 || turn.Pause < 59*time.Minute || turn.Ban < 119*time.Minute {
		t.Errorf("the other process knows of %+v", turn)
	}
}

// TestForgetBodies forgets texts of a kind whose time is up: what facts are made of stays, where it stood.
func TestForgetBodies(t *testing.T) {
	at := time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)
	for name, open := range map[string]func(testing.TB, ...storage.Options) *storage.DB{
		"sqlite": storagetest.Open, "postgres": storagetest.OpenPostgres,
	} {
		t.Run(name, func(t *testing.T) {
			db := open(t, storage.Options{Now: func() time.Time { return at }})
			g := storagetest.NewGenerator(3, at, time.Minute)
			var all []news.Filing
			for range 120 {
				f := g.Filing()
				f.Article.Seen = f.Article.Published
				f = save(t, db, f)
				g.Saved(f)
				all = append(all, f)
			}
			until := all[60].Article.Seen
			n, err := db.ForgetBodies(t.Context(), storage.Retention{Articles: until}, func(context.Context) error {
				return nil
			})
			if err != nil || n == 0 || n == 120 {
				t.Fatalf("ForgetBodies = %d, %v; want some of 120", n, err)
			}
			forgotten := int64(0)
			for _, f := range all {
				got, err := db.ArticleByID(t.Context(), f.Article.ID)
				if err != nil {
					t.Fatal(err)
				}
				if got.Digest == "" {
					if got.Body != f.Article.Body || f.Article.Seen.Before(until) {
						t.Errorf("article %d of %v has the body %q", got.ID, f.Article.Seen, got.Body)
					}
					continue
				}
				forgotten++
				checkForgotten(t, db, f, got)
			}
			if forgotten != n {
				t.Errorf("%d bodies are forgotten, want %d", forgotten, n)
			}
			kept, err := db.Kept(t.Context())
			if err != nil || len(kept) != 1 || kept[0].Items != 120-n || kept[0].Forgotten != n || kept[0].Bytes == 0 {
				t.Errorf("Kept = %+v, %v; want %d texts", kept, err, 120-n)
			}
			if err := db.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

func checkForgotten(t *testing.T, db *storage.DB, f news.Filing, got news.Article) {
	t.Helper()
	digest := sha256.Sum256([]byte(f.Article.Body))
	if got.Digest != hex.EncodeToString(digest[:]) || len(got.Body) != len(f.Article.Body) {
		t.Errorf("article %d: digest %s of %d bytes", got.ID, got.Digest, len(got.Body))
	}
	blank := []byte(strings.Repeat(" ", len(got.Body)))
	for _, s := range f.Sentences {
		if s.Span().In(got.Body) != s.Text {
			t.Errorf("article %d: the sentence at %d is %q, want %q", got.ID, s.Start, s.Span().In(got.Body), s.Text)
		}
		copy(blank[s.Start:], s.Text)
	}
	if got.Body != string(blank) {
		t.Errorf("article %d: more than its sentences is kept: %q", got.ID, got.Body)
	}
	digests, err := db.Digests(t.Context(), []int64{got.ID})
	if err != nil || digests[got.ID] != got.Digest {
		t.Errorf("Digests = %v, %v", digests, err)
	}
}
