package bot

import (
	"math"
	"slices"
	"strings"
	"time"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/picture"
	"sitrep/wording"
)

// oneToll is what is said of the toll of one happening.
type oneToll struct {
	tallies []answer.Tally // the oldest first
	places  []news.Point   // towns that they are told of
	towns   []string       // what those are called
}

// How far apart in time and place two counts of one story may lie and still be of one happening.
const (
	tollPause = 72 * time.Hour
	tollReach = 0.4 // degrees of latitude
)

// plotOf is the plot of the toll that most is said of: of one happening, because another's number would look like a
// change of this one's. It is empty where nobody gives two numbers.
func plotOf(told answer.Figures, w *wording.Words, zone *time.Location,
	precision func(news.Place) news.Precision,
) picture.Plot {
	var all []answer.Tally
	for _, g := range told.Groups {
		for _, t := range g.Items {
			f := t.Figure
			if plotted(f.Kind) && !f.Cumulative && !f.Part && !f.Recalled && !t.Sentence.Background {
				all = append(all, t)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y answer.Tally) int { return x.Sentence.Time.Compare(y.Sentence.Time) })
	var tolls []*oneToll
	for _, t := range all {
		at := townOf(t, precision)
		i := slices.IndexFunc(tolls, func(o *oneToll) bool { return o.holds(t, at) })
		if i < 0 {
			tolls = append(tolls, &oneToll{})
			i = len(tolls) - 1
		}
		tolls[i].tallies = append(tolls[i].tallies, t)
		if at != nil {
			tolls[i].places = append(tolls[i].places, *at)
			tolls[i].towns = append(tolls[i].towns, t.Figure.Place)
		}
	}
	var best *oneToll
	for _, o := range tolls {
		if len(o.tallies) > 1 && (best == nil || o.rank() > best.rank()) {
			best = o
		}
	}
	if best == nil {
		return picture.Plot{Words: w}
	}
	return best.plot(w, zone)
}

// plotted reports whether counts of a kind are compared over time.
func plotted(k news.FigureKind) bool {
	switch k {
	case news.Killed, news.Injured, news.Missing, news.Captured, news.Displaced, news.Detained, news.Freed, news.Drones,
		news.Missiles, news.Shells:
		return true
	}
	return false
}

// human reports whether a kind counts people. One night's drones are not the next night's.
func human(k news.FigureKind) bool {
	return k != news.Drones && k != news.Missiles && k != news.Shells
}

// townOf is the town that a number is told of, nil where that is a country, a region or nothing.
func townOf(t answer.Tally, precision func(news.Place) news.Precision) *news.Point {
	if precision == nil || t.Figure.Place == "" {
		return nil
	}
	for _, p := range t.Sentence.Places {
		if p.Name == t.Figure.Place && p.Point != nil {
			switch precision(p) {
			case news.AtCity, news.AtDistrict, news.AtSite:
				return p.Point
			}
		}
	}
	return nil
}

// holds reports whether a number is of the same happening: of one event or one fact, or of one story within some days
// and not of another town. It must count the same: drones launched are not drones shot down.
func (o *oneToll) holds(t answer.Tally, at *news.Point) bool {
	first, last := o.tallies[0], o.tallies[len(o.tallies)-1]
	if first.Figure.Kind != t.Figure.Kind || first.Figure.Down != t.Figure.Down ||
		!strings.EqualFold(wording.Counts(first.Figure), wording.Counts(t.Figure)) {
		return false
	}
	if slices.ContainsFunc(o.tallies, func(u answer.Tally) bool {
		a, b := u.Sentence, t.Sentence
		return a.Event != 0 && a.Event == b.Event || a.Fact != 0 && a.Fact == b.Fact
	}) {
		return true
	}
	if !human(t.Figure.Kind) || t.Story == 0 || last.Story != t.Story ||
		t.Sentence.Time.Sub(last.Sentence.Time) > tollPause {
		return false
	}
	return at == nil || len(o.places) == 0 || slices.ContainsFunc(o.places, func(p news.Point) bool {
		return math.Hypot((p.Lon-at.Lon)*math.Cos(at.Lat*math.Pi/180), p.Lat-at.Lat) <= tollReach
	})
}

// rank is how much is to be seen: numbers of people killed before others, then how many there are.
func (o *oneToll) rank() int {
	n := len(o.tallies)
	if o.tallies[0].Figure.Kind == news.Killed {
		n += 1000
	}
	return n
}

// where is what is named most as where it happened: a town, or else anything.
func (o *oneToll) where() (place string) {
	names := o.towns
	if len(names) == 0 {
		for _, t := range o.tallies {
			names = append(names, t.Figure.Place)
		}
	}
	named := map[string]int{}
	for _, name := range names {
		named[name]++
		if name != "" && (place == "" || named[name] > named[place]) {
			place = name
		}
	}
	return place
}

// plot draws nothing yet: it is the values, by giver.
func (o *oneToll) plot(w *wording.Words, zone *time.Location) picture.Plot {
	p := picture.Plot{Words: w, Zone: zone}
	for _, t := range o.tallies {
		by := message.Clean(t.Figure.By)
		i := slices.IndexFunc(p.Givers, func(g picture.Giver) bool { return answer.Fold(g.Name) == answer.Fold(by) })
		if i < 0 {
			p.Givers = append(p.Givers, picture.Giver{Name: by})
			i = len(p.Givers) - 1
		}
		p.Givers[i].Values = append(p.Givers[i].Values, picture.Value{
			Time: t.Sentence.Time, Low: t.Figure.Low, High: t.Figure.High, Bound: t.Figure.Bound, Back: t.Back,
		})
	}
	first := o.tallies[0]
	parts := []string{w.Kind(first.Figure.Kind)}
	if place := o.where(); place != "" {
		parts = append(parts, w.Isolated(message.Clean(w.Place(news.Place{Name: place}))))
	}
	p.Title = strings.Join(append(parts, w.Day(first.Sentence.Time.In(zone))), " · ")
	return p
}
