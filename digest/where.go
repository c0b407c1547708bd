package digest

import "sitrep/news"

// where is the place at which the sentences of a development say that it happened: the one that tells it first, the
// main thing that a sentence tells before others, and a town before a province. It is nil for what happened in a
// country at large, in several minds or nowhere.
func where(g []candidate) *news.Where {
	var best *news.Where
	rank := 0
	for i, c := range g {
		for _, e := range c.lead.Events {
			if e.Place.Point == nil || e.Precision == news.AtCountry || e.Precision == "" {
				continue
			}
			n := 1
			if e.Precision != news.AtProvince {
				n++
			}
			if e.Main {
				n += 2
			}
			if i == 0 {
				n += 4
			}
			if n > rank {
				rank, best = n, &news.Where{Place: e.Place, Precision: e.Precision}
			}
		}
		if best != nil {
			return best
		}
	}
	return best
}
