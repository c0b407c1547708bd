package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"sitrep/news"
)

const subscriptionColumns = `id, guild, channel, topic, schedule, zone, style, mention, made_by, created, next_at,
	last_at, paused, kind, about, about_name, origins, blocked, told, revision, last_article, preferences`

func querySubscriptions(ctx context.Context, q querier, rest string, args ...any) (out []news.Subscription, err error) {
	err = rows(ctx, q, `SELECT `+subscriptionColumns+` FROM subscriptions `+rest, args, func(r *sql.Rows) error {
		var s news.Subscription
		var created, next, last, told int64
		err := r.Scan(&s.ID, &s.Guild, &s.Channel, &s.Topic, &s.Schedule, &s.Zone, &s.Style, &s.Mention, &s.By,
			&created, &next, &last, &s.Paused,
			&s.Kind, &s.About, &s.AboutName, &s.Origins, &s.Blocked, &told, &s.Revision, &s.LastArticle,
			encoded[news.Preferences]{&s.Preferences})
		s.Created, s.NextAt, s.LastAt, s.Told = instant(created), instant(next), instant(last), instant(told)
		out = append(out, s)
		return err
	})
	return out, err
}

// SaveSubscription creates the subscription (ID 0) or replaces the stored one of its guild, and returns it. What was
// composed last (LastAt) stays; so does when it is due if NextAt is zero. One that is not there is a NotFound error.
// One that an admin has changed since (another Revision), or a second of the same kind about the same in one channel,
// is a Conflict error.
func (d *DB) SaveSubscription(ctx context.Context, s news.Subscription) (_ news.Subscription, err error) {
	defer d.wrap(&err, "save subscription %d of guild %s", s.ID, s.Guild)
	if s.ID == 0 && s.Created.IsZero() {
		s.Created = instant(millis(d.options.Now()))
	}
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := noTwin(ctx, tx, s); err != nil {
			return err
		}
		if s.ID == 0 {
			return tx.QueryRowContext(ctx, `INSERT INTO subscriptions (guild, channel, topic, schedule, zone, style,
				mention, made_by, created, next_at, last_at, paused, kind, about, about_name, origins, blocked, told,
					revision, last_article, preferences)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
				RETURNING id`,
				s.Guild, s.Channel, s.Topic, s.Schedule, s.Zone, s.Style, s.Mention, s.By, millis(s.Created),
				millis(s.NextAt), millis(s.LastAt),
				s.Paused, s.Kind, s.About, s.AboutName, s.Origins, s.Blocked, millis(s.Told), s.Revision,
				s.LastArticle, encoded[news.Preferences]{&s.Preferences}).Scan(&s.ID)
		}
		var next int64
		err := tx.QueryRowContext(ctx, `UPDATE subscriptions SET channel = $3, topic = $4, schedule = $5, zone = $6,
			style = $7, mention = $8, next_at = CASE WHEN CAST($9 AS BIGINT) = 0 THEN next_at ELSE $9 END,
				paused = $10, kind = $11, about =
				$12, about_name = $13, origins = $14,
				blocked = $15, told = $16, preferences = $18, revision = revision + 1
			WHERE id = $1 AND guild = $2 AND revision = $17 RETURNING next_at, revision`,
			s.ID, s.Guild, s.Channel, s.Topic, s.Schedule, s.Zone, s.Style, s.Mention, millis(s.NextAt), s.Paused,
			s.Kind, s.About, s.AboutName,
			s.Origins, s.Blocked, millis(s.Told), s.Revision,
			encoded[news.Preferences]{&s.Preferences}).Scan(&next, &s.Revision)
		if errors.Is(err, sql.ErrNoRows) {
			return lostSubscription(ctx, tx, s)
		}
		s.NextAt = instant(next)
		return err
	})
	return s, err
}

// noTwin makes sure that a channel reads of one thing once: two subscriptions would each bring the same facts. What is
// no entity (a word, a place) is told apart by its name.
func noTwin(ctx context.Context, tx *sql.Tx, s news.Subscription) error {
	twins, err := querySubscriptions(ctx, tx,
		`WHERE guild = $1 AND channel = $2 AND topic = $3 AND kind = $4 AND about = $5 AND id <> $6
			AND (about <> 0 OR about_name = $7) ORDER BY id LIMIT 1`,
		s.Guild, s.Channel, s.Topic, s.Kind, s.About, s.ID, s.AboutName)
	if err != nil || len(twins) == 0 {
		return err
	}
	return news.Errorf(news.Conflict, "subscription %d brings the same to that channel already", twins[0].ID)
}

// lostSubscription says why a subscription could not be replaced.
func lostSubscription(ctx context.Context, tx *sql.Tx, s news.Subscription) error {
	found, err := querySubscriptions(ctx, tx, `WHERE id = $1 AND guild = $2`, s.ID, s.Guild)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return noSubscription(s.ID)
	}
	return news.Errorf(news.Conflict, "somebody else changed subscription %d in the meantime", s.ID)
}

func noSubscription(id int64) error {
	return news.Errorf(news.NotFound, "there is no subscription %d", id)
}

