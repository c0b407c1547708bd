package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"sitrep/ingest/feed"
	"sitrep/ingest/fetch"
	"sitrep/news"
)

// FeedStore is what the poller needs of storage besides the pipeline's.
type FeedStore interface {
	DueFeeds(ctx context.Context, now time.Time, limit int) ([]news.Feed, error)
	// DueFeed returns the feed as it is now, false if it is not due any more.
	DueFeed(ctx context.Context, id int64, now time.Time) (news.Feed, bool, error)
	NoteFeedText(ctx context.Context, feed int64, since time.Time, bytes int64) error
	FinishPoll(ctx context.Context, f news.Feed) error
	FeedItems(ctx context.Context, feed int64, by news.ItemMarks) ([]news.FeedItem, error)
	SaveFeedItem(ctx context.Context, it news.FeedItem) error
	SawFeedItems(ctx context.Context, feed int64, keys []string, now time.Time) error
	RetryItems(ctx context.Context, feed int64, now time.Time, limit int) ([]news.FeedItem, error)
	SavePage(ctx context.Context, p news.Page) error
	PrunePages(ctx context.Context, before time.Time, quota int64) (int64, error)
}

// PollOptions bound the poller.
type PollOptions struct {
	Workers     int              // feeds polled at once, and as many pages beside them; 0 means 8
	MinInterval time.Duration    // of one feed; 0 means 5 minutes
	MaxInterval time.Duration    // no less than MinInterval
	Pages       bool             // fetch the page of an item whose feed gives only a summary
	KeepPages   time.Duration    // how long such pages are kept, to be extracted again; 0 keeps none
	PagesQuota  int64            // bytes that all of them may have, compressed; 0 means 1 GiB
	FeedQuota   int64            // bytes of text that one feed may bring in a day; 0 means 16 MiB
	Now         func() time.Time // nil is time.Now
	Hold        Hold             // shares the feeds with other processes; nil if there are none
}

func (o PollOptions) defaults() PollOptions {
	o.Workers = cmp.Or(o.Workers, 8)
	o.MinInterval = cmp.Or(o.MinInterval, 5*time.Minute)
	o.PagesQuota = cmp.Or(o.PagesQuota, 1<<30)
	o.FeedQuota = cmp.Or(o.FeedQuota, 16<<20)
	if o.Now == nil {
		o.Now = time.Now
	}
	o.MaxInterval = max(o.MaxInterval, o.MinInterval)
	return o
}

// Poller fetches what is due and takes it through the pipeline. What it has to remember is in storage: killed at any
// moment and run again, it repeats at most the requests that were under way, and no article comes twice. Pages have
// workers of their own: no feed waits for another's.
type Poller struct {
	lg           *slog.Logger
	store        FeedStore
	client       *fetch.Client
	pipeline     *Pipeline
	options      PollOptions
	now          func() time.Time
	random       func() float64 // in [0,1)
	slots        chan struct{}
	pages        *pageQueue
	hosts        *hostLeases
	turned       atomic.Int64 // when the loop looked last for what is due, in Unix milliseconds
	kept         atomic.Int64 // bytes of pages, at most, since they were pruned
	connectivity connectivity

	mu   sync.Mutex
	busy map[string]bool     // hosts whose feeds are being polled
	open map[int64]bool      // feeds whose visit is not over: their pages are being fetched, perhaps
	held map[int64]time.Time // feeds whose poll could not be stored, and when to try again
}

// NewPoller returns a poller.
func NewPoller(lg *slog.Logger, store FeedStore, client *fetch.Client, pipeline *Pipeline, o PollOptions) *Poller {
	o = o.defaults()
	return &Poller{
		lg: lg, store: store, client: client, pipeline: pipeline, options: o, now: o.Now, random: rand.Float64,
		slots: make(chan struct{}, o.Workers), pages: newPageQueue(o.Workers), hosts: &hostLeases{hold: o.Hold},
		busy: map[string]bool{}, open: map[int64]bool{}, held: map[int64]time.Time{},
	}
}

// PollReport counts what polling did.
type PollReport struct {
	Feeds  int // polled
	Failed int // of them
	Report
}

