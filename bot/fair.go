package bot

import (
	"context"
	"slices"
	"sync"
)

// Bounds of what is answered at once.
const (
	maxBusy    = 64 // requests at work; more wait behind a deferred answer
	maxPerUser = 2  // of one user: whoever asks a hundred things at once waits for himself
	// maxQueued is how many more of one user wait. By feel: nobody reads more answers than these.
	maxQueued = 10
)

// errCrowded says that a user has asked more than is kept waiting.
var errCrowded = errorf("You have %d requests under way. Wait until they are answered.", maxPerUser+maxQueued)

// fairQueue lets requests to work: a few of each user, and those that wait server by server in turn. It is safe for
// concurrent use.
type fairQueue struct {
	mu      sync.Mutex
	free    int
	busy    map[string]int // by user
	queued  map[string]int // by user
	waiting []*line        // in the order of their turns; none is empty
}

// line is what waits in one server, in order.
type line struct {
	server string
	all    []*waiter
}

type waiter struct {
	user string
	turn chan struct{} // closed when it is this one's turn
}

func newFairQueue(places int) *fairQueue {
	return &fairQueue{free: places, busy: map[string]int{}, queued: map[string]int{}}
}

// enter returns when a user of a server may be served: leave must be called afterwards. It returns [errCrowded] at once
// if too much of the user waits already, or the error of ctx.
func (q *fairQueue) enter(ctx context.Context, server, user string) error {
	if server == "" { // direct messages are a place of their own
		server = "@" + user
	}
	q.mu.Lock()
	if q.queued[user] >= maxQueued {
		q.mu.Unlock()
		return errCrowded
	}
	w := &waiter{user, make(chan struct{})}
	i := slices.IndexFunc(q.waiting, func(l *line) bool { return l.server == server })
	if i < 0 {
		i = len(q.waiting)
		q.waiting = append(q.waiting, &line{server: server})
	}
	l := q.waiting[i]
	l.all = append(l.all, w)
	q.queued[user]++
	q.admit()
	q.mu.Unlock()
	select {
	case <-w.turn:
		return nil
	case <-ctx.Done():
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	at := slices.Index(l.all, w)
	if at < 0 { // its turn came at the same moment
		q.release(user)
		return ctx.Err()
	}
	q.drop(l, at)
	return ctx.Err()
}

// leave ends what enter began.
func (q *fairQueue) leave(user string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.release(user)
}

// release frees a place. q.mu is held.
func (q *fairQueue) release(user string) {
	q.free++
	count(q.busy, user, -1)
	q.admit()
}

// admit gives the free places away: to the first in each line whose user has not enough, one server after the other.
// q.mu is held.
func (q *fairQueue) admit() {
	for i := 0; i < len(q.waiting) && q.free > 0; {
		l := q.waiting[i]
		at := slices.IndexFunc(l.all, func(w *waiter) bool { return q.busy[w.user] < maxPerUser })
		if at < 0 {
			i++
			continue
		}
		w := l.all[at]
		q.drop(l, at)
		q.free--
		count(q.busy, w.user, 1)
		close(w.turn)
		if len(l.all) > 0 { // others first
			q.waiting = append(slices.Delete(q.waiting, i, i+1), l)
		}
	}
}

// drop takes one out of a line, and the line away when it is empty. q.mu is held.
func (q *fairQueue) drop(l *line, at int) {
	count(q.queued, l.all[at].user, -1)
	l.all = slices.Delete(l.all, at, at+1)
	if len(l.all) == 0 {
		if i := slices.Index(q.waiting, l); i >= 0 {
			q.waiting = slices.Delete(q.waiting, i, i+1)
		}
	}
}

// count adds n to a number, and forgets one that is 0.
func count(m map[string]int, key string, n int) {
	if m[key] += n; m[key] == 0 {
		delete(m, key)
	}
}
