// Command eval measures how well Sitrep reads, on annotated data that is not part of the repository:
//
//	go run ./cmd/eval [TASK] [-data ../shared/data] [-part check|train|all] [-seed 1] [-names FILE]
//
//	go run ./cmd/eval load [-articles 1000000] [-db FILE]
//	go run ./cmd/eval polling [-feeds 10000] [-interval 5m] [-for 15m]
//	go run ./cmd/eval replay [-from DATE] [-until DATE] [-pairs N]
//	go run ./cmd/eval days [-topic SLUG] [-from DATE] [-until DATE] FILE…
//
// The first prints one table: task, set, items, metric, figure, speed. The metrics are those of score.py beside the
// data, figure by figure. The second fills a database with generated articles and measures what Sitrep does beside
// them. The third says how well the program keeps up with thousands of feeds on loopback, and with how much memory. The
// fourth prints the digests that dated articles give day by day, for somebody to read, the fifth as JSON for programs.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

type options struct {
	task string // "" for all
	data string
	part string
	seed int
	// names is a names model to measure instead of the embedded one, which has learnt from all documents of the sets
	// that it learns from.
	names string
}

func main() {
	apart := map[string]func(args []string, stdout, stderr io.Writer) error{
		"load": load, "polling": pollFeeds,
		"replay": replay, "days": days,
	}
	if len(os.Args) > 1 && apart[os.Args[1]] != nil {
		if err := apart[os.Args[1]](os.Args[2:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "eval:", err)
			os.Exit(1)
		}
		return
	}
	o, err := parseOptions(os.Args[1:], os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		os.Exit(2) // the flag set has said why
	}
	if err := run(os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

// parseOptions takes the task before or after the flags.
func parseOptions(args []string, stderr io.Writer) (o options, err error) {
	f := flag.NewFlagSet("eval", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.Usage = func() {
		fmt.Fprintf(stderr, "usage: eval [%s|load|polling] [flags]\n", strings.Join(taskNames(), "|"))
		f.PrintDefaults()
	}
	f.StringVar(&o.data, "data", "../shared/data", "`folder` with the annotated data")
	f.StringVar(&o.part, "part", "check", "part of each set: check, train or all; whoever tunes looks at train only")
	f.StringVar(&o.names, "names", "",
		"`file` with a names model to measure instead of the embedded one (train entities writes one from the train "+
			"part)")
	f.IntVar(&o.seed, "seed", 1, "seed of the split into check and train")
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		o.task, args = args[0], args[1:]
	}
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if o.task == "" {
		o.task = f.Arg(0)
	}
	if !slices.Contains([]string{"check", "train", "all"}, o.part) {
		err = fmt.Errorf("part %q is none of check, train, all", o.part)
		fmt.Fprintln(stderr, "eval:", err)
	}
	return o, err
}

// run measures the chosen tasks and prints the table.
func run(w io.Writer, o options) error {
	chosen := tasks
	if o.task != "" {
		i := slices.IndexFunc(tasks, func(t task) bool { return t.name == o.task })
		if i < 0 {
			return fmt.Errorf("task %q is none of %s", o.task, strings.Join(taskNames(), ", "))
		}
		chosen = tasks[i : i+1]
	}
	if _, err := os.Stat(o.data); err != nil {
		return fmt.Errorf("the annotated data is expected in the folder %s (-data names another): %w", o.data, err)
	}
	room, err := openRoom(o.data, o.names)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "task\tset\titems\tmetric\tfigure\tspeed\n")
	for _, t := range chosen {
		for _, set := range t.sets {
			if err := measure(table, room, t, set, o); err != nil {
				return fmt.Errorf("%s/%s: %w", t.name, set, err)
			}
		}
	}
	fmt.Fprintf(table, "\npart %s, seed %d\n", o.part, o.seed)
	if o.names == "" && slices.ContainsFunc(chosen, func(t task) bool { return t.name == "entities" }) {
		fmt.Fprintln(table,
			"the embedded names model has seen the documents of worldwide, wikigold and uner_ewt; for figures on "+
				"unseen ones:")
		fmt.Fprintln(table,
			"  go run ./cmd/train entities half.bin.zst && go run ./cmd/eval entities -names half.bin.zst")
	}
	return table.Flush()
}

func measure(w io.Writer, room *room, t task, set string, o options) error {
	gold, err := loadSet(o.data, t.name, file(set))
	if err != nil {
		return err
	}
	gold = part(gold, o.part, o.seed)
	start := time.Now()
	answers, err := t.run(room, set, gold)
	if err != nil {
		return err
	}
	took := time.Since(start)
	scores := t.score(gold, answers)
	for i, metric := range t.metrics {
		value, ok := scores.get(metric)
		if !ok {
			return fmt.Errorf("no metric %q", metric)
		}
		if i == 0 {
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\n", t.name, set, len(gold), metric, figure(value), speed(gold, took))
		} else {
			fmt.Fprintf(w, "\t\t\t%s\t%s\t\n", metric, figure(value))
		}
	}
	return nil
}

func figure(v float64) string {
	if v != v {
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
