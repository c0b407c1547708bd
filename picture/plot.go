package picture

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/wording"
)

// Value is a number that somebody gave at a time.
type Value struct {
	Time      time.Time
	Low, High float64     // High is 0 where there is no upper end, as in news.Figure
	Bound     news.Bound  // how it is meant
	Back      news.Status // news.Corrected or news.Withdrawn by whoever gave it since, "" if it stands
}

// Giver is somebody who counts, with what they gave, the oldest first.
type Giver struct {
	Name   string
	Values []Value
}

// Plot is what several givers said of one toll, each a line of its own. Nothing is added up or averaged.
type Plot struct {
	Title  string // "Killed · Kyiv"
	Givers []Giver
	Zone   *time.Location // of the axis; nil is UTC
	Words  *wording.Words
}

// The parts of a plot, in pixels.
const (
	plotTop    = 76.0
	plotLeft   = 70.0
	plotRight  = 552.0 // where names begin
	plotBottom = 430.0
	plotHeight = 500
	mostGivers = 6
	nameHeight = 46.0 // of a name with its number below it
	nameLine   = 23.0 // a second line of a name, more
)

// PNG draws the plot: steps over time, bars where a number is a bound or a range, a cross where it was taken back.
// Without numbers there is nothing to draw, and no bytes.
func (p Plot) PNG() ([]byte, error) {
	givers, more := p.shown()
	if len(givers) == 0 {
		return nil, nil
	}
	s := newSheet(plotHeight)
	x, at := 16.0, left
	if p.Words.RightToLeft() {
		x, at = width-16, right
	}
	s.print(x, 38, fitted(p.Title, large, bold, width-32), at, ink)
	a := axesOf(givers, p.zone())
	s.axes(a, p.Words)
	for i, g := range slices.Backward(givers) {
		s.giver(a, g, i, 2.5*(float64(i)-float64(len(givers)-1)/2))
	}
	s.legend(a, givers, p.Words)
	note := p.Words.Say("One line a giver. Arrow up: at least; down: up to. Cross: taken back")
	if more > 0 {
		note += " · " + p.Words.Count(more, "%s more giver", "%s more givers")
	}
	s.print(x, plotHeight-16, fitted(note, small, regular, width-32), at, grey)
	return s.png()
}

// Alt tells the plot in words, in at most 1,024 UTF-16 units.
func (p Plot) Alt() string {
	const most = 1024
	givers, more := p.shown()
	if len(givers) == 0 {
		return ""
	}
	var parts []string
	for _, g := range givers {
		var values []string
		for _, v := range g.Values {
			text := p.Words.Amount(v.figure()) + " (" + p.Words.Day(v.Time.In(p.zone())) + ")"
			if v.Back != "" {
				text += ", " + p.Words.Say(string(v.Back))
			}
			values = append(values, text)
		}
		parts = append(parts, g.Name+": "+strings.Join(values, ", "))
	}
	text := p.Words.Say("Plot, %s, over time.", p.Title) + " " + strings.Join(parts, p.Words.Say("; ")) + "."
	if more > 0 {
		text += " " + p.Words.Count(more, "%s more giver", "%s more givers") + "."
	}
	return shorten(text, most)
}

func (p Plot) zone() *time.Location {
	if p.Zone == nil {
		return time.UTC
	}
	return p.Zone
}

// figure is the value as it is worded.
func (v Value) figure() news.Figure { return news.Figure{Low: v.Low, High: v.High, Bound: v.Bound} }

// top is the most that a value says.
func (v Value) top() float64 { return max(v.Low, v.High) }

// shown are the givers with the most to say, the last heard first, and how many are left out.
func (p Plot) shown() (out []Giver, more int) {
	for _, g := range p.Givers {
		if len(g.Values) > 0 {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b Giver) int {
		return cmp.Or(cmp.Compare(len(b.Values), len(a.Values)),
			b.Values[len(b.Values)-1].Time.Compare(a.Values[len(a.Values)-1].Time))
	})
	more = max(0, len(out)-mostGivers)
	return out[:len(out)-more], more
}

