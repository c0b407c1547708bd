package digest

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"sitrep/news"
)

// topicNames are topics by slug, servers' own ones among them.
type topicNames map[string]news.Topic

type topicStore interface {
	OwnTopics(ctx context.Context) ([]news.OwnTopic, error)
}

func namesOfTopics(ctx context.Context, store topicStore, known map[string]news.Topic) (topicNames, error) {
	own, err := store.OwnTopics(ctx)
	if err != nil {
		return nil, fmt.Errorf("list topics of servers: %w", err)
	}
	all := topicNames(maps.Clone(known))
	for _, t := range own {
		all[t.Slug] = t.Topic
	}
	return all, nil
}

// topic is what a subscription's topic, or its topics together, are called.
func (n topicNames) topic(slugs string) news.Topic {
	var out news.Topic
	var names []string
	for i, slug := range news.SplitTopics(slugs) {
		t, ok := n[slug]
		if !ok {
			t = news.Topic{Slug: slug, Name: slug}
		}
		if i == 0 {
			out = t
		} else if out.Sign != t.Sign {
			out.Sign = ""
		}
		names = append(names, t.Name)
	}
	out.Slug, out.Name = slugs, strings.Join(names, ", ")
	return out
}

type muteStore interface {
	Mutes(ctx context.Context, now time.Time) ([]news.Mute, error)
}

func mutesByReader(ctx context.Context, store muteStore, now time.Time) (map[string][]news.Mute, error) {
	all, err := store.Mutes(ctx, now)
	if err != nil {
		return nil, fmt.Errorf("list mutes: %w", err)
	}
	out := map[string][]news.Mute{}
	for _, m := range all {
		out[m.Reader] = append(out[m.Reader], m)
	}
	return out, nil
}

// ended reports whether a subscription was made for a while that is over.
func ended(s news.Subscription, now time.Time) bool {
	return !s.Preferences.Until.IsZero() && !now.Before(s.Preferences.Until)
}

type endStore interface {
	RemoveSubscription(ctx context.Context, guild string, id int64) error
}

// end removes a subscription that is over.
func end(ctx context.Context, store endStore, s news.Subscription) error {
	if err := store.RemoveSubscription(ctx, s.Guild, s.ID); err != nil && news.ErrorCode(err) != news.NotFound {
		return fmt.Errorf("end subscription %d: %w", s.ID, err)
	}
	return nil
}
