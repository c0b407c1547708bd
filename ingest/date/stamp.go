package date

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// isoLayouts are the forms of ISO 8601 that pages use, and RFC 1123.
var isoLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700",
	"2006-01-02T15:04:05.999", "2006-01-02T15:04", "2006-01-02 15:04:05.999Z07:00", "2006-01-02 15:04:05.999 -0700",
	"2006-01-02 15:04:05.999", time.RFC1123Z, time.DateOnly,
}

// ParseISO reads the date of structured data: ISO 8601 in the forms that pages use.
func ParseISO(s string) (Date, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range isoLayouts {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= MinYear && t.Year() <= MaxYear {
			return Date{Time: t.UTC(), DateOnly: layout == time.DateOnly}, true
		}
	}
	return Date{}, false
}

// InAttribute reads what is written for programs: ISO 8601, digits, Unix time, else whatever InText reads.
func (f Finder) InAttribute(s string) (Date, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > MaxText {
		return Date{}, false
	}
	if d, ok := ParseISO(s); ok {
		return d, f.plausible(d)
	}
	if v, err := strconv.ParseInt(s, 10, 64); err == nil {
		var d Date
		switch len(s) {
		case len("20250425"):
			d.Time, err = time.Parse("20060102", s)
			d.DateOnly = true
		case len("20250425123000"):
			d.Time, err = time.Parse("20060102150405", s)
		case len("1745584200"):
			d.Time = time.Unix(v, 0).UTC()
		case len("1745584200000"):
			d.Time = time.UnixMilli(v).UTC()
		}
		return d, err == nil && f.plausible(d)
	}
	d, _, ok := f.InText(s)
	return d, ok
}

// maxPath is how many bytes of a path are looked at.
const maxPath = 2 * MaxText

var (
	pathDays = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)(?:/|-|_|\.)(\d\d?)(?:/|-|_|\.)(\d\d?)(?:\D|$)` +
		`|(?:^|\D)((?:19|20)\d\d)/?(\d\d)/?(\d\d)(?:\D|$)`)
	pathMonths = regexp.MustCompile(`/((?:19|20)\d\d)/(\d\d)(?:/|$)`)
)

// InPath reads /2025/04/25/, /2025-04-25-, /20250425 and /2025/0425/ in the path of an address.
func (f Finder) InPath(path string) (Date, bool) {
	path = path[:min(len(path), maxPath)]
	for _, s := range pathDays.FindAllStringSubmatch(path, 8) {
		for _, g := range [][]string{s[1:4], s[4:7]} {
			year, _ := strconv.Atoi(g[0])
			month, _ := strconv.Atoi(g[1])
			day, _ := strconv.Atoi(g[2])
			if t, ok := dayOf(year, month, day); ok && f.plausible(Date{Time: t}) {
				return Date{Time: t, DateOnly: true}, true
			}
		}
	}
	return Date{}, false
}

// MonthInPath reads /2025/04/, and returns the first of that month: it does not tell the day, but which days are wrong.
func MonthInPath(path string) (time.Time, bool) {
	s := pathMonths.FindStringSubmatch(path[:min(len(path), maxPath)])
	if s == nil {
		return time.Time{}, false
	}
	year, _ := strconv.Atoi(s[1])
	month, _ := strconv.Atoi(s[2])
	return dayOf(year, month, 1)
}
