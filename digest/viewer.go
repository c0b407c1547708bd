package digest

import (
	"context"
	"fmt"
	"time"

	"sitrep/news"
)

// ownerStore says which servers see more than everybody does.
type ownerStore interface {
	Owners(ctx context.Context, since time.Time) ([]string, error)
}

// viewers are the servers that see more than everybody does: what they are told is composed for them alone.
type viewers map[string]bool

func viewersOf(ctx context.Context, store ownerStore) (viewers, error) {
	all, err := store.Owners(ctx, time.Time{})
	if err != nil {
		return nil, fmt.Errorf("who sees more than everybody: %w", err)
	}
	out := viewers{}
	for _, server := range all {
		out[server] = true
	}
	return out, nil
}

// of is as whom a subscription's server sees.
func (v viewers) of(sub news.Subscription) string {
	if v[sub.Guild] {
		return sub.Guild
	}
	return ""
}
