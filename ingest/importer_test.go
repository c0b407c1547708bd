package ingest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/entity"
)

// dryRun reads the paths without storing anything and returns the report and the problems.
func dryRun(t *testing.T, stdin io.Reader, paths ...string) (Report, []string) {
	t.Helper()
	reader, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	var problems []string
	im := &Importer{
		Pipeline: Dry(slog.New(slog.DiscardHandler), reader, Options{}), DryRun: true, Stdin: stdin,
		Problem: func(p Problem) { problems = append(problems, p.String()) },
	}
	report, err := im.Import(t.Context(), paths...)
	if err != nil {
		t.Fatal(err)
	}
	return report, problems
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestImportWalksFoldersInOrder(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "b", "two.txt"), "The second text speaks of a convoy.")
	write(t, filepath.Join(dir, "a.txt"), "The first text speaks of a bridge.")
	write(t, filepath.Join(dir, "README.md"), "No article.")
	write(t, filepath.Join(dir, ".hidden.txt"), "No article either.")
	report, problems := dryRun(t, strings.NewReader("A third text."), dir, "-")
	if want := (Report{Files: 3, Read: 3, Skipped: 2}); report != want || len(problems) != 0 {
		t.Errorf("Import = %+v, %v, want %+v", report, problems, want)
	}
}

// TestImportNamesWhatItMayNotRead runs itself as somebody without rights: root may read everything.
func TestImportNamesWhatItMayNotRead(t *testing.T) {
	const child = "SITREP_TEST_CLOSED"
	if dir := os.Getenv(child); dir != "" {
		report, problems := dryRun(t, nil, dir)
		fmt.Fprintf(os.Stdout, "read %d, failed %d: %s\n", report.Read, report.Failed, problems)
		return
	}
	dir, err := os.MkdirTemp("", "closed") //nolint:usetesting // the parent of t.TempDir is open to its owner only
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "open.txt"), "Everybody may read of the bridge.")
	write(t, filepath.Join(dir, "closed.txt"), "Nobody may read of the convoy.")
	write(t, filepath.Join(dir, "shut", "text.txt"), "Nor of the ferry.")
	for _, p := range []string{"closed.txt", "shut"} {
		if err := os.Chmod(filepath.Join(dir, p), 0); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(dir, "program")
	self, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(program, self, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-test.run=^TestImportNamesWhatItMayNotRead$")
	cmd.Env = append(os.Environ(), child+"="+dir)
	cmd.Dir = dir
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, want := range []string{"read 1, failed 2", "closed.txt: permission denied: let this user read it", "shut: permission denied"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the import does not say %q:\n%s", want, out)
		}
	}
}

func TestPathErrors(t *testing.T) {
	report, problems := dryRun(t, nil, filepath.Join(t.TempDir(), "nowhere"))
	if report.Failed != 1 || !strings.HasSuffix(problems[0], "there is no such file or folder") {
		t.Errorf("Import of nothing = %+v, %v", report, problems)
	}
}

func TestImportStopsWithItsContext(t *testing.T) {
	reader, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	im := &Importer{
		Pipeline: Dry(slog.New(slog.DiscardHandler), reader, Options{}), DryRun: true,
		Stdin: strings.NewReader(strings.Repeat(`{"text":"A text."}`+"\n", 1000)),
		Progress: func(Report) {
			if n++; n == 10 {
				cancel()
			}
		},
	}
	report, err := im.Import(ctx, "-")
	if err == nil || report.Read >= 1000 {
		t.Errorf("Import after its end: %d read, %v", report.Read, err)
	}
}

func TestReportArticles(t *testing.T) {
	r := Report{Added: 1, Revised: 2, Unchanged: 3, Read: 4, Failed: 5}
	if diff := cmp.Diff(10, r.Articles()); diff != "" {
		t.Error(diff)
	}
}
