//go:build race

package main

// The race detector makes reading and composing ten times slower.
const (
	manyDigests   = 60    // digests of TestThousandDigestsAreVerbatim
	realArticles  = false // whether they are of real articles, too
	readFilings   = 200   // articles of TestGeneratedFilings
	loadedFilings = 60    // articles of TestLoadMeasures
)
