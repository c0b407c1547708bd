package text

import (
	"fmt"
	"strings"
	"testing"
)

func TestSketch(t *testing.T) {
	// 200 words that repeat no shingle.
	var words []string
	for i := range 200 {
		words = append(words, fmt.Sprintf("w%d", i*7919%1009))
	}
	all := strings.Join(words, " ")
	half := strings.Join(words[:100], " ")
	for _, tt := range []struct {
		name, a, b string
		low, high  float64
	}{
		{"itself", all, all, 1, 1},
		{"letter case and punctuation aside", "Drones hit the port of Odesa.", "drones hit — the PORT of Odesa", 1, 1},
		{"half of it", all, half, 0.37, 0.62}, // Jaccard 98/198, within three standard errors
		{"another text", all, "Nobody was hurt when the bridge fell", 0, 0},
		{"one word", "Kyiv", "kyiv", 1, 1},
		{"one word and two", "Kyiv", "kyiv region", 0, 0},
		{"nothing", "", "", 0, 0},
		{"punctuation only", "...", "!", 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := SketchOf(tt.a).Similarity(SketchOf(tt.b)); got < tt.low || got > tt.high {
				t.Errorf("Similarity = %v, want %v to %v", got, tt.low, tt.high)
			}
		})
	}
}
