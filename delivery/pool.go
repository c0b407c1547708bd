package delivery

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// pool does the jobs that wait in a queue of storage, several at once: what [Worker] and [Editor] have in common.
type pool[J any] struct {
	lg    *slog.Logger
	o     Options
	queue string        // its name in the log
	woken chan struct{} // a job may wait
	next  func(ctx context.Context) (J, bool, error)
	work  func(ctx context.Context, j J) error // does a job and records what became of it
}

// newPool returns a pool whose Options are filled in: workers and poll are its own defaults. next and work are to be
// set.
func newPool[J any](lg *slog.Logger, queue string, o Options, workers int, poll time.Duration) pool[J] {
	o.Workers = cmp.Or(o.Workers, workers)
	o.Poll = cmp.Or(o.Poll, poll)
	o.Lease = cmp.Or(o.Lease, 2*time.Minute)
	o.Timeout = cmp.Or(o.Timeout, time.Minute)
	if o.Now == nil {
		o.Now = time.Now
	}
	return pool[J]{lg: lg, o: o, queue: queue, woken: make(chan struct{}, 1)}
}

// Wake lets Run look at once for what is due.
func (p *pool[J]) Wake() {
	select {
	case p.woken <- struct{}{}:
	default:
	}
}

// Run does jobs until ctx ends, and returns nil then. Those under way are finished and recorded first, for which they
// have [stopGrace]; what is cut off is recorded as a failed attempt.
//
// One goroutine claims, and only while there is somebody free, so that an empty queue costs one look each Poll.
func (p *pool[J]) Run(ctx context.Context) error {
	var working sync.WaitGroup
	defer working.Wait()
	free := make(chan struct{}, p.o.Workers)
	done := make(chan struct{}, 1) // a job has ended: the next of its channel may be claimable
	for {
		select {
		case <-ctx.Done():
			return nil
		case free <- struct{}{}:
		}
		j, ok, err := p.next(ctx)
		if ok {
			working.Go(func() {
				if err := p.work(ctx, j); err != nil {
					p.lg.ErrorContext(ctx, "a queue is in trouble", "queue", p.queue, "error", err)
				}
				<-free
				select {
				case done <- struct{}{}:
				default:
				}
			})
			continue
		}
		<-free
		if err != nil && ctx.Err() == nil {
			p.lg.ErrorContext(ctx, "a queue is in trouble", "queue", p.queue, "error", err)
		}
		select {
		case <-ctx.Done():
		case <-done:
		case <-p.woken:
		case <-time.After(p.o.Poll):
		}
	}
}

// rescue, deferred, makes a failed attempt of one that panics: the digest that provokes it is tried later, like any
// other that could not be sent, and given up in the end, while the rest goes out.
func (p *pool[J]) rescue(ctx context.Context, id int64, err *error) {
	if v := recover(); v != nil {
		p.lg.ErrorContext(ctx, "an attempt panicked", "queue", p.queue, "delivery", id, "panic", v,
			"stack", string(debug.Stack()))
		*err = &Error{Reason: fmt.Sprintf("a fault of Sitrep, which its log describes: %v", v)}
	}
}

// exhausted is the error of a job that was claimed so often that nobody lived to say what came of it; nil before.
func exhausted(attempt int) error {
	if attempt <= maxAttempts {
		return nil
	}
	return &Error{
		Permanent: true, Once: true,
		Reason: fmt.Sprintf("given up: Sitrep ended in each of %d attempts at it", maxAttempts),
	}
}
