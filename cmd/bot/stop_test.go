package main

import (
	"context"
	"errors"
	"net/http"
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

// TestTheEndDoesNotWaitForAHangingPoll stops the program while it waits for a feed and for a page that never come: had
// it waited for them, it would have ended after poll.timeout.
func TestTheEndDoesNotWaitForAHangingPoll(t *testing.T) {
	o := newOutlet(t)
	asked := make(chan struct{}, 2)
	hang := func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
	}
	o.serve("/hanging", hang)
	o.serve("/page", hang)
	o.serve("/rss", document("application/rss+xml", o.rss("Hvirne Herald", [3]string{
		bridgeTitle, "/page",
		"Few words.",
	})))
	configure(t, o, "timeout = \"9m\"\n[[sources]]\nname = \"A\"\nfeeds = [\"OUTLET/hanging\"]\n"+
		"[[sources]]\nname = \"B\"\nfeeds = [\""+strings.Replace(o.URL, "127.0.0.1", "localhost", 1)+"/rss\"]\n")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var out strings.Builder // read when the program has ended
	ended := make(chan int, 1)
	go func() {
		e := &env{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: time.Now}
		ended <- run(ctx, e, []string{"run"})
	}()
	<-asked
	cancel()
	if code := <-ended; code != 0 {
		t.Errorf("sitrep run ended with %d:\n%s", code, out.String())
	}
}
