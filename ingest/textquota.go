package ingest

import (
	"fmt"
	"sync"
	"time"

	"sitrep/news"
)

// textQuota bounds what each feed adds to the database, which keeps articles for good: a feed that offers whole books,
// or new ones at every poll, would fill the disk. What a process has taken in is remembered by that process alone:
// whoever polls by hand (sitrep poll) looks at what comes.
type textQuota struct {
	most int64 // bytes of titles and texts, revisions included, in a day

	mu    sync.Mutex
	taken map[int64]*takenText // by feed
}

// takenText is what a feed has brought since a time.
type takenText struct {
	since time.Time
	bytes int64
}

func newTextQuota(most int64) *textQuota {
	return &textQuota{most: most, taken: map[int64]*takenText{}}
}

// of is the feed's account of a day; the caller holds mu.
func (q *textQuota) of(feed int64, now time.Time) *takenText {
	t := q.taken[feed]
	if t == nil || now.Sub(t.since) >= 24*time.Hour || now.Before(t.since) {
		t = &takenText{since: now}
		q.taken[feed] = t
	}
	return t
}

func (q *textQuota) add(feed int64, a news.Article, now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.of(feed, now).bytes += int64(len(a.Title) + len(a.Body))
}

func (q *textQuota) spent(feed int64, now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.of(feed, now).bytes >= q.most
}

// full reports whether the feed has brought what it may in a day. What is left waits in the feed: it is asked for all
// of it again, at its usual times.
func (v *visit) full() bool {
	if !v.p.texts.spent(v.feed.ID, v.p.now()) {
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
