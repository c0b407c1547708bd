package wording

import "time"

// Day is a date as readers read it: "25 Apr 2025".
func Day(t time.Time) string { return t.Format("2 Jan 2006") }

// LongDay is a date for a heading: "Friday 25 April 2025".
func LongDay(t time.Time) string { return t.Format("Monday 2 January 2006") }

// LongTime is a moment for a heading: "Friday 25 April 2025, 08:00".
func LongTime(t time.Time) string { return t.Format("Monday 2 January 2006, 15:04") }

// ShortTime is a moment of the last weeks within a line: "Fri 25 Apr 08:00".
func ShortTime(t time.Time) string { return t.Format("Mon 2 Jan 15:04") }
