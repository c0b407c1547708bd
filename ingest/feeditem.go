package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/ingest/extract"
	"sitrep/ingest/feed"
	"sitrep/ingest/fetch"
	"sitrep/news"
	"sitrep/text"
)

// Bounds of one visit.
const (
	maxItems = 1000             // looked at, the first of the feed; what stands behind them is an archive
	maxVisit = 10 * time.Minute // after which the rest waits for the next poll
	// of what has no date: no daily or weekly digest looks back so far, and stories are still awake
	backlogAge = 8 * 24 * time.Hour
	futureSlip = 10 * time.Minute // that a clock may be ahead
)

// retryWaits are the times between tries to get the whole text of an item.
var retryWaits = []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 3 * 24 * time.Hour}

// visit is one successful poll of a feed.
type visit struct {
	p     *Poller
	feed  news.Feed
	start time.Time
	first bool
	harvest
	report PollReport
}

// entry is an item with what identifies it.
type entry struct {
	article news.Article
	url     string // canonical; "" if it is none, or if several items share it
	digest  string
	recent  bool           // it has no date that can be believed, but is no old one
	row     *news.FeedItem // what is remembered of it; nil if it is not known
}

// take files every item of a feed, the oldest first, so that a story's course is read in order. An item that fails is
// logged and does not stop the others; the error is about storage or the context, and leaves the feed due.
func (v *visit) take(ctx context.Context, parsed feed.Feed) error {
	v.harvest.first = v.first
	entries := v.entries(parsed)
	entries, err := v.identify(ctx, entries)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(entries, func(e entry) bool { return e.article.Published.IsZero() }) {
		slices.SortStableFunc(entries, func(a, b entry) int { return b.article.Published.Compare(a.article.Published) })
	}
	var seen []string
	for _, e := range slices.Backward(entries) {
		if v.p.now().Sub(v.start) > maxVisit {
			v.unfinished = true
			break
		}
		if err := v.item(ctx, e); err != nil {
			return err
		}
		if e.row != nil && v.start.Sub(e.row.Seen) >= 24*time.Hour {
			seen = append(seen, e.row.Key)
		}
	}
	if len(seen) == 0 {
		return nil
	}
	return v.p.store.SawFeedItems(ctx, v.feed.ID, seen, v.start)
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
	future := 0
	var out []entry
	for _, it := range items {
		if counted {
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
		a := ItemArticle(it, parsed)
		a.Source, a.FeedID, a.Filed = v.feed.Source, v.feed.ID, v.feed.Topics
		out = append(out, entry{article: a, url: itemURL(it.URL), digest: itemDigest(a, it.Updated), recent: early})
	}
	if future > 0 {
		v.warnings = append(v.warnings,
			fmt.Sprintf("%d of %d items are dated in the future: they count from when they were first seen", future,
				len(items)))
	}
	return out
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

// identify finds what is remembered of each entry, gives each a key, and drops entries that come twice.
//
// An item is the one with its GUID, else the one with its canonical URL, else the one with its content. A GUID does not
// count if it is given to something else altogether (feeds that number their items), a URL does not if items share it.
func (v *visit) identify(ctx context.Context, entries []entry) ([]entry, error) {
	unshare(entries)
	known, err := v.recall(ctx, entries)
	if err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	var out []entry
	for _, e := range entries {
		if e.row, err = known.find(ctx, v, e); err != nil {
			return nil, err
		}
		if e.row != nil {
			e.article.Key = e.row.Key
		} else {
			e.article.Key = newKey(e, func(key string) bool { return known.key[key] != nil })
		}
		if !taken[e.article.Key] {
			taken[e.article.Key] = true
			out = append(out, e)
		}
	}
	return out, nil
}

// unshare takes away the URLs that items of different titles have in common.
func unshare(entries []entry) {
	titles := map[string]string{}
	shared := map[string]bool{}
	for _, e := range entries {
		if t, seen := titles[e.url]; seen && t != e.article.Title {
			shared[e.url] = true
		}
		titles[e.url] = e.article.Title
	}
	for i := range entries {
		if shared[entries[i].url] {
			entries[i].url = ""
		}
	}
}

// newKey is the first of an entry's possible keys that is not another item's.
func newKey(e entry, taken func(string) bool) string {
	for _, key := range possibleKeys(e) {
		if !taken(key) {
			return key
		}
	}
	return ContentKey(e.article)
}

func possibleKeys(e entry) (keys []string) {
	if e.url != "" {
		keys = append(keys, "url:"+e.url)
	}
	keys = append(keys, ContentKey(e.article))
	if e.article.GUID != "" {
		keys = append(keys, "guid:"+e.article.GUID)
	}
	return keys
}

// memory is what is remembered of the items in a feed.
type memory struct {
	guid, url, key map[string]*news.FeedItem
	listed         map[string]bool // URLs that stand in the feed now
}

func (v *visit) recall(ctx context.Context, entries []entry) (memory, error) {
	m := memory{
		guid: map[string]*news.FeedItem{}, url: map[string]*news.FeedItem{}, key: map[string]*news.FeedItem{},
		listed: map[string]bool{},
	}
	var guids, urls, keys []string
	for _, e := range entries {
		if e.article.GUID != "" {
			guids = append(guids, e.article.GUID)
		}
		if e.url != "" {
			urls = append(urls, e.url)
			m.listed[e.url] = true
		}
		keys = append(keys, possibleKeys(e)...)
	}
	rows, err := v.p.store.FeedItems(ctx, v.feed.ID, guids, urls, keys)
	for i := range rows {
		r := &rows[i]
		m.key[r.Key] = r
		// a GUID that was given away: the latest has it
		if old := m.guid[r.GUID]; old == nil || r.Checked.After(old.Checked) {
			m.guid[r.GUID] = r
		}
		if old := m.url[r.URL]; old == nil || r.Checked.After(old.Checked) {
			m.url[r.URL] = r
		}
	}
	return m, err
}

// find returns what is remembered of an entry, nil if it is new.
func (m memory) find(ctx context.Context, v *visit, e entry) (*news.FeedItem, error) {
	a := e.article
	byGUID, byURL := m.guid[a.GUID], m.url[e.url]
	if a.GUID == "" {
		byGUID = nil
	}
	if e.url == "" {
		byURL = nil
	}
	moved := byGUID != nil && byGUID.URL != e.url && byGUID.URL != "" && e.url != ""
	if byGUID != nil && (!moved || byGUID.Digest == e.digest) {
		return byGUID, nil
	}
	if byURL != nil {
		if same, err := v.same(ctx, *byURL, e, alikeOnOnePage); same || err != nil {
			return byURL, err
		}
	}
	if byGUID != nil && !m.listed[byGUID.URL] { // else the GUID was given on, as in feeds that number their items
		if same, err := v.same(ctx, *byGUID, e, alikeTitles); same || err != nil {
			return byGUID, err
		}
	}
	r := m.key[ContentKey(a)]
	if r == nil || r.GUID == a.GUID {
		return r, nil
	}
	// The same words under another GUID are the same item, unless they were published again: alerts are.
	last, err := v.stored(ctx, r.Key)
	if err == nil && last != nil && !last.Published.IsZero() && !a.Published.IsZero() &&
		!last.Published.Equal(a.Published) {
		return nil, nil
	}
	return r, err
}

// same reports whether an entry is the item that is remembered, now under another GUID or URL: it has the same words,
// or its text is an edit of the other's. Of a summary only the titles can be compared.
func (v *visit) same(ctx context.Context, r news.FeedItem, e entry, titles func(a, b string) bool) (bool, error) {
	switch {
	case r.Digest == e.digest, r.GUID == e.article.GUID && r.URL == e.url:
		return true, nil
	case e.article.Partial:
		return titles(r.Title, e.article.Title), nil
	}
	last, err := v.stored(ctx, r.Key)
	return last == nil || alikeTexts(last.Body, e.article.Body), err
}

// alikeOnOnePage: summaries that lead to one page are of one article, whatever their titles.
func alikeOnOnePage(string, string) bool { return true }

// alikeTitles reports whether one headline may be an edit of the other: a fifth of their words is the same.
func alikeTitles(a, b string) bool {
	if a == b {
		return true
	}
	x, y := strings.Fields(text.Key(a)), strings.Fields(text.Key(b))
	slices.Sort(x)
	slices.Sort(y)
	x, y = slices.Compact(x), slices.Compact(y)
	both := 0
	for _, w := range x {
		if _, ok := slices.BinarySearch(y, w); ok {
			both++
		}
	}
	return 5*both >= len(x)+len(y)-both && both > 0
}

// alikeTexts reports whether one text may be an edit of the other.
func alikeTexts(a, b string) bool {
	const alike = 0.1 // of three-word shingles, as for recycled
	return a == b || text.SketchOf(a).Similarity(text.SketchOf(b)) >= alike
}

// stored returns the latest revision of one of the feed's articles, nil if there is none.
func (v *visit) stored(ctx context.Context, key string) (*news.Article, error) {
	all, err := v.p.pipeline.store.Revisions(ctx, v.p.pipeline.outlet(v.feed.Source).Name, key)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[len(all)-1], nil
}

// item takes one item in: files it if it is new, again if it has changed.
func (v *visit) item(ctx context.Context, e entry) error {
	switch {
	case e.row == nil:
		return v.arrive(ctx, e)
	case e.row.Digest == e.digest:
		v.report.Unchanged++
		return nil
	case v.start.Before(e.row.Checked.Add(time.Duration(e.row.Edits) * editWait)):
		// Content that changes with every poll (counters, times) must not become a revision each time. The change is
		// not forgotten: the feed is asked unconditionally until it has been looked at.
		v.report.Unchanged++
		v.unchecked = true
		return nil
	}
	return v.edit(ctx, e)
}

// editWait is by how much longer an item is left alone after each edit.
const editWait = 15 * time.Minute

// arrive files an item that was not known.
func (v *visit) arrive(ctx context.Context, e entry) error {
	a := v.p.pipeline.Prepare(e.article)
	row := news.FeedItem{
		Feed: v.feed.ID, Key: a.Key, GUID: a.GUID, URL: e.url, Title: a.Title, Digest: e.digest, Seen: v.start,
		Checked: v.start,
	}
	last, err := v.stored(ctx, a.Key)
	if err != nil {
		return err
	}
	var kept news.Page
	fetched := v.p.options.Pages && a.Partial && a.URL != ""
	if a.Partial && last != nil && (!last.Partial || !fetched) {
		// Another feed of the outlet brought it, or it was stored just before we were killed.
		v.report.Unchanged++
		return v.p.store.SaveFeedItem(ctx, row)
	}
	if fetched {
		again := false
		if a, kept, again = v.p.whole(ctx, a); ctx.Err() != nil {
			return ctx.Err()
		}
		if again {
			row.Tries, row.RetryAt = 1, v.start.Add(retryWaits[0])
		}
		var other *news.Article
		if a.Key, other, err = v.pageKey(ctx, a); err != nil {
			return err
		}
		row.Key = a.Key
		if other != nil && !other.Partial { // it came by another link
			v.report.Unchanged++
			row.RetryAt = time.Time{}
			return v.p.store.SaveFeedItem(ctx, row)
		}
	}
	if v.first && a.Published.IsZero() && !e.recent {
		// How old it is nobody says, but it stood there before we came: no digest shows it as new.
		a.Seen = v.start.Add(-backlogAge)
	}
	outcome, err := v.file(ctx, a)
	if err != nil {
		return err
	}
	if outcome == news.Added {
		v.arrived++
		if a.Partial {
			v.partial++
		}
	}
	if err := v.p.keep(ctx, a, kept); err != nil {
		return err
	}
	return v.p.store.SaveFeedItem(ctx, row)
}

// pageKey is the key of an article whose page is known: that of the address that the page names, so that it is known
// again if it comes by another link. other is the article that has the key already. There are outlets all of whose
// pages name one address: an article that is nothing like the one that has it keeps the key of its own address.
func (v *visit) pageKey(ctx context.Context, a news.Article) (key string, other *news.Article, err error) {
	key = "url:" + a.Canonical
	if a.Canonical == "" || key == a.Key {
		return a.Key, nil, nil
	}
	other, err = v.stored(ctx, key)
	if err != nil || other == nil || alikeTitles(other.Title, a.Title) && alikeTexts(other.Body, a.Body) {
		return key, other, err
	}
	return a.Key, nil, nil
}

// file takes an article through the pipeline and counts it. What cannot be stored is logged and counted as failed.
func (v *visit) file(ctx context.Context, a news.Article) (news.Outcome, error) {
	outcome, err := v.p.pipeline.Add(ctx, a)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case news.ErrorCode(err) == news.Invalid:
		v.report.Report.Failed++
		v.p.lg.WarnContext(ctx, "item not stored", "feed", v.feed.URL, "item", cmp.Or(a.URL, a.GUID, a.Title), "error",
			err)
		return "", nil
	case err != nil:
		return "", err
	}
	v.report.count(outcome)
	return outcome, nil
}

// edit files an item of which the feed gives something else than before, as a revision.
func (v *visit) edit(ctx context.Context, e entry) error {
	row := *e.row
	row.Digest, row.Title, row.Seen, row.Checked, row.Edits = e.digest, e.article.Title, v.start, v.start, row.Edits+1
	last, err := v.stored(ctx, row.Key)
	if err != nil {
		return err
	}
	a := v.p.pipeline.Prepare(e.article)
	var kept news.Page
	if v.p.options.Pages && a.Partial && a.URL != "" {
		again := false
		if a, kept, again = v.p.whole(ctx, a); ctx.Err() != nil {
			return ctx.Err()
		}
		if again {
			row.Tries, row.RetryAt = 1, v.start.Add(retryWaits[0])
		}
	}
	if last != nil {
		a = inherit(a, *last)
	}
	if last != nil && a.Partial && !last.Partial { // a summary is no revision of the whole text
		v.report.Unchanged++
	} else {
		if _, err := v.file(ctx, a); err != nil {
			return err
		}
		if err := v.p.keep(ctx, a, kept); err != nil {
			return err
		}
	}
	return v.p.store.SaveFeedItem(ctx, row)
}

// inherit gives a revision the date of the article, unless it has one of its own that can be believed, and the address
// where the article was found first: an edit makes nothing new of what is old.
func inherit(a, last news.Article) news.Article {
	a.Canonical = last.Canonical
	if a.Published.IsZero() {
		a.Published, a.DateOnly = last.Published, last.DateOnly
	}
	if a.Published.IsZero() {
		a.Seen = last.Seen
	}
	return a
}

// retry asks again for pages of which only a summary is stored. The text that comes is the article as it was published:
// it keeps its date.
func (v *visit) retry(ctx context.Context) error {
	rows, err := v.p.store.RetryItems(ctx, v.feed.ID, v.start, retryAllowance)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if v.p.now().Sub(v.start) > maxVisit {
			return nil
		}
		if err := v.retryItem(ctx, row); err != nil {
			return err
		}
	}
	return nil
}

