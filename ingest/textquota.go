package ingest

import (
	"context"
	"fmt"
	"time"

	"sitrep/news"
)

// What each feed adds to the database is bounded: a feed that offers whole books, or new ones at every poll, would fill
// the disk. What it has brought stands in the database with the feed, so that the bound holds over all processes that
// poll and over their ends.

// noted is which part of the bound a feed may bring before it is noted: a process that is killed forgets no more.
const noted = 16

// brought adds a stored article to what the feed has brought in a day.
func (v *visit) brought(ctx context.Context, a news.Article) error {
	v.feed = inDay(v.feed, v.p.now())
	n := int64(len(a.Title) + len(a.Body))
	v.feed.TextBytes += n
	if v.unnoted += n; v.unnoted < v.p.options.FeedQuota/noted {
		return nil
	}
	v.unnoted = 0
	return v.p.store.NoteFeedText(ctx, v.feed.ID, v.feed.TextSince, v.feed.TextBytes)
}

// inDay begins a new day of a feed's account if the last one is over.
func inDay(f news.Feed, now time.Time) news.Feed {
	if now.Sub(f.TextSince) >= 24*time.Hour || now.Before(f.TextSince) {
		f.TextSince, f.TextBytes = now.UTC(), 0
	}
	return f
}

// full reports whether the feed has brought what it may in a day. What is left waits in the feed: it is asked for all
// of it again, at its usual times.
func (v *visit) full() bool {
	if inDay(v.feed, v.p.now()).TextBytes < v.p.options.FeedQuota {
		return false
	}
	if !v.unchecked {
		v.p.lg.Warn("the feed has brought as much text as it may in a day", "feed", v.feed.URL, "bytes",
			v.p.options.FeedQuota)
	}
	v.unchecked = true
	v.warnings = append(v.warnings, fmt.Sprintf("it has brought more text than it may in a day, %d MiB: what is left "+
		"is taken up later", v.p.options.FeedQuota>>20))
	return true
}
