// Package tr is Turkish.
package tr

import (
	"github.com/blevesearch/snowballstem/turkish"

	"sitrep/text"
)

// Language is Turkish: stems; its function words are not listed.
var Language = text.Language{
	Tag:     "tr",
	News:    text.News{Relevance: relevance},
	Stemmer: turkish.Stem,
	Dates: text.Dates{Months: text.Numbered(1, `ocak oca, subat sub, mart mar, nisan nis, mayis may, haziran haz,
		temmuz tem, agustos agu, eylul eyl, ekim eki, kasim kas, aralik ara`)},
}
