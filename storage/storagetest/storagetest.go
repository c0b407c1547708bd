// Package storagetest opens databases for tests and holds the conformance suite that every database of package storage
// passes.
package storagetest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"sitrep/storage"
)

// Open returns an empty database in a file of its own, closed at the end of the test. At most one Options is used.
func Open(t testing.TB, o ...storage.Options) *storage.DB {
	t.Helper()
	return OpenFile(t, filepath.Join(t.TempDir(), "sitrep.db"), o...)
}

// PostgresVariable names the PostgreSQL database that tests may use: each makes a schema of its own in it.
const PostgresVariable = "SITREP_TEST_POSTGRES"

// Postgres returns the address of an empty PostgreSQL database, which is dropped at the end of the test. Without one to
// use the test is skipped.
func Postgres(t testing.TB) string {
	t.Helper()
	address := os.Getenv(PostgresVariable)
	if address == "" {
		t.Skip(PostgresVariable + " names no PostgreSQL database to test with, like postgres://user:password@host/name")
	}
	scratch, remove, err := storage.Scratch(t.Context(), address)
	if err != nil {
		t.Fatalf("%s: %v", PostgresVariable, err)
	}
	t.Cleanup(func() {
		if err := remove(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return scratch
}

// OpenPostgres is [Open] in a PostgreSQL database.
func OpenPostgres(t testing.TB, o ...storage.Options) *storage.DB {
	t.Helper()
	return OpenFile(t, Postgres(t), o...)
}

// OpenFile opens the database at a location, creating a file if it is absent, and closes it at the end of the test.
func OpenFile(t testing.TB, path string, o ...storage.Options) *storage.DB {
	t.Helper()
	var options storage.Options
	if len(o) > 0 {
		options = o[0]
	}
	db, err := storage.Open(t.Context(), path, options)
	if err != nil {
		t.Fatalf("open database: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close database %s: %v", db.Path(), err)
		}
	})
	return db
}
