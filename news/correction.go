package news

import "time"

// Pin is what an operator has decided about a name: an entity of that kind that is called so is that one, whatever the
// rules of resolution say.
type Pin struct {
	Kind   EntityKind
	Name   string // as it was written
	Key    string // Name as names are compared
	Entity int64
	As     string // the entity's own name
	// Alone restricts the pin to articles that call the entity by pinned names only: a bare surname that came by a
	// merge is everybody's where a full name stands beside it.
	Alone bool
}

// Correction is an operator's change to who is who, as it is kept for the record.
type Correction struct {
	ID     int64
	Time   time.Time
	What   CorrectionKind
	Entity int64 // that was kept, split or renamed
	Other  int64 // that was merged into it, or that was split off it
	Name   string
	Names  []string // of the merged one; the names that were split off; the old name
}

// CorrectionKind says what an operator did.
type CorrectionKind string

// The corrections.
const (
	CorrectMerge  CorrectionKind = "merge"
	CorrectSplit  CorrectionKind = "split"
	CorrectRename CorrectionKind = "rename"
)

// Mentioned is an entity with the number of articles that mention it.
type Mentioned struct {
	Entity   Entity
	Articles int
}

// Divide decides to which of several entities each mention belongs that an article, or a wrong merge, gave to one.
// words are the mentions in the order of the text; owner tells whose a form of the name is known to be, 0 for those
// that may be anybody's ("Bush", "the envoy"). Those belong to whoever was named last before them, else to whoever is
// named first. All are 0 if nobody is named.
func Divide(words []string, owner func(words string) int64) []int64 {
	out := make([]int64, len(words))
	first, last := int64(0), int64(0)
	for i, w := range words {
		if out[i] = owner(w); out[i] != 0 {
			last = out[i]
			if first == 0 {
				first = last
			}
		} else {
			out[i] = last
		}
	}
	for i := range out {
		if out[i] == 0 {
			out[i] = first
		}
	}
	return out
}
