package ingest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/text"
)

// identify finds what is remembered of each entry, gives each a key, and drops entries that come twice.
//
// An item is the one with its GUID, else the one with its canonical URL, else the one with its content. A GUID does
// not count if it is given to something else altogether (feeds that number their items, or have one GUID for all),
// a URL does not if items share it. An item of an aggregator is the one with its words and its outlet.
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
			e.article.Source = v.named(e.article.Source, *e.row)
		} else {
			e.article.Key = newKey(e, v.start, func(key string) bool { return known.key[key] != nil })
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
func newKey(e entry, now time.Time, taken func(string) bool) string {
	for _, key := range possibleKeys(e, now) {
		if !taken(key) {
			return key
		}
	}
	return ContentKey(e.article)
}

func possibleKeys(e entry, now time.Time) (keys []string) {
	if e.opaque {
		return []string{relayKey(e.article, now), relayKey(e.article, now.AddDate(0, -1, 1-now.Day()))}
	}
	if e.url != "" {
		keys = append(keys, "url:"+e.url)
	}
	keys = append(keys, ContentKey(e.article))
	if e.article.GUID != "" {
		keys = append(keys, "guid:"+e.article.GUID)
	}
	return keys
}

// relayKey identifies an article of another outlet that an aggregator relays: by its words, its outlet and the
// month in which they came, since it has new ids and new dates every few days. The same headline in another month
// is news.
func relayKey(a news.Article, month time.Time) string {
	a.Body = a.Source.Name + "\x00" + a.Body
	return ContentKey(a) + ":" + month.UTC().Format("2006-01")
}

// relayed is how long after it stood in the feed last an item of an aggregator is the same, if another month has
// begun.
const relayed = 7 * 24 * time.Hour

// memory is what is remembered of the items in a feed.
type memory struct {
	guid, url, key, digest map[string]*news.FeedItem
	listed                 map[string]bool // URLs and GUIDs that stand in the feed now
}

func (v *visit) recall(ctx context.Context, entries []entry) (memory, error) {
	m := memory{
		guid: map[string]*news.FeedItem{}, url: map[string]*news.FeedItem{}, key: map[string]*news.FeedItem{},
		digest: map[string]*news.FeedItem{}, listed: map[string]bool{},
	}
	var by news.ItemMarks
	for _, e := range entries {
		if e.article.GUID != "" {
			by.GUIDs = append(by.GUIDs, e.article.GUID)
			m.listed[e.article.GUID] = true
		}
		if e.url != "" {
			by.URLs = append(by.URLs, e.url)
			m.listed[e.url] = true
		}
		by.Digests = append(by.Digests, e.digest)
		by.Keys = append(by.Keys, possibleKeys(e, v.start)...)
	}
	rows, err := v.p.store.FeedItems(ctx, v.feed.ID, by)
	for i := range rows {
		r := &rows[i]
		m.key[r.Key] = r
		if old := m.digest[r.Digest]; old == nil || r.Checked.After(old.Checked) {
			m.digest[r.Digest] = r
		}
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
	if e.opaque {
		return m.findRelayed(v, e), nil
	}
	a := e.article
	byGUID, byURL := m.guid[a.GUID], m.url[e.url]
	if a.GUID == "" {
		byGUID = nil
	}
	if e.url == "" {
		byURL = nil
	}
	moved := byGUID != nil && byGUID.URL != e.url && byGUID.URL != "" && e.url != ""
	// the GUID alone would say so, and some feeds have one for all
	nowhere := byGUID != nil && byGUID.URL == "" && e.url == ""
	if byGUID != nil && (!moved && !nowhere || byGUID.Digest == e.digest) {
		return byGUID, nil
	}
	if nowhere {
		if same, err := v.edited(ctx, *byGUID, e, alikeTitles); same || err != nil {
			return byGUID, err
		}
	}
	if byURL != nil {
		if same, err := v.same(ctx, *byURL, e, alikeOnOnePage); same || err != nil {
			return byURL, err
		}
	}
	if moved && !m.listed[byGUID.URL] { // else the GUID was given on, as in feeds that number their items
		if same, err := v.same(ctx, *byGUID, e, alikeTitles); same || err != nil {
			return byGUID, err
		}
	}
	return m.findWords(ctx, v, e)
}

// findWords returns the item that had the same words under another GUID and address, unless it stands in the feed as
// well, or was published at another time: alerts repeat themselves.
func (m memory) findWords(ctx context.Context, v *visit, e entry) (*news.FeedItem, error) {
	a := e.article
	r := m.key[ContentKey(a)]
	if r == nil {
		if r = m.digest[e.digest]; r != nil && (m.listed[r.URL] || m.listed[r.GUID]) {
			return nil, nil
		}
	}
	if r == nil || r.GUID == a.GUID && r.URL == e.url {
		return r, nil
	}
	last, err := v.stored(ctx, *r)
	if err == nil && last != nil && !last.Published.IsZero() && !a.Published.IsZero() &&
		!last.Published.Equal(a.Published) {
		return nil, nil
	}
	return r, err
}

// findRelayed returns what is remembered of an item that an aggregator relays.
func (m memory) findRelayed(v *visit, e entry) *news.FeedItem {
	keys := possibleKeys(e, v.start)
	if r := m.key[keys[0]]; r != nil {
		return r
	}
	if r := m.key[keys[1]]; r != nil && v.start.Sub(r.Seen) <= relayed {
		return r
	}
	return nil
}

// same reports whether an entry is the item that is remembered, now under another GUID or URL: it has the same words,
// or its text is an edit of the other's. Of a summary only the titles can be compared.
func (v *visit) same(ctx context.Context, r news.FeedItem, e entry, titles func(a, b string) bool) (bool, error) {
	if r.Digest == e.digest || r.GUID == e.article.GUID && r.URL == e.url {
		return true, nil
	}
	return v.edited(ctx, r, e, titles)
}

// edited reports whether the words of an entry may be an edit of those of the item that is remembered.
func (v *visit) edited(ctx context.Context, r news.FeedItem, e entry, titles func(a, b string) bool) (bool, error) {
	if e.article.Partial && (!titles(r.Title, e.article.Title) || r.GUID == "" || r.GUID == e.article.GUID) {
		return titles(r.Title, e.article.Title), nil
	}
	last, err := v.stored(ctx, r)
	if e.article.Partial {
		return last == nil || !another(*last, e.article), err
	}
	return last == nil || alikeTexts(last.Body, e.article.Body), err
}

// another reports whether an item under a new GUID is no edit of the article at its address, though it may be called
// the same: it is of another day, and names nothing of what that names. Briefings and weather reports stay at one
// address.
func another(last, a news.Article) bool {
	const apart = 12 * time.Hour
	if last.Published.IsZero() || a.Published.IsZero() || a.Published.Sub(last.Published) < apart {
		return false
	}
	now, before := evidence(a.Body), told(last.Body)
	return share(now.words, before) < aboutWords && share(now.names, before) == 0
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

// outlet is the name under which the feed's own articles are filed.
func (v *visit) outlet() string { return v.p.pipeline.outlet(v.feed.Source).Name }

// named is the outlet under which the article of an item is filed already, else the one it comes with now.
func (v *visit) named(now news.Source, row news.FeedItem) news.Source {
	if row.Source == "" {
		return v.feed.Source
	}
	if now.Name == row.Source {
		return now
	}
	return v.p.pipeline.outlet(news.Source{Name: row.Source, Owner: v.feed.Owner()})
}

// stored returns the latest revision of the article of an item, nil if there is none.
func (v *visit) stored(ctx context.Context, row news.FeedItem) (*news.Article, error) {
	all, err := v.p.pipeline.store.Revisions(ctx, cmp.Or(row.Source, v.outlet()), row.Key)
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
	other, err = v.stored(ctx, news.FeedItem{Key: key, Source: a.Source.Name})
	if err != nil || other == nil || alikeTitles(other.Title, a.Title) && alikeTexts(other.Body, a.Body) {
		return key, other, err
	}
	return a.Key, nil, nil
}
