package sitrep

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// plan is the floor plan: what each of our packages may import of ours. A new package needs a row here, and a reason in
// the commit. Tests of a package may use more; production code may not.
var plan = map[string][]string{
	"news": {},
	"text": {},
	"text/lang": {
		"text", "text/lang/ar", "text/lang/de", "text/lang/en", "text/lang/es", "text/lang/fa", "text/lang/fr",
		"text/lang/he", "text/lang/it", "text/lang/nl", "text/lang/pl", "text/lang/pt", "text/lang/ro", "text/lang/ru",
		"text/lang/tr", "text/lang/uk", "text/lang/zh",
	},
	"text/lang/ar": {"text"},
	"text/lang/de": {"text"},
	"text/lang/en": {"text"},
	"text/lang/es": {"text"},
	"text/lang/fa": {"text"},
	"text/lang/fr": {"text"},
	"text/lang/he": {"text"},
	"text/lang/it": {"text"},
	"text/lang/nl": {"text"},
	"text/lang/pl": {"text"},
	"text/lang/pt": {"text"},
	"text/lang/ro": {"text"},
	"text/lang/ru": {"text"},
	"text/lang/tr": {"text"},
	"text/lang/uk": {"text"},
	"text/lang/zh": {"text"},
	"text/index":   {"news", "text", "text/lang"}, // the words of full-text search, which storage is handed
	"config":       {},
	"internal/crf": {},
	"reading": {
		"news", "text", "text/lang", "reading/gazetteer", "reading/names", "reading/people", "reading/places",
		"reading/words", "reading/statements", "reading/figures", "reading/events",
	},
	"reading/gazetteer": {"text", "text/lang"},
	"reading/names":     {"news", "internal/crf", "text", "text/lang", "reading/gazetteer"},
	"reading/people":    {"news", "text", "text/lang", "reading/gazetteer", "reading/names"},
	"reading/places":    {"news", "text", "text/lang", "reading/gazetteer", "reading/names"},

	"reading/words":           {"news", "text", "text/lang"},
	"reading/words/wordstest": {"news", "text", "text/lang", "reading/words"}, // made-up texts for tests
	"reading/statements":      {"news", "internal/crf", "text", "text/lang", "reading/gazetteer", "reading/words"},
	"reading/figures":         {"news", "text", "text/lang", "reading/words", "reading/statements"},
	"reading/events":          {"news", "text", "text/lang", "reading/gazetteer", "reading/words"},

	"story":   {"news", "text", "text/lang"},
	"wording": {"news", "text", "text/lang"}, // a quotation without its dateline
	// words that a reader wants in or out are found as a search finds them
	"digest":              {"news", "text", "text/lang", "text/index", "wording"},
	"answer":              {"news", "digest", "wording"},
	"delivery":            {"news"},
	"storage":             {"news"},
	"storage/storagetest": {"news", "storage"},
	"web":                 {"news", "wording"},
	"ingest": {
		"news", "text", "text/index", "text/lang", "reading", "story", "ingest/fetch", "ingest/feed",
		"ingest/extract",
	},
	"ingest/fetch":   {"news"}, // what may be shown of an address
	"ingest/charset": {},
	"ingest/date":    {"text", "text/lang"},
	"ingest/feed":    {"ingest/charset", "ingest/date"},
	"ingest/extract": {"ingest/charset", "ingest/date"},
	"picture":        {"news", "wording"}, // maps and plots as bytes
	"bot": {
		"news", "answer", "digest", "delivery", "wording", "picture",
		"bot/command", "bot/gateway", "bot/message", "bot/rest",
	},
	"bot/command":               {"news", "answer", "bot/message"}, // the grammar of what people ask
	"bot/gateway":               {},
	"bot/message":               {"news", "wording"},
	"bot/rest":                  {},
	"internal/discordtest":      {},
	"internal/discordtest/draw": {"internal/discordtest"}, // draws a reply from the command line
	"cmd/bot":                   {"*"},                    // the wiring knows everyone
	"cmd/eval":                  {"*"},                    // measures every room
	// makes the models and gazetteers that the packages of reading embed
	"cmd/train": {
		"reading/gazetteer", "reading/names", "reading/statements", "reading/events", "reading", "news",
		"internal/crf", "text", "text/lang",
	},
}

