//go:build race

package wordstest

// HostileShare is how many times shorter hostile texts are: the race detector makes readers ten times slower.
const HostileShare = 10
