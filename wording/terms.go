package wording

import (
	"maps"
	"slices"

	"sitrep/news"
)

// Terms are the English words for values that are said wherever they come up: how something stands, what is counted,
// how somebody says something.
func Terms() []string {
	terms := []string{
		", ", "; ", "unconfirmed", "several", "dozens", "hundreds", "thousands", "millions", "unknown",
		string(news.Person), string(news.Organisation), string(news.PlaceKind), string(news.WeaponKind),
		string(news.MilitaryUnit),
	}
	for _, s := range []news.Status{
		news.Reported, news.Claimed, news.Confirmed, news.Disputed, news.Denied, news.Corrected, news.Withdrawn,
	} {
		terms = append(terms, string(s))
	}
	for _, k := range []news.FigureKind{
		news.Killed, news.Injured, news.Missing, news.Captured, news.Displaced, news.Detained, news.Freed, news.Drones,
		news.Missiles, news.Shells, news.Vehicles, news.Money, news.Area, news.Distance, news.Duration, news.Percent,
	} {
		terms = append(terms, string(k))
	}
	for _, s := range []news.Stance{
		news.Says, news.Claims, news.Denies, news.Confirms, news.Demands, news.Warns, news.Promises, news.Reports,
	} {
		terms = append(terms, string(s))
	}
	for _, s := range []news.Style{news.Brief, news.Standard, news.Full} {
		terms = append(terms, string(s))
	}
	for _, s := range news.FeedStates() {
		terms = append(terms, string(s))
	}
	for _, t := range troubles {
		terms = append(terms, t.what)
	}
	terms = slices.Concat(terms, slices.Collect(maps.Values(symbols)), commonTimes)
	return slices.Sorted(slices.Values(terms))
}
