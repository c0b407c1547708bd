package storage

import (
	"context"
	"database/sql"
	"time"

	"sitrep/news"
)

// Discord counts its limits for the bot and for the address that it comes from. Where several processes speak for one
// bot, each takes its turn from one row, and what one is told all know. A turn that is lost with a crash of the server
// does no harm: nobody waits for the disk.

// serverMicros is the server's clock in microseconds.
const serverMicros = `CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)`

// refusalWindow is in how many minutes refused requests are counted together: ten, and that which has begun.
const refusalWindow = 11

// DiscordTurn takes the next turn of all processes' requests, which follow one another every so often, and returns how
// long to wait for it and how all stand. Turns that were missed by less than catchUp are made up for at once.
func (d *DB) DiscordTurn(ctx context.Context, every, catchUp time.Duration) (t news.Turn, err error) {
	defer d.wrap(&err, "take a turn of requests to Discord")
	var wait, pause, ban int64
	err = d.quickly(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `WITH refused AS (
				SELECT COALESCE(SUM(refused), 0) AS n FROM refusals WHERE minute > `+serverNow+` / 60000 - $3)
			UPDATE discord SET next = $1 + CASE WHEN next < `+serverMicros+` - $2 THEN `+serverMicros+` ELSE next END
			RETURNING next - $1 - `+serverMicros+`, pause - `+serverMicros+`, ban - `+serverMicros+`,
				(SELECT n FROM refused)`, every.Microseconds(), catchUp.Microseconds(), refusalWindow).
			Scan(&wait, &pause, &ban, &t.Refused)
	})
	t.Wait, t.Pause, t.Ban = micros(wait), micros(pause), micros(ban)
	return t, err
}

// micros is a duration of so many microseconds, none if they lie behind.
func micros(n int64) time.Duration { return time.Duration(max(n, 0)) * time.Microsecond }

// DiscordTold tells all processes what one was told: requests that were refused, and for how long nothing may be sent
// under the global limit or a ban of the address.
func (d *DB) DiscordTold(ctx context.Context, refused int, pause, ban time.Duration) (err error) {
	defer d.wrap(&err, "note what Discord has told")
	return d.quickly(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if refused > 0 {
			if _, err := tx.ExecContext(ctx, `INSERT INTO refusals AS r (minute, refused)
				VALUES (`+serverNow+` / 60000, $1)
				ON CONFLICT (minute) DO UPDATE SET refused = r.refused + excluded.refused`, refused); err != nil {
				return err
			}
		}
		if pause <= 0 && ban <= 0 {
			return nil
		}
		_, err := tx.ExecContext(ctx, `UPDATE discord SET pause = GREATEST(pause, `+serverMicros+` + $1),
			ban = GREATEST(ban, `+serverMicros+` + $2)`, pause.Microseconds(), ban.Microseconds())
		return err
	})
}

// quickly runs a transaction that may be lost.
func (d *DB) quickly(ctx context.Context, fn func(ctx context.Context, tx *sql.Tx) error) error {
	return transact(ctx, d.writer, nil, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `SET LOCAL synchronous_commit = off`); err != nil {
			return err
		}
		return fn(ctx, tx)
	})
}

// Shared reports whether other processes may run on the database, too.
func (d *DB) Shared() bool { return d.server != nil }
