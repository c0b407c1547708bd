package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"sitrep/bot"
	"sitrep/config"
	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/story"
)

// app is the wired house: what most commands need of it.
type app struct {
	lg       *slog.Logger
	config   config.Config
	db       *storage.DB
	reader   *reading.Reader
	pipeline *ingest.Pipeline
	composer *digest.Composer
	commands *bot.Router // see router
	where    where       // the console stands in
	topics   []news.Topic
	sources  []news.Source // the catalogue's and the configuration's
	offTopic bool          // articles that are no conflict news are placed, too
	scratch  string        // a folder that goes when the app closes, "" if there is none
}

// load reads the configuration: --config, else config.toml if there is one, else defaults.
func (e *env) load() (config.Config, error) {
	const usual = "config.toml"
	path := e.config
	if path == "" {
		if _, err := os.Stat(usual); err == nil {
			path = usual
		}
	}
	var vars []string
	for _, v := range e.environ { // these two are flags' and no keys of the file
		if !strings.HasPrefix(v, "SITREP_CONFIG=") && !strings.HasPrefix(v, "SITREP_DB=") {
			vars = append(vars, v)
		}
	}
	c, err := config.Load(path, vars)
	if err != nil {
		return c, &usageError{err}
	}
	c.Database.Path = cmp.Or(e.db, c.Database.Path)
	return c, nil
}

// open wires the house over the configured database.
func (e *env) open(ctx context.Context) (*app, error) {
	a, err := e.unstored()
	if err != nil {
		return nil, err
	}
	if err := a.store(ctx, e, a.config.Database.Path); err != nil {
		return nil, err
	}
	return a, nil
}

// scratch wires what reading needs, without a database.
func (e *env) scratch(context.Context) (*app, error) {
	a, err := e.unstored()
	if err != nil {
		return nil, err
	}
	a.pipeline = ingest.Dry(a.lg, a.reader, ingest.Options{Known: a.sources, Now: e.now})
	return a, nil
}

func (e *env) unstored() (*app, error) {
	c, err := e.load()
	if err != nil {
		return nil, err
	}
	a := &app{config: c, lg: logger(e.stderr, c.Log, e.quiet)}
	if a.topics, a.sources, err = catalogue(c); err != nil {
		return nil, err
	}
	if a.reader, err = reading.Load(); err != nil {
		return nil, fmt.Errorf("load the reader: %w", err)
	}
	return a, nil
}

// storeTemporarily is store over a database that goes when the app closes.
func (a *app) storeTemporarily(ctx context.Context, e *env) (err error) {
	if a.scratch, err = os.MkdirTemp("", "sitrep-"); err != nil {
		return fmt.Errorf("a temporary folder is needed (set TMPDIR): %w", err)
	}
	if err = a.store(ctx, e, filepath.Join(a.scratch, "sitrep.db")); err != nil {
		a.close()
	}
	return err
}

// names is what storage is told of names.
var names = storage.Names{
	Keys: people.Keys, Fold: people.Fold, Full: people.Full, Fullest: people.Fullest, Joined: people.Joined,
	Offices: people.Offices, Naming: story.Naming,
}

// store opens the database and what stands on it.
func (a *app) store(ctx context.Context, e *env, path string) (err error) {
	a.db, err = storage.Open(ctx, path, storage.Options{
		Now: e.now, CacheMiB: int(a.config.Database.Cache >> 20),
		Log: a.lg, Names: names,
	})
	if err != nil {
		return err
	}
	a.composer = digest.NewComposer(a.db, a.topics, e.now)
	if a.pipeline, err = ingest.New(ctx, a.lg, a.db, a.reader, a.pipelineOptions(e)); err != nil {
		a.close()
	}
	return err
}

func (a *app) pipelineOptions(e *env) ingest.Options {
	return ingest.Options{
		Topics: a.topics, Known: a.sources, OffTopic: a.offTopic, Now: e.now,
		Batch: func(ctx context.Context) (ingest.Batch, error) { return a.db.Batch(ctx) },
	}
}

func (a *app) close() {
	if a.db != nil {
		if err := a.db.Close(); err != nil {
			a.lg.Error("close database", "error", err)
		}
	}
	if a.scratch != "" {
		if err := os.RemoveAll(a.scratch); err != nil {
			a.lg.Error("remove temporary folder", "error", err)
		}
	}
}

// logger writes to w as configured, but nothing below least: a command that answers and ends says what went wrong and
// no more.
func logger(w io.Writer, c config.Log, least slog.Level) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Level)); err != nil {
		level = slog.LevelInfo // config has checked it
	}
	o := &slog.HandlerOptions{Level: max(level, least)}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}
