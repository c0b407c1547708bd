package storage

import (
	"bytes"
	"context"
	"database/sql"

	"sitrep/news"
)

// bodies runs a query of articles' ids with the columns body, digest and bytes of their bodies, and returns the bodies
// by id; what remains of those that are kept no longer.
func bodies(ctx context.Context, q querier, query string, args ...any) (map[int64]string, error) {
	out, lengths := map[int64]string{}, map[int64]int{}
	err := rows(ctx, q, query, args, func(r *sql.Rows) error {
		var article int64
		var body, digest string
		var length int
		err := r.Scan(&article, &body, &digest, &length)
		out[article] = body
		if digest != "" {
			lengths[article] = length
		}
		return err
	})
	if err != nil || len(lengths) == 0 {
		return out, err
	}
	left, err := remains(ctx, q, lengths)
	for id := range lengths {
		out[id] = left[id]
	}
	return out, err
}

// remains are bodies of which only the sentences of their facts are kept: those stand where they stood, with blanks
// between them, so that a span of a sentence is the same words as ever. lengths are those of the bodies, in bytes, by
// article.
func remains(ctx context.Context, q querier, lengths map[int64]int) (map[int64]string, error) {
	var ids []int64
	blank := map[int64][]byte{}
	for id, n := range lengths {
		ids = append(ids, id)
		blank[id] = bytes.Repeat([]byte{' '}, max(n, 0))
	}
	var args []any
	err := rows(ctx, q, `SELECT article_id, span_start, text FROM sentences WHERE article_id `+in(&args, ids), args,
		func(r *sql.Rows) error {
			var id int64
			var start int
			var text sql.RawBytes
			if err := r.Scan(&id, &start, &text); err != nil {
				return err
			}
			if body := blank[id]; start >= 0 && start+len(text) <= len(body) {
				copy(body[start:], text)
			}
			return nil
		})
	out := map[int64]string{}
	for id, body := range blank {
		out[id] = string(body)
	}
	return out, err
}

// completeBodies gives articles whose bodies are kept no longer what remains of those.
func (d *DB) completeBodies(ctx context.Context, all []news.Article) error {
	var ids []int64
	for _, a := range all {
		if a.Body == "" {
			ids = append(ids, a.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var args []any
	found, err := bodies(ctx, d.reader,
		`SELECT article_id, body, digest, bytes FROM bodies WHERE article_id `+in(&args, ids), args...)
	for i := range all {
		if all[i].Body == "" {
			all[i].Body = found[all[i].ID]
		}
	}
	return err
}

// Digests returns those of the bodies of articles that are kept no longer: SHA-256, in hex, by id.
func (d *DB) Digests(ctx context.Context, articles []int64) (out map[int64]string, err error) {
	defer d.wrap(&err, "digests of %d articles", len(articles))
	out = map[int64]string{}
	if len(articles) == 0 {
		return out, nil
	}
	var args []any
	err = rows(ctx, d.reader, `SELECT article_id, digest FROM bodies WHERE digest <> '' AND article_id `+
		in(&args, articles), args, func(r *sql.Rows) error {
		var id int64
		var digest string
		err := r.Scan(&id, &digest)
		out[id] = digest
		return err
	})
	return out, err
}
