package events_test

import (
	"testing"

	"sitrep/news"
)

// TestThoroughfares: who closes or opens a strait, a canal, an airspace, borders or ports does something great; who
// closes anything else, or might, does not.
func TestThoroughfares(t *testing.T) {
	const great = 8
	for body, want := range map[string]bool{
		"Iran has closed the Strait of Hormuz.":                                    true,
		"The Guards said on Wednesday they had closed the Strait of Hormuz.":       true,
		"The Strait of Hormuz was closed to shipping on Wednesday.":                true,
		"Egypt shut the Suez Canal.":                                               true,
		"Turkey closed the Bosphorus to warships.":                                 true,
		"Iran closed its airspace on Wednesday.":                                   true,
		"Jordan reopened its airspace.":                                            true,
		"Poland closed its border with Belarus on Tuesday.":                        true,
		"Russia imposed a naval blockade on the ports of Odesa.":                   true,
		"The navy blockaded the port of Hodeidah.":                                 true,
		"Houthi forces blocked the Bab al-Mandab strait.":                          true,
		"Pakistan shuts airspace to Indian airlines.":                              true,
		"Iran may close the Strait of Hormuz, a lawmaker said.":                    false,
		"Iran threatened to close the Strait of Hormuz.":                           false,
		"Iran did not close the Strait of Hormuz.":                                 false,
		"Police closed a road near the border.":                                    false,
		"A storm closed the ports of Odesa and Izmail.":                            false,
		"Protesters blocked the border crossing at Dorohusk.":                      false,
		"The company closed its office at the port.":                               false,
		"Schools were closed in Kyiv.":                                             false,
		"The market closed early on Friday.":                                       false,
		"The army closed the office of the border guard in the capital’s suburbs.": false,
	} {
		g := 0.0
		for _, e := range read(t, body) {
			if e.Kind != news.Disaster {
				g = max(g, e.Gravity)
			}
		}
		if (g >= great) != want {
			t.Errorf("gravity %.1f, want great: %v: %s", g, want, body)
		}
	}
}
