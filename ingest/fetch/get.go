package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"
)

// get is one Get under way.
type get struct {
	c         *Client
	r         Request
	limit     int64         // of the body
	left      time.Duration // of the timeout; waiting for turns is not counted
	permanent bool          // every redirect so far was
	seen      map[string]bool
	jar       http.CookieJar // for this one Get: some servers redirect until a cookie comes back
}

// follow asks u and wherever it redirects to.
func (g *get) follow(ctx context.Context, u *url.URL) (*Response, error) {
	g.seen = map[string]bool{}
	for hop := 0; ; hop++ {
		key := withoutFragment(u)
		if hop > maxRedirects || g.seen[key] {
			return nil, &Error{Kind: Redirects, URL: u.Redacted(), Err: redirectError(hop)}
		}
		g.seen[key] = true
		if err := g.allowed(ctx, u); err != nil {
			return nil, err
		}
		resp, next, err := g.hop(ctx, u)
		if err != nil {
			return nil, err
		}
		if next != nil && g.r.Stay {
			return nil, &Error{Kind: Redirects, URL: u.Redacted(), Err: errLeadsAway}
		}
		if next == nil {
			if hop > 0 && g.permanent {
				resp.Permanent = resp.URL
			}
			return resp, nil
		}
		u = next
	}
}

var errLeadsAway = errors.New("it leads to another page")

func redirectError(hop int) error {
	if hop > maxRedirects {
		return errors.New("too many redirects")
	}
	return errors.New("the redirects go in a circle")
}

// allowed asks robots.txt, if the request wants that.
func (g *get) allowed(ctx context.Context, u *url.URL) error {
	if !g.r.Robots {
		return nil
	}
	rules, err := g.c.robots(ctx, u)
	if err != nil {
		return err
	}
	if !rules.allows(u.RequestURI()) {
		return &Error{Kind: Robots, URL: u.Redacted(), Err: errRobots}
	}
	return nil
}

// hop performs one request. next is where it redirects to, nil if it does not.
func (g *get) hop(ctx context.Context, u *url.URL) (resp *Response, next *url.URL, err error) {
	host := strings.ToLower(u.Hostname())
	if wait := g.c.turns.held(host); wait > 0 {
		return nil, nil, &Error{Kind: Busy, URL: u.Redacted(), RetryAfter: wait}
	}
	done, err := g.c.turns.take(ctx, host, max(g.c.opt.Interval, g.r.Interval))
	if err != nil {
		return nil, nil, &Error{Kind: Cancelled, URL: u.Redacted(), Err: err}
	}
	defer done()
	began := time.Now()
	defer func() { g.left -= time.Since(began) }()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer time.AfterFunc(g.left, func() { cancel(errTimeout) }).Stop()

	bounded, finished := hangUp(ctx)
	defer finished() // after the body is closed, which waits as well
	req, err := g.request(bounded, u)
	if err != nil {
		return nil, nil, &Error{Kind: BadURL, URL: u.Redacted(), Err: err}
	}
	answer, err := g.c.transport.RoundTrip(req)
	if err != nil {
		return nil, nil, classify(ctx, u.Redacted(), err)
	}
	defer answer.Body.Close()
	if redirects(answer.StatusCode) {
		next, err = g.redirect(u, answer)
		return nil, next, err
	}
	resp, err = g.read(ctx, cancel, u, answer)
	return resp, nil, err
}

func (g *get) request(ctx context.Context, u *url.URL) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, err
	}
	accept := g.r.Accept
	if accept == "" {
		accept = "*/*"
	}
	req.Header.Set("Accept", accept)
	req.Header.Set("Accept-Encoding", "gzip, br, zstd")
	req.Header.Set("User-Agent", g.c.opt.UserAgent)
	if u.User != nil {
		password, _ := u.User.Password()
		req.SetBasicAuth(u.User.Username(), password)
	}
	if g.r.ETag != "" {
		req.Header.Set("If-None-Match", g.r.ETag)
	}
	if g.r.LastModified != "" {
		req.Header.Set("If-Modified-Since", g.r.LastModified)
	}
	if g.jar != nil {
		for _, c := range g.jar.Cookies(u) {
			req.AddCookie(c)
		}
	}
	return req, nil
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect,
		http.StatusPermanentRedirect:
		return true
	}
	return false
}

// redirect returns where an answer leads.
func (g *get) redirect(u *url.URL, answer *http.Response) (*url.URL, error) {
	_, _ = io.CopyN(io.Discard, answer.Body, 4096) // so that the connection can be used again
	next, err := u.Parse(answer.Header.Get("Location"))
	if err == nil && answer.Header.Get("Location") == "" {
		err = errors.New("a redirect without an address")
	}
	if err == nil {
		err = checkAddress(next)
	}
	if err != nil {
		return nil, &Error{Kind: Redirects, URL: u.Redacted(), Status: answer.StatusCode, Err: err}
	}
	permanent := answer.StatusCode == http.StatusMovedPermanently || answer.StatusCode == http.StatusPermanentRedirect
	if !permanent || u.Scheme == "https" && next.Scheme == "http" { // a downgrade is followed, but never remembered
		g.permanent = false
	}
	if cookies := answer.Cookies(); len(cookies) > 0 {
		if g.jar == nil {
			g.jar, _ = cookiejar.New(nil) // New never fails
		}
		g.jar.SetCookies(u, cookies)
		// the same address may answer otherwise now; the number of hops is bounded
		delete(g.seen, withoutFragment(next))
	}
	return next, nil
}

func withoutFragment(u *url.URL) string {
	v := *u
	v.Fragment, v.RawFragment = "", ""
	return v.String()
}

// read turns the last answer into a response.
func (g *get) read(ctx context.Context, cancel context.CancelCauseFunc, u *url.URL, answer *http.Response) (*Response,
	error,
) {
	h := answer.Header
	now := time.Now()
	resp := &Response{
		Status:       answer.StatusCode,
		URL:          u.String(),
		ETag:         h.Get("ETag"),
		LastModified: h.Get("Last-Modified"),
		ContentType:  h.Get("Content-Type"),
		RetryAfter:   retryAfter(h, now),
		MaxAge:       maxAge(h, now),
	}
	switch {
	case answer.StatusCode == http.StatusNotModified:
		resp.NotModified = true
		if resp.ETag == "" {
			resp.ETag = g.r.ETag
		}
		if resp.LastModified == "" {
			resp.LastModified = g.r.LastModified
		}
		return resp, nil
	case answer.StatusCode < 200 || answer.StatusCode > 299:
		return nil, g.refused(u, resp)
	}
	var err error
	resp.Body, resp.Truncated, err = g.body(ctx, cancel, answer)
	if err != nil {
		e := classify(ctx, u.Redacted(), err)
		e.URL = u.Redacted()
		return nil, e
	}
	return resp, nil
}

// refused makes an error of a status.
func (g *get) refused(u *url.URL, resp *Response) error {
	e := &Error{Kind: Status, URL: u.Redacted(), Status: resp.Status, RetryAfter: resp.RetryAfter}
	switch {
	case resp.Status == http.StatusGone:
		e.Kind = Gone
	case resp.Status == http.StatusTooManyRequests, resp.Status == http.StatusServiceUnavailable && resp.RetryAfter > 0:
		e.Kind = Busy
		g.c.turns.hold(strings.ToLower(u.Hostname()), max(resp.RetryAfter, g.c.opt.Interval))
	}
	return e
}
