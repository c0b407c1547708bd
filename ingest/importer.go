package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"sitrep/news"
)

// Problem is something in a file that could not be imported.
type Problem struct {
	Place   string // "dispatches.jsonl:12"
	Err     error
	Skipped bool // nothing is wrong: a folder holds a file whose ending is none of ours
	Note    bool // nothing is lost by it: see [NoteError]
}

func (p Problem) String() string { return p.Place + ": " + p.Err.Error() }

// Report counts what an import did.
type Report struct {
	Files     int
	Added     int
	Revised   int
	Unchanged int
	Read      int // in a dry run: articles that would be filed
	Failed    int
	Notes     int // told of what costs nothing
	Skipped   int // files of a folder whose ending is none of ours
}

// Articles is how many articles were taken in, new or known.
func (r Report) Articles() int { return r.Added + r.Revised + r.Unchanged + r.Read }

// Importer takes files through the pipeline.
type Importer struct {
	Pipeline *Pipeline
	Source   string                           // for articles that name none
	DryRun   bool                             // read and report, store nothing
	Stdin    io.Reader                        // for the path "-"
	Problem  func(Problem)                    // told of each problem; may be nil
	Progress func(Report)                     // told after each article; may be nil
	Visit    func(news.Article, news.Reading) // in a dry run, told of each reading; may be nil
}

// Import takes in every article of the paths: files, folders (all files below, in order of name) and "-". A bad file or
// line is reported and does not stop the others. The error is about storage or the context: what was taken in before it
// stays.
func (im *Importer) Import(ctx context.Context, paths ...string) (Report, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	run := &importRun{im: im, queue: make(chan chan readItem, 4*runtime.GOMAXPROCS(0))}
	go func() {
		defer close(run.queue)
		for _, path := range paths {
			run.walk(ctx, path)
		}
	}()
	err := run.file(ctx)
	cancel()
	for range run.queue { // lets the walk end
	}
	return run.report, err
}

// importRun reads on every core and files in order: each item has its place in the queue before it is read.
type importRun struct {
	im     *Importer
	queue  chan chan readItem
	report Report

	batch    Batch            // nil while none is open; Pipeline.mu is held while one is
	end      <-chan time.Time // when the batch has been open for long enough
	outcomes []news.Outcome   // of what is in the batch
}

type readItem struct {
	article  news.Article
	reading  news.Reading
	draft    draft
	known    bool
	problem  *Problem
	fileDone bool
	err      error
}

func (run *importRun) walk(ctx context.Context, path string) {
	if path == "-" {
		run.decode(ctx, "standard input", "", run.im.Stdin)
		return
	}
	err := filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			run.fail(ctx, Problem{Place: p, Err: pathError(err)})
			if e != nil && e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		case p != path && !importable(e.Name()):
			run.fail(ctx, Problem{Place: p, Skipped: true})
			return nil
		case !e.Type().IsRegular() && e.Type()&fs.ModeSymlink == 0 && e.Type()&fs.ModeNamedPipe == 0:
			run.fail(ctx, Problem{Place: p, Err: news.Errorf(news.Invalid, "neither a file nor a folder")})
			return nil
		}
		f, err := os.Open(p)
		if err != nil {
			run.fail(ctx, Problem{Place: p, Err: pathError(err)})
			return nil
		}
		defer func() { _ = f.Close() }() // only read
		run.decode(ctx, p, p, f)
		return nil
	})
	if err != nil && ctx.Err() == nil {
		run.fail(ctx, Problem{Place: path, Err: err})
	}
}

// importable reports whether a file found in a folder has an ending that says what it is. A file that is named outright
// is taken whatever it is called.
func importable(name string) bool {
	if strings.HasPrefix(name, ".") {
		return false
	}
	switch filepath.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz")) {
	case ".txt", ".html", ".htm", ".jsonl", ".ndjson", ".json", ".xml", ".rss", ".atom", ".rdf":
		return true
	}
	return false
}

// pathError says what is wrong with a path without repeating it.
func pathError(err error) error {
	var pe *fs.PathError
	if !errors.As(err, &pe) {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return news.Errorf(news.NotFound, "there is no such file or folder")
	case errors.Is(err, fs.ErrPermission):
		return news.Errorf(news.Invalid, "permission denied: let this user read it")
	}
	return pe.Err
}

func (run *importRun) decode(ctx context.Context, place, name string, r io.Reader) {
	for item, err := range Decode(name, r, run.im.Pipeline.options.Now()) {
		if err != nil {
			_, costsNothing := errors.AsType[NoteError](err)
			run.fail(ctx, Problem{Place: item.Place(place), Err: err, Note: costsNothing})
			continue
		}
		item.Article.Source.Name = cmp.Or(item.Article.Source.Name, run.im.Source)
		if !run.enqueue(ctx, func() readItem { return run.read(ctx, place, item) }) {
			return
		}
	}
	run.enqueue(ctx, func() readItem { return readItem{fileDone: true} })
}

func (run *importRun) fail(ctx context.Context, p Problem) {
	run.enqueue(ctx, func() readItem { return readItem{problem: &p} })
}

