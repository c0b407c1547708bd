// Package ar is Arabic.
package ar

import (
	"github.com/blevesearch/snowballstem/arabic"

	"sitrep/text"
)

// Language is Arabic: function words and stems.
var Language = text.Language{
	Tag:  "ar",
	News: text.News{Relevance: relevance},
	Stops: text.WordSet(`في من على الى عن مع ان هذا هذه ذلك تلك التي الذي الذين كان كانت قد لم لن لا ما هو هي هم و او ثم
		بعد قبل بين حتى كل عند اذا كما لكن غير منذ خلال حيث`),
	Stemmer: arabic.Stem,
	Dates: text.Dates{Months: text.Numbered(1, `يناير جانفي كانون_الثاني, فبراير فيفري شباط, مارس اذار,
		ابريل افريل نيسان, مايو ماي ايار, يونيو يونيه جوان حزيران, يوليو يوليه يوليوز جويلية تموز, اغسطس اوت غشت اب,
		سبتمبر شتنبر ايلول, اكتوبر تشرين_الاول, نوفمبر نونبر تشرين_الثاني, ديسمبر دجنبر كانون_الاول`)},
}
