package picture

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"sitrep/wording"
)

// Mark is an event on a map.
type Mark struct {
	Number int     // in the digest that the map belongs to
	Text   string  // what happened, a line
	Place  string  // what the place is called
	Lat    float64 // degrees, WGS 84
	Lon    float64
	Region bool    // only the province or region is known: drawn hollow
	Toll   float64 // people killed, as far as anybody counts them; 0 if nobody does
}

// Map is what is drawn. Marks stand in the order of their numbers.
type Map struct {
	Title    string // what it is a map of
	Marks    []Mark
	Unplaced []int // numbers of events that happened nowhere in particular
	Words    *wording.Words
}

// mapHeight is how high the map is, bandHeight the band below it with the scale and the signs, in pixels.
const (
	mapHeight  = 560
	bandHeight = 64
	lineHeight = 28
)

// PNG draws the map. Without marks there is nothing to draw, and no bytes.
func (m Map) PNG() ([]byte, error) {
	if len(m.Marks) == 0 {
		return nil, nil
	}
	in, out := m.chosen()
	v := viewOf(in)
	notes := m.notes(out)
	s := newSheet(mapHeight + bandHeight + lineHeight*len(notes))
	s.land(v)
	groups := grouped(in, v)
	taken := s.marks(groups)
	s.names(groups, v, taken, m.Words)
	s.rect(0, mapHeight, width, s.height-mapHeight, paper)
	s.rect(0, mapHeight, width, 1, shore)
	s.band(v, m)
	for i, n := range notes {
		x, at := 14.0, left
		if m.Words.RightToLeft() {
			x, at = width-14, right
		}
		s.print(x, mapHeight+bandHeight+lineHeight*float64(i)+12, fitted(n, small, regular, width-28), at, grey)
	}
	return s.png()
}

// Alt tells the map in words, in at most 1,024 UTF-16 units, Discord's limit for the description of a file.
func (m Map) Alt() string {
	const most = 1024
	w := m.Words
	if len(m.Marks) == 0 {
		return ""
	}
	_, out := m.chosen()
	var parts []string
	for _, k := range m.Marks {
		place := k.Place
		if k.Region {
			place = w.Say("%s (region only)", place)
		}
		if slices.ContainsFunc(out, func(o Mark) bool { return o.Number == k.Number }) {
			place = w.Say("%s, outside the map", place)
		}
		part := fmt.Sprintf("%d %s", k.Number, place)
		if k.Toll > 0 {
			part += ", " + w.Count(int(k.Toll), "%s killed", "%s killed")
		}
		if k.Text != "" {
			part += ": " + k.Text
		}
		parts = append(parts, part)
	}
	head := w.Count(len(m.Marks), "Map, %[2]s: %[1]s event.", "Map, %[2]s: %[1]s events.", m.Title) + " "
	tail := ""
	if len(m.Unplaced) > 0 {
		tail = " " + m.unplaced()
	}
	room := most - units(head) - units(tail)
	var b strings.Builder
	for i, p := range parts {
		each := (room-units(b.String()))/(len(parts)-i) - 2
		b.WriteString(shorten(p, max(each, 24)))
		if i+1 < len(parts) {
			b.WriteString(w.Say("; "))
		}
	}
	return shorten(head+b.String()+"."+tail, most)
}

func (m Map) unplaced() string {
	numbers := make([]string, len(m.Unplaced))
	for i, n := range m.Unplaced {
		numbers[i] = strconv.Itoa(n)
	}
	return m.Words.Say("Without a place: %s", strings.Join(numbers, m.Words.Say(", ")))
}

// notes are the lines below the map: what does not stand on it.
func (m Map) notes(out []Mark) (lines []string) {
	if len(out) > 0 {
		var parts []string
		for i, k := range out {
			part := fmt.Sprintf("%d %s", k.Number, k.Place)
			if i > 0 && out[i-1].Place == k.Place {
				parts[len(parts)-1] = strings.TrimSuffix(parts[len(parts)-1], " "+k.Place) + ", " + part
				continue
			}
			parts = append(parts, part)
		}
		for i := range parts { // the number belongs before the name, whichever way the line runs
			parts[i] = m.Words.Isolated(parts[i])
		}
		lines = append(lines, m.Words.Say("Outside the map: %s", strings.Join(parts, " · ")))
	}
	if len(m.Unplaced) > 0 {
		lines = append(lines, m.unplaced())
	}
	return lines
}

