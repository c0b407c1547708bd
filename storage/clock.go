package storage

import (
	"context"
	"database/sql"
	"time"

	"sitrep/news"
)

// A clock that was wrong for a while, years ahead, leaves times behind before which nothing will happen. What lies
// further ahead than any schedule would put it is found here and put right.

// HastenFeeds makes due at now the feeds whose next poll lies behind latest, takes back to now what is noted of them
// with a later time, and returns how many they were.
func (d *DB) HastenFeeds(ctx context.Context, latest, now time.Time) (n int64, err error) {
	defer d.wrap(&err, "hasten feeds")
	var found bool
	err = d.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM feeds WHERE next_poll > $1)`,
		millis(latest)).Scan(&found)
	if err != nil || !found {
		return 0, err
	}
	const query = `UPDATE feeds SET next_poll = $2,
		last_poll = CASE WHEN last_poll > $2 THEN $2 ELSE last_poll END,
		last_success = CASE WHEN last_success > $2 THEN $2 ELSE last_success END,
		last_item = CASE WHEN last_item > $2 THEN $2 ELSE last_item END,
		since = CASE WHEN since > $2 THEN $2 ELSE since END,
		failing = CASE WHEN failing > $2 THEN $2 ELSE failing END
		WHERE next_poll > $1`
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, query, millis(latest), millis(now))
		if err != nil {
			return err
		}
		n, err = r.RowsAffected()
		return err
	})
	return n, err
}

// HastenDeliveries lets deliveries that are to wait until after latest be tried at now, and returns how many they were.
func (d *DB) HastenDeliveries(ctx context.Context, latest, now time.Time) (n int64, err error) {
	defer d.wrap(&err, "hasten deliveries")
	const waiting = ` FROM deliveries WHERE state IN ('pending', 'sending') AND not_before > $1`
	var found bool
	err = d.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1`+waiting+`)`, millis(latest)).Scan(&found)
	if err != nil || !found {
		return 0, err
	}
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `UPDATE deliveries SET not_before = $2 WHERE id IN (SELECT id`+waiting+`)`,
			millis(latest), millis(now))
		if err != nil {
			return err
		}
		n, err = r.RowsAffected()
		return err
	})
	return n, err
}

// SubscriptionsAfter returns the subscriptions and watches that are due behind a time, those that are paused, too.
func (d *DB) SubscriptionsAfter(ctx context.Context, at time.Time) (_ []news.Subscription, err error) {
	defer d.wrap(&err, "find subscriptions that are due late")
	return querySubscriptions(ctx, d.reader, `WHERE next_at > $1 ORDER BY id`, millis(at))
}

// Reschedule makes a subscription due at next, unless somebody has changed when it is due (s.NextAt). What it was
// brought last counts as brought at now if that lies behind now.
func (d *DB) Reschedule(ctx context.Context, s news.Subscription, next, now time.Time) (err error) {
	defer d.wrap(&err, "reschedule subscription %d", s.ID)
	_, err = d.writer.ExecContext(ctx, `UPDATE subscriptions SET next_at = $3,
		last_at = CASE WHEN last_at > $4 THEN $4 ELSE last_at END WHERE id = $1 AND next_at = $2`,
		s.ID, millis(s.NextAt), millis(next), millis(now))
	return err
}
