package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"sitrep/ingest/feed"
	"sitrep/ingest/fetch"
	"sitrep/news"
)

// Bounds of one visit.
const (
	maxItems = 1000             // looked at, the first of the feed; what stands behind them is an archive
	maxVisit = 10 * time.Minute // after which the rest waits for the next poll
	// backlogAge is that of what has no date: no daily or weekly digest looks back so far, and stories are still awake.
	backlogAge = 8 * 24 * time.Hour
	futureSlip = 10 * time.Minute // that a clock may be ahead
)

// visit is one successful poll of a feed.
type visit struct {
	p     *Poller
	feed  news.Feed
	start time.Time
	first bool
	intake
	report PollReport
	timing timing

	parsed  feed.Feed // without its items
	answer  *fetch.Response
	waiting []entry // that need pages, and what stands behind them, the oldest first
	retries bool    // older items are due to be asked for again
	weight  int     // of what waits, in bytes
	cost    pageCost
	unnoted int64 // bytes of text that the feed has brought and that are not noted yet
}

// entry is an item with what identifies it.
type entry struct {
	article news.Article
	url     string // canonical; "" if it is none, or if several items share it
	digest  string
	loose   bool           // the zone of its date is not known
	recent  bool           // it has no date that can be believed, but is no old one
	opaque  bool           // neither its GUID nor its address says which article it is
	bare    bool           // there is nothing on its page: the address leads to an aggregator's
	row     *news.FeedItem // what is remembered of it; nil if it is not known
}

// take files the items of a feed, the oldest first, so that a story's course is read in order, up to the first that
// needs its page: from there on they wait in the queue of pages. An item that fails is logged and does not stop the
// others; the error is about storage or the context, and leaves the feed due.
func (v *visit) take(ctx context.Context, parsed feed.Feed) error {
	v.intake.first = v.first
	entries := v.entries(parsed)
	entries, err := v.identify(ctx, entries)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(entries, func(e entry) bool { return e.article.Published.IsZero() }) {
		slices.SortStableFunc(entries, func(a, b entry) int { return b.article.Published.Compare(a.article.Published) })
	}
	slices.Reverse(entries)
	first := slices.IndexFunc(entries, v.wantsPage)
	if first < 0 {
		first = len(entries)
	}
	for i, e := range entries[:first] {
		if v.p.now().Sub(v.start) > maxVisit {
			v.unfinished = true
			return v.saw(ctx, entries[:i])
		}
		if v.full() {
			return v.saw(ctx, entries[:i])
		}
		if err := v.item(ctx, e); err != nil {
			return err
		}
	}
	v.wait(entries[first:])
	return v.saw(ctx, entries[:first])
}

// awaits reports whether something waits for pages.
func (v *visit) awaits() bool { return len(v.waiting) > 0 || v.retries }

// saw remembers that known items still stand in the feed.
func (v *visit) saw(ctx context.Context, entries []entry) error {
	var seen []string
	for _, e := range entries {
		if e.row != nil && v.start.Sub(e.row.Seen) >= 24*time.Hour {
			seen = append(seen, e.row.Key)
		}
	}
	if len(seen) == 0 {
		return nil
	}
	return v.p.store.SawFeedItems(ctx, v.feed.ID, seen, v.start)
}

// pages files what waits for pages. Each item has a place in the queue of pages while it is taken in.
func (v *visit) pages(ctx context.Context) error {
	for i, e := range v.waiting {
		if v.p.now().Sub(v.start) > maxVisit || v.cost.exhausted() {
			v.unfinished = true
			return v.saw(ctx, v.waiting[:i])
		}
		if v.full() {
			return v.saw(ctx, v.waiting[:i])
		}
		if err := v.placed(ctx, func() error { return v.item(ctx, e) }); err != nil {
			return err
		}
	}
	if err := v.saw(ctx, v.waiting); err != nil {
		return err
	}
	rows, err := v.p.store.RetryItems(ctx, v.feed.ID, v.start, retryAllowance)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if v.p.now().Sub(v.start) > maxVisit || v.cost.exhausted() || v.barred() {
			return nil
		}
		if err := v.placed(ctx, func() error { return v.retryItem(ctx, row) }); err != nil {
			return err
		}
	}
	return nil
}

// placed does something with a place in the queue of pages.
func (v *visit) placed(ctx context.Context, do func() error) error {
	done, err := v.p.pages.take(ctx, v.feed)
	if err != nil {
		return err
	}
	defer done()
	return do()
}

