package bot

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"
)

// guard runs work and turns a panic into an error that says where it happened, so that one bad article, digest or event
// cannot take the bot down.
func guard(work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return work()
}

// How long what is under way may take when the bot is told to stop. Together they leave the process a second of the ten
// that it has before whoever stops it kills it.
const (
	stopGrace    = 7 * time.Second         // for an answer
	goodbyeGrace = 1500 * time.Millisecond // to say that there will be none
)

// sendTimeout bounds one request that somebody waits for.
const sendTimeout = 10 * time.Second

// lingering is a context that ends when parent has been over for grace.
func lingering(parent context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(parent))
	stop := context.AfterFunc(parent, func() {
		select {
		case <-ctx.Done():
		case <-time.After(grace):
			cancel()
		}
	})
	return ctx, func() { stop(); cancel() }
}

// wait sleeps, or less if ctx ends.
func wait(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
