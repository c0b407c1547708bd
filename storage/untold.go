package storage

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"sitrep/news"
)

// untell has the messages edited of a server that told of an event: it is hidden from that server now, or no longer.
func (d *DB) untell(ctx context.Context, tx *sql.Tx, guild string, event int64, now time.Time) error {
	told := toEdit{condition: `guild = $4 AND digest_id IN (
		SELECT p.digest_id FROM (
			WITH told AS (
				SELECT s.fact_id AS id FROM events e CROSS JOIN articles a CROSS JOIN sentences s
					WHERE (e.id = $5 OR e.merged_into = $5) AND a.event_id = e.id AND s.article_id = a.id
			) SELECT id FROM told UNION SELECT m.id FROM facts m JOIN told t ON m.merged_into = t.id
		) u JOIN developments p ON p.fact_id = u.id)`, args: []any{guild, event}, since: now.Add(-news.Amendable)}
	if err := told.from(ctx, tx, now); err != nil {
		return err
	}
	return d.wake(ctx, tx, WakeDelivery)
}

// digestFor reads a digest with what there is to say about it now in a server: [DB.digestAsAmended], and which of its
// events are hidden there.
func (d *DB) digestFor(ctx context.Context, q querier, id int64, guild string) (out news.Digest, err error) {
	if out, err = d.digestAsAmended(ctx, q, id); err != nil {
		return out, err
	}
	return out, untoldIn(ctx, q, guild, &out)
}

// untoldIn marks the items of a digest whose events are hidden from a server.
func untoldIn(ctx context.Context, q querier, guild string, of *news.Digest) error {
	if guild == "" || len(of.Developments) == 0 {
		return nil
	}
	var events []int64
	for _, dev := range of.Developments {
		events = append(events, dev.Event)
	}
	args := []any{guild}
	since := map[int64]time.Time{}
	err := rows(ctx, q, `SELECT e.id, x.time FROM hidden_events x
		JOIN events e ON e.id = x.event_id OR e.merged_into = x.event_id
		WHERE x.guild = $1 AND e.id `+in(&args, unique(events)), args, func(r *sql.Rows) error {
		var id, at int64
		err := r.Scan(&id, &at)
		since[id] = instant(at)
		return err
	})
	if err != nil || len(since) == 0 {
		return err
	}
	for i, dev := range of.Developments {
		at, ok := since[dev.Event]
		if !ok {
			continue
		}
		of.Amended = slices.DeleteFunc(of.Amended, func(a news.Amendment) bool { return a.Item == i })
		of.Amended = append(of.Amended, news.Amendment{
			Item: i, Kind: news.AmendUntold, Time: at, Headline: dev.Headline, Facts: dev.Facts,
		})
	}
	slices.SortStableFunc(of.Amended, func(a, b news.Amendment) int { return cmp.Compare(a.Item, b.Item) })
	return nil
}
