package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"sitrep/news"
)

// ServerData returns all that is a server's own.
func (d *DB) ServerData(ctx context.Context, guild string) (out news.ServerData, err error) {
	defer d.wrap(&err, "export data of server %s", guild)
	out = news.ServerData{Format: news.ServerDataFormat, Server: guild, Exported: d.options.Now().UTC()}
	if out.Settings, err = d.ServerSettings(ctx, guild); err != nil {
		return out, err
	}
	topics, err := d.OwnTopics(ctx)
	if err != nil {
		return out, err
	}
	for _, t := range topics {
		if t.Guild == guild {
			out.Topics = append(out.Topics, t.Topic)
		}
	}
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		feeds, err := queryFeeds(ctx, tx, `WHERE f.owner = $1 ORDER BY f.id`, guild)
		if err != nil {
			return err
		}
		for _, f := range feeds {
			out.Feeds = append(out.Feeds, news.ServerFeed{
				URL: news.Redacted(f.URL), Source: f.Source, Topics: f.Topics,
			})
		}
		if out.Subscriptions, err = querySubscriptions(ctx, tx, `WHERE guild = $1 ORDER BY id`, guild); err != nil {
			return err
		}
		articles, err := queryArticles(ctx, tx, `SELECT `+articleColumns+` FROM `+articleTables+`
			WHERE a.owner = $1 AND a.owner > '' ORDER BY a.id`, guild)
		if err != nil {
			return err
		}
		for _, a := range articles {
			out.Articles = append(out.Articles, news.ServerArticle{
				Source: a.Source.Name, URL: news.Redacted(a.URL), Title: a.Title, Byline: a.Byline,
				Language:  a.Language,
				Published: a.Published, Seen: a.Seen, Revision: a.Revision, Text: a.Body,
			})
		}
		return rows(ctx, tx, `SELECT x.id, x.channel, x.state, x.message, x.created, g.digest FROM deliveries x
			JOIN digests g ON g.id = x.digest_id WHERE x.guild = $1
				ORDER BY x.id`, []any{guild}, func(r *sql.Rows) error {
			var s news.ServerDelivery
			var created, id int64
			var digest string
			err := r.Scan(&id, &s.Channel, &s.State, &s.Message, &created, &digest)
			s.Created, s.Digest = instant(created), json.RawMessage(digest)
			out.Deliveries = append(out.Deliveries, s)
			return err
		})
	})
	return out, err
}

// ownedTables hold what is made of servers' own articles, those first that refer to others.
var ownedTables = []string{
	"roles", "fact_topics", "fact_entities", "alias_keys", "aliases", "told", "facts", "event_terms", "story_terms",
	"story_topics", "entities", "events", "stories",
}

// articleParts are the tables of what belongs to one article.
var articleParts = []string{
	"sentences", "statements", "figures", "places", "bodies", "mentions", "article_topics", "unindexed",
}

