package wording

import (
	"fmt"
	"slices"
	"strings"

	"sitrep/news"
)

// Origin names an origin, with whom it cites and for which side it speaks: "Interfax, citing an anonymous source",
// "Reuters, own reporting", "the general staff (a party: Ukraine)".
func (w *Words) Origin(o news.Origin) string {
	name := w.others(o.Name)
	s := name
	switch o.Kind {
	case news.OriginUnknown:
		if o.Name == "" {
			return w.Say("origin unknown")
		}
		s = w.Say("%s, an outlet not described", name)
	case news.OriginOwn:
		s = w.Say("%s, own reporting", name)
	case news.OriginAnonymous:
		s = w.Say("%s (not named)", name)
	}
	if o.Citing != "" {
		s = w.Say("%s, citing %s", name, w.others(inside(strings.TrimSuffix(o.Citing, "."))))
	}
	if o.Party != "" && o.Party != o.Name {
		s = w.Say("%s (a party: %s)", s, w.others(w.Side(o.Party)))
	}
	return s
}

// Counted is Origin, and says so if the origin does not count as an independent one.
func (w *Words) Counted(o news.Origin) string {
	if o.Independent() {
		return w.Origin(o)
	}
	return w.Say("%s, not counted", w.Origin(o))
}

// inside begins a description with a small letter, as it stands inside a line: "Some reports" is no name.
func inside(s string) string {
	first, _, _ := strings.Cut(s, " ")
	switch first {
	case "A", "An", "The", "Some", "Several", "Many", "Most", "Other", "Others", "Two", "Three", "Unnamed", "Anonymous",
		"Officials", "Sources", "Reports":
		return strings.ToLower(first) + s[len(first):]
	}
	return s
}

// Said names who says a sentence and in which outlet: "the mayor, in Kyiv Herald".
func (w *Words) Said(s news.Sentence) string {
	o := w.Origin(s.Origin)
	if strings.HasPrefix(s.Origin.Name, s.Source) {
		return o
	}
	return w.Say("%s, in %s", o, w.others(s.Source))
}

// Origins is who stands behind a development, and the arithmetic: "Interfax, citing an anonymous source · 6 outlets, 2
// origins: Interfax (5), Kyiv Herald (1)". It is "" where nobody does.
func (w *Words) Origins(d news.Development) string {
	if len(d.Origins) == 0 {
		return ""
	}
	lead := w.Origin(d.Sentences[0].Origin)
	if sum := w.Arithmetic(d); sum != "" {
		return lead + " · " + sum
	}
	if d.Sentences[0].Origin.Name == d.Sentences[0].Source {
		return lead
	}
	return lead + " · " + w.Say("in %s", w.others(d.Sentences[0].Source))
}

// uncounted are the outlets behind origins that do not count as independent ones, and whether those are several.
func uncounted(all []news.Origin) (outlets []string, several bool) {
	first := ""
	for _, o := range all {
		if o.Independent() {
			continue
		}
		if len(outlets) == 0 {
			first = o.Name
		}
		several = several || o.Name != first
		outlets = append(outlets, o.Outlets...)
	}
	slices.Sort(outlets)
	return slices.Compact(outlets), several
}

// Arithmetic is how many outlets and origins stand behind a development: "6 outlets, 2 origins: Interfax (5), Kyiv
// Herald (1)"; "" where it is one outlet.
func (w *Words) Arithmetic(d news.Development) string {
	if len(d.Origins) == 0 || d.Outlets < 2 {
		return ""
	}
	named := slices.ContainsFunc(d.Origins, news.Origin.Independent)
	var names []string
	outlets := map[string][]string{} // by name: whom an outlet cites makes several origins of it, which look the same
	aside, several := uncounted(d.Origins)
	several = several && named
	for _, o := range d.Origins {
		if several && !o.Independent() {
			continue // the evidence names them
		}
		name := w.others(o.Name)
		if o.Name == "" {
			name = w.Say("unknown")
		}
		if named && !o.Independent() {
			name = w.Say("%s, not counted", name)
		}
		if outlets[name] == nil {
			names = append(names, name)
		}
		for _, outlet := range o.Outlets {
			if !slices.Contains(outlets[name], outlet) {
				outlets[name] = append(outlets[name], outlet)
			}
		}
	}
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = fmt.Sprintf("%s (%s)", name, w.Number(float64(len(outlets[name]))))
	}
	if several {
		parts = append(parts, w.Count(len(aside), "%s other not counted", "%s others not counted"))
	}
	count := w.Count(d.Independent, "%s origin", "%s origins")
	if d.Independent == 0 {
		count = w.Say("no named origin")
	}
	return w.Count(d.Outlets, "%s outlet", "%s outlets") + w.Say(", ") + w.Say("%s: ", count) +
		strings.Join(parts, w.Say(", "))
}
