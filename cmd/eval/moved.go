package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sitrep/bot"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/storage"
)

// movedCmd moves a database of generated articles to PostgreSQL and back to a file, and asks all three the same.
type movedCmd struct {
	Articles int    `help:"Articles to move." default:"2000"`
	Asks     int    `help:"Commands to ask, of all kinds together." default:"500"`
	Postgres string `help:"A PostgreSQL database; a schema is made and removed." required:"" placeholder:"ADDRESS"`
	Folder   string `help:"Where the files are made; the first is kept and taken again." placeholder:"FOLDER"`
}

// Run moves and compares.
func (c *movedCmd) Run(ctx context.Context, s streams) (err error) {
	folder := c.Folder
	if folder == "" {
		if folder, err = os.MkdirTemp("", "sitrep-moved-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	}
	first := filepath.Join(folder, "first.db")
	if empty, err := unfilled(ctx, first); err != nil {
		return err
	} else if empty {
		if err := fill(ctx, s.err, first, c.Articles); err != nil {
			return err
		}
	}
	server, remove, err := storage.Scratch(ctx, c.Postgres)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove(context.WithoutCancel(ctx))) }()
	back := filepath.Join(folder, "back.db")
	if err := os.Remove(back); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	o := storage.Options{Names: names, Lexicon: lexicon}
	for _, leg := range [][2]string{{first, server}, {server, back}} {
		begun := time.Now()
		if err := storage.Move(ctx, leg[0], leg[1], o, func(string, int64, int64) {}); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "moved, counted and checked in %.0f s\n", time.Since(begun).Seconds())
	}
	return c.compare(ctx, s, []string{first, server, back})
}

// compare asks all databases the same, and fails if they answer differently.
func (c *movedCmd) compare(ctx context.Context, s streams, locations []string) error {
	var all []*asked
	for _, location := range locations {
		a, err := openAsked(ctx, location)
		if err != nil {
			return err
		}
		defer func() { _ = a.db.Close() }() // it was only read
		all = append(all, a)
	}
	kinds, err := all[0].commands(ctx)
	if err != nil {
		return err
	}
	differ := 0
	for i := range c.Asks {
		line := kinds[i%len(kinds)].line(i / len(kinds))
		want, err := all[0].answer(ctx, line)
		if err != nil {
			return fmt.Errorf("%s: %w", line, err)
		}
		for n, a := range all[1:] {
			got, err := a.answer(ctx, line)
			if err != nil {
				return fmt.Errorf("%s: %w", line, err)
			}
			if got != want {
				differ++
				fmt.Fprintf(s.err, "%s: database %d answers\n%.2000s\nand the first\n%.2000s\n", line, n+2, got, want)
			}
		}
	}
	fmt.Fprintf(s.out, "%d commands asked of %d databases: %d answers differ\n", c.Asks, len(all), differ)
	if differ > 0 {
		return errors.New("the databases answer differently")
	}
	return nil
}

// asked is a database that is asked.
type asked struct{ measuring }

func openAsked(ctx context.Context, location string) (*asked, error) {
	a := &asked{}
	var err error
	a.db, err = storage.Open(ctx, location, storage.Options{Names: names, Lexicon: lexicon, Now: a.clock})
	if err != nil {
		return nil, err
	}
	for _, r := range newGenerator(1, generatedStart).topics {
		a.topics = append(a.topics, r.topic)
	}
	newest, err := a.db.LatestArticles(ctx, "", 1)
	if err != nil || len(newest) == 0 {
		return nil, errors.Join(cmp.Or(err, errors.New("the database holds no articles")), a.db.Close())
	}
	a.now = newest[0].Time().Add(2 * time.Minute)
	a.router = bot.NewRouter(slog.New(slog.DiscardHandler), a.db, bot.Options{
		Topics: a.topics, Compose: digest.NewComposer(a.db, a.topics, a.clock).Compose, Now: a.clock,
	})
	return a, nil
}

// answer is what Discord would be sent; of a search, whose order is each database's own, which articles it finds.
func (a *asked) answer(ctx context.Context, line string) (string, error) {
	if rest, ok := strings.CutPrefix(line, "/search "); ok {
		return a.found(ctx, rest)
	}
	reply, err := a.router.Ask(ctx, bot.Request{Local: true, Now: a.now}, line)
	if err != nil && news.ErrorCode(err) == "" {
		return "", err
	}
	body, err := bot.ResponseBody(reply)
	return string(body), err
}

// found lists the articles that a search finds, all of them, with what is shown of each.
func (a *asked) found(ctx context.Context, rest string) (string, error) {
	q := news.SearchQuery{Text: rest, Limit: storage.MaxHits}
	for part := range strings.FieldsSeq(rest) {
		switch name, value, option := strings.Cut(part, ":"); {
		case !option: // a word that is looked for
		case name == "query":
			q.Text = value
		case name == "from":
			at, err := time.Parse(time.DateOnly, value)
			if err != nil {
				return "", err
			}
			q.From = at
		}
	}
	if _, source, ok := strings.Cut(rest, "source:"); ok {
		q.Source, _, _ = strings.Cut(source, " from:")
	}
	hits, n, err := a.db.Search(ctx, q)
	if err != nil {
		return "", err
	}
	lines := []string{fmt.Sprintf("%d found", n)}
	if n < min(q.Limit, storage.MaxHits) { // of more, which are the best depends on the order
		for _, h := range hits {
			lines = append(lines, fmt.Sprintf("%d %s %v", h.Article.ID, h.Article.Title, h.Spans))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n"), nil
}
