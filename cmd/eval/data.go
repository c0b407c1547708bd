package main

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"sitrep/news"
)

// document is one line of a gold file, or the program's answer to it. Fields that a task does not have are absent. All
// offsets are UTF-8 byte offsets [start,end) into Text.
type document struct {
	ID         string      `json:"id"`
	Text       string      `json:"text,omitempty"`
	URL        string      `json:"url,omitempty"`
	Source     source      `json:"source,omitzero"`
	Title      string      `json:"title,omitempty"`
	Published  string      `json:"published,omitempty"`
	Entities   []entityAt  `json:"entities,omitempty"`
	Names      []string    `json:"names,omitempty"`
	Statements []statement `json:"statements,omitempty"`
	Figures    []figureAt  `json:"figures,omitempty"`
	Places     []placeAt   `json:"places,omitempty"`
	Sentences  []span      `json:"sentences,omitempty"`
	Story      string      `json:"story,omitempty"`
	Event      string      `json:"event,omitempty"`
	Step       any         `json:"step,omitempty"`
	Seen       []string    `json:"seen,omitempty"`
	Candidates []candidate `json:"candidates,omitempty"`
	Scores     []float64   `json:"scores,omitempty"` // one a candidate, higher is newer

	Events   []eventAt `json:"events,omitempty"`
	Target   *span     `json:"target,omitempty"` // of the event that gold tells, as Source.at
	Act      string    `json:"act,omitempty"`
	Kind     string    `json:"kind,omitempty"`
	Mode     string    `json:"mode,omitempty"`
	A        string    `json:"a,omitempty"` // two claims, the earlier first
	B        string    `json:"b,omitempty"`
	Relation string    `json:"relation,omitempty"`
	Type     string    `json:"type,omitempty"`
	Weakens  *int      `json:"weakens,omitempty"` // 1 if B weakens A
	Score    *float64  `json:"score,omitempty"`   // how far B goes against A

	size int // bytes read, where it is not len(Text)
}

// source is an article's outlet or, of an event, the span that names who acts.
type source struct {
	name string
	at   *span
}

// UnmarshalJSON takes a string, a span or null.
func (s *source) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &s.name)
	}
	return json.Unmarshal(b, &s.at)
}

// MarshalJSON writes what UnmarshalJSON takes.
func (s source) MarshalJSON() ([]byte, error) {
	if s.name != "" {
		return json.Marshal(s.name)
	}
	return json.Marshal(s.at)
}

type span [2]int

func (s span) overlaps(o span) bool { return s[0] < o[1] && o[0] < s[1] }

type entityAt struct {
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Kind     string `json:"kind"`
	Optional bool   `json:"optional,omitempty"`
}

type statement struct {
	Source  []span `json:"source"`
	Cue     []span `json:"cue"`
	Content []span `json:"content"`
	Quote   string `json:"quote"`
}

type figureAt struct {
	Kind     string    `json:"kind"`
	Low      *float64  `json:"low"`
	Alt      []float64 `json:"alt,omitempty"` // other values of Low that count as well
	Bound    string    `json:"bound,omitempty"`
	Optional bool      `json:"optional,omitempty"`
}

type placeAt struct {
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Lat      *float64 `json:"lat"`
	Lon      *float64 `json:"lon"`
	Name     string   `json:"name,omitempty"`
	GeoNames int64    `json:"geonames,omitempty"`
	Country  string   `json:"country,omitempty"` // ISO 3166, two letters
	Area     string   `json:"area,omitempty"`    // of gold: country, division or region
	Optional bool     `json:"optional,omitempty"`
}

func (p placeAt) span() span { return span{p.Start, p.End} }

type candidate struct {
	Text string `json:"text"`
	New  bool   `json:"new,omitempty"`
}

// loadSet reads a set's gold file: task/set.jsonl, or gold.jsonl in the folder task/set, each also with .gz.
func loadSet(data, task, set string) ([]document, error) {
	base := filepath.Join(data, task, set)
	for _, path := range []string{
		base + ".jsonl", base + ".jsonl.gz", filepath.Join(base, "gold.jsonl"),
		filepath.Join(base, "gold.jsonl.gz"),
	} {
		docs, err := loadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		return docs, err
	}
	return nil, fmt.Errorf("no %s.jsonl and no %s", base, filepath.Join(base, "gold.jsonl"))
}

func loadFile(path string) ([]document, error) { return loadLines[document](path) }

// loadLines reads one value after the other from a file of JSON Lines.
func loadLines[T any](path string) (out []T, err error) {
	r, err := open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	err = eachDocument(r, path, "document", func(v T) error {
		out = append(out, v)
		return nil
	})
	return out, err
}

// eachDocument reads JSON documents one after the other, as JSON Lines are; what names one in errors. An error of do
// ends it.
func eachDocument[T any](r io.Reader, path, what string, do func(T) error) error {
	d := json.NewDecoder(bufio.NewReader(r))
	for n := 1; ; n++ {
		var v T
		if err := d.Decode(&v); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return news.Errorf(news.Invalid, "%s, %s %d: %w", path, what, n, err)
		}
		if err := do(v); err != nil {
			return err
		}
	}
}

// input opens the file that a command was given, "-" for standard input.
func (s streams) input(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(s.in), nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, usagef("%s cannot be read: %w", path, err)
	}
	return f, nil
}

// open opens a file, decompressed if its name ends with .gz.
func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil || filepath.Ext(path) != ".gz" {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return zipped{z, f}, nil
}

// zipped closes the file below as well.
type zipped struct {
	*gzip.Reader
	file *os.File
}

func (z zipped) Close() error { return errors.Join(z.Reader.Close(), z.file.Close()) }

// part keeps the documents of one part: "check", "train", or "all".
func part(docs []document, name string, seed int) []document {
	if name == "all" {
		return docs
	}
	var out []document
	for _, d := range docs {
		if checked(d.key(), seed) == (name == "check") {
			out = append(out, d)
		}
	}
	return out
}

// checked reports whether a document belongs to the check part: when the first byte of the SHA-256 of "seed/id" is odd.
// That depends on nothing but the id, so that a set may grow or be reordered and its old documents stay where they
// were.
func checked(id string, seed int) bool {
	return sha256.Sum256(fmt.Appendf(nil, "%d/%s", seed, id))[0]&1 == 1
}

// key is the id, or what stands for one: an alias group is known by its first name, the steps of an event stay
// together.
func (d document) key() string {
	switch {
	case d.ID != "":
		return d.ID
	case len(d.Names) > 0:
		return d.Names[0]
	}
	return d.Event
}
