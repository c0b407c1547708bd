package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"sitrep/news"
)

var postgres = dialect{
	name:  "postgres",
	goose: goose.DialectPostgres,
	// Text compares by its bytes on SQLite. A server's own order depends on the machine that it was set up on.
	script:   func(s string) string { return strings.ReplaceAll(s, " TEXT", ` TEXT COLLATE "C"`) },
	snapshot: &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead},
	serial:   `SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' sitrep', 0))`,
	index: `INSERT INTO search (article_id, words)
		VALUES ($1, SETWEIGHT(CAST($2 AS TSVECTOR), 'A') || CAST($3 AS TSVECTOR))`,
	unindex:    `DELETE FROM search WHERE article_id = $1`,
	words:      tsvector,
	unindexAll: `DELETE FROM search`,
	lastID:     `SELECT COALESCE(pg_sequence_last_value(pg_get_serial_sequence($1, 'id')), 0)`,
	goOnBehind: func(table string) string {
		return `SELECT setval(pg_get_serial_sequence('` + table + `', 'id'),
			GREATEST(CAST($1 AS BIGINT), (SELECT MAX(id) FROM ` + table + `), 1))`
	},
	match:    tsquery,
	matching: `SELECT article_id FROM search WHERE words @@ CAST($1 AS TSQUERY)`,
	// A word of the title counts five times, as on SQLite, and a long text's words less.
	best: `SELECT article_id, -ts_rank('{0.2, 0.2, 0.2, 1.0}', words, CAST($1 AS TSQUERY), 1) AS rank FROM search
		WHERE words @@ CAST($1 AS TSQUERY)`,
	searchID: `article_id`,
	byRank:   `rank, article_id DESC`,
	version: `UPDATE filing SET turn = CASE WHEN process = $1 THEN turn ELSE turn + 1 END, process = $1
		RETURNING turn`,
	shared:   true,
	skipBusy: ` FOR UPDATE SKIP LOCKED`,
	size: func(ctx context.Context, q querier, _ string) (n int64, err error) {
		err = q.QueryRowContext(ctx, `SELECT pg_database_size(current_database())`).Scan(&n)
		return n, err
	},
	classify: classifyPostgres,
	check:    checkPostgres,
}

// isPostgres reports whether a location is the address of a PostgreSQL database, and no file.
func isPostgres(location string) bool {
	return strings.HasPrefix(location, "postgres://") || strings.HasPrefix(location, "postgresql://")
}

// How many connections a process holds: writers wait for the disk, not for each other.
const (
	postgresWriters = 4
	postgresReaders = 4
)

// errAddress shows nothing of an address: a password may stand anywhere in it.
var errAddress = news.Errorf(news.Invalid, "the address of the database cannot be read: write it like "+
	"postgres://USER:PASSWORD@HOST:5432/NAME, with %%40 for an @ in the password (or leave it out and set PGPASSWORD)")

// postgresConfig reads the address of a database.
func postgresConfig(location string) (*pgx.ConnConfig, error) {
	c, err := pgx.ParseConfig(location)
	if err != nil {
		return nil, errAddress
	}
	if c.RuntimeParams["application_name"] == "" {
		c.RuntimeParams["application_name"] = "sitrep"
	}
	c.AfterConnect = func(ctx context.Context, conn *pgconn.PgConn) error {
		return conn.Exec(ctx, settings).Close()
	}
	return c, nil
}

// settings suit the server's planner to our queries, where neither its configuration nor the address says anything:
// compiling a query takes longer than any of ours runs, and pages that are looked up by an index are in memory or on a
// disk without arms, so that a few hundred of them cost less than reading a table of articles whole. They are set after
// connecting, because a pooler refuses what it does not know there.
const settings = `SELECT set_config(name, CASE name WHEN 'jit' THEN 'off' ELSE '1.1' END, false) FROM pg_settings
	WHERE name IN ('jit', 'random_page_cost') AND source = 'default'`

// postgresName is how a database is called in messages: where it is, and nothing of who may enter.
func postgresName(c *pgx.ConnConfig) string {
	if strings.HasPrefix(c.Host, "/") {
		return "postgres://" + c.Host + "/" + c.Database
	}
	return fmt.Sprintf("postgres://%s:%d/%s", c.Host, c.Port, c.Database)
}

// openPostgres returns a pool of connections. It opens none yet.
func openPostgres(c *pgx.ConnConfig, connections int) *sql.DB {
	db := sql.OpenDB(cleanTexts{stdlib.GetConnector(*c)})
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

// cleanTexts makes connections that send values as database/sql converts them, as SQLite's driver does (pgx would print
// what has a method String), and text as PostgreSQL takes it.
type cleanTexts struct{ driver.Connector }

// Connect opens a connection.
func (k cleanTexts) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	conn, ok := c.(*stdlib.Conn)
	if !ok {
		return c, nil
	}
	return &cleaningConn{conn}, nil
}

