// Package fa is Persian.
package fa

import "sitrep/text"

// Language is Persian: by which words its news is told from sport, shows, markets and weather. Nobody has written more.
var Language = text.Language{
	Tag:  "fa",
	News: text.News{Relevance: relevance},
}
