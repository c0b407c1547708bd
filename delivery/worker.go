package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"sitrep/news"
)

// Store is the outbox.
type Store interface {
	// ClaimDelivery returns the oldest delivery that is due, in order for each channel, and holds it until now+lease.
	ClaimDelivery(ctx context.Context, now time.Time, lease time.Duration) (news.Delivery, bool, error)
	FinishDelivery(ctx context.Context, id int64, message, thread string) error
	RetryDelivery(ctx context.Context, id int64, at time.Time, reason string) error
	FailDelivery(ctx context.Context, id int64, reason string) error
	BlockSubscription(ctx context.Context, id int64, reason string) error // until Discord takes it again
}

// Receipt is where a delivery stands now.
type Receipt struct {
	Message string // its id
	Thread  string // the thread in which it stands, or which it began; "" for none
}

// Sender sends one delivery and returns where it stands. An error that is no *Error is taken for a passing one.
// Sending the same Nonce again soon after must not make a second message.
type Sender interface {
	Send(ctx context.Context, d news.Delivery) (Receipt, error)
}

// Error is what a Sender says about a failure.
type Error struct {
	Permanent bool          // trying again is of no use until somebody changes something
	Once      bool          // permanent, but only this delivery is to blame: the subscription goes on
	After     time.Duration // wait at least so long before the next attempt; 0 leaves it to the worker
	Reason    string        // one line for an admin: what is wrong and what to do
	Err       error         // the cause, for the log; may be nil
}

func (e *Error) Error() string {
	if e.Err != nil {
		return e.Reason + ": " + e.Err.Error()
	}
	return e.Reason
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Options tune a Worker. The zero value of each field means its default.
type Options struct {
	Workers int              // deliveries under way at once; 32, which at 600 ms a request is Discord's 50 a second
	Poll    time.Duration    // how often an empty outbox is looked at; 1 s
	Lease   time.Duration    // how long a claim holds; 2 minutes
	Timeout time.Duration    // of one attempt; 1 minute. It must be well below Lease, or one delivery is sent by two
	Now     func() time.Time // time.Now
}

// Worker empties the outbox. What is cut off when it stops is found again by its nonce.
type Worker struct {
	pool[news.Delivery]
	store  Store
	sender Sender
}

// New returns a worker.
func New(lg *slog.Logger, store Store, sender Sender, o Options) *Worker {
	w := &Worker{pool: newPool[news.Delivery](lg, "deliveries", o, 32, time.Second), store: store, sender: sender}
	w.next, w.work = w.claim, w.deliver
	return w
}

// claim takes a delivery that is due.
func (w *Worker) claim(ctx context.Context) (news.Delivery, bool, error) {
	d, ok, err := w.store.ClaimDelivery(ctx, w.o.Now(), w.o.Lease)
	if err != nil {
		return d, false, fmt.Errorf("claim delivery: %w", err)
	}
	return d, ok, nil
}

// RunOnce delivers one delivery that is due and reports whether there was one. A failure to send is recorded, not
// returned; the error is the outbox's.
func (w *Worker) RunOnce(ctx context.Context) (bool, error) {
	d, ok, err := w.claim(ctx)
	if err != nil || !ok {
		return false, err
	}
	return true, w.deliver(ctx, d)
}

// How long what is under way may take when the worker is told to stop. Together they leave the process a second of the
// ten that it has (docker stop, systemd and Kubernetes kill later).
const (
	stopGrace   = 7 * time.Second         // for an attempt
	recordGrace = 1500 * time.Millisecond // for writing down what became of it
)

// deliver sends what was claimed and records what became of it. The end of ctx does not stop it at once: half a
// delivery would wait for the lease and be sent again.
func (w *Worker) deliver(ctx context.Context, d news.Delivery) error {
	sent, err := Receipt{}, exhausted(d.Attempt)
	if err == nil {
		attempt, cancel := lingering(ctx, w.o.Timeout, stopGrace)
		sent, err = w.send(attempt, d)
		cancel()
	}
	return w.note(ctx, d, sent, decide(d, err, w.o.Now()))
}

// send is one attempt; a panic is a failed one.
func (w *Worker) send(ctx context.Context, d news.Delivery) (sent Receipt, err error) {
	defer w.rescue(ctx, d.ID, &err)
	return w.sender.Send(ctx, d)
}

// note records what became of d, though ctx may have ended.
func (w *Worker) note(ctx context.Context, d news.Delivery, sent Receipt, o outcome) error {
	ctx, cancel := lingering(ctx, w.o.Timeout, recordGrace)
	defer cancel()
	return w.record(ctx, d, sent, o)
}

// lingering is a context that ends after a timeout, or when parent has been over for grace.
func lingering(parent context.Context, timeout, grace time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(parent), timeout)
	stop := context.AfterFunc(parent, func() {
		select {
		case <-ctx.Done():
		case <-time.After(grace):
			cancel()
		}
	})
	return ctx, func() { stop(); cancel() }
}

