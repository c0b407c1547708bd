package storage

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"time"

	"sitrep/news"
)

// SplitEvent takes articles away from an event, with all their revisions and what they state: they tell of the event
// into, or of a new one if into is 0. Which it returns. The two are told apart from then on, whatever their words.
// Facts that both parts state are divided.
//
// An article that does not tell of the event is an Invalid error, and so is to take all of them.
func (d *DB) SplitEvent(ctx context.Context, id int64, articles []int64, into int64) (out news.Event, err error) {
	defer d.wrap(&err, "split event %d", id)
	err = d.decide(ctx, func(ctx context.Context, c deciding) error {
		s := eventSplit{deciding: c, into: into}
		if s.from, err = c.event(ctx, id); err != nil {
			return err
		}
		for _, step := range []func(context.Context) error{
			func(ctx context.Context) error { return s.choose(ctx, articles) },
			s.target, s.move, s.divideFacts,
		} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		out = s.to
		return c.log(ctx, news.Decision{What: news.DecideSplit, Event: s.from.ID, Other: s.to.ID, Articles: articles})
	})
	return out, err
}

// eventSplit is one run of SplitEvent.
type eventSplit struct {
	deciding
	from, to news.Event
	into     int64
	taken    []int64 // articles, in all revisions
	current  int     // of those, the current ones
	left     int     // current articles that stay
	title    string
	first    time.Time
	last     time.Time
	terms    []news.Term // the mean of the taken ones' vectors
	days     map[int64]bool
}

// choose finds all revisions of the articles.
func (s *eventSplit) choose(ctx context.Context, articles []int64) error {
	articles = unique(slices.Clone(articles))
	if len(articles) == 0 {
		return news.Errorf(news.Invalid, "no article is given")
	}
	mine, err := s.articlesOf(ctx, s.from.ID)
	if err != nil {
		return err
	}
	for _, id := range articles {
		if !slices.Contains(mine, id) {
			return news.Errorf(news.Invalid, "article %d does not tell of event %d: sitrep events show %d lists those "+
				"that do", id, s.from.ID, s.from.ID)
		}
	}
	s.current, s.left = len(articles), len(mine)-len(articles)
	if s.left == 0 {
		return news.Errorf(news.Invalid, "that is the whole of event %d: nothing would stay", s.from.ID)
	}
	var args []any
	s.days = map[int64]bool{}
	return rows(ctx, s.tx, `SELECT o.id, o.time, o.title, o.current FROM articles a
		JOIN articles o ON o.source_id = a.source_id AND o.key = a.key
		WHERE a.id `+in(&args, articles)+` ORDER BY o.time, o.id`, args, func(r *sql.Rows) error {
		var id, at int64
		var title string
		var current bool
		if err := r.Scan(&id, &at, &title, &current); err != nil {
			return err
		}
		s.taken = append(s.taken, id)
		s.days[day(at)] = true
		if current {
			s.title = cmp.Or(s.title, title)
			if s.first.IsZero() {
				s.first = instant(at)
			}
			s.last = instant(at)
		}
		return nil
	})
}

// target finds or makes the event that the articles tell of.
func (s *eventSplit) target(ctx context.Context) error {
	var lead string // of a text without a title
	sum := map[string]float64{}
	articles := map[int64]bool{}
	var args []any
	err := rows(ctx, s.tx, `SELECT s.article_id, s.text, s.terms FROM sentences s JOIN articles a ON a.id = s.article_id
		WHERE a.current AND s.position <= 1 AND s.article_id `+in(&args, s.taken)+` ORDER BY s.id`, args,
		func(r *sql.Rows) error {
			var article int64
			var text, encoded string
			if err := r.Scan(&article, &text, &encoded); err != nil {
				return err
			}
			terms, err := parseTerms(encoded)
			lead = cmp.Or(lead, text)
			articles[article] = true
			for _, t := range terms {
				sum[t.Text] += t.Weight
			}
			return err
		})
	if err != nil {
		return err
	}
	s.terms = unit(sum)
	if s.into != 0 {
		if s.to, err = s.event(ctx, s.into); err != nil {
			return err
		}
		if s.to.ID == s.from.ID {
			return news.Errorf(news.Invalid, "%d is the event that they tell of now", s.into)
		}
		s.to.Terms = mean(s.to.Terms, s.to.Articles, s.terms, s.current)
		s.to.Articles += s.current
		if s.first.Before(s.to.First) {
			s.to.First = s.first
		}
		if s.last.After(s.to.Last) {
			s.to.Last = s.last
		}
	} else {
		s.to = news.Event{
			Title: cmp.Or(s.title, lead), First: s.first, Last: s.last, Articles: s.current, Terms: s.terms,
			Kinds: s.from.Kinds,
		}
	}
	return saveEvent(ctx, s.tx, &s.to, cmp.Or(s.to.Owner, s.from.Owner))
}

