package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"sitrep/news"
)

// movedTables are the tables, those first that others refer to, each with the columns that tell its rows apart. later
// is a column that refers to other rows of the same table. The search index is not moved, but made anew.
var movedTables = []struct{ table, key, later string }{
	{"sources", "id", ""},
	{"feeds", "id", ""},
	{"feed_items", "feed_id, key", ""},
	{"stories", "id", "merged_into"},
	{"story_terms", "term, day, story_id", ""},
	{"story_topics", "topic, day, story_id", ""},
	{"events", "id", "merged_into"},
	{"event_terms", "term, day, event_id, owner", ""},
	{"articles", "id", ""},
	{"bodies", "article_id", ""},
	{"pages", "id", ""},
	{"article_topics", "topic, time, article_id", ""},
	{"terms", "id", ""},
	{"uncounted", "article_id", ""},
	{"told", "week, key, owner", ""},
	{"entities", "id", "merged"},
	{"aliases", "entity_id, name, owner", ""},
	{"alias_keys", "key, entity_id, owner", ""},
	{"roles", "entity_id, title, owner", ""},
	{"mentions", "article_id, entity_id", ""},
	{"pins", "kind, key", ""},
	{"corrections", "id", ""},
	{"facts", "id", "merged_into"},
	{"event_decisions", "id", ""},
	{"event_articles", "source_id, key", ""},
	{"hidden_events", "guild, event_id", ""},
	{"reports", "id", ""},
	{"fact_topics", "topic, time, fact_id, owner", ""},
	{"fact_entities", "entity_id, time, fact_id, owner", ""},
	{"sentences", "id", ""},
	{"statements", "article_id, sentence, position", ""},
	{"figures", "article_id, sentence, position", ""},
	{"places", "article_id, sentence, position", ""},
	{"subscriptions", "id", ""},
	{"digests", "id", ""},
	{"developments", "subscription_id, fact_id, digest_id", ""},
	{"upkeep", "kind", ""},
	{"deliveries", "id", ""},
	{"amended", "digest_id", ""},
	{"edits", "delivery_id", ""},
	{"amending", "one", ""},
	{"mutes", "id", ""},
	{"servers", "guild", ""},
	{"own_topics", "id", ""},
}

// movedTogether is how many rows one transaction of a move brings over.
const movedTogether = 1000

// Move copies all that is stored from one database, which is only read and which nobody may use meanwhile, to another
// one, which is empty or holds the beginning of such a move: stopped at any moment, it is gone on with. Until it is
// done nobody can open the other. At the end the two are compared, table by table, and the other is checked. told is
// called as it goes with how many rows of a table have come over.
func Move(ctx context.Context, from, to string, o Options, told func(table string, rows, of int64)) (err error) {
	source, err := open(ctx, from, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.close(ctx)) }()
	target, err := open(ctx, to, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.close(ctx)) }()
	defer target.wrap(&err, "move %s to %s", source.path, target.path)
	m := moving{source: source, target: target, told: told}
	for _, step := range []func(context.Context) error{m.begin, m.copy, m.link, m.compare, m.end} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

type moving struct {
	source, target *DB
	told           func(table string, rows, of int64)
}

