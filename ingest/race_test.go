//go:build race

package ingest

// The race detector makes polling ten times slower.
const (
	brokenFeeds = 100     // of each format that TestDecodeBrokenFeeds reads
	manyItems   = 10_000  // of the feed of TestHundredThousandItems
	fleetOfEach = 1       // outlets of each quirk that TestWeek polls
	week        = 5 * day // what TestWeek simulates
	siegeItems  = 5       // items of each feed of TestPagesFillNoDisk
)
