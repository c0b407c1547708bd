package picture

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"slices"
	"strings"
)

// width is how wide a picture is, in pixels. A phone shows it at less than half of that: the smallest letters that
// matter are 22 pixels high, 9 points there.
const width = 800

// Sizes of letters, in pixels.
const (
	large  = 24
	medium = 22
	small  = 18
	fine   = 14 // whose map it is
)

// The colours. Those of what is told are of the palette of Okabe and Ito (Color Universal Design, 2008), which the
// colour-blind can tell apart; nothing is told by colour alone. The paper is light enough for a light page and no glare
// on a dark one.
var (
	paper   = rgb(0xF6F4EE)
	sea     = rgb(0xCFDDE6)
	shore   = rgb(0x8FA5B3)
	line    = rgb(0x8A8781)
	pale    = rgb(0xA09C94) // names of countries
	grey    = rgb(0x5E5B56)
	ink     = rgb(0x22262B)
	white   = rgb(0xFFFFFF)
	rule    = rgb(0xD9D5CB)
	red     = rgb(0xD55E00) // vermilion
	series  = []color.RGBA{rgb(0x0072B2), rgb(0xD55E00), rgb(0x007A5A), rgb(0xA3527F), rgb(0x8A6100), rgb(0x2B2B2B)}
	clear50 = color.RGBA{0xD5 / 3, 0x5E / 3, 0, 0x55} // red, a third of it, premultiplied
)

func rgb(v uint32) color.RGBA { return color.RGBA{byte(v >> 16), byte(v >> 8), byte(v), 0xFF} }

// sheet is what is drawn on: pixels from the upper left corner.
type sheet struct {
	*image.RGBA
	height float64
}

func newSheet(height int) *sheet {
	s := &sheet{image.NewRGBA(image.Rect(0, 0, width, height)), float64(height)}
	s.rect(0, 0, width, s.height, paper)
	return s
}

// rect fills a rectangle; one that ends between pixels is soft there.
func (s *sheet) rect(x, y, w, h float64, c color.Color) {
	if x == math.Trunc(x) && y == math.Trunc(y) && w == math.Trunc(w) && h == math.Trunc(h) {
		draw.Draw(s.RGBA, image.Rect(int(x), int(y), int(x+w), int(y+h)), image.NewUniform(c), image.Point{}, draw.Src)
		return
	}
	s.fill(polygon(corners(x, y, w, h)...), c)
}

// fill fills a path.
func (s *sheet) fill(p path, c color.Color) { p.fill(s.RGBA, c) }

// anchor is which end of a line of text stands at its point.
type anchor byte

const (
	left anchor = iota
	middle
	right
)

// print sets a line of text with its base line at y; halo is drawn round the letters unless it is nil.
func (s *sheet) print(x, y float64, t label, at anchor, c color.Color) {
	switch at {
	case middle:
		x -= t.width / 2
	case right:
		x -= t.width
	}
	p := t.path.moved(x, y)
	if t.halo != nil {
		var round path
		for i := range 8 {
			sin, cos := math.Sincos(float64(i) * math.Pi / 4)
			round = append(round, p.moved(haloWidth*cos, haloWidth*sin)...)
		}
		s.fill(round, t.halo)
	}
	s.fill(p, c)
}

// haloWidth is how far a halo reaches beyond the letters, in pixels.
const haloWidth = 2.2

// label is a line of text that has been set.
type label struct {
	path  path
	width float64
	halo  color.Color
}

func set(text string, size float64, w weight) label {
	p, width := setLine(text, size, w)
	return label{path: p, width: width}
}

// fitted sets a text in at most so many pixels, shortened to an ellipsis if it must be.
func fitted(text string, size float64, w weight, most float64) label {
	l := set(text, size, w)
	for r := []rune(text); l.width > most && len(r) > 1; {
		r = r[:len(r)-max(1, len(r)/12)]
		l = set(string(r)+"…", size, w)
	}
	return l
}

