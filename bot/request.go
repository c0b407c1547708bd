package bot

import (
	"strconv"
	"strings"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/wording"
)

// Request is what somebody asks, whatever brought it: a slash command, a button, the console. It is a value; handlers
// change nothing of it.
type Request struct {
	command.Invocation

	View string // viewPage or viewEvidence
	Page int

	User        string // Discord ids are decimal strings; "" on the console
	Guild       string // "" in a direct message
	Channel     string
	Message     string         // that the button stands on, if others see it, too
	Locale      string         // of the user, BCP 47
	GuildLocale string         // of the server, "" if there is none
	Words       *wording.Words // that it is answered in; nil: by the locales
	Manager     bool           // may do what needs Manage Server
	Files       bool           // the reply may bring files
	Local       bool           // the console or `sitrep ask`: whoever runs the program

	Uploads map[string]Upload // the files that came with it, by option

	Zone *time.Location // where times are shown if the medium cannot know better; nil is UTC
	Now  time.Time      // when it was first asked: a page or the evidence of a reply has the reply's own time

	Again bool      // a page or a view of a reply given before, as of Now
	End   time.Time // of the window that the reply before was of, if it did not end with Now
}

// Upload is a file that somebody gave a command: what Discord says of it, not its content (Discord documentation,
// "Attachment Object"). A page or a view of the reply is asked for without it.
type Upload struct {
	Name string `json:"filename"`
	Type string `json:"content_type"` // media type as the uploader's program told it, "" if it did not
	Size int64  `json:"size"`         // bytes
	URL  string `json:"url"`
}

// value returns an option without spaces around it, "" if it is not given.
func (r *Request) value(name string) string { return strings.TrimSpace(r.Values[name]) }

// zone is where r's days begin.
func (r *Request) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}

// moment reads an option that is a date (2025-04-25), a date with a time, a word (today), or how long before r.Now
// (90m, 6h, 3d, 2w). Days begin in r's zone. 4/5/2025 is refused: it is April in one country and May in another. The
// zero time stands for an option that is not given.
func (r *Request) moment(name string) (time.Time, error) {
	s := strings.ToLower(r.value(name))
	today := midnight(r.Now.In(r.zone()))
	switch s {
	case "":
		return time.Time{}, nil
	case "now":
		return r.Now, nil
	case "today":
		return today, nil
	case "yesterday":
		return today.AddDate(0, 0, -1), nil
	}
	if d, ok := span(s); ok {
		return r.Now.Add(-d), nil
	}
	for _, layout := range []string{
		"2006-01-02", "2006-01-02 15:04", "2006-01-02t15:04", "2 Jan 2006",
		"2 January 2006", "2006-01",
	} {
		if t, err := time.ParseInLocation(layout, s, r.zone()); err == nil && t.Year() >= 1900 && t.Year() <= 2200 {
			return t, nil
		}
	}
	if t, err := time.Parse(time.RFC3339, strings.ToUpper(s)); err == nil && t.Year() >= 1900 && t.Year() <= 2200 {
		return t, nil
	}
	return time.Time{}, errorf("%s: %q is no date. Write 2025-04-25, yesterday, or how long ago: 6h, 3d, 2w.", name,
		message.Shorten(message.Clean(s), 40))
}

// again is where the window of an answer ended that is asked for again, and when it was first asked: what has arrived
// since is not in it. Both are zero the first time.
func (r *Request) again() (until, asOf time.Time) {
	if !r.Again {
		return time.Time{}, time.Time{}
	}
	if r.End.IsZero() {
		return r.Now, r.Now
	}
	return r.End, r.Now
}

// window reads the options from and to. The day of to is included.
func (r *Request) window() (from, to time.Time, err error) {
	if from, err = r.moment("from"); err != nil {
		return from, to, err
	}
	if to, err = r.moment("to"); err != nil {
		return from, to, err
	}
	if !to.IsZero() && to.Equal(midnight(to)) {
		to = to.AddDate(0, 0, 1).Add(-time.Millisecond)
	}
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		return from, to, errorf("from: is later than to:. Swap them.")
	}
	return from, to, nil
}

// midnight is the beginning of t's day.
func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// span reads 90m, 6h, 3d, 2w.
func span(s string) (time.Duration, bool) {
	units := map[byte]time.Duration{'m': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	if s == "" {
		return 0, false
	}
	unit, ok := units[s[len(s)-1]]
	n, err := strconv.ParseUint(s[:len(s)-1], 10, 16)
	if !ok || err != nil || n == 0 || n > 10000 {
		return 0, false
	}
	return time.Duration(n) * unit, true
}
