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

// TestSchedulesAsPeopleSayThem reads many ways to say a schedule, misspelt ones too, and refuses what no spec holds
// with an example of what does.
func TestSchedulesAsPeopleSayThem(t *testing.T) {
	for _, tt := range []struct{ said, want string }{
		{"every day at 8 am", "0 8 * * *"},
		{"everyday 8", "0 8 * * *"},
		{"each morning at 7", "0 7 * * *"},
		{"mornings 7:00", "0 7 * * *"},
		{"Mon–Fri 09:00", "0 9 * * 1-5"},
		{"mon - fri 9am", "0 9 * * 1-5"},
		{"monday to friday 9:00", "0 9 * * 1-5"},
		{"Monday through Friday at 09:00", "0 9 * * 1-5"},
		{"mo-fr 9:00", "0 9 * * 1-5"},
		{"tues thurs 18:00", "0 18 * * 2,4"},
		{"wed & sat 10:00", "0 10 * * 3,6"},
		{"mon/wed/fri 8", "0 8 * * 1,3,5"},
		{"every 6 hrs", "0 */6 * * *"},
		{"every six hours", "0 */6 * * *"},
		{"every 2h", "0 */2 * * *"},
		{"every other hour", "0 */2 * * *"},
		{"every 15 min", "*/15 * * * *"},
		{"every half hour", "*/30 * * * *"},
		{"every 12 hours", "0 */12 * * *"},
		{"6 hourly", "0 */6 * * *"},
		{"six-hourly", "0 */6 * * *"},
		{"every 3 hours on weekdays", "0 */3 * * 1-5"},
		{"hourly, mon-fri", "0 * * * 1-5"},
		{"thrice daily 6, 14 and 22", "0 6,14,22 * * *"},
		{"three times a day at 6:00, 14:00, 22:00", "0 6,14,22 * * *"},
		{"8:00 20:00", "0 8,20 * * *"},
		{"8am and 8pm", "0 8,20 * * *"},
		{"8 and 20", "0 8,20 * * *"},
		{"at 8:30", "30 8 * * *"},
		{"08.30", "30 8 * * *"},
		{"0830", "30 8 * * *"},
		{"8h30", "30 8 * * *"},
		{"8:30 a.m.", "30 8 * * *"},
		{"8 o'clock", "0 8 * * *"},
		{"midnight", "0 0 * * *"},
		{"noon and midnight", "0 12,0 * * *"},
		{"daily at noon", "0 12 * * *"},
		{"12 am", "0 0 * * *"},
		{"12 pm", "0 12 * * *"},
		{"12:30am", "30 0 * * *"},
		{"24:00", "0 0 * * *"},
		{"evenings at 7", "0 19 * * *"},
		{"8 in the evening", "0 20 * * *"},
		{"weekday mornings 8:00", "0 8 * * 1-5"},
		{"on weekdays at 7.30", "30 7 * * 1-5"},
		{"weekly monday 9:00", "0 9 * * 1"},
		{"every week on monday 9:00", "0 9 * * 1"},
		{"sundays 9", "0 9 * * 0"},
		{"sunday, 9:00", "0 9 * * 0"},
		{"sat and sun 10:00", "0 10 * * 6,0"},
		{"8am on weekdays", "0 8 * * 1-5"},
		{"9:00 every monday", "0 9 * * 1"},
		{"weekdays 8:00, weekends 10:00", "0 8 * * 1-5; 0 10 * * 0,6"},
		{"8:00 on weekdays and 10:00 on weekends", "0 8 * * 1-5; 0 10 * * 0,6"},
		{"mon 8:00 and thu 18:30", "0 8 * * 1; 30 18 * * 4"},
		{"@daily", "@daily"},
		{"0 8 * * MON-FRI", "0 8 * * mon-fri"},
		{"0 8 1 1 0", "0 8 1 1 0"},
		{"8 20 1 1 *", "8 20 1 1 *"},
		{"dayly 08:00", "0 8 * * *"},
		{"evry 6 hours", "0 */6 * * *"},
		{"weekdys 08:00", "0 8 * * 1-5"},
		{"mondy 9:00", "0 9 * * 1"},
		{"wedneday 9:00", "0 9 * * 3"},
		{"teusday 9:00", "0 9 * * 2"}, //nolint:misspell // as people type it
		{"satudray 9:00", "0 9 * * 6"},
		{"twise daily 8:00 and 20:00", "0 8,20 * * *"},
		{"Dialy at 8", "0 8 * * *"},
	} {
		if got, err := digest.ParseSchedule(tt.said); got != tt.want || err != nil {
			t.Errorf("ParseSchedule(%q) = %q, %v, want %q", tt.said, got, err, tt.want)
		}
	}
	for _, said := range []string{
		"wednes 9h99", "täglich 08:00", "at dawn", "sunrise", "every full moon", "fortnightly", "every 2 weeks",
		"every 2 days 08:00", "every other day 8:00", "25:00", "8:75", "every 0 hours", "every -3h", "monday",
		"first monday 9:00", "except sunday 9:00", "08:00 UTC", "08:00 Europe/Kyiv", "tomorrow 8", "now",
		"08:00-20:00", "hourly from 8 to 20", "weekly 9:00", "every month 8:00", "8 days", "daily sunset",
		"weekdays", "every monday to friday", "830",
	} {
		got, err := digest.ParseSchedule(said)
		if news.ErrorCode(err) != news.Invalid || !strings.Contains(err.Error(), "every 6h") &&
			!strings.Contains(err.Error(), "frequent") {
			t.Errorf("ParseSchedule(%q) = %q, %v, want an Invalid error with an example", said, got, err)
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
