package config

import (
	"bytes"
	"cmp"
	"encoding"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// prefix begins the names of our environment variables.
const prefix = "SITREP_"

// orchestration matches what Kubernetes puts into the environment of every pod for a service called sitrep-web or the
// like. No key of ours ends so.
var orchestration = regexp.MustCompile(`_(SERVICE_(HOST|PORT).*|PORT(_\d+_(TCP|UDP).*)?)$`)

// override applies the variables of environ that name a key.
func (c *Config) override(environ []string) error {
	var problems Errors
	given := map[string]bool{}
	for _, pair := range slices.Sorted(slices.Values(environ)) {
		name, text, _ := strings.Cut(pair, "=")
		path, field, found := c.fieldFor(name)
		switch {
		case !found:
			if e := unknownVariable(name); e != nil {
				problems = append(problems, e)
			}
			continue
		case c.from.env[path] != "":
			continue // the same variable twice: the first counts, as in os.Getenv
		}
		c.from.env[path] = name
		given[path] = true
		if err := assign(field, text, path); err != nil {
			problems = append(problems, &Error{File: name, Key: path, Message: err.Error()})
		}
	}
	if given["discord.token"] != given["discord.token_file"] { // the form that the environment gives replaces the other
		if given["discord.token"] {
			c.Discord.TokenFile = ""
		} else {
			c.Discord.Token = Secret{}
		}
	}
	return problems.err()
}

// fieldFor finds the field that a variable sets, and its path.
func (c *Config) fieldFor(name string) (path string, field reflect.Value, ok bool) {
	rest, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return "", reflect.Value{}, false
	}
	section, key, nested := strings.Cut(strings.ToLower(rest), "_")
	all := reflect.ValueOf(c).Elem()
	f, ok := fieldNamed(all.Type(), section)
	if !ok || (f.Type.Kind() == reflect.Struct) != nested {
		return "", reflect.Value{}, false
	}
	field = all.FieldByIndex(f.Index)
	if !nested {
		return section, field, true
	}
	f, ok = fieldNamed(f.Type, key)
	if !ok {
		return "", reflect.Value{}, false
	}
	return section + "." + key, field.FieldByIndex(f.Index), true
}

// unknownVariable complains of a variable that begins with the name of a section but names none of its keys: a typing
// mistake that would otherwise go unseen.
func unknownVariable(name string) *Error {
	rest, ok := strings.CutPrefix(name, prefix)
	if !ok || orchestration.MatchString(rest) {
		return nil
	}
	section, _, _ := strings.Cut(strings.ToLower(rest), "_")
	f, ok := fieldNamed(reflect.TypeFor[Config](), section)
	if !ok {
		return nil
	}
	if f.Type.Kind() != reflect.Struct {
		return &Error{File: name, Message: "there is no such variable, but there is " + prefix +
			strings.ToUpper(section)}
	}
	names := keysOf(f.Type)
	for i, key := range names {
		names[i] = prefix + strings.ToUpper(section+"_"+key)
	}
	return &Error{File: name, Message: "there is no such variable, but there are " + strings.Join(names, ", ")}
}

// assign sets field from the text of a variable.
func assign(field reflect.Value, text, path string) error {
	if target, ok := reflect.TypeAssert[encoding.TextUnmarshaler](field.Addr()); ok {
		return target.UnmarshalText([]byte(text))
	}
	switch field.Kind() {
	case reflect.String:
		field.SetString(text)
	case reflect.Bool:
		v, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", text)
		}
		field.SetBool(v)
	case reflect.Int:
		v, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Errorf("%q is not a whole number", text)
		}
		field.SetInt(int64(v))
	default:
		return assignList(field, text, path)
	}
	return nil
}

// assignList sets a list from "a,b" or from a TOML array.
func assignList(field reflect.Value, text, path string) error {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "[") {
		return assignArray(field, text, path)
	}
	if field.Type().Elem().Kind() != reflect.String {
		if text != "" {
			return fmt.Errorf("this must be a TOML array of tables: [{…}, {…}]")
		}
		field.SetZero()
		return nil
	}
	var list []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	field.Set(reflect.ValueOf(list))
	return nil
}

// assignArray decodes the array into an otherwise empty Config, so that a variable can set no key but its own.
func assignArray(field reflect.Value, text, path string) error {
	section, key, nested := strings.Cut(path, ".")
	doc := cmp.Or(key, section) + " = " + text
	if nested {
		doc = "[" + section + "]\n" + doc
	}
	var c Config
	d := toml.NewDecoder(bytes.NewReader([]byte(doc)))
	d.DisallowUnknownFields()
	if err := (origin{}).explain(d.Decode(&c)); err != nil {
		problems, _ := err.(Errors) //nolint:errorlint // explain returns nothing else
		return fmt.Errorf("%s", problems[0].Message)
	}
	_, from, _ := c.fieldFor(prefix + strings.ToUpper(strings.ReplaceAll(path, ".", "_")))
	field.Set(from)
	return nil
}