// move gives the articles to the other event and parts the two.
func (s *eventSplit) move(ctx context.Context) error {
	for part := range slices.Chunk(s.taken, maxParameters/2) {
		args := []any{s.to.ID}
		_, err := s.tx.ExecContext(ctx, `UPDATE articles SET event_id = $1 WHERE id `+in(&args, part), args...)
		if err != nil {
			return err
		}
	}
	keys := insertInto("event_terms (term, day, event_id, owner)",
		"ON CONFLICT (term, day, event_id, owner) DO NOTHING")
	const looked = 12 // terms, as for an article
	for _, t := range s.terms[:min(looked, len(s.terms))] {
		for d := range s.days {
			keys.add(t.Text, d, s.to.ID, s.to.Owner)
		}
	}
	if err := keys.run(ctx, s.tx, nil); err != nil {
		return err
	}
	rest := s.from
	rest.Articles = max(s.left, s.from.Articles-s.current)
	rest.Terms = mean(s.from.Terms, s.from.Articles, s.terms, -s.current)
	if err := saveEvent(ctx, s.tx, &rest, rest.Owner); err != nil {
		return err
	}
	_, err := s.tx.ExecContext(ctx, `UPDATE events SET
		first = COALESCE((SELECT MIN(a.time) FROM articles a JOIN events m ON m.id = a.event_id
			WHERE a.current AND (m.id = $1 OR m.merged_into = $1)), first),
		last = COALESCE((SELECT MAX(a.time) FROM articles a JOIN events m ON m.id = a.event_id
			WHERE a.current AND (m.id = $1 OR m.merged_into = $1)), last)
		WHERE id = $1`, s.from.ID)
	if err != nil {
		return err
	}
	if err := partEvents(ctx, s.tx, s.from.ID, s.to.ID); err != nil {
		return err
	}
	for _, e := range []int64{s.from.ID, s.to.ID} {
		var args []any
		id := bind(&args, e)
		err := s.name(ctx, e, `event_id IN (SELECT id FROM events WHERE id = `+id+` OR merged_into = `+id+`)`, args)
		if err != nil {
			return err
		}
	}
	return nil
}

// divideFacts makes two of each fact that articles of both parts state.
func (s *eventSplit) divideFacts(ctx context.Context) error {
	var mixed []int64
	var args []any
	taken := in(&args, s.taken) // the same placeholders twice
	err := collect(ctx, s.tx, &mixed, `SELECT DISTINCT fact_id FROM sentences m WHERE article_id `+taken+`
		AND EXISTS (SELECT 1 FROM sentences o WHERE o.fact_id = m.fact_id AND NOT o.article_id `+taken+`)
		ORDER BY fact_id`, args...)
	if err != nil {
		return err
	}
	for _, fact := range mixed {
		if err := s.divide(ctx, fact); err != nil {
			return fmt.Errorf("divide fact %d: %w", fact, err)
		}
	}
	return nil
}

