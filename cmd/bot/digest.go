package main

import (
	"context"
	"encoding/json"
	"time"

	"sitrep/bot"
	"sitrep/digest"
	"sitrep/news"
)

type digestCmd struct {
	Topic  string `help:"Topic, by slug or name (default: everything)." placeholder:"TOPIC"`
	Since  string `help:"Beginning: a date, RFC 3339, or a duration back from --until such as 24h." placeholder:"WHEN"`
	Until  string `help:"End, the 'now' of what is composed: a date (its last moment) or RFC 3339." placeholder:"WHEN"`
	Format string `help:"${enum}." enum:"text,markdown,html,json,discord" default:"text"`
	Style  string `help:"Length: ${enum}." enum:"brief,standard,full" default:"standard"`
	Zone   string `help:"Time zone of the times shown, as an IANA name." placeholder:"ZONE"`
}

// Run composes a digest for somebody who has read everything before --since.
func (c *digestCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	r := digest.Request{Topic: c.Topic, Zone: c.Zone, Style: news.Style(c.Style)}
	if r.Zone == "" {
		r.Zone = a.config.Digest.Zone
	}
	if r.Since, r.Until, err = parseWindow(c.Since, c.Until, r.Zone, e.now()); err != nil {
		return err
	}
	d, err := a.composer.Compose(ctx, r)
	if err != nil {
		return err
	}
	return e.printDigest(d, c.Format)
}

// printDigest writes d in one of the formats of docs/formats.md.
func (e *env) printDigest(d news.Digest, format string) error {
	switch format {
	case "markdown":
		return digest.Markdown(e.stdout, d)
	case "html":
		return digest.HTML(e.stdout, d)
	case "json":
		enc := json.NewEncoder(e.stdout)
		enc.SetEscapeHTML(false)
		return enc.Encode(d)
	case "discord":
		body, err := bot.DigestBody(d)
		if err == nil {
			_, err = e.stdout.Write(body)
		}
		return err
	}
	return digest.Text(e.stdout, d, width(e.stdout))
}

// parseWindow reads --since and --until in the given zone.
func parseWindow(since, until, zone string, now time.Time) (from, to time.Time, err error) {
	loc, err := digest.Location(zone)
	if err != nil {
		return from, to, err
	}
	if until != "" {
		day, err := time.ParseInLocation(time.DateOnly, until, loc)
		if err == nil {
			to = day.AddDate(0, 0, 1).Add(-time.Millisecond)
		} else if to, err = time.Parse(time.RFC3339, until); err != nil {
			return from, to, usagef("--until %q is no time: write 2025-04-25 or 2025-04-25T08:00:00Z", until)
		}
	}
	if since == "" {
		return from, to, nil
	}
	if back, err := time.ParseDuration(since); err == nil && back > 0 {
		if to.IsZero() {
			to = now.UTC()
		}
		return to.Add(-back), to, nil
	}
	if from, err = time.ParseInLocation(time.DateOnly, since, loc); err == nil {
		return from, to, nil
	}
	if from, err = time.Parse(time.RFC3339, since); err != nil {
		return from, to, usagef("--since %q is no time: write 2025-04-24, 2025-04-24T08:00:00Z or 24h", since)
	}
	return from, to, nil
}
