package ingest

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"sitrep/ingest/feed"
	"sitrep/ingest/fetch"
	"sitrep/news"
)

// What is done about feeds that fail, move or fall silent.
const (
	maxBackoff     = 24 * time.Hour      // between two tries of a feed that fails
	patience       = 14 * 24 * time.Hour // of failing before a feed is paused: outlets come back from a week's outage
	leastFailures  = 10                  // in a row before that, however far apart
	offlineWait    = 30 * time.Minute    // between two tries while nothing at all can be reached
	confirmations  = 3                   // of a permanent redirect in a row
	gapMemory      = 4 * 7 * 24 * time.Hour
	habitDates     = 3  // items whose dates must be known to tell a habit from
	maxWarnings    = 2  // that are kept of a feed's problems
	retryAllowance = 10 // pages that are asked again in one visit
)

// LongestWait is more than a feed ever waits for its next poll, with the longest interval given: what a server may ask
// for (package fetch heeds a week), the tenth that is added, and a day of hours to skip.
func LongestWait(interval time.Duration) time.Duration {
	const asked, skipped = 7 * 24 * time.Hour, 24 * time.Hour
	return max(interval, maxBackoff, asked)*11/10 + skipped
}

// timing decides when, and whether, a feed is polled again. It knows nothing but its fields.
type timing struct {
	min, max time.Duration // interval
	now      time.Time
	jitter   float64 // in [0,1), spreads what falls together
	offline  bool    // it is our network that fails
}

// failed records an unsuccessful poll: the wait doubles with each failure in a row, up to a day, and is never shorter
// than the server asked for. A feed that is gone for good (410, RFC 9110 section 15.5.11), or that has failed for two
// weeks, is paused, visibly.
func (t timing) failed(f news.Feed, err error) news.Feed {
	fe, _ := errors.AsType[*fetch.Error](err)
	if fe != nil && fe.Kind == fetch.Busy && fe.Status == 0 { // not asked: its host answered another feed so
		f.NextPoll = t.after(max(fe.RetryAfter, t.min))
		return f
	}
	f.LastPoll = t.now
	f.LastError, f.ErrorKind = news.Redacted(strings.Join(strings.Fields(err.Error()), " ")), errorKind(err)
	f.Failures++
	if f.Failing.IsZero() {
		f.Failing = t.now
	}
	wait := min(t.min<<min(f.Failures, 16), maxBackoff)
	if t.offline {
		wait = min(wait, max(offlineWait, t.min))
	}
	if fe != nil {
		wait = max(wait, fe.RetryAfter)
	}
	switch long := t.now.Sub(f.Failing); {
	case fe != nil && fe.Status == http.StatusGone:
		f.Paused = "the server says that the feed is gone for good (410)"
	case long >= patience && f.Failures >= leastFailures && !t.offline:
		f.Paused = fmt.Sprintf("it could not be read for %d days", int(long.Hours()/24))
	}
	f.NextPoll = t.after(wait)
	return f
}

// errorKind classifies an error for those who say what to do about it.
func errorKind(err error) string {
	if e, ok := errors.AsType[*fetch.Error](err); ok {
		if e.Kind == fetch.Status {
			return fmt.Sprintf("status %d", e.Status)
		}
		return string(e.Kind)
	}
	if _, ok := errors.AsType[*pageError](err); ok {
		return "page"
	}
	return "feed"
}

// after is the time when a wait of at least d ends. Up to a tenth is added, so that feeds that were added together, or
// failed together, drift apart.
func (t timing) after(d time.Duration) time.Time {
	return t.now.Add(d + time.Duration(t.jitter*float64(d)/10))
}

// intake is what a visit brought.
type intake struct {
	first      bool        // nothing of the feed was known before
	arrived    int         // items that were not known
	partial    int         // of them, those without their whole text, less older ones whose text came now
	walls      int         // of these, those whose page was no article of theirs
	dates      []time.Time // of all items, as far as they are known
	unfinished bool        // items are left for the next poll
	unchecked  bool        // items changed that are looked at later, although the feed may not change until then
	warnings   []string
}

// succeeded records a poll, and when the next is due: sooner for a feed that had something new, later for one that had
// not, never before the interval's least nor before the server allows. What the publisher wishes (Cache-Control, ttl)
// is honoured up to the interval's most, hours to skip and Retry-After in full.
func (t timing) succeeded(f news.Feed, r *fetch.Response, parsed feed.Feed, in intake) news.Feed {
	f.LastPoll = t.now
	f.LastError, f.ErrorKind, f.Failures, f.Failing = "", "", 0, time.Time{}
	if !r.NotModified {
		f.TTL, f.SkipHours = parsed.TTL, parsed.SkipHours
		f.Warning = warning(slices.Concat(parsed.Problems, parsed.Notes), in.warnings)
	}
	if !in.unfinished && !in.unchecked {
		f.ETag, f.LastModified = r.ETag, r.LastModified
	}
	f = t.habit(t.moved(f, r), in)
	f.Interval = t.interval(f, in)
	wait := max(f.Interval, min(max(r.MaxAge, f.TTL), t.max))
	if in.unfinished {
		wait = t.min
	}
	f.NextPoll = unskipped(t.after(max(wait, r.RetryAfter)), f.SkipHours)
	return f
}

