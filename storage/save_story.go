package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"sitrep/news"
)

// story creates or moves the article's story. An off-topic article has none.
func (s *saving) story(ctx context.Context) error {
	if !s.hasStory() {
		return nil
	}
	if err := saveStory(ctx, s.tx, &s.f.Story, s.owner()); err != nil {
		return err
	}
	_, err := s.tx.ExecContext(ctx, `UPDATE articles SET story_id = $1 WHERE id = $2`, s.f.Story.ID, s.f.Article.ID)
	return err
}

func (s *saving) hasStory() bool {
	return !s.f.Article.OffTopic && (s.f.Story.ID != 0 || s.f.Story.Title != "" || len(s.f.Story.Terms) > 0)
}

// absorb makes the stories that the filing's story takes in part of it. Their facts move and keep their ids; their own
// ids lead to it. Articles keep the id of the story that they joined: what reads them follows it.
func (s *saving) absorb(ctx context.Context) error {
	keep := s.f.Story.ID
	for _, gone := range slices.Concat(s.f.Absorbed, s.f.Echoed) {
		if gone == keep {
			return news.Errorf(news.Invalid, "article %q: story %d cannot take itself in", s.f.Article.Key, gone)
		}
		old, err := storedKeys(ctx, s.tx, gone)
		if err != nil {
			return err
		}
		for _, q := range []string{
			`UPDATE stories SET merged_into = $2 WHERE merged_into = $1`, // one step leads to the end, always
			`UPDATE stories SET merged_into = $2 WHERE id = $1`,
			`UPDATE facts SET story_id = $2 WHERE story_id = $1`,
		} {
			if _, err := s.tx.ExecContext(ctx, q, gone, keep); err != nil {
				return fmt.Errorf("absorb story %d: %w", gone, err)
			}
		}
		if err := moveKeys(ctx, s.tx, news.Story{ID: gone}, old, storyKeys{day: old.day}); err != nil {
			return err
		}
	}
	return nil
}

// unite makes facts that say the same thing one: the first of each pair takes in the sentences of the second, and what
// was said against it.
func (s *saving) unite(ctx context.Context) error {
	for _, pair := range s.f.Same {
		if err := s.uniteFacts(ctx, pair[0], pair[1]); err != nil {
			return err
		}
	}
	return nil
}

// echo makes what servers have of their own part of the facts that everybody sees from now on.
func (s *saving) echo(ctx context.Context) error {
	for _, pair := range s.f.Echoes {
		if err := s.uniteFacts(ctx, s.factIDs[pair[0]], pair[1]); err != nil {
			return err
		}
	}
	return nil
}

// uniteFacts has keep take in what says gone.
func (s *saving) uniteFacts(ctx context.Context, keep, gone int64) error {
	if keep == gone {
		return news.Errorf(news.Invalid, "article %q: fact %d cannot take itself in", s.f.Article.Key, gone)
	}
	if err := moveTellings(ctx, s.tx, keep, gone); err != nil {
		return fmt.Errorf("unite fact %d with %d: %w", gone, keep, err)
	}
	for _, q := range []string{
		`UPDATE sentences SET fact_id = $1 WHERE fact_id = $2`,
		`UPDATE sentences SET denies = $1 WHERE denies = $2`,
		`UPDATE facts SET merged_into = $1 WHERE merged_into = $2`,
		`UPDATE facts SET merged_into = $1 WHERE id = $2`,
		`UPDATE facts SET
			first = (SELECT CASE WHEN g.first < facts.first THEN g.first ELSE facts.first END FROM facts g WHERE
			g.id = $2),
			last = (SELECT CASE WHEN g.last > facts.last THEN g.last ELSE facts.last END FROM facts g WHERE g.id =
			$2),
			weight = (SELECT CASE WHEN g.weight > facts.weight THEN g.weight ELSE facts.weight END FROM facts g
			WHERE g.id = $2)
			WHERE id = $1 AND owner = (SELECT g.owner FROM facts g WHERE g.id = $2)`,
	} {
		if _, err := s.tx.ExecContext(ctx, q, keep, gone); err != nil {
			return fmt.Errorf("unite fact %d with %d: %w", gone, keep, err)
		}
	}
	return nil
}

