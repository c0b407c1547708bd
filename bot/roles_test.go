package bot

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
)

func TestShownRoles(t *testing.T) {
	on := func(day int) time.Time { return time.Date(2025, 4, day, 9, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		name string
		all  []news.Office
		want []string
	}{
		{"the latest first", []news.Office{
			{Role: news.Role{Title: "minister", Last: on(2), Count: 9}},
			{Role: news.Role{Title: "president", Last: on(8), Count: 7}},
		}, []string{"president", "minister"}},
		{"of one day the more frequent", []news.Office{
			{Role: news.Role{Title: "envoy", Last: on(2), Count: 1}},
			{Role: news.Role{Title: "special envoy", Last: on(2).Add(-time.Hour), Count: 7}},
		}, []string{"special envoy", "envoy"}},
		{"a misreading last", []news.Office{
			{Role: news.Role{Title: "surgeon", Last: on(9), Count: 1}},
			{Role: news.Role{Title: "president", Last: on(8), Count: 379}},
		}, []string{"president", "surgeon"}},
		{"none", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, r := range shownRoles(tt.all) {
				got = append(got, r.Title)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("shownRoles (-want +got):\n%s", diff)
			}
		})
	}
}
