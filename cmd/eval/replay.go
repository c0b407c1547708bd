package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sitrep/config"
	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/storage"
)

// replayOptions choose what is replayed and what of it is shown.
type replayOptions struct {
	file, topic, style string
	from, until        time.Time // the days whose digests are printed
	pairs              int       // of sentences of one fact, drawn for reading
	seed               uint64
}

// replay files dated articles in order of date, as if each had come on its day, delivers a digest of a topic each
// midnight to one channel, and prints those of some days for somebody to read:
//
//	go run ./cmd/eval replay -from 2017-04-05 -until 2017-04-14
func replay(args []string, w, stderr io.Writer) error {
	var o replayOptions
	var from, until string
	f := flag.NewFlagSet("eval replay", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&o.file, "articles", "../shared/data/articles/fakes.jsonl.gz", "article JSON Lines, dated")
	f.StringVar(&o.topic, "topic", "syria", "slug of the topic")
	f.StringVar(&o.style, "style", "standard", "length of the digests")
	f.StringVar(&from, "from", "", "first day whose digest is printed (default: the first)")
	f.StringVar(&until, "until", "", "last day whose digest is printed (default: the last)")
	f.IntVar(&o.pairs, "pairs", 0, "pairs of sentences of one fact to draw and print")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the draw")
	if err := f.Parse(args); err != nil {
		return err
	}
	for _, d := range []struct {
		text string
		to   *time.Time
	}{{from, &o.from}, {cmp.Or(until, "9999-12-31"), &o.until}} {
		var err error
		if *d.to, err = time.Parse(time.DateOnly, cmp.Or(d.text, "0001-01-01")); err != nil {
			return err
		}
	}
	room, err := openRoom(filepath.Dir(filepath.Dir(o.file)), "")
	if err != nil {
		return err
	}
	days, err := byDay(o.file)
	if err != nil {
		return err
	}
	r := &replaying{o: o, w: w}
	return room.withPipeline(r.options(), func(ctx context.Context, db *storage.DB, p *ingest.Pipeline) error {
		return r.run(ctx, db, p, days)
	})
}

// dayOf is a day with its articles as they stand in the file.
type dayOf struct {
	date  time.Time
	lines []string
}

func byDay(file string) ([]dayOf, error) {
	docs, err := loadFile(file)
	if err != nil {
		return nil, err
	}
	at := map[time.Time]int{}
	var out []dayOf
	for _, d := range docs {
		date, err := time.Parse(time.DateOnly, d.Published[:min(len(d.Published), len(time.DateOnly))])
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", d.ID, err)
		}
		line, err := json.Marshal(d)
		if err != nil {
			return nil, err
		}
		i, ok := at[date]
		if !ok {
			i = len(out)
			at[date] = i
			out = append(out, dayOf{date: date})
		}
		out[i].lines = append(out[i].lines, string(line))
	}
	slices.SortFunc(out, func(a, b dayOf) int { return a.date.Compare(b.date) })
	return out, nil
}

// replaying is one replay with its clock.
type replaying struct {
	o    replayOptions
	w    io.Writer
	now  time.Time
	told int // developments printed
}

func (r *replaying) options() ingest.Options {
	o := ingest.Options{Now: func() time.Time { return r.now }}
	for _, t := range config.Catalogue().Topics {
		o.Topics = append(o.Topics, news.Topic(t))
	}
	for _, s := range config.Catalogue().Sources {
		o.Known = append(o.Known, news.Source{
			Name: s.Name, HomePage: s.Home, Family: s.Family, Country: s.Country, Kind: news.SourceKind(s.Kind),
			Party: s.Party, Aliases: s.Aliases, Language: s.Language,
		})
	}
	return o
}

func (r *replaying) run(ctx context.Context, db *storage.DB, p *ingest.Pipeline, days []dayOf) error {
	r.now = days[0].date
	runner := digest.NewRunner(slog.New(slog.DiscardHandler), db, r.options().Topics, func() time.Time { return r.now })
	_, err := db.SaveSubscription(ctx, news.Subscription{
		Guild: "1", Channel: "1", Topic: r.o.topic, Schedule: "0 0 * * *", Zone: "UTC", Style: news.Style(r.o.style),
		Created: r.now, NextAt: r.now.Add(24 * time.Hour),
	})
	if err != nil {
		return err
	}
	for _, d := range days {
		if r.now = d.date.Add(20 * time.Hour); !r.now.After(days[0].date) {
			return errors.New("the articles have no dates")
		}
		im := &ingest.Importer{Pipeline: p, Stdin: strings.NewReader(strings.Join(d.lines, "\n"))}
		if _, err := im.Import(ctx, "-"); err != nil {
			return err
		}
		r.now = d.date.Add(24 * time.Hour)
		if err := r.midnight(ctx, db, runner); err != nil {
			return err
		}
	}
	if r.o.pairs > 0 {
		return r.draw(ctx, db)
	}
	return nil
}

// midnight delivers the digest that is due and prints it if its day is among those to be read.
func (r *replaying) midnight(ctx context.Context, db *storage.DB, runner *digest.Runner) error {
	if _, err := runner.Run(ctx); err != nil {
		return err
	}
	d, ok, err := db.ClaimDelivery(ctx, r.now, time.Minute)
	if err != nil || !ok {
		return err
	}
	if err := db.FinishDelivery(ctx, d.ID, "1"); err != nil {
		return err
	}
	if today := r.now.AddDate(0, 0, -1); today.Before(r.o.from) || today.After(r.o.until) {
		return nil
	}
	d.Digest.Due = time.Time{} // days without articles are left out of the replay
	if err := digest.Text(r.w, d.Digest, 140); err != nil {
		return err
	}
	r.told += len(d.Digest.Developments)
	_, err = fmt.Fprintf(r.w, "\n%s (developments so far: %d)\n\n", strings.Repeat("=", 40), r.told)
	return err
}

// draw prints pairs of sentences of one fact from two articles, for somebody to judge whether they say the same.
func (r *replaying) draw(ctx context.Context, db *storage.DB) error {
	facts, err := db.Facts(ctx, news.FactQuery{Topic: r.o.topic, Limit: 1 << 20, Oldest: true})
	if err != nil {
		return err
	}
	var pairs [][2]news.Sentence
	for _, f := range facts {
		for i, a := range f.Sentences {
			for _, b := range f.Sentences[:i] {
				if a.Article != b.Article {
					pairs = append(pairs, [2]news.Sentence{b, a})
				}
			}
		}
	}
	rng := rand.New(rand.NewPCG(r.o.seed, 0))
	rng.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	fmt.Fprintf(r.w, "%d pairs of %d facts\n", len(pairs), len(facts))
	for i, p := range pairs[:min(r.o.pairs, len(pairs))] {
		fmt.Fprintf(r.w, "%3d %s %s: %s\n    %s %s: %s\n", i+1, p[0].Time.Format(time.DateOnly), p[0].Source,
			oneLine(p[0].Text),
			p[1].Time.Format(time.DateOnly), p[1].Source, oneLine(p[1].Text))
	}
	return nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
