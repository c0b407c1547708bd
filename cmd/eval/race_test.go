//go:build race

package main

// The race detector makes reading and composing ten times slower.
const (
	manyDigests      = 60    // digests of TestThousandDigestsAreVerbatim
	realArticles     = false // whether they are of real articles, too
	digestedArticles = 80    // generated articles that those are composed of
	readFilings      = 150   // articles of TestGeneratedFilings
	loadedFilings    = 20    // articles that TestLoadMeasures fills a database with
	loadedImports    = 10    // and those that it imports
)
