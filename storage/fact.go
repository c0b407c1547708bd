package storage

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/news"
)

const (
	defaultFacts = 400
	// tellingsRead is how many tellings of a topic one query looks at, the latest first: more than a month of the
	// busiest topic has.
	tellingsRead = 50_000
	// entityTellings is the same for an entity: the answers about one show a hundred facts at most.
	entityTellings = 5_000
)

// Facts returns the facts that q selects, each with its sentences in order of arrival and the sentences that deny it. A
// fact is of a topic or an entity in the window if it was told in the window by an article of that topic, or by a
// sentence that mentions that entity. Sentences of superseded revisions are left out, and so are facts that have no
// others.
func (d *DB) Facts(ctx context.Context, q news.FactQuery) (out []news.Fact, err error) {
	defer d.wrap(&err, "facts of topic %q", q.Topic)
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if q.Entity, err = survivor(ctx, tx, q.Entity); err != nil {
			return err
		}
		query, args := selectFacts(q)
		if out, err = facts(ctx, tx, query, args...); err != nil {
			return err
		}
		out, err = d.stated(ctx, tx, out)
		return err
	})
	return out, err
}

// Told is Facts, the heaviest first, with how many more were told in the window for the first time.
func (d *DB) Told(ctx context.Context, q news.FactQuery) (out news.Arrivals, err error) {
	defer d.wrap(&err, "facts of topic %q", q.Topic)
	limit := cmp.Or(q.Limit, defaultFacts)
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if q.Entity, err = survivor(ctx, tx, q.Entity); err != nil {
			return err
		}
		q.Limit = tellingsRead
		query, args := selectFacts(q)
		query = `WITH w AS MATERIALIZED (` + query + `) SELECT w.*, (SELECT COUNT(*) FROM w WHERE first >= ` + bind(&args, millis(q.Since)) + `)
			FROM w ORDER BY weight DESC, id LIMIT ` + bind(&args, limit)
		err := rows(ctx, tx, query, args, func(r *sql.Rows) error {
			f, err := scanFact(r, &out.More)
			out.Facts = append(out.Facts, f)
			return err
		})
		if err != nil {
			return err
		}
		for _, f := range out.Facts {
			if !f.First.Before(q.Since) {
				out.More--
			}
		}
		out.Facts, err = d.stated(ctx, tx, out.Facts)
		return err
	})
	if err != nil {
		return news.Arrivals{}, err
	}
	return out, nil
}

// stated gives the facts their sentences and drops those that nobody states any more.
func (d *DB) stated(ctx context.Context, q querier, all []news.Fact) ([]news.Fact, error) {
	if err := aliases(ctx, q, all); err != nil {
		return nil, err
	}
	if err := d.fillFacts(ctx, q, all, ` AND a.current`, stating, denying); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(f news.Fact) bool { return len(f.Sentences) == 0 }), nil
}

