//go:build race

package ingest

// fleetOfEach is how many outlets of each quirk TestWeek polls: the race detector makes it ten times slower.
const fleetOfEach = 1
