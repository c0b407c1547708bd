//go:build !race

package ingest

const (
	brokenFeeds = 1500    // of each format that TestDecodeBrokenFeeds reads
	manyItems   = 100_000 // of the feed of TestHundredThousandItems
	fleetOfEach = 2       // outlets of each quirk that TestWeek polls
	week        = 7 * day // what TestWeek simulates
	siegeItems  = 40      // items of each feed of TestPagesFillNoDisk
)
