package storage

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Stats describes a database.
type Stats struct {
	Articles int // current revisions
	Sources  int
	Feeds    int
	Stories  int
	Facts    int
	Entities int
	Bytes    int64     // of the file without its log, or of the PostgreSQL database
	Newest   time.Time // publication of the newest article
}

// Stats counts what is stored.
func (d *DB) Stats(ctx context.Context) (s Stats, err error) {
	defer d.wrap(&err, "count what is stored")
	var newest sql.NullInt64
	err = d.reader.QueryRowContext(ctx, `SELECT
		(SELECT COUNT(*) FROM articles WHERE current),
		(SELECT COUNT(*) FROM sources),
		(SELECT COUNT(*) FROM feeds),
		(SELECT COUNT(*) FROM stories),
		(SELECT COUNT(*) FROM facts),
		(SELECT COUNT(*) FROM entities WHERE merged IS NULL),
		(SELECT MAX(time) FROM articles)`).
		Scan(&s.Articles, &s.Sources, &s.Feeds, &s.Stories, &s.Facts, &s.Entities, &newest)
	if err != nil {
		return s, err
	}
	s.Newest = instant(newest.Int64)
	s.Bytes, err = d.dialect.size(ctx, d.reader, d.path)
	return s, err
}

// Check looks for damage in the whole database: the file's structure, references between tables, the search index, and
// that every stored sentence is a span of its article's body. It reads everything: minutes for a large database. Damage
// is an Invalid error that says what was found first.
func (d *DB) Check(ctx context.Context) (err error) {
	defer d.wrap(&err, "check %s", d.path)
	problems, err := d.dialect.check(ctx, d.writer)
	if err == nil && len(problems) == 0 {
		problems, err = d.strayed(ctx)
	}
	if err != nil || len(problems) == 0 {
		return err
	}
	e := damaged(d.path)
	e.Message += fmt.Sprintf(" (%d problems; the first: %s)", len(problems), problems[0])
	return e
}

// strayed lists sentences whose text is not what the body says there.
func (d *DB) strayed(ctx context.Context) (problems []string, err error) {
	err = rows(ctx, d.reader, `SELECT s.article_id, s.span_start, s.span_end, s.text, b.body FROM sentences s
		JOIN bodies b ON b.article_id = s.article_id WHERE b.digest = ''`, nil, func(r *sql.Rows) error {
		var article int64
		var start, end int
		var text, body sql.RawBytes
		if err := r.Scan(&article, &start, &end, &text, &body); err != nil {
			return err
		}
		if start < 0 || end > len(body) || start > end || string(body[start:end]) != string(text) {
			problems = append(problems, fmt.Sprintf("the sentence at %d of article %d is not in its body", start,
				article))
		}
		return nil
	})
	return problems, err
}
