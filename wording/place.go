package wording

import (
	_ "embed" // the table
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"sitrep/news"
	"sitrep/text"
)

// placeRows hold what places are called in the languages of replies, as far as maps show them often.
//
//go:embed places.tsv
var placeRows string

// placeColumns are the languages of placeRows, behind the name, the position and how far off it may be meant.
var placeColumns = []string{"uk", "ru", "ar", "de", "fr", "es", "pt"}

// placeNames is one place by the tags of languages.
type placeNames struct {
	at    news.Point
	reach float64 // degrees
	names map[string]string
}

// namedPlaces are the places by [placeKey].
var namedPlaces = sync.OnceValue(func() map[string]placeNames {
	all := map[string]placeNames{}
	for line := range strings.Lines(placeRows) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		var numbers [3]float64
		for i := range numbers {
			v, err := strconv.ParseFloat(fields[i+1], 64)
			if err != nil {
				panic(fmt.Sprintf("wording: places.tsv: %v", err)) // a mistake in this package, found by every test
			}
			numbers[i] = v
		}
		p := placeNames{
			at: news.Point{Lat: numbers[0], Lon: numbers[1]}, reach: numbers[2], names: map[string]string{},
		}
		for i, name := range fields[4:] {
			if name != "" {
				p.names[placeColumns[i]] = name
			}
		}
		all[placeKey(fields[0])] = p
	}
	return all
})

// placeKey is a name without the marks and apostrophes in which transliterations differ.
func placeKey(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("’ʼʻ‘'`", r) {
			return -1
		}
		return r
	}, text.Fold(name))
}

// Place is what a place is called: a country, or a place that news name often, in our words, any other as it was
// printed. One of the same name that lies elsewhere is another.
func (w *Words) Place(p news.Place) string {
	if w == nil || w == English {
		return p.Name
	}
	known, ok := namedPlaces()[placeKey(p.Name)]
	if !ok || p.Point != nil && math.Hypot(known.at.Lat-p.Lat, known.at.Lon-p.Lon) > known.reach {
		return w.Side(p.Name)
	}
	if name := known.names[w.Tag()]; name != "" {
		return name
	}
	return p.Name
}
