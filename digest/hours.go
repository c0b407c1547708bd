package digest

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"sitrep/news"
)

var hourRange = regexp.MustCompile(`^(?:from )?(.+?) ?(?:-|–|—| to | until ) ?(.+)$`)

// ParseHours reads quiet hours as people say them ("22:00-07:00", "10 pm to 7 am") and writes them as the first. Words
// for none ("none", "off") are "".
func ParseHours(said string) (string, error) {
	s := strings.ToLower(strings.Join(strings.Fields(said), " "))
	switch s {
	case "", "none", "off", "never", "no":
		return "", nil
	}
	m := hourRange.FindStringSubmatch(s)
	if m == nil {
		return "", badHours(said)
	}
	from, ok := clockOf(m[1])
	to, also := clockOf(m[2])
	if !ok || !also || from == to {
		return "", badHours(said)
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", from/60, from%60, to/60, to%60), nil
}

func badHours(said string) error {
	return news.Errorf(news.Invalid, `the quiet hours %q are not understood: write "22:00-07:00", or "none"`, said)
}

// QuietUntil returns when the quiet hours end in which now lies, the zero time if it lies in none. hours are as
// [ParseHours] writes them, in zone, by the clock there: over a change of the clocks they are longer or shorter.
func QuietUntil(hours, zone string, now time.Time) time.Time {
	if hours == "" {
		return time.Time{}
	}
	loc, err := Location(zone)
	var h1, m1, h2, m2 int
	if _, scanErr := fmt.Sscanf(hours, "%d:%d-%d:%d", &h1, &m1, &h2, &m2); err != nil || scanErr != nil {
		return time.Time{}
	}
	there := now.In(loc)
	y, m, d := there.Date()
	for _, day := range []int{d - 1, d} { // a night that began yesterday, too
		from := local(time.Date(y, m, day, h1, m1, 0, 0, time.UTC), loc)
		end := day
		if 60*h2+m2 <= 60*h1+m1 {
			end++
		}
		until := local(time.Date(y, m, end, h2, m2, 0, 0, time.UTC), loc)
		if !now.Before(from) && now.Before(until) {
			return until.UTC()
		}
	}
	return time.Time{}
}

// awake is when something that is due at t comes: then, or at the end of the quiet hours in which that lies.
func awake(p news.Preferences, zone string, t time.Time) time.Time {
	if until := QuietUntil(p.Hours, zone, t); !until.IsZero() {
		return until
	}
	return t
}
