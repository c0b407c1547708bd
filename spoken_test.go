package sitrep

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sitrep/bot/command"
)

// told are the functions of package message that put a text before readers in the words that they are given.
var told = map[string]bool{
	"Plain": true, "Phrase": true, "Bold": true, "Italic": true, "Struck": true, "Link": true, "Problem": true,
	"Notice": true,
}

// untold are functions whose texts no reader of Discord sees, or sees in his language: what is in the catalogue, what
// goes to the log, errors that are answered by "Something went wrong".
var untold = map[string]bool{
	"Say": true, "say": true, "phrase": true, "errorf": true, "Errorf": true, "Count": true, "Form": true,
	"counted": true, "wrap": true, "New": true, "panic": true, "MustCompile": true, "Code": true, "With": true,
	"Debug": true, "Info": true, "Warn": true, "Error": true,
	"DebugContext": true, "InfoContext": true, "WarnContext": true, "ErrorContext": true,
}

// english are the texts of package bot that are English for every reader, each with the reason; inEnglish the files in
// which all are.
var (
	english = map[string]string{
		"Sitrep":                                "the program's name",
		"Sitrep ":                               "the program's name",
		" news agency":                          "what names of outlets end in",
		"what is within  km of ":                "what a watch is called is kept with it, as it was made",
		" outlets:-TASS words:drone, -football": "an example to type",
		"sitrep evidence":                       "a command of the console",
		"sitrep evidence ":                      "a command of the console",
	}
	inEnglish = map[string]string{
		"gateway.go": "what whoever runs the program reads",
		"editor.go":  "why an edit was given up is kept in English, and is for whoever runs the program",
		"refusal.go": "why a delivery failed is kept in English: reasonIn says what holds nothing of Discord's own",
		"sender.go":  "why a delivery failed is kept in English",
	}
)

// silent are the fields whose texts are no words, or are said in the reader's language by package message.
var silent = map[string]bool{"Label": true, "Placeholder": true, "About": true, "Line": true, "Path": true}

var (
	word     = regexp.MustCompile(`\pL{2,}`)
	sentence = regexp.MustCompile(`\pL{2,},? \pL{2,}`)
)

// TestNothingIsSaidInEnglishAlone finds texts in package bot that readers get in English whatever their language.
func TestNothingIsSaidInEnglishAlone(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("bot", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	paths := command.Paths(command.All())
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") || inEnglish[filepath.Base(path)] != "" {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		hard(file, false, func(lit *ast.BasicLit, text string) {
			if english[text] == "" && !slices.Contains(paths, text) {
				t.Errorf("%s: %q is said in English to everybody: give it to say, or to phrase where it is kept",
					set.Position(lit.Pos()), text)
			}
		})
	}
}

// hard finds texts below n that are said as they stand: whole sentences, and, within what is told, single words.
func hard(n ast.Node, within bool, found func(lit *ast.BasicLit, text string)) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.CaseClause:
			if c, ok := n.(*ast.CaseClause); ok { // what a value is compared with is not said
				for _, s := range c.Body {
					hard(s, within, found)
				}
			}
			return false
		case *ast.IndexExpr:
			return false
		case *ast.GenDecl:
			return n.Tok != token.CONST // a constant is looked at where it is said
		case *ast.KeyValueExpr: // labels are said by package message
			if key, ok := n.Key.(*ast.Ident); !ok || !silent[key.Name] {
				hard(n.Value, within, found)
			}
			return false
		case *ast.BinaryExpr:
			return n.Op == token.ADD
		case *ast.CallExpr:
			name := called(n)
			if untold[name] {
				return false
			}
			if told[name] && !within {
				for _, a := range n.Args {
					hard(a, true, found)
				}
				return false
			}
			if name == "Plural" || name == "Are" {
				found(&ast.BasicLit{ValuePos: n.Pos()}, name)
			}
			if within && name != "Sprintf" && name != "Shorten" && name != "Capital" && name != "TrimSpace" {
				within := false
				for _, a := range n.Args {
					hard(a, within, found)
				}
				return false
			}
		case *ast.BasicLit:
			text, err := strconv.Unquote(n.Value)
			if err != nil || n.Kind != token.STRING || strings.HasPrefix(n.Value, "`") {
				return true
			}
			text = regexp.MustCompile(`%[-+# 0-9.\[\]]*[a-zA-Z]`).ReplaceAllString(text, "")
			if within && word.MatchString(text) || sentence.MatchString(text) {
				found(n, text)
			}
		}
		return true
	})
}

// called is the name of the function that is called.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
