package main

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"sitrep/internal/crf"
	"sitrep/news"
	"sitrep/reading/names"
	"sitrep/text"
	"sitrep/text/lang"
)

// entitiesCommand trains the sequence model of package names.
type entitiesCommand struct {
	Data  string   `default:"../shared/data/entities" help:"Folder with the annotated documents, JSON Lines."`
	Sets  []string `default:"worldwide,wikigold,uner_ewt" help:"Files in it to learn from, without their ending."`
	Plain string   `default:"../shared/data/articles" help:"Folder with articles to learn word clusters from."`
	Seed  int      `default:"1" help:"Seed of the split into train and check, by document."`
	All   bool     `help:"Learn from the check part too, for a release."`
	Out   string   `arg:"" optional:"" default:"reading/names/data/names.bin.zst" help:"File to write the model to."`
}

// annotated is a document of ../shared/data/entities.
type annotated struct {
	ID       string
	Text     string
	Entities []news.Mention
}

// checked reports whether the document belongs to the check part: when the first byte of the SHA-256 of "seed/id" is
// odd, as cmd/eval splits, so that what it measures was not learnt from.
func checked(seed int, id string) bool {
	return sha256.Sum256(fmt.Appendf(nil, "%d/%s", seed, id))[0]&1 == 1
}

// Run trains the two passes and writes them with the clusters.
func (c *entitiesCommand) Run() error {
	var train []annotated
	for _, set := range c.Sets {
		err := readLines(filepath.Join(c.Data, set+".jsonl"), func(line []byte) error {
			var d annotated
			if err := json.Unmarshal(line, &d); err != nil {
				return err
			}
			if c.All || !checked(c.Seed, d.ID) {
				train = append(train, d)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("train entities: %w", err)
		}
	}
	slog.Info("read", "documents", len(train), "sets", c.Sets)
	clusters, err := c.cluster(train)
	if err != nil {
		return fmt.Errorf("train entities: %w", err)
	}
	model, err := trainPasses(train, clusters)
	if err != nil {
		return fmt.Errorf("train entities: %w", err)
	}
	if err := write(c.Out, append(model, names.EncodeClusters(clusters)...)); err != nil {
		return fmt.Errorf("train entities: %w", err)
	}
	return nil
}

// folds is into how many parts the training documents are cut for the second pass: each part is labelled by a first
// pass that has not seen it, so that the second learns from mistakes like those it will meet.
const folds = 5

func trainPasses(docs []annotated, clusters map[uint64]int) ([]byte, error) {
	var second []crf.Sequence
	for k := range folds {
		var learn, held []annotated
		for i, d := range docs {
			if i%folds == k {
				held = append(held, d)
			} else {
				learn = append(learn, d)
			}
		}
		seqs, err := sequences(learn, clusters, nil)
		if err != nil {
			return nil, err
		}
		seqs, err = sequences(held, clusters, names.Train(seqs))
		if err != nil {
			return nil, err
		}
		second = append(second, seqs...)
	}
	first, err := sequences(docs, clusters, nil)
	if err != nil {
		return nil, err
	}
	slog.Info("first pass", "sequences", len(first))
	one := names.Train(first)
	slog.Info("second pass", "sequences", len(second))
	two := names.Train(second)
	slog.Info("trained", "first_bytes", len(one), "second_bytes", len(two))
	return append(one, two...), nil
}

func sequences(docs []annotated, clusters map[uint64]int, first []byte) (all []crf.Sequence, err error) {
	lost := 0
	for _, d := range docs {
		seqs, l, err := names.Sequences(d.Text, sentences(d.Text), d.Entities, clusters, first)
		if err != nil {
			return nil, fmt.Errorf("document %s: %w", d.ID, err)
		}
		all = append(all, seqs...)
		lost += l
	}
	slog.Info("sequences", "documents", len(docs), "names_lost", lost)
	return all, nil
}

func sentences(s string) []news.Span {
	spans := text.Sentences(s, lang.Of(lang.Identify(s)))
	out := make([]news.Span, len(spans))
	for i, sp := range spans {
		out[i] = news.Span(sp)
	}
	return out
}

// readLines calls f with each line of a file or, if there is none, of the same file with .gz behind its name.
func readLines(path string, f func([]byte) error) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		path += ".gz"
		file, err = os.Open(path)
	}
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // read only
	var r io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
	}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 64<<20)
	for n := 1; s.Scan(); n++ {
		if err := f(s.Bytes()); err != nil {
			return fmt.Errorf("read %s: line %d: %w", path, n, err)
		}
	}
	return s.Err()
}
