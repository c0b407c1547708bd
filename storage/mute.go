package storage

import (
	"context"
	"database/sql"
	"time"

	"sitrep/news"
)

// SaveMute keeps something out of what a reader is told, or changes until when.
func (d *DB) SaveMute(ctx context.Context, m news.Mute) (_ news.Mute, err error) {
	defer d.wrap(&err, "mute %s %q for %s", m.Kind, m.Value, m.Reader)
	if m.Created.IsZero() {
		m.Created = instant(millis(d.options.Now()))
	}
	err = d.writer.QueryRowContext(ctx, `INSERT INTO mutes (guild, reader, kind, value, name, until, made_by, created)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (reader, kind, value) DO UPDATE SET until = excluded.until,
			name = excluded.name, made_by = excluded.made_by RETURNING id`,
		m.Guild, m.Reader, m.Kind, m.Value, m.Name, millis(m.Until), m.By, millis(m.Created)).Scan(&m.ID)
	return m, err
}

// RemoveMute lets a reader be told of something again. One of another server, or of somebody else's own, is a NotFound
// error.
func (d *DB) RemoveMute(ctx context.Context, guild, reader string, id int64) (err error) {
	defer d.wrap(&err, "end mute %d", id)
	return affect(ctx, d.writer, news.Errorf(news.NotFound, "there is no mute %d", id),
		`DELETE FROM mutes WHERE id = $1 AND guild = $2 AND reader = $3`, id, guild, reader)
}

// Mutes returns what is muted at a time, of all readers, the oldest first. A story that became another's is that.
func (d *DB) Mutes(ctx context.Context, now time.Time) (out []news.Mute, err error) {
	defer d.wrap(&err, "list mutes")
	err = rows(ctx, d.reader, `SELECT m.id, m.guild, m.reader, m.kind,
			CASE WHEN m.kind = 'story' THEN COALESCE((SELECT CAST(merged_into AS TEXT) FROM stories
				WHERE CAST(id AS TEXT) = m.value), m.value) ELSE m.value END,
			m.name, m.until, m.made_by, m.created
		FROM mutes m WHERE m.until = 0 OR m.until > $1 ORDER BY m.id`, []any{millis(now)}, func(r *sql.Rows) error {
		var m news.Mute
		var until, created int64
		err := r.Scan(&m.ID, &m.Guild, &m.Reader, &m.Kind, &m.Value, &m.Name, &until, &m.By, &created)
		m.Until, m.Created = instant(until), instant(created)
		out = append(out, m)
		return err
	})
	return out, err
}
