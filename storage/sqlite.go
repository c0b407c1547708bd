package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"sitrep/news"
)

// applicationID marks a SQLite file as Sitrep's: "SITS"; the first migration writes it.
const applicationID = 1397314643

var sqlite = dialect{
	name:       "sqlite",
	goose:      goose.DialectSQLite3,
	script:     func(s string) string { return s },
	snapshot:   &sql.TxOptions{ReadOnly: true},
	index:      `INSERT INTO search (rowid, title, body) VALUES ($1, $2, $3)`,
	unindex:    `DELETE FROM search WHERE rowid = $1`,
	words:      func(s string) string { return s },
	unindexAll: `DELETE FROM search`,
	lastID:     `SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = $1), 0)`,
	goOnBehind: func(table string) string {
		return `UPDATE sqlite_sequence SET seq = $1 WHERE name = '` + table + `' AND seq < $1`
	},
	match: fts5Query,
	// The title counts five times: measured on news, a word in the title is what a reader looks for.
	best:     `SELECT rowid AS article_id, rank FROM search WHERE search MATCH $1 AND rank MATCH 'bm25(5.0, 1.0)'`,
	matching: `SELECT rowid FROM search WHERE search MATCH $1`,
	searchID: `rowid`,
	// The sign keeps SQLite from running the search once for each id of a list.
	unordered: `+`,
	byRank:    `rank`,
	version:   `SELECT data_version FROM pragma_data_version WHERE $1 <> 0`,
	size:      fileSize,
	classify:  classifySQLite,
	check:     checkSQLite,
}

// fileSize is the size of the file, without its log.
func fileSize(_ context.Context, _ querier, path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, nil // it was taken away: InPlace says so
	}
	return info.Size(), nil
}

// access is what a connection is for.
type access int

const (
	writing access = iota
	reading
	copying
)

// busyTimeout is how long a connection waits for another process's write, in milliseconds.
const busyTimeout = 5000

// checkpointPages is how long the log grows, in pages of 4 KiB, before it is worked into the file. An article touches
// pages all over the indexes, and the next ones touch many of them again: the longer the log, the fewer are written.
const checkpointPages = 8000

// sqliteDSN names the file and what every connection to it must have: pragmas that are set on one pooled connection
// would be missing on the next.
func sqliteDSN(path string, cacheMiB int, a access) string {
	q := url.Values{}
	pragmas := []string{
		fmt.Sprintf("busy_timeout(%d)", busyTimeout),
		"foreign_keys(1)",
		"temp_store(2)",
		"automatic_index(0)", // without statistics SQLite indexed a whole table for a query of 300 rows
		fmt.Sprintf("cache_size(%d)", -1024*max(cacheMiB, 1)),
	}
	switch a {
	case writing:
		pragmas = append(pragmas, "journal_mode(WAL)", "synchronous(NORMAL)",
			fmt.Sprintf("wal_autocheckpoint(%d)", checkpointPages),
			fmt.Sprintf("journal_size_limit(%d)", 4096*checkpointPages))
		q.Set("_txlock", "immediate")
	case reading:
		pragmas = append(pragmas, "query_only(1)")
	}
	q["_pragma"] = pragmas
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + q.Encode()
}

// openSQLite returns a pool of connections to the file. It opens none yet.
func openSQLite(path string, cacheMiB int, a access, connections int) (*sql.DB, error) {
	c, err := driver.NewConnector(sqliteDSN(path, cacheMiB, a))
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(keepStatements{c})
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// examineFile refuses paths that can hold no database, before SQLite creates anything.
func examineFile(path string) error {
	if path == "" || strings.HasPrefix(path, ":memory:") {
		return news.Errorf(news.Invalid, "the database needs the path of a file")
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return news.Errorf(news.Invalid, "%s is a folder: name a file in it, such as %s", path,
			filepath.Join(path, "sitrep.db"))
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrPermission):
		return news.Errorf(news.Invalid, "permission denied to %s: let this user read and write it and its folder",
			path)
	case !errors.Is(err, fs.ErrNotExist):
		return news.Errorf(news.Invalid, "the database cannot stand at %s: %w", path, err)
	}
	folder := filepath.Dir(path)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return news.Errorf(news.Invalid,
			"the folder %s of the database does not exist: create it, or choose another path", folder)
	}
	return nil
}

