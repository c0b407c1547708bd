package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"sitrep/news"
)

// Corrections returns what operators have corrected, the latest first.
func (d *DB) Corrections(ctx context.Context, limit int) (out []news.Correction, err error) {
	defer d.wrap(&err, "list corrections")
	err = rows(ctx, d.reader,
		`SELECT id, time, what, entity_id, other_id, name, names FROM corrections ORDER BY id DESC LIMIT $1`,
		[]any{limit},
		func(r *sql.Rows) error {
			var c news.Correction
			var at int64
			var names string
			err := r.Scan(&c.ID, &at, &c.What, &c.Entity, &c.Other, &c.Name, &names)
			if err == nil {
				c.Names, err = parseList(names)
			}
			c.Time = instant(at)
			out = append(out, c)
			return err
		})
	return out, err
}

// Pins returns the names that operators have given to an entity. It is asked for every article: they are kept in memory
// until somebody corrects something, also in another process. The list is shared and must not be changed.
func (d *DB) Pins(ctx context.Context) (out []news.Pin, err error) {
	defer d.wrap(&err, "read pinned names")
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		out, err = d.pins(ctx, tx)
		return err
	})
	return out, err
}

func (d *DB) pins(ctx context.Context, q querier) (out []news.Pin, err error) {
	version, err := corrected(ctx, q)
	if err != nil {
		return nil, err
	}
	if known, ok := d.known.pinned(version); ok {
		return known, nil
	}
	err = rows(ctx, q, `SELECT p.kind, p.name, p.key, p.entity_id, p.alone, e.name FROM pins p
		JOIN entities e ON e.id = p.entity_id
			ORDER BY p.kind, p.key`, nil, func(r *sql.Rows) error {
		var p news.Pin
		err := r.Scan(&p.Kind, &p.Name, &p.Key, &p.Entity, &p.Alone, &p.As)
		out = append(out, p)
		return err
	})
	if err == nil {
		d.known.pin(version, out)
	}
	return out, err
}

// correcting is one correction, in one transaction.
type correcting struct {
	d  *DB
	tx *sql.Tx
}

func (d *DB) correct(ctx context.Context, do func(ctx context.Context, c correcting) error) error {
	d.saveMu.Lock()
	defer d.saveMu.Unlock()
	defer d.facts.forget() // names stand in sentences
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := d.takeTurn(ctx, tx); err != nil {
			return err
		}
		return do(ctx, correcting{d, tx})
	})
}

func (c correcting) entity(ctx context.Context, id int64) (news.Entity, error) {
	id, err := survivor(ctx, c.tx, id)
	if err != nil {
		return news.Entity{}, err
	}
	return entity(ctx, c.tx, id)
}

// articlesOf lists the articles that mention or quote an entity.
func (c correcting) articlesOf(ctx context.Context, id int64) (out []int64, err error) {
	err = collect(ctx, c.tx, &out,
		`SELECT article_id FROM mentions WHERE entity_id = $1 UNION SELECT article_id FROM statements WHERE `+
			`speaker_id = $1`, id)
	return out, err
}

// addMentions adds spans to those that an entity has in an article.
func (c correcting) addMentions(ctx context.Context, article, id int64, spans []news.Span) error {
	var list string
	err := c.tx.QueryRowContext(ctx, `SELECT spans FROM mentions WHERE article_id = $1 AND entity_id = $2`, article,
		id).Scan(&list)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	old, err := parseSpans(list)
	if err != nil {
		return err
	}
	all := append(old, spans...)
	slices.SortFunc(all, func(x, y news.Span) int { return x.Start - y.Start })
	_, err = c.tx.ExecContext(ctx, `INSERT INTO mentions (article_id, entity_id, time, source_id, spans, owner)
		SELECT id, $2, time, source_id, $3, owner FROM articles WHERE id = $1
		ON CONFLICT (article_id, entity_id) DO UPDATE SET spans =
		excluded.spans`, article, id, spanList(slices.Compact(all)))
	return err
}

// renameIn writes the new name where articles' statements, figures and sentences hold the old one.
func (c correcting) renameIn(ctx context.Context, articles []int64, from, to string) error {
	if from == to {
		return nil
	}
	for _, id := range articles {
		if err := c.renameSentences(ctx, id, from, to, func(int) bool { return true }); err != nil {
			return err
		}
	}
	return nil
}

