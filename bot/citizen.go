package bot

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"sitrep/bot/message"
)

// Discord's limits on requests (Discord documentation, "Rate Limits").
const (
	apiVersion = "10"
	apiDefault = "https://discord.com"

	invalidWindow = 10 * time.Minute
	// invalidBudget is how many invalid requests we allow ourselves in invalidWindow. At 10,000 Discord bans the
	// address, which may not be ours alone.
	invalidBudget = 2000

	// bucketGuess is how long a refilled bucket is taken to last until an answer says better; answers may get lost.
	bucketGuess = 5 * time.Second

	// maxBuckets is how many rate limit buckets are remembered before those that have run out are forgotten.
	maxBuckets = 10_000

	// banPause is how long nothing is sent after an answer of the proxy before Discord that does not say for how long.
	// Every request during a ban prolongs it.
	banPause = 10 * time.Minute

	// maxLimitAnswer bounds what is read of the body of a 429, in bytes.
	maxLimitAnswer = 64 << 10
)

// citizen is the one http.RoundTripper between Sitrep and Discord. It sends requests where the configuration says,
// waits for the rate limits instead of running into them, and stops before invalid requests add up to a ban. It never
// retries.
type citizen struct {
	lg     *slog.Logger
	base   *url.URL // of the API: https://discord.com/api/v10
	next   http.RoundTripper
	global pace
	now    func() time.Time

	mu      sync.Mutex
	pause   time.Time          // until a global limit ends
	ban     time.Time          // until the proxy before Discord lets us in again
	names   map[string]string  // the bucket that Discord names for a route
	buckets map[string]*bucket // by bucket or route, and the resource that it is counted for
	invalid []time.Time        // of invalid requests, oldest first
	told    time.Time          // when the log was last told that the budget is used up
}

