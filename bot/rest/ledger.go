package rest

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Ledger is where several processes that speak for one bot take turns, and tell each other what Discord has told them:
// it counts requests for the bot and for the address, not for the process. What it counts for a channel stays with each
// process: only one at a time posts in a channel.
type Ledger interface {
	// Turn takes the next turn: they follow one another every so often. Those that were missed by less than catchUp are
	// made up for at once.
	Turn(ctx context.Context, every, catchUp time.Duration) (Turn, error)
	// Told notes refused requests, and for how long nothing may be sent under the global limit or a ban.
	Told(ctx context.Context, refused int, pause, ban time.Duration) error
}

// Turn is when a process may send its next request, and how all processes of the bot stand with Discord.
type Turn struct {
	Wait    time.Duration // until the turn
	Pause   time.Duration // that a global limit still lasts, 0 if there is none
	Ban     time.Duration // that the address is kept out, likewise
	Refused int           // requests within the last ten minutes
}

// How long a ledger may take. Beyond that a request is not sent for now.
const (
	turnTimeout = 5 * time.Second
	toldTimeout = 2 * time.Second
)

// sharedPacer lets requests through one by one, by turns with other processes. It takes a turn only when somebody
// waits, so that requests of another process that somebody waits for are not behind a whole burst of this one.
type sharedPacer struct {
	ledger Ledger
	every  time.Duration
	heard  func(Turn) // takes how all processes stand

	mu      sync.Mutex
	queues  [2][]chan error
	serving bool // somebody takes turns for those who wait
}

// pass returns when it is the caller's turn, or at once with an error if that is too late for ctx.
func (p *sharedPacer) pass(ctx context.Context, queue int) error {
	ticket := make(chan error, 1)
	p.mu.Lock()
	ahead := len(p.queues[urgent])
	if queue == bulk {
		ahead += len(p.queues[bulk])
	}
	after := time.Duration(ahead) * p.every
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < after {
		p.mu.Unlock()
		return &LimitError{after, "many requests wait for the global rate limit"}
	}
	p.queues[queue] = append(p.queues[queue], ticket)
	if !p.serving {
		p.serving = true
		go p.serve(context.WithoutCancel(ctx))
	}
	p.mu.Unlock()
	select {
	case err := <-ticket:
		return err
	case <-ctx.Done():
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if i := slices.Index(p.queues[queue], ticket); i >= 0 {
		p.queues[queue] = slices.Delete(p.queues[queue], i, i+1)
	}
	return ctx.Err()
}

// A turn that a busy machine wakes up for too late is let go, or the request would join those of the next second: but
// no more than a few in a row, so that something is sent.
const (
	lateTurn  = catchUp * globalEvery
	mostLetGo = 5
)

// serve takes turns while somebody waits.
func (p *sharedPacer) serve(ctx context.Context) {
	for letGo := 0; p.waited(); {
		asked := time.Now()
		bounded, cancel := context.WithTimeout(ctx, turnTimeout)
		turn, err := p.ledger.Turn(bounded, p.every, catchUp*p.every)
		cancel()
		if err != nil {
			p.next(&LimitError{
				time.Second, "the database, in which processes take turns, does not answer: " + err.Error(),
			})
			continue
		}
		p.heard(turn)
		time.Sleep(turn.Wait)
		if time.Since(asked.Add(turn.Wait)) > lateTurn && letGo < mostLetGo {
			letGo++
			continue
		}
		letGo = 0
		p.next(nil)
	}
}

// waited reports whether somebody waits; if not, whoever comes next sees to it that turns are taken.
func (p *sharedPacer) waited() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.serving = len(p.queues[urgent])+len(p.queues[bulk]) > 0
	return p.serving
}

// next lets the first one through, or tells it why not.
func (p *sharedPacer) next(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.queues {
		if len(p.queues[i]) > 0 {
			p.queues[i][0] <- err
			p.queues[i] = p.queues[i][1:]
			return
		}
	}
}

// hear takes from a ledger how all processes stand.
func (l *limiter) hear(t Turn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.budget.shared, l.budget.heard = t.Refused, now
	if t.Pause > 0 {
		l.pause = later(l.pause, now.Add(t.Pause))
	}
	if t.Ban > 0 {
		l.ban = later(l.ban, now.Add(t.Ban))
	}
}

// told is what an answer tells all processes.
type told struct {
	refused    int
	pause, ban time.Duration
}

// tell tells the other processes.
func (l *limiter) tell(ctx context.Context, t told) {
	if l.ledger == nil || t == (told{}) {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), toldTimeout)
	defer cancel()
	if err := l.ledger.Told(ctx, t.refused, t.pause, t.ban); err != nil {
		l.lg.WarnContext(ctx, "other processes do not know what Discord has told", "error", err)
	}
}
