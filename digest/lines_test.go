package digest

import (
	"testing"
	"time"

	"sitrep/news"
)

// TestLinesAreOfTheEvent keeps what is of another place, day, sort or speaker from under a headline.
func TestLinesAreOfTheEvent(t *testing.T) {
	at := time.Date(2026, 9, 29, 9, 0, 0, 0, time.UTC)
	place := func(name string, lat, lon float64, e news.Extent) news.Place {
		return news.Place{Name: name, Point: &news.Point{Lat: lat, Lon: lon}, Extent: e}
	}
	strike := news.EventMention{Word: "strike", Kind: news.AirStrike, Act: news.ActAssault, Mode: news.Did}
	visit := news.EventMention{Word: "visit", Kind: news.Visit, Act: news.ActConsult, Mode: news.Did}
	sentence := func(e news.EventMention, p ...news.Place) news.Sentence {
		return news.Sentence{Time: at, Events: []news.EventMention{e}, Places: p}
	}
	sumy, nikopol := place("Sumy", 50.92, 34.8, ""), place("Nikopol", 47.57, 34.39, "")
	idlib, khan := place("Idlib", 35.93, 36.63, news.Seat), place("Khan Sheikhoun", 35.44, 36.65, "")
	old := strike
	old.Day, old.Stated = "2026-09-20", true
	for _, tt := range []struct {
		name       string
		line, lead news.Sentence
		want       bool
	}{
		{"the same town", sentence(strike, sumy), sentence(strike, sumy), true},
		{"another town", sentence(strike, nikopol), sentence(strike, sumy), false},
		{"a town of the province", sentence(strike, khan), sentence(strike, idlib), true},
		{"another sort", sentence(visit, sumy), sentence(strike, sumy), false},
		{"long before", sentence(old, sumy), sentence(strike, sumy), false},
		{"nothing told", news.Sentence{Time: at, Text: "The depot is old."}, sentence(strike, sumy), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tellsOf(tt.line, tt.lead, news.Event{}); got != tt.want {
				t.Errorf("tellsOf = %v, want %v", got, tt.want)
			}
		})
	}
}

// TestAnotherPlace: what two articles lead with is two events where it is told of two places, though no gazetteer knows
// one of them.
func TestAnotherPlace(t *testing.T) {
	strike := news.EventMention{Word: "strike", Kind: news.AirStrike, Act: news.ActAssault, Mode: news.Did}
	lead := func(p ...news.Place) news.Sentence {
		return news.Sentence{Events: []news.EventMention{strike}, Places: p}
	}
	gulf := news.Place{Name: "Gulf of Aden", Point: &news.Point{Lat: 12, Lon: 48}, Extent: news.Region}
	yemen := news.Place{Name: "Yemen", Point: &news.Point{Lat: 15.5, Lon: 47.5}, Extent: news.Wide}
	hamlet := news.Place{Name: "Al Qarn"}
	idlib := news.Place{Name: "Idlib", Point: &news.Point{Lat: 35.93, Lon: 36.63}, Extent: news.Seat}
	misread := news.Place{Name: "Üröm", Point: &news.Point{Lat: 47.6, Lon: 19.01}} // in Hungary
	for _, tt := range []struct {
		name string
		a, b news.Sentence
		want bool
	}{
		{"a hamlet and a gulf", lead(hamlet), lead(gulf), true},
		{"a hamlet, twice", lead(hamlet, yemen), lead(hamlet), false},
		{"a hamlet and its country", lead(hamlet), lead(yemen), false},
		{"a town read abroad beside its province, and the province", lead(misread, idlib), lead(idlib), false},
		{"a town abroad and a province", lead(misread), lead(idlib), true},
		{"a gulf and nowhere", lead(gulf), lead(), false},
	} {
		if got := another(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: another = %v, want %v", tt.name, got, tt.want)
		}
	}
}
