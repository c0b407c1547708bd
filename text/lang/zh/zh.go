// Package zh is Chinese.
package zh

import "sitrep/text"

// Language is Chinese: by which words its news is told from sport, shows, markets and weather. Nobody has written more.
var Language = text.Language{
	Tag:  "zh",
	News: text.News{Relevance: relevance},
}
