package ingest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
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
		out = append(out, fmt.Sprintf("%d: %s|%s|%s", it.Line, it.Article.Title,
			it.Article.Published.Format(time.DateOnly), it.Article.Body))
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
		{
			"bytes that are no UTF-8", "a.jsonl", "{\"text\":\"\xff\"}",
			[]string{"1: the line is not UTF-8: convert the file, JSON has no other encoding"},
		},
		{
			"a headline alone", "a.jsonl", `{"title":"Bridge closed","text":" "}`,
			[]string{"1: Bridge closed|0001-01-01|Bridge closed"},
		},
		{
			"neither text nor title", "a.jsonl", `{"url":"https://x.example"}`,
			[]string{"1: the article has neither text nor title"},
		},
		{
			"a date that cannot be", "a.jsonl", `{"text":"x","published":"9999-01-01"}`,
			[]string{"1: published 9999-01-01 cannot be: the year must lie between 1900 and now"},
		},
		{"empty", "a.txt", " \n", []string{"1: the file is empty"}},
		{
			"cut gzip", "a.jsonl.gz", zipped(strings.Repeat(line+"\n", 100))[:60],
			[]string{"1: the file ends early or is damaged: unexpected EOF"},
		},
		{"dated text", "a.txt", "date 2025-04-24\n\nFirst.\n\nSecond.", []string{"1: |2025-04-24|First.\n\nSecond."}},
		{
			"text dated before its first words", "a.txt", " date 2025-04-24 First.\n\nSecond.",
			[]string{"1: |2025-04-24|First.\n\nSecond."},
		},
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

// feedSamples are small feeds of each format, for what breaks them.
var feedSamples = map[string]string{
	"a.xml": `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier &amp; Post` +
		`</title>
<item><title>Column waits</title><guid>c-1</guid><pubDate>Fri, 25 Apr 2025 07:12:00
+0300</pubDate><content:encoded><![CDATA[<p>The column waited, the governor said.</p>]]></content:encoded></item>
<item><title>Bridge closed</title><guid>c-2</guid><description>Engineers &lt;b&gt;closed&lt;/b&gt; the bridge.` +
		`</description></item>
</channel></rss>`,
	"b.xml": `<feed xmlns="http://www.w3.org/2005/Atom"><title>Kurier</title>
<entry><id>urn:k:1</id><title>Brücke gesperrt</title><updated>2025-04-25T06:00:00Z</updated><summary>Die Brücke ` +
		`ist gesperrt.</summary></entry>
</feed>`,
	"c.json": `{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[
{"id":"1","title":"One","content_html":"<p>Words of the first.</p>","date_published":"2025-04-25T05:00:00Z"},
{"id":2,"title":"Two","content_text":"Words of the second."}]}`,
}

// TestDecodeCutFeeds cuts feeds short at every byte: what stands before the cut is read, and what is said of the cut
// names its place.
func TestDecodeCutFeeds(t *testing.T) {
	place := regexp.MustCompile(`line \d+, column \d+|the file is empty|no item up to its end|^\d+: (item \d+|no ` +
		`article JSON)`)
	for name, whole := range feedSamples {
		if all := decoded(name, strings.NewReader(whole)); slices.ContainsFunc(all, place.MatchString) {
			t.Errorf("%s, whole: %q", name, all)
		}
		for cut := range len(strings.TrimSpace(whole)) - 1 {
			got := decoded(name, strings.NewReader(whole[:cut]))
			if !slices.ContainsFunc(got, place.MatchString) {
				t.Errorf("%s, cut at byte %d: nothing names the place: %q", name, cut, got)
			}
		}
	}
}

// TestDecodeBrokenFeeds breaks feeds in thousands of ways. Nothing may panic or hang, and something is always said or
// read.
func TestDecodeBrokenFeeds(t *testing.T) {
	dice := rand.New(rand.NewPCG(7, 8))
	pieces := []string{
		"<![CDATA[", "]]>", "<!--", "-->", "&#0;", "&#xD800;", "&nothing;", "\xff\xfe", "\x00", "<item>", "</item>",
		"</channel>", "<", ">", "&", `"`, "{", "}", "[", "]",
		`<!DOCTYPE x [<!ENTITY a "&a;">]>`, `<?xml encoding="utf-16"?>`, strings.Repeat("<x>", 3000),
		strings.Repeat("[", 3000), "<pubDate>99 Apr 99999</pubDate>",
	}
	for name, whole := range feedSamples {
		for range brokenFeeds {
			b := []byte(whole)
			for range 1 + dice.IntN(5) {
				i := dice.IntN(len(b))
				j := min(len(b), i+1+dice.IntN(40))
				switch dice.IntN(4) {
				case 0:
					b = slices.Delete(b, i, j)
				case 1:
					b = slices.Insert(b, i, []byte(pieces[dice.IntN(len(pieces))])...)
				case 2:
					b[i] = byte(dice.IntN(256))
				case 3:
					b = slices.Insert(b, i, bytes.Repeat(b[i:j], 1+dice.IntN(20))...)
				}
				if len(b) == 0 {
					break
				}
			}
			if got := decoded(name, bytes.NewReader(b)); len(got) == 0 {
				t.Errorf("nothing comes of %q, and nothing is said", b)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`{"text":"a"}`, "date 2025-01-01 a",
		"<rss><channel><item><title>a</title></item></channel></rss>", "<html><p>a", zipped("x"), "[{}]", "[1,",
	} {
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
