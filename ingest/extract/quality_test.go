package extract

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// sharedPages finds the evaluation pages beside the repository.
func sharedPages(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for range 6 {
		pages := filepath.Join(dir, "shared", "data", "extraction", "readability")
		if _, err := os.Stat(pages); err == nil {
			return pages
		}
		dir = filepath.Dir(dir)
	}
	tb.Skip("the evaluation pages (shared/data/extraction) are not beside this repository")
	return ""
}

type sample struct {
	ID, URL, Text string
	html          []byte
}

func readSamples(tb testing.TB) (list []sample) {
	tb.Helper()
	dir := sharedPages(tb)
	d := json.NewDecoder(strings.NewReader(string(readFile(tb, filepath.Join(dir, "gold.jsonl")))))
	for {
		var s sample
		if err := d.Decode(&s); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			tb.Fatal(err)
		}
		s.html = readFile(tb, filepath.Join(dir, "html", s.ID+".html"))
		list = append(list, s)
	}
}

// readFile reads a file that may have been compressed.
func readFile(tb testing.TB, path string) []byte {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		return data
	}
	if !errors.Is(err, fs.ErrNotExist) {
		tb.Fatal(err)
	}
	f, err := os.Open(path + ".gz")
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	if data, err = io.ReadAll(z); err != nil {
		tb.Fatal(err)
	}
	return data
}

// TestQuality measures F1 over word 4-grams, every page weighing the same. The pages' gold is what Mozilla's algorithm
// keeps, captions and teasers included, which we drop on purpose: .996 is what the algorithm alone reaches here.
func TestQuality(t *testing.T) {
	var p, r float64
	var samples []sample
	for i, s := range readSamples(t) {
		if i%qualityShare == 0 {
			samples = append(samples, s)
		}
	}
	for _, s := range samples {
		page, err := HTML(s.html, "text/html", s.URL, today)
		if err != nil {
			t.Logf("%s: %v", s.ID, err)
		}
		want, got := grams(s.Text), grams(page.Text)
		hit := 0
		for g, n := range got {
			hit += min(n, want[g])
		}
		p += share(hit, got)
		r += share(hit, want)
	}
	n := float64(len(samples))
	p, r = p/n, r/n
	f1 := 2 * p * r / (p + r)
	t.Logf("precision %.4f, recall %.4f, F1 %.4f on %d pages", p, r, f1, len(samples))
	if f1 < 0.96 {
		t.Errorf("F1 = %.4f, want at least .96", f1)
	}
}

func share(hit int, of map[string]int) float64 {
	total := 0
	for _, n := range of {
		total += n
	}
	return float64(hit) / float64(max(1, total))
}

func grams(s string) map[string]int {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
	out := map[string]int{}
	for i := 0; i+4 <= len(words); i++ {
		out[strings.Join(words[i:i+4], " ")]++
	}
	if len(words) > 0 && len(words) < 4 {
		out[strings.Join(words, " ")] = 1
	}
	return out
}

func BenchmarkHTML(b *testing.B) {
	samples := readSamples(b)
	bytes := 0
	for _, s := range samples {
		bytes += len(s.html)
	}
	b.SetBytes(int64(bytes / len(samples)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		s := samples[i%len(samples)]
		i++
		_, _ = HTML(s.html, "text/html", s.URL, today)
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{
		"<title>t</title><article><h1>t</h1><p>One.</p></article>",
		`<script type="application/ld+json">{"@type":"Article","articleBody":"x"}</script>`,
		"<table><a><b><p>", "<svg><title>x</title><p>y", "\xff\xfe<\x00p\x00>\x00", "<frameset><noscript><p>x",
		"<p>a<br><br>b",
	} {
		f.Add([]byte(s), "text/html")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		if len(data) > 1<<16 {
			return
		}
		p, err := HTML(data, contentType, "https://example.org/a", today)
		if err == nil {
			checkText(t, p.Text)
		}
		checkText(t, StripTags(string(data)))
	})
}