// only names the packages that may import a module, by prefix: a library has one door into the house.
var only = map[string][]string{
	"github.com/bwmarrin/discordgo": {"bot", "bot/gateway", "internal/discordtest"},
	"modernc.org/sqlite":            {"storage"},
	"github.com/jackc/pgx":          {"storage"},
	"github.com/robfig/cron":        {"digest", "cmd/bot"},
}

var update = flag.Bool("update", false, "rewrite the picture of the plan in CONTRIBUTING.md")

// TestPicture compares the picture in CONTRIBUTING.md with the plan that it is drawn from.
func TestPicture(t *testing.T) {
	const file, begin, end = "CONTRIBUTING.md", "<!-- drawn by go test . -update -->\n```\n", "```\n<!-- end -->"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), begin)
	old, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the picture: %q … %q", file, begin, end)
	}
	picture := draw(plan)
	if *update {
		if err := os.WriteFile(file, []byte(before+begin+picture+end+after), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if old != picture {
		t.Errorf("the picture in %s is not of the plan: go test . -update draws it", file)
	}
}

// draw puts the packages in floors: each stands one above the highest that it may import.
func draw(plan map[string][]string) string {
	var floor func(name string) int
	floor = func(name string) (n int) {
		for _, imp := range plan[name] {
			if imp != "*" {
				n = max(n, floor(imp)+1)
			}
		}
		return n
	}
	floors := map[int][]string{}
	top := 0
	for _, name := range slices.Sorted(maps.Keys(plan)) {
		switch {
		case strings.HasPrefix(name, "text/lang/"):
			name = "text/lang/XX"
			floors[1] = slices.DeleteFunc(floors[1], func(s string) bool { return s == name })
			floors[1] = append(floors[1], name)
		case slices.Contains(plan[name], "*") || name == "cmd/train":
		default:
			n := floor(name)
			floors[n], top = append(floors[n], name), max(top, n)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "    cmd/bot  cmd/eval  cmd/train\n")
	for n := top; n >= 0; n-- {
		fmt.Fprintf(&b, "%2d  %s\n", n, strings.Join(floors[n], "  "))
	}
	return b.String()
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestFloorPlan(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, problem := range breaches(p) {
			t.Error(problem)
		}
	}
}

// TestFloorPlanRefuses shows that the plan is enforced: it draws arrows that are against it.
func TestFloorPlanRefuses(t *testing.T) {
	for _, p := range []goPackage{
		{"sitrep/news", []string{"sitrep/text"}},
		{"sitrep/news", []string{"github.com/google/uuid"}},
		{"sitrep/digest", []string{"sitrep/storage"}},
		{"sitrep/web", []string{"github.com/bwmarrin/discordgo"}},
		{"sitrep/ingest", []string{"modernc.org/sqlite"}},
		{"sitrep/util", nil},
	} {
		if len(breaches(p)) == 0 {
			t.Errorf("the plan allows %s to import %v", p.ImportPath, p.Imports)
		}
	}
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		if p.ImportPath != "sitrep" { // this folder holds only this test
			all = append(all, p)
		}
	}
}

// breaches lists what is against the plan in p.
func breaches(p goPackage) (out []string) {
	name := strings.TrimPrefix(p.ImportPath, "sitrep/")
	allowed, known := plan[name]
	if !known {
		return []string{fmt.Sprintf("%s has no row in the floor plan", name)}
	}
	for _, imp := range p.Imports {
		if ours, ok := strings.CutPrefix(imp, "sitrep/"); ok {
			if !slices.Contains(allowed, ours) && !slices.Contains(allowed, "*") {
				out = append(out, fmt.Sprintf("%s imports %s: not in the floor plan", name, ours))
			}
			continue
		}
		if name == "news" && strings.Contains(strings.SplitN(imp, "/", 2)[0], ".") {
			out = append(out, fmt.Sprintf("news imports %s: standard library only", imp))
		}
		for _, module := range slices.Sorted(maps.Keys(only)) {
			if (imp == module || strings.HasPrefix(imp, path.Clean(module)+"/")) &&
				!slices.Contains(only[module], name) {
				out = append(out, fmt.Sprintf("%s imports %s: that is for %v", name, imp, only[module]))
			}
		}
	}
	return out
}
