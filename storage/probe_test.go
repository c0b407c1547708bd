//go:build unix

package storage

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestProbeOnAFullDisk lets no file grow any more, which is what a full disk does to a log that is written to.
func TestProbeOnAFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sitrep.db")
	d, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	if err := d.Probe(t.Context()); err != nil {
		t.Fatalf("Probe = %v on a disk with room", err)
	}
	log, err := os.Stat(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	full := syscall.Rlimit{Cur: uint64(log.Size()), Max: before.Max}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
		t.Fatal(err) // a process may always lower its own limit
	}
	err = d.Probe(t.Context())
	if e := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); e != nil {
		t.Fatal(e)
	}
	if err == nil {
		t.Error("Probe = nil on a full disk")
	}
	if err := d.Probe(t.Context()); err != nil {
		t.Errorf("Probe = %v when there is room again", err)
	}
	if since, err := d.Overdue(t.Context(), time.Now()); err != nil || !since.IsZero() {
		t.Errorf("Overdue = %v, %v of an empty outbox", since, err)
	}
}
