package digest

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Schedules as people say them.
var (
	clock = regexp.MustCompile(`^(\d{1,2})(?:[:.h](\d{2})|(\d{2}))? ?(am|pm|h|uhr)?$`)
	every = regexp.MustCompile(`^every (?:(\d+(?:\.\d+)?) ?)?(hours?|hrs?|h|minutes?|mins?|m)\b(?: (.*))?$`)

	// tidy brings what people write to one form.
	tidy = strings.NewReplacer("–", "-", "—", "-", "−", "-", " - ", "-", " a.m.", "am", " p.m.", "pm", "a.m.",
		"am", "p.m.", "pm", "o'clock", "",
		"o’clock", "", "/", " , ", ",", " , ", ";", " , ", " am", "am", " pm", "pm", " uhr", "uhr")
	// spans are what stands between the first and the last of several days.
	spans = regexp.MustCompile(`\b(\w+day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun) ` +
		`(?:to|through|thru|till|until|bis) ` +
		`(\w+day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b`)
	fields = regexp.MustCompile(`^[\d*,/-]+ [\d*,/-]+ [\d*,/-]+ [\w*,/-]+ [\w*,/-]+$`) // of a crontab
	hourly = regexp.MustCompile(`^(\d+|\w+)[ -]hourly\b`)
)

// numerals are the numbers that people write out.
var numerals = map[string]string{
	"one": "1", "two": "2", "three": "3", "four": "4", "six": "6", "eight": "8", "ten": "10", "twelve": "12",
	"fifteen": "15", "twenty": "20", "thirty": "30", "other": "2",
}

// spoken reads a schedule as people say it.
func spoken(s string) (string, bool) {
	if strings.HasPrefix(s, "@") || fields.MatchString(s) {
		return "", false
	}
	s = spans.ReplaceAllString(strings.Join(strings.Fields(tidy.Replace(s)), " "), "$1-$2")
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = spelt(w)
		if n := numerals[w]; n != "" && i > 0 && words[i-1] == "every" {
			words[i] = n
		}
	}
	s = strings.Join(words, " ")
	s = strings.NewReplacer("every half hour", "every 30 minutes", "every half an hour", "every 30 minutes",
		"half-hourly", "every 30 minutes").Replace(s)
	if m := hourly.FindStringSubmatch(s); m != nil {
		s = "every " + cmp.Or(numerals[m[1]], m[1]) + " hours" + s[len(m[0]):]
	}
	if rest, ok := strings.CutPrefix(s, "hourly"); ok {
		s = "every hour" + rest
	}
	if m := every.FindStringSubmatch(s); m != nil {
		return intervalOn(m[1], m[2], m[3])
	}
	if d, ok := strings.CutPrefix(s, "every "); ok {
		if _, err := time.ParseDuration(strings.ReplaceAll(d, " ", "")); err == nil { // "1h30m"
			return "@every " + strings.ReplaceAll(d, " ", ""), true
		}
	}
	for _, often := range []string{"once ", "twice ", "thrice ", "three times ", "four times "} {
		s = strings.TrimPrefix(s, often)
	}
	return timetable(strings.Fields(s))
}

// spelt is the word of a schedule that w is, or is with one letter wrong; else w.
func spelt(w string) string {
	if len(w) < 4 || vocabulary[w] {
		return w
	}
	for _, known := range misspelt {
		if slip(w, known) {
			return known
		}
	}
	return w
}

var misspelt = slices.Concat(weekdays, []string{
	"daily", "weekdays", "weekends", "every", "hours", "minutes", "hourly", "twice", "midnight",
})

// vocabulary are words that are near to another and mean something else.
var vocabulary = map[string]bool{
	"weekday": true, "weekend": true, "hour": true, "minute": true, "days": true, "weekly": true, "sundays": true,
	"mondays": true, "tuesdays": true, "thursdays": true, "fridays": true, "saturdays": true, "wednesdays": true,
}

