package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep/news"
)

// shared returns a path beside the repository that holds real articles, and skips the test where there is none.
func shared(t *testing.T, path string) string {
	t.Helper()
	p := filepath.Join("..", "..", "..", "shared", path)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("%s is not beside this checkout", filepath.Join("../shared", path))
	}
	return p
}

// command runs one command line and returns its output.
func command(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	e := &env{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, now: time.Now}
	if code := run(t.Context(), e, args); code != 0 {
		t.Fatalf("bot %s: status %d\n%s", strings.Join(args, " "), code, errs.String())
	}
	return out.String()
}

// TestSeed takes one real article, whose paragraphs are out of order, all the way through.
func TestSeed(t *testing.T) {
	seed, err := filepath.Abs(shared(t, "seed/000_2215c32ffc805020.txt"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	command(t, "import", seed)

	var d news.Digest
	if err := json.Unmarshal([]byte(command(t, "digest", "--format", "json")), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Developments) == 0 {
		t.Fatal("no developments")
	}
	lead := d.Developments[0]
	if !strings.Contains(lead.Headline, "special envoy arrived in Moscow to meet with Russia’s Vladimir Putin") {
		t.Errorf("the lead is %q, want the arrival in Moscow", lead.Headline)
	}
	if o := lead.Sentences[0].Origin; o.Name != "Interfax" || !strings.Contains(o.Citing, "anonymous source") {
		t.Errorf("the lead's origin is %+v, want Interfax citing an anonymous source", o)
	}
	var hedged, toll bool
	for _, dev := range d.Developments {
		if strings.HasPrefix(dev.Headline, "Some reports suggested") {
			hedged = dev.Hedged
		}
		for _, f := range dev.Figures {
			toll = toll || (f.Kind == news.Killed && f.Low == 12 && f.Bound == news.AtLeast && f.Place == "Kyiv")
		}
	}
	if !hedged {
		t.Error("“Some reports suggested …” is not shown as hedged")
	}
	if !toll {
		t.Error("the toll of the strike on Kyiv is not shown as at least 12 killed")
	}
	text := command(t, "digest", "--format", "text")
	for _, want := range []string{"Interfax, citing an anonymous source", "unconfirmed", "at least 12 killed"} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("the digest does not say %q:\n%s", want, text)
		}
	}
	who := strings.Join(strings.Fields(command(t, "ask", "/who witkoff")), " ")
	for _, want := range []string{"Steve Witkoff", "U.S. President Donald Trump’s special envoy", "25 Apr 2025"} {
		if !strings.Contains(who, want) {
			t.Errorf("/who witkoff does not say %q:\n%s", want, who)
		}
	}
}
