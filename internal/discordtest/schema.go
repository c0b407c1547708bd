package discordtest

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The OpenAPI description is read by the few JSON Schema keywords that it uses. kin-openapi v0.153 was measured on it
// first: by default it refuses every Components V2 message (it ignores `const`, so the integer enums match several
// branches of a `oneOf`), in JSON Schema 2020 mode it takes 9 ms a message, and it explains one wrong button in 43 kB
// without saying which branch was meant. Here the branch is chosen as Discord chooses it, by the component's type, so
// the errors have the paths that Discord's have.

// schema is a JSON Schema (draft 2020-12), as far as Discord's OpenAPI description uses it.
type schema struct {
	Ref        string            `json:"$ref"`
	Type       types             `json:"type"`
	Enum       []any             `json:"enum"`
	Const      any               `json:"const"`
	Format     string            `json:"format"`
	Pattern    string            `json:"pattern"`
	Minimum    *float64          `json:"minimum"`
	Maximum    *float64          `json:"maximum"`
	MinLength  *int              `json:"minLength"`
	MaxLength  *int              `json:"maxLength"`
	MinItems   *int              `json:"minItems"`
	MaxItems   *int              `json:"maxItems"`
	MinProps   *int              `json:"minProperties"`
	MaxProps   *int              `json:"maxProperties"`
	Unique     bool              `json:"uniqueItems"`
	Required   []string          `json:"required"`
	Properties map[string]schema `json:"properties"`
	Items      *schema           `json:"items"`
	Additional json.RawMessage   `json:"additionalProperties"`
	OneOf      []schema          `json:"oneOf"`
	AnyOf      []schema          `json:"anyOf"`
	AllOf      []schema          `json:"allOf"`
}

// types is the keyword "type": one name or several.
type types []string

func (t *types) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*t = types{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(t))
}

type parameter struct {
	Name     string `json:"name"`
	In       string `json:"in"`
	Required bool   `json:"required"`
	Schema   schema `json:"schema"`
}

type operation struct {
	Parameters []parameter `json:"parameters"`
	Body       *struct {
		Required bool `json:"required"`
		Content  map[string]struct {
			Schema schema `json:"schema"`
		} `json:"content"`
	} `json:"requestBody"`
}

