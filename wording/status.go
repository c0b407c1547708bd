package wording

import "sitrep/news"

// Status says how a development stands: "reported", "claimed by Russia's defence ministry", "figure revised 9 → 12 ·
// confirmed", "reported, unconfirmed".
func Status(d news.Development) string {
	words := string(d.Status)
	switch {
	case d.Status == news.Corrected:
		if d.Change != news.ChangeFigure { // said in front
			words += revision(d)
		}
		if d.By != "" {
			words += " by " + inside(Printable(d.By))
		}
	case (d.Status == news.Claimed || d.Status == news.Denied || d.Status == news.Withdrawn) && d.By != "":
		words += " by " + inside(Printable(d.By))
	case d.Hedged:
		words += ", unconfirmed"
	}
	switch d.Change {
	case news.ChangeFigure:
		words = "figure revised" + revision(d) + " · " + words
	case news.ChangeOrigin:
		words = "now also from another origin · " + words
	case news.ChangeStatus, news.ChangeCorrection:
		words = "now " + words
	}
	return words
}

// Superseded says of a number what has become of it: "withdrawn since by whoever gave it".
func Superseded(s news.Status) string { return string(s) + " since by whoever gave it" }
