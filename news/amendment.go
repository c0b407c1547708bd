package news

import "time"

// AmendmentKind is what turned out differently about what a delivered message says.
type AmendmentKind string

// The kinds of amendment.
const (
	AmendFigure    AmendmentKind = "figure"    // a number: Before became Now
	AmendCorrected AmendmentKind = "corrected" // whoever said it corrected it, without a number
	AmendDenied    AmendmentKind = "denied"    // somebody denies it
	AmendWithdrawn AmendmentKind = "withdrawn" // whoever said it takes it back
	AmendDropped   AmendmentKind = "dropped"   // the outlet's article does not say it any more
	AmendMerged    AmendmentKind = "merged"    // it is the event of another item
	AmendParted    AmendmentKind = "parted"    // an operator says that Sentence tells of another event
	AmendSpeaker   AmendmentKind = "speaker"   // somebody else said it: see Was and By
	AmendHidden    AmendmentKind = "hidden"    // whoever runs the program has nobody told of its event any more
	AmendUntold    AmendmentKind = "untold"    // whoever manages the server has it told of its event no more
)

// Amendable is for how long what was delivered is kept true: most tolls and denials settle within a week, and nobody
// scrolls back further.
const Amendable = 7 * 24 * time.Hour

// Amendment is what has to be said at an item of a digest that was delivered: what it relied on has changed.
type Amendment struct {
	Item     int           `json:"item"` // index of the development in its digest
	Kind     AmendmentKind `json:"kind"`
	Time     time.Time     `json:"time"`               // when Sitrep found it
	Headline string        `json:"headline,omitempty"` // the item's
	Facts    []int64       `json:"facts,omitempty"`    // the item's
	Before   *Figure       `json:"before,omitempty"`   // what the item says, of a figure
	Now      *Figure       `json:"now,omitempty"`      // what stands, of a figure; nil where nothing does
	By       string        `json:"by,omitempty"`       // who corrects, denies, withdraws, or said it
	Was      string        `json:"was,omitempty"`      // who was told to have said it
	With     int           `json:"with,omitempty"`     // index of the other item, of two that are one
	// Sentence is the words that show it, nil where there are none: an outlet took them out, an operator decided.
	Sentence *Sentence `json:"sentence,omitempty"`

	Posted Posted `json:"posted,omitzero"` // the message that holds the item, where it is told of elsewhere
}

// TakenBack reports whether the item is to be told no more at all.
func (a Amendment) TakenBack() bool { return a.Kind == AmendHidden || a.Kind == AmendUntold }

// Grave reports whether a channel is to be told of it beside the edit of its message: a figure, a denial, a retraction.
func (a Amendment) Grave() bool {
	switch a.Kind {
	case AmendFigure, AmendDenied, AmendWithdrawn, AmendCorrected, AmendDropped:
		return true
	}
	return false
}

// Same reports whether two amendments say the same about one item.
func (a Amendment) Same(b Amendment) bool {
	return a.Item == b.Item && a.Kind == b.Kind && a.By == b.By && a.Was == b.Was && a.With == b.With &&
		sameCount(a.Before, b.Before) && sameCount(a.Now, b.Now)
}

func sameCount(a, b *Figure) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Kind == b.Kind && a.Low == b.Low && a.Bound == b.Bound
}

// Posted is where a message stands in Discord. The zero Posted is nowhere.
type Posted struct {
	Delivery     int64  `json:"-"`
	Subscription int64  `json:"-"`
	Topic        string `json:"-"`               // of its digest
	Guild        string `json:"guild,omitempty"` // "" in direct messages
	Channel      string `json:"channel"`         // or the thread in which it stands
	Message      string `json:"message"`
}

// AmendMark is up to where what changed has been looked at: ids are given in order.
type AmendMark struct {
	Article    int64 // the last article
	Decision   int64 // the last decision about events
	Correction int64 // the last correction of who is who
}

// Relying is a digest that was delivered, or is about to be, and relied on something that has changed.
type Relying struct {
	Digest    Digest          // with its Owner, and Amended as it was amended before
	Known     map[int64]Known // what it showed of each fact
	Rewritten []Rewritten     // articles that it quotes whose text is another now
	Events    map[int64]Event // of its developments as they stand now, by the id that the digest has
	Parted    []int64         // articles of which an operator has said since that they tell of another event
	Renamed   [][2]string     // people told apart since: whose name stood there, whose it was
}

// Rewritten is an article of which a digest quotes a revision that is not current any more.
type Rewritten struct {
	Article int64      // the revision quoted
	Before  []Sentence // its sentences, as far as they are of facts
	After   []Sentence // those of the current revision
}

// Amended is what came of looking at a Relying: all that is to be said about it now.
type Amended struct {
	Digest     int64
	Amendments []Amendment
	Telling    *Digest // to be told to its channels when their messages have been edited, nil for nothing
}

// Edit is a message in a channel that is to be edited.
type Edit struct {
	Delivery // the message's, with its digest and what there is to say about it
	// Revision is the state of the message that is to be shown: what has changed since is another.
	Revision int
	Tries    int // 1 for the first; Delivery.Attempt counts those of sending
}

// CorrectedQuery asks what has turned out differently about what was delivered.
type CorrectedQuery struct {
	Since   time.Time // when it was found
	Guild   string
	Channel string // "" is everywhere; else the server's, or in direct messages ("" Guild) the channel's
}
