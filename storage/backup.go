package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sitrep/news"
)

// Backup writes a copy of the database, as it is at one moment, to the file dst, while others read and write. The copy
// appears under its name only when it is whole, checked and on the disk. A file that exists is never overwritten: that
// is a Conflict error. What a backup that was killed has left in the folder of dst is removed.
func (d *DB) Backup(ctx context.Context, dst string) (err error) {
	defer d.wrap(&err, "back up %s to %s", d.path, dst)
	if d.server != nil {
		return news.Errorf(news.Invalid, "a PostgreSQL database is backed up with `pg_dump --format=custom`; "+
			"docs/operating.md says how")
	}
	if _, err := os.Lstat(dst); err == nil {
		return news.Errorf(news.Conflict, "%s exists: choose another name for the backup", dst)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return news.Errorf(news.Invalid, "the backup cannot be written to %s: %w", dst, err)
	}
	if err := d.flushCounts(ctx); err != nil {
		return err
	}
	work, err := newWorkshop(filepath.Dir(dst))
	if err != nil {
		return news.Errorf(news.Invalid, "the backup cannot be written to %s: %w", filepath.Dir(dst), err)
	}
	defer func() { err = errors.Join(err, work.remove()) }()
	if err := d.copyTo(ctx, work.copy()); err != nil {
		return err
	}
	if err := publish(work.copy(), dst); errors.Is(err, fs.ErrExist) {
		return news.Errorf(news.Conflict, "%s exists: choose another name for the backup", dst)
	} else if err != nil {
		return err
	}
	return nil
}

// copyTo writes the copy and checks it. It works on a connection of its own, so that nobody waits for it.
func (d *DB) copyTo(ctx context.Context, part string) (err error) {
	if err := own(part, d.options.Log); err != nil { // SQLite fills an empty file and leaves its rights
		return err
	}
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
	if err == nil && len(problems) > 0 {
		err = news.Errorf(news.Internal, "the backup came out damaged (%s): check the disk and the database",
			problems[0])
	}
	if err == nil {
		err = made.stamp(ctx)
	}
	return errors.Join(err, made.close(ctx))
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

// workshop is a folder in which a copy is made. It is locked while somebody works in it, so that the next can tell one
// that was left behind.
type workshop struct {
	folder string
	lock   *os.File
}

const (
	workshops   = ".backup-*"
	workshopKey = "lock"
	copyName    = "sitrep.db"
)

func newWorkshop(parent string) (*workshop, error) {
	sweep(parent)
	folder, err := os.MkdirTemp(parent, workshops)
	if err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(filepath.Join(folder, workshopKey), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	if _, err := flock(lock, true); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return nil, errors.Join(err, lock.Close(), os.RemoveAll(folder))
	}
	return &workshop{folder: folder, lock: lock}, nil
}

func (w *workshop) copy() string { return filepath.Join(w.folder, copyName) }

func (w *workshop) remove() error { return errors.Join(os.RemoveAll(w.folder), w.lock.Close()) }

// sweep removes the workshops in which nobody works any more. What cannot be removed stays: it is in nobody's way.
func sweep(parent string) {
	found, err := filepath.Glob(filepath.Join(escapeGlob(parent), workshops))
	if err != nil {
		return
	}
	for _, folder := range found {
		if abandoned(folder) {
			_ = os.RemoveAll(folder)
		}
	}
}

// escapeGlob is a path as a pattern that matches itself.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// abandoned reports whether a folder is a workshop that its owner has left. One without a lock is just being made, or
// was made by somebody who was killed at that very moment.
func abandoned(folder string) bool {
	const making = time.Hour
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if e.Name() != workshopKey && !strings.HasPrefix(e.Name(), copyName) {
			return false // somebody else's
		}
	}
	f, err := os.OpenFile(filepath.Join(folder, workshopKey), os.O_RDWR, 0)
	if err != nil {
		info, err := os.Stat(folder)
		return err == nil && time.Since(info.ModTime()) > making
	}
	free, err := flock(f, true)
	return errors.Join(err, f.Close()) == nil && free
}

