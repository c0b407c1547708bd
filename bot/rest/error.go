package rest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"
)

// Error is an answer of Discord, or of a proxy before it, that is none of success.
type Error struct {
	Status     int     `json:"-"`
	Code       int     `json:"code"` // Discord documentation, "JSON Error Codes"; 0 where there is none
	Message    string  `json:"message"`
	RetryAfter float64 `json:"retry_after"` // seconds
	body       string
}

func (e *Error) Error() string {
	return fmt.Sprintf("discord answers %d (code %d): %s", e.Status, e.Code, cmp.Or(e.Message, e.body))
}

// LimitError is a request that was not sent because a limit would not let it in time.
type LimitError struct {
	After time.Duration // when to try again
	why   string
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("not sent: %s, for %s", e.why, e.After.Round(time.Millisecond))
}

// refusal reads an error answer; a proxy's is not JSON.
func refusal(resp *http.Response, answer []byte) error {
	e := &Error{body: printable(answer)}
	_ = json.Unmarshal(answer, e)
	e.Status = resp.StatusCode
	if after := seconds(resp.Header.Get("Retry-After")).Seconds(); after > e.RetryAfter {
		e.RetryAfter = after
	}
	return e
}

// printable is the beginning of an answer on one line, for a log.
func printable(answer []byte) string {
	const shown = 200 // bytes
	words := strings.Fields(strings.ToValidUTF8(string(answer[:min(len(answer), shown)]), ""))
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, strings.Join(words, " "))
}
