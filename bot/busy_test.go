package bot

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/digest"
	"sitrep/internal/discordtest"
	"sitrep/news"
)

// busyStore is a real database that is slow once it is told to be: each question waits first.
type busyStore struct {
	Store
	took *atomic.Int64 // a time.Duration
}

// think waits for as long as the store is told to take.
func (s busyStore) think(ctx context.Context) { wait(ctx, time.Duration(s.took.Load())) }

func (s busyStore) FindEntities(ctx context.Context, query string, kinds []news.EntityKind, limit int) ([]news.Entity,
	error,
) {
	s.think(ctx)
	return s.Store.FindEntities(ctx, query, kinds, limit)
}

func (s busyStore) Search(ctx context.Context, q news.SearchQuery) ([]news.Hit, int, error) {
	s.think(ctx)
	return s.Store.Search(ctx, q)
}

func (s busyStore) Facts(ctx context.Context, q news.FactQuery) ([]news.Fact, error) {
	s.think(ctx)
	return s.Store.Facts(ctx, q)
}

func (s busyStore) Coverage(ctx context.Context, topic string, from, to time.Time) (news.Coverage, error) {
	s.think(ctx)
	return s.Store.Coverage(ctx, topic, from, to)
}

func (s busyStore) Sources(ctx context.Context) ([]news.Source, error) {
	s.think(ctx)
	return s.Store.Sources(ctx)
}

func (s busyStore) Subscriptions(ctx context.Context, guild string) ([]news.Subscription, error) {
	s.think(ctx)
	return s.Store.Subscriptions(ctx, guild)
}

// TestABusyDatabaseCostsNobodyAnAnswer asks while every question to the database takes seconds. The stand-in fails
// whoever is not answered within three.
func TestABusyDatabaseCostsNobodyAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.Options{InMemory: true})
		db := archive(t)
		store := busyStore{db, new(atomic.Int64)}
		b, err := New(slog.New(slog.DiscardHandler), store, Options{
			Token: srv.Token(), Topics: testTopics, Transport: srv.Transport(), Dialer: srv.Dialer(),
			Compose: func(ctx context.Context, _ digest.Request) (news.Digest, error) {
				store.think(ctx)
				return sampleDigest(), nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- b.Run(ctx) }()
		if err := srv.WaitCommands(ctx, ""); err != nil {
			t.Fatal(err)
		}
		store.took.Store(int64(6 * time.Second))
		carla := srv.User(discordtest.Carla)
		for _, line := range []string{
			"/latest", "/digest", "/who witkoff", "/search drones", "/timeline witkoff", "/figures drones", "/changed",
			"/status", "/sources list",
			"/subscriptions list", "/help",
		} {
			before := len(carla.Sees())
			if _, err := carla.Invoke(ctx, line); err != nil {
				t.Errorf("%s while the database is busy: %v", line, err)
			}
			synctest.Wait() // what is for one reader comes as a message of its own
			if seen := carla.Sees(); len(seen) != before+1 || seen[before].Text() == "" {
				t.Errorf("%s while the database is busy: %d new messages", line, len(seen)-before)
			}
		}
		start := time.Now()
		if _, err := carla.Autocomplete(ctx, "/latest topic:ukr"); err != nil || time.Since(start) > 0 {
			t.Errorf("autocomplete waits for the database: %v after %v", err, time.Since(start))
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