func (v *visit) retryItem(ctx context.Context, row news.FeedItem) error {
	last, err := v.stored(ctx, row.Key)
	if err != nil {
		return err
	}
	row.RetryAt = time.Time{}
	if last == nil || last.URL == "" {
		return v.p.store.SaveFeedItem(ctx, row)
	}
	a := *last
	a.ID, a.Revision, a.Partial, a.Filed = 0, 0, true, v.feed.Topics
	if !last.Published.IsZero() {
		a.Seen = time.Time{} // now; without a date the article counts from when it was first seen
	}
	a, kept, again := v.p.whole(ctx, a)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case again && row.Tries < len(retryWaits):
		row.RetryAt = v.start.Add(retryWaits[row.Tries])
		row.Tries++
	}
	if !a.Partial || last.Partial && len(a.Body) > len(last.Body) {
		a.Canonical = last.Canonical
		if _, err := v.file(ctx, a); err != nil {
			return err
		}
		if !a.Partial {
			v.partial--
		}
		if err := v.p.keep(ctx, a, kept); err != nil {
			return err
		}
	}
	return v.p.store.SaveFeedItem(ctx, row)
}

// whole replaces a summary by the text of the item's page, if the page can be had and holds more. again is true if
// trying later may bring more than a now has. kept is the page, to be kept with the article.
func (p *Poller) whole(ctx context.Context, a news.Article) (_ news.Article, kept news.Page, again bool) {
	r, err := p.client.Get(ctx, fetch.Request{
		URL: a.URL, Accept: "text/html, application/xhtml+xml;q=0.9",
		Robots: true,
	})
	if err != nil {
		p.lg.InfoContext(ctx, "page not fetched; the feed's summary is kept", "page", a.URL, "error", err)
		return a, kept, mayComeBack(err)
	}
	kept = news.Page{URL: r.URL, ContentType: r.ContentType, Fetched: p.now().UTC(), HTML: r.Body}
	page, err := extract.HTML(r.Body, r.ContentType, r.URL, p.now())
	if err == nil && itemURL(r.URL) == "" && itemURL(a.URL) != "" {
		err = errors.New("it leads to the home page")
	}
	if err != nil || tooShort(page, a) {
		p.lg.InfoContext(ctx, "page without more text; the feed's summary is kept", "page", a.URL, "error", err)
		return a, kept, true
	}
	a.Body, a.Partial = page.Text, page.Partial != ""
	a.Title, a.Byline = cmp.Or(a.Title, page.Title), cmp.Or(a.Byline, page.Byline)
	a.Language = cmp.Or(page.Language, a.Language)
	a.Canonical = cmp.Or(itemURL(page.Canonical), itemURL(r.URL), a.Canonical)
	a = dated(a, page, p.now())
	kept.Digest = bodyDigest(a)
	return a, kept, a.Partial
}