// selectFacts starts from what narrows most and checks the rest fact by fact.
func selectFacts(q news.FactQuery) (query string, args []any) {
	var where []string
	and := func(condition string, values ...any) {
		for _, v := range values {
			condition = strings.Replace(condition, "?", bind(&args, v), 1)
		}
		where = append(where, condition)
	}
	since, until := millis(q.Since), int64(1)<<62
	if q.Since.IsZero() {
		since = -1 << 62
	}
	if !q.Until.IsZero() {
		until = millis(q.Until)
	}
	tellings := func(table, column string, key any, most int) string {
		return `(SELECT DISTINCT fact_id FROM (SELECT fact_id FROM ` + table + ` WHERE ` + column + ` = ` +
			bind(&args, key) +
			` AND time BETWEEN ` + bind(&args, since) + ` AND ` + bind(&args, until) +
			` ORDER BY time DESC, fact_id DESC LIMIT ` + strconv.Itoa(most) + `) l) t JOIN facts f ON f.id = t.fact_id`
	}
	const told = `EXISTS (SELECT 1 FROM %s WHERE %s = ? AND time BETWEEN f.first AND f.last AND fact_id = f.id)`
	from, byEntity, byTopic := `facts f`, q.Entity != 0, q.Topic != ""
	switch {
	case len(q.IDs) > 0:
		where = append(where, `f.id IN (SELECT COALESCE(merged_into, id) FROM facts WHERE id `+in(&args, q.IDs)+`)`)
	case q.Story != 0:
	case byEntity:
		from, byEntity = tellings("fact_entities", "entity_id", q.Entity, entityTellings), false
	default:
		from, byTopic = tellings("fact_topics", "topic", q.Topic, tellingsRead), false
	}
	if q.Story != 0 {
		and(`f.story_id = COALESCE((SELECT merged_into FROM stories WHERE id = ?), ?)`, q.Story, q.Story)
	}
	and(`f.last >= ?`, since)
	and(`f.first <= ?`, until)
	if q.Retold {
		where = append(where, `f.first < f.last`)
	}
	if byEntity {
		and(fmt.Sprintf(told, "fact_entities", "entity_id"), q.Entity)
	}
	if byTopic {
		and(fmt.Sprintf(told, "fact_topics", "topic"), q.Topic)
	}
	order := `f.weight DESC, f.id`
	if q.Oldest {
		order = `f.first, f.id`
	}
	return `SELECT ` + factColumns + ` FROM ` + from + ` WHERE ` + strings.Join(where, ` AND `) + ` ORDER BY ` + order +
		` LIMIT ` + bind(&args, cmp.Or(q.Limit, defaultFacts)), args
}

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
		query, args := selectArrivals(q)
		err := rows(ctx, tx, query, args, func(r *sql.Rows) error {
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
		out.More = max(0, len(fresh)-limit)
		out.Facts = slices.Concat(fresh[:min(len(fresh), limit)], again[:min(len(again), limit)])
		if err := aliases(ctx, tx, out.Facts); err != nil {
			return err
		}
		return d.fillFacts(ctx, tx, out.Facts, ` AND a.current AND a.id <= `+strconv.FormatInt(q.Through, 10), stating,
			denying)
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
func selectArrivals(q news.ArrivalQuery) (query string, args []any) {
	topic, after, through := bind(&args, q.Topic), bind(&args, q.After), bind(&args, q.Through)
	articles := ` FROM article_topics t CROSS JOIN articles a CROSS JOIN sentences s WHERE t.topic = ` + topic +
		` AND t.article_id > ` + after + ` AND t.article_id <= ` + through + ` AND t.time >= ` +
		bind(&args, millis(q.Since)) +
		` AND a.id = t.article_id AND a.time >= a.seen - ` + bind(&args, q.Late.Milliseconds()) +
		` AND s.article_id = a.id`
	return `SELECT f.id, f.story_id, f.weight, EXISTS (SELECT 1 FROM sentences e WHERE e.fact_id = f.id AND e.article_id <= ` + after + `)
		FROM (SELECT DISTINCT fact_id FROM (SELECT
		s.fact_id` + articles + ` UNION ALL SELECT s.denies` + articles + ` AND s.denies IS NOT NULL) u) l
		JOIN facts f ON f.id = l.fact_id ORDER BY f.weight DESC, f.id`, args
}

// StoryFacts returns the facts of a story that were told at or after since, those told last first, with all their
// sentences, also those of superseded revisions: what an outlet has said before is no news when it says it again. It
// leaves DeniedBy empty: it serves the comparison of sentences, for every article that arrives.
func (d *DB) StoryFacts(ctx context.Context, story int64, since time.Time, limit int) (out []news.Fact, err error) {
	defer d.wrap(&err, "facts of story %d", story)
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		out, err = d.storyFacts(ctx, tx, story, since, limit)
		return err
	})
	return out, err
}

func (d *DB) storyFacts(ctx context.Context, q querier, story int64, since time.Time, limit int) ([]news.Fact, error) {
	out, err := factsOfStory(ctx, q, story, since, limit)
	if err != nil {
		return nil, err
	}
	return out, d.fillFacts(ctx, q, out, ``, stating)
}

// factsOfStory is storyFacts without the sentences.
func factsOfStory(ctx context.Context, q querier, story int64, since time.Time, limit int) ([]news.Fact, error) {
	return facts(ctx, q,
		`SELECT `+factColumns+` FROM facts f WHERE f.story_id = $1 AND f.last >= $2 AND f.merged_into IS NULL ORDER `+
			`BY f.last DESC, f.id DESC LIMIT $3`,
		story, millis(since), limit)
}

