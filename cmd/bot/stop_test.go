package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestTheEndIsBoundedWhateverHangs stops a program some of whose parts do not listen.
func TestTheEndIsBoundedWhateverHangs(t *testing.T) {
	prompt := part{"poll", func(ctx context.Context) error { <-ctx.Done(); return nil }}
	deaf := part{name: "delivery"} // run below: it belongs to the bubble
	broken := part{"discord", func(context.Context) error { return errors.New("the token is refused") }}
	tests := []struct {
		name  string
		parts []part
		want  string // in the error
		hangs bool
	}{
		{"all end", []part{prompt, prompt}, "", false},
		{"one hangs", []part{prompt, deaf}, "still at work: delivery", true},
		{"one fails, another hangs", []part{prompt, deaf, broken}, "the token is refused", true},
		{"one fails", []part{prompt, broken}, "the token is refused", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				hung := make(chan struct{})
				defer close(hung)
				for i, p := range test.parts {
					if p.name == deaf.name {
						test.parts[i].run = func(context.Context) error { <-hung; return nil }
					}
				}
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				time.AfterFunc(time.Minute, cancel) // the signal
				begin := time.Now()
				err := together(ctx, test.parts)
				if err == nil && test.want != "" || err != nil && !strings.Contains(err.Error(), test.want) {
					t.Errorf("together: %v, want %q", err, test.want)
				}
				if _, hangs := errors.AsType[*hangError](err); hangs != test.hangs {
					t.Errorf("together: %v, want it to hang: %v", err, test.hangs)
				}
				if took := time.Since(begin) % time.Minute; took > 10*time.Second {
					t.Errorf("took %v to end", took)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		hung := make(chan struct{})
		defer close(hung)
		var err error
		closing(&err, func() { <-hung })
		if err == nil || !strings.Contains(err.Error(), "closing the database") {
			t.Errorf("a database that does not close: %v", err)
		}
	})
}
