package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"sitrep/news"
)

// Stats describes a database.
type Stats struct {
	Articles int // current revisions
	Sources  int
	Feeds    int
	Stories  int
	Facts    int
	Entities int
	Bytes    int64     // of the file, without its log
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
	if info, err := os.Stat(d.path); err == nil {
		s.Bytes = info.Size()
	}
	return s, nil
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
		JOIN bodies b ON b.article_id = s.article_id`, nil, func(r *sql.Rows) error {
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

// Backup writes a copy of the database, as it is at one moment, to the file dst, while others read and write. The copy
// appears under its name only when it is whole, checked and on the disk. A file that exists is never overwritten: that
// is a Conflict error.
func (d *DB) Backup(ctx context.Context, dst string) (err error) {
	defer d.wrap(&err, "back up %s to %s", d.path, dst)
	if _, err := os.Lstat(dst); err == nil {
		return news.Errorf(news.Conflict, "%s exists: choose another name for the backup", dst)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return news.Errorf(news.Invalid, "the backup cannot be written to %s: %w", dst, err)
	}
	if err := d.flushCounts(ctx); err != nil {
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(dst), ".backup-*")
	if err != nil {
		return news.Errorf(news.Invalid, "the backup cannot be written to %s: %w", filepath.Dir(dst), err)
	}
	defer func() {
		if cleaning := os.RemoveAll(work); err == nil && cleaning != nil {
			err = cleaning
		}
	}()
	part := filepath.Join(work, "sitrep.db")
	if err := d.copyTo(ctx, part); err != nil {
		return err
	}
	if err := publish(part, dst); errors.Is(err, fs.ErrExist) {
		return news.Errorf(news.Conflict, "%s exists: choose another name for the backup", dst)
	} else if err != nil {
		return err
	}
	return nil
}

// copyTo writes the copy and checks it. It works on a connection of its own, so that nobody waits for it.
func (d *DB) copyTo(ctx context.Context, part string) (err error) {
	source, err := openSQLite(d.path, 1, copying, 1)
	if err != nil {
		return err
	}
	_, err = source.ExecContext(ctx, `VACUUM INTO $1`, part)
	if err = errors.Join(err, source.Close()); err != nil {
		return err
	}
	made, err := open(ctx, part, d.options)
	if err != nil {
		return err
	}
	problems, err := made.dialect.check(ctx, made.writer)
	if err = errors.Join(err, made.close(ctx)); err == nil && len(problems) > 0 {
		err = news.Errorf(news.Internal, "the backup came out damaged (%s): check the disk and the database",
			problems[0])
	}
	return err
}

// publish brings the file to the disk and gives it its name. A link fails where a rename would overwrite.
func publish(part, dst string) error {
	if err := syncPath(part); err != nil {
		return err
	}
	if err := os.Link(part, dst); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return err
		}
		if err := os.Rename(part, dst); err != nil { // a file system without links
			return err
		}
	}
	return syncPath(filepath.Dir(dst))
}

// syncPath flushes a file or a folder to the disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
