package storage

import "github.com/hashicorp/golang-lru/v2/simplelru"

// newLRU returns an empty cache that drops what was not used for longest. It has no lock: each of ours holds its own
// over several look-ups.
func newLRU[K comparable, V any](size int, dropped func(K, V)) *simplelru.LRU[K, V] {
	c, err := simplelru.NewLRU(size, dropped)
	if err != nil { // the size is not positive
		panic(err)
	}
	return c
}
