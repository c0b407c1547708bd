package ingest

import (
	"cmp"
	"context"
	"time"

	"sitrep/news"
)

// retryWaits are the times between tries to get the whole text of an item.
var retryWaits = []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 3 * 24 * time.Hour}

// item takes one item in: files it if it is new, again if it has changed.
func (v *visit) item(ctx context.Context, e entry) error {
	switch {
	case e.row == nil:
		return v.arrive(ctx, e)
	case v.follows(e):
		return v.edit(ctx, e)
	case e.row.Digest == e.digest:
		v.report.Unchanged++
		v.unchecked = v.unchecked || e.row.Tries == followed // what is new on its page the feed need not say
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
	if a.Source.Name != v.outlet() {
		row.Source = a.Source.Name
	}
	last, err := v.stored(ctx, row)
	if err != nil {
		return err
	}
	var kept news.Page
	asked, walled := v.hasPage(e), false
	if a.Partial && last != nil && (!last.Partial || !asked) {
		// Another feed of the outlet brought it, or it was stored just before we were killed.
		v.report.Unchanged++
		return v.p.store.SaveFeedItem(ctx, row)
	}
	if asked {
		f := v.whole(ctx, a, e.loose)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if len(f.posts) > 0 {
			row.Tries = followed
			if err := v.livePosts(ctx, f.article, f.posts, false); err != nil {
				return err
			}
			return v.p.store.SaveFeedItem(ctx, row)
		}
		a, kept, walled = f.article, f.kept, f.walled
		if f.again {
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
			if walled {
				v.walls++
			}
		}
	}
	if err := v.p.keep(ctx, a, kept); err != nil {
		return err
	}
	return v.p.store.SaveFeedItem(ctx, row)
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
	if outcome != news.Unchanged {
		return outcome, v.brought(ctx, a)
	}
	return outcome, nil
}

// edit files an item of which the feed gives something else than before, as a revision.
func (v *visit) edit(ctx context.Context, e entry) error {
	row := *e.row
	row.Digest, row.Title, row.Seen, row.Checked, row.Edits = e.digest, e.article.Title, v.start, v.start, row.Edits+1
	last, err := v.stored(ctx, row)
	if err != nil {
		return err
	}
	a := v.p.pipeline.Prepare(e.article)
	var kept news.Page
	if v.hasPage(e) {
		f := v.whole(ctx, a, e.loose)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if len(f.posts) > 0 {
			f.article.Key, row.Tries, row.Edits = row.Key, followed, e.row.Edits
			if err := v.livePosts(ctx, f.article, f.posts, true); err != nil {
				return err
			}
			return v.p.store.SaveFeedItem(ctx, row)
		}
		if row.Tries == followed { // its page cannot be had: the next look may
			v.report.Unchanged++
			return v.p.store.SaveFeedItem(ctx, row)
		}
		a, kept = f.article, f.kept
		if f.again {
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

// retryItem asks again for the page of an item of which only a summary is stored. The text that comes is the article as
// it was published: it keeps its date.
func (v *visit) retryItem(ctx context.Context, row news.FeedItem) error {
	last, err := v.stored(ctx, row)
	if err != nil {
		return err
	}
	row.RetryAt = time.Time{}
	if last == nil || last.URL == "" {
		return v.p.store.SaveFeedItem(ctx, row)
	}
	a := *last
	a.ID, a.Revision, a.Digest, a.Partial, a.Filed = 0, 0, "", true, v.feed.Topics
	if !last.Published.IsZero() {
		a.Seen = time.Time{} // now; without a date the article counts from when it was first seen
	}
	f := v.whole(ctx, a, false)
	kept, again := f.kept, f.again
	a = f.article
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
