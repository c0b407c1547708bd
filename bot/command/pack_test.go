package command

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/bot/message"
)

func TestLongLinesArePacked(t *testing.T) {
	const line = "/subscribe ukraine-war schedule:mon,wed,fri 18:30 timezone:Europe/Kyiv channel:1100000000000000101 " +
		"mention:1100000000000000301"
	id, ok := message.State{Line: line}.Encode(pack)
	if !ok || message.UTF16Len(id) > message.MaxCustomID {
		t.Fatalf("encode: %q, %v", id, ok)
	}
	s, err := StateOf(id)
	if err != nil || s.Line != line {
		t.Errorf("decodeState(%q) = %+v, %v; want the line %q", id, s, err, line)
	}
	for _, bad := range []string{
		"v1:page:0:0:!gone;ab", "v1:page:0:0:!who;xb", "v1:page:0:0:!subscribe;c!~",
		"v1:page:0:0:!",
	} {
		if s, err := StateOf(bad); err == nil {
			t.Errorf("decodeState(%q) = %+v, want an error", bad, s)
		}
	}
}

func TestPackingLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.SampledFrom(Paths(All())).Draw(t, "path")
		c, _ := Find(All(), path)
		inv := Invocation{Path: path, Values: map[string]string{}}
		for _, o := range c.Options {
			value := strings.TrimSpace(rapid.SampledFrom([]string{
				"", "witkoff", "1100000000000000101",
				"00012345678901234", "a b:c", `"quoted"`, "!x", "ї 🟦",
			}).Draw(t, o.Name))
			if len(o.Choices) > 0 && value != "" {
				value = o.Choices[0].Value
			}
			if value != "" || o.Required {
				inv.Values[o.Name] = value + "1"[:min(1, max(0, 1-len(value)))]
			}
			if len(o.Choices) > 0 && inv.Values[o.Name] == "1" {
				inv.Values[o.Name] = o.Choices[0].Value
			}
		}
		line := inv.String()
		packed, ok := pack(line)
		if !ok {
			return // it has a separator or a mark in a value
		}
		if back, ok := unpack(packed); !ok || back != line {
			t.Fatalf("unpack(pack(%q)) = %q, %v by way of %q", line, back, ok, packed)
		}
	})
}

func FuzzDecodeState(f *testing.F) {
	f.Add("v1:page:2:t0hs00:/search air defence")
	f.Add("v1:evidence:0:0:/digest #12")
	f.Fuzz(func(t *testing.T, id string) {
		s, err := StateOf(id)
		if err != nil {
			return
		}
		again, ok := s.Encode(pack)
		back, err := StateOf(again)
		if !ok || err != nil || cmp.Diff(s, back) != "" {
			t.Fatalf("%q: %+v is written as %q, %v", id, s, again, err)
		}
	})
}
