package bot

import (
	"encoding/json"
	"sync"
)

// directory remembers what servers and channels are called, from what the gateway tells: lists and menus must name them
// at once, and nobody can be asked about one that was deleted. It is safe for concurrent use; the zero value is ready.
type directory struct {
	mu       sync.Mutex
	servers  map[string]string
	channels map[string]string
}

// maxDirectory bounds how many names of each kind are remembered: some ten megabytes. What comes later has no name.
const maxDirectory = 100_000

type nameAndID struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// note takes an event of the gateway. A name outlives what it was of.
func (d *directory) note(event string, raw json.RawMessage) {
	var e struct {
		nameAndID
		Channels []nameAndID `json:"channels"`
		Threads  []nameAndID `json:"threads"`
	}
	switch event {
	case "GUILD_CREATE", "GUILD_UPDATE", "CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE", "THREAD_CREATE",
		"THREAD_UPDATE", "THREAD_LIST_SYNC":
	default:
		return
	}
	if json.Unmarshal(raw, &e) != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.servers == nil {
		d.servers, d.channels = map[string]string{}, map[string]string{}
	}
	switch event {
	case "GUILD_CREATE", "GUILD_UPDATE":
		remember(d.servers, e.nameAndID)
	default:
		remember(d.channels, e.nameAndID)
	}
	for _, c := range append(e.Channels, e.Threads...) {
		remember(d.channels, c)
	}
}

func remember(names map[string]string, of nameAndID) {
	if _, known := names[of.ID]; of.ID != "" && of.Name != "" && (known || len(names) < maxDirectory) {
		names[of.ID] = of.Name
	}
}

// channel is what a channel is called, with its sign: "#news"; "" if nobody has said.
func (d *directory) channel(id string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if name := d.channels[id]; name != "" {
		return "#" + name
	}
	return ""
}

// server is what a server is called, "" if nobody has said.
func (d *directory) server(id string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.servers[id]
}