func warning(lists ...[]string) string {
	all := slices.Concat(lists...)
	shown := strings.Join(all[:min(len(all), maxWarnings)], "; ")
	if n := len(all) - maxWarnings; n > 0 {
		shown += fmt.Sprintf("; and %d more", n)
	}
	return shown
}

// interval adapts to what came: at first to the feed's habit, half of the time between two items, then poll by poll.
func (t timing) interval(f news.Feed, in intake) time.Duration {
	d := cmp.Or(f.Interval, 2*t.min)
	switch perDay := f.PerDay(t.now); {
	case in.first && perDay > 0:
		d = time.Duration(min(12/perDay, 1e3) * float64(time.Hour))
	case in.arrived > 0:
		d /= 2
	default:
		d += d / 2
	}
	return min(max(d, t.min), t.max)
}

// moved counts the polls in a row that a permanent redirect has led to the same place, and moves there at last.
func (t timing) moved(f news.Feed, r *fetch.Response) news.Feed {
	switch r.Permanent {
	case "":
		f.RedirectURL, f.RedirectCount = "", 0
	case f.RedirectURL:
		f.RedirectCount++
	default:
		f.RedirectURL, f.RedirectCount = r.Permanent, 1
	}
	if f.RedirectCount >= confirmations {
		f.MovedFrom = cmp.Or(f.MovedFrom, f.URL)
		f.URL, f.RedirectURL, f.RedirectCount = f.RedirectURL, "", 0
	}
	return f
}

// habit counts what arrived, and learns how long the feed is used to be silent. At the first poll it learns from the
// dates of what is there.
func (t timing) habit(f news.Feed, in intake) news.Feed {
	switch {
	case in.first:
		f = t.firstHabit(f, in)
	default:
		fade := news.Faded(t.now.Sub(f.LastSuccess))
		f.Items = f.Items*fade + float64(in.arrived)
		f.Partials = max(0, f.Partials*fade+float64(in.partial))
		f.Walls = min(f.Walls*fade+float64(in.walls), f.Partials)
	}
	if in.arrived > 0 && !in.first {
		if !f.LastItem.IsZero() {
			gap := t.now.Sub(f.LastItem)
			kept := float64(f.LongestGap) * math.Exp(-float64(gap)/float64(gapMemory))
			f.LongestGap = max(gap, time.Duration(kept)).Truncate(time.Millisecond)
		}
		f.LastItem = t.now
	}
	f.LastSuccess = t.now
	return f
}

func (t timing) firstHabit(f news.Feed, in intake) news.Feed {
	f.Since, f.Items, f.Partials, f.Walls, f.LongestGap = t.now, 0, 0, 0, 0
	if in.arrived > 0 {
		f.LastItem = t.now
	}
	dates := slices.SortedFunc(slices.Values(in.dates), time.Time.Compare)
	if len(dates) < habitDates {
		return f
	}
	f.LastItem = dates[len(dates)-1]
	for i, d := range dates {
		if age := t.now.Sub(d); age < gapMemory {
			f.Items += news.Faded(age)
			f.Since = minTime(f.Since, d)
		}
		if i > 0 {
			f.LongestGap = max(f.LongestGap, d.Sub(dates[i-1]).Truncate(time.Millisecond))
		}
	}
	if in.arrived > 0 {
		f.Partials = f.Items * float64(in.partial) / float64(in.arrived)
		f.Walls = f.Items * float64(in.walls) / float64(in.arrived)
	}
	return f
}

func minTime(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// unskipped is the first time from at on that lies in none of the hours, which are UTC.
func unskipped(at time.Time, hours []int) time.Time {
	for i := 0; i < 23 && slices.Contains(hours, at.UTC().Hour()); i++ {
		at = at.Truncate(time.Hour).Add(time.Hour)
	}
	return at
}

// resting reports whether at lies in one of the hours. A feed that rests in all hours of the day rests in none.
func resting(at time.Time, hours []int) bool {
	next := unskipped(at, hours)
	return !next.Equal(at) && !slices.Contains(hours, next.UTC().Hour())
}

// connectivity tells our own network's failure from that of others: several hosts fail to answer and none has answered
// lately. Nobody's feed is given up for that.
type connectivity struct {
	mu       sync.Mutex
	failed   map[string]bool // hosts, since the last answer of any
	answered time.Time
}

func (r *connectivity) note(host string, err error, now time.Time) (offline bool) {
	const (
		hosts = 3
		quiet = 10 * time.Minute
	)
	r.mu.Lock()
	defer r.mu.Unlock()
	e, _ := errors.AsType[*fetch.Error](err)
	switch {
	case e != nil && (e.Kind == fetch.DNS || e.Kind == fetch.Network || e.Kind == fetch.Timeout):
		if r.failed == nil {
			r.failed = map[string]bool{}
		}
		r.failed[host] = true
		return len(r.failed) >= hosts && now.Sub(r.answered) > quiet
	case e == nil || e.Status != 0: // somebody answered, be it with nonsense
		r.answered = now
		clear(r.failed)
	}
	return false
}
