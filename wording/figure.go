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

// Figure is a number with all of its scope but the place: "at least 12 people overnight in total". What the article
// says of whom it counts is its own, but for the commonest words.
func (w *Words) Figure(f news.Figure) string {
	words := []string{w.measured(f), w.who(f), w.when(f)}
	if f.Down {
		words = append(words, w.Say("shot down"))
	}
	if f.Cumulative {
		words = append(words, w.Say("in total"))
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}

// who is whom a number counts: in other languages than the articles' own "people" says nothing.
func (w *Words) who(f news.Figure) string {
	if w != English && counted(f) == "" && !when[strings.ToLower(f.Who)] {
		return ""
	}
	return w.common(f.Who)
}

// when is of which time a number is: in other languages than the articles' own only where it can be said in ours, as
// the sentence says the rest.
func (w *Words) when(f news.Figure) string {
	if w != English && !slices.Contains(commonTimes, strings.ToLower(f.Period)) {
		return ""
	}
	return w.common(f.Period)
}

// common is a word of an article that is so common that it is said in our own words.
func (w *Words) common(s string) string {
	if text, ok := w.Told(strings.ToLower(s)); ok && slices.Contains(commonTimes, strings.ToLower(s)) {
		return text
	}
	return w.others(s)
}

// commonTimes are what articles say of when, most of the time.
var commonTimes = []string{
	"overnight", "today", "yesterday", "so far", "this week", "this month", "this year", "last year", "last night",
}

// measured is a number with its unit.
func (w *Words) measured(f news.Figure) string {
	if f.Unit == "" {
		return w.Amount(f)
	}
	n := int(max(f.Low, f.High))
	if float64(n) != max(f.Low, f.High) {
		n = 2 // a fraction takes the form of a few
	}
	form := ""
	switch f.Unit {
	case "h":
		form = w.Form(n, "%s hour", "%s hours")
	case "min":
		form = w.Form(n, "%s minute", "%s minutes")
	case "d":
		form = w.Form(n, "%s day", "%s days")
	case "wk":
		form = w.Form(n, "%s week", "%s weeks")
	case "mo":
		form = w.Form(n, "%s month", "%s months")
	case "y":
		form = w.Form(n, "%s year", "%s years")
	case "mi":
		form = w.Form(n, "%s mile", "%s miles")
	case "ft":
		form = w.Form(n, "%s foot", "%s feet")
	case "acre":
		form = w.Form(n, "%s acre", "%s acres")
	case "mi2":
		form = w.Form(n, "%s square mile", "%s square miles")
	case "ft2":
		form = w.Form(n, "%s square foot", "%s square feet")
	}
	if form != "" {
		return strings.ReplaceAll(form, "%s", w.Amount(f))
	}
	if symbol, ok := symbols[f.Unit]; ok {
		return w.Amount(f) + " " + w.Say(symbol)
	}
	return w.Amount(f) + " " + w.others(f.Unit)
}

// symbols are what units are written as that have no plural.
var symbols = map[string]string{"km": "km", "m": "m", "ha": "ha", "km2": "km²", "m2": "m²"}

// Figures is the tolls of a development side by side, each with who gives it: "at least 12 killed (Reuters) · 9 (the
// mayor); dozens injured (Reuters)". It is "" without tolls. Nothing is added up or averaged.
func (w *Words) Figures(d news.Development) string {
	var b strings.Builder
	for i, f := range d.Figures {
		first := i == 0 || d.Figures[i-1].Kind != f.Kind
		switch {
		case i > 0 && first:
			b.WriteString(w.Say("; "))
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
