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
		all  []news.Role
		want []string
	}{
		{"the latest first", []news.Role{
			{Title: "minister", Last: on(2), Count: 9},
			{Title: "president", Last: on(8), Count: 7},
		}, []string{"president", "minister"}},
		{"of one day the more frequent", []news.Role{
			{Title: "envoy", Last: on(2), Count: 1},
			{Title: "special envoy", Last: on(2).Add(-time.Hour), Count: 7},
		}, []string{"special envoy", "envoy"}},
		{"a misreading last", []news.Role{
			{Title: "surgeon", Last: on(9), Count: 1},
			{Title: "president", Last: on(8), Count: 379},
		}, []string{"president", "surgeon"}},
		{"wordings of one office together", []news.Role{
			{Title: "Syria's president", Last: on(2), Count: 2},
			{Title: "Syrian President", Last: on(8), Count: 7},
		}, []string{"Syrian President"}},
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
