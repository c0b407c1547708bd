package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/wording"
)

type demoCmd struct{}

//go:embed dispatches/*.jsonl dispatches/sources.json
var dispatches embed.FS

const dispatchFile = "dispatches/2025-04.jsonl"

// The demo's clock stands at the morning after the last dispatch; its digest is that of the days that had most to tell.
var (
	demoNow   = time.Date(2025, 5, 1, 5, 0, 0, 0, time.UTC)
	demoSince = time.Date(2025, 4, 23, 21, 0, 0, 0, time.UTC)
	demoUntil = time.Date(2025, 4, 25, 17, 0, 0, 0, time.UTC)
)

const (
	demoTopic = "ukraine-war"
	demoZone  = "Europe/Kyiv"
)

// demoQuestions are answered where there is no terminal to ask on.
var demoQuestions = []string{
	"/latest topic:ukraine-war", "/who witkoff",
	"/timeline about:Kyiv from:2025-04-24 to:2025-04-26",
}

// Run takes the sample dispatches through the real pipeline into a temporary database, prints a digest, and answers.
func (c *demoCmd) Run(ctx context.Context, e *env) (err error) {
	e.now = func() time.Time { return demoNow }
	wired, err := e.setup()
	if err != nil {
		return err
	}
	outlets, err := demoSources()
	if err != nil {
		return err
	}
	wired.sources = append(outlets, wired.sources...)
	a, err := wired.openTemporarily(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	report, err := a.importDispatches(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "Sitrep demo: %s by %d invented outlets about real events of April 2025.\n",
		wording.Plural(report.Added+report.Revised, "sample dispatch", "sample dispatches"), len(outlets))
	fmt.Fprint(e.stdout, "They are samples, written for this program; none is a real article.\n\n")
	d, err := a.composer.Compose(ctx, digest.Request{
		Topic: demoTopic, Since: demoSince, Until: demoUntil,
		Zone: demoZone,
	})
	if err != nil {
		return err
	}
	if err := digest.Text(e.stdout, d, width(e.stdout)); err != nil {
		return err
	}
	s := newSession(ctx, a, where{})
	if _, ok := terminal(e.stdin); ok {
		return s.console(ctx)
	}
	for _, q := range demoQuestions {
		fmt.Fprintf(e.stdout, "\n> %s\n\n", q)
		if _, err := s.answer(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

func demoSources() ([]news.Source, error) {
	data, err := dispatches.ReadFile("dispatches/sources.json")
	if err != nil {
		return nil, err
	}
	var out []news.Source
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("read the sample outlets: %w", err)
	}
	return out, nil
}

// importDispatches files the embedded dispatches in order of publication, as if each had arrived when it was published.
func (a *program) importDispatches(ctx context.Context) (ingest.Report, error) {
	f, err := dispatches.Open(dispatchFile)
	if err != nil {
		return ingest.Report{}, err
	}
	defer func() { _ = f.Close() }() // embedded: there is nothing to lose
	im := &ingest.Importer{Pipeline: a.pipeline, Stdin: f, Problem: func(p ingest.Problem) {
		a.lg.ErrorContext(ctx, "sample dispatch not taken in", "problem", p.String())
	}}
	return im.Import(ctx, "-")
}
