package main

import (
	"math"

	"sitrep/news"
	"sitrep/reading/gazetteer"
)

// extent is how large a place is, by the gazetteer: "" for one that it does not have, or that is no land.
func extent(p news.Place) news.Precision {
	if p.Point == nil {
		return ""
	}
	for _, c := range gazetteer.Open().Lookup(p.Name) {
		const near = 0.05 // degrees: positions are rounded
		if math.Abs(c.Lat-p.Lat) > near || math.Abs(c.Lon-p.Lon) > near {
			continue
		}
		switch c.Class {
		case gazetteer.Continent, gazetteer.Country:
			return news.AtCountry
		case gazetteer.Region, gazetteer.County:
			return news.AtProvince
		case gazetteer.Capital, gazetteer.City:
			return news.AtCity
		case gazetteer.Quarter:
			return news.AtDistrict
		case gazetteer.Site:
			return news.AtSite
		}
	}
	return ""
}

// placeCalled is what news call the likeliest place of a name today, "" for none.
func placeCalled(name string) string {
	if all := gazetteer.Open().Lookup(name); len(all) > 0 {
		return all[0].Name
	}
	return ""
}
