package date

import (
	"testing"
	"time"
)

// today is when the tests take place.
var today = time.Date(2025, time.April, 30, 12, 0, 0, 0, time.UTC)

// show is "" for no date.
func show(d Date, ok bool) string {
	switch {
	case !ok:
		return ""
	case d.DateOnly:
		return d.Time.Format(time.DateOnly)
	}
	return d.Time.Format(time.RFC3339)
}

func TestInText(t *testing.T) {
	for _, c := range []struct{ name, lang, in, want string }{
		{"English", "en", "Friday, April 25, 2025", "2025-04-25"},
		{"English, British", "en", "25th of April, 2025", "2025-04-25"},
		{"abbreviated", "en", "Sept. 5 2024", "2024-09-05"},
		{"hyphens", "en", "25-Apr-25", "2025-04-25"},
		{"French", "fr", "Publié le vendredi 25 avril 2025 à 14h30", "2025-04-25T14:30:00Z"},
		{"French, first of the month", "fr", "1er août 2024", "2024-08-01"},
		{"German", "de", "Freitag, 25. März 2024, 09:05 Uhr", "2024-03-25T09:05:00Z"},
		{"German, a dot in the time", "de", "25.04.2025 um 9.05 Uhr", "2025-04-25T09:05:00Z"},
		{"Spanish", "es", "25 de abril de 2025 a las 10:15", "2025-04-25T10:15:00Z"},
		{"Russian", "ru", "25 апреля 2025, 10:15 МСК", "2025-04-25T07:15:00Z"},
		{"Russian, clock first", "ru", "10:15, 25 апреля 2025", "2025-04-25T10:15:00Z"},
		{"Ukrainian", "uk", "П'ятниця, 25 квітня 2025, 18:40", "2025-04-25T18:40:00Z"},
		{"Turkish", "tr", "25 Şubat 2025 Salı 12:30", "2025-02-25"},
		{"Turkish, saat", "tr", "25 Nisan 2025, saat 12:30", "2025-04-25T12:30:00Z"},
		{"Arabic", "ar", "الجمعة 25 أبريل 2025", "2025-04-25"},
		{"Arabic digits, Levantine month", "ar", "٢٥ كانون الثاني ٢٠٢٥", "2025-01-25"},
		{"Arabic, afternoon", "ar", "25 نيسان 2025 الساعة 3:20 مساء", "2025-04-25T15:20:00Z"},
		{"Chinese", "zh", "2025年4月25日", "2025-04-25"},
		{"ISO", "en", "2025-04-25 10:30:05", "2025-04-25T10:30:05Z"},
		{"American zone in summer", "en", "April 25, 2025 5:30 p.m. ET", "2025-04-25T21:30:00Z"},
		{"American zone in winter", "en", "January 25, 2025 5:30 PM ET", "2025-01-25T22:30:00Z"},
		{"noon and midnight", "en", "12:05 AM, April 25, 2025", "2025-04-25T00:05:00Z"},
		{"hour without minutes", "en", "April 25, 2025 at 5pm", "2025-04-25T17:00:00Z"},
		{"offset", "en", "25 April 2025 10:30 GMT+3", "2025-04-25T07:30:00Z"},
		{"offset with minutes", "en", "25 April 2025 10:30 +05:30", "2025-04-25T05:00:00Z"},
		{"day first by language", "fr", "04/03/2025", "2025-03-04"},
		{"month first by language", "en-US", "04/03/2025", "2025-04-03"},
		{"nobody knows", "en", "04/03/2025", ""},
		{"one reading is no date", "en", "04/25/2025", "2025-04-25"},
		{"one reading is in the future", "en", "04/12/2025", "2025-04-12"},
		{"both readings are the same", "en", "04/04/2025", "2025-04-04"},
		{"dots are day first", "en", "04.03.2025", "2025-03-04"},
		{"two digits", "de", "25.04.25", "2025-04-25"},
		{"published before updated", "en", "Published: 24 April 2025 Updated: 25 April 2025", "2025-04-24"},
		{
			"updated before published", "en", "Updated 25 April 2025 | Published 24 April 2025 08:00",
			"2025-04-24T08:00:00Z",
		},
		{"only updated", "en", "Last updated 25 April 2025", "2025-04-25 updated"},
		{"Stand", "de", "Stand: 25.04.2025, 10:00 Uhr", "2025-04-25T10:00:00Z updated"},
		{"future", "en", "25 May 2025", ""},
		{"before the web", "en", "25 May 1945", ""},
		{"no such day", "en", "31 April 2025", ""},
		{"no year", "en", "25 April", ""},
		{"no day", "en", "April 2025", ""},
		{"address of a machine", "en", "10.10.20.25.1", ""},
		{"telephone", "en", "+380 44 255 12 34", ""},
		{"marks of direction", "ar", "\u200f25\u200f/04/2025", "2025-04-25"},
		{"empty", "en", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := Finder{Order: OrderOf(c.lang, ""), Now: today}
			d, changed, ok := f.InText(c.in)
			got := show(d, ok)
			if changed {
				got += " updated"
			}
			if got != c.want {
				t.Errorf("InText(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestOrderOf(t *testing.T) {
	for _, c := range []struct {
		lang, host string
		want       Order
	}{
		{"fr", "example.com", dayFirst},
		{"en-GB", "example.com", dayFirst},
		{"en-US", "example.com", monthFirst},
		{"en-US", "example.in", unknownOrder}, // the default of publishing systems against the country
		{"en", "example.ie", dayFirst},
		{"en", "example.gov", monthFirst},
		{"en-CA", "example.ca", unknownOrder},
		{"en", "example.io", unknownOrder},
		{"", "", unknownOrder},
		{"", "example.de", dayFirst},
	} {
		if got := OrderOf(c.lang, c.host); got != c.want {
			t.Errorf("OrderOf(%q, %q) = %v, want %v", c.lang, c.host, got, c.want)
		}
	}
}

func TestInPath(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"/2025/04/25/sumy-warehouse", "2025-04-25"},
		{"/news/2025-04-25-sumy", "2025-04-25"},
		{"/sumy-20250425.html", "2025-04-25"},
		{"/a/2025/4/5/b", "2025-04-05"},
		{"/2025/0425/b", "2025-04-25"},
		{"/news/120250425", ""},
		{"/2025/13/25/b", ""},
		{"/2025/05/25/b", ""}, // in the future
		{"/2025/04/sumy", ""},
		{"", ""},
	} {
		f := Finder{Now: today}
		if got := show(f.InPath(c.path)); got != c.want {
			t.Errorf("InPath(%q) = %q, want %q", c.path, got, c.want)
		}
	}
}

func FuzzFinder(f *testing.F) {
	for _, s := range []string{
		"25 April 2025, 10:30 GMT+3", "04/05/25 5 p.m. ET", "٢٥ كانون الثاني ٢٠٢٥", "2025-04-25T10:30:00.5+05:30",
		"Updated: 1er août 2024 à 14h30", "20250425", "1745584200",
		"10:30, 25 - -",
		"9 May 99999999999999999999",
	} {
		f.Add(s, "en-US", "/2025/04/25/")
	}
	f.Fuzz(func(t *testing.T, s, lang, path string) {
		if len(s) > 1<<14 {
			return
		}
		finder := Finder{Order: OrderOf(lang, lang), Now: today}
		check := func(d Date, ok bool) {
			if ok && (!finder.plausible(d) || d.DateOnly && !d.Time.Equal(d.Time.Truncate(24*time.Hour))) {
				t.Errorf("%q (%s) %q: %+v", s, lang, path, d)
			}
		}
		check(finder.InAttribute(s))
		check(finder.InPath(path))
		d, _, ok := finder.InText(s)
		check(d, ok)
	})
}

// TestMonthsAgree holds that a name is that of one month, whatever the language, but for those that are known to
// differ.
func TestMonthsAgree(t *testing.T) {
	want := map[string]int{"listopad": 2, "listopada": 2, "lis": 2, "lip": 2, "srp": 2}
	for name, m := range words.months {
		if n := max(1, want[name]); len(m) != n {
			t.Errorf("%q has %d meanings, want %d: %v", name, len(m), n, m)
		}
	}
}
