package picture

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"sitrep/news"
	"sitrep/wording"
)

// Sizes of marks, in pixels.
const (
	rowHeight  = 24.0 // of numbers in a badge
	badge      = 17.0 // radius of a number's disc
	perDeath   = 8.0  // radius of the disc of a toll of one: its area grows with the toll
	mostRadius = 64.0
)

// group is events at one place: one mark.
type group struct {
	x, y    float64
	places  []string
	numbers []string
	region  bool // all of them are known by their region only
	tolls   []float64
}

// rows are the numbers of a group as they stand in its badge, some in a line.
func (g group) rows() (out []string) {
	const most = 4
	lines := (len(g.numbers) + most - 1) / most
	each := (len(g.numbers) + lines - 1) / lines
	for row := range slices.Chunk(g.numbers, each) {
		out = append(out, strings.Join(row, "·"))
	}
	return out
}

// half is half of how wide and how high a group's badge is.
func (g group) half() (w, h float64) {
	rows := g.rows()
	for _, r := range rows {
		w = max(w, float64(len([]rune(r))))
	}
	return max(badge, 7+w*5.6), badge + rowHeight/2*float64(len(rows)-1)
}

// grouped puts marks together that would hide each other.
func grouped(marks []Mark, v view) (out []group) {
	for _, k := range marks {
		x, y := v.at(degrees{k.Lon, k.Lat})
		number := strconv.Itoa(k.Number)
		i := slices.IndexFunc(out, func(g group) bool {
			w, h := g.half()
			return math.Abs(g.x-x) < w+badge-4 && math.Abs(g.y-y) < h+badge-4
		})
		if i < 0 {
			out = append(out, group{x: x, y: y, region: k.Region})
			i = len(out) - 1
		}
		g := &out[i]
		g.numbers = append(g.numbers, number)
		if k.Toll > 0 {
			g.tolls = append(g.tolls, k.Toll)
		}
		if !slices.Contains(g.places, k.Place) && k.Place != "" {
			g.places = append(g.places, k.Place)
		}
		if g.region && !k.Region { // what is known better says where it stands
			g.x, g.y, g.region = x, y, false
		}
	}
	return out
}

// tollScale is the radius of the disc of a toll of one.
func tollScale(groups []group) float64 {
	most := 1.0
	for _, g := range groups {
		most = max(most, slices.Max(append(g.tolls, 0)))
	}
	return min(perDeath, mostRadius/math.Sqrt(most))
}

// rectangle is a part of the picture that is taken.
type rectangle struct{ x0, y0, x1, y1 float64 }

func (r rectangle) meets(o rectangle) bool {
	return r.x0 < o.x1 && o.x0 < r.x1 && r.y0 < o.y1 && o.y0 < r.y1
}

// marks draws the events, the discs of tolls beneath all numbers, and returns what they take.
func (s *sheet) marks(groups []group) (taken []rectangle) {
	scale := tollScale(groups)
	for _, g := range groups {
		for _, toll := range g.tolls { // each its own: nothing is added up
			s.disc(g.x, g.y, scale*math.Sqrt(toll), g.region)
		}
	}
	for _, g := range slices.Backward(groups) { // the first event lies above
		w, h := g.half()
		p := rounded(g.x-w, g.y-h, 2*w, 2*h, badge)
		colour := white
		if g.region {
			s.fill(polygon(p...), white)
			s.ribbon(dashed(closed(p), 5), 2.5, ink)
			colour = ink
		} else {
			s.fill(polygon(p...), ink)
			s.ribbon(closed(p), 2, white)
		}
		for i, row := range g.rows() {
			s.print(g.x, g.y-h+badge+7+rowHeight*float64(i), set(row, medium-2, bold), middle, colour)
		}
		taken = append(taken, rectangle{g.x - w - 2, g.y - h - 2, g.x + w + 2, g.y + h + 2})
	}
	return taken
}

// disc is the disc of a toll.
func (s *sheet) disc(x, y, r float64, hollow bool) {
	p := circle(x, y, r)
	if hollow {
		s.ribbon(dashed(closed(p), 6), 2, red)
		return
	}
	s.fill(polygon(p...), clear50)
	s.ribbon(closed(p), 1.5, red)
}

