package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"time"

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
	Show  bool   `help:"Show the pairs that cross-validation gets wrong."`
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
	pairs, err := c.pairs(reader, "contrast/own.jsonl")
	if err != nil {
		return err
	}
	slog.Info("read", "acts", len(acts), "kinds", len(kinds))
	if c.Folds > 0 {
		report("acts", labels(acts), events.Check(acts, c.Folds))
		report("kinds", labels(kinds), events.Check(kinds, c.Folds))
		var gold []string
		for _, p := range pairs {
			gold = append(gold, string(p.Relation))
		}
		answers := events.CheckPairs(pairs, c.Folds)
		report("contrast", gold, answers)
		if c.Show {
			for i, p := range pairs {
				if answers[i] != gold[i] && p.Block%2 == 0 {
					fmt.Printf("%d %s, answered %s\n  %s\n  %s\n", p.Block, gold[i], answers[i], p.A.Text, p.B.Text)
				}
			}
		}
		return nil
	}
	if err := write(c.Out, events.Train(acts, kinds)); err != nil {
		return fmt.Errorf("train events: %w", err)
	}
	return nil
}

func labels(docs []events.Labelled) (out []string) {
	for _, d := range docs {
		out = append(out, string(d.Act)+d.Kind)
	}
	return out
}

// report prints accuracy, macro and weighted F1 of answers.
func report(name string, gold, answers []string) {
	want, got, hits := map[string]float64{}, map[string]float64{}, map[string]float64{}
	right := 0.0
	for i, label := range gold {
		want[label]++
		got[answers[i]]++
		if answers[i] == label {
			hits[label]++
			right++
		}
	}
	macro, weighted := 0.0, 0.0
	n := float64(len(gold))
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

// pairs reads claims of which the two letters of an id before its last name the block: "own-012c".
func (c *eventsCommand) pairs(reader *reading.Reader, file string) (out []events.Pair, err error) {
	err = readLines(filepath.Join(c.Data, file), func(line []byte) error {
		var d struct {
			ID, A, B string
			Relation events.Relation
		}
		if err := json.Unmarshal(line, &d); err != nil {
			return err
		}
		p := events.Pair{A: reader.Claim(d.A, someDay), B: reader.Claim(d.B, someDay), Relation: d.Relation}
		_, err := fmt.Sscanf(d.ID, "own-%d", &p.Block)
		p.Block /= 2
		out = append(out, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("train events: %w", err)
	}
	return out, nil
}

// someDay dates claims that come without a date, as `eval compare` does.
var someDay = time.Date(2025, 5, 14, 12, 0, 0, 0, time.UTC)
