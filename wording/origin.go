package wording

import (
	"fmt"
	"slices"
	"strings"

	"sitrep/news"
)

// Origin names an origin, with whom it cites and for which side it speaks: "Interfax, citing an anonymous source",
// "Reuters, own reporting", "the general staff (a party: Ukraine)".
func Origin(o news.Origin) string {
	var s string
	switch o.Kind {
	case news.OriginUnknown:
		if o.Name == "" {
			return "origin unknown"
		}
		s = o.Name + ", an outlet not described"
	case news.OriginOwn:
		s = o.Name + ", own reporting"
	case news.OriginAnonymous:
		s = o.Name + " (not named)"
	default:
		s = o.Name
	}
	if o.Citing != "" {
		s = o.Name + ", citing " + inside(strings.TrimSuffix(o.Citing, "."))
	}
	if o.Party != "" && o.Party != o.Name {
		s += " (a party: " + o.Party + ")"
	}
	return s
}

// Counted is Origin, and says so if the origin does not count as an independent one.
func Counted(o news.Origin) string {
	if o.Independent() {
		return Origin(o)
	}
	return Origin(o) + notCounted
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
func Said(s news.Sentence) string {
	o := Origin(s.Origin)
	if strings.HasPrefix(o, s.Source) {
		return o
	}
	return o + ", in " + s.Source
}

// Origins is who stands behind a development, and the arithmetic: "Interfax, citing an anonymous source · 6 outlets, 2
// origins: Interfax (5), Kyiv Herald (1)". It is "" where nobody does.
func Origins(d news.Development) string {
	if len(d.Origins) == 0 {
		return ""
	}
	lead := Origin(d.Sentences[0].Origin)
	if sum := Arithmetic(d); sum != "" {
		return lead + " · " + sum
	}
	if d.Sentences[0].Origin.Name == d.Sentences[0].Source {
		return lead
	}
	return lead + " · in " + d.Sentences[0].Source
}

// Arithmetic is how many outlets and origins stand behind a development: "6 outlets, 2 origins: Interfax (5), Kyiv
// Herald (1)"; "" where it is one outlet.
func Arithmetic(d news.Development) string {
	if len(d.Origins) == 0 || d.Outlets < 2 {
		return ""
	}
	named := slices.ContainsFunc(d.Origins, news.Origin.Independent)
	parts := make([]string, 0, len(d.Origins))
	for _, o := range d.Origins {
		name := nameOf(o)
		if !named {
			name = strings.TrimSuffix(name, notCounted)
		}
		parts = append(parts, fmt.Sprintf("%s (%d)", name, len(o.Outlets)))
	}
	count := Plural(d.Independent, "origin")
	if d.Independent == 0 {
		count = "no named origin"
	}
	return fmt.Sprintf("%s, %s: %s", Plural(d.Outlets, "outlet"), count, strings.Join(parts, ", "))
}

const notCounted = ", not counted"

// nameOf is an origin's name alone, in a list of them.
func nameOf(o news.Origin) string {
	switch {
	case o.Name == "":
		return "unknown" + notCounted
	case !o.Independent():
		return o.Name + notCounted
	}
	return o.Name
}