// Restore puts a backup in the place of the database at path, which no process may have open, and returns the name
// under which it has put aside the database that was there, with its log; "" if there was none. The backup is copied
// and checked before anything is changed, and stays where it is. Killed at any moment, it leaves the old database, or
// the new one, or one that Open refuses until the backup is restored again.
func Restore(ctx context.Context, backup, path string, o Options) (aside string, err error) {
	o = o.withDefaults()
	if isPostgres(path) {
		return "", news.Errorf(news.Invalid, "a PostgreSQL database is restored with `pg_restore`; docs/operating.md "+
			"says how")
	}
	defer (&DB{path: path, dialect: sqlite}).wrap(&err, "restore %s to %s", backup, path)
	if err := examineBackup(backup, path); err != nil {
		return "", err
	}
	if err := examineFile(path); err != nil {
		return "", err
	}
	runner, err := occupy(resolved(path), o.Now())
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, runner.Close()) }()
	g, err := newGuard(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	free, err := flock(g.file, true)
	if err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return "", err
	}
	if err == nil && !free {
		return "", news.Errorf(news.Conflict, "another process has %s open: stop it first; nothing was changed", path)
	}
	work, err := newWorkshop(filepath.Dir(g.path))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, work.remove()) }()
	if err := copyFile(ctx, backup, work.copy()); err != nil {
		return "", err
	}
	if err := examineCopy(ctx, work.copy(), o); err != nil {
		return "", refused(err, work.copy(), backup)
	}
	return g.exchange(work.copy(), o.Now())
}

// refused says of the backup what was found wrong with its copy.
func refused(err error, part, backup string) error {
	e, ok := errors.AsType[*news.Error](err)
	if !ok {
		return err
	}
	return &news.Error{
		Code: e.Code, Err: e.Err,
		Message: "nothing was changed: " + strings.ReplaceAll(e.Message, part, backup),
	}
}

func examineBackup(backup, path string) error {
	info, err := os.Stat(backup)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return news.Errorf(news.NotFound, "there is no backup %s", backup)
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return news.Errorf(news.Invalid, "%s is no file: name a backup", backup)
	case hasLog(backup):
		return news.Errorf(news.Invalid, "%s has a log beside it, %[1]s-wal: it is no finished backup", backup)
	}
	if there, err := os.Stat(path); err == nil && os.SameFile(info, there) {
		return news.Errorf(news.Invalid, "%s is the database itself: name a backup", backup)
	}
	return nil
}

// examineCopy checks the copy of a backup as [DB.Check] does, and gives it an identity of its own.
func examineCopy(ctx context.Context, part string, o Options) error {
	d, err := open(ctx, part, o)
	if err != nil {
		return err
	}
	err = d.examineSchema(ctx)
	if err == nil {
		err = d.Check(ctx)
	}
	if err == nil {
		err = d.stamp(ctx)
	}
	return errors.Join(err, d.close(ctx))
}

func (d *DB) examineSchema(ctx context.Context) error {
	p, err := d.provider()
	if err != nil {
		return err
	}
	current, latest, err := p.GetVersions(ctx)
	if err == nil && current == 0 {
		err = news.Errorf(news.Invalid, "%s is no backup of a database", d.path)
	}
	if err != nil {
		return err
	}
	return d.foreign(current, latest, p)
}

func copyFile(ctx context.Context, from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, untilDone{ctx, in})
	return errors.Join(err, out.Sync(), out.Close())
}

// untilDone reads until its context ends.
type untilDone struct {
	ctx context.Context //nolint:containedctx // for the time of one copy
	r   io.Reader
}

func (u untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// exchange puts the file part in the place of the guarded database. From the first change on, the lock names an
// identity that the new file does not have, until the old log is gone: killed in between, the next Open refuses to
// replay the one into the other.
func (g *guard) exchange(part string, now time.Time) (aside string, err error) {
	fresh, err := fileID(part)
	if err != nil {
		return "", err
	}
	old, err := fileID(g.path)
	there := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	known, err := g.ids()
	if err != nil {
		return "", err
	}
	if len(known) == 0 {
		if err := g.setIDs(old); err != nil {
			return "", err
		}
	}
	if there || hasLog(g.path) {
		if aside, err = g.putAside(now); err != nil {
			return "", err
		}
	}
	if err := os.Rename(part, g.path); err != nil {
		return aside, err
	}
	if err := syncPath(filepath.Dir(g.path)); err != nil {
		return aside, err
	}
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Remove(g.path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return aside, err
		}
	}
	if err := syncPath(filepath.Dir(g.path)); err != nil {
		return aside, err
	}
	return aside, g.setIDs(fresh)
}

// putAside gives the database and what belongs to it another name. The old one stays until it is taken over, where the
// file system has links.
func (g *guard) putAside(now time.Time) (aside string, err error) {
	name := g.path + ".replaced-" + now.UTC().Format("20060102T150405Z")
	aside = name
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		}
		aside = fmt.Sprintf("%s-%d", name, n)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		from, to := g.path+suffix, aside+suffix
		if _, err := os.Lstat(from); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if os.Link(from, to) == nil {
			continue
		}
		if err := os.Rename(from, to); err != nil {
			return aside, err
		}
	}
	return aside, syncPath(filepath.Dir(g.path))
}
