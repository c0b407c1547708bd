package news

import "time"

// ReaderReport is what a reader has said to be the matter with an event as it was told. It stands until whoever runs
// the program settles it.
type ReaderReport struct {
	ID       int64        `json:"id"`
	Time     time.Time    `json:"time"`
	Event    int64        `json:"event"`
	Headline string       `json:"headline"` // of the event, as it was called then
	Reason   ReportReason `json:"reason"`
	Note     string       `json:"note,omitempty"`   // in the reader's words
	Guild    string       `json:"server,omitempty"` // where it was read; "" is a direct message
	Reporter string       `json:"reporter"`         // the Discord user
	Link     string       `json:"link,omitempty"`   // to the message that told it
	Settled  time.Time    `json:"settled,omitzero"`
}

// ReportReason says what is the matter.
type ReportReason string

// The reasons.
const (
	ReportWrong ReportReason = "wrong" // what it tells is wrong, or no longer holds
	ReportMixed ReportReason = "mixed" // it puts two events together
	ReportTwice ReportReason = "twice" // it was told before
	ReportUnfit ReportReason = "unfit" // it does not belong in the topic
	ReportOther ReportReason = "other" // what the note says
)

// ReportQuery selects reports.
type ReportQuery struct {
	Guild   string // only those of a server, about what is not hidden from it; "" is all
	Settled bool   // also those that are settled
	Limit   int    // at most so many, the latest first
}
