package main

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"sitrep/reading"
)

//go:embed zones.tsv
var zoneRows string

// zone is a time zone with where its main city lies.
type zone struct {
	country, name string
	lat, lon      float64
}

var allZones = sync.OnceValue(func() (out []zone) {
	for line := range strings.Lines(zoneRows) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 4 || strings.HasPrefix(line, "#") {
			continue
		}
		lat, _ := strconv.ParseFloat(f[1], 64) // a test reads the file
		lon, _ := strconv.ParseFloat(f[2], 64)
		out = append(out, zone{country: f[0], name: f[3], lat: lat, lon: lon})
	}
	return out
})

// zones finds time zones by places: those of a country, the one that is nearest to a city within its country.
type zones struct{}

// Of returns the zones of the country, the region or the city of that name, the likeliest first; none if there is no
// such place.
func (zones) Of(name string) []string {
	country, lat, lon, wide, ok := reading.Whereabouts(name)
	if !ok {
		return nil
	}
	found := zonesIn(country)
	if !wide && len(found) > 1 {
		const clear = 1.5 * 1.5 // a zone whose city is not nearer than this may be another's: Houston is not Denver's
		slices.SortStableFunc(found, func(a, b zone) int {
			return cmp.Compare(a.distance(lat, lon), b.distance(lat, lon))
		})
		n := 1
		for n < len(found) && found[n].distance(lat, lon) < clear*found[0].distance(lat, lon) {
			n++
		}
		found = found[:n]
	}
	return namesOf(found)
}

// Near returns the zones of the country in which a locale (a BCP 47 tag) is at home.
func (zones) Near(locale string) []string {
	tag, err := language.Parse(locale)
	if err != nil {
		return nil
	}
	region, _ := tag.Region()
	return namesOf(zonesIn(region.String()))
}

func zonesIn(country string) (out []zone) {
	for _, z := range allZones() {
		if z.country == country {
			out = append(out, z)
		}
	}
	return out
}

func namesOf(all []zone) (out []string) {
	for _, z := range all {
		out = append(out, z.name)
	}
	return out
}

// distance compares how far a zone's city is, not in any unit.
func (z zone) distance(lat, lon float64) float64 {
	x := math.Abs(z.lon - lon)
	x = min(x, 360-x) * math.Cos(lat*math.Pi/180)
	return x*x + (z.lat-lat)*(z.lat-lat)
}
