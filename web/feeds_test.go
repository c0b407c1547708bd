package web_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"sitrep/news"
	"sitrep/web"
)

// aFeed is a feed that was read ten minutes ago.
func aFeed(name string) news.Feed {
	return news.Feed{
		URL: "https://" + name + ".example/rss", Source: news.Source{Name: name}, Interval: 30 * time.Minute,
		LastPoll: now.Add(-10 * time.Minute), LastSuccess: now.Add(-10 * time.Minute), LastItem: now.Add(-time.Hour),
		NextPoll: now.Add(20 * time.Minute),
		Since:    now.Add(-30 * 24 * time.Hour), Items: 28, Partials: 7, LongestGap: 6 * time.Hour,
	}
}

func TestFeedMetrics(t *testing.T) {
	well, ill, stopped := aFeed("herald"), aFeed("herald"), aFeed(`odd"name\`)
	fresh := news.Feed{URL: "https://me:secret@new.example/rss?token=secret", Source: news.Source{Name: "New\nPaper"}}
	ill.URL, ill.LastError, ill.ErrorKind, ill.Failures = "https://herald.example/atom", "404", "status 404", 3
	stopped.URL, stopped.Paused = "https://odd.example/rss", "gone"
	w := get(t, handler(store{feeds: []news.Feed{well, ill, stopped, fresh}}, web.Options{Metrics: metrics.NewSet()}),
		"/metrics")
	body := w.Body.String()
	for _, want := range []string{
		`sitrep_feeds{state="paused"} 1`, `sitrep_feeds{state="failing"} 1`, `sitrep_feeds{state="silent"} 0`,
		`sitrep_feeds{state="waiting"} 1`, `sitrep_feeds{state="healthy"} 1`,
		`sitrep_feeds_overdue 1`, "sitrep_feeds_not_listed 0",
		`sitrep_feed_failures{feed="https://herald.example/atom",source="herald"} 3`,
		`sitrep_feed_state{feed="https://herald.example/atom",source="herald",state="failing",error="status 404"} 1`,
		`sitrep_feed_last_success_timestamp_seconds{feed="https://herald.example/rss",source="herald"} 1745556600`,
		`sitrep_feed_next_poll_timestamp_seconds{feed="https://herald.example/rss",source="herald"} 1745558400`,
		`sitrep_feed_interval_seconds{feed="https://herald.example/rss",source="herald"} 1800`,
		`sitrep_feed_partial_ratio{feed="https://herald.example/rss",source="herald"} 0.25`,
		`sitrep_feed_state{feed="https://odd.example/rss",source="odd\"name\\",state="paused",error=""} 1`,
		`sitrep_feed_failures{feed="https://new.example/rss?token=redacted",source="New\nPaper"} 0`,
		"sitrep_hosts 3", `sitrep_host_feeds{host="herald.example"} 2`,
		`sitrep_host_feeds_failing{host="herald.example"} 1`, `sitrep_host_feeds_paused{host="odd.example"} 1`,
	} {
		if !strings.Contains(body, want+"\n") {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	if strings.Contains(body, "secret") || strings.Contains(body, `next_poll_timestamp_seconds{feed="https://odd`) {
		t.Errorf("/metrics says too much:\n%s", body)
	}
	line := regexp.MustCompile(`^(# (HELP|TYPE) ` +
		`.+|[a-z_]+(\{[a-z]+="(\\[\\"n]|[^"\\])*"(,[a-z]+="(\\[\\"n]|[^"\\])*")*\})? [0-9.e+-]+)$`)
	for l := range strings.Lines(body) {
		if l = strings.TrimSuffix(l, "\n"); strings.HasPrefix(l, "sitrep_") && !line.MatchString(l) {
			t.Errorf("not in the exposition format: %s", l)
		}
	}
}

// TestFeedMetricsAreBounded: ten thousand feeds do not make ten thousand series of each kind, and none in trouble is
// left out.
func TestFeedMetricsAreBounded(t *testing.T) {
	var feeds []news.Feed
	for i := range 10_000 {
		f := aFeed(fmt.Sprintf("paper%d", i))
		if i%100 == 99 {
			f.LastError, f.ErrorKind, f.Failures = "x", "dns", 2
		}
		feeds = append(feeds, f)
	}
	body := get(t, handler(store{feeds: feeds}, web.Options{Metrics: metrics.NewSet()}), "/metrics").Body.String()
	if n := strings.Count(body, "\nsitrep_"); n > 5000 {
		t.Errorf("%d series", n)
	}
	if n := strings.Count(body, `state="failing",error="dns"`); n != 100 {
		t.Errorf("%d of 100 failing feeds are listed", n)
	}
	if !strings.Contains(body, "sitrep_feeds_not_listed 9600\n") {
		t.Error("nothing says how many feeds are not listed")
	}
}