// bucket is what is left of a rate limit. What its limit is, the first answer says: until then one request goes at a
// time.
type bucket struct {
	known            bool
	remaining, limit int // limit 0: there is none
	reset            time.Time
	probing          int
	answered         chan struct{} // closed when the probe is over
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
func newCitizen(lg *slog.Logger, address string, next http.RoundTripper, now func() time.Time) (*citizen, error) {
	base, err := apiBase(address)
	if err != nil {
		return nil, err
	}
	if next == nil {
		next = http.DefaultTransport
	}
	invalidLeft.Set(invalidBudget)
	return &citizen{
		lg: lg, base: base, next: next, now: now, global: pace{every: globalEvery}, names: map[string]string{},
		buckets: map[string]*bucket{},
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
	req.URL.Scheme, req.URL.Host, req.URL.Path, req.URL.RawPath = c.base.Scheme, c.base.Host, c.base.Path+path, ""
	req.Host = ""
	route, resource := routeOf(req.Method, path)
	taken, err := c.wait(ctx, route, resource)
	if err != nil {
		closeBody(req)
		countRequest(route, "unsent")
		return nil, err
	}
	resp, err := c.next.RoundTrip(req)
	if err != nil {
		c.unlearned(taken)
		countRequest(route, "failed")
		return nil, err
	}
	countRequest(route, strconv.Itoa(resp.StatusCode))
	c.learn(ctx, route, resource, taken, resp)
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

// routeOf is a request's method and path without ids, and the resource that its limit is counted for: a channel, a
// server or a webhook with its token (Discord documentation, "Rate Limits", "Per-Route").
func routeOf(method, path string) (route, resource string) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for i, p := range parts {
		switch {
		case i == 1 && (parts[0] == "channels" || parts[0] == "guilds" || parts[0] == "webhooks" ||
			parts[0] == "interactions"):
			resource, parts[i] = p, "{}"
		case i == 2 && (parts[0] == "webhooks" || parts[0] == "interactions"):
			resource, parts[i] = resource+"/"+p, "{}"
		case message.IsID(p):
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

// wait returns when a request may be sent, with the bucket in which it has taken a place, or at once with an error if
// that is too late for ctx.
func (c *citizen) wait(ctx context.Context, route, resource string) (*bucket, error) {
	start := c.now()
	taken, err := c.place(ctx, route, resource)
	if err != nil || free(route) {
		countWait("bucket", c.now().Sub(start))
		return taken, err
	}
	between := c.now()
	countWait("bucket", between.Sub(start))
	for err == nil {
		if err = c.global.pass(ctx, queueOf(ctx)); err != nil {
			break
		}
		until, why := c.paused(route)
		if why == "" {
			countWait("global", c.now().Sub(between))
			return taken, nil
		}
		err = c.sleep(ctx, until, why)
	}
	countWait("global", c.now().Sub(between))
	c.unlearned(taken)
	return nil, err
}

// sleep waits until a time, or gives up at once if that is too late for ctx.
func (c *citizen) sleep(ctx context.Context, until time.Time, why string) error {
	after := until.Sub(c.now())
	if deadline, ok := ctx.Deadline(); ok && deadline.Before(until) {
		return &limitedError{after, why}
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(after):
		return nil
	}
}

// place takes a place in a request's bucket when there is one.
func (c *citizen) place(ctx context.Context, route, resource string) (*bucket, error) {
	for {
		if until, why := c.paused(route); why != "" {
			if err := c.sleep(ctx, until, why); err != nil {
				return nil, err
			}
			continue
		}
		b, until, probe := c.take(route, resource)
		switch {
		case b != nil:
			return b, nil
		case probe != nil:
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-probe:
			}
		default:
			if err := c.sleep(ctx, until, "the rate limit of "+route); err != nil {
				return nil, err
			}
		}
	}
}

// paused says until when no request of a route may be sent and why; why is "" if it may.
func (c *citizen) paused(route string) (until time.Time, why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	c.expire(now)
	switch {
	case len(c.invalid) >= invalidBudget:
		return c.invalid[0].Add(invalidWindow), "too many invalid requests lately"
	case now.Before(c.ban):
		return c.ban, "Discord keeps this address out"
	case now.Before(c.pause) && !free(route):
		return c.pause, "a global rate limit"
	}
	return now, ""
}

// expire forgets invalid requests that count no more. c.mu is held.
func (c *citizen) expire(now time.Time) {
	for len(c.invalid) > 0 && now.Sub(c.invalid[0]) >= invalidWindow {
		c.invalid = c.invalid[1:]
	}
	invalidLeft.Set(float64(invalidBudget - len(c.invalid)))
}

// take takes a place in a request's bucket. Without one it says until when there is none, or what ends when the limit
// is known.
func (c *citizen) take(route, resource string) (b *bucket, until time.Time, probe <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	key := c.key(route, resource)
	b = c.buckets[key]
	switch {
	case b == nil:
		c.forget(now)
		b = &bucket{answered: make(chan struct{})}
		c.buckets[key] = b
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

// key names the bucket of a request: several routes may share one.
func (c *citizen) key(route, resource string) string {
	return cmp.Or(c.names[route], route) + " " + resource
}

// unlearned ends the probe of a bucket without an answer: the next request asks.
func (c *citizen) unlearned(b *bucket) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b.probed()
}

// probed lets those go on who wait for the answer to a probe. c.mu is held.
func (b *bucket) probed() {
	if b.probing > 0 {
		b.probing--
		close(b.answered)
		b.answered = make(chan struct{})
	}
}

// learn reads the limits from a response.
func (c *citizen) learn(ctx context.Context, route, resource string, taken *bucket, resp *http.Response) {
	after := retryAfter(resp)
	h := resp.Header
	c.mu.Lock()
	defer c.mu.Unlock()
	defer taken.probed()
	now := c.now()
	limited := resp.StatusCode == http.StatusTooManyRequests
	c.countInvalid(ctx, now, resp)
	if limited {
		global := h.Get("X-RateLimit-Global") != "" || h.Get("X-RateLimit-Scope") == "global" || after.global
		countLimited(cmp.Or(h.Get("X-RateLimit-Scope"), map[bool]string{true: "global", false: "user"}[global]))
		switch {
		case after.proxy:
			c.banned(ctx, now.Add(cmp.Or(after.wait, banPause)))
			return
		case global:
			c.pause = latest(c.pause, now.Add(after.wait))
			c.lg.WarnContext(ctx, "Discord limits all requests", "for", after.wait)
			return
		}
		c.lg.WarnContext(ctx, "Discord limits requests", "route", route, "for", after.wait, "scope",
			h.Get("X-RateLimit-Scope"))
	} else if resp.StatusCode == http.StatusForbidden && after.proxy {
		c.banned(ctx, now.Add(cmp.Or(after.wait, banPause)))
		return
	}
	remaining, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if limited {
		remaining, err = 0, nil
	}
	if err != nil {
		taken.known, taken.limit = true, 0 // there is none that we are told of
		return
	}
	if name := h.Get("X-RateLimit-Bucket"); name != "" {
		if old := c.key(route, resource); c.names[route] != name {
			delete(c.buckets, old)
			c.names[route] = name
		}
	}
	limit, _ := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	b := c.buckets[c.key(route, resource)]
	if b == nil {
		c.forget(now)
		b = taken
		if b.known { // of another name
			b = &bucket{answered: make(chan struct{})}
		}
		c.buckets[c.key(route, resource)] = b
	}
	reset := now.Add(after.wait)
	if b.known && !limited && reset.Before(b.reset.Add(time.Second)) {
		remaining = min(remaining, b.remaining) // answers come in any order; places taken meanwhile stay taken
	}
	b.known, b.remaining, b.limit, b.reset = true, remaining, max(1, limit), reset
}

// countInvalid counts an answer that Discord counts toward a ban: 401, 403, and 429 unless it is the fault of others.
// c.mu is held.
func (c *citizen) countInvalid(ctx context.Context, now time.Time, resp *http.Response) {
	switch resp.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
	case http.StatusTooManyRequests:
		if resp.Header.Get("X-RateLimit-Scope") == "shared" {
			return
		}
	default:
		return
	}
	c.invalid = append(c.invalid, now)
	c.expire(now)
	if len(c.invalid) >= invalidBudget && now.Sub(c.told) >= invalidWindow {
		c.told = now
		c.lg.ErrorContext(ctx,
			"too many requests that Discord refuses: nothing is sent for a while, or Discord would ban this address",
			"refused", len(c.invalid), "within", invalidWindow, "again_at", c.invalid[0].Add(invalidWindow))
	}
}

// banned stops everything until the proxy before Discord may let us in. c.mu is held.
func (c *citizen) banned(ctx context.Context, until time.Time) {
	c.ban = latest(c.ban, until)
	c.lg.ErrorContext(ctx, "Discord keeps this address out: nothing is sent for a while", "again_at", c.ban)
}

// trouble says in a line for an admin why nothing is sent, or how near that is; "" if all is well.
func (c *citizen) trouble() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	c.expire(now)
	switch n := len(c.invalid); {
	case now.Before(c.ban):
		return fmt.Sprintf("Discord keeps this bot's address out. Sitrep tries again in %s.", minutes(c.ban.Sub(now)))
	case n >= invalidBudget:
		return fmt.Sprintf("Discord refused %d requests within 10 minutes. So that it does not ban this bot's "+
			"address, nothing is sent for %s.",
			n, minutes(c.invalid[0].Add(invalidWindow).Sub(now)))
	case n >= invalidBudget/10:
		return fmt.Sprintf("Discord refused %d requests within 10 minutes; at %d Sitrep stops for a while. Missing "+
			"permissions are the usual reason.", n, invalidBudget)
	}
	return ""
}

// minutes is a duration in whole minutes, rounded up.
func minutes(d time.Duration) string {
	if n := int((d + time.Minute - 1) / time.Minute); n != 1 {
		return fmt.Sprintf("%d minutes", n)
	}
	return "1 minute"
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// limits is what an answer says about when to go on.
type limits struct {
	wait   time.Duration
	global bool
	proxy  bool // the answer is not Discord's own but that of the proxy before it, which answers for an address
}

// retryAfter reads when to go on. The header has whole seconds; the body of a 429, and X-RateLimit-Reset-After, have
// fractions: the longest counts. The body can be read again afterwards.
func retryAfter(resp *http.Response) (l limits) {
	h := resp.Header
	l.wait = max(seconds(h.Get("X-RateLimit-Reset-After")), seconds(h.Get("Retry-After")))
	if resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusForbidden {
		return l
	}
	start, err := io.ReadAll(io.LimitReader(resp.Body, maxLimitAnswer))
	resp.Body = rejoined{io.MultiReader(bytes.NewReader(start), resp.Body), resp.Body}
	var answer struct {
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	if err != nil || json.Unmarshal(start, &answer) != nil {
		l.proxy = strings.Contains(h.Get("Content-Type"), "html") ||
			bytes.HasPrefix(bytes.TrimSpace(start), []byte("<"))
		return l
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		l.wait, l.global = max(l.wait, seconds(strconv.FormatFloat(answer.RetryAfter, 'f', -1, 64))), answer.Global
	}
	return l
}

// rejoined is a body whose start was read already.
type rejoined struct {
	io.Reader
	io.Closer
}

// forget drops buckets that say nothing any more.
func (c *citizen) forget(now time.Time) {
	if len(c.buckets) < maxBuckets {
		return
	}
	for key, b := range c.buckets {
		if !now.Before(b.reset) && b.probing == 0 {
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
