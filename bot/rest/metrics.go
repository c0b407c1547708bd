package rest

import (
	"strconv"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// What /metrics shows of the requests. A route is a method and a path without ids, so there are few.

// invalidLeft is how many more refused requests we allow ourselves before nothing is sent for a while.
var invalidLeft = metrics.NewGauge("sitrep_discord_invalid_requests_left", nil)

// countRequest counts a request by its answer's status, or "failed" (no answer), or "unsent" (a limit held it back too
// long).
func countRequest(route, status string) {
	metrics.GetOrCreateCounter(`sitrep_discord_requests_total{route=` + strconv.Quote(route) + `,status="` + status +
		`"}`).Inc()
}

// countWait adds to the time that requests have waited: for their bucket, or for the global limit.
func countWait(why string, d time.Duration) {
	if d > 0 {
		metrics.GetOrCreateFloatCounter(`sitrep_discord_wait_seconds_total{limit="` + why + `"}`).Add(d.Seconds())
	}
}

// countLimited counts the 429s by their scope: user, global or shared.
func countLimited(scope string) {
	metrics.GetOrCreateCounter(`sitrep_discord_rate_limited_total{scope=` + strconv.Quote(scope) + `}`).Inc()
}
