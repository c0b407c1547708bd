package delivery

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"sitrep/news"
)

// EditStore is the queue of messages to be edited.
type EditStore interface {
	// ClaimEdit returns the oldest edit that is due, one of a channel at a time, and holds it until now+lease.
	ClaimEdit(ctx context.Context, now time.Time, lease time.Duration) (news.Edit, bool, error)
	FinishEdit(ctx context.Context, delivery int64, revision int, place string) error
	RetryEdit(ctx context.Context, delivery int64, at time.Time, reason string) error
	FailEdit(ctx context.Context, delivery int64, reason string) error
	BlockSubscription(ctx context.Context, id int64, reason string) error
}

// MessageEditor edits the message of a delivery and returns the channel or thread in which it stands. Errors are as a
// [Sender]'s. To edit a message twice is to edit it once.
type MessageEditor interface {
	Edit(ctx context.Context, e news.Edit) (place string, err error)
}

// Editor makes the edits that wait.
type Editor struct {
	lg     *slog.Logger
	store  EditStore
	editor MessageEditor
	o      Options
	woken  chan struct{}
}

// editors is how many edits are under way at once: of so many channels. Nobody waits for one, and digests go first.
const editors = 8

// NewEditor returns an editor. Options are as a Worker's, of which Workers is 8 by default.
func NewEditor(lg *slog.Logger, store EditStore, editor MessageEditor, o Options) *Editor {
	o.Workers = cmp.Or(o.Workers, editors)
	o.Poll = cmp.Or(o.Poll, 5*time.Second)
	o.Lease = cmp.Or(o.Lease, 2*time.Minute)
	o.Timeout = cmp.Or(o.Timeout, time.Minute)
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Editor{lg: lg, store: store, editor: editor, o: o, woken: make(chan struct{}, 1)}
}

// Wake lets Run look at once for what is to be edited.
func (w *Editor) Wake() {
	select {
	case w.woken <- struct{}{}:
	default:
	}
}

// Run edits until ctx ends, and returns nil then. What is under way is finished and recorded first.
func (w *Editor) Run(ctx context.Context) error {
	var editing sync.WaitGroup
	defer editing.Wait()
	free := make(chan struct{}, w.o.Workers)
	done := make(chan struct{}, 1)
	for {
		select {
		case <-ctx.Done():
			return nil
		case free <- struct{}{}:
		}
		e, ok, err := w.store.ClaimEdit(ctx, w.o.Now(), w.o.Lease)
		if ok {
			editing.Go(func() {
				if err := w.make(ctx, e); err != nil {
					w.lg.ErrorContext(ctx, "edit", "error", err)
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
			w.lg.ErrorContext(ctx, "edit", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-done:
		case <-w.woken:
		case <-time.After(w.o.Poll):
		}
	}
}

// make makes one edit and records what became of it.
func (w *Editor) make(ctx context.Context, e news.Edit) error {
	attempt, cancel := lingering(ctx, w.o.Timeout, stopGrace)
	place, err := w.attempt(attempt, e)
	cancel()
	record, cancel := lingering(ctx, w.o.Timeout, recordGrace)
	defer cancel()
	return w.record(record, e, place, err)
}

// attempt is one attempt; a panic is a failed one.
func (w *Editor) attempt(ctx context.Context, e news.Edit) (place string, err error) {
	defer func() {
		if p := recover(); p != nil {
			w.lg.ErrorContext(ctx, "an edit panicked", "delivery", e.ID, "panic", p, "stack", string(debug.Stack()))
			err = &Error{Reason: fmt.Sprintf("a fault of Sitrep, which its log describes: %v", p)}
		}
	}()
	return w.editor.Edit(ctx, e)
}

// record writes down what became of e. Where Discord refuses the bot, its subscription is paused as for a digest, and
// the edit waits until that goes on.
func (w *Editor) record(ctx context.Context, e news.Edit, place string, err error) error {
	lg := w.lg.With("delivery", e.ID, "channel", e.Channel, "message", e.Message, "attempt", e.Tries)
	d := e.Delivery
	d.Attempt = e.Tries
	o := decide(d, err, w.o.Now())
	if o.pause {
		lg.WarnContext(ctx, "edit waits until Discord allows it", "reason", o.reason)
		if err := w.store.BlockSubscription(ctx, e.Subscription, o.reason); err != nil &&
			news.ErrorCode(err) != news.NotFound {
			return fmt.Errorf("block subscription %d: %w", e.Subscription, err)
		}
		o.state, o.at = news.Pending, w.o.Now().Add(time.Hour)
		if w.o.Now().Sub(e.Created) > maxWait {
			o.state = news.Failed
		}
	}
	metrics.GetOrCreateCounter(`sitrep_edits_total{outcome="` + string(o.state) + `"}`).Inc()
	switch o.state {
	case news.Sent:
		lg.InfoContext(ctx, "edited")
		return w.store.FinishEdit(ctx, e.ID, e.Revision, place)
	case news.Pending:
		lg.WarnContext(ctx, "edit is tried again", "at", o.at, "reason", o.reason)
		return w.store.RetryEdit(ctx, e.ID, o.at, o.reason)
	}
	lg.WarnContext(ctx, "edit given up", "reason", o.reason)
	return w.store.FailEdit(ctx, e.ID, o.reason)
}

// maxWait is how old a message may be whose edit still waits for a permission.
const maxWait = 14 * 24 * time.Hour