// axes are the times and numbers of a plot.
type axes struct {
	from, to time.Time
	most     float64 // at the upper end
	step     float64 // between lines
	zone     *time.Location
}

func axesOf(givers []Giver, zone *time.Location) axes {
	a := axes{zone: zone}
	most := 1.0
	for _, g := range givers {
		for _, v := range g.Values {
			if a.from.IsZero() || v.Time.Before(a.from) {
				a.from = v.Time
			}
			if v.Time.After(a.to) {
				a.to = v.Time
			}
			most = max(most, v.top())
		}
	}
	pad := max(a.to.Sub(a.from)/16, time.Hour)
	a.from, a.to = a.from.Add(-pad), a.to.Add(pad)
	a.step = max(1, nice(most/3))
	a.most = math.Ceil(most*1.12/a.step) * a.step
	return a
}

func (a axes) x(t time.Time) float64 {
	return plotLeft + (plotRight-24-plotLeft)*float64(t.Sub(a.from))/float64(a.to.Sub(a.from))
}

func (a axes) y(v float64) float64 { return plotBottom - (plotBottom-plotTop)*v/a.most }

// axes draws lines at round numbers, and days or hours below.
func (s *sheet) axes(a axes, w *wording.Words) {
	for v := 0.0; v <= a.most+a.step/2; v += a.step {
		y := a.y(v)
		colour := rule
		if v == 0 {
			colour = grey
		}
		s.rect(plotLeft, y-0.75, plotRight-24-plotLeft, 1.5, colour)
		s.print(plotLeft-10, y+7, set(w.Number(v), small, regular), right, grey)
	}
	hourly := a.to.Sub(a.from) < 40*time.Hour
	last := -1e9
	for i, t := range a.ticks(hourly) {
		x := a.x(t)
		text := w.DayMonth(t)
		if hourly && t.Hour() != 0 {
			text = t.Format("15:04")
			if i == 0 {
				text = w.DayMonth(t) + w.Say(", ") + text
			}
		}
		l := set(text, small, regular)
		s.rect(x-0.75, plotBottom, 1.5, 7, grey)
		if x-l.width/2 < last+12 || x+l.width/2 > plotRight+20 {
			continue
		}
		s.print(x, plotBottom+27, l, middle, grey)
		last = x + l.width/2
	}
}

// ticks are the hours or the days that are marked.
func (a axes) ticks(hourly bool) (out []time.Time) {
	from := a.from.In(a.zone)
	day := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, a.zone)
	if hourly {
		every := 1
		for _, n := range []int{1, 2, 3, 6, 12} {
			if every = n; a.to.Sub(a.from).Hours()/float64(n) <= 7 {
				break
			}
		}
		for i := 0; i < 72; i += every {
			t := time.Date(day.Year(), day.Month(), day.Day(), i, 0, 0, 0, a.zone)
			if t.After(a.from) && t.Before(a.to) {
				out = append(out, t)
			}
		}
		return out
	}
	days := int(a.to.Sub(a.from).Hours()/24) + 2
	every := max(1, (days+5)/6)
	for i := 0; i <= days; i += every {
		if t := day.AddDate(0, 0, i); t.After(a.from) && t.Before(a.to) {
			out = append(out, t)
		}
	}
	return out
}

// giver draws the steps of one giver, off by so many pixels: who agrees does not hide another.
func (s *sheet) giver(a axes, g Giver, i int, off float64) {
	colour := series[i%len(series)]
	for j, v := range g.Values {
		x, y := a.x(v.Time), a.y(v.Low)+off
		end := a.x(a.to)
		next, hasNext := 0.0, j+1 < len(g.Values)
		if hasNext {
			end, next = a.x(g.Values[j+1].Time), a.y(g.Values[j+1].Low)+off
		}
		steps := [][]point{{{x, y}, {end, y}}}
		if hasNext {
			steps[0] = append(steps[0], point{end, next})
		}
		thick := 3.0
		if v.Back != "" {
			thick = 1.2
		}
		if i >= len(series)/2 {
			steps = dashed(steps, 7)
		}
		s.ribbon(steps, thick, colour)
	}
	for _, v := range g.Values {
		s.bar(a, v, colour)
		s.marker(a.x(v.Time), a.y(v.Low)+off, i, v, colour)
	}
}