// tooShort reports whether a page says less than the summary that there is already.
func tooShort(page extract.Page, a news.Article) bool { return len(page.Text) < len(a.Body)*4/5 }

// keep stores the page that was fetched for an article, if pages are kept.
func (p *Poller) keep(ctx context.Context, a news.Article, kept news.Page) error {
	if p.options.KeepPages <= 0 || len(kept.HTML) == 0 {
		return nil
	}
	kept.Source, kept.Key = a.Source.Name, a.Key
	err := p.store.SavePage(ctx, kept)
	if news.ErrorCode(err) == news.NotFound { // of an outlet none of whose articles could be stored
		return nil
	}
	return err
}

// dated takes the page's date where the item has none, or none with a time of day.
func dated(a news.Article, page extract.Page, now time.Time) news.Article {
	sameDay := a.DateOnly && !page.DateOnly && page.Published.Sub(a.Published).Abs() < 36*time.Hour // zones
	if (a.Published.IsZero() || sameDay) && !page.Published.After(now.Add(futureSlip)) && !page.Published.IsZero() {
		a.Published, a.DateOnly = page.Published, page.DateOnly
	}
	return a
}

// mayComeBack reports whether a page that was not to be had may be later.
func mayComeBack(err error) bool {
	e, ok := errors.AsType[*fetch.Error](err)
	switch {
	case !ok:
		return true
	case e.Status == http.StatusNotFound, e.Status == http.StatusForbidden, e.Status == http.StatusUnauthorized:
		return true // published before the page is there, or closed for a time: tries are few
	}
	return e.Temporary()
}
