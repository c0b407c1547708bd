package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/news"
)

func TestParseLine(t *testing.T) {
	tests := []struct {
		name, line, path string
		values           map[string]string
	}{
		{"no options", "/latest", "latest", map[string]string{}},
		{"the rest is the first option", "/who steve witkoff", "who", map[string]string{"name": "steve witkoff"}},
		{"by name", "/who name:witkoff", "who", map[string]string{"name": "witkoff"}},
		{
			"quotation marks", `/search query:"air defence" from:2025-04-01`, "search",
			map[string]string{"query": "air defence", "from": "2025-04-01"},
		},
		{
			"a value ends where the next option begins", "/search query:air defence  from: 2025-04-01 to:2025-04-30",
			"search",
			map[string]string{"query": "air defence", "from": "2025-04-01", "to": "2025-04-30"},
		},
		{
			"the first option may be bare and others not", `/search "air defence" -drones source:Kyiv Herald`, "search",
			map[string]string{"query": `"air defence" -drones`, "source": "Kyiv Herald"},
		},
		{
			"a quotation that goes on", `/search query:"air defence" kyiv`, "search",
			map[string]string{"query": "air defence"},
		},
		{
			"an escaped quotation mark", `/search query:"say \"no\" \\"`, "search",
			map[string]string{"query": `say "no" \`},
		},
		{"another colon", "/search https://example.com", "search", map[string]string{"query": "https://example.com"}},
		{"a subcommand", "/sources list", "sources list", map[string]string{}},
		{"upper case and spaces", "  /WHO   Name:Putin ", "who", map[string]string{"name": "Putin"}},
		{"an id", "/timeline #12", "timeline", map[string]string{"about": "#12"}},
		{"other scripts", "/who Зеленський", "who", map[string]string{"name": "Зеленський"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inv, err := ParseLine(test.line)
			if test.name == "a quotation that goes on" { // what follows belongs to no option
				if err == nil {
					t.Fatalf("ParseLine(%q) = %+v, want an error", test.line, inv)
				}
				return
			}
			if err != nil {
				t.Fatalf("ParseLine(%q): %v", test.line, err)
			}
			if diff := cmp.Diff(Invocation{test.path, test.values}, inv); diff != "" {
				t.Errorf("ParseLine(%q) (-want +got):\n%s", test.line, diff)
			}
		})
	}
}

func TestParseLineRefuses(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"no slash", "who witkoff", "begins with a slash"},
		{"empty", "", "begins with a slash"},
		{"a mistyped command", "/latst", "Did you mean /latest?"},
		{"an unknown command", "/frobnicate", "/help lists all"},
		{"a mistyped subcommand", "/sources lst", "Did you mean /sources list?"},
		{"a missing subcommand", "/sources", "needs one of: list, health"},
		{"a missing option", "/who", "/who needs name"},
		{"an empty option", "/search query:", "nothing stands after query:"},
		{"an option twice", "/search query:a query:b", "given twice"},
		{"text for a command without options", "/status now", "takes no options"},
		{"not a choice", "/subscribe topic:x schedule:y style:huge", "one of brief, standard, full"},
		{"too long a value", "/who " + strings.Repeat("a", 201), "too long"},
		{"too long a line", "/who " + strings.Repeat("a", 9000), "too long"},
		{"not UTF-8", "/who \xff", "not UTF-8"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := ParseLine(test.line)
			if news.ErrorCode(err) != news.Invalid || !strings.Contains(err.Error(), test.want) {
				t.Errorf("ParseLine(%q): %v, want a message with %q", test.line, err, test.want)
			}
		})
	}
}

// checkRoundTrip holds that a line that was read is written as a line that is read the same.
func checkRoundTrip(t fataler, inv Invocation) {
	line := inv.String()
	again, err := ParseLine(line)
	if err != nil {
		t.Fatalf("ParseLine(%q), written for %+v: %v", line, inv, err)
	}
	if diff := cmp.Diff(inv, again); diff != "" {
		t.Fatalf("%q (-want +got):\n%s", line, diff)
	}
}

func TestInvocationRoundTrip(t *testing.T) {
	value := rapid.OneOf(
		rapid.StringMatching(`[a-z"\\: ]{1,12}`), rapid.SampledFrom([]string{
			"from:x", `"`, `\`, `"a" b`, "query:",
			"source:a b", "a from:b", `a\"b`,
		}),
	)
	rapid.Check(t, func(t *rapid.T) {
		inv := Invocation{"search", map[string]string{}}
		for i, name := range []string{"query", "source", "from"} {
			if v := strings.TrimSpace(value.Draw(t, name)); v != "" && (i == 0 || rapid.Bool().Draw(t, "with")) {
				inv.Values[name] = v
			}
		}
		if inv.Values["query"] == "" {
			inv.Values["query"] = "x"
		}
		checkRoundTrip(t, inv)
	})
}

func FuzzParseLine(f *testing.F) {
	for _, s := range []string{
		"/latest", "/who witkoff", `/search query:"air \"defence\"" from:2025-04-01`,
		"/sources list", "/", "/search a from:b", "/help /who",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		inv, err := ParseLine(line)
		if err != nil {
			if news.ErrorCode(err) != news.Invalid || len(err.Error()) > 1000 {
				t.Fatalf("ParseLine(%q): %v", line, err)
			}
			return
		}
		checkRoundTrip(t, inv)
	})
}

