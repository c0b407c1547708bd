package picture

import (
	_ "embed" // the packed tables
	"encoding/binary"
	"fmt"
	"math"
	"sync"

	"github.com/klauspost/compress/zstd"
)

var (
	//go:embed data/borders.bin.zst
	packedBorders []byte
	//go:embed data/towns.bin.zst
	packedTowns []byte
)

// unitsPerDegree is how many steps of a packed coordinate a degree has.
const unitsPerDegree = 500

// lineKind is what a line of the atlas is.
type lineKind byte

const (
	coast lineKind = iota
	border
	contested // a border that not everybody recognises
)

// degrees is a position: longitude and latitude.
type degrees struct{ lon, lat float64 }

// box is a part of the world in degrees.
type box struct{ west, south, east, north float64 }

func (b box) meets(o box) bool {
	return b.west <= o.east && o.west <= b.east && b.south <= o.north && o.south <= b.north
}

func (b box) holds(p degrees) bool {
	return p.lon >= b.west && p.lon <= b.east && p.lat >= b.south && p.lat <= b.north
}

func (b box) with(p degrees) box {
	return box{min(b.west, p.lon), min(b.south, p.lat), max(b.east, p.lon), max(b.north, p.lat)}
}

var nowhere = box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

type atlasLine struct {
	kind   lineKind
	points []degrees
	box    box
}

// room is a circle within a country, in which its name may stand; radius is in degrees of latitude.
type room struct {
	at     degrees
	radius float64
}

type atlasCountry struct {
	code  string // ISO 3166-1 alpha-2
	rooms []room // the largest first
}

type atlasTown struct {
	name       string
	at         degrees
	population int
	capital    bool
}

// atlas is the world as it is drawn.
type atlas struct {
	lines     []atlasLine
	rings     [][]int // of land, as lines: ^i is line i backwards
	boxes     []box   // of the rings
	countries []atlasCountry
	towns     []atlasTown // the largest first
}

// world is unpacked when the first map is drawn.
var world = sync.OnceValue(func() *atlas {
	a := &atlas{}
	r := unpacked(packedBorders)
	a.lines = make([]atlasLine, r.count())
	for i := range a.lines {
		a.lines[i] = r.line()
	}
	a.rings, a.boxes = make([][]int, r.count()), make([]box, 0, 5000)
	for i := range a.rings {
		a.rings[i] = make([]int, r.count())
		around := nowhere
		for j := range a.rings[i] {
			ref := r.step()
			a.rings[i][j] = ref
			b := a.lines[max(ref, ^ref)].box
			around = around.with(degrees{b.west, b.south}).with(degrees{b.east, b.north})
		}
		a.boxes = append(a.boxes, around)
	}
	a.countries = make([]atlasCountry, r.count())
	for i := range a.countries {
		c := atlasCountry{code: r.text(2)}
		c.rooms = make([]room, r.count())
		for j := range c.rooms {
			c.rooms[j].at = degrees{r.degree(), r.degree()}
			c.rooms[j].radius = float64(r.count()) / unitsPerDegree
		}
		a.countries[i] = c
	}
	r = unpacked(packedTowns)
	a.towns = make([]atlasTown, r.count())
	for i := range a.towns {
		t := atlasTown{name: r.text(r.count()), at: degrees{r.degree(), r.degree()}}
		n := r.count()
		t.population, t.capital = n>>1*1000, n&1 == 1
		a.towns[i] = t
	}
	return a
})

// reader reads the packed tables. They are our own: what does not fit them is a mistake in this package, found by every
// test.
type reader struct{ rest []byte }

func unpacked(data []byte) *reader {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic(fmt.Sprintf("picture: %v", err))
	}
	defer d.Close()
	data, err = d.DecodeAll(data, nil)
	if err != nil {
		panic(fmt.Sprintf("picture: embedded table: %v", err))
	}
	return &reader{data}
}

func (r *reader) count() int {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		panic("picture: an embedded table is cut off")
	}
	r.rest = r.rest[size:]
	return int(n)
}

func (r *reader) step() int {
	n, size := binary.Varint(r.rest)
	if size <= 0 {
		panic("picture: an embedded table is cut off")
	}
	r.rest = r.rest[size:]
	return int(n)
}

func (r *reader) degree() float64 { return float64(r.step()) / unitsPerDegree }

func (r *reader) text(n int) string {
	s := string(r.rest[:n])
	r.rest = r.rest[n:]
	return s
}

func (r *reader) line() atlasLine {
	l := atlasLine{kind: lineKind(r.rest[0]), box: nowhere}
	r.rest = r.rest[1:]
	l.points = make([]degrees, r.count())
	x, y := 0, 0
	for i := range l.points {
		x, y = x+r.step(), y+r.step()
		l.points[i] = degrees{float64(x) / unitsPerDegree, float64(y) / unitsPerDegree}
		l.box = l.box.with(l.points[i])
	}
	return l
}
