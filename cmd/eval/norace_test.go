//go:build !race

package main

const (
	manyDigests   = 1000 // digests of TestThousandDigestsAreVerbatim
	realArticles  = true // whether they are of real articles, too
	readFilings   = 300  // articles of TestGeneratedFilings
	loadedFilings = 200  // articles of TestLoadMeasures
)
