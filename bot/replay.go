package bot

import (
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
