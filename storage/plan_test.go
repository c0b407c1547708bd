package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	sqlitedriver "modernc.org/sqlite"

	"sitrep/news"
)

// small are tables that may be read from end to end: they do not grow with the articles. p is pins.
var small = []string{"sources", "feeds", "f", "o", "subscriptions", "p", "corrections", "event_decisions", "amending"}

// TestPlans runs everything that happens while Sitrep works, and asks SQLite how it ran each statement: none may read a
// large table from end to end.
func TestPlans(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sitrep.db")
	d, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	var seen recorder
	for _, pool := range []struct {
		db **sql.DB
		a  access
	}{{&d.writer, writing}, {&d.reader, reading}} {
		if err := (*pool.db).Close(); err != nil {
			t.Fatal(err)
		}
		c, err := sqlitedriver.NewConnector(sqliteDSN(path, 1, pool.a))
		if err != nil {
			t.Fatal(err)
		}
		*pool.db = sql.OpenDB(recording{c, &seen})
		(*pool.db).SetMaxOpenConns(1)
	}
	work(t, d)
	if len(seen.queries) < 60 {
		t.Fatalf("only %d statements were seen", len(seen.queries))
	}
	all := tables(t, d)
	scan := regexp.MustCompile(`^SCAN (\w+)`)
	for query, args := range seen.queries {
		err := rows(t.Context(), d.writer, "EXPLAIN QUERY PLAN "+query, args, func(r *sql.Rows) error {
			var id, parent, unused int
			var detail string
			if err := r.Scan(&id, &parent, &unused, &detail); err != nil {
				return err
			}
			m := scan.FindStringSubmatch(detail)
			if m == nil || slices.Contains(small, m[1]) || !slices.Contains(all, tableOf(query, m[1])) {
				return nil
			}
			// A table that the statement does not name is looked at only while a reference is broken.
			named := regexp.MustCompile(`(?:FROM|JOIN|UPDATE)\s+(?:\w+\s+)?` + m[1] + `\b`).MatchString(query)
			// Open deliveries and edits are few, the latest articles are read up to a limit, and kept pages are added
			// up to a quota, once an hour.
			bounded := strings.Contains(detail, "INDEX pages_by_fetched") ||
				strings.Contains(detail, "INDEX deliveries_open") ||
				strings.Contains(detail, "INDEX edits_open") ||
				strings.Contains(detail, "INDEX articles_by_time") ||
				strings.Contains(detail, "INDEX events_hidden") // those that operators have hidden
			if named && !bounded {
				t.Errorf("%s\n\tin %s", detail, query)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%v\n\tin %s", err, query)
		}
	}
}

// tableOf returns the table that a query calls by an alias.
func tableOf(query, alias string) string {
	m := regexp.MustCompile(`(?:FROM|JOIN)\s+(\w+)\s+` + alias + `\b`).FindStringSubmatch(query)
	if m != nil {
		return m[1]
	}
	return alias
}

func tables(t *testing.T, d *DB) (out []string) {
	err := rows(t.Context(), d.writer,
		`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE `+
			`'search%'`, nil, func(r *sql.Rows) error {
			var name string
			err := r.Scan(&name)
			out = append(out, name)
			return err
		})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// work calls every method but those that are meant to read everything.
func work(t *testing.T, d *DB) {
	ctx, now := t.Context(), time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)
	check := func(err error) {
		t.Helper()
		if err != nil && news.ErrorCode(err) != news.NotFound {
			t.Fatal(err)
		}
	}
	const body = "Seven died in Kyiv, Ann Lee said. It was denied."
	var f news.Filing
	for i := range countsKept + 1 {
		f = news.Filing{
			Article: news.Article{
				Key: "a", Revision: i + 1, Source: news.Source{Name: "Meridian Wire"}, Title: "T",
				Body: body, Published: now,
			},
			Reading: news.Reading{
				Entities:   []news.Entity{{Kind: news.Person, Name: "Ann Lee", Roles: []news.Role{{Title: "envoy"}}}},
				Mentions:   []news.Mention{{Start: 20, End: 27}},
				Statements: []news.Statement{{Content: []news.Span{{Start: 0, End: 18}}, Speaker: "Ann Lee"}},
				Figures:    []news.Figure{{Start: 0, End: 5}}, Places: []news.Place{{Start: 14, End: 18}},
			},
			Story: news.Story{
				ID: f.Story.ID, Title: "T", Last: now.AddDate(0, 0, i%2),
				Terms: []news.Term{{Text: "kyiv", Weight: 1}},
			},
			Sentences: []news.Sentence{
				{End: 33, Text: body[:33], Fact: -1},
				{Start: 34, End: 48, Text: body[34:], Fact: -2, Denies: -1},
			},
			Topics: []string{"gaza"}, Terms: []string{"kyiv", "strike"},
		}
		if i > 1 {
			f.Article.Key, f.Article.Revision = "b", i
		}
		if i > 2 {
			f.Sentences[0].Fact = 1
		}
		var err error
		f, err = d.SaveArticle(ctx, f)
		check(err)
	}
	twin, err := d.SaveArticle(ctx, news.Filing{
		Article: news.Article{
			Key: "twin", Revision: 1, Source: news.Source{Name: "Meridian Wire"}, Title: "T",
			Body: body, Published: now,
		},
		Story:     news.Story{Title: "T", Last: now, Terms: []news.Term{{Text: "kyiv", Weight: 1}}},
		Terms:     []string{"kyiv"},
		Sentences: []news.Sentence{{End: 33, Text: body[:33], Fact: -1}}, Topics: []string{"gaza"},
	})
	check(err)
	joining := f
	joining.Article.Key, joining.Article.Revision, joining.Article.ID = "joining", 1, 0
	joining.Absorbed, joining.Same = []int64{twin.Story.ID}, [][2]int64{{f.Sentences[0].Fact, twin.Sentences[0].Fact}}
	joining.Split = news.Split{
		Story:    news.Story{Title: "T", Last: now, Terms: []news.Term{{Text: "kyiv", Weight: 1}}},
		Articles: []int64{0}, Facts: []int64{f.Sentences[1].Fact},
	}
	joining.Keys = []int64{1, 2}
	joining.Corrections = []news.Reattribution{{Sentence: 1}}
	_, err = d.SaveArticle(ctx, joining)
	check(err)
	_, err = d.Recurrences(ctx, []int64{1, 2}, now)
	check(err)
	_, _, err = d.DocumentFrequency(ctx, []string{"kyiv", "strike"})
	check(err)
	_, err = d.Revisions(ctx, "Meridian Wire", "a")
	check(err)
	_, err = d.ArticleByID(ctx, 1)
	check(err)
	_, err = d.EntitiesByKeys(ctx, []string{"ann lee", "lee"})
	check(err)
	_, err = d.FindEntities(ctx, "ann lex", []news.EntityKind{news.Person}, 5)
	check(err)
	_, err = d.FindEntities(ctx, "ann lex", nil, 5)
	check(err)
	_, err = d.Profile(ctx, 1, now, 5)
	check(err)
	for _, since := range []time.Time{{}, now} {
		_, err = d.TopEntities(ctx, news.Person, since, 5)
		check(err)
	}
	_, err = d.Called(ctx, "ann lee")
	check(err)
	other := f
	other.Article.Key, other.Article.Revision, other.Reading.Entities = "c", 1, []news.Entity{{
		Kind: news.Person,
		Name: "Ann Lea",
	}}
	for i := range other.Sentences {
		other.Sentences[i].Fact = -1 - int64(i)
	}
	other, err = d.SaveArticle(ctx, other)
	check(err)
	_, err = d.MergeEntities(ctx, 1, other.Reading.Entities[0].ID)
	check(err)
	_, err = d.RenameEntity(ctx, 1, "Ann Leigh")
	check(err)
	_, err = d.SplitEntity(ctx, 1, []string{"Ann Lee"}, 0)
	check(err)
	_, err = d.Pins(ctx)
	check(err)
	_, err = d.Corrections(ctx, 5)
	check(err)
	_, err = d.CandidateStories(ctx, []string{"kyiv", "strike"}, now, 5)
	check(err)
	_, err = d.StoryFacts(ctx, f.Story.ID, now.AddDate(-1, 0, 0), 50, news.Wanted{})
	check(err)
	_, err = d.Stories(ctx, "gaza", now, 5)
	check(err)
	for _, q := range []news.FactQuery{
		{},
		{Topic: "gaza", Since: now, Until: now},
		{Entity: 1, Topic: "gaza", Oldest: true},
		{Story: 1, Entity: 1, Topic: "gaza"},
		{IDs: []int64{1, 2}, Topic: "gaza"},
	} {
		_, err = d.Facts(ctx, q)
		check(err)
	}
	_, err = d.Arrivals(ctx, news.ArrivalQuery{Topic: "gaza", Through: 9, Late: time.Hour})
	check(err)
	_, err = d.ArticleBefore(ctx, now)
	check(err)
	_, err = d.Told(ctx, news.FactQuery{Topic: "gaza", Since: now, Until: now})
	check(err)
	_, err = d.FactsTold(ctx, now, now)
	check(err)
	_, err = d.Coverage(ctx, "gaza", now, now)
	check(err)
	_, err = d.LatestArticles(ctx, "gaza", 5)
	check(err)
	_, _, err = d.OffTopic(ctx, now, now, 5)
	check(err)
	for _, q := range []news.SearchQuery{
		{Text: "kyiv", Limit: 1},
		{Text: "kyiv", Limit: 1, Source: "Meridian Wire", From: now, To: now},
		{Limit: 1, From: now},
		{},
		{Text: "-nothing", Limit: 1},
	} {
		_, _, err = d.Search(ctx, q)
		check(err)
	}
	feed, err := d.SaveFeed(ctx, news.Feed{URL: "https://x.example/rss", Source: news.Source{Name: "X"}})
	check(err)
	_, err = d.DueFeeds(ctx, now, 5)
	check(err)
	check(d.FinishPoll(ctx, feed))
	check(d.RemoveFeed(ctx, feed.ID))
	_, err = d.AddFeed(ctx, news.Feed{URL: "https://x.example/atom", Source: news.Source{Name: "X"}, AddedBy: "1"}, 5)
	check(err)
	check(d.SavePage(ctx, news.Page{Source: "X", Key: "1", HTML: []byte("<p>"), Fetched: now}))
	_, err = d.NextPage(ctx, 0)
	check(err)
	check(d.Probe(ctx))
	_, err = d.Overdue(ctx, now)
	check(err)
	_, err = d.PrunePages(ctx, now.Add(time.Hour), 1<<30)
	check(err)
	sub, err := d.SaveSubscription(ctx, news.Subscription{Guild: "1", Channel: "2", NextAt: now})
	check(err)
	_, err = d.SaveSubscription(ctx, sub)
	check(err)
	_, err = d.Subscriptions(ctx, "1")
	check(err)
	_, err = d.DueSubscriptions(ctx, now, 5)
	check(err)
	_, err = d.KnownFacts(ctx, sub.ID, []int64{1, 2})
	check(err)
	for range 3 {
		delivery, _, err := d.CommitDigest(ctx, sub,
			news.Digest{Developments: []news.Development{{Known: []news.Known{{Fact: 1}}}}}, now)
		check(err)
		_, err = d.Digest(ctx, delivery.Digest.ID)
		check(err)
	}
	claim := func() int64 {
		out, _, err := d.ClaimDelivery(ctx, now.AddDate(9, 0, 0), time.Minute)
		check(err)
		return out.ID
	}
	check(d.RetryDelivery(ctx, claim(), now, "x"))
	check(d.FinishDelivery(ctx, claim(), "x", ""))
	check(d.FailDelivery(ctx, claim(), "x"))
	workAmend(t, d, now)
	_, err = d.PendingDeliveries(ctx)
	check(err)
	check(d.PauseSubscription(ctx, sub.ID, "x"))
	check(d.RemoveSubscription(ctx, "1", sub.ID))
}

// workAmend looks at what has changed since the first article, and edits what relied on it.
func workAmend(t *testing.T, d *DB, now time.Time) {
	t.Helper()
	ctx := t.Context()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		from, to, all, err := d.Relying(ctx, time.Time{})
		check(err)
		var amended []news.Amended
		for _, r := range all {
			amended = append(amended, news.Amended{
				Digest: r.Digest.ID, Amendments: []news.Amendment{{Kind: news.AmendDenied, Time: now}},
				Telling: &news.Digest{Correction: true},
			})
		}
		_, err = d.CommitAmended(ctx, from, to, time.Time{}, amended)
		check(err)
		_, err = d.writer.ExecContext(ctx, `UPDATE amending SET article = 0, decision = 0, correction = 0`)
		check(err)
	}
	claim := func() news.Edit {
		e, ok, err := d.ClaimEdit(ctx, now.AddDate(9, 0, 0), time.Minute)
		if err != nil || !ok {
			t.Fatalf("ClaimEdit = %v, %v", ok, err)
		}
		return e
	}
	check(d.RetryEdit(ctx, claim().ID, now, "x"))
	e := claim()
	check(d.FinishEdit(ctx, e.ID, e.Revision, "1"))
	_, err := d.Corrected(ctx, news.CorrectedQuery{Guild: "1", Channel: "2"})
	check(err)
}

// recorder keeps one set of arguments for each statement.
type recorder struct {
	mu      sync.Mutex
	queries map[string][]any
}

func (r *recorder) saw(query string, args []driver.NamedValue) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.queries == nil {
		r.queries = map[string][]any{}
	}
	values := make([]any, 0, len(args))
	for _, a := range args {
		values = append(values, a.Value)
	}
	if verb := strings.Fields(query)[0]; slices.Contains([]string{"SELECT", "WITH", "INSERT", "UPDATE", "DELETE"},
		verb) {
		r.queries[query] = values
	}
}

type recording struct {
	driver.Connector
	to *recorder
}

func (r recording) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := r.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &recordingConn{c.(fullConn), r.to}, nil
}

type recordingConn struct {
	fullConn
	to *recorder
}

func (c *recordingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result,
	error,
) {
	c.to.saw(query, args)
	return c.fullConn.ExecContext(ctx, query, args)
}

func (c *recordingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.to.saw(query, args)
	return c.fullConn.QueryContext(ctx, query, args)
}
