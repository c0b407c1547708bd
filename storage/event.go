package storage

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/news"
)

// event creates or moves the event that the article tells of, and makes those that it takes in part of it. Articles
// keep the id of the event that they joined: what reads them follows it.
func (s *saving) event(ctx context.Context) error {
	e := &s.f.Event
	if s.f.Article.OffTopic || e.Articles == 0 {
		return nil
	}
	if err := saveEvent(ctx, s.tx, e, s.owner()); err != nil {
		return err
	}
	_, err := s.tx.ExecContext(ctx, `UPDATE articles SET event_id = $1, form = $3, gravity = $4 WHERE id = $2`, e.ID,
		s.f.Article.ID, s.f.Form, s.f.Gravity)
	if err != nil {
		return err
	}
	keys := insertInto("event_terms (term, day, event_id, owner)",
		"ON CONFLICT (term, day, event_id, owner) DO NOTHING")
	for _, k := range s.f.EventKeys {
		keys.add(k, day(s.time), e.ID, s.owner())
	}
	if err := keys.run(ctx, s.tx, nil); err != nil {
		return err
	}
	return s.sameEvents(ctx)
}

// sameEvents makes the events that the filing's takes in part of it.
func (s *saving) sameEvents(ctx context.Context) error {
	keep := s.f.Event.ID
	for _, gone := range s.f.SameEvents {
		if gone == keep {
			return news.Errorf(news.Invalid, "article %q: event %d cannot take itself in", s.f.Article.Key, gone)
		}
		if err := joinEvents(ctx, s.tx, keep, gone, s.f.Article.ID); err != nil {
			return fmt.Errorf("make event %d part of %d: %w", gone, keep, err)
		}
	}
	return nil
}

// joinEvents makes an event part of another: its id, and those that led to it, lead there. article is the one that
// showed it, 0 where an operator says so. What is another event than the one is another than both from then on, and a
// server that has hidden the one has hidden both.
func joinEvents(ctx context.Context, tx *sql.Tx, keep, gone, article int64) error {
	for _, q := range []string{
		`UPDATE events SET merged_into = $2 WHERE merged_into = $1`, // one step leads to the end, always
		`INSERT INTO hidden_events (guild, event_id, time)
			SELECT guild, CAST($2 AS BIGINT), time FROM hidden_events WHERE event_id = $1
			ON CONFLICT (guild, event_id) DO NOTHING`,
	} {
		if _, err := tx.ExecContext(ctx, q, gone, keep); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx,
		`UPDATE events SET merged_into = $2, merged_at = $3 WHERE id = $1`, gone, keep, article)
	if err != nil {
		return err
	}
	others, err := apartFrom(ctx, tx, gone)
	if err != nil {
		return err
	}
	for _, o := range others {
		if err := unpart(ctx, tx, o, gone); err != nil {
			return err
		}
		if o == keep {
			continue
		}
		if err := partEvents(ctx, tx, keep, o); err != nil {
			return err
		}
	}
	return nil
}

