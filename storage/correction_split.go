package storage

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sitrep/news"
)

// SplitEntity takes names away from an entity and gives them, with what is stored under them, to the entity into, or to
// a new one if into is 0. Which it returns. In each article the mentions by those names go, and with them the bare
// surnames and descriptions nearest to them; roles go with the name that they stand beside. In what comes the names are
// the other's.
//
// A name that the entity does not have is a NotFound error; to take all of them, or to give them to another kind, an
// Invalid one.
func (d *DB) SplitEntity(ctx context.Context, id int64, names []string, into int64) (out news.Entity, err error) {
	defer d.wrap(&err, "split entity %d", id)
	bodies, err := d.bodiesNaming(ctx, id)
	if err != nil {
		return out, err
	}
	err = d.correct(ctx, func(ctx context.Context, c correcting) error {
		s := splitting{correcting: c, bodies: bodies}
		if s.from, err = c.entity(ctx, id); err != nil {
			return err
		}
		if err := s.choose(names); err != nil {
			return err
		}
		if err := s.target(ctx, into); err != nil {
			return err
		}
		for _, step := range []func(context.Context) error{s.moveNames, s.moveMentions, s.moveRoles, s.settle} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		out, err = entity(ctx, c.tx, s.to.ID)
		return err
	})
	return out, err
}

// splitting is one run of SplitEntity.
type splitting struct {
	correcting
	from, to    news.Entity
	taken, left []string // names
	owners      map[string]int64
	articles    []splitArticle
	bodies      map[int64]string // of articles that mentioned the entity before the correction began
}

// bodiesNaming reads the bodies of the articles that mention an entity, while others may write. A body never changes:
// it only expires.
func (d *DB) bodiesNaming(ctx context.Context, id int64) (map[int64]string, error) {
	var out map[int64]string
	err := d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		id, err := survivor(ctx, tx, id)
		if err != nil {
			return err
		}
		out, err = bodies(ctx, tx, `SELECT b.article_id, b.body, b.digest, b.bytes FROM mentions m
			JOIN bodies b ON b.article_id = m.article_id WHERE m.entity_id = $1`, id)
		return err
	})
	return out, err
}

// body is the body of an article, read now if the article came after the others were read.
func (s *splitting) body(ctx context.Context, article int64) (body string, err error) {
	if body, ok := s.bodies[article]; ok {
		return body, nil
	}
	found, err := bodies(ctx, s.tx, `SELECT article_id, body, digest, bytes FROM bodies WHERE article_id = $1`, article)
	return found[article], err
}

// splitArticle is an article that mentions the entity, with its mentions divided between the two.
type splitArticle struct {
	id, time   int64
	body       string
	spans      []news.Span
	owner      []int64
	moved, all bool // some mention, every mention is the other's
}

// choose parts the names into those that go and those that stay.
func (s *splitting) choose(names []string) error {
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[s.d.options.Names.Fold(n)] = false
	}
	for _, n := range append([]string{s.from.Name}, s.from.Aliases...) {
		key := s.d.options.Names.Fold(n)
		if _, ok := wanted[key]; ok {
			wanted[key] = true
			s.taken = append(s.taken, n)
		} else {
			s.left = append(s.left, n)
		}
	}
	for _, n := range names {
		if !wanted[s.d.options.Names.Fold(n)] {
			return news.Errorf(news.NotFound, "%s is not called %q; its names are: %s", s.from.Name, n,
				strings.Join(append([]string{s.from.Name}, s.from.Aliases...), "; "))
		}
	}
	if len(s.taken) == 0 || len(s.left) == 0 {
		return news.Errorf(news.Invalid, "a split takes some of the names of %s and leaves some", s.from.Name)
	}
	return nil
}

// target finds or makes the entity that gets the names.
func (s *splitting) target(ctx context.Context, into int64) (err error) {
	if into == 0 {
		s.to = news.Entity{Kind: s.from.Kind, Name: s.taken[0]}
		return s.tx.QueryRowContext(ctx, `INSERT INTO entities (kind, name, articles) VALUES ($1, $2, 0) RETURNING id`,
			s.to.Kind, s.to.Name).Scan(&s.to.ID)
	}
	if s.to, err = s.entity(ctx, into); err != nil {
		return err
	}
	switch {
	case s.to.ID == s.from.ID:
		return news.Errorf(news.Invalid, "%s cannot be split off itself", s.from.Name)
	case s.to.Kind != s.from.Kind:
		return news.Errorf(news.Invalid, "%s is of kind %s and %s of kind %s", s.from.Name, s.from.Kind, s.to.Name,
			s.to.Kind)
	}
	return nil
}

