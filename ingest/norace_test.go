//go:build !race

package ingest

// fleetOfEach is how many outlets of each quirk TestWeek polls.
const fleetOfEach = 2
