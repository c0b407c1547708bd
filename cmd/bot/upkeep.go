package main

import (
	"context"
	"fmt"
	"time"

	"sitrep/storage"
	"sitrep/wording"
)

// When old texts and pages are forgotten: at half past three, UTC, when few read; and some minutes after the start if a
// night was missed, so that whoever starts again and again is not slowed down each time.
const (
	upkeepAt    = 3*time.Hour + 30*time.Minute
	upkeepFirst = 5 * time.Minute
)

// Between two steps of the pass others write.
const upkeepPause = 20 * time.Millisecond

// upkeep forgets each night what is kept for a time.
func (p *program) upkeep(ctx context.Context) error {
	for ctx.Err() == nil {
		at, err := p.nextUpkeep(ctx)
		if err != nil {
			p.lg.ErrorContext(ctx, "when old texts were forgotten last is not known", "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(at.Sub(p.now())):
		}
		if err := p.tidy(ctx); err != nil && ctx.Err() == nil {
			p.lg.ErrorContext(ctx, "old texts are not forgotten yet", "error", err)
			after(upkeepFirst, func(context.Context) error { return nil })(ctx) //nolint:errcheck // it only waits
		}
	}
	return ctx.Err()
}

// nextUpkeep is when the next pass is due.
func (p *program) nextUpkeep(ctx context.Context) (time.Time, error) {
	soon := p.now().Add(upkeepFirst)
	kept, err := p.db.Kept(ctx)
	if err != nil {
		return soon, err
	}
	var last time.Time // of the kind that was longest not looked at
	for i, k := range kept {
		if i == 0 || k.At.Before(last) {
			last = k.At
		}
	}
	if len(kept) == 0 || last.After(p.now()) {
		return soon, nil
	}
	at := last.UTC().Truncate(24 * time.Hour).Add(upkeepAt)
	if !at.After(last) {
		at = at.Add(24 * time.Hour)
	}
	if at.Before(soon) {
		return soon, nil
	}
	return at, nil
}

// tidy forgets texts and pages whose time is up, and counts the others.
func (p *program) tidy(ctx context.Context) error {
	pause := func(ctx context.Context) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(upkeepPause):
			return nil
		}
	}
	until := func(keep time.Duration) time.Time {
		if keep <= 0 {
			return time.Time{}
		}
		return p.now().Add(-keep)
	}
	if err := p.forgetServers(ctx); err != nil {
		return err
	}
	r := p.config.Retention
	texts, err := p.db.ForgetBodies(ctx, storage.Retention{
		Articles: until(time.Duration(r.Articles)), OffTopic: until(time.Duration(r.OffTopic)),
		Revised: until(time.Duration(r.Revisions)),
	}, pause)
	if err != nil {
		return err
	}
	pages, err := p.db.PrunePages(ctx, p.now().Add(-time.Duration(p.config.Poll.KeepPages)),
		int64(p.config.Poll.PagesQuota))
	if err != nil {
		return err
	}
	if err := p.db.CountPages(ctx, pages); err != nil {
		return err
	}
	p.lg.InfoContext(ctx, "old texts forgotten", "texts", texts, "pages", pages)
	return p.db.ForgetLeases(ctx)
}

// leftFor is how long what is a server's own is kept after the bot was removed from it.
const leftFor = 30 * 24 * time.Hour

// forgetServers erases what is the own of servers that were left long ago.
func (p *program) forgetServers(ctx context.Context) error {
	left, err := p.db.LeftServers(ctx, p.now().Add(-leftFor))
	for _, guild := range left {
		if err := p.db.EraseServer(ctx, guild); err != nil {
			return err
		}
		p.lg.InfoContext(ctx, "erased what was the own of a server that was left", "server", guild)
	}
	return err
}

type tidyCmd struct{}

// Run does now what is done each night.
func (c *tidyCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.tidy(ctx); err != nil {
		return err
	}
	return a.printKept(ctx)
}

// printKept says how much is kept of what is kept for a time.
func (p *program) printKept(ctx context.Context) error {
	kept, err := p.db.Kept(ctx)
	if err != nil {
		return err
	}
	for _, k := range kept {
		fmt.Fprintf(p.stdout, "%s: %d, %s; %d forgotten on %s\n", k.Kind, k.Items, wording.Size(k.Bytes), k.Forgotten,
			wording.English.Day(k.At))
	}
	size, err := p.db.Size(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "database: %s\n", wording.Size(size))
	return nil
}
