package rest

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// banPause is how long nothing is sent after an answer of the proxy before Discord that does not say for how long.
// Every request during a ban prolongs it.
const banPause = 10 * time.Minute

// limiter is the one http.RoundTripper between Sitrep and Discord. It waits for the rate limits instead of running into
// them, and stops before invalid requests add up to a ban. It never retries.
type limiter struct {
	lg     *slog.Logger
	root   string // of the API's paths: /api/v10
	next   http.RoundTripper
	global interface {
		pass(ctx context.Context, queue int) error
	}
	ledger Ledger // nil: no other process speaks for the bot
	now    func() time.Time

	mu      sync.Mutex
	pause   time.Time // until a global limit ends
	ban     time.Time // until the proxy before Discord lets us in again
	buckets buckets
	budget  budget
}

func newLimiter(lg *slog.Logger, root string, next http.RoundTripper, now func() time.Time) *limiter {
	invalidLeft.Set(invalidBudget)
	return &limiter{
		lg: lg, root: root, next: next, now: now, global: &pacer{every: globalEvery, begun: time.Now()},
		buckets: buckets{names: map[string]string{}, all: map[string]*bucket{}},
	}
}

// RoundTrip sends req when the limits allow it.
func (l *limiter) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	t := targetOf(req.Method, strings.TrimPrefix(req.URL.Path, l.root))
	taken, err := l.wait(ctx, t)
	if err != nil {
		closeBody(req)
		countRequest(t.route, "unsent")
		return nil, err
	}
	resp, err := l.next.RoundTrip(req)
	if err != nil {
		l.unlearned(taken)
		countRequest(t.route, "failed")
		return nil, err
	}
	countRequest(t.route, strconv.Itoa(resp.StatusCode))
	l.tell(ctx, l.learn(ctx, t, taken, resp))
	return resp, nil
}

// closeBody closes a body that is not sent, as the contract of http.RoundTripper asks.
func closeBody(req *http.Request) {
	if req.Body != nil {
		_ = req.Body.Close()
	}
}

// wait returns when a request may be sent, with the bucket in which it has taken a place, or at once with an error if
// that is too late for ctx.
func (l *limiter) wait(ctx context.Context, t target) (*bucket, error) {
	start := l.now()
	taken, err := l.place(ctx, t)
	if err != nil || t.unlimited() {
		countWait("bucket", l.now().Sub(start))
		return taken, err
	}
	between := l.now()
	countWait("bucket", between.Sub(start))
	for err == nil {
		if err = l.global.pass(ctx, queueOf(ctx)); err != nil {
			break
		}
		until, why := l.paused(t)
		if why == "" {
			countWait("global", l.now().Sub(between))
			return taken, nil
		}
		err = l.sleep(ctx, until, why)
	}
	countWait("global", l.now().Sub(between))
	l.unlearned(taken)
	return nil, err
}

// sleep waits until a time, or gives up at once if that is too late for ctx.
func (l *limiter) sleep(ctx context.Context, until time.Time, why string) error {
	after := until.Sub(l.now())
	if deadline, ok := ctx.Deadline(); ok && deadline.Before(until) {
		return &LimitError{after, why}
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(after):
		return nil
	}
}

// place takes a place in a request's bucket when there is one.
func (l *limiter) place(ctx context.Context, t target) (*bucket, error) {
	for {
		if until, why := l.paused(t); why != "" {
			if err := l.sleep(ctx, until, why); err != nil {
				return nil, err
			}
			continue
		}
		b, until, probe := l.take(t)
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
			if err := l.sleep(ctx, until, "the rate limit of "+t.route); err != nil {
				return nil, err
			}
		}
	}
}

// paused says until when no request of a target may be sent and why; why is "" if it may.
func (l *limiter) paused(t target) (until time.Time, why string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.budget.expire(now)
	switch {
	case l.budget.exhausted():
		return l.budget.renewed(), "too many invalid requests lately"
	case now.Before(l.ban):
		return l.ban, "Discord keeps this address out"
	case now.Before(l.pause) && !t.unlimited():
		return l.pause, "a global rate limit"
	}
	return now, ""
}

// take takes a place in a request's bucket: see [buckets.take].
func (l *limiter) take(t target) (b *bucket, until time.Time, probe <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buckets.take(t, l.now())
}

// unlearned ends the probe of a bucket without an answer: the next request asks.
func (l *limiter) unlearned(b *bucket) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b.probed()
}

// share lets the limiter take turns with those of other processes.
func (l *limiter) share(ledger Ledger) {
	l.ledger = ledger
	l.global = &sharedPacer{ledger: ledger, every: globalEvery, heard: l.hear}
}

// learn reads the limits from a response, and returns what other processes should know of it.
func (l *limiter) learn(ctx context.Context, t target, taken *bucket, resp *http.Response) (out told) {
	after := retryAfter(resp)
	l.mu.Lock()
	defer l.mu.Unlock()
	defer taken.probed()
	now := l.now()
	if countsAsInvalid(resp) {
		out.refused = 1
	}
	if out.refused > 0 && l.budget.spend(now) {
		l.lg.ErrorContext(ctx,
			"too many requests that Discord refuses: nothing is sent for a while, or Discord would ban this address",
			"refused", len(l.budget.spent), "within", invalidWindow, "again_at", l.budget.renewed())
	}
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		scope := resp.Header.Get("X-RateLimit-Scope")
		countLimited(cmp.Or(scope, map[bool]string{true: "global", false: "user"}[after.global]))
		switch {
		case after.proxy:
			out.ban = cmp.Or(after.wait, banPause)
			l.banned(ctx, now.Add(out.ban))
			return out
		case after.global:
			out.pause = after.wait
			l.pause = later(l.pause, now.Add(after.wait))
			l.lg.WarnContext(ctx, "Discord limits all requests", "for", after.wait)
			return out
		}
		l.lg.WarnContext(ctx, "Discord limits requests", "route", t.route, "for", after.wait, "scope", scope)
	case http.StatusForbidden:
		if after.proxy {
			out.ban = cmp.Or(after.wait, banPause)
			l.banned(ctx, now.Add(out.ban))
			return out
		}
	}
	l.buckets.learn(t, taken, resp, now, now.Add(after.wait))
	return out
}

// countsAsInvalid reports whether Discord counts an answer toward a ban: 401, 403, and 429 unless it is the fault of
// others.
func countsAsInvalid(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
		return true
	case http.StatusTooManyRequests:
		return resp.Header.Get("X-RateLimit-Scope") != "shared"
	}
	return false
}

// banned stops everything until the proxy before Discord may let us in. l.mu is held.
func (l *limiter) banned(ctx context.Context, until time.Time) {
	l.ban = later(l.ban, until)
	l.lg.ErrorContext(ctx, "Discord keeps this address out: nothing is sent for a while", "again_at", l.ban)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
