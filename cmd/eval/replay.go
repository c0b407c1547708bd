package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"sitrep/digest"
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
	articles, err := loadDated([]string{o.file})
	if err != nil {
		return err
	}
	if len(articles) == 0 {
		return errors.New("the articles have no dates")
	}
	c := &channel{now: articles[0].at.Truncate(day)}
	return c.open(room, func(ctx context.Context) error { return o.tell(ctx, c, articles, w) })
}

// tell delivers a digest at each midnight after a day with articles, and prints those that are to be read.
func (o replayOptions) tell(ctx context.Context, c *channel, articles []dated, w io.Writer) error {
	if err := c.subscribe(ctx, o.topic, o.style, "0 0 * * *", c.now.Add(day)); err != nil {
		return err
	}
	developments := 0
	for len(articles) > 0 {
		today := articles[0].at.Truncate(day)
		n := 1
		for n < len(articles) && articles[n].at.Before(today.Add(day)) {
			n++
		}
		if err := c.read(ctx, today.Add(20*time.Hour), articles[:n]); err != nil {
			return err
		}
		articles = articles[n:]
		d, told, err := c.deliver(ctx, today.Add(day))
		if err != nil {
			return err
		}
		if !told || today.Before(o.from) || today.After(o.until) {
			continue
		}
		if err := digest.Text(w, d, 140); err != nil {
			return err
		}
		developments += len(d.Developments)
		fmt.Fprintf(w, "\n%s (developments so far: %d)\n\n", strings.Repeat("=", 40), developments)
	}
	if o.pairs > 0 {
		return o.draw(ctx, c.db, w)
	}
	return nil
}

// draw prints pairs of sentences of one fact from two articles, for somebody to judge whether they say the same.
func (o replayOptions) draw(ctx context.Context, db *storage.DB, w io.Writer) error {
	facts, err := db.Facts(ctx, news.FactQuery{Topic: o.topic, Limit: 1 << 20, Oldest: true})
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
	rng := rand.New(rand.NewPCG(o.seed, 0))
	rng.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	fmt.Fprintf(w, "%d pairs of %d facts\n", len(pairs), len(facts))
	for i, p := range pairs[:min(o.pairs, len(pairs))] {
		fmt.Fprintf(w, "%3d %s %s: %s\n    %s %s: %s\n", i+1, p[0].Time.Format(time.DateOnly), p[0].Source,
			oneLine(p[0].Text),
			p[1].Time.Format(time.DateOnly), p[1].Source, oneLine(p[1].Text))
	}
	return nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
