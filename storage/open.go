package storage

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"sitrep/news"
)

// readers is how many connections read: more gain nothing on the two cores that Sitrep is measured on.
const readers = 2

// Open opens a database and brings its schema up to date. It is a file, whose folder must exist and which is created if
// it is absent, or the address of a PostgreSQL database, postgres://….
func Open(ctx context.Context, location string, o Options) (*DB, error) {
	d, err := open(ctx, location, o)
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
	if err := d.whole(ctx); err != nil {
		return err
	}
	if d.server != nil {
		return d.indexLeft(ctx)
	}
	if d.guard.alone {
		if err := d.countLeft(ctx); err != nil {
			return err
		}
	}
	if err := d.indexLeft(ctx); err != nil {
		return err
	}
	if err := d.stamp(ctx); err != nil {
		return err
	}
	if d.file, err = os.Stat(d.path); err != nil {
		return err
	}
	ids, err := d.guard.ids()
	if err != nil {
		return err
	}
	if err := d.header.settle(ids); err != nil {
		return err
	}
	return d.guard.share()
}

// open opens the database without looking at its schema.
func open(ctx context.Context, location string, o Options) (_ *DB, err error) {
	o = o.withDefaults()
	d := &DB{
		path: location, options: o, dialect: sqlite,
		known:  &entityCache{entities: newLRU[int64, news.Entity](cachedEntities, nil)},
		stored: &termCache{of: newLRU[string, int](cachedTerms, nil)},
		facts:  newFactCache(),
	}
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	d.process = int64(binary.BigEndian.Uint64(b[:])>>1 | 1)
	if isPostgres(location) {
		if d.server, err = postgresConfig(location); err != nil {
			return nil, err
		}
		d.path, d.dialect = postgresName(d.server), postgres
		d.writer = openPostgres(d.server, postgresWriters)
		d.reader = openPostgres(d.server, postgresReaders)
		return d, nil
	}
	defer d.wrap(&err, "open database %s", location)
	if err := examineFile(location); err != nil {
		return nil, err
	}
	if d.guard, err = newGuard(location); err != nil {
		return nil, err
	}
	if err := d.connect(ctx); err != nil {
		return nil, errors.Join(err, d.header.close(), d.guard.close())
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
	if err := own(path, o.Log); err != nil {
		return err
	}
	if d.guard.foreign {
		o.Log.WarnContext(ctx, "another database stands here than was opened last: if nobody put it there on purpose, "+
			"look for the old one; `sitrep restore FILE` puts a backup in place and keeps what was there", "path", path)
	}
	if d.header, err = watchHeader(path); err != nil {
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

// Close stores what is still counted in memory and closes the connections.
func (d *DB) Close() error { return d.close(context.Background()) }

func (d *DB) close(ctx context.Context) error {
	d.leases.close()
	err := errors.Join(d.flushCounts(ctx), d.reader.Close(), d.writer.Close(), d.header.close())
	if d.guard != nil {
		err = errors.Join(err, d.guard.close())
	}
	if d.runner != nil {
		err = errors.Join(err, d.runner.Close())
	}
	return err
}

// stamp gives the database file a new identity, and tells the lock.
func (d *DB) stamp(ctx context.Context) error {
	g := d.guard
	if !g.alone || !g.fresh {
		return nil
	}
	known, err := g.ids()
	if err != nil {
		return err
	}
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails
	id := binary.BigEndian.Uint32(b[:])>>1 | 1
	if err := g.setIDs(append(known[:min(len(known), 1)], id)...); err != nil {
		return err
	}
	if _, err := d.writer.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, id)); err != nil {
		return err
	}
	var busy, frames, moved int
	err = d.writer.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &moved)
	if err != nil || busy != 0 { // a reader, at the next opening then
		return err
	}
	return g.setIDs(id)
}

// Occupy makes this process the one that runs on the database, until the database is closed. If there is one already
// the error is a Conflict that names it. On PostgreSQL there may be many: see [DB.Lead].
func (d *DB) Occupy() (err error) {
	defer d.wrap(&err, "lock %s", d.path)
	if d.server == nil {
		d.runner, err = occupy(resolved(d.path), d.options.Now())
	}
	return err
}

// InPlace reports, as a Conflict error, that the file was deleted, replaced, overwritten or cut short under the open
// database: what is written from then on goes nowhere, or into another one.
func (d *DB) InPlace() error {
	if d.server != nil {
		return nil
	}
	info, err := os.Stat(d.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return news.Errorf(news.Conflict,
			"the database was replaced: %s is gone while Sitrep runs; put it back or restore a backup, and start again",
			d.path)
	case err != nil:
		return fmt.Errorf("look at the database %s: %w", d.path, err)
	}
	same := os.SameFile(info, d.file) && info.Size() >= d.file.Size() // SQLite never makes it smaller
	if same {
		if same, err = d.header.same(); err != nil {
			return fmt.Errorf("look into the database %s: %w", d.path, err)
		}
	}
	if !same {
		return news.Errorf(news.Conflict, "the database was replaced: another file stands at %s, or was copied over "+
			"it, while Sitrep runs; use `sitrep restore FILE` to put a backup in place, and start again", d.path)
	}
	return nil
}

// Migrate brings the schema of a database, as for [Open], up to date. It returns what the database is called and the
// versions before and after.
func Migrate(ctx context.Context, location string) (name string, from, to int64, err error) {
	d, err := open(ctx, location, Options{})
	if err != nil {
		return "", 0, 0, err
	}
	name = d.path
	defer func() {
		if closing := d.close(ctx); err == nil {
			err = closing
		}
	}()
	if from, _, err = d.SchemaVersion(ctx); err != nil {
		return name, 0, 0, err
	}
	if err := d.migrate(ctx); err != nil {
		return name, from, from, err
	}
	to, _, err = d.SchemaVersion(ctx)
	return name, from, to, err
}
