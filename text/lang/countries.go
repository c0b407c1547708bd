package lang

import (
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// CountryNames returns the names of countries in a language other than English (a BCP 47 tag), by ISO 3166-1 alpha-2
// code, as the Unicode Consortium's Common Locale Data Repository has them; nil for a language that it does not have.
// Callers must not change it.
func CountryNames(tag string) map[string]string {
	if names, ok := countryNames.Load(tag); ok {
		return names.(map[string]string) //nolint:forcetypeassert // nothing else is stored
	}
	names := readCountryNames(tag)
	countryNames.Store(tag, names)
	return names
}

var countryNames sync.Map // of maps by language: each takes a millisecond to make, and few feeds are in many languages

func readCountryNames(tag string) map[string]string {
	t, err := language.Parse(tag)
	if err != nil || t == language.Und || tag == "en" {
		return nil
	}
	namer := display.Regions(t)
	if namer == nil {
		return nil
	}
	out := map[string]string{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !region.IsCountry() {
				continue
			}
			if name := namer.Name(region); name != "" {
				out[region.String()] = name
			}
		}
	}
	return out
}
