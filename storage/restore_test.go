package storage_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// killed copies the files of an open database, at rest, into a folder of their own: what is left of a process that was
// killed.
func killed(t *testing.T, db *storage.DB) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "sitrep.db")
	for _, suffix := range []string{"", "-wal", "-shm", "-lock"} {
		copyFile(t, db.Path()+suffix, path+suffix)
	}
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		t.Fatalf("there is no log to be replayed: %v", err)
	}
	return path
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o644) // into the file that is there, if there is one
	}
	if err != nil {
		t.Fatal(err)
	}
}

func articlesIn(t *testing.T, path string) int {
	t.Helper()
	db, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := db.Stats(t.Context())
	if err := errors.Join(err, db.Check(t.Context()), db.Close()); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return s.Articles
}

// backedUp is a database of which a backup was made at 5 articles, and that holds 9 now, some of them in its log.
func backedUp(t *testing.T) (db *storage.DB, backup string) {
	t.Helper()
	db = storagetest.Open(t)
	g := storagetest.NewGenerator(1, start, time.Minute)
	save := func(n int) {
		for range n {
			if _, err := db.SaveArticle(t.Context(), g.Filing()); err != nil {
				t.Fatal(err)
			}
		}
	}
	save(5)
	backup = filepath.Join(t.TempDir(), "backup.db")
	if err := db.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	save(4)
	return db, backup
}

func TestRestore(t *testing.T) {
	db, backup := backedUp(t)
	path := killed(t, db)
	aside, err := storage.Restore(t.Context(), backup, path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := articlesIn(t, path); n != 5 {
		t.Errorf("the restored database holds %d articles, want the backup's 5", n)
	}
	if n := articlesIn(t, aside); n != 9 {
		t.Errorf("what was put aside holds %d articles, want 9, those in its log, too", n)
	}
	if n := articlesIn(t, backup); n != 5 {
		t.Errorf("the backup holds %d articles, want 5 as before", n)
	}
	found, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".backup-*"))
	if err != nil || len(found) > 0 {
		t.Errorf("Restore left %v, %v", found, err)
	}
	t.Run("where nothing was", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "new.db")
		aside, err := storage.Restore(t.Context(), backup, path, storage.Options{})
		if err != nil || aside != "" || articlesIn(t, path) != 5 {
			t.Errorf("Restore = %q, %v", aside, err)
		}
	})
	t.Run("over a damaged one, twice", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "damaged.db")
		if err := os.WriteFile(path, []byte(strings.Repeat("x", 9000)), 0o600); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for range 2 {
			aside, err := storage.Restore(t.Context(), backup, path,
				storage.Options{Now: func() time.Time { return start }})
			if err != nil || seen[aside] || articlesIn(t, path) != 5 {
				t.Errorf("Restore = %q, %v", aside, err)
			}
			seen[aside] = true
		}
	})
}

