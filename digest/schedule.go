package digest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"sitrep/news"
	"sitrep/wording"
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
	return news.Errorf(news.Invalid, "the schedule %q is too frequent: 10 minutes between two digests at least",
		strings.TrimPrefix(spec, "@")) // as people say it
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

var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// ParseSchedule turns a schedule as people say it into a cron spec: "daily 08:00", "weekdays 07:30", "mon-fri 9",
// "mon,thu 18:00", "twice daily 08:00 and 20:00", "8 am on weekdays", "every 6 hours" (by the clock: at midnight, six,
// noon, six), "hourly", with a letter wrong in a word. Times that one spec cannot hold become several, with semicolons
// between. Five cron fields pass as they are, with 7 for Sunday as 0. It checks that the schedule fires at all.
func ParseSchedule(said string) (string, error) {
	spec := strings.ToLower(strings.Join(strings.Fields(said), " "))
	if s, ok := spoken(spec); ok {
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

// SaySchedule is the inverse of [ParseSchedule]: a spec as people say it, or the spec itself where there is no such
// way.
func SaySchedule(spec string) string { return ScheduleIn(wording.English, spec) }

// ScheduleIn is [SaySchedule] in a language that [ParseSchedule] need not understand.
func ScheduleIn(w *wording.Words, spec string) string {
	if every, ok := strings.CutPrefix(spec, "@every "); ok {
		return w.Say("every %s", every)
	}
	var days string
	var times []int
	for part := range strings.SplitSeq(spec, ";") {
		f := strings.Fields(part)
		if len(f) != 5 || f[2] != "*" || f[3] != "*" {
			return spec
		}
		if said, ok := sayInterval(w, f); ok && !strings.Contains(spec, ";") {
			return said
		}
		minute, err := strconv.Atoi(f[0])
		on, ok := sayDays(w, f[4])
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
	return days + " " + strings.Join(said, w.Say(", "))
}

// sayInterval says the fields of a spec that is due every so often by the clock.
func sayInterval(w *wording.Words, f []string) (string, bool) {
	if f[4] != "*" {
		return "", false
	}
	if n, ok := strings.CutPrefix(f[1], "*/"); ok && f[0] == "0" {
		if h, err := strconv.Atoi(n); err == nil {
			return w.Count(h, "every %sh", "every %sh"), true
		}
		return "", false
	}
	if f[1] != "*" {
		return "", false
	}
	n, ok := strings.CutPrefix(f[0], "*/")
	if f[0] == "0" {
		return w.Say("hourly"), true
	}
	m, err := strconv.Atoi(n)
	return w.Count(m, "every %sm", "every %sm"), ok && err == nil
}

func sayDays(w *wording.Words, field string) (string, bool) {
	switch field {
	case "*":
		return w.Say("daily"), true
	case "1-5":
		return w.Say("weekdays"), true
	case "0,6":
		return w.Say("weekends"), true
	}
	var out []string
	for d := range strings.SplitSeq(field, ",") {
		from, to, ranged := strings.Cut(d, "-")
		first, err := strconv.Atoi(from)
		if err != nil || first < 0 || first >= len(weekdays) {
			return "", false
		}
		said := dayName(w, first)
		if ranged {
			last, err := strconv.Atoi(to)
			if err != nil || last < 0 || last >= len(weekdays) {
				return "", false
			}
			said += "-" + dayName(w, last)
		}
		out = append(out, said)
	}
	return strings.Join(out, ","), true
}

// dayName is a weekday, from Sunday as 0, shortened, as it is said in a schedule: in English as it may be typed.
func dayName(w *wording.Words, day int) string {
	if w.Tag() == wording.English.Tag() {
		return weekdays[day][:3]
	}
	return w.Days[day]
}
