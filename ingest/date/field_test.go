package date

import (
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	at := func(y int, mo time.Month, d, h, m, s int) time.Time { return time.Date(y, mo, d, h, m, s, 0, time.UTC) }
	afternoon := at(2025, 4, 24, 14, 30, 0)
	for _, c := range []struct {
		in   string
		want time.Time
	}{
		{"Thu, 24 Apr 2025 14:30:00 GMT", afternoon},
		{"Thu, 24 Apr 2025 16:30:00 +0200", afternoon},
		{"Thu, 24 Apr 2025 10:30:00 EDT", afternoon},
		{"Thu, 24 Apr 2025 17:30:00 EEST", afternoon},
		{"Thu, 24 Apr 2025 17:30:00 MSK", afternoon},
		{"24 Apr 25 14:30 UT", afternoon},
		{"Thursday, 24-Apr-25 14:30:00 GMT", afternoon},
		{"Thu Apr 24 14:30:00 2025", afternoon},
		{"Thu Apr 24 14:30:00 UTC 2025", afternoon},
		{"Thu, 24 Apr 2025 14:30:00 GMT+0000", afternoon},
		{"Thu Apr 24 2025 16:30:00 GMT+0200 (CEST)", afternoon},
		{"Thu, 24 Apr 2025 14:30:00", afternoon},
		{"Thu, 24 Apr 2025 2:30 PM", afternoon},
		{"April 24, 2025, 2:30 p.m.", afternoon},
		{"April 24th, 2025 at 14:30", afternoon},
		{"2025-04-24T14:30:00Z", afternoon},
		{"2025-04-24T16:30:00+02:00", afternoon},
		{"2025-04-24T16:30:00.000+0200", afternoon},
		{"2025-04-24T14:30Z", afternoon},
		{"2025-04-24 14:30:00", afternoon},
		{"2025-04-24 07:30:00 -7", afternoon},
		{"2025/04/24 14:30", afternoon},
		{"20250424T143000Z", afternoon},
		{"24.04.2025 14:30", afternoon},
		{"24/04/2025 14:30:00", afternoon},
		{"04/24/2025 2:30:00 PM", afternoon},
		{"1745505000", afternoon},
		{"1745505000000", afternoon},
		{"Do, 24. April 2025 14:30", afternoon},
		{"jeu. 24 avril 2025, 14h30", afternoon},
		{"jueves, 24 de abril de 2025 14:30", afternoon},
		{"24 апреля 2025, 14:30", afternoon},
		{"24 квітня 2025 14:30", afternoon},
		{"24 أبريل 2025 14:30", afternoon},
		{"٢٤ نيسان ٢٠٢٥ 14:30", afternoon},
		{"24 Nisan 2025 14:30", afternoon},
		{"24 abril 2025 14:30, dijous", afternoon},
		{"24. Apríl 2025 14:30", afternoon},
		{"2025年4月24日 14:30", afternoon},
		{"24 апреля 2025, 17:30 МСК", afternoon},
		{"Thu, 24 Apr 2025 10:30 ET", afternoon},
		{"Thu Apr 24 2025 17:30:00 GMT+0300 (Magadan Standard Time)", afternoon},
		{"24 avril 2025 14:30, mardi", afternoon},
		{"mar. 25 mars 2025 08:00", at(2025, 3, 25, 8, 0, 0)},
		{"Thu, 24 Apr 2025 24:00:00 GMT", at(2025, 4, 25, 0, 0, 0)},
		{"Thu, 31 Dec 2026 23:59:60 GMT", at(2027, 1, 1, 0, 0, 0)},
		{"12/25/2024 12:05 AM", at(2024, 12, 25, 0, 5, 0)},
		{"05/04/2025 10:00", at(2025, 4, 5, 10, 0, 0)},
		{"05/04/2025 10:00 AM", at(2025, 5, 4, 10, 0, 0)},
		{"Thu, 24 Apr 2098 14:30:00 GMT", at(2098, 4, 24, 14, 30, 0)},
		{"24 Apr 99 14:30 GMT", at(1999, 4, 24, 14, 30, 0)},
	} {
		t.Run(c.in, func(t *testing.T) {
			got, ok := Parse(c.in)
			if !ok || got.DateOnly || !got.Time.Equal(c.want) || got.Time.Location() != time.UTC {
				t.Errorf("Parse(%q) = %+v, %v, want %v", c.in, got, ok, c.want)
			}
		})
	}
}

func TestParseOfADay(t *testing.T) {
	want := time.Date(2025, 4, 24, 0, 0, 0, 0, time.UTC)
	for _, in := range []string{
		"2025-04-24", "2025/4/24", "20250424", "24 Apr 2025", "Thu, 24 Apr 2025",
		"April 24, 2025", "24.4.2025", "24.04.25", "24. April 2025", "24 апр. 2025 г.",
	} {
		t.Run(in, func(t *testing.T) {
			if got, ok := Parse(in); !ok || !got.DateOnly || !got.Time.Equal(want) {
				t.Errorf("Parse(%q) = %+v, %v, want %v", in, got, ok, want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, in := range []string{
		"", "  ", "yesterday", "2025", "April 2025", "2025-04", "0000-00-00", "0001-01-01T00:00:00Z",
		"9999-12-31T23:59:59Z", "1970-01-01T00:00:00Z",
		"31 Apr 2025", "30 Feb 2025 10:00", "2025-13-01", "24 Apr 2025 25:00", "24 Apr 2025 10:61", "14:30", "Thursday",
		"2025-04-24-2025-04-25-2026-01-01-1-1-1-1 and so on, and so on, and so on, and so on, and so on, and so on",
	} {
		if got, ok := Parse(in); ok {
			t.Errorf("Parse(%q) = %+v, want none", in, got)
		}
	}
}

func TestMissingZoneIsKnown(t *testing.T) {
	for in, want := range map[string]bool{
		"Thu, 24 Apr 2025 14:30:00": true, "2025-04-24T14:30:00": true, "24 Apr 2025 14:30 XYZT": true,
		"Thu, 24 Apr 2025 14:30:00 GMT": false, "2025-04-24": false, "2025-04-24T14:30:00-05:00": false,
	} {
		if d, ok := Parse(in); !ok || d.Zoneless != want {
			t.Errorf("Parse(%q): zoneless %v, %v, want %v", in, d.Zoneless, ok, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"Thu, 24 Apr 2025 14:30:00 GMT", "2025-04-24T14:30:00.5+02:00", "24/4/25 2:30 p.m.",
		"1745505000", "24 квітня 2025", "Thu Apr 24 2025 16:30:00 GMT+0200 (CEST)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := Parse(s)
		switch y := got.Time.Year(); {
		case !ok && got != Date{}:
			t.Errorf("Parse(%q) = %+v, but not ok", s, got)
		case ok && (y < MinYear || y > MaxYear || got.Time.Location() != time.UTC):
			t.Errorf("Parse(%q) = %+v", s, got)
		case ok && got.DateOnly && !got.Time.Equal(got.Time.Truncate(24*time.Hour)):
			t.Errorf("Parse(%q) = %+v, a day", s, got)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for _, s := range []string{
		"Thu, 24 Apr 2025 14:30:00 +0200", "Thu, 24 Apr 2025 14:30:00 GMT",
		"24 квітня 2025, 14:30",
	} {
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				if _, ok := Parse(s); !ok {
					b.Fatal(s)
				}
			}
		})
	}
}