// outcome is what becomes of a delivery after an attempt.
type outcome struct {
	state  news.DeliveryState // Sent, Pending (try again) or Failed
	at     time.Time          // of the next attempt
	reason string
	pause  bool // the subscription, until somebody mends what is wrong
}

// maxAttempts is when a delivery is given up: with the pauses below, after about a day and a half. A digest older than
// that is news to nobody, and the next one brings what is still new.
const maxAttempts = 40

// decide chooses what becomes of d after an attempt that ended with err.
func decide(d news.Delivery, err error, now time.Time) outcome {
	if err == nil {
		return outcome{state: news.Sent}
	}
	reason, after := "sending failed: "+err.Error(), time.Duration(0)
	if e, ok := errors.AsType[*Error](err); ok {
		if reason, after = e.Reason, e.After; e.Permanent {
			return outcome{state: news.Failed, reason: reason, pause: !e.Once}
		}
	}
	if d.Attempt >= maxAttempts {
		return outcome{state: news.Failed, reason: fmt.Sprintf("given up after %d attempts: %s", d.Attempt, reason)}
	}
	return outcome{state: news.Pending, at: now.Add(max(after, backoff(d.Attempt))), reason: reason}
}

// backoff is the pause after an attempt, counted from 1: 2 s, 4 s, 8 s, …, at most an hour. The first ones are short
// because a resend is recognised by its nonce for a few minutes only.
func backoff(attempt int) time.Duration {
	const first, most = 2 * time.Second, time.Hour
	if attempt > 11 { // 2 s << 11 is more than an hour
		return most
	}
	return min(first<<max(0, attempt-1), most)
}

// record writes down what became of d.
func (w *Worker) record(ctx context.Context, d news.Delivery, sent Receipt, o outcome) error {
	metrics.GetOrCreateCounter(`sitrep_deliveries_total{outcome="` + string(o.state) + `"}`).Inc()
	lg := w.lg.With("delivery", d.ID, "channel", d.Channel, "attempt", d.Attempt)
	switch o.state {
	case news.Sent:
		lg.InfoContext(ctx, "delivered", "message", sent.Message)
		if at := d.Digest.Published; d.Digest.Alert > 0 && !at.IsZero() {
			metrics.GetOrCreateHistogram(`sitrep_alert_seconds`).Update(w.o.Now().Sub(at).Seconds())
		}
		// A busy or full disk is given time: what is not recorded is sent again when the lease ends.
		for {
			err := w.store.FinishDelivery(ctx, d.ID, sent.Message, sent.Thread)
			if err == nil || news.ErrorCode(err) == news.NotFound {
				return err
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("finish delivery %d: %w", d.ID, err)
			case <-time.After(w.o.Poll):
			}
		}
	case news.Pending:
		lg.WarnContext(ctx, "delivery is tried again", "at", o.at, "reason", o.reason)
		if err := w.store.RetryDelivery(ctx, d.ID, o.at, o.reason); err != nil {
			return fmt.Errorf("retry delivery %d: %w", d.ID, err)
		}
		return nil
	}
	lg.ErrorContext(ctx, "delivery failed", "reason", o.reason, "paused", o.pause)
	if o.pause { // first: if we die in between, the delivery is tried again and pauses again
		if err := w.store.BlockSubscription(ctx, d.Subscription, o.reason); err != nil {
			return fmt.Errorf("block subscription %d: %w", d.Subscription, err)
		}
	}
	if err := w.store.FailDelivery(ctx, d.ID, o.reason); err != nil {
		return fmt.Errorf("fail delivery %d: %w", d.ID, err)
	}
	return nil
}
