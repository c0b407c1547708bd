package wording

import "sitrep/news"

// Status says how a development stands: "reported", "claimed by Russia's defence ministry", "figure revised 9 → 12 ·
// confirmed", "reported, unconfirmed".
func Status(d news.Development) string {
	words := string(d.Status)
	switch {
	case (d.Status == news.Claimed || d.Status == news.Denied) && d.By != "":
		words += " by " + Printable(d.By)
	case d.Hedged:
		words += ", unconfirmed"
	}
	switch d.Change {
	case news.ChangeFigure:
		words = "figure revised" + revision(d) + " · " + words
	case news.ChangeOrigin:
		words = "now also from another origin · " + words
	case news.ChangeStatus:
		words = "now " + words
	}
	return words
}
