package news

import "time"

// The kinds of what is kept for a time.
const (
	KeptTexts = "texts"
	KeptPages = "pages"
)

// Kept is how much there is of what is kept for a time, as it was counted last.
type Kept struct {
	Kind      string
	At        time.Time
	Items     int64
	Bytes     int64 // of pages compressed; of neither what the database needs besides
	Forgotten int64 // at that time
}