// openAPI is Discord's published description of its HTTP API: operations by path template and lower-case method.
type openAPI struct {
	Paths      map[string]map[string]json.RawMessage `json:"paths"`
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`

	mu         sync.Mutex
	operations map[string]operation
	patterns   map[string]*regexp.Regexp
}

// excerpt describes, in the form of Discord's description, the requests that the stand-in serves: written for the
// tests from the developer documentation, so that they are checked wherever the repository is.
//
//go:embed api.json
var excerpt []byte

var loadExcerpt = sync.OnceValues(func() (*openAPI, error) { return parseOpenAPI(excerpt) })

// loadOpenAPI reads the file once for each path and process: it is 1.2 MB.
var loadOpenAPI = func() func(string) (*openAPI, error) {
	var loaded sync.Map // path -> func() (*openAPI, error)
	return func(path string) (*openAPI, error) {
		once, _ := loaded.LoadOrStore(path, sync.OnceValues(func() (*openAPI, error) { return readOpenAPI(path) }))
		return once.(func() (*openAPI, error))()
	}
}()

func readOpenAPI(path string) (*openAPI, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the OpenAPI description: %w", err)
	}
	api, err := parseOpenAPI(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return api, nil
}

func parseOpenAPI(b []byte) (*openAPI, error) {
	api := &openAPI{operations: map[string]operation{}, patterns: map[string]*regexp.Regexp{}}
	if err := json.Unmarshal(b, api); err != nil {
		return nil, fmt.Errorf("read the OpenAPI description: %w", err)
	}
	return api, nil
}

// FindOpenAPI looks for shared/discord/openapi.json beside this folder or any folder above it. It returns "" if there
// is none.
func FindOpenAPI() string {
	dir, err := os.Getwd()
	for err == nil {
		path := filepath.Join(dir, "shared", "discord", "openapi.json")
		if _, serr := os.Stat(path); serr == nil {
			return path
		} else if !errors.Is(serr, fs.ErrNotExist) {
			return ""
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
	return ""
}

func (a *openAPI) operation(template, method string) (operation, bool) {
	key := strings.ToLower(method) + " " + template
	a.mu.Lock()
	defer a.mu.Unlock()
	if op, ok := a.operations[key]; ok {
		return op, true
	}
	item := a.Paths[template]
	raw, ok := item[strings.ToLower(method)]
	if !ok {
		return operation{}, false
	}
	var op operation
	if json.Unmarshal(raw, &op) != nil {
		return operation{}, false
	}
	var shared []parameter
	if json.Unmarshal(item["parameters"], &shared) == nil {
		op.Parameters = append(op.Parameters, shared...)
	}
	a.operations[key] = op
	return op, true
}

// check validates a request against the operation at template. body is the decoded JSON payload, nil if there is none.
func (a *openAPI) check(template, method string, query url.Values, body any) []problem {
	op, ok := a.operation(template, method)
	if !ok {
		return []problem{{code: "OPENAPI_UNKNOWN", message: fmt.Sprintf("%s %s is not in the OpenAPI description",
			method, template)}}
	}
	var out []problem
	for _, p := range op.Parameters {
		if p.In == "query" && query.Has(p.Name) {
			out = append(out, a.validate(p.Schema, fromQuery(query.Get(p.Name), a.resolve(p.Schema).Type), p.Name)...)
		}
	}
	if op.Body == nil || (body == nil && !op.Body.Required) {
		return out
	}
	return append(out, a.validate(op.Body.Content["application/json"].Schema, body, "")...)
}

// resolve follows a reference.
func (a *openAPI) resolve(s schema) schema {
	for s.Ref != "" {
		s = a.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")]
	}
	return s
}

// fromQuery reads a query value as the JSON value that it stands for where one of kind is wanted.
func fromQuery(s string, kind types) any {
	var v any
	if slices.Contains(kind, "string") || json.Unmarshal([]byte(s), &v) != nil {
		return s
	}
	return v
}

// validate returns what is wrong with v, with paths below path in Discord's notation ("embeds.0.title").
func (a *openAPI) validate(s schema, v any, path string) []problem {
	s = a.resolve(s)
	if out := checkType(s, v, path); len(out) > 0 {
		return out
	}
	out := checkValue(s, v, path)
	switch v := v.(type) {
	case string:
		out = append(out, a.checkString(s, v, path)...)
	case []any:
		out = append(out, a.checkArray(s, v, path)...)
	case map[string]any:
		out = append(out, a.checkObject(s, v, path)...)
	}
	for _, sub := range s.AllOf {
		out = append(out, a.validate(sub, v, path)...)
	}
	// The unions of the description are meant as "one of these"; several match where one is a subset of another, which
	// Discord itself does not mind.
	out = append(out, a.checkUnion(s.OneOf, v, path)...)
	return append(out, a.checkUnion(s.AnyOf, v, path)...)
}

// checkUnion reports the problems of the branch that v is meant for, if none fits.
func (a *openAPI) checkUnion(branches []schema, v any, path string) []problem {
	var best []problem
	bestRank := math.MaxInt
	for _, b := range branches {
		out := a.validate(b, v, path)
		if len(out) == 0 {
			return nil
		}
		if rank := mismatch(out, path); rank < bestRank {
			best, bestRank = out, rank
		}
	}
	return best
}

// mismatch ranks how far a branch is from what the sender meant: a wrong type tag weighs most.
func mismatch(out []problem, path string) int {
	rank := len(out)
	for _, p := range out {
		if p.path == path && p.code == "BASE_TYPE_BAD_TYPE" {
			rank += 100_000
		}
		if p.path == join(path, "type") {
			rank += 1000
		}
	}
	return rank
}

// permissionKeys are bit sets. Reference, "Permissions": "in API v8 and above, all permissions are serialized as
// strings". The OpenAPI description calls them integers; Discord takes both.
var permissionKeys = []string{"default_member_permissions", "allow", "deny", "permissions"}

func checkType(s schema, v any, path string) []problem {
	if len(s.Type) == 0 {
		return nil
	}
	for _, t := range s.Type {
		if hasType(t, v) {
			return nil
		}
	}
	key := path[strings.LastIndexByte(path, '.')+1:]
	if text, ok := v.(string); ok && slices.Contains(s.Type, "integer") && slices.Contains(permissionKeys, key) {
		if _, err := strconv.ParseUint(text, 10, 64); err == nil {
			return nil
		}
	}
	return []problem{{path, "BASE_TYPE_BAD_TYPE", fmt.Sprintf("Must be %s.", strings.Join(s.Type, " or "))}}
}

func hasType(t string, v any) bool {
	switch v := v.(type) {
	case nil:
		return t == "null"
	case bool:
		return t == "boolean"
	case string:
		return t == "string"
	case float64:
		return t == "number" || (t == "integer" && v == math.Trunc(v))
	case []any:
		return t == "array"
	default:
		return t == "object"
	}
}

func checkValue(s schema, v any, path string) (out []problem) {
	if len(s.Enum) > 0 && v != nil && !slices.Contains(s.Enum, v) {
		out = append(out, problem{path, "BASE_TYPE_CHOICES", fmt.Sprintf("Value must be one of %v.", s.Enum)})
	}
	if s.Const != nil && s.Const != v {
		out = append(out, problem{path, "BASE_TYPE_CHOICES", fmt.Sprintf("Value must be %v.", s.Const)})
	}
	n, ok := v.(float64)
	if !ok {
		return out
	}
	if s.Minimum != nil && n < *s.Minimum {
		out = append(out,
			problem{path, "NUMBER_TYPE_MIN", fmt.Sprintf("int value should be greater than or equal to %v.",
				*s.Minimum)})
	}
	if s.Maximum != nil && n > *s.Maximum {
		out = append(out, problem{path, "NUMBER_TYPE_MAX", fmt.Sprintf("int value should be less than or equal to %v.",
			*s.Maximum)})
	}
	if s.Format == "int32" && (n < math.MinInt32 || n > math.MaxInt32) {
		out = append(out, problem{path, "NUMBER_TYPE_MAX", "int value should fit 32 bits."})
	}
	return out
}

func (a *openAPI) checkString(s schema, v, path string) (out []problem) {
	n := length(v)
	switch {
	case s.MinLength != nil && n < *s.MinLength && n == 0:
		out = append(out, problem{path, "BASE_TYPE_REQUIRED", "This field is required"})
	case s.MinLength != nil && n < *s.MinLength, s.MaxLength != nil && n > *s.MaxLength:
		out = append(out, badLength(path, deref(s.MinLength, 0), deref(s.MaxLength, math.MaxInt32)))
	}
	if s.Pattern != "" && !a.pattern(s.Pattern).MatchString(v) {
		out = append(out, problem{path, "STRING_TYPE_REGEX", "String value did not match validation regex."})
	}
	if s.Format == "uri" && v != "" {
		if u, err := url.Parse(v); err != nil || u.Scheme == "" {
			out = append(out, problem{path, "URL_TYPE_INVALID_URL", "Not a well formed URL."})
		}
	}
	return out
}

// pattern compiles an ECMA-262 expression, which Discord's are close enough to RE2 for. One that is not matches
// anything.
func (a *openAPI) pattern(expr string) *regexp.Regexp {
	a.mu.Lock()
	defer a.mu.Unlock()
	re, ok := a.patterns[expr]
	if !ok {
		var err error
		if re, err = regexp.Compile(expr); err != nil {
			re = regexp.MustCompile("")
		}
		a.patterns[expr] = re
	}
	return re
}

func (a *openAPI) checkArray(s schema, v []any, path string) (out []problem) {
	if (s.MinItems != nil && len(v) < *s.MinItems) || (s.MaxItems != nil && len(v) > *s.MaxItems) {
		out = append(out, badLength(path, deref(s.MinItems, 0), deref(s.MaxItems, math.MaxInt32)))
	}
	if s.Items == nil {
		return out
	}
	for i, item := range v {
		out = append(out, a.validate(*s.Items, item, join(path, strconv.Itoa(i)))...)
		if s.Unique && scalar(item) && slices.Contains(v[:i], item) {
			out = append(out, problem{join(path, strconv.Itoa(i)), "LIST_ITEM_DUPLICATE", "Items must be unique."})
		}
	}
	return out
}

// scalar reports whether v is neither array nor object: == on those panics.
func scalar(v any) bool {
	switch v.(type) {
	case []any, map[string]any:
		return false
	}
	return true
}

func (a *openAPI) checkObject(s schema, v map[string]any, path string) (out []problem) {
	for _, key := range s.Required {
		if _, ok := v[key]; !ok {
			out = append(out, problem{join(path, key), "BASE_TYPE_REQUIRED", "This field is required"})
		}
	}
	if (s.MinProps != nil && len(v) < *s.MinProps) || (s.MaxProps != nil && len(v) > *s.MaxProps) {
		out = append(out, badLength(path, deref(s.MinProps, 0), deref(s.MaxProps, math.MaxInt32)))
	}
	var rest schema
	closed := string(s.Additional) == "false"
	hasRest := len(s.Additional) > 0 && json.Unmarshal(s.Additional, &rest) == nil
	for key, item := range v {
		sub, known := s.Properties[key]
		switch {
		case known:
			out = append(out, a.validate(sub, item, join(path, key))...)
		case closed:
			out = append(out, problem{join(path, key), "UNKNOWN_KEY", "This key is not allowed here."})
		case hasRest:
			out = append(out, a.validate(rest, item, join(path, key))...)
		}
	}
	return out
}

func deref(p *int, otherwise int) int {
	if p == nil {
		return otherwise
	}
	return *p
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
