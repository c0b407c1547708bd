package discordtest

import (
	"fmt"
	"hash/fnv"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Limit allows Requests in each window of Per.
type Limit struct {
	Requests int
	Per      time.Duration
}

// Limits as documented in Topics, "Rate Limits". Those of single routes are not: "rate limits should not be
// hard-coded"; the figures here are those commonly seen in the headers.
var (
	globalLimit  = Limit{50, time.Second}          // "All bots can make up to 50 requests per second"
	invalidLimit = Limit{10_000, 10 * time.Minute} // "10,000 per 10 minutes"
	routeLimits  = map[string]Limit{               // by method and path template
		"POST /channels/{channel_id}/messages":                        {5, 5 * time.Second},
		"PATCH /channels/{channel_id}/messages/{message_id}":          {5, 5 * time.Second},
		"POST /channels/{channel_id}/messages/{message_id}/crosspost": {10, time.Hour},
		"POST /webhooks/{webhook_id}/{webhook_token}":                 {5, 2 * time.Second},
	}
	otherLimit = Limit{50, time.Second}
)

// banTime is how long an address stays banned. Topics, "Rate Limits", says "temporarily restricted"; an hour is usual.
const banTime = time.Hour

// window counts requests in fixed windows, as Discord's do.
type window struct {
	limit Limit
	start time.Time
	used  int
}

// take counts one request at now. It returns how many are left and when the window ends; ok is false for one too many.
func (w *window) take(now time.Time) (left int, reset time.Time, ok bool) {
	if now.Sub(w.start) >= w.limit.Per {
		w.start, w.used = now, 0
	}
	reset = w.start.Add(w.limit.Per)
	if w.used >= w.limit.Requests {
		return 0, reset, false
	}
	w.used++
	return w.limit.Requests - w.used, reset, true
}

// left reports whether one more would be let in.
func (w *window) left(now time.Time) bool {
	return now.Sub(w.start) >= w.limit.Per || w.used < w.limit.Requests
}

// limiter is everything that counts requests.
type limiter struct {
	global  window
	invalid window
	buckets map[string]*window
	limits  map[string]Limit
	banned  time.Time // until
}

func newLimiter(opt Options) *limiter {
	l := &limiter{
		global: window{limit: globalLimit}, invalid: window{limit: invalidLimit},
		buckets: map[string]*window{}, limits: opt.Limits,
	}
	if opt.GlobalLimit > 0 {
		l.global.limit.Requests = opt.GlobalLimit
	}
	if opt.InvalidLimit > 0 {
		l.invalid.limit.Requests = opt.InvalidLimit
	}
	return l
}

// refusal is a 429. Topics, "Rate Limits": scope user (this route), global, or shared (the resource, whoever uses it).
type refusal struct {
	scope string
	after time.Duration
	ban   bool
}

// admit counts a request to a route. Interaction endpoints are "not bound to the bot's Global Rate Limit".
func (l *limiter) admit(c *call, now time.Time, header http.Header) *refusal {
	if now.Before(l.banned) {
		return &refusal{scope: "global", after: l.banned.Sub(now), ban: true}
	}
	if !c.route.open {
		if _, reset, ok := l.global.take(now); !ok {
			return &refusal{scope: "global", after: reset.Sub(now)}
		}
	}
	bucket := l.bucket(c)
	left, reset, ok := bucket.take(now)
	header.Set("X-RateLimit-Limit", strconv.Itoa(bucket.limit.Requests))
	header.Set("X-RateLimit-Remaining", strconv.Itoa(left))
	header.Set("X-RateLimit-Reset", seconds(time.Duration(reset.UnixMilli())*time.Millisecond))
	header.Set("X-RateLimit-Reset-After", seconds(reset.Sub(now)))
	header.Set("X-RateLimit-Bucket", bucketName(c.route.key()))
	if !ok {
		return &refusal{scope: "user", after: reset.Sub(now)}
	}
	return nil
}

// bucket is the window of a route and its top-level resource: "channels (channel_id), guilds (guild_id), and webhooks
// (webhook_id or webhook_id + webhook_token)".
func (l *limiter) bucket(c *call) *window {
	key := strings.Join([]string{
		c.route.key(), c.param("channel_id"), c.param("guild_id"), c.param("webhook_id"), c.param("webhook_token"),
		c.param("interaction_token"),
	}, "|")
	w := l.buckets[key]
	if w == nil {
		w = &window{limit: otherLimit}
		if own, ok := routeLimits[c.route.key()]; ok {
			w.limit = own
		}
		if own, ok := l.limits[c.route.key()]; ok {
			w.limit = own
		}
		l.buckets[key] = w
	}
	return w
}

// count records an answer that counts as an invalid request: 401, 403, or 429 "unless the scope is shared".
func (l *limiter) count(status int, scope string, now time.Time) {
	if status != http.StatusUnauthorized && status != http.StatusForbidden &&
		(status != http.StatusTooManyRequests || scope == "shared") {
		return
	}
	if left, _, _ := l.invalid.take(now); left == 0 {
		l.banned = now.Add(banTime)
	}
}

// write answers with a 429. A ban is Cloudflare's and has no JSON: "a Cloudflare ban".
func (r *refusal) write(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(r.after.Seconds()))))
	if r.ban {
		h.Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = fmt.Fprint(w, "<html><body>error code: 1015</body></html>")
		return
	}
	h.Set("X-RateLimit-Scope", r.scope)
	if r.scope == "global" {
		h.Set("X-RateLimit-Global", "true")
	}
	writeJSON(w, http.StatusTooManyRequests, map[string]any{
		"message": "You are being rate limited.", "retry_after": math.Ceil(r.after.Seconds()*1000) / 1000,
		"global": r.scope == "global",
	})
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }

func bucketName(key string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(key))
	return fmt.Sprintf("%016x", h.Sum64())
}
