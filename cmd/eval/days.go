package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"

	"sitrep/config"
	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/storage"
)

// daysCmd stores dated articles, each at the time at which it was published, delivers a digest of a topic every day to
// one channel, which remembers what it was told, and prints the digests as `sitrep digest --format json` would, one a
// line.
type daysCmd struct {
	Files []string      `arg:"" name:"file" help:"Article JSON Lines, dated."`
	Topic string        `help:"Slug of the topic (default: everything)."`
	Style string        `help:"Length of the digests." default:"standard"`
	Hour  time.Duration `help:"Time of day of the digest, UTC." default:"20h"`
	From  string        `help:"First day of a digest (default: the articles' first)." placeholder:"DAY"`
	Until string        `help:"Last day of a digest (default: the articles' last)." placeholder:"DAY"`
}

// Run prints the digests.
func (c *daysCmd) Run(ctx context.Context, s streams) error {
	articles, err := loadDated(c.Files)
	if err != nil {
		return err
	}
	articles = slices.DeleteFunc(articles, func(a dated) bool {
		day := c.due(a.at).Format(time.DateOnly)
		return day < c.From || c.Until != "" && day > c.Until
	})
	if len(articles) == 0 {
		return fmt.Errorf("no article between %s and %s", c.From, c.Until)
	}
	room, err := openRoom("", "")
	if err != nil {
		return err
	}
	ch := &channel{now: articles[0].at}
	return ch.open(ctx, room, func() error { return c.tell(ctx, ch, articles, s.out) })
}

// due is when the digest is due that tells what came at t.
func (c *daysCmd) due(t time.Time) time.Time {
	due := t.Truncate(day).Add(c.Hour)
	if t.After(due) {
		due = due.Add(day)
	}
	return due
}

// tell prints the channel's digest of every day from the first article to the last.
func (c *daysCmd) tell(ctx context.Context, ch *channel, articles []dated, w io.Writer) error {
	due := c.due(articles[0].at)
	schedule := fmt.Sprintf("%d %d * * *", int(c.Hour.Minutes())%60, int(c.Hour.Hours()))
	if err := ch.subscribe(ctx, c.Topic, c.Style, schedule, due); err != nil {
		return err
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for ; len(articles) > 0; due = due.Add(day) {
		for len(articles) > 0 && !articles[0].at.After(due) {
			n := 1
			for n < len(articles) && !articles[n].at.After(due) &&
				articles[n].at.Sub(articles[0].at) < time.Minute { // those of one minute come together
				n++
			}
			if err := ch.read(ctx, articles[n-1].at, articles[:n]); err != nil {
				return err
			}
			articles = articles[n:]
		}
		d, told, err := ch.deliver(ctx, due)
		if err != nil {
			return err
		}
		if told {
			if err := out.Encode(d); err != nil {
				return err
			}
		}
	}
	return nil
}

// dated is an article as it stands in its file, with the time at which it arrives.
type dated struct {
	at   time.Time
	line json.RawMessage
}

// loadDated reads article JSON Lines in order of arrival. An article that has a day and no hour arrives in the middle
// of its day, one without a date never.
func loadDated(files []string) (out []dated, err error) {
	for _, file := range files {
		lines, err := loadLines[json.RawMessage](file)
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			var a struct{ Published string }
			if err := json.Unmarshal(line, &a); err != nil {
				return nil, fmt.Errorf("parse %s: %w", file, err)
			}
			at, err := time.Parse(time.RFC3339, a.Published)
			if err != nil {
				if at, err = time.Parse(time.DateOnly, a.Published); err != nil {
					continue
				}
				at = at.Add(day / 2)
			}
			out = append(out, dated{at.UTC(), line})
		}
	}
	slices.SortStableFunc(out, func(a, b dated) int { return a.at.Compare(b.at) })
	return out, nil
}

const day = 24 * time.Hour

// channel is one channel that is subscribed to a topic, with the database behind it and the clock that both go by.
type channel struct {
	now      time.Time
	db       *storage.DB
	pipeline *ingest.Pipeline
	runner   *digest.Runner
}

// open opens the channel over an empty database that is gone when use returns.
func (c *channel) open(ctx context.Context, r *room, use func() error) error {
	clock := func() time.Time { return c.now }
	o := catalogue()
	o.Now = clock
	return r.withPipeline(ctx, o, func(db *storage.DB, p *ingest.Pipeline) error {
		c.db, c.pipeline = db, p
		c.runner = digest.NewRunner(slog.New(slog.DiscardHandler), db, o.Topics, clock)
		return use()
	})
}

// catalogue is the topics and outlets that ship with the program.
func catalogue() (o ingest.Options) {
	presets := config.Catalogue()
	for _, t := range presets.Topics {
		o.Topics = append(o.Topics, news.Topic(t))
	}
	for _, x := range presets.Parties {
		o.Parties = append(o.Parties, news.Belligerent(x))
	}
	for _, x := range presets.Conflicts {
		o.Conflicts = append(o.Conflicts, news.ArmedConflict(x))
	}
	for _, s := range presets.Sources {
		o.Known = append(o.Known, news.Source{
			Name: s.Name, HomePage: s.Home, Family: s.Family, Country: s.Country, Kind: news.SourceKind(s.Kind),
			Party: s.Party, Aliases: s.Aliases, Language: s.Language,
		})
	}
	return o
}

// subscribe asks for a digest every day, first at the given time with the news of the day before it.
func (c *channel) subscribe(ctx context.Context, topic, style, schedule string, first time.Time) error {
	_, err := c.db.SaveSubscription(ctx, news.Subscription{
		Guild: "1", Channel: "1", Topic: topic, Schedule: schedule, Zone: "UTC", Style: news.Style(style),
		Created: first.Add(-day), NextAt: first,
	})
	return err
}

// read takes in articles that arrive together.
func (c *channel) read(ctx context.Context, now time.Time, articles []dated) error {
	c.now = now
	var lines [][]byte
	for _, a := range articles {
		lines = append(lines, a.line)
	}
	_, err := (&ingest.Importer{Pipeline: c.pipeline, Stdin: bytes.NewReader(bytes.Join(lines, []byte("\n")))}).
		Import(ctx, "-")
	return err
}

// deliver composes what is due and marks it as sent. It reports false if there was nothing to tell.
func (c *channel) deliver(ctx context.Context, now time.Time) (news.Digest, bool, error) {
	c.now = now
	if _, err := c.runner.Run(ctx); err != nil {
		return news.Digest{}, false, err
	}
	d, ok, err := c.db.ClaimDelivery(ctx, now, time.Minute)
	if err != nil || !ok {
		return news.Digest{}, false, err
	}
	if err := c.db.FinishDelivery(ctx, d.ID, "1", ""); err != nil {
		return news.Digest{}, false, err
	}
	d.Digest.Due = time.Time{} // none is late: days without articles are left out
	return d.Digest, true, nil
}
