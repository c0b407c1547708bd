package ingest

import (
	"context"
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
)

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
