package storage

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"sitrep/news"
)

// How often a process asks for a role that another has, and whether it still has its own: who is lost is followed
// within ten seconds.
const (
	leadLook    = 2 * time.Second
	leadTimeout = 4 * time.Second
)

// roleLock is the lock of the role $1. Each schema has its own.
const roleLock = `hashtextextended(current_schema() || ' sitrep ' || CAST($1 AS TEXT), 0)`

// Lead runs fn as soon as, and as long as, this process has the role: of several processes on one PostgreSQL database
// one has it at a time, and when that ends or is lost another takes over. The role is held by a session of its own, so
// that the server notices the end. A process that loses the session gets an Unavailable error, behind which it is to be
// started again. On a file, which one process runs on, Lead only runs fn.
func (d *DB) Lead(ctx context.Context, role string, fn func(ctx context.Context) error) (err error) {
	if d.server == nil {
		return fn(ctx)
	}
	s, err := d.elected(ctx, role)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	inner, depose := context.WithCancelCause(ctx)
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		s.watch(inner, depose, news.Errorf(news.Unavailable,
			"the connection to %s that held the role %s was lost: start again", d.path, role))
	}()
	err = fn(inner)
	if cause := context.Cause(inner); ctx.Err() == nil && cause != nil {
		err = cause
	}
	depose(nil)
	<-watched
	return err
}

// elected waits until the role is free. A server that does not answer is waited for.
func (d *DB) elected(ctx context.Context, role string) (*session, error) {
	look := time.NewTicker(leadLook)
	defer look.Stop()
	for {
		s, free, err := d.stand(ctx, role)
		switch {
		case err == nil && free:
			return s, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			d.options.Log.WarnContext(ctx, "the role cannot be asked for; it is tried again", "role", role,
				"error", err)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-look.C:
		}
	}
}

// stand asks for the role once.
func (d *DB) stand(ctx context.Context, role string) (_ *session, free bool, err error) {
	defer d.wrap(&err, "ask for the role %s", role)
	ctx, cancel := context.WithTimeout(ctx, leadTimeout)
	defer cancel()
	c := d.server.Copy()
	// The server notices within eight seconds that the other end is gone without a word.
	maps.Copy(c.RuntimeParams, map[string]string{
		"tcp_keepalives_idle": "4", "tcp_keepalives_interval": "2", "tcp_keepalives_count": "2",
	})
	db := openPostgres(c, 1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, false, errors.Join(err, db.Close())
	}
	s := &session{db: db, conn: conn}
	err = conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock(`+roleLock+`)`, role).Scan(&free)
	if err != nil || !free {
		return nil, false, errors.Join(err, s.Close())
	}
	return s, true, nil
}

// watch calls lost with the reason when the session does not answer any more.
func (s *session) watch(ctx context.Context, lost func(error), reason error) {
	look := time.NewTicker(leadLook)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
		ask, cancel := context.WithTimeout(ctx, leadTimeout)
		err := s.conn.PingContext(ask)
		cancel()
		if err != nil && ctx.Err() == nil {
			lost(fmt.Errorf("%w: %w", reason, err))
			return
		}
	}
}
