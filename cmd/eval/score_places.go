package main

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// near is the distance in kilometres within which a place counts as right: 100 miles, the custom of geoparsing.
const near = 161

// scorePlaces counts recognition by overlap, one to one, equal spans first; "acc161" is the share of the recognised
// places with gold coordinates that lie within 161 km; "end_to_end" counts places that are both found and near.
// "placed" does not charge the centroid of an area, which has no point that one could miss: right is also the same
// GeoNames id, and an area of the same name and country.
func scorePlaces(gold, answers []document) (out scores) {
	docs := pair(gold, answers)
	var c placeCount
	for i, g := range docs.gold {
		c.add(g.Places, docs.answers[i].Places)
	}
	out.nest("recognition", c.found.scores())
	out.add("exact", c.exact.f1())
	out.add("placed", round4(ratio(c.placed, len(c.errors)+c.unplaced)))
	out.add("acc161", round4(ratio(c.near, len(c.errors)+c.unplaced)))
	out.add("areas", round4(ratio(c.areasPlaced, max(1, c.areas))))
	out.add("areas.gold", float64(c.areas))
	out.nest("end_to_end", c.end.scores())
	out.add("end_to_end_placed", c.endPlaced.f1())
	if len(c.errors) == 0 {
		out.add("median_km", math.NaN())
		out.add("mean_km", math.NaN())
	} else {
		out.add("median_km", round(median(c.errors), 1))
		out.add("mean_km", round(mean(c.errors), 1))
	}
	out.add("unplaced", float64(c.unplaced))
	out.add("documents", float64(len(gold)))
	docs.extra(&out)
	return out
}

type placeCount struct {
	found, exact, end, endPlaced count

	near, placed, unplaced int
	areas, areasPlaced     int
	errors                 []float64 // distances in kilometres
}

func (c *placeCount) add(gold, answered []placeAt) {
	var want, free []placeAt
	for _, p := range gold {
		if p.Optional {
			free = append(free, p)
		} else {
			want = append(want, p)
		}
	}
	slices.SortStableFunc(want, comparePlaces)
	got := distinct(answered)
	matches, left := match(want, got)
	charged := len(got)
	for _, x := range left {
		overlaps := func(p placeAt) bool { return p.span().overlaps(x.span()) }
		if slices.ContainsFunc(free, overlaps) && !slices.ContainsFunc(want, overlaps) {
			charged--
		}
	}
	same, blind := 0, 0
	near, placed := c.near, c.placed
	for _, m := range matches {
		if m[0].span() == m[1].span() {
			same++
		}
		if m[0].Lat == nil {
			blind++
			continue
		}
		c.locate(m[0], m[1])
	}
	c.found.add(len(matches), charged, len(want))
	c.exact.add(same, charged, len(want))
	located := 0
	for _, w := range want {
		if w.Lat != nil {
			located++
		}
	}
	c.end.add(c.near-near, charged-blind, located)
	c.endPlaced.add(c.placed-placed, charged-blind, located)
}

// locate counts where an answer puts a place that gold locates.
func (c *placeCount) locate(want, got placeAt) {
	right := false
	if got.Lat == nil || got.Lon == nil {
		c.unplaced++
	} else {
		d := kilometres(*want.Lat, *want.Lon, *got.Lat, *got.Lon)
		c.errors = append(c.errors, d)
		if d <= near {
			c.near++
		}
		right = d <= near || want.sameAs(got)
	}
	if right {
		c.placed++
	}
	if want.Area != "" {
		c.areas++
		if right {
			c.areasPlaced++
		}
	}
}

// sameAs reports whether the gold place p and an answer are one by id or, of an area, by name and country.
func (p placeAt) sameAs(got placeAt) bool {
	if got.GeoNames != 0 && got.GeoNames == p.GeoNames {
		return true
	}
	name := foldPlace(p.Name)
	return p.Area != "" && name != "" && foldPlace(got.Name) == name && got.Country == p.Country
}

// between is what separates words, and the article before a name.
var between = regexp.MustCompile(`[^a-z0-9]+|^the `)

// foldPlace is a name of a place without accents, case, punctuation and a leading article.
func foldPlace(name string) string {
	ascii := strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(name))
	return strings.TrimSpace(between.ReplaceAllString(ascii, " "))
}

func comparePlaces(a, b placeAt) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// distinct sorts the answers and keeps the last of equal spans.
func distinct(in []placeAt) (out []placeAt) {
	at := map[span]int{}
	for _, p := range in {
		if i, ok := at[p.span()]; ok {
			out[i] = p
			continue
		}
		at[p.span()] = len(out)
		out = append(out, p)
	}
	slices.SortStableFunc(out, comparePlaces)
	return out
}

// match pairs wanted places with answers, equal spans first, then overlaps, and returns what is left of the answers.
func match(want, got []placeAt) (matches [][2]placeAt, left []placeAt) {
	left = slices.Clone(got)
	done := make([]bool, len(want))
	for _, fits := range []func(a, b span) bool{
		func(a, b span) bool { return a == b },
		span.overlaps,
	} {
		for i, w := range want {
			if done[i] {
				continue
			}
			j := slices.IndexFunc(left, func(x placeAt) bool { return fits(x.span(), w.span()) })
			if j >= 0 {
				matches = append(matches, [2]placeAt{w, left[j]})
				left = slices.Delete(left, j, j+1)
				done[i] = true
			}
		}
	}
	return matches, left
}

// kilometres is the great-circle distance on a sphere of the Earth's mean radius, by the haversine formula.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const radius, degree = 6371.0088, math.Pi / 180
	a, b, c, d := lat1*degree, lon1*degree, lat2*degree, lon2*degree
	x, y := math.Sin((c-a)/2), math.Sin((d-b)/2)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(x*x+math.Cos(a)*math.Cos(c)*y*y)))
}

func median(in []float64) float64 {
	xs := slices.Sorted(slices.Values(in))
	n := len(xs)
	if n%2 == 1 {
		return xs[n/2]
	}
	return (xs[n/2-1] + xs[n/2]) / 2
}
