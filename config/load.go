package config

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// Load reads the file at path, applies the variables of environ (as os.Environ gives them), reads the files of secrets
// and validates the result. An empty path is no file. An error about the content is an [Errors].
func Load(path string, environ []string) (Config, error) {
	if path == "" {
		return parse("", nil, environ)
	}
	doc, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	return parse(path, doc, environ)
}

// parse is Load for the content of a file.
func parse(file string, doc []byte, environ []string) (Config, error) {
	c := Default()
	c.from = newOrigin(file)
	if err := c.decode(doc); err != nil {
		return Config{}, err
	}
	if err := c.override(environ); err != nil {
		return Config{}, err
	}
	problems := c.readSecrets()
	problems = append(problems, c.problems()...)
	if err := problems.err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// decode reads a TOML document into c and remembers where everything stands.
func (c *Config) decode(doc []byte) error {
	// Editors on Windows begin UTF-8 files with a byte order mark, which TOML does not know.
	doc = bytes.TrimPrefix(doc, []byte("\uFEFF"))
	var problems Errors
	for _, v := range outline(doc) {
		c.from.remember(v)
		if message := mistyped(v); message != "" {
			problems = append(problems, &Error{c.from.file, v.line, v.column, v.path, message})
		}
	}
	if len(problems) > 0 {
		return problems.err()
	}
	d := toml.NewDecoder(bytes.NewReader(doc))
	d.DisallowUnknownFields()
	return c.from.explain(d.Decode(c))
}

var textType = reflect.TypeFor[encoding.TextUnmarshaler]()

// mistyped says what is wrong with a number or the like where a text that we parse ourselves is wanted: the decoder
// hands us the digits of those too, and loses their position when we refuse them.
func mistyped(v value) string {
	switch v.kind {
	case unstable.Integer, unstable.Float, unstable.Bool, unstable.LocalDate, unstable.LocalTime,
		unstable.LocalDateTime, unstable.DateTime:
	default:
		return ""
	}
	t, ok := typeAt(v.path)
	if !ok || !reflect.PointerTo(t).Implements(textType) {
		return ""
	}
	target, _ := reflect.TypeAssert[encoding.TextUnmarshaler](reflect.New(t))
	if err := target.UnmarshalText([]byte(v.text)); err != nil {
		return err.Error()
	}
	return "this must be a text in quotes"
}

// typeAt returns the type of the value at path.
func typeAt(path string) (reflect.Type, bool) {
	t := reflect.TypeFor[Config]()
	for key := range strings.SplitSeq(path, ".") {
		name, index, _ := strings.Cut(key, "[")
		if t.Kind() != reflect.Struct {
			return nil, false
		}
		f, ok := fieldNamed(t, name)
		if !ok {
			return nil, false
		}
		t = f.Type
		for range strings.Count(index, "]") {
			if t.Kind() != reflect.Slice {
				return nil, false
			}
			t = t.Elem()
		}
	}
	return t, true
}

func fieldNamed(t reflect.Type, key string) (reflect.StructField, bool) {
	for f := range t.Fields() {
		if tag := f.Tag.Get("toml"); tag != "" && strings.EqualFold(tag, key) {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

// explain turns an error of the decoder into Errors.
func (o origin) explain(err error) error {
	if err == nil {
		return nil
	}
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok {
		var problems Errors
		for i := range unknown.Errors {
			e := o.located(&unknown.Errors[i])
			e.Message = "there is no such key" + alternatives(unknown.Errors[i].Key())
			problems = append(problems, e)
		}
		return problems.err()
	}
	if bad, ok := errors.AsType[*toml.DecodeError](err); ok {
		return Errors{o.located(bad)}
	}
	return Errors{{File: o.file, Message: strings.TrimPrefix(err.Error(), "toml: ")}}
}

func (o origin) located(bad *toml.DecodeError) *Error {
	line, column := bad.Position()
	key, known := o.path[position{line, column}]
	if !known {
		key = strings.Join(bad.Key(), ".")
	}
	message := strings.TrimPrefix(bad.Error(), "toml: ")
	// The decoder names the Go field, which tells an operator nothing that the key does not.
	if kind, ok := strings.CutPrefix(message, "cannot decode TOML "); ok {
		kind, _, _ = strings.Cut(kind, " into ")
		message = "this cannot be of the type " + kind
		if t, ok := typeAt(key); ok {
			message += ", it must be " + wanted(t)
		}
	}
	return &Error{o.file, line, column, key, message}
}

// wanted describes the values of a type to somebody who writes TOML.
func wanted(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[Duration]():
		return `a duration in quotes, like "15m"`
	case t == reflect.TypeFor[Bytes]():
		return `a size in quotes, like "8MiB"`
	case t == reflect.TypeFor[Secret]() || t.Kind() == reflect.String:
		return "a text in quotes"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Int:
		return "a whole number"
	case t.Kind() == reflect.Slice:
		return "a list in brackets"
	}
	return "a table"
}

// alternatives lists the keys that could stand where an unknown one does.
func alternatives(key toml.Key) string {
	path := strings.Join(key, ".")
	t := reflect.TypeFor[Config]()
	if up := parent(path); up != "" {
		var ok bool
		if t, ok = typeAt(up); !ok {
			return ""
		}
	}
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return ""
	}
	return ", but there are " + strings.Join(keysOf(t), ", ")
}

func keysOf(t reflect.Type) []string {
	var out []string
	for f := range t.Fields() {
		if tag := f.Tag.Get("toml"); tag != "" {
			out = append(out, tag)
		}
	}
	return out
}

// maxSecret is far beyond any token. Whoever names a larger file has named the wrong one.
const maxSecret = 64 << 10

// readSecrets replaces the name of each secret's file by its content.
func (c *Config) readSecrets() (problems Errors) {
	for _, s := range []struct {
		key  string
		into *Secret
		file string
	}{
		{"discord.token", &c.Discord.Token, c.Discord.TokenFile},
	} {
		if s.file == "" {
			continue
		}
		if s.into.IsSet() {
			problems = append(problems, c.Errorf(s.key, "set either this or %s_file, not both", s.key))
			continue
		}
		content, err := readSecret(s.file)
		if err != nil {
			problems = append(problems, c.Errorf(s.key+"_file", "%v", err))
			continue
		}
		*s.into = content
	}
	return problems
}

func readSecret(name string) (Secret, error) {
	info, err := os.Stat(name)
	if err != nil {
		return Secret{}, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxSecret {
		return Secret{}, fmt.Errorf("%s is no file of at most %v", name, Bytes(maxSecret))
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return Secret{}, err
	}
	secret := strings.TrimSpace(string(content))
	if secret == "" {
		return Secret{}, fmt.Errorf("%s is empty", name)
	}
	return NewSecret(secret), nil
}

// Errorf says what is wrong with the value of a key, with the place where it stands, for whoever alone can judge it (a
// cron spec, a token).
func (c Config) Errorf(key, format string, args ...any) *Error {
	return c.from.blame(&Error{Key: key, Message: fmt.Sprintf(format, args...)})
}
