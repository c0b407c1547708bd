package statements

import (
	"sitrep/news"
)

// reading is one text while its statements are found.
type reading struct {
	features
	parts      []parts
	statements []stated
	stated     []int // for each of parts, 1 + the index of its statement, 0 if it is none
	quoting    quoting
}

// stated is a statement with the words that it was read from.
type stated struct {
	news.Statement
	parts
	person int // the mention that the speaker was resolved to, -1 if none
}

// parts are the spans of one attribution, in words.
type parts struct {
	attribution
	source  [2]int
	content [][2]int
}

func (p parts) hasSource() bool { return p.source[0] < p.source[1] }
