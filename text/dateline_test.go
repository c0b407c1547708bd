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
	} {
		agency, n := text.Dateline(tt.in)
		if agency != tt.agency || tt.in[n:] != tt.rest {
			t.Errorf("Dateline(%q) = %q, %d (%q), want %q before %q", tt.in, agency, n, tt.in[n:], tt.agency, tt.rest)
		}
	}
}
