package command

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/bot/message"
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
			inv, err := Parse(test.line)
			if test.name == "a quotation that goes on" { // what follows belongs to no option
				if err == nil {
					t.Fatalf("Parse(%q) = %+v, want an error", test.line, inv)
				}
				return
			}
			if err != nil {
				t.Fatalf("Parse(%q): %v", test.line, err)
			}
			if diff := cmp.Diff(Invocation{test.path, test.values}, inv); diff != "" {
				t.Errorf("Parse(%q) (-want +got):\n%s", test.line, diff)
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
			_, err := Parse(test.line)
			if news.ErrorCode(err) != news.Invalid || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Parse(%q): %v, want a message with %q", test.line, err, test.want)
			}
		})
	}
}

// fataler is what *testing.T and *rapid.T have in common.
type fataler interface{ Fatalf(string, ...any) }

// checkRoundTrip holds that a line that was read is written as a line that is read the same.
func checkRoundTrip(t fataler, inv Invocation) {
	line := inv.String()
	again, err := Parse(line)
	if err != nil {
		t.Fatalf("Parse(%q), written for %+v: %v", line, inv, err)
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
		inv, err := Parse(line)
		if err != nil {
			if news.ErrorCode(err) != news.Invalid || len(err.Error()) > 1000 {
				t.Fatalf("Parse(%q): %v", line, err)
			}
			return
		}
		checkRoundTrip(t, inv)
	})
}

func TestCommandsFitDiscord(t *testing.T) {
	var names []string
	for _, c := range All() {
		names = append(names, c.Name)
		checkCommand(t, c, 1)
	}
	if !slices.IsSorted(names) {
		t.Errorf("commands are not in order: %v", names)
	}
}

func checkCommand(t *testing.T, c Command, depth int) {
	t.Helper()
	if n := message.UTF16Len(
		c.Name,
	); n < 1 || n > 32 || strings.ToLower(c.Name) != c.Name ||
		strings.Contains(c.Name, " ") {
		t.Errorf("the name %q", c.Name)
	}
	if n := message.UTF16Len(c.Description); n < 1 || n > 100 {
		t.Errorf("/%s: a description of %d units", c.Name, n)
	}
	if len(c.Options) > 25 || len(c.Commands) > 25 || (len(c.Options) > 0 && len(c.Commands) > 0) || depth > 3 {
		t.Errorf("/%s: %d options, %d subcommands, depth %d", c.Name, len(c.Options), len(c.Commands), depth)
	}
	optional := false
	for _, o := range c.Options {
		if message.UTF16Len(o.Name) > 32 || message.UTF16Len(o.Description) < 1 ||
			message.UTF16Len(o.Description) > 100 ||
			len(o.Choices) > 25 ||
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