// renameSentences writes the new name into the sentences of an article that begin where those says, and into their
// figures.
func (c correcting) renameSentences(ctx context.Context, article int64, from, to string, those func(start int) bool,
) error {
	type sentence struct {
		id     int64
		start  int
		people string
	}
	var all []sentence
	err := rows(ctx, c.tx, `SELECT id, span_start, people FROM sentences WHERE article_id = $1`, []any{article},
		func(r *sql.Rows) error {
			var s sentence
			err := r.Scan(&s.id, &s.start, &s.people)
			all = append(all, s)
			return err
		})
	if err != nil {
		return err
	}
	starts := []int{-1}
	for _, s := range all {
		if !those(s.start) {
			continue
		}
		starts = append(starts, s.start)
		if err := c.renameOrigin(ctx, s.id, from, to); err != nil {
			return err
		}
		people, err := parseList(s.people)
		if err != nil {
			return err
		}
		if i := slices.Index(people, from); i >= 0 {
			people[i] = to
			slices.Sort(people)
			if _, err := c.tx.ExecContext(ctx, `UPDATE sentences SET people = $2 WHERE id = $1`, s.id,
				list(slices.Compact(people))); err != nil {
				return err
			}
		}
	}
	for _, start := range starts {
		if _, err := c.tx.ExecContext(ctx,
			`UPDATE figures SET given_by = $4 WHERE article_id = $1 AND sentence = $2 AND given_by = $3`,
			article, start, from, to); err != nil {
			return err
		}
	}
	return nil
}

// renameOrigin renames the named speaker that stands behind a sentence.
func (c correcting) renameOrigin(ctx context.Context, sentence int64, from, to string) error {
	_, err := c.tx.ExecContext(ctx,
		`UPDATE sentences SET origin_name = $3, origin_family = $4 WHERE id = $1 AND origin_name = $2 AND `+
			`origin_kind = $5`,
		sentence, from, to, c.d.options.Names.Fold(to), news.OriginOfficial)
	return err
}

func (c correcting) count(ctx context.Context, id int64) error {
	_, err := c.tx.ExecContext(ctx,
		`UPDATE entities SET articles = (SELECT COUNT(*) FROM mentions
			WHERE entity_id = $1 AND mentions.owner = entities.owner) WHERE id = $1`, id)
	return err
}

// rekey makes the lookup keys of an entity anew from its names. before are those that it may have had.
func (c correcting) rekey(ctx context.Context, id int64, before []string) error {
	for _, name := range before {
		for _, k := range c.d.options.Names.Keys(name) {
			if _, err := c.tx.ExecContext(ctx, `DELETE FROM alias_keys WHERE key = $1 AND entity_id = $2`, k,
				id); err != nil {
				return err
			}
		}
	}
	keys := insertInto("alias_keys (key, entity_id, owner)", "ON CONFLICT (key, entity_id, owner) DO NOTHING")
	err := rows(ctx, c.tx, `SELECT name, owner FROM aliases WHERE entity_id = $1 ORDER BY name, owner`, []any{id},
		func(r *sql.Rows) error {
			var name, owner string
			err := r.Scan(&name, &owner)
			for _, k := range c.d.options.Names.Keys(name) {
				keys.add(k, id, owner)
			}
			return err
		})
	if err != nil {
		return err
	}
	return keys.run(ctx, c.tx, nil)
}

// pin gives names to an entity for good. A name that another living entity of the kind has too is left to the rules,
// unless it was taken from that one on purpose.
func (c correcting) pin(ctx context.Context, e news.Entity, names []string, shared bool) error {
	for _, name := range names {
		key := c.d.options.Names.Fold(name)
		if key == "" {
			continue
		}
		if shared {
			others, err := c.otherBearers(ctx, e, name)
			if err != nil {
				return err
			}
			if others > 0 {
				continue
			}
		}
		alone := shared && !c.d.options.Names.Full(e.Kind, key)
		if _, err := c.tx.ExecContext(ctx, `INSERT INTO pins (kind, key, name, entity_id, alone)
			VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (kind, key) DO UPDATE SET name = excluded.name, entity_id = excluded.entity_id, alone =
			excluded.alone`,
			e.Kind, key, name, e.ID, alone); err != nil {
			return err
		}
	}
	return nil
}

func (c correcting) otherBearers(ctx context.Context, e news.Entity, name string) (n int, err error) {
	key := c.d.options.Names.Fold(name)
	var args []any
	keys := slices.Compact(slices.Sorted(slices.Values(c.d.options.Names.Keys(name))))
	err = rows(ctx, c.tx, `SELECT DISTINCT a.entity_id, a.name FROM alias_keys k
		JOIN aliases a ON a.entity_id = k.entity_id
		JOIN entities e ON e.id = k.entity_id WHERE k.key
		`+in(&args, keys)+` AND `+seen(ctx, "k")+` AND `+seen(ctx, "a")+`
			AND e.kind = `+bind(&args, e.Kind)+` AND e.id <> `+bind(&args, e.ID),
		args, func(r *sql.Rows) error {
			var id int64
			var other string
			if err := r.Scan(&id, &other); err != nil {
				return err
			}
			if c.d.options.Names.Fold(other) == key {
				n++
			}
			return nil
		})
	return n, err
}

func (c correcting) log(ctx context.Context, x news.Correction) error {
	_, err := c.tx.ExecContext(ctx,
		`INSERT INTO corrections (time, what, entity_id, other_id, name, names) VALUES ($1, $2, $3, $4, $5, $6)`,
		millis(c.d.options.Now()), x.What, x.Entity, x.Other, x.Name, list(x.Names))
	return err
}
