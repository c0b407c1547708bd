package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sitrep/ingest"
	"sitrep/storage"
	"sitrep/story"
)

// placeArticles files the articles in order in a database of their own and asks which story each is in, as `eval
// stories --json FILE` does.
func placeArticles(r *room, set string, gold []document) (out []document, err error) {
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	for _, d := range gold {
		a := document{ID: d.ID, URL: d.URL, Source: d.Source, Title: d.Title, Published: d.Published, Text: d.Text}
		if strings.HasSuffix(set, headlines) {
			a.Text = ""
		}
		if err := enc.Encode(a); err != nil {
			return nil, err
		}
	}
	ctx := context.Background()
	err = r.withPipeline(ctx, ingest.Options{OffTopic: true}, func(db *storage.DB, p *ingest.Pipeline) error {
		im := &ingest.Importer{Pipeline: p, Stdin: &lines}
		if _, err := im.Import(ctx, "-"); err != nil {
			return err
		}
		told, err := articleStories(ctx, db)
		for _, x := range told {
			out = append(out, document{ID: x.ID, Story: x.Story})
		}
		return err
	})
	return out, err
}

// withPipeline calls use with a pipeline over an empty database that is gone afterwards.
func (r *room) withPipeline(
	ctx context.Context, o ingest.Options, use func(*storage.DB, *ingest.Pipeline) error,
) (err error) {
	dir, err := os.MkdirTemp("", "sitrep-eval-")
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, os.RemoveAll(dir)) }()
	if o.Now == nil {
		o.Now = time.Now
	}
	db, err := storage.Open(ctx, filepath.Join(dir, "sitrep.db"), storage.Options{Now: o.Now, Names: names})
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, db.Close()) }()
	o.Batch = func(ctx context.Context) (ingest.Batch, error) { return db.Batch(ctx) }
	p, err := ingest.New(ctx, slog.New(slog.DiscardHandler), db, r.reader, o)
	if err != nil {
		return err
	}
	return use(db, p)
}

// scoreSteps says of each candidate how new it is.
func scoreSteps(_ *room, set string, gold []document) ([]document, error) {
	lines := map[string]*story.Timeline{}
	out := make([]document, len(gold))
	for i, d := range gold {
		if lines[d.Event] == nil || strings.HasSuffix(set, apart) {
			lines[d.Event] = &story.Timeline{}
		}
		var candidates []string
		for _, c := range d.Candidates {
			candidates = append(candidates, c.Text)
			gold[i].size += len(c.Text)
		}
		out[i] = document{Event: d.Event, Step: d.Step, Scores: lines[d.Event].Score(d.Seen, candidates)}
	}
	return out, nil
}

// mustScoreNovelty scores answers of scoreSteps, which has one score for each candidate.
func mustScoreNovelty(gold, answers []document) scores {
	s, err := scoreNovelty(gold, answers)
	if err != nil {
		panic(fmt.Sprintf("scoreSteps: %v", err))
	}
	return s
}
