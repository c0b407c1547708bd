//go:build race

package feed

// The race detector makes parsing ten times slower.
const (
	hugeItems = 10_000  // of a feed of TestParseHugeFeeds
	hugeBytes = 5 << 20 // of another
)