const factColumns = `f.id, f.story_id, f.first, f.last, f.weight`

func facts(ctx context.Context, q querier, query string, args ...any) (out []news.Fact, err error) {
	err = rows(ctx, q, query, args, func(r *sql.Rows) error {
		f, err := scanFact(r)
		out = append(out, f)
		return err
	})
	return out, err
}

// scanFact scans factColumns before other columns.
func scanFact(r *sql.Rows, behind ...any) (f news.Fact, err error) {
	var first, last int64
	err = r.Scan(append([]any{&f.ID, &f.Story, &first, &last, &f.Weight}, behind...)...)
	f.First, f.Last = instant(first), instant(last)
	return f, err
}

// What a sentence can be to a fact: the column that refers to it.
const (
	stating = "fact_id"
	denying = "denies"
)

func byID(all []news.Fact) map[int64]*news.Fact {
	at := make(map[int64]*news.Fact, len(all))
	for i := range all {
		at[all[i].ID] = &all[i]
	}
	return at
}

// fillFacts gives the facts the sentences that state them and those that deny them, as the columns say. condition
// restricts the sentences.
func (d *DB) fillFacts(ctx context.Context, q querier, all []news.Fact, condition string, columns ...string) error {
	at := byID(all)
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(at)), maxParameters) {
		for _, column := range columns {
			var args []any
			found, err := d.sentences(ctx, q, `s.`+column+` `+in(&args, ids)+condition, args)
			if err != nil {
				return err
			}
			if err := fillSentences(ctx, q, found); err != nil {
				return err
			}
			for _, s := range found {
				if column == denying {
					at[s.Denies].DeniedBy = append(at[s.Denies].DeniedBy, s)
				} else {
					at[s.Fact].Sentences = append(at[s.Fact].Sentences, s)
				}
			}
		}
	}
	return nil
}

// sentences returns those of a condition in order of arrival, without what was read in them.
func (d *DB) sentences(ctx context.Context, q querier, condition string, args []any) (out []news.Sentence, err error) {
	query := `SELECT s.id, s.article_id, a.url, a.title, o.name, a.time, a.seen, s.span_start, s.span_end, s.text, s.position, s.fact_id,
			s.origin_name, s.origin_kind, s.origin_family, s.origin_citing, s.origin_party, s.status, s.hedged,
			s.background,
			s.people, s.weight, s.terms, COALESCE(s.denies, 0)
		FROM sentences s JOIN articles a ON a.id = s.article_id JOIN sources o ON o.id = a.source_id
		WHERE ` + condition + ` ORDER BY s.id`
	err = rows(ctx, q, query, args, func(r *sql.Rows) error {
		var s news.Sentence
		var at, seen int64
		var people, terms string
		err := r.Scan(&s.ID, &s.Article, &s.URL, &s.Title, &s.Source, &at, &seen, &s.Start, &s.End, &s.Text,
			&s.Position, &s.Fact,
			&s.Origin.Name, &s.Origin.Kind, &s.Origin.Family, &s.Origin.Citing, &s.Origin.Party, &s.Status, &s.Hedged,
			&s.Background,
			&people, &s.Weight, &terms, &s.Denies)
		if err != nil {
			return err
		}
		s.Time, s.Arrived = instant(at), instant(seen)
		s.Origin.Naming = d.options.Names.Naming(s.Origin.Name)
		if s.People, err = parseList(people); err != nil {
			return err
		}
		s.Terms, err = parseTerms(terms)
		out = append(out, s)
		return err
	})
	return out, err
}