func (s *splitting) moveNames(ctx context.Context) error {
	if slices.Contains(s.taken, s.from.Name) { // what stays is called by the fullest name that is left
		name := s.d.options.Names.Fullest(s.left)
		if err := s.rename(ctx, s.from, name); err != nil {
			return err
		}
		s.from.Name = name
	}
	for _, n := range s.taken {
		if _, err := s.tx.ExecContext(ctx, `DELETE FROM aliases WHERE entity_id = $1 AND name = $2`, s.from.ID,
			n); err != nil {
			return err
		}
		if _, err := s.tx.ExecContext(ctx,
			`INSERT INTO aliases (entity_id, name) VALUES ($1, $2) ON CONFLICT (entity_id, name, owner) DO `+
				`NOTHING`, s.to.ID, n); err != nil {
			return err
		}
	}
	s.owners = map[string]int64{}
	var full []string
	for _, n := range s.left {
		if key := s.d.options.Names.Fold(n); s.d.options.Names.Full(s.from.Kind, key) {
			s.owners[key] = s.from.ID
			full = append(full, n)
		}
	}
	for _, n := range s.taken {
		s.owners[s.d.options.Names.Fold(n)] = s.to.ID
	}
	if err := s.pin(ctx, s.to, s.taken, false); err != nil {
		return err
	}
	return s.pin(ctx, s.from, full, true)
}

func (s *splitting) moveMentions(ctx context.Context) error {
	var broken error
	err := rows(ctx, s.tx, `SELECT article_id, time, spans FROM mentions WHERE owner = '' AND entity_id = $1
		ORDER BY article_id`, []any{s.from.ID}, func(r *sql.Rows) error {
		var a splitArticle
		var list string
		if err := r.Scan(&a.id, &a.time, &list); err != nil {
			return err
		}
		if a.spans, broken = parseSpans(list); broken != nil {
			return broken
		}
		slices.SortFunc(a.spans, func(x, y news.Span) int { return x.Start - y.Start })
		s.articles = append(s.articles, a)
		return nil
	})
	if err != nil {
		return err
	}
	for i := range s.articles {
		a := &s.articles[i]
		if a.body, err = s.body(ctx, a.id); err != nil {
			return err
		}
		if s.divide(a); a.moved {
			if err := s.moveArticle(ctx, a); err != nil {
				return fmt.Errorf("article %d: %w", a.id, err)
			}
		}
	}
	return nil
}

func (s *splitting) divide(a *splitArticle) {
	words := make([]string, len(a.spans))
	for i, span := range a.spans {
		if span.Start >= 0 && span.Start <= span.End && span.End <= len(a.body) {
			words[i] = span.In(a.body)
		}
	}
	a.owner = news.Divide(words, func(w string) int64 { return s.owners[s.d.options.Names.Fold(w)] })
	a.all = len(a.owner) > 0
	for _, o := range a.owner {
		a.moved = a.moved || o == s.to.ID
		a.all = a.all && o == s.to.ID
	}
}

// owns tells whose the mentions in a span are.
func (a *splitArticle) owns(in news.Span) map[int64]bool {
	out := map[int64]bool{}
	for i, span := range a.spans {
		if in.Overlaps(span) {
			out[a.owner[i]] = true
		}
	}
	return out
}

// before tells whose the last mention is that begins before an offset, or the first of all.
func (a *splitArticle) before(offset int) int64 {
	out := a.owner[0]
	for i, span := range a.spans {
		if span.Start < offset {
			out = a.owner[i]
		}
	}
	return out
}

func (s *splitting) moveArticle(ctx context.Context, a *splitArticle) error {
	var gone, stay []news.Span
	for i, span := range a.spans {
		if a.owner[i] == s.to.ID {
			gone = append(gone, span)
		} else {
			stay = append(stay, span)
		}
	}
	if err := s.addMentions(ctx, a.id, s.to.ID, gone); err != nil {
		return err
	}
	query, args := `UPDATE mentions SET spans = $3 WHERE article_id = $1 AND entity_id = $2`, []any{
		a.id, s.from.ID,
		spanList(stay),
	}
	if len(stay) == 0 {
		query, args = `DELETE FROM mentions WHERE article_id = $1 AND entity_id = $2`, args[:2]
	}
	if _, err := s.tx.ExecContext(ctx, query, args...); err != nil {
		return err
	}
	spoken, err := s.moveStatements(ctx, a)
	if err != nil {
		return err
	}
	return s.moveSentences(ctx, a, spoken)
}

