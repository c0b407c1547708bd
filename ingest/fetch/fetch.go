// Package fetch is polite HTTP for feeds and pages on other people's servers.
//
// [Client.Get] asks only for what has changed, one request at a time to each host and no sooner than an interval after
// the last, says who it is, obeys robots.txt for pages and Retry-After for everything, and gives up on servers that
// send too much, too slowly or for ever. It never connects to an address that is not public, whatever a name resolves
// to and wherever a redirect leads, unless an operator allows it.
package fetch

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Defaults of [Options] and bounds that no option changes.
const (
	defaultTimeout  = 60 * time.Second
	defaultInterval = time.Second
	defaultMinRate  = 512      // bytes a second: a 1990s modem managed ten times that
	defaultMaxBytes = 16 << 20 // the largest real feed seen had 9 MB
	grace           = 10 * time.Second
	maxRedirects    = 10        // RFC 9110 §15.4 leaves the number open; browsers follow 20, Google's crawler 10
	maxHeader       = 256 << 10 // bytes of response headers
	maxHold         = time.Hour // that Retry-After silences a host for everybody; longer is the caller's business
	maxRetryAfter   = 7 * 24 * time.Hour
	maxMaxAge       = 7 * 24 * time.Hour
)

// Options configures a [Client]. Zero fields have working defaults.
type Options struct {
	// UserAgent says who asks and how to reach them: "Sitrep/1.0 (+https://example.org/bot; ops@example.org)". Its
	// first word, without the version, is the name that robots.txt is read for.
	UserAgent string
	// Allow lists networks that may be reached although they are not public, on any port.
	Allow []netip.Prefix
	// Interval is the least time between the starts of two requests to one host; 0 means a second, negative none.
	Interval time.Duration
	// Timeout bounds one Get, redirects included, waiting for a turn excluded; 0 means a minute.
	Timeout time.Duration
	// MinRate is the least average of body bytes a second after the first ten seconds; 0 means 512.
	MinRate int64
	// MaxBytes bounds a decompressed body unless the request says otherwise; 0 means 16 MiB.
	MaxBytes int64
	// Dial replaces the network and with it the check of addresses: for tests.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Request is one thing to get.
type Request struct {
	URL          string
	ETag         string // as an earlier Response had it, "" for none
	LastModified string // as an earlier Response had it, "" for none
	Accept       string // media types, "" for any
	MaxBytes     int64  // bound of the decompressed body, 0 for the client's
	Cut          bool   // keep the first MaxBytes of a longer body instead of failing
	Robots       bool   // ask robots.txt first: for pages, not for feeds that an operator subscribed to
	Stay         bool   // follow no redirect: it is an error of kind Redirects
	// Interval is the least time until the next request to the host, where that is longer than the client's.
	Interval time.Duration
}

// Response is what a server answered with status 2xx or 304.
type Response struct {
	Status       int
	URL          string        // where the body came from, after redirects
	Permanent    string        // the address to remember, if every redirect on the way was permanent; else ""
	ETag         string        // exactly as sent, to be given back
	LastModified string        // exactly as sent, to be given back
	ContentType  string        // as sent
	NotModified  bool          // nothing has changed; Body is empty
	Body         []byte        // decompressed
	Truncated    bool          // Body is the beginning of a longer one (Request.Cut)
	RetryAfter   time.Duration // how long the server asks to be left alone; 0 if it does not
	MaxAge       time.Duration // how long the body stays fresh (Cache-Control or Expires); 0 if unknown or not at all
}

// Client gets things. It is safe for concurrent use.
type Client struct {
	opt       Options
	transport *http.Transport // and no http.Client: redirects, cookies and errors are handled here
	turns     turns
	rules     *lru.Cache[string, *robots] // by scheme and host
}

// New returns a client.
func New(opt Options) *Client {
	opt.UserAgent = cmp.Or(opt.UserAgent, "Sitrep")
	opt.Interval = cmp.Or(opt.Interval, defaultInterval)
	opt.Timeout = cmp.Or(opt.Timeout, defaultTimeout)
	opt.MinRate = cmp.Or(opt.MinRate, defaultMinRate)
	opt.MaxBytes = cmp.Or(opt.MaxBytes, defaultMaxBytes)
	dial := opt.Dial
	if dial == nil {
		dialer := net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second, Control: guard(opt.Allow)}
		dial = dialer.DialContext
	}
	rules, err := lru.New[string, *robots](maxRobotHosts)
	if err != nil {
		panic(err) // the size is a constant, and more than nothing
	}
	return &Client{
		opt: opt, rules: rules,
		// A proxy would be connected to in the place of the server, and the check of addresses would check the proxy.
		transport: &http.Transport{
			DialContext:            dial,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // decompressed here, with a cap
			MaxIdleConnsPerHost:    1,
			MaxIdleConns:           200,
			IdleConnTimeout:        60 * time.Second,
			TLSHandshakeTimeout:    15 * time.Second,
			ResponseHeaderTimeout:  30 * time.Second,
			MaxResponseHeaderBytes: maxHeader,
			HTTP2:                  http2Deadlines(),
		},
	}
}

// Close lets go of idle connections.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// Get fetches r.URL. A status of 400 or more, and everything that keeps a body from arriving whole, is an [*Error].
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	u, err := webAddress(r.URL)
	if err != nil {
		return nil, &Error{Kind: BadURL, URL: r.URL, Err: err}
	}
	g := get{c: c, r: r, left: c.opt.Timeout, permanent: true, limit: cmp.Or(r.MaxBytes, c.opt.MaxBytes)}
	return g.follow(ctx, u)
}

// webAddress parses an absolute http or https URL.
func webAddress(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return nil, err
	}
	return u, checkAddress(u)
}

func checkAddress(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return errScheme
	case u.Hostname() == "":
		return errHost
	}
	return nil
}
