package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"sitrep/news"
)

// Bounds of what a profile looks at; its counts of articles, outlets and days are exact.
const (
	companyArticles = 1000 // the latest articles, for who and what is named beside the entity
	companyNames    = 12
	profileRoles    = 300 // that a former office is told from one that is held shows in rare wordings
	saidOfArticles  = 200 // the latest articles, for what others say of it
)

// Profile returns what is known about an entity from articles published at or after since (zero: ever): at most limit
// statements by it and as many by others of it. A statement is of it if it mentions it outside its source. An entity
// that does not exist is a NotFound error.
func (d *DB) Profile(ctx context.Context, id int64, since time.Time, limit int) (p news.Profile, err error) {
	defer d.wrap(&err, "profile of entity %d", id)
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		x := profiling{d: d, tx: tx, id: id, since: millis(since), limit: limit}
		if since.IsZero() {
			x.since = -1 << 62
		}
		x.p.Since = since
		for _, step := range []func(context.Context) error{x.entity, x.days, x.company, x.said, x.saidOf} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		p = x.p
		return nil
	})
	return p, err
}

type profiling struct {
	d     *DB
	tx    *sql.Tx
	id    int64
	since int64
	limit int
	p     news.Profile
}

func (x *profiling) entity(ctx context.Context) (err error) {
	if x.id, err = survivor(ctx, x.tx, x.id); err != nil {
		return err
	}
	found, err := readEntitiesWith(ctx, x.tx, []int64{x.id}, profileRoles)
	if err == nil && len(found) == 0 {
		err = news.Errorf(news.NotFound, "there is no entity %d", x.id)
	}
	if err == nil {
		x.p.Entity = found[0]
		x.p.Offices = x.d.options.Names.Offices(x.p.Entity.Roles)
		err = x.officeSources(ctx)
	}
	return err
}

// officeSources names the outlets that reported the offices last.
func (x *profiling) officeSources(ctx context.Context) error {
	const asked = 8 // a card shows fewer
	some := x.p.Offices[:min(len(x.p.Offices), asked)]
	if len(some) == 0 {
		return nil
	}
	var ids []int64
	for _, o := range some {
		ids = append(ids, lastReport(o).Article)
	}
	outlets := map[int64]string{}
	var args []any
	err := rows(ctx, x.tx, `SELECT a.id, s.name FROM articles a JOIN sources s ON s.id = a.source_id WHERE a.id `+
		in(&args, unique(ids)), args, func(r *sql.Rows) error {
		var id int64
		var name string
		err := r.Scan(&id, &name)
		outlets[id] = name
		return err
	})
	for i, o := range some {
		some[i].Source = outlets[lastReport(o).Article]
	}
	return err
}

// lastReport is the last of what articles say of an office, that it is held or that it was.
func lastReport(o news.Office) news.Role {
	if o.Former.Count > 0 && !o.Former.Last.Before(o.Last) {
		return o.Former
	}
	return o.Role
}

func (x *profiling) days(ctx context.Context) error {
	perDay := map[int64]int{}
	err := rows(ctx, x.tx, `SELECT time / 86400000 - CASE WHEN time % 86400000 < 0 THEN 1 ELSE 0
		END AS day, COUNT(*), MAX(time)
		FROM mentions WHERE entity_id = $1 AND time >= $2 AND owner `+owners(ctx)+`
		GROUP BY day`, []any{x.id, x.since}, func(r *sql.Rows) error {
		var day, last int64
		var n int
		if err := r.Scan(&day, &n, &last); err != nil {
			return err
		}
		perDay[day] = n
		x.p.Mentions += n
		if t := instant(last); t.After(x.p.Last) {
			x.p.Last = t
		}
		return nil
	})
	if err != nil || x.p.Mentions == 0 {
		return err
	}
	first, end := int64(1<<62), day(millis(x.p.Last))
	for d := range perDay {
		first = min(first, d)
	}
	if !x.p.Since.IsZero() {
		first = day(x.since)
	}
	if end-first < maxDays {
		for d := first; d <= end; d++ {
			x.p.Days = append(x.p.Days, perDay[d])
		}
	}
	return x.tx.QueryRowContext(ctx,
		`SELECT COUNT(DISTINCT source_id) FROM mentions WHERE entity_id = $1 AND time >= $2 AND owner `+owners(ctx),
		x.id, x.since).Scan(&x.p.Outlets)
}

// maxDays is the longest time for which days are listed: a century. One article with a false date is no reason to list
// eight thousand years.
const maxDays = 36_525