// EraseServer forgets all that is a server's own: its feeds, what they have brought and what was made of that, its
// subscriptions with what they were shown, digests that nobody else got, topics and settings. Stopped at any moment, it
// can be called again.
func (d *DB) EraseServer(ctx context.Context, guild string) (err error) {
	defer d.wrap(&err, "erase data of server %s", guild)
	if guild == "" {
		return news.Errorf(news.Invalid, "no server is named")
	}
	d.saveMu.Lock()
	defer d.saveMu.Unlock()
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error { return eraseSettings(ctx, tx, guild) })
	if err != nil {
		return err
	}
	for more := true; more && err == nil; {
		err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
			more, err = d.eraseArticles(ctx, tx, guild)
			return err
		})
	}
	if err != nil {
		return err
	}
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, table := range ownedTables {
			_, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE owner = $1 AND owner > ''`, guild)
			if err != nil {
				return fmt.Errorf("table %s: %w", table, err)
			}
		}
		for _, q := range []string{
			`DELETE FROM pages WHERE source_id IN (SELECT id FROM sources WHERE owner = $1)`,
			`DELETE FROM event_articles WHERE source_id IN (SELECT id FROM sources WHERE owner = $1)`,
			`DELETE FROM sources WHERE owner = $1`,
		} {
			if _, err := tx.ExecContext(ctx, q, guild); err != nil {
				return err
			}
		}
		return nil
	})
}

// eraseSettings ends what is polled and sent for a server, and forgets what its admins have set.
func eraseSettings(ctx context.Context, tx *sql.Tx, guild string) error {
	var digests, topics []int64
	err := collect(ctx, tx, &digests, `SELECT DISTINCT digest_id FROM deliveries WHERE guild = $1`, guild)
	if err != nil {
		return err
	}
	if err := collect(ctx, tx, &topics, `SELECT id FROM own_topics WHERE guild = $1`, guild); err != nil {
		return err
	}
	for _, id := range topics {
		for _, table := range []string{"article_topics", "fact_topics", "story_topics"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE topic = $1`, ownSlug(id)); err != nil {
				return err
			}
		}
	}
	for _, q := range []string{
		`DELETE FROM feeds WHERE owner = $1`,
		`DELETE FROM subscriptions WHERE guild = $1`,
		`DELETE FROM edits WHERE guild = $1`,
		`DELETE FROM deliveries WHERE guild = $1`,
		`DELETE FROM own_topics WHERE guild = $1`,
		`DELETE FROM mutes WHERE guild = $1`,
		`DELETE FROM hidden_events WHERE guild = $1`,
		`DELETE FROM event_decisions WHERE guild = $1`,
		`DELETE FROM reports WHERE guild = $1`,
		`DELETE FROM servers WHERE guild = $1`,
	} {
		if _, err := tx.ExecContext(ctx, q, guild); err != nil {
			return err
		}
	}
	if err := collect(ctx, tx, &digests, `SELECT id FROM digests WHERE owner = $1 AND owner > ''`, guild); err != nil {
		return err
	}
	for part := range slices.Chunk(unique(digests), maxParameters) {
		var args []any
		if _, err := tx.ExecContext(ctx, `DELETE FROM amended WHERE digest_id `+in(&args, part)+`
			AND NOT EXISTS (SELECT 1 FROM deliveries x WHERE x.digest_id = amended.digest_id)`, args...); err != nil {
			return err
		}
		args = nil
		if _, err := tx.ExecContext(ctx, `DELETE FROM digests WHERE id `+in(&args, part)+`
			AND NOT EXISTS (SELECT 1 FROM deliveries x WHERE x.digest_id = digests.id)`, args...); err != nil {
			return err
		}
	}
	return nil
}

// eraseArticles forgets some of a server's own articles, and reports whether there may be more.
func (d *DB) eraseArticles(ctx context.Context, tx *sql.Tx, guild string) (more bool, err error) {
	const together = 100
	var ids []int64
	err = collect(ctx, tx, &ids, `SELECT id FROM articles WHERE owner = $1 AND owner > '' ORDER BY id LIMIT $2`, guild,
		together)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	for _, id := range ids {
		var current bool
		if err := tx.QueryRowContext(ctx, `SELECT current FROM articles WHERE id = $1`, id).Scan(&current); err != nil {
			return false, err
		}
		if current {
			if _, err := tx.ExecContext(ctx, d.dialect.unindex, id); err != nil {
				return false, err
			}
		}
	}
	var args []any
	those := in(&args, ids)
	if _, err := tx.ExecContext(ctx, `DELETE FROM roles WHERE owner = `+literal(guild)+` AND owner > ''
		AND article_id `+those, args...); err != nil {
		return false, err
	}
	for _, table := range articleParts {
		query := `DELETE FROM ` + table + ` WHERE article_id ` + those
		if table == "article_topics" { // found by its whole key
			query = `DELETE FROM article_topics WHERE owner = ` + literal(guild) + ` AND owner > ''
				AND article_id ` + those
		}
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return false, fmt.Errorf("table %s: %w", table, err)
		}
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM articles WHERE id `+those, args...)
	return len(ids) == together, err
}

// NoteServer records that a server was left at a time, or, for the zero time, that it was joined again.
func (d *DB) NoteServer(ctx context.Context, guild string, left time.Time) (err error) {
	defer d.wrap(&err, "note that server %s was left", guild)
	if left.IsZero() {
		_, err = d.writer.ExecContext(ctx, `UPDATE servers SET left_at = 0 WHERE guild = $1 AND left_at > 0`, guild)
		return err
	}
	_, err = d.writer.ExecContext(ctx, `INSERT INTO servers (guild, settings, left_at) VALUES ($1, '{}', $2)
		ON CONFLICT (guild) DO UPDATE SET left_at = CASE WHEN servers.left_at > 0 THEN servers.left_at
			ELSE excluded.left_at END`, guild, millis(left))
	return err
}

// LeftServers returns the servers that were left before a time.
func (d *DB) LeftServers(ctx context.Context, before time.Time) (out []string, err error) {
	defer d.wrap(&err, "servers left before %s", before.Format(time.RFC3339))
	err = rows(ctx, d.reader, `SELECT guild FROM servers WHERE left_at > 0 AND left_at < $1 ORDER BY guild`,
		[]any{millis(before)}, func(r *sql.Rows) error {
			var guild string
			err := r.Scan(&guild)
			out = append(out, guild)
			return err
		})
	return out, err
}
