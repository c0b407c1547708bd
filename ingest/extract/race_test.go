//go:build race

package extract

// The race detector makes extraction ten times slower.
const (
	hostileBytes = 64 << 10 // of each page of TestHTMLSurvives
	qualityShare = 10       // TestQuality reads one page of so many
)
