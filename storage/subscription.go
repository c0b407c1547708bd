package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"sitrep/news"
)

const subscriptionColumns = `id, guild, channel, topic, schedule, zone, style, mention, made_by, created, next_at, last_at, paused,
	kind, about, about_name, origins, blocked, told, revision, last_article`

func subscriptions(ctx context.Context, q querier, rest string, args ...any) (out []news.Subscription, err error) {
	err = rows(ctx, q, `SELECT `+subscriptionColumns+` FROM subscriptions `+rest, args, func(r *sql.Rows) error {
		var s news.Subscription
		var created, next, last, told int64
		err := r.Scan(&s.ID, &s.Guild, &s.Channel, &s.Topic, &s.Schedule, &s.Zone, &s.Style, &s.Mention, &s.By,
			&created, &next, &last, &s.Paused,
			&s.Kind, &s.About, &s.AboutName, &s.Origins, &s.Blocked, &told, &s.Revision, &s.LastArticle)
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
			return tx.QueryRowContext(ctx, `INSERT INTO subscriptions (guild, channel, topic, schedule, zone, style, mention, made_by, created,
					next_at, last_at, paused, kind, about, about_name, origins, blocked, told, revision, last_article)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
				RETURNING id`,
				s.Guild, s.Channel, s.Topic, s.Schedule, s.Zone, s.Style, s.Mention, s.By, millis(s.Created),
				millis(s.NextAt), millis(s.LastAt),
				s.Paused, s.Kind, s.About, s.AboutName, s.Origins, s.Blocked, millis(s.Told), s.Revision,
				s.LastArticle).Scan(&s.ID)
		}
		var next int64
		err := tx.QueryRowContext(ctx, `UPDATE subscriptions SET channel = $3, topic = $4, schedule = $5, zone = $6, style = $7, mention = $8,
				next_at = CASE WHEN CAST($9 AS BIGINT) = 0 THEN next_at ELSE $9 END, paused = $10, kind = $11, about =
				$12, about_name = $13, origins = $14,
				blocked = $15, told = $16, revision = revision + 1
			WHERE id = $1 AND guild = $2 AND revision = $17 RETURNING next_at, revision`,
			s.ID, s.Guild, s.Channel, s.Topic, s.Schedule, s.Zone, s.Style, s.Mention, millis(s.NextAt), s.Paused,
			s.Kind, s.About, s.AboutName,
			s.Origins, s.Blocked, millis(s.Told), s.Revision).Scan(&next, &s.Revision)
		if errors.Is(err, sql.ErrNoRows) {
			return lostSubscription(ctx, tx, s)
		}
		s.NextAt = instant(next)
		return err
	})
	return s, err
}

// noTwin makes sure that a channel reads of one thing once: two subscriptions would each bring the same facts.
func noTwin(ctx context.Context, tx *sql.Tx, s news.Subscription) error {
	twins, err := subscriptions(ctx, tx,
		`WHERE guild = $1 AND channel = $2 AND topic = $3 AND kind = $4 AND about = $5 AND id <> $6 ORDER BY id `+
			`LIMIT 1`,
		s.Guild, s.Channel, s.Topic, s.Kind, s.About, s.ID)
	if err != nil || len(twins) == 0 {
		return err
	}
	return news.Errorf(news.Conflict, "subscription %d brings the same to that channel already", twins[0].ID)
}

// lostSubscription says why a subscription could not be replaced.
func lostSubscription(ctx context.Context, tx *sql.Tx, s news.Subscription) error {
	found, err := subscriptions(ctx, tx, `WHERE id = $1 AND guild = $2`, s.ID, s.Guild)
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
	return subscriptions(ctx, d.reader, `WHERE guild = $1 ORDER BY id`, guild)
}

// SubscriptionByID returns the subscription; a NotFound error if there is none.
func (d *DB) SubscriptionByID(ctx context.Context, id int64) (_ news.Subscription, err error) {
	defer d.wrap(&err, "subscription %d", id)
	found, err := subscriptions(ctx, d.reader, `WHERE id = $1`, id)
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
	return subscriptions(ctx, d.reader,
		`WHERE paused = '' AND next_at <= $1 AND kind = '' ORDER BY next_at, id LIMIT $2`, millis(now), limit)
}

