package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"sitrep/news"
)

const storyColumns = `s.id, s.title, s.first, s.last, s.articles, s.terms, s.topics, s.owner`

func scanStory(r *sql.Rows) (s news.Story, err error) {
	var first, last int64
	var terms, topics string
	if err := r.Scan(&s.ID, &s.Title, &first, &last, &s.Articles, &terms, &topics, &s.Owner); err != nil {
		return s, err
	}
	s.First, s.Last = instant(first), instant(last)
	if s.Topics, err = parseList(topics); err != nil {
		return s, err
	}
	s.Terms, err = parseTerms(terms)
	return s, err
}

// indexedTerms is how many of a story's terms it is looked up by, the heaviest. The lighter ones decide no candidate,
// and each is a page that every new story writes.
const indexedTerms = 40

// storyKeys are the rows of story_terms and story_topics that a story should have.
type storyKeys struct {
	day           int64
	terms, topics []string
}

func keysOf(s news.Story) storyKeys {
	k := storyKeys{day: day(millis(s.Last)), topics: append(slices.Clone(s.Topics), "")}
	for _, t := range s.Terms[:min(indexedTerms, len(s.Terms))] {
		k.terms = append(k.terms, t.Text)
	}
	for _, l := range []*[]string{&k.terms, &k.topics} {
		slices.Sort(*l)
		*l = slices.Compact(*l)
	}
	return k
}