func (r *PollReport) add(o PollReport) {
	r.Feeds += o.Feeds
	r.Failed += o.Failed
	r.Added += o.Added
	r.Revised += o.Revised
	r.Unchanged += o.Unchanged
	r.Report.Failed += o.Report.Failed
}

// Run polls every feed that is due, once, and returns when all are done. A feed that fails is recorded with the reason
// and does not stop the others; the error is about storage or the context.
func (p *Poller) Run(ctx context.Context) (PollReport, error) {
	var r round
	failed := p.start(ctx, &r)
	r.wg.Wait()
	if failed == nil && ctx.Err() == nil {
		failed = p.prune(ctx)
	}
	return r.total, cmp.Or(failed, r.failed, ctx.Err())
}

// prune forgets pages that have been kept for long enough.
func (p *Poller) prune(ctx context.Context) error {
	n, err := p.store.PrunePages(ctx, p.now().Add(-p.options.KeepPages), p.options.PagesQuota)
	if n > 0 {
		p.lg.InfoContext(ctx, "old pages forgotten", "pages", n)
	}
	return err
}

// Loop polls until the context ends: every few seconds it starts what has become due, and a slow feed holds up none but
// those of its host. Trouble with storage is logged, and what it concerned is tried again later.
func (p *Poller) Loop(ctx context.Context) error {
	const (
		look  = 10 * time.Second
		tidy  = time.Hour
		tries = int(tidy / look)
	)
	var r round
	defer r.wg.Wait()
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	for round := 0; ; round++ {
		p.turned.Store(time.Now().UnixMilli())
		if err := p.start(ctx, &r); err != nil && ctx.Err() == nil {
			p.lg.ErrorContext(ctx, "no feed can be polled", "error", err)
		}
		if round%tries == 0 {
			if err := p.prune(ctx); err != nil && ctx.Err() == nil {
				p.lg.ErrorContext(ctx, "old pages are not forgotten yet", "error", err)
			}
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		if done, err := r.take(); done.Feeds > 0 || err != nil {
			p.lg.InfoContext(ctx, "polled", "feeds", done.Feeds, "failed", done.Failed, "added", done.Added, "revised",
				done.Revised)
			if err != nil && ctx.Err() == nil {
				p.lg.ErrorContext(ctx, "a poll was not stored and will be repeated", "error", err)
			}
		}
	}
}

// Turned is when Loop looked last for what is due; zero before it has begun.
func (p *Poller) Turned() time.Time {
	if at := p.turned.Load(); at != 0 {
		return time.UnixMilli(at)
	}
	return time.Time{}
}

// round gathers what a number of polls did.
type round struct {
	wg     sync.WaitGroup
	mu     sync.Mutex
	total  PollReport
	failed error
}

func (r *round) add(o PollReport, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.total.add(o)
	r.failed = cmp.Or(r.failed, err)
}

// take returns what was gathered and begins anew.
func (r *round) take() (PollReport, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	total, failed := r.total, r.failed
	r.total, r.failed = PollReport{}, nil
	return total, failed
}

// start begins to poll what is due. The feeds of one host are polled one after the other, so that none of them occupies
// a worker while it waits for another.
func (p *Poller) start(ctx context.Context, r *round) error {
	const most = 20_000                  // a feed's row is half a kilobyte
	hostsBusy, feedsOpen := p.underway() // before what is due is read: what is finished meanwhile is not due any more
	due, err := p.store.DueFeeds(ctx, p.now(), most)
	if err != nil {
		return fmt.Errorf("find due feeds: %w", err)
	}
	var hosts []string // the longest overdue first
	byHost := map[string][]news.Feed{}
	for _, f := range due {
		if feedsOpen[f.ID] {
			continue
		}
		host := hostOf(f.URL)
		if byHost[host] == nil {
			hosts = append(hosts, host)
		}
		byHost[host] = append(byHost[host], f)
	}
	for _, host := range hosts {
		if hostsBusy[host] || !p.claim(host) {
			continue
		}
		r.wg.Go(func() {
			defer p.release(host)
			for _, f := range byHost[host] {
				if !p.pollNext(ctx, f, r) {
					return
				}
			}
		})
	}
	return nil
}

// pollNext waits for a worker and polls a feed. What needs pages goes on without the worker. It returns false when the
// context has ended.
func (p *Poller) pollNext(ctx context.Context, f news.Feed, r *round) bool {
	ctx = news.SeenBy(ctx, f.Owner())
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	defer func() { <-p.slots }()
	// Due at the end of an hour and taken up in the next, which the feed may ask to be left out: it stays due.
	if p.isHeld(f) || resting(p.now(), f.SkipHours) {
		return true
	}
	held, f, release, err := p.lease(ctx, f)
	if err != nil {
		r.add(PollReport{}, p.excuse(ctx, f, err))
	}
	if release == nil {
		return ctx.Err() == nil
	}
	return p.visit(held, f, release, r)
}

// visit polls a feed that is leased, and returns false when the context has ended.
func (p *Poller) visit(ctx context.Context, f news.Feed, release func(), r *round) bool {
	p.enter(f)
	v, err := p.read(ctx, f)
	if err == nil && v != nil && v.awaits() {
		r.wg.Go(func() {
			defer release()
			defer p.leave(f)
			err := v.pages(ctx)
			r.add(v.report, p.settle(ctx, v, err))
		})
		return true
	}
	defer release()
	defer p.leave(f)
	switch {
	case v == nil && ctx.Err() != nil:
		r.add(PollReport{}, ctx.Err())
		return false
	case v == nil: // not read
		r.add(PollReport{Feeds: 1, Failed: 1}, p.excuse(ctx, f, err))
		return true
	}
	r.add(v.report, p.settle(ctx, v, err))
	return true
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.ToLower(u.Hostname())
}

// underway are the hosts whose feeds are being polled, and the feeds whose visits are not over.
func (p *Poller) underway() (hosts map[string]bool, feeds map[int64]bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.busy), maps.Clone(p.open)
}

