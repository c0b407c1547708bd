package picture

import (
	"image"
	"image/color"
	"math"
	"slices"

	"golang.org/x/image/vector"
)

// point is a position in pixels from the upper left corner.
type point struct{ x, y float64 }

// pathOp is what a step of a path does.
type pathOp byte

const (
	moveTo pathOp = iota
	lineTo
	quadTo // a curve with one control point
	cubeTo // a curve with two
)

// step is one step of a path: its points are the control points and the end.
type step struct {
	op pathOp
	p  [3]point
}

// path is an outline to be filled; where its parts overlap in one sense it is filled once. Each part is closed.
type path []step

// polygon is a path round some points.
func polygon(points ...point) path {
	if len(points) < 3 {
		return nil
	}
	out := path{{moveTo, [3]point{points[0]}}}
	for _, p := range points[1:] {
		out = append(out, step{lineTo, [3]point{p}})
	}
	return out
}

// count is how many points a step has.
func (s step) count() int { return max(1, int(s.op)) }

// moved is p moved by x and y.
func (p path) moved(x, y float64) path {
	out := make(path, len(p))
	for i, s := range p {
		for j := range s.p {
			s.p[j].x, s.p[j].y = s.p[j].x+x, s.p[j].y+y
		}
		out[i] = s
	}
	return out
}

// bounds is the rectangle that holds p, control points included, in whole pixels.
func (p path) bounds() image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range p {
		for _, q := range s.p[:s.count()] {
			x0, y0, x1, y1 = min(x0, q.x), min(y0, q.y), max(x1, q.x), max(y1, q.y)
		}
	}
	if x0 > x1 {
		return image.Rectangle{}
	}
	const far = 1 << 20
	whole := func(v float64) int { return int(min(max(v, -far), far)) }
	return image.Rect(whole(math.Floor(x0)), whole(math.Floor(y0)), whole(math.Ceil(x1))+1, whole(math.Ceil(y1))+1)
}

// fill fills p on the image.
func (p path) fill(on *image.RGBA, c color.Color) {
	area := p.bounds().Intersect(on.Bounds())
	if area.Empty() {
		return
	}
	r := vector.NewRasterizer(area.Dx(), area.Dy())
	at := func(q point) (float32, float32) {
		return float32(q.x - float64(area.Min.X)), float32(q.y - float64(area.Min.Y))
	}
	for i, s := range p {
		x0, y0 := at(s.p[0])
		x1, y1 := at(s.p[1])
		x2, y2 := at(s.p[2])
		switch s.op {
		case moveTo:
			if i > 0 {
				r.ClosePath()
			}
			r.MoveTo(x0, y0)
		case lineTo:
			r.LineTo(x0, y0)
		case quadTo:
			r.QuadTo(x0, y0, x1, y1)
		case cubeTo:
			r.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	r.ClosePath()
	r.Draw(on, area, image.NewUniform(c), image.Point{})
}

// corners are those of a rectangle, from the upper left corner round.
func corners(x, y, w, h float64) []point {
	return []point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}
}

// around are the points of a circle, or of an ellipse's part of one, so many in a whole turn, from angle a to b.
func around(x, y, r, a, b float64) (out []point) {
	n := max(2, int(math.Ceil((b-a)/(2*math.Pi)*max(24, 4*r))))
	for i := range n + 1 {
		sin, cos := math.Sincos(a + (b-a)*float64(i)/float64(n))
		out = append(out, point{x + r*cos, y + r*sin})
	}
	return out
}

// circle are the points of a circle.
func circle(x, y, r float64) []point { return around(x, y, r, 0, 2*math.Pi) }

// corner are the corners of a regular polygon, the first turned by an angle from straight up.
func corner(x, y, r float64, n int, turn float64) (out []point) {
	for i := range n {
		sin, cos := math.Sincos(turn + 2*math.Pi*float64(i)/float64(n) - math.Pi/2)
		out = append(out, point{x + r*cos, y + r*sin})
	}
	return out
}

// rounded are the points of a rectangle with round corners.
func rounded(x, y, w, h, r float64) []point {
	const quarter = math.Pi / 2
	var out []point
	for i, c := range []point{{x + w - r, y + r}, {x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}} {
		from := float64(i-1) * quarter
		out = append(out, around(c.x, c.y, r, from, from+quarter)...)
	}
	return out
}

// closed is a line that ends where it begins.
func closed(points []point) [][]point {
	return [][]point{append(slices.Clip(points), points[0])}
}
