package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
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
		query, args := selectFacts(ctx, q)
		if out, err = queryFacts(ctx, tx, query, args...); err != nil {
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
		hides, err := d.hides(ctx, tx)
		if err != nil {
			return err
		}
		query, args := selectFacts(ctx, q)
		if hides {
			query = `SELECT v.* FROM (` + query + `) v WHERE EXISTS (SELECT 1 FROM sentences s
				JOIN articles a ON a.id = s.article_id LEFT JOIN events e ON e.id = a.event_id
				WHERE s.fact_id = v.id` + shown(ctx) + `)`
		}
		query = `WITH w AS MATERIALIZED (` + query + `) SELECT w.*, (SELECT COUNT(*) FROM w
			WHERE first >= ` + bind(&args, millis(q.Since)) + `)
			FROM w ORDER BY weight DESC, id LIMIT ` + bind(&args, limit)
		err = rows(ctx, tx, query, args, func(r *sql.Rows) error {
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
		if out.Facts, err = d.stated(ctx, tx, out.Facts); err != nil {
			return err
		}
		until := int64(1) << 62
		if !q.Until.IsZero() {
			until = millis(q.Until)
		}
		out.Events, err = fillEvents(ctx, tx, out.Facts, `a.time BETWEEN $1 AND $2`, millis(q.Since), until)
		if err != nil || !hides {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT COUNT(DISTINCT COALESCE(h.merged_into, h.id))
			FROM article_topics t CROSS JOIN articles a CROSS JOIN events h WHERE t.topic = $1
			AND t.time BETWEEN $2 AND $3 AND `+seen(ctx, "t")+` AND a.id = t.article_id AND h.id = a.event_id
			AND `+withheld(ctx, "h"),
			q.Topic, millis(q.Since), until).Scan(&out.Hidden)
	})
	if err != nil {
		return news.Arrivals{}, err
	}
	return out, nil
}

// stated gives the facts their sentences and drops those that nobody states any more.
func (d *DB) stated(ctx context.Context, q querier, all []news.Fact) ([]news.Fact, error) {
	if err := fillAliases(ctx, q, all); err != nil {
		return nil, err
	}
	known := ` AND a.current`
	hides, err := d.hides(ctx, q)
	if err != nil {
		return nil, err
	}
	if hides {
		known += shown(ctx)
	}
	if err := d.fillFacts(ctx, q, all, known, stating, denying); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(f news.Fact) bool { return len(f.Sentences) == 0 }), nil
}

// shown is the condition that nobody has hidden what a sentence's article tells of, of which events e is the event: the
// operator from all, or a server from itself.
func shown(ctx context.Context) string {
	condition := ` AND (e.id IS NULL OR e.hidden = 0)` // so that PostgreSQL sees that it keeps nearly all
	if news.Viewer(ctx) != "" {
		condition += ` AND NOT ` + hiddenByServer(ctx, "e")
	}
	return condition
}

// withheld is the condition that the event of the table with that alias is hidden from whoever ctx asks for.
func withheld(ctx context.Context, alias string) string {
	if news.Viewer(ctx) == "" {
		return alias + `.hidden > 0`
	}
	return `(` + alias + `.hidden > 0 OR ` + hiddenByServer(ctx, alias) + `)`
}

// hiddenByServer is the condition that the server that ctx asks for has hidden an event, by whatever id it is met.
func hiddenByServer(ctx context.Context, alias string) string {
	return `EXISTS (SELECT 1 FROM hidden_events x WHERE x.guild = ` + literal(news.Viewer(ctx)) +
		` AND x.event_id = COALESCE(` + alias + `.merged_into, ` + alias + `.id))`
}

// hides reports whether anything is hidden from whoever ctx asks for: mostly nothing is, and nothing is spent on it.
func (d *DB) hides(ctx context.Context, q querier) (some bool, err error) {
	err = q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM events WHERE hidden > 0)
		OR EXISTS (SELECT 1 FROM hidden_events WHERE guild = $1)`, news.Viewer(ctx)).Scan(&some)
	return some, err
}

// selectFacts starts from what narrows most and checks the rest fact by fact.
func selectFacts(ctx context.Context, q news.FactQuery) (query string, args []any) {
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
	tellings := func(table, which string, most int) string {
		return `(SELECT DISTINCT fact_id FROM (SELECT fact_id FROM ` + table + ` WHERE ` + which +
			` AND owner ` + owners(ctx) + ` AND time BETWEEN ` + bind(&args, since) + ` AND ` + bind(&args, until) +
			` ORDER BY time DESC, fact_id DESC LIMIT ` + strconv.Itoa(most) + `) l) t JOIN facts f ON f.id = t.fact_id`
	}
	told := `EXISTS (SELECT 1 FROM %s WHERE %s AND time BETWEEN ` + firstTold(ctx) + ` AND ` + lastTold(ctx) +
		` AND fact_id = f.id AND owner ` + owners(ctx) + `)`
	from, byEntity, byTopic := `facts f`, q.Entity != 0, q.Topic != ""
	switch {
	case len(q.IDs) > 0:
		where = append(where, `f.id IN (SELECT COALESCE(merged_into, id) FROM facts WHERE id `+in(&args, q.IDs)+`)`)
	case q.Story != 0:
	case byEntity:
		from, byEntity = tellings("fact_entities", `entity_id = `+bind(&args, q.Entity), entityTellings), false
	default:
		from, byTopic = tellings("fact_topics", `topic `+oneOf(&args, q.Topic), tellingsRead), false
	}
	if q.Story != 0 {
		and(`f.story_id = COALESCE((SELECT merged_into FROM stories WHERE id = ?), ?)`, q.Story, q.Story)
	}
	and(lastTold(ctx)+` >= ?`, since)
	and(firstTold(ctx)+` <= ?`, until)
	where = append(where, seen(ctx, "f"))
	if q.Retold {
		where = append(where, firstTold(ctx)+` < `+lastTold(ctx))
	}
	if byEntity {
		and(fmt.Sprintf(told, "fact_entities", "entity_id = ?"), q.Entity)
	}
	if byTopic {
		and(fmt.Sprintf(told, "fact_topics", "topic "+oneOf(&args, q.Topic)))
	}
	order := `f.weight DESC, f.id`
	switch {
	case q.Oldest:
		order = `f.first, f.id`
	case q.Latest:
		order = lastTold(ctx) + ` DESC, f.id DESC`
	}
	return `SELECT ` + factColumns + ` FROM ` + from + ` WHERE ` + strings.Join(where, ` AND `) + ` ORDER BY ` + order +
		` LIMIT ` + bind(&args, cmp.Or(q.Limit, defaultFacts)), args
}

// StoryFacts returns the facts of a story that were told at or after since, those told last first, with their first and
// their latest sentences, also those of superseded revisions: what an outlet has said before is no news when it says it
// again. It leaves DeniedBy empty: it serves the comparison of sentences, for every article that arrives, and must not
// take longer the more a day has told.
func (d *DB) StoryFacts(ctx context.Context, story int64, since time.Time, limit int,
	wanted news.Wanted,
) (out []news.Fact, err error) {
	defer d.wrap(&err, "facts of story %d", story)
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if out, err = factsOfStory(ctx, tx, story, since, limit); err != nil {
			return err
		}
		return d.fillWanted(ctx, tx, pointers(out), wanted)
	})
	return out, err
}

