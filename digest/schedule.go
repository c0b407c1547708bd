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

// Next returns when a schedule is due next after the given time, in UTC. spec is five cron fields or "@every 6h", zone
// an IANA name. A local time that a change to summer time skips runs at the gap's end; one that occurs twice runs once,
// the first time. A schedule that never fires (30 February) and an unknown zone are Invalid errors.
func Next(spec, zone string, after time.Time) (time.Time, error) {
	loc, err := Location(zone)
	if err != nil {
		return time.Time{}, err
	}
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
	s, err := cron.ParseStandard(spec)
	if err != nil {
		return nil, news.Errorf(news.Invalid,
			`the schedule %q is not understood: write "daily 08:00", "weekdays 07:30", "mon,thu 18:00", "every 6h" `+
				`or five cron fields`, spec)
	}
	if fields, ok := s.(*cron.SpecSchedule); ok && closest(fields) < frequent {
		return nil, tooFrequent(spec)
	}
	return s, nil
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
	clock    = regexp.MustCompile(`^(\d{1,2})(?::(\d{2}))?$`)
	weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
)

// ParseSchedule turns a schedule as people say it into a cron spec: "daily 08:00", "weekdays 07:30", "weekends 10:00",
// "mon,thu 18:00", "every 6h", "hourly". Five cron fields pass as they are. It checks that the schedule fires at all.
func ParseSchedule(said string) (string, error) {
	spec := strings.ToLower(strings.Join(strings.Fields(said), " "))
	spec = strings.Replace(spec, " at ", " ", 1)
	if s, ok := spoken(spec); ok {
		spec = s
	}
	if _, err := parseSpec(spec); err != nil {
		_, cronErr := cron.ParseStandard(spec)
		if strings.Contains(strings.ToUpper(spec), "TZ=") || strings.HasPrefix(spec, "@every ") || cronErr == nil {
			return "", err // which says more
		}
		return "", news.Errorf(news.Invalid,
			`the schedule %q is not understood: write "daily 08:00", "weekdays 07:30", "mon,thu 18:00", "every 6h" `+
				`or five cron fields`, said)
	}
	if _, err := Next(spec, "UTC", time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil {
		return "", err
	}
	return spec, nil
}

func spoken(s string) (string, bool) {
	if s == "hourly" {
		return "0 * * * *", true
	}
	if d, ok := strings.CutPrefix(s, "every "); ok {
		return "@every " + strings.ReplaceAll(d, " ", ""), true
	}
	when, at, ok := strings.Cut(s, " ")
	m := clock.FindStringSubmatch(at)
	if !ok || m == nil {
		return "", false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi("0" + m[2])
	days, ok := dayField(when)
	if !ok || hour > 23 || minute > 59 {
		return "", false
	}
	return fmt.Sprintf("%d %d * * %s", minute, hour, days), true
}

func dayField(s string) (string, bool) {
	switch s {
	case "daily":
		return "*", true
	case "weekdays":
		return "1-5", true
	case "weekends":
		return "0,6", true
	}
	var out []string
	for d := range strings.SplitSeq(s, ",") {
		i := slices.IndexFunc(weekdays, func(w string) bool { return len(d) >= 3 && strings.HasPrefix(d, w) })
		if i < 0 {
			return "", false
		}
		out = append(out, strconv.Itoa(i))
	}
	return strings.Join(out, ","), true
}

// SaySchedule is the inverse of [ParseSchedule]: a spec as people say it, or the spec itself where there is no such
// way.
func SaySchedule(spec string) string {
	if every, ok := strings.CutPrefix(spec, "@every "); ok {
		return "every " + every
	}
	f := strings.Fields(spec)
	if len(f) != 5 || f[2] != "*" || f[3] != "*" {
		return spec
	}
	if spec == "0 * * * *" {
		return "hourly"
	}
	minute, err := strconv.Atoi(f[0])
	hour, err2 := strconv.Atoi(f[1])
	days, ok := sayDays(f[4])
	if err != nil || err2 != nil || !ok {
		return spec
	}
	return fmt.Sprintf("%s %02d:%02d", days, hour, minute)
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
		i, err := strconv.Atoi(d)
		if err != nil || i < 0 || i >= len(weekdays) {
			return "", false
		}
		out = append(out, weekdays[i])
	}
	return strings.Join(out, ","), true
}