// fillSentences adds the statements, figures and places of the sentences: one query for each kind.
func fillSentences(ctx context.Context, q querier, all []news.Sentence) error {
	if len(all) == 0 {
		return nil
	}
	type place struct {
		article int64
		start   int
	}
	at := make(map[place]*news.Sentence, len(all))
	for i := range all {
		at[place{all[i].Article, all[i].Start}] = &all[i]
	}
	// Whole articles are read, of which about a half is wanted: one search in the index for each article costs less
	// than one for each sentence. The lists come in a few lengths, so that the statements stay prepared.
	var articles []int64
	for _, s := range all {
		articles = append(articles, s.Article)
	}
	articles = unique(articles)
	each := func(table, columns string, scan func(r *sql.Rows, s *news.Sentence) error) error {
		var found place
		key := []any{&found.article, &found.start}
		for range strings.Count(columns, ",") + 1 - strings.Count(columns, "COALESCE(") {
			key = append(key, skipped{})
		}
		for rest := articles; len(rest) > 0; {
			n := lot(len(rest), maxParameters)
			var args []any
			query := `SELECT x.article_id, x.sentence, ` + columns + ` FROM ` + table + ` x WHERE x.article_id ` +
				in(&args, rest[:n]) +
				` AND x.sentence >= 0 ORDER BY x.article_id, x.sentence, x.position`
			rest = rest[n:]
			err := rows(ctx, q, query, args, func(r *sql.Rows) error {
				if err := r.Scan(key...); err != nil {
					return err
				}
				s := at[found]
				if s == nil {
					return nil
				}
				return scan(r, s)
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
	var article int64
	var start int
	err := each("statements", statementColumns, func(r *sql.Rows, s *news.Sentence) error {
		st, err := scanStatement(r, &article, &start)
		if err != nil {
			return err
		}
		s.Statements = append(s.Statements, st)
		return nil
	})
	if err != nil {
		return err
	}
	err = each("figures", figureColumns, func(r *sql.Rows, s *news.Sentence) error {
		f, err := scanFigure(r, &article, &start)
		if err != nil {
			return err
		}
		s.Figures = append(s.Figures, f)
		return nil
	})
	if err != nil {
		return err
	}
	return each("places", placeColumns, func(r *sql.Rows, s *news.Sentence) error {
		p, err := scanPlace(r, &article, &start)
		if err != nil {
			return err
		}
		s.Places = append(s.Places, p)
		return nil
	})
}

// skipped receives a column that nobody wants.
type skipped struct{}

// Scan takes anything.
func (skipped) Scan(any) error { return nil }

const statementColumns = `COALESCE(x.speaker_id, 0), x.speaker, x.stance, x.quote, x.via, x.anonymous, x.hedged, x.denies,
	x.source_spans, x.cue_spans, x.content_spans`

// scanStatement scans statementColumns behind other columns.
func scanStatement(r *sql.Rows, before ...any) (st news.Statement, err error) {
	var source, cue, content string
	err = r.Scan(append(before, &st.SpeakerID, &st.Speaker, &st.Stance, &st.Quote, &st.Via, &st.Anonymous, &st.Hedged,
		&st.Denies,
		&source, &cue, &content)...)
	if err != nil {
		return st, err
	}
	for _, l := range []struct {
		to   *[]news.Span
		from string
	}{{&st.Source, source}, {&st.Cue, cue}, {&st.Content, content}} {
		if *l.to, err = parseSpans(l.from); err != nil {
			return st, err
		}
	}
	return st, nil
}

const figureColumns = `x.span_start, x.span_end, x.kind, x.low, x.high, x.bound, x.unit, x.who, x.place, x.period, x.given_by,
	x.cumulative, x.down`

func scanFigure(r *sql.Rows, before ...any) (f news.Figure, err error) {
	err = r.Scan(append(before, &f.Start, &f.End, &f.Kind, &f.Low, &f.High, &f.Bound, &f.Unit, &f.Who, &f.Place,
		&f.Period, &f.By,
		&f.Cumulative, &f.Down)...)
	return f, err
}

const placeColumns = `x.span_start, x.span_end, x.name, x.lat, x.lon, x.geonames, x.country`

func scanPlace(r *sql.Rows, before ...any) (p news.Place, err error) {
	var lat, lon sql.NullFloat64
	err = r.Scan(append(before, &p.Start, &p.End, &p.Name, &lat, &lon, &p.GeoNames, &p.Country)...)
	if lat.Valid && lon.Valid {
		p.Point = &news.Point{Lat: lat.Float64, Lon: lon.Float64}
	}
	return p, err
}
