package wording

import "sitrep/news"

// Status says how a development stands: "reported", "claimed by Russia's defence ministry", "figure revised 9 → 12 ·
// confirmed", "reported, unconfirmed".
func (w *Words) Status(d news.Development) string {
	words := w.Say(string(d.Status))
	switch {
	case d.Status == news.Corrected:
		if d.Change != news.ChangeFigure { // said in front
			words += w.revision(d)
		}
		if d.By != "" {
			words = w.Say("%s by %s", words, w.others(inside(Printable(d.By))))
		}
	case (d.Status == news.Claimed || d.Status == news.Denied || d.Status == news.Withdrawn) && d.By != "":
		words = w.by(d.Status, inside(d.By))
	case d.Hedged:
		words += w.Say(", ") + w.Say("unconfirmed")
	}
	switch d.Change {
	case news.ChangeFigure:
		words = w.Say("figure revised") + w.revision(d) + " · " + words
	case news.ChangeOrigin:
		words = w.Say("now also from another origin") + " · " + words
	case news.ChangeStatus, news.ChangeCorrection:
		words = w.Say("now %s", words)
	}
	return words
}

// Superseded says of a number what has become of it: "withdrawn since by whoever gave it".
func (w *Words) Superseded(s news.Status) string {
	if s == news.Corrected {
		return w.Say("corrected since by whoever gave it")
	}
	return w.Say("withdrawn since by whoever gave it")
}

// by is how something stands and by whose word: "denied by the ministry".
func (w *Words) by(s news.Status, who string) string {
	who = w.others(Printable(who))
	switch s {
	case news.Claimed:
		return w.Say("claimed by %s", who)
	case news.Denied:
		return w.Say("denied by %s", who)
	case news.Disputed:
		return w.Say("disputed by %s", who)
	case news.Corrected:
		return w.Say("corrected by %s", who)
	case news.Withdrawn:
		return w.Say("withdrawn by %s", who)
	}
	return w.Say("%s by %s", w.Say(string(s)), who)
}
