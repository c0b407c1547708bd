//go:build race

package storage_test

// writesOfEach is how many articles each side of TestTwoProcesses writes: few enough that, ten times slower under the
// race detector, one side is done before the other has waited for as long as SQLite lets it.
const writesOfEach = 5

// otherFilled is how many articles a database has that TestInPlace copies over another, and writtenBetween how many are
// written between two looks of TestInPlaceWhileWritten.
const (
	otherFilled    = 50
	writtenBetween = 15
)
