package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"sitrep/news"
)

// valid reports what would make stored spans unverifiable.
func valid(f news.Filing) error {
	if err := f.Article.Validate(); err != nil {
		return err
	}
	seen := map[news.Span]bool{}
	for _, s := range f.Sentences {
		if seen[s.Span()] {
			return news.Errorf(news.Invalid, "article %q: the sentence at %d stands twice", f.Article.Key, s.Start)
		}
		seen[s.Span()] = true
		if s.Start < 0 || s.End > len(f.Article.Body) || s.Start >= s.End || f.Article.Body[s.Start:s.End] != s.Text {
			return news.Errorf(news.Invalid, "article %q: the sentence at %d is no span of the body", f.Article.Key,
				s.Start)
		}
		if s.Fact == 0 {
			return news.Errorf(news.Invalid, "article %q: the sentence at %d has no fact", f.Article.Key, s.Start)
		}
	}
	for _, m := range f.Reading.Mentions {
		if m.Entity < 0 || m.Entity >= len(f.Reading.Entities) {
			return news.Errorf(news.Invalid, "article %q: the mention at %d has no entity", f.Article.Key, m.Start)
		}
	}
	return nil
}

// clone copies what saving fills in, so that the caller's filing stays as it is.
func clone(f news.Filing) news.Filing {
	f.Article.Revision = max(f.Article.Revision, 1)
	f.Reading.Entities = slices.Clone(f.Reading.Entities)
	f.Reading.Statements = slices.Clone(f.Reading.Statements)
	f.Sentences = slices.Clone(f.Sentences)
	return f
}

func (s *saving) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		s.source, s.article, s.supersede, s.survivors, s.entities, s.roles, s.mentions,
		s.story, s.event, s.absorb, s.unite, s.facts, s.echo, s.sentences, s.told, s.correct, s.split, s.statements,
		s.figures, s.places,
		s.topics,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *saving) source(ctx context.Context) error {
	id, err := upsertSource(ctx, s.tx, s.f.Article.Source)
	s.f.Article.Source.ID = id
	return err
}

func (s *saving) article(ctx context.Context) error {
	a := &s.f.Article
	err := s.tx.QueryRowContext(ctx, `
		SELECT id, time, topics FROM articles WHERE source_id = $1 AND key = $2 AND current ORDER BY revision DESC LIMIT
		1`,
		a.Source.ID, a.Key).Scan(&s.old.id, &s.old.time, &s.old.topics)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	err = s.tx.QueryRowContext(ctx, `
		INSERT INTO articles (source_id, key, revision, current, feed_id, guid, url, canonical, title, byline, language,
		published,
			date_only, seen, time, partial, off_topic, topics, owner)
		VALUES ($1, $2, $3, TRUE, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
		ON CONFLICT (source_id, key, revision) DO NOTHING RETURNING id`,
		a.Source.ID, a.Key, a.Revision, a.FeedID, a.GUID, a.URL, a.Canonical, a.Title, a.Byline, a.Language,
		millis(a.Published),
		a.DateOnly, millis(a.Seen), s.time, a.Partial, a.OffTopic, list(s.f.Topics), s.owner()).Scan(&a.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return news.Errorf(news.Conflict, "revision %d of article %q is stored already", a.Revision, a.Key)
	}
	if err != nil {
		return err
	}
	_, err = s.tx.ExecContext(ctx, `INSERT INTO bodies (article_id, body) VALUES ($1, $2)`, a.ID, a.Body)
	return err
}

// supersede takes the older revision out of everything that counts or finds articles, and the copies that servers have
// of an article that everybody sees from now on: it is read once.
func (s *saving) supersede(ctx context.Context) error {
	if s.old.id != 0 {
		if err := s.takeOut(ctx, s.old); err != nil {
			return err
		}
	}
	if s.owner() != "" {
		return nil
	}
	err := rows(ctx, s.tx, `SELECT a.id, a.time, a.topics FROM sources o JOIN articles a ON a.source_id = o.id
		WHERE o.name = $1 AND o.owner > '' AND a.key = $2 AND a.current ORDER BY a.id`,
		[]any{s.f.Article.Source.Name, s.f.Article.Key}, func(r *sql.Rows) error {
			var c superseded
			err := r.Scan(&c.id, &c.time, &c.topics)
			s.copies = append(s.copies, c)
			return err
		})
	if err != nil {
		return fmt.Errorf("copies of article %q: %w", s.f.Article.Key, err)
	}
	for _, c := range s.copies {
		if err := s.takeOut(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

func (s *saving) takeOut(ctx context.Context, old superseded) error {
	// The index may lack it yet.
	if !slices.ContainsFunc(s.toIndex, func(x indexed) bool { return x.id == old.id }) {
		if _, err := s.tx.ExecContext(ctx, s.d.dialect.unindex, old.id); err != nil {
			return fmt.Errorf("supersede article %d: %w", old.id, err)
		}
	}
	for _, q := range []string{
		`UPDATE articles SET current = FALSE WHERE id = $1`,
		`UPDATE entities SET articles = articles - 1
			WHERE id IN (SELECT entity_id FROM mentions WHERE article_id = $1)
			AND owner = (SELECT owner FROM articles WHERE id = $1)`,
		`DELETE FROM mentions WHERE article_id = $1`,
	} {
		if _, err := s.tx.ExecContext(ctx, q, old.id); err != nil {
			return fmt.Errorf("supersede article %d: %w", old.id, err)
		}
	}
	topics, err := parseList(old.topics)
	if err != nil {
		return err
	}
	for _, t := range append(topics, "") {
		_, err := s.tx.ExecContext(ctx, `DELETE FROM article_topics WHERE topic = $1 AND time = $2 AND article_id = $3`,
			t, old.time, old.id)
		if err != nil {
			return fmt.Errorf("supersede article %d: %w", old.id, err)
		}
	}
	return nil
}

func (s *saving) topics(ctx context.Context) error {
	if s.f.Article.OffTopic {
		return nil
	}
	b := insertInto("article_topics (topic, time, article_id, source_id, owner)", "")
	for _, t := range s.topicsAndAll() {
		b.add(t, s.time, s.f.Article.ID, s.f.Article.Source.ID, s.owner())
	}
	return b.run(ctx, s.tx, nil)
}
