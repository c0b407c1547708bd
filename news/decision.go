package news

import "time"

// Decision is what an operator, or a server's moderator for that server, has said about an event, as it is kept for the
// record.
type Decision struct {
	ID       int64
	Time     time.Time
	What     DecisionKind
	Event    int64   // that was kept, split, hidden or shown again
	Title    string  // its
	Other    int64   // that was merged into it, or that was split off it
	Articles []int64 // of the merged one; that were split off
	Guild    string  // of what holds for one server; "" is everywhere
	By       string  // the Discord user, "" for whoever runs the program
}

// DecisionKind says what was decided.
type DecisionKind string

// The decisions.
const (
	DecideMerge DecisionKind = "merge"
	DecideSplit DecisionKind = "split"
	DecideHide  DecisionKind = "hide"
	DecideShow  DecisionKind = "unhide"
)
