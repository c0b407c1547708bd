package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"sitrep/wording"
)

type storiesCmd struct {
	JSON  bool   `help:"One line an article: its id and its story."`
	Topic string `help:"Only stories of this topic." placeholder:"TOPIC"`
	Limit int    `help:"How many stories." default:"30"`
}

// Run lists the stories of the database, or tells of each article which story it is in.
func (c *storiesCmd) Run(ctx context.Context, e *env) (err error) {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	if c.JSON {
		return a.printArticleStories(ctx, e)
	}
	topic, err := a.composer.Topic(c.Topic)
	if err != nil {
		return err
	}
	all, err := a.db.Stories(ctx, topic.Slug, time.Time{}, c.Limit)
	if err != nil {
		return err
	}
	for _, s := range all {
		fmt.Fprintf(e.stdout, "%6d  %s – %s  %s  %s\n", s.ID, s.First.Format(time.DateOnly),
			s.Last.Format(time.DateOnly), wording.Plural(s.Articles, "article"), wording.Printable(s.Title))
	}
	return nil
}

func (p *program) printArticleStories(ctx context.Context, e *env) error {
	w := bufio.NewWriter(e.stdout)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for s, err := range p.db.ArticleStories(ctx) {
		if err != nil {
			return err
		}
		line := articleStory{ID: cmp.Or(s.GUID, s.Key), Story: strconv.FormatInt(s.Story, 10)}
		if s.Story == 0 { // off topic: a story of its own
			line.Story = "article " + strconv.FormatInt(s.Article, 10)
		}
		if err := enc.Encode(line); err != nil {
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
