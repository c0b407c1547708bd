package news

import "time"

// FeedState is how a feed fares.
type FeedState string

// The states, the worst first.
const (
	FeedPaused  FeedState = "paused"  // it is not polled any more
	FeedFailing FeedState = "failing" // the last poll failed
	FeedSilent  FeedState = "silent"  // it has had nothing new for longer than is its habit
	FeedPartial FeedState = "partial" // mostly summaries, without their whole texts
	FeedWaiting FeedState = "waiting" // not polled yet
	FeedHealthy FeedState = "healthy"
)

// FeedStates lists all states, the worst first.
func FeedStates() []FeedState {
	return []FeedState{FeedPaused, FeedFailing, FeedSilent, FeedPartial, FeedWaiting, FeedHealthy}
}

// State tells how f fares.
func (f Feed) State(now time.Time) FeedState {
	const enough = 5 // items to judge by
	switch {
	case f.Paused != "":
		return FeedPaused
	case f.LastError != "":
		return FeedFailing
	case f.LastSuccess.IsZero():
		return FeedWaiting
	case f.Silent(now):
		return FeedSilent
	case f.Items >= enough && f.PartialShare() > 0.5:
		return FeedPartial
	}
	return FeedHealthy
}

// Enrolment asks for a feed to be polled.
type Enrolment struct {
	Address string   // of the feed, or of a page that names its feeds
	Name    string   // of the outlet; "" for what the feed calls itself
	Topics  []string // slugs that it is filed under
	By      string   // ByOperator or the id of a Discord server
}

// Discovery is what was found at an address that somebody gave.
type Discovery struct {
	Feed      Feed // with its outlet; stored if it has an ID
	Title     string
	Items     int
	Newest    time.Time // the date of the newest item, zero if no item has one
	Summaries int       // items without their whole text
	Others    []string  // feeds that the page names besides
}

// FeedImport is what came of a list of feeds.
type FeedImport struct {
	Added   []Feed
	Known   int           // there already
	Left    int           // over the number that may be added
	Refused []RefusedFeed // what is no feed's address
	Folders []string      // names of folders that are no topic
}

// RefusedFeed is a feed of a list that was not added.
type RefusedFeed struct{ URL, Reason string }
