package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"sitrep/storage"
	"sitrep/storage/storagetest"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"sitrep": func() {
			ahead, _ := time.ParseDuration(os.Getenv(aheadVariable)) // 0 without
			os.Exit(run(context.Background(), &env{
				stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(),
				now: func() time.Time { return time.Now().Add(ahead) },
			}, os.Args[1:]))
		},
	})
}

// aheadVariable puts the clock of a program that a test starts ahead, so that nobody waits for leases to end.
const aheadVariable = "SITREP_TEST_AHEAD"

// TestScripts runs the program as a user does: each file of testdata is a session.
func TestScripts(t *testing.T) {
	scripts(t, nil, func(*testscript.Env) error { return nil })
}

// TestScriptsOnPostgres runs the same sessions, but for those that are about files, on PostgreSQL.
func TestScriptsOnPostgres(t *testing.T) {
	storagetest.Postgres(t) // or skip
	scripts(t, []string{"database.txtar"}, func(e *testscript.Env) error {
		address, remove, err := storage.Scratch(t.Context(), os.Getenv(storagetest.PostgresVariable))
		if err != nil {
			return err
		}
		e.Setenv("SITREP_DB", address)
		e.Defer(func() {
			if err := remove(context.Background()); err != nil {
				t.Error(err)
			}
		})
		return nil
	})
}

func scripts(t *testing.T, without []string, prepare func(e *testscript.Env) error) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(f string) bool { return slices.Contains(without, filepath.Base(f)) })
	testscript.Run(t, testscript.Params{
		Files: files, UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			if err := prepare(e); err != nil {
				return err
			}
			e.Setenv("NO_COLOR", "1")
			// What an archive of text files cannot hold: bytes that are no text, and text that is no UTF-8.
			if err := os.MkdirAll(filepath.Join(e.WorkDir, "in"), 0o755); err != nil {
				return err
			}
			files := map[string]string{
				"in/binary.txt": "GIF89a\x00\x01\x02\xff\xfe\x00\x00",
				"in/windows-1252.txt": "The mayor said: \x93We will hold the town of Peri\xe9res until the relief " +
					"column arrives.\x94",
			}
			for name, content := range files {
				if err := os.WriteFile(filepath.Join(e.WorkDir, name), []byte(content), 0o644); err != nil {
					return err
				}
			}
			return nil
		},
	})
}
