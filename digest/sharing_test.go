package digest_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"sitrep/digest"
	"sitrep/news"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// TestTopicsAreShared composes for topics whose leases are free, and leaves the others to who has them.
func TestTopicsAreShared(t *testing.T) {
	at := time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return at }
	db := storagetest.Open(t, storage.Options{Now: clock})
	for i, topic := range []string{"sudan", "gaza", "sudan", "sahel"} {
		if _, err := db.SaveSubscription(t.Context(), news.Subscription{
			Guild: "1", Channel: string(rune('1' + i)), Topic: topic, Schedule: "0 8 * * *", Zone: "UTC",
			Style: news.Standard, Created: at.Add(-time.Hour), NextAt: at,
		}); err != nil {
			t.Fatal(err)
		}
	}
	taken := map[string]bool{"digests gaza": true}
	var released []string
	runner := digest.NewRunner(slog.New(slog.DiscardHandler), db, nil, clock).Sharing(
		func(ctx context.Context, name string) (context.Context, func(), bool, error) {
			if taken[name] {
				return ctx, func() {}, false, nil
			}
			return ctx, func() { released = append(released, name) }, true, nil
		})
	if n, err := runner.Run(t.Context()); err != nil || n != 3 {
		t.Errorf("Run = %d, %v; want three digests", n, err)
	}
	if !slices.Equal(released, []string{"digests sahel", "digests sudan"}) {
		t.Errorf("leases given back: %q", released)
	}
	due, err := db.DueSubscriptions(t.Context(), at, 10)
	if err != nil || len(due) != 1 || due[0].Topic != "gaza" {
		t.Errorf("still due: %+v, %v", due, err)
	}
	delete(taken, "digests gaza")
	if n, err := runner.Run(t.Context()); err != nil || n != 1 {
		t.Errorf("Run = %d, %v; want the one that was left", n, err)
	}
}
