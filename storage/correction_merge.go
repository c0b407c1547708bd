package storage

import (
	"context"
	"database/sql"

	"sitrep/news"
)

// MergeEntities makes two entities one: all that other was called, mentioned for, said and held is keep's from now on,
// in what is stored and in what comes, and other's id leads to keep. Entities of two kinds, or one with itself, are an
// Invalid error.
func (d *DB) MergeEntities(ctx context.Context, keep, other int64) (out news.Entity, err error) {
	defer d.wrap(&err, "merge entity %d into %d", other, keep)
	err = d.correct(ctx, func(ctx context.Context, c correcting) error {
		a, err := c.entity(ctx, keep)
		if err != nil {
			return err
		}
		b, err := c.entity(ctx, other)
		if err != nil {
			return err
		}
		switch {
		case a.ID == b.ID:
			return news.Errorf(news.Invalid, "%d and %d are one already: %s", keep, other, a.Name)
		case a.Kind != b.Kind:
			return news.Errorf(news.Invalid, "%s is of kind %s and %s of kind %s: only entities of one kind can be one",
				a.Name, a.Kind, b.Name, b.Kind)
		}
		if err := c.merge(ctx, a, b); err != nil {
			return err
		}
		out, err = entity(ctx, c.tx, a.ID)
		return err
	})
	return out, err
}

func (c correcting) merge(ctx context.Context, a, b news.Entity) error {
	touched, err := c.articlesOf(ctx, b.ID)
	if err != nil {
		return err
	}
	if err := c.mergeMentions(ctx, a.ID, b.ID); err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`INSERT INTO aliases (entity_id, name, owner) SELECT $1, name, owner FROM aliases WHERE entity_id = $2
			ON CONFLICT (entity_id, name, owner) DO NOTHING`, []any{a.ID, b.ID}},
		{`DELETE FROM aliases WHERE entity_id = $1`, []any{b.ID}},
		{`INSERT INTO roles (entity_id, title, first, last, article_id, span_start, span_end, articles, inferred, owner)
			SELECT $1, title, first, last, article_id, span_start, span_end, articles, inferred, owner FROM roles
			WHERE entity_id = $2` + addRole, []any{a.ID, b.ID}},
		{`DELETE FROM roles WHERE entity_id = $1`, []any{b.ID}},
		{`INSERT INTO fact_entities (entity_id, time, fact_id, owner) SELECT $1, time, fact_id, owner FROM fact_entities
			WHERE entity_id = $2
			ON CONFLICT (entity_id, time, fact_id, owner) DO NOTHING`, []any{a.ID, b.ID}},
		{`DELETE FROM fact_entities WHERE entity_id = $1`, []any{b.ID}},
		{`UPDATE statements SET speaker_id = $1, speaker = $2 WHERE speaker_id = $3`, []any{a.ID, a.Name, b.ID}},
		{`UPDATE pins SET entity_id = $1 WHERE entity_id = $2`, []any{a.ID, b.ID}},
		{`UPDATE entities SET merged = $1 WHERE id = $2 OR merged = $2`, []any{a.ID, b.ID}},
	} {
		if _, err := c.tx.ExecContext(ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	if err := c.renameIn(ctx, touched, b.Name, a.Name); err != nil {
		return err
	}
	names := append([]string{b.Name}, b.Aliases...)
	for _, id := range []int64{a.ID, b.ID} {
		if err := c.count(ctx, id); err != nil {
			return err
		}
		if err := c.rekey(ctx, id, names); err != nil {
			return err
		}
	}
	if err := c.pin(ctx, a, names, true); err != nil {
		return err
	}
	return c.log(ctx, news.Correction{What: news.CorrectMerge, Entity: a.ID, Other: b.ID, Name: a.Name, Names: names})
}

func (c correcting) mergeMentions(ctx context.Context, a, b int64) error {
	_, err := c.tx.ExecContext(ctx, `UPDATE mentions SET entity_id = $1 WHERE entity_id = $2
		AND article_id NOT IN (SELECT article_id FROM mentions WHERE entity_id = $1)`, a, b)
	if err != nil {
		return err
	}
	both := map[int64][]news.Span{}
	err = rows(ctx, c.tx, `SELECT article_id, spans FROM mentions WHERE entity_id = $1`, []any{b},
		func(r *sql.Rows) error {
			var id int64
			var list string
			if err := r.Scan(&id, &list); err != nil {
				return err
			}
			both[id], err = parseSpans(list)
			return err
		})
	if err != nil {
		return err
	}
	for article, spans := range both {
		if err := c.addMentions(ctx, article, a, spans); err != nil {
			return err
		}
	}
	_, err = c.tx.ExecContext(ctx, `DELETE FROM mentions WHERE entity_id = $1`, b)
	return err
}
