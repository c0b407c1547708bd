package gateway

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Claims are leases that several processes of one bot share, of which one has each at a time.
type Claims interface {
	// Hold takes a lease and keeps it until release; ok is false while another has it. held ends when it is lost.
	Hold(ctx context.Context, name string) (held context.Context, release func(), ok bool, err error)
	// Held are the names of those that somebody holds and that begin with prefix.
	Held(ctx context.Context, prefix string) ([]string, error)
	// Lease takes one for a time, and says how long to wait if it is taken.
	Lease(ctx context.Context, name string, hold time.Duration) (wait time.Duration, err error)
}

const (
	// shareEvery is how often a process looks for shards that nobody keeps.
	shareEvery = 2 * time.Second
	// giveEvery is how often a process that keeps more than its share gives a shard up, for a process that came later:
	// each costs a session start, and some seconds in which its servers are not answered.
	giveEvery = 30 * time.Second
)

// sharing keeps some of the shards, and lets other processes keep the others: each an equal share, or those that are
// left when another has ended.
type sharing struct {
	o     *Options
	fail  context.CancelCauseFunc
	total int
	gate  *sharedGate
	given time.Time // when a shard was given up last
	kept  map[int]*keptShard
}

// keptShard is a shard that this process keeps.
type keptShard struct {
	stop context.CancelFunc
	done chan struct{} // closed when it is given back
}

func newSharing(o *Options, fail context.CancelCauseFunc) *sharing {
	return &sharing{
		o: o, fail: fail, total: max(1, o.Info.Shards), kept: map[int]*keptShard{},
		gate: &sharedGate{claims: o.Claims, concurrency: max(1, o.Info.Starts.Concurrency)},
	}
}

// run keeps shards until ctx ends, and has given all back then.
func (s *sharing) run(ctx context.Context) {
	present, leave := s.present(ctx)
	defer leave()
	look := time.NewTicker(shareEvery)
	defer look.Stop()
	for ctx.Err() == nil {
		if present.Err() != nil {
			leave()
			present, leave = s.present(ctx)
		}
		if err := s.round(ctx); err != nil && ctx.Err() == nil {
			s.o.Logger.WarnContext(ctx, "which shards to keep cannot be found out; it is tried again", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-look.C:
		}
	}
	for _, k := range s.kept {
		k.stop()
	}
	for _, k := range s.kept {
		<-k.done
	}
}

// present tells the others that this process is there.
func (s *sharing) present(ctx context.Context) (held context.Context, leave func()) {
	held, leave, ok, err := s.o.Claims.Hold(ctx, "gateway "+rand.Text())
	if err != nil || !ok { // it is tried again
		ended, end := context.WithCancel(ctx)
		end()
		return ended, func() {}
	}
	return held, leave
}

// round takes shards that nobody keeps, or gives one up.
func (s *sharing) round(ctx context.Context) error {
	changed := false
	for id, k := range s.kept {
		select {
		case <-k.done: // its lease was lost
			delete(s.kept, id)
			changed = true
		default:
		}
	}
	defer func() {
		if changed {
			s.tell()
		}
	}()
	processes, err := s.o.Claims.Held(ctx, "gateway ")
	if err != nil {
		return err
	}
	shards, err := s.o.Claims.Held(ctx, "shard ")
	if err != nil {
		return err
	}
	if len(s.kept) == 0 {
		s.agree(shards)
		changed = true // it may not have been told that there are none
	}
	share := (s.total + max(1, len(processes)) - 1) / max(1, len(processes))
	for id := range s.total {
		if s.kept[id] != nil || len(s.kept) >= share || slices.Contains(shards, s.name(id)) {
			continue
		}
		taken, err := s.take(ctx, id)
		if err != nil {
			return err
		}
		changed = changed || taken
	}
	if len(s.kept) > share && time.Since(s.given) >= giveEvery {
		s.given = time.Now()
		last := slices.Max(s.ids())
		s.kept[last].stop()
		<-s.kept[last].done
		delete(s.kept, last)
		changed = true
	}
	return nil
}

// agree takes over the number of shards with which other processes are connected: Discord may recommend another by now,
// but all must have the same.
func (s *sharing) agree(shards []string) {
	for _, name := range shards {
		var id, total int
		if _, err := fmt.Sscanf(name, "shard %d of %d", &id, &total); err == nil && total > 0 {
			s.total = total
		}
	}
}

func (s *sharing) name(id int) string { return fmt.Sprintf("shard %d of %d", id, s.total) }

// take keeps a shard from now on, if nobody else does.
func (s *sharing) take(ctx context.Context, id int) (bool, error) {
	held, release, ok, err := s.o.Claims.Hold(ctx, s.name(id))
	if err != nil || !ok {
		return false, err
	}
	held, stop := context.WithCancel(held)
	k := &keptShard{stop: stop, done: make(chan struct{})}
	s.kept[id] = k
	one := &shard{o: s.o, id: id, total: s.total, gate: s.gate, lg: s.o.Logger.With("shard", id)}
	var kept sync.WaitGroup
	kept.Go(func() {
		if err := one.keep(held); err != nil {
			s.fail(err)
		}
	})
	go func() {
		kept.Wait()
		stop()
		release()
		close(k.done)
	}()
	return true, nil
}

func (s *sharing) ids() (out []int) {
	for id := range s.kept {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

func (s *sharing) tell() {
	if s.o.Holding != nil {
		s.o.Holding(s.ids(), s.total)
	}
}

// sharedGate spaces out the identifying of all processes: see [gate].
type sharedGate struct {
	claims      Claims
	concurrency int
}

// pass waits for the turn of a shard, or until ctx ends.
func (g *sharedGate) pass(ctx context.Context, shard int) {
	for ctx.Err() == nil {
		wait, err := g.claims.Lease(ctx, fmt.Sprintf("identify %d", shard%g.concurrency), IdentifyEvery)
		switch {
		case err != nil:
			sleep(ctx, time.Second)
		case wait == 0:
			return
		default:
			sleep(ctx, wait)
		}
	}
}
