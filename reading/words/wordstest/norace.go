//go:build !race

package wordstest

// HostileShare is how many times shorter hostile texts are.
const HostileShare = 1