// entries makes articles of the items, each with a date that can be believed or none.
func (v *visit) entries(parsed feed.Feed) []entry {
	items := parsed.Items
	if len(items) > maxItems {
		v.warnings = append(v.warnings, fmt.Sprintf("the feed has %d items: the first %d are read", len(items),
			maxItems))
		items = items[:maxItems]
	}
	stamped := generated(items, v.start)
	if stamped {
		v.warnings = append(v.warnings, "the items are all dated at the time of asking: their dates are ignored")
	}
	counted := numbered(items)
	if counted {
		v.warnings = append(v.warnings, "the GUIDs are the items' places in the feed: they are ignored")
	}
	shared := sharedGUIDs(items)
	future := 0
	var out []entry
	for _, it := range items {
		if counted || shared[it.GUID] {
			it.GUID = ""
		}
		early := !stamped && it.Published.After(v.start.Add(futureSlip))
		switch {
		case stamped:
			it.Published, it.Updated, it.DateOnly = time.Time{}, time.Time{}, false
		case early:
			it.Published, it.DateOnly = time.Time{}, false
			future++
		}
		if !it.Published.IsZero() {
			v.dates = append(v.dates, it.Published)
		}
		a, opaque := itemArticle(it, parsed, v.feed.Source)
		a.FeedID, a.Filed = v.feed.ID, v.feed.Topics
		a.Source.Owner = v.feed.Owner()
		if a.Source.Name != v.feed.Source.Name {
			a.Source = v.p.pipeline.credited(a.Source)
		}
		out = append(out, entry{
			article: a, url: itemURL(a.URL), digest: itemDigest(a, it.Updated), recent: early, opaque: opaque,
			loose: it.Zoneless,
			bare: opaque && siteOf(a.URL) == siteOf(cmp.Or(v.feed.URL, parsed.Home)) || hostOf(a.URL) == "t.me" ||
				listing(it.Summary),
		})
	}
	if future > 0 {
		v.warnings = append(v.warnings,
			fmt.Sprintf("%d of %d items are dated in the future: they count from when they were first seen", future,
				len(items)))
	}
	return out
}

// sharedGUIDs are those that stand at items of different titles: they say nothing of which item is which.
func sharedGUIDs(items []feed.Item) map[string]bool {
	titles, shared := map[string]string{}, map[string]bool{}
	for _, it := range items {
		if t, seen := titles[it.GUID]; seen && t != it.Title {
			shared[it.GUID] = true
		}
		titles[it.GUID] = it.Title
	}
	return shared
}

// generated reports whether a program dated all the items when it wrote the feed. Two items are believed to be as new
// as they say unless that is to the second the same, and just now.
func generated(items []feed.Item, now time.Time) bool {
	if len(items) < 2 {
		return false
	}
	oldest, newest := items[0].Published, items[0].Published
	for _, it := range items {
		if it.Published.IsZero() || it.DateOnly {
			return false
		}
		oldest = minTime(oldest, it.Published)
		if it.Published.After(newest) {
			newest = it.Published
		}
	}
	if len(items) == 2 {
		return newest.Equal(oldest) && now.Sub(newest).Abs() <= time.Minute
	}
	return newest.Sub(oldest) <= time.Minute && now.Sub(newest).Abs() < 24*time.Hour
}

// numbered reports whether the GUIDs are the items' places in the document, counted from one or from nought: they say
// nothing of which item is which.
func numbered(items []feed.Item) bool {
	if len(items) < 2 {
		return false
	}
	first, err := strconv.Atoi(items[0].GUID)
	if err != nil || first != 0 && first != 1 {
		return false
	}
	for i, it := range items {
		if it.GUID != strconv.Itoa(first+i) {
			return false
		}
	}
	return true
}

// itemURL is the canonical address of an item, "" if it is no item's own: a home page is not.
func itemURL(address string) string {
	c := Canonical(address)
	u, err := url.Parse(c)
	if err != nil || (u.Path == "" && u.RawQuery == "") {
		return ""
	}
	return c
}

// itemDigest tells whether a feed gives something else of an item than before. When an item that is only a summary was
// changed counts, too: the change may be on its page.
func itemDigest(a news.Article, updated time.Time) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00", a.Title, a.Body)
	if a.Partial && !updated.IsZero() {
		fmt.Fprint(h, updated.Unix())
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