// examineDatabase refuses, before anything is written, a file that is no database of ours or that has lost its end, as
// a copy that was interrupted has. The table of schema versions alone is a database of ours that somebody is just
// making.
func examineDatabase(ctx context.Context, db *sql.DB, path string) error {
	var id, objects, size int64
	err := db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id), 
		(SELECT COUNT(*) FROM sqlite_schema WHERE tbl_name NOT IN ('goose_db_version', 'sqlite_sequence')),
		(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM
		pragma_page_size)`).Scan(&id, &objects, &size)
	if err != nil {
		return err
	}
	if id != applicationID && objects > 0 {
		return news.Errorf(news.Invalid, "%s is a database of another program: choose another path", path)
	}
	log, err := os.Stat(path + "-wal")
	if err == nil && log.Size() > 0 {
		return nil // pages may still stand in the log
	}
	if info, err := os.Stat(path); err == nil && info.Size() < size {
		return damaged(path)
	}
	return nil
}

func damaged(path string) *news.Error {
	return &news.Error{
		Code:    news.Invalid,
		Message: path + " is damaged or is no database: restore a backup (sitrep restore FILE), or choose another path",
	}
}

// classifySQLite reads the result codes of https://www.sqlite.org/rescode.html.
func classifySQLite(err error, path string) *news.Error {
	e, ok := errors.AsType[*driver.Error](err)
	if !ok {
		return nil
	}
	unavailable := func(format string) *news.Error {
		return &news.Error{Code: news.Unavailable, Message: fmt.Sprintf(format, path)}
	}
	switch e.Code() & 0xff {
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return unavailable("another process is writing to %s: try again when it is done")
	case codes.SQLITE_READONLY, codes.SQLITE_PERM, codes.SQLITE_AUTH:
		return unavailable("%s cannot be written: let this user write the file and its folder")
	case codes.SQLITE_CANTOPEN:
		return unavailable("%s cannot be opened: let this user read and write the file and its folder")
	case codes.SQLITE_FULL:
		return unavailable("the disk of %s is full: free some space and try again; what was stored before is safe")
	case codes.SQLITE_IOERR:
		return unavailable("the disk of %s fails or is full: look at it and try again; what was stored before is safe")
	case codes.SQLITE_NOTADB, codes.SQLITE_CORRUPT:
		return damaged(path)
	}
	return nil
}

// checkSQLite runs SQLite's own checks: of the file, of references between tables, of the search index, and whether it
// holds the current articles and no others.
func checkSQLite(ctx context.Context, q querier) (problems []string, err error) {
	err = rows(ctx, q, `PRAGMA integrity_check(20)`, nil, func(r *sql.Rows) error {
		var s string
		if err := r.Scan(&s); err != nil || s == "ok" {
			return err
		}
		problems = append(problems, s)
		return nil
	})
	if err != nil || len(problems) > 0 {
		return problems, err
	}
	err = rows(ctx, q, `PRAGMA foreign_key_check`, nil, func(r *sql.Rows) error {
		var table, parent string
		var row sql.NullInt64
		var key int
		if err := r.Scan(&table, &row, &parent, &key); err != nil {
			return err
		}
		if len(problems) < 20 {
			problems = append(problems, fmt.Sprintf("row %d of %s points to nothing in %s", row.Int64, table, parent))
		}
		return nil
	})
	if err != nil {
		return problems, err
	}
	_, err = q.ExecContext(ctx, `INSERT INTO search (search, rank) VALUES ('integrity-check', 0)`)
	if e, ok := errors.AsType[*driver.Error](err); ok && e.Code()&0xff == codes.SQLITE_CORRUPT {
		return append(problems, "the search index is damaged"), nil
	}
	if err != nil {
		return problems, err
	}
	var stray int
	err = q.QueryRowContext(ctx, `SELECT COUNT(*) FROM (
		SELECT id FROM articles WHERE current AND id NOT IN (SELECT article_id FROM unindexed)
			AND id NOT IN (SELECT id FROM search_docsize)
		UNION ALL SELECT id FROM search_docsize WHERE id NOT IN (SELECT id FROM articles WHERE current))`).Scan(&stray)
	if stray > 0 {
		problems = append(problems, fmt.Sprintf("the search index disagrees with the articles about %d of them", stray))
	}
	return problems, err
}

// fts5Query writes a search as an FTS5 expression. Each phrase is a quoted string of words without marks, so that
// nothing in it is an operator. Phrases that are excluded are joined with OR when there is nothing else.
func fts5Query(q []news.SearchClause) string {
	var want, not []string
	for _, c := range q {
		var any []string
		for _, p := range c.Any {
			s := `"` + strings.ReplaceAll(strings.Join(p.Terms, " "), `"`, `""`) + `"`
			if p.Prefix {
				s += "*"
			}
			any = append(any, s)
		}
		if c.Not {
			not = append(not, any...)
		} else {
			want = append(want, "("+strings.Join(any, " OR ")+")")
		}
	}
	switch {
	case len(want) == 0:
		return strings.Join(not, " OR ")
	case len(not) == 0:
		return strings.Join(want, " AND ")
	}
	return "(" + strings.Join(want, " AND ") + ") NOT (" + strings.Join(not, " OR ") + ")"
}
