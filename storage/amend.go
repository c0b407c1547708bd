package storage

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"sitrep/news"
)

// amendTogether is how many articles are looked at in one step, at most.
const amendTogether = 2000

// Relying returns the digests that were composed since a time, and delivered or about to be, and that relied on what
// has changed behind a mark which is stored: facts that newer articles state, deny or no longer hold, events that were
// decided about, people who were told apart. It returns the mark, and up to where it has looked: the two are equal if
// nothing is new. The first look finds nothing and begins at what there is.
func (d *DB) Relying(ctx context.Context, since time.Time) (from, to news.AmendMark, out []news.Relying, err error) {
	defer d.wrap(&err, "find what relied on changes")
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		begun := true
		err := tx.QueryRowContext(ctx, `SELECT article, decision, correction FROM amending`).Scan(&from.Article,
			&from.Decision, &from.Correction)
		if errors.Is(err, sql.ErrNoRows) {
			begun, err = false, nil
		}
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, `SELECT (SELECT COALESCE(MAX(id), 0) FROM articles),
			(SELECT COALESCE(MAX(id), 0) FROM event_decisions), (SELECT COALESCE(MAX(id), 0) FROM corrections)`).
			Scan(&to.Article, &to.Decision, &to.Correction)
		if err != nil || !begun || from == to {
			return err
		}
		to.Article = min(to.Article, from.Article+amendTogether)
		var ids []int64
		if err := collect(ctx, tx, &ids, relyingQuery, from.Article, to.Article, from.Decision, to.Decision,
			from.Correction, to.Correction, millis(since)); err != nil {
			return err
		}
		for _, id := range ids {
			r, err := d.relying(ctx, tx, id)
			if err != nil {
				return fmt.Errorf("digest %d: %w", id, err)
			}
			out = append(out, r)
		}
		return nil
	})
	return from, to, out, err
}

// relyingQuery finds the digests that showed facts which have changed. Who has the articles of a fact, or what they
// tell of, in another state shows in the fact.
const relyingQuery = `WITH decided AS (
		SELECT event_id, other_id FROM event_decisions WHERE id > $3 AND id <= $4 AND guild = ''
	), touched AS (
		SELECT fact_id AS id FROM sentences WHERE article_id > $1 AND article_id <= $2
		UNION SELECT denies FROM sentences WHERE article_id > $1 AND article_id <= $2 AND denies IS NOT NULL
		UNION SELECT s.fact_id FROM articles a CROSS JOIN articles o CROSS JOIN sentences s
			WHERE a.id > $1 AND a.id <= $2 AND o.source_id = a.source_id AND o.key = a.key AND o.id < a.id
			AND s.article_id = o.id
		UNION SELECT s.fact_id FROM events e CROSS JOIN articles a CROSS JOIN sentences s
			WHERE e.merged_at > 0 AND e.merged_at > $1 AND e.merged_at <= $2 AND a.event_id = e.id
			AND s.article_id = a.id
		UNION SELECT s.fact_id FROM articles a CROSS JOIN sentences s WHERE s.article_id = a.id AND a.event_id IN (
			SELECT event_id FROM decided UNION SELECT other_id FROM decided
			UNION SELECT id FROM events WHERE merged_into IN (SELECT event_id FROM decided))
		UNION SELECT s.fact_id FROM mentions m CROSS JOIN sentences s WHERE s.article_id = m.article_id AND m.time >= $7
			AND m.entity_id IN (SELECT entity_id FROM corrections WHERE id > $5 AND id <= $6
				UNION SELECT other_id FROM corrections WHERE id > $5 AND id <= $6)
	)
	SELECT DISTINCT p.digest_id FROM (
		SELECT id FROM touched UNION SELECT m.id FROM facts m JOIN touched t ON m.merged_into = t.id
	) u JOIN developments p ON p.fact_id = u.id
	JOIN deliveries d ON d.digest_id = p.digest_id AND d.subscription_id = p.subscription_id
	WHERE d.created >= $7 AND d.state <> 'failed' AND d.corrects = 0 ORDER BY p.digest_id`

