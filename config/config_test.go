package config

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	_ "time/tzdata" // zones must load on machines without a zone database

	"github.com/google/go-cmp/cmp"
)

// sameConfig compares configurations by what they say, not by where they say it.
var sameConfig = cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "from" }, cmp.Ignore())

const exampleFile = "../config.example.toml"

// setting matches a line of the example that a reader switches on by removing the "#".
var setting = regexp.MustCompile(`(?m)^#(\[|[a-z_]+ = )`)

func TestEmptyFileIsDefault(t *testing.T) {
	got, err := parse("config.toml", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default(), got, sameConfig); diff != "" {
		t.Errorf("an empty file is not Default() (-want +got):\n%s", diff)
	}
}

func TestExampleSaysTheDefaults(t *testing.T) {
	asShipped, err := Load(exampleFile, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default(), asShipped, sameConfig); diff != "" {
		t.Errorf("the example as shipped is not Default() (-want +got):\n%s", diff)
	}

	switchedOn := loadExampleSwitchedOn(t)
	if len(switchedOn.Sources) != 1 || len(switchedOn.Topics) != 1 || len(switchedOn.Subscriptions) != 1 {
		t.Errorf("the example switched on has %d sources, %d topics and %d subscriptions, want one of each",
			len(switchedOn.Sources), len(switchedOn.Topics), len(switchedOn.Subscriptions))
	}
	switchedOn.Sources, switchedOn.Topics, switchedOn.Subscriptions = nil, nil, nil
	emptyIsNil := cmp.Transformer("emptyIsNil", func(s []string) []string { return append([]string(nil), s...) })
	if diff := cmp.Diff(Default(), switchedOn, sameConfig, cmp.FilterValues(func(a,
		b []string,
	) bool {
		return len(a)+len(b) == 0
	}, emptyIsNil)); diff != "" {
		t.Errorf("the commented defaults are not Default() (-want +got):\n%s", diff)
	}
}

// TestExampleIsComplete demands that every key stands in the example, within its own section.
func TestExampleIsComplete(t *testing.T) {
	doc := readExample(t)
	stands := map[string]bool{}
	for _, v := range outline(setting.ReplaceAll(doc, []byte("$1"))) {
		stands[v.path] = true
	}
	for section := range reflect.TypeFor[Config]().Fields() {
		name := section.Tag.Get("toml")
		if name == "" {
			continue
		}
		table, prefix := section.Type, name+"."
		if table.Kind() == reflect.Slice {
			table, prefix = table.Elem(), name+"[0]."
		}
		for _, key := range keysOf(table) {
			if !stands[prefix+key] {
				t.Errorf("%s lacks %s%s", exampleFile, prefix, key)
			}
		}
	}
}

