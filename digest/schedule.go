package digest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"sitrep/news"
)

// Next returns when a schedule is due next after the given time, in UTC. spec is five cron fields or "@every 6h", or
// several of them with semicolons between, zone an IANA name. A local time that a change to summer time skips runs at
// the gap's end; one that occurs twice runs once,
// the first time. A schedule that never fires (30 February) and an unknown zone are Invalid errors.
func Next(spec, zone string, after time.Time) (time.Time, error) {
	loc, err := Location(zone)
	if err != nil {
		return time.Time{}, err
	}
	var first time.Time
	for part := range strings.SplitSeq(spec, ";") {
		next, err := nextOf(part, loc, after)
		if err != nil {
			return time.Time{}, err
		}
		if first.IsZero() || next.Before(first) {
			first = next
		}
	}
	return first, nil
}

// nextOf is Next for one of the specs of a schedule.
func nextOf(spec string, loc *time.Location, after time.Time) (time.Time, error) {
	schedule, err := parseSpec(spec)
	if err != nil {
		return time.Time{}, err
	}
	if every, ok := schedule.(cron.ConstantDelaySchedule); ok {
		return every.Next(after).UTC(), nil
	}
	// cron skips a local time that a gap swallows, and repeats one that a fold repeats. Asked on the clock of a zone
	// that never changes it does neither; what it answers is then read as local time.
	wall := func(t time.Time) time.Time {
		l := t.In(loc)
		return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), l.Second(), l.Nanosecond(), time.UTC)
	}
	for from := wall(after); ; {
		next := schedule.Next(from)
		if next.IsZero() {
			return time.Time{}, news.Errorf(news.Invalid, "the schedule %q never fires: no date fits it", spec)
		}
		if t := local(next, loc); t.After(after) {
			return t.UTC(), nil
		}
		from = next
	}
}

// local reads a wall-clock time in loc: the first of two, the gap's end if it does not exist.
func local(wall time.Time, loc *time.Location) time.Time {
	t := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, loc)
	start, end := t.ZoneBounds()
	if t.Hour() != wall.Hour() || t.Minute() != wall.Minute() {
		// In a gap time.Date answers with either of the two offsets, so the transition may be before or behind t.
		if !end.IsZero() && end.Sub(t) < t.Sub(start) {
			return end
		}
		return start
	}
	if start.IsZero() {
		return t
	}
	_, before := start.Add(-time.Second).Zone()
	_, after := t.Zone()
	if first := t.Add(-time.Duration(before-after) * time.Second); before > after && first.Before(start) {
		return first
	}
	return t
}

// parseSpec guards cron.ParseStandard against what it panics on or takes for granted: a "TZ=" inside the spec.
func parseSpec(spec string) (cron.Schedule, error) {
	spec = strings.TrimSpace(spec)
	if strings.Contains(strings.ToUpper(spec), "TZ=") {
		return nil, news.Errorf(news.Invalid,
			"the schedule %q names a time zone: leave that out and give it as the time zone instead", spec)
	}
	if every, ok := strings.CutPrefix(spec, "@every "); ok {
		d, err := time.ParseDuration(every)
		switch {
		case err != nil:
			return nil, news.Errorf(news.Invalid, "the schedule %q is no duration: write every 6h or every 90m", spec)
		case d < frequent:
			return nil, tooFrequent(spec)
		}
	}
	s, err := cron.ParseStandard(sundays(spec))
	if err != nil {
		return nil, notUnderstood(spec)
	}
	if fields, ok := s.(*cron.SpecSchedule); ok && closest(fields) < frequent {
		return nil, tooFrequent(spec)
	}
	return s, nil
}

func notUnderstood(said string) error {
	return news.Errorf(news.Invalid, `the schedule %q is not understood: write "daily 08:00", "weekdays 07:30", `+
		`"mon,thu 18:00", "08:00 and 20:00", "every 6h" or five cron fields`, said)
}

// sundays writes 7, which crontabs have for Sunday, as 0 in the last of five fields: alone, in lists, at the end of
// ranges. What it cannot read stays for cron to refuse.
func sundays(spec string) string {
	f := strings.Fields(spec)
	if len(f) != 5 || !strings.Contains(f[4], "7") {
		return spec
	}
	parts := strings.Split(f[4], ",")
	for i, part := range parts {
		days, step, stepped := strings.Cut(part, "/")
		from, to, ranged := strings.Cut(days, "-")
		first, err := strconv.Atoi(from)
		switch {
		case days == "7" && !stepped:
			parts[i] = "0"
		case ranged && to == "7" && err == nil && first >= 0 && first <= 7:
			by := 1
			if stepped {
				if by, err = strconv.Atoi(step); err != nil || by < 1 {
					return spec
				}
			}
			var out []string
			for d := first; d <= 7; d += by {
				out = append(out, strconv.Itoa(d%7))
			}
			parts[i] = strings.Join(out, ",")
		}
	}
	f[4] = strings.Join(parts, ",")
	return strings.Join(f, " ")
}