// relying reads a digest and what stands behind it now, but for its facts.
func (d *DB) relying(ctx context.Context, q querier, id int64) (out news.Relying, err error) {
	var owner string
	if err := q.QueryRowContext(ctx, `SELECT owner FROM digests WHERE id = $1`, id).Scan(&owner); err != nil {
		return out, err
	}
	ctx = news.SeenBy(ctx, owner)
	if out.Digest, err = d.digestAsAmended(ctx, q, id); err != nil {
		return out, err
	}
	out.Digest.Owner = owner
	var articles, events, facts []int64
	for _, dev := range out.Digest.Developments {
		events, facts = append(events, dev.Event), append(facts, dev.Facts...)
		for _, s := range dev.Sentences {
			articles = append(articles, s.Article)
		}
	}
	if out.Known, err = shownIn(ctx, q, id, unique(facts)); err != nil {
		return out, err
	}
	if out.Events, err = eventsNow(ctx, q, unique(events)); err != nil {
		return out, err
	}
	if out.Rewritten, err = d.rewritten(ctx, q, unique(articles)); err != nil {
		return out, err
	}
	err = toldApart(ctx, q, &out)
	return out, err
}

// toldApart fills in what operators have said since a digest was composed of events and of people that had been taken
// for one.
func toldApart(ctx context.Context, q querier, out *news.Relying) error {
	since := millis(out.Digest.To)
	err := rows(ctx, q, `SELECT articles FROM event_decisions WHERE what = $1 AND guild = '' AND time >= $2
		ORDER BY id`,
		[]any{string(news.DecideSplit), since}, func(r *sql.Rows) error {
			var list string
			if err := r.Scan(&list); err != nil {
				return err
			}
			ids, err := parseIDs(list)
			out.Parted = append(out.Parted, ids...)
			return err
		})
	if err != nil {
		return err
	}
	return rows(ctx, q, `SELECT f.name, t.name FROM corrections JOIN entities f ON f.id = corrections.entity_id
		JOIN entities t ON t.id = other_id WHERE what = $1 AND time >= $2 ORDER BY corrections.id`,
		[]any{string(news.CorrectSplit), since}, func(r *sql.Rows) error {
			var pair [2]string
			err := r.Scan(&pair[0], &pair[1])
			out.Renamed = append(out.Renamed, pair)
			return err
		})
}

