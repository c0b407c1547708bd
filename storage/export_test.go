package storage

import (
	"context"
	"fmt"
)

// LimitPages makes the disk look full when the database has grown by that many pages of 4 KiB.
func LimitPages(ctx context.Context, d *DB, more int) error {
	var n int
	if err := d.writer.QueryRowContext(ctx, `PRAGMA page_count`).Scan(&n); err != nil {
		return err
	}
	return d.writer.QueryRowContext(ctx, fmt.Sprintf(`PRAGMA max_page_count(%d)`, n+more)).Scan(&n)
}

// CachedFacts is how many facts are kept in memory.
func CachedFacts(d *DB) int { return d.facts.sentences.Len() }

// Checkpoint works the log into the file.
func Checkpoint(ctx context.Context, d *DB) error {
	_, err := d.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}

// MovedTables are the tables that Move brings over.
func MovedTables() (out []string) {
	for _, t := range movedTables {
		out = append(out, t.table)
	}
	return out
}

// Settings are what the server of a database of PostgreSQL goes by for a connection of ours.
func Settings(ctx context.Context, d *DB, names ...string) (out []string, err error) {
	for _, name := range names {
		var v string
		if err := d.reader.QueryRowContext(ctx, `SELECT current_setting($1)`, name).Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
