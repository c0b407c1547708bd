package main

import (
	"context"
	"fmt"
	"time"

	"sitrep/ingest"
	"sitrep/news"
	"sitrep/wording"
)

type reextractCmd struct {
	Source string `help:"Only pages of this outlet." placeholder:"NAME"`
	Since  string `help:"Only pages fetched since this day." placeholder:"2025-04-25"`
	DryRun bool   `help:"Say what would change, and store nothing."`
}

// Run takes the texts of kept pages anew, after an update that extracts better. Articles whose text changed get a
// revision; the old text stays, like that of every edited article.
func (c *reextractCmd) Run(ctx context.Context, e *env) error {
	o := ingest.ReextractOptions{Source: c.Source, Dry: c.DryRun}
	if c.Since != "" {
		since, err := time.Parse(time.DateOnly, c.Since)
		if err != nil {
			return usagef("--since %s is no day: write one like 2025-04-25", c.Since)
		}
		o.Since = since
	}
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	counts := map[ingest.PageOutcome]int{}
	total := 0
	err = a.pipeline.Reextract(ctx, a.db, o, func(x ingest.Reextraction) {
		total++
		counts[x.Outcome]++
		switch {
		case x.Outcome == ingest.PageRevised:
			fmt.Fprintf(e.stdout, "%s  %d → %d bytes\n", wording.Printable(address(x)), len(x.Before.Body),
				len(x.After.Body))
		case x.Err != nil && c.DryRun:
			fmt.Fprintf(e.stdout, "%s  stays as it is: %s\n", wording.Printable(address(x)), oneLine(x.Err))
		}
	})
	verb := "revised"
	if c.DryRun {
		verb = "would be revised"
	}
	fmt.Fprintf(e.stdout,
		"%s: %d %s, %d unchanged, %d stay as they are because the page shows less, %d have a newer text from "+
			"elsewhere\n",
		wording.Plural(total, "page"), counts[ingest.PageRevised], verb, counts[ingest.PageUnchanged],
		counts[ingest.PageRefused], counts[ingest.PageSuperseded])
	if err == nil && total == 0 && a.config.Poll.KeepPages == 0 {
		return news.Errorf(news.NotFound, "no page is kept: poll.keep_pages is 0")
	}
	return err
}

func address(x ingest.Reextraction) string {
	if x.Before.URL != "" {
		return x.Before.URL
	}
	return x.Page.URL
}
