package rest

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// bucketGuess is how long a refilled bucket is taken to last until an answer says better; answers may get lost.
	bucketGuess = 5 * time.Second

	// maxBuckets is how many rate limit buckets are remembered before those that have run out are forgotten.
	maxBuckets = 10_000
)

// bucket is what is left of a rate limit. What its limit is, the first answer says: until then one request goes at a
// time.
type bucket struct {
	known            bool
	remaining, limit int // limit 0: there is none
	reset            time.Time
	probing          int
	answered         chan struct{} // closed when the probe is over
}

// probed lets those go on who wait for the answer to a probe. The limiter's lock is held.
func (b *bucket) probed() {
	if b.probing > 0 {
		b.probing--
		close(b.answered)
		b.answered = make(chan struct{})
	}
}

// target is what a request's limit is counted for (Discord documentation, "Rate Limits", "Per-Route").
type target struct {
	route    string // method and path without ids
	resource string // a channel, a server, or a webhook with its token
}

// targetOf is the target of a request for a path below the API's root.
func targetOf(method, path string) (t target) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for i, p := range parts {
		switch {
		case i == 1 && (parts[0] == "channels" || parts[0] == "guilds" || parts[0] == "webhooks" ||
			parts[0] == "interactions"):
			t.resource, parts[i] = p, "{}"
		case i == 2 && (parts[0] == "webhooks" || parts[0] == "interactions"):
			t.resource, parts[i] = t.resource+"/"+p, "{}"
		case isID(p):
			parts[i] = "{}"
		}
	}
	t.route = method + " /" + strings.Join(parts, "/")
	return t
}

// isID reports whether s has the shape of a Discord snowflake.
func isID(s string) bool { return s != "" && len(s) <= 20 && strings.Trim(s, "0123456789") == "" }

// unlimited reports whether a target is outside the global limit: answers to interactions are (Discord documentation,
// "Receiving and Responding").
func (t target) unlimited() bool {
	return strings.Contains(t.route, " /interactions/") || strings.Contains(t.route, " /webhooks/")
}

// buckets are the rate limits that are known of. Whoever uses them holds the limiter's lock.
type buckets struct {
	names map[string]string  // the bucket that Discord names for a route
	all   map[string]*bucket // by bucket or route, and the resource that it is counted for
}

// key names the bucket of a request: several routes may share one.
func (bs *buckets) key(t target) string { return cmp.Or(bs.names[t.route], t.route) + " " + t.resource }

// take takes a place in a request's bucket. Without one it says until when there is none, or what ends when the limit
// is known.
func (bs *buckets) take(t target, now time.Time) (b *bucket, until time.Time, probe <-chan struct{}) {
	key := bs.key(t)
	b = bs.all[key]
	switch {
	case b == nil:
		b = bs.add(key, now)
	case !b.known && b.probing > 0:
		return nil, now, b.answered
	}
	if !b.known {
		b.probing++
		return b, now, nil
	}
	if b.limit == 0 {
		return b, now, nil
	}
	if !now.Before(b.reset) {
		b.remaining, b.reset = b.limit, now.Add(bucketGuess)
	}
	if b.remaining <= 0 {
		return nil, b.reset, nil
	}
	b.remaining--
	return b, now, nil
}

// add begins a bucket whose limit nobody knows yet.
func (bs *buckets) add(key string, now time.Time) *bucket {
	bs.forget(now)
	b := &bucket{answered: make(chan struct{})}
	bs.all[key] = b
	return b
}

// forget drops buckets that say nothing any more.
func (bs *buckets) forget(now time.Time) {
	if len(bs.all) < maxBuckets {
		return
	}
	for key, b := range bs.all {
		if !now.Before(b.reset) && b.probing == 0 {
			delete(bs.all, key)
		}
	}
}

// learn reads from an answer how a limit stands. taken is where the request took its place, reset when the limit is
// lifted.
func (bs *buckets) learn(t target, taken *bucket, resp *http.Response, now, reset time.Time) {
	h := resp.Header
	limited := resp.StatusCode == http.StatusTooManyRequests
	remaining, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if limited {
		remaining, err = 0, nil
	}
	if err != nil {
		taken.known, taken.limit = true, 0 // there is none that we are told of
		return
	}
	if name := h.Get("X-RateLimit-Bucket"); name != "" {
		if old := bs.key(t); bs.names[t.route] != name {
			delete(bs.all, old)
			bs.names[t.route] = name
		}
	}
	limit, _ := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	key := bs.key(t)
	b := bs.all[key]
	switch {
	case b != nil:
	case taken.known: // of another name
		b = bs.add(key, now)
	default:
		bs.forget(now)
		b = taken
		bs.all[key] = b
	}
	if b.known && !limited && reset.Before(b.reset.Add(time.Second)) {
		remaining = min(remaining, b.remaining) // answers come in any order; places taken meanwhile stay taken
	}
	b.known, b.limit, b.reset = true, max(1, limit), reset
	b.remaining = remaining
}
