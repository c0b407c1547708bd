package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"code.dny.dev/ssrf"

	"sitrep/news"
)

// Kind classifies an [Error].
type Kind string

// The kinds of error.
const (
	BadURL    Kind = "bad url"   // not an absolute http or https address
	Private   Kind = "private"   // an address that is not public
	DNS       Kind = "dns"       // the name does not resolve
	Network   Kind = "network"   // no connection, or it broke
	TLS       Kind = "tls"       // the certificate or the handshake failed
	Timeout   Kind = "timeout"   // no answer, or no end of it, in time
	Slow      Kind = "slow"      // the body came more slowly than the least rate
	TooLarge  Kind = "too large" // the body is longer than allowed
	Bomb      Kind = "bomb"      // the body decompresses to a multiple that no text has
	Encoding  Kind = "encoding"  // the body cannot be decompressed
	Redirects Kind = "redirects" // a loop, too many, or one without an address
	Robots    Kind = "robots"    // robots.txt forbids it
	Status    Kind = "status"    // the server refused: see Error.Status
	Gone      Kind = "gone"      // 410: it will not come back
	Busy      Kind = "busy"      // 429, or 503 with Retry-After: see Error.RetryAfter
	Cancelled Kind = "cancelled" // the caller gave up
	Protocol  Kind = "protocol"  // what came back is not HTTP
)

// Error is why nothing was fetched. Its message is one line, fit for an operator, without the
// secrets of the address.
type Error struct {
	Kind       Kind
	URL        string        // that was asked when it happened
	Status     int           // of the answer, 0 if there was none
	RetryAfter time.Duration // how long the server asks to be left alone; 0 if it does not
	Err        error         // the cause; may be nil
}

func (e *Error) Error() string { return news.Redacted(e.text()) }

func (e *Error) text() string {
	switch {
	case e.Kind == Busy && e.Status == 0:
		return fmt.Sprintf("get %s: the server asked to be left alone for another %s", e.URL,
			e.RetryAfter.Round(time.Second))
	case e.Status != 0 && e.Err == nil:
		return fmt.Sprintf("get %s: the server answered %d %s", e.URL, e.Status, http.StatusText(e.Status))
	}
	return fmt.Sprintf("get %s: %v", e.URL, e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Temporary reports whether trying again later may help without anybody changing anything.
func (e *Error) Temporary() bool {
	switch e.Kind {
	case BadURL, Private, Gone, Robots, TooLarge, Bomb:
		return false
	case Status:
		return e.Status >= 500 || e.Status == http.StatusRequestTimeout || e.Status == http.StatusTooEarly
	}
	return true
}

// Causes.
var (
	errScheme   = errors.New("the address must begin with http:// or https://")
	errHost     = errors.New("the address names no host")
	errSlow     = errors.New("the body comes too slowly")
	errTimeout  = errors.New("no answer in time")
	errTooLarge = errors.New("the body is too long")
	errBomb     = errors.New("the body decompresses without bounds")
	errRobots   = errors.New("robots.txt forbids it")
)

// classify makes an *Error of whatever net/http returned.
func classify(ctx context.Context, address string, err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	e := &Error{Kind: Network, URL: address, Err: err}
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errSlow):
		e.Kind, e.Err = Slow, errSlow
		return e
	case errors.Is(cause, errTimeout):
		e.Kind, e.Err = Timeout, errTimeout
		return e
	case cause != nil:
		e.Kind, e.Err = Cancelled, cause
		return e
	}
	var dns *net.DNSError
	var record tls.RecordHeaderError
	var cert *tls.CertificateVerificationError
	var alert tls.AlertError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort),
		errors.Is(err, ssrf.ErrProhibitedNetwork):
		e.Kind, e.Err = Private, fmt.Errorf("the address is not public: %w", innermost(err))
	case errors.As(err, &dns):
		e.Kind = DNS
	case errors.As(err, &record), errors.As(err, &cert), errors.As(err, &alert):
		e.Kind = TLS
	case errors.As(err, &timeout) && timeout.Timeout():
		e.Kind = Timeout
	}
	return e
}

// innermost is the message that the dialer wrapped.
func innermost(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return op.Err
	}
	return err
}
