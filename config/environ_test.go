package config

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestEnvironmentOverridesTheFile(t *testing.T) {
	doc := "[poll]\nworkers = 3\ncontact = \"https://a.example/\"\n[catalogue]\nonly = " +
		"[\"Reuters\"]\n[[sources]]\nname = \"A\""
	got, err := parse("c.toml", []byte(doc), []string{
		"PATH=/bin",
		"SITREP_POLL_WORKERS=5",
		"SITREP_POLL_MAX_INTERVAL=2h",
		"SITREP_POLL_CONTACT=",
		"SITREP_POLL_ALLOW_PRIVATE=localhost, 10.0.0.0/8,",
		"SITREP_DATABASE_CACHE=64MiB",
		"SITREP_DISCORD_TOKEN=abc",
		"SITREP_DISCORD_API_URL=http://127.0.0.1:9",
		"SITREP_CATALOGUE_USE=false",
		`SITREP_CATALOGUE_ONLY=["BBC News"]`,
		`SITREP_SOURCES=[{ name = "B", feeds = ["https://b.example"] }]`,
		"SITREP_WEB_PORT=tcp://10.0.0.1:80", // Kubernetes, for a service called sitrep-web
		"SITREP_CONFIG=elsewhere.toml",      // the command line's
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Poll.Workers = 5
	want.Poll.MaxInterval = Duration(2 * time.Hour)
	want.Poll.AllowPrivate = []string{"localhost", "10.0.0.0/8"}
	want.Database.Cache = 64 << 20
	want.Discord.Token = NewSecret("abc")
	want.Discord.APIURL = "http://127.0.0.1:9"
	want.Catalogue.Use = false
	want.Catalogue.Only = []string{"BBC News"}
	want.Sources = []Source{{Name: "B", Feeds: []Feed{{URL: "https://b.example"}}}}
	if diff := cmp.Diff(want, got, sameConfig); diff != "" {
		t.Errorf("parse (-want +got):\n%s", diff)
	}
}

// TestEveryKeyHasAVariable sets each key by its variable to something it cannot be, or to something that it then is.
func TestEveryKeyHasAVariable(t *testing.T) {
	for section := range reflect.TypeFor[Config]().Fields() {
		name := section.Tag.Get("toml")
		if name == "" {
			continue
		}
		keys := []string{""}
		if section.Type.Kind() == reflect.Struct {
			keys = keysOf(section.Type)
		}
		for _, key := range keys {
			variable := strings.TrimSuffix(prefix+strings.ToUpper(name+"_"+key), "_")
			c := Default()
			path, _, ok := c.fieldFor(variable)
			if want := strings.TrimSuffix(name+"."+key, "."); !ok || path != want {
				t.Errorf("%s sets %q, want %q", variable, path, want)
			}
		}
	}
}

func TestEnvironmentErrors(t *testing.T) {
	for _, tt := range []struct{ name, variable, want string }{
		{
			"no such key", "SITREP_DISCORD_TOKN=x",
			"SITREP_DISCORD_TOKN: there is no such variable, but there are SITREP_DISCORD_TOKEN, ",
		},
		{
			"part of a list of tables", "SITREP_SOURCES_NAME=x",
			"SITREP_SOURCES_NAME: there is no such variable, but there is SITREP_SOURCES",
		},
		{
			"no whole number", "SITREP_POLL_WORKERS=many",
			`SITREP_POLL_WORKERS: poll.workers: "many" is not a whole number`,
		},
		{
			"neither true nor false", "SITREP_CATALOGUE_USE=perhaps",
			`SITREP_CATALOGUE_USE: catalogue.use: "perhaps" is neither true nor false`,
		},
		{
			"duration without unit", "SITREP_POLL_TIMEOUT=15",
			`SITREP_POLL_TIMEOUT: poll.timeout: 15 is a duration without unit: write "15s"`,
		},
		{"bad value", "SITREP_DIGEST_ZONE=Mars", `SITREP_DIGEST_ZONE: digest.zone: "Mars" is not a time zone`},
		{"no tables", "SITREP_SOURCES=Reuters", "SITREP_SOURCES: sources: this must be a TOML array of tables"},
		{"bad TOML", "SITREP_TOPICS=[{", "SITREP_TOPICS: topics: "},
		{"unknown key of a table", `SITREP_TOPICS=[{ slog = "x" }]`, "SITREP_TOPICS: topics: there is no such key"},
		{
			"bad value in a table", `SITREP_SOURCES=[{ name = "A", kind = "blog" }]`,
			`SITREP_SOURCES: sources[0].kind: "blog" is none of`,
		},
		{
			"element of a list", "SITREP_POLL_ALLOW_PRIVATE=localhost,10.0.0.0/99",
			`SITREP_POLL_ALLOW_PRIVATE: poll.allow_private[1]: `,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parse("c.toml", []byte("[digest]\nzone = \"UTC\""), []string{tt.variable})
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("parse with %s = %v, want it to begin with %q", tt.variable, err, tt.want)
			}
		})
	}
}

// TestArrayVariableSetsOnlyItsKey shows that TOML in a variable cannot reach beyond the key that it names.
func TestArrayVariableSetsOnlyItsKey(t *testing.T) {
	got, err := parse("", nil, []string{"SITREP_POLL_ALLOW_PRIVATE=[]\nworkers = 99"})
	if err != nil {
		t.Fatal(err)
	}
	if got.Poll.Workers != Default().Poll.Workers {
		t.Errorf("poll.workers = %d, want the default", got.Poll.Workers)
	}
}
