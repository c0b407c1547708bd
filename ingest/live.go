package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"sitrep/ingest/extract"
	"sitrep/news"
)

// A live blog is one item of a feed and one page, whose entries scroll off: each is an article of its own, with its own
// time, and stays when the page shows it no more.

// followed is the mark of a live blog in news.FeedItem.Tries: its page is asked for again although its item is the
// same.
const followed = -1

// How a live blog is followed.
const (
	liveWait = 15 * time.Minute   // between two looks at its page
	liveAge  = 3 * 24 * time.Hour // after which nobody writes it any more
)

// livePosts files the entries of a live blog, the oldest first, and counts them as the one item that they are.
func (v *visit) livePosts(ctx context.Context, a news.Article, posts []extract.Post, known bool) error {
	changed := false
	for _, post := range slices.Backward(posts) {
		outcome, err := v.p.pipeline.Add(ctx, v.livePost(a, post))
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case news.ErrorCode(err) == news.Invalid:
			v.p.lg.WarnContext(ctx, "entry of a live blog not stored", "page", a.URL, "error", err)
		case err != nil:
			return err
		}
		changed = changed || outcome == news.Added || outcome == news.Revised
	}
	switch {
	case !known && changed:
		v.arrived++
		v.report.count(news.Added)
	case changed:
		v.report.count(news.Revised)
	default:
		v.report.Unchanged++
	}
	return nil
}

// livePost is an entry of a live blog as an article. What the page says of itself tells what it is about.
func (v *visit) livePost(a news.Article, p extract.Post) news.Article {
	name := p.ID
	if name != "" {
		address, _, _ := strings.Cut(a.URL, "#")
		a.URL = address + "#" + p.ID
	} else {
		words := p.Text
		if p.Title != "" { // an edit keeps the heading
			words = p.Title + p.Published.String()
		}
		sum := sha256.Sum256([]byte(words))
		name = hex.EncodeToString(sum[:8])
	}
	a.Key += "#" + name
	a.Context, a.Title = a.Title, headlineOf(p.Title, p.Text)
	a.Body, a.Partial, a.GUID = p.Text, false, cmp.Or(p.ID, name)
	a.Seen = v.start
	switch {
	case !p.Published.IsZero():
		a.Published, a.DateOnly = p.Published, false
	case !v.first: // the page is dated when it was begun
		a.Published, a.DateOnly = time.Time{}, false
	}
	return a
}

// follows reports whether the page of a known item is looked at again although the feed says the same of it.
func (v *visit) follows(e entry) bool {
	return e.row != nil && e.row.Tries == followed && v.start.Sub(e.row.Checked) >= liveWait &&
		(e.article.Published.IsZero() || v.start.Sub(e.article.Published) < liveAge) && v.hasPage(e)
}