// enqueue runs work on a goroutine of its own; its result is taken in order. The queue's length bounds how many run.
func (run *importRun) enqueue(ctx context.Context, work func() readItem) bool {
	done := make(chan readItem, 1)
	select {
	case run.queue <- done:
	case <-ctx.Done():
		return false
	}
	go func() { done <- work() }()
	return true
}

func (run *importRun) read(ctx context.Context, place string, item Item) readItem {
	p := run.im.Pipeline
	a := p.Prepare(item.Article)
	if run.im.DryRun {
		r := p.reader.Read(a)
		return readItem{article: p.judged(a, r), reading: r}
	}
	a = storable(a)
	if err := a.Validate(); err != nil {
		return readItem{problem: &Problem{Place: item.Place(place), Err: err}}
	}
	if known, err := p.known(ctx, a); err != nil || known {
		return readItem{article: a, known: known, err: err}
	}
	r := p.reader.Read(a)
	a = p.judged(a, r)
	return readItem{article: a, reading: r, draft: p.draft(a)}
}

// Bounds of what is filed together: a crash loses no more than this, and others who write wait no longer.
const (
	batchArticles = 64
	batchTime     = 100 * time.Millisecond
)

// file takes the queue in order and stores what was read.
func (run *importRun) file(ctx context.Context) error {
	defer run.rollback() // after an error of storage
	for done := range run.queue {
		it, err := run.next(ctx, done)
		if err != nil {
			return errors.Join(err, run.commit(ctx))
		}
		if err := run.take(ctx, it); err != nil {
			return errors.Join(err, run.commit(ctx))
		}
		if run.batch != nil && (len(run.outcomes) >= batchArticles || run.full()) {
			if err := run.commit(ctx); err != nil {
				return err
			}
		}
		if run.im.Progress != nil {
			run.im.Progress(run.report)
		}
	}
	return errors.Join(ctx.Err(), run.commit(ctx))
}

// next waits for an item. A batch does not stay open over a long wait.
func (run *importRun) next(ctx context.Context, done <-chan readItem) (readItem, error) {
	for {
		select {
		case it := <-done:
			return it, nil
		case <-ctx.Done():
			return readItem{}, ctx.Err()
		case <-run.end:
			if err := run.commit(ctx); err != nil {
				return readItem{}, err
			}
		}
	}
}

// full reports whether the batch has been open for long enough.
func (run *importRun) full() bool {
	select {
	case <-run.end:
		return true
	default:
		return false
	}
}

// begin opens a batch, unless one is open or articles are stored one by one.
func (run *importRun) begin(ctx context.Context) (Ledger, error) {
	p := run.im.Pipeline
	if run.batch != nil {
		return run.batch, nil
	}
	p.mu.Lock()
	if p.options.Batch == nil {
		return p.store, nil
	}
	b, err := p.options.Batch(ctx)
	if err != nil {
		p.mu.Unlock()
		return nil, err
	}
	run.batch, run.end = b, time.After(batchTime)
	return b, nil
}

// commit stores the batch and counts what is in it.
func (run *importRun) commit(ctx context.Context) error {
	if run.batch == nil {
		return nil
	}
	err := run.batch.Commit(ctx)
	if err == nil {
		for _, o := range run.outcomes {
			run.report.count(o)
		}
	}
	run.close()
	return err
}

func (run *importRun) rollback() {
	if run.batch != nil {
		_ = run.batch.Rollback() // the error that led here says more
		run.close()
	}
}

func (run *importRun) close() {
	run.batch, run.end, run.outcomes = nil, nil, nil
	run.im.Pipeline.mu.Unlock()
}

func (run *importRun) take(ctx context.Context, it readItem) error {
	switch {
	case it.err != nil:
		return fmt.Errorf("import: %w", it.err)
	case it.fileDone:
		run.report.Files++
	case it.problem != nil && it.problem.Skipped:
		run.report.Skipped++
	case it.problem != nil:
		if it.problem.Note {
			run.report.Notes++
		} else {
			run.report.Failed++
		}
		if run.im.Problem != nil {
			run.im.Problem(*it.problem)
		}
	case it.known:
		run.report.Unchanged++
	case run.im.DryRun:
		run.report.Read++
		if run.im.Visit != nil {
			run.im.Visit(it.article, it.reading)
		}
	default:
		return run.save(ctx, it)
	}
	return nil
}

// save files an item, in the batch if there are any.
func (run *importRun) save(ctx context.Context, it readItem) error {
	l, err := run.begin(ctx)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	outcome, err := run.im.Pipeline.file(ctx, l, it.article, it.reading, it.draft)
	if run.batch == nil {
		run.im.Pipeline.mu.Unlock()
		if err == nil {
			run.report.count(outcome)
		}
		return err
	}
	if err == nil {
		run.outcomes = append(run.outcomes, outcome)
	}
	return err
}

func (r *Report) count(o news.Outcome) {
	switch o {
	case news.Added:
		r.Added++
	case news.Revised:
		r.Revised++
	default:
		r.Unchanged++
	}
}
