package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"sitrep/news"
)

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
// It returns the deliveries of those that were. A digest of several subscriptions is stored once. One that is silent is
// not delivered, and one without developments mentions nobody.
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
			if !due || c.Silent {
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
				Threads: c.Subscription.Preferences.Threads,
				Plain:   c.Subscription.Preferences.Plain, Language: c.Subscription.Preferences.Language,
			}
			if len(digest.Developments) == 0 {
				delivery.Mention = ""
			} else if delivery.Threads == news.StoryThread {
				delivery.Story = digest.Developments[0].Story
			}
			if err := saveDelivery(ctx, tx, &delivery); err != nil {
				return err
			}
			out = append(out, delivery)
		}
		if len(out) == 0 {
			return nil
		}
		return d.wake(ctx, tx, WakeDelivery)
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
		`INSERT INTO digests (topic, since, until, created, digest, after_article, owner)
			VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
		digest.Topic, millis(digest.From), millis(digest.To), millis(now), string(body), digest.After,
		digest.Owner).Scan(&digest.ID)
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
	err := tx.QueryRowContext(ctx, `INSERT INTO deliveries (subscription_id, digest_id, guild, channel, mention, nonce,
			state, attempt, not_before, message, error, created, threads, story_id, thread,
			plain, language, corrects)
		VALUES ($1, $2, $3, $4, $5, '', $6, 0, $7, '', '', $8, $9, $10, '', $11, $12, $13) RETURNING id`,
		out.Subscription, out.Digest.ID, out.Guild, out.Channel, out.Mention, out.State, millis(out.NotBefore),
		millis(out.Created), out.Threads, out.Story, out.Plain, out.Language,
		out.Corrects.Delivery).Scan(&out.ID)
	if err != nil {
		return err
	}
	out.Nonce = strconv.FormatInt(out.ID, 36) + "-" + strconv.FormatInt(millis(out.Created), 36)
	_, err = tx.ExecContext(ctx, `UPDATE deliveries SET nonce = $2 WHERE id = $1`, out.ID, out.Nonce)
	return err
}