// bar shows what a number leaves open.
func (s *sheet) bar(a axes, v Value, c color.Color) {
	const arrow = 26.0
	x, y := a.x(v.Time), a.y(v.Low)
	if v.High > v.Low {
		y2 := a.y(v.High)
		s.rect(x-1.5, y2, 3, y-y2, c)
		s.rect(x-8, y2-1.5, 16, 3, c)
		return
	}
	up := 0.0
	switch v.Bound {
	case news.AtLeast, news.Vague:
		up = -1
	case news.UpTo:
		up = 1
	default:
		return
	}
	tip := y + up*arrow
	s.rect(x-1.5, min(y, tip), 3, arrow, c)
	head := polygon(point{x - 7, tip - up*7}, point{x, tip + up*4}, point{x + 7, tip - up*7})
	s.fill(head, c)
}

// marker is the sign of a giver, so that nobody has to go by colour; a number taken back is crossed out.
func (s *sheet) marker(x, y float64, i int, v Value, c color.Color) {
	const r = 8.0
	var p []point
	switch i % 4 {
	case 0:
		p = circle(x, y, r)
	case 1:
		p = corners(x-r+0.5, y-r+0.5, 2*r-1, 2*r-1)
	case 2:
		p = corner(x, y+1, r+2, 3, 0)
	default:
		p = corner(x, y, r+2, 4, 0)
	}
	if v.Back != "" || v.Bound == news.About || v.Bound == news.Vague {
		s.fill(polygon(p...), paper)
		s.ribbon(closed(p), 2.5, c)
	} else {
		s.fill(polygon(p...), c)
		s.ribbon(closed(p), 1.5, paper)
	}
	if v.Back != "" {
		s.ribbon([][]point{{{x - 11, y - 11}, {x + 11, y + 11}}, {{x - 11, y + 11}, {x + 11, y - 11}}}, 3, ink)
	}
}

// legend sets each giver's name and last number beside the end of the line, moved apart where they would meet.
func (s *sheet) legend(a axes, givers []Giver, w *wording.Words) {
	type entry struct {
		i      int
		want   float64 // where the line ends
		y      float64
		name   []label
		height float64
	}
	lines := 2
	if float64(len(givers))*(nameHeight+nameLine) > plotBottom-plotTop {
		lines = 1
	}
	entries := make([]entry, len(givers))
	for i, g := range givers {
		y := a.y(g.Values[len(g.Values)-1].Low)
		name := wrapped(g.Name, medium-2, width-plotRight-32, lines)
		entries[i] = entry{i, y, y, name, nameHeight + float64(len(name)-1)*nameLine}
	}
	slices.SortStableFunc(entries, func(x, y entry) int { return cmp.Compare(x.want, y.want) })
	top := plotTop
	for i := range entries {
		entries[i].y = max(entries[i].y, top)
		top = entries[i].y + entries[i].height
	}
	for i := len(entries) - 1; i >= 0; i-- {
		bottom := plotBottom - 8 + nameHeight - entries[i].height
		if i+1 < len(entries) {
			bottom = entries[i+1].y - entries[i].height
		}
		entries[i].y = min(entries[i].y, bottom)
	}
	for _, e := range entries {
		g := givers[e.i]
		v := g.Values[len(g.Values)-1]
		colour := series[e.i%len(series)]
		s.ribbon([][]point{{{a.x(a.to), e.want}, {plotRight - 4, e.y}}}, 1.2, colour)
		s.marker(plotRight+8, e.y, e.i, Value{Bound: news.Exact}, colour)
		y := e.y - 2
		for _, l := range e.name {
			s.print(plotRight+24, y, l, left, colour)
			y += nameLine
		}
		amount := w.Amount(v.figure())
		if v.Back != "" {
			amount = fmt.Sprintf("%s, %s", amount, w.Say(string(v.Back)))
		}
		s.print(plotRight+24, y-1, fitted(amount, small, regular, width-plotRight-32), left, ink)
	}
}
