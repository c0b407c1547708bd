package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"slices"

	"sitrep/ingest"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/story"
)

// gateCmd says which articles are let in as conflict news and which are not.
type gateCmd struct {
	Files []string `arg:"" name:"file" help:"Article JSON Lines."`
	Days  string   `help:"Days with events: how many articles that tell one are kept out." placeholder:"FILE"`
	Short int      `help:"Keep only the title and so many bytes of the text, as a feed does." placeholder:"N"`
	In    bool     `help:"List what is let in instead."`
}

// Run lists the articles that are kept out, those that tell an event of a day marked, and counts.
func (c *gateCmd) Run(ctx context.Context, s streams) error {
	reader, err := reading.Load()
	if err != nil {
		return err
	}
	telling, err := c.telling()
	if err != nil {
		return err
	}
	o := catalogue()
	o.Topics = slices.Clone(o.Topics)
	p := ingest.Dry(slog.New(slog.DiscardHandler), reader, o)
	all, out, told, lost := 0, 0, 0, 0
	im := &ingest.Importer{
		Pipeline: p, DryRun: true, Stdin: s.in,
		Problem: func(p ingest.Problem) { fmt.Fprintf(s.err, "eval: %s\n", p) },
		Visit: func(a news.Article, r news.Reading) {
			all++
			var rel story.Relevance
			if c.Short > 0 && len(a.Body) > c.Short && len(r.Sentences) > 0 {
				a.Body = a.Body[:max(r.Sentences[0].End, c.Short)]
				r = reader.Read(p.Prepare(a))
			}
			rel = p.Relevance(a, r)
			event := telling[a.GUID]
			if event != "" {
				told++
			}
			if !rel.On {
				out++
				if event != "" {
					lost++
				}
			}
			if rel.On == c.In {
				fmt.Fprintf(s.out, "%s\t%s\t%s\t%s\n", a.GUID, event, a.Title, rel.Reason)
			}
		},
	}
	if _, err := im.Import(ctx, c.Files...); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d of %d articles kept out", out, all)
	if c.Days != "" {
		fmt.Fprintf(s.out, "; %d of %d that tell an event", lost, told)
	}
	fmt.Fprintln(s.out)
	return nil
}

// telling is the first event that each article tells.
func (c *gateCmd) telling() (map[string]string, error) {
	out := map[string]string{}
	if c.Days == "" {
		return out, nil
	}
	b, err := os.ReadFile(c.Days)
	if err != nil {
		return nil, err
	}
	var gold struct {
		Days []struct {
			Events []struct {
				ID       string
				Articles []string
			}
		}
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		return nil, fmt.Errorf("parse %s: %w", c.Days, err)
	}
	for _, day := range gold.Days {
		for _, e := range day.Events {
			for _, id := range e.Articles {
				if out[id] == "" {
					out[id] = e.ID
				}
			}
		}
	}
	return out, nil
}