// Watches returns the watches with an id above after that may alert at now, by id.
func (d *DB) Watches(ctx context.Context, now time.Time, after int64, limit int) (_ []news.Subscription, err error) {
	defer d.wrap(&err, "list watches")
	return subscriptions(ctx, d.reader,
		`WHERE paused = '' AND next_at <= $1 AND kind = 'watch' AND id > $2 ORDER BY id LIMIT `+
			`$3`, millis(now), after, limit)
}

// BlockSubscription pauses the subscription because Discord refuses what it sends. One that an admin has paused stays
// so.
func (d *DB) BlockSubscription(ctx context.Context, id int64, reason string) (err error) {
	defer d.wrap(&err, "block subscription %d", id)
	return affect(ctx, d.writer, noSubscription(id), `UPDATE subscriptions SET blocked = CASE WHEN paused = '' THEN TRUE ELSE blocked END,
		paused = CASE WHEN paused = '' OR blocked THEN $2 ELSE paused END WHERE id = $1`, id, reason)
}

// BlockedSubscriptions returns the subscriptions that are paused because Discord refuses, by id.
func (d *DB) BlockedSubscriptions(ctx context.Context) (_ []news.Subscription, err error) {
	defer d.wrap(&err, "list blocked subscriptions")
	return subscriptions(ctx, d.reader, `WHERE blocked ORDER BY id`)
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

// KnownFacts returns for each of the facts the state in which the subscription was last shown it. A digest that could
// not be delivered has shown nothing.
func (d *DB) KnownFacts(ctx context.Context, subscription int64, facts []int64) (out map[int64]news.Known, err error) {
	defer d.wrap(&err, "facts known to subscription %d", subscription)
	out = map[int64]news.Known{}
	for part := range slices.Chunk(facts, maxParameters) {
		args := []any{subscription}
		query := `SELECT p.fact_id, p.known FROM developments p JOIN deliveries d ON d.digest_id = p.digest_id AND d.subscription_id = $1
			WHERE p.subscription_id = $1 AND d.state <> 'failed' AND p.fact_id
			` + in(&args, part) + ` ORDER BY p.digest_id`
		err := rows(ctx, d.reader, query, args, func(r *sql.Rows) error {
			var fact int64
			var state string
			if err := r.Scan(&fact, &state); err != nil {
				return err
			}
			var k news.Known
			if err := json.Unmarshal([]byte(state), &k); err != nil {
				return fmt.Errorf("state of fact %d: %w", fact, err)
			}
			out[fact] = k // the latest digest comes last
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// CommitDigest stores a digest for sub, the state of the facts that it shows, its delivery, and when the next is due,
// in one transaction. It does nothing and returns false if sub is no longer due at sub.NextAt: somebody else composed
// it, moved it, paused it or removed it.
func (d *DB) CommitDigest(ctx context.Context, sub news.Subscription, digest news.Digest,
	next time.Time,
) (out news.Delivery, committed bool, err error) {
	all, err := d.CommitDigests(ctx, []news.Composed{{Subscription: sub, Digest: &digest, Next: next}})
	if err != nil || len(all) == 0 {
		return news.Delivery{}, false, err
	}
	return all[0], true, nil
}

// CommitDigests is [DB.CommitDigest] for several subscriptions: all in one transaction, each only if it is still due.
// It returns the deliveries of those that were. A digest of several subscriptions is stored once.
func (d *DB) CommitDigests(ctx context.Context, all []news.Composed) (out []news.Delivery, err error) {
	defer d.wrap(&err, "commit %d digests", len(all))
	now := instant(millis(d.options.Now()))
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		stored := map[*news.Digest]news.Digest{}
		for _, c := range all {
			due, err := advance(ctx, tx, c)
			if err != nil {
				return fmt.Errorf("subscription %d: %w", c.Subscription.ID, err)
			}
			if !due {
				continue
			}
			digest, ok := stored[c.Digest]
			if !ok {
				digest = *c.Digest
				if err := saveDigest(ctx, tx, &digest, now); err != nil {
					return err
				}
				stored[c.Digest] = digest
			}
			if err := saveDevelopments(ctx, tx, c.Subscription.ID, digest); err != nil {
				return err
			}
			delivery := news.Delivery{
				Subscription: c.Subscription.ID, Digest: digest, Guild: c.Subscription.Guild,
				Channel: c.Subscription.Channel,
				Mention: c.Subscription.Mention, State: news.Pending, NotBefore: now, Created: now,
			}
			if err := saveDelivery(ctx, tx, &delivery); err != nil {
				return err
			}
			out = append(out, delivery)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// advance moves a subscription behind its digest, and reports whether it was due.
func advance(ctx context.Context, tx *sql.Tx, c news.Composed) (bool, error) {
	r, err := tx.ExecContext(ctx, `UPDATE subscriptions SET next_at = $3, last_at = $4, last_article = $5
		WHERE id = $1 AND next_at = $2 AND paused = ''`,
		c.Subscription.ID, millis(c.Subscription.NextAt), millis(c.Next), millis(c.Digest.To), c.Digest.Through)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

func saveDigest(ctx context.Context, tx *sql.Tx, digest *news.Digest, now time.Time) error {
	body, err := json.Marshal(digest)
	if err != nil {
		return fmt.Errorf("encode digest: %w", err)
	}
	return tx.QueryRowContext(ctx,
		`INSERT INTO digests (topic, since, until, created, digest, after_article) VALUES ($1, $2, $3, $4, $5, $6) `+
			`RETURNING id`,
		digest.Topic, millis(digest.From), millis(digest.To), millis(now), string(body), digest.After).Scan(&digest.ID)
}

func saveDevelopments(ctx context.Context, tx *sql.Tx, subscription int64, digest news.Digest) error {
	b := insertInto("developments (subscription_id, fact_id, digest_id, known)",
		"ON CONFLICT (subscription_id, fact_id, digest_id) DO UPDATE SET known = excluded.known")
	seen := map[int64]bool{}
	for _, dev := range digest.Developments {
		for _, k := range dev.Known {
			state, err := json.Marshal(k)
			if err != nil {
				return fmt.Errorf("encode state of fact %d: %w", k.Fact, err)
			}
			if !seen[k.Fact] {
				seen[k.Fact] = true
				b.add(subscription, k.Fact, digest.ID, string(state))
			}
		}
	}
	return b.run(ctx, tx, nil)
}

// saveDelivery creates the delivery. Its nonce stays the same however often it is sent, and no other has it: ids are
// never given twice, and the time tells two databases of one bot apart.
func saveDelivery(ctx context.Context, tx *sql.Tx, out *news.Delivery) error {
	err := tx.QueryRowContext(ctx, `INSERT INTO deliveries (subscription_id, digest_id, guild, channel, mention, nonce, state, attempt,
			not_before, message, error, created) VALUES ($1, $2, $3, $4, $5, '', $6, 0, $7, '', '', $8) RETURNING id`,
		out.Subscription, out.Digest.ID, out.Guild, out.Channel, out.Mention, out.State, millis(out.NotBefore),
		millis(out.Created)).Scan(&out.ID)
	if err != nil {
		return err
	}
	out.Nonce = strconv.FormatInt(out.ID, 36) + "-" + strconv.FormatInt(millis(out.Created), 36)
	_, err = tx.ExecContext(ctx, `UPDATE deliveries SET nonce = $2 WHERE id = $1`, out.ID, out.Nonce)
	return err
}

// Digest returns a digest as it was composed; a NotFound error if there is none.
func (d *DB) Digest(ctx context.Context, id int64) (out news.Digest, err error) {
	defer d.wrap(&err, "digest %d", id)
	var body string
	err = d.reader.QueryRowContext(ctx, `SELECT digest FROM digests WHERE id = $1`, id).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return out, news.Errorf(news.NotFound, "there is no digest %d", id)
	}
	if err != nil {
		return out, err
	}
	return d.parseDigest(id, body)
}

func (d *DB) parseDigest(id int64, body string) (out news.Digest, err error) {
	if err := json.Unmarshal([]byte(body), &out); err != nil {
		return out, fmt.Errorf("decode digest %d: %w", id, err)
	}
	out.ID = id
	for i := range out.Developments {
		dev := &out.Developments[i]
		for k := range dev.Origins {
			dev.Origins[k].Naming = d.options.Names.Naming(dev.Origins[k].Name)
		}
		for _, told := range [][]news.Sentence{dev.Sentences, dev.Against} {
			for k := range told {
				told[k].Origin.Naming = d.options.Names.Naming(told[k].Origin.Name)
			}
		}
	}
	return out, nil
}
