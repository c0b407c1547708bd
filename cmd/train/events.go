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
	Show  bool   `help:"Show the pairs of even blocks that cross-validation gets wrong."`
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
	own, err := c.pairs(reader, "contrast/own.jsonl")
	if err != nil {
		return err
	}
	weak, err := c.pairs(reader, "contrast/claimdiff.jsonl")
	if err != nil {
		return err
	}
	slog.Info("read", "acts", len(acts), "kinds", len(kinds))
	if c.Folds > 0 {
		report("acts", labels(acts), events.Check(acts, c.Folds))
		report("kinds", labels(kinds), events.Check(kinds, c.Folds))
		c.checkPairs(own, weak)
		return nil
	}
	if err := write(c.Out, events.Train(acts, kinds, own, weak)); err != nil {
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

// checkPairs reports what cross-validation makes of pairs of claims.
func (c *eventsCommand) checkPairs(own, weak []events.Pair) {
	answers, scores := events.CheckPairs(own, weak, c.Folds)
	for _, part := range []struct {
		name   string
		blocks []int // modulo 2
	}{{"contrast", []int{0, 1}}, {"contrast, even blocks", []int{0}}, {"contrast, odd blocks", []int{1}}} {
		var gold, got []string
		for i, p := range own {
			if slices.Contains(part.blocks, p.Block%2) {
				gold, got = append(gold, string(p.Relation)), append(got, answers[i])
			}
		}
		report(part.name, gold, got)
	}
	higher, pairs := 0.0, 0.0
	for i, p := range weak {
		for j, q := range weak {
			if p.Weakens && !q.Weakens {
				pairs++
				switch {
				case scores[i] > scores[j]:
					higher++
				case scores[i] == scores[j]:
					higher += .5
				}
			}
		}
	}
	fmt.Printf("claimdiff: AUC %.4f\n", higher/pairs)
	if !c.Show {
		return
	}
	for i, p := range own {
		if p.Block%2 == 0 && answers[i] != string(p.Relation) {
			fmt.Printf("%d %s, answered %s\n  %s\n  %s\n", p.Block, p.Relation, answers[i], p.A.Text, p.B.Text)
		}
	}
}

// pairs reads pairs of claims. Those of contrast/own come in blocks, which their ids name: "own-012c"; of others,
// those with
// one earlier claim are a block.
func (c *eventsCommand) pairs(reader *reading.Reader, file string) (out []events.Pair, err error) {
	blocks := map[string]int{}
	err = readLines(filepath.Join(c.Data, file), func(line []byte) error {
		var d struct {
			ID, A, B string
			Relation events.Relation
			Weakens  int
		}
		if err := json.Unmarshal(line, &d); err != nil {
			return err
		}
		block := d.A
		if d.Relation != "" && len(d.ID) > 0 {
			block = d.ID[:len(d.ID)-1]
		}
		if _, ok := blocks[block]; !ok {
			blocks[block] = len(blocks)
		}
		out = append(out, events.Pair{
			A: reader.Claim(d.A, someDay), B: reader.Claim(d.B, someDay), Relation: d.Relation, Weakens: d.Weakens == 1,
			Block: blocks[block],
		})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("train events: %w", err)
	}
	return out, nil
}

// someDay dates claims that come without a date, as `eval compare` does.
var someDay = time.Date(2025, 5, 14, 12, 0, 0, 0, time.UTC)
