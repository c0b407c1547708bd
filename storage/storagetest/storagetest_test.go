package storagetest

import (
	"testing"

	"sitrep/storage"
)

func TestSQLite(t *testing.T) {
	Run(t, func(t *testing.T) *storage.DB {
		return Open(t, storage.Options{Now: Now, Names: Names, Lexicon: Words})
	})
}
