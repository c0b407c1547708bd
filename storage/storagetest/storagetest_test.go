package storagetest

import (
	"testing"

	"sitrep/storage"
)

func TestSQLite(t *testing.T) {
	Run(t, func(t *testing.T) *storage.DB { return Open(t, suite) })
}

func TestPostgres(t *testing.T) {
	Postgres(t) // or skip them all
	Run(t, func(t *testing.T) *storage.DB { return OpenPostgres(t, suite) })
}

var suite = storage.Options{Now: Now, Names: Names, Lexicon: Words}