type cleaningConn struct{ *stdlib.Conn }

// CheckNamedValue converts an argument.
func (c *cleaningConn) CheckNamedValue(v *driver.NamedValue) (err error) {
	if v.Value, err = driver.DefaultParameterConverter.ConvertValue(v.Value); err != nil {
		return err
	}
	if s, ok := v.Value.(string); ok {
		v.Value = clean(s)
	}
	return nil
}

// clean replaces what PostgreSQL's text cannot hold, byte by byte, so that spans stay true: NUL by a space, what is no
// UTF-8 by a question mark.
func clean(s string) string {
	if !strings.Contains(s, "\x00") && utf8.ValidString(s) {
		return s
	}
	b := []byte(s)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == 0:
			b[i] = ' '
		case r == utf8.RuneError && n == 1:
			b[i] = '?'
		}
		i += n
	}
	return string(b)
}

// classifyPostgres reads the codes of https://www.postgresql.org/docs/15/errcodes-appendix.html.
func classifyPostgres(err error, path string) *news.Error {
	say := func(code news.Code, format string) *news.Error {
		return &news.Error{Code: code, Message: fmt.Sprintf(format, path)}
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		if _, ok := errors.AsType[*pgconn.ConnectError](err); ok || lost(err) {
			return say(news.Unavailable, "%s does not answer: see that PostgreSQL runs there and lets this host in")
		}
		return nil
	}
	switch class := e.Code[:min(2, len(e.Code))]; {
	case class == "28":
		return say(news.Invalid, "%s refuses the user or the password: look at database.url and at pg_hba.conf")
	case e.Code == "3D000":
		return say(news.Invalid, "%s does not exist: create it first, as with `createdb`")
	case e.Code == "3F000":
		return say(news.Invalid, "%s has no schema to put tables into: create the one that search_path names")
	case e.Code == "42501":
		return say(news.Unavailable, "%s cannot be written by this user: make it the owner of the database")
	case e.Code == "25006":
		return say(news.Unavailable, "%s is read-only: name the primary server, no standby")
	case e.Code == "53100":
		return say(news.Unavailable,
			"the disk of %s is full: free some space and try again; what was stored before is safe")
	case e.Code == "53300":
		return say(news.Unavailable, "%s has no connection left: raise max_connections")
	case class == "53", class == "57", class == "58", e.Code == "40001", e.Code == "40P01", e.Code == "55P03":
		return say(news.Unavailable, "%s is busy or goes down: try again")
	case class == "XX":
		return damagedPostgres(path)
	}
	return nil
}

// lost reports whether the connection ended in the middle.
func lost(err error) bool {
	return errors.Is(err, driver.ErrBadConn) || pgconn.SafeToRetry(err) || pgconn.Timeout(err)
}

func damagedPostgres(path string) *news.Error {
	return &news.Error{Code: news.Invalid, Message: path + " is damaged: restore a dump with pg_restore"}
}

// checkPostgres compares the search index with the articles. References between tables the server itself keeps.
func checkPostgres(ctx context.Context, q querier) (problems []string, err error) {
	err = rows(ctx, q, `SELECT 'article ' || a.id || ' is not in the search index' FROM articles a
			WHERE a.current AND NOT EXISTS (SELECT 1 FROM search s WHERE s.article_id = a.id)
		UNION ALL SELECT 'article ' || s.article_id || ' is in the search index and is not current' FROM search s
			WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = s.article_id AND a.current) LIMIT 20`, nil,
		func(r *sql.Rows) error {
			var s string
			err := r.Scan(&s)
			problems = append(problems, s)
			return err
		})
	return problems, err
}

// session is a connection to PostgreSQL of its own, whose end the server notices: it holds the lock of the process that
// runs on the database. Behind a pooler that hands connections round it protects nothing.
type session struct {
	db   *sql.DB
	conn *sql.Conn
}

// Close ends the session and with it the lock.
func (s *session) Close() error {
	err := s.conn.Close()
	if errors.Is(err, sql.ErrConnDone) {
		err = nil
	}
	return errors.Join(err, s.db.Close())
}

// listen hears notifications on a connection of its own until that ends.
func (d *DB) listen(ctx context.Context, woken func(what string)) (err error) {
	conn, err := pgx.ConnectConfig(ctx, d.server.Copy())
	if err != nil {
		return err
	}
	defer func() {
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = conn.Close(ending) // it was only listened to
	}()
	var channel string
	if err := conn.QueryRow(ctx, `SELECT 'sitrep ' || md5(current_schema())`).Scan(&channel); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, `LISTEN `+pgx.Identifier{channel}.Sanitize()); err != nil {
		return err
	}
	woken("")
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		woken(n.Payload)
	}
}