func (p *Poller) enter(f news.Feed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open[f.ID] = true
}

func (p *Poller) leave(f news.Feed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, f.ID)
}

func (p *Poller) claim(host string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.busy[host] {
		return false
	}
	p.busy[host] = true
	return true
}

func (p *Poller) release(host string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.busy, host)
}

// hold leaves a feed alone for a while whose poll could not be stored: storage still thinks it due.
func (p *Poller) hold(f news.Feed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held[f.ID] = p.now().Add(p.options.MinInterval)
}

func (p *Poller) isHeld(f news.Feed) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	until, held := p.held[f.ID]
	if held && !p.now().Before(until) {
		delete(p.held, f.ID)
		held = false
	}
	return held
}

// excuse judges the error that ended a visit, which is about storage or the context.
func (p *Poller) excuse(ctx context.Context, f news.Feed, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case news.ErrorCode(err) == news.NotFound: // removed meanwhile
		return nil
	case err != nil:
		p.hold(f)
	}
	return err
}

// settle ends a visit: it records how it went, unless err is why it did not go well.
func (p *Poller) settle(ctx context.Context, v *visit, err error) error {
	p.pages.dismiss(v.weight)
	if err == nil {
		// The validators are stored now that every item is, and not before: killed on the way, the feed is read once
		// more.
		err = p.finish(ctx, v.feed, v.timing.succeeded(v.feed, v.answer, v.parsed, v.intake))
	}
	return p.excuse(ctx, v.feed, err)
}

// read fetches one feed and files what is new in it and needs no page. A feed that cannot be read has no visit: it is
// recorded why. The error is about storage or the context.
func (p *Poller) read(ctx context.Context, f news.Feed) (*visit, error) {
	r, parsed, err := readFeed(ctx, p.client, f, p.now())
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	t := timing{min: p.options.MinInterval, max: p.options.MaxInterval, now: p.now().UTC(), jitter: p.random()}
	t.offline = p.connectivity.note(hostOf(f.URL), err, t.now)
	if err != nil {
		p.lg.WarnContext(ctx, "feed not read", "feed", f.URL, "error", err)
		return nil, p.store.FinishPoll(ctx, t.failed(f, err))
	}
	v := &visit{
		p: p, feed: f, start: t.now, first: f.LastSuccess.IsZero(), report: PollReport{Feeds: 1}, timing: t, answer: r,
	}
	if !r.NotModified {
		if err := v.take(ctx, parsed); err != nil {
			return v, err
		}
	}
	v.answer.Body, parsed.Items = nil, nil // the rest may wait for long
	v.parsed = parsed
	retries, err := p.store.RetryItems(ctx, f.ID, v.start, 1)
	v.retries = len(retries) > 0
	return v, err
}

