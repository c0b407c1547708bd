// Command bot is the program sitrep: it reads conflict news, and tells Discord channels what is new in it and who says
// so.
//
// `sitrep demo` shows it without a token, a network or a configuration; `sitrep --help` lists the rest.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // zones work in an image that has none

	"github.com/alecthomas/kong"

	"sitrep/bot"
	"sitrep/news"
)

// Exit statuses.
const (
	exitFailure = 1 // something failed; what succeeded is kept
	exitUsage   = 2
)

// cli is the command line. Flags stand before or behind the command.
type cli struct {
	Config string `help:"Configuration (config.toml, if it exists)." placeholder:"FILE" env:"SITREP_CONFIG" type:"path"`
	DB     string `help:"Database, a file or postgres://…." placeholder:"FILE" env:"SITREP_DB" name:"db"`

	Demo        demoCmd        `cmd:"" help:"Show Sitrep on sample dispatches: a digest, a console. Needs nothing."`
	Run         runCmd         `cmd:"" help:"Run everything: poll feeds, compose and deliver digests, answer."`
	Import      importCmd      `cmd:"" help:"Take in articles: text, HTML, JSON Lines, feeds, .gz, folders, -."`
	Poll        pollCmd        `cmd:"" help:"Poll the feeds that are due, once."`
	Read        readCmd        `cmd:"" help:"Show what reading finds in articles: who, who says what, figures, places."`
	Digest      digestCmd      `cmd:"" help:"Compose a digest and print it."`
	Evidence    evidenceCmd    `cmd:"" help:"Write what stands behind a digest as a file to cite, or verify one."`
	Ask         askCmd         `cmd:"" help:"Answer one slash command as in Discord: sitrep ask '/who witkoff'."`
	Console     consoleCmd     `cmd:"" help:"Type slash commands as in Discord."`
	Articles    articlesCmd    `cmd:"" help:"List the latest articles, or those kept out as no conflict news."`
	Stories     storiesCmd     `cmd:"" help:"List the stories, or the story of each article."`
	Reextract   reextractCmd   `cmd:"" help:"Take the texts of kept pages anew; what changed becomes a revision."`
	People      peopleCmd      `cmd:"" help:"See and correct who is who: list, show, merge, split, rename."`
	Events      eventsCmd      `cmd:"" help:"See and correct what happened: list, show, merge, split, hide."`
	Feeds       feedsCmd       `cmd:"" help:"See which feeds fail; add, remove, resume, promote, import, export."`
	Sources     sourcesCmd     `cmd:"" help:"See and describe the outlets: list, set."`
	Check       checkCmd       `cmd:"" help:"Check configuration and database; with --online the token and the feeds."`
	Migrate     migrateCmd     `cmd:"" help:"Bring the database to this version's schema."`
	Tidy        tidyCmd        `cmd:"" help:"Forget texts and pages whose time is up, as each night; say what is kept."`
	Move        moveCmd        `cmd:"" help:"Copy all from one database to another, as from a file to PostgreSQL."`
	Backup      backupCmd      `cmd:"" help:"Copy the database to a file while it is in use, and verify the copy."`
	Restore     restoreCmd     `cmd:"" help:"Put a backup in the database's place, and what was there aside."`
	Healthcheck healthcheckCmd `cmd:"" help:"Ask a running Sitrep whether it is healthy (for containers)." hidden:""`
	Version     versionCmd     `cmd:"" help:"Print the version."`
	Licences    licencesCmd    `cmd:"" help:"Print the licences of Sitrep and of the modules in it."`
}

// env is what a command may touch of the world around the process.
type env struct {
	stdin      io.Reader
	stdout     io.Writer
	stderr     io.Writer
	environ    []string
	now        func() time.Time
	discord    func(*bot.Options) // changes how Discord is reached, where no address can say it; may be nil
	dial       dialer             // to feeds and pages, where no network is; nil is the network
	configFile string             // --config
	database   string             // --db
	quiet      slog.Level         // what is logged at least
}

// dialer opens a connection, as [net.Dialer.DialContext] does.
type dialer = func(ctx context.Context, network, address string) (net.Conn, error)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	e := &env{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(), now: time.Now}
	code := run(ctx, e, os.Args[1:])
	stop()
	os.Exit(code)
}

// run executes one command line and returns the exit status. Errors are one line on e.stderr that says what to do.
func run(ctx context.Context, e *env, args []string) int {
	var c cli
	exit := -1
	parser, err := kong.New(&c, kong.Name("sitrep"),
		kong.Description("Sitrep: conflict news, fact by fact, with who says so."),
		kong.Vars{"outlet_kinds": outletKinds},
		kong.Writers(e.stdout, e.stderr), kong.Exit(func(code int) { exit = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}))
	if err != nil {
		fmt.Fprintln(e.stderr, "sitrep:", err)
		return exitFailure
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exit >= 0 { // --help has printed
		return exit
	}
	if err != nil {
		fmt.Fprintf(e.stderr, "sitrep: %s; see sitrep --help\n", oneLine(err))
		return exitUsage
	}
	e.configFile, e.database, e.quiet = c.Config, c.DB, slog.LevelWarn
	if parsed.Command() == "run" {
		e.quiet = slog.LevelDebug
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	err = parsed.Run(e)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errReported):
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(e.stderr, "sitrep: interrupted; what was done is kept")
	default:
		fmt.Fprintf(e.stderr, "sitrep: %s\n", oneLine(err))
	}
	if _, ok := errors.AsType[*usageError](err); ok {
		return exitUsage
	}
	return exitFailure
}

// errReported ends a command with exit status 1 whose problems have been printed already.
var errReported = errors.New("reported")

// usageError is a mistake on the command line that parsing alone cannot see.
type usageError struct{ error }

func usagef(format string, args ...any) error {
	return &usageError{news.Errorf(news.Invalid, format, args...)}
}

func (e *usageError) Unwrap() error { return e.error }

func oneLine(err error) string {
	return news.Redacted(strings.Join(strings.Fields(err.Error()), " "))
}