// reach is how far the events of one map lie from one of them, in degrees, and wide how wide a map may become for those
// that lie further off.
const (
	reach = 7.0
	wide  = 16.0
)

// chosen parts the marks into those on the map and those too far away from most: a war's map does not show the ocean
// between it and the talks about it.
func (m Map) chosen() (in, out []Mark) {
	best, most := 0, 0.0
	for i, a := range m.Marks {
		n := 0.0
		for _, b := range m.Marks {
			if apart(a, b) <= reach {
				n++
				n += math.Log1p(b.Toll) / 10
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	seed := m.Marks[best]
	sorted := slices.Clone(m.Marks)
	slices.SortStableFunc(sorted, func(a, b Mark) int { return cmp.Compare(apart(seed, a), apart(seed, b)) })
	around := nowhere
	for _, k := range sorted {
		grown := around.with(degrees{k.Lon, k.Lat})
		if apart(seed, k) <= reach || max((grown.east-grown.west)*cosine(grown), grown.north-grown.south) <= wide {
			around = grown
			in = append(in, k)
		} else {
			out = append(out, k)
		}
	}
	byNumber := func(a, b Mark) int { return cmp.Compare(a.Number, b.Number) }
	slices.SortStableFunc(in, byNumber)
	slices.SortStableFunc(out, byNumber)
	return in, out
}

func cosine(b box) float64 { return math.Cos((b.north + b.south) / 2 * math.Pi / 180) }

// apart is the distance of two marks in degrees of latitude, near enough for those that are near.
func apart(a, b Mark) float64 {
	return math.Hypot((a.Lon-b.Lon)*math.Cos((a.Lat+b.Lat)/2*math.Pi/180), a.Lat-b.Lat)
}

// view is the part of the world that a map shows, in Mercator's projection: no shape is bent, and north is up.
type view struct {
	box           box
	x0, y0, scale float64 // pixels are (projected - origin) × scale
}

func mercator(lat float64) float64 {
	lat = min(max(lat, -82), 82) * math.Pi / 180
	return math.Log(math.Tan(math.Pi/4 + lat/2))
}

func (v view) at(p degrees) (x, y float64) {
	return (p.lon*math.Pi/180 - v.x0) * v.scale, (v.y0 - mercator(p.lat)) * v.scale
}

// leastSpan is how much of the world a map shows at least, in degrees of latitude: 130 kilometres.
const leastSpan = 1.2

// viewOf is the view that holds all marks, with room around them.
func viewOf(marks []Mark) view {
	const margin = 90.0 // pixels: a mark and its label
	around := nowhere
	for _, k := range marks {
		around = around.with(degrees{k.Lon, min(max(k.Lat, -75), 75)})
	}
	west, east := around.west*math.Pi/180, around.east*math.Pi/180
	south, north := mercator(around.south), mercator(around.north)
	middleY := (south + north) / 2
	least := leastSpan * math.Pi / 180 / math.Cos((around.south+around.north)/2*math.Pi/180)
	scale := min((width-2*margin)/max(east-west, 1e-9), (mapHeight-2*margin)/max(north-south, 1e-9), mapHeight/least)
	v := view{scale: scale}
	v.x0 = (west+east)/2 - width/2/scale
	v.y0 = middleY + mapHeight/2/scale
	back := func(y float64) float64 { return (2*math.Atan(math.Exp(y)) - math.Pi/2) * 180 / math.Pi }
	v.box = box{
		v.x0 * 180 / math.Pi, back(v.y0 - mapHeight/scale), (v.x0 + width/scale) * 180 / math.Pi, back(v.y0),
	}
	return v
}

// kilometre is how many pixels one is in the middle of the view.
func (v view) kilometre() float64 {
	return v.scale / (6371 * cosine(v.box))
}
