package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/ingest"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/story"
)

func readBody(t *testing.T, body string) (news.Article, news.Reading) {
	t.Helper()
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := ingest.Dry(slog.New(slog.DiscardHandler), reader, ingest.Options{Now: time.Now})
	a := p.Prepare(news.Article{Title: "Strike", Body: body, Source: news.Source{Name: "Podil Post"}})
	return a, reader.Read(a)
}

// TestShowReadingInColour: colours add nothing and take nothing away, and every kind of mark is there.
func TestShowReadingInColour(t *testing.T) {
	a, r := readBody(t,
		"Mayor Oleh Marchuk said that at least 12 people had been killed in Kyiv.\n\nReuters reported that the 47th "+
			"Mechanized Brigade used HIMARS.")
	var plainly, coloured bytes.Buffer
	if err := showReading(&plainly, a, r, story.Relevant(a), false); err != nil {
		t.Fatal(err)
	}
	if err := showReading(&coloured, a, r, story.Relevant(a), true); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(plainly.String(), "\x1b") {
		t.Errorf("without colour there is an escape sequence in %q", plainly.String())
	}
	stripped := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(coloured.String(), "")
	if diff := cmp.Diff(plainly.String(), stripped); diff != "" {
		t.Errorf("with colours the text is another one (-without +with):\n%s", diff)
	}
	for _, want := range []string{
		kindColours[news.Person] + "Oleh Marchuk" + plain, kindColours[news.PlaceKind] + "Kyiv" + plain,
		kindColours[news.Organisation] + "Reuters" + plain,
		underline + "said" + plain, bold + "at least 12 people" + plain,
	} {
		if !strings.Contains(coloured.String(), want) {
			t.Errorf("%q is not in the coloured text %q", want, coloured.String())
		}
	}
}

// TestReadKeepsText: whatever is in a line's text, read gives it back and points into it.
func TestReadKeepsText(t *testing.T) {
	for _, tt := range []struct{ name, body string }{
		{"carriage returns", "KYIV (Reuters) —\r\n\r\nRussia struck Kyiv.\r\nTwelve people died, the mayor said.\r\n"},
		{"white space around", "\n\n  date 2025-04-25 Putin spoke in Moscow.  \t"},
		{"bidirectional controls", "\u202eThe mayor of Kyiv\u202c said “12 people died”.\u200b \ufeffMore."},
		{"combining marks", "Zele\u0301nsky said a dro\u0302ne hit Kyiv\u0301."},
		{"beyond the first plane", "👩‍👩‍👧 Putin said 🇺🇦 12 people died in 𝕂yiv."},
		{"markup", "<p>Russia &amp; Ukraine</p><b>12 killed</b> in Kyiv, <a href=\"x\">Reuters</a> reported."},
		{"control characters", "Putin\x00\x01 said in\x7f Kyiv that 12 died."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			line, err := json.Marshal(map[string]string{"id": "a", "text": tt.body})
			if err != nil {
				t.Fatal(err)
			}
			var out, errs bytes.Buffer
			e := &env{stdin: bytes.NewReader(line), stdout: &out, stderr: &errs, now: time.Now}
			if code := run(t.Context(), e, []string{"read", "--json", "-"}); code != 0 {
				t.Fatalf("status %d: %s", code, errs.String())
			}
			var got struct {
				ID, Text  string
				Sentences [][2]int
				Entities  []struct{ Start, End int }
				Figures   []struct{ Start, End int }
				Places    []struct{ Start, End int }
			}
			if err := json.Unmarshal(out.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if got.Text != tt.body || got.ID != "a" {
				t.Errorf("read gives %q back as %q", tt.body, got.Text)
			}
			if len(got.Sentences) == 0 || len(got.Entities) == 0 || len(got.Places) == 0 {
				t.Errorf("reading of %q is empty: %s", tt.body, out.String())
			}
			for _, p := range got.Places {
				if name := tt.body[p.Start:p.End]; !strings.Contains("KYIV Kyiv\u0301 𝕂yiv Moscow Russia Ukraine",
					name) {
					t.Errorf("a place is %q", name)
				}
			}
		})
	}
}
