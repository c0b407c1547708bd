package storage

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
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
		due, err := advance(ctx, tx, all)
		if err != nil {
			return err
		}
		stored := map[*news.Digest]news.Digest{}
		told := insertInto("developments (subscription_id, fact_id, digest_id, known)",
			"ON CONFLICT (subscription_id, fact_id, digest_id) DO UPDATE SET known = excluded.known")
		for _, c := range all {
			if !due[c.Subscription.ID] || c.Silent {
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
			if err := addDevelopments(told, c.Subscription.ID, digest); err != nil {
				return err
			}
			out = append(out, deliveryOf(c.Subscription, digest, now))
		}
		if len(out) == 0 {
			return nil
		}
		if err := told.run(ctx, tx, nil); err != nil {
			return err
		}
		if err := saveDeliveries(ctx, tx, out); err != nil {
			return err
		}
		return d.wake(ctx, tx, WakeDelivery)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// deliveryOf is what takes a digest to the channel of a subscription.
func deliveryOf(sub news.Subscription, digest news.Digest, now time.Time) news.Delivery {
	d := news.Delivery{
		Subscription: sub.ID, Digest: digest, Guild: sub.Guild, Channel: sub.Channel, Mention: sub.Mention,
		State: news.Pending, NotBefore: now, Created: now,
		Threads: sub.Preferences.Threads, Plain: sub.Preferences.Plain, Language: sub.Preferences.Language,
	}
	if len(digest.Developments) == 0 {
		d.Mention = ""
	} else if d.Threads == news.StoryThread {
		d.Story = digest.Developments[0].Story
	}
	return d
}

// advance moves subscriptions behind their digests, those that are due, and returns which were.
func advance(ctx context.Context, tx *sql.Tx, all []news.Composed) (due map[int64]bool, err error) {
	due = map[int64]bool{}
	given := statementOf(`WITH v (id, due, next, until, article) AS (`, `) UPDATE subscriptions SET next_at = v.next,
		last_at = v.until, last_article = v.article FROM v
		WHERE subscriptions.id = v.id AND next_at = v.due AND paused = '' RETURNING subscriptions.id`,
		"BIGINT", "BIGINT", "BIGINT", "BIGINT", "BIGINT")
	for _, c := range all {
		given.add(c.Subscription.ID, millis(c.Subscription.NextAt), millis(c.Next), millis(c.Digest.To),
			c.Digest.Through)
	}
	err = given.run(ctx, tx, func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		due[id] = true
		return err
	})
	return due, err
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

func addDevelopments(to *insertion, subscription int64, digest news.Digest) error {
	var shown []news.Known
	for _, dev := range digest.Developments {
		shown = append(shown, dev.Known...)
	}
	seen := map[int64]bool{}
	for _, k := range append(shown, digest.Settled...) {
		state, err := json.Marshal(k)
		if err != nil {
			return fmt.Errorf("encode state of fact %d: %w", k.Fact, err)
		}
		if !seen[k.Fact] {
			seen[k.Fact] = true
			to.add(subscription, k.Fact, digest.ID, string(state))
		}
	}
	return nil
}

// saveDeliveries creates deliveries, each of another subscription, and fills in their ids and nonces. A delivery's
// nonce stays the same however often it is sent, and no other has it.
func saveDeliveries(ctx context.Context, tx *sql.Tx, all []news.Delivery) error {
	of := map[int64]*news.Delivery{}
	b := insertInto("deliveries (subscription_id, digest_id, guild, channel, mention, nonce, state, attempt, "+
		"not_before, message, error, created, threads, story_id, thread, plain, language, corrects)",
		"RETURNING subscription_id, id")
	for i := range all {
		out := &all[i]
		out.Nonce = rand.Text()[:nonceLength]
		of[out.Subscription] = out
		b.add(out.Subscription, out.Digest.ID, out.Guild, out.Channel, out.Mention, out.Nonce, out.State, 0,
			millis(out.NotBefore), "", "", millis(out.Created), out.Threads, out.Story, "", out.Plain, out.Language,
			out.Corrects.Delivery)
	}
	return b.run(ctx, tx, func(r *sql.Rows) error {
		var subscription, id int64
		if err := r.Scan(&subscription, &id); err != nil {
			return err
		}
		of[subscription].ID = id
		return nil
	})
}

// nonceLength is how long a nonce may be for Discord; so many characters have 125 random bits.
const nonceLength = 25
