package ingest

import (
	"context"
	"fmt"

	"sitrep/news"
)

// PromoteStore is what promoting a feed needs of storage.
type PromoteStore interface {
	PromoteFeed(ctx context.Context, id int64) (news.Feed, error)
	OwnArticles(ctx context.Context, feed, after int64, limit int) ([]news.Article, error)
}

// Promote makes a server's feed everybody's, and files what it has brought anew among what everybody sees. It returns
// the feed and how many articles were filed. Stopped and run again, it goes on where it was.
func (p *Pipeline) Promote(ctx context.Context, store PromoteStore, id int64) (f news.Feed, n int, err error) {
	if f, err = store.PromoteFeed(ctx, id); err != nil {
		return f, 0, err
	}
	const together = 50
	for after := int64(0); ; {
		all, err := store.OwnArticles(ctx, f.ID, after, together)
		if err != nil {
			return f, n, err
		}
		for _, a := range all {
			after = a.ID
			a.ID, a.Revision, a.Filed = 0, 0, f.Topics
			a.Source.ID, a.Source.Owner = 0, ""
			if _, err := p.Add(ctx, a); err != nil {
				return f, n, fmt.Errorf("article %d: %w", after, err)
			}
			n++
		}
		if len(all) < together {
			return f, n, nil
		}
	}
}
