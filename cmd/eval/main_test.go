package main

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"eval": main})
}

// TestScripts runs the program as a user does: each file of testdata is a session.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != ""})
}

func TestScoreSaysWhatIsMissing(t *testing.T) {
	err := (&scoreCmd{Task: "places", Data: t.TempDir(), Part: "check"}).Run(streams{out: io.Discard})
	if err == nil || !strings.Contains(err.Error(), "lgl.jsonl") {
		t.Errorf("score = %v, want an error that names the missing lgl.jsonl", err)
	}
}

func TestScorePrintsATable(t *testing.T) {
	data := t.TempDir()
	if err := os.Mkdir(filepath.Join(data, "places"), 0o700); err != nil {
		t.Fatal(err)
	}
	line := `{"id":"a","text":"Shells hit Kharkiv.","places":[{"start":11,"end":18,"lat":50,"lon":36.25}]}` + "\n"
	for _, set := range []string{"lgl", "geovirus"} {
		if err := os.WriteFile(filepath.Join(data, "places", set+".jsonl"), []byte(line), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	if err := (&scoreCmd{Task: "places", Data: data, Part: "all", Seed: 1}).Run(streams{out: &out}); err != nil {
		t.Fatal(err)
	}
	want := []string{"task", "set", "items", "metric", "figure", "speed"}
	lines := strings.Split(out.String(), "\n")
	if got := strings.Fields(lines[0]); !cmp.Equal(got, want) {
		t.Errorf("head = %q, want %q", got, want)
	}
	if got := strings.Fields(lines[1]); len(got) < 5 || !cmp.Equal(got[:5],
		[]string{"places", "lgl", "1", "recognition.f1", "1"}) {
		t.Errorf("first row = %q, want the recognition of one place", lines[1])
	}
}

// TestPart shows that the parts are disjoint and whole, and that a document's part hangs on nothing but its id.
func TestPart(t *testing.T) {
	var docs []document
	for id := range strings.FieldsSeq("a b c d e f g h i j k l m n o p q r s t u v w x y z") {
		docs = append(docs, document{ID: id})
	}
	check, train := part(docs, "check", 1), part(docs, "train", 1)
	if len(check) < 5 || len(train) < 5 {
		t.Errorf("the parts hold %d and %d of %d documents", len(check), len(train), len(docs))
	}
	sorted := cmpopts.SortSlices(func(a, b document) bool { return a.ID < b.ID })
	if diff := cmp.Diff(docs, append(check, train...), sorted, cmp.AllowUnexported(document{}, source{})); diff != "" {
		t.Errorf("the parts are not the whole:\n%s", diff)
	}
	if diff := cmp.Diff(check, part(check, "check", 1), cmp.AllowUnexported(document{}, source{})); diff != "" {
		t.Errorf("the check part of the check part differs:\n%s", diff)
	}
	if cmp.Equal(check, part(docs, "check", 2), cmp.AllowUnexported(document{}, source{})) {
		t.Error("another seed gives the same split")
	}
}

func TestHostsOfPolledOutlets(t *testing.T) {
	seen := map[string]bool{}
	for i := range 130_000 {
		name := hostName(i)
		if back := hostIndex(name); back != i || seen[name] || net.ParseIP(name) == nil {
			t.Fatalf("outlet %d is %s, which is outlet %d", i, name, back)
		}
		seen[name] = true
	}
	if i := hostIndex("localhost"); i != -1 {
		t.Errorf("localhost is outlet %d", i)
	}
}

func TestLatePolls(t *testing.T) {
	now := time.Now()
	o := fleet{
		p: pollingCmd{Interval: time.Minute}, last: []time.Time{{}, now.Add(-3 * time.Minute), now},
		first: now.Add(-time.Hour),
	}
	for _, gap := range []time.Duration{time.Minute, 81 * time.Second, 82 * time.Second} {
		o.judge(gap)
	}
	if o.onTime != 2 || o.again != 3 || o.worst != 16*time.Second {
		t.Errorf("%d of %d on time, the latest %v behind; want 2 of 3, 16s", o.onTime, o.again, o.worst)
	}
	var b strings.Builder
	// one never asked, one not asked again
	if err := o.report(&b, 100<<20, time.Second); err != nil || !strings.Contains(b.String(), "40.00 % of 5,") {
		t.Errorf("report: %v\n%s", err, b.String())
	}
}
