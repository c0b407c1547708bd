// Command eval measures how well Sitrep reads, and how fast, and shows what parts of it make of a file:
//
//	go run ./cmd/eval score [TASK]        score reading against annotated data, which is not part of the repository
//	go run ./cmd/eval score TASK GOLD ANSWERS
//	go run ./cmd/eval load                measure the program beside a database of generated articles
//	go run ./cmd/eval placing             measure what placing one article costs on days of few and of many
//	go run ./cmd/eval polling             measure the poller against thousands of feeds on loopback
//	go run ./cmd/eval replay              print the digests of dated articles, for somebody to read
//	go run ./cmd/eval days FILE…          the same as JSON, for a program
//	go run ./cmd/eval stories FILE        the story of each article
//	go run ./cmd/eval novelty FILE        how new sentences are
//	go run ./cmd/eval compare FILE        how the later of two claims stands to the earlier
//	go run ./cmd/eval extract FILE…       what extraction makes of pages
//	go run ./cmd/eval gate FILE…            which articles are let in
//	go run ./cmd/eval aliases FILE        which names are one
//
// Flags stand before or behind what they belong to, with one dash or two; eval COMMAND --help lists them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"sitrep/news"
)

// cli is the command line.
type cli struct {
	Score   scoreCmd   `cmd:"" help:"Score reading against annotated data, or answers of any program against gold."`
	Moved   movedCmd   `cmd:"" help:"Move generated articles to PostgreSQL and back, and ask all three the same."`
	Load    loadCmd    `cmd:"" help:"Fill a database with generated articles and measure the program beside it."`
	Placing placingCmd `cmd:"" help:"Say what placing one article costs on days of few and of many."`
	Polling pollingCmd `cmd:"" help:"Poll feeds on loopback and say how many polls are on time."`
	Replay  replayCmd  `cmd:"" help:"Print the digests that dated articles give day by day, for somebody to read."`
	Days    daysCmd    `cmd:"" help:"Print the digests that one channel is told day by day, as JSON."`
	Stories storiesCmd `cmd:"" help:"Place articles in order of arrival, without storing them, and list the stories."`
	Novelty noveltyCmd `cmd:"" help:"Say how new sentences are to whoever has read others."`
	Compare compareCmd `cmd:"" help:"Say how each of two claims stands to the other."`
	Extract extractCmd `cmd:"" help:"Show what extraction makes of HTML pages."`
	Gate    gateCmd    `cmd:"" help:"Say which articles are let in as conflict news, and why."`
	Aliases aliasesCmd `cmd:"" help:"Group names that mean the same person or organisation."`
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// Exit statuses.
const (
	exitFailure = 1 // something failed; what succeeded is kept
	exitUsage   = 2
)

func main() {
	os.Exit(run(context.Background(), streams{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:]))
}

// run executes one command line and returns the exit status.
func run(ctx context.Context, s streams, args []string) int {
	exit := -1
	parser, err := kong.New(new(cli), kong.Name("eval"),
		kong.Description("Measure Sitrep, and show what parts of it make of a file."),
		kong.Writers(s.out, s.err), kong.Exit(func(code int) { exit = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}))
	if err != nil {
		fmt.Fprintln(s.err, "eval:", err)
		return exitFailure
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(doubleDashes(args))
	if exit >= 0 { // --help has printed
		return exit
	}
	if err != nil {
		fmt.Fprintf(s.err, "eval: %s; see eval --help\n", oneLine(err.Error()))
		return exitUsage
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	err = parsed.Run(s)
	if err == nil {
		return 0
	}
	if !errors.Is(err, errReported) {
		fmt.Fprintf(s.err, "eval: %s\n", oneLine(err.Error()))
	}
	if _, ok := errors.AsType[*usageError](err); ok {
		return exitUsage
	}
	return exitFailure
}

// longFlag is a flag of more than one letter with one dash, as Go's own tools take it.
var longFlag = regexp.MustCompile(`^-[a-z][a-z-]+(=.*)?$`)

// doubleDashes gives long flags the second dash that the parser wants.
func doubleDashes(args []string) (out []string) {
	for _, a := range args {
		if longFlag.MatchString(a) {
			a = "-" + a
		}
		out = append(out, a)
	}
	return out
}

// errReported ends a command with exit status 1 whose problems have been printed already.
var errReported = errors.New("reported")

// usageError is a mistake on the command line that parsing alone cannot see.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error {
	return &usageError{news.Errorf(news.Invalid, format, args...)}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