// company counts who and what is named in the same articles.
func (x *profiling) company(ctx context.Context) error {
	return rows(ctx, x.tx, `
		SELECT e.name, e.kind, c.n FROM (
			SELECT m.entity_id, COUNT(*) AS n FROM (
				SELECT article_id FROM mentions WHERE entity_id = $1 AND time >= $2 AND owner `+owners(ctx)+`
				ORDER BY time DESC, article_id DESC LIMIT $3) l
			JOIN mentions m ON m.article_id = l.article_id WHERE m.entity_id <> $1 GROUP BY m.entity_id ORDER BY n DESC,
			m.entity_id LIMIT 200) c
		JOIN entities e ON e.id = c.entity_id ORDER BY c.n DESC, e.articles DESC, e.id`,
		[]any{x.id, x.since, companyArticles}, func(r *sql.Rows) error {
			var c news.Count
			if err := r.Scan(&c.Name, &c.Kind, &c.Count); err != nil {
				return err
			}
			switch c.Kind {
			case news.Person, news.Organisation:
				if len(x.p.With) < companyNames {
					x.p.With = append(x.p.With, c)
				}
			case news.PlaceKind:
				if len(x.p.In) < companyNames {
					x.p.In = append(x.p.In, c)
				}
			}
			return nil
		})
}

// quotation is a statement with the id of its article.
type quotation struct {
	statement news.Statement
	article   int64
}

func (x *profiling) said(ctx context.Context) error {
	var found []quotation
	err := rows(ctx, x.tx, `SELECT x.article_id, `+statementColumns+` FROM statements x
		JOIN articles a ON a.id = x.article_id
		WHERE x.speaker_id = $1 AND x.time >= $2 AND a.current AND `+seen(ctx, "a")+`
		ORDER BY x.time DESC, x.article_id DESC, x.position LIMIT $3`,
		[]any{x.id, x.since, x.limit}, func(r *sql.Rows) (err error) {
			var q quotation
			q.statement, err = scanStatement(r, &q.article)
			found = append(found, q)
			return err
		})
	if err != nil {
		return err
	}
	x.p.Said, err = withArticles(ctx, x.tx, found)
	return err
}

func (x *profiling) saidOf(ctx context.Context) error {
	var found []quotation
	err := rows(ctx, x.tx, `SELECT x.article_id, m.spans, `+statementColumns+` FROM (
			SELECT article_id, spans, time FROM mentions WHERE entity_id = $1 AND time >= $2 AND owner `+owners(ctx)+`
			ORDER BY time DESC, article_id DESC LIMIT $3) m
		JOIN statements x ON x.article_id = m.article_id WHERE x.speaker_id IS NULL OR x.speaker_id <> $1
		ORDER BY m.time DESC, x.article_id DESC, x.position`,
		[]any{x.id, x.since, saidOfArticles}, func(r *sql.Rows) (err error) {
			if len(found) >= x.limit {
				return nil
			}
			var q quotation
			var mentions string
			if q.statement, err = scanStatement(r, &q.article, &mentions); err != nil {
				return err
			}
			spans, err := parseSpans(mentions)
			if err == nil && speaksOf(q.statement, spans) {
				found = append(found, q)
			}
			return err
		})
	if err != nil {
		return err
	}
	x.p.SaidOf, err = withArticles(ctx, x.tx, found)
	return err
}

// speaksOf reports whether one of the mentions stands in what st says and not in its source.
func speaksOf(st news.Statement, mentions []news.Span) bool {
	within := func(spans []news.Span, m news.Span) bool {
		return slices.ContainsFunc(spans, func(s news.Span) bool { return s.Overlaps(m) })
	}
	return slices.ContainsFunc(mentions, func(m news.Span) bool {
		return within(st.Content, m) &&
			!within(st.Source, m)
	})
}

// quoted puts the articles to the statements.
func withArticles(ctx context.Context, q querier, all []quotation) ([]news.Quoted, error) {
	if len(all) == 0 {
		return nil, nil
	}
	var ids []int64
	for _, x := range all {
		ids = append(ids, x.article)
	}
	var args []any
	found, err := queryArticles(ctx, q, `SELECT `+articleColumns+` FROM `+articleTables+` WHERE a.id `+in(&args,
		unique(ids)), args...)
	if err != nil {
		return nil, fmt.Errorf("articles of statements: %w", err)
	}
	byID := map[int64]news.Article{}
	for _, a := range found {
		byID[a.ID] = a
	}
	out := make([]news.Quoted, 0, len(all))
	for _, x := range all {
		out = append(out, news.Quoted{Statement: x.statement, Article: byID[x.article]})
	}
	return out, nil
}
