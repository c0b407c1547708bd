package main

import (
	"strings"
	"testing"
)

// TestPlacingMeasures fills two small days, one of a great war, and measures on them.
func TestPlacingMeasures(t *testing.T) {
	var out, progress strings.Builder
	c := &placingCmd{Day: []int{20, 40}, Articles: 10, Warm: 5, Great: 2, Seed: 1}
	if err := c.Run(t.Context(), streams{out: &out, err: &progress}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"20 ", "40 ", "reading", "asking for candidates", "comparing", "saving", "×"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table does not say %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), " 0.0 ms") {
		t.Errorf("a step took no time:\n%s", out.String())
	}
}
