package gateway

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep/internal/discordtest"
)

// claims are leases in memory, which processes share.
type claims struct {
	mu    sync.Mutex
	until map[string]time.Time
	lost  map[string]context.CancelFunc
}

func (c *claims) Lease(_ context.Context, name string, hold time.Duration) (time.Duration, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.until == nil {
		c.until, c.lost = map[string]time.Time{}, map[string]context.CancelFunc{}
	}
	if wait := time.Until(c.until[name]); wait > 0 {
		return wait, nil
	}
	c.until[name] = time.Now().Add(hold)
	return 0, nil
}

func (c *claims) Hold(ctx context.Context, name string) (context.Context, func(), bool, error) {
	wait, err := c.Lease(ctx, name, 1000*time.Hour)
	if err != nil || wait > 0 {
		return ctx, func() {}, false, err
	}
	held, end := context.WithCancel(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lost[name] = end
	return held, func() { c.lose(name) }, true, nil
}

// lose ends a lease.
func (c *claims) lose(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if end := c.lost[name]; end != nil {
		end()
	}
	delete(c.until, name)
	delete(c.lost, name)
}

func (c *claims) Held(_ context.Context, prefix string) (out []string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, until := range c.until {
		if strings.HasPrefix(name, prefix) && time.Now().Before(until) {
			out = append(out, name)
		}
	}
	return out, nil
}

// TestShardsAreShared lets two processes keep four shards: each once, in equal shares, none lost when one ends, and
// identifying spaced out over both (which the stand-in checks).
func TestShardsAreShared(t *testing.T) {
	bubble(t, discordtest.Options{Shards: 4, Sessions: 100}, func(t *testing.T, srv *discordtest.Server) {
		leases := &claims{}
		var mu sync.Mutex
		holds := map[int][]int{}
		join := func(process int) *client {
			return start(t, srv, func(o *Options) {
				o.Info.Shards, o.Claims = 4, leases
				o.Holding = func(shards []int, total int) {
					mu.Lock()
					defer mu.Unlock()
					holds[process] = shards
					if total != 4 {
						t.Errorf("%d shards in all, want 4", total)
					}
				}
			})
		}
		check := func(when string, want ...int) {
			t.Helper()
			mu.Lock()
			defer mu.Unlock()
			var sizes []int
			for _, p := range slices.Sorted(maps.Keys(holds)) {
				sizes = append(sizes, len(holds[p]))
			}
			if !slices.Equal(sizes, want) {
				t.Errorf("%s the processes keep %v shards, want %v", when, sizes, want)
			}
			connected := map[int]int{}
			for _, s := range srv.Sessions() {
				if s.Connected {
					connected[s.Shard[0]]++
				}
			}
			for id := range 4 {
				if connected[id] != 1 {
					t.Errorf("%s shard %d is connected %d times", when, id, connected[id])
				}
			}
		}
		first := join(1)
		later(t, time.Minute)
		check("alone", 4)
		join(2)
		later(t, 3*time.Minute)
		check("with a second", 2, 2)
		first.cancel()
		later(t, time.Minute)
		check("when the first has ended", 2, 4)
		leases.lose("shard 3 of 4")
		later(t, time.Minute)
		check("after a lease was lost", 2, 4)
	})
}
