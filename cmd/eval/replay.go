package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"sitrep/digest"
	"sitrep/news"
	"sitrep/storage"
)

// replayCmd files dated articles in order of date, as if each had come on its day, delivers a digest of a topic each
// midnight to one channel, and prints those of some days for somebody to read.
type replayCmd struct {
	Articles string    `help:"Article JSON Lines, dated." default:"../shared/data/articles/fakes.jsonl.gz"`
	Topic    string    `help:"Slug of the topic." default:"syria"`
	Style    string    `help:"Length of the digests." default:"standard"`
	From     time.Time `help:"First day whose digest is printed." format:"2006-01-02" default:"0001-01-01"`
	Until    time.Time `help:"Last day whose digest is printed." format:"2006-01-02" default:"9999-12-31"`
	Pairs    int       `help:"Pairs of sentences of one fact to draw and print."`
	Seed     uint64    `help:"Seed of the draw." default:"1"`
}

// Run prints the digests.
func (c *replayCmd) Run(ctx context.Context, s streams) error {
	room, err := openRoom("", "")
	if err != nil {
		return err
	}
	articles, err := loadDated([]string{c.Articles})
	if err != nil {
		return err
	}
	if len(articles) == 0 {
		return errors.New("the articles have no dates")
	}
	ch := &channel{now: articles[0].at.Truncate(day)}
	return ch.open(ctx, room, func() error { return c.tell(ctx, ch, articles, s.out) })
}

// tell delivers a digest at each midnight after a day with articles, and prints those that are to be read.
func (c *replayCmd) tell(ctx context.Context, ch *channel, articles []dated, w io.Writer) error {
	if err := ch.subscribe(ctx, c.Topic, c.Style, "0 0 * * *", ch.now.Add(day)); err != nil {
		return err
	}
	developments := 0
	for len(articles) > 0 {
		today := articles[0].at.Truncate(day)
		n := 1
		for n < len(articles) && articles[n].at.Before(today.Add(day)) {
			n++
		}
		if err := ch.read(ctx, today.Add(20*time.Hour), articles[:n]); err != nil {
			return err
		}
		articles = articles[n:]
		d, told, err := ch.deliver(ctx, today.Add(day))
		if err != nil {
			return err
		}
		if !told || today.Before(c.From) || today.After(c.Until) {
			continue
		}
		if err := digest.Text(w, d, 140); err != nil {
			return err
		}
		developments += len(d.Developments)
		fmt.Fprintf(w, "\n%s (developments so far: %d)\n\n", strings.Repeat("=", 40), developments)
	}
	if c.Pairs > 0 {
		return c.draw(ctx, ch.db, w)
	}
	return nil
}

// draw prints pairs of sentences of one fact from two articles, for somebody to judge whether they say the same.
func (c *replayCmd) draw(ctx context.Context, db *storage.DB, w io.Writer) error {
	facts, err := db.Facts(ctx, news.FactQuery{Topic: c.Topic, Limit: 1 << 20, Oldest: true})
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
	rng := rand.New(rand.NewPCG(c.Seed, 0))
	rng.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	fmt.Fprintf(w, "%d pairs of %d facts\n", len(pairs), len(facts))
	for i, p := range pairs[:min(c.Pairs, len(pairs))] {
		fmt.Fprintf(w, "%3d %s %s: %s\n    %s %s: %s\n", i+1, p[0].Time.Format(time.DateOnly), p[0].Source,
			oneLine(p[0].Text),
			p[1].Time.Format(time.DateOnly), p[1].Source, oneLine(p[1].Text))
	}
	return nil
}
