package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"
)

// Bounds of what is remembered of sentences that come again: weeks kept, and weeks looked at. A week of 10,000 articles
// is some two megabytes.
const (
	weeksKept   = 26
	weeksLooked = 12
)

// week numbers the weeks since 1970.
func week(ms int64) int64 {
	const length = 7 * 24 * 60 * 60 * 1000
	if ms < 0 {
		ms -= length - 1
	}
	return ms / length
}

// Recurrences says for each of the keys of sentences in how many of the twelve weeks before that of at it was told;
// those that never were are left out.
func (d *DB) Recurrences(ctx context.Context, keys []int64, at time.Time) (out map[int64]int, err error) {
	defer d.wrap(&err, "recurrences of %d sentences", len(keys))
	return recurrences(ctx, d.reader, keys, at)
}

func recurrences(ctx context.Context, q querier, keys []int64, at time.Time) (map[int64]int, error) {
	out := map[int64]int{}
	if len(keys) == 0 {
		return out, nil
	}
	var weeks []int64
	for i := range int64(weeksLooked) {
		weeks = append(weeks, week(millis(at))-1-i)
	}
	var args []any
	query := `SELECT key, COUNT(DISTINCT week) FROM told
		WHERE owner ` + owners(ctx) + ` AND week ` + in(&args, weeks) + ` AND key ` + in(&args, keys) + ` GROUP BY key`
	err := rows(ctx, q, query, args, func(r *sql.Rows) error {
		var key int64
		var n int
		if err := r.Scan(&key, &n); err != nil {
			return err
		}
		out[key] = n
		return nil
	})
	return out, err
}

// told records the keys of the article's sentences, and forgets those of long ago.
func (s *saving) told(ctx context.Context) error {
	if len(s.f.Keys) == 0 {
		return nil
	}
	now := week(s.time)
	if _, err := s.tx.ExecContext(ctx, `DELETE FROM told WHERE week < $1`, now-weeksKept); err != nil {
		return fmt.Errorf("forget what was told: %w", err)
	}
	b := insertInto("told (week, key, owner)", "ON CONFLICT (week, key, owner) DO NOTHING")
	keys := slices.Clone(s.f.Keys)
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		b.add(now, k, s.owner())
	}
	return b.run(ctx, s.tx, nil)
}