// slip reports whether one letter of a word was left out, added, changed or swapped with the next.
func slip(w, word string) bool {
	i, j := 0, 0
	for i < min(len(w), len(word)) && w[i] == word[i] {
		i++
	}
	for j < min(len(w), len(word))-i && w[len(w)-1-j] == word[len(word)-1-j] {
		j++
	}
	a, b := w[i:len(w)-j], word[i:len(word)-j]
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

// fillers stand between the days and the times of a schedule.
var fillers = map[string]bool{
	"every": true, "each": true, "a": true, "on": true, "and": true, "&": true, "at": true, "of": true, ",": true,
	"in": true, "the": true, "morning": true, "mornings": true, "per": true,
}

// table is what a schedule says of some days.
type table struct {
	days  string // of the week, as cron has them; "" for none said
	times []int  // minutes since midnight
	late  bool   // in the afternoon, or in the evening
}

// timetable reads days and times, whichever stand first: "weekdays 07:30 and 18:00, weekends 10:00".
func timetable(words []string) (string, bool) {
	var all []table
	var t table
	timesFirst, weekly := false, false
	for i, w := range words {
		at, isTime := clockOf(w)
		days, isDay := dayField(w)
		switch {
		case isTime:
			if i+1 < len(words) && bare(w) && counted[words[i+1]] { // every 2 days
				return "", false
			}
			if len(t.times) == 0 && t.days == "" && len(all) == 0 {
				timesFirst = true
			}
			if timesFirst && t.days != "" {
				all, t = append(all, t), table{}
			}
			t.times = append(t.times, at)
		case isDay:
			if !timesFirst && len(t.times) > 0 {
				all, t = append(all, t), table{}
			}
			t.days = both(t.days, days)
		case w == "evening", w == "evenings", w == "afternoon", w == "afternoons":
			t.late = true
		case w == "weekly", w == "week":
			weekly = true
		case !fillers[w]:
			return "", false
		}
	}
	var specs []string
	for _, t := range append(all, t) {
		if len(t.times) == 0 || weekly && (t.days == "" || t.days == "*") {
			return "", false
		}
		specs = append(specs, t.specs()...)
	}
	return strings.Join(specs, "; "), true
}

// counted are the units of "every 2 days", which no cron spec can hold.
var counted = map[string]bool{"day": true, "days": true, "week": true, "weeks": true, "month": true, "months": true}

// bare reports whether a time is a number alone.
func bare(w string) bool { return strings.Trim(w, "0123456789") == "" }

// both joins two fields of days.
func both(a, b string) string {
	switch {
	case a == "" || a == "*":
		return b
	case b == "*":
		return a
	}
	return a + "," + b
}

// specs are the cron specs of a table: one for each minute of the hour.
func (t table) specs() (specs []string) {
	hours := map[int][]string{} // by minute
	var minutes []int
	for _, at := range t.times {
		if t.late && at < 12*60 {
			at += 12 * 60
		}
		hour, minute := strconv.Itoa(at/60), at%60
		if _, known := hours[minute]; !known {
			minutes = append(minutes, minute)
		}
		if !slices.Contains(hours[minute], hour) {
			hours[minute] = append(hours[minute], hour)
		}
	}
	for _, minute := range minutes {
		specs = append(specs, fmt.Sprintf("%d %s * * %s", minute, strings.Join(hours[minute], ","),
			cmp.Or(t.days, "*")))
	}
	return specs
}

// intervalOn is interval on certain days, if any are said.
func intervalOn(number, unit, on string) (string, bool) {
	spec := interval(number, unit)
	fields := strings.Fields(spec)
	days := ""
	for w := range strings.FieldsSeq(on) {
		d, isDay := dayField(w)
		switch {
		case isDay:
			days = both(days, d)
		case !fillers[w]:
			return "", false
		}
	}
	if days == "" || days == "*" {
		return spec, true
	}
	if len(fields) != 5 {
		return "", false
	}
	fields[4] = days
	return strings.Join(fields, " "), true
}

// interval is a spec that is due every so often by the clock. What does not divide a day, or an hour, is counted from
// the last time instead.
func interval(number, unit string) string {
	if number == "" {
		number = "1"
	}
	n, err := strconv.Atoi(number)
	short := unit[:1]
	switch {
	case err != nil: // "every 1.5 hours"
	case short == "h" && n == 24:
		return "0 0 * * *"
	case short == "h" && n == 1:
		return "0 * * * *"
	case short == "h" && n > 0 && n < 24 && 24%n == 0:
		return fmt.Sprintf("0 */%d * * *", n)
	case short == "m" && n == 60:
		return "0 * * * *"
	case short == "m" && n >= 10 && n < 60 && 60%n == 0:
		return fmt.Sprintf("*/%d * * * *", n)
	}
	return "@every " + number + short
}

// clockOf reads a time of day as minutes since midnight.
func clockOf(s string) (int, bool) {
	switch s {
	case "noon", "midday":
		return 12 * 60, true
	case "midnight", "24:00":
		return 0, true
	}
	m := clock.FindStringSubmatch(s)
	if m == nil || m[3] != "" && len(m[1]) != 2 { // "830"
		return 0, false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi("0" + m[2] + m[3])
	switch m[4] {
	case "am", "pm":
		if hour < 1 || hour > 12 {
			return 0, false
		}
		hour %= 12
		if m[4] == "pm" {
			hour += 12
		}
	}
	return 60*hour + minute, hour < 24 && minute < 60
}

func dayField(s string) (string, bool) {
	switch s {
	case "daily", "day", "days", "everyday":
		return "*", true
	case "weekdays", "weekday", "workdays":
		return "1-5", true
	case "weekends", "weekend":
		return "0,6", true
	}
	from, to, ranged := strings.Cut(s, "-")
	first, ok := weekday(from)
	last := first
	if ranged && ok {
		last, ok = weekday(to)
	}
	if !ok {
		return "", false
	}
	if ranged && first < last {
		return fmt.Sprintf("%d-%d", first, last), true
	}
	var out []string
	for day := first; ; day = (day + 1) % 7 { // sat-mon
		out = append(out, strconv.Itoa(day))
		if day == last {
			return strings.Join(out, ","), true
		}
	}
}

// weekday reads the name of a weekday, which two letters or more abbreviate.
func weekday(s string) (int, bool) {
	s = strings.TrimSuffix(s, ".")
	i := slices.IndexFunc(weekdays, func(w string) bool {
		return len(s) >= 2 && strings.HasPrefix(w, s) || s == w+"s"
	})
	return i, i >= 0
}
