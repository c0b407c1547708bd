package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"sitrep/news"
)

// survivors follows the ids that somebody has merged since the reading was resolved.
func (s *saving) survivors(ctx context.Context) error {
	version, err := corrected(ctx, s.tx)
	if err != nil || version == 0 {
		return err
	}
	for i, e := range s.f.Reading.Entities {
		if e.ID != 0 {
			if s.f.Reading.Entities[i].ID, err = survivor(ctx, s.tx, e.ID); err != nil {
				return err
			}
		}
	}
	for i, st := range s.f.Reading.Statements {
		if st.SpeakerID != 0 {
			if s.f.Reading.Statements[i].SpeakerID, err = survivor(ctx, s.tx, st.SpeakerID); err != nil {
				return err
			}
		}
	}
	return nil
}

// entities creates the new ones, counts the article for all, and adds the names that are new for them.
func (s *saving) entities(ctx context.Context) error {
	names := insertInto("aliases (entity_id, name, owner)",
		"ON CONFLICT (entity_id, name, owner) DO NOTHING RETURNING entity_id, name")
	var ids []int64
	for i := range s.f.Reading.Entities {
		e := &s.f.Reading.Entities[i]
		if e.ID == 0 {
			err := s.tx.QueryRowContext(ctx,
				`INSERT INTO entities (kind, name, articles, owner) VALUES ($1, $2, 0, $3) RETURNING id`, e.Kind,
				e.Name, s.owner()).Scan(&e.ID)
			if err != nil {
				return fmt.Errorf("create entity %q: %w", e.Name, err)
			}
			if s.owner() == "" {
				if err := s.adopt(ctx, *e); err != nil {
					return err
				}
			}
		}
		ids = append(ids, e.ID)
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			names.add(e.ID, name, s.owner())
		}
	}
	for part := range slices.Chunk(unique(ids), maxParameters) { // two of the reading's may be one in storage
		args := []any{s.owner()}
		if _, err := s.tx.ExecContext(ctx,
			`UPDATE entities SET articles = articles + 1 WHERE owner = $1
				AND id `+in(&args, part), args...); err != nil {
			return fmt.Errorf("count entities: %w", err)
		}
	}
	keys := insertInto("alias_keys (key, entity_id, owner)", "ON CONFLICT (key, entity_id, owner) DO NOTHING")
	err := names.run(ctx, s.tx, func(r *sql.Rows) error {
		var id int64
		var name string
		if err := r.Scan(&id, &name); err != nil {
			return err
		}
		for _, key := range s.d.options.Names.Keys(name) {
			keys.add(key, id, s.owner())
		}
		return nil
	})
	if err != nil {
		return err
	}
	return keys.run(ctx, s.tx, nil)
}

// addRole adds reports of a role to those that are stored.
const addRole = `

		ON CONFLICT (entity_id, title, owner) DO UPDATE SET
			articles = roles.articles + excluded.articles,
			first = CASE WHEN excluded.first < roles.first THEN excluded.first ELSE roles.first END,
			last = CASE WHEN excluded.last >= roles.last THEN excluded.last ELSE roles.last END,
			article_id = CASE WHEN excluded.last >= roles.last THEN excluded.article_id ELSE roles.article_id END,
			span_start = CASE WHEN excluded.last >= roles.last THEN excluded.span_start ELSE roles.span_start END,
			span_end = CASE WHEN excluded.last >= roles.last THEN excluded.span_end ELSE roles.span_end END,
			inferred = roles.inferred AND excluded.inferred`

func (s *saving) roles(ctx context.Context) error {
	b := insertInto(
		"roles (entity_id, title, first, last, article_id, span_start, span_end, articles, inferred, owner)",
		addRole)
	type role struct {
		entity int64
		title  string
	}
	seen := map[role]bool{}
	for _, e := range s.f.Reading.Entities {
		for _, r := range e.Roles {
			if k := (role{e.ID, r.Title}); !seen[k] { // one row cannot be changed twice by one statement
				seen[k] = true
				b.add(e.ID, r.Title, s.time, s.time, s.f.Article.ID, r.Span.Start, r.Span.End, 1, r.Inferred,
					s.owner())
			}
		}
	}
	return b.run(ctx, s.tx, nil)
}

func (s *saving) mentions(ctx context.Context) error {
	spans := map[int64][]news.Span{}
	var order []int64
	for _, m := range s.f.Reading.Mentions {
		id := s.f.Reading.Entities[m.Entity].ID
		if _, known := spans[id]; !known {
			order = append(order, id)
		}
		spans[id] = append(spans[id], m.Span())
	}
	b := insertInto("mentions (article_id, entity_id, time, source_id, spans, owner)", "")
	for _, id := range order {
		b.add(s.f.Article.ID, id, s.time, s.f.Article.Source.ID, spanList(spans[id]), s.owner())
	}
	return b.run(ctx, s.tx, nil)
}
