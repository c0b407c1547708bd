package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"sitrep/ingest/extract"
	"sitrep/ingest/feed"
	"sitrep/ingest/fetch"
	"sitrep/news"
)

// FeedStore is what the poller needs of storage besides the pipeline's.
type FeedStore interface {
	DueFeeds(ctx context.Context, now time.Time, limit int) ([]news.Feed, error)
	FinishPoll(ctx context.Context, f news.Feed) error
}

// PollOptions bound the poller.
type PollOptions struct {
	Workers     int           // feeds polled at once; 0 means 8
	MinInterval time.Duration // of one feed; 0 means 5 minutes
	MaxInterval time.Duration // 0 means 2 hours
	Pages       bool          // fetch the page of an item whose feed gives only a summary
}

func (o PollOptions) defaults() PollOptions {
	o.Workers = cmp.Or(o.Workers, 8)
	o.MinInterval = cmp.Or(o.MinInterval, 5*time.Minute)
	o.MaxInterval = max(cmp.Or(o.MaxInterval, 2*time.Hour), o.MinInterval)
	return o
}

// Poller fetches what is due and takes it through the pipeline. All it remembers is in storage: killed at any moment and
// run again, it repeats at most one request, and no article comes twice.
type Poller struct {
	lg       *slog.Logger
	store    FeedStore
	client   *fetch.Client
	pipeline *Pipeline
	options  PollOptions
	now      func() time.Time
}

// NewPoller returns a poller.
func NewPoller(lg *slog.Logger, store FeedStore, client *fetch.Client, pipeline *Pipeline, o PollOptions, now func() time.Time) *Poller {
	return &Poller{lg: lg, store: store, client: client, pipeline: pipeline, options: o.defaults(), now: now}
}

// PollReport counts what one pass did.
type PollReport struct {
	Feeds  int // polled
	Failed int // of them
	Report
}

// Run polls every feed that is due, once, and returns when all are done. A feed that fails is recorded with the reason and
// does not stop the others; the error is about storage or the context.
func (p *Poller) Run(ctx context.Context) (PollReport, error) {
	const batch = 1000
	due, err := p.store.DueFeeds(ctx, p.now(), batch)
	if err != nil {
		return PollReport{}, fmt.Errorf("find due feeds: %w", err)
	}
	var (
		total  PollReport
		failed error
		mu     sync.Mutex
		wg     sync.WaitGroup
		slots  = make(chan struct{}, p.options.Workers)
	)
	for _, f := range due {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			wg.Wait()
			return total, ctx.Err()
		}
		wg.Go(func() {
			defer func() { <-slots }()
			r, err := p.poll(ctx, f)
			mu.Lock()
			defer mu.Unlock()
			total.add(r)
			failed = cmp.Or(failed, err)
		})
	}
	wg.Wait()
	return total, failed
}

func (r *PollReport) add(o PollReport) {
	r.Feeds += o.Feeds
	r.Failed += o.Failed
	r.Added += o.Added
	r.Revised += o.Revised
	r.Unchanged += o.Unchanged
	r.Report.Failed += o.Report.Failed
}

// poll fetches one feed, files what is new in it, and records how it went. Its error is about storage or the context.
func (p *Poller) poll(ctx context.Context, f news.Feed) (PollReport, error) {
	report := PollReport{Feeds: 1}
	r, err := p.client.Get(ctx, fetch.Request{URL: f.URL, ETag: f.ETag, LastModified: f.LastModified, Accept: feedTypes})
	if ctx.Err() != nil {
		return report, ctx.Err()
	}
	now := p.now().UTC()
	f.LastPoll = now
	switch {
	case err != nil:
	case r.NotModified:
	default:
		var parsed feed.Feed
		if parsed, err = feed.Parse(r.Body, r.ContentType, r.URL); err == nil {
			stop := p.items(ctx, f, parsed, &report)
			if stop != nil {
				return report, stop
			}
			f.ETag, f.LastModified = r.ETag, r.LastModified
		}
	}
	if err != nil {
		report.Failed = 1
		p.lg.WarnContext(ctx, "feed not read", "feed", f.URL, "error", err)
		return report, p.store.FinishPoll(ctx, p.failed(f, err, now))
	}
	if report.Added+report.Revised > 0 {
		f.LastItem = now
	}
	return report, p.store.FinishPoll(ctx, p.succeeded(f, r, report, now))
}

