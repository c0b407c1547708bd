package bot

import (
	"sync"
	"time"
)

// closedChannels are the channels that took a message only without its files. It is safe for concurrent use; the zero
// value is ready.
type closedChannels struct {
	mu    sync.Mutex
	until map[string]time.Time
}

// closedFor is how long a channel is not tried again: each try may cost one of the requests that Discord counts as
// invalid.
const closedFor = 12 * time.Hour

// is reports whether a channel is closed at now.
func (c *closedChannels) is(channel string, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return now.Before(c.until[channel])
}

// close remembers a channel.
func (c *closedChannels) close(channel string, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.until == nil || len(c.until) >= maxPlaces {
		c.until = map[string]time.Time{}
	}
	c.until[channel] = now.Add(closedFor)
}
