package bot

import (
	"context"
	"time"

	"sitrep/news"
)

// Store is what answers are made from. All methods only read, but for the subscriptions'. Errors that a user can do
// something about are *news.Error.
type Store interface {
	// FindEntities returns the entities called something like query: exact names first, then names that begin so, then
	// the nearest ones, those most mentioned first.
	FindEntities(ctx context.Context, query string, kinds []news.EntityKind, limit int) ([]news.Entity, error)
	Entity(ctx context.Context, id int64) (news.Entity, error)
	Profile(ctx context.Context, id int64, since time.Time, limit int) (news.Profile, error)
	TopEntities(ctx context.Context, kind news.EntityKind, since time.Time, limit int) ([]news.Count, error)

	// Search also returns how many articles match in all.
	Search(ctx context.Context, q news.SearchQuery) ([]news.Hit, int, error)
	Facts(ctx context.Context, q news.FactQuery) ([]news.Fact, error)
	// Told is Facts with how many more were told in the window for the first time.
	Told(ctx context.Context, q news.FactQuery) (news.Arrivals, error)
	Coverage(ctx context.Context, topic string, from, to time.Time) (news.Coverage, error)
	FactsTold(ctx context.Context, from, to time.Time) (int, error)
	Digest(ctx context.Context, id int64) (news.Digest, error)

	Sources(ctx context.Context) ([]news.Source, error)
	Feeds(ctx context.Context) ([]news.Feed, error)
	PendingDeliveries(ctx context.Context) (int, error)

	Subscriptions(ctx context.Context, guild string) ([]news.Subscription, error)
	SaveSubscription(ctx context.Context, s news.Subscription) (news.Subscription, error)
	RemoveSubscription(ctx context.Context, guild string, id int64) error

	// Those that Discord refuses: they pause, an admin is told once, and they go on when Discord takes them again.
	BlockSubscription(ctx context.Context, id int64, reason string) error
	BlockedSubscriptions(ctx context.Context) ([]news.Subscription, error)
	TellSubscription(ctx context.Context, id int64, at time.Time) error
	UnblockSubscription(ctx context.Context, id int64, next time.Time) error
}
