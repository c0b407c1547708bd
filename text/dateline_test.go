package text_test

import (
	"testing"

	"sitrep/text"
)

func TestDateline(t *testing.T) {
	for _, tt := range []struct {
		in, agency, rest string
	}{
		{"KYIV, April 25 (Meridian) — Rescuers searched the ruins.", "Meridian", "Rescuers searched the ruins."},
		{"(Meridian) - Rescuers searched.", "Meridian", "Rescuers searched."},
		{"HAIFA, Israel – After days of waiting the port opened.", "", "After days of waiting the port opened."},
		{"PORT SUDAN -- The airport was closed.", "", "The airport was closed."},
		{"DAYTON, Ohio | A hush fell over the hall.", "", "A hush fell over the hall."},
		{"NATO – the alliance – met in Brussels.", "", "NATO – the alliance – met in Brussels."},
		{"The army - what is left of it - withdrew.", "", "The army - what is left of it - withdrew."},
		{"The port — HAIFA — opened.", "", "The port — HAIFA — opened."},
		{"Published April 5, 2017 The port was shelled.", "", "The port was shelled."},
		{"Last updated at Apr 052017 BEIRUT (Meridian) - The port was shelled.", "Meridian", "The port was shelled."},
		{"Date of publication: 5 April 2017\nTwo ships sank.", "", "Two ships sank."},
		{"05.04.2017 (updated 10:41 05.04.2017) Two ships sank.", "", "Two ships sank."},
		{"August 13, 2016 20:37 UTC+3 Two ships sank.", "", "Two ships sank."},
		{"April 5, 2017, was a Wednesday.", "", "April 5, 2017, was a Wednesday."},
		{"April 5, 2017 was a Wednesday.", "", "April 5, 2017 was a Wednesday."},
		{"Published accounts differ.", "", "Published accounts differ."},
		{"May 2017 was quiet.", "", "May 2017 was quiet."},
	} {
		agency, n := text.Dateline(tt.in)
		if agency != tt.agency || tt.in[n:] != tt.rest {
			t.Errorf("Dateline(%q) = %q, %d (%q), want %q before %q", tt.in, agency, n, tt.in[n:], tt.agency, tt.rest)
		}
	}
}
