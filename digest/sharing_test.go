package digest_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
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

// inquiries counts how often is asked what channels know, and refuses to tell it of one subscription.
type inquiries struct {
	*storage.DB
	asked  int
	broken int64
}

func (s *inquiries) KnownTo(ctx context.Context, subscriptions, facts []int64) (
	map[int64]map[int64]news.Known, error,
) {
	s.asked++
	if slices.Contains(subscriptions, s.broken) {
		return nil, errors.New("a row that cannot be read")
	}
	return s.DB.KnownTo(ctx, subscriptions, facts)
}

// TestChannelsAreAskedForTogether composes for many channels of one topic: what they know is asked for a few times, not
// once for each. Where that fails for one of them the others are served.
func TestChannelsAreAskedForTogether(t *testing.T) {
	at := time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return at }
	s := &inquiries{DB: storagetest.Open(t, storage.Options{Now: clock})}
	g := storagetest.NewGenerator(1, at.Add(-time.Hour), time.Minute)
	for range 20 {
		f, err := s.SaveArticle(t.Context(), g.Filing())
		if err != nil {
			t.Fatal(err)
		}
		g.Saved(f)
	}
	const channels = 250
	for i := range channels {
		sub, err := s.SaveSubscription(t.Context(), news.Subscription{
			Guild: "1", Channel: strconv.Itoa(i), Schedule: "0 8 * * *", Zone: "UTC", Style: news.Standard,
			Created: at.Add(-time.Hour), NextAt: at,
		})
		if err != nil {
			t.Fatal(err)
		}
		if i == channels/2 {
			s.broken = -sub.ID
		}
	}
	run := func() int {
		s.asked = 0
		n, err := digest.NewRunner(slog.New(slog.DiscardHandler), s, nil, clock).Run(t.Context())
		if (err != nil) != (s.broken > 0) {
			t.Errorf("Run: %v", err)
		}
		return n
	}
	if n := run(); n != channels || s.asked > 5 {
		t.Errorf("%d digests, of %d, were composed by asking %d times", n, channels, s.asked)
	}
	at = at.Add(24 * time.Hour)
	s.broken = -s.broken
	if n := run(); n != channels-1 {
		t.Errorf("%d digests were composed, want all of %d but one", n, channels)
	}
	due, err := s.DueSubscriptions(t.Context(), at, 10)
	if err != nil || len(due) != 1 || due[0].ID != s.broken {
		t.Errorf("still due: %v, %v", due, err)
	}
}
