package ingest

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"

	"sitrep/ingest/extract"
	"sitrep/ingest/fetch"
	"sitrep/news"
)

// fetched is what came of asking for an item's page.
type fetched struct {
	article news.Article
	kept    news.Page      // the page, to be kept with the article
	posts   []extract.Post // of a live blog, the newest first
	again   bool           // trying later may bring more than there is now
	walled  bool           // something else stands in the article's place
}

var (
	errHome  = errors.New("it leads to the home page")
	errOther = errors.New("it has nothing in common with the item")
	// A home page or a section tells of the item, too.
	errSeveral = errors.New("it tells of several articles, each in a line or two, and is called otherwise")
	errShort   = errors.New("it says less than the item")
)

// whole replaces a summary by the text of the item's page, if the page can be had, is the item's and holds more. loose
// says that the zone of the item's date is not known.
func (v *visit) whole(ctx context.Context, a news.Article, loose bool) fetched {
	if v.barred() {
		return fetched{article: a, again: true}
	}
	p := v.p
	r, err := v.ask(ctx, a.URL)
	if err != nil {
		p.lg.InfoContext(ctx, "page not fetched; the feed's summary is kept", "page", a.URL, "error", err)
		return fetched{article: a, again: mayComeBack(err)}
	}
	f := fetched{
		article: a, again: true,
		kept: news.Page{URL: r.URL, ContentType: r.ContentType, Fetched: p.now().UTC(), HTML: r.Body},
	}
	page, err := articlePage(a, r.Body, r.ContentType, r.URL, p.now())
	if err != nil {
		p.lg.InfoContext(ctx, "page without more text; the feed's summary is kept", "page", a.URL, "error", err)
		f.walled = !errors.Is(err, errShort)
		return f
	}
	a.Body, a.Partial = page.Text, page.Partial != ""
	a.Title, a.Byline = cmp.Or(a.Title, page.Title), cmp.Or(a.Byline, page.Byline)
	a.Language = cmp.Or(page.Language, a.Language)
	a.Canonical = cmp.Or(itemURL(page.Canonical), itemURL(r.URL), a.Canonical)
	f.article = dated(a, page, loose, p.now())
	f.kept.Digest = bodyDigest(f.article)
	f.posts, f.again = page.Posts, f.article.Partial
	return f
}

// articlePage reads the page of an item; the error says why it is not the item's article, or not more than is known.
func articlePage(a news.Article, body []byte, contentType, address string, now time.Time) (extract.Page, error) {
	page, err := extract.HTML(body, contentType, address, now)
	switch {
	case err != nil:
		return page, err
	case itemURL(address) == "" && itemURL(a.URL) != "":
		return page, errHome
	case !about(a, page.Title, page.Text):
		return page, errOther
	case page.Several && !titled(a.Title, page.Title):
		return page, errSeveral
	case tooShort(page, a):
		return page, errShort
	}
	return page, nil
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
	switch news.ErrorCode(err) {
	case news.NotFound: // of an outlet none of whose articles could be stored
		return nil
	case news.Invalid:
		p.lg.InfoContext(ctx, "page not kept", "page", kept.URL, "error", err)
		return nil
	}
	if err != nil {
		return err
	}
	// Compressed it is shorter; that much is sure without asking.
	if p.kept.Add(min(int64(len(kept.HTML)), news.MaxPage)) < p.options.PagesQuota/8 {
		return nil
	}
	p.kept.Store(0)
	return p.prune(ctx)
}

// dated takes the page's date where the item has none, or none with a time of day. Where both have one, the page's is
// believed if it is stated for programs, and the feed dates an old article as new, or knows no zone.
func dated(a news.Article, page extract.Page, loose bool, now time.Time) news.Article {
	if page.Published.IsZero() || page.Published.After(now.Add(futureSlip)) {
		return a
	}
	ahead := a.Published.Sub(page.Published) // of the page
	take := false
	switch {
	case a.Published.IsZero():
		take = true
	case a.DateOnly && !page.DateOnly && ahead.Abs() < 36*time.Hour: // zones
		take = true
	case page.Stated && ahead > redated:
		take = true
	case loose && page.Zoned && ahead.Abs() <= 15*time.Hour:
		off := ahead.Round(15 * time.Minute)
		take = off != 0 && (ahead-off).Abs() <= time.Minute // exactly as zones differ
	}
	if take {
		a.Published, a.DateOnly = page.Published, page.DateOnly
	}
	return a
}

// redated is how much later than on its page an article may be dated in a feed: editions, embargoes and updates put it
// off by a day.
const redated = 48 * time.Hour

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
