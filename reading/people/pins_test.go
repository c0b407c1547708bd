package people

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
)

func TestCorrect(t *testing.T) {
	pin := func(name string, id int64, alone bool) news.Pin {
		return news.Pin{
			Kind: news.Person, Name: name, Key: Fold(name), Entity: id,
			As: "Number " + string(rune('0'+id)), Alone: alone,
		}
	}
	for _, tt := range []struct {
		name  string
		names []string // of one local entity, in the order of the text
		pins  []news.Pin
		want  []int64 // of each mention
	}{
		{"nothing is pinned", []string{"Ann Lee", "Lee"}, nil, []int64{0, 0}},
		{"another is pinned", []string{"Ann Lee", "Lee"}, []news.Pin{pin("Bo Lee", 1, false)}, []int64{0, 0}},
		{"a full name is pinned", []string{"Ann Lee", "Lee"}, []news.Pin{pin("ann lee", 1, false)}, []int64{1, 1}},
		{
			"a bare name that is pinned alone, beside a full one",
			[]string{"Ann Lee", "Lee"},
			[]news.Pin{pin("Lee", 1, true)},
			[]int64{0, 0},
		},
		{
			"a bare name that is pinned alone, alone",
			[]string{"Lee", "Lee"},
			[]news.Pin{pin("Lee", 1, true)},
			[]int64{1, 1},
		},
		{
			"two full names of two",
			[]string{"Lee", "Ann Lee", "Lee", "Anna Lee", "Lee"},
			[]news.Pin{pin("Ann Lee", 1, false), pin("Anna Lee", 2, false)},
			[]int64{1, 1, 1, 2, 2},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := news.Reading{Entities: []news.Entity{{Kind: news.Person, Name: "Ann Lee", Aliases: tt.names}}}
			body := strings.Join(tt.names, " ")
			at := 0
			for _, n := range tt.names {
				r.Mentions = append(r.Mentions, news.Mention{
					Start: at, End: at + len(n), Kind: news.Person,
					Name: "Ann Lee",
				})
				at += len(n) + 1
			}
			if !strings.Contains(strings.Join(tt.names, ","), "Ann Lee") {
				r.Entities[0] = news.Entity{Kind: news.Person, Name: tt.names[0]}
			}
			out, names := Correct(body, r, tt.pins)
			var got []int64
			for _, m := range out.Mentions {
				e := out.Entities[m.Entity]
				got = append(got, e.ID)
				if len(out.Entities) > 1 && (m.Name != names[e.ID] || e.Name != names[e.ID]) {
					t.Errorf("the mention of %d is named %q, the entity %q", e.ID, m.Name, e.Name)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("owners (-want +got):\n%s", diff)
			}
		})
	}
}
