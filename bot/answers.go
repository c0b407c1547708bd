package bot

import (
	"context"
	"strings"
	"sync"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
)

// answers holds what the handlers answer from.
type answers struct {
	store     Store
	lookup    *answer.Names
	cards     *answer.Cards
	timelines *answer.Timelines
	digests   *answer.Digests
	articles  *answer.Searches
	o         Options
	// Of Discord; nil on the console, where there is none.
	site    func(ctx context.Context, guild, channel string) (site, error)
	trouble func() string // in a line

	mu     sync.Mutex
	memory memory // for autocomplete
}

func newAnswers(store Store, o Options) *answers {
	return &answers{
		store: store, lookup: answer.NewNames(store), cards: answer.NewCards(store),
		timelines: answer.NewTimelines(store), digests: answer.NewDigests(store, o.Compose),
		articles: answer.NewSearches(store), o: o,
	}
}

// topic resolves what a user calls a topic. "" is everything.
func (a *answers) topic(name string) (news.Topic, error) {
	if name == "" || strings.EqualFold(name, "all") {
		return news.Topic{}, nil
	}
	topics := sortedTopics(a.o.Topics)
	if t, ok := answer.Topic(topics, name); ok {
		return t, nil
	}
	names := make([]string, 0, len(topics))
	for _, t := range topics {
		names = append(names, t.Name)
	}
	return news.Topic{}, news.Errorf(news.NotFound, "There is no topic %q. The topics are: %s.",
		message.Shorten(message.Clean(name), 40), strings.Join(names, ", "))
}
