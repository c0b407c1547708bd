package bot

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Discord's limits on requests (Discord documentation, "Rate Limits").
const (
	apiVersion = "10"
	apiDefault = "https://discord.com"

	// globalRate is just below the 50 requests a second that a bot has, so that no second, wherever it begins, holds 51.
	globalRate = 49

	invalidWindow = 10 * time.Minute
	// invalidBudget is how many invalid requests we allow ourselves in invalidWindow. At 10,000 Discord bans the address,
	// which may not be ours alone.
	invalidBudget = 2000

	// bucketGuess is how long a refilled bucket is taken to last until an answer says better; answers may get lost.
	bucketGuess = 5 * time.Second

	// maxBuckets is how many rate limit buckets are remembered before those that have run out are forgotten.
	maxBuckets = 10_000
)

// citizen is the one http.RoundTripper between Sitrep and Discord. It sends requests where the configuration says, waits
// for the rate limits instead of running into them, and stops before invalid requests add up to a ban. It never retries.
type citizen struct {
	base   *url.URL // of the API: https://discord.com/api/v10
	next   http.RoundTripper
	global *rate.Limiter
	now    func() time.Time

	mu      sync.Mutex
	pause   time.Time          // until a global limit ends
	names   map[string]string  // the bucket that Discord names for a route
	buckets map[string]*bucket // by bucket or route, and the resource that it is counted for
	invalid []time.Time        // of invalid requests, oldest first
}

// bucket is what is left of a rate limit.
type bucket struct {
	remaining, limit int
	reset            time.Time
}

// limitedError is a request that was not sent because a limit would not let it in time.
type limitedError struct {
	after time.Duration
	why   string
}

func (e *limitedError) Error() string {
	return fmt.Sprintf("not sent: %s, for %s", e.why, e.after.Round(time.Millisecond))
}

// newCitizen returns a citizen for the API at address, which may stop before "/api" or before the version.
func newCitizen(address string, next http.RoundTripper, now func() time.Time) (*citizen, error) {
	base, err := apiBase(address)
	if err != nil {
		return nil, err
	}
	if next == nil {
		next = http.DefaultTransport
	}
	return &citizen{
		base: base, next: next, now: now, global: rate.NewLimiter(globalRate, 1), names: map[string]string{}, buckets: map[string]*bucket{},
	}, nil
}

// apiBase completes the address of an API: https://discord.com becomes https://discord.com/api/v10.
func apiBase(address string) (*url.URL, error) {
	u, err := url.Parse(cmp.Or(address, apiDefault))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, errorf("discord.api_url: %q is not an http or https address.", address)
	}
	u.Path = strings.TrimRight(u.Path, "/")
	switch last := u.Path[strings.LastIndexByte(u.Path, '/')+1:]; {
	case strings.HasPrefix(last, "v") && len(last) > 1 && strings.Trim(last[1:], "0123456789") == "":
	case last == "api":
		u.Path += "/v" + apiVersion
	default:
		u.Path += "/api/v" + apiVersion
	}
	return u, nil
}

// RoundTrip sends req when the limits allow it.
func (c *citizen) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	req = req.Clone(ctx)
	path := apiPath(req.URL.Path)
	if path == "/gateway" {
		path = "/gateway/bot" // what discordgo asks for before it connects; the answer has all that it needs
	}
	req.URL.Scheme, req.URL.Host, req.URL.Path, req.URL.RawPath = c.base.Scheme, c.base.Host, c.base.Path+path, ""
	req.Host = ""
	route, resource := routeOf(req.Method, path)
	if err := c.wait(ctx, route, resource); err != nil {
		closeBody(req)
		return nil, err
	}
	resp, err := c.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	c.learn(route, resource, resp)
	return resp, nil
}

// closeBody closes a body that is not sent, as the contract of http.RoundTripper asks.
func closeBody(req *http.Request) {
	if req.Body != nil {
		_ = req.Body.Close()
	}
}

// apiPath is the part of a path below the API's root: discordgo builds addresses for a version of its own.
func apiPath(path string) string {
	if rest, ok := strings.CutPrefix(path, "/api/v"); ok {
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			return "/" + strings.TrimLeft(rest[i:], "/")
		}
	}
	return path
}