// saveEvent creates the event (ID 0) or replaces the stored one. One of another owner stays as it is.
func saveEvent(ctx context.Context, tx *sql.Tx, e *news.Event, owner string) error {
	if e.ID == 0 {
		e.Owner = owner
		return tx.QueryRowContext(ctx,
			`INSERT INTO events (title, first, last, articles, terms, kinds, towns, owner)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
			e.Title, millis(e.First), millis(e.Last), e.Articles, termList(e.Terms), list(e.Kinds),
			list(e.Towns), owner).Scan(&e.ID)
	}
	if e.Owner != owner {
		return nil
	}
	done, err := tx.ExecContext(ctx,
		`UPDATE events SET title = $2, first = $3, last = $4, articles = $5, terms = $6, kinds = $7, towns = $8
			WHERE id = $1 AND merged_into IS NULL`,
		e.ID, e.Title, millis(e.First), millis(e.Last), e.Articles, termList(e.Terms), list(e.Kinds), list(e.Towns))
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return cmp.Or(err, news.Errorf(news.NotFound, "there is no event %d", e.ID))
	}
	return nil
}

const eventColumns = `e.id, e.title, e.first, e.last, e.articles, e.terms, e.kinds, e.towns, e.apart, e.hidden, e.owner`

func scanEvent(r *sql.Rows) (e news.Event, err error) {
	var first, last, hidden int64
	var terms, kinds, towns, apart string
	err = r.Scan(&e.ID, &e.Title, &first, &last, &e.Articles, &terms, &kinds, &towns, &apart, &hidden,
		&e.Owner)
	if err != nil {
		return e, err
	}
	e.Hidden = hidden > 0
	if e.Apart, err = parseIDs(apart); err != nil {
		return e, err
	}
	if e.Kinds, err = parseList(kinds); err != nil {
		return e, err
	}
	if e.Towns, err = parseList(towns); err != nil {
		return e, err
	}
	e.First, e.Last = instant(first), instant(last)
	e.Terms, err = parseTerms(terms)
	return e, err
}

// CandidateEvents returns the events with an article at or after since that an article with these terms (the heaviest
// first) may tell of: those that share most of them, the latest first among equals.
func (d *DB) CandidateEvents(ctx context.Context, terms []string, since time.Time, limit int) ([]news.Event, error) {
	return d.candidateEvents(ctx, d.reader, terms, since, limit)
}

func (d *DB) candidateEvents(ctx context.Context, q querier, terms []string, since time.Time,
	limit int,
) (out []news.Event, err error) {
	defer d.wrap(&err, "candidate events")
	if len(terms) == 0 || limit <= 0 {
		return nil, nil
	}
	args := []any{millis(since), day(millis(since)), limit}
	var union []string
	for _, t := range terms[:min(candidateTerm, len(terms))] {
		union = append(union, `SELECT * FROM (
			SELECT event_id FROM event_terms WHERE term = `+bind(&args, t)+` AND owner `+owners(ctx)+
			` AND day >= $2 ORDER BY day DESC, event_id DESC LIMIT `+bind(&args, postings)+`) t`)
	}
	query := `SELECT ` + eventColumns + ` FROM (
			SELECT COALESCE(m.merged_into, m.id) AS id, COUNT(*) AS shared
			FROM (` + strings.Join(union, ` UNION ALL `) + `) u JOIN events m ON m.id = u.event_id
			GROUP BY COALESCE(m.merged_into, m.id) ORDER BY shared DESC, id DESC LIMIT $3) c
		JOIN events e ON e.id = c.id WHERE e.last >= $1 AND ` + seen(ctx, "e") + ` ORDER BY c.shared DESC, e.id DESC`
	err = rows(ctx, q, query, args, func(r *sql.Rows) error {
		e, err := scanEvent(r)
		out = append(out, e)
		return err
	})
	return out, err
}

// fillEvents returns the events of the facts' sentences, each with how many articles of a topic tell of it and which
// outlets; outlets of one family are one. condition restricts those articles, a, and takes its arguments from $1 on.
func fillEvents(ctx context.Context, q querier, facts []news.Fact, condition string,
	values ...any,
) (map[int64]news.Event, error) {
	var ids []int64
	for _, f := range facts {
		for _, s := range f.Sentences {
			ids = append(ids, s.Event)
		}
	}
	ids = slices.DeleteFunc(unique(ids), func(id int64) bool { return id == 0 })
	out := make(map[int64]news.Event, len(ids))
	for part := range slices.Chunk(ids, maxParameters/2) {
		var args []any
		err := rows(ctx, q, `SELECT `+eventColumns+` FROM events e WHERE e.id `+in(&args, part), args,
			func(r *sql.Rows) error {
				e, err := scanEvent(r)
				out[e.ID] = e
				return err
			})
		if err != nil {
			return nil, err
		}
		args = slices.Clone(values)
		err = rows(ctx, q, `SELECT COALESCE(e.merged_into, e.id) AS event,
				CASE WHEN o.family = '' THEN o.name ELSE o.family END AS outlet, COUNT(*)
			FROM events e JOIN articles a ON a.event_id = e.id JOIN sources o ON o.id = a.source_id
			WHERE `+condition+` AND a.current AND `+seen(ctx, "a")+`
				AND (e.id `+in(&args, part)+` OR e.merged_into `+in(&args, part)+`)
			GROUP BY event, outlet ORDER BY event, outlet`, args, func(r *sql.Rows) error {
			var id int64
			var outlet string
			var n int
			if err := r.Scan(&id, &outlet, &n); err != nil {
				return err
			}
			e := out[id]
			e.Told, e.Outlets = e.Told+n, append(e.Outlets, outlet)
			out[id] = e
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
