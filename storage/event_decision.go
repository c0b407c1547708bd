package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"sitrep/news"
)

// What operators say about events lasts. Events that are made one stay one by their ids; events that are told apart
// stand in each other's list and are never made one by their words; and each article whose event somebody has named
// has a row in event_articles, so that its later revisions stay there.

// decide makes one decision about events, in one transaction, while nobody files.
func (d *DB) decide(ctx context.Context, do func(ctx context.Context, c deciding) error) error {
	d.saveMu.Lock()
	defer d.saveMu.Unlock()
	defer d.facts.forget() // sentences know their events
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := d.takeTurn(ctx, tx); err != nil {
			return err
		}
		return do(ctx, deciding{d, tx})
	})
}

// deciding is one decision.
type deciding struct {
	d  *DB
	tx *sql.Tx
}

// event returns the event that an id leads to; a NotFound error if there is none.
func (c deciding) event(ctx context.Context, id int64) (news.Event, error) {
	return eventOf(ctx, c.tx, id)
}

func eventOf(ctx context.Context, q querier, id int64) (out news.Event, err error) {
	found := false
	err = rows(ctx, q, `SELECT `+eventColumns+` FROM events m JOIN events e ON e.id = COALESCE(m.merged_into, m.id)
		WHERE m.id = $1 AND `+seen(ctx, "e"), []any{id}, func(r *sql.Rows) (err error) {
		out, err = scanEvent(r)
		found = true
		return err
	})
	if err == nil && !found {
		err = news.Errorf(news.NotFound, "there is no event %d", id)
	}
	return out, err
}

