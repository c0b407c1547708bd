package ingest

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"sitrep/news"
)

// Articles are placed by one process, because their order makes stories; any number reads. Whoever has read one hands
// it in and waits until it is filed. What is handed in stands in storage: whoever places goes on where another was
// killed, and files each once, since what came of it is stored in the transaction that files it.

// Desk takes in articles for the process that places them.
type Desk interface {
	HandIn(ctx context.Context, filing []byte) (id int64, err error)
	// HandedOutcome says what came of an article, once; false while nobody has filed it.
	HandedOutcome(ctx context.Context, id int64) (outcome news.Outcome, done bool, err error)
}

// HandedStore is where the process that places articles finds them.
type HandedStore interface {
	Handed(ctx context.Context, limit int) ([]news.Handed, error) // those handed in first
	RefuseHanded(ctx context.Context, id int64, why error) error
}

// deskLook is how often is asked for what nobody has told of: whoever is to be woken may be missed.
const deskLook = 500 * time.Millisecond

// deskPatience is how long an article may wait before the log says so: longer than another process needs to take over.
const deskPatience = time.Minute

// wakes lets any number wait for the next time that somebody is woken. The zero value is ready.
type wakes struct {
	mu   sync.Mutex
	next chan struct{}
}

// wait returns what is closed when the others are woken next.
func (w *wakes) wait() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.next == nil {
		w.next = make(chan struct{})
	}
	return w.next
}

func (w *wakes) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.next != nil {
		close(w.next)
		w.next = nil
	}
}

// filing is an article that was read, as it is handed in.
type filing struct {
	Article news.Article
	Reading news.Reading
}

// handIn leaves an article that was read to whoever places, and waits for what comes of it.
func (p *Pipeline) handIn(ctx context.Context, a news.Article, r news.Reading) (news.Outcome, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(filing{a, r}); err != nil {
		return "", fmt.Errorf("encode article %q: %w", a.URL, err)
	}
	id, err := p.options.Desk.HandIn(ctx, b.Bytes())
	if err != nil {
		return "", err
	}
	warned := time.Now().Add(deskPatience)
	for {
		woken := p.settled.wait()
		outcome, done, err := p.options.Desk.HandedOutcome(ctx, id)
		if err != nil || done {
			return outcome, err
		}
		if time.Now().After(warned) {
			p.lg.WarnContext(ctx, "an article waits to be placed: does a process with the role place run?",
				"article", a.URL)
			warned = time.Now().Add(time.Hour)
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err() // it will be filed; whoever reads it again finds it unchanged
		case <-woken:
		case <-time.After(deskLook):
		}
	}
}

// Filed wakes those who wait for an article that another process files.
func (p *Pipeline) Filed() { p.settled.wake() }

// Placer files what processes hand in that do not place themselves.
type Placer struct {
	lg       *slog.Logger
	store    HandedStore
	pipeline *Pipeline
	handed   wakes
}

// NewPlacer returns a placer over a pipeline that files in batches.
func NewPlacer(lg *slog.Logger, store HandedStore, pipeline *Pipeline) *Placer {
	return &Placer{lg: lg, store: store, pipeline: pipeline}
}

// Wake lets Run look at once for what was handed in.
func (p *Placer) Wake() { p.handed.wake() }

// Run files what is handed in until ctx ends.
func (p *Placer) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		woken := p.handed.wait()
		n, err := p.RunOnce(ctx)
		if err != nil && ctx.Err() == nil {
			p.lg.ErrorContext(ctx, "handed articles are not filed; they are tried again", "error", err)
		}
		if err == nil && n > 0 {
			continue
		}
		select {
		case <-ctx.Done():
		case <-woken:
		case <-time.After(deskLook):
		}
	}
	return ctx.Err()
}

// handedTogether is how many articles are filed in one transaction: others write meanwhile.
const handedTogether = 16

// RunOnce files the next few of what was handed in and returns how many those were.
func (p *Placer) RunOnce(ctx context.Context) (int, error) {
	all, err := p.store.Handed(ctx, handedTogether)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	jobs := p.decode(all)
	if p.together(ctx, jobs) == nil {
		return len(all), nil
	}
	for _, j := range jobs { // one of them is to blame
		if err := p.alone(ctx, j); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

// job is an article that was handed in, with what its placing needs of its words.
type job struct {
	id int64
	filing
	draft draft
	err   error // it cannot be filed
}

// decode reads what was handed in, on all cores.
func (p *Placer) decode(all []news.Handed) []job {
	jobs := make([]job, len(all))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, h := range all {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			j := &jobs[i]
			j.id = h.ID
			j.err = guarded(func() error {
				if err := gob.NewDecoder(bytes.NewReader(h.Filing)).Decode(&j.filing); err != nil {
					return news.Errorf(news.Invalid, "it was handed in by another version of the program: %w", err)
				}
				j.draft = p.pipeline.draft(j.Article)
				return nil
			})
		})
	}
	wg.Wait()
	return jobs
}

// guarded turns a panic into an error: one bad article must not keep the others from being filed.
func guarded(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return do()
}

// together files all in one transaction, or none.
func (p *Placer) together(ctx context.Context, jobs []job) error {
	p.pipeline.mu.Lock()
	defer p.pipeline.mu.Unlock()
	b, err := p.pipeline.options.Batch(ctx)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if err = p.file(ctx, b, j); err != nil {
			break
		}
	}
	if err != nil {
		return errors.Join(err, b.Rollback())
	}
	return b.Commit(ctx)
}

func (p *Placer) file(ctx context.Context, b Batch, j job) error {
	if j.err != nil {
		return j.err
	}
	outcome := news.Outcome("")
	err := guarded(func() (err error) {
		outcome, err = p.pipeline.file(ctx, b, j.Article, j.Reading, j.draft)
		return err
	})
	if err != nil {
		return err
	}
	return b.Settle(ctx, j.id, outcome)
}

// alone files one, or says why that cannot be done. The error is one after which nothing can be filed for now.
func (p *Placer) alone(ctx context.Context, j job) error {
	err := p.together(ctx, []job{j})
	switch code := news.ErrorCode(err); {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case code == news.Unavailable:
		return err
	case code == news.Conflict: // another process was faster
		return nil
	}
	p.lg.WarnContext(ctx, "a handed article cannot be filed", "article", j.Article.URL, "error", err)
	return p.store.RefuseHanded(ctx, j.id, err)
}
