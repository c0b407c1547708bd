package storage

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"sitrep/news"
)

const articleColumns = `a.id, a.key, a.revision, a.feed_id, a.guid, a.url, a.canonical, a.title, a.byline, a.language,
	a.published, a.date_only, a.seen, a.partial, a.off_topic, b.body, b.digest, b.bytes, ` + sourceColumns

const articleTables = `articles a JOIN bodies b ON b.article_id = a.id JOIN sources o ON o.id = a.source_id`

// articleScan receives articleColumns.
type articleScan struct {
	a               news.Article
	source          sourceScan
	published, seen int64
	bytes           int // of a body that is kept no longer
}

func (x *articleScan) fields() []any {
	return append([]any{
		&x.a.ID, &x.a.Key, &x.a.Revision, &x.a.FeedID, &x.a.GUID, &x.a.URL, &x.a.Canonical, &x.a.Title, &x.a.Byline,
		&x.a.Language,
		&x.published, &x.a.DateOnly, &x.seen, &x.a.Partial, &x.a.OffTopic, &x.a.Body,
		&x.a.Digest, &x.bytes,
	}, x.source.fields()...)
}

func (x *articleScan) article() (_ news.Article, err error) {
	x.a.Published, x.a.Seen = instant(x.published), instant(x.seen)
	x.a.Source, err = x.source.source()
	return x.a, err
}

// articles runs a query of articleColumns.
func queryArticles(ctx context.Context, q querier, query string, args ...any) (out []news.Article, err error) {
	lengths := map[int64]int{} // of bodies that are kept no longer
	err = rows(ctx, q, query, args, func(r *sql.Rows) error {
		var x articleScan
		if err := r.Scan(x.fields()...); err != nil {
			return err
		}
		a, err := x.article()
		out = append(out, a)
		if a.Digest != "" {
			lengths[a.ID] = x.bytes
		}
		return err
	})
	if err != nil || len(lengths) == 0 {
		return out, err
	}
	bodies, err := remains(ctx, q, lengths)
	for i := range out {
		if out[i].Digest != "" {
			out[i].Body = bodies[out[i].ID]
		}
	}
	return out, err
}

// ArticleByID returns the article, in whatever revision it is; a NotFound error if there is none.
func (d *DB) ArticleByID(ctx context.Context, id int64) (_ news.Article, err error) {
	defer d.wrap(&err, "article %d", id)
	found, err := queryArticles(ctx, d.reader,
		`SELECT `+articleColumns+` FROM `+articleTables+` WHERE a.id = $1 AND `+seen(ctx, "a"), id)
	if err == nil && len(found) == 0 {
		err = news.Errorf(news.NotFound, "there is no article %d", id)
	}
	if err != nil {
		return news.Article{}, err
	}
	return found[0], nil
}

// ArticleByKey returns the current revision of the article that has the key within the source of that name; a NotFound
// error if there is none.
func (d *DB) ArticleByKey(ctx context.Context, source, key string) (news.Article, error) {
	all, err := d.Revisions(ctx, source, key)
	if err == nil && len(all) == 0 {
		err = news.Errorf(news.NotFound, "there is no article %q of %s", key, source)
	}
	if err != nil {
		return news.Article{}, err
	}
	return all[len(all)-1], nil
}

// Revisions returns all revisions of an article, the oldest first; none if it is not stored.
func (d *DB) Revisions(ctx context.Context, source, key string) ([]news.Article, error) {
	return d.revisions(ctx, d.reader, source, key)
}

func (d *DB) revisions(ctx context.Context, q querier, source, key string) (out []news.Article, err error) {
	defer d.wrap(&err, "article %q of %s", key, source)
	return queryArticles(ctx, q,
		`SELECT `+articleColumns+` FROM `+articleTables+` WHERE o.name = $1 AND `+seen(ctx, "o")+` AND a.key = $2
			ORDER BY a.owner, a.revision`, source, key)
}

// LatestArticles returns the articles of a topic ("" is every topic) that were published last, the latest first.
func (d *DB) LatestArticles(ctx context.Context, topic string, limit int) (_ []news.Article, err error) {
	defer d.wrap(&err, "latest articles of topic %q", topic)
	return queryArticles(ctx, d.reader, `SELECT `+articleColumns+` FROM article_topics t
		JOIN articles a ON a.id = t.article_id
		JOIN bodies b ON b.article_id = a.id JOIN sources o ON o.id = a.source_id
		WHERE t.topic = $1 AND `+seen(ctx, "t")+` ORDER BY t.time DESC, t.article_id DESC LIMIT $2`, topic, limit)
}