// wrapped sets a text in bold in at most so many lines, broken between words, the last one shortened if it must be.
func wrapped(text string, size, most float64, lines int) (out []label) {
	words := strings.Fields(text)
	for len(words) > 0 {
		n := 1
		if len(out)+1 == lines {
			n = len(words)
		}
		for n < len(words) && set(strings.Join(words[:n+1], " "), size, bold).width <= most {
			n++
		}
		out = append(out, fitted(strings.Join(words[:n], " "), size, bold, most))
		words = words[n:]
	}
	return out
}

// ribbon draws lines of many points: each piece as a rectangle, a little longer than it is so that no gap opens at a
// bend.
func (s *sheet) ribbon(lines [][]point, w float64, c color.Color) {
	var p path
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			a, b := l[i-1], l[i]
			dx, dy := b.x-a.x, b.y-a.y
			length := math.Hypot(dx, dy)
			if length == 0 {
				continue
			}
			ex, ey := dx/length*w/4, dy/length*w/4
			nx, ny := -dy/length*w/2, dx/length*w/2
			p = append(p, polygon(point{a.x - ex + nx, a.y - ey + ny}, point{b.x + ex + nx, b.y + ey + ny},
				point{b.x + ex - nx, b.y + ey - ny}, point{a.x - ex - nx, a.y - ey - ny})...)
		}
	}
	s.fill(p, c)
}

// dashed is lines as dashes of so many pixels, with gaps as long.
func dashed(lines [][]point, dash float64) (out [][]point) {
	for _, l := range lines {
		var piece []point
		left, on := dash, true
		for i := 1; i < len(l); i++ {
			a, b := l[i-1], l[i]
			length := math.Hypot(b.x-a.x, b.y-a.y)
			for done := 0.0; done < length; {
				step := min(left, length-done)
				at := func(d float64) point { return point{a.x + (b.x-a.x)*d/length, a.y + (b.y-a.y)*d/length} }
				if on {
					if len(piece) == 0 {
						piece = append(piece, at(done))
					}
					piece = append(piece, at(done+step))
				}
				done += step
				if left -= step; left <= 0 {
					if on {
						out = append(out, piece)
						piece = nil
					}
					left, on = dash, !on
				}
			}
		}
		if len(piece) > 1 {
			out = append(out, piece)
		}
	}
	return out
}

// png is the sheet as a file, in 256 colours: those of lines and letters are few, and what lies between two of them is
// shown as what is nearest.
func (s *sheet) png() ([]byte, error) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.DefaultCompression}
	if err := e.Encode(&b, indexed(s.RGBA)); err != nil {
		return nil, fmt.Errorf("encode picture: %w", err)
	}
	return b.Bytes(), nil
}

// indexed is a picture in its 256 commonest colours, told apart to a 32nd of each of red, green and blue.
func indexed(src *image.RGBA) *image.Paletted {
	const shift, bins = 3, 1 << 15
	bin := func(p []byte) int { return int(p[0]>>shift)<<10 | int(p[1]>>shift)<<5 | int(p[2]>>shift) }
	counts := make([]int, bins)
	first := make([]color.RGBA, bins) // the commonest shades are flat: the first of a bin stands for it
	for i := 0; i < len(src.Pix); i += 4 {
		p := src.Pix[i : i+4]
		n := bin(p)
		if counts[n] == 0 {
			first[n] = color.RGBA{p[0], p[1], p[2], 0xFF}
		}
		counts[n]++
	}
	var used []int
	for n, count := range counts {
		if count > 0 {
			used = append(used, n)
		}
	}
	slices.SortStableFunc(used, func(a, b int) int { return cmp.Compare(counts[b], counts[a]) })
	palette := make(color.Palette, 0, 256)
	index := make([]byte, bins)
	for _, n := range used {
		if len(palette) < cap(palette) {
			index[n] = byte(len(palette))
			palette = append(palette, first[n])
		} else {
			index[n] = byte(palette.Index(first[n]))
		}
	}
	out := image.NewPaletted(src.Bounds(), palette)
	for i := range out.Pix {
		out.Pix[i] = index[bin(src.Pix[4*i:4*i+4])]
	}
	return out
}