// frequent is how often digests may come: what is new within less is an alert's, see /watch.
const frequent = 10 * time.Minute

func tooFrequent(spec string) error {
	return news.Errorf(news.Invalid, "the schedule %q is too frequent: 10 minutes between two digests at least", spec)
}

// closest is the shortest time between two firings of five cron fields, as far as minutes and hours say.
func closest(s *cron.SpecSchedule) time.Duration {
	var minutes []int
	for m := range 60 {
		if s.Minute&(1<<m) != 0 {
			minutes = append(minutes, m)
		}
	}
	least := 60
	for i := 1; i < len(minutes); i++ {
		least = min(least, minutes[i]-minutes[i-1])
	}
	if n := len(minutes); n > 0 {
		for h := range 24 {
			if next := (h + 1) % 24; s.Hour&(1<<h) != 0 && s.Hour&(1<<next) != 0 {
				least = min(least, 60-minutes[n-1]+minutes[0])
			}
		}
	}
	return time.Duration(least) * time.Minute
}

// Location loads an IANA time zone; "" is UTC. "Local" is refused: it would mean the server's.
func Location(zone string) (*time.Location, error) {
	if zone == "" {
		return time.UTC, nil
	}
	loc, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" {
		return nil, news.Errorf(news.Invalid, "the time zone %q is unknown: use an IANA name such as Europe/Kyiv", zone)
	}
	return loc, nil
}

var (
	clock = regexp.MustCompile(`^(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|h|uhr)?$`)
	every = regexp.MustCompile(`^every (?:(\d+(?:\.\d+)?) ?)?(hours?|hrs?|h|minutes?|mins?|m)$`)

	weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
)

// ParseSchedule turns a schedule as people say it into a cron spec: "daily 08:00", "weekdays 07:30", "mon-fri 9",
// "mon,thu 18:00", "twice daily 08:00 and 20:00", "every 6 hours" (by the clock: at midnight, six, noon, six),
// "hourly". Times that one spec cannot hold become several, with semicolons between. Five cron fields pass as they are,
// with 7 for Sunday as 0. It checks that the schedule fires at all.
func ParseSchedule(said string) (string, error) {
	spec := strings.ToLower(strings.Join(strings.Fields(said), " "))
	if s, ok := spoken(strings.ReplaceAll(spec, " at ", " ")); ok {
		spec = s
	}
	parts := strings.Split(spec, ";")
	for i, part := range parts {
		part = sundays(strings.TrimSpace(part))
		if _, err := parseSpec(part); err != nil {
			if err.Error() == notUnderstood(part).Error() {
				return "", notUnderstood(said)
			}
			return "", err // which says more
		}
		parts[i] = part
	}
	spec = strings.Join(parts, "; ")
	last := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 1 + 24*(len(parts)-1) { // of one spec it is known that its times are far enough apart
		next, err := Next(spec, "UTC", last)
		switch {
		case err != nil:
			return "", err
		case i > 0 && next.Sub(last) < frequent:
			return "", tooFrequent(said)
		}
		last = next
	}
	return spec, nil
}

// spoken reads a schedule as people say it.
func spoken(s string) (string, bool) {
	if s == "hourly" {
		return "0 * * * *", true
	}
	if m := every.FindStringSubmatch(s); m != nil {
		return interval(m[1], m[2])
	}
	if d, ok := strings.CutPrefix(s, "every "); ok {
		if _, err := time.ParseDuration(strings.ReplaceAll(d, " ", "")); err == nil { // "1h30m"
			return "@every " + strings.ReplaceAll(d, " ", ""), true
		}
	}
	for _, often := range []string{"once ", "twice ", "three times ", "four times "} {
		s = strings.TrimPrefix(s, often)
	}
	days, times := "*", s
	for {
		word, rest, _ := strings.Cut(times, " ")
		if _, ok := clockOf(strings.TrimSuffix(word, ",")); ok || word == "" {
			break
		}
		d, ok := dayField(strings.TrimSuffix(word, ","))
		switch {
		case ok && days != "*" && d != "*":
			days += "," + d
		case ok && d != "*":
			days = d
		case !ok && !fillers[word]:
			return "", false
		}
		times = rest
	}
	return clockField(times, days)
}

// fillers stand between the days and the times of a schedule.
var fillers = map[string]bool{
	"every": true, "each": true, "a": true, "on": true, "and": true, "&": true, "at": true, "of": true,
}

// interval is a spec that is due every so often by the clock. What does not divide a day, or an hour, is counted from
// the last time instead.
func interval(number, unit string) (string, bool) {
	if number == "" {
		number = "1"
	}
	n, err := strconv.Atoi(number)
	short := unit[:1]
	switch {
	case err != nil: // "every 1.5 hours"
	case short == "h" && n == 24:
		return "0 0 * * *", true
	case short == "h" && n == 1:
		return "0 * * * *", true
	case short == "h" && n > 0 && n < 24 && 24%n == 0:
		return fmt.Sprintf("0 */%d * * *", n), true
	case short == "m" && n == 60:
		return "0 * * * *", true
	case short == "m" && n >= 10 && n < 60 && 60%n == 0:
		return fmt.Sprintf("*/%d * * * *", n), true
	}
	return "@every " + number + short, true
}