const feedTypes = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5"

// items files every item of a feed. An item that fails is logged and does not stop the others; the error is about storage
// or the context, and leaves the feed due, so that it is polled again.
func (p *Poller) items(ctx context.Context, f news.Feed, parsed feed.Feed, report *PollReport) error {
	for _, it := range parsed.Items {
		a := ItemArticle(it, parsed)
		a.Source, a.FeedID = f.Source, f.ID
		a = p.pipeline.Prepare(a) // its identity is the item's, whatever the page says later
		if p.options.Pages && a.Partial && a.URL != "" {
			known, err := p.pipeline.Knows(ctx, a)
			switch {
			case err != nil:
				return err
			case known:
				report.Unchanged++
				continue
			}
			a = p.whole(ctx, a)
		}
		outcome, err := p.pipeline.Add(ctx, a)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case news.ErrorCode(err) == news.Invalid:
			report.Report.Failed++
			p.lg.WarnContext(ctx, "item not stored", "feed", f.URL, "item", cmp.Or(it.URL, it.GUID, it.Title), "error", err)
		case err != nil:
			return err
		default:
			report.count(outcome)
		}
	}
	return nil
}

// whole replaces a summary by the text of the item's page, if the page can be had and holds more.
func (p *Poller) whole(ctx context.Context, a news.Article) news.Article {
	r, err := p.client.Get(ctx, fetch.Request{URL: a.URL, Accept: "text/html, application/xhtml+xml;q=0.9", Robots: true})
	if err != nil {
		p.lg.InfoContext(ctx, "page not fetched; the feed's summary is kept", "page", a.URL, "error", err)
		return a
	}
	page, err := extract.HTML(r.Body, r.ContentType, r.URL)
	if err != nil || len(page.Text) <= len(a.Body) {
		p.lg.InfoContext(ctx, "page without more text; the feed's summary is kept", "page", a.URL, "error", err)
		return a
	}
	a.Body, a.Partial = page.Text, page.Partial != ""
	a.Title, a.Byline = cmp.Or(a.Title, page.Title), cmp.Or(a.Byline, page.Byline)
	a.Language = cmp.Or(page.Language, a.Language)
	if a.Published.IsZero() {
		a.Published, a.DateOnly = page.Published, page.DateOnly
	}
	return a
}

// failed records an unsuccessful poll: the wait doubles with each failure in a row, up to a day, and is never shorter than
// the server asked for. A feed that is gone for good (410, RFC 9110 section 15.5.11) is paused, visibly.
func (p *Poller) failed(f news.Feed, err error, now time.Time) news.Feed {
	f.LastError = strings.Join(strings.Fields(err.Error()), " ")
	f.Failures++
	wait := min(p.options.MinInterval<<min(f.Failures, 12), 24*time.Hour)
	if fe, ok := errors.AsType[*fetch.Error](err); ok {
		wait = max(wait, fe.RetryAfter)
		if fe.Status == http.StatusGone {
			f.Paused = "the server says that the feed is gone for good (410): remove it or give its new address"
		}
	}
	f.NextPoll = now.Add(wait)
	return f
}

// succeeded records a poll and when the next is due: sooner for a feed that had something, later for one that had not.
func (p *Poller) succeeded(f news.Feed, r *fetch.Response, report PollReport, now time.Time) news.Feed {
	f.LastError, f.Failures, f.LastSuccess = "", 0, now
	if f.Interval == 0 {
		f.Interval = 2 * p.options.MinInterval
	}
	if report.Added > 0 {
		f.Interval /= 2
	} else {
		f.Interval += f.Interval / 2
	}
	f.Interval = min(max(f.Interval, p.options.MinInterval), p.options.MaxInterval)
	f.NextPoll = now.Add(max(f.Interval, min(r.MaxAge, p.options.MaxInterval)))
	return f
}

// Try fetches and parses a feed without storing anything and returns how many items it has.
func (p *Poller) Try(ctx context.Context, f news.Feed) (items int, err error) {
	r, err := p.client.Get(ctx, fetch.Request{URL: f.URL, Accept: feedTypes})
	if err != nil {
		return 0, err
	}
	parsed, err := feed.Parse(r.Body, r.ContentType, r.URL)
	return len(parsed.Items), err
}
