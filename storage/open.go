package storage

import (
	"context"
	"errors"
	"os"

	"sitrep/news"
)

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
	if err := own(path, o); err != nil {
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
	err := errors.Join(d.flushCounts(ctx), d.reader.Close(), d.writer.Close(), d.header.close(), d.guard.close())
	if d.runner != nil {
		err = errors.Join(err, d.runner.Close())
	}
	return err
}