// begin makes sure that the one can be read and the other be filled, and marks that.
func (m *moving) begin(ctx context.Context) error {
	if err := m.source.Occupy(); err != nil {
		return err
	}
	current, latest, err := m.source.SchemaVersion(ctx)
	if err == nil && current != latest {
		err = news.Errorf(news.Invalid, "%s has schema %d, this program %d: run `sitrep migrate` on it first",
			m.source.path, current, latest)
	}
	if err != nil {
		return err
	}
	if err := m.target.migrate(ctx); err != nil {
		return err
	}
	var marked string
	err = m.target.writer.QueryRowContext(ctx, `SELECT source FROM moving`).Scan(&marked)
	switch {
	case err == nil && marked == m.source.path:
		return nil
	case err == nil:
		return news.Errorf(news.Conflict, "a move of %s to %s is not finished: go on with that, or take an empty "+
			"database", marked, m.target.path)
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	for _, t := range movedTables {
		var filled bool
		err := m.target.writer.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM `+t.table+`)`).Scan(&filled)
		if err != nil {
			return err
		}
		if filled {
			return news.Errorf(news.Conflict, "%s is not empty: a move needs an empty database", m.target.path)
		}
	}
	_, err = m.target.writer.ExecContext(ctx, `INSERT INTO moving (source) VALUES ($1)`, m.source.path)
	return err
}

// copy brings the rows over, each table from behind the last row that has come.
func (m *moving) copy(ctx context.Context) error {
	for _, t := range movedTables {
		of, err := countRows(ctx, m.source.reader, t.table)
		if err != nil {
			return err
		}
		n, err := countRows(ctx, m.target.reader, t.table)
		if err != nil {
			return err
		}
		m.told(t.table, n, of)
		for {
			some, err := m.some(ctx, t.table, t.key, t.later)
			if err != nil {
				return fmt.Errorf("table %s: %w", t.table, err)
			}
			if some == 0 {
				break
			}
			n += some
			m.told(t.table, n, of)
		}
	}
	return nil
}

func countRows(ctx context.Context, q querier, table string) (n int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+table).Scan(&n)
	return n, err
}

// some brings the next rows over and returns how many.
func (m *moving) some(ctx context.Context, table, key, later string) (n int64, err error) {
	width := strings.Count(key, ",") + 1
	last := make([]any, width)
	into := make([]any, width)
	for i := range last {
		into[i] = &last[i]
	}
	descending := strings.ReplaceAll(key, ",", " DESC,") + " DESC"
	err = m.target.reader.QueryRowContext(ctx, `SELECT `+key+` FROM `+table+` ORDER BY `+descending+` LIMIT 1`).
		Scan(into...)
	var args []any
	where := ""
	switch {
	case err == nil:
		var marks []string
		for _, v := range last {
			marks = append(marks, bind(&args, v))
		}
		where = ` WHERE (` + key + `) > (` + strings.Join(marks, ", ") + `)`
	case !errors.Is(err, sql.ErrNoRows):
		return 0, err
	}
	query := `SELECT * FROM ` + table + where + ` ORDER BY ` + key + ` LIMIT ` + bind(&args, movedTogether)
	var insert *insertion
	err = rows(ctx, m.source.reader, query, args, func(r *sql.Rows) error {
		columns, err := r.ColumnTypes()
		if err != nil {
			return err
		}
		if insert == nil {
			insert = insertInto(table+" ("+nameAll(columns)+")", "")
		}
		row, err := wholeRow(r, columns, later)
		insert.add(row...)
		n++
		return err
	})
	if err != nil || n == 0 {
		return 0, err
	}
	return n, m.target.write(ctx, func(ctx context.Context, tx *sql.Tx) error { return insert.run(ctx, tx, nil) })
}

func nameAll(columns []*sql.ColumnType) string {
	var names []string
	for _, c := range columns {
		names = append(names, c.Name())
	}
	return strings.Join(names, ", ")
}

// wholeRow reads all columns of a row. What the column later refers to may not have come yet.
func wholeRow(r *sql.Rows, columns []*sql.ColumnType, later string) ([]any, error) {
	row, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		into[i] = &row[i]
	}
	if err := r.Scan(into...); err != nil {
		return nil, err
	}
	for i, c := range columns {
		if n, isNumber := row[i].(int64); isNumber && c.DatabaseTypeName() == "BOOLEAN" { // as SQLite keeps it
			row[i] = n != 0
		}
		if c.Name() == later {
			row[i] = nil
		}
	}
	return row, nil
}

// link fills what refers to rows of the same table, lets ids go on where they were, and has the articles indexed.
func (m *moving) link(ctx context.Context) error {
	return m.target.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, t := range movedTables {
			if t.later != "" {
				if err := m.refer(ctx, tx, t.table, t.later); err != nil {
					return fmt.Errorf("table %s: %w", t.table, err)
				}
			}
			if t.key != "id" {
				continue
			}
			var last int64
			if err := m.source.reader.QueryRowContext(ctx, m.source.dialect.lastID, t.table).Scan(&last); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, m.target.dialect.goOnBehind(t.table), last); err != nil {
				return fmt.Errorf("ids of %s: %w", t.table, err)
			}
		}
		for _, q := range []string{
			`DELETE FROM unindexed`,
			m.target.dialect.unindexAll,
			`INSERT INTO unindexed (article_id) SELECT id FROM articles WHERE current`,
		} {
			if _, err := tx.ExecContext(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
}

func (m *moving) refer(ctx context.Context, tx *sql.Tx, table, column string) error {
	pairs := map[int64]int64{}
	query := `SELECT id, ` + column + ` FROM ` + table + ` WHERE ` + column + ` IS NOT NULL`
	err := rows(ctx, m.source.reader, query, nil, func(r *sql.Rows) error {
		var id, to int64
		err := r.Scan(&id, &to)
		pairs[id] = to
		return err
	})
	if err != nil {
		return err
	}
	for id, to := range pairs {
		_, err := tx.ExecContext(ctx, `UPDATE `+table+` SET `+column+` = $2 WHERE id = $1`, id, to)
		if err != nil {
			return err
		}
	}
	return nil
}

// compare counts the rows of both.
func (m *moving) compare(ctx context.Context) error {
	for _, t := range movedTables {
		want, err := countRows(ctx, m.source.reader, t.table)
		if err != nil {
			return err
		}
		got, err := countRows(ctx, m.target.reader, t.table)
		if err != nil {
			return err
		}
		if got != want {
			return news.Errorf(news.Conflict, "%s has %d rows of %s, and %s %d: was it used meanwhile? Take an empty "+
				"database and begin anew", m.source.path, want, t.table, m.target.path, got)
		}
	}
	return nil
}

// end indexes the articles, checks the whole and opens it to everybody.
func (m *moving) end(ctx context.Context) error {
	if err := m.target.indexLeft(ctx); err != nil {
		return err
	}
	if err := m.target.Check(ctx); err != nil {
		return err
	}
	_, err := m.target.writer.ExecContext(ctx, `DELETE FROM moving`)
	return err
}
