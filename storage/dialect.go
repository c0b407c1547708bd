package storage

import (
	"context"
	"database/sql"
	"reflect"

	"github.com/pressly/goose/v3"

	"sitrep/news"
)

// dialect is what differs between the databases.
type dialect struct {
	name  string // as in "-- only: NAME"
	goose goose.Dialect
	// script is what becomes of a migration behind that.
	script func(string) string

	// snapshot is how a transaction that sees one state throughout is begun.
	snapshot *sql.TxOptions
	// serial makes a transaction that writes wait for others that do; "" where they always do.
	serial string
	// skipBusy behind a SELECT leaves out rows that another transaction is changing.
	skipBusy string

	// index adds the words of the title, $2, and of the body, $3, of the article with id $1 to full-text search, as
	// words writes them; unindex takes them out.
	index, unindex string
	words          func(s string) string
	// match turns a search into the argument of the conditions below.
	match func(q []news.SearchClause) string
	// matching is a query of the ids of articles that match $1; best also gives their rank, lower is better. Conditions
	// on searchID may be added to both, and ORDER BY byRank to best. unordered before searchID keeps a condition from
	// deciding how the search is run.
	matching, best, searchID, unordered, byRank string

	// unindexAll empties full-text search.
	unindexAll string

	// lastID is a query of the last id that was given to a row of table $1, 0 if none is never given again; goOnBehind
	// is a statement that lets the ids of a table go on behind $1.
	lastID     string
	goOnBehind func(table string) string

	// version is a query of a number that changes when another connection has filed or corrected something; $1 is this
	// process's own number. On PostgreSQL it also makes the transaction wait for others that file.
	version string
	// shared is that several processes may file by turns.
	shared bool

	// size is how many bytes the database at path takes.
	size func(ctx context.Context, q querier, path string) (int64, error)
	// classify tells what a driver's error is about, nil if the user can do nothing about it.
	classify func(err error, path string) *news.Error
	// check looks for damage in the whole database.
	check func(ctx context.Context, q querier) (problems []string, err error)
}

// querier is what *sql.DB, *sql.Tx and *sql.Conn share.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// elements selects what a list in JSON holds, given as the parameter list. For strings PostgreSQL wants another column
// than for numbers; SQLite has the same in both.
func elements[T any](list string) string {
	if reflect.TypeFor[T]().Kind() == reflect.String {
		return "SELECT atom FROM json_each(" + list + ")"
	}
	return "SELECT value FROM json_each(" + list + ")"
}
