// Package he is Hebrew.
package he

import "sitrep/text"

// Language is Hebrew: by which words its news is told from sport, shows, markets and weather. Nobody has written more.
var Language = text.Language{
	Tag:  "he",
	News: text.News{Relevance: relevance},
}
