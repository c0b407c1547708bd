package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"sitrep/news"
)

// SaveArticle stores a filing in one transaction and returns it with all ids filled in. An older revision of the
// article stops being current: its text, sentences and statements stay, search and profiles forget it.
//
// A revision that is stored already is a Conflict error; a sentence that is no span of the body is an Invalid one.
func (d *DB) SaveArticle(ctx context.Context, f news.Filing) (_ news.Filing, err error) {
	defer d.wrap(&err, "save article %q of %s", f.Article.Key, f.Article.Source.Name)
	if err := valid(f); err != nil {
		return f, err
	}
	if err := ctx.Err(); err != nil {
		return f, err
	}
	b, err := d.Batch(ctx)
	if err != nil {
		return f, err
	}
	out, err := b.SaveArticle(ctx, f)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return f, errors.Join(err, b.Rollback())
	}
	if err := b.Commit(ctx); err != nil {
		return f, err
	}
	return out, nil
}

// valid reports what would make stored spans unverifiable.
func valid(f news.Filing) error {
	if err := f.Article.Validate(); err != nil {
		return err
	}
	seen := map[news.Span]bool{}
	for _, s := range f.Sentences {
		if seen[s.Span()] {
			return news.Errorf(news.Invalid, "article %q: the sentence at %d stands twice", f.Article.Key, s.Start)
		}
		seen[s.Span()] = true
		if s.Start < 0 || s.End > len(f.Article.Body) || s.Start >= s.End || f.Article.Body[s.Start:s.End] != s.Text {
			return news.Errorf(news.Invalid, "article %q: the sentence at %d is no span of the body", f.Article.Key,
				s.Start)
		}
		if s.Fact == 0 {
			return news.Errorf(news.Invalid, "article %q: the sentence at %d has no fact", f.Article.Key, s.Start)
		}
	}
	for _, m := range f.Reading.Mentions {
		if m.Entity < 0 || m.Entity >= len(f.Reading.Entities) {
			return news.Errorf(news.Invalid, "article %q: the mention at %d has no entity", f.Article.Key, m.Start)
		}
	}
	return nil
}

// clone copies what saving fills in, so that the caller's filing stays as it is.
func clone(f news.Filing) news.Filing {
	f.Article.Revision = max(f.Article.Revision, 1)
	f.Reading.Entities = slices.Clone(f.Reading.Entities)
	f.Reading.Statements = slices.Clone(f.Reading.Statements)
	f.Sentences = slices.Clone(f.Sentences)
	return f
}

// saving is one run of SaveArticle.
type saving struct {
	b    *Batch
	d    *DB
	tx   *sql.Tx
	f    news.Filing
	time int64    // when the article counts as published
	old  struct { // the revision that was current, if there was one
		id, time int64
		topics   string
	}
	factIDs map[int64]int64 // of new facts, by their negative number in the filing
}

func (s *saving) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		s.source, s.article, s.supersede, s.survivors, s.entities, s.roles, s.mentions,
		s.story, s.absorb, s.unite, s.facts, s.sentences, s.told, s.correct, s.split, s.statements, s.figures, s.places,
		s.topics,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// saved tells memory and the batch what the article has taught: names, counts of terms, what is to be indexed.
func (s *saving) saved() {
	s.d.known.learn(s.f)
	for _, t := range s.f.Sentences {
		s.d.facts.changed(t.Fact)
	}
	for _, pair := range s.f.Same {
		s.d.facts.changed(pair[0], pair[1])
	}
	s.b.index = append(s.b.index, s.f.Article.ID)
	if s.old.id != 0 { // a revision has been counted before
		s.b.unindex[s.old.id] = true
		return
	}
	s.b.counted = append(s.b.counted, s.f.Terms)
	s.d.count(s.f.Terms)
}

func (s *saving) source(ctx context.Context) error {
	id, err := upsertSource(ctx, s.tx, s.f.Article.Source)
	s.f.Article.Source.ID = id
	return err
}

