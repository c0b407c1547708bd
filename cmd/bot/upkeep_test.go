package main

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestUpkeepIsNightly: once a night, and soon after the start if a night was missed.
func TestUpkeepIsNightly(t *testing.T) {
	clock := time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC)
	e := &env{
		stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard,
		database: filepath.Join(t.TempDir(), "sitrep.db"), now: func() time.Time { return clock },
	}
	p, err := e.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	next := func(when string, want time.Time) {
		t.Helper()
		got, err := p.nextUpkeep(t.Context())
		if err != nil || !got.Equal(want) {
			t.Errorf("%s the next pass is due at %v, %v; want %v", when, got, err, want)
		}
	}
	next("at the first start", clock.Add(upkeepFirst))
	if err := p.tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	night := time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)
	next("in the evening", night)
	clock = night
	if err := p.tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	next("after a night's", night.Add(24*time.Hour))
	clock = night.Add(50 * time.Hour)
	next("after two nights without", clock.Add(upkeepFirst))
	clock = night.Add(-1000 * time.Hour)
	next("by a clock that was ahead", clock.Add(upkeepFirst))
}
