package names

import "sitrep/news"

// The labels of the sequence model: outside, and begin, inside, end, single (BIOES) of each kind.
const (
	Outside    = 0
	LabelCount = 13
)

const (
	beginName = iota
	insideName
	endName
	singleName
)

// kinds are the kinds that the sequence model knows, in the order of its labels.
var kinds = [...]news.EntityKind{news.Person, news.Organisation, news.PlaceKind}

func label(kind, position int) uint8 { return uint8(1 + kind*4 + position) }

// Follows reports whether label b may stand right after label a.
func Follows(a, b uint8) bool {
	open := a != Outside && ((a-1)%4 == beginName || (a-1)%4 == insideName)
	if !open {
		return b == Outside || (b-1)%4 == beginName || (b-1)%4 == singleName
	}
	return b != Outside && (b-1)/4 == (a-1)/4 && ((b-1)%4 == insideName || (b-1)%4 == endName)
}
