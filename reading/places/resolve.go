package places

import (
	"math"
	"slices"

	"sitrep/reading/gazetteer"
)

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
	region := func(c gazetteer.Candidate) bool { return c.Class == gazetteer.Region }
	if t.state && slices.ContainsFunc(t.candidates, region) {
		t.candidates = slices.DeleteFunc(slices.Clone(t.candidates), func(c gazetteer.Candidate) bool {
			return c.Class <= gazetteer.Country
		})
	}
	if len(t.within) == 0 {
		if t.widest() <= gazetteer.Country {
			t.candidates = slices.DeleteFunc(slices.Clone(t.candidates), func(c gazetteer.Candidate) bool {
				return c.Class >= gazetteer.Capital && c.Population < hamlet && !c.Listed
			})
		}
		return
	}
	var kept []gazetteer.Candidate
	for _, c := range t.candidates {
		for _, w := range t.within {
			if w.Contains(c) || w == c {
				kept = append(kept, c)
				break
			}
		}
	}
	if len(kept) > 0 {
		t.candidates = kept
	}
}

// area is a first-order division of a country.
type area struct{ country, admin string }

// votes are how much of the text's places lies where.
type votes struct {
	countries map[string]float64
	divisions map[area]float64
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

func cellOf(c *gazetteer.Candidate, scale int) cell {
	return cell{int8(scale), int16(math.Floor(c.Lat / scales[scale])), int16(math.Floor(c.Lon / scales[scale]))}
}

// local reports whether c is small enough for its position to say where the text is about.
func local(c *gazetteer.Candidate) bool {
	return c.Class >= gazetteer.County && c.Class != gazetteer.Water
}

// near is the weight of the text's places around c, over all scales.
func (v *votes) near(c *gazetteer.Candidate) (weight float64) {
	if !local(c) {
		return 0
	}
	for scale := range scales {
		at, sum := cellOf(c, scale), 0.0
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
	v := &votes{countries: map[string]float64{}, divisions: map[area]float64{}, cells: map[cell]float64{}}
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
		if local(&c) {
			for scale := range scales {
				v.cells[cellOf(&c, scale)] += w * t.weights[i]
			}
		}
		if c.Admin != "" {
			v.divisions[area{c.Country, c.Admin}] += w * t.weights[i]
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
		s := priorWeight * math.Log(c.Prior())
		if v != nil {
			n := v.total + 1
			s += countryWeight*v.countries[c.Country]/n + divisionWeight*v.divisions[area{c.Country, c.Admin}]/n +
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
