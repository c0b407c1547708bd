package ingest

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"sitrep/ingest/extract"
	"sitrep/ingest/feed"
	"sitrep/news"
)

// Bounds of what is read from a file. A JSON Lines file may be of any length, one line of it or one document may not.
const (
	maxLine     = 16 << 20 // bytes
	maxDocument = 64 << 20 // bytes, unpacked
)

// Item is an article as a file gave it, with the line on which it stands (1 for a file that is one article).
type Item struct {
	Article news.Article
	Line    int
}

// Decode reads the articles of one file: article JSON Lines, a text file, an HTML page or a feed, any of them gzipped,
// in any charset. The name's ending says which; without a known one the content does. An error concerns one item unless
// it is the last that the sequence yields: reading goes on behind it.
func Decode(name string, r io.Reader, now time.Time) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		br := bufio.NewReaderSize(r, 64<<10)
		if magic, _ := br.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
			zr, err := gzip.NewReader(br)
			if err != nil {
				yield(Item{Line: 1}, news.Errorf(news.Invalid, "the gzip header is damaged: %w", err))
				return
			}
			br, name = bufio.NewReaderSize(zr, 64<<10), strings.TrimSuffix(name, ".gz")
		}
		d := decoder{name: name, r: br, now: now}
		switch d.format() {
		case "lines":
			d.lines(yield)
		case "array":
			d.array(yield)
		default:
			d.document(yield)
		}
	}
}

type decoder struct {
	name string
	r    *bufio.Reader
	now  time.Time
}

// format tells article JSON from everything else.
func (d *decoder) format() string {
	head, _ := d.r.Peek(4096)
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	jsonish := len(head) > 0 && (head[0] == '{' || head[0] == '[')
	switch ext := strings.ToLower(path.Ext(d.name)); {
	case ext == ".jsonl" || ext == ".ndjson":
		return "lines"
	case jsonish && head[0] == '[' && (ext == ".json" || ext == ""):
		return "array"
	case jsonish && (ext == ".json" || ext == "") && !bytes.Contains(head, []byte("jsonfeed.org")):
		return "lines"
	}
	return "document"
}

