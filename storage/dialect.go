package storage

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"

	"sitrep/news"
)

// dialect is what differs between the databases.
type dialect struct {
	name  string // as in "-- only: NAME"
	goose goose.Dialect

	// index adds the words of the title, $2, and of the body, $3, of the article with id $1 to full-text search; unindex
	// takes them out.
	index, unindex string
	// match turns a search into the argument of the conditions below.
	match func(q []news.SearchClause) string
	// matching is a query of the ids of articles that match $1; best also gives their rank, lower is better. Conditions
	// on searchID may be added to both, and an ORDER BY rank to best. unordered before searchID keeps a condition from
	// deciding how the search is run.
	matching, best, searchID, unordered string

	// version is a query of a number that changes when another connection has changed the database.
	version string

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

// elements selects what a list in JSON holds.
const elements = `SELECT value FROM json_each(%s)`
