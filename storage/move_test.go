package storage_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// TestMove moves a database to another file and, where there is one, to PostgreSQL and back.
func TestMove(t *testing.T) {
	from, to := movable(t), filepath.Join(t.TempDir(), "moved.db")
	moveAndCompare(t, from, to)
}

func TestMoveToPostgresAndBack(t *testing.T) {
	from, middle, to := movable(t), storagetest.Postgres(t), filepath.Join(t.TempDir(), "back.db")
	moveAndCompare(t, from, middle)
	moveAndCompare(t, middle, to)
}

// movable is a database with something of most kinds in it.
func movable(t *testing.T) string {
	t.Helper()
	path := filled(t, 80)
	ctx := t.Context()
	db, err := storage.Open(ctx, path, storage.Options{Names: storagetest.Names, Lexicon: storagetest.Words})
	if err != nil {
		t.Fatal(err)
	}
	all, err := db.MostMentioned(ctx, news.Person, 3)
	if err != nil || len(all) < 2 {
		t.Fatalf("most mentioned: %d, %v", len(all), err)
	}
	if _, err := db.MergeEntities(ctx, all[0].Entity.ID, all[1].Entity.ID); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second id is given and never again
		s, err := db.SaveSubscription(ctx, news.Subscription{
			Guild: "1", Channel: "2", Topic: time.Now().String(), Schedule: "0 8 * * *", Zone: "UTC",
		})
		if err != nil {
			t.Fatal(err)
		}
		if s.ID == 2 {
			err = db.RemoveSubscription(ctx, "1", s.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func moveAndCompare(t *testing.T, from, to string) {
	t.Helper()
	options := storage.Options{Names: storagetest.Names, Lexicon: storagetest.Words}
	// Interrupted in the middle it is gone on with, and nobody opens the half.
	ctx, stop := context.WithCancel(t.Context())
	err := storage.Move(ctx, from, to, options, func(table string, _, _ int64) {
		if table == "mentions" {
			stop()
		}
	})
	if err == nil {
		t.Error("a move that is stopped ends without an error")
	}
	if db, err := storage.Open(t.Context(), to, options); news.ErrorCode(err) != news.Conflict ||
		!strings.Contains(err.Error(), "is not finished") {
		t.Errorf("Open of the half = %v, %v, want a Conflict", db, err)
	}
	var last string
	err = storage.Move(t.Context(), from, to, options, func(table string, rows, of int64) {
		if last = table; rows > of {
			t.Errorf("%d of %d rows of %s", rows, of, table)
		}
	})
	if err != nil {
		t.Fatalf("Move: %v", err)
	}
	if last != "own_topics" {
		t.Errorf("the last table is %s, want own_topics", last)
	}
	if err := storage.Move(t.Context(), from, to, options, func(string, int64, int64) {}); news.ErrorCode(err) !=
		news.Conflict {
		t.Errorf("Move to what is filled = %v, want a Conflict", err)
	}
	a, err := storage.Open(t.Context(), from, options)
	if err != nil {
		t.Fatal(err)
	}
	b, err := storage.Open(t.Context(), to, options)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(told(t, a), told(t, b)); d != "" {
		t.Errorf("answers of the two (-source +target):\n%s", d)
	}
	s, err := b.SaveSubscription(t.Context(), news.Subscription{Guild: "9", Channel: "9", Topic: "x", Zone: "UTC"})
	if err != nil || s.ID < 3 {
		t.Errorf("the next subscription has the id %d, %v; want one that was never given", s.ID, err)
	}
	if err := b.RemoveSubscription(t.Context(), "9", s.ID); err != nil {
		t.Error(err)
	}
	for _, db := range []*storage.DB{a, b} {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// told is what a database answers to questions of all kinds.
func told(t *testing.T, db *storage.DB) map[string]any {
	t.Helper()
	ctx, out := t.Context(), map[string]any{}
	say := func(what string, v any, err error) {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		out[what] = v
	}
	stats, err := db.Stats(ctx)
	stats.Bytes = 0
	say("stats", stats, err)
	facts, err := db.Facts(ctx, news.FactQuery{Limit: 1000})
	say("facts", facts, err)
	latest, err := db.LatestArticles(ctx, "", 1000)
	say("latest", latest, err)
	stories, err := db.Stories(ctx, "", time.Time{}, 1000)
	say("stories", stories, err)
	people, err := db.MostMentioned(ctx, "", 100)
	say("people", people, err)
	for _, p := range people[:min(len(people), 20)] {
		profile, err := db.Profile(ctx, p.Entity.ID, time.Time{}, 50)
		say("profile of "+p.Entity.Name, profile, err)
		hits, n, err := db.Search(ctx, news.SearchQuery{Text: p.Entity.Name, Limit: 200})
		keys := []string{}
		for _, h := range hits {
			keys = append(keys, h.Article.Key)
		}
		slices.Sort(keys) // their order is each database's own
		say("search for "+p.Entity.Name, map[int][]string{n: keys}, err)
	}
	subscriptions, err := db.Subscriptions(ctx, "1")
	say("subscriptions", subscriptions, err)
	corrections, err := db.Corrections(ctx, 10)
	say("corrections", corrections, err)
	return out
}

// TestMoveKnowsAllTables keeps a new table from being left behind.
func TestMoveKnowsAllTables(t *testing.T) {
	rows, err := raw(t, filled(t, 1)).QueryContext(t.Context(), `SELECT name FROM sqlite_schema WHERE type = 'table'
		AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%' AND name NOT LIKE 'goose%' ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
	}()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	want := slices.Sorted(slices.Values(append(storage.MovedTables(), "moving", "unindexed")))
	if d := cmp.Diff(want, names); d != "" {
		t.Errorf("tables (-moved +there):\n%s", d)
	}
}