func (s *saving) article(ctx context.Context) error {
	a := &s.f.Article
	err := s.tx.QueryRowContext(ctx, `
		SELECT id, time, topics FROM articles WHERE source_id = $1 AND key = $2 AND current ORDER BY revision DESC LIMIT
		1`,
		a.Source.ID, a.Key).Scan(&s.old.id, &s.old.time, &s.old.topics)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	err = s.tx.QueryRowContext(ctx, `
		INSERT INTO articles (source_id, key, revision, current, feed_id, guid, url, canonical, title, byline, language,
		published,
			date_only, seen, time, partial, off_topic, topics)
		VALUES ($1, $2, $3, TRUE, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
		ON CONFLICT (source_id, key, revision) DO NOTHING RETURNING id`,
		a.Source.ID, a.Key, a.Revision, a.FeedID, a.GUID, a.URL, a.Canonical, a.Title, a.Byline, a.Language,
		millis(a.Published),
		a.DateOnly, millis(a.Seen), s.time, a.Partial, a.OffTopic, list(s.f.Topics)).Scan(&a.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return news.Errorf(news.Conflict, "revision %d of article %q is stored already", a.Revision, a.Key)
	}
	if err != nil {
		return err
	}
	_, err = s.tx.ExecContext(ctx, `INSERT INTO bodies (article_id, body) VALUES ($1, $2)`, a.ID, a.Body)
	return err
}

// supersede takes the older revision out of everything that counts or finds articles.
func (s *saving) supersede(ctx context.Context) error {
	if s.old.id == 0 {
		return nil
	}
	queries := []string{
		`UPDATE articles SET current = FALSE WHERE id = $1`,
		`UPDATE entities SET articles = articles - 1 WHERE id IN (SELECT entity_id FROM mentions WHERE article_id = ` +
			`$1)`,
		`DELETE FROM mentions WHERE article_id = $1`,
	}
	if !slices.Contains(s.b.index, s.old.id) { // else the index does not hold it yet
		queries = append([]string{s.d.dialect.unindex}, queries...)
	}
	for _, q := range queries {
		if _, err := s.tx.ExecContext(ctx, q, s.old.id); err != nil {
			return fmt.Errorf("supersede article %d: %w", s.old.id, err)
		}
	}
	topics, err := parseList(s.old.topics)
	if err != nil {
		return err
	}
	for _, t := range append(topics, "") {
		_, err := s.tx.ExecContext(ctx, `DELETE FROM article_topics WHERE topic = $1 AND time = $2 AND article_id = $3`,
			t, s.old.time, s.old.id)
		if err != nil {
			return fmt.Errorf("supersede article %d: %w", s.old.id, err)
		}
	}
	return nil
}

// survivors follows the ids that somebody has merged since the reading was resolved.
func (s *saving) survivors(ctx context.Context) error {
	version, err := corrected(ctx, s.tx)
	if err != nil || version == 0 {
		return err
	}
	for i, e := range s.f.Reading.Entities {
		if e.ID != 0 {
			if s.f.Reading.Entities[i].ID, err = survivor(ctx, s.tx, e.ID); err != nil {
				return err
			}
		}
	}
	for i, st := range s.f.Reading.Statements {
		if st.SpeakerID != 0 {
			if s.f.Reading.Statements[i].SpeakerID, err = survivor(ctx, s.tx, st.SpeakerID); err != nil {
				return err
			}
		}
	}
	return nil
}

