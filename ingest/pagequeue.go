package ingest

import (
	"context"
	"errors"
	"sync"
	"time"

	"sitrep/ingest/fetch"
	"sitrep/news"
)

// What pages may cost. An ordinary page has 200 KB, and an ordinary feed brings a handful a poll.
const (
	visitPages    = 200             // that one visit of a feed asks for; what is left waits for the next
	visitBytes    = 64 << 20        // decompressed, that one visit reads
	visitPatience = 3 * time.Minute // that one visit spends on pages, waiting for workers excluded
	serverPages   = 1000            // an hour, for all feeds that one server of Discord added
	serverBytes   = 256 << 20       // an hour, likewise
	oversize      = 8 << 20         // what a page counts that was refused for its size
	deadPages     = 3               // in a row without an end in time, after which a visit asks for no more
	laggard       = 5 * time.Second // for one page, beyond which a feed shares half of the workers with its like
	waitingFeed   = 2 << 20         // bytes of a feed's items that wait for pages; the others wait for its next poll
	waitingAll    = 64 << 20        // likewise, of all feeds
)

// pageQueue lets a number of pages through at a time. Whoever waits longest is next; but feeds whose pages come slowly
// get no more than half of the places together, and those that one server of Discord added no more than a quarter, so
// that a hostile outlet slows down itself and nobody else.
type pageQueue struct {
	places chan struct{}
	slow   chan struct{}

	mu      sync.Mutex
	lagging map[int64]bool // feeds whose last page came slowly
	servers map[string]*allowance
	waiting int // bytes of items that wait
}

// allowance is what one server of Discord has used of its share.
type allowance struct {
	places chan struct{}
	since  time.Time // when the hour began
	pages  int
	bytes  int64
}

func newPageQueue(places int) *pageQueue {
	return &pageQueue{
		places: make(chan struct{}, places), slow: make(chan struct{}, max(1, places/2)),
		lagging: map[int64]bool{}, servers: map[string]*allowance{},
	}
}

// take waits for a place. The function that it returns gives it back.
func (q *pageQueue) take(ctx context.Context, f news.Feed) (func(), error) {
	lanes := q.lanes(f)
	for i, lane := range lanes {
		select {
		case lane <- struct{}{}:
		case <-ctx.Done():
			leave(lanes[:i])
			return nil, ctx.Err()
		}
	}
	return func() { leave(lanes) }, nil
}

func leave(lanes []chan struct{}) {
	for _, lane := range lanes {
		<-lane
	}
}

// lanes are what a feed needs a place in, in an order that is the same for all.
func (q *pageQueue) lanes(f news.Feed) (lanes []chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if a := q.allowance(f); a != nil {
		lanes = append(lanes, a.places)
	}
	if q.lagging[f.ID] {
		lanes = append(lanes, q.slow)
	}
	return append(lanes, q.places)
}

// allowance is that of the server that added a feed; nil if none did. The caller holds q.mu.
func (q *pageQueue) allowance(f news.Feed) *allowance {
	if f.AddedBy == "" || f.AddedBy == news.ByOperator {
		return nil
	}
	a := q.servers[f.AddedBy]
	if a == nil {
		a = &allowance{places: make(chan struct{}, max(1, cap(q.places)/4))}
		q.servers[f.AddedBy] = a
	}
	return a
}

// admit makes room for items that wait for pages, if there is any.
func (q *pageQueue) admit(bytes int) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.waiting+bytes > waitingAll {
		return false
	}
	q.waiting += bytes
	return true
}

func (q *pageQueue) dismiss(bytes int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting -= bytes
}

// spend records what a page has cost.
func (q *pageQueue) spend(f news.Feed, bytes int64, took time.Duration, now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if took > laggard {
		q.lagging[f.ID] = true
	} else {
		delete(q.lagging, f.ID)
	}
	a := q.allowance(f)
	if a == nil {
		return
	}
	if now.Sub(a.since).Abs() >= time.Hour {
		a.since, a.pages, a.bytes = now, 0, 0
	}
	a.pages++
	a.bytes += bytes
}

// spent reports whether the server that added a feed has used up its hour.
func (q *pageQueue) spent(f news.Feed, now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	a := q.allowance(f)
	return a != nil && now.Sub(a.since).Abs() < time.Hour && (a.pages >= serverPages || a.bytes >= serverBytes)
}

// pageCost is what the pages of one visit have cost so far.
type pageCost struct {
	pages int
	bytes int64
	took  time.Duration
	dead  int // in a row
}

// exhausted reports whether the visit has had its pages: the other items wait for the next.
func (c pageCost) exhausted() bool {
	return c.pages >= visitPages || c.bytes >= visitBytes || c.took >= visitPatience
}

// ask fetches a page on the visit's account.
func (v *visit) ask(ctx context.Context, address string) (*fetch.Response, error) {
	began := time.Now()
	r, err := v.p.client.Get(ctx, fetch.Request{
		URL: address, Accept: "text/html, application/xhtml+xml;q=0.9",
		Robots: true,
	})
	took, bytes := time.Since(began), int64(0)
	e, _ := errors.AsType[*fetch.Error](err)
	switch {
	case err == nil:
		bytes, v.cost.dead = int64(len(r.Body)), 0
	case e != nil && (e.Kind == fetch.Timeout || e.Kind == fetch.Slow):
		v.cost.dead++
	case e != nil && (e.Kind == fetch.TooLarge || e.Kind == fetch.Bomb):
		bytes = oversize
	}
	v.cost.pages++
	v.cost.bytes += bytes
	v.cost.took += took
	v.p.pages.spend(v.feed, bytes, took, v.p.now())
	return r, err
}

// barred reports whether no page is asked for now: the summaries are filed, and the pages are asked for later, as those
// are that could not be had.
func (v *visit) barred() bool {
	return v.cost.dead >= deadPages || v.p.pages.spent(v.feed, v.p.now())
}

// wantsPage reports whether filing an entry asks for its page.
func (v *visit) wantsPage(e entry) bool {
	return v.hasPage(e) && (e.row == nil || e.row.Digest != e.digest || v.follows(e))
}

// hasPage reports whether an entry is a summary whose whole text may stand on its own page.
func (v *visit) hasPage(e entry) bool {
	return v.p.options.Pages && e.article.Partial && e.url != "" && !e.bare
}

// wait keeps what waits for pages, the oldest first, as far as there is room for it.
func (v *visit) wait(entries []entry) {
	for i, e := range entries {
		n := len(e.article.Body) + len(e.article.Title) + len(e.article.URL) + 1024
		if i > 0 && v.weight+n > waitingFeed {
			entries, v.unfinished = entries[:i], true
			break
		}
		v.weight += n
	}
	if !v.p.pages.admit(v.weight) {
		v.weight, v.unfinished = 0, len(entries) > 0
		return
	}
	v.waiting = append([]entry(nil), entries...)
}
