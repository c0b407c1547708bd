package wording_test

import (
	"testing"
	"time"

	"sitrep/news"
	"sitrep/wording"
)

func TestOffice(t *testing.T) {
	on := func(day int) time.Time { return time.Date(2025, 4, day, 9, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		name   string
		office news.Office
		want   string
	}{
		{
			"once",
			news.Office{Role: news.Role{Title: "envoy", First: on(2), Last: on(2), Count: 1}},
			"as reported in 1 article, last 2 Apr 2025",
		},
		{
			"for a while",
			news.Office{Role: news.Role{Title: "envoy", First: on(2), Last: on(9), Count: 3}},
			"as reported in 3 articles, since 2 Apr 2025, last 9 Apr 2025",
		},
		{
			"inferred",
			news.Office{Role: news.Role{Title: "envoy", First: on(2), Last: on(2), Count: 1, Inferred: true}},
			"as inferred from context in 1 article, last 2 Apr 2025",
		},
		{
			"called former",
			news.Office{
				Role:   news.Role{Title: "President", First: on(1), Last: on(9), Count: 30},
				Former: news.Role{First: on(5), Last: on(8), Count: 2},
			},
			"as reported in 30 articles, since 1 Apr 2025, last 9 Apr 2025; called former in 2 articles, since 5 Apr " +
				"2025, last 8 Apr 2025",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := wording.English.Office(tt.office); got != tt.want {
				t.Errorf("Office = %q, want %q", got, tt.want)
			}
		})
	}
}
