package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sitrep/ingest/extract"
	"sitrep/reading/people"
	"sitrep/wording"
)

type extractCmd struct {
	Files []string `arg:"" name:"file" help:"HTML pages, .gz or not; - is standard input."`
	JSON  bool     `help:"One extraction a line, as in docs/formats.md."`
}

// extraction is a line of the extraction format.
type extraction struct {
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Byline    string `json:"byline,omitempty"`
	Published string `json:"published,omitempty"`
	Language  string `json:"language,omitempty"`
	Text      string `json:"text"`
	Partial   string `json:"partial,omitempty"`
}

// Run shows what extraction makes of pages, as it would of a feed's. One that is no article is reported and does not
// stop the others.
func (c *extractCmd) Run(s streams) error {
	failed := false
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	for _, file := range c.Files {
		x, err := s.extract(file)
		switch {
		case err != nil:
			failed = true
			fmt.Fprintf(s.err, "eval: %s: %s\n", file, oneLine(err.Error()))
		case c.JSON:
			if err := enc.Encode(x); err != nil {
				return err
			}
		default:
			facts := []string{
				cmp.Or(x.Byline, "no byline"), cmp.Or(x.Published, "no date"),
				cmp.Or(x.Language, "no language"),
			}
			if x.Partial != "" {
				facts = append(facts, "partial: "+x.Partial)
			}
			fmt.Fprintf(s.out, "%s\n%s\n\n%s\n\n", wording.Printable(cmp.Or(x.Title, "no title")),
				wording.Printable(strings.Join(facts, " · ")), wording.PrintableLines(x.Text))
		}
	}
	if failed {
		return errReported
	}
	return nil
}

func (s streams) extract(file string) (x extraction, err error) {
	data, err := s.read(file)
	if err != nil {
		return x, err
	}
	p, err := extract.HTML(data, "text/html", "", time.Now())
	if err != nil {
		return x, err
	}
	name := strings.TrimSuffix(filepath.Base(file), ".gz")
	x = extraction{
		ID: strings.TrimSuffix(name, filepath.Ext(name)), Title: p.Title, Byline: p.Byline,
		Language: p.Language, Text: p.Text, Partial: p.Partial,
	}
	switch {
	case p.Published.IsZero():
	case p.DateOnly:
		x.Published = p.Published.Format(time.DateOnly)
	default:
		x.Published = p.Published.Format(time.RFC3339)
	}
	return x, nil
}

// read reads a file of bounded size, unpacked if it is gzipped.
func (s streams) read(file string) ([]byte, error) {
	r := s.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // only read
		r = f
	}
	br := bufio.NewReader(r)
	if magic, err := br.Peek(2); err == nil && string(magic) == "\x1f\x8b" {
		zr, err := gzip.NewReader(br)
		if err != nil {
			return nil, err
		}
		return io.ReadAll(io.LimitReader(zr, extract.MaxPage))
	}
	return io.ReadAll(io.LimitReader(br, extract.MaxPage))
}

type aliasesCmd struct {
	File string `arg:"" optional:"" default:"-" help:"Names, one a line; - is standard input."`
	JSON bool   `help:"One group a line, as in docs/formats.md."`
}

// Run groups names that mean the same person or organisation.
func (c *aliasesCmd) Run(s streams) error {
	data, err := s.read(c.File)
	if err != nil {
		return err
	}
	var names []string
	for line := range strings.Lines(string(data)) {
		if name := strings.TrimSpace(line); name != "" {
			names = append(names, name)
		}
	}
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	for _, g := range people.Group(names) {
		if c.JSON {
			err = enc.Encode(map[string][]string{"names": g})
		} else {
			_, err = fmt.Fprintln(s.out, wording.Printable(strings.Join(g, " = ")))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
