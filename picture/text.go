package picture

import (
	"bytes"
	"embed"
	"fmt"
	pathpkg "path"
	"slices"
	"sync"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"
)

// fontFiles are subsets of Noto Sans as the npm packages @fontsource/noto-sans and @fontsource/noto-sans-arabic 5.3.0
// have them: each holds the letters of one script. Their licence stands beside them.
//
//go:embed fonts/*.woff
var fontFiles embed.FS

// weight is how bold letters are.
type weight byte

const (
	regular weight = iota
	bold
)

// faces are the fonts of each weight in which a letter is looked for, in order.
var faces = [...][]string{
	regular: {
		"noto-sans-latin-400", "noto-sans-cyrillic-400", "noto-sans-arabic-arabic-400", "noto-sans-latin-ext-400",
	},
	bold: {
		"noto-sans-latin-600", "noto-sans-cyrillic-600", "noto-sans-arabic-arabic-600", "noto-sans-latin-ext-400",
	},
}

// typeCase is the fonts by weight. A shaper has caches of its own, so one text is set at a time.
type typeCase struct {
	mu     sync.Mutex
	fonts  [2][]*font.Face
	shaper shaping.HarfbuzzShaper
}

var letters = sync.OnceValue(func() *typeCase {
	c := &typeCase{}
	loaded := map[string]*font.Face{}
	for w, names := range faces {
		for _, name := range names {
			if loaded[name] == nil {
				data, err := fontFiles.ReadFile(pathpkg.Join("fonts", name+"-normal.woff"))
				if err != nil {
					panic(fmt.Sprintf("picture: embedded font: %v", err)) // a mistake in this package
				}
				if loaded[name], err = font.ParseTTF(bytes.NewReader(data)); err != nil {
					panic(fmt.Sprintf("picture: embedded font %s: %v", name, err))
				}
			}
			c.fonts[w] = append(c.fonts[w], loaded[name])
		}
	}
	return c
})

// textRun is a part of a line in one font and one direction.
type textRun struct {
	runes []rune
	face  *font.Face
	level int // odd from right to left
}

// setLine sets a line of text at the origin: its outline, from the left end of its base line, and its width in pixels.
// Words of both directions stand as the Unicode bidirectional algorithm orders them. A letter that no font has is left
// out.
func setLine(s string, size float64, w weight) (path, float64) {
	c := letters()
	c.mu.Lock()
	defer c.mu.Unlock()
	var out path
	x := 0.0
	for _, r := range visual(c.runs(s, w)) {
		in := shaping.Input{
			Text: r.runes, RunEnd: len(r.runes), Face: r.face, Size: fixed.Int26_6(size * 64),
			Direction: di.DirectionLTR, Script: scriptOf(r.runes), Language: "und",
		}
		if r.level%2 == 1 {
			in.Direction = di.DirectionRTL
		}
		scale := size / float64(r.face.Upem())
		for _, g := range c.shaper.Shape(in).Glyphs {
			if o, ok := r.face.GlyphData(g.GlyphID).(font.GlyphOutline); ok {
				out = append(out, outline(o, x+pixels(g.XOffset), -pixels(g.YOffset), scale)...)
			}
			x += pixels(g.XAdvance)
		}
	}
	return out, x
}

func pixels(v fixed.Int26_6) float64 { return float64(v) / 64 }

// outline is a glyph with its origin at x and y; fonts count upwards.
func outline(o font.GlyphOutline, x, y, scale float64) (out path) {
	at := func(p opentype.SegmentPoint) point { return point{x + float64(p.X)*scale, y - float64(p.Y)*scale} }
	ops := map[opentype.SegmentOp]pathOp{
		opentype.SegmentOpMoveTo: moveTo, opentype.SegmentOpLineTo: lineTo, opentype.SegmentOpQuadTo: quadTo,
		opentype.SegmentOpCubeTo: cubeTo,
	}
	for _, s := range o.Segments {
		out = append(out, step{ops[s.Op], [3]point{at(s.Args[0]), at(s.Args[1]), at(s.Args[2])}})
	}
	return out
}

// scriptOf is the script of the first letter that has one.
func scriptOf(runes []rune) language.Script {
	for _, r := range runes {
		if s := language.LookupScript(r); s != language.Common && s != language.Inherited {
			return s
		}
	}
	return language.Latin
}

// runs splits a line where the font or the direction changes, in the order in which it is read.
func (c *typeCase) runs(s string, w weight) (out []textRun) {
	runes := []rune(s)
	levels := levelsOf(s, len(runes))
	var last *font.Face
	for i, r := range runes {
		var face *font.Face
		if last != nil && has(last, r) {
			face = last // a space or a digit does not end a run
		} else if at := slices.IndexFunc(c.fonts[w], func(f *font.Face) bool { return has(f, r) }); at >= 0 {
			face = c.fonts[w][at]
		} else {
			continue
		}
		last = face
		if n := len(out); n > 0 && out[n-1].face == face && out[n-1].level == levels[i] {
			out[n-1].runes = append(out[n-1].runes, r)
			continue
		}
		out = append(out, textRun{[]rune{r}, face, levels[i]})
	}
	return out
}

func has(f *font.Face, r rune) bool {
	_, ok := f.NominalGlyph(r)
	return ok
}

// levelsOf are the embedding levels of a line's letters (Unicode Standard Annex 9), as far as lines of names and
// numbers have them: words of the other direction are one deeper than the line, and numbers among words from right to
// left one deeper still.
func levelsOf(s string, n int) []int {
	levels := make([]int, n)
	var p bidi.Paragraph
	if _, err := p.SetString(s); err != nil {
		return levels
	}
	order, err := p.Order()
	if err != nil {
		return levels
	}
	rightToLeft := firstStrong(s) == bidi.R
	runs := make([]bidi.Run, order.NumRuns())
	for i := range runs {
		runs[i] = order.Run(i)
	}
	slices.SortStableFunc(runs, func(a, b bidi.Run) int {
		x, _ := a.Pos()
		y, _ := b.Pos()
		return x - y
	})
	before := 0
	for _, r := range runs {
		level := 0
		switch {
		case r.Direction() == bidi.RightToLeft:
			level = 1
		case rightToLeft, before > 0 && firstStrong(r.String()) == bidi.ON:
			level = 2
		}
		from, to := r.Pos()
		for i := from; i <= to && i < n; i++ {
			levels[i] = level
		}
		before = level
	}
	return levels
}

// firstStrong is the direction of the first letter that has one: bidi.L, bidi.R, or bidi.ON for none.
func firstStrong(s string) bidi.Class {
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			return bidi.L
		case bidi.R, bidi.AL:
			return bidi.R
		}
	}
	return bidi.ON
}

// visual orders runs from left to right (Unicode Standard Annex 9, rule L2).
func visual(runs []textRun) []textRun {
	highest := 0
	for _, r := range runs {
		highest = max(highest, r.level)
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(runs); i++ {
			j := i
			for j < len(runs) && runs[j].level >= level {
				j++
			}
			slices.Reverse(runs[i:j])
			i = max(i, j-1)
		}
	}
	return runs
}
