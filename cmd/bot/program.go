package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"sitrep/config"
	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/story"
	"sitrep/text/index"
)

// setup is what every command has: the world around the process, the configuration, and what reads.
type setup struct {
	*env
	lg      *slog.Logger
	config  config.Config
	reader  *reading.Reader
	topics  []news.Topic
	sources []news.Source // the catalogue's and the configuration's
}

// program is a setup with its database and what stands on that. Whoever opens it closes it.
type program struct {
	*setup
	db       *storage.DB
	pipeline *ingest.Pipeline
	composer *digest.Composer
	discard  func() error // of what goes when the program closes, nil if nothing does

	elsewhere *atomic.Bool // another process places articles
}

// load reads the configuration: --config, else config.toml if there is one, else defaults.
func (e *env) load() (config.Config, error) {
	const usual = "config.toml"
	path := e.configFile
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
	if e.database != "" {
		c.Database = c.Database.At(e.database)
	}
	return c, nil
}

// setup reads the configuration and loads the reader.
func (e *env) setup() (*setup, error) {
	c, err := e.load()
	if err != nil {
		return nil, err
	}
	topics, sources, err := catalogue(c)
	if err != nil {
		return nil, err
	}
	reader, err := reading.Load()
	if err != nil {
		return nil, fmt.Errorf("load the reader: %w", err)
	}
	return &setup{
		env: e, lg: logger(e.stderr, c.Log, e.quiet), config: c, reader: reader, topics: topics, sources: sources,
	}, nil
}

// open opens the program over the configured database.
func (e *env) open(ctx context.Context) (*program, error) {
	s, err := e.setup()
	if err != nil {
		return nil, err
	}
	return s.open(ctx, s.config.Database.Location())
}

// ownTopics are the slugs of the topics of the configuration.
func (s *setup) ownTopics() (out []string) {
	for _, t := range s.config.Topics {
		out = append(out, t.Slug)
	}
	return out
}

// dry is a pipeline that reads and stores nothing.
func (s *setup) dry() *ingest.Pipeline {
	parties, conflicts := conflicts()
	return ingest.Dry(s.lg, s.reader, ingest.Options{
		Topics: s.topics, Own: s.ownTopics(), Known: s.sources, Parties: parties, Conflicts: conflicts, Now: s.now,
	})
}

// openTemporarily opens the program over a database that goes when it closes: a file, or a schema of its own if --db
// names a PostgreSQL database.
func (s *setup) openTemporarily(ctx context.Context) (*program, error) {
	if c := (config.Database{}).At(s.database); c.URL.IsSet() {
		scratch, remove, err := storage.Scratch(ctx, c.Location())
		if err != nil {
			return nil, err
		}
		p, err := s.open(ctx, scratch)
		if err != nil {
			return nil, errors.Join(err, remove(ctx))
		}
		p.discard = func() error { return remove(context.WithoutCancel(ctx)) }
		return p, nil
	}
	folder, err := os.MkdirTemp("", "sitrep-")
	if err != nil {
		return nil, fmt.Errorf("a temporary folder is needed (set TMPDIR): %w", err)
	}
	p, err := s.open(ctx, filepath.Join(folder, "sitrep.db"))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	p.discard = func() error { return os.RemoveAll(folder) }
	return p, nil
}

// names is what storage is told of names.
var names = storage.Names{
	Keys: people.Keys, Same: people.Same, Fold: people.Fold, Full: people.Full, Fullest: people.Fullest,
	Joined:  people.Joined,
	Offices: people.Offices, Naming: story.Naming,
}

// words is what storage is told of words.
var words = storage.Lexicon{Words: index.Words, Parse: index.Parse, Match: index.Match}

// open opens the program over a database.
func (s *setup) open(ctx context.Context, path string) (*program, error) {
	db, err := storage.Open(ctx, path, storage.Options{
		Now: s.now, CacheMiB: int(s.config.Database.Cache >> 20),
		Log: s.lg, Names: names, Lexicon: words,
	})
	if err != nil {
		return nil, err
	}
	parties, conflicts := conflicts()
	elsewhere := &atomic.Bool{}
	pipeline, err := ingest.New(ctx, s.lg, db, s.reader, ingest.Options{
		Parties: parties, Conflicts: conflicts,
		Topics: s.topics, Own: s.ownTopics(), Known: s.sources, Now: s.now,
		Batch:     func(ctx context.Context) (ingest.Batch, error) { return db.Batch(ctx) },
		Elsewhere: elsewhere.Load, Desk: db,
	})
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	p := &program{
		setup: s, db: db, pipeline: pipeline, composer: digest.NewComposer(db, s.topics, s.now),
		elsewhere: elsewhere,
	}
	if err := p.learnTopics(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return p, nil
}

// close closes the database, and removes one that was temporary.
func (p *program) close() {
	if err := p.db.Close(); err != nil {
		p.lg.Error("close database", "error", err)
	}
	if p.discard == nil {
		return
	}
	if err := p.discard(); err != nil {
		p.lg.Error("remove temporary database", "error", err)
	}
}

// logger writes to w as configured, but nothing below least: a command that answers and ends says what went wrong and
// no more.
func logger(w io.Writer, c config.Log, least slog.Level) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Level)); err != nil {
		level = slog.LevelInfo // config has checked it
	}
	o := &slog.HandlerOptions{Level: max(level, least), ReplaceAttr: redacted}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// redacted takes the secrets out of whatever addresses a line of the log holds.
func redacted(_ []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Any().(type) {
	case string:
		a.Value = slog.StringValue(news.Redacted(v))
	case error:
		a.Value = slog.StringValue(news.Redacted(v.Error()))
	}
	return a
}
