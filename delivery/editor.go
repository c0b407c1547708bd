package delivery

import (
	"context"
	"fmt"
	"log/slog"
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
	pool[news.Edit]
	store  EditStore
	editor MessageEditor
}

// editors is how many edits are under way at once: of so many channels. Nobody waits for one, and digests go first.
const editors = 8

// NewEditor returns an editor. Options are as a Worker's, but that by default 8 edits are under way at once and an
// empty queue is looked at every 5 seconds.
func NewEditor(lg *slog.Logger, store EditStore, editor MessageEditor, o Options) *Editor {
	w := &Editor{pool: newPool[news.Edit](lg, "edits", o, editors, 5*time.Second), store: store, editor: editor}
	w.next, w.work = w.claim, w.make
	return w
}

// claim takes an edit that is due.
func (w *Editor) claim(ctx context.Context) (news.Edit, bool, error) {
	e, ok, err := w.store.ClaimEdit(ctx, w.o.Now(), w.o.Lease)
	if err != nil {
		return e, false, fmt.Errorf("claim edit: %w", err)
	}
	return e, ok, nil
}

// make makes one edit and records what became of it.
func (w *Editor) make(ctx context.Context, e news.Edit) error {
	place, err := "", exhausted(e.Tries)
	if err == nil {
		attempt, cancel := lingering(ctx, w.o.Timeout, stopGrace)
		place, err = w.attempt(attempt, e)
		cancel()
	}
	record, cancel := lingering(ctx, w.o.Timeout, recordGrace)
	defer cancel()
	return w.record(record, e, place, err)
}

// attempt is one attempt; a panic is a failed one.
func (w *Editor) attempt(ctx context.Context, e news.Edit) (place string, err error) {
	defer w.rescue(ctx, e.ID, &err)
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