func (c deciding) log(ctx context.Context, x news.Decision) error {
	_, err := c.tx.ExecContext(ctx, `
		INSERT INTO event_decisions (time, what, event_id, other_id, articles, guild, made_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, millis(c.d.options.Now()), x.What, x.Event, x.Other, idList(x.Articles),
		x.Guild, x.By)
	return err
}

// name makes an event that of all articles of another, or of those given if there are any, and of their revisions to
// come.
func (c deciding) name(ctx context.Context, event int64, condition string, args []any) error {
	_, err := c.tx.ExecContext(ctx, `INSERT INTO event_articles (source_id, key, event_id)
		SELECT DISTINCT source_id, key, CAST(`+bind(&args, event)+` AS BIGINT) FROM articles WHERE `+condition+`
		ON CONFLICT (source_id, key) DO UPDATE SET event_id = excluded.event_id`, args...)
	return err
}

// MergeEvents makes two events one: whatever tells of other tells of keep from now on, and other's id leads to keep. An
// event with itself is an Invalid error.
func (d *DB) MergeEvents(ctx context.Context, keep, other int64) (out news.Event, err error) {
	defer d.wrap(&err, "merge event %d into %d", other, keep)
	err = d.decide(ctx, func(ctx context.Context, c deciding) error {
		a, err := c.event(ctx, keep)
		if err != nil {
			return err
		}
		b, err := c.event(ctx, other)
		if err != nil {
			return err
		}
		if a.ID == b.ID {
			return news.Errorf(news.Invalid, "%d and %d are one event already: %s", keep, other, a.Title)
		}
		moved, err := c.articlesOf(ctx, b.ID)
		if err != nil {
			return err
		}
		if err := c.merge(ctx, a, b); err != nil {
			return err
		}
		out, err = c.event(ctx, a.ID)
		if err != nil {
			return err
		}
		return c.log(ctx, news.Decision{What: news.DecideMerge, Event: a.ID, Other: b.ID, Articles: moved})
	})
	return out, err
}

func (c deciding) merge(ctx context.Context, a, b news.Event) error {
	for _, pair := range [][2]int64{{a.ID, b.ID}, {b.ID, a.ID}} { // the last word counts
		if err := unpart(ctx, c.tx, pair[0], pair[1]); err != nil {
			return err
		}
	}
	if err := joinEvents(ctx, c.tx, a.ID, b.ID, 0); err != nil {
		return err
	}
	_, err := c.tx.ExecContext(ctx, `UPDATE events SET hidden = (SELECT k.hidden FROM events k WHERE k.id = $1)
		WHERE merged_into = $1`, a.ID)
	if err != nil {
		return err
	}
	a.Terms = mean(a.Terms, a.Articles, b.Terms, b.Articles)
	a.Articles += b.Articles
	a.Kinds, a.Towns = both(a.Kinds, b.Kinds), both(a.Towns, b.Towns)
	if b.First.Before(a.First) {
		a.First = b.First
	}
	if b.Last.After(a.Last) {
		a.Last = b.Last
	}
	if err := saveEvent(ctx, c.tx, &a, a.Owner); err != nil {
		return err
	}
	var args []any
	id := bind(&args, a.ID)
	return c.name(ctx, a.ID, `event_id IN (SELECT id FROM events WHERE id = `+id+` OR merged_into = `+id+`)`, args)
}

// unpart takes an event out of another's list of those that are others.
func unpart(ctx context.Context, tx *sql.Tx, of, id int64) error {
	all, err := apartFrom(ctx, tx, of)
	if err != nil || !slices.Contains(all, id) {
		return err
	}
	all = slices.DeleteFunc(all, func(x int64) bool { return x == id })
	_, err = tx.ExecContext(ctx, `UPDATE events SET apart = $2 WHERE id = $1`, of, idList(all))
	return err
}

// apartFrom lists the events that are others than one.
func apartFrom(ctx context.Context, q querier, id int64) ([]int64, error) {
	var encoded string
	err := q.QueryRowContext(ctx, `SELECT apart FROM events WHERE id = $1`, id).Scan(&encoded)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parseIDs(encoded)
}

// partEvents has two events stand in each other's list.
func partEvents(ctx context.Context, tx *sql.Tx, a, b int64) error {
	for _, pair := range [][2]int64{{a, b}, {b, a}} {
		all, err := apartFrom(ctx, tx, pair[0])
		if err != nil {
			return err
		}
		if slices.Contains(all, pair[1]) {
			continue
		}
		all = append(all, pair[1])
		slices.Sort(all)
		_, err = tx.ExecContext(ctx, `UPDATE events SET apart = $2 WHERE id = $1`, pair[0], idList(all))
		if err != nil {
			return err
		}
	}
	return nil
}

// articlesOf lists the current articles that tell of an event.
func (c deciding) articlesOf(ctx context.Context, event int64) (out []int64, err error) {
	err = collect(ctx, c.tx, &out, `SELECT a.id FROM articles a JOIN events m ON m.id = a.event_id
		WHERE a.current AND `+seen(ctx, "a")+` AND (m.id = $1 OR m.merged_into = $1) ORDER BY a.id`, event)
	return out, err
}

// HideEvent has nobody told of an event from now on: it is in no digest, alert, answer or page. guild hides it from the
// channels of that server alone, "" from all. by is who says so, "" for whoever runs the program.
func (d *DB) HideEvent(ctx context.Context, id int64, guild, by string) (out news.Event, err error) {
	defer d.wrap(&err, "hide event %d", id)
	now := millis(d.options.Now())
	return out, d.decide(ctx, func(ctx context.Context, c deciding) error {
		if out, err = c.event(ctx, id); err != nil {
			return err
		}
		if guild != "" {
			_, err = c.tx.ExecContext(ctx, `INSERT INTO hidden_events (guild, event_id, time) VALUES ($1, $2, $3)
				ON CONFLICT (guild, event_id) DO NOTHING`, guild, out.ID, now)
			if err == nil {
				err = d.untell(ctx, c.tx, guild, out.ID, instant(now))
			}
		} else {
			out.Hidden = true
			_, err = c.tx.ExecContext(ctx, `UPDATE events SET hidden = $2
				WHERE id = $1 OR merged_into = $1`, out.ID, now)
			if err == nil {
				err = settleReportsOf(ctx, c.tx, out.ID, now)
			}
		}
		if err != nil {
			return err
		}
		return c.log(ctx, news.Decision{What: news.DecideHide, Event: out.ID, Guild: guild, By: by})
	})
}

// ShowEvent takes [DB.HideEvent] back.
func (d *DB) ShowEvent(ctx context.Context, id int64, guild, by string) (out news.Event, err error) {
	defer d.wrap(&err, "show event %d", id)
	return out, d.decide(ctx, func(ctx context.Context, c deciding) error {
		if out, err = c.event(ctx, id); err != nil {
			return err
		}
		if guild != "" {
			_, err = c.tx.ExecContext(ctx, `DELETE FROM hidden_events WHERE guild = $1 AND event_id IN
				(SELECT id FROM events WHERE id = $2 OR merged_into = $2)`, guild, out.ID)
			if err == nil {
				err = d.untell(ctx, c.tx, guild, out.ID, instant(millis(d.options.Now())))
			}
		} else {
			out.Hidden = false
			_, err = c.tx.ExecContext(ctx, `UPDATE events SET hidden = 0 WHERE id = $1 OR merged_into = $1`, out.ID)
		}
		if err != nil {
			return err
		}
		return c.log(ctx, news.Decision{What: news.DecideShow, Event: out.ID, Guild: guild, By: by})
	})
}

// NamedEvent returns the event that an operator has said an article tells of; ID 0 is none.
func (d *DB) NamedEvent(ctx context.Context, source, key string) (news.Event, error) {
	return d.namedEvent(ctx, d.reader, source, key)
}

// NamedEvent is [DB.NamedEvent] within the batch.
func (b *Batch) NamedEvent(ctx context.Context, source, key string) (news.Event, error) {
	return b.d.namedEvent(ctx, b.tx, source, key)
}

func (d *DB) namedEvent(ctx context.Context, q querier, source, key string) (out news.Event, err error) {
	defer d.wrap(&err, "event of article %q of %s", key, source)
	err = rows(ctx, q, `SELECT `+eventColumns+` FROM event_articles p JOIN sources o ON o.id = p.source_id
		JOIN events m ON m.id = p.event_id JOIN events e ON e.id = COALESCE(m.merged_into, m.id)
		WHERE o.name = $1 AND p.key = $2 AND `+seen(ctx, "o")+` AND `+seen(ctx, "e"),
		[]any{source, key}, func(r *sql.Rows) (err error) {
			out, err = scanEvent(r)
			return err
		})
	return out, err
}

// Decisions returns what was decided about events, the latest first.
func (d *DB) Decisions(ctx context.Context, limit int) (out []news.Decision, err error) {
	defer d.wrap(&err, "list decisions")
	err = rows(ctx, d.reader, `
		SELECT x.id, x.time, x.what, x.event_id, x.other_id, x.articles, x.guild, x.made_by, e.title
		FROM event_decisions x JOIN events e ON e.id = x.event_id ORDER BY x.id DESC LIMIT $1`, []any{limit},
		func(r *sql.Rows) error {
			var x news.Decision
			var at int64
			var articles string
			err := r.Scan(&x.ID, &at, &x.What, &x.Event, &x.Other, &articles, &x.Guild, &x.By, &x.Title)
			if err == nil {
				x.Articles, err = parseIDs(articles)
			}
			x.Time = instant(at)
			out = append(out, x)
			return err
		})
	return out, err
}

// listedArticles is how many articles a list of events looks at, the latest.
const listedArticles = 20_000

// Events returns the events of a topic ("" is every topic) that articles told of last, the latest first. words, if
// there are any, all stand in the title.
func (d *DB) Events(ctx context.Context, topic, words string, limit int) (out []news.Event, err error) {
	defer d.wrap(&err, "list events")
	args := []any{topic, listedArticles}
	var where strings.Builder
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		w = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(w)
		where.WriteString(` AND LOWER(e.title) LIKE ` + bind(&args, "%"+w+"%") + ` ESCAPE '\'`)
	}
	query := `SELECT ` + eventColumns + ` FROM (
			SELECT COALESCE(m.merged_into, m.id) AS id, MAX(l.time) AS told FROM (
				SELECT t.article_id, t.time FROM article_topics t WHERE t.topic = $1 AND ` + seen(ctx, "t") + `
				ORDER BY t.time DESC, t.article_id DESC LIMIT $2) l
			JOIN articles a ON a.id = l.article_id JOIN events m ON m.id = a.event_id
			GROUP BY COALESCE(m.merged_into, m.id)) c
		JOIN events e ON e.id = c.id WHERE 0 = 0` + where.String() + `
			ORDER BY c.told DESC, e.id DESC LIMIT ` + bind(&args, limit)
	err = rows(ctx, d.reader, query, args, func(r *sql.Rows) error {
		e, err := scanEvent(r)
		out = append(out, e)
		return err
	})
	return out, err
}

// Event returns an event with the articles that tell of it, in order of publication.
func (d *DB) Event(ctx context.Context, id int64) (e news.Event, told []news.Article, err error) {
	defer d.wrap(&err, "event %d", id)
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if e, err = eventOf(ctx, tx, id); err != nil {
			return err
		}
		told, err = queryArticles(ctx, tx, `SELECT `+articleColumns+` FROM `+articleTables+`
			JOIN events m ON m.id = a.event_id WHERE a.current AND (m.id = $1 OR m.merged_into = $1)
			AND `+seen(ctx, "a")+` ORDER BY a.time, a.id`, e.ID)
		return err
	})
	return e, told, err
}
