package ingest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var now = time.Date(2025, 5, 1, 0, 0, 0, 0, time.UTC)

// decoded lists what Decode yields: the text of an article, or the error with its line.
func decoded(name string, r io.Reader) []string {
	var out []string
	for it, err := range Decode(name, r, now) {
		if err != nil {
			out = append(out, fmt.Sprintf("%d: %v", it.Line, err))
			continue
		}
		out = append(out, fmt.Sprintf("%d: %s|%s|%s", it.Line, it.Article.Title, it.Article.Published.Format(time.DateOnly), it.Article.Body))
	}
	return out
}

func zipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func TestDecode(t *testing.T) {
	const line = `{"id":7,"title":"T","text":"B","published":"2025-04-25","extra":[1]}`
	tests := []struct {
		name, file, content string
		want                []string
	}{
		{"JSON Lines", "a.jsonl", line + "\n\n" + line, []string{"1: T|2025-04-25|B", "3: T|2025-04-25|B"}},
		{"with a byte order mark", "a.jsonl", "\uFEFF" + line, []string{"1: T|2025-04-25|B"}},
		{"gzipped", "a.jsonl.gz", zipped(line), []string{"1: T|2025-04-25|B"}},
		{"by content alone", "", line, []string{"1: T|2025-04-25|B"}},
		{"an array", "a.json", "[" + line + "," + line + "]", []string{"1: T|2025-04-25|B", "2: T|2025-04-25|B"}},
		{"a bad line does not stop the next", "a.jsonl", "nonsense\n" + line, []string{
			"1: no article JSON: invalid character 'o' in literal null (expecting 'u')", "2: T|2025-04-25|B",
		}},
		{"bytes that are no UTF-8", "a.jsonl", "{\"text\":\"\xff\"}", []string{"1: the line is not UTF-8: convert the file, JSON has no other encoding"}},
		{"a headline alone", "a.jsonl", `{"title":"Bridge closed","text":" "}`, []string{"1: Bridge closed|0001-01-01|Bridge closed"}},
		{"neither text nor title", "a.jsonl", `{"url":"https://x.example"}`, []string{"1: the article has neither text nor title"}},
		{"a date that cannot be", "a.jsonl", `{"text":"x","published":"9999-01-01"}`, []string{"1: published 9999-01-01 cannot be: the year must lie between 1900 and now"}},
		{"empty", "a.txt", " \n", []string{"1: the file is empty"}},
		{"cut gzip", "a.jsonl.gz", zipped(strings.Repeat(line+"\n", 100))[:60], []string{"1: the file ends early or is damaged: unexpected EOF"}},
		{"dated text", "a.txt", "date 2025-04-24\n\nFirst.\n\nSecond.", []string{"1: |2025-04-24|First.\n\nSecond."}},
		{"text dated before its first words", "a.txt", " date 2025-04-24 First.\n\nSecond.", []string{"1: |2025-04-24|First.\n\nSecond."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, decoded(tt.file, strings.NewReader(tt.content))); diff != "" {
				t.Errorf("Decode (-want +got):\n%s", diff)
			}
		})
	}
}

// endless is a file of n bytes that costs no memory.
type endless struct{ n int64 }

func (e *endless) Read(b []byte) (int, error) {
	if e.n <= 0 {
		return 0, io.EOF
	}
	for i := range b {
		b[i] = 'a'
	}
	n := min(int64(len(b)), e.n)
	e.n -= n
	return int(n), nil
}

func TestDecodeBoundsFiles(t *testing.T) {
	const size = 200 << 20
	for _, tt := range []struct{ file, want string }{
		{"a.txt", "1: the file is larger than 64 MiB: no article or feed is; split it or give article JSON Lines"},
		{"a.jsonl", "1: the line is longer than 16 MiB: no article is; is a line break missing?"},
	} {
		if got := decoded(tt.file, &endless{size}); len(got) == 0 || got[0] != tt.want {
			t.Errorf("Decode of a 200 MB %s = %.100q, want %q", tt.file, got, tt.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{`{"text":"a"}`, "date 2025-01-01 a", "<rss><channel><item><title>a</title></item></channel></rss>", "<html><p>a", zipped("x"), "[{}]", "[1,"} {
		for _, name := range []string{"", "a.txt", "a.jsonl", "a.json", "a.xml", "a.html"} {
			f.Add(name, s)
		}
	}
	f.Fuzz(func(t *testing.T, name, content string) {
		n := 0
		for it, err := range Decode(name, strings.NewReader(content), now) {
			if n++; n > len(content)+1 {
				t.Fatalf("Decode of %d bytes yields more than %d items", len(content), n)
			}
			if err == nil && strings.TrimSpace(it.Article.Body) == "" {
				t.Errorf("Decode yields an article without text from %q", content)
			}
		}
	})
}
