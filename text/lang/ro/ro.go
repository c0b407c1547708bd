// Package ro is Romanian.
package ro

import "sitrep/text"

// Language is Romanian: its months, for the dates of its feeds and pages.
var Language = text.Language{
	Tag:  "ro",
	News: text.News{Relevance: relevance},
	Dates: text.Dates{Months: text.Numbered(1, `ianuarie, februarie, martie, aprilie, mai, iunie, iulie, august,
		septembrie, octombrie, noiembrie, decembrie`)},
}
