package message

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
)

func TestState(t *testing.T) {
	asked := time.Unix(1745568000, 0).UTC()
	tests := []struct {
		name string
		in   State
		want string
	}{
		{
			"a page",
			State{ViewPage, true, 2, asked, time.Time{}, "/search air defence"},
			"v1:~page:2:sv9kw0:/search air defence",
		},
		{
			"evidence",
			State{ViewEvidence, false, 0, time.Time{}, time.Time{}, "/digest #12"},
			"v1:evidence:0:0:/digest #12",
		},
		{
			"a colon in the line",
			State{ViewPage, false, 0, asked, time.Time{}, "/search a from:2025-04-01"},
			"v1:page:0:sv9kw0:/search a from:2025-04-01",
		},
		{
			"of an archive",
			State{ViewEvidence, false, 0, asked, asked.Add(-48 * time.Hour), "/latest"},
			"v1:evidence:0:sv9kw0.sv5vk0:/latest",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			id, ok := test.in.Encode(nil)
			if id != test.want || !ok {
				t.Errorf("encode() = %q, %v, want %q", id, ok, test.want)
			}
			back, err := DecodeState(id, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.in, back); diff != "" {
				t.Errorf("decodeState (-want +got):\n%s", diff)
			}
		})
	}
	if id, ok := (State{Line: "/search " + strings.Repeat("ж", 90)}).Encode(nil); ok {
		t.Errorf("encode() takes %q with %d units", id, UTF16Len(id))
	}
}

func TestDecodeStateRefuses(t *testing.T) {
	for _, id := range []string{
		"", "v1", "v0:page:0:0:/latest", "v1:delete:0:0:/latest", "v1:~~page:0:0:/latest", "v1:page:-1:0:/latest",
		"v1:page:zzzzzz:0:/latest",
		"v1:page:0:zzzzzzzzzzzz:/latest", "v1:page:0:sv9kw0.:/latest", "v1:page:0:0.sv9kw0:/latest",
		"v1:page:0:sv9kw0.sv9kw0:/latest", "v1:page:0:0:latest", "v1:page:0:0:/" + strings.Repeat("x", 100),
	} {
		if s, err := DecodeState(id, nil); news.ErrorCode(err) != news.Invalid {
			t.Errorf("decodeState(%q) = %+v, %v", id, s, err)
		}
	}
}