func TestRestoreRefuses(t *testing.T) {
	db, backup := backedUp(t)
	folder := t.TempDir()
	bad := func(name string, change func(path string)) string {
		path := filepath.Join(folder, name)
		copyFile(t, backup, path)
		change(path)
		return path
	}
	for _, c := range []struct{ name, backup, path, want string }{
		{"while somebody has it open", backup, db.Path(), "another process has"},
		{"no backup", filepath.Join(folder, "absent.db"), "", "there is no backup"},
		{"a folder", folder, "", "is no file"},
		{"a text", bad("text.db", func(p string) {
			if err := os.WriteFile(p, []byte(strings.Repeat("no database ", 500)), 0o600); err != nil {
				t.Fatal(err)
			}
		}), "", "is damaged"},
		{"nothing", bad("empty.db", func(p string) {
			if err := os.Truncate(p, 0); err != nil {
				t.Fatal(err)
			}
		}), "", "is no backup"},
		{"lost pages", bad("lost.db", func(p string) { overwrite(t, p, 40*4096, 20*4096) }), "", "is damaged"},
		{"a newer one", bad("newer.db", func(p string) {
			other := raw(t, p)
			exec(t, other, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`)
			if err := other.Close(); err != nil {
				t.Fatal(err)
			}
		}), "", "newer version"},
		{"one from before the first release", bad("older.db", func(p string) {
			other := raw(t, p)
			exec(t, other, `UPDATE goose_db_version SET version_id = 9 WHERE version_id > 9`)
			if err := other.Close(); err != nil {
				t.Fatal(err)
			}
		}), "", "before the first release"},
		{"one with a log", bad("log.db", func(p string) {
			copyFile(t, db.Path()+"-wal", p+"-wal")
		}), "", "log beside it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := c.path
			if path == "" {
				path = killed(t, db)
			}
			before := contents(t, path)
			_, err := storage.Restore(t.Context(), c.backup, path, storage.Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) || news.ErrorCode(err) == news.Internal ||
				strings.Contains(err.Error(), ".backup-") {
				t.Errorf("Restore = %v, want an error with %q", err, c.want)
			}
			if after := contents(t, path); after != before {
				t.Error("a refused restore has changed something")
			}
		})
	}
}

// contents is the database with its log, and the names of what lies beside it but for locks.
func contents(t *testing.T, path string) string {
	t.Helper()
	var b strings.Builder
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		b.Write(data)
	}
	found, err := filepath.Glob(path + ".*")
	return b.String() + strings.Join(found, " ") + strconv.FormatBool(err == nil)
}

// TestForeignLog puts another file in the place of a database whose process was killed, as the message of a damaged
// database once said: SQLite would replay the old log into it.
func TestForeignLog(t *testing.T) {
	db, backup := backedUp(t)
	if n := articlesIn(t, killed(t, db)); n != 9 {
		t.Fatalf("after a kill there are %d articles, want 9: a log that belongs is replayed", n)
	}
	for _, c := range []struct {
		name string
		put  func(path string)
	}{
		{"moved there", func(path string) {
			copyFile(t, backup, path+".new")
			if err := os.Rename(path+".new", path); err != nil {
				t.Fatal(err)
			}
		}},
		{"written into the file", func(path string) { copyFile(t, backup, path) }},
		{"deleted", func(path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}},
		{"a copy of the file as it was in an earlier life", func(path string) {
			copyFile(t, backup, filepath.Join(filepath.Dir(path), "other.db"))
			articlesIn(t, filepath.Join(filepath.Dir(path), "other.db"))
			copyFile(t, filepath.Join(filepath.Dir(path), "other.db"), path)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := killed(t, db)
			c.put(path)
			before := contents(t, path)
			other, err := storage.Open(t.Context(), path, storage.Options{})
			if err == nil {
				t.Fatal("Open replayed the log of another file", other.Close())
			}
			if news.ErrorCode(err) != news.Invalid || !strings.Contains(err.Error(), "sitrep restore FILE") {
				t.Errorf("Open = %v", err)
			}
			if contents(t, path) != before {
				t.Error("Open has changed something")
			}
			if _, err := storage.Restore(t.Context(), backup, path, storage.Options{}); err != nil {
				t.Fatal(err)
			}
			if n := articlesIn(t, path); n != 5 {
				t.Errorf("restored there are %d articles, want 5", n)
			}
		})
	}
	t.Run("without its log", func(t *testing.T) {
		path := killed(t, db)
		copyFile(t, backup, path)
		if err := errors.Join(os.Remove(path+"-wal"), os.Remove(path+"-shm")); err != nil {
			t.Fatal(err)
		}
		if n := articlesIn(t, path); n != 5 {
			t.Errorf("there are %d articles, want 5", n)
		}
	})
	t.Run("from before there were locks", func(t *testing.T) {
		path := killed(t, db)
		if err := os.Remove(path + "-lock"); err != nil {
			t.Fatal(err)
		}
		if n := articlesIn(t, path); n != 9 {
			t.Errorf("there are %d articles, want 9", n)
		}
	})
}

// TestPrivate looks at the rights of everything that is written, also where there were others before.
func TestPrivate(t *testing.T) {
	path := filled(t, 0)
	if err := os.Chmod(path, 0o664); err != nil {
		t.Fatal(err)
	}
	db := storagetest.OpenFile(t, path)
	if err := db.Occupy(); err != nil {
		t.Fatal(err)
	}
	fill(t, db, 2)
	backup := path + ".backup"
	if err := db.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	restored := filepath.Join(t.TempDir(), "restored.db")
	if _, err := storage.Restore(t.Context(), backup, restored, storage.Options{}); err != nil {
		t.Fatal(err)
	}
	storagetest.OpenFile(t, restored)
	for _, p := range []string{path, restored} {
		found, err := filepath.Glob(p + "*")
		if err != nil || len(found) < 4 {
			t.Errorf("there are only %v, %v", found, err)
		}
		for _, f := range found {
			if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s has the rights %v, %v; want 0600", f, info.Mode(), err)
			}
		}
	}
}

func TestBackupSweeps(t *testing.T) {
	db := storagetest.Open(t)
	parent := t.TempDir()
	leave := func(name string, files ...string) string {
		folder := filepath.Join(parent, name)
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if err := os.WriteFile(filepath.Join(folder, f), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return folder
	}
	dead := leave(".backup-1", "lock", "sitrep.db", "sitrep.db-journal")
	others := leave(".backup-2", "lock", "letters.txt")
	young := leave(".backup-3")
	old := leave(".backup-4", "sitrep.db")
	if err := os.Chtimes(old, start, start); err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(t.Context(), filepath.Join(parent, "b.db")); err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]bool{dead: false, others: true, young: true, old: false} {
		if _, err := os.Stat(folder); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", folder, err == nil, want)
		}
	}
}

func TestOccupy(t *testing.T) {
	db := storagetest.Open(t)
	second := storagetest.OpenFile(t, db.Path())
	if err := db.Occupy(); err != nil {
		t.Fatal(err)
	}
	err := second.Occupy()
	if news.ErrorCode(err) != news.Conflict ||
		!strings.Contains(err.Error(), "process "+strconv.Itoa(os.Getpid())+" on") {
		t.Errorf("a second Occupy = %v, want a Conflict that names the first", err)
	}
	if _, err := second.Stats(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestOccupyEndsWithClose(t *testing.T) {
	path := filled(t, 1)
	for range 2 {
		db, err := storage.Open(context.WithoutCancel(t.Context()), path, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(db.Occupy(), db.Close()); err != nil {
			t.Error(err)
		}
	}
}

func TestInPlace(t *testing.T) {
	for _, c := range []struct {
		name   string
		attack func(path string) error
		want   string
	}{
		{"nothing", func(string) error { return nil }, ""},
		{"another database copied over it", func(p string) error {
			return copyOver(p, func() *storage.DB {
				db := storagetest.OpenFile(t, filepath.Join(t.TempDir(), "other.db"))
				fill(t, db, otherFilled)
				return db
			}())
		}, "copied over"},
		{"bytes of nothing copied over it", func(p string) error {
			info, err := os.Stat(p)
			if err != nil {
				return err
			}
			return writeOver(p, make([]byte, info.Size()))
		}, "copied over"},
		{"deleted", os.Remove, "is gone"},
		{"moved", func(p string) error { return os.Rename(p, p+".old") }, "is gone"},
		{"replaced", func(p string) error {
			return errors.Join(os.WriteFile(p+".new", make([]byte, 1<<20), 0o600), os.Rename(p+".new", p))
		}, "another file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"), storage.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() }) // nobody knows what it finds
			fill(t, db, 3)
			if err := c.attack(db.Path()); err != nil {
				t.Fatal(err)
			}
			err = db.InPlace()
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("InPlace = %v, want %q", err, c.want)
			}
		})
	}
}

// copyOver copies a database into the file, which stays the same file, as cp does.
func copyOver(path string, other *storage.DB) error {
	backup := other.Path() + ".copy"
	if err := other.Backup(context.Background(), backup); err != nil {
		return err
	}
	data, err := os.ReadFile(backup)
	if err != nil {
		return err
	}
	return writeOver(path, data)
}

func writeOver(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil || int64(len(data)) < info.Size() {
		return errors.Join(err, fmt.Errorf("%d bytes are less than the file has", len(data)), f.Close())
	}
	_, err = f.WriteAt(data, 0)
	return errors.Join(err, f.Close())
}

// TestInPlaceWhileWritten fills, backs up and vacuums a database that is looked at all the while: none of that is taken
// for another file, and an older copy of it is.
func TestInPlaceWhileWritten(t *testing.T) {
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	g := storagetest.NewGenerator(1, start, time.Minute)
	more := func(n int) {
		for range n {
			f, err := db.SaveArticle(t.Context(), g.Filing())
			if err != nil {
				t.Fatal(err)
			}
			g.Saved(f)
		}
	}
	more(5)
	again, err := storage.Open(t.Context(), db.Path(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db")); err != nil {
		t.Fatal(err)
	}
	copyFile(t, db.Path(), db.Path()+".early")
	for range 5 {
		more(writtenBetween)
		if err := errors.Join(db.InPlace(), again.InPlace()); err != nil {
			t.Fatal(err)
		}
	}
	if err := again.Close(); err != nil { // works the log into the file
		t.Fatal(err)
	}
	if err := db.InPlace(); err != nil {
		t.Fatal(err)
	}
	if err := storage.Checkpoint(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	if err := db.InPlace(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(db.Path())
	if err != nil {
		t.Fatal(err)
	}
	early, err := os.ReadFile(db.Path() + ".early")
	if err != nil {
		t.Fatal(err)
	}
	early = append(early, make([]byte, max(0, int(info.Size())-len(early)))...)
	if err := writeOver(db.Path(), early); err != nil {
		t.Fatal(err)
	}
	if err := db.InPlace(); news.ErrorCode(err) != news.Conflict {
		t.Errorf("with an older copy over it InPlace = %v, want a conflict", err)
	}
}

// TestAnotherDatabaseIsNoticed puts a database where another was closed properly, so that there is no log that could
// be replayed: it is opened, and said to be another one.
func TestAnotherDatabaseIsNoticed(t *testing.T) {
	_, backup := backedUp(t)
	path := filled(t, 3)
	for _, c := range []struct {
		name string
		put  func()
		want bool
	}{
		{"the same", func() {}, false},
		{"a backup copied by hand", func() { copyFile(t, backup, path) }, true},
		{"the same again", func() {}, false},
		{"none", func() { _ = os.Remove(path) }, false},
	} {
		c.put()
		var log strings.Builder
		again, err := storage.Open(t.Context(), path, storage.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
		if said := strings.Contains(log.String(), "another database stands here"); said != c.want {
			t.Errorf("%s: log is %q", c.name, log.String())
		}
	}
}

// TestKilledCounts kills a process that has filed articles: their terms are counted as if it had ended by itself, once.
func TestKilledCounts(t *testing.T) {
	db := storagetest.Open(t)
	g := storagetest.NewGenerator(1, start, time.Minute)
	want := map[string]int{}
	const articles = 90 // more than are stored together, and some
	for range articles {
		f := g.Filing()
		for _, term := range f.Terms {
			want[term]++
		}
		saved, err := db.SaveArticle(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		g.Saved(saved)
	}
	path := killed(t, db)
	for _, state := range []string{"killed", "closed"} {
		again, err := storage.Open(t.Context(), path, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, total, err := again.DocumentFrequency(t.Context(), slices.Collect(maps.Keys(want)))
		if err != nil || total != articles || !maps.Equal(got, want) {
			t.Errorf("%s: %d articles are counted, %v; want %d; terms differ: %v", state, total, err, articles,
				!maps.Equal(got, want))
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestIdleOutbox looks for a delivery while another process writes: an empty outbox needs no write of its own.
func TestIdleOutbox(t *testing.T) {
	db := storagetest.Open(t)
	other := raw(t, db.Path())
	exec(t, other, `BEGIN IMMEDIATE`)
	if _, ok, err := db.ClaimDelivery(t.Context(), start, time.Minute); ok || err != nil {
		t.Errorf("ClaimDelivery = %v, %v; want nothing, and no wait for the other", ok, err)
	}
	exec(t, other, `ROLLBACK`)
}

// TestFactsStayCached writes what has nothing to do with facts, and then what has.
func TestFactsStayCached(t *testing.T) {
	db := storagetest.Open(t)
	fill(t, db, 20)
	facts, err := db.Facts(t.Context(), news.FactQuery{Limit: 1})
	if err != nil || len(facts) != 1 {
		t.Fatal(facts, err)
	}
	b, err := db.Batch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.StoryFacts(t.Context(), facts[0].Story, time.Time{}, 100, news.Wanted{})
	if err := errors.Join(err, b.Commit(t.Context())); err != nil {
		t.Fatal(err)
	}
	kept := storage.CachedFacts(db)
	if _, err := db.SaveSource(t.Context(), news.Source{Name: "Somebody"}); err != nil {
		t.Fatal(err)
	}
	if n := storage.CachedFacts(db); kept == 0 || n != kept {
		t.Errorf("after a source was saved %d facts are kept of %d", n, kept)
	}
	if _, err := db.RenameEntity(t.Context(), 1, "Somebody Else"); err != nil {
		t.Fatal(err)
	}
	if n := storage.CachedFacts(db); n != 0 {
		t.Errorf("after a name was corrected %d facts are kept, with the old one", n)
	}
}
