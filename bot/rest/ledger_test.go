package rest

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// book is a ledger in memory.
type book struct {
	mu         sync.Mutex
	next       time.Time
	pause, ban time.Time
	refused    int
	down       error
}

func (b *book) Turn(_ context.Context, every, catchUp time.Duration) (Turn, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.down != nil {
		return Turn{}, b.down
	}
	now := time.Now()
	turn := b.next
	if turn.Before(now.Add(-catchUp)) {
		turn = now
	}
	b.next = turn.Add(every)
	return Turn{
		Wait: max(0, turn.Sub(now)), Pause: max(0, b.pause.Sub(now)), Ban: max(0, b.ban.Sub(now)), Refused: b.refused,
	}, nil
}

func (b *book) Told(_ context.Context, refused int, pause, ban time.Duration) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refused += refused
	b.pause, b.ban = later(b.pause, time.Now().Add(pause)), later(b.ban, time.Now().Add(ban))
	return nil
}

// sharing are clients of several processes that speak for one bot.
func sharing(t *testing.T, n int, w http.RoundTripper) (all []*Client, b *book) {
	t.Helper()
	b = &book{}
	for range n {
		c, err := New(slog.New(slog.DiscardHandler), Options{
			APIURL: "http://stand-in.example", Token: "secret", Transport: w, Ledger: b,
		})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all, b
}

// TestProcessesShareTheGlobalLimit has three processes send all that they can: no second holds more than Discord
// allows, and hardly less.
func TestProcessesShareTheGlobalLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var sent []time.Time
		all, _ := sharing(t, 3, wire(func(*http.Request) *http.Response {
			mu.Lock()
			defer mu.Unlock()
			sent = append(sent, time.Now())
			return answerWith(200, "{}")
		}))
		begun := time.Now()
		var wg sync.WaitGroup
		for i := range 300 {
			wg.Go(func() {
				q := Request{Method: "GET", Path: "/gateway/bot", Bulk: i%2 > 0}
				if err := all[i%3].Do(t.Context(), q, nil); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for i := range sent {
			if j := i + 50; j < len(sent) && sent[j].Sub(sent[i]) < time.Second {
				t.Fatalf("51 requests within %v", sent[j].Sub(sent[i]))
			}
		}
		if took := time.Since(begun); took > 300*globalEvery+time.Second {
			t.Errorf("300 requests take %v", took)
		}
	})
}

// TestProcessesKnowWhatOneIsTold: a global limit, a ban, and a budget that all have used up together.
func TestProcessesKnowWhatOneIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		status, scope := 429, "global"
		all, b := sharing(t, 2, wire(func(*http.Request) *http.Response {
			return answerWith(status, `{"retry_after": 60}`, "Retry-After", "60", "X-RateLimit-Scope", scope)
		}))
		send := func(c *Client) error {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			return c.Get(ctx, "/gateway/bot", nil)
		}
		if err := send(all[0]); err == nil {
			t.Fatal("a request over the limit is answered")
		}
		if e, ok := errors.AsType[*LimitError](send(all[1])); !ok || e.After < 50*time.Second {
			t.Errorf("the other process sends under a global limit: %v", e)
		}
		<-time.After(time.Minute)
		status = 200
		if err := send(all[1]); err != nil {
			t.Errorf("when the limit is lifted: %v", err)
		}
		b.refused = invalidBudget
		if _, ok := errors.AsType[*LimitError](send(all[1])); !ok || all[1].Standing().PausedFor <= 0 {
			t.Error("a process sends although all together have used up the budget")
		}
		b.refused = 0
		<-time.After(hearAgain)
		if err := send(all[1]); err != nil {
			t.Errorf("when the budget is renewed: %v", err)
		}
		b.down = errors.New("no connection")
		if _, ok := errors.AsType[*LimitError](send(all[0])); !ok {
			t.Error("a process sends without a turn")
		}
	})
}
