package storage

import (
	"context"
	"database/sql"
	"fmt"

	"sitrep/news"
)

// PromoteFeed makes a server's feed whoever's runs the program: what it brings from now on is for everybody. What it
// has brought stays the server's until it is filed anew ([DB.OwnArticles]). It returns the feed as stored; where
// everybody's feeds have its address already, that one, and the server's is removed. A feed that is not there is a
// NotFound error; one that is no server's stays as it is.
func (d *DB) PromoteFeed(ctx context.Context, id int64) (f news.Feed, err error) {
	defer d.wrap(&err, "promote feed %d", id)
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, err := queryFeeds(ctx, tx, `WHERE f.id = $1`, id)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return news.Errorf(news.NotFound, "there is no feed %d", id)
		}
		if f = all[0]; f.Owner() == "" {
			return nil
		}
		s := f.Source
		s.ID, s.Owner = 0, ""
		source, err := addSource(ctx, tx, s)
		if err != nil {
			return err
		}
		known, err := feedsAt(ctx, tx, f.URL, "")
		if err != nil {
			return err
		}
		if len(known) > 0 {
			f = known[0]
			_, err := tx.ExecContext(ctx, `UPDATE articles SET feed_id = $2 WHERE feed_id = $1`, id, f.ID)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, `DELETE FROM feeds WHERE id = $1`, id)
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE feeds SET owner = '', added_by = $2, source_id = $3 WHERE id = $1`, id,
			news.ByOperator, source); err != nil {
			return err
		}
		f, err = storedFeed(ctx, tx, f)
		return err
	})
	return f, err
}

// OwnArticles returns the current articles with an id above after that a feed has brought and that are a server's own,
// in order of arrival.
func (d *DB) OwnArticles(ctx context.Context, feed, after int64, limit int) (_ []news.Article, err error) {
	defer d.wrap(&err, "articles of feed %d", feed)
	return queryArticles(ctx, d.reader, `SELECT `+articleColumns+` FROM `+articleTables+`
		WHERE a.owner > '' AND a.feed_id = $1 AND a.current AND a.id > $2 ORDER BY a.id LIMIT $3`, feed, after, limit)
}

// DescribeSource gives an outlet of whoever ctx asks for its kind, country, party, family and language, and leaves what
// is "" in s as it is. One that is not theirs is a NotFound error.
func (d *DB) DescribeSource(ctx context.Context, s news.Source) (out news.Source, err error) {
	defer d.wrap(&err, "describe %s", s.Name)
	s.Owner = news.Viewer(ctx)
	if err := s.Validate(); err != nil {
		return s, err
	}
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var found bool
		if err := tx.QueryRowContext(ctx, `
			SELECT EXISTS (SELECT 1 FROM sources WHERE name = $1 AND owner = $2)`, s.Name,
			s.Owner).Scan(&found); err != nil {
			return err
		}
		if !found {
			return news.Errorf(news.NotFound, "there is no outlet %q", s.Name)
		}
		id, err := upsertSource(ctx, tx, s)
		if err != nil {
			return err
		}
		var x sourceScan
		if err := tx.QueryRowContext(ctx, `SELECT `+sourceColumns+` FROM sources o WHERE o.id = $1`, id).
			Scan(x.fields()...); err != nil {
			return fmt.Errorf("outlet %d: %w", id, err)
		}
		out, err = x.source()
		return err
	})
	return out, err
}
