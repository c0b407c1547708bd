package storage

import (
	"context"
	"fmt"

	"sitrep/news"
)

// adopt makes what servers' own articles tell of somebody part of the entity of the same name that everybody's articles
// have brought just now. It stays the servers' own: for everybody else the entity is new.
func (s *saving) adopt(ctx context.Context, e news.Entity) error {
	var own []int64
	err := collect(ctx, s.tx, &own, `SELECT id FROM entities
		WHERE owner > '' AND name = $1 AND kind = $2 AND merged IS NULL ORDER BY id`, e.Name, e.Kind)
	if err != nil {
		return err
	}
	for _, id := range own {
		if err := (correcting{s.d, s.tx}).mergeMentions(ctx, e.ID, id); err != nil {
			return err
		}
		for _, q := range []string{
			`INSERT INTO aliases (entity_id, name, owner) SELECT $1, name, owner FROM aliases WHERE entity_id = $2
				ON CONFLICT (entity_id, name, owner) DO NOTHING`,
			`INSERT INTO alias_keys (key, entity_id, owner) SELECT key, $1, owner FROM alias_keys WHERE entity_id = $2
				ON CONFLICT (key, entity_id, owner) DO NOTHING`,
			`INSERT INTO roles (
					entity_id, title, first, last, article_id, span_start, span_end, articles, inferred, owner)
				SELECT $1, title, first, last, article_id, span_start, span_end, articles, inferred, owner FROM roles
				WHERE entity_id = $2` + addRole,
			`INSERT INTO fact_entities (entity_id, time, fact_id, owner)
				SELECT $1, time, fact_id, owner FROM fact_entities WHERE entity_id = $2
				ON CONFLICT (entity_id, time, fact_id, owner) DO NOTHING`,
			`UPDATE statements SET speaker_id = $1 WHERE speaker_id = $2`,
			`UPDATE entities SET merged = $1, articles = 0 WHERE id = $2`,
		} {
			if _, err := s.tx.ExecContext(ctx, q, e.ID, id); err != nil {
				return fmt.Errorf("entity %d is %d: %w", id, e.ID, err)
			}
		}
		for _, table := range []string{"aliases", "alias_keys", "roles", "fact_entities"} {
			if _, err := s.tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE entity_id = $1`, id); err != nil {
				return fmt.Errorf("entity %d is %d: %w", id, e.ID, err)
			}
		}
	}
	return nil
}
