package story_test

import (
	"testing"

	"sitrep/news"
	"sitrep/story"
)

// TestNaming: a part of a name and its initials are no second origin, an unnamed group is none.
func TestNaming(t *testing.T) {
	for _, tt := range []struct {
		name  string
		names []string
		want  int
	}{
		{"an address before the name", []string{"Mr. Okonedo", "Sophie Okonedo", "Gen. Okonedo"}, 1},
		{"a part and the initials", []string{"the Observatory", "the Syrian Observatory for Human Rights", "SOHR"}, 1},
		{"unnamed", []string{"a monitoring group", "his spokesman"}, 0},
		{
			"many of a kind",
			[]string{"Western officials", "residents of Sumy", "Videos on social media", "Arab media"},
			0,
		},
		{"papers that nobody signed", []string{"the statement", "an earlier survey", "The map"}, 0},
		{"a paper of a body", []string{"the UN report", "a study by Lowland Watch"}, 1},
		{"shares of people", []string{"73 percent", "Only 13 percent of the voters"}, 0},
		{"an institution of many", []string{"Lowland Doctors Network", "Chad's state media"}, 2},
		{"a description beside a name", []string{"the head of the administration", "Serhiy Lysak"}, 1},
		{"two people", []string{"Vitali Klitschko", "Serhiy Lysak"}, 2},
		{"a short word says too little", []string{"Army", "Kurdish Army"}, 2},
		{"two ministries", []string{"Russian Defence Ministry", "Ukrainian Defence Ministry"}, 2},
		{"initials in another script", []string{"ООН", "Организация Объединённых Наций"}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var f news.Fact
			for _, n := range tt.names {
				f.Sentences = append(f.Sentences, news.Sentence{
					Source: "Paper",
					Origin: news.Origin{Name: n, Kind: news.OriginOfficial, Naming: story.Naming(n)},
				})
			}
			if got := f.Independent(); got != tt.want {
				t.Errorf("Independent of %v = %d, want %d", tt.names, got, tt.want)
			}
		})
	}
}
