package main

import (
	"context"
	"fmt"
	"time"

	"sitrep/wording"
)

type articlesCmd struct {
	OffTopic bool          `help:"Those that were kept out as no conflict news, with the reason."`
	Since    time.Duration `help:"How far back." default:"24h"`
	Limit    int           `help:"How many." default:"50"`
}

// Run lists articles of late, the latest first.
func (c *articlesCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	if !c.OffTopic {
		all, err := a.db.LatestArticles(ctx, "", c.Limit)
		for _, x := range all {
			fmt.Fprintf(e.stdout, "%s  %s  %s\n", x.Time().Format("2006-01-02 15:04"), wording.Printable(x.Source.Name),
				wording.Printable(x.Title))
		}
		return err
	}
	all, n, err := a.db.OffTopic(ctx, a.now().Add(-c.Since), a.now(), c.Limit)
	if err != nil {
		return err
	}
	for _, x := range all {
		reason := a.pipeline.Relevance(x, a.reader.Read(x)).Reason
		fmt.Fprintf(e.stdout, "%s  %s  %s\n    %s\n", x.Time().Format("2006-01-02 15:04"),
			wording.Printable(x.Source.Name), wording.Printable(x.Title), reason)
	}
	fmt.Fprintf(e.stdout, "%s kept out in the last %s. A topic of your own whose words stand in one lets it in.\n",
		wording.Plural(n, "article"), c.Since)
	return nil
}
