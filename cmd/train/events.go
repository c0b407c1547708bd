package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"

	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/events"
	"sitrep/text"
	"sitrep/text/lang"
)

// eventsCommand trains the classifiers by which package events tells acts and kinds.
type eventsCommand struct {
	Data  string `default:"../shared/data" help:"Folder with acts, kinds and contrast."`
	Folds int    `help:"Cross-validate in so many folds instead."`
	Out   string `arg:"" optional:"" default:"reading/events/data/events.bin.zst" help:"Model to write."`
}

// Run trains and writes the model.
func (c *eventsCommand) Run() error {
	reader, err := reading.Load()
	if err != nil {
		return err
	}
	acts, err := c.read(reader, "acts/plover.jsonl")
	if err != nil {
		return err
	}
	kinds, err := c.read(reader, "kinds/case2021.jsonl")
	if err != nil {
		return err
	}
	slog.Info("read", "acts", len(acts), "kinds", len(kinds))
	if c.Folds > 0 {
		report("acts", acts, events.Check(acts, c.Folds))
		report("kinds", kinds, events.Check(kinds, c.Folds))
		return nil
	}
	if err := write(c.Out, events.Train(acts, kinds)); err != nil {
		return fmt.Errorf("train events: %w", err)
	}
	return nil
}

// report prints accuracy, macro and weighted F1 of answers.
func report(name string, docs []events.Labelled, answers []string) {
	want, got, hits := map[string]float64{}, map[string]float64{}, map[string]float64{}
	right := 0.0
	for i, d := range docs {
		label := string(d.Act) + d.Kind
		want[label]++
		got[answers[i]]++
		if answers[i] == label {
			hits[label]++
			right++
		}
	}
	macro, weighted := 0.0, 0.0
	n := float64(len(docs))
	for _, l := range slices.Sorted(maps.Keys(want)) {
		f1 := 2 * hits[l] / (want[l] + got[l])
		macro += f1 / float64(len(want))
		weighted += f1 * want[l] / n
	}
	fmt.Printf("%s: accuracy %.4f, macro F1 %.4f, weighted F1 %.4f\n", name, right/n, macro, weighted)
}

func (c *eventsCommand) read(reader *reading.Reader, file string) (out []events.Labelled, err error) {
	err = readLines(filepath.Join(c.Data, file), func(line []byte) error {
		var d struct {
			Text           string
			Source, Target news.Span
			Act            news.Act
			Kind           string
		}
		if err := json.Unmarshal(line, &d); err != nil {
			return err
		}
		l := events.Labelled{Body: d.Text, Source: d.Source, Target: d.Target, Act: d.Act, Kind: d.Kind}
		for _, s := range text.Sentences(d.Text, lang.English) {
			l.Sentences = append(l.Sentences, news.Span(s))
		}
		_, l.Mentions = reader.Names(d.Text, l.Sentences)
		out = append(out, l)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("train events: %w", err)
	}
	return out, nil
}
