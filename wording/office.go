package wording

import (
	"unicode"
	"unicode/utf8"

	"sitrep/news"
)

// Office says how an office is known, with its days: "as reported in 14 articles, since 1 Apr 2025, last 25 Apr 2025;
// called former in 1 article, last 3 Apr 2025". Nobody is shown in an office without them, nor in one that articles
// call former without saying so. At the end stands the outlet that reported it last, if that is known.
func Office(o news.Office) string {
	note := "as reported"
	if o.Inferred {
		note = "as inferred from context"
	}
	if o.Count > 0 {
		note += " in " + Plural(o.Count, "article")
	}
	note += days(o.Role)
	if o.Former.Count > 0 {
		note += "; called former in " + Plural(o.Former.Count, "article") + days(o.Former)
	}
	if o.Source != "" {
		note += " (" + o.Source + ")"
	}
	return note
}

// OfficeTitle is an office as it stands on the head of a card: how somebody's death is told begins with a capital.
func OfficeTitle(o news.Office) string {
	if !o.Death {
		return o.Title
	}
	r, size := utf8.DecodeRuneInString(o.Title)
	return string(unicode.ToUpper(r)) + o.Title[size:]
}

// days are the first and the last day of the reports of a role.
func days(r news.Role) string {
	first, last := Day(r.First), Day(r.Last)
	if first == last || r.First.IsZero() {
		return ", last " + last
	}
	return ", since " + first + ", last " + last
}
