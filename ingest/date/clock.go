package date

import "time"

// clock is a time of day.
type clock struct {
	hour, minute, second int
	offset               int // seconds east of UTC
}

func (c clock) on(day time.Time) time.Time {
	return day.Add(time.Duration(c.hour)*time.Hour + time.Duration(c.minute)*time.Minute +
		time.Duration(c.second-c.offset)*time.Second)
}

// Bounds of the search for the time that belongs to a date, in tokens.
const (
	maxAfter  = 6 // between the date and its time
	maxBefore = 10
)

// withClock adds to a day, list[at:to], the time that stands after it, or before it from list[from] on. A time without
// a zone is read as UTC, as in feeds.
func withClock(day time.Time, list []token, from, at, to int) Date {
	i := to
	for i < min(len(list), to+maxAfter) && !list[i].isNumber() && aroundClock[list[i].text] {
		i++
	}
	if c, n := clockAt(list, i, day); n > 0 {
		return Date{Time: c.on(day)}
	}
	for k := max(from, at-maxBefore); k < at; k++ {
		c, n := clockAt(list, k, day)
		if n == 0 {
			continue
		}
		for n += k; n < at && (aroundClock[list[n].text] || isWeekdayLike(list[n])); n++ {
		}
		if n == at {
			return Date{Time: c.on(day)}
		}
	}
	return Date{Time: day, DateOnly: true}
}

// isWeekdayLike is any word: between a time and its date stands nothing longer than a weekday.
func isWeekdayLike(t token) bool { return !t.isNumber() && len(t.text) > 2 }

// aroundClock is what stands between a date and its time.
var aroundClock = setOf(
	",", "،", "|", "-", "–", "—", "·", "•", "/", "(", ")", ".", ":", ";",
	"t", "at", "on", "um", "ab", "à", "a", "las", "los", "в", "о", "об", "saat", "الساعة", "alle", "ore", "ás", "às",
	"kl", "time", "h", "uhr", "годині", "часов", "hrs", "kell", "om", "godz",
)

// What makes a time of 9.05; else it may be anything.
var (
	beforeDotted = setOf("um", "ore", "klo")
	afterDotted  = setOf("uhr", "am", "pm")
)

// clockAt reads the time of day at list[i]: 10:30, 10:30:05 PM EDT, 5 p.m., 14h30, 10.30 Uhr, 12:00+03:00.
func clockAt(list []token, i int, day time.Time) (c clock, n int) {
	if i >= len(list) || !list[i].isShort() || list[i].value > 24 {
		return clock{}, 0
	}
	c.hour = list[i].value
	j := i + 1
	k := c.minutes(list, i)
	j += k
	half, h := anyHalfAt(list, j)
	j += h
	if half == "" && k == 0 || half != "" && c.hour > 12 && k == 0 {
		return clock{}, 0
	}
	c.hour = hourOf(c.hour, half)
	if w := textAt(list, j); w == "uhr" || w == "h" {
		j++
	}
	c.offset, k = zoneAt(list, j, day)
	return c, j + k - i
}

// minutes reads the minutes and seconds that follow the hour list[i], and returns how many tokens they take.
func (c *clock) minutes(list []token, i int) int {
	minute, n, ok := sixtieth(list, i+1)
	if !ok {
		return 0
	}
	switch list[i+1].text {
	case ":", "h":
	case ".": // as Germans and Italians write
		if !afterDotted[textAt(list, i+3)] && !beforeDotted[textAt(list, i-1)] {
			return 0
		}
	default:
		return 0
	}
	c.minute = minute
	if textAt(list, i+3) != ":" {
		return n
	}
	if second, m, ok := sixtieth(list, i+3); ok {
		c.second = second
		n += m
		if textAt(list, i+5) == "." && i+6 < len(list) && list[i+6].isNumber() && list[i+6].digits != 2 { // a fraction
			n += 2
		}
	}
	return n
}

// sixtieth reads a separator at list[i] and two digits of minutes or seconds.
func sixtieth(list []token, i int) (value, n int, ok bool) {
	if i+1 >= len(list) || list[i+1].digits != 2 || list[i+1].value >= 60 {
		return 0, 0, false
	}
	return list[i+1].value, 2, true
}

// halfAt reads am and p.m. as "a" and "p".
func halfAt(list []token, i int) (half string, n int) {
	switch w := textAt(list, i); w {
	case "am", "pm":
		return w[:1], 1
	case "a", "p":
		if textAt(list, i+1) == "." && textAt(list, i+2) == "m" {
			n = 3
			if textAt(list, i+3) == "." {
				n++
			}
			return w, n
		}
	}
	return "", 0
}

// anyHalfAt reads the Arabic ص and م as well. In a field of unknown order they may be something else: م also stands
// after a year.
func anyHalfAt(list []token, i int) (half string, n int) {
	switch textAt(list, i) {
	case "صباحا", "صباحًا", "ص":
		return "a", 1
	case "مساء", "مساءً", "م":
		return "p", 1
	}
	return halfAt(list, i)
}

// zoneAt reads a zone: a name, +03:00, GMT+3, (Kyiv) is none.
func zoneAt(list []token, i int, day time.Time) (seconds, n int) {
	j := i
	if textAt(list, j) == "(" {
		j++
	}
	name := textAt(list, j)
	named := isZone(name) && !doubtful[name]
	if named {
		j++
	}
	if seconds, k := offsetInText(list, j); k > 0 {
		return seconds, j + k - i
	}
	if !named {
		return 0, 0
	}
	if textAt(list, j) == ")" {
		j++
	}
	return zoneOffset(name, "", day), j - i
}

// offsetInText reads +3, −03:00, +0300. "10:30 - 25.04.2025" has no zone.
func offsetInText(list []token, i int) (seconds, n int) {
	if !isSign(textAt(list, i)) || i+1 >= len(list) || !list[i+1].isNumber() || list[i+1].digits == 3 ||
		list[i+1].digits > 4 {
		return 0, 0
	}
	seconds, n, ok := offsetAt(list, i+1, list[i].text)
	next := i + 1 + n
	if !ok || next < len(list) && isSeparator(list[next].text) {
		return 0, 0
	}
	return seconds, n + 1
}
