//go:build !race

package feed

const (
	hugeItems = 100_000  // of a feed of TestParseHugeFeeds
	hugeBytes = 50 << 20 // of another
)
