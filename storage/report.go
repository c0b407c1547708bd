package storage

import (
	"context"
	"database/sql"
	"time"

	"sitrep/news"
)

// Whoever reads may report. What one user may report is bounded, so that nobody buries what others say; the count is
// kept here, so that it is one for all processes and outlives a restart.
const (
	reportsAnHour = 5
	reportsADay   = 20
)

// SaveReport stores what a reader reports about an event, by whatever id it is known, and returns it with the event's
// own. A second report of one reader about one event replaces the first. An event that the reader cannot see is a
// NotFound error; more than five reports of one reader within an hour, or twenty within a day, are an Unavailable one.
func (d *DB) SaveReport(ctx context.Context, r news.ReaderReport) (_ news.ReaderReport, err error) {
	defer d.wrap(&err, "report event %d", r.Event)
	r.Time = instant(millis(d.options.Now()))
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		e, err := eventOf(ctx, tx, r.Event)
		if err != nil {
			return err
		}
		r.Event, r.Headline = e.ID, e.Title
		var hour, day int
		if err := tx.QueryRowContext(ctx, `SELECT COUNT(CASE WHEN time > $2 THEN 1 END), COUNT(*) FROM reports
			WHERE reporter = $1 AND time > $3 AND event_id <> $4`, r.Reporter, millis(r.Time.Add(-time.Hour)),
			millis(r.Time.Add(-24*time.Hour)), r.Event).Scan(&hour, &day); err != nil {
			return err
		}
		if hour >= reportsAnHour || day >= reportsADay {
			return news.Errorf(news.Unavailable, "You have reported much already: at most %d within an hour and %d "+
				"within a day. What you reported is kept. Try again later.", reportsAnHour, reportsADay)
		}
		return tx.QueryRowContext(ctx, `INSERT INTO reports
			(time, event_id, headline, reason, note, guild, reporter, link) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (event_id, headline, reporter) DO UPDATE SET
			time = excluded.time, reason = excluded.reason, note = excluded.note, settled = 0 RETURNING id`,
			millis(r.Time), r.Event, r.Headline, r.Reason, r.Note, r.Guild, r.Reporter, r.Link).Scan(&r.ID)
	})
	return r, err
}

const reportColumns = `r.id, r.time, COALESCE(m.merged_into, r.event_id), r.headline, r.reason, r.note, r.guild,
	r.reporter, r.link, r.settled`

func scanReport(r *sql.Rows) (out news.ReaderReport, err error) {
	var at, settled int64
	err = r.Scan(&out.ID, &at, &out.Event, &out.Headline, &out.Reason, &out.Note, &out.Guild, &out.Reporter, &out.Link,
		&settled)
	out.Time, out.Settled = instant(at), instant(settled)
	return out, err
}

// Reports returns what readers have reported, the latest first.
func (d *DB) Reports(ctx context.Context, q news.ReportQuery) (out []news.ReaderReport, err error) {
	defer d.wrap(&err, "list reports")
	var args []any
	where := `0 = 0`
	if !q.Settled {
		where += ` AND r.settled = 0`
	}
	if q.Guild != "" {
		where += ` AND r.guild = ` + bind(&args, q.Guild) + ` AND COALESCE(e.hidden, 0) = 0 AND NOT EXISTS (SELECT 1
			FROM hidden_events x WHERE x.guild = r.guild AND x.event_id = e.id)`
	}
	err = rows(ctx, d.reader, `SELECT `+reportColumns+` FROM reports r LEFT JOIN events m ON m.id = r.event_id
		LEFT JOIN events e ON e.id = COALESCE(m.merged_into, m.id) WHERE `+where+`
		ORDER BY r.id DESC LIMIT `+bind(&args, q.Limit), args, func(r *sql.Rows) error {
		x, err := scanReport(r)
		out = append(out, x)
		return err
	})
	return out, err
}

// SettleReport ends a report: somebody has looked at it.
func (d *DB) SettleReport(ctx context.Context, id int64) (err error) {
	defer d.wrap(&err, "settle report %d", id)
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		none := news.Errorf(news.NotFound, "there is no report %d that is open", id)
		return affect(ctx, tx, none, `UPDATE reports SET settled = $2 WHERE id = $1 AND settled = 0`, id,
			millis(d.options.Now()))
	})
}

// settleReportsOf ends the reports about an event that nobody is told of any more.
func settleReportsOf(ctx context.Context, tx *sql.Tx, event, now int64) error {
	_, err := tx.ExecContext(ctx, `UPDATE reports SET settled = $2 WHERE settled = 0 AND event_id IN
		(SELECT id FROM events WHERE id = $1 OR merged_into = $1)`, event, now)
	return err
}

// UntoldReports returns the open reports of servers that their audit channel has not been told of, the oldest first.
func (d *DB) UntoldReports(ctx context.Context, limit int) (out []news.ReaderReport, err error) {
	defer d.wrap(&err, "list reports to be told of")
	err = rows(ctx, d.reader, `SELECT `+reportColumns+` FROM reports r LEFT JOIN events m ON m.id = r.event_id
		WHERE r.settled = 0 AND r.told = 0 AND r.guild <> '' ORDER BY r.id LIMIT $1`, []any{limit},
		func(r *sql.Rows) error {
			x, err := scanReport(r)
			out = append(out, x)
			return err
		})
	return out, err
}

// TellReport records that a server's audit channel was told of a report, or has none.
func (d *DB) TellReport(ctx context.Context, id int64) (err error) {
	defer d.wrap(&err, "note that report %d was told", id)
	_, err = d.writer.ExecContext(ctx, `UPDATE reports SET told = $2 WHERE id = $1`, id, millis(d.options.Now()))
	return err
}

// FindEvent returns the event that an id leads to; a NotFound error if there is none that whoever ctx asks for may see.
func (d *DB) FindEvent(ctx context.Context, id int64) (out news.Event, err error) {
	defer d.wrap(&err, "find event %d", id)
	return eventOf(ctx, d.reader, id)
}

// HiddenEvents returns the events that a server has hidden from itself, the last hidden first.
func (d *DB) HiddenEvents(ctx context.Context, guild string, limit int) (out []news.Event, err error) {
	defer d.wrap(&err, "list what server %s has hidden", guild)
	err = rows(ctx, d.reader, `SELECT `+eventColumns+` FROM hidden_events x JOIN events e ON e.id = x.event_id
		WHERE x.guild = $1 AND e.merged_into IS NULL AND `+seen(ctx, "e")+` ORDER BY x.time DESC, e.id DESC LIMIT $2`,
		[]any{guild, limit}, func(r *sql.Rows) error {
			e, err := scanEvent(r)
			out = append(out, e)
			return err
		})
	return out, err
}