// readFeed fetches a feed and reads it.
func readFeed(ctx context.Context, client *fetch.Client, f news.Feed, now time.Time) (*fetch.Response, feed.Feed,
	error,
) {
	request := fetch.Request{
		URL: f.URL, ETag: f.ETag, LastModified: f.LastModified, Accept: feedTypes,
		Cut: true,
	}
	if feed.ChannelOf(f.URL) != "" { // a redirect leads from the preview to the channel's page, which has no posts
		request.Stay, request.Interval = true, channelInterval
	}
	r, err := client.Get(ctx, request)
	if err != nil || r.NotModified {
		return r, feed.Feed{}, err
	}
	parsed, err := feed.ParseFrom(r.Body, feed.Origin{
		ContentType: r.ContentType, Address: r.URL, Country: f.Source.Country, Language: f.Source.Language, Now: now,
	})
	if err != nil && looksLikeHTML(r.Body) && !feed.IsPreview(r.Body) {
		err = &pageError{feeds: feed.Discover(r.Body, r.URL)}
	}
	if r.Truncated {
		parsed.Problems = slices.Insert(parsed.Problems, 0,
			fmt.Sprintf("only the first %d MiB of the feed are read", len(r.Body)>>20))
	}
	return r, parsed, err
}

// channelInterval is the time between two requests for previews of channels: those who asked faster were refused.
const channelInterval = 2 * time.Second

const feedTypes = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, " +
	"text/xml;q=0.8, */*;q=0.5"

// pageError says that a web page came in the place of a feed.
type pageError struct{ feeds []string }

func (e *pageError) Error() string {
	if len(e.feeds) == 0 {
		return "the address answers with a web page and not with a feed"
	}
	return "the address answers with a web page and not with a feed; the page names " +
		strings.Join(e.feeds[:min(len(e.feeds), 3)], ", ")
}

// finish stores a successful poll. An address that has moved to that of another feed is given up.
func (p *Poller) finish(ctx context.Context, before, f news.Feed) error {
	err := p.store.FinishPoll(ctx, f)
	if news.ErrorCode(err) != news.Conflict {
		return err
	}
	f.Paused = fmt.Sprintf("its address has moved to %s, which is polled as a feed of its own", news.Redacted(f.URL))
	f.URL, f.MovedFrom = before.URL, before.MovedFrom
	return p.store.FinishPoll(ctx, f)
}

// Trial is what came of asking for a feed once.
type Trial struct {
	Feed    news.Feed // as it would be after that poll: its error tells why it was not read
	Items   int
	Newest  time.Time // of the items' dates, zero if there is none
	Instead string    // the address to list in its place: where it moved for good, or what the page names that came
}

// Try fetches and parses a feed without storing anything.
func (p *Poller) Try(ctx context.Context, f news.Feed) Trial {
	f.ETag, f.LastModified = "", ""
	r, parsed, err := readFeed(ctx, p.client, f, p.now())
	t := Trial{Feed: f, Items: len(parsed.Items)}
	if err != nil {
		if e, ok := errors.AsType[*pageError](err); ok && len(e.feeds) > 0 {
			t.Instead = e.feeds[0]
		}
		t.Feed = timing{min: p.options.MinInterval, max: p.options.MaxInterval, now: p.now()}.failed(f, err)
		return t
	}
	t.Instead = r.Permanent
	t.Feed.LastSuccess = p.now()
	for _, it := range parsed.Items {
		if it.Published.After(t.Newest) {
			t.Newest = it.Published
		}
	}
	return t
}
