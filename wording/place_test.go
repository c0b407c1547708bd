package wording

import (
	"testing"
	"unicode"

	"sitrep/news"
)

func TestPlace(t *testing.T) {
	kyiv := &news.Point{Lat: 50.45, Lon: 30.52}
	for _, test := range []struct {
		language string
		place    news.Place
		want     string
	}{
		{"uk", news.Place{Name: "Kyiv", Point: kyiv}, "Київ"},
		{"ar", news.Place{Name: "Aleppo", Point: &news.Point{Lat: 36.2, Lon: 37.16}}, "حلب"},
		{"fr", news.Place{Name: "Moscow"}, "Moscou"},
		{"ru", news.Place{Name: "Moscow", Point: &news.Point{Lat: 46.73, Lon: -117}}, "Moscow"}, // in Idaho
		{"uk", news.Place{Name: "Marhanets’"}, "Марганець"},
		{"de", news.Place{Name: "Kursk Oblast", Point: &news.Point{Lat: 51.7, Lon: 36}}, "Oblast Kursk"},
		{"es", news.Place{Name: "Bakhmut"}, "Bajmut"},
		{"pt", news.Place{Name: "Kherson"}, "Kherson"}, // as in English
		{"ru", news.Place{Name: "Russia"}, "Россия"},
		{"ru", news.Place{Name: "Little Whinging"}, "Little Whinging"},
		{"en", news.Place{Name: "Kyiv", Point: kyiv}, "Kyiv"},
	} {
		if got := In(test.language).Place(test.place); got != test.want {
			t.Errorf("in %s %s is %q, want %q", test.language, test.place.Name, got, test.want)
		}
	}
}

// TestPlacesAreInTheirScript looks for a name in another language's script, and for one that is shown nowhere.
func TestPlacesAreInTheirScript(t *testing.T) {
	scripts := map[string]*unicode.RangeTable{"uk": unicode.Cyrillic, "ru": unicode.Cyrillic, "ar": unicode.Arabic}
	for key, p := range namedPlaces() {
		for language, name := range p.names {
			script := scripts[language]
			if script == nil {
				script = unicode.Latin
			}
			for _, r := range name {
				if unicode.IsLetter(r) && !unicode.Is(script, r) {
					t.Errorf("%s is %q in %s", key, name, language)
				}
			}
		}
		for language := range scripts {
			if p.names[language] == "" {
				t.Errorf("%s has no name in %s", key, language)
			}
		}
	}
	if n := len(namedPlaces()); n < 600 {
		t.Errorf("%d places", n)
	}
}
