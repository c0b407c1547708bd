package bot

import (
	"strconv"
	"sync"
	"time"
)

// sessions knows which shards are connected, and how late the events of Discord are by this machine's clock. It is safe
// for concurrent use; the zero value is ready.
type sessions struct {
	mu    sync.Mutex
	down  map[int]bool  // shards that were connected before and have not gone on yet
	lag   time.Duration // the least between an interaction's making and its arrival, by two clocks
	known bool          // lag is
}

// connected is told whether a shard is connected.
func (s *sessions) connected(shard int, is bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down == nil {
		s.down = map[int]bool{}
	}
	if is {
		delete(s.down, shard)
	} else {
		s.down[shard] = true
	}
}

// resuming reports whether what arrives now may be what was missed: Discord replays it before it says that a session
// goes on.
func (s *sessions) resuming() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.down) > 0
}

// late is how long ago an interaction was made when it arrived, as far as two clocks can tell: the quickest one that
// was ever seen is taken to have come at once.
func (s *sessions) late(made, arrived time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	lag := arrived.Sub(made)
	if !s.known || lag < s.lag {
		s.lag, s.known = lag, true
	}
	return lag - s.lag
}

// connected notes and shows whether a shard is connected to the gateway.
func (b *Bot) connected(shard int, is bool) {
	b.sessions.connected(shard, is)
	showConnected(shard, is)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shards == nil {
		b.shards = map[int]bool{}
	}
	b.shards[shard] = is
}

// arrive notes how late an interaction comes. Only of a replayed one is it of interest: the clock may be set meanwhile.
func (b *Bot) arrive(i *interaction, replayed bool) {
	made, ok := madeAt(i.ID)
	if !ok {
		return
	}
	if late := b.sessions.late(made, i.arrived); replayed {
		i.late = late
	}
}

// timeLeft is how long an interaction can still be answered.
func (b *Bot) timeLeft(i *interaction) time.Duration {
	return firstUntil - i.late - b.o.Now().Sub(i.arrived)
}

// madeAt is when Discord made an id (Discord documentation, "Snowflakes").
func madeAt(id string) (time.Time, bool) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= 0 {
		return time.Time{}, false
	}
	return time.UnixMilli(n>>22 + discordEpoch), true
}
