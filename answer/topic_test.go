package answer_test

import (
	"testing"

	"sitrep/answer"
	"sitrep/news"
)

// TestNearestTopic: a short name is meant by what is one letter away, a longer one by what is two away.
func TestNearestTopic(t *testing.T) {
	topics := []news.Topic{
		{Slug: "gaza-israel", Name: "Gaza and Israel"}, {Slug: "ukraine-war", Name: "Ukraine war"},
	}
	for typed, want := range map[string]string{
		"gazza": "gaza-israel", "isreal": "gaza-israel", "ukrane": "ukraine-war", "mars": "", "gizzo": "", "": "",
	} {
		if got, _ := answer.NearestTopic(topics, typed); got.Slug != want {
			t.Errorf("NearestTopic(%q) = %q, want %q", typed, got.Slug, want)
		}
	}
}
