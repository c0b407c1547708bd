// Package de is German.
package de

import (
	"github.com/blevesearch/snowballstem/german"

	"sitrep/text"
)

// Language is German: function words and stems.
var Language = text.Language{
	Tag:  "de",
	News: text.News{Relevance: relevance},
	Stops: text.WordSet(`aber als also am an auch auf aus bei bin bis da damit dann das dass dem den der des die dies
		diese dieser doch du durch ein eine einem einen einer eines er es fur gegen hat hatte haben ich ihr ihre im
		in ist ja kann mit nach nicht noch nur ob oder ohne sein seine sich sie sind so uber um und uns unter vom von
		vor war waren was weil wenn wer wie wir wird wurde zu zum zur`),
	Stemmer: german.Stem,
	Dates: text.Dates{Months: text.Numbered(1, `januar jan janner jaenner, februar feb feber, marz maerz mar mrz,
		april apr, mai, juni jun, juli jul, august aug, september sep sept, oktober okt, november nov, dezember dez`)},
}
