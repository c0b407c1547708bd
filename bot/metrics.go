package bot

import (
	"strconv"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// What /metrics shows of Discord. A route is a method and a path without ids, so there are few.

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

// countAnswer records how long after its arrival an interaction got its first answer: a reply, or a promise of one.
func countAnswer(kind string, took time.Duration) {
	metrics.GetOrCreateHistogram(`sitrep_discord_answer_seconds{first=` + strconv.Quote(kind) +
		`}`).Update(took.Seconds())
}

// connected shows whether a shard is connected to the gateway.
func connected(shard int, is bool) {
	v := 0.0
	if is {
		v = 1
	}
	metrics.GetOrCreateGauge(`sitrep_gateway_connected{shard="`+strconv.Itoa(shard)+`"}`, nil).Set(v)
}

// countReconnect counts connections to the gateway that ended, by how the next one begins.
func countReconnect(how string) {
	metrics.GetOrCreateCounter(`sitrep_gateway_reconnects_total{by="` + how + `"}`).Inc()
}
