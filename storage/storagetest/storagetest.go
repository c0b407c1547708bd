// Package storagetest opens databases for tests and holds the conformance suite that every database of package storage
// passes.
package storagetest

import (
	"path/filepath"
	"testing"

	"sitrep/storage"
)

// Open returns an empty database in a file of its own, closed at the end of the test. At most one Options is used.
func Open(t testing.TB, o ...storage.Options) *storage.DB {
	t.Helper()
	return OpenFile(t, filepath.Join(t.TempDir(), "sitrep.db"), o...)
}

// OpenFile opens the database at path, creating it if it is absent, and closes it at the end of the test.
func OpenFile(t testing.TB, path string, o ...storage.Options) *storage.DB {
	t.Helper()
	var options storage.Options
	if len(o) > 0 {
		options = o[0]
	}
	db, err := storage.Open(t.Context(), path, options)
	if err != nil {
		t.Fatalf("open database %s: %v", path, err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close database %s: %v", path, err)
		}
	})
	return db
}
