package wording

import (
	"strings"
	"time"
)

// Day is a date as readers read it: "25 Apr 2025".
func Day(t time.Time) string { return t.Format("2 Jan 2006") }

// LongDay is a date for a heading: "Friday 25 April 2025".
func LongDay(t time.Time) string { return t.Format("Monday 2 January 2006") }

// LongTime is a moment for a heading: "Friday 25 April 2025, 08:00".
func LongTime(t time.Time) string { return t.Format("Monday 2 January 2006, 15:04") }

// shortTime is a moment of the last weeks within a line: "Fri 25 Apr 08:00".
func shortTime(t time.Time) string { return t.Format("Mon 2 Jan 15:04") }

// Zone is the time zone of an IANA name, in which a reader is shown times; UTC if there is none of that name. "Local"
// is UTC, too: the zone of the server is nobody's business.
func Zone(name string) *time.Location {
	if strings.EqualFold(name, "local") {
		return time.UTC
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
