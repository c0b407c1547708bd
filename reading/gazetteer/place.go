package gazetteer

import (
	"math"
)

// Prior is the weight of a candidate without context, on the scale of a city's population.
func (c *Candidate) Prior() float64 {
	switch c.Class {
	case Continent:
		return 1e8
	case Country:
		return 5e7
	case Water:
		return 2e7
	case Region:
		if c.Listed {
			return 5e6
		}
		return 1.2e5
	case County:
		return 1e5
	case Capital:
		return 3*float64(c.Population) + 5e5
	case Site:
		return 1e6
	case Quarter:
		return float64(c.Population)/4 + 200 + c.listing()
	}
	return float64(c.Population) + 500 + c.listing()
}

func (c *Candidate) listing() float64 {
	if c.Listed {
		return 2e5
	}
	return 0
}

// Contains reports whether in lies in c, as far as the tables tell.
func (c Candidate) Contains(in Candidate) bool {
	switch {
	case c.Country == "" || c.Country != in.Country || in.Class <= c.Class:
		return false
	case c.Class == Country:
		return true
	case c.Class == County:
		return c.Admin == in.Admin && kilometres(c, in) < 80
	}
	return c.Admin != "" && c.Admin == in.Admin
}

// kilometres is the great-circle distance on a sphere of the Earth's mean radius.
func kilometres(a, b Candidate) float64 {
	const radius, degree = 6371.0088, math.Pi / 180
	lat1, lat2 := a.Lat*degree, b.Lat*degree
	dLat, dLon := (b.Lat-a.Lat)*degree, (b.Lon-a.Lon)*degree
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(lat1)*math.Cos(lat2)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// PlaceClass says what sort of place a [Candidate] is, the widest first.
type PlaceClass uint8

// The classes of place.
const (
	Continent PlaceClass = iota + 1 // also wider than a country: "the Middle East"
	Country
	Region  // first-order division: state, oblast, governorate; also a historical region ("Donbas")
	County  // second-order division
	Water   // sea, strait, river, canal, lake
	Capital // of a country
	City
	Quarter // of a city: "Dahiyeh"
	Site    // airport, base, camp, border crossing, power plant
)

// Candidate is one place that a name may mean.
type Candidate struct {
	Name       string // as shown: "Kyiv", also for the name "Kiev"
	Class      PlaceClass
	Country    string // ISO 3166-1 alpha-2, "" for what belongs to none
	Admin      string // GeoNames code of the first-order division within Country: "ID" of Moscow, Idaho
	Population int    // within a tenth; 0 if unknown
	Lat, Lon   float64
	GeoNames   int64 // 0 if unknown
	Listed     bool  // of the hand-written tables, not of GeoNames alone
}
