package main

import (
	"slices"
	"testing"
	"time"
)

func TestZones(t *testing.T) {
	for _, z := range allZones() {
		if _, err := time.LoadLocation(z.name); err != nil || len(z.country) != 2 {
			t.Errorf("zone %q of %q: %v", z.name, z.country, err)
		}
	}
	for name, want := range map[string]string{
		"kiev": "Europe/Kyiv", "Ukraine": "Europe/Kyiv", "Kharkiv": "Europe/Kyiv", "Tel Aviv": "Asia/Jerusalem",
		"gaza": "Asia/Gaza", "Aleppo": "Asia/Damascus", "munich": "Europe/Berlin", "Israel": "Asia/Jerusalem",
		"San Francisco": "America/Los_Angeles", "Goma": "Africa/Lubumbashi", "Mumbai": "Asia/Kolkata",
		"El Fasher": "Africa/Khartoum", "Kosovo": "Europe/Belgrade", "Russia": "Europe/Moscow",
		"brasil": "America/Sao_Paulo", "Київ": "Europe/Kyiv", "Ramallah": "Asia/Hebron", "n'djamena": "Africa/Ndjamena",
	} {
		if got := (zones{}).Of(name); len(got) == 0 || got[0] != want {
			t.Errorf("Of(%q) = %v, want %s first", name, got, want)
		}
	}
	if got := (zones{}).Of("Xyzzyburg"); got != nil {
		t.Errorf("a place that is none has the zones %v", got)
	}
	for locale, want := range map[string]string{"uk": "Europe/Kyiv", "de": "Europe/Berlin", "en-GB": "Europe/London"} {
		if got := (zones{}).Near(locale); !slices.Contains(got, want) {
			t.Errorf("Near(%q) = %v, want %s", locale, got, want)
		}
	}
}