// routeOf is a request's method and path without ids, and the resource that its limit is counted for: a channel, a server
// or a webhook with its token (Discord documentation, "Rate Limits", "Per-Route").
func routeOf(method, path string) (route, resource string) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for i, p := range parts {
		switch {
		case i == 1 && (parts[0] == "channels" || parts[0] == "guilds" || parts[0] == "webhooks" || parts[0] == "interactions"):
			resource, parts[i] = p, "{}"
		case i == 2 && (parts[0] == "webhooks" || parts[0] == "interactions"):
			resource, parts[i] = resource+"/"+p, "{}"
		case isID(p):
			parts[i] = "{}"
		}
	}
	return method + " /" + strings.Join(parts, "/"), resource
}

// free reports whether a route is outside the global limit: answers to interactions are (Discord documentation,
// "Receiving and Responding").
func free(route string) bool {
	return strings.Contains(route, " /interactions/") || strings.Contains(route, " /webhooks/")
}

// wait returns when a request may be sent, or at once with an error if that is too late for ctx.
func (c *citizen) wait(ctx context.Context, route, resource string) error {
	for {
		until, why := c.blocked(route, resource)
		if why == "" {
			break
		}
		after := until.Sub(c.now())
		if deadline, ok := ctx.Deadline(); ok && deadline.Before(until) {
			return &limitedError{after, why}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(after):
		}
	}
	if free(route) {
		return nil
	}
	if err := c.global.Wait(ctx); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return &limitedError{time.Second, "too many requests wait for the global rate limit"}
	}
	return nil
}

// blocked says until when a request must wait and why; if why is "", a place in its bucket has been taken.
func (c *citizen) blocked(route, resource string) (until time.Time, why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	for len(c.invalid) > 0 && now.Sub(c.invalid[0]) >= invalidWindow {
		c.invalid = c.invalid[1:]
	}
	if len(c.invalid) >= invalidBudget {
		return c.invalid[0].Add(invalidWindow), "too many invalid requests lately"
	}
	if now.Before(c.pause) && !free(route) {
		return c.pause, "a global rate limit"
	}
	b := c.buckets[c.key(route, resource)]
	if b == nil {
		return now, ""
	}
	if !now.Before(b.reset) {
		b.remaining, b.reset = b.limit, now.Add(bucketGuess)
	}
	if b.remaining <= 0 && b.limit > 0 {
		return b.reset, "the rate limit of " + route
	}
	b.remaining--
	return now, ""
}

// key names the bucket of a request: several routes may share one.
func (c *citizen) key(route, resource string) string {
	return cmp.Or(c.names[route], route) + " " + resource
}

// learn reads the limits from a response.
func (c *citizen) learn(route, resource string, resp *http.Response) {
	h := resp.Header
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	after := seconds(cmp.Or(h.Get("X-RateLimit-Reset-After"), h.Get("Retry-After")))
	shared := h.Get("X-RateLimit-Scope") == "shared"
	switch resp.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
		c.invalid = append(c.invalid, now)
	case http.StatusTooManyRequests:
		if !shared {
			c.invalid = append(c.invalid, now)
		}
		after = max(after, seconds(h.Get("Retry-After")))
		if h.Get("X-RateLimit-Global") != "" || h.Get("X-RateLimit-Scope") == "global" {
			c.pause = now.Add(after)
			return
		}
	}
	remaining, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if resp.StatusCode == http.StatusTooManyRequests {
		remaining, err = 0, nil
	}
	if err != nil {
		return
	}
	if name := h.Get("X-RateLimit-Bucket"); name != "" {
		c.names[route] = name
	}
	limit, _ := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	key := c.key(route, resource)
	reset := now.Add(after)
	if b := c.buckets[key]; b != nil && resp.StatusCode != http.StatusTooManyRequests && reset.Before(b.reset.Add(time.Second)) {
		remaining = min(remaining, b.remaining) // answers come in any order; places taken meanwhile stay taken
	}
	c.forget(now)
	c.buckets[key] = &bucket{remaining: remaining, limit: max(1, limit), reset: reset}
}

// forget drops buckets that say nothing any more.
func (c *citizen) forget(now time.Time) {
	if len(c.buckets) < maxBuckets {
		return
	}
	for key, b := range c.buckets {
		if !now.Before(b.reset) {
			delete(c.buckets, key)
		}
	}
}

// seconds reads a number of seconds with a fraction.
func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 86400 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}

// drain reads what is left of a body, bounded, so that its connection can be used again.
func drain(body io.Reader) { _, _ = io.Copy(io.Discard, io.LimitReader(body, 1<<20)) }
