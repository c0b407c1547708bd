//go:build !race

package extract

const (
	hostileBytes = 512 << 10 // of each page of TestHTMLSurvives
	qualityShare = 1         // TestQuality reads one page of so many
)
