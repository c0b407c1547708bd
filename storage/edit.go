package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sitrep/news"
)

// openAt is [claimable] behind an alias.
const openAt = `state IN ('pending', 'sending') AND o.not_before <= $1`

// ClaimEdit hands the oldest edit that can be made at now to the caller, as [DB.ClaimDelivery] does a delivery: one of
// a channel at a time, and none of a subscription that Discord refuses, whose edits wait until it goes on. Only what
// was sent is edited. It returns false if there is nothing to edit.
func (d *DB) ClaimEdit(ctx context.Context, now time.Time, lease time.Duration) (out news.Edit, claimed bool,
	err error,
) {
	defer d.wrap(&err, "claim edit")
	waiting := false
	err = d.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM edits WHERE `+claimable+`)`,
		millis(now)).Scan(&waiting)
	if err != nil || !waiting {
		return news.Edit{}, false, err
	}
	args := []any{millis(now), millis(now.Add(lease))}
	query := `
		UPDATE edits SET state = 'sending', not_before = $2, attempt = attempt + 1
		WHERE delivery_id = (
			SELECT d.delivery_id FROM edits d WHERE d.` + claimable + ` AND NOT EXISTS (
				SELECT 1 FROM edits o WHERE o.channel = d.channel AND o.state = 'sending' AND o.not_before > $1)
			AND NOT EXISTS (SELECT 1 FROM edits o JOIN deliveries x ON x.id = o.delivery_id AND x.state = 'sent'
				WHERE o.channel = d.channel AND o.delivery_id < d.delivery_id AND o.` + openAt + `)
			AND EXISTS (SELECT 1 FROM deliveries x WHERE x.id = d.delivery_id AND x.state = 'sent')
			AND NOT EXISTS (SELECT 1 FROM deliveries x JOIN subscriptions s ON s.id = x.subscription_id
				WHERE x.id = d.delivery_id AND s.blocked)` + d.freeChannel(&args) + `
			ORDER BY d.delivery_id LIMIT 1` + d.dialect.skipBusy + `)
		AND ` + claimable + `
		RETURNING delivery_id, revision, attempt`
	err = transact(ctx, d.writer, nil, func(ctx context.Context, tx *sql.Tx) error {
		claimed = false
		var id, digest int64
		err := tx.QueryRowContext(ctx, query, args...).Scan(&id, &out.Revision, &out.Tries)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		out.Delivery, err = scanDelivery(tx.QueryRowContext(ctx,
			`SELECT `+deliveryColumns+`, digest_id FROM deliveries WHERE id = $1`, id), &digest)
		if err != nil {
			return fmt.Errorf("delivery %d: %w", id, err)
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
	if err != nil || !claimed {
		return news.Edit{}, false, err
	}
	return out, true, nil
}

// FinishEdit records that the message of a delivery shows a revision of what there is to say, and in which channel or
// thread it stands. If that is the latest, what its channel is to be told goes into the outbox, once; else the edit
// waits to be made again.
func (d *DB) FinishEdit(ctx context.Context, delivery int64, revision int, place string) (err error) {
	defer d.wrap(&err, "finish edit of delivery %d", delivery)
	now := instant(millis(d.options.Now()))
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var telling int64
		var state string
		err := tx.QueryRowContext(ctx, `UPDATE edits SET place = $3, error = '',
			state = CASE WHEN revision = $2 THEN 'sent' ELSE 'pending' END,
			not_before = CASE WHEN revision = $2 THEN not_before ELSE CAST($4 AS BIGINT) END
			WHERE delivery_id = $1 RETURNING state, telling`, delivery, revision, place, millis(now)).
			Scan(&state, &telling)
		if errors.Is(err, sql.ErrNoRows) {
			return noEdit(delivery)
		}
		if err != nil || state != string(news.Sent) || telling == 0 {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE edits SET telling = 0 WHERE delivery_id = $1`, delivery); err != nil {
			return err
		}
		return d.tellOf(ctx, tx, delivery, telling, now)
	})
}

// tellOf puts a correction of a delivery into the outbox, unless its subscription has ended or rests.
func (d *DB) tellOf(ctx context.Context, tx *sql.Tx, delivery, digest int64, now time.Time) error {
	out, err := scanDelivery(tx.QueryRowContext(ctx, `SELECT `+deliveryColumns+` FROM deliveries WHERE id = $1
		AND subscription_id IN (SELECT id FROM subscriptions WHERE paused = '')`, delivery))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	told := news.Delivery{
		Subscription: out.Subscription, Digest: news.Digest{ID: digest}, Guild: out.Guild, Channel: out.Channel,
		State: news.Pending, NotBefore: now, Created: now, Plain: true, Language: out.Language,
		Corrects: news.Posted{Delivery: delivery},
	}
	if err := saveDeliveries(ctx, tx, []news.Delivery{told}); err != nil {
		return err
	}
	return d.wake(ctx, tx, WakeDelivery)
}

// correctionOf fills in which message a correction is about, and that it is sent where that stands.
func correctionOf(ctx context.Context, q querier, out *news.Delivery) error {
	if out.Corrects.Delivery == 0 {
		return nil
	}
	at := &out.Corrects
	err := q.QueryRowContext(ctx, `SELECT d.subscription_id, d.guild, d.message, `+standsIn+` FROM deliveries d
		LEFT JOIN edits e ON e.delivery_id = d.id WHERE d.id = $1`, at.Delivery).
		Scan(&at.Subscription, &at.Guild, &at.Message, &at.Channel)
	if err == nil && at.Channel != out.Channel {
		out.Thread = at.Channel
	}
	return err
}

func noEdit(delivery int64) error {
	return news.Errorf(news.NotFound, "there is no edit of delivery %d", delivery)
}

// RetryEdit gives an edit back, to be made at the given time. It is a NotFound error if it is not being made.
func (d *DB) RetryEdit(ctx context.Context, delivery int64, at time.Time, reason string) (err error) {
	defer d.wrap(&err, "retry edit of delivery %d", delivery)
	return affect(ctx, d.writer, noEdit(delivery), `UPDATE edits SET state = 'pending', not_before = $2, error = $3
		WHERE delivery_id = $1 AND state = 'sending'`, delivery, millis(at), reason)
}

// FailEdit gives an edit up for the reason, for good: the message is left as it is, and nobody is told. It is a
// NotFound error if it is not being made.
func (d *DB) FailEdit(ctx context.Context, delivery int64, reason string) (err error) {
	defer d.wrap(&err, "give up the edit of delivery %d", delivery)
	return affect(ctx, d.writer, noEdit(delivery), `UPDATE edits SET state = 'failed', error = $2, telling = 0
		WHERE delivery_id = $1 AND state = 'sending'`, delivery, reason)
}