func readExample(t *testing.T) []byte {
	t.Helper()
	doc, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func loadExampleSwitchedOn(t *testing.T) Config {
	t.Helper()
	c, err := parse(exampleFile, setting.ReplaceAll(readExample(t), []byte("$1")), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// mistakes are configurations and the errors that they give.
var mistakes = []struct {
	name, doc string
	want      []string // one a problem, in order of position
}{
	{
		"unknown key", "[poll]\nworkers = 3\nworker = 4",
		[]string{"c.toml:3:1: poll.worker: there is no such key, but there are workers, min_interval,"},
	},
	{
		"unknown section", "\n[pol]\nworkers = 3",
		[]string{"c.toml:2:2: pol: there is no such key, but there are database, discord, poll,"},
	},
	{
		"unknown key of an outlet", "[[sources]]\nname = \"A\"\nhomepage = \"https://a.example\"",
		[]string{"c.toml:3:1: sources[0].homepage: there is no such key, but there are name, home,"},
	},
	{
		"two mistakes at once", "[log]\nlevels = \"info\"\n[web]\nport = 80",
		[]string{"c.toml:2:1: log.levels", "c.toml:4:1: web.port"},
	},
	{
		"bad zone", "[digest]\n  zone = \"Europe/Kyviv\"",
		[]string{`c.toml:2:10: digest.zone: "Europe/Kyviv" is not a time zone`},
	},
	{"zone of the machine", "digest.zone = \"Local\"", []string{"c.toml:1:15: digest.zone: "}},
	{
		"duration without unit", "[poll]\ntimeout = 15",
		[]string{`c.toml:2:11: poll.timeout: 15 is a duration without unit: write "15s", "15m" or "15h"`},
	},
	{
		"duration without unit in quotes", "[poll]\ntimeout = \"15\"",
		[]string{`c.toml:2:11: poll.timeout: 15 is a duration without unit`},
	},
	{
		"fraction for a duration", "[poll]\ntimeout = 1.5",
		[]string{"c.toml:2:11: poll.timeout: 1.5 is a duration without unit"},
	},
	{
		"unreadable duration", "[poll]\ntimeout = \"soon\"",
		[]string{`c.toml:2:11: poll.timeout: "soon" is not a duration`},
	},
	{
		"truth for a duration", "[poll]\ntimeout = true",
		[]string{`c.toml:2:11: poll.timeout: "true" is not a duration`},
	},
	{
		"size without unit", "[database]\ncache = 64",
		[]string{`c.toml:2:9: database.cache: 64 is a size without unit: write "64MiB"`},
	},
	{
		"number for a text", "[log]\nlevel = 3",
		[]string{"c.toml:2:9: log.level: this cannot be of the type integer, it must be a text in quotes"},
	},
	{
		"text for a number", "[poll]\nworkers = \"many\"",
		[]string{"c.toml:2:11: poll.workers: this cannot be of the type string, it must be a whole number"},
	},
	{
		"text for a truth", "catalogue = { use = \"yes\" }",
		[]string{"c.toml:1:21: catalogue.use: this cannot be of the type string, it must be true or false"},
	},
	{
		"text for a list", "[poll]\nallow_private = \"localhost\"",
		[]string{"c.toml:2:17: poll.allow_private: this cannot be of the type string, it must be a list in " +
			"brackets"},
	},
	{
		"number for an id", "[discord]\nguild = 123456789012345678",
		[]string{"c.toml:2:9: discord.guild: this cannot be of the type integer, it must be a text in quotes"},
	},
	{
		"number for a secret", "[discord]\ntoken = 12345",
		[]string{"c.toml:2:9: discord.token: this must be a text in quotes"},
	},
	{
		"number for a feed", "[[sources]]\nname = \"A\"\nfeeds = [ 7 ]",
		[]string{"c.toml:3:11: sources[0].feeds[0]: this must be a text in quotes"},
	},
	{"no TOML", "[poll]\nworkers 3", []string{"c.toml:2:9: "}},
	{"twice the same key", "[poll]\nworkers = 3\nworkers = 4", []string{"c.toml:3:1: poll.workers: "}},
	{"not UTF-8", "[log]\nlevel = \"\xff\"", []string{"c.toml:2:10: "}},
	{
		"interval upside down", "[poll]\nmin_interval = \"2h\"\nmax_interval = \"1h\"",
		[]string{"c.toml:3:16: poll.max_interval: 1h0m0s is less than poll.min_interval, which is 2h0m0s"},
	},
	{
		"default overtaken", "[poll]\nmin_interval = \"9h\"",
		[]string{"c.toml:1:2: poll.max_interval: 6h0m0s is less than"},
	},
	{
		"list element", "[poll]\nallow_private = [\"localhost\",\n  \"10.0.0.0/99\"]",
		[]string{`c.toml:3:3: poll.allow_private[1]: "10.0.0.0/99" is neither a host name`},
	},
	{
		"kind of the second outlet", "[[sources]]\nname = \"A\"\n[[sources]]\nname = \"B\"\nkind = \"blog\"",
		[]string{`c.toml:5:8: sources[1].kind: "blog" is none of wire, newspaper`},
	},
	{
		"outlet without name", "[[sources]]\nkind = \"wire\"",
		[]string{"c.toml:1:3: sources[0].name: the outlet needs a name"},
	},
	{
		"inline outlets", "sources = [{ name = \"A\" }, { name = \"a\" }]",
		[]string{`c.toml:1:37: sources[1].name: there is another outlet called "a"`},
	},
	{
		"feed without scheme", "[[sources]]\nname = \"A\"\nfeeds = [{ url = \"a.example/rss\" }]",
		[]string{"sources[0].feeds[0]: \"a.example/rss\" is not an address that begins with http:// or https://"},
	},
	{
		"feed of an unknown topic",
		"[[sources]]\nname = \"A\"\nfeeds = [{ url = \"https://a.example\", topics = [\"moon\"] }]",
		[]string{`c.toml:3:49: sources[0].feeds[0].topics[0]: there is no topic "moon"`},
	},
	{
		"feed listed twice", "[[sources]]\nname = \"A\"\nfeeds = [\"https://a.example\", \"https://a.example\"]",
		[]string{"c.toml:3:31: sources[0].feeds[1]: https://a.example is listed twice"},
	},
	{
		"country in words", "[[sources]]\nname = \"A\"\ncountry = \"Ukraine\"",
		[]string{`c.toml:3:11: sources[0].country: "Ukraine" is not a country`},
	},
	{
		"topic that matches nothing", "[[topics]]\nslug = \"x\"\nname = \"X\"",
		[]string{`c.toml:1:3: topics[0]: the topic "x" needs words`},
	},
	{
		"slug with capitals", "[[topics]]\nslug = \"Ukraine War\"\nname = \"X\"\nwords = [\"x\"]",
		[]string{`c.toml:2:8: topics[0].slug: "Ukraine War" is not a slug`},
	},
	{
		"colour too big", "[[topics]]\nslug = \"x\"\nname = \"X\"\nwords = [\"x\"]\ncolour = 0x1000000",
		[]string{"c.toml:5:10: topics[0].colour: 0x1000000 is not between"},
	},
	{
		"text for a sign", "[[topics]]\nslug = \"x\"\nname = \"X\"\nwords = [\"x\"]\nsign = \"[war]\"",
		[]string{`c.toml:5:8: topics[0].sign: "[war]" is not one emoji`},
	},
	{"subscription", "[[subscriptions]]\nchannel = \"news\"\ntopic = \"moon\"", []string{
		"c.toml:1:3: subscriptions[0].schedule: say when",
		`c.toml:2:11: subscriptions[0].channel: "news" is not the id of a Discord channel`,
		`c.toml:3:9: subscriptions[0].topic: there is no topic "moon"`,
	}},
	{
		"unknown outlet excepted", "[catalogue]\nexcept = [\"Reuters\", \"Nobody\"]",
		[]string{`c.toml:2:22: catalogue.except[1]: the catalogue has no outlet called "Nobody"`},
	},
	{
		"address without port", "[web]\nlisten = \"localhost\"",
		[]string{`c.toml:2:10: web.listen: "localhost" is not host:port`},
	},
	{
		"header injection", "[poll]\nuser_agent = \"Sitrep\\r\\nCookie: x\"",
		[]string{"c.toml:2:14: poll.user_agent: "},
	},
	{
		"contact", "[poll]\ncontact = \"me\"",
		[]string{`c.toml:2:11: poll.contact: "me" is neither an e-mail address nor a URL`},
	},
}

func TestErrorsNameThePlace(t *testing.T) {
	for _, tt := range mistakes {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parse("c.toml", []byte(tt.doc), nil)
			problems, ok := errors.AsType[Errors](err)
			if !ok {
				t.Fatalf("parse(%q) = %v, want Errors", tt.doc, err)
			}
			if len(problems) != len(tt.want) {
				t.Fatalf("parse(%q) found %d problems, want %d:\n%v", tt.doc, len(problems), len(tt.want), err)
			}
			for i, want := range tt.want {
				if got := problems[i].Error(); !strings.Contains(got, want) {
					t.Errorf("problem %d is %q, want it to contain %q", i, got, want)
				}
			}
		})
	}
}

func TestLayouts(t *testing.T) {
	want := Default()
	want.Poll.Workers = 3
	want.Log.Level = "debug"
	want.Sources = []Source{{Name: "A", Feeds: []Feed{
		{URL: "https://a.example/1"},
		{URL: "https://a.example/2", Topics: []string{"sudan"}},
	}}}
	for _, tt := range []struct{ name, doc string }{
		{"tables", "[poll]\nworkers = 3\n[log]\nlevel = \"debug\"\n[[sources]]\nname = \"A\"\nfeeds = " +
			"[\"https://a.example/1\", { url = \"https://a.example/2\", topics = [\"sudan\"] }]"},
		{
			"dotted keys",
			"poll.workers = 3\nlog.level = 'debug'\nsources = [{ name = 'A', feeds = ['https://a.example/1', { url = " +
				"'https://a.example/2', topics = ['sudan'] }] }]",
		},
		{
			"tables of feeds",
			"poll = { workers = 3 }\nlog = { level = 'debug' }\n[[sources]]\nname = 'A'\n[[sources.feeds]]\nurl = " +
				"'https://a.example/1'\n[[sources.feeds]]\nurl = 'https://a.example/2'\ntopics = ['sudan']",
		},
		{
			"byte order mark and Windows line ends",
			"\uFEFF[poll]\r\nworkers = 3\r\n[log]\r\nlevel = \"debug\"\r\n[[sources]]\r\nname = \"A\"\r\nfeeds = " +
				"[\"https://a.example/1\", { url = \"https://a.example/2\", topics = [\"sudan\"] }]\r\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := parse("c.toml", []byte(tt.doc), nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, sameConfig); diff != "" {
				t.Errorf("parse (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNestedTablesHaveTheirOwnPlaces shows that a mistake in the second table of an outlet's feeds is found there.
func TestNestedTablesHaveTheirOwnPlaces(t *testing.T) {
	doc := "[[sources]]\nname = 'A'\n[[sources.feeds]]\nurl = 'https://a.example'\n[[sources]]\nname = " +
		"'B'\n[[sources.feeds]]\nurl = 'https://b.example'\n[[sources.feeds]]\nurl = 'ftp://b.example'"
	_, err := parse("c.toml", []byte(doc), nil)
	// The address is the feed's own value, so the table that holds it is blamed.
	if want := "c.toml:9:3: sources[1].feeds[1]: "; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("parse = %v, want it to begin with %q", err, want)
	}
}

func TestErrorfBlamesTheValue(t *testing.T) {
	c, err := parse("c.toml", []byte("[[subscriptions]]\nchannel = '123456789012345678'\nschedule = '99 * * * *'"),
		[]string{"SITREP_LOG_LEVEL=warn"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ key, want string }{
		{"subscriptions[0].schedule", "c.toml:3:12: subscriptions[0].schedule: minute 99"},
		{"subscriptions[0].zone", "c.toml:1:3: subscriptions[0].zone: minute 99"},
		{"log.level", "SITREP_LOG_LEVEL: log.level: minute 99"},
		{"web.listen", "c.toml: web.listen: minute 99"},
	} {
		if got := c.Errorf(tt.key, "minute %d", 99).Error(); got != tt.want {
			t.Errorf("Errorf(%q) = %q, want %q", tt.key, got, tt.want)
		}
	}
	if got, want := Default().Errorf("web.listen", "in use").Error(), "web.listen: in use"; got != want {
		t.Errorf("Errorf without a file = %q, want %q", got, want)
	}
}

func TestLoadMissingFile(t *testing.T) {
	if _, err := Load(filepath.Join(t.TempDir(), "none.toml"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Load of a missing file = %v, want one that is os.ErrNotExist", err)
	}
}

func TestUnitsReadWhatTheyWrite(t *testing.T) {
	for _, b := range []Bytes{0, 1, 1023, 1024, 3 << 19, 8 << 20, 5 << 30} {
		var got Bytes
		if err := got.UnmarshalText([]byte(b.String())); err != nil || got != b {
			t.Errorf("UnmarshalText(%q) = %v, %v, want %d", b, int64(got), err, int64(b))
		}
	}
	for _, s := range []string{"", "8", "8MB", "-1MiB", "MiB", "1.5MiB", "99999999999GiB", "8 mib"} {
		if err := new(Bytes).UnmarshalText([]byte(s)); err == nil {
			t.Errorf("UnmarshalText(%q) as Bytes = nil, want an error", s)
		}
	}
	var d Duration
	if err := d.UnmarshalText([]byte(Default().Poll.MaxInterval.String())); err != nil ||
		d != Default().Poll.MaxInterval {
		t.Errorf("UnmarshalText of a Duration's String = %v, %v", d, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("[poll]\nworkers = 3\n"))
	f.Add([]byte("sources = [{ name = 'A', feeds = ['https://a.example', { url = 'x', topics = [] }] }]"))
	f.Add([]byte("[[a]]\n[a.b]\n[[a.b.c]]\nd.e = [[1], {f = 2}]"))
	f.Add([]byte("[discord]\ntoken = 1979-05-27T07:32:00Z"))
	if example, err := os.ReadFile(exampleFile); err == nil {
		f.Add(setting.ReplaceAll(example, []byte("$1")))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		// No secret may be read from the machine that runs the test.
		if strings.Contains(strings.ToLower(string(doc)), "file") {
			return
		}
		lines := 1 + strings.Count(string(doc), "\n")
		c, err := parse("c.toml", doc, nil)
		if err == nil {
			if again := c.Validate(); again != nil {
				t.Errorf("parse accepts what Validate refuses: %v", again)
			}
			return
		}
		problems, ok := errors.AsType[Errors](err)
		if !ok {
			t.Fatalf("parse = %v (%T), want Errors", err, err)
		}
		for _, p := range problems {
			if p.Line < 0 || p.Line > lines || (p.Line > 0 && p.Column < 1) {
				t.Errorf("%v lies outside a document of %d lines", p, lines)
			}
		}
	})
}

func TestWebHostsAndPagesQuota(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	for text, want := range map[string]string{
		"[web]\nhosts = [\"sitrep.example.org\"]\n[poll]\npages_quota = \"64MiB\"\n": "",
		"[web]\nhosts = [\"https://sitrep.example.org/\"]\n":                         "web.hosts",
		"[poll]\npages_quota = \"1KiB\"\n":                                           "poll.pages_quota",
		"[retention]\narticles = \"24h\"\n":                                          "retention.articles",
		"[retention]\narticles = \"0s\"\n":                                           "",
		"[poll]\nfeed_quota = \"1KiB\"\n":                                            "poll.feed_quota",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path, nil)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("Load(%q) = %v, want an error about %q", text, err, want)
		}
	}
}