// entities creates the new ones, counts the article for all, and adds the names that are new for them.
func (s *saving) entities(ctx context.Context) error {
	names := insertInto("aliases (entity_id, name)",
		"ON CONFLICT (entity_id, name) DO NOTHING RETURNING entity_id, name")
	var ids []int64
	for i := range s.f.Reading.Entities {
		e := &s.f.Reading.Entities[i]
		if e.ID == 0 {
			err := s.tx.QueryRowContext(ctx,
				`INSERT INTO entities (kind, name, articles) VALUES ($1, $2, 0) RETURNING id`, e.Kind,
				e.Name).Scan(&e.ID)
			if err != nil {
				return fmt.Errorf("create entity %q: %w", e.Name, err)
			}
		}
		ids = append(ids, e.ID)
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			names.add(e.ID, name)
		}
	}
	for part := range slices.Chunk(unique(ids), maxParameters) { // two of the reading's may be one in storage
		var args []any
		if _, err := s.tx.ExecContext(ctx, `UPDATE entities SET articles = articles + 1 WHERE id `+in(&args, part),
			args...); err != nil {
			return fmt.Errorf("count entities: %w", err)
		}
	}
	keys := insertInto("alias_keys (key, entity_id)", "ON CONFLICT (key, entity_id) DO NOTHING")
	err := names.run(ctx, s.tx, func(r *sql.Rows) error {
		var id int64
		var name string
		if err := r.Scan(&id, &name); err != nil {
			return err
		}
		for _, key := range s.d.options.Names.Keys(name) {
			keys.add(key, id)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return keys.run(ctx, s.tx, nil)
}

// addRole adds reports of a role to those that are stored.
const addRole = `
		ON CONFLICT (entity_id, title) DO UPDATE SET
			articles = roles.articles + excluded.articles,
			first = CASE WHEN excluded.first < roles.first THEN excluded.first ELSE roles.first END,
			last = CASE WHEN excluded.last >= roles.last THEN excluded.last ELSE roles.last END,
			article_id = CASE WHEN excluded.last >= roles.last THEN excluded.article_id ELSE roles.article_id END,
			span_start = CASE WHEN excluded.last >= roles.last THEN excluded.span_start ELSE roles.span_start END,
			span_end = CASE WHEN excluded.last >= roles.last THEN excluded.span_end ELSE roles.span_end END,
			inferred = roles.inferred AND excluded.inferred`

func (s *saving) roles(ctx context.Context) error {
	b := insertInto("roles (entity_id, title, first, last, article_id, span_start, span_end, articles, inferred)",
		addRole)
	type role struct {
		entity int64
		title  string
	}
	seen := map[role]bool{}
	for _, e := range s.f.Reading.Entities {
		for _, r := range e.Roles {
			if k := (role{e.ID, r.Title}); !seen[k] { // one row cannot be changed twice by one statement
				seen[k] = true
				b.add(e.ID, r.Title, s.time, s.time, s.f.Article.ID, r.Span.Start, r.Span.End, 1, r.Inferred)
			}
		}
	}
	return b.run(ctx, s.tx, nil)
}

func (s *saving) mentions(ctx context.Context) error {
	spans := map[int64][]news.Span{}
	var order []int64
	for _, m := range s.f.Reading.Mentions {
		id := s.f.Reading.Entities[m.Entity].ID
		if _, known := spans[id]; !known {
			order = append(order, id)
		}
		spans[id] = append(spans[id], m.Span())
	}
	b := insertInto("mentions (article_id, entity_id, time, source_id, spans)", "")
	for _, id := range order {
		b.add(s.f.Article.ID, id, s.time, s.f.Article.Source.ID, spanList(spans[id]))
	}
	return b.run(ctx, s.tx, nil)
}

// story creates or moves the article's story. An off-topic article has none.
func (s *saving) story(ctx context.Context) error {
	if !s.hasStory() {
		return nil
	}
	if err := saveStory(ctx, s.tx, &s.f.Story); err != nil {
		return err
	}
	_, err := s.tx.ExecContext(ctx, `UPDATE articles SET story_id = $1 WHERE id = $2`, s.f.Story.ID, s.f.Article.ID)
	return err
}

func (s *saving) hasStory() bool {
	return !s.f.Article.OffTopic && (s.f.Story.ID != 0 || s.f.Story.Title != "" || len(s.f.Story.Terms) > 0)
}

// facts creates the new facts and brings the known ones up to date.
func (s *saving) facts(ctx context.Context) error {
	if len(s.f.Sentences) == 0 {
		return nil
	}
	if !s.hasStory() {
		return news.Errorf(news.Invalid, "article %q states facts but has no story", s.f.Article.Key)
	}
	s.factIDs = map[int64]int64{}
	weights := map[int64]float64{}
	for _, sentence := range s.f.Sentences {
		if w, seen := weights[sentence.Fact]; !seen || sentence.Weight > w {
			weights[sentence.Fact] = sentence.Weight
		}
	}
	for _, sentence := range s.f.Sentences {
		w, todo := weights[sentence.Fact]
		if !todo {
			continue
		}
		delete(weights, sentence.Fact)
		if err := s.fact(ctx, sentence.Fact, w); err != nil {
			return fmt.Errorf("fact %d: %w", sentence.Fact, err)
		}
	}
	for _, sentence := range s.f.Sentences {
		// A denial tells the fact again: whoever asks what a window brought is to find it.
		if _, stated := s.factIDs[sentence.Denies]; sentence.Denies > 0 && !stated {
			if err := s.fact(ctx, sentence.Denies, 0); err != nil {
				return fmt.Errorf("fact %d: %w", sentence.Denies, err)
			}
		}
	}
	return s.tellings(ctx)
}

func (s *saving) fact(ctx context.Context, number int64, weight float64) error {
	if number < 0 {
		var id int64
		err := s.tx.QueryRowContext(ctx,
			`INSERT INTO facts (story_id, first, last, weight) VALUES ($1, $2, $2, $3) RETURNING id`,
			s.f.Story.ID, s.time, weight).Scan(&id)
		s.factIDs[number] = id
		return err
	}
	s.factIDs[number] = number
	_, err := s.tx.ExecContext(ctx, `UPDATE facts SET
		first = CASE WHEN $2 < first THEN $2 ELSE first END,
		last = CASE WHEN $2 > last THEN $2 ELSE last END,
		weight = CASE WHEN $3 > weight THEN $3 ELSE weight END
		WHERE id = $1`, number, s.time, weight)
	return err
}

// tellings records when each fact was told, for topics and for the entities that its sentences mention.
func (s *saving) tellings(ctx context.Context) error {
	topics := insertInto("fact_topics (topic, time, fact_id)", "ON CONFLICT (topic, time, fact_id) DO NOTHING")
	entities := insertInto("fact_entities (entity_id, time, fact_id)",
		"ON CONFLICT (entity_id, time, fact_id) DO NOTHING")
	type telling struct{ entity, fact int64 }
	seen := map[telling]bool{}
	for _, fact := range s.factIDs {
		for _, t := range s.topicsAndAll() {
			topics.add(t, s.time, fact)
		}
	}
	for _, sentence := range s.f.Sentences {
		for _, m := range s.f.Reading.Mentions {
			t := telling{s.f.Reading.Entities[m.Entity].ID, s.factIDs[sentence.Fact]}
			if sentence.Span().Overlaps(m.Span()) && !seen[t] {
				seen[t] = true
				entities.add(t.entity, s.time, t.fact)
			}
		}
	}
	if err := topics.run(ctx, s.tx, nil); err != nil {
		return err
	}
	return entities.run(ctx, s.tx, nil)
}

// topicsAndAll are the article's topics and the empty one, which is every topic.
func (s *saving) topicsAndAll() []string {
	t := append(slices.Clone(s.f.Topics), "")
	slices.Sort(t)
	return slices.Compact(t)
}

func (s *saving) sentences(ctx context.Context) error {
	b := insertInto(`sentences (article_id, fact_id, span_start, span_end, position, text, origin_name, origin_kind, origin_family,
		origin_citing, origin_party, status, hedged, background, weight, terms, people,
		denies)`, "RETURNING id, span_start, span_end")
	at := map[news.Span]*news.Sentence{}
	for i := range s.f.Sentences {
		t := &s.f.Sentences[i]
		at[t.Span()] = t
		t.Article, t.Fact = s.f.Article.ID, s.factIDs[t.Fact]
		if t.Denies < 0 { // a fact that the same article states first
			t.Denies = s.factIDs[t.Denies]
		}
		b.add(t.Article, t.Fact, t.Start, t.End, t.Position, t.Text, t.Origin.Name, t.Origin.Kind, t.Origin.Family,
			t.Origin.Citing, t.Origin.Party, t.Status, t.Hedged, t.Background, t.Weight, termList(t.Terms),
			list(t.People), optional(t.Denies))
	}
	return b.run(ctx, s.tx, func(r *sql.Rows) error {
		var id int64
		var span news.Span
		if err := r.Scan(&id, &span.Start, &span.End); err != nil {
			return err
		}
		at[span].ID = id
		return nil
	})
}

// sentenceOf returns where the sentence starts that a part of the reading belongs to, -1 if none: the first one for
// which has holds.
func (s *saving) sentenceOf(has func(news.Sentence) bool) int {
	if i := slices.IndexFunc(s.f.Sentences, has); i >= 0 {
		return s.f.Sentences[i].Start
	}
	return -1
}

func (s *saving) statements(ctx context.Context) error {
	b := insertInto(`statements (article_id, sentence, position, time, speaker_id, speaker, stance, quote, via, anonymous, hedged,
		denies, source_spans, cue_spans, content_spans)`, "")
	for i, st := range s.f.Reading.Statements {
		if st.SpeakerID == 0 {
			st.SpeakerID = s.speaker(st.Speaker)
			s.f.Reading.Statements[i].SpeakerID = st.SpeakerID
		}
		sentence := s.sentenceOf(func(t news.Sentence) bool {
			return slices.ContainsFunc(t.Statements, func(o news.Statement) bool {
				return slices.Equal(o.Content, st.Content) && slices.Equal(o.Cue, st.Cue) &&
					slices.Equal(o.Source, st.Source)
			})
		})
		b.add(s.f.Article.ID, sentence, i, s.time, optional(st.SpeakerID), st.Speaker, st.Stance, st.Quote, st.Via,
			st.Anonymous, st.Hedged,
			st.Denies, spanList(st.Source), spanList(st.Cue), spanList(st.Content))
	}
	return b.run(ctx, s.tx, nil)
}

// speaker is the id of the entity of that name: one that this article brought had no id when its statements were
// resolved.
func (s *saving) speaker(name string) int64 {
	if name == "" {
		return 0
	}
	for _, e := range s.f.Reading.Entities {
		if e.Name == name && e.Kind != news.PlaceKind {
			return e.ID
		}
	}
	return 0
}

func (s *saving) figures(ctx context.Context) error {
	b := insertInto(`figures (article_id, sentence, position, span_start, span_end, kind, low, high, bound, unit, who, place, period,
		given_by, cumulative, down)`, "")
	for i, f := range s.f.Reading.Figures {
		sentence := s.sentenceOf(func(t news.Sentence) bool { return slices.Contains(t.Figures, f) })
		b.add(s.f.Article.ID, sentence, i, f.Start, f.End, f.Kind, f.Low, f.High, f.Bound, f.Unit, f.Who, f.Place,
			f.Period,
			f.By, f.Cumulative, f.Down)
	}
	return b.run(ctx, s.tx, nil)
}

func (s *saving) places(ctx context.Context) error {
	b := insertInto("places (article_id, sentence, position, span_start, span_end, name, lat, lon, geonames, country)",
		"")
	for i, p := range s.f.Reading.Places {
		sentence := s.sentenceOf(func(t news.Sentence) bool {
			return slices.ContainsFunc(t.Places, func(o news.Place) bool {
				return o.Start == p.Start &&
					o.End == p.End
			})
		})
		var lat, lon any
		if p.Point != nil {
			lat, lon = p.Lat, p.Lon
		}
		b.add(s.f.Article.ID, sentence, i, p.Start, p.End, p.Name, lat, lon, p.GeoNames, p.Country)
	}
	return b.run(ctx, s.tx, nil)
}

func (s *saving) topics(ctx context.Context) error {
	if s.f.Article.OffTopic {
		return nil
	}
	b := insertInto("article_topics (topic, time, article_id, source_id)", "")
	for _, t := range s.topicsAndAll() {
		b.add(t, s.time, s.f.Article.ID, s.f.Article.Source.ID)
	}
	return b.run(ctx, s.tx, nil)
}
