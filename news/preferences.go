package news

import (
	"strings"
	"time"
)

// QuietDays is what a subscription gets on a day without news.
type QuietDays string

// What a quiet day brings. None of them mentions anybody, and a day on which most feeds fail is never skipped.
const (
	QuietPosted    QuietDays = ""      // a digest that says so, with what was read
	QuietShortened QuietDays = "short" // one line
	QuietSkipped   QuietDays = "skip"  // nothing
)

// Threads is where a subscription's messages go beside its channel.
type Threads string

// Where messages go. In a forum each message begins a post in any case, but for those of a story.
const (
	NoThreads    Threads = ""       // into the channel
	DigestThread Threads = "digest" // each begins a thread of its own, to talk about it
	StoryThread  Threads = "story"  // those about one running story go into one thread, which the first begins
)

// Preferences are what a subscription wants beside its topic and its times. The zero value is what most want.
type Preferences struct {
	Quiet      QuietDays `json:"quiet,omitempty"`
	Outlets    []string  `json:"outlets,omitempty"`     // if there are any, only what these tell
	NotOutlets []string  `json:"not_outlets,omitempty"` // never what these tell
	Words      []string  `json:"words,omitempty"`       // if there are any, only facts in which one of them stands
	NotWords   []string  `json:"not_words,omitempty"`   // no fact in which one of them stands
	Near       *Circle   `json:"near,omitempty"`        // only facts at places in it
	Story      int64     `json:"story,omitempty"`       // only facts of it
	Threads    Threads   `json:"threads,omitempty"`
	Hours      string    `json:"hours,omitempty"`   // "22:00-07:00": when nothing comes, in the subscription's zone
	Gravity    float64   `json:"gravity,omitempty"` // of a watch: how grave, of 10, a fact is at least; 0 is any
	PerDay     int       `json:"per_day,omitempty"` // of a watch: alerts within 24 hours at most; 0 is no bound
	Until      time.Time `json:"until,omitzero"`    // when it ends; zero is never
	Plain      bool      `json:"plain,omitempty"`   // without pictures
	// Language is what is said in, a BCP 47 tag; "" is English. What is quoted stays as it was printed.
	Language string `json:"language,omitempty"`
}

// Circle is a place and how far around it.
type Circle struct {
	Name       string  `json:"name"`
	Latitude   float64 `json:"lat"`
	Longitude  float64 `json:"lon"`
	Kilometres float64 `json:"km"`
}

// MuteKind is what a [Mute] silences.
type MuteKind string

// The kinds of mute.
const (
	MuteStory  MuteKind = "story"
	MuteOutlet MuteKind = "outlet"
	MuteWord   MuteKind = "word"
)

// Mute keeps something out of all digests and alerts of one reader until it ends.
type Mute struct {
	ID      int64
	Guild   string // "" for somebody's own
	Reader  string // the channel, or, for somebody's own, the user
	Kind    MuteKind
	Value   string // the story's id, the outlet's name, the word
	Name    string // as shown: the story's title
	Until   time.Time
	By      string
	Created time.Time
}

// Reader is whose digests a subscription brings: the channel that gets them, or the user whose own it is.
func (s Subscription) Reader() string {
	if s.Guild == "" {
		return s.By
	}
	return s.Channel
}

// Topics are the slugs of a subscription's topics; one that is "" is everything.
func (s Subscription) Topics() []string { return SplitTopics(s.Topic) }

// SplitTopics takes apart what stands for one or several topics: slugs with commas between.
func SplitTopics(topic string) []string { return strings.Split(topic, ",") }

// ServerSettings are what the admins of a server have set for all of it. The zero value is the usual.
type ServerSettings struct {
	Private   []string `json:"private,omitempty"`    // channels in which answers are for whoever asks, by id
	Audit     string   `json:"audit,omitempty"`      // the channel that is told of trouble; "" is none
	AlertRole string   `json:"alert_role,omitempty"` // that alerts mention where nothing else is said; "" is none
	Language  string   `json:"language,omitempty"`   // that it is answered in, a BCP 47 tag; "" is Discord's own for it
}

// OwnTopic is a topic that a server's admins have made.
type OwnTopic struct {
	Topic
	Guild   string
	By      string
	Created time.Time
}
