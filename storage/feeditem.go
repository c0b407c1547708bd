package storage

import (
	"context"
	"database/sql"
	"time"

	"sitrep/news"
)

const feedItemColumns = `feed_id, key, guid, url, title, digest, seen, checked, edits, tries, retry_at,
	source`

// itemMemory is how long an item is remembered that stands in its feed no more: longer than any feed seen has been
// empty. Its article is known by key for ever.
const itemMemory = 180 * 24 * time.Hour

func feedItems(ctx context.Context, q querier, where string, args ...any) (out []news.FeedItem, err error) {
	query := `SELECT ` + feedItemColumns + ` FROM feed_items WHERE feed_id = $1 AND ` + where
	err = rows(ctx, q, query, args, func(r *sql.Rows) error {
		var it news.FeedItem
		var seen, checked, retry int64
		err := r.Scan(&it.Feed, &it.Key, &it.GUID, &it.URL, &it.Title, &it.Digest, &seen, &checked, &it.Edits,
			&it.Tries, &retry, &it.Source)
		it.Seen, it.Checked, it.RetryAt = instant(seen), instant(checked), instant(retry)
		out = append(out, it)
		return err
	})
	return out, err
}

// FeedItems returns the items of a feed that have one of the GUIDs, URLs, keys or digests, each once, in no order.
func (d *DB) FeedItems(ctx context.Context, feed int64, by news.ItemMarks) (out []news.FeedItem, err error) {
	defer d.wrap(&err, "items of feed %d", feed)
	seen := map[string]bool{}
	for _, mark := range []struct {
		where  string
		values []string
	}{
		{`guid <> '' AND guid `, by.GUIDs}, {`url <> '' AND url `, by.URLs}, {`key `, by.Keys}, {`digest `, by.Digests},
	} {
		if len(mark.values) == 0 {
			continue
		}
		args := []any{feed}
		where := mark.where + in(&args, mark.values)
		found, err := feedItems(ctx, d.reader, where, args...)
		if err != nil {
			return nil, err
		}
		for _, it := range found {
			if !seen[it.Key] {
				seen[it.Key] = true
				out = append(out, it)
			}
		}
	}
	return out, nil
}

// RetryItems returns the items of a feed whose pages should have been asked again by now, the longest overdue first.
func (d *DB) RetryItems(ctx context.Context, feed int64, now time.Time, limit int) (_ []news.FeedItem, err error) {
	defer d.wrap(&err, "items of feed %d to retry", feed)
	return feedItems(ctx, d.reader, `retry_at > 0 AND retry_at <= $2 ORDER BY retry_at, key LIMIT $3`, feed,
		millis(now), limit)
}

// SaveFeedItem remembers an item, in the place of what was remembered of it. An item of a feed that was removed is a
// NotFound error.
func (d *DB) SaveFeedItem(ctx context.Context, it news.FeedItem) (err error) {
	defer d.wrap(&err, "remember item %q of feed %d", it.Key, it.Feed)
	return affect(ctx, d.writer, news.Errorf(news.NotFound, "there is no feed %d", it.Feed), `
		INSERT INTO feed_items (`+feedItemColumns+`)
		SELECT f.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM feeds f WHERE f.id = $1
		ON CONFLICT (feed_id, key) DO UPDATE SET guid = excluded.guid, url = excluded.url, title = excluded.title,
			digest = excluded.digest, seen = excluded.seen, checked = excluded.checked, edits = excluded.edits,
			tries = excluded.tries, retry_at = excluded.retry_at, source = excluded.source`,
		it.Feed, it.Key, it.GUID, it.URL, it.Title, it.Digest, millis(it.Seen), millis(it.Checked), it.Edits, it.Tries,
		millis(it.RetryAt), it.Source)
}

// SawFeedItems notes that the items of these keys stand in the feed now, and forgets those that have not for half a
// year.
func (d *DB) SawFeedItems(ctx context.Context, feed int64, keys []string, now time.Time) (err error) {
	defer d.wrap(&err, "items of feed %d", feed)
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if len(keys) > 0 {
			args := []any{feed, millis(now)}
			if _, err := tx.ExecContext(ctx, `UPDATE feed_items SET seen = $2 WHERE feed_id = $1 AND key `+in(&args,
				keys), args...); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM feed_items WHERE feed_id = $1 AND seen < $2`, feed,
			millis(now.Add(-itemMemory)))
		return err
	})
}
