package bot

import (
	"testing"

	"sitrep/news"
)

func TestFragment(t *testing.T) {
	top := news.Entity{ID: 1, Name: "Karim Haddad"}
	for _, tt := range []struct {
		name     string
		mentions int
		want     bool
	}{
		{"Haddad", 40, true},
		{"al-Haddad", 40, true},
		{"Haddad", 60, false}, // too many to be strays
		{"Samir Haddad", 5, false},
		{"Karim Haddad", 5, false}, // a namesake, or the name in full once more: whoever asks must choose
	} {
		e := news.Entity{ID: 2, Name: tt.name}
		if got := fragment(e, top, map[int64]int{1: 100, 2: tt.mentions}); got != tt.want {
			t.Errorf("fragment(%q, mentioned %d times) = %v, want %v", tt.name, tt.mentions, got, tt.want)
		}
	}
}
