package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"

	"sitrep/news"
)

// Retention says until when a body must have been read to be forgotten now. The zero time keeps all of a kind. What
// facts are made of, what was shown, and where it stands is kept for good.
type Retention struct {
	Articles time.Time // of what was placed among events, in its last revision
	OffTopic time.Time // of what was kept out as no conflict news
	Revised  time.Time // of earlier revisions
}

// expiring are a few articles whose bodies are looked at together.
type expiring struct {
	id       int64
	title    string
	body     string
	current  bool
	language string
	owner    string
}

// How many articles are looked at, and how many bodies forgotten, in one step: a writer waits for milliseconds.
const (
	lookedTogether  = 2000
	expiredTogether = 50
)

// ForgetBodies forgets the bodies whose time is up, in the order of arrival and in small steps, between which others
// write and pause is called. Of each its digest and length stay; sentences of facts stay anyway, and search finds the
// article by those and by its title. It counts what is kept on the way, for [DB.Kept]. It returns how many were
// forgotten.
func (d *DB) ForgetBodies(ctx context.Context, r Retention, pause func(context.Context) error) (n int64, err error) {
	defer d.wrap(&err, "forget old texts")
	kept := news.Kept{Kind: news.KeptTexts}
	for after := int64(0); ; {
		due, last, some, err := d.expiring(ctx, r, after)
		if err != nil {
			return n, err
		}
		for len(due) > 0 {
			few := due[:min(len(due), expiredTogether)]
			due = due[len(few):]
			if err := d.expire(ctx, few); err != nil {
				return n, err
			}
			n += int64(len(few))
			for _, x := range few {
				if x.owner == "" { // what servers have of their own is not for others to count
					kept.Forgotten++
				}
			}
			if err := pause(ctx); err != nil {
				return n, err
			}
		}
		kept.Items += some.Items
		kept.Bytes += some.Bytes
		if last == 0 {
			return n, d.noteKept(ctx, kept)
		}
		after = last
		if err := pause(ctx); err != nil {
			return n, err
		}
	}
}

// expiring returns the articles behind after whose bodies are to be forgotten, of the next few; the last of these, 0 if
// there are none; and how much of them is kept. Each step reads afresh: nothing is held between them.
func (d *DB) expiring(ctx context.Context, r Retention, after int64) (due []expiring, last int64, kept news.Kept,
	err error,
) {
	var ids []int64
	err = rows(ctx, d.reader, `SELECT a.id, a.current, a.off_topic, a.seen, OCTET_LENGTH(b.body), a.owner
		FROM articles a
		JOIN bodies b ON b.article_id = a.id WHERE a.id > $1 AND b.digest = '' ORDER BY a.id LIMIT $2`,
		[]any{after, lookedTogether}, func(row *sql.Rows) error {
			var current, off bool
			var seen, length int64
			var owner string
			if err := row.Scan(&last, &current, &off, &seen, &length, &owner); err != nil {
				return err
			}
			until := r.Articles
			switch {
			case !current:
				until = r.Revised
			case off:
				until = r.OffTopic
			}
			if !until.IsZero() && instant(seen).Before(until) {
				ids = append(ids, last)
				return nil
			}
			if owner == "" {
				kept.Items++
				kept.Bytes += length
			}
			return nil
		})
	if err != nil || len(ids) == 0 {
		return nil, last, kept, err
	}
	var args []any
	err = rows(ctx, d.reader, `SELECT a.id, a.title, a.language, a.current, b.body, a.owner FROM articles a
		JOIN bodies b ON b.article_id = a.id WHERE a.id `+in(&args, ids)+` ORDER BY a.id`, args,
		func(row *sql.Rows) error {
			var x expiring
			err := row.Scan(&x.id, &x.title, &x.language, &x.current, &x.body, &x.owner)
			due = append(due, x)
			return err
		})
	return due, last, kept, err
}

// expire forgets the bodies of a few articles.
func (d *DB) expire(ctx context.Context, few []expiring) error {
	words := make([]indexed, len(few)) // before anybody has to wait
	lengths := map[int64]int{}
	for _, x := range few {
		lengths[x.id] = len(x.body)
	}
	left, err := remains(ctx, d.reader, lengths)
	if err != nil {
		return err
	}
	for i, x := range few {
		if x.current {
			words[i] = d.indexed(news.Filing{Article: news.Article{
				ID: x.id, Title: x.title, Language: x.language, Body: left[x.id],
			}})
		}
	}
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for i, x := range few {
			digest := sha256.Sum256([]byte(x.body))
			_, err := tx.ExecContext(ctx, `UPDATE bodies SET digest = $2, bytes = $3, body = '' WHERE article_id = $1`,
				x.id, hex.EncodeToString(digest[:]), len(x.body))
			if err != nil {
				return fmt.Errorf("article %d: %w", x.id, err)
			}
			var current bool
			err = tx.QueryRowContext(ctx, `SELECT current FROM articles WHERE id = $1`, x.id).Scan(&current)
			if err != nil || !current { // search does not hold it, or does no more
				if err != nil {
					return err
				}
				continue
			}
			if _, err := tx.ExecContext(ctx, d.dialect.unindex, x.id); err != nil {
				return fmt.Errorf("article %d: %w", x.id, err)
			}
			if err := words[i].store(ctx, tx, d.dialect); err != nil {
				return err
			}
		}
		return nil
	})
}

// Kept returns what was counted last, pages and texts; none before the first night.
func (d *DB) Kept(ctx context.Context) (out []news.Kept, err error) {
	defer d.wrap(&err, "read what is kept")
	err = rows(ctx, d.reader, `SELECT kind, at, items, bytes, forgotten FROM upkeep ORDER BY kind`, nil,
		func(r *sql.Rows) error {
			var k news.Kept
			var at int64
			err := r.Scan(&k.Kind, &at, &k.Items, &k.Bytes, &k.Forgotten)
			k.At = instant(at)
			out = append(out, k)
			return err
		})
	return out, err
}

// CountPages counts the pages that are kept, for [DB.Kept].
func (d *DB) CountPages(ctx context.Context, forgotten int64) (err error) {
	defer d.wrap(&err, "count pages")
	kept := news.Kept{Kind: news.KeptPages, Forgotten: forgotten}
	err = d.reader.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(SUM(LENGTH(html)), 0) FROM pages
		WHERE source_id NOT IN (SELECT id FROM sources WHERE owner > '')`).
		Scan(&kept.Items, &kept.Bytes)
	if err != nil {
		return err
	}
	return d.noteKept(ctx, kept)
}

func (d *DB) noteKept(ctx context.Context, k news.Kept) error {
	_, err := d.writer.ExecContext(ctx, `INSERT INTO upkeep (kind, at, items, bytes, forgotten)
		VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kind) DO UPDATE SET at = excluded.at, items = excluded.items,
		bytes = excluded.bytes, forgotten = excluded.forgotten`,
		k.Kind, millis(d.options.Now()), k.Items, k.Bytes, k.Forgotten)
	return err
}

// Size is how many bytes the database takes.
func (d *DB) Size(ctx context.Context) (n int64, err error) {
	defer d.wrap(&err, "size of %s", d.path)
	return d.dialect.size(ctx, d.reader, d.path)
}
