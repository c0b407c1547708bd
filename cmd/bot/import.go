package main

import (
	"context"
	"fmt"
	"strings"

	"sitrep/ingest"
	"sitrep/news"
	"sitrep/wording"
)

type importCmd struct {
	Paths  []string `arg:"" name:"path" help:"Files or folders; - is standard input."`
	Source string   `help:"The outlet of articles that name none." placeholder:"NAME"`
	DryRun bool     `help:"Read and report; store nothing."`
}

// Run imports the paths. Its status is 1 if any file or line could not be taken in; the others are.
func (c *importCmd) Run(ctx context.Context, e *env) error {
	var pipeline *ingest.Pipeline
	if c.DryRun {
		s, err := e.setup()
		if err != nil {
			return err
		}
		pipeline = s.dry()
	} else {
		p, err := e.open(ctx)
		if err != nil {
			return err
		}
		defer p.close()
		pipeline = p.pipeline
	}
	line := e.progress()
	im := &ingest.Importer{
		Pipeline: pipeline, Source: c.Source, DryRun: c.DryRun, Stdin: e.stdin,
		Problem: func(p ingest.Problem) {
			line.clear()
			fmt.Fprintf(e.stderr, "sitrep: %s\n", oneLine(fmt.Errorf("%s: %w", p.Place, p.Err)))
		},
		Progress: func(r ingest.Report) { line.show("%s …", wording.Plural(r.Articles(), "article")) },
	}
	report, err := im.Import(ctx, c.Paths...)
	line.clear()
	fmt.Fprintln(e.stdout, summary(report, c.DryRun))
	if err == nil && report.Failed > 0 {
		return errReported
	}
	return err
}

// summary is what an import did, in one line.
func summary(r ingest.Report, dry bool) string {
	var parts []string
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, what))
		}
	}
	if dry {
		add(r.Read, "read, nothing stored")
	} else {
		add(r.Added, string(news.Added))
		add(r.Revised, string(news.Revised))
		add(r.Unchanged, string(news.Unchanged))
	}
	add(r.Failed, "failed")
	if r.Notes > 0 {
		parts = append(parts, wording.Plural(r.Notes, "note"))
	}
	if r.Skipped > 0 {
		parts = append(parts, wording.Plural(r.Skipped, "other file")+" skipped")
	}
	if len(parts) == 0 {
		parts = []string{"nothing to import"}
	}
	return fmt.Sprintf("%s from %s: %s", wording.Plural(r.Articles(), "article"), wording.Plural(r.Files, "file"),
		strings.Join(parts, ", "))
}
