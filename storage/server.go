package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"sitrep/news"
)

// ServerSettings returns what the admins of a server have set; the zero value if they have set nothing.
func (d *DB) ServerSettings(ctx context.Context, guild string) (out news.ServerSettings, err error) {
	defer d.wrap(&err, "settings of server %s", guild)
	err = d.reader.QueryRowContext(ctx, `SELECT settings FROM servers WHERE guild = $1`, guild).
		Scan(encoded[news.ServerSettings]{&out})
	if errors.Is(err, sql.ErrNoRows) {
		return news.ServerSettings{}, nil
	}
	return out, err
}

// ChangeServer changes what the admins of a server have set, by a function of what stands, and returns what stands
// then.
func (d *DB) ChangeServer(ctx context.Context, guild string, change func(*news.ServerSettings)) (
	out news.ServerSettings, err error,
) {
	defer d.wrap(&err, "change settings of server %s", guild)
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO servers (guild, settings) VALUES ($1, '{}')
			ON CONFLICT (guild) DO UPDATE SET settings = servers.settings`, guild); err != nil { // holds the row
			return err
		}
		out = news.ServerSettings{}
		if err := tx.QueryRowContext(ctx, `SELECT settings FROM servers WHERE guild = $1`, guild).
			Scan(encoded[news.ServerSettings]{&out}); err != nil {
			return err
		}
		change(&out)
		_, err := tx.ExecContext(ctx, `UPDATE servers SET settings = $2 WHERE guild = $1`, guild,
			encoded[news.ServerSettings]{&out})
		return err
	})
	return out, err
}

// SaveTopic stores a topic of a server's own, and gives it its slug.
func (d *DB) SaveTopic(ctx context.Context, t news.OwnTopic) (_ news.OwnTopic, err error) {
	defer d.wrap(&err, "save a topic of server %s", t.Guild)
	if t.Created.IsZero() {
		t.Created = instant(millis(d.options.Now()))
	}
	var id int64
	t.Slug = ""
	if err := d.writer.QueryRowContext(ctx, `INSERT INTO own_topics (guild, topic, made_by, created)
		VALUES ($1, $2, $3, $4) RETURNING id`, t.Guild, encoded[news.Topic]{&t.Topic}, t.By,
		millis(t.Created)).Scan(&id); err != nil {
		return t, err
	}
	t.Slug = ownSlug(id)
	return t, nil
}

func ownSlug(id int64) string { return "own" + strconv.FormatInt(id, 10) }

// OwnTopics returns the topics that servers have made, of all of them, the oldest first.
func (d *DB) OwnTopics(ctx context.Context) (out []news.OwnTopic, err error) {
	defer d.wrap(&err, "list topics of servers")
	err = rows(ctx, d.reader, `SELECT id, guild, topic, made_by, created FROM own_topics ORDER BY id`, nil,
		func(r *sql.Rows) error {
			var t news.OwnTopic
			var id, created int64
			err := r.Scan(&id, &t.Guild, encoded[news.Topic]{&t.Topic}, &t.By, &created)
			t.Slug, t.Created = ownSlug(id), instant(created)
			out = append(out, t)
			return err
		})
	return out, err
}

// RemoveTopic forgets a topic of a server's own, and what was filed under it. One of another server is a NotFound
// error.
func (d *DB) RemoveTopic(ctx context.Context, guild, slug string) (err error) {
	defer d.wrap(&err, "remove topic %s of server %s", slug, guild)
	none := news.Errorf(news.NotFound, "there is no topic %q", slug)
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := affect(ctx, tx, none, `DELETE FROM own_topics WHERE 'own' || CAST(id AS TEXT) = $1 AND guild = $2`,
			slug, guild); err != nil {
			return err
		}
		for _, table := range []string{"article_topics", "fact_topics", "story_topics"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE topic = $1`, slug); err != nil {
				return err
			}
		}
		return nil
	})
}

// FileUnder files stored articles under a topic as if it had been there when they came, and returns how many were not
// yet: those that are no news are left out.
func (d *DB) FileUnder(ctx context.Context, topic string, articles []int64) (n int, err error) {
	defer d.wrap(&err, "file %d articles under %s", len(articles), topic)
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		n = 0
		for _, id := range articles {
			var topics string
			err := tx.QueryRowContext(ctx, `
				SELECT topics FROM articles WHERE id = $1 AND current AND NOT off_topic AND owner `+owners(ctx), id).
				Scan(&topics)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			filed, parseErr := parseList(topics)
			if err = errors.Join(err, parseErr); err != nil {
				return err
			}
			if slices.Contains(filed, topic) {
				continue
			}
			n++
			for _, q := range []struct {
				query string
				with  any
			}{
				{`UPDATE articles SET topics = $2 WHERE id = $1`, list(append(filed, topic))},
				{`INSERT INTO article_topics (topic, time, article_id, source_id, owner)
					SELECT CAST($2 AS TEXT), time, id, source_id, owner FROM articles WHERE id = $1
					ON CONFLICT (topic, time, article_id) DO NOTHING`, topic},
				{`INSERT INTO fact_topics (topic, time, fact_id, owner)
					SELECT DISTINCT CAST($2 AS TEXT), a.time, s.fact_id, a.owner
					FROM sentences s JOIN articles a ON a.id = s.article_id WHERE a.id = $1
					ON CONFLICT (topic, time, fact_id, owner) DO NOTHING`, topic},
			} {
				if _, err := tx.ExecContext(ctx, q.query, id, q.with); err != nil {
					return fmt.Errorf("article %d: %w", id, err)
				}
			}
		}
		return nil
	})
	return n, err
}
