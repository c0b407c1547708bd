//go:build !race

package main

const (
	manyDigests      = 1000 // digests of TestThousandDigestsAreVerbatim
	realArticles     = true // whether they are of real articles, too
	digestedArticles = 400  // generated articles that those are composed of
	readFilings      = 300  // articles of TestGeneratedFilings
	loadedFilings    = 200  // articles that TestLoadMeasures fills a database with
	loadedImports    = 50   // and those that it imports
)