// saveStory creates the story (ID 0) or replaces the stored one, and moves its keys. One of another owner stays as it
// is.
func saveStory(ctx context.Context, tx *sql.Tx, s *news.Story, owner string) error {
	var old storyKeys
	if s.ID != 0 {
		if s.Owner != owner {
			return nil
		}
		var err error
		if old, err = storedKeys(ctx, tx, s.ID); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx,
			`UPDATE stories SET title = $2, first = $3, last = $4, articles = $5, terms = $6, topics = $7 WHERE id = `+
				`$1`,
			s.ID, s.Title, millis(s.First), millis(s.Last), s.Articles, termList(s.Terms), list(s.Topics))
		if err != nil {
			return err
		}
	} else {
		err := tx.QueryRowContext(ctx,
			`INSERT INTO stories (title, first, last, articles, terms, topics, owner)
				VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
			s.Title, millis(s.First), millis(s.Last), s.Articles, termList(s.Terms), list(s.Topics),
			owner).Scan(&s.ID)
		s.Owner = owner
		if err != nil {
			return err
		}
	}
	now := keysOf(*s)
	return moveKeys(ctx, tx, *s, old, now)
}

func storedKeys(ctx context.Context, tx *sql.Tx, id int64) (storyKeys, error) {
	s, found := news.Story{}, false
	err := rows(ctx, tx, `SELECT `+storyColumns+` FROM stories s WHERE s.id = $1`, []any{id},
		func(r *sql.Rows) (err error) {
			s, err = scanStory(r)
			found = true
			return err
		})
	if err == nil && !found {
		err = news.Errorf(news.NotFound, "there is no story %d", id)
	}
	return keysOf(s), err
}

// moveKeys replaces the keys of a story, writing only those that change.
func moveKeys(ctx context.Context, tx *sql.Tx, story news.Story, old, now storyKeys) error {
	for _, t := range []struct {
		table, column string
		gone, fresh   []string
	}{
		{"story_terms", "term", old.terms, now.terms},
		{"story_topics", "topic", old.topics, now.topics},
	} {
		gone, fresh := t.gone, t.fresh
		if old.day == now.day {
			gone, fresh = without(gone, fresh), without(fresh, gone)
		}
		if len(gone) > 0 {
			args := []any{old.day, story.ID}
			query := `DELETE FROM ` + t.table + `
				WHERE day = $1 AND story_id = $2 AND ` + t.column + ` ` + in(&args, gone)
			if _, err := tx.ExecContext(ctx, query, args...); err != nil {
				return err
			}
		}
		b := insertInto(t.table+" ("+t.column+", day, story_id, owner)", "")
		for _, k := range fresh {
			b.add(k, now.day, story.ID, story.Owner)
		}
		if err := b.run(ctx, tx, nil); err != nil {
			return err
		}
	}
	return nil
}

// without returns what stands in a but not in b; both are sorted.
func without(a, b []string) (out []string) {
	for _, s := range a {
		if _, found := slices.BinarySearch(b, s); !found {
			out = append(out, s)
		}
	}
	return out
}

// Bounds of the search for candidates. A term that more awake stories share than postings tells little; of those it
// finds the ones that moved last.
const (
	postings      = 40 // stories looked at for each term
	candidateTerm = 32 // terms looked at, in the caller's order
)

// CandidateStories returns the stories that an article with these terms (the heaviest first) may belong to: those with
// an article at or after since that share most of them, by the sum of the weights that their centroids give to the
// shared terms, best first.
func (d *DB) CandidateStories(ctx context.Context, terms []string, since time.Time, limit int) ([]news.Story, error) {
	return d.candidateStories(ctx, d.reader, terms, since, limit)
}

func (d *DB) candidateStories(ctx context.Context, q querier, terms []string, since time.Time,
	limit int,
) (_ []news.Story, err error) {
	defer d.wrap(&err, "candidate stories")
	if len(terms) == 0 || limit <= 0 {
		return nil, nil
	}
	terms = terms[:min(candidateTerm, len(terms))]
	from := millis(since)
	args := []any{from, day(from), 2 * limit}
	var union []string
	for _, t := range terms {
		union = append(union, `SELECT * FROM (
			SELECT story_id FROM story_terms WHERE term = `+bind(&args, t)+` AND owner `+owners(ctx)+
			` AND day >= $2 ORDER BY day DESC, story_id DESC LIMIT `+bind(&args, postings)+`) t`)
	}
	query := `SELECT ` + storyColumns + ` FROM (
			SELECT story_id, COUNT(*) AS shared FROM (` + strings.Join(union, ` UNION ALL `) + `) u
			GROUP BY story_id ORDER BY shared DESC, story_id DESC LIMIT $3) c
		JOIN stories s ON s.id = c.story_id WHERE s.last >= $1 AND ` + seen(ctx, "s")
	type candidate struct {
		story news.Story
		score float64
	}
	var found []candidate
	err = rows(ctx, q, query, args, func(r *sql.Rows) error {
		s, err := scanStory(r)
		if err != nil {
			return err
		}
		c := candidate{story: s}
		for _, t := range s.Terms {
			if slices.Contains(terms, t.Text) {
				c.score += t.Weight
			}
		}
		found = append(found, c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.story.ID, b.story.ID))
	})
	out := make([]news.Story, 0, min(limit, len(found)))
	for _, c := range found[:min(limit, len(found))] {
		out = append(out, c.story)
	}
	return out, nil
}

// Stories returns the stories of a topic ("" is every topic) with an article at or after since, the latest first.
func (d *DB) Stories(ctx context.Context, topic string, since time.Time, limit int) (out []news.Story, err error) {
	defer d.wrap(&err, "stories of topic %q", topic)
	from := millis(since)
	err = rows(ctx, d.reader, `SELECT `+storyColumns+` FROM story_topics t JOIN stories s ON s.id = t.story_id
		WHERE t.topic = $1 AND t.day >= $2 AND s.last >= $3 AND `+seen(ctx, "s")+`
		ORDER BY t.day DESC, s.last DESC, s.id DESC LIMIT $4`,
		[]any{topic, day(from), from, limit}, func(r *sql.Rows) error {
			s, err := scanStory(r)
			out = append(out, s)
			return err
		})
	return out, err
}

// ArticleStory says which story an article is in: 0 for none.
type ArticleStory struct {
	Article int64
	Source  string
	Key     string
	GUID    string
	Story   int64
}

// ArticleStories ranges over all articles in order of arrival: current revisions, and older ones that came under a GUID
// of their own, which whoever gave it will look for. It ends with the first error.
func (d *DB) ArticleStories(ctx context.Context) iter.Seq2[ArticleStory, error] {
	const query = `SELECT a.id, o.name, a.key, a.guid, COALESCE(t.merged_into, t.id, 0)
		FROM articles a JOIN sources o ON o.id = a.source_id LEFT JOIN stories t ON t.id = a.story_id
		WHERE a.current OR NOT EXISTS (
			SELECT 1 FROM articles n WHERE n.source_id = a.source_id AND n.key = a.key AND n.current AND n.guid =
			a.guid)
		ORDER BY a.id`
	stopped := errors.New("the caller stopped")
	return func(yield func(ArticleStory, error) bool) {
		err := rows(ctx, d.reader, query, nil, func(r *sql.Rows) error {
			var s ArticleStory
			if err := r.Scan(&s.Article, &s.Source, &s.Key, &s.GUID, &s.Story); err != nil {
				return err
			}
			if !yield(s, nil) {
				return stopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, stopped) {
			d.wrap(&err, "list articles with their stories")
			yield(ArticleStory{}, err)
		}
	}
}