// shownIn returns in which state a digest showed facts.
func shownIn(ctx context.Context, q querier, digest int64, facts []int64) (map[int64]news.Known, error) {
	out := map[int64]news.Known{}
	for part := range slices.Chunk(facts, maxParameters) {
		args := []any{digest}
		query := `SELECT fact_id, known FROM developments WHERE digest_id = $1 AND fact_id ` + in(&args, part)
		err := rows(ctx, q, query, args, func(r *sql.Rows) error {
			var fact int64
			var k news.Known
			err := r.Scan(&fact, encoded[news.Known]{&k})
			out[fact] = k
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// eventsNow returns the events that ids lead to, by those ids.
func eventsNow(ctx context.Context, q querier, ids []int64) (map[int64]news.Event, error) {
	out := map[int64]news.Event{}
	for _, id := range ids {
		if id == 0 {
			continue
		}
		e, err := eventOf(ctx, q, id)
		if err != nil && news.ErrorCode(err) != news.NotFound {
			return nil, err
		}
		if err == nil {
			out[id] = e
		}
	}
	return out, nil
}

// rewritten returns those of the articles that have a later revision, each with the sentences of both.
func (d *DB) rewritten(ctx context.Context, q querier, articles []int64) (out []news.Rewritten, err error) {
	for _, id := range articles {
		var now int64
		err := q.QueryRowContext(ctx, `SELECT c.id FROM articles o JOIN articles c ON c.source_id = o.source_id
			AND c.key = o.key AND c.current AND NOT c.partial
			WHERE o.id = $1 AND NOT o.current
			ORDER BY c.id DESC LIMIT 1`, id).Scan(&now)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		r := news.Rewritten{Article: id}
		for _, of := range []struct {
			article int64
			into    *[]news.Sentence
		}{{id, &r.Before}, {now, &r.After}} {
			*of.into, err = d.sentences(ctx, q, `s.article_id = $1 AND `+seen(ctx, "a"), []any{of.article})
			if err != nil {
				return nil, err
			}
			if err := fillSentences(ctx, q, *of.into); err != nil {
				return nil, err
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// digestAsAmended reads a digest with what there is to say about it now.
func (d *DB) digestAsAmended(ctx context.Context, q querier, id int64) (out news.Digest, err error) {
	var body string
	if err := q.QueryRowContext(ctx, `SELECT digest FROM digests WHERE id = $1`, id).Scan(&body); err != nil {
		return out, fmt.Errorf("digest %d: %w", id, err)
	}
	if out, err = d.parseDigest(id, body); err != nil {
		return out, err
	}
	out.Amended, err = amendmentsOf(ctx, q, id)
	return out, err
}

// amendmentsOf is what there is to say about a digest.
func amendmentsOf(ctx context.Context, q querier, digest int64) (out []news.Amendment, err error) {
	err = q.QueryRowContext(ctx, `SELECT amendments FROM amended WHERE digest_id = $1`, digest).
		Scan(encoded[[]news.Amendment]{&out})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return out, err
}

// CommitAmended stores what came of a look at what changed (see [DB.Relying]), and up to where it was: what there is to
// say about each digest, and that the messages of its deliveries since a time are to be edited. It does nothing and
// returns false if somebody else has looked meanwhile.
func (d *DB) CommitAmended(ctx context.Context, from, to news.AmendMark, since time.Time, all []news.Amended) (
	committed bool, err error,
) {
	defer d.wrap(&err, "amend %d digests", len(all))
	now := instant(millis(d.options.Now()))
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		committed = false
		query := `UPDATE amending SET article = $1, decision = $2, correction = $3
			WHERE article = $4 AND decision = $5 AND correction = $6`
		args := []any{to.Article, to.Decision, to.Correction, from.Article, from.Decision, from.Correction}
		if from == (news.AmendMark{}) { // nobody has looked before, or all was empty
			query = `INSERT INTO amending (one, article, decision, correction) VALUES (1, $1, $2, $3)
				ON CONFLICT (one) DO UPDATE SET article = excluded.article, decision = excluded.decision,
				correction = excluded.correction
				WHERE amending.article = 0 AND amending.decision = 0 AND amending.correction = 0`
			args = args[:3]
		}
		r, err := tx.ExecContext(ctx, query, args...)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return err
		}
		committed = true
		for _, a := range all {
			if err := amend(ctx, tx, a, since, now); err != nil {
				return fmt.Errorf("digest %d: %w", a.Digest, err)
			}
		}
		if len(all) == 0 {
			return nil
		}
		return d.wake(ctx, tx, WakeDelivery)
	})
	return committed, err
}

// amend stores what there is to say about a digest, and has its messages edited.
func amend(ctx context.Context, tx *sql.Tx, a news.Amended, since, now time.Time) error {
	told, err := json.Marshal(a.Amendments)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO amended (digest_id, changed, amendments) VALUES ($1, $2, $3)
		ON CONFLICT (digest_id) DO UPDATE SET changed = excluded.changed, amendments = excluded.amendments`,
		a.Digest, millis(now), string(told))
	if err != nil {
		return err
	}
	telling := int64(0)
	if a.Telling != nil {
		if err := saveDigest(ctx, tx, a.Telling, now); err != nil {
			return err
		}
		telling = a.Telling.ID
	}
	return toEdit{`digest_id = $4`, []any{a.Digest}, since, telling}.from(ctx, tx, now)
}

// toEdit are messages that are to be edited: of deliveries since a time on a condition, whose arguments are $4 and so
// on. When that is done, the digest telling is sent, unless it is 0.
type toEdit struct {
	condition string
	args      []any
	since     time.Time
	telling   int64
}

// from has the messages edited from now on. An edit under way is left to whoever has it: he finds that it is another by
// its revision. A message that is yet to be sent will show it at once, and there is nothing to tell.
func (e toEdit) from(ctx context.Context, tx *sql.Tx, now time.Time) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO edits (delivery_id, guild, channel, revision, state, attempt, not_before,
			error, telling, place)
		SELECT id, guild, channel, 1, 'pending', 0, CAST($1 AS BIGINT), '',
			CASE WHEN state IN ('sent', 'sending') THEN CAST($2 AS BIGINT) ELSE 0 END, ''
		FROM deliveries WHERE `+e.condition+` AND state <> 'failed' AND created >= $3 AND corrects = 0
		ON CONFLICT (delivery_id) DO UPDATE SET revision = edits.revision + 1, attempt = 0,
			state = CASE edits.state WHEN 'sending' THEN 'sending' ELSE 'pending' END,
			not_before = CASE edits.state WHEN 'sending' THEN edits.not_before ELSE excluded.not_before END,
			telling = CASE excluded.telling WHEN 0 THEN edits.telling ELSE excluded.telling END
		WHERE edits.state <> 'failed'`, append([]any{millis(now), e.telling, millis(e.since)}, e.args...)...)
	return err
}

// Corrected returns what has turned out differently since a time about what was delivered, the latest first: each with
// the message that holds it. With a server, or in direct messages a channel, only what was delivered there.
func (d *DB) Corrected(ctx context.Context, q news.CorrectedQuery) (out []news.Amendment, err error) {
	defer d.wrap(&err, "list amendments")
	query := `SELECT d.id, d.subscription_id, d.guild, d.message, ` + standsIn + `, g.topic, m.amendments
		FROM amended m CROSS JOIN digests g CROSS JOIN deliveries d LEFT JOIN edits e ON e.delivery_id = d.id
		WHERE m.changed >= $1 AND g.id = m.digest_id AND d.digest_id = m.digest_id
			AND d.state = 'sent' AND d.message <> '' AND d.corrects = 0
			AND COALESCE(e.state, '') <> 'failed'`
	args := []any{millis(q.Since)}
	if q.Channel != "" {
		query += ` AND d.guild = ` + bind(&args, q.Guild)
		if q.Guild == "" {
			query += ` AND d.channel = ` + bind(&args, q.Channel)
		}
	}
	err = rows(ctx, d.reader, query, args, func(r *sql.Rows) error {
		var at news.Posted
		var all []news.Amendment
		err := r.Scan(&at.Delivery, &at.Subscription, &at.Guild, &at.Message, &at.Channel, &at.Topic,
			encoded[[]news.Amendment]{&all})
		for _, a := range all {
			if !a.Time.Before(q.Since) {
				a.Posted = at
				out = append(out, a)
			}
		}
		return err
	})
	slices.SortStableFunc(out, func(a, b news.Amendment) int {
		return cmp.Or(b.Time.Compare(a.Time), cmp.Compare(b.Posted.Delivery, a.Posted.Delivery))
	})
	return out, err
}

// standsIn is the channel or thread in which the message of a delivery d stands, of which e is the edit. A thread that
// has the message's id begins with it, and the message stands in the channel unless that is a forum, which the edit has
// found out.
const standsIn = `COALESCE(NULLIF(e.place, ''), CASE WHEN d.thread <> '' AND d.thread <> d.message THEN d.thread
	ELSE d.channel END)`