// OffTopic returns the articles that were seen in the window [from,to] and kept out as no conflict news, the latest
// first, at most limit of them, and how many there are.
func (d *DB) OffTopic(ctx context.Context, from, to time.Time, limit int) (out []news.Article, n int, err error) {
	defer d.wrap(&err, "articles off topic")
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM articles a
			WHERE time BETWEEN $1 AND $2 AND off_topic AND `+seen(ctx, "a"), millis(from), millis(to)).Scan(&n)
		if err != nil || limit == 0 {
			return err
		}
		out, err = queryArticles(ctx, tx, `SELECT `+articleColumns+` FROM `+articleTables+`
			WHERE a.time BETWEEN $1 AND $2 AND a.off_topic AND `+seen(ctx, "a")+`
			ORDER BY a.time DESC, a.id DESC LIMIT $3`, millis(from), millis(to), limit)
		return err
	})
	return out, n, err
}

// Coverage says what the window [from,to] of a topic, or of several (see [news.SplitTopics]), was read from.
func (d *DB) Coverage(ctx context.Context, topic string, from, to time.Time) (c news.Coverage, err error) {
	return d.CoverageBy(ctx, topic, from, to, time.Time{})
}

// CoverageBy is [DB.Coverage] of what had arrived by a time, for whoever asks again about an answer; the zero time is
// all.
func (d *DB) CoverageBy(
	ctx context.Context, topic string, from, to, asOf time.Time,
) (c news.Coverage, err error) {
	defer d.wrap(&err, "coverage of topic %q", topic)
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var newest sql.NullInt64
		args := []any{millis(from), millis(to)}
		window := ` FROM article_topics WHERE topic ` + oneOf(&args, topic) + ` AND time BETWEEN $1 AND $2
			AND owner ` + owners(ctx) + arrivedBy(&args, asOf) + `),
			`
		count := `COUNT(*)`
		if len(news.SplitTopics(topic)) > 1 {
			count = `COUNT(DISTINCT article_id)`
		}
		err := tx.QueryRowContext(ctx, `SELECT (SELECT `+count+window+`(SELECT COUNT(DISTINCT source_id)`+window+
			`(SELECT time FROM articles a WHERE `+seen(ctx, "a")+` ORDER BY time DESC LIMIT 1)`, args...).
			Scan(&c.Articles, &c.Sources, &newest)
		if err != nil {
			return err
		}
		c.Newest = instant(newest.Int64)
		if c.Languages, err = queryLanguages(ctx, tx, from, to); err != nil {
			return err
		}
		feeds, err := queryFeeds(ctx, tx, `WHERE `+seen(ctx, "f"))
		for _, f := range feeds {
			c.Feeds.Total++
			if f.Healthy() {
				c.Feeds.Healthy++
			}
		}
		return err
	})
	return c, err
}

// arrivedBy is the further condition that an article had arrived by a time.
func arrivedBy(args *[]any, asOf time.Time) string {
	if asOf.IsZero() {
		return ``
	}
	return ` AND EXISTS (SELECT 1 FROM articles x
		WHERE x.id = article_id AND x.seen <= ` + bind(args, millis(asOf)) + `)`
}

// queryLanguages counts the articles of a window that are in other languages than English, by the first part of the
// tag.
func queryLanguages(ctx context.Context, tx *sql.Tx, from, to time.Time) (map[string]int, error) {
	rows, err := tx.QueryContext(ctx, `SELECT a.language, COUNT(*) FROM article_topics t
		JOIN articles a ON a.id = t.article_id
		WHERE t.topic = '' AND t.time BETWEEN $1 AND $2 AND t.owner `+owners(ctx)+`
		AND a.language <> '' AND a.language NOT LIKE 'en%' GROUP BY a.language`, millis(from), millis(to))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out map[string]int
	for rows.Next() {
		var tag string
		var n int
		if err := rows.Scan(&tag, &n); err != nil {
			return nil, err
		}
		if out == nil {
			out = map[string]int{}
		}
		tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
		out[tag] += n
	}
	return out, rows.Err()
}
