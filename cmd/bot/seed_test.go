package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
		t.Fatalf("sitrep %s: status %d\n%s", strings.Join(args, " "), code, errs.String())
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

// TestSeedReading: what a reading of that article has to hold.
func TestSeedReading(t *testing.T) {
	seed, err := filepath.Abs(shared(t, "seed/000_2215c32ffc805020.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Text       string
		Published  string
		Sentences  []news.Span
		Statements []news.Statement
		Figures    []news.Figure
		Places     []news.Place
	}
	if err := json.Unmarshal([]byte(command(t, "read", "--json", seed)), &got); err != nil {
		t.Fatal(err)
	}
	if got.Published != "2025-04-25" || len(got.Sentences) != 17 {
		t.Errorf("published %s with %d sentences, want 2025-04-25 with 17", got.Published, len(got.Sentences))
	}

	for _, tt := range []struct {
		speaker, via, stance, says string
		anonymous, hedged          bool
	}{
		{"Interfax", "Interfax", "reports", "special envoy arrived in Moscow", true, false},
		{"Reuters", "Reuters", "reports", "European officials have pushed back", false, false},
		{"Reuters", "Reuters", "reports", "includes recognizing Russia’s control over Crimea", false, false},
		{"U.S. officials", "Axios", "says", "Witkoff was expected to meet with Putin on Friday", true, false},
		{"FlightRadar", "", "says", "flight departed from Miami, Florida", false, false},
		{"Some reports", "", "says", "Witkoff may press Russia", true, true},
		{"Vladimir Putin", "", "says", "“demilitarize” the country", false, false},
		{"Donald Trump", "", "says", "“very close” to reaching an agreement", false, false},
		{"Donald Trump", "", "demands", "Putin to “get this Peace Deal DONE”", false, false},
		{"Volodymyr Zelensky", "", "demands", "“immediate, full and unconditional ceasefire”", false, false},
		{"Sergei Lavrov", "", "says", "Moscow was ready to make a deal", false, false},
		{"Karoline Leavitt", "", "says", "patience was “running very thin”", false, false},
	} {
		found := slices.ContainsFunc(got.Statements, func(s news.Statement) bool {
			return s.Speaker == tt.speaker && s.Via == tt.via && string(s.Stance) == tt.stance &&
				s.Anonymous == tt.anonymous && s.Hedged == tt.hedged &&
				strings.Contains(spans(got.Text, s.Content), tt.says)
		})
		if !found {
			t.Errorf("nobody is read as saying %+v", tt)
		}
	}

	var figures []string
	for _, f := range got.Figures {
		figures = append(figures, fmt.Sprintf("%s %v %s in %s: %s", f.Kind, f.Low, f.Bound, f.Place,
			f.Span().In(got.Text)))
	}
	want := []string{"killed 12 at least in Kyiv: at least 12 people", "injured 24 vague in Kyiv: dozens more"}
	if diff := cmp.Diff(want, figures); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}

	for _, tt := range []struct {
		name, country string
		lat, lon      float64
	}{
		{"Moscow", "RU", 55.75, 37.62},
		{"Vnukovo Airport", "RU", 55.6, 37.27},
		{"Miami", "US", 25.77, -80.19},
		{"Crimea", "UA", 45.3, 34.4},
		{"Paris", "FR", 48.85, 2.35},
		{"London", "GB", 51.51, -0.13},
	} {
		found := slices.ContainsFunc(got.Places, func(p news.Place) bool {
			return p.Name == tt.name && p.Country == tt.country && p.Point != nil && math.Abs(p.Lat-tt.lat) < 0.5 &&
				math.Abs(p.Lon-tt.lon) < 0.5
		})
		if !found {
			t.Errorf("%s is not placed at %v %v in %s", tt.name, tt.lat, tt.lon, tt.country)
		}
	}

	shown := command(t, "read", seed)
	for _, want := range []string{
		"Steve Witkoff ×.*special envoy", "Vladimir Putin ×", "Donald Trump ×.*U.S. President",
		"Volodymyr Zelensky ×.*Ukrainian President",
		"Sergei Lavrov ×.*Russian Foreign Minister", "Karoline Leavitt ×.*White House press secretary",
		"Interfax — reported.*citing an anonymous source",
		"killed +at least 12 people · Kyiv", "injured +dozens · Kyiv", "Moscow ×4 · 55.75 37.62 RU · GeoNames 524901",
	} {
		if !regexp.MustCompile(want).MatchString(shown) {
			t.Errorf("what sitrep read shows has no %q:\n%s", want, shown)
		}
	}
	if strings.Contains(shown, "\x1b") {
		t.Error("there are escape sequences in what is written to no terminal")
	}
}
