package rest

import (
	"context"
	"slices"
	"sync"
	"time"
)

// globalEvery is the pace of requests under the global limit. Discord allows 50 a second and counts them in seconds
// that begin when it pleases; at 48, evenly spread, a second on its side still holds no more than 50 if the network
// delays some by 40 ms more than others.
const globalEvery = time.Second / 48

// catchUp is how many requests may follow one another at once after a timer that rang late.
const catchUp = 2

// holdBack is how long a new process sends nothing that nobody waits for. One that was killed just before may have used
// up Discord's second: together they would send twice what is allowed.
const holdBack = 1100 * time.Millisecond

// pacer lets requests through one by one, those that somebody waits for before those of a digest burst.
type pacer struct {
	every time.Duration
	begun time.Time // when the process began to send

	mu      sync.Mutex
	next    time.Time // when the next one may go
	queues  [2][]chan struct{}
	ringing bool // a timer is set, which lets the next one through
}

// The queues of a pacer.
const (
	urgent = iota
	bulk
)

// pass returns when it is the caller's turn, or at once with an error if that is too late for ctx.
func (p *pacer) pass(ctx context.Context, queue int) error {
	if held := time.Until(p.begun.Add(holdBack)); queue == bulk && held > 0 {
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < held {
			return &LimitError{held, "Sitrep has just started"}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(held):
		}
	}
	p.mu.Lock()
	now := time.Now()
	if !p.ringing && !now.Before(p.next) {
		p.advance(now)
		p.mu.Unlock()
		return nil
	}
	ahead := len(p.queues[urgent])
	if queue == bulk {
		ahead += len(p.queues[bulk])
	}
	turn := p.next.Add(time.Duration(ahead) * p.every)
	if deadline, ok := ctx.Deadline(); ok && deadline.Before(turn) {
		p.mu.Unlock()
		return &LimitError{turn.Sub(now), "many requests wait for the global rate limit"}
	}
	ticket := make(chan struct{})
	p.queues[queue] = append(p.queues[queue], ticket)
	if !p.ringing {
		p.ringing = true
		time.AfterFunc(p.next.Sub(now), p.ring)
	}
	p.mu.Unlock()
	select {
	case <-ticket:
		return nil
	case <-ctx.Done():
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if i := slices.Index(p.queues[queue], ticket); i >= 0 {
		p.queues[queue] = slices.Delete(p.queues[queue], i, i+1)
	}
	return ctx.Err()
}

// advance sets when the next one may go. p.mu is held.
func (p *pacer) advance(now time.Time) {
	p.next = p.next.Add(p.every)
	if earliest := now.Add(-catchUp * p.every); p.next.Before(earliest) {
		p.next = now.Add(p.every)
	}
}

// ring lets the first one through and sets the timer for the one behind it.
func (p *pacer) ring() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ringing = false
	for i := range p.queues {
		if len(p.queues[i]) == 0 {
			continue
		}
		close(p.queues[i][0])
		p.queues[i] = p.queues[i][1:]
		now := time.Now()
		p.advance(now)
		p.ringing = true // even if nobody waits now: whoever comes before p.next must queue
		time.AfterFunc(p.next.Sub(now), p.ring)
		return
	}
}

// bulkKey marks the context of a request that nobody waits for.
type bulkKey struct{}

// inBulk marks ctx: its requests let others go first.
func inBulk(ctx context.Context) context.Context { return context.WithValue(ctx, bulkKey{}, true) }

func queueOf(ctx context.Context) int {
	if ctx.Value(bulkKey{}) != nil {
		return bulk
	}
	return urgent
}
