// Package pl is Polish.
package pl

import "sitrep/text"

// Language is Polish: its months, for the dates of its feeds and pages.
var Language = text.Language{
	Tag: "pl",
	Dates: text.Dates{Months: text.Numbered(1, `stycznia sty, lutego lut, marca mar, kwietnia kwi, maja maj,
		czerwca cze, lipca lip, sierpnia sie, wrzesnia wrz, pazdziernika paz, listopada lis, grudnia gru`)},
}