// moveTellings has keep told where gone was told: by the articles of its sentences, their topics and their entities.
func moveTellings(ctx context.Context, tx *sql.Tx, keep, gone int64) error {
	type telling struct {
		article, time int64
		topics, owner string
	}
	var all []telling
	err := rows(ctx, tx,
		`SELECT DISTINCT a.id, a.time, a.topics, a.owner FROM sentences s JOIN articles a ON a.id = s.article_id
			WHERE `+
			`s.fact_id = $1`,
		[]any{gone}, func(r *sql.Rows) error {
			var t telling
			if err := r.Scan(&t.article, &t.time, &t.topics, &t.owner); err != nil {
				return err
			}
			all = append(all, t)
			return nil
		})
	if err != nil {
		return err
	}
	for _, t := range all {
		topics, err := parseList(t.topics)
		if err != nil {
			return err
		}
		for _, topic := range append(topics, "") {
			for _, q := range []string{
				`INSERT INTO fact_topics (topic, time, fact_id, owner) VALUES ($1, $2, $3, $4)
					ON CONFLICT (topic, time, fact_id, owner) DO NOTHING`,
				`DELETE FROM fact_topics WHERE topic = $1 AND time = $2 AND fact_id = $3 AND owner = $4`,
			} {
				id := keep
				if q[0] == 'D' {
					id = gone
				}
				if _, err := tx.ExecContext(ctx, q, topic, t.time, id, t.owner); err != nil {
					return err
				}
			}
		}
		// Superseded revisions have lost their mentions; what an older text told of somebody stays under the old id and
		// is left out, as its sentences are.
		_, err = tx.ExecContext(ctx, `INSERT INTO fact_entities (entity_id, time, fact_id, owner)
			SELECT m.entity_id, e.time, $1, e.owner FROM mentions m JOIN fact_entities e
				ON e.entity_id = m.entity_id AND e.time = $3 AND e.fact_id = $2
			WHERE m.article_id = $4 AND e.owner = m.owner
			ON CONFLICT (entity_id, time, fact_id, owner) DO NOTHING`, keep, gone, t.time, t.article)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM fact_entities WHERE time = $2 AND fact_id = $1 AND owner = $4
			AND entity_id IN (SELECT entity_id FROM mentions WHERE article_id = $3)`, gone, t.time, t.article, t.owner)
		if err != nil {
			return err
		}
	}
	return nil
}

// split lets articles leave the filing's story for one of their own, with the facts that they state.
func (s *saving) split(ctx context.Context) error {
	if len(s.f.Split.Articles) == 0 {
		return nil
	}
	if slices.Contains(s.f.Split.Articles, 0) {
		s.f.Split.Articles = slices.Clone(s.f.Split.Articles)
		s.f.Split.Articles[slices.Index(s.f.Split.Articles, 0)] = s.f.Article.ID
	}
	if err := saveStory(ctx, s.tx, &s.f.Split.Story, s.owner()); err != nil {
		return err
	}
	for _, part := range []struct {
		query string
		ids   []int64
	}{
		{`UPDATE articles SET story_id = $1 WHERE id `, s.f.Split.Articles},
		{`UPDATE facts SET story_id = $1 WHERE id `, s.splitFacts()},
	} {
		for ids := range slices.Chunk(part.ids, maxParameters) {
			args := []any{s.f.Split.Story.ID}
			if _, err := s.tx.ExecContext(ctx, part.query+in(&args, ids), args...); err != nil {
				return fmt.Errorf("split story %d: %w", s.f.Story.ID, err)
			}
		}
	}
	return nil
}

// splitFacts are the facts that leave, by their stored ids.
func (s *saving) splitFacts() []int64 {
	out := make([]int64, len(s.f.Split.Facts))
	for i, id := range s.f.Split.Facts {
		out[i] = id
		if id < 0 {
			out[i] = s.factIDs[id]
		}
	}
	return out
}

// correct gives stored sentences the origins that they turned out to have.
func (s *saving) correct(ctx context.Context) error {
	for _, c := range s.f.Corrections {
		_, err := s.tx.ExecContext(ctx, `UPDATE sentences SET origin_name = $2, origin_kind = $3, origin_family = $4,
			origin_citing = $5, origin_party = $6, status = $7 WHERE id = $1`,
			c.Sentence, c.Origin.Name, c.Origin.Kind, c.Origin.Family, c.Origin.Citing, c.Origin.Party, c.Status)
		if err != nil {
			return fmt.Errorf("correct the origin of sentence %d: %w", c.Sentence, err)
		}
	}
	return nil
}
