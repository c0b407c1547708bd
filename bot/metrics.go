package bot

import (
	"strconv"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// What /metrics shows of Discord. A route is a method and a path without ids, so there are few.

// countAnswer records how long after its arrival an interaction got its first answer: a reply, or a promise of one.
func countAnswer(kind string, took time.Duration) {
	metrics.GetOrCreateHistogram(`sitrep_discord_answer_seconds{first=` + strconv.Quote(kind) +
		`}`).Update(took.Seconds())
}

// showConnected shows whether a shard is connected to the gateway.
func showConnected(shard int, is bool) {
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
