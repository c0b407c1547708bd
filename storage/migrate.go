package storage

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"sitrep/news"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations returns the steps from an empty database to the present schema, oldest first.
func migrations(d dialect) ([]*goose.Migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []*goose.Migration
	for _, name := range names {
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "migrations/"), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number: %w", name, err)
		}
		script, err := fs.ReadFile(migrationFiles, name)
		if err != nil {
			return nil, err
		}
		up := func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, d.script(linesFor(d.name, string(script))))
			return err
		}
		out = append(out, goose.NewGoMigration(version, &goose.GoFunc{RunTx: up}, nil))
	}
	return out, nil
}

// only drops the lines that are marked for another database than the named one.
func linesFor(name, script string) string {
	const mark = "-- only: "
	var b strings.Builder
	for line := range strings.Lines(script) {
		i := strings.LastIndex(line, mark)
		if i >= 0 && strings.TrimSpace(line[i+len(mark):]) != name {
			continue
		}
		if i >= 0 {
			line = strings.TrimRight(line[:i], " ") + "\n"
		}
		b.WriteString(line)
	}
	return b.String()
}

func (d *DB) provider() (*goose.Provider, error) {
	steps, err := migrations(d.dialect)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(d.dialect.goose, d.writer, nil,
		goose.WithGoMigrations(steps...), goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
}

// SchemaVersion returns the version of the database's schema and the latest that this program knows.
func (d *DB) SchemaVersion(ctx context.Context) (current, latest int64, err error) {
	defer d.wrap(&err, "read the schema version of %s", d.path)
	p, err := d.provider()
	if err != nil {
		return 0, 0, err
	}
	return p.GetVersions(ctx)
}

func (d *DB) migrate(ctx context.Context) (err error) {
	defer d.wrap(&err, "migrate database %s", d.path)
	p, err := d.provider()
	if err != nil {
		return err
	}
	current, latest, err := p.GetVersions(ctx)
	if err == nil {
		err = d.foreign(current, latest, p)
	}
	if err != nil || current == latest {
		return err
	}
	release, err := d.holdSchema(ctx)
	if err != nil {
		return err
	}
	defer release()
	if _, err := p.Up(ctx); err != nil {
		// Another process may have migrated while this one waited for its turn: its steps are not repeated.
		if current, _, again := p.GetVersions(ctx); again == nil && current == latest {
			return nil
		}
		return err
	}
	d.options.Log.InfoContext(ctx, "database migrated", "path", d.path, "from", current, "to", latest)
	return nil
}

// foreign refuses a schema that no step of this program's leads from.
func (d *DB) foreign(current, latest int64, p *goose.Provider) error {
	switch first := p.ListSources()[0].Version; {
	case current > latest:
		return news.Errorf(news.Invalid, "%s was made by a newer version of this program (its schema is %d, this "+
			"program knows %d): update the program", d.path, current, latest)
	case current > 0 && current < first:
		return news.Errorf(news.Invalid, "%s was made before the first release (its schema is %d, this program's "+
			"begin at %d) and cannot be carried over: move it away or name another database, and what is polled and "+
			"imported fills a new one", d.path, current, first)
	}
	return nil
}

// holdSchema keeps other processes from migrating until release is called. A file has locks of its own.
func (d *DB) holdSchema(ctx context.Context) (release func(), err error) {
	if d.server == nil {
		return func() {}, nil
	}
	conn, err := d.reader.Conn(ctx)
	if err != nil {
		return nil, err
	}
	const lock = `hashtextextended(current_schema() || ' sitrep schema', 0)`
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock(`+lock+`)`); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() {
		_, _ = conn.ExecContext(ctx, `SELECT pg_advisory_unlock(`+lock+`)`) // a lost session has lost it already
		_ = conn.Close()
	}, nil
}

// whole refuses a database into which a move is not finished.
func (d *DB) whole(ctx context.Context) error {
	var source string
	err := d.reader.QueryRowContext(ctx, `SELECT source FROM moving`).Scan(&source)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = news.Errorf(news.Conflict, "the move of %s to %s is not finished: go on with `sitrep move`",
			source, d.path)
	}
	return err
}