// names sets the names of places, of towns to find one's way by, and of countries, where there is room.
func (s *sheet) names(groups []group, v view, taken []rectangle, w *wording.Words) {
	type name struct {
		label
		x, y, dx, dy float64 // what it names, and how far it stands from its middle
		size         float64
		dot          bool
	}
	var all []name
	told := map[string]bool{}
	for _, g := range groups {
		if len(g.places) == 0 {
			continue
		}
		for _, p := range g.places {
			told[strings.ToLower(p)] = true
		}
		wide, high := g.half()
		places := fitted(strings.Join(g.places, w.Say(", ")), medium, bold, 300)
		all = append(all, name{places, g.x, g.y, wide + 5, high + 4, medium, false})
	}
	towns := 0
	for _, t := range world().towns {
		if towns == 14 {
			break
		}
		if !v.box.holds(t.at) {
			continue
		}
		called := w.Place(news.Place{Name: t.name, Point: &news.Point{Lat: t.at.lat, Lon: t.at.lon}})
		if told[strings.ToLower(called)] {
			continue
		}
		x, y := v.at(t.at)
		if x < 8 || x > width-8 || y < 8 || y > mapHeight-8 {
			continue
		}
		towns++
		all = append(all, name{set(called, small, regular), x, y, 8, 7, small, true})
	}
	for _, n := range all {
		high := n.size * 0.74
		spots := []rectangle{
			{n.x + n.dx, n.y - high/2, n.x + n.dx + n.width, n.y + high/2},
			{n.x - n.dx - n.width, n.y - high/2, n.x - n.dx, n.y + high/2},
			{n.x - n.width/2, n.y + n.dy, n.x + n.width/2, n.y + n.dy + high},
			{n.x - n.width/2, n.y - n.dy - high, n.x + n.width/2, n.y - n.dy},
			{n.x + n.dx*0.7, n.y + n.dy, n.x + n.dx*0.7 + n.width, n.y + n.dy + high},
			{n.x + n.dx*0.7, n.y - n.dy - high, n.x + n.dx*0.7 + n.width, n.y - n.dy},
			{n.x - n.dx*0.7 - n.width, n.y + n.dy, n.x - n.dx*0.7, n.y + n.dy + high},
		}
		dot := rectangle{n.x - 4, n.y - 4, n.x + 4, n.y + 4}
		if n.dot && slices.ContainsFunc(taken, dot.meets) {
			continue
		}
		at := slices.IndexFunc(spots, func(r rectangle) bool { return free(r, taken) })
		if at < 0 {
			continue
		}
		r := spots[at]
		n.halo = paper
		colour := ink
		if n.dot {
			s.fill(polygon(circle(n.x, n.y, 3)...), grey)
			taken = append(taken, dot)
			colour = grey
		}
		s.print(r.x0, r.y1, n.label, left, colour)
		taken = append(taken, rectangle{r.x0 - 4, r.y0 - 5, r.x1 + 4, r.y1 + 7})
	}
	s.countries(v, taken, w)
}

// free reports whether a text may stand there.
func free(r rectangle, taken []rectangle) bool {
	return r.x0 > 4 && r.x1 < width-4 && r.y0 > 4 && r.y1 < mapHeight-6 && !slices.ContainsFunc(taken, r.meets)
}

// countries sets the names of countries where they are roomiest, as far as the map shows them.
func (s *sheet) countries(v view, taken []rectangle, w *wording.Words) {
	for _, c := range world().countries {
		text := strings.ToUpper(w.Country(c.code))
		for _, r := range c.rooms {
			x, y := v.at(r.at)
			edge := degrees{r.at.lon, r.at.lat + r.radius}
			_, top := v.at(edge)
			if x < 0 || x > width || y < 0 || y > mapHeight || y-top < 14 {
				continue
			}
			t := set(text, small, bold)
			if t.width > 4.2*(y-top) { // it would lie over its neighbours
				continue
			}
			const high = small * 0.74
			found := false
			for _, dy := range []float64{0, -26, 26, -52, 52} {
				at := rectangle{x - t.width/2, y + dy - high/2, x + t.width/2, y + dy + high/2}
				if math.Abs(dy) < y-top && free(at, taken) {
					s.print(at.x0, at.y1, t, left, pale)
					taken = append(taken, rectangle{at.x0 - 6, at.y0 - 6, at.x1 + 6, at.y1 + 6})
					found = true
					break
				}
			}
			if found {
				break
			}
		}
	}
}

// band is what stands below the map: the scale, what the signs mean, and whose the map is.
func (s *sheet) band(v view, m Map) {
	const base = mapHeight + 26
	w := m.Words
	km := nice(150 / v.kilometre())
	long := km * v.kilometre()
	s.rect(14, base-4, long, 4, ink)
	s.rect(14, base-10, 2, 10, ink)
	s.rect(14+long-2, base-10, 2, 10, ink)
	t := set(w.Say("%s km", w.Number(km)), small, regular)
	s.print(14+long+8, base, t, left, ink)
	x := 14 + long + 8 + t.width + 26
	if slices.ContainsFunc(m.Marks, func(k Mark) bool { return k.Toll > 0 }) {
		s.disc(x+9, base-6, 9, false)
		t = set(w.Say("area: killed"), small, regular)
		s.print(x+24, base, t, left, ink)
		x += 24 + t.width + 24
	}
	if slices.ContainsFunc(m.Marks, func(k Mark) bool { return k.Region }) {
		s.ribbon(dashed(closed(circle(x+9, base-6, 9)), 5), 2.5, ink)
		t = set(w.Say("region only"), small, regular)
		s.print(x+24, base, t, left, ink)
	}
	credit := w.Say("Borders: Natural Earth, broken where contested. Towns: GeoNames.")
	s.print(14, base+26, fitted(credit, fine, regular, width-28), left, grey)
}

// nice is the largest of 1, 2, 5, 10, 20, 50, … that is at most v.
func nice(v float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, f := range []float64{5, 2} {
		if f*p <= v {
			return f * p
		}
	}
	return p
}
