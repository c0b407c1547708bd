package storage

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"sitrep/news"
)

// maxPage bounds a page that is unpacked, in bytes: more than is ever fetched.
const maxPage = 256 << 20

// packer and unpacker are made when the first page is kept or read: together they take some megabytes.
var (
	packer = sync.OnceValues(func() (*zstd.Encoder, error) {
		return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true))
	})
	unpacker = sync.OnceValues(func() (*zstd.Decoder, error) {
		return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxPage))
	})
)

// SavePage keeps the page of an article of whoever ctx asks for, in the place of an older one. An outlet that is not
// known is a NotFound error, a page that is too long an Invalid one.
func (d *DB) SavePage(ctx context.Context, p news.Page) (err error) {
	defer d.wrap(&err, "keep page %s", p.URL)
	w, err := packer()
	if err != nil {
		return err
	}
	packed := w.EncodeAll(p.HTML, make([]byte, 0, len(p.HTML)/4))
	if len(packed) > news.MaxPage {
		return news.Errorf(news.Invalid, "the page has %d bytes compressed, at most %d are kept", len(packed),
			news.MaxPage)
	}
	return affect(ctx, d.writer, news.Errorf(news.NotFound, "there is no outlet %q", p.Source), `
		INSERT INTO pages (source_id, key, url, content_type, fetched, digest, html)
		SELECT o.id, $2, $3, $4, $5, $6, $7 FROM sources o WHERE o.name = $1 AND o.owner = $8
		ON CONFLICT (source_id, key) DO UPDATE SET url = excluded.url, content_type = excluded.content_type,
			fetched = excluded.fetched, digest = excluded.digest, html = excluded.html`,
		p.Source, p.Key, p.URL, p.ContentType, millis(p.Fetched), p.Digest, packed, news.Viewer(ctx))
}

// NextPage returns the kept page with the least id above after, so that all can be read one by one however many there
// are. Behind the last one is a NotFound error.
func (d *DB) NextPage(ctx context.Context, after int64) (p news.Page, err error) {
	defer d.wrap(&err, "read the page after %d", after)
	var packed []byte
	var fetched int64
	found := false
	err = rows(ctx, d.reader, `SELECT p.id, o.name, o.owner, p.key, p.url, p.content_type, p.fetched, p.digest, p.html
		FROM pages p JOIN sources o ON o.id = p.source_id WHERE p.id > $1 ORDER BY p.id LIMIT
		1`, []any{after}, func(r *sql.Rows) error {
		found = true
		return r.Scan(&p.ID, &p.Source, &p.Owner, &p.Key, &p.URL, &p.ContentType, &fetched, &p.Digest, &packed)
	})
	switch {
	case err != nil:
		return p, err
	case !found:
		return p, news.Errorf(news.NotFound, "there is no page after %d", after)
	}
	p.Fetched = instant(fetched)
	r, err := unpacker()
	if err != nil {
		return p, err
	}
	if p.HTML, err = r.DecodeAll(packed, nil); err != nil {
		return p, fmt.Errorf("unpack page %d: %w", p.ID, err)
	}
	return p, nil
}

// PrunePages forgets the pages that were fetched before a time, and the oldest of the others until all have no more
// than quota bytes together, compressed. It returns how many were forgotten.
func (d *DB) PrunePages(ctx context.Context, before time.Time, quota int64) (n int64, err error) {
	defer d.wrap(&err, "prune pages")
	const most = 500 // at a time: others want to write, too
	var over sql.NullInt64
	err = d.reader.QueryRowContext(ctx, `SELECT MAX(fetched) FROM (
		SELECT fetched, SUM(LENGTH(html)) OVER (ORDER BY fetched DESC, id DESC) AS total FROM pages) p
		WHERE total > $1`, quota).Scan(&over)
	if err != nil {
		return 0, err
	}
	if over.Valid && !instant(over.Int64).Before(before) {
		before = instant(over.Int64 + 1)
	}
	for {
		r, err := d.writer.ExecContext(ctx,
			`DELETE FROM pages WHERE id IN (SELECT id FROM pages WHERE fetched < $1 ORDER BY fetched LIMIT $2)`,
			millis(before), most)
		if err != nil {
			return n, err
		}
		some, err := r.RowsAffected()
		n += some
		if err != nil || some < most {
			return n, err
		}
	}
}