// factsOfStory is StoryFacts without the sentences.
func factsOfStory(ctx context.Context, q querier, story int64, since time.Time, limit int) ([]news.Fact, error) {
	return queryFacts(ctx, q,
		`SELECT `+factColumns+` FROM facts f WHERE f.story_id = $1 AND f.last >= $2 AND f.merged_into IS NULL
			AND `+seen(ctx, "f")+` ORDER BY f.last DESC, f.id DESC LIMIT $3`,
		story, millis(since), limit)
}

const factColumns = `f.id, f.story_id, f.first, f.last, f.weight, f.owner`

func queryFacts(ctx context.Context, q querier, query string, args ...any) (out []news.Fact, err error) {
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
	err = r.Scan(append([]any{&f.ID, &f.Story, &first, &last, &f.Weight, &f.Owner}, behind...)...)
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
			found, err := d.sentences(ctx, q, `s.`+column+` `+in(&args, ids)+` AND `+seen(ctx, "a")+condition, args)
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

// A fact that everybody tells has thousands of sentences in a day. A new one is compared with those that had it first,
// which say whose it is, and with the latest.
const (
	firstSentences  = 4
	latestSentences = 12
)

// fillWanted gives the facts the first and the latest of the sentences that state them, or none if none of these is
// wanted. Those that have some, in order, are given those that came behind. An outline is read in a tenth of the time
// that all takes that was read in a sentence.
func (d *DB) fillWanted(ctx context.Context, q querier, all []*news.Fact, wanted news.Wanted) error {
	var fresh, behind []*news.Fact
	for _, f := range all {
		if len(f.Sentences) > 0 {
			behind = append(behind, f)
		} else {
			fresh = append(fresh, f)
		}
	}
	if wanted.Terms != nil {
		all, err := outlines(ctx, q, fresh)
		if err != nil {
			return err
		}
		fresh = slices.DeleteFunc(fresh, func(f *news.Fact) bool {
			told := all[f.ID]
			some := slices.ContainsFunc(told, func(s news.Sentence) bool { return wanted.Terms(s.Terms) })
			if !some && wanted.Outlines {
				f.Sentences = told
			}
			return !some
		})
	}
	at := map[int64]*news.Fact{}
	for _, f := range all {
		f.Sentences = slices.Clip(f.Sentences) // they may be somebody else's, too
		at[f.ID] = f
	}
	fill := func(condition string, args []any) error {
		found, err := d.sentences(ctx, q, condition+` AND `+seen(ctx, "a"), args)
		if err != nil {
			return err
		}
		if err := fillSentences(ctx, q, found); err != nil {
			return err
		}
		for _, s := range found {
			at[s.Fact].Sentences = append(at[s.Fact].Sentences, s)
		}
		return nil
	}
	if err := errors.Join(eachStated(fresh, fill), eachStated(behind, fill)); err != nil {
		return err
	}
	for _, f := range all {
		if told := f.Sentences; len(told) > firstSentences+latestSentences {
			f.Sentences = slices.Concat(told[:firstSentences], told[len(told)-latestSentences:])
		}
	}
	return nil
}

// outlines returns those sentences of facts without what was read in them.
func outlines(ctx context.Context, q querier, all []*news.Fact) (map[int64][]news.Sentence, error) {
	out := make(map[int64][]news.Sentence, len(all))
	return out, eachStated(all, func(condition string, args []any) error {
		return rows(ctx, q, `SELECT s.fact_id, s.article_id, s.text, s.weight, s.terms, a.title, a.time
			FROM sentences s JOIN articles a ON a.id = s.article_id WHERE `+condition+` AND `+seen(ctx, "a")+`
			ORDER BY s.id`, args, func(r *sql.Rows) error {
			var s news.Sentence
			var terms string
			var at int64
			err := r.Scan(&s.Fact, &s.Article, &s.Text, &s.Weight, &terms, &s.Title, &at)
			if err != nil {
				return err
			}
			s.Time = instant(at)
			s.Terms, err = parseTerms(terms)
			out[s.Fact] = append(out[s.Fact], s)
			return err
		})
	})
}

// eachStated calls do with conditions that select the first and the latest sentences s that state the facts, or of
// those that have some the latest behind them: either all the facts have, or none has.
func eachStated(all []*news.Fact, do func(condition string, args []any) error) error {
	const together = 32 // facts: SQLite takes five hundred parts
	const of = `SELECT id FROM (SELECT id FROM sentences WHERE fact_id = `
	for len(all) > 0 {
		n := lot(len(all), together)
		var args []any
		var parts []string
		for _, f := range all[:n] {
			id := bind(&args, f.ID)
			if last := len(f.Sentences) - 1; last >= 0 {
				id += ` AND id > ` + bind(&args, f.Sentences[last].ID)
			} else {
				parts = append(parts, of+id+` ORDER BY fact_id, id LIMIT `+strconv.Itoa(firstSentences)+`) p`)
			}
			parts = append(parts, of+id+` ORDER BY fact_id DESC, id DESC LIMIT `+strconv.Itoa(latestSentences)+`) p`)
		}
		all = all[n:]
		if err := do(`s.id IN (`+strings.Join(parts, ` UNION ALL `)+`)`, args); err != nil {
			return err
		}
	}
	return nil
}

func pointers(all []news.Fact) (out []*news.Fact) {
	for i := range all {
		out = append(out, &all[i])
	}
	return out
}

// FactsTold counts the facts that articles published in the window told.
func (d *DB) FactsTold(ctx context.Context, from, to time.Time) (n int, err error) {
	defer d.wrap(&err, "count facts told")
	err = d.reader.QueryRowContext(ctx,
		`SELECT COUNT(DISTINCT fact_id) FROM fact_topics t WHERE topic = '' AND time BETWEEN $1 AND $2 AND `+
			seen(ctx, "t"),
		millis(from), millis(to)).Scan(&n)
	return n, err
}

// aliases adds to the facts the ids of those that they have taken in.
func fillAliases(ctx context.Context, q querier, all []news.Fact) error {
	at := byID(all)
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(at)), maxParameters) {
		var args []any
		query := `SELECT id, merged_into FROM facts WHERE merged_into IS NOT NULL AND merged_into ` + in(&args, ids) +
			` AND owner ` + owners(ctx) +
			` ORDER BY id`
		err := rows(ctx, q, query, args, func(r *sql.Rows) error {
			var id, into int64
			if err := r.Scan(&id, &into); err != nil {
				return err
			}
			at[into].Aliases = append(at[into].Aliases, id)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// firstTold and lastTold are when a fact f was told first and last, as far as whoever ctx asks for may see it. Its row
// knows that of its owner's articles alone.
func firstTold(ctx context.Context) string { return toldAt(ctx, `first`, `MIN`, `<`) }

func lastTold(ctx context.Context) string { return toldAt(ctx, `last`, `MAX`, `>`) }

func toldAt(ctx context.Context, column, extreme, beyond string) string {
	viewer := news.Viewer(ctx)
	if viewer == "" {
		return `f.` + column
	}
	own := `(SELECT ` + extreme + `(y.time) FROM sentences z JOIN articles y ON y.id = z.article_id
		WHERE (z.fact_id = f.id OR z.denies = f.id) AND y.owner = ` + literal(viewer) + `)`
	return `CASE WHEN f.owner = '' AND ` + own + ` ` + beyond + ` f.` + column + ` THEN ` + own + ` ELSE f.` + column +
		` END`
}
