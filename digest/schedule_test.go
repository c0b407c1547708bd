package digest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"sitrep/digest"
	"sitrep/news"
)

func TestNext(t *testing.T) {
	tests := []struct {
		name, spec, zone, after, want string
	}{
		{"the same day", "0 8 * * *", "Europe/Kyiv", "2025-04-25T04:59:00Z", "2025-04-25T05:00:00Z"},
		{"strictly after", "0 8 * * *", "Europe/Kyiv", "2025-04-25T05:00:00Z", "2025-04-26T05:00:00Z"},
		{"winter", "0 8 * * *", "Europe/Kyiv", "2025-01-10T00:00:00Z", "2025-01-10T06:00:00Z"},
		{"across the spring gap", "0 8 * * *", "Europe/Kyiv", "2025-03-29T07:00:00Z", "2025-03-30T05:00:00Z"},
		// Kyiv: 30 March 2025, 03:00 becomes 04:00 (01:00 UTC).
		{"inside the gap runs at its end", "30 3 * * *", "Europe/Kyiv", "2025-03-29T12:00:00Z", "2025-03-30T01:00:00Z"},
		{"the day after the gap", "30 3 * * *", "Europe/Kyiv", "2025-03-30T01:00:00Z", "2025-03-31T00:30:00Z"},
		// Kyiv: 26 October 2025, 04:00 becomes 03:00 (01:00 UTC): 03:30 is 00:30 and 01:30 UTC.
		{"the first of two", "30 3 * * *", "Europe/Kyiv", "2025-10-25T12:00:00Z", "2025-10-26T00:30:00Z"},
		{"not the second of two", "30 3 * * *", "Europe/Kyiv", "2025-10-26T00:30:00Z", "2025-10-27T01:30:00Z"},
		{"New York's gap", "30 2 * * *", "America/New_York", "2025-03-08T12:00:00Z", "2025-03-09T07:00:00Z"},
		{"Lord Howe's half hour", "15 2 * * *", "Australia/Lord_Howe", "2025-10-04T12:00:00Z", "2025-10-04T15:30:00Z"},
		{"an interval", "@every 6h", "Europe/Kyiv", "2025-04-25T05:00:00Z", "2025-04-25T11:00:00Z"},
		{"weekdays", "30 7 * * 1-5", "UTC", "2025-04-25T08:00:00Z", "2025-04-28T07:30:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := digest.Next(tt.spec, tt.zone, instant(t, tt.after))
			if err != nil || !got.Equal(instant(t, tt.want)) {
				t.Errorf("Next(%q, %q, %s) = %s, %v, want %s", tt.spec, tt.zone, tt.after, got.Format(time.RFC3339),
					err, tt.want)
			}
		})
	}
}

func TestNextRefuses(t *testing.T) {
	for _, tt := range []struct{ name, spec, zone string }{
		{"a zone inside the spec", "TZ= 0 8 * * *", "UTC"},
		{"a date that never comes", "0 8 30 2 *", "UTC"},
		{"an unknown zone", "0 8 * * *", "Mars/Olympus"},
		{"the server's zone", "0 8 * * *", "Local"},
		{"nonsense", "whenever", "UTC"},
		{"too often", "@every 1s", "UTC"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := digest.Next(tt.spec, tt.zone, time.Unix(0, 0)); news.ErrorCode(err) != news.Invalid {
				t.Errorf("Next(%q, %q) = %v, %v, want an Invalid error", tt.spec, tt.zone, got, err)
			}
		})
	}
}

