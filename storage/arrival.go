package storage

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"time"

	"sitrep/news"
)

// LastArticle returns the id of the article that was stored last, 0 if there is none.
func (d *DB) LastArticle(ctx context.Context) (id int64, err error) {
	defer d.wrap(&err, "find the last article")
	err = d.reader.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), 0) FROM articles`).Scan(&id)
	return id, err
}

// ArticleBefore returns the id of the last article that was stored before the first of those published since t.
func (d *DB) ArticleBefore(ctx context.Context, t time.Time) (id int64, err error) {
	defer d.wrap(&err, "find the first article since %s", t.Format(time.RFC3339))
	err = d.reader.QueryRowContext(ctx,
		`SELECT COALESCE((SELECT MIN(id) - 1 FROM articles WHERE time >= $1), (SELECT MAX(id) FROM articles), 0)`,
		millis(t)).Scan(&id)
	return id, err
}

// Arrivals returns the facts that q selects, each with all sentences that state and deny it up to q.Through.
func (d *DB) Arrivals(ctx context.Context, q news.ArrivalQuery) (out news.Arrivals, err error) {
	defer d.wrap(&err, "facts of topic %q after article %d", q.Topic, q.After)
	limit := cmp.Or(q.Limit, defaultFacts)
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var fresh, again []news.Fact
		hides, err := d.hides(ctx, tx)
		if err != nil {
			return err
		}
		query, args := selectArrivals(ctx, q, hides)
		err = rows(ctx, tx, query, args, func(r *sql.Rows) error {
			var f news.Fact
			var before bool
			if err := r.Scan(&f.ID, &f.Story, &f.Weight, &before); err != nil {
				return err
			}
			if before {
				again = append(again, f)
			} else {
				fresh = append(fresh, f)
			}
			return nil
		})
		if err != nil {
			return err
		}
		query, args = countArrivals(ctx, q)
		if err := tx.QueryRowContext(ctx, query, args...).Scan(&out.Articles, &out.Sources); err != nil {
			return err
		}
		if hides {
			query, args = countHidden(ctx, q)
			if err := tx.QueryRowContext(ctx, query, args...).Scan(&out.Hidden); err != nil {
				return err
			}
		}
		out.More = max(0, len(fresh)-limit)
		out.Facts = slices.Concat(fresh[:min(len(fresh), limit)], again[:min(len(again), limit)])
		if err := fillAliases(ctx, tx, out.Facts); err != nil {
			return err
		}
		known := ` AND a.current AND a.id <= ` + strconv.FormatInt(q.Through, 10)
		if hides {
			known += shown(ctx)
		}
		err = d.fillFacts(ctx, tx, out.Facts, known, stating, denying)
		if err != nil {
			return err
		}
		out.Events, err = fillEvents(ctx, tx, out.Facts, `a.id > $1 AND a.id <= $2 AND a.time >= `+
			`$3`, q.After, q.Through,
			millis(q.Since))
		return err
	})
	if err != nil {
		return news.Arrivals{}, err
	}
	out.Facts = slices.DeleteFunc(out.Facts, func(f news.Fact) bool { return len(f.Sentences) == 0 })
	for i := range out.Facts {
		out.Facts[i] = out.Facts[i].Dated()
	}
	return out, nil
}

// selectArrivals is a query of facts and whether they were told before, the heaviest first. Articles that came later
// are looked up one by one, because their dates may be any.
func selectArrivals(ctx context.Context, q news.ArrivalQuery, hides bool) (query string, args []any) {
	came := arrivedArticles(ctx, q, &args)
	after := bind(&args, q.After)
	articles := ` FROM article_topics t CROSS JOIN articles a CROSS JOIN sentences s WHERE ` + came +
		` AND s.article_id = a.id`
	if hides {
		articles += ` AND NOT EXISTS (SELECT 1 FROM events h WHERE h.id = a.event_id AND ` + withheld(ctx, "h") + `)`
	}
	before := `SELECT 1 FROM sentences e JOIN articles b ON b.id = e.article_id WHERE e.fact_id = f.id AND ` +
		seen(ctx, "b") + ` AND e.article_id <= ` + after
	return `SELECT f.id, f.story_id, f.weight, EXISTS (` + before + `)
		FROM (SELECT DISTINCT fact_id FROM (SELECT
		s.fact_id` + articles + ` UNION ALL SELECT s.denies` + articles + ` AND s.denies IS NOT NULL) u) l
		JOIN facts f ON f.id = l.fact_id ORDER BY f.weight DESC, f.id`, args
}

// countArrivals is a query of how many articles came, of how many outlets.
func countArrivals(ctx context.Context, q news.ArrivalQuery) (query string, args []any) {
	came := arrivedArticles(ctx, q, &args)
	return `SELECT COUNT(DISTINCT a.id), COUNT(DISTINCT a.source_id)
		FROM article_topics t CROSS JOIN articles a WHERE ` + came, args
}

// countHidden is a query of how many events came that nobody is to be told of.
func countHidden(ctx context.Context, q news.ArrivalQuery) (query string, args []any) {
	came := arrivedArticles(ctx, q, &args)
	return `SELECT COUNT(DISTINCT COALESCE(h.merged_into, h.id)) FROM article_topics t CROSS JOIN articles a CROSS JOIN
		events h WHERE ` + came + ` AND h.id = a.event_id AND ` + withheld(ctx, "h"), args
}

// oneOf is the condition behind a column of topics for one topic or for several, see [news.SplitTopics].
func oneOf(args *[]any, topic string) string {
	if all := news.SplitTopics(topic); len(all) > 1 {
		return in(args, all)
	}
	return `= ` + bind(args, topic)
}

// firstSeen is when the first revision of the article a came: an edit makes no archive of what was news.
const firstSeen = `CASE WHEN a.revision = 1 THEN a.seen ELSE (SELECT MIN(r.seen) FROM articles r
	WHERE r.source_id = a.source_id AND r.key = a.key) END`

// arrivedArticles is the condition for the articles a of the topic t that q is about.
func arrivedArticles(ctx context.Context, q news.ArrivalQuery, args *[]any) string {
	return `t.topic ` + oneOf(args, q.Topic) + ` AND t.article_id > ` + bind(args, q.After) +
		` AND t.article_id <= ` + bind(args, q.Through) + ` AND t.time >= ` + bind(args, millis(q.Since)) +
		` AND ` + seen(ctx, "t") + ` AND a.id = t.article_id
			AND a.time >= ` + firstSeen + ` - ` + bind(args, q.Late.Milliseconds())
}
