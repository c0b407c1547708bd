//go:build race

package storage_test

// writesOfEach is how many articles each side of TestTwoProcesses writes: few enough that, ten times slower under the
// race detector, one side is done before the other has waited for as long as SQLite lets it.
const writesOfEach = 5
