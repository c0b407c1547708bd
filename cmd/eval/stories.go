package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/storage"
	"sitrep/wording"
)

type storiesCmd struct {
	File  string `arg:"" help:"Article JSON Lines in order of arrival; - for standard input."`
	JSON  bool   `help:"One line an article: its id and its story."`
	Topic string `help:"Only stories of this topic." placeholder:"TOPIC"`
	Limit int    `help:"How many stories." default:"30"`
}

// Run places the articles of a file in a database of their own, and tells of each which story it is in, or lists the
// stories.
func (c *storiesCmd) Run(ctx context.Context, s streams) error {
	room, err := openRoom("", "")
	if err != nil {
		return err
	}
	o := catalogue()
	o.OffTopic = true // whoever gives a file wants each of its articles placed
	return room.withPipeline(ctx, o, func(db *storage.DB, p *ingest.Pipeline) error {
		im := &ingest.Importer{Pipeline: p, Stdin: s.in, Problem: func(p ingest.Problem) {
			fmt.Fprintf(s.err, "eval: %s\n", p)
		}}
		if _, err := im.Import(ctx, c.File); err != nil {
			return err
		}
		if c.JSON {
			return printStories(ctx, s.out, db)
		}
		topic, err := digest.NewComposer(db, o.Topics, time.Now).Topic(c.Topic)
		if err != nil {
			return err
		}
		all, err := db.Stories(ctx, topic.Slug, time.Time{}, c.Limit)
		if err != nil {
			return err
		}
		for _, x := range all {
			fmt.Fprintf(s.out, "%6d  %s – %s  %s  %s\n", x.ID, x.First.Format(time.DateOnly),
				x.Last.Format(time.DateOnly), wording.Plural(x.Articles, "article"), wording.Printable(x.Title))
		}
		return nil
	})
}

// printStories writes a line of the stories format for each article.
func printStories(ctx context.Context, out io.Writer, db *storage.DB) error {
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	all, err := articleStories(ctx, db)
	if err != nil {
		return err
	}
	for _, x := range all {
		if err := enc.Encode(x); err != nil {
			return err
		}
	}
	return w.Flush()
}

// articleStory is a line of the stories format.
type articleStory struct {
	ID    string `json:"id"`
	Story string `json:"story"`
}

// articleStories tells of each article which story it is in; one that is off topic is a story of its own.
func articleStories(ctx context.Context, db *storage.DB) (out []articleStory, err error) {
	for s, err := range db.ArticleStories(ctx) {
		if err != nil {
			return nil, err
		}
		x := articleStory{ID: cmp.Or(s.GUID, s.Key), Story: strconv.FormatInt(s.Story, 10)}
		if s.Story == 0 {
			x.Story = "article " + strconv.FormatInt(s.Article, 10)
		}
		out = append(out, x)
	}
	return out, nil
}
