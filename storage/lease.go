package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"
	"time"

	"sitrep/news"
)

// How long a lease holds unless it is renewed, and how often it is: whoever is lost is followed within twenty seconds.
const (
	leaseTime  = 20 * time.Second
	leaseRenew = 5 * time.Second
)

// serverNow is the server's clock, in milliseconds: the clocks of several machines differ.
const serverNow = `CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)`

// leases are those that this process holds, each with what ends the work under it.
type leases struct {
	mu   sync.Mutex
	held map[string]context.CancelCauseFunc
	stop context.CancelFunc // of the renewal, which runs while something is held
}

// Hold takes a lease, of which of several processes on one PostgreSQL database one has each at a time, unless another
// has it. It is renewed until release is called; the context returned ends with release, or when it was lost: then
// somebody else may have it. On a file, which one process runs on, it is always free. Hold does not know callers of one
// process apart from each other: they are refused like others.
func (d *DB) Hold(ctx context.Context, name string) (held context.Context, release func(), ok bool, err error) {
	if d.server == nil {
		return ctx, func() {}, true, nil
	}
	wait, err := d.Lease(ctx, name, leaseTime)
	if err != nil || wait > 0 {
		return ctx, func() {}, false, err
	}
	inner, lost := context.WithCancelCause(ctx)
	d.leases.add(d, name, lost)
	return inner, func() {
		lost(nil)
		if !d.leases.remove(name) {
			return
		}
		// The end of ctx must not leave it to run out; if this fails it does.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaseTime)
		defer cancel()
		_, err := d.writer.ExecContext(ctx, `DELETE FROM leases WHERE name = $1 AND process = $2`, name, d.process)
		if err != nil && !errors.Is(err, sql.ErrConnDone) {
			d.options.Log.DebugContext(ctx, "a lease is left to run out", "lease", name, "error", err)
		}
	}, true, nil
}

// Lease takes a lease for a time and does not renew it. While somebody has it, be it this process, it returns how long
// it will hold unless it is renewed. On a file it is always free.
func (d *DB) Lease(ctx context.Context, name string, hold time.Duration) (wait time.Duration, err error) {
	defer d.wrap(&err, "take the lease %s", name)
	if d.server == nil {
		return 0, nil
	}
	var taken bool
	err = transact(ctx, d.writer, nil, func(ctx context.Context, tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `INSERT INTO leases AS l (name, process, until)
			VALUES ($1, $2, `+serverNow+` + $3)
			ON CONFLICT (name) DO UPDATE SET process = excluded.process, until = excluded.until
			WHERE l.until <= `+serverNow, name, d.process, hold.Milliseconds())
		if err != nil {
			return err
		}
		n, err := r.RowsAffected()
		taken = n > 0
		return err
	})
	if err != nil || taken {
		return 0, err
	}
	var left sql.NullInt64
	err = d.reader.QueryRowContext(ctx, `SELECT MAX(until) - `+serverNow+` FROM leases
		WHERE name = $1`, name).Scan(&left)
	return max(time.Duration(left.Int64)*time.Millisecond, time.Millisecond), err
}

// Held returns the names of the leases that somebody holds and that begin with prefix, in order; on a file there are
// none.
func (d *DB) Held(ctx context.Context, prefix string) (names []string, err error) {
	defer d.wrap(&err, "list the leases %s…", prefix)
	if d.server == nil {
		return nil, nil
	}
	err = rows(ctx, d.reader, `SELECT name FROM leases WHERE starts_with(name, $1) AND until > `+serverNow+
		` ORDER BY name`, []any{prefix}, func(r *sql.Rows) error {
		var name string
		err := r.Scan(&name)
		names = append(names, name)
		return err
	})
	return names, err
}

// add keeps a lease that was just taken, and sees that all are renewed.
func (l *leases) add(d *DB, name string, lost context.CancelCauseFunc) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held == nil {
		l.held = map[string]context.CancelCauseFunc{}
	}
	l.held[name] = lost
	if l.stop == nil {
		ctx, cancel := context.WithCancel(context.Background())
		l.stop = cancel
		go l.keep(ctx, d)
	}
}

