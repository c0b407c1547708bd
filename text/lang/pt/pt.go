// Package pt is Portuguese.
package pt

import "sitrep/text"

// Language is Portuguese: its months, for the dates of its feeds and pages.
var Language = text.Language{
	Tag:  "pt",
	News: text.News{Relevance: relevance},
	Dates: text.Dates{Months: text.Numbered(1, `janeiro jan, fevereiro fev, marco mar, abril abr, maio mai,
		junho jun, julho jul, agosto ago, setembro set, outubro out, novembro nov, dezembro dez`)},
}
