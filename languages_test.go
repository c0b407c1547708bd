package sitrep

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sitrep/bot/message"
	"sitrep/config"
	"sitrep/wording"
)

// spoken are the packages whose texts are said in the language of whoever reads them.
var spoken = []string{"answer", "bot", "bot/command", "bot/message", "digest", "picture", "wording"}

// speaking are the functions that say a text, with the argument that it is, from 0, or the one behind it where the
// words come first. counting are those that count, with the argument that is the English plural.
var (
	speaking = map[string]int{"Say": 0, "say": 0, "phrase": 0, "errorf": 0, "Errorf": 1}
	counting = map[string]int{"Count": 2, "Form": 2, "counted": 3}
)

// texts are what the program says in English, each with how many UTF-16 units its translation may have; 0 is no bound
// of its own.
type texts struct {
	said, plurals map[string]int
	constants     map[string]string // of the package that is read
}

// declared takes the constants of a declaration.
func (s texts) declared(d ast.Decl) {
	if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
		for _, spec := range g.Specs {
			v, ok := spec.(*ast.ValueSpec)
			if !ok {
				continue
			}
			for i, name := range v.Names {
				if i < len(v.Values) {
					s.constants[name.Name] = s.constant(v.Values[i])
				}
			}
		}
	}
}

// collect reads the texts of the packages that speak.
func collect(t *testing.T) texts {
	t.Helper()
	all := texts{said: map[string]int{}, plurals: map[string]int{}}
	for _, dir := range spoken {
		all.constants = map[string]string{}
		paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		var files []*ast.File
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
			for _, d := range file.Decls {
				all.declared(d)
			}
		}
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					all.call(n)
				case *ast.CompositeLit:
					all.labels(n)
					all.choices(n)
				}
				return true
			})
		}
	}
	for _, term := range wording.Terms() {
		all.said[term] = 0
	}
	for _, topic := range config.Default().AllTopics() {
		all.said[topic.Name] = message.MaxChoice
	}
	return all
}

// call takes the texts of a call of one of the functions that speak.
func (s texts) call(c *ast.CallExpr) {
	name := ""
	switch f := c.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	if at, ok := counting[name]; ok && at < len(c.Args) {
		if text := s.constant(c.Args[at]); text != "" {
			s.plurals[text] = 0
		}
	}
	at, ok := speaking[name]
	if !ok {
		return
	}
	for _, arg := range c.Args[min(at, len(c.Args)):min(at+2, len(c.Args))] {
		if text := s.constant(arg); text != "" {
			if !console.MatchString(text) {
				s.said[text] = 0
			}
			return
		}
	}
}

// choices takes what a list of choices calls them; languages are called as they call themselves.
func (s texts) choices(c *ast.CompositeLit) {
	list, ok := c.Type.(*ast.ArrayType)
	if !ok {
		return
	}
	if of, ok := list.Elt.(*ast.SelectorExpr); !ok || of.Sel.Name != "Choice" {
		return
	}
	for _, e := range c.Elts {
		one, ok := e.(*ast.CompositeLit)
		if !ok || len(one.Elts) != 2 {
			continue
		}
		name, value := one.Elts[0].(*ast.KeyValueExpr), one.Elts[1].(*ast.KeyValueExpr)
		if text := s.constant(name.Value); text != "" && !wording.Speaks(s.constant(value.Value)) {
			s.said[text] = message.MaxChoice
		}
	}
}

// labels takes what a composite literal calls a button, a menu or a field of a form, with Discord's bounds.
func (s texts) labels(c *ast.CompositeLit) {
	most := map[string]int{"Label": 80, "Placeholder": 150}
	for _, e := range c.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Kind" {
				most = map[string]int{"Label": 45, "About": 100} // a field
			}
		}
	}
	for _, e := range c.Elts {
		pair, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if key, ok := pair.Key.(*ast.Ident); ok && most[key.Name] > 0 {
			if text := s.constant(pair.Value); text != "" {
				s.said[text] = most[key.Name]
			}
		}
	}
}

// constant is the text of a string literal, of a constant or of several that are added, if it has a letter; "" for
// anything else.
func (s texts) constant(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return s.constants[e.Name]
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		if err == nil && e.Kind == token.STRING && (letter.MatchString(text) || verb.MatchString(text)) {
			return text
		}
	case *ast.BinaryExpr:
		x, y := s.constant(e.X), s.constant(e.Y)
		if x != "" && y != "" {
			return x + y
		}
	}
	return ""
}

// console tells what is said to whoever runs the program, at its console, in English.
var console = regexp.MustCompile(
	`--(guild|channel)|Here: sitrep|discord\.(api_url|components|public_key|token)|That line is`)

var (
	letter = regexp.MustCompile(`\pL`)
	verb   = regexp.MustCompile(`%(\[\d+\])?[a-z]`)
)

// forms are the plural forms that a language has (Unicode CLDR, "Language Plural Rules") and a whole number can take.
var forms = map[string][]string{
	"ar": {"zero", "one", "two", "few", "many", "other"}, "de": {"one", "other"}, "es": {"one", "other"},
	"fr": {"one", "other"}, "pt": {"one", "other"}, "ru": {"one", "few", "many"}, "uk": {"one", "few", "many"},
}

// TestCataloguesAreComplete finds in every language what it has no translation of, what says something that the program
// does not say any more, what is filled in otherwise than in English, and what is too long for Discord.
func TestCataloguesAreComplete(t *testing.T) {
	all := collect(t)
	for _, tag := range wording.Languages() {
		w := wording.In(tag)
		if w == wording.English {
			continue
		}
		for _, english := range slices.Sorted(maps.Keys(all.said)) {
			translated, ok := w.Texts[english]
			most := all.said[english]
			switch {
			case !ok || translated == "":
				t.Errorf("%s lacks %q", tag, english)
			case !slices.Equal(verbs(english), verbs(translated)):
				t.Errorf("%s: %q does not fill in what %q does", tag, translated, english)
			case most > 0 && message.UTF16Len(translated) > most:
				t.Errorf("%s: %q has %d units, at most %d are allowed", tag, translated,
					message.UTF16Len(translated), most)
			}
		}
		for _, english := range slices.Sorted(maps.Keys(all.plurals)) {
			for _, form := range forms[tag] {
				translated := w.Counts[english][form]
				if translated == "" {
					t.Errorf("%s lacks the form %s of %q", tag, form, english)
					continue
				}
				given := verbs(translated)
				if form == "zero" || form == "one" || form == "two" { // may be a word without its number
					given = slices.Compact(slices.Sorted(slices.Values(append(given, 1))))
				}
				if !slices.Equal(verbs(english), given) {
					t.Errorf("%s: %q does not fill in what %q does", tag, translated, english)
				}
			}
		}
		texts, plurals := w.Says()
		for _, english := range texts {
			if _, ok := all.said[english]; !ok {
				t.Errorf("%s: nobody says %q", tag, english)
			}
		}
		for _, english := range plurals {
			if _, ok := all.plurals[english]; !ok {
				t.Errorf("%s: nobody counts %q", tag, english)
			}
		}
	}
}

// verbs are the numbers of the arguments that a text fills in, in order.
func verbs(text string) (out []int) {
	next := 1
	for _, v := range regexp.MustCompile(`%(?:\[(\d+)\])?[a-z]`).FindAllStringSubmatch(text, -1) {
		if v[1] != "" {
			next, _ = strconv.Atoi(v[1])
		}
		out = append(out, next)
		next++
	}
	slices.Sort(out)
	return slices.Compact(out)
}
