package entity

import (
	"math"
	"slices"
)

// prior is the weight of a candidate without context, on the scale of a city's population.
func (c *Candidate) prior() float64 {
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

// How much each kind of evidence counts, in units of a natural logarithm. Set on the training half.
const (
	priorWeight    = 0.6 // an exponent: populations count less than proportionally
	divisionWeight = 8.0 // all other places lie in the same first-order division
	countryWeight  = 3.0 // all other places lie in the same country
	nearWeight     = 1.0 // for each e-fold of places around, on each scale
	rounds         = 3   // of mutual adjustment; more change nothing
	demonymWeight  = 1.0 // of a people or adjective: as much as a place
	outletWeight   = 0.3 // of the outlet's country
)

// resolve chooses among the candidates of every accepted name. All names vote for the countries and divisions of their
// candidates, each candidate with its present weight; then weights are set anew from the prior and the votes of the
// others.
func (d *placeDocument) resolve(country string) {
	var names []*toponym
	for _, t := range d.order {
		if t.times > 0 {
			t.restrict()
			t.weights = make([]float64, len(t.candidates))
			t.set(nil)
			names = append(names, t)
		}
	}
	for range rounds {
		v := d.votes(names, country)
		for _, t := range names {
			t.set(v)
		}
	}
	for _, t := range names {
		t.best = t.heaviest()
	}
}

// hamlet is the population below which a place that shares its name with a country is not considered, unless the text
// itself says where it lies: there is a village called Us in France.
const hamlet = 5_000

// restrict keeps the candidates that lie in what the text itself says ("Moscow, Idaho"), or that are it.
func (t *toponym) restrict() {
	if len(t.within) == 0 {
		if t.widest() <= Country {
			t.candidates = slices.DeleteFunc(slices.Clone(t.candidates), func(c Candidate) bool {
				return c.Class >= Capital && c.Population < hamlet && !c.Listed
			})
		}
		return
	}
	var kept []Candidate
	for _, c := range t.candidates {
		for _, w := range t.within {
			if w.contains(c) || w == c {
				kept = append(kept, c)
				break
			}
		}
	}
	if len(kept) > 0 {
		t.candidates = kept
	}
}

// votes are how much of the text's places lies where.
type votes struct {
	countries map[string]float64
	divisions map[division]float64
	cells     map[cell]float64
	total     float64
}

// cell is a square of so many degrees. What lies in the same or in an adjoining one is near.
type cell struct {
	scale    int8 // index into scales
	lat, lon int16
}

// scales are the sizes of cells in degrees: a province and a county.
var scales = [...]float64{1.5, 0.5}

func (c *Candidate) cell(scale int) cell {
	return cell{int8(scale), int16(math.Floor(c.Lat / scales[scale])), int16(math.Floor(c.Lon / scales[scale]))}
}

// local reports whether c is small enough for its position to say where the text is about.
func (c *Candidate) local() bool { return c.Class >= County && c.Class != Water }

// near is the weight of the text's places around c, over all scales.
func (v *votes) near(c *Candidate) (weight float64) {
	if !c.local() {
		return 0
	}
	for scale := range scales {
		at, sum := c.cell(scale), 0.0
		for lat := at.lat - 1; lat <= at.lat+1; lat++ {
			for lon := at.lon - 1; lon <= at.lon+1; lon++ {
				sum += v.cells[cell{at.scale, lat, lon}]
			}
		}
		weight += math.Log1p(max(sum, 0))
	}
	return weight
}

func (d *placeDocument) votes(names []*toponym, country string) *votes {
	v := &votes{countries: map[string]float64{}, divisions: map[division]float64{}, cells: map[cell]float64{}}
	for _, t := range names {
		v.add(t, t.times, 1)
	}
	for c, n := range d.demonyms {
		v.country(c, demonymWeight*voice(n))
	}
	if country != "" {
		v.country(country, outletWeight)
	}
	return v
}

// voice is the weight of a name that occurs n times.
func voice(n int) float64 { return 1 + math.Log(float64(n)) }

func (v *votes) country(c string, w float64) {
	v.countries[c] += w
	v.total += w
}

func (v *votes) add(t *toponym, times int, sign float64) {
	w := sign * voice(times)
	v.total += w
	for i, c := range t.candidates {
		if c.Country == "" {
			continue
		}
		v.countries[c.Country] += w * t.weights[i]
		if c.local() {
			for scale := range scales {
				v.cells[c.cell(scale)] += w * t.weights[i]
			}
		}
		if c.Admin != "" {
			v.divisions[division{c.Country, c.Admin}] += w * t.weights[i]
		}
	}
}

// set computes t's weights from the prior and the votes of the other names; nil votes leave the prior.
func (t *toponym) set(v *votes) {
	if v != nil {
		v.add(t, t.times, -1)
		defer v.add(t, t.times, 1)
	}
	top := math.Inf(-1)
	scores := make([]float64, len(t.candidates))
	for i := range t.candidates {
		c := &t.candidates[i]
		s := priorWeight * math.Log(c.prior())
		if v != nil {
			n := v.total + 1
			s += countryWeight*v.countries[c.Country]/n + divisionWeight*v.divisions[division{c.Country, c.Admin}]/n +
				nearWeight*v.near(c)
		}
		scores[i] = s
		top = max(top, s)
	}
	sum := 0.0
	for i, s := range scores {
		scores[i] = math.Exp(s - top)
		sum += scores[i]
	}
	for i := range scores {
		t.weights[i] = scores[i] / sum
	}
}

func (t *toponym) heaviest() int {
	best := 0
	for i, w := range t.weights {
		if w > t.weights[best] {
			best = i
		}
	}
	return best
}

// kilometres is the great-circle distance on a sphere of the Earth's mean radius.
func kilometres(a, b Candidate) float64 {
	const radius, degree = 6371.0088, math.Pi / 180
	lat1, lat2 := a.Lat*degree, b.Lat*degree
	dLat, dLon := (b.Lat-a.Lat)*degree, (b.Lon-a.Lon)*degree
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(lat1)*math.Cos(lat2)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}