// Subscriptions returns those of a guild, the oldest first.
func (d *DB) Subscriptions(ctx context.Context, guild string) (_ []news.Subscription, err error) {
	defer d.wrap(&err, "subscriptions of guild %s", guild)
	return querySubscriptions(ctx, d.reader, `WHERE guild = $1 ORDER BY id`, guild)
}

// OwnSubscriptions returns those that a user gets by direct message, the oldest first.
func (d *DB) OwnSubscriptions(ctx context.Context, user string) (_ []news.Subscription, err error) {
	defer d.wrap(&err, "subscriptions of user %s", user)
	return querySubscriptions(ctx, d.reader, `WHERE guild = '' AND made_by = $1 ORDER BY id`, user)
}

// SubscriptionByID returns the subscription; a NotFound error if there is none.
func (d *DB) SubscriptionByID(ctx context.Context, id int64) (_ news.Subscription, err error) {
	defer d.wrap(&err, "subscription %d", id)
	found, err := querySubscriptions(ctx, d.reader, `WHERE id = $1`, id)
	if err == nil && len(found) == 0 {
		err = noSubscription(id)
	}
	if err != nil {
		return news.Subscription{}, err
	}
	return found[0], nil
}

// DueSubscriptions returns those whose digest should have been composed by now, the longest overdue first.
func (d *DB) DueSubscriptions(ctx context.Context, now time.Time, limit int) (_ []news.Subscription, err error) {
	defer d.wrap(&err, "find due subscriptions")
	return querySubscriptions(ctx, d.reader,
		`WHERE paused = '' AND next_at <= $1 AND kind = '' ORDER BY next_at, id LIMIT $2`, millis(now), limit)
}

// Watches returns the watches with an id above after that may alert at now, by id.
func (d *DB) Watches(ctx context.Context, now time.Time, after int64, limit int) (_ []news.Subscription, err error) {
	defer d.wrap(&err, "list watches")
	return querySubscriptions(ctx, d.reader,
		`WHERE paused = '' AND next_at <= $1 AND kind = 'watch' AND id > $2 ORDER BY id LIMIT `+
			`$3`, millis(now), after, limit)
}

// BlockSubscription pauses the subscription because Discord refuses what it sends. One that an admin has paused stays
// so.
func (d *DB) BlockSubscription(ctx context.Context, id int64, reason string) (err error) {
	defer d.wrap(&err, "block subscription %d", id)
	return affect(ctx, d.writer, noSubscription(id), `UPDATE subscriptions
		SET blocked = CASE WHEN paused = '' THEN TRUE ELSE blocked END,
		paused = CASE WHEN paused = '' OR blocked THEN $2 ELSE paused END WHERE id = $1`, id, reason)
}

// BlockedSubscriptions returns the subscriptions that are paused because Discord refuses, by id.
func (d *DB) BlockedSubscriptions(ctx context.Context) (_ []news.Subscription, err error) {
	defer d.wrap(&err, "list blocked subscriptions")
	return querySubscriptions(ctx, d.reader, `WHERE blocked ORDER BY id`)
}

// TellSubscription records that an admin was told that the subscription is blocked.
func (d *DB) TellSubscription(ctx context.Context, id int64, at time.Time) (err error) {
	defer d.wrap(&err, "mark subscription %d as told", id)
	return affect(ctx, d.writer, noSubscription(id), `UPDATE subscriptions SET told = $2 WHERE id = $1`, id, millis(at))
}

// UnblockSubscription lets a blocked subscription go on, due next at the given time. One that is not blocked is a
// Conflict error: an admin was faster.
func (d *DB) UnblockSubscription(ctx context.Context, id int64, next time.Time) (err error) {
	defer d.wrap(&err, "unblock subscription %d", id)
	return affect(ctx, d.writer, news.Errorf(news.Conflict, "subscription %d is not blocked", id),
		`UPDATE subscriptions SET paused = '', blocked = FALSE, told = 0, next_at = $2 WHERE id = $1 AND `+
			`blocked`, id, millis(next))
}

// PauseSubscription stops the subscription for the reason; "" lets it go on.
func (d *DB) PauseSubscription(ctx context.Context, id int64, reason string) (err error) {
	defer d.wrap(&err, "pause subscription %d", id)
	return affect(ctx, d.writer, noSubscription(id), `UPDATE subscriptions SET paused = $2 WHERE id = $1`, id, reason)
}

// RemoveSubscription forgets a subscription of the guild, what it was shown, and the deliveries that have not started.
// One of another guild is a NotFound error.
func (d *DB) RemoveSubscription(ctx context.Context, guild string, id int64) (err error) {
	defer d.wrap(&err, "remove subscription %d of guild %s", id, guild)
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := affect(ctx, tx, noSubscription(id), `DELETE FROM subscriptions WHERE id = $1 AND guild = $2`, id,
			guild); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = 'failed', error = 'the subscription was removed'
			WHERE subscription_id = $1 AND state = 'pending' AND state IN ('pending',
			'sending')`, id) // the second names the index
		return err
	})
}
