package index

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// remembered is how many words' stems are kept: news uses some ten thousand over and over, and to stem one takes twenty
// times as long as to look it up.
const remembered = 1 << 14

type stemmed struct{ word, stem string }

var (
	stems [remembered]atomic.Pointer[stemmed]
	seed  = maphash.MakeSeed()
)

// stemOf is stem, remembered.
func stemOf(w string) string {
	if len(w) > longest {
		return cut(stem(w))
	}
	slot := &stems[maphash.String(seed, w)%remembered]
	if s := slot.Load(); s != nil && s.word == w {
		return s.stem
	}
	w = strings.Clone(w) // or the whole text would be kept
	s := &stemmed{w, cut(stem(w))}
	slot.Store(s)
	return s.stem
}
