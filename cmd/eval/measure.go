package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// scoreCmd scores what the program reads against gold, or answers of a file.
type scoreCmd struct {
	Task    string `arg:"" optional:"" help:"What is scored (default: all that the program does)."`
	Gold    string `arg:"" optional:"" help:"Gold, JSON Lines: score the answers of a file against it."`
	Answers string `arg:"" optional:"" help:"The answers, JSON Lines with gold's ids."`

	Data  string `help:"Folder with the annotated data." placeholder:"FOLDER" default:"../shared/data"`
	Part  string `help:"Part of each set; whoever tunes looks at train only." enum:"check,train,all" default:"check"`
	Names string `help:"Names model to measure instead of the embedded one." placeholder:"FILE"`
	Seed  int    `help:"Seed of the split into check and train." default:"1"`
}

// Run prints a table of figures, or, of the answers of a file, one line of JSON.
func (c *scoreCmd) Run(s streams) error {
	if c.Gold != "" {
		return c.file(s.out)
	}
	chosen := tasks
	if c.Task != "" {
		t, err := taskNamed(c.Task)
		if err != nil {
			return err
		}
		chosen = []task{t}
	}
	return c.table(s.out, chosen)
}

// table measures the chosen tasks.
func (c *scoreCmd) table(w io.Writer, chosen []task) error {
	if _, err := os.Stat(c.Data); err != nil {
		return fmt.Errorf("the annotated data is expected in the folder %s (--data names another): %w", c.Data, err)
	}
	room, err := openRoom(c.Data, c.Names)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "task\tset\titems\tmetric\tfigure\tspeed\n")
	for _, t := range chosen {
		for _, set := range t.sets {
			if err := c.measure(table, room, t, set); err != nil {
				return fmt.Errorf("%s/%s: %w", t.name, set, err)
			}
		}
	}
	fmt.Fprintf(table, "\npart %s, seed %d\n", c.Part, c.Seed)
	if c.Names == "" && slices.ContainsFunc(chosen, func(t task) bool { return t.name == "entities" }) {
		fmt.Fprintln(table, "the embedded names model has seen the documents of worldwide, wikigold and uner_ewt; "+
			"for figures on unseen ones:")
		fmt.Fprintln(table, "  go run ./cmd/train entities half.bin.zst && "+
			"go run ./cmd/eval score entities --names half.bin.zst")
	}
	return table.Flush()
}

func (c *scoreCmd) measure(w io.Writer, room *room, t task, set string) error {
	gold, err := loadSet(c.Data, t.name, file(set))
	if err != nil {
		return err
	}
	gold = part(gold, c.Part, c.Seed)
	start := time.Now()
	answers, err := t.run(room, set, gold)
	if err != nil {
		return err
	}
	took := time.Since(start)
	all := t.score(gold, answers)
	for i, metric := range t.metrics {
		value, ok := all.get(metric)
		if !ok { // of a set whose gold says nothing of it: claimdiff has no relations
			value = math.NaN()
		}
		if i == 0 {
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\n", t.name, set, len(gold), metric, figure(value), speed(gold, took))
		} else {
			fmt.Fprintf(w, "\t\t\t%s\t%s\t\n", metric, figure(value))
		}
	}
	return nil
}

// file scores the answers of a file and prints every figure by name.
func (c *scoreCmd) file(w io.Writer) error {
	if c.Answers == "" {
		return usagef("gold without answers: eval score TASK GOLD ANSWERS")
	}
	t, err := taskNamed(c.Task)
	if err != nil {
		return err
	}
	gold, err := loadFile(c.Gold)
	if err != nil {
		return err
	}
	answers, err := loadFile(c.Answers)
	if err != nil {
		return err
	}
	out := map[string]any{"task": c.Task}
	for _, x := range t.score(gold, answers) {
		out[x.name] = nil
		if !math.IsNaN(x.value) {
			out[x.name] = x.value
		}
	}
	return json.NewEncoder(w).Encode(out)
}

func figure(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	return strings.TrimSuffix(fmt.Sprintf("%.4f", v), ".0000")
}

// speed is documents and kilobytes of text a second.
func speed(docs []document, took time.Duration) string {
	bytes := 0
	for _, d := range docs {
		bytes += cmp.Or(d.size, len(d.Text))
	}
	s := max(took.Seconds(), 1e-9)
	if bytes == 0 {
		return fmt.Sprintf("%.0f/s", float64(len(docs))/s)
	}
	return fmt.Sprintf("%.0f/s, %.0f KB/s", float64(len(docs))/s, float64(bytes)/1e3/s)
}
