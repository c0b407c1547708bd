package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"sitrep/news"
)

// KnownFacts returns for each of the facts the state in which the subscription was last shown it. A digest that could
// not be delivered has shown nothing.
func (d *DB) KnownFacts(ctx context.Context, subscription int64, facts []int64) (map[int64]news.Known, error) {
	all, err := d.KnownTo(ctx, []int64{subscription}, facts)
	return all[subscription], err
}

// KnownTo is [DB.KnownFacts] for several subscriptions, asked for together: by subscription, and by fact.
func (d *DB) KnownTo(
	ctx context.Context, subscriptions, facts []int64,
) (out map[int64]map[int64]news.Known, err error) {
	defer d.wrap(&err, "facts known to subscriptions %v", subscriptions)
	out = map[int64]map[int64]news.Known{}
	for _, s := range subscriptions {
		out[s] = map[int64]news.Known{}
	}
	if len(subscriptions) == 0 || len(facts) == 0 {
		return out, nil
	}
	var args []any
	query := `SELECT p.subscription_id, p.fact_id, p.known FROM developments p
		JOIN deliveries d ON d.digest_id = p.digest_id AND d.subscription_id = p.subscription_id
		WHERE d.state <> 'failed' AND p.subscription_id ` + in(&args, subscriptions) + `
			AND p.fact_id ` + in(&args, facts) + ` ORDER BY p.digest_id`
	err = rows(ctx, d.reader, query, args, func(r *sql.Rows) error {
		var subscription, fact int64
		var state string
		if err := r.Scan(&subscription, &fact, &state); err != nil {
			return err
		}
		var k news.Known
		if err := json.Unmarshal([]byte(state), &k); err != nil {
			return fmt.Errorf("state of fact %d: %w", fact, err)
		}
		out[subscription][fact] = k // the latest digest comes last
		return nil
	})
	return out, err
}

// Digest returns a digest as it was composed; a NotFound error if there is none that whoever ctx asks for may see.
func (d *DB) Digest(ctx context.Context, id int64) (out news.Digest, err error) {
	return d.digest(ctx, id, `0 = 0`)
}

// DigestSentTo is [DB.Digest] for one that has a delivery to the server or, if that is "", to the channel.
func (d *DB) DigestSentTo(ctx context.Context, id int64, guild, channel string) (out news.Digest, err error) {
	out, err = d.digest(ctx, id, `EXISTS (SELECT 1 FROM deliveries d WHERE d.digest_id = $1 AND d.guild = $2
		AND (d.guild <> '' OR d.channel = $3))`, guild, channel)
	if err != nil {
		return out, err
	}
	return out, untoldIn(ctx, d.reader, guild, &out)
}

func (d *DB) digest(ctx context.Context, id int64, condition string, args ...any) (out news.Digest, err error) {
	defer d.wrap(&err, "digest %d", id)
	var body string
	err = d.reader.QueryRowContext(ctx, `SELECT digest FROM digests g WHERE id = $1 AND `+seen(ctx, "g")+`
		AND `+condition,
		append([]any{id}, args...)...).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return out, news.Errorf(news.NotFound, "there is no digest %d", id)
	}
	if err != nil {
		return out, err
	}
	if out, err = d.parseDigest(id, body); err != nil {
		return out, err
	}
	out.Amended, err = amendmentsOf(ctx, d.reader, id)
	return out, err
}

func (d *DB) parseDigest(id int64, body string) (out news.Digest, err error) {
	if err := json.Unmarshal([]byte(body), &out); err != nil {
		return out, fmt.Errorf("decode digest %d: %w", id, err)
	}
	out.ID = id
	for i := range out.Developments {
		dev := &out.Developments[i]
		for k := range dev.Origins {
			dev.Origins[k] = d.named(dev.Origins[k])
		}
		for _, told := range [][]news.Sentence{dev.Sentences, dev.Against} {
			for k := range told {
				told[k].Origin = d.named(told[k].Origin)
			}
		}
	}
	return out, nil
}
