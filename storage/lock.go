package storage

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sitrep/news"
)

// SQLite replays a log that lies beside a database, whatever database that is: neither file names the other. So each
// database file carries an identity, a random number in its header, which a copy made by Backup or Restore does not
// share, and which changes whenever the file is opened with no log beside it. The file NAME-lock says which identity
// the log beside NAME belongs to. It is written before a log can come to be, so that after a crash the two agree; if
// they do not, somebody has put another file in the database's place.
//
// The same file carries the locks that tell who is there: whoever has the database open holds it together with others,
// whoever must be alone (to compare, to restore) holds it alone. The system takes the lock back when a process dies.

// fileIDOffset is where SQLite keeps a number for applications in a file's header
// (https://www.sqlite.org/fileformat.html, user version).
const fileIDOffset = 60

// guard holds the lock of a database.
type guard struct {
	file  *os.File // NAME-lock
	path  string   // of the database
	alone bool     // nobody else has the database open
	fresh bool     // there was no log, so that the identity may change
	// another file stands here than the one that was opened last
	foreign bool
}

// lockWait is how long a guard waits for somebody who is alone with the database for a moment.
const (
	lockWait = busyTimeout * time.Millisecond
	lockLook = 10 * time.Millisecond
)

// resolved is the path of the file itself, for which SQLite names its log.
func resolved(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// newGuard opens the lock of a database without taking it.
func newGuard(path string) (*guard, error) {
	path = resolved(path)
	f, err := os.OpenFile(path+"-lock", os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrPermission) {
		return nil, news.Errorf(news.Unavailable,
			"%s cannot be opened: let this user read and write the file and its folder", path)
	}
	if err != nil {
		return nil, err
	}
	return &guard{file: f, path: path}, nil
}

// enter takes the lock: alone if nobody else has it, else with the others.
func (g *guard) enter(ctx context.Context) error {
	deadline := time.NewTimer(lockWait)
	defer deadline.Stop()
	look := time.NewTicker(lockLook)
	defer look.Stop()
	for {
		for _, exclusive := range []bool{true, false} {
			free, err := flock(g.file, exclusive)
			if errors.Is(err, errors.ErrUnsupported) {
				return nil
			}
			if err != nil || free {
				g.alone = free && exclusive
				return err
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-deadline.C:
			return news.Errorf(news.Unavailable, "another process is restoring %s: try again when it is done", g.path)
		case <-look.C:
		}
	}
}

// share lets others in.
func (g *guard) share() error {
	if !g.alone {
		return nil
	}
	g.alone = false
	_, err := flock(g.file, false)
	return err
}

func (g *guard) close() error { return g.file.Close() }

// fileID reads the identity out of a file's header. It must not be called while this process has the database open:
// closing any descriptor of a file drops the locks that SQLite holds on it.
func fileID(path string) (id uint32, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var b [4]byte
	if _, err := f.ReadAt(b[:], fileIDOffset); err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	return binary.BigEndian.Uint32(b[:]), nil
}

// ids are the identities that the log may belong to; none if nothing is known.
func (g *guard) ids() (out []uint32, err error) {
	data, err := io.ReadAll(io.NewSectionReader(g.file, 0, 100))
	if err != nil {
		return nil, err
	}
	for field := range strings.FieldsSeq(string(data)) {
		var id uint32
		if _, err := fmt.Sscanf(field, "%08x", &id); err != nil {
			return nil, nil // half written, before anything depended on it
		}
		out = append(out, id)
	}
	return out, nil
}

func (g *guard) setIDs(ids ...uint32) error {
	var b strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&b, "%08x\n", id)
	}
	if _, err := g.file.WriteAt([]byte(b.String()), 0); err != nil {
		return err
	}
	if err := g.file.Truncate(int64(b.Len())); err != nil {
		return err
	}
	return g.file.Sync()
}

// compare refuses a log that belongs to another file, before SQLite sees it.
func (g *guard) compare() error {
	if !g.alone {
		return nil // who has it open has compared
	}
	known, err := g.ids()
	if err != nil || len(known) == 0 {
		g.fresh = !hasLog(g.path)
		return err
	}
	id, err := fileID(g.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	belongs := err == nil && slices.Contains(known, id)
	switch {
	case !hasLog(g.path):
		g.fresh = true
		if !belongs { // a new file, whose log is its own
			g.foreign = err == nil
			return g.setIDs()
		}
	case !belongs:
		return news.Errorf(news.Invalid, "%s-wal is the log of another file than %[1]s, which was put there by hand: "+
			"use `sitrep restore FILE` to put a backup in place; to go on with this file, move %[1]s-wal and "+
			"%[1]s-shm away",
			g.path)
	}
	return nil
}

func hasLog(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// own makes a database file that its owner alone can read, and what SQLite keeps beside it as well: that gets the
// file's rights. A file that others can read is closed to them.
func own(path string, log *slog.Logger) error {
	path = resolved(path)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, fs.ErrExist) {
		return nil // SQLite says what is wrong
	}
	for _, p := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(p)
		if err != nil || info.Mode().Perm()&0o077 == 0 {
			continue
		}
		err = os.Chmod(p, info.Mode().Perm()&0o700)
		if err != nil {
			log.Warn("others can read the database: take their rights away", "path", p, "mode", info.Mode(),
				"error", err)
		} else {
			log.Warn("others could read the database: it is closed to them now", "path", p, "mode", info.Mode())
		}
	}
	return nil
}

// occupy holds NAME-run, which says who does.
func occupy(path string, now time.Time) (*os.File, error) {
	f, err := os.OpenFile(path+"-run", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	free, err := flock(f, true)
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		return f, nil
	case err != nil:
		return nil, errors.Join(err, f.Close())
	case !free:
		who, _ := io.ReadAll(io.NewSectionReader(f, 0, 300))
		_ = f.Close() // it was only read
		return nil, news.Errorf(news.Conflict, "another Sitrep runs on this database, %s: %s; stop it first", path,
			strings.TrimSpace(string(who)))
	}
	host, err := os.Hostname()
	if err != nil {
		host = "this host"
	}
	who := fmt.Sprintf("process %d on %s, since %s\n", os.Getpid(), host, now.UTC().Format("2006-01-02 15:04:05 MST"))
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if _, err := f.WriteString(who); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if err := f.Sync(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
