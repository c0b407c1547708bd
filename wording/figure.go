package wording

import (
	"slices"
	"strings"

	"sitrep/news"
)

// vague gives the word back whose floor a vague figure holds (see [news.Vague]).
func vague(low float64) string {
	switch {
	case low >= 1e6:
		return "millions"
	case low >= 1e3:
		return "thousands"
	case low >= 100:
		return "hundreds"
	case low >= 12:
		return "dozens"
	}
	return "several"
}

// units spells units out that are no words.
var units = map[string]string{
	"h": "hours", "d": "days", "min": "minutes", "s": "seconds", "w": "weeks", "mo": "months",
	"y": "years", "km2": "km²",
}

// Figure is a number with all of its scope but the place: "at least 12 people overnight in total".
func (w *Words) Figure(f news.Figure) string {
	words := []string{w.Amount(f), w.unit(f.Unit), w.others(f.Who), w.others(f.Period)}
	if f.Down {
		words = append(words, w.Say("shot down"))
	}
	if f.Cumulative {
		words = append(words, w.Say("in total"))
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}

// unit is a unit of measure as it is written behind its number.
func (w *Words) unit(name string) string {
	if spelt, ok := units[name]; ok {
		return w.Say(spelt)
	}
	return w.others(name)
}

// Figures is the tolls of a development side by side, each with who gives it: "at least 12 killed (Reuters) · 9 (the
// mayor); dozens injured (Reuters)". It is "" without tolls. Nothing is added up or averaged.
func (w *Words) Figures(d news.Development) string {
	var b strings.Builder
	for i, f := range d.Figures {
		first := i == 0 || d.Figures[i-1].Kind != f.Kind
		switch {
		case i > 0 && first:
			b.WriteString("; ")
		case i > 0:
			b.WriteString(" · ")
		}
		b.WriteString(w.Amount(f))
		if f.Who != "" && !strings.EqualFold(f.Who, "people") && !strings.EqualFold(f.Who, "others") {
			b.WriteString(" " + w.others(f.Who))
		}
		if first {
			b.WriteString(" " + w.Say(string(f.Kind)))
		}
		if f.By != "" {
			b.WriteString(" (" + w.others(f.By) + ")")
		}
	}
	return b.String()
}

// revision is " 9 → 12" where one kind of toll changed clearly, else "".
func (w *Words) revision(d news.Development) string {
	for _, n := range d.Figures {
		for _, b := range d.Before {
			if b.Kind == n.Kind && n.Bound != news.Vague && b.Bound != news.Vague &&
				(b.Low != n.Low || b.Bound != n.Bound) {
				return " " + w.Say("%s → %s", w.Amount(b), w.Amount(n))
			}
		}
	}
	return ""
}
