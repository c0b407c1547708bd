package fetch

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Bounds of robots.txt. RFC 9309 §2.5 asks that at least 500 KiB are read; a hostile file must not cost more than
// reading them.
const (
	maxRobots     = 500 << 10        // bytes
	maxRules      = 2000             // for one crawler; real files have fewer than 500
	maxPattern    = 500              // bytes
	maxStars      = 8                // wildcards in one pattern: matching costs a search each
	robotsFresh   = 24 * time.Hour   // RFC 9309 §2.4
	robotsRetry   = 30 * time.Minute // after a server error
	maxRobotHosts = 1000
	maxCrawlDelay = time.Minute
)

// robots is what one robots.txt tells us. It is read here rather than by a library: temoto/robotstxt needs seconds for
// a hostile file and gives a whole file up for one line that it does not understand.
type robots struct {
	all    bool // everything is forbidden
	rules  []rule
	delay  time.Duration
	err    *Error // why the rules are not known
	expire time.Time
}

type rule struct {
	pattern string
	allow   bool
}

// allows reports whether a path with its query may be fetched: the longest matching rule decides, and Allow wins a tie
// (RFC 9309 §2.2.2).
func (r *robots) allows(path string) bool {
	if r.all {
		return false
	}
	best, allow := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); n < best || n == best && allow || !matches(rule.pattern, path) {
			continue
		}
		best, allow = len(rule.pattern), rule.allow
	}
	return allow
}

// matches reports whether path begins with pattern, in which * stands for anything and a final $ for the end.
func matches(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	for i, part := range parts[1:] {
		if anchored && i == len(parts)-2 { // the last part must end the path
			return strings.HasSuffix(path, part)
		}
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	return !anchored || path == "" || len(parts) > 1 && parts[len(parts)-1] == ""
}

// parseRobots reads the group for agent, or that for everybody if there is none (RFC 9309 §2.2.1).
func parseRobots(body []byte, agent string) *robots {
	agent = strings.ToLower(agent)
	own, any := &robots{}, &robots{}
	var groups []*robots // that the lines being read belong to
	named, hasOwn := false, false
	for line := range strings.Lines(strings.TrimPrefix(string(body), "\ufeff")) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			if !named {
				groups = nil
			}
			named = true
			switch name := product(value); {
			case value == "*":
				groups = append(groups, any)
			case name != "" && name == agent:
				groups = append(groups, own)
				hasOwn = true
			}
		case "allow", "disallow":
			named = false
			for _, g := range groups {
				g.add(value, strings.EqualFold(strings.TrimSpace(key), "allow"))
			}
		case "crawl-delay":
			named = false
			for _, g := range groups {
				if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
					g.delay = time.Duration(min(s, maxCrawlDelay.Seconds()) * float64(time.Second))
				}
			}
		}
	}
	if hasOwn {
		return own
	}
	return any
}

func (r *robots) add(pattern string, allow bool) {
	if pattern == "" || len(pattern) > maxPattern || len(r.rules) >= maxRules ||
		strings.Count(pattern, "*") > maxStars {
		return // "Disallow:" with nothing forbids nothing
	}
	if u, err := url.PathUnescape(pattern); err == nil && strings.Contains(pattern, "%") &&
		!strings.ContainsAny(u, "*$%?#") {
		pattern = (&url.URL{Path: u}).EscapedPath() // the same escapes as in the paths that are asked for
	}
	r.rules = append(r.rules, rule{pattern, allow})
}

// product is the name in a User-Agent: "sitrep" of "Sitrep/1.0 (+https://…)".
func product(agent string) string {
	end := strings.IndexFunc(agent, func(r rune) bool {
		return r != '-' && r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if end >= 0 {
		agent = agent[:end]
	}
	return strings.ToLower(agent)
}

// robots returns the rules of u's host, asking for them if they are not known. A file that is not there allows
// everything; a server that fails or cannot be reached forbids everything for a while (RFC 9309 §2.3.1).
func (c *Client) robots(ctx context.Context, u *url.URL) (*robots, error) {
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	r, known := c.rules.Get(key)
	if !known || !time.Now().Before(r.expire) {
		resp, err := c.Get(ctx, Request{URL: key + "/robots.txt", Accept: "text/plain", MaxBytes: maxRobots, Cut: true})
		if r, err = robotsOf(resp, err, product(c.opt.UserAgent)); err != nil {
			return nil, err
		}
		c.rules.Add(key, r)
		if r.delay > 0 {
			c.turns.slow(strings.ToLower(u.Hostname()), r.delay)
		}
	}
	if r.err != nil {
		e := *r.err
		e.RetryAfter = time.Until(r.expire)
		return nil, &e
	}
	return r, nil
}

// robotsOf makes rules of an answer. The error is one that says nothing about the server.
func robotsOf(resp *Response, err error, agent string) (*robots, error) {
	e, failed := errors.AsType[*Error](err)
	switch {
	case err == nil:
		r := parseRobots(resp.Body, agent)
		r.expire = time.Now().Add(robotsFresh)
		return r, nil
	case !failed || e.Kind == Cancelled || e.Kind == Busy:
		return nil, err
	case e.Kind == Gone || e.Kind == Redirects || e.Status >= 400 && e.Status < 500:
		return &robots{expire: time.Now().Add(robotsFresh)}, nil
	}
	return &robots{err: e, expire: time.Now().Add(robotsRetry)}, nil
}