// remove reports whether the lease was still held.
func (l *leases) remove(name string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, held := l.held[name]
	delete(l.held, name)
	return held
}

// close ends the renewal.
func (l *leases) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stop != nil {
		l.stop()
		l.stop = nil
	}
}

func (l *leases) names() (out []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for name := range l.held {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// lose ends the work under leases that are lost.
func (l *leases) lose(names []string, why error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, name := range names {
		if end, held := l.held[name]; held {
			delete(l.held, name)
			end(why)
		}
	}
}

// keep renews what is held until ctx ends. What could not be renewed in time is given up before it runs out on the
// server, so that no two do the same.
func (l *leases) keep(ctx context.Context, d *DB) {
	tick := time.NewTicker(leaseRenew)
	defer tick.Stop()
	renewed := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		names := l.names()
		if len(names) == 0 {
			renewed = time.Now()
			continue
		}
		begun := time.Now()
		bounded, cancel := context.WithTimeout(ctx, leaseRenew)
		lost, err := d.renew(bounded, names)
		cancel()
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			renewed = begun
			l.lose(lost, errLease)
		case time.Since(renewed) > leaseTime-2*leaseRenew:
			l.lose(names, errLease)
		}
	}
}

var errLease = news.Errorf(news.Unavailable, "the database could not be reached in time: another process may go on "+
	"with the work")

// renew renews leases of this process and returns those that it has no more.
func (d *DB) renew(ctx context.Context, names []string) (lost []string, err error) {
	held := map[string]bool{}
	args := []any{d.process, leaseTime.Milliseconds()}
	err = rows(ctx, d.writer, `UPDATE leases SET until = `+serverNow+` + $2 WHERE process = $1 AND name `+
		in(&args, names)+` RETURNING name`, args, func(r *sql.Rows) error {
		var name string
		err := r.Scan(&name)
		held[name] = true
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if !held[name] {
			lost = append(lost, name)
		}
	}
	return lost, nil
}

// ForgetLeases forgets leases that have run out, and handed articles that nobody waits for any more.
func (d *DB) ForgetLeases(ctx context.Context) (err error) {
	defer d.wrap(&err, "forget old leases")
	if d.server == nil {
		return nil
	}
	const old = 24 * time.Hour
	if _, err := d.writer.ExecContext(ctx, `DELETE FROM leases WHERE until < `+serverNow+` - $1`,
		old.Milliseconds()); err != nil {
		return err
	}
	if _, err := d.writer.ExecContext(ctx, `DELETE FROM handed WHERE outcome <> '' AND at < `+serverNow+` - $1`,
		old.Milliseconds()); err != nil {
		return err
	}
	_, err = d.writer.ExecContext(ctx, `DELETE FROM refusals WHERE minute < `+serverNow+` / 60000 - 60`)
	return err
}

// channelHold is longer than the windows in which Discord counts messages to a channel.
const channelHold = 10 * time.Second

// freeChannel is the condition that no other process has the channel of the delivery d.
func (d *DB) freeChannel(args *[]any) string {
	if d.server == nil {
		return ""
	}
	return ` AND NOT EXISTS (SELECT 1 FROM leases l WHERE l.name = 'channel ' || d.channel AND l.until > ` +
		serverNow + ` AND l.process <> ` + bind(args, d.process) + `)`
}

// holdChannel keeps other processes from a channel for a while.
func (d *DB) holdChannel(ctx context.Context, tx *sql.Tx, channel string) error {
	if d.server == nil {
		return nil
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO leases (name, process, until)
		VALUES ('channel ' || CAST($1 AS TEXT), $2, `+serverNow+` + $3)
		ON CONFLICT (name) DO UPDATE SET process = excluded.process, until = excluded.until`,
		channel, d.process, channelHold.Milliseconds())
	return err
}