// moveStatements gives the other what it says in the article, and returns in which sentences that is.
func (s *splitting) moveStatements(ctx context.Context, a *splitArticle) (sentences map[int]bool, err error) {
	type statement struct{ sentence, position int }
	var moved []statement
	err = rows(ctx, s.tx,
		`SELECT sentence, position, source_spans, content_spans FROM statements WHERE article_id = $1 AND speaker_id `+
			`= $2`,
		[]any{a.id, s.from.ID}, func(r *sql.Rows) error {
			var st statement
			var source, content string
			if err := r.Scan(&st.sentence, &st.position, &source, &content); err != nil {
				return err
			}
			spans, err := parseSpans(source)
			if err == nil && len(spans) == 0 {
				spans, err = parseSpans(content)
			}
			if err != nil || len(spans) == 0 {
				return err
			}
			who := a.before(spans[0].Start)
			for _, span := range spans {
				if in := a.owns(span); len(in) == 1 {
					who = slices.Collect(maps.Keys(in))[0]
				}
			}
			if who == s.to.ID {
				moved = append(moved, st)
			}
			return nil
		})
	if err != nil {
		return nil, err
	}
	sentences = map[int]bool{}
	for _, st := range moved {
		sentences[st.sentence] = true
		_, err := s.tx.ExecContext(ctx,
			`UPDATE statements SET speaker_id = $4, speaker = $5 WHERE article_id = $1 AND sentence = $2 AND `+
				`position = $3`,
			a.id, st.sentence, st.position, s.to.ID, s.to.Name)
		if err != nil {
			return nil, err
		}
	}
	return sentences, nil
}

// moveSentences gives the other the sentences that mention it, the facts that they state, and those that it stands
// behind.
func (s *splitting) moveSentences(ctx context.Context, a *splitArticle, spoken map[int]bool) error {
	type sentence struct {
		id, fact int64
		span     news.Span
	}
	var all []sentence
	err := rows(ctx, s.tx,
		`SELECT id, fact_id, span_start, span_end FROM sentences WHERE article_id = $1 ORDER BY `+
			`span_start`, []any{a.id}, func(r *sql.Rows) error {
			var x sentence
			err := r.Scan(&x.id, &x.fact, &x.span.Start, &x.span.End)
			all = append(all, x)
			return err
		})
	if err != nil {
		return err
	}
	stay, gone := map[int64]bool{}, map[int64]bool{} // facts
	only, both := map[int]bool{}, map[int]bool{}     // sentences, by where they begin
	for _, x := range all {
		in := a.owns(x.span)
		gone[x.fact] = gone[x.fact] || in[s.to.ID]
		stay[x.fact] = stay[x.fact] || len(in) > 0 && (len(in) > 1 || !in[s.to.ID])
		switch {
		case in[s.to.ID] && len(in) > 1:
			both[x.span.Start] = true
		case in[s.to.ID], len(in) == 0 && (a.all || spoken[x.span.Start]):
			only[x.span.Start] = true
		}
		if both[x.span.Start] && spoken[x.span.Start] {
			if err := s.renameOrigin(ctx, x.id, s.from.Name, s.to.Name); err != nil {
				return err
			}
		}
	}
	for _, fact := range slices.Sorted(maps.Keys(gone)) {
		if !gone[fact] {
			continue
		}
		if _, err := s.tx.ExecContext(ctx, `INSERT INTO fact_entities (entity_id, time, fact_id) VALUES ($1, $2, $3)
			ON CONFLICT (entity_id, time, fact_id, owner) DO NOTHING`, s.to.ID, a.time, fact); err != nil {
			return err
		}
		if stay[fact] {
			continue
		}
		if _, err := s.tx.ExecContext(ctx,
			`DELETE FROM fact_entities WHERE owner = '' AND entity_id = $1 AND time = $2 AND fact_id = $3`,
			s.from.ID, a.time, fact); err != nil {
			return err
		}
	}
	err = s.renameSentences(ctx, a.id, s.from.Name, s.to.Name, func(start int) bool { return only[start] })
	if err != nil {
		return err
	}
	return s.listBoth(ctx, a.id, both)
}

// listBoth adds the other to the people of sentences that mention the two.
func (s *splitting) listBoth(ctx context.Context, article int64, starts map[int]bool) error {
	for _, start := range slices.Sorted(maps.Keys(starts)) {
		var id int64
		var encoded string
		err := s.tx.QueryRowContext(ctx, `SELECT id, people FROM sentences WHERE article_id = $1 AND span_start = $2`,
			article, start).Scan(&id, &encoded)
		if err != nil {
			return err
		}
		people, err := parseList(encoded)
		if err != nil {
			return err
		}
		if !slices.Contains(people, s.from.Name) || slices.Contains(people, s.to.Name) {
			continue
		}
		if _, err := s.tx.ExecContext(ctx, `UPDATE sentences SET people = $2 WHERE id = $1`, id,
			list(append(people, s.to.Name))); err != nil {
			return err
		}
	}
	return nil
}

