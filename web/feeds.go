package web

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/news"
)

// How many feeds and hosts have series of their own, those in trouble first: the rest is in the sums. A feed has nine
// series, and a few thousand of one target are what Prometheus takes without notice.
const (
	maxFeedSeries = 400
	maxHostSeries = 200
)

// writeFeedMetrics writes what polling has taught of the feeds, in Prometheus' text format: the same record that bot
// feeds and /sources health read.
func writeFeedMetrics(w io.Writer, feeds []news.Feed, now time.Time) {
	writeFeedSums(w, feeds, now)
	order := news.FeedStates()
	listed := slices.Clone(feeds)
	slices.SortStableFunc(listed, func(a, b news.Feed) int {
		return cmp.Compare(slices.Index(order, a.State(now)), slices.Index(order, b.State(now)))
	})
	shown := listed[:min(len(listed), maxFeedSeries)]
	metric(w, "sitrep_feeds_not_listed", "gauge", "Feeds without series of their own, because there are too many.")
	sample(w, "sitrep_feeds_not_listed", float64(len(listed)-len(shown)))
	for _, m := range feedGauges {
		metric(w, m.name, "gauge", m.help)
		for _, f := range shown {
			if v, known := m.value(f, now); known {
				sample(w, m.name, v, "feed", news.Redacted(f.URL), "source", f.Source.Name)
			}
		}
	}
	metric(w, "sitrep_feed_state", "gauge", "1 for the state that the feed is in.")
	for _, f := range shown {
		sample(w, "sitrep_feed_state", 1, "feed", news.Redacted(f.URL), "source", f.Source.Name, "state",
			string(f.State(now)), "error", f.ErrorKind)
	}
	writeHostMetrics(w, feeds, now)
}

// writeFeedSums counts all feeds, those that are not listed, too.
func writeFeedSums(w io.Writer, feeds []news.Feed, now time.Time) {
	states := map[news.FeedState]int{}
	perDay, overdue := 0.0, 0
	for _, f := range feeds {
		states[f.State(now)]++
		perDay += f.PerDay(now)
		if f.Paused == "" && now.Sub(f.NextPoll) > time.Minute {
			overdue++
		}
	}
	metric(w, "sitrep_feeds", "gauge", "Feeds by state.")
	for _, s := range news.FeedStates() {
		sample(w, "sitrep_feeds", float64(states[s]), "state", string(s))
	}
	metric(w, "sitrep_feeds_overdue", "gauge", "Feeds that should have been polled more than a minute ago.")
	sample(w, "sitrep_feeds_overdue", float64(overdue))
	metric(w, "sitrep_items_per_day", "gauge", "Items that arrive a day, of late, in all feeds.")
	sample(w, "sitrep_items_per_day", perDay)
}

// feedGauges are the series of each feed. What is not known yet has none.
var feedGauges = []struct {
	name, help string
	value      func(f news.Feed, now time.Time) (v float64, known bool)
}{
	{
		"sitrep_feed_last_poll_timestamp_seconds", "When the feed was asked last.",
		func(f news.Feed, _ time.Time) (float64, bool) { return moment(f.LastPoll) },
	},
	{
		"sitrep_feed_last_success_timestamp_seconds", "When the feed was read last.",
		func(f news.Feed, _ time.Time) (float64, bool) { return moment(f.LastSuccess) },
	},
	{
		"sitrep_feed_last_item_timestamp_seconds", "When an item arrived last.",
		func(f news.Feed, _ time.Time) (float64, bool) { return moment(f.LastItem) },
	},
	{
		"sitrep_feed_next_poll_timestamp_seconds", "When the feed is asked next; none if it is paused.",
		func(f news.Feed, _ time.Time) (float64, bool) {
			v, known := moment(f.NextPoll)
			return v, known && f.Paused == ""
		},
	},
	{
		"sitrep_feed_interval_seconds", "The interval that polling has settled on.",
		func(f news.Feed, _ time.Time) (float64, bool) {
			return f.Interval.Seconds(), f.Interval > 0
		},
	},
	{
		"sitrep_feed_failures", "Failures in a row.",
		func(f news.Feed, _ time.Time) (float64, bool) { return float64(f.Failures), true },
	},
	{
		"sitrep_feed_items_per_day", "Items that arrive a day, of late.",
		func(f news.Feed, now time.Time) (float64, bool) {
			return f.PerDay(now), !f.LastSuccess.IsZero()
		},
	},
	{
		"sitrep_feed_partial_ratio", "Share of the items of late of which only a summary could be had.",
		func(f news.Feed, _ time.Time) (float64, bool) {
			return f.PartialShare(), f.Items > 0
		},
	},
	{
		"sitrep_feed_wall_ratio", "Share of the items of late whose page was no article: a wall, or something else.",
		func(f news.Feed, _ time.Time) (float64, bool) {
			return f.WallShare(), f.Items > 0
		},
	},
}

