// Package en is English.
package en

import (
	"github.com/blevesearch/snowballstem/english"

	"sitrep/text"
)

// Language is English, the language that Sitrep reads best.
var Language = text.Language{
	Tag:       "en",
	Stops:     stops,
	Stemmer:   english.Stem,
	Sentences: sentences,
	Dates:     dates,
	Numbers:   numbers,
	News:      news,

	Grammar:     grammar,
	Attribution: attribution,
	Tolls:       tolls,
	Units:       units,
	Periods:     periods,
	Places:      places,
	Events:      events,
	Contrast:    contrast,

	Names:    names,
	Titles:   titles,
	Deaths:   deaths,
	Metonymy: metonymy,
	Toponyms: toponyms,
}

var stops = text.WordSet(`a about above after again against all also although am among an and another any are aren't as
	at be because been before being below between both but by can can't cannot could couldn't did didn't do does
	doesn't doing don't down during each either else ever every few for from further had hadn't has hasn't have
	haven't having he he'd he'll he's her here here's hers herself him himself his how however i i'd i'll i'm i've if
	in into is isn't it it's its itself just least less let's like many may me might more most much must mustn't my
	myself neither no nor not now of off on once one only onto or other others our ours ourselves out over own per
	rather s same shall shan't she she'd she'll she's should shouldn't since so some still such t than that that's
	the their theirs them themselves then there there's these they they'd they'll they're they've this those though
	through thus to too toward towards under until up upon us very via was wasn't we we'd we'll we're we've were
	weren't what what's when where whether which while who who's whom whose why will with within without won't would
	wouldn't yet you you'd you'll you're you've your yours yourself`)