// report is what articles say of a role's bearer.
type report struct {
	articles    int
	first, last int64
	article     int64
	span        news.Span
}

func (r *report) add(a *splitArticle, span news.Span) {
	if r.articles == 0 || a.time < r.first {
		r.first = a.time
	}
	if r.articles == 0 || a.time >= r.last {
		r.last, r.article, r.span = a.time, a.id, span
	}
	r.articles++
}

// joined reports whether a title and a name stand together in a body: "Mayor Ann Lee", "Ann Lee, the mayor".
func (s *splitting) joined(body string, x, y news.Span) bool {
	if y.Start < x.Start {
		x, y = y, x
	}
	return x.End > y.Start || s.d.options.Names.Joined(body[x.End:y.Start])
}

// moveRoles counts anew, in the texts, beside whose name each role stands.
func (s *splitting) moveRoles(ctx context.Context) error {
	type role struct {
		title        string
		articles     int
		article      int64
		first, last  int64
		start, end   int
		inferred     bool
		mine, theirs report
	}
	var all []role
	err := rows(ctx, s.tx,
		`SELECT title, articles, article_id, first, last, span_start, span_end, inferred FROM roles
			WHERE entity_id = $1 AND owner = '' ORDER BY title`,
		[]any{s.from.ID}, func(r *sql.Rows) error {
			var x role
			err := r.Scan(&x.title, &x.articles, &x.article, &x.first, &x.last, &x.start, &x.end, &x.inferred)
			all = append(all, x)
			return err
		})
	if err != nil {
		return err
	}
	for _, r := range all {
		for i := range s.articles {
			a := &s.articles[i]
			mine, theirs := s.bearers(a, r.title)
			if mine.Len() > 0 {
				r.mine.add(a, mine)
			}
			if theirs.Len() > 0 {
				r.theirs.add(a, theirs)
			}
			// inferred, in an article about the other alone
			if mine.Len() == 0 && theirs.Len() == 0 && a.all && a.id == r.article {
				r.theirs.add(a, news.Span{Start: r.start, End: r.end})
			}
		}
		if r.theirs.articles == 0 {
			continue
		}
		if _, err := s.tx.ExecContext(ctx, `INSERT INTO roles (entity_id, title, first, last, article_id, span_start,
			span_end, articles, inferred)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`+addRole,
			s.to.ID, r.title, r.theirs.first, r.theirs.last, r.theirs.article, r.theirs.span.Start,
			r.theirs.span.End, r.theirs.articles, r.inferred); err != nil {
			return err
		}
		query, args := `DELETE FROM roles WHERE owner = '' AND entity_id = $1 AND title = $2`, []any{s.from.ID, r.title}
		if left := r.articles - r.theirs.articles; r.mine.articles > 0 {
			query = `UPDATE roles SET articles = $3, first = $4, last = $5, article_id = $6, span_start = $7, ` +
				`span_end = $8 WHERE owner = '' AND entity_id = $1 AND title = $2`
			args = append(args, max(left, r.mine.articles), r.mine.first, r.mine.last, r.mine.article,
				r.mine.span.Start, r.mine.span.End)
		} else if left > 0 && r.article != r.theirs.article {
			query = `UPDATE roles SET articles = $3 WHERE owner = '' AND entity_id = $1 AND title = $2`
			args = append(args, left)
		}
		if _, err := s.tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

// bearers finds where in an article a title stands beside a mention of the one and of the other.
func (s *splitting) bearers(a *splitArticle, title string) (mine, theirs news.Span) {
	for from := 0; from < len(a.body); {
		i := strings.Index(a.body[from:], title)
		if i < 0 {
			break
		}
		at := news.Span{Start: from + i, End: from + i + len(title)}
		from = at.End
		for j, m := range a.spans {
			if m.End > len(a.body) || !s.joined(a.body, m, at) {
				continue
			}
			if a.owner[j] == s.to.ID {
				theirs = at
			} else {
				mine = at
			}
			break
		}
	}
	return mine, theirs
}

// settle makes keys and counts of the two true again and writes the record.
func (s *splitting) settle(ctx context.Context) error {
	for _, id := range []int64{s.from.ID, s.to.ID} {
		if err := s.rekey(ctx, id, s.taken); err != nil {
			return err
		}
		if err := s.count(ctx, id); err != nil {
			return err
		}
	}
	return s.log(ctx, news.Correction{
		What: news.CorrectSplit, Entity: s.from.ID, Other: s.to.ID, Name: s.to.Name,
		Names: s.taken,
	})
}
