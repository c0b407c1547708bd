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

	"github.com/hashicorp/golang-lru/v2/simplelru"

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
	o.Names = o.Names.withDefaults()
	return o
}

// DB is a database of Sitrep. It is safe for concurrent use, also by several processes on one file.
type DB struct {
	path    string
	options Options
	dialect dialect
	writer  *sql.DB // one connection
	reader  *sql.DB
	guard   *guard
	runner  *os.File    // held by the one that runs on the database; nil in others
	file    os.FileInfo // of the file that was opened

	saving sync.Mutex // held while an article is saved
	known  *entityCache
	stored *termCache
	facts  *factCache

	uncounted []counted // committed by this process and in counts; guarded by saving
	mu        sync.Mutex
	counts    frequencies // of terms, not stored yet
}

// readers is how many connections read: more gain nothing on the two cores that Sitrep is measured on.
const readers = 2

// Open opens the database at path, creates it if it is absent and brings its schema up to date. The folder must exist.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	d, err := open(ctx, path, o)
	if err != nil {
		return nil, err
	}
	if err := d.ready(ctx); err != nil {
		return nil, errors.Join(err, d.close(ctx))
	}
	return d, nil
}

// ready makes the opened database fit for use, while nobody else comes in.
func (d *DB) ready(ctx context.Context) (err error) {
	defer d.wrap(&err, "open database %s", d.path)
	if err := d.migrate(ctx); err != nil {
		return err
	}
	if d.guard.alone {
		if err := d.countLeft(ctx); err != nil {
			return err
		}
	}
	if err := d.stamp(ctx); err != nil {
		return err
	}
	if d.file, err = os.Stat(d.path); err != nil {
		return err
	}
	return d.guard.share()
}

// open opens the database without looking at its schema.
func open(ctx context.Context, path string, o Options) (_ *DB, err error) {
	o = o.withDefaults()
	d := &DB{
		path: path, options: o, dialect: sqlite,
		known:  &entityCache{entities: newLRU[int64, news.Entity](cachedEntities, nil)},
		stored: &termCache{of: newLRU[string, int](cachedTerms, nil)},
		facts:  newFactCache(),
	}
	defer d.wrap(&err, "open database %s", path)
	if err := examineFile(path); err != nil {
		return nil, err
	}
	if d.guard, err = newGuard(path); err != nil {
		return nil, err
	}
	if err := d.connect(ctx); err != nil {
		return nil, errors.Join(err, d.guard.close())
	}
	return d, nil
}

// connect opens the connections, after it has made sure that SQLite finds what belongs together.
func (d *DB) connect(ctx context.Context) (err error) {
	path, o := d.path, d.options
	if err := d.guard.enter(ctx); err != nil {
		return err
	}
	if err := d.guard.compare(); err != nil {
		return err
	}
	if err := own(path, o); err != nil {
		return err
	}
	if d.writer, err = openSQLite(path, o.CacheMiB/2, writing, 1); err != nil {
		return err
	}
	if d.reader, err = openSQLite(path, o.CacheMiB/2/readers, reading, readers); err != nil {
		return errors.Join(err, d.writer.Close())
	}
	if err := examineDatabase(ctx, d.reader, path); err != nil {
		return errors.Join(err, d.reader.Close(), d.writer.Close())
	}
	return nil
}

// newLRU returns an empty cache that drops what was not used for longest. It has no lock: each of ours holds its own
// over several look-ups.
func newLRU[K comparable, V any](size int, dropped func(K, V)) *simplelru.LRU[K, V] {
	c, err := simplelru.NewLRU(size, dropped)
	if err != nil { // the size is not positive
		panic(err)
	}
	return c
}

// Close stores what is still counted in memory and closes the connections.
func (d *DB) Close() error { return d.close(context.Background()) }

func (d *DB) close(ctx context.Context) error {
	err := errors.Join(d.flushCounts(ctx), d.reader.Close(), d.writer.Close(), d.guard.close())
	if d.runner != nil {
		err = errors.Join(err, d.runner.Close())
	}
	return err
}

// Path is the file that the database stands in.
func (d *DB) Path() string { return d.path }

// write runs fn in a transaction that writes. What fn changed is stored if it returns nil, else none of it.
//
// The statements inside do not watch ctx: that would cost a goroutine each, and a cancelled transaction is rolled back
// by database/sql all the same.
func (d *DB) write(ctx context.Context, fn func(ctx context.Context, tx *sql.Tx) error) error {
	return transact(ctx, d.writer, nil, fn)
}

// read runs fn in a transaction that sees one state of the database throughout.
func (d *DB) read(ctx context.Context, fn func(ctx context.Context, tx *sql.Tx) error) error {
	return transact(ctx, d.reader, &sql.TxOptions{ReadOnly: true}, fn)
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
