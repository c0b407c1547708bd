package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
)

const hush = "MTA-very-secret.token"

func TestSecretIsNotPrinted(t *testing.T) {
	type hidden struct{ c Config } // fmt cannot call methods of what lies in an unexported field
	c := Default()
	c.Discord.Token = NewSecret(hush)
	log := func(h func(*bytes.Buffer) slog.Handler, v any) string {
		var b bytes.Buffer
		slog.New(h(&b)).Info("configuration", "v", v)
		return b.String()
	}
	text := func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) }
	asJSON := func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) }
	encoded := func(v any, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%s", v)
	}
	for _, tt := range []struct {
		name, got string
		shows     bool // that there is a secret
	}{
		{"String", c.Discord.Token.String(), true},
		{"GoString", c.Discord.Token.GoString(), true},
		{"%v", fmt.Sprintf("%v", c.Discord.Token), true},
		{"%s", fmt.Sprintf("%s", c.Discord.Token), true},
		{"%q", fmt.Sprintf("%q", c.Discord.Token), true},
		{"%x", fmt.Sprintf("%x", c.Discord.Token), true},
		{"%d", fmt.Sprintf("%d", c.Discord.Token), true},
		{"pointer", fmt.Sprintf("%v", &c.Discord.Token), true},
		{"%v of the section", fmt.Sprintf("%v", c.Discord), true},
		{"%+v of all", fmt.Sprintf("%+v", c), true},
		{"%#v of all", fmt.Sprintf("%#v", c), true},
		{"%v of what hides it", fmt.Sprintf("%v", hidden{c}), false},
		{"%#v of what hides it", fmt.Sprintf("%#v", hidden{c}), false},
		{"Println", fmt.Sprintln(c), true},
		{"JSON", encoded(json.Marshal(c)), true},
		{"TOML", encoded(toml.Marshal(c)), true},
		{"log, text", log(text, c.Discord.Token), true},
		{"log, JSON", log(asJSON, c.Discord.Token), true},
		{"log, text, all", log(text, c), true},
		{"log, JSON, all", log(asJSON, c), true},
		{"diff", cmp.Diff(Default(), c, sameConfig), true},
		{"error", c.Errorf("discord.token", "%v is refused", c.Discord.Token).Error(), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if strings.Contains(tt.got, hush) {
				t.Errorf("the secret shows in %s", tt.got)
			}
			if tt.shows && !strings.Contains(tt.got, redacted) {
				t.Errorf("%s does not say %s", tt.got, redacted)
			}
		})
	}
	if got := c.Discord.Token.Reveal(); got != hush {
		t.Errorf("Reveal() = %q, want %q", got, hush)
	}
}

func TestEmptySecret(t *testing.T) {
	var s Secret
	if s.IsSet() || s.Reveal() != "" || s.String() != "" || NewSecret("").IsSet() {
		t.Errorf("the zero Secret is set to %q and prints %q, want neither", s.Reveal(), s.String())
	}
}

// TestErrorsDoNotShowSecrets demands that a mistake on the token's line does not print the line.
func TestErrorsDoNotShowSecrets(t *testing.T) {
	for _, doc := range []string{
		"[discord]\ntoken = " + hush,
		"[discord]\ntoken = \"" + hush,
		"[discord]\ntoken \"" + hush + "\"",
		"[discord]\ntoken = [\"" + hush + "\"]",
		"[discord]\ntoken = { value = \"" + hush + "\" }",
		"[discord]\ntoken = \"" + hush + "\"\ntoken = \"" + hush + "\"",
		"[discord]\ntokn = \"" + hush + "\"",
		"[discord]\ntoken = \"" + hush + "\"\ntoken_file = \"x\"",
	} {
		if _, err := parse("c.toml", []byte(doc), nil); err == nil || strings.Contains(err.Error(), hush) {
			t.Errorf("parse(%q) = %v, want an error without the secret", doc, err)
		}
	}
}

func TestTokenFile(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, empty, large := file("good", hush+"\n"), file("empty", " \n"), file("large", strings.Repeat("x", maxSecret+1))
	for _, tt := range []struct {
		name, doc string
		environ   []string
		want      string // the token, or how the error begins
		bad       bool
	}{
		{"file", "[discord]\ntoken_file = '" + good + "'", nil, hush, false},
		{"file by environment", "", []string{"SITREP_DISCORD_TOKEN_FILE=" + good}, hush, false},
		{
			"environment over file", "[discord]\ntoken_file = '" + empty + "'",
			[]string{"SITREP_DISCORD_TOKEN=other"},
			"other", false,
		},
		{
			"environment's file over token", "[discord]\ntoken = 'other'",
			[]string{"SITREP_DISCORD_TOKEN_FILE=" + good},
			hush, false,
		},
		{
			"both", "[discord]\ntoken = 'other'\ntoken_file = '" + good + "'", nil,
			"c.toml:2:9: discord.token: set either this or discord.token_file, not both", true,
		},
		{
			"both by environment", "",
			[]string{"SITREP_DISCORD_TOKEN=other", "SITREP_DISCORD_TOKEN_FILE=" + good},
			"SITREP_DISCORD_TOKEN: discord.token: set either", true,
		},
		{
			"missing", "[discord]\ntoken_file = '" + dir + "/none'", nil,
			"c.toml:2:14: discord.token_file: stat " + dir + "/none: no such file", true,
		},
		{
			"folder", "[discord]\ntoken_file = '" + dir + "'", nil,
			"c.toml:2:14: discord.token_file: " + dir + " is no file of at most 64KiB", true,
		},
		{
			"empty", "[discord]\ntoken_file = '" + empty + "'", nil,
			"c.toml:2:14: discord.token_file: " + empty + " is empty", true,
		},
		{
			"large", "[discord]\ntoken_file = '" + large + "'", nil,
			"c.toml:2:14: discord.token_file: " + large + " is no file of at most 64KiB", true,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := parse("c.toml", []byte(tt.doc), tt.environ)
			switch {
			case !tt.bad && (err != nil || c.Discord.Token.Reveal() != tt.want):
				t.Errorf("parse gives the token %q, %v, want %q", c.Discord.Token.Reveal(), err, tt.want)
			case tt.bad && (err == nil || !strings.HasPrefix(err.Error(), tt.want)):
				t.Errorf("parse = %v, want it to begin with %q", err, tt.want)
			}
		})
	}
}
