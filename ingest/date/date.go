// Package date reads dates as people and programs write them.
//
// [Parse] reads a field that holds a date and nothing else, as feeds have it, in whatever order its parts stand. A
// [Finder] looks for a date among other words, as pages have it: it accepts less, for most numbers are no dates.
// [ParseISO] reads what programs write for programs.
package date

import "time"

// Years that a date may lie in. Anything else is a slip or a program's zero value, and would sort an article to the
// beginning or the end of everything for ever.
const (
	MinYear = 1900
	MaxYear = 2100
)

// Date is a date as it was written, in UTC.
type Date struct {
	Time     time.Time
	DateOnly bool // no time of day: midnight UTC stands for the day
	Zoneless bool // a time of day without a zone that is known, read as UTC; only Parse tells
}

// Near reports whether d and o may be the same moment in different zones, or a day and a time on it.
func (d Date) Near(o Date) bool { return d.Time.Sub(o.Time).Abs() <= 36*time.Hour }

// dayOf is midnight UTC of a day, if there is such a day.
func dayOf(year, month, day int) (time.Time, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, year >= MinYear && year <= MaxYear && month >= 1 && month <= 12 && day >= 1 && t.Day() == day
}
