package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfter reads Retry-After in both of its forms, seconds and a date (RFC 9110 §10.2.3). A date is relative to the
// server's own clock, if it tells it.
func retryAfter(h http.Header, now time.Time) time.Duration {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if n, ok := seconds(s); ok {
		return min(n, maxRetryAfter)
	}
	at, err := http.ParseTime(s)
	if err != nil {
		return 0
	}
	return min(max(0, at.Sub(serverTime(h, now))), maxRetryAfter)
}

// maxAge is how long an answer stays fresh: Cache-Control's max-age less Age, else Expires (RFC 9111 §4.2.1). s-maxage
// is for shared caches and does not concern us.
func maxAge(h http.Header, now time.Time) time.Duration {
	age, found := time.Duration(0), false
	for _, line := range h.Values("Cache-Control") {
		for directive := range strings.SplitSeq(line, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
			switch strings.ToLower(name) {
			case "no-store", "no-cache":
				return 0
			case "max-age":
				if n, ok := seconds(strings.Trim(value, `"`)); ok && !found {
					age, found = n, true
				}
			}
		}
	}
	if found {
		if n, ok := seconds(h.Get("Age")); ok {
			age -= n
		}
	} else if at, err := http.ParseTime(h.Get("Expires")); err == nil {
		age = at.Sub(serverTime(h, now))
	}
	return min(max(0, age), maxMaxAge)
}

// serverTime is the server's idea of now.
func serverTime(h http.Header, now time.Time) time.Time {
	if t, err := http.ParseTime(h.Get("Date")); err == nil {
		return t
	}
	return now
}

// seconds reads a non-negative number of seconds, which may be larger than anything sensible.
func seconds(s string) (time.Duration, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > 1<<31 {
		n = 1 << 31 // RFC 9111 §1.2.2: what is too large counts as 2^31
	}
	return time.Duration(n) * time.Second, true
}
