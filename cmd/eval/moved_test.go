package main

import (
	"os"
	"strings"
	"testing"

	"sitrep/storage/storagetest"
)

// TestMovedDatabasesAnswerAlike is the small form of `eval moved`.
func TestMovedDatabasesAnswerAlike(t *testing.T) {
	storagetest.Postgres(t) // or skip
	var out, log strings.Builder
	c := &movedCmd{
		Articles: 150, Asks: 50, Postgres: os.Getenv(storagetest.PostgresVariable), Folder: t.TempDir(),
	}
	if err := c.Run(t.Context(), streams{out: &out, err: &log}); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	if !strings.Contains(out.String(), "50 commands asked of 3 databases: 0 answers differ") {
		t.Errorf("it says\n%s", out.String())
	}
}
