// Package pl is Polish.
package pl

import "sitrep/text"

// Language is Polish: its months, for the dates of its feeds and pages.
var Language = text.Language{
	Tag:  "pl",
	News: text.News{Relevance: relevance},
	Dates: text.Dates{
		Months: text.Numbered(1, `styczen stycznia sty, luty lutego lut, marzec marca mar, kwiecien kwietnia kwi,
			maj maja, czerwiec czerwca cze, lipiec lipca lip, sierpien sierpnia sie, wrzesien wrzesnia wrz,
			pazdziernik pazdziernika paz, listopad listopada lis, grudzien grudnia gru`),
		Weekdays: text.Numbered(0, `niedziela niedz nd, poniedzialek pon pn, wtorek wt, sroda sr, czwartek czw,
			piatek pt, sobota sob`),
	},
}
