//go:build !race

package storage_test

// writesOfEach is how many articles each side of TestTwoProcesses writes.
const writesOfEach = 25
