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
	if err := replay([]string{"-articles", file, "-pairs", "5"}, &out, &errs); err != nil {
		t.Fatal(err, errs.String())
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
	if err := replay([]string{"-articles", file, "-from", "yesterday"}, &out, &errs); err == nil {
		t.Error("a from that is no date is taken")
	}
}