// clockOf reads a time of day as minutes since midnight.
func clockOf(s string) (int, bool) {
	switch s {
	case "noon", "midday":
		return 12 * 60, true
	case "midnight":
		return 0, true
	}
	m := clock.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi("0" + m[2])
	switch m[3] {
	case "am", "pm":
		if hour < 1 || hour > 12 {
			return 0, false
		}
		hour %= 12
		if m[3] == "pm" {
			hour += 12
		}
	}
	return 60*hour + minute, hour < 24 && minute < 60
}

// clockField reads times of day, with commas or "and" between, and gives the specs for them.
func clockField(s, days string) (string, bool) {
	s = strings.NewReplacer(" and ", ",", " & ", ",", " am", "am", " pm", "pm").Replace(s)
	hours := map[int][]string{} // by minute
	var minutes []int
	for part := range strings.SplitSeq(s, ",") {
		for word := range strings.FieldsSeq(part) {
			at, ok := clockOf(word)
			if !ok {
				return "", false
			}
			hour, minute := strconv.Itoa(at/60), at%60
			if _, known := hours[minute]; !known {
				minutes = append(minutes, minute)
			}
			if !slices.Contains(hours[minute], hour) {
				hours[minute] = append(hours[minute], hour)
			}
		}
	}
	var specs []string
	for _, minute := range minutes {
		specs = append(specs, fmt.Sprintf("%d %s * * %s", minute, strings.Join(hours[minute], ","), days))
	}
	return strings.Join(specs, "; "), len(specs) > 0
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
	var out []string
	for d := range strings.SplitSeq(s, ",") {
		from, to, ranged := strings.Cut(d, "-")
		first, ok := weekday(from)
		last := first
		if ranged && ok {
			last, ok = weekday(to)
		}
		if !ok {
			return "", false
		}
		if ranged && first < last {
			out = append(out, fmt.Sprintf("%d-%d", first, last))
			continue
		}
		for day := first; ; day = (day + 1) % 7 { // sat-mon
			out = append(out, strconv.Itoa(day))
			if day == last {
				break
			}
		}
	}
	return strings.Join(out, ","), true
}

// weekday reads the name of a weekday, which three letters or more abbreviate.
func weekday(s string) (int, bool) {
	s = strings.TrimSuffix(s, ".")
	i := slices.IndexFunc(weekdays, func(w string) bool {
		return len(s) >= 3 && strings.HasPrefix(w, s) || s == w+"s"
	})
	return i, i >= 0
}

// SaySchedule is the inverse of [ParseSchedule]: a spec as people say it, or the spec itself where there is no such
// way.
func SaySchedule(spec string) string {
	if every, ok := strings.CutPrefix(spec, "@every "); ok {
		return "every " + every
	}
	var days string
	var times []int
	for part := range strings.SplitSeq(spec, ";") {
		f := strings.Fields(part)
		if len(f) != 5 || f[2] != "*" || f[3] != "*" {
			return spec
		}
		if said, ok := sayInterval(f); ok && !strings.Contains(spec, ";") {
			return said
		}
		minute, err := strconv.Atoi(f[0])
		on, ok := sayDays(f[4])
		if err != nil || !ok || days != "" && on != days {
			return spec
		}
		days = on
		for h := range strings.SplitSeq(f[1], ",") {
			hour, err := strconv.Atoi(h)
			if err != nil {
				return spec
			}
			times = append(times, 60*hour+minute)
		}
	}
	slices.Sort(times)
	var said []string
	for _, t := range times {
		said = append(said, fmt.Sprintf("%02d:%02d", t/60, t%60))
	}
	return days + " " + strings.Join(said, ", ")
}

// sayInterval says the fields of a spec that is due every so often by the clock.
func sayInterval(f []string) (string, bool) {
	if f[4] != "*" {
		return "", false
	}
	if n, ok := strings.CutPrefix(f[1], "*/"); ok && f[0] == "0" {
		return "every " + n + "h", true
	}
	if f[1] != "*" {
		return "", false
	}
	n, ok := strings.CutPrefix(f[0], "*/")
	if f[0] == "0" {
		return "hourly", true
	}
	return "every " + n + "m", ok
}

func sayDays(field string) (string, bool) {
	switch field {
	case "*":
		return "daily", true
	case "1-5":
		return "weekdays", true
	case "0,6":
		return "weekends", true
	}
	var out []string
	for d := range strings.SplitSeq(field, ",") {
		from, to, ranged := strings.Cut(d, "-")
		first, err := strconv.Atoi(from)
		if err != nil || first < 0 || first >= len(weekdays) {
			return "", false
		}
		said := weekdays[first][:3]
		if ranged {
			last, err := strconv.Atoi(to)
			if err != nil || last < 0 || last >= len(weekdays) {
				return "", false
			}
			said += "-" + weekdays[last][:3]
		}
		out = append(out, said)
	}
	return strings.Join(out, ","), true
}
