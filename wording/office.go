package wording

import "sitrep/news"

// Office says how an office is known, with its days: "as reported in 14 articles, since 1 Apr 2025, last 25 Apr 2025;
// called former in 1 article, last 3 Apr 2025". Nobody is shown in an office without them, nor in one that articles
// call former without saying so. At the end stands the outlet that reported it last, if that is known.
func (w *Words) Office(o news.Office) string {
	note := w.Say("as reported")
	switch {
	case o.Inferred:
		note = w.Say("as inferred from context")
		if o.Count > 0 {
			note += " " + w.Count(o.Count, "in %s article", "in %s articles")
		}
	case o.Count > 0:
		note = w.Count(o.Count, "as reported in %s article", "as reported in %s articles")
	}
	note += w.days(o.Role)
	if o.Former.Count > 0 {
		note += w.Say("; ") + w.Count(o.Former.Count, "called former in %s article", "called former in %s articles") +
			w.days(o.Former)
	}
	if o.Source != "" {
		note += " (" + w.others(o.Source) + ")"
	}
	return note
}

// OfficeTitle is an office as it stands on the head of a card: how somebody's death is told begins with a capital.
func OfficeTitle(o news.Office) string {
	if !o.Death {
		return o.Title
	}
	return Capital(o.Title)
}

// days are the first and the last day of the reports of a role.
func (w *Words) days(r news.Role) string {
	first, last := w.Day(r.First), w.Day(r.Last)
	if first == last || r.First.IsZero() {
		return w.Say(", last %s", last)
	}
	return w.Say(", since %s, last %s", first, last)
}