func TestParseSchedule(t *testing.T) {
	for _, tt := range []struct{ said, want string }{
		{"daily 08:00", "0 8 * * *"},
		{"Daily at 8", "0 8 * * *"},
		{"weekdays 07:30", "30 7 * * 1-5"},
		{"weekends 10:00", "0 10 * * 0,6"},
		{"mon,thu 18:00", "0 18 * * 1,4"},
		{"monday 9:05", "5 9 * * 1"},
		{"every 6h", "0 */6 * * *"},
		{"every 6 hours", "0 */6 * * *"},
		{"every hour", "0 * * * *"},
		{"every 30 minutes", "*/30 * * * *"},
		{"every 24 hours", "0 0 * * *"},
		{"every 5h", "@every 5h"},
		{"every 1h30m", "@every 1h30m"},
		{"mon-fri 09:00", "0 9 * * 1-5"},
		{"sat-mon 9", "0 9 * * 6,0,1"},
		{"every monday at 8am", "0 8 * * 1"},
		{"mondays and thursdays 18:00", "0 18 * * 1,4"},
		{"twice daily 08:00 and 20:00", "0 8,20 * * *"},
		{"twice a day at 8 and 20", "0 8,20 * * *"},
		{"08:00, 20:00", "0 8,20 * * *"},
		{"weekdays 07:30, 18:00", "30 7 * * 1-5; 0 18 * * 1-5"},
		{"8 pm", "0 20 * * *"},
		{"noon", "0 12 * * *"},
		{"every day 08:00", "0 8 * * *"},
		{"0 8 * * 7", "0 8 * * 0"},
		{"0 8 * * 5-7", "0 8 * * 5,6,0"},
		{"30 7 * * 1,7", "30 7 * * 1,0"},
		{"0 8 * * 1-7/2", "0 8 * * 1,3,5,0"},
		{"hourly", "0 * * * *"},
		{"15 6 * * *", "15 6 * * *"},
	} {
		if got, err := digest.ParseSchedule(tt.said); got != tt.want || err != nil {
			t.Errorf("ParseSchedule(%q) = %q, %v, want %q", tt.said, got, err, tt.want)
		}
	}
	for _, said := range []string{
		"", "daily", "daily 25:00", "someday 8:00", "every never", "TZ=", "0 8 30 2 *",
		"every 1m", "08:00 and 08:05", "sunset", "at sunset", "weekly", "08:00 and sunset", "0 8 * * 8",
		"61 8 * * *", "0 8 * *", "mon-xyz 9",
		"13pm", "monthly 08:00", "0 8 * * 8-7",
	} {
		if got, err := digest.ParseSchedule(said); news.ErrorCode(err) != news.Invalid {
			t.Errorf("ParseSchedule(%q) = %q, %v, want an Invalid error", said, got, err)
		}
	}
}

func TestScheduleSaidBack(t *testing.T) {
	for _, said := range []string{
		"daily 08:00", "weekdays 07:30", "weekends 10:00", "mon,thu 18:00", "every 6h", "every 30m", "hourly",
		"every 5h",
		"daily 08:00, 20:00", "weekdays 07:30, 18:00", "mon-wed 09:00",
	} {
		spec, err := digest.ParseSchedule(said)
		if got := digest.SaySchedule(spec); got != said || err != nil {
			t.Errorf("SaySchedule(%q) = %q, %v, want %q", spec, got, err, said)
		}
	}
}

func FuzzParseSchedule(f *testing.F) {
	for _, s := range []string{"daily 08:00", "TZ=", "@every -1h", "*/0 * * * *", "CRON_TZ=a 0 8 * * *", "0 0 31 2 *"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, said string) {
		spec, err := digest.ParseSchedule(said)
		if err != nil {
			return
		}
		after := time.Date(2025, 4, 25, 0, 0, 0, 0, time.UTC)
		if next, err := digest.Next(spec, "Europe/Kyiv", after); err != nil || !next.After(after) {
			t.Errorf("ParseSchedule(%q) = %q, but Next gives %v, %v", said, spec, next, err)
		}
	})
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func ExampleParseSchedule() {
	spec, _ := digest.ParseSchedule("weekdays 07:30")
	fmt.Println(spec)
	// Output: 30 7 * * 1-5
}

// The clocks of Kyiv go from three to four o'clock in the night to 30 March 2025.
func ExampleNext() {
	next, _ := digest.Next("30 3 * * *", "Europe/Kyiv", time.Date(2025, 3, 29, 12, 0, 0, 0, time.UTC))
	fmt.Println(next)
	// Output: 2025-03-30 01:00:00 +0000 UTC
}

// TestFrequency holds schedules to one rule, however they are written.
func TestFrequency(t *testing.T) {
	for said, want := range map[string]bool{
		"every 5m": false, "every 10m": true, "* * * * *": false, "*/5 * * * *": false, "*/10 * * * *": true,
		"0,5 8 * * *": false, "0,30 8 * * *": true, "0,55 8 * * *": true, "0,55 8,9 * * *": false,
		"5,58 0,23 * * *": false, "5,58 0,22 * * *": true, "hourly": true, "daily 08:00": true,
	} {
		_, err := digest.ParseSchedule(said)
		if got := err == nil; got != want {
			t.Errorf("ParseSchedule(%q): %v", said, err)
		} else if err != nil && !strings.Contains(err.Error(), "10 minutes between two digests at least") {
			t.Errorf("ParseSchedule(%q) says %v", said, err)
		}
	}
}
