package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"sitrep/news"
)

// Options are the settings of a database. The zero value is fine.
type Options struct {
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// CacheMiB is how much memory SQLite's page caches may take in all; 0 is 32.
	CacheMiB int
	// Log is told of migrations; nil is nowhere.
	Log *slog.Logger
	// Names is what storage is told of names.
	Names Names
	// Lexicon is what storage is told of words.
	Lexicon Lexicon
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.CacheMiB <= 0 {
		o.CacheMiB = 32
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Names, o.Lexicon = o.Names.withDefaults(), o.Lexicon.withDefaults()
	return o
}

// DB is a database of Sitrep. It is safe for concurrent use, also by several processes on one file.
type DB struct {
	path    string // of the file; of a PostgreSQL database where it is, without who may enter
	options Options
	dialect dialect
	writer  *sql.DB // one connection
	reader  *sql.DB
	guard   *guard      // nil on PostgreSQL, as are header and file
	process int64       // a random number, never 0
	runner  *os.File    // held by the one that runs on the database; nil in others
	file    os.FileInfo // of the file that was opened
	header  *header

	saveMu sync.Mutex // held while an article is saved
	known  *entityCache
	stored *termCache
	facts  *factCache

	server *pgx.ConnConfig // nil for a file
	leases leases

	uncounted []counted // committed by this process and in counts; guarded by saving
	mu        sync.Mutex
	counts    frequencies // of terms, not stored yet
}

// Path is the file that the database stands in, or where a PostgreSQL database is, without who may enter.
func (d *DB) Path() string { return d.path }

// write runs fn in a transaction that writes. What fn changed is stored if it returns nil, else none of it.
//
// The statements inside do not watch ctx: that would cost a goroutine each, and a cancelled transaction is rolled back
// by database/sql all the same.
func (d *DB) write(ctx context.Context, fn func(ctx context.Context, tx *sql.Tx) error) error {
	return transact(ctx, d.writer, nil, func(ctx context.Context, tx *sql.Tx) error {
		if d.dialect.serial != "" {
			if _, err := tx.ExecContext(ctx, d.dialect.serial); err != nil {
				return err
			}
		}
		return fn(ctx, tx)
	})
}

// read runs fn in a transaction that sees one state of the database throughout.
func (d *DB) read(ctx context.Context, fn func(ctx context.Context, tx *sql.Tx) error) error {
	return transact(ctx, d.reader, d.dialect.snapshot, fn)
}

func transact(ctx context.Context, db *sql.DB, o *sql.TxOptions, fn func(ctx context.Context, tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, o)
	if err != nil {
		return err
	}
	inner := ctx
	if o == nil {
		inner = context.WithoutCancel(ctx)
	}
	if err := fn(inner, tx); err != nil {
		if rollback := tx.Rollback(); rollback != nil && !errors.Is(rollback, sql.ErrTxDone) {
			err = errors.Join(err, rollback)
		}
		if ctx.Err() != nil {
			return errors.Join(ctx.Err(), err)
		}
		return err
	}
	return tx.Commit()
}

// wrap adds to *err what was being done, and turns an error of the driver that a user can mend into a *news.Error. An
// error that is a *news.Error already says all.
func (d *DB) wrap(err *error, format string, args ...any) {
	if *err == nil {
		return
	}
	if _, known := errors.AsType[*news.Error](*err); known {
		return
	}
	doing := fmt.Errorf(format+": %w", append(args, *err)...)
	if e := d.dialect.classify(*err, d.path); e != nil {
		e.Err = doing
		*err = e
		return
	}
	*err = doing
}
