package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"sitrep/ingest/extract"
	"sitrep/news"
)

// PageStore is what reextraction needs of storage besides the pipeline's.
type PageStore interface {
	NextPage(ctx context.Context, after int64) (news.Page, error) // NotFound behind the last
	SavePage(ctx context.Context, p news.Page) error
	AllFeeds(ctx context.Context) ([]news.Feed, error)
}

// ReextractOptions choose what is extracted anew. The zero value takes all kept pages.
type ReextractOptions struct {
	Source string    // only this outlet's
	Since  time.Time // only pages fetched since
	Dry    bool      // store nothing
}

// Reextraction is what came of one page.
type Reextraction struct {
	Page    news.Page
	Before  news.Article // as it was stored last
	After   news.Article
	Outcome PageOutcome
	Err     error // why the page is no article, if it was refused
}

// PageOutcome says what came of a page that was extracted again.
type PageOutcome string

// The outcomes.
const (
	PageRevised    PageOutcome = "revised"    // another text: the article has a new revision
	PageUnchanged  PageOutcome = "unchanged"  // the same text, or one that a revision had already
	PageRefused    PageOutcome = "refused"    // no article, or less than is stored: that stays
	PageSuperseded PageOutcome = "superseded" // the article has a text that is not this page's
)

// Reextract takes the text of every kept page anew, one page after the other, and tells each what came of it. A text
// that changed goes the way of every article, as its next revision. Killed and run again, it goes on where nothing is
// done yet: what is revised is unchanged the second time.
func (p *Pipeline) Reextract(ctx context.Context, pages PageStore, o ReextractOptions, tell func(Reextraction)) error {
	feeds, err := pages.AllFeeds(ctx)
	if err != nil {
		return err
	}
	filed := map[int64][]string{}
	for _, f := range feeds {
		filed[f.ID] = f.Topics
	}
	for after := int64(0); ; {
		page, err := pages.NextPage(ctx, after)
		if news.ErrorCode(err) == news.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		after = page.ID
		if o.Source != "" && page.Source != o.Source || page.Fetched.Before(o.Since) {
			continue
		}
		ctx := news.SeenBy(ctx, page.Owner)
		x, err := p.again(ctx, page)
		if err != nil {
			return err
		}
		if x.Outcome == PageRevised && !o.Dry {
			x.After.Filed = filed[x.After.FeedID]
			if err := p.revise(ctx, pages, &x); err != nil {
				return err
			}
		}
		tell(x)
	}
}

// again extracts a page and decides what to do with the text.
func (p *Pipeline) again(ctx context.Context, page news.Page) (x Reextraction, err error) {
	x = Reextraction{Page: page, Outcome: PageSuperseded}
	all, err := p.store.Revisions(ctx, page.Source, page.Key)
	if err != nil || len(all) == 0 {
		return x, err
	}
	x.Before = all[len(all)-1]
	if page.Digest == "" && !x.Before.Partial || page.Digest != "" && page.Digest != bodyDigest(x.Before) {
		return x, nil
	}
	found, err := extract.HTML(page.HTML, page.ContentType, page.URL, page.Fetched)
	switch {
	case err != nil:
		x.Outcome, x.Err = PageRefused, err
		return x, nil
	case page.Digest == "" && tooShort(found, x.Before), found.Partial != "" && !x.Before.Partial:
		x.Outcome = PageRefused
		return x, nil
	}
	x.After = renewed(x.Before, found)
	x.Outcome = PageRevised
	if hasText(all, p.Prepare(storable(x.After))) {
		x.Outcome = PageUnchanged
	}
	return x, nil
}

// renewed is an article with the text that was found on its page now. It keeps its identity, its title and its date.
func renewed(last news.Article, found extract.Page) news.Article {
	a := last
	a.ID, a.Revision, a.Digest = 0, 0, ""
	a.Body, a.Partial = found.Text, found.Partial != ""
	a.Byline = cmp.Or(last.Byline, found.Byline)
	a = dated(a, found, false, last.Seen)
	if !last.Published.IsZero() {
		a.Seen = time.Time{} // now; without a date the article counts from when it was first seen
	}
	return a
}

// revise stores what was found, and that it is this page's.
func (p *Pipeline) revise(ctx context.Context, pages PageStore, x *Reextraction) error {
	outcome, err := p.Add(ctx, x.After)
	switch {
	case news.ErrorCode(err) == news.Invalid:
		x.Outcome, x.Err = PageRefused, err
		return nil
	case err != nil:
		return err
	case outcome == news.Unchanged:
		x.Outcome = PageUnchanged
		return nil
	}
	x.Page.Digest = bodyDigest(x.After)
	return pages.SavePage(ctx, x.Page)
}

// bodyDigest tells whether a stored body is the one that was taken from a page.
func bodyDigest(a news.Article) string {
	const used = 12 // bytes
	if a.Digest != "" {
		return a.Digest[:2*used]
	}
	sum := sha256.Sum256([]byte(storable(news.Article{Body: strings.ToValidUTF8(a.Body, "\uFFFD")}).Body))
	return hex.EncodeToString(sum[:used])
}
