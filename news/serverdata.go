package news

import (
	"encoding/json"
	"time"
)

// ServerDataFormat names the shape of [ServerData], in its first field.
const ServerDataFormat = "sitrep-server-data/1"

// ServerData is all that is a Discord server's own, as /data export gives it: docs/operating.md tells its shape.
type ServerData struct {
	Format        string           `json:"format"`
	Server        string           `json:"server"`
	Exported      time.Time        `json:"exported"`
	Settings      ServerSettings   `json:"settings"`
	Topics        []Topic          `json:"topics"`
	Feeds         []ServerFeed     `json:"feeds"`
	Subscriptions []Subscription   `json:"subscriptions"` // digests and watches
	Articles      []ServerArticle  `json:"articles"`      // that its own feeds brought
	Deliveries    []ServerDelivery `json:"deliveries"`
	TextsLeftOut  int              `json:"texts_left_out,omitempty"` // of articles, because the file would be too large
}

// ServerFeed is a feed of a server's own; secrets in its address are left out.
type ServerFeed struct {
	URL    string   `json:"url"`
	Source Source   `json:"source"`
	Topics []string `json:"topics"`
}

// ServerArticle is an article of a server's own.
type ServerArticle struct {
	Source    string    `json:"source"`
	URL       string    `json:"url"`
	Title     string    `json:"title"`
	Byline    string    `json:"byline,omitempty"`
	Language  string    `json:"language"`
	Published time.Time `json:"published"`
	Seen      time.Time `json:"seen"`
	Revision  int       `json:"revision"`
	Text      string    `json:"text,omitempty"`
}

// ServerDelivery is what was sent to a server.
type ServerDelivery struct {
	Channel string          `json:"channel"`
	State   string          `json:"state"`
	Message string          `json:"message,omitempty"` // its id in Discord
	Created time.Time       `json:"created"`
	Digest  json.RawMessage `json:"digest"`
}
