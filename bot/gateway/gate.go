package gateway

import (
	"context"
	"sync"
	"time"
)

// IdentifyEvery is how long one identify keeps the next of its bucket waiting: 5 s ("Gateway", "Max Concurrency"), and
// some delay, as it is the arrival that Discord counts.
const IdentifyEvery = 5500 * time.Millisecond

// gate spaces out identifying: one at a time in each of Discord's buckets, which are the shard's number modulo the
// concurrency.
type gate struct {
	concurrency int

	mu   sync.Mutex
	next map[int]time.Time // by bucket: when the next may go out
}

func newGate(concurrency int) *gate {
	return &gate{concurrency: max(1, concurrency), next: map[int]time.Time{}}
}

// pass waits for the turn of a shard, or until ctx ends.
func (g *gate) pass(ctx context.Context, shard int) {
	g.mu.Lock()
	bucket, now := shard%g.concurrency, time.Now()
	turn := g.next[bucket]
	if turn.Before(now) {
		turn = now
	}
	g.next[bucket] = turn.Add(IdentifyEvery)
	g.mu.Unlock()
	sleep(ctx, turn.Sub(now))
}
