package sitrep

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPackageTable says which packages have no row in CONTRIBUTING.md, and which rows have no package.
func TestPackageTable(t *testing.T) {
	data, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "| package |")
	table, _, _ := strings.Cut(rest, "\n\n")
	var rows []string
	for line := range strings.Lines(table) {
		if cells := strings.Split(line, "|"); len(cells) > 2 {
			rows = append(rows, quoted(cells[1])...)
		}
	}
	want := map[string]bool{"text/lang/XX": true}
	for name := range plan {
		if !strings.HasPrefix(name, "text/lang/") {
			want[name] = true
		}
	}
	for _, name := range rows {
		if !want[name] {
			t.Errorf("CONTRIBUTING.md has a row for %s, which is no package", name)
		}
	}
	for name := range want {
		if !slices.Contains(rows, name) {
			t.Errorf("CONTRIBUTING.md has no row for the package %s", name)
		}
	}
}

var (
	inBackticks = regexp.MustCompile("`([^`\n]+)`")
	fileName    = regexp.MustCompile(`^[a-z_./]+\.(go|toml|json|md)$`)
	goName      = regexp.MustCompile(`^([a-z]+)((?:\.[A-Z]\w*)+)$`)
	testName    = regexp.MustCompile(`^Test[A-Z]\w+$`)
)

func quoted(s string) (all []string) {
	for _, m := range inBackticks.FindAllStringSubmatch(s, -1) {
		all = append(all, m[1])
	}
	return all
}

// TestNamesInDocuments says which files and identifiers that the documents name do not exist.
func TestNamesInDocuments(t *testing.T) {
	documents, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	declared := declarations(t)
	for _, document := range append(documents, "README.md", "CONTRIBUTING.md", "CHANGELOG.md") {
		data, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range quoted(string(data)) {
			if fileName.MatchString(name) && strings.Contains(name, "/") {
				if _, err := os.Stat(name); err != nil && !strings.HasPrefix(name, "..") {
					t.Errorf("%s names the file %s, which does not exist", document, name)
				}
			}
			if testName.MatchString(name) && !declaredIn(declared, name) {
				t.Errorf("%s names %s, which is no test", document, name)
			}
			m := goName.FindStringSubmatch(name)
			if m == nil || declared[m[1]] == nil {
				continue
			}
			for _, id := range strings.Split(m[2], ".")[1:] {
				if !declared[m[1]][id] {
					t.Errorf("%s names %s: package %s declares no %s", document, name, m[1], id)
				}
			}
		}
	}
}

// declaredIn reports whether some package declares a name.
func declaredIn(declared map[string]map[string]bool, name string) bool {
	for _, names := range declared {
		if names[name] {
			return true
		}
	}
	return false
}

// declarations returns the names that our packages declare, by a package's last name: functions, methods, types,
// fields.
func declarations(t *testing.T) map[string]map[string]bool {
	t.Helper()
	all := map[string]map[string]bool{}
	for name := range plan {
		files, err := filepath.Glob(filepath.Join(name, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		short := path.Base(name)
		if all[short] == nil {
			all[short] = map[string]bool{}
		}
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					all[short][n.Name.Name] = true
				case *ast.TypeSpec:
					all[short][n.Name.Name] = true
				case *ast.ValueSpec:
					note(all[short], n.Names)
				case *ast.Field:
					note(all[short], n.Names)
				}
				return true
			})
		}
	}
	return all
}

func note(names map[string]bool, ids []*ast.Ident) {
	for _, id := range ids {
		names[id.Name] = true
	}
}