func moment(t time.Time) (float64, bool) { return float64(t.UnixMilli()) / 1000, !t.IsZero() }

// hostCount is what the feeds of one host add up to.
type hostCount struct {
	host                   string
	feeds, failing, paused int
	success                time.Time
}

func writeHostMetrics(w io.Writer, feeds []news.Feed, now time.Time) {
	byHost := map[string]*hostCount{}
	var hosts []*hostCount
	for _, f := range feeds {
		name := hostOf(f.URL)
		h := byHost[name]
		if h == nil {
			h = &hostCount{host: name}
			byHost[name] = h
			hosts = append(hosts, h)
		}
		h.feeds++
		switch f.State(now) {
		case news.FeedFailing:
			h.failing++
		case news.FeedPaused:
			h.paused++
		}
		if f.LastSuccess.After(h.success) {
			h.success = f.LastSuccess
		}
	}
	slices.SortFunc(hosts, func(a, b *hostCount) int {
		return cmp.Or(cmp.Compare(b.failing, a.failing), cmp.Compare(b.feeds, a.feeds), strings.Compare(a.host, b.host))
	})
	metric(w, "sitrep_hosts", "gauge", "Hosts that are polled.")
	sample(w, "sitrep_hosts", float64(len(hosts)))
	hosts = hosts[:min(len(hosts), maxHostSeries)]
	for _, m := range []struct {
		name, help string
		value      func(h *hostCount) (float64, bool)
	}{
		{
			"sitrep_host_feeds", "Feeds of the host.",
			func(h *hostCount) (float64, bool) { return float64(h.feeds), true },
		},
		{
			"sitrep_host_feeds_failing", "Feeds of the host whose last poll failed.",
			func(h *hostCount) (float64, bool) { return float64(h.failing), true },
		},
		{
			"sitrep_host_feeds_paused", "Feeds of the host that are paused.",
			func(h *hostCount) (float64, bool) { return float64(h.paused), true },
		},
		{
			"sitrep_host_last_success_timestamp_seconds", "When a feed of the host was read last.",
			func(h *hostCount) (float64, bool) { return moment(h.success) },
		},
	} {
		metric(w, m.name, "gauge", m.help)
		for _, h := range hosts {
			if v, known := m.value(h); known {
				sample(w, m.name, v, "host", h.host)
			}
		}
	}
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// metric begins a metric (Prometheus, "Exposition formats").
func metric(w io.Writer, name, kind, help string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

var labelEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// sample writes one value with its labels, given as names and values in turn.
func sample(w io.Writer, name string, value float64, labels ...string) {
	var b strings.Builder
	b.WriteString(name)
	for i := 0; i < len(labels); i += 2 {
		sep := byte(',')
		if i == 0 {
			sep = '{'
		}
		b.WriteByte(sep)
		b.WriteString(labels[i] + `="` + labelEscapes.Replace(strings.ToValidUTF8(labels[i+1], "\uFFFD")) + `"`)
	}
	if len(labels) > 0 {
		b.WriteByte('}')
	}
	b.WriteString(" " + strconv.FormatFloat(value, 'f', -1, 64) + "\n")
	_, _ = io.WriteString(w, b.String()) // the client has gone: nobody is left to tell
}
