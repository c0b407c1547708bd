package bot

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/picture"
)

// answers holds what the handlers answer from.
type answers struct {
	lg        *slog.Logger
	gallery   *picture.Gallery // nil draws nothing
	store     Store
	lookup    *answer.Names
	cards     *answer.Cards
	timelines *answer.Timelines
	digests   *answer.Digests
	articles  *answer.Searches
	o         Options
	discord

	mu       sync.Mutex
	memory   memory                   // for autocomplete
	own      map[string]memory        // what is servers' own, by server
	settings map[string]knownSettings // of servers, by id
}

// discord is what is asked of Discord. On the console, where there is none, its functions are nil.
type discord struct {
	site    func(ctx context.Context, guild, channel string) (site, error)
	trouble func() string          // in a line
	channel func(id string) string // what it is called, "" if that is not known
	// direct is the channel of a user's direct messages.
	direct func(ctx context.Context, user string) (string, error)
	// reported says that there is a report to tell of; nil where nobody is told.
	reported func()
	// registered is the id of the registered command of that name, "" if it is not known.
	registered func(name string) string
}

func newAnswers(lg *slog.Logger, store Store, o Options, d discord) *answers {
	return &answers{
		lg: lg, gallery: o.Pictures, store: store,
		lookup: answer.NewNames(store, o.Place), cards: answer.NewCards(store),
		timelines: answer.NewTimelines(store), digests: answer.NewDigests(store, o.Compose),
		articles: answer.NewSearches(store), o: o, discord: d, own: map[string]memory{},
	}
}

// sortedTopics are the topics by name.
func sortedTopics(topics []news.Topic) []news.Topic {
	return slices.SortedFunc(slices.Values(topics), func(a,
		b news.Topic,
	) int {
		return strings.Compare(a.Name, b.Name)
	})
}

// memory is what autocomplete answers from.
type memory struct {
	names   []known // people, organisations and places, most mentioned first
	sources []string
	feeds   []news.Feed // that people added
	topics  []news.OwnTopic
}

// known is a name with its folded form.
type known struct{ name, folded string }

func (a *answers) remembered() memory {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.memory
}

// remember changes what autocomplete answers from, ahead of the next Refresh.
func (a *answers) remember(change func(*memory)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	change(&a.memory)
}

// given is the reply, or none.
func given(r *message.Reply) message.Reply {
	if r == nil {
		return message.Reply{}
	}
	return *r
}

// inChannel is where a subscription sends, for lists that cannot show a mention: " · #news".
func (a *answers) inChannel(s news.Subscription) string {
	if a.channel == nil {
		return ""
	}
	if name := a.channel(s.Channel); name != "" {
		return " · " + name
	}
	return ""
}
