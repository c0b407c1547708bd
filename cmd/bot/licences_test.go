package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write licences.txt from the modules that the program is built of")

// systems are those that the program is built for; some modules are needed on some of them alone.
var systems = []string{"linux", "darwin", "freebsd", "windows"}

// TestLicences says which modules of the program licences.txt does not know in their version.
func TestLicences(t *testing.T) {
	if *update {
		writeLicences(t)
	}
	linked := modules(t, runtime.GOOS)
	if len(linked) < 10 {
		t.Fatalf("go list names %d modules of the program", len(linked))
	}
	for m := range linked {
		if !strings.Contains(licences, "\n"+m.header()+"\n") {
			t.Errorf("no licence of %s %s: go test ./cmd/bot -run Licences -update", m.path, m.version)
		}
	}
	for _, name := range []string{"LICENSE", "NOTICE"} {
		text, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(licences, strings.TrimSpace(string(text))) {
			t.Errorf("%s is another one: go test ./cmd/bot -run Licences -update", name)
		}
	}
}

type module struct{ path, version, dir string }

func (m module) header() string {
	return fmt.Sprintf("* %s %s (source: https://pkg.go.dev/%[1]s@%[2]s)", m.path, m.version)
}

// modules returns the modules whose packages the program holds on a system, each with the folders of these packages.
func modules(t *testing.T, system string) map[module][]string {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f",
		`{{with .Module}}{{if not .Main}}{{.Path}}|{{.Version}}|{{.Dir}}|{{$.Dir}}{{end}}{{end}}`, ".")
	list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list for %s: %v", system, err)
	}
	found := map[module][]string{}
	for lines := bufio.NewScanner(strings.NewReader(string(out))); lines.Scan(); {
		if f := strings.Split(lines.Text(), "|"); len(f) == 4 {
			m := module{path: f[0], version: f[1], dir: f[2]}
			found[m] = append(found[m], f[3])
		}
	}
	return found
}

// writeLicences writes licences.txt: the licences of all systems' modules, one text once.
func writeLicences(t *testing.T) {
	t.Helper()
	read := func(path ...string) string {
		text, err := os.ReadFile(filepath.Join(path...))
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(strings.ReplaceAll(string(text), "\r", ""))
	}
	all := map[module][]string{}
	for _, system := range systems {
		for m, folders := range modules(t, system) {
			all[m] = append(all[m], folders...)
		}
	}
	under := map[string][]string{} // licences -> headers of the modules that stand under them
	for m, folders := range all {
		var texts []string
		for _, file := range licenceFiles(m, folders) {
			if text := read(file); !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
		if len(texts) == 0 {
			t.Errorf("%s %s ships no licence that has a usual name", m.path, m.version)
		}
		text := strings.Join(texts, "\n\n")
		under[text] = append(under[text], m.header())
	}
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	sections := []string{
		read("..", "..", "NOTICE"), read("..", "..", "LICENSE"),
		"Sitrep holds what follows, under the licences that stand below each name.",
		"* Go's standard library and runtime (source: https://go.dev)\n\n" +
			read(strings.TrimSpace(string(root)), "LICENSE"),
	}
	var rest []string
	for text, headers := range under {
		slices.Sort(headers)
		rest = append(rest, strings.Join(headers, "\n")+"\n\n"+text)
	}
	slices.Sort(rest)
	licences = strings.Join(append(sections, rest...), "\n\n"+strings.Repeat("-", 80)+"\n") + "\n"
	if err := os.WriteFile("licences.txt", []byte(licences), 0o600); err != nil {
		t.Fatal(err)
	}
}

// licenceFiles finds the licences beside a module's packages and in the folders above them, up to the module's own.
func licenceFiles(m module, folders []string) []string {
	var files []string
	for _, dir := range folders {
		for ; strings.HasPrefix(dir, m.dir); dir = filepath.Dir(dir) {
			for _, name := range []string{"LICEN*", "licen*", "COPYING*", "NOTICE*", "PATENTS*"} {
				matches, _ := filepath.Glob(filepath.Join(dir, name)) // the pattern is well formed
				files = append(files, matches...)
			}
		}
	}
	slices.Sort(files)
	return slices.DeleteFunc(slices.Compact(files), func(file string) bool {
		info, err := os.Stat(file)
		return err != nil || info.IsDir() || strings.HasSuffix(file, ".go")
	})
}
