// Package it is Italian.
package it

import "sitrep/text"

// Language is Italian: its months, for the dates of its feeds and pages.
var Language = text.Language{
	Tag:  "it",
	News: text.News{Relevance: relevance},
	Dates: text.Dates{Months: text.Numbered(1, `gennaio gen, febbraio feb, marzo mar, aprile apr, maggio mag,
		giugno giu, luglio lug, agosto ago, settembre set, ottobre ott, novembre nov, dicembre dic`)},
}
