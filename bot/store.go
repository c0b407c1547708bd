package bot

import (
	"context"
	"time"

	"sitrep/answer"
	"sitrep/news"
)

// Store is all that the bot needs of storage, by who needs it. All methods only read, but for the subscriptions'.
// Errors that a user can do something about are *news.Error.
type Store interface {
	answer.NameStore
	answer.CardStore
	answer.TimelineStore
	answer.DigestStore
	answer.SearchStore
	answer.ArticleStore
	ownStore
	describeStore
	dataStore
	suggestionStore
	statusStore
	subscriptionStore
	blockStore
	settingsStore
	muteStore
	correctedStore
	reportStore
}

// correctedStore is what has turned out differently about what was delivered.
type correctedStore interface {
	Corrected(ctx context.Context, q news.CorrectedQuery) ([]news.Amendment, error)
}

// settingsStore is what holds for a whole server.
type settingsStore interface {
	ServerSettings(ctx context.Context, guild string) (news.ServerSettings, error)
	ChangeServer(ctx context.Context, guild string, change func(*news.ServerSettings)) (news.ServerSettings, error)
	OwnTopics(ctx context.Context) ([]news.OwnTopic, error)
	SaveTopic(ctx context.Context, t news.OwnTopic) (news.OwnTopic, error)
	RemoveTopic(ctx context.Context, guild, slug string) error
	FileUnder(ctx context.Context, topic string, articles []int64) (int, error)
}

// muteStore is what readers do not want to be told of.
type muteStore interface {
	Mutes(ctx context.Context, now time.Time) ([]news.Mute, error)
	SaveMute(ctx context.Context, m news.Mute) (news.Mute, error)
	RemoveMute(ctx context.Context, guild, reader string, id int64) error
}

// suggestionStore is what autocomplete remembers, and what /sources lists.
type suggestionStore interface {
	TopEntities(ctx context.Context, kind news.EntityKind, since time.Time, limit int) ([]news.Count, error)
	Sources(ctx context.Context) ([]news.Source, error)
	Feeds(ctx context.Context) ([]news.Feed, error)
}

// statusStore is what /status counts.
type statusStore interface {
	Coverage(ctx context.Context, topic string, from, to time.Time) (news.Coverage, error)
	OffTopic(ctx context.Context, from, to time.Time, limit int) ([]news.Article, int, error)
	FactsTold(ctx context.Context, from, to time.Time) (int, error)
	PendingDeliveriesOf(ctx context.Context, guild string) (int, error)
	Kept(ctx context.Context) ([]news.Kept, error)
	Size(ctx context.Context) (int64, error)
	// Digests are those of texts that are no longer kept, by article.
	Digests(ctx context.Context, articles []int64) (map[int64]string, error)
}

// subscriptionStore is what admins change.
type subscriptionStore interface {
	Subscriptions(ctx context.Context, guild string) ([]news.Subscription, error)
	OwnSubscriptions(ctx context.Context, user string) ([]news.Subscription, error)
	LastDeliveries(ctx context.Context, subscriptions []int64) (map[int64]news.Delivery, error)
	SaveSubscription(ctx context.Context, s news.Subscription) (news.Subscription, error)
	RemoveSubscription(ctx context.Context, guild string, id int64) error
}

// blockStore keeps the subscriptions that Discord refuses: they pause, an admin is told once, and they go on when
// Discord takes them again.
type blockStore interface {
	Subscriptions(ctx context.Context, guild string) ([]news.Subscription, error)
	BlockSubscription(ctx context.Context, id int64, reason string) error
	BlockedSubscriptions(ctx context.Context) ([]news.Subscription, error)
	TellSubscription(ctx context.Context, id int64, at time.Time) error
	ServerSettings(ctx context.Context, guild string) (news.ServerSettings, error)
	UnblockSubscription(ctx context.Context, id int64, next time.Time) error
	// NoteServer records that a server was left at a time, or, for the zero time, that it was joined again.
	NoteServer(ctx context.Context, guild string, left time.Time) error
	reportedStore
}
