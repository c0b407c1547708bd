package storage

import (
	"context"
	"database/sql"
	"strings"

	"sitrep/news"
)

// sentences returns those of a condition in order of arrival, without what was read in them.
func (d *DB) sentences(ctx context.Context, q querier, condition string, args []any) (out []news.Sentence, err error) {
	query := `SELECT s.id, s.article_id, a.url, a.title, a.language, o.name, a.time, a.seen, ` + firstSeen + `,
		s.span_start, s.span_end,
		s.text, s.position, s.fact_id, s.origin_name, s.origin_kind, s.origin_family, s.origin_citing, s.origin_party,
			s.status, s.hedged,
			s.background,
			s.people, s.weight, s.terms, COALESCE(s.denies, 0), COALESCE(e.merged_into, e.id, 0), s.events, a.form,
			a.gravity, a.owner
		FROM sentences s JOIN articles a ON a.id = s.article_id JOIN sources o ON o.id = a.source_id
			LEFT JOIN events e ON e.id = a.event_id
		WHERE ` + condition + ` ORDER BY s.id`
	err = rows(ctx, q, query, args, func(r *sql.Rows) error {
		var s news.Sentence
		var at, seen, first int64
		var people, terms, events string
		err := r.Scan(&s.ID, &s.Article, &s.URL, &s.Title, &s.Language, &s.Source, &at, &seen, &first, &s.Start,
			&s.End, &s.Text, &s.Position, &s.Fact,
			&s.Origin.Name, &s.Origin.Kind, &s.Origin.Family, &s.Origin.Citing, &s.Origin.Party, &s.Status, &s.Hedged,
			&s.Background,
			&people, &s.Weight, &terms, &s.Denies, &s.Event, &events, &s.Form, &s.TitleGravity, &s.Owner)
		if err != nil {
			return err
		}
		s.Time, s.Arrived, s.FirstArrived = instant(at), instant(seen), instant(first)
		s.Origin = d.named(s.Origin)
		if s.People, err = parseList(people); err != nil {
			return err
		}
		if s.Events, err = parseEvents(events); err != nil {
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

const statementColumns = `COALESCE(x.speaker_id, 0), x.speaker, x.stance, x.quote, x.via, x.anonymous, x.hedged,
	x.denies, x.source_spans, x.cue_spans, x.content_spans`

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

const figureColumns = `x.span_start, x.span_end, x.kind, x.low, x.high, x.bound, x.unit, x.who, x.place, x.period,
	x.given_by, x.cumulative, x.down`

func scanFigure(r *sql.Rows, before ...any) (f news.Figure, err error) {
	err = r.Scan(append(before, &f.Start, &f.End, &f.Kind, &f.Low, &f.High, &f.Bound, &f.Unit, &f.Who, &f.Place,
		&f.Period, &f.By,
		&f.Cumulative, &f.Down)...)
	return f, err
}

const placeColumns = `x.span_start, x.span_end, x.name, x.lat, x.lon, x.geonames, x.country, x.extent`

func scanPlace(r *sql.Rows, before ...any) (p news.Place, err error) {
	var lat, lon sql.NullFloat64
	err = r.Scan(append(before, &p.Start, &p.End, &p.Name, &lat, &lon, &p.GeoNames, &p.Country, &p.Extent)...)
	if lat.Valid && lon.Valid {
		p.Point = &news.Point{Lat: lat.Float64, Lon: lon.Float64}
	}
	return p, err
}
