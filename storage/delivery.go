package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sitrep/news"
)

// claimable is the state of a delivery that may be tried at $1: it waits and its time has come, or whoever claimed it
// has let the lease run out.
const claimable = `state IN ('pending', 'sending') AND not_before <= $1`

// ClaimDelivery hands the oldest delivery that can be sent at now to the caller, who has it until now+lease: who does
// not finish by then may find that somebody else has claimed it. Deliveries of one channel go in order: none is handed
// out while an earlier one waits or is being sent. It returns false if there is nothing to send.
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
	query := `
		UPDATE deliveries SET state = 'sending', not_before = $2, attempt = attempt + 1
		WHERE id = (
			SELECT d.id FROM deliveries d WHERE d.` + claimable + ` AND NOT EXISTS (
				SELECT 1 FROM deliveries e WHERE e.channel = d.channel AND e.id < d.id AND e.state IN ('pending',
				'sending'))
			ORDER BY d.id LIMIT 1` + d.dialect.skipBusy + `)
		AND ` + claimable + `
		RETURNING id, subscription_id, digest_id, guild, channel, mention, nonce, state, attempt, not_before, message,
		error, created`
	err = transact(ctx, d.writer, nil, func(ctx context.Context, tx *sql.Tx) error {
		var digest, notBefore, created int64
		err := tx.QueryRowContext(ctx, query, millis(now), millis(now.Add(lease))).Scan(&out.ID, &out.Subscription,
			&digest, &out.Guild,
			&out.Channel, &out.Mention, &out.Nonce, &out.State, &out.Attempt, &notBefore, &out.Message, &out.Error,
			&created)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		out.NotBefore, out.Created = instant(notBefore), instant(created)
		var body string
		if err := tx.QueryRowContext(ctx, `SELECT digest FROM digests WHERE id = $1`, digest).Scan(&body); err != nil {
			return fmt.Errorf("digest %d: %w", digest, err)
		}
		claimed = true
		out.Digest, err = d.parseDigest(digest, body)
		return err
	})
	if err != nil {
		return news.Delivery{}, false, err
	}
	return out, claimed, nil
}

// FinishDelivery records that the delivery was sent as the message with that id. It holds whatever has happened to the
// lease: what was sent was sent.
func (d *DB) FinishDelivery(ctx context.Context, id int64, message string) (err error) {
	defer d.wrap(&err, "finish delivery %d", id)
	return affect(ctx, d.writer, noDelivery(id),
		`UPDATE deliveries SET state = 'sent', message = $2, error = '' WHERE id = $1`, id, message)
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
		_, err = tx.ExecContext(ctx, `UPDATE subscriptions SET
				last_at = (SELECT g.since FROM deliveries d JOIN digests g ON g.id = d.digest_id WHERE d.id = $1),
				last_article = (SELECT g.after_article FROM deliveries d JOIN digests g ON g.id = d.digest_id WHERE d.id
				= $1)
			WHERE id = (SELECT subscription_id FROM deliveries WHERE id = $1)
			AND last_at > (SELECT g.since FROM deliveries d JOIN digests g ON g.id = d.digest_id WHERE d.id = $1)`, id)
		return err
	})
}

// PendingDeliveries counts the deliveries that are still to be sent.
func (d *DB) PendingDeliveries(ctx context.Context) (n int, err error) {
	defer d.wrap(&err, "count pending deliveries")
	err = d.reader.QueryRowContext(ctx,
		`SELECT COUNT(*) FROM deliveries WHERE state IN ('pending', 'sending')`).Scan(&n)
	return n, err
}
