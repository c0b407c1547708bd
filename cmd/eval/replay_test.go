package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplay: each day's news once, to one channel; the second day's digest does not tell the first's again.
func TestReplay(t *testing.T) {
	file := filepath.Join(t.TempDir(), "days.jsonl")
	lines := []string{
		`{"id":"2","source":"Harbour Radio","title":"Shells fall on Idlib ` +
			`again","published":"2017-05-03","text":"Artillery shells fell on three villages near Idlib in Syria on ` +
			`Wednesday, and rescuers pulled a family from a cellar. An air strike in Syria closed the only bakery of ` +
			`Idlib on Tuesday."}`,
		`{"id":"1","source":"Podil Post","title":"Bakery of Idlib closed by air ` +
			`strike","published":"2017-05-02","text":"An air strike in Syria closed the only bakery of Idlib on ` +
			`Tuesday. Soldiers and rebel fighters exchanged artillery fire in Syria for hours."}`,
	}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	s := streams{out: &out, err: &errs}
	if code := run(t.Context(), s, []string{"replay", "-articles", file, "-pairs", "5"}); code != 0 {
		t.Fatal(errs.String())
	}
	days := strings.Split(out.String(), strings.Repeat("=", 40))
	if len(days) != 3 {
		t.Fatalf("%d digests, want 2:\n%s", len(days)-1, out.String())
	}
	if !strings.Contains(days[0], "bakery") || strings.Contains(days[0], "villages") ||
		!strings.Contains(days[1], "villages") {
		t.Errorf("the days are not told in order:\n%s", out.String())
	}
	if strings.Contains(days[1], "1  An air strike") || strings.Contains(days[1], "2  An air strike") {
		t.Errorf("the bakery is told again:\n%s", days[1])
	}
	if !strings.Contains(days[2], "pairs of") {
		t.Errorf("no pairs are drawn:\n%s", days[2])
	}
}

// TestDays: a digest a day as JSON; an article after the hour waits for the next, and is told once.
func TestDays(t *testing.T) {
	file := filepath.Join(t.TempDir(), "days.jsonl")
	lines := []string{
		`{"id":"2","source":"Harbour Radio","title":"Shells fall on Idlib again","published":"2017-05-02T20:30:00Z",` +
			`"text":"Artillery shells fell on three villages near Idlib in Syria on Tuesday."}`,
		`{"id":"1","source":"Podil Post","title":"Bakery of Idlib closed by air strike","published":"2017-05-02",` +
			`"text":"An air strike in Syria closed the only bakery of Idlib on Tuesday."}`,
		`{"id":"3","source":"Podil Post","title":"Bridge near Idlib blown up","published":"2017-05-04",` +
			`"text":"Rebel fighters blew up the bridge near Idlib in Syria on Thursday."}`,
		`{"id":"4","source":"Podil Post","title":"Idlib","text":"Soldiers entered Idlib in Syria."}`,
	}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	s := streams{out: &out, err: &errs}
	if code := run(t.Context(), s, []string{"days", "-hour", "20h", "-until", "2017-05-03", file}); code != 0 {
		t.Fatal(errs.String())
	}
	told := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(told) != 2 {
		t.Fatalf("%d digests, want 2:\n%s", len(told), out.String())
	}
	for i, want := range []string{"bakery", "villages"} {
		if !strings.Contains(told[i], `"developments":[{`) ||
			strings.Contains(told[i], "bakery") != (want == "bakery") ||
			strings.Contains(told[i], "villages") != (want == "villages") {
			t.Errorf("digest %d is not of the %s alone:\n%s", i+1, want, told[i])
		}
	}
	if run(t.Context(), s, []string{"days", "-from", "2018-01-01", file}) == 0 {
		t.Error("days without articles are no error")
	}
}
