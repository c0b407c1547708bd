//go:build !race

package storage_test

// writesOfEach is how many articles each side of TestTwoProcesses writes.
const writesOfEach = 25

// otherFilled is how many articles a database has that TestInPlace copies over another, and writtenBetween how many are
// written between two looks of TestInPlaceWhileWritten.
const (
	otherFilled    = 200
	writtenBetween = 60
)
