package picture

import "math"

// beyond is how far lines are drawn past the edge of a map, in pixels, so that where they were cut is not seen.
const beyond = 8.0

// land draws coasts and borders.
func (s *sheet) land(v view) {
	s.rect(0, 0, width, mapHeight, sea)
	a := world()
	var ground path
	for i, ring := range a.rings {
		if !a.boxes[i].meets(v.box) {
			continue
		}
		var points []point
		for _, ref := range ring {
			l := a.lines[max(ref, ^ref)]
			for j := range l.points {
				p := l.points[j]
				if ref < 0 {
					p = l.points[len(l.points)-1-j]
				}
				x, y := v.at(p)
				// within a third of a pixel of the last one nothing is to be seen
				if n := len(points); n > 0 && math.Abs(points[n-1].x-x) < 0.3 && math.Abs(points[n-1].y-y) < 0.3 {
					continue
				}
				points = append(points, point{x, y})
			}
		}
		ground = append(ground, polygon(clipped(points)...)...)
	}
	s.fill(ground, paper)
	var lines [contested + 1][][]point
	for _, l := range a.lines {
		if l.kind <= contested && l.box.meets(v.box) {
			lines[l.kind] = append(lines[l.kind], v.pieces(l.points)...)
		}
	}
	s.ribbon(lines[coast], 1, shore)
	s.ribbon(lines[border], 1.6, line)
	s.ribbon(dashed(lines[contested], 6), 1.6, line)
}

// pieces are the parts of a line that a map shows.
func (v view) pieces(line []degrees) (out [][]point) {
	var piece []point
	var before point
	seen := false // the point before
	for i, p := range line {
		var at point
		at.x, at.y = v.at(p)
		shown := at.x > -beyond && at.x < width+beyond && at.y > -beyond && at.y < mapHeight+beyond
		switch {
		case shown && !seen && i > 0:
			piece = append(piece, before, at)
		case shown:
			if n := len(piece); n == 0 || i == len(line)-1 || math.Abs(piece[n-1].x-at.x) > 0.5 ||
				math.Abs(piece[n-1].y-at.y) > 0.5 {
				piece = append(piece, at)
			}
		case seen:
			out = append(out, append(piece, at))
			piece = nil
		}
		before, seen = at, shown
	}
	if len(piece) > 1 {
		out = append(out, piece)
	}
	return out
}

// clipped is a ring cut to the map (Sutherland and Hodgman, 1974).
func clipped(ring []point) []point {
	edges := []struct {
		in  func(point) bool
		cut func(a, b point) point
	}{
		{func(p point) bool { return p.x > -beyond }, func(a, b point) point { return atX(a, b, -beyond) }},
		{func(p point) bool { return p.x < width+beyond }, func(a, b point) point { return atX(a, b, width+beyond) }},
		{func(p point) bool { return p.y > -beyond }, func(a, b point) point { return atY(a, b, -beyond) }},
		{
			func(p point) bool { return p.y < mapHeight+beyond },
			func(a, b point) point { return atY(a, b, mapHeight+beyond) },
		},
	}
	for _, e := range edges {
		if len(ring) == 0 {
			return nil
		}
		var out []point
		last := ring[len(ring)-1]
		for _, p := range ring {
			if e.in(p) != e.in(last) {
				out = append(out, e.cut(last, p))
			}
			if e.in(p) {
				out = append(out, p)
			}
			last = p
		}
		ring = out
	}
	return ring
}

func atX(a, b point, x float64) point { return point{x, a.y + (b.y-a.y)*(x-a.x)/(b.x-a.x)} }

func atY(a, b point, y float64) point { return point{a.x + (b.x-a.x)*(y-a.y)/(b.y-a.y), y} }
