package storage

import (
	"context"
	"database/sql"
	"time"
)

// Probe writes, so that a full disk or a lock that nobody lets go of is noticed. What it writes it takes back: SQLite
// writes nothing for a row that stays the same.
func (d *DB) Probe(ctx context.Context) (err error) {
	defer d.wrap(&err, "probe")
	const term = "\x01probe" // no word
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO terms (term, articles) VALUES ($1, 0)`, term); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM terms WHERE term = $1`, term)
		return err
	})
}

// Overdue returns since when the oldest delivery waits that may be sent; zero if none does.
func (d *DB) Overdue(ctx context.Context, now time.Time) (since time.Time, err error) {
	defer d.wrap(&err, "look for overdue deliveries")
	var at sql.NullInt64
	err = d.reader.QueryRowContext(ctx, `SELECT MIN(not_before) FROM deliveries
		WHERE state IN ('pending', 'sending') AND not_before <= $1`, millis(now)).Scan(&at)
	if at.Valid {
		since = instant(at.Int64)
	}
	return since, err
}
