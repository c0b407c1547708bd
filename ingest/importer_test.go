package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// dryRun reads the paths without storing anything and returns the report and the problems.
func dryRun(t *testing.T, stdin io.Reader, paths ...string) (Report, []string) {
	t.Helper()
	reader, err := reading.Load()
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
	for _, want := range []string{
		"read 1, failed 2", "closed.txt: permission denied: let this user read it",
		"shut: permission denied",
	} {
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
	reader, err := reading.Load()
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

// batched is house with an import that files articles together.
func batched(t *testing.T, topics []news.Topic) (*Pipeline, *storage.DB) {
	t.Helper()
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	db := storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys}})
	p, err := New(t.Context(), slog.New(slog.DiscardHandler), db, reader, Options{
		Topics: topics, Now: func() time.Time { return now },
		Batch: func(ctx context.Context) (Batch, error) { return db.Batch(ctx) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, db
}

// placement is where every article and sentence of a database ended up.
type placement struct {
	articles []storage.ArticleStory
	facts    []news.Fact
}

func placed(t *testing.T, db *storage.DB) (p placement) {
	t.Helper()
	for s, err := range db.ArticleStories(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		p.articles = append(p.articles, s)
	}
	var err error
	if p.facts, err = db.Facts(t.Context(), news.FactQuery{Limit: 100_000, Oldest: true}); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestImportPlacesAlikeInBatches(t *testing.T) {
	topics := []news.Topic{{Slug: "ukraine-war", Words: []string{"ukraine", "kyiv"}}}
	const dispatches = "../cmd/bot/dispatches/2025-04.jsonl"
	p, together := batched(t, topics)
	report, err := (&Importer{Pipeline: p}).Import(t.Context(), dispatches, dispatches)
	if err != nil || report.Added < 60 || report.Unchanged != report.Added+report.Revised {
		t.Fatalf("Import = %+v, %v; want every dispatch once", report, err)
	}
	p, apart := batched(t, topics)
	p.options.Batch = nil
	if report, err = (&Importer{Pipeline: p}).Import(t.Context(), dispatches); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(placed(t, apart), placed(t, together), cmp.AllowUnexported(placement{})); diff != "" {
		t.Errorf("one by one (-) and in batches (+) articles end up in different places:\n%s", diff)
	}
}

// TestImportStopsBetweenArticles stops an import in the middle of a batch: what it counts is what is stored.
func TestImportStopsBetweenArticles(t *testing.T) {
	p, db := batched(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	var lines strings.Builder
	for i := range 200 {
		fmt.Fprintf(&lines,
			`{"source": "Podil Post", "id": "%d", "title": "Strike %d", "text": "A missile struck depot number %d in `+
				`Kyiv at dawn."}`+"\n", i, i, i)
	}
	taken := 0
	im := &Importer{Pipeline: p, Stdin: strings.NewReader(lines.String()), Progress: func(Report) {
		if taken++; taken == 100 {
			cancel()
		}
	}}
	report, err := im.Import(ctx, "-")
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("Import = %v, want context.Canceled", err)
	}
	stats, err := db.Stats(t.Context())
	if err != nil || report.Added < 100 || stats.Articles != report.Added {
		t.Errorf("%d articles are stored (%v), %d counted; want the same, at least the 100 taken", stats.Articles, err,
			report.Added)
	}
	im.Stdin, im.Progress = strings.NewReader(lines.String()), nil
	again, err := im.Import(t.Context(), "-")
	if err != nil || again.Added+again.Unchanged != 200 || again.Unchanged != report.Added {
		t.Errorf("the second import = %+v, %v; want the rest added and nothing twice", again, err)
	}
}
