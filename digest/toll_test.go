package digest

import (
	"strings"
	"testing"

	"sitrep/news"
)

// TestNewlyDead: who recalls how many died in something else tells of nothing graver for that.
func TestNewlyDead(t *testing.T) {
	for _, tt := range []struct {
		title, text, number string
		want                float64
	}{
		{"Shells hit the market", "Shells killed 30 people at the market.", "30", 30},
		{"Envoy blames army", "The envoy blamed the army for a blast that killed 30 people.", "30", 0},
		{"Camp reopens", "The camp, in which 30 people died, opened again.", "30", 0},
		{"Blast kills 30 in Hrai", "A bomb went off in a market, an attack that left 30 dead.", "30", 30},
		{"Tests go on", "Doctors tested those whom a gas attack which had killed 30 had hurt.", "30", 0},
	} {
		at := strings.Index(tt.text, tt.number)
		s := news.Sentence{
			Title: tt.title, Text: tt.text, Start: 100, End: 100 + len(tt.text),
			Figures: []news.Figure{{
				Start: 100 + at, End: 100 + at + len(tt.number), Kind: news.Killed, Low: 30, High: 30,
			}},
		}
		if got := newlyDead(s); got != tt.want {
			t.Errorf("newlyDead(%q) = %v, want %v", tt.text, got, tt.want)
		}
	}
}
