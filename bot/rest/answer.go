package rest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxLimitAnswer bounds what is read of the body of a 429, in bytes.
const maxLimitAnswer = 64 << 10

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
	l.global = h.Get("X-RateLimit-Global") != "" || h.Get("X-RateLimit-Scope") == "global"
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
		l.wait = max(l.wait, seconds(strconv.FormatFloat(answer.RetryAfter, 'f', -1, 64)))
		l.global = l.global || answer.Global
	}
	return l
}

// rejoined is a body whose start was read already.
type rejoined struct {
	io.Reader
	io.Closer
}

// seconds reads a number of seconds with a fraction.
func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 86400 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}
