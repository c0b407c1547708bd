package storage

import (
	"context"
	"database/sql"
	"fmt"

	"sitrep/news"
)

// indexed is an article as the search index takes it in.
type indexed struct {
	id          int64
	title, body string // words
}

func (d *DB) indexed(f news.Filing) indexed {
	x := indexed{f.Article.ID, f.Words.Title, f.Words.Body}
	if x.title == "" && x.body == "" {
		x.title, x.body = d.options.Lexicon.Words(f.Article.Title), d.options.Lexicon.Words(f.Article.Body)
	}
	return x
}

func (x indexed) store(ctx context.Context, q querier, d dialect) error {
	if _, err := q.ExecContext(ctx, d.index, x.id, d.words(x.title), d.words(x.body)); err != nil {
		return fmt.Errorf("index article %d: %w", x.id, err)
	}
	return nil
}

// indexLeft takes in what an older program has stored under other words. It goes on where it was stopped.
func (d *DB) indexLeft(ctx context.Context) error {
	for {
		const together = 2000
		var left []news.Article
		err := rows(ctx, d.reader, `SELECT a.id, a.title, b.body FROM unindexed u JOIN articles a ON a.id = u.article_id
			JOIN bodies b ON b.article_id = a.id WHERE a.current ORDER BY a.id LIMIT $1`, []any{together},
			func(r *sql.Rows) error {
				var a news.Article
				err := r.Scan(&a.ID, &a.Title, &a.Body)
				left = append(left, a)
				return err
			})
		if err == nil {
			err = d.completeBodies(ctx, left)
		}
		if err != nil {
			return err
		}
		err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
			if len(left) == 0 { // what is left is not current any more
				_, err := tx.ExecContext(ctx, `DELETE FROM unindexed`)
				return err
			}
			for _, a := range left {
				if err := d.indexed(news.Filing{Article: a}).store(ctx, tx, d.dialect); err != nil {
					return err
				}
				if _, err := tx.ExecContext(ctx, `DELETE FROM unindexed WHERE article_id = $1`, a.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(left) == 0 {
			return err
		}
		d.options.Log.InfoContext(ctx, "articles indexed anew for search", "articles", len(left))
	}
}
