package discordtest

import (
	"fmt"
	"slices"
)

// LoadChecker returns the validation by the OpenAPI description at path, for its benchmark: it counts the problems.
func LoadChecker(path string) (func(template, method string, body any) int, error) {
	api, err := loadOpenAPI(path)
	if err != nil {
		return nil, err
	}
	return func(template, method string, body any) int { return len(api.check(template, method, nil, body)) }, nil
}

// ReadOpenAPI reads the description, past the cache.
func ReadOpenAPI(path string) error {
	_, err := readOpenAPI(path)
	return err
}

// Contradictions lists where the built-in description says otherwise than the one at path: a key that the latter does
// not have, one that has other bounds, or one that it does not require.
func Contradictions(path string) ([]string, error) {
	ours, err := loadExcerpt()
	if err != nil {
		return nil, err
	}
	theirs, err := loadOpenAPI(path)
	if err != nil {
		return nil, err
	}
	c := comparison{ours: ours, theirs: theirs, seen: map[string]bool{}}
	for template, item := range ours.Paths {
		for method := range item {
			mine, _ := ours.operation(template, method)
			other, ok := theirs.operation(template, method)
			where := method + " " + template
			switch {
			case !ok:
				c.add(where, "is not there")
			case (mine.Body == nil) != (other.Body == nil):
				c.add(where, "has a body in one of them")
			case mine.Body != nil:
				const form = "application/json"
				c.schemas(where, mine.Body.Content[form].Schema, other.Body.Content[form].Schema)
			}
		}
	}
	return c.found, nil
}

type comparison struct {
	ours, theirs *openAPI
	seen         map[string]bool
	found        []string
}

func (c *comparison) add(where string, what ...any) {
	c.found = append(c.found, where+": "+fmt.Sprint(what...))
}

// branches are the alternatives of a schema that are of one type, without the empty one.
func branches(a *openAPI, s schema) (out []schema) {
	s = a.resolve(s)
	all := append(slices.Clone(s.OneOf), s.AnyOf...)
	if len(all) == 0 || len(s.Properties) > 0 {
		return []schema{s}
	}
	for _, b := range all {
		if b.Const != nil {
			return []schema{s}
		}
		if b = a.resolve(b); len(b.Type) != 1 || b.Type[0] != "null" {
			out = append(out, branches(a, b)...)
		}
	}
	return out
}

// schemas compares: what ours says, some alternative of theirs must say, too.
func (c *comparison) schemas(where string, ours, theirs schema) {
	if key := ours.Ref + " " + theirs.Ref; key != " " {
		if c.seen[key] {
			return
		}
		c.seen[key] = true
	}
	others := branches(c.theirs, theirs)
	for _, mine := range branches(c.ours, ours) {
		c.some(where, others, func(c *comparison, other schema) { c.one(where, mine, other) })
		for key, sub := range mine.Properties {
			var having []schema
			for _, other := range others {
				if to, ok := other.Properties[key]; ok {
					having = append(having, to)
				}
			}
			c.some(where+"."+key, having, func(c *comparison, to schema) { c.schemas(where+"."+key, sub, to) })
		}
	}
}

// some keeps what is found against the alternative that agrees most.
func (c *comparison) some(where string, others []schema, compare func(*comparison, schema)) {
	least := []string{where + ": nothing to compare with"}
	for i, other := range others {
		trial := comparison{ours: c.ours, theirs: c.theirs, seen: c.seen}
		compare(&trial, other)
		if i == 0 || len(trial.found) < len(least) {
			least = trial.found
		}
	}
	c.found = append(c.found, least...)
}

// one compares what is not below keys.
func (c *comparison) one(where string, mine, other schema) {
	bounds := func(s schema) (out []int) {
		for _, p := range []*int{s.MinLength, s.MaxLength, s.MinItems, s.MaxItems} {
			out = append(out, deref(p, -1))
		}
		return out
	}
	if x, y := bounds(mine), bounds(other); !slices.Equal(x, y) {
		c.add(where, "bounds ", x, " against ", y)
	}
	for _, key := range mine.Required {
		if !slices.Contains(other.Required, key) {
			c.add(where, key, " is not required")
		}
	}
	if mine.Items != nil && other.Items != nil {
		c.schemas(where+"[]", *mine.Items, *other.Items)
	}
}
