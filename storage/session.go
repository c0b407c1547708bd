package storage

import (
	"context"
	"errors"
	"fmt"

	"sitrep/news"
)

// runLock is the lock of whoever runs on the database. Each schema has its own.
const runLock = `hashtextextended(current_schema() || ' sitrep runs', 0)`

// holdSession takes the lock; if another has it the error is a Conflict that says who.
func (d *DB) holdSession(ctx context.Context) (_ *session, err error) {
	db := openPostgres(d.server, 1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s := &session{db: db, conn: conn}
	var free bool
	if err := conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock(`+runLock+`)`).Scan(&free); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if !free {
		err := news.Errorf(news.Conflict, "another Sitrep runs on this database, %s: %s; stop it first", d.path,
			holder(ctx, conn))
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// holder says who has the lock, as far as the server tells it.
func holder(ctx context.Context, q querier) string {
	var pid int
	var client, since string
	err := q.QueryRowContext(ctx, `SELECT a.pid, COALESCE(HOST(a.client_addr), 'the same host'),
			TO_CHAR(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')
		FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
		WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
			AND (CAST(l.classid AS BIGINT) << 32) + CAST(l.objid AS BIGINT) = `+runLock).Scan(&pid, &client, &since)
	if err != nil {
		return "the server does not say who"
	}
	return fmt.Sprintf("one on %s, since %s UTC (server process %d)", client, since, pid)
}

// keepSession takes the lock again if the connection was lost. A server that does not answer is waited for: whoever
// needs it reports that.
func (d *DB) keepSession(ctx context.Context) error {
	if d.session == nil || d.session.conn.PingContext(ctx) == nil {
		return nil
	}
	_ = d.session.Close() // it is lost
	s, err := d.holdSession(ctx)
	if err == nil {
		d.session, d.runner = s, s
	}
	if news.ErrorCode(err) == news.Conflict {
		return err
	}
	return nil
}
