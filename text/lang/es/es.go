// Package es is Spanish.
package es

import (
	"github.com/blevesearch/snowballstem/spanish"

	"sitrep/text"
)

// Language is Spanish: function words and stems.
var Language = text.Language{
	Tag:  "es",
	News: text.News{Relevance: relevance},
	Stops: text.WordSet(`a al ante como con contra cual cuando de del desde donde durante e el ella ellas ellos en entre
		era es esa ese eso esta este esto fue ha han hasta hay la las le les lo los mas me mi muy no nos o otra otro
		para pero por porque que quien se ser si sin sobre son su sus tambien te un una uno unos y ya yo`),
	Stemmer: spanish.Stem,
	Dates: text.Dates{Months: text.Numbered(1, `enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun,
		julio jul, agosto ago, septiembre setiembre sep sept set, octubre oct, noviembre nov, diciembre dic`)},
}
