package people

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
)

func TestOffices(t *testing.T) {
	on := func(day int) time.Time { return time.Date(2020, 1, day, 0, 0, 0, 0, time.UTC) }
	role := func(title string, count, first, last int) news.Role {
		return news.Role{Title: title, Count: count, First: on(first), Last: on(last)}
	}
	type office struct {
		Title               string
		Count, First, Last  int
		Former, FormerSince int
	}
	for _, tt := range []struct {
		name  string
		roles []news.Role
		want  []office
	}{
		{"none", nil, nil},
		{"wordings of one", []news.Role{
			role("Russian President", 60, 2, 9), role("Russia’s president", 3, 1, 4),
			role("President", 30, 3, 12),
		}, []office{{"Russian President", 93, 1, 12, 0, 0}}},
		{"called former", []news.Role{
			role("President", 300, 1, 28), role("former President", 16, 20, 25),
			role("then-President", 4, 19, 27),
		}, []office{{"President", 300, 1, 28, 20, 19}}},
		{
			"only as former",
			[]news.Role{role("former Prime Minister", 2, 1, 2)},
			[]office{{"former Prime Minister", 2, 1, 2, 0, 0}},
		},
		{
			"a deputy is another",
			[]news.Role{role("President", 3, 3, 3), role("Vice President", 80, 1, 2)},
			[]office{{"Vice President", 80, 1, 2, 0, 0}, {"President", 3, 3, 3, 0, 0}},
		},
		{
			"acting is another",
			[]news.Role{role("Defense Secretary", 3, 3, 3), role("Acting Defense Secretary", 5, 1, 2)},
			[]office{{"Acting Defense Secretary", 5, 1, 2, 0, 0}, {"Defense Secretary", 3, 3, 3, 0, 0}},
		},
		{"a country of several letters", []news.Role{
			role("US president", 3, 1, 1), role("U.S. President", 5, 1, 2),
			role("American President", 1, 3, 3),
		}, []office{{"U.S. President", 9, 1, 3, 0, 0}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []office
			for _, o := range Offices(tt.roles) {
				x := office{o.Title, o.Count, o.First.Day(), o.Last.Day(), o.Former.Count, 0}
				if o.Former.Count > 0 {
					x.FormerSince = o.Former.First.Day()
				}
				got = append(got, x)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Offices (-want +got):\n%s", diff)
			}
		})
	}
}
