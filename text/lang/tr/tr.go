// Package tr is Turkish.
package tr

import (
	"github.com/blevesearch/snowballstem/turkish"

	"sitrep/text"
)

// Language is Turkish: stems; its function words are not listed.
var Language = text.Language{
	Tag:     "tr",
	Stemmer: turkish.Stem,
}
