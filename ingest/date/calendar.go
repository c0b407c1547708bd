package date

import (
	"strings"
	"time"

	"sitrep/text"
	"sitrep/text/lang"
)

// Years of other calendars as they stand in dates of today.
const (
	solarFrom, solarUntil = 1360, 1480 // of the solar Hijri calendar: 1981 to 2101
	roc                   = 1911       // the year before the first of the Republic of China
	reiwa                 = 2018       // the year before the first of the era Reiwa
)

var solarMonths = foldedKeys(lang.SolarMonths)

func foldedKeys(m map[string]int) map[string]int {
	out := map[string]int{}
	for k, v := range m {
		out[text.Fold(k)] = v
	}
	return out
}

// solarDay is the day of the Gregorian calendar on which a day of the solar Hijri calendar falls, by the 33-year cycle
// of leap years that holds from 1800 to 2256. ok is false if there is no such day.
func solarDay(year, month, day int) (t time.Time, ok bool) {
	length := 31
	if month > 6 {
		length = 30
	}
	if month < 1 || month > 12 || day < 1 || day > length || month == 12 && day == 30 && !solarLeap(year) {
		return time.Time{}, false
	}
	days := 365*(year-1) + (8*year+21)/33 // before this year
	if month <= 7 {
		days += 31 * (month - 1)
	} else {
		days += 186 + 30*(month-7)
	}
	// 1 Farvardin 1 is 22 March 622 of the Julian calendar, 19 March of the proleptic Gregorian one: counted from
	// 1 Farvardin 1400, 21 March 2021, so that nothing before our time matters.
	days += day - 1 - (365*1399 + (8*1400+21)/33)
	return time.Date(2021, time.March, 21, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days), true
}

// solarLeap reports whether a year has 366 days: eight of 33 do.
func solarLeap(year int) bool { return (8*(year+1)+21)/33-(8*year+21)/33 == 1 }

// isSolar reports whether a year counts by the solar Hijri calendar: where its month's name says so, or the language.
func (p *parts) isSolar() bool {
	if p.year < solarFrom || p.year > solarUntil {
		return false
	}
	base, _, _ := strings.Cut(strings.ToLower(p.reader.Language), "-")
	return p.solar || base == "fa" || base == "ps" || base == "prs"
}

// era reads the name of an era before its year, and the date behind it: 令和8年11月19日, 民國115年11月19日.
func (p *parts) era(list []token) int {
	if len(list) < 7 {
		return 0
	}
	before := 0
	switch list[0].text + list[1].text {
	case "令和":
		before = reiwa
	case "民國", "民国":
		before = roc
	default:
		return 0
	}
	if !list[2].isNumber() || list[2].digits > 3 || list[3].text != "年" || !list[4].isShort() || list[5].text != "月" ||
		!list[6].isShort() {
		return 0
	}
	p.year, p.month, p.day = list[2].value+before, list[4].value, list[6].value
	return 7
}

// numberedMonth reads a month by its number: "11-р сарын" in Mongolian, "11 сар".
func (p *parts) numberedMonth(list []token) int {
	i := 1
	if textAt(list, i) == "-" && i+1 < len(list) {
		i += 2
	}
	if !list[0].isShort() || !strings.HasPrefix(textAt(list, i), "сар") {
		return 0
	}
	p.month = list[0].value
	return i + 1
}

// halfWordAt reads the half of the day in words of one token or more.
func halfWordAt(list []token, i int) (half string, n int) {
	if i >= len(list) || list[i].isNumber() {
		return "", 0
	}
	var word strings.Builder
	for n := 1; n <= 3 && i+n <= len(list); n++ {
		word.WriteString(list[i+n-1].text)
		if half, ok := lang.Halves[word.String()]; ok {
			return half, n
		}
	}
	return "", 0
}

// halfWord reads such words at all[at]. An Arabic letter counts only directly behind the minutes: behind a year it says
// which calendar that is of.
func (p *parts) halfWord(all []token, at int) int {
	half, n := halfWordAt(all, at)
	next := at + n
	switch {
	case n == 0, p.hour < 0 && (next >= len(all) || !all[next].isShort()):
		return 0
	case (all[at].text == "م" || all[at].text == "ص") && textAt(all, at-2) != ":":
		return 0
	}
	if p.half == "" {
		p.half = half
	}
	return n
}

// zoneNamed reads the zone of a field by its IANA name at the end: "2026-11-19T10:05:00 Asia/Kolkata".
func zoneNamed(s string) *time.Location {
	i := strings.LastIndexAny(s, " [")
	name := strings.TrimSuffix(s[i+1:], "]")
	if area, city, ok := strings.Cut(name, "/"); !ok || area == "" || city == "" || area[0] < 'A' || area[0] > 'Z' {
		return nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return loc
}