func TestState(t *testing.T) {
	asked := time.Unix(1745568000, 0).UTC()
	tests := []struct {
		name string
		in   state
		want string
	}{
		{"a page", state{viewPage, true, 2, asked, "/search air defence"}, "v1:~page:2:sv9kw0:/search air defence"},
		{"evidence", state{viewEvidence, false, 0, time.Time{}, "/digest #12"}, "v1:evidence:0:0:/digest #12"},
		{
			"a colon in the line",
			state{viewPage, false, 0, asked, "/search a from:2025-04-01"},
			"v1:page:0:sv9kw0:/search a from:2025-04-01",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			id, ok := test.in.encode()
			if id != test.want || !ok {
				t.Errorf("encode() = %q, %v, want %q", id, ok, test.want)
			}
			back, err := decodeState(id)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.in, back); diff != "" {
				t.Errorf("decodeState (-want +got):\n%s", diff)
			}
		})
	}
	if id, ok := (state{Line: "/search " + strings.Repeat("ж", 90)}).encode(); ok {
		t.Errorf("encode() takes %q with %d units", id, len16(id))
	}
}

func TestDecodeStateRefuses(t *testing.T) {
	for _, id := range []string{
		"", "v1", "v0:page:0:0:/latest", "v1:delete:0:0:/latest", "v1:~~page:0:0:/latest", "v1:page:-1:0:/latest",
		"v1:page:zzzzzz:0:/latest",
		"v1:page:0:zzzzzzzzzzzz:/latest", "v1:page:0:0:latest", "v1:page:0:0:/" + strings.Repeat("x", 100),
	} {
		if s, err := decodeState(id); news.ErrorCode(err) != news.Invalid {
			t.Errorf("decodeState(%q) = %+v, %v", id, s, err)
		}
	}
}

func FuzzDecodeState(f *testing.F) {
	f.Add("v1:page:2:t0hs00:/search air defence")
	f.Add("v1:evidence:0:0:/digest #12")
	f.Fuzz(func(t *testing.T, id string) {
		s, err := decodeState(id)
		if err != nil {
			return
		}
		again, ok := s.encode()
		back, err := decodeState(again)
		if !ok || err != nil || cmp.Diff(s, back) != "" {
			t.Fatalf("%q: %+v is written as %q, %v", id, s, again, err)
		}
	})
}

func TestNearest(t *testing.T) {
	names := []string{"digest", "help", "latest", "search", "who"}
	for in, want := range map[string]string{
		"lates": "latest", "la": "latest", "wo": "who", "serach": "search", "x": "",
		"zzzzzz": "", "digests": "digest",
	} {
		if got := nearest(in, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCommandsFitDiscord(t *testing.T) {
	var names []string
	for _, c := range Commands() {
		names = append(names, c.Name)
		checkCommand(t, c, 1)
	}
	if !slices.IsSorted(names) {
		t.Errorf("commands are not in order: %v", names)
	}
}

func checkCommand(t *testing.T, c Command, depth int) {
	t.Helper()
	if n := len16(c.Name); n < 1 || n > 32 || strings.ToLower(c.Name) != c.Name || strings.Contains(c.Name, " ") {
		t.Errorf("the name %q", c.Name)
	}
	if n := len16(c.Description); n < 1 || n > 100 {
		t.Errorf("/%s: a description of %d units", c.Name, n)
	}
	if len(c.Options) > 25 || len(c.Commands) > 25 || (len(c.Options) > 0 && len(c.Commands) > 0) || depth > 3 {
		t.Errorf("/%s: %d options, %d subcommands, depth %d", c.Name, len(c.Options), len(c.Commands), depth)
	}
	optional := false
	for _, o := range c.Options {
		if len16(o.Name) > 32 || len16(o.Description) < 1 || len16(o.Description) > 100 || len(o.Choices) > 25 ||
			(o.Complete && len(o.Choices) > 0) {
			t.Errorf("/%s: the option %+v", c.Name, o)
		}
		if optional && o.Required {
			t.Errorf("/%s: the required option %s comes after an optional one", c.Name, o.Name)
		}
		optional = optional || !o.Required
	}
	for _, sub := range c.Commands {
		checkCommand(t, sub, depth+1)
	}
}
