// Package fr is French.
package fr

import (
	"github.com/blevesearch/snowballstem/french"

	"sitrep/text"
)

// Language is French: function words and stems.
var Language = text.Language{
	Tag:  "fr",
	News: text.News{Relevance: relevance},
	Stops: text.WordSet(`a à au aux avec c ce ces cette comme d dans de des du elle elles en entre est et etait ete eux
		il ils j je l la le les leur leurs lui m mais me meme mes mon n ne ni nos notre nous on ont ou ou par pas
		plus pour qu que qui s sa sans se ses si son sont sous sur t ta tandis te tes tu un une vos votre vous y`),
	Stemmer: french.Stem,
	Dates: text.Dates{Months: text.Numbered(1, `janvier janv jan, fevrier fevr fev, mars, avril avr, mai, juin,
		juillet juil, aout aou, septembre sept, octobre oct, novembre nov, decembre dec`)}, //nolint:misspell // French
}
