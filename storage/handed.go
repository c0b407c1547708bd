package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"sitrep/news"
)

// HandIn leaves an article that was read, encoded as the caller likes, to the process that places articles, and returns
// the number under which it says what came of it.
func (d *DB) HandIn(ctx context.Context, filing []byte) (id int64, err error) {
	defer d.wrap(&err, "hand in an article")
	err = transact(ctx, d.writer, nil, func(ctx context.Context, tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `INSERT INTO handed (filing, at, outcome, code, message)
			VALUES ($1, `+serverNow+`, '', '', '') RETURNING id`, filing).Scan(&id)
		if err != nil {
			return err
		}
		return d.wake(ctx, tx, WakeHanded)
	})
	return id, err
}

// Handed returns the articles that are to be filed, those first that were handed in first.
func (d *DB) Handed(ctx context.Context, limit int) (out []news.Handed, err error) {
	defer d.wrap(&err, "find handed articles")
	err = rows(ctx, d.reader, `SELECT id, filing FROM handed WHERE outcome = '' ORDER BY id LIMIT $1`, []any{limit},
		func(r *sql.Rows) error {
			var h news.Handed
			err := r.Scan(&h.ID, &h.Filing)
			out = append(out, h)
			return err
		})
	return out, err
}

// Settle says what came of a handed article, in the transaction that files it.
func (b *Batch) Settle(ctx context.Context, id int64, outcome news.Outcome) (err error) {
	defer b.d.wrap(&err, "settle handed article %d", id)
	return b.d.settle(context.WithoutCancel(ctx), b.tx, id, outcome, nil)
}

// RefuseHanded says that a handed article cannot be filed, and why.
func (d *DB) RefuseHanded(ctx context.Context, id int64, why error) (err error) {
	defer d.wrap(&err, "refuse handed article %d", id)
	return transact(ctx, d.writer, nil, func(ctx context.Context, tx *sql.Tx) error {
		return d.settle(ctx, tx, id, "refused", why)
	})
}

func (d *DB) settle(ctx context.Context, tx *sql.Tx, id int64, outcome news.Outcome, why error) error {
	code, message := news.Code(""), ""
	if why != nil {
		code, message = news.ErrorCode(why), why.Error()
	}
	err := affect(ctx, tx, news.Errorf(news.Conflict, "article %d was filed by another process", id),
		`UPDATE handed SET outcome = $2, code = $3, message = $4, filing = '' WHERE id = $1 AND outcome = ''`,
		id, outcome, code, message)
	if err != nil {
		return err
	}
	return d.wake(ctx, tx, WakeFiled)
}

// HandedOutcome returns what came of a handed article, which it then forgets; false while nobody has filed it.
func (d *DB) HandedOutcome(ctx context.Context, id int64) (outcome news.Outcome, done bool, err error) {
	defer d.wrap(&err, "outcome of handed article %d", id)
	var code news.Code
	var message string
	err = d.reader.QueryRowContext(ctx, `SELECT outcome, code, message FROM handed WHERE id = $1`, id).
		Scan(&outcome, &code, &message)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, news.Errorf(news.NotFound, "article %d was not handed in", id)
	}
	if err != nil || outcome == "" {
		return "", false, err
	}
	_, err = d.writer.ExecContext(ctx, `DELETE FROM handed WHERE id = $1`, id)
	if message != "" {
		return "", true, &news.Error{Code: code, Message: message}
	}
	return outcome, true, err
}

// What a process is woken for. What it does then it would do anyway, a little later.
const (
	WakeHanded   = "handed"   // articles are to be filed
	WakeFiled    = "filed"    // and have been
	WakeDelivery = "delivery" // something is to be sent
	WakeFeeds    = "feeds"    // somebody has changed feeds or outlets
)

// wake wakes all processes that listen when tx is committed.
func (d *DB) wake(ctx context.Context, tx *sql.Tx, what string) error {
	if d.server == nil {
		return nil
	}
	_, err := tx.ExecContext(ctx, `SELECT pg_notify('sitrep ' || md5(current_schema()), $1)`, what)
	return err
}

// listenAgain is the pause before a lost connection is replaced; meanwhile nobody is woken.
const listenAgain = 2 * time.Second

// Listen calls woken with what other processes on a PostgreSQL database, and this one, have done, until ctx ends; with
// "" whenever something may have been missed. It needs a connection of its own.
func (d *DB) Listen(ctx context.Context, woken func(what string)) error {
	for d.server != nil && ctx.Err() == nil {
		err := d.listen(ctx, woken)
		if ctx.Err() != nil {
			break
		}
		d.options.Log.DebugContext(ctx, "nobody is woken for a moment", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(listenAgain):
		}
	}
	<-ctx.Done()
	return ctx.Err()
}