func (s *eventSplit) divide(ctx context.Context, fact int64) error {
	var id int64
	var args []any
	old := bind(&args, fact)
	taken := in(&args, s.taken)
	err := s.tx.QueryRowContext(ctx, `INSERT INTO facts (story_id, first, last, weight, owner)
		SELECT f.story_id, MIN(a.time), MAX(a.time), MAX(x.weight), MIN(a.owner) FROM sentences x
		JOIN articles a ON a.id = x.article_id JOIN facts f ON f.id = x.fact_id
		WHERE x.fact_id = `+old+` AND x.article_id `+taken+` GROUP BY f.story_id RETURNING id`, args...).Scan(&id)
	if err != nil {
		return err
	}
	topics, err := s.topics(ctx)
	if err != nil {
		return err
	}
	for _, step := range []func(p partition) string{
		func(p partition) string {
			return `UPDATE sentences SET fact_id = ` + p.id(id) + ` WHERE fact_id = ` + p.id(fact) + `
				AND article_id ` +
				in(p.args, s.taken)
		},
		func(p partition) string {
			return `INSERT INTO fact_topics (topic, time, fact_id, owner)
				SELECT t.topic, t.time, ` + p.id(id) + `, t.owner FROM fact_topics t
				WHERE t.topic ` + in(p.args, topics) + ` AND t.time IN ` + p.moved() + `
					AND t.fact_id = ` + p.id(fact) + `
				ON CONFLICT (topic, time, fact_id, owner) DO NOTHING`
		},
		func(p partition) string {
			return `INSERT INTO fact_entities (entity_id, time, fact_id, owner)
				SELECT e.entity_id, e.time, ` + p.id(id) + `, e.owner
				FROM fact_entities e WHERE e.entity_id IN ` + p.named() + ` AND e.time IN ` + p.moved() + `
					AND e.fact_id = ` + p.id(fact) + ` ON CONFLICT (entity_id, time, fact_id, owner) DO NOTHING`
		},
		func(p partition) string {
			return `DELETE FROM fact_topics WHERE topic ` + in(p.args, topics) + ` AND time IN ` + p.moved() +
				` AND fact_id = ` + p.id(fact) + ` AND time NOT IN ` + p.told(fact)
		},
		func(p partition) string {
			return `DELETE FROM fact_entities WHERE entity_id IN ` + p.named() + ` AND time IN ` + p.moved() +
				` AND fact_id = ` + p.id(fact) + ` AND time NOT IN ` + p.told(fact)
		},
		func(p partition) string {
			return `UPDATE facts SET first = (SELECT MIN(time) FROM ` + p.told(fact) + ` t),
				last = (SELECT MAX(time) FROM ` + p.told(fact) + ` t),
				weight = (SELECT MAX(weight) FROM sentences WHERE fact_id = ` + p.id(fact) + `)
					WHERE id = ` + p.id(fact)
		},
	} {
		var args []any
		query := step(partition{&args, s.taken})
		if _, err := s.tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

// partition writes the parts of a statement that divides a fact, and collects its arguments.
type partition struct {
	args  *[]any
	taken []int64
}

func (p partition) id(id int64) string { return `CAST(` + bind(p.args, id) + ` AS BIGINT)` }

// moved are the times of the articles that are taken away.
func (p partition) moved() string {
	return `(SELECT time FROM articles WHERE id ` + in(p.args, p.taken) + `)`
}

// named are the entities that they mention.
func (p partition) named() string {
	return `(SELECT entity_id FROM mentions WHERE article_id ` + in(p.args, p.taken) + `)`
}

// told are the times at which articles tell a fact.
func (p partition) told(fact int64) string {
	return `(SELECT a.time FROM sentences x JOIN articles a ON a.id = x.article_id WHERE a.owner = ''
		AND x.fact_id = ` +
		p.id(fact) + `)`
}

// topics are those of the articles that are taken, and the empty one, which is every topic.
func (s *eventSplit) topics(ctx context.Context) ([]string, error) {
	out := []string{""}
	var args []any
	err := rows(ctx, s.tx, `SELECT topics FROM articles WHERE id `+in(&args, s.taken), args, func(r *sql.Rows) error {
		var encoded string
		if err := r.Scan(&encoded); err != nil {
			return err
		}
		topics, err := parseList(encoded)
		out = append(out, topics...)
		return err
	})
	slices.Sort(out)
	return slices.Compact(out), err
}

// eventTerms is how many terms an event has, the heaviest.
const eventTerms = 60

// mean is the mean of two vectors that are themselves means of so many articles'. A negative number takes out.
func mean(a []news.Term, of int, b []news.Term, more int) []news.Term {
	n := float64(of + more)
	if n <= 0 {
		return a
	}
	sum := map[string]float64{}
	for _, t := range a {
		sum[t.Text] += t.Weight * float64(of) / n
	}
	for _, t := range b {
		sum[t.Text] += t.Weight * float64(more) / n
	}
	return heaviest(sum)
}

// unit is the vector of length 1.
func unit(sum map[string]float64) []news.Term {
	var square float64
	for _, t := range heaviest(sum) { // in one order, so that the sum is the same each time
		square += t.Weight * t.Weight
	}
	out := heaviest(sum)
	for i := range out {
		out[i].Weight /= math.Sqrt(square)
	}
	return out
}

func heaviest(sum map[string]float64) (out []news.Term) {
	for text, w := range sum {
		if w > 0 {
			out = append(out, news.Term{Text: text, Weight: w})
		}
	}
	slices.SortFunc(out, func(a, b news.Term) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Text, b.Text))
	})
	return out[:min(eventTerms, len(out))]
}

// both are what two sorted lists hold, sorted.
func both(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
