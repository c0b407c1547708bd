package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"sitrep/news"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// raw opens the file without the package, to do to it what others might.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func exec(t *testing.T, db *sql.DB, query string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// filled makes a database of n articles and closes it.
func filled(t *testing.T, n int) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "sitrep.db")
	db, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, db, n)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func fill(t testing.TB, db *storage.DB, n int) {
	t.Helper()
	g := storagetest.NewGenerator(1, start, time.Minute)
	for range n {
		f, err := db.SaveArticle(t.Context(), g.Filing())
		if err != nil {
			t.Fatal(err)
		}
		g.Saved(f)
	}
}

func TestOpenRefuses(t *testing.T) {
	write := func(t *testing.T, content string) string {
		path := filepath.Join(t.TempDir(), "file.db")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		name string
		path func(t *testing.T) string
		code news.Code
		want string // part of the message
	}{
		{"no path", func(*testing.T) string { return "" }, news.Invalid, "needs the path of a file"},
		{"memory", func(*testing.T) string { return ":memory:" }, news.Invalid, "needs the path of a file"},
		{"a folder", func(t *testing.T) string { return t.TempDir() }, news.Invalid, "is a folder"},
		{
			"no folder", func(t *testing.T) string { return filepath.Join(t.TempDir(), "absent", "x.db") },
			news.Invalid,
			"does not exist",
		},
		{
			"below a file", func(t *testing.T) string { return filepath.Join(write(t, "x"), "x.db") }, news.Invalid,
			"cannot stand at",
		},
		{
			"a text", func(t *testing.T) string { return write(t, strings.Repeat("This is no database. ", 300)) },
			news.Invalid, "is damaged or is no database",
		},
		{"another program's", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "other.db")
			exec(t, raw(t, path), `CREATE TABLE bookmarks (url TEXT)`)
			return path
		}, news.Invalid, "of another program"},
		{"a newer one", func(t *testing.T) string {
			path := filled(t, 1)
			exec(t, raw(t, path), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`)
			return path
		}, news.Invalid, "newer version of this program"},
		{"one from before the first release", func(t *testing.T) string {
			path := filled(t, 1)
			exec(t, raw(t, path), `UPDATE goose_db_version SET version_id = 9 WHERE version_id > 9`)
			return path
		}, news.Invalid, "before the first release (its schema is 9, this program's begin at "},
		{"one cut short", func(t *testing.T) string {
			path := filled(t, 20)
			if err := os.Truncate(path, 20*4096); err != nil {
				t.Fatal(err)
			}
			return path
		}, news.Invalid, "is damaged"},
		{"one with a broken schema", func(t *testing.T) string {
			path := filled(t, 20)
			overwrite(t, path, 100, 3900) // the schema's page
			return path
		}, news.Invalid, "is damaged"},
		{"read-only", func(t *testing.T) string {
			path := filled(t, 1)
			if err := errors.Join(os.Chmod(path, 0o400), os.Chmod(filepath.Dir(path), 0o500)); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.Chmod(filepath.Dir(path), 0o700) })
			return path
		}, news.Unavailable, "cannot be"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "read-only" && os.Getuid() == 0 {
				runAsNobody(t) // root may write everything
				return
			}
			path := c.path(t)
			before, _ := os.ReadFile(path)
			db, err := storage.Open(t.Context(), path, storage.Options{})
			if err == nil {
				t.Fatal("Open took it", db.Close())
			}
			if news.ErrorCode(err) != c.code || !strings.Contains(err.Error(), c.want) ||
				strings.Contains(err.Error(), "\n") {
				t.Errorf("Open = %q with code %q, want one line with %q and code %q", err, news.ErrorCode(err), c.want,
					c.code)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("Open changed the file")
			}
		})
	}
}

// overwrite puts zeros into a file.
func overwrite(t *testing.T, path string, offset int64, n int) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt(make([]byte, n), offset)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestOpenOddPaths(t *testing.T) {
	for _, name := range []string{"a b.db", "50%.db", "what?.db", "#1.db", "a&b=c.db", "ünï.db", "file:x.db"} {
		path := filepath.Join(t.TempDir(), name)
		fill(t, storagetest.OpenFile(t, path), 1)
		if _, err := os.Stat(path); err != nil {
			t.Errorf("Open(%q) made another file: %v", name, err)
		}
	}
}

func TestMigrate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sitrep.db")
	_, from, to, err := storage.Migrate(t.Context(), path)
	if err != nil || from != 0 || to == 0 {
		t.Errorf("Migrate = %d, %d, %v; want from 0 to the latest", from, to, err)
	}
	_, again, same, err := storage.Migrate(t.Context(), path)
	if err != nil || again != to || same != to {
		t.Errorf("second Migrate = %d, %d, %v; want %d twice", again, same, err, to)
	}
	current, latest, err := storagetest.OpenFile(t, path).SchemaVersion(t.Context())
	if err != nil || current != to || latest != to {
		t.Errorf("SchemaVersion = %d, %d, %v; want %d twice", current, latest, err, to)
	}
}

func TestOpenAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sitrep.db")
	failed := make(chan error)
	for range 4 {
		go func() {
			db, err := storage.Open(context.Background(), path, storage.Options{})
			if err == nil {
				err = db.Close()
			}
			failed <- err
		}()
	}
	for range 4 {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
}

func TestReopen(t *testing.T) {
	path := filled(t, 40)
	db := storagetest.OpenFile(t, path)
	s, err := db.Stats(t.Context())
	if err != nil || s.Articles != 40 {
		t.Errorf("after closing and opening there are %d articles, %v; want 40", s.Articles, err)
	}
	if _, total, err := db.DocumentFrequency(t.Context(), nil); err != nil || total != 40 {
		t.Errorf("after closing and opening %d articles are counted, %v; want 40", total, err)
	}
}

func TestLocked(t *testing.T) {
	t.Parallel() // one of its waits is the whole busy timeout
	db := storagetest.Open(t)
	fill(t, db, 1)
	other := raw(t, db.Path())
	exec(t, other, `BEGIN IMMEDIATE`)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := db.SaveSource(ctx, news.Source{Name: "X"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("writing while another process writes = %v, want to end with the context", err)
	}
	if _, err := db.Stats(t.Context()); err != nil {
		t.Errorf("reading while another process writes = %v", err)
	}
	_, err := db.SaveSource(t.Context(), news.Source{Name: "X"}) // takes the whole busy timeout
	if news.ErrorCode(err) != news.Unavailable || !strings.Contains(err.Error(), "another process is writing") {
		t.Errorf("writing while another process writes = %v, want Unavailable", err)
	}
	exec(t, other, `ROLLBACK`)
	if _, err := db.SaveSource(t.Context(), news.Source{Name: "X"}); err != nil {
		t.Errorf("writing when the other is done = %v", err)
	}
}

func TestDiskFull(t *testing.T) {
	db := storagetest.Open(t)
	fill(t, db, 3)
	before, err := db.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := storage.LimitPages(t.Context(), db, 1); err != nil {
		t.Fatal(err)
	}
	g := storagetest.NewGenerator(2, start.AddDate(1, 0, 0), time.Minute)
	for range 500 {
		f := g.Filing()
		f.Article.Source.Name = "Somebody new"
		if _, err = db.SaveArticle(t.Context(), f); err != nil {
			break
		}
		before.Articles++
	}
	if news.ErrorCode(err) != news.Unavailable || !strings.Contains(err.Error(), "is full") {
		t.Fatalf("SaveArticle on a full disk = %v, want Unavailable", err)
	}
	after, err := db.Stats(t.Context())
	if err != nil || after.Articles != before.Articles {
		t.Errorf("on a full disk there are %d articles, %v; want %d", after.Articles, err, before.Articles)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Errorf("after a full disk: %v", err)
	}
	if err := storage.LimitPages(t.Context(), db, 1<<20); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SaveArticle(t.Context(), g.Filing()); err != nil {
		t.Errorf("when there is space again: %v", err)
	}
}

// TestIndexedAnew opens a database whose articles were stored by a program that knew other words.
func TestIndexedAnew(t *testing.T) {
	path := filled(t, 5)
	exec(t, raw(t, path), `DELETE FROM search; INSERT INTO unindexed SELECT id FROM articles WHERE current`)
	db := storagetest.OpenFile(t, path, storage.Options{Lexicon: storage.Lexicon{
		Words: func(string) string { return "everything" },
	}})
	if _, n, err := db.Search(t.Context(), news.SearchQuery{Text: "everything"}); err != nil || n != 5 {
		t.Errorf("of 5 articles %d are found, %v", n, err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func TestCheckFindsDamage(t *testing.T) {
	for _, c := range []struct{ name, damage, want string }{
		{"an article that is not indexed", `DELETE FROM search WHERE rowid = 3`, "disagrees"},
		{"an index of what is not current", `UPDATE articles SET current = FALSE WHERE id = 3`, "disagrees"},
		{"a lost source", `DELETE FROM sources`, "points to nothing"},
		{"a changed sentence", `UPDATE sentences SET text = 'other' WHERE id = 5`, "not in its body"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filled(t, 5)
			exec(t, raw(t, path), c.damage)
			err := storagetest.OpenFile(t, path).Check(t.Context())
			if news.ErrorCode(err) != news.Invalid || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Check = %v, want an Invalid error about %q", err, c.want)
			}
		})
	}
	t.Run("lost pages", func(t *testing.T) {
		path := filled(t, 60)
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		overwrite(t, path, info.Size()/2/4096*4096, 20*4096)
		db, err := storage.Open(t.Context(), path, storage.Options{})
		if err == nil { // else opening has met the damage already
			err = errors.Join(db.Check(t.Context()), db.Close())
		}
		if news.ErrorCode(err) != news.Invalid || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("Check = %v, want an Invalid error", err)
		}
	})
}

func TestBackup(t *testing.T) {
	db := storagetest.Open(t)
	fill(t, db, 40)
	dst := filepath.Join(t.TempDir(), "backup.db")
	ctx, cancel := context.WithCancel(t.Context())
	written := make(chan error)
	go func() { // somebody writes all the while
		g := storagetest.NewGenerator(9, start.AddDate(1, 0, 0), time.Minute)
		for ctx.Err() == nil {
			f := g.Filing()
			f.Article.Source.Name = "Somebody new"
			if _, err := db.SaveArticle(context.WithoutCancel(ctx), f); err != nil {
				written <- err
				return
			}
		}
		written <- nil
	}()
	err := db.Backup(t.Context(), dst)
	cancel()
	if err := errors.Join(err, <-written); err != nil {
		t.Fatal(err)
	}
	again := db.Backup(t.Context(), dst)
	if news.ErrorCode(again) != news.Conflict {
		t.Errorf("second Backup = %v, want Conflict: it overwrites nothing", again)
	}
	entries, err := os.ReadDir(filepath.Dir(dst))
	if err != nil || len(entries) != 1 {
		t.Errorf("Backup left %v, want the backup alone", entries)
	}
	restored := storagetest.OpenFile(t, dst)
	if err := restored.Check(t.Context()); err != nil {
		t.Error(err)
	}
	s, err := restored.Stats(t.Context())
	if err != nil || s.Articles < 40 {
		t.Errorf("the backup holds %d articles, %v; want at least 40", s.Articles, err)
	}
	err = db.Backup(t.Context(), filepath.Join(t.TempDir(), "absent", "x.db"))
	if news.ErrorCode(err) != news.Invalid {
		t.Errorf("Backup into no folder = %v, want Invalid", err)
	}
}

// TestTwoProcesses writes through two databases on one file, as two processes would: each waits for the other.
func TestTwoProcesses(t *testing.T) {
	a := storagetest.Open(t)
	b := storagetest.OpenFile(t, a.Path())
	failed := make(chan error)
	for i, db := range []*storage.DB{a, b} {
		go func() {
			g := storagetest.NewGenerator(uint64(i), start, time.Minute)
			for range writesOfEach {
				f := g.Filing()
				f.Article.Source.Name = []string{"First", "Second"}[i]
				saved, err := db.SaveArticle(context.Background(), f)
				if err != nil {
					failed <- err
					return
				}
				g.Saved(saved)
			}
			failed <- nil
		}()
	}
	for range 2 {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	if s, err := a.Stats(t.Context()); err != nil || s.Articles != 2*writesOfEach {
		t.Errorf("there are %d articles, %v; want %d", s.Articles, err, 2*writesOfEach)
	}
	if err := b.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestReadersSeeOneState reads while somebody writes: a fact never shows without its sentence.
func TestReadersSeeOneState(t *testing.T) {
	db := storagetest.Open(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		fill(t, db, 60)
	}()
	for reads := 0; ; reads++ {
		facts, err := db.Facts(t.Context(), news.FactQuery{Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range facts {
			if len(f.Sentences) == 0 || f.Sentences[0].Text == "" {
				t.Fatalf("fact %d has no sentence", f.ID)
			}
		}
		select {
		case <-done:
			if reads == 0 {
				t.Error("nothing was read while the other wrote")
			}
			return
		default:
		}
	}
}
