package extract

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestText(t *testing.T) {
	day := time.Date(2025, 4, 25, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, in string
		want     Page
	}{
		{
			"date before the text", " date 2025-04-25 The envoy landed in Moscow.\n\nTalks begin today.",
			Page{Text: "The envoy landed in Moscow.\n\nTalks begin today.", Published: day, DateOnly: true},
		},
		{
			"date on its own line", "date 2025-04-25\n\nThe envoy landed.",
			Page{Text: "The envoy landed.", Published: day, DateOnly: true},
		},
		{
			"date with a colon", "Date: 2025-04-25\nThe envoy landed.",
			Page{Text: "The envoy landed.", Published: day, DateOnly: true},
		},
		{
			"time", "date 2025-04-25T14:30:00+03:00\nThe envoy landed.",
			Page{Text: "The envoy landed.", Published: time.Date(2025, 4, 25, 11, 30, 0, 0, time.UTC)},
		},
		{
			"byte order mark and line ends", "\ufeff\r\ndate 2025-04-25\r\n\r\nOne.\r\n\r\nTwo.\r\n",
			Page{Text: "One.\n\nTwo.", Published: day, DateOnly: true},
		},
		{"no date", "The envoy landed.", Page{Text: "The envoy landed."}},
		{"date that is a fruit", "Date palms burned near Basra.", Page{Text: "Date palms burned near Basra."}},
		{
			"date within", "The envoy gave no date 2025-04-25 or other.",
			Page{Text: "The envoy gave no date 2025-04-25 or other."},
		},
		{
			"wrapped lines",
			"The envoy landed in Moscow on Friday, the agency reported,\nciting a source that it did not name, and " +
				"went straight to\nthe Kremlin.\n\nThe visit is his fourth.",
			Page{Text: "The envoy landed in Moscow on Friday, the agency reported, citing a source that it did not " +
				"name, and went straight to the Kremlin.\n\nThe visit is his fourth."},
		},
		{
			"a paragraph a line", "The envoy landed in Moscow.\nTalks begin today.\nNobody expects much.",
			Page{Text: "The envoy landed in Moscow.\n\nTalks begin today.\n\nNobody expects much."},
		},
		{"white space", "  One  \t two\u00a0three. \n \n\n\n Four.  ", Page{Text: "One two three.\n\nFour."}},
		{"control characters", "One\x07 two\u200b three\u202e.", Page{Text: "One two three."}},
		{"UTF-16", utf16le("date 2025-04-25\nКиїв."), Page{Text: "Київ.", Published: day, DateOnly: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Text([]byte(c.in))
			if err != nil {
				t.Fatalf("Text: %v", err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("Text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTextRefuses(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Kind
		names    string // in the message
	}{
		{"no bytes", "", Empty, ""},
		{"white space", " \n\ufeff\n\t", Empty, ""},
		{"a date and nothing else", "date 2025-04-25\n", Empty, ""},
		{"marks only", "--- *** ---", Empty, ""},
		{"year 0", "date 0000-01-01\nText.", BadDate, "0000-01-01"},
		{"year 9999", "date 9999-12-31\nText.", BadDate, "9999-12-31"},
		{"negative year", "date -2025-04-25\nText.", BadDate, "-2025-04-25"},
		{"31 April", "date 2025-04-31 Text.", BadDate, "2025-04-31"},
		{"month 13", "date 2025-13-01 Text.", BadDate, "2025-13-01"},
		{"hour 25", "date 2025-04-25T25:00:00Z Text.", BadDate, "2025-04-25T25:00:00Z"},
		{"PDF", "%PDF-1.7\n...", Binary, "PDF"},
		{"zeros", strings.Repeat("\x00", 100), Binary, ""},
		{
			"random bytes", "\x01\x02\x03\xff\xfe\x00\x8f\x10\x11\x12\x13" + strings.Repeat("\x05\x9c\x00\xe0", 40),
			Binary, "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Text([]byte(c.in))
			e, ok := errors.AsType[*Error](err)
			if !ok || e.Kind != c.want || !strings.Contains(err.Error(), c.names) {
				t.Errorf("Text = %+v, %v; want an error of kind %q that names %q", p, err, c.want, c.names)
			}
		})
	}
}

func TestTextCutsAtAParagraph(t *testing.T) {
	p, err := Text([]byte(strings.Repeat("The column waited at the crossing until noon.\n\n", maxBody/40)))
	if err != nil {
		t.Fatalf("Text: %v", err)
	}
	if len(p.Text) > maxBody || p.Partial == "" || !strings.HasSuffix(p.Text, "noon.") {
		t.Errorf("%d bytes, partial %q, ends with %q", len(p.Text), p.Partial, p.Text[len(p.Text)-20:])
	}
}

func utf16le(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func FuzzText(f *testing.F) {
	for _, s := range []string{
		"date 2025-04-25 x", "date 0000-00-00", "\xff\xfea\x00", "a\n\nb",
		"date 2025-04-25T12:00:00Z\nx",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Text(data)
		if err == nil {
			checkText(t, p.Text)
		}
	})
}

// checkText holds for every text that leaves the package.
func checkText(t *testing.T, s string) {
	t.Helper()
	switch {
	case !utf8.ValidString(s):
		t.Errorf("not UTF-8: %q", s)
	case len(s) > maxBody:
		t.Errorf("%d bytes", len(s))
	case strings.TrimSpace(s) != s || strings.Contains(s, "\n\n\n") || strings.ContainsAny(s, "\r\x00\u200b\u202e"):
		t.Errorf("not clean: %q", s)
	}
}
