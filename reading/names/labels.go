package names

import (
	"sitrep/internal/crf"
	"sitrep/news"
)

// The labels of the sequence model: none, and begin, inside, end, single (BIOES) of each kind.
const (
	noName     = 0
	labelCount = 13
)

const (
	beginName = iota
	insideName
	endName
	singleName
)

// kinds are the kinds that the sequence model knows, in the order of its labels.
var kinds = [...]news.EntityKind{news.Person, news.Organisation, news.PlaceKind}

// topology is the shape of both passes: a label is a state.
var topology = crf.Chain(labelCount, follows)

func label(kind, position int) uint8 { return uint8(1 + kind*4 + position) }

// follows reports whether label b may stand right after label a.
func follows(a, b int) bool {
	open := a != noName && ((a-1)%4 == beginName || (a-1)%4 == insideName)
	if !open {
		return b == noName || (b-1)%4 == beginName || (b-1)%4 == singleName
	}
	return b != noName && (b-1)/4 == (a-1)/4 && ((b-1)%4 == insideName || (b-1)%4 == endName)
}