// lines reads article JSON Lines.
func (d *decoder) lines(yield func(Item, error) bool) {
	for n := 1; ; n++ {
		line, err := d.line()
		if err != nil && !errors.Is(err, io.EOF) {
			if !yield(Item{Line: n}, err) || !errors.Is(err, errLongLine) {
				return
			}
			continue
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		if len(bytes.TrimSpace(line)) > 0 {
			a, bad := parseArticle(line, d.now)
			if !yield(Item{Article: a, Line: n}, bad) {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

var errLongLine = news.Errorf(news.Invalid, "the line is longer than %d MiB: no article is; is a line break missing?",
	maxLine>>20)

// line reads one line of bounded length; behind a longer one it stands at the next.
func (d *decoder) line() ([]byte, error) {
	var out []byte
	for {
		part, err := d.r.ReadSlice('\n')
		if len(out)+len(part) > maxLine {
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = d.r.ReadSlice('\n')
			}
			if err != nil && !errors.Is(err, io.EOF) {
				return nil, damaged(err)
			}
			return nil, errLongLine
		}
		out = append(out, part...)
		switch {
		case err == nil:
			return out, nil
		case errors.Is(err, io.EOF):
			return out, err
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, damaged(err)
		}
	}
}

func damaged(err error) error {
	return news.Errorf(news.Invalid, "the file ends early or is damaged: %w", err)
}

// array reads a JSON array of articles; Line counts its elements.
func (d *decoder) array(yield func(Item, error) bool) {
	dec := json.NewDecoder(io.LimitReader(d.r, maxDocument))
	if _, err := dec.Token(); err != nil {
		yield(Item{Line: 1}, news.Errorf(news.Invalid, "no JSON array: %w", err))
		return
	}
	for n := 1; dec.More(); n++ {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			yield(Item{Line: n}, news.Errorf(news.Invalid, "element %d is no JSON: %w", n, err))
			return
		}
		a, err := parseArticle(raw, d.now)
		if !yield(Item{Article: a, Line: n}, err) {
			return
		}
	}
}

// document reads a file that is one text, one page or one feed.
func (d *decoder) document(yield func(Item, error) bool) {
	data, err := io.ReadAll(io.LimitReader(d.r, maxDocument+1))
	switch {
	case err != nil:
		yield(Item{Line: 1}, damaged(err))
		return
	case len(data) > maxDocument:
		yield(Item{Line: 1},
			news.Errorf(news.Invalid,
				"the file is larger than %d MiB: no article or feed is; split it or give article JSON Lines",
				maxDocument>>20))
		return
	case len(bytes.TrimSpace(data)) == 0:
		yield(Item{Line: 1}, news.Errorf(news.Invalid, "the file is empty"))
		return
	}
	ext := strings.ToLower(path.Ext(d.name))
	switch {
	case ext != ".txt" && ext != ".html" && ext != ".htm" && feed.LooksLikeFeed(data):
		d.feed(data, yield)
	case ext == ".xml" || ext == ".rss" || ext == ".atom" || ext == ".rdf" || ext == ".json":
		d.feed(data, yield)
	case ext == ".html" || ext == ".htm" || (ext != ".txt" && looksLikeHTML(data)):
		p, err := extract.HTML(data, "text/html", "", d.now)
		yield(Item{Article: d.page(p), Line: 1}, cmp.Or(err, d.dated(p.Published)))
	default:
		p, err := extract.Text(data)
		yield(Item{Article: d.page(p), Line: 1}, cmp.Or(err, d.dated(p.Published)))
	}
}

func looksLikeHTML(data []byte) bool {
	head := bytes.ToLower(data[:min(len(data), 1024)])
	return bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype html"))
}

func (d *decoder) page(p extract.Page) news.Article {
	return news.Article{
		Source: news.Source{Name: p.Site}, URL: p.Canonical, Title: p.Title, Byline: p.Byline, Language: p.Language,
		Body: p.Text, Published: p.Published, DateOnly: p.DateOnly, Partial: p.Partial != "",
	}
}

// NoteError is an error that costs nothing: what a file left open, or an item in which there is nothing to take in.
type NoteError string

func (n NoteError) Error() string { return string(n) }

func note(format string, args ...any) error { return NoteError(fmt.Sprintf(format, args...)) }

func (d *decoder) feed(data []byte, yield func(Item, error) bool) {
	f, err := feed.Parse(data, "", "")
	if err != nil {
		yield(Item{Line: 1}, err)
		return
	}
	for _, problem := range f.Problems {
		if !yield(Item{Line: 1}, news.Errorf(news.Invalid, "%s", problem)) {
			return
		}
	}
	for _, note := range f.Notes {
		if !yield(Item{Line: 1}, NoteError(note)) {
			return
		}
	}
	if len(f.Items) == 0 && len(f.Problems) == 0 {
		yield(Item{Line: 1}, note("the feed has no item up to its end in line %d", 1+bytes.Count(data, []byte("\n"))))
		return
	}
	for n, it := range f.Items {
		a := ItemArticle(it, f)
		var bad error
		if strings.TrimSpace(a.Body) == "" {
			bad = note("item %d (%s) has no text: there is nothing to store", n+1,
				cmp.Or(it.Title, it.GUID, it.URL, "without title"))
		}
		if !yield(Item{Article: a, Line: n + 1}, bad) {
			return
		}
	}
}

// label is a JSON string or number: other people's ids are either.
type label string

func (l *label) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err == nil {
		*l = label(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return errors.New("neither text nor number")
	}
	*l = label(n)
	return nil
}

// articleJSON is the article format of docs/formats.md.
type articleJSON struct {
	ID        label  `json:"id"`
	Source    string `json:"source"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Byline    string `json:"byline"`
	Language  string `json:"language"`
	Text      string `json:"text"`
}

// parseArticle reads one line of article JSON.
func parseArticle(line []byte, now time.Time) (news.Article, error) {
	if !utf8.Valid(line) {
		return news.Article{}, news.Errorf(news.Invalid,
			"the line is not UTF-8: convert the file, JSON has no other encoding")
	}
	var in articleJSON
	if err := json.Unmarshal(line, &in); err != nil {
		return news.Article{}, news.Errorf(news.Invalid, "no article JSON: %w", err)
	}
	a := news.Article{
		GUID: string(in.ID), Source: news.Source{Name: in.Source}, URL: in.URL, Title: in.Title, Byline: in.Byline,
		Language: in.Language, Body: in.Text,
	}
	if strings.TrimSpace(in.Text) == "" { // a headline alone is an article of one sentence
		a.Body, a.Partial = in.Title, true
	}
	if strings.TrimSpace(a.Body) == "" {
		return a, news.Errorf(news.Invalid, "the article has neither text nor title")
	}
	var err error
	a.Published, a.DateOnly, err = parseTime(in.Published)
	if err != nil {
		return a, err
	}
	return a, plausible(a.Published, now)
}

// parseTime reads RFC 3339 or a date; "" is the zero time.
func parseTime(s string) (t time.Time, dateOnly bool, err error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, false, nil
	}
	if t, err = time.Parse(time.DateOnly, s); err == nil {
		return t, true, nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if t, err = time.Parse(layout, s); err == nil {
			return t.UTC(), false, nil
		}
	}
	return time.Time{}, false, news.Errorf(news.Invalid,
		"published %q is no date: write 2025-04-25 or 2025-04-25T07:12:00Z", s)
}

// plausible refuses a date of publication that nothing on the web has.
func plausible(t, now time.Time) error {
	if t.IsZero() {
		return nil
	}
	if t.Year() < 1900 || t.After(now.AddDate(1, 0, 0)) {
		return news.Errorf(news.Invalid, "published %s cannot be: the year must lie between 1900 and now",
			t.Format(time.DateOnly))
	}
	return nil
}

func (d *decoder) dated(t time.Time) error { return plausible(t, d.now) }

// Place names where in a file a problem is, for error messages: "file.jsonl:12".
func (it Item) Place(file string) string {
	return fmt.Sprintf("%s:%d", file, it.Line)
}
