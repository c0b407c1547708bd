package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"sitrep/news"
)

// claimable is the state of a delivery that may be tried at $1: it waits and its time has come, or whoever claimed it
// has let the lease run out.
const claimable = `state IN ('pending', 'sending') AND not_before <= $1`

// ClaimDelivery hands the oldest delivery that can be sent at now to the caller, who has it until now+lease: who does
// not finish by then may find that somebody else has claimed it. Deliveries of one channel go in order: none is handed
// out while an earlier one waits or is being sent. Of several processes one has a channel at a time, for [channelHold]
// from its last delivery, because it knows how much of the channel's rate limit is left. It returns false if there is
// nothing to send.
func (d *DB) ClaimDelivery(ctx context.Context, now time.Time, lease time.Duration) (out news.Delivery, claimed bool,
	err error,
) {
	defer d.wrap(&err, "claim delivery")
	waiting := false // an empty outbox is looked at each second, and nobody waits for that
	err = d.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM deliveries WHERE `+claimable+`)`,
		millis(now)).Scan(&waiting)
	if err != nil || !waiting {
		return news.Delivery{}, false, err
	}
	// The guard stands in the outer WHERE as well: on PostgreSQL two workers may find the same row in the inner one.
	args := []any{millis(now), millis(now.Add(lease))}
	query := `
		UPDATE deliveries SET state = 'sending', not_before = $2, attempt = attempt + 1
		WHERE id = (
			SELECT d.id FROM deliveries d WHERE d.` + claimable + ` AND NOT EXISTS (
				SELECT 1 FROM deliveries e WHERE e.channel = d.channel AND e.id < d.id AND e.state IN ('pending',
				'sending'))` + d.freeChannel(&args) + `
			ORDER BY d.id LIMIT 1` + d.dialect.skipBusy + `)
		AND ` + claimable + `
		RETURNING ` + deliveryColumns + `, digest_id`
	err = transact(ctx, d.writer, nil, func(ctx context.Context, tx *sql.Tx) error {
		var digest int64
		found, err := scanDelivery(tx.QueryRowContext(ctx, query, args...), &digest)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		out = found
		if out.Thread, err = storyThread(ctx, tx, out); err != nil {
			return err
		}
		if err := correctionOf(ctx, tx, &out); err != nil {
			return err
		}
		if out.Digest, err = d.digestFor(ctx, tx, digest, out.Guild); err != nil {
			return err
		}
		if err := d.holdChannel(ctx, tx, out.Channel); err != nil {
			return err
		}
		claimed = true
		return nil
	})
	if err != nil {
		return news.Delivery{}, false, err
	}
	return out, claimed, nil
}

const deliveryColumns = `id, subscription_id, guild, channel, mention, nonce, state, attempt, not_before, message,
	error, created, threads, story_id, thread, plain, language, corrects`

// scanDelivery reads deliveryColumns, and more behind them.
func scanDelivery(r interface{ Scan(into ...any) error }, more ...any) (out news.Delivery, err error) {
	var notBefore, created, corrects int64
	err = r.Scan(append([]any{
		&out.ID, &out.Subscription, &out.Guild, &out.Channel, &out.Mention, &out.Nonce, &out.State, &out.Attempt,
		&notBefore, &out.Message, &out.Error, &created, &out.Threads, &out.Story, &out.Thread,
		&out.Plain, &out.Language, &corrects,
	}, more...)...)
	out.NotBefore, out.Created, out.Corrects.Delivery = instant(notBefore), instant(created), corrects
	return out, err
}

// storyThread is the thread in which what came before of the delivery's story stands, "" if there is none.
func storyThread(ctx context.Context, tx *sql.Tx, d news.Delivery) (thread string, err error) {
	if d.Story == 0 {
		return "", nil
	}
	err = tx.QueryRowContext(ctx, `SELECT thread FROM deliveries WHERE subscription_id = $1 AND id < $2
		AND channel = $3 AND thread <> '' AND COALESCE((SELECT merged_into FROM stories WHERE id = story_id), story_id)
			= COALESCE((SELECT merged_into FROM stories WHERE id = $4), $4)
		ORDER BY id DESC LIMIT 1`, d.Subscription, d.ID, d.Channel, d.Story).Scan(&thread)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return thread, err
}

// FinishDelivery records that the delivery was sent as a message, and in which thread. It holds whatever has happened
// to the lease: what was sent was sent.
func (d *DB) FinishDelivery(ctx context.Context, id int64, message, thread string) (err error) {
	defer d.wrap(&err, "finish delivery %d", id)
	return affect(ctx, d.writer, noDelivery(id),
		`UPDATE deliveries SET state = 'sent', message = $2, error = '', thread = $3 WHERE id = $1`, id, message,
		thread)
}

// LastDeliveries returns the latest delivery of each of the subscriptions that has one, by subscription; of its
// digest the id alone.
func (d *DB) LastDeliveries(ctx context.Context, subscriptions []int64) (out map[int64]news.Delivery, err error) {
	defer d.wrap(&err, "last deliveries")
	out = map[int64]news.Delivery{}
	for part := range slices.Chunk(subscriptions, maxParameters) {
		var args []any
		query := `SELECT ` + deliveryColumns + `, digest_id FROM deliveries WHERE id IN (SELECT MAX(id) FROM deliveries
			WHERE corrects = 0 AND subscription_id ` + in(&args, part) + ` GROUP BY subscription_id)`
		if err := rows(ctx, d.reader, query, args, func(r *sql.Rows) error {
			var digest int64
			one, err := scanDelivery(r, &digest)
			one.Digest.ID = digest
			out[one.Subscription] = one
			return err
		}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// DeliveriesSince counts what a subscription was sent, or is to be sent, that was composed since a time.
func (d *DB) DeliveriesSince(ctx context.Context, subscription int64, since time.Time) (n int, err error) {
	defer d.wrap(&err, "count deliveries of subscription %d", subscription)
	err = d.reader.QueryRowContext(ctx, `SELECT COUNT(*) FROM deliveries WHERE subscription_id = $1 AND created > $2
		AND state <> 'failed' AND corrects = 0`, subscription, millis(since)).Scan(&n)
	return n, err
}

func noDelivery(id int64) error { return news.Errorf(news.NotFound, "there is no delivery %d", id) }

// RetryDelivery gives the delivery back, to be tried again at the given time. It is a Conflict error if it is not being
// sent: another worker has finished it.
func (d *DB) RetryDelivery(ctx context.Context, id int64, at time.Time, reason string) (err error) {
	defer d.wrap(&err, "retry delivery %d", id)
	return affect(ctx, d.writer, notSending(id), `UPDATE deliveries SET state = 'pending', not_before = $2, error = $3
		WHERE id = $1 AND state = 'sending'`, id, millis(at), reason)
}

func notSending(id int64) error {
	return news.Errorf(news.Conflict, "delivery %d is not being sent", id)
}

// FailDelivery gives the delivery up for the reason. What it would have shown counts as unread again, and the
// subscription's next digest looks back to where this one began. It is a Conflict error if the delivery is not being
// sent.
func (d *DB) FailDelivery(ctx context.Context, id int64, reason string) (err error) {
	defer d.wrap(&err, "fail delivery %d", id)
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		err := affect(ctx, tx, notSending(id),
			`UPDATE deliveries SET state = 'failed', error = $2 WHERE id = $1 AND state = 'sending'`, id, reason)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE edits SET state = 'failed' WHERE delivery_id = $1`, id)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE subscriptions SET
				last_at = (SELECT g.since FROM deliveries d JOIN digests g ON g.id = d.digest_id WHERE d.id = $1),
				last_article = (SELECT g.after_article FROM deliveries d JOIN digests g ON g.id = d.digest_id WHERE d.id
				= $1)
			WHERE id = (SELECT subscription_id FROM deliveries WHERE id = $1 AND corrects = 0)
			AND last_at > (SELECT g.since FROM deliveries d JOIN digests g ON g.id = d.digest_id WHERE d.id = $1)`, id)
		return err
	})
}

// PendingDeliveriesOf counts the deliveries to a server that are still to be sent.
func (d *DB) PendingDeliveriesOf(ctx context.Context, guild string) (n int, err error) {
	defer d.wrap(&err, "count pending deliveries of server %s", guild)
	err = d.reader.QueryRowContext(ctx,
		`SELECT COUNT(*) FROM deliveries WHERE state IN ('pending', 'sending') AND guild = $1`, guild).Scan(&n)
	return n, err
}

// PendingDeliveries counts the deliveries that are still to be sent.
func (d *DB) PendingDeliveries(ctx context.Context) (n int, err error) {
	defer d.wrap(&err, "count pending deliveries")
	err = d.reader.QueryRowContext(ctx,
		`SELECT COUNT(*) FROM deliveries WHERE state IN ('pending', 'sending')`).Scan(&n)
	return n, err
}
