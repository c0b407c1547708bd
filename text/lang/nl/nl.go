// Package nl is Dutch.
package nl

import "sitrep/text"

// Language is Dutch: its months, for the dates of its feeds and pages.
var Language = text.Language{
	Tag:  "nl",
	News: text.News{Relevance: relevance},
	Dates: text.Dates{Months: text.Numbered(1, `januari jan, februari feb, maart mrt, april apr, mei, juni jun,
		juli jul, augustus aug, september sep sept, oktober okt, november nov, december dec`)},
}
