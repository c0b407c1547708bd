package fetch

import (
	"context"
	"sync"
	"time"
)

// turns lets one request at a time through to each host, and none before an interval has passed since the last.
type turns struct {
	mu    sync.Mutex
	hosts map[string]*host
}

type host struct {
	busy    chan struct{} // holds a token while a request is under way
	next    time.Time     // no request begins before; guarded by busy
	users   int           // waiting or under way; guarded by turns.mu
	heldTil time.Time     // Retry-After; guarded by turns.mu
	delay   time.Duration // Crawl-delay of robots.txt; guarded by turns.mu
}

// maxHosts is how many idle hosts are remembered before those whose interval has passed are forgotten.
const maxHosts = 4096

// take waits for the host's turn. The function that it returns ends the turn.
func (t *turns) take(ctx context.Context, name string, interval time.Duration) (func(), error) {
	h := t.enter(name)
	select {
	case h.busy <- struct{}{}:
	case <-ctx.Done():
		t.leave(h)
		return nil, context.Cause(ctx)
	}
	if wait := time.Until(h.next); wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			<-h.busy
			t.leave(h)
			return nil, context.Cause(ctx)
		}
	}
	t.mu.Lock()
	h.next = time.Now().Add(max(interval, h.delay))
	t.mu.Unlock()
	return func() {
		<-h.busy
		t.leave(h)
	}, nil
}

func (t *turns) enter(name string) *host {
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.hosts[name]
	if h == nil {
		if t.hosts == nil {
			t.hosts = map[string]*host{}
		}
		if len(t.hosts) >= maxHosts {
			t.forget()
		}
		h = &host{busy: make(chan struct{}, 1)}
		t.hosts[name] = h
	}
	h.users++
	return h
}

func (t *turns) leave(h *host) {
	t.mu.Lock()
	h.users--
	t.mu.Unlock()
}

// forget drops the hosts about which there is nothing left to remember.
func (t *turns) forget() {
	now := time.Now()
	for name, h := range t.hosts {
		if h.users == 0 && now.After(h.next) && now.After(h.heldTil) {
			delete(t.hosts, name)
		}
	}
}

// hold silences a host.
func (t *turns) hold(name string, d time.Duration) {
	h := t.enter(name)
	defer t.leave(h)
	t.mu.Lock()
	defer t.mu.Unlock()
	if until := time.Now().Add(min(d, maxHold)); until.After(h.heldTil) {
		h.heldTil = until
	}
}

// held is how long a host is still silenced.
func (t *turns) held(name string) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if h := t.hosts[name]; h != nil {
		return max(0, time.Until(h.heldTil))
	}
	return 0
}

// slow sets a host's own interval.
func (t *turns) slow(name string, d time.Duration) {
	h := t.enter(name)
	defer t.leave(h)
	t.mu.Lock()
	defer t.mu.Unlock()
	h.delay = d
}
