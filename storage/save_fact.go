package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"sitrep/news"
)

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
			`INSERT INTO facts (story_id, first, last, weight, owner) VALUES ($1, $2, $2, $3, $4) RETURNING id`,
			s.f.Story.ID, s.time, weight, s.owner()).Scan(&id)
		s.factIDs[number] = id
		return err
	}
	s.factIDs[number] = number
	_, err := s.tx.ExecContext(ctx, `UPDATE facts SET
		first = CASE WHEN $2 < first THEN $2 ELSE first END,
		last = CASE WHEN $2 > last THEN $2 ELSE last END,
		weight = CASE WHEN $3 > weight THEN $3 ELSE weight END
		WHERE id = $1 AND owner = $4`, number, s.time, weight, s.owner())
	return err
}

// tellings records when each fact was told, for topics and for the entities that its sentences mention.
func (s *saving) tellings(ctx context.Context) error {
	topics := insertInto("fact_topics (topic, time, fact_id, owner)",
		"ON CONFLICT (topic, time, fact_id, owner) DO NOTHING")
	entities := insertInto("fact_entities (entity_id, time, fact_id, owner)",
		"ON CONFLICT (entity_id, time, fact_id, owner) DO NOTHING")
	type telling struct{ entity, fact int64 }
	seen := map[telling]bool{}
	for _, fact := range s.factIDs {
		for _, t := range s.topicsAndAll() {
			topics.add(t, s.time, fact, s.owner())
		}
	}
	for _, sentence := range s.f.Sentences {
		for _, m := range s.f.Reading.Mentions {
			t := telling{s.f.Reading.Entities[m.Entity].ID, s.factIDs[sentence.Fact]}
			if sentence.Span().Overlaps(m.Span()) && !seen[t] {
				seen[t] = true
				entities.add(t.entity, s.time, t.fact, s.owner())
			}
		}
	}
	if err := topics.run(ctx, s.tx, nil); err != nil {
		return err
	}
	if err := s.against(ctx); err != nil {
		return err
	}
	return entities.run(ctx, s.tx, nil)
}

// against records what the article denies or takes back as told for those of its story's topics in which that was told
// first: the denial itself may have none of their words.
func (s *saving) against(ctx context.Context) error {
	if len(s.f.Story.Topics) == 0 {
		return nil
	}
	done := map[int64]bool{}
	for _, t := range s.f.Sentences {
		fact := t.Denies
		if t.TakesBack() {
			fact = t.Fact
		}
		if fact <= 0 || done[fact] {
			continue
		}
		done[fact] = true
		args := []any{s.time, fact, s.owner()}
		if _, err := s.tx.ExecContext(ctx, `INSERT INTO fact_topics (topic, time, fact_id, owner)
			SELECT o.topic, $1, f.id, $3 FROM facts f JOIN fact_topics o ON o.time = f.first AND o.fact_id = f.id
			WHERE f.id = $2 AND o.owner = f.owner AND o.topic `+in(&args, s.f.Story.Topics)+`
			ON CONFLICT (topic, time, fact_id, owner) DO NOTHING`, args...); err != nil {
			return err
		}
	}
	return nil
}

func (s *saving) sentences(ctx context.Context) error {
	b := insertInto(`sentences (article_id, fact_id, span_start, span_end, position, text, origin_name, origin_kind,
		origin_family, origin_citing, origin_party, status, hedged, background, weight, terms, people,
		denies, events)`, "RETURNING id, span_start, span_end")
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
			list(t.People), optional(t.Denies), eventList(t.Events))
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
	b := insertInto(`statements (article_id, sentence, position, time, speaker_id, speaker, stance, quote, via,
		anonymous, hedged, denies, source_spans, cue_spans, content_spans)`, "")
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
	b := insertInto(`figures (article_id, sentence, position, span_start, span_end, kind, low, high, bound, unit, who,
		place, period, given_by, cumulative, down)`, "")
	for i, f := range s.f.Reading.Figures {
		sentence := s.sentenceOf(func(t news.Sentence) bool { return slices.Contains(t.Figures, f) })
		b.add(s.f.Article.ID, sentence, i, f.Start, f.End, f.Kind, f.Low, f.High, f.Bound, f.Unit, f.Who, f.Place,
			f.Period,
			f.By, f.Cumulative, f.Down)
	}
	return b.run(ctx, s.tx, nil)
}

func (s *saving) places(ctx context.Context) error {
	b := insertInto(`places (article_id, sentence, position, span_start, span_end, name, lat, lon, geonames, country,
		extent)`, "")
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
		b.add(s.f.Article.ID, sentence, i, p.Start, p.End, p.Name, lat, lon, p.GeoNames, p.Country, p.Extent)
	}
	return b.run(ctx, s.tx, nil)
}
