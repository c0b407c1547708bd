package storagetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/storage"
)

// Run proves that a database does what its methods promise. open returns an empty one for each test; it should read
// time from [Now], and look names up by [Keys].
func Run(t *testing.T, open func(t *testing.T) *storage.DB) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, db *storage.DB)
	}{
		{"SaveArticle gives back what it stored", saveAndRead},
		{"SaveArticle refuses what cannot be verified", saveRefuses},
		{"SaveArticle that is cancelled leaves nothing", saveCancelled},
		{"a batch stores all or nothing, and sees what it saved", batch},
		{"a revision takes the place of the one before", revise},
		{"entities are found by key and grow", entitiesGrow},
		{"FindEntities goes from exact to near", findEntities},
		{"MergeEntities moves all that is stored", mergeEntities},
		{"SplitEntity divides what is stored", splitEntity},
		{"RenameEntity renames what is stored", renameEntity},
		{"Profile counts and quotes", profile},
		{"TopEntities", topEntities},
		{"CandidateStories and Stories", stories},
		{"DocumentFrequency", documentFrequency},
		{"Facts selects", selectFacts},
		{"Facts joins sentences of several articles and denials", joinFacts},
		{"Told counts what it leaves out", told},
		{"Arrivals go by what was stored since, whatever its date", arrivals},
		{"stories and facts that are one lead to one", mergeStories},
		{"a story is split", splitStory},
		{"an origin is corrected", correctOrigin},
		{"Recurrences counts weeks", recurrences},
		{"Coverage", coverage},
		{"Search", search},
		{"Search takes any text", searchHostile},
		{"LatestArticles and ArticleStories", latest},
		{"sources keep what is known", sources},
		{"feeds keep their state", feeds},
		{"feeds that people add", addedFeeds},
		{"pages are kept and pruned", pages},
		{"subscriptions", subscriptions},
		{"watches", watches},
		{"blocked subscriptions", blocked},
		{"CommitDigest happens once", commitDigest},
		{"CommitDigests stores one digest for several", commitTogether},
		{"deliveries of a channel go in order", deliveryOrder},
		{"a lease that ran out is claimed again", lease},
		{"a failed delivery has shown nothing", failedDelivery},
		{"many workers deliver each once", manyWorkers},
		{"what is not there is NotFound", notFound},
		{"Check finds a sound database sound", sound},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer ending(t)
			c.test(t, open(t))
		})
	}
}

// Now is the clock of the suite.
func Now() time.Time { return noon }

// Names are the names of the suite: a person is meant by two words or more, and what stands beside a title is English.
var Names = storage.Names{
	Keys: keys,
	Full: func(kind news.EntityKind, folded string) bool {
		return kind != news.Person || strings.Contains(folded, " ")
	},
	Fullest: func(names []string) string {
		return slices.MaxFunc(names, func(a, b string) int { return strings.Count(a, " ") - strings.Count(b, " ") })
	},
	Joined: func(between string) bool {
		between = strings.TrimSpace(between)
		return between == "" || between == ", the"
	},
}

// keys are the lookup keys of the suite: the name in lower case, and its last word.
func keys(name string) []string {
	name = strings.ToLower(name)
	if i := strings.LastIndexByte(name, ' '); i >= 0 {
		return []string{name, name[i+1:]}
	}
	return []string{name}
}

var noon = time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)

// failure carries an error that ends a test.
type failure struct{ error }

// must returns v, or ends the test of the suite that it is called in.
func must[T any](v T, err error) T {
	if err != nil {
		panic(failure{err})
	}
	return v
}

// ending turns what must panics with into a failure of the test.
func ending(t *testing.T) {
	switch r := recover().(type) {
	case nil:
	case failure:
		t.Fatalf("%v\n%s", r.error, debug.Stack())
	default:
		panic(r)
	}
}

func wantCode(t *testing.T, err error, want news.Code) {
	t.Helper()
	if got := news.ErrorCode(err); got != want {
		t.Errorf("error %v has code %q, want %q", err, got, want)
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// draft writes an article whose body is sentences, each of which becomes a new fact of a new story.
type draft struct {
	key, source string
	at          time.Time
	topics      []string
	sentences   []string
	terms       []string
	story       news.Story
	people      []string          // entities, mentioned wherever their name stands
	ids         map[string]int64  // known entities
	facts       map[int]int64     // known facts, by index of sentence
	denies      map[int]int64     // by index of sentence
	said        map[int]string    // speaker, by index of sentence: the sentence is the content
	killed      map[int]float64   // by index of sentence
	roles       map[string]string // title, by person
	weight      map[int]float64   // by index of sentence
}

func (d draft) filing() news.Filing {
	body := strings.Join(d.sentences, " ")
	if d.source == "" {
		d.source = "Meridian Wire"
	}
	if d.at.IsZero() {
		d.at = noon
	}
	if d.terms == nil {
		d.terms = []string{"strike", "kyiv"}
	}
	if d.story.Title == "" && d.story.ID == 0 {
		d.story = news.Story{Title: d.sentences[0], First: d.at, Last: d.at, Articles: 1, Topics: d.topics}
		for i, t := range d.terms {
			d.story.Terms = append(d.story.Terms, news.Term{Text: t, Weight: 0.5 / float64(int(1)<<i)})
		}
	}
	f := news.Filing{
		Article: news.Article{
			Key: d.key, Revision: 1, Source: news.Source{Name: d.source, Kind: news.KindWire},
			URL:   "https://news.example/" + d.key,
			Title: "About " + d.key, Language: "en", Body: body, Published: d.at, Seen: d.at.Add(time.Minute),
		},
		Story: d.story, Topics: d.topics, Terms: d.terms,
	}
	for _, name := range d.people {
		e := news.Entity{ID: d.ids[name], Kind: news.Person, Name: name}
		if title := d.roles[name]; title != "" {
			e.Roles = []news.Role{{Title: title, Span: news.Span{Start: 0, End: len(title)}}}
		}
		f.Reading.Entities = append(f.Reading.Entities, e)
		for at := 0; ; {
			i := strings.Index(body[at:], name)
			if i < 0 {
				break
			}
			at += i + len(name)
			f.Reading.Mentions = append(f.Reading.Mentions, news.Mention{
				Start: at - len(name), End: at, Kind: news.Person, Name: name, Entity: len(f.Reading.Entities) - 1,
			})
		}
	}
	start := 0
	for i, text := range d.sentences {
		s := news.Sentence{
			Start: start, End: start + len(text), Text: text, Position: i, Fact: int64(-1 - i), Status: news.Reported,
			Weight: 1,
			Origin: news.Origin{Name: d.source, Kind: news.OriginOwn, Family: d.source}, Denies: d.denies[i],
			Terms:  []news.Term{{Text: "strike", Weight: 0.75}, {Text: `@"kyiv"`, Weight: 0.125}},
			People: []string{"Ann Lee"},
		}
		if id := d.facts[i]; id != 0 {
			s.Fact = id
		}
		if w := d.weight[i]; w != 0 {
			s.Weight = w
		}
		if speaker := d.said[i]; speaker != "" {
			st := news.Statement{
				Content: []news.Span{{Start: s.Start, End: s.Start + 2}, {Start: s.Start + 3, End: s.End}},
				Cue:     []news.Span{{Start: s.Start + 2, End: s.Start + 3}},
				Speaker: speaker, Stance: news.Says, Quote: news.Indirect, Via: "Axios",
			}
			f.Reading.Statements = append(f.Reading.Statements, st)
			s.Statements = append(s.Statements, st)
		}
		if n := d.killed[i]; n != 0 {
			fig := news.Figure{
				Start: s.Start, End: s.Start + 3, Kind: news.Killed, Low: n, High: n,
				Bound: news.AtLeast, Who: "people", Place: "Kyiv",
			}
			place := news.Place{
				Start: s.Start, End: s.Start + 2, Name: "Kyiv",
				Point: &news.Point{Lat: 50.45, Lon: 30.52}, GeoNames: 703448, Country: "UA",
			}
			f.Reading.Figures, s.Figures = append(f.Reading.Figures, fig), append(s.Figures, fig)
			f.Reading.Places, s.Places = append(f.Reading.Places, place), append(s.Places, place)
		}
		f.Sentences = append(f.Sentences, s)
		f.Reading.Sentences = append(f.Reading.Sentences, s.Span())
		start += len(text) + 1
	}
	return f
}

func (d draft) save(t *testing.T, db *storage.DB) news.Filing {
	t.Helper()
	f, err := db.SaveArticle(t.Context(), d.filing())
	if err != nil {
		t.Fatalf("SaveArticle(%s): %v", d.key, err)
	}
	return f
}

func saveAndRead(t *testing.T, db *storage.DB) {
	in := draft{
		key: "a", topics: []string{"ukraine-war"}, sentences: []string{
			"At least seven people died in Kyiv.",
			"Ann Lee said so.",
		},
		people: []string{"Ann Lee"}, said: map[int]string{0: "Ann Lee"}, killed: map[int]float64{0: 7},
		roles: map[string]string{"Ann Lee": "At least"},
	}.filing()
	in.Article.FeedID, in.Article.GUID, in.Article.Byline, in.Article.Canonical = 7, "guid", "By A", "https://news.example/canon"
	in.Article.DateOnly, in.Article.Partial = true, true
	in.Article.Source.Aliases = []string{"MW"}
	out := must(db.SaveArticle(t.Context(), in))
	if in.Reading.Entities[0].ID != 0 || in.Sentences[0].ID != 0 {
		t.Error("SaveArticle changed the caller's filing")
	}
	if out.Article.ID == 0 || out.Story.ID == 0 || out.Reading.Entities[0].ID == 0 || out.Sentences[1].ID == 0 ||
		out.Sentences[1].Fact <= 0 {
		t.Errorf("SaveArticle left ids empty: %+v", out)
	}
	if got := out.Reading.Statements[0].SpeakerID; got != out.Reading.Entities[0].ID {
		t.Errorf("speaker of a new entity = %d, want %d", got, out.Reading.Entities[0].ID)
	}
	same(t, "ArticleByID", must(db.ArticleByID(t.Context(), out.Article.ID)), out.Article)
	same(t, "ArticleByKey", must(db.ArticleByKey(t.Context(), "Meridian Wire", "a")), out.Article)

	facts := must(db.StoryFacts(t.Context(), out.Story.ID, time.Time{}, 10))
	if len(facts) != 2 {
		t.Fatalf("StoryFacts = %d facts, want 2", len(facts))
	}
	for _, f := range facts {
		i := f.Sentences[0].Position
		want := out.Sentences[i]
		want.URL, want.Title, want.Source = out.Article.URL, out.Article.Title, out.Article.Source.Name
		want.Time, want.Arrived = out.Article.Published, out.Article.Seen
		for j := range want.Statements {
			want.Statements[j].SpeakerID = out.Reading.Entities[0].ID
		}
		same(t, "sentence", f.Sentences[0], want)
	}
}

func saveRefuses(t *testing.T, db *storage.DB) {
	base := draft{key: "a", sentences: []string{"Seven people died in Kyiv."}}
	base.save(t, db)
	for _, c := range []struct {
		name  string
		spoil func(*news.Filing)
		want  news.Code
	}{
		{"a revision that is stored", func(*news.Filing) {}, news.Conflict},
		{"another text in a sentence", func(f *news.Filing) {
			f.Article.Key, f.Sentences[0].Text = "b",
				"Nine people died in Kyiv!!"
		}, news.Invalid},
		{
			"a sentence beyond the body", func(f *news.Filing) { f.Article.Key, f.Sentences[0].End = "b", 1000 },
			news.Invalid,
		},
		{"a sentence twice", func(f *news.Filing) {
			f.Article.Key, f.Sentences = "b",
				append(f.Sentences, f.Sentences[0])
		}, news.Invalid},
		{
			"a sentence without a fact", func(f *news.Filing) { f.Article.Key, f.Sentences[0].Fact = "b", 0 },
			news.Invalid,
		},
		{"facts without a story", func(f *news.Filing) { f.Article.Key, f.Story = "b", news.Story{} }, news.Invalid},
		{
			"an empty body", func(f *news.Filing) { f.Article.Key, f.Article.Body, f.Sentences = "b", " ", nil },
			news.Invalid,
		},
		{"a mention of nobody", func(f *news.Filing) {
			f.Article.Key, f.Reading.Mentions = "b",
				[]news.Mention{{End: 2, Entity: 3}}
		}, news.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := base.filing()
			c.spoil(&f)
			_, err := db.SaveArticle(t.Context(), f)
			wantCode(t, err, c.want)
		})
	}
	if s := must(db.Stats(t.Context())); s.Articles != 1 || s.Facts != 1 || s.Stories != 1 {
		t.Errorf("refused articles left something: %+v", s)
	}
}

func saveCancelled(t *testing.T, db *storage.DB) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := db.SaveArticle(ctx, draft{key: "a", sentences: []string{"Seven people died in Kyiv."}}.filing())
	if !errors.Is(err, context.Canceled) {
		t.Errorf("SaveArticle with a cancelled context = %v, want context.Canceled", err)
	}
	// A fact that does not exist is found out late, when nearly everything else is written.
	f := draft{
		key: "b", sentences: []string{"Seven people died in Kyiv."}, facts: map[int]int64{0: 99},
		people: []string{"Kyiv"},
	}.filing()
	if _, err := db.SaveArticle(t.Context(), f); err == nil {
		t.Error("SaveArticle took a sentence of a fact that does not exist")
	}
	s := must(db.Stats(t.Context()))
	if s.Articles+s.Facts+s.Stories+s.Entities+s.Sources != 0 {
		t.Errorf("an article that was not saved left something: %+v", s)
	}
	_, total, err := db.DocumentFrequency(t.Context(), []string{"kyiv"})
	if err != nil || total != 0 {
		t.Errorf("DocumentFrequency counts %d articles (%v), want none", total, err)
	}
}

func batch(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	first := draft{
		key: "a", sentences: []string{"Seven people died in Kyiv."}, people: []string{"Kyiv"},
		terms: []string{"kyiv"},
	}
	edited := draft{
		key: "a", sentences: []string{"Nine people died in Odesa."}, people: []string{"Odesa"},
		terms: []string{"odesa"},
	}.filing()
	edited.Article.Revision = 2
	impossible := draft{
		key: "b", sentences: []string{"Nobody was hurt."}, facts: map[int]int64{0: 99},
		people: []string{"Lviv"}, terms: []string{"lviv"},
	}
	fill := func() *storage.Batch {
		b := must(db.Batch(ctx))
		must(b.SaveArticle(ctx, first.filing()))
		if _, err := b.SaveArticle(ctx, impossible.filing()); err == nil {
			t.Error("SaveArticle took a sentence of a fact that does not exist")
		}
		if found := must(b.EntitiesByKeys(ctx, []string{"kyiv", "lviv"})); len(found) != 1 {
			t.Errorf("the batch knows %d of its entities, want 1", len(found))
		}
		must(b.SaveArticle(ctx, edited))
		if n := len(must(b.Revisions(ctx, "Meridian Wire", "a"))); n != 2 {
			t.Errorf("the batch knows %d revisions, want 2", n)
		}
		return b
	}
	totals := func() (articles, counted int) {
		_, counted, err := db.DocumentFrequency(ctx, []string{"kyiv"})
		if err != nil {
			t.Error(err)
		}
		return must(db.Stats(ctx)).Articles, counted
	}
	if err := fill().Rollback(); err != nil {
		t.Fatal(err)
	}
	if articles, counted := totals(); articles != 0 || counted != 0 {
		t.Errorf("after a rollback %d articles are stored and %d counted, want none", articles, counted)
	}
	if found := must(db.EntitiesByKeys(ctx, []string{"kyiv"})); len(found) != 0 {
		t.Errorf("an entity is remembered after a rollback: %v", found)
	}
	b := fill()
	if err := b.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if err := b.Rollback(); err != nil {
		t.Errorf("Rollback after Commit: %v", err)
	}
	if articles, counted := totals(); articles != 1 || counted != 1 {
		t.Errorf("after a commit %d articles are stored and %d counted, want 1 and 1", articles, counted)
	}
	for text, want := range map[string]int{"seven": 0, "nine": 1} {
		if _, n, err := db.Search(ctx, news.SearchQuery{Text: text}); err != nil || n != want {
			t.Errorf("search for %q finds %d, %v; want %d", text, n, err, want)
		}
	}
	if err := db.Check(ctx); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func revise(t *testing.T, db *storage.DB) {
	first := draft{
		key: "a", topics: []string{"ukraine-war"},
		sentences: []string{"Seven people died in Kyiv.", "Ann Lee said so."}, people: []string{"Ann Lee"},
		said: map[int]string{1: "Ann Lee"},
	}.save(t, db)
	again := draft{
		key: "a", topics: []string{"ukraine-war"}, at: noon.Add(time.Hour),
		sentences: []string{"Nine people perished in Kyiv.", "Ann Lee confirmed it."},
		people:    []string{"Ann Lee"}, ids: map[string]int64{"Ann Lee": first.Reading.Entities[0].ID},
		facts: map[int]int64{0: first.Sentences[0].Fact},
		story: first.Story, said: map[int]string{1: "Ann Lee"},
	}.filing()
	again.Article.Revision = 2
	second := must(db.SaveArticle(t.Context(), again))

	if a := must(db.ArticleByKey(t.Context(), "Meridian Wire", "a")); a.Revision != 2 || a.ID != second.Article.ID {
		t.Errorf("the current revision is %d", a.Revision)
	}
	all := must(db.Revisions(t.Context(), "Meridian Wire", "a"))
	if len(all) != 2 || all[0].Body != first.Article.Body || all[1].Body != second.Article.Body {
		t.Errorf("Revisions = %d, want the two, oldest first", len(all))
	}
	for _, text := range []string{"seven", "died"} {
		if hits, total, err := db.Search(t.Context(), news.SearchQuery{Text: text}); err != nil ||
			len(hits)+total != 0 {
			t.Errorf("Search(%s) finds the superseded text: %d hits, %v", text, len(hits), err)
		}
	}
	if hits, _, err := db.Search(t.Context(), news.SearchQuery{Text: "perished"}); err != nil || len(hits) != 1 {
		t.Errorf("Search(perished) = %d hits, %v; want 1", len(hits), err)
	}
	p := must(db.Profile(t.Context(), first.Reading.Entities[0].ID, time.Time{}, 5))
	if p.Mentions != 1 || len(p.Said) != 1 || p.Said[0].Article.Revision != 2 {
		t.Errorf("Profile counts %d articles and quotes %d, want one of each, of the second revision", p.Mentions,
			len(p.Said))
	}
	if top := must(db.TopEntities(t.Context(), news.Person, time.Time{}, 5)); len(top) != 1 || top[0].Count != 1 {
		t.Errorf("TopEntities = %v, want Ann Lee once", top)
	}
	c := must(db.Coverage(t.Context(), "ukraine-war", noon.Add(-time.Hour), noon.Add(2*time.Hour)))
	if c.Articles != 1 {
		t.Errorf("Coverage counts %d articles, want 1", c.Articles)
	}
	facts := must(db.Facts(t.Context(), news.FactQuery{}))
	if len(facts) != 2 {
		t.Fatalf("Facts = %d, want the two that the second revision states", len(facts))
	}
	for _, f := range facts {
		if len(f.Sentences) != 1 || f.Sentences[0].Article != second.Article.ID {
			t.Errorf("fact %d has sentences %v, want one of the second revision", f.ID, f.Sentences)
		}
	}
	if known := must(db.StoryFacts(t.Context(), first.Story.ID, time.Time{}, 10)); len(known) != 3 {
		t.Errorf("StoryFacts = %d, want 3, with what the first revision stated", len(known))
	}
	if _, total, err := db.DocumentFrequency(t.Context(), nil); err != nil || total != 1 {
		t.Errorf("a revision was counted: %d articles, %v", total, err)
	}
}

func entitiesGrow(t *testing.T, db *storage.DB) {
	a := draft{
		key: "a", sentences: []string{"Ann Lee met Bo Chan in Riga."}, people: []string{"Ann Lee", "Bo Chan"},
		roles: map[string]string{"Ann Lee": "Ann"},
	}.save(t, db)
	ann := a.Reading.Entities[0].ID
	f := draft{
		key: "b", at: noon.Add(time.Hour), sentences: []string{"Lee left Riga on Friday."},
		people: []string{"Lee"}, ids: map[string]int64{"Lee": ann},
	}.filing()
	f.Reading.Entities[0].Aliases = []string{"Ann Lee", "A. Lee"}
	f.Reading.Entities[0].Roles = []news.Role{
		{Title: "Ann", Span: news.Span{Start: 1, End: 3}},
		{Title: "Lee", Inferred: true},
	}
	b := must(db.SaveArticle(t.Context(), f))

	got := must(db.EntitiesByKeys(t.Context(), []string{"lee", "chan", "nobody"}))
	want := []news.Entity{
		{ID: ann, Kind: news.Person, Name: "Ann Lee", Aliases: []string{"A. Lee", "Lee"}, Roles: []news.Role{
			{
				Title: "Ann", First: noon, Last: noon.Add(time.Hour), Article: b.Article.ID,
				Span: news.Span{Start: 1, End: 3}, Count: 2,
			},
			{
				Title: "Lee", First: noon.Add(time.Hour), Last: noon.Add(time.Hour), Article: b.Article.ID, Count: 1,
				Inferred: true,
			},
		}},
		{ID: a.Reading.Entities[1].ID, Kind: news.Person, Name: "Bo Chan"},
	}
	same(t, "EntitiesByKeys", got, want)
	same(t, "Entity", must(db.Entity(t.Context(), ann)), want[0])
	if none := must(db.EntitiesByKeys(t.Context(), nil)); len(none) != 0 {
		t.Errorf("EntitiesByKeys without keys = %v", none)
	}
}

func findEntities(t *testing.T, db *storage.DB) {
	ids := map[string]int64{}
	names := []string{"Ann Lee", "Ann Leeson", "Lee Ann", "Bo Chan", "Cho Lee"}
	for i, key := range []string{"a", "b", "c"} {
		f := draft{
			key: key, sentences: []string{strings.Join(names[:len(names)-i], ", ") + "."},
			people: names[:len(names)-i], ids: ids,
		}.save(t, db)
		for _, e := range f.Reading.Entities {
			ids[e.Name] = e.ID
		}
	}
	for _, c := range []struct {
		query string
		kinds []news.EntityKind
		want  []string
	}{
		{"ann lee", nil, []string{"Ann Lee", "Ann Leeson", "Cho Lee"}},
		{"lee", nil, []string{"Ann Lee", "Cho Lee", "Ann Leeson", "Lee Ann"}},
		{"an", nil, []string{"Ann Lee", "Ann Leeson", "Lee Ann"}},
		{"bo chna", nil, []string{"Bo Chan"}},
		{"bo chan", []news.EntityKind{news.PlaceKind}, nil},
		{"bo chan", []news.EntityKind{news.PlaceKind, news.Person}, []string{"Bo Chan"}},
		{"zzzz", nil, nil},
		{"", nil, nil},
	} {
		var got []string
		for _, e := range must(db.FindEntities(t.Context(), c.query, c.kinds, 4)) {
			got = append(got, e.Name)
		}
		same(t, fmt.Sprintf("FindEntities(%q, %v)", c.query, c.kinds), got, c.want)
	}
	if got := must(db.FindEntities(t.Context(), "lee", nil, 1)); len(got) != 1 {
		t.Errorf("FindEntities with limit 1 = %d", len(got))
	}
}

func profile(t *testing.T, db *storage.DB) {
	ids := map[string]int64{}
	save := func(d draft) {
		d.ids = ids
		for _, e := range d.save(t, db).Reading.Entities {
			ids[e.Name] = e.ID
		}
	}
	old := noon.AddDate(0, 0, -30)
	save(draft{key: "old", at: old, sentences: []string{"Ann Lee was born here."}, people: []string{"Ann Lee"}})
	save(draft{
		key: "a", sentences: []string{"Ann Lee and Bo Chan met.", "xx Bo Chan praised Ann Lee warmly."},
		people: []string{"Ann Lee", "Bo Chan"}, said: map[int]string{0: "Ann Lee", 1: "Bo Chan"},
	})
	save(draft{
		key: "b", source: "Harbour Radio", at: noon.AddDate(0, 0, 2),
		sentences: []string{"Bo Chan and Ann Lee and Cy Dee met again."},
		people:    []string{"Ann Lee", "Bo Chan", "Cy Dee"}, said: map[int]string{0: "Ann Lee"},
	})

	p := must(db.Profile(t.Context(), ids["Ann Lee"], noon.AddDate(0, 0, -1), 10))
	if p.Entity.Name != "Ann Lee" || p.Mentions != 2 || p.Outlets != 2 || !p.Last.Equal(noon.AddDate(0, 0, 2)) {
		t.Errorf("Profile = %s with %d articles of %d outlets, last %v", p.Entity.Name, p.Mentions, p.Outlets, p.Last)
	}
	same(t, "Days", p.Days, []int{0, 1, 0, 1})
	same(t, "With", p.With, []news.Count{
		{Name: "Bo Chan", Kind: news.Person, Count: 2},
		{Name: "Cy Dee", Kind: news.Person, Count: 1},
	})
	var said, of []string
	for _, q := range p.Said {
		said = append(said, q.Article.Key)
	}
	for _, q := range p.SaidOf {
		of = append(of, q.Article.Key+": "+q.Statement.Content[1].In(q.Article.Body))
	}
	same(t, "Said", said, []string{"b", "a"})
	same(t, "SaidOf", of, []string{"a: Bo Chan praised Ann Lee warmly."})
	ever := must(db.Profile(t.Context(), ids["Ann Lee"], time.Time{}, 1))
	if ever.Mentions != 3 || len(ever.Days) != 33 || len(ever.Said) != 1 {
		t.Errorf("Profile of all time: %d articles, %d days, %d statements", ever.Mentions, len(ever.Days),
			len(ever.Said))
	}
	never := must(db.Profile(t.Context(), ids["Ann Lee"], noon.AddDate(1, 0, 0), 1))
	if never.Mentions != 0 || len(never.Days) != 0 || !never.Last.IsZero() {
		t.Errorf("Profile of the future: %+v", never)
	}
}

func topEntities(t *testing.T, db *storage.DB) {
	first := draft{
		key: "a", at: noon.AddDate(0, 0, -9), sentences: []string{"Ann Lee met Bo Chan."},
		people: []string{"Ann Lee", "Bo Chan"},
	}.save(t, db)
	draft{
		key: "b", sentences: []string{"Bo Chan went home."}, people: []string{"Bo Chan"},
		ids: map[string]int64{"Bo Chan": first.Reading.Entities[1].ID},
	}.save(t, db)
	same(t, "of all time", must(db.TopEntities(t.Context(), news.Person, time.Time{}, 5)),
		[]news.Count{{Name: "Bo Chan", Kind: news.Person, Count: 2}, {Name: "Ann Lee", Kind: news.Person, Count: 1}})
	same(t, "of today", must(db.TopEntities(t.Context(), news.Person, noon.AddDate(0, 0, -1), 5)),
		[]news.Count{{Name: "Bo Chan", Kind: news.Person, Count: 1}})
	if got := must(db.TopEntities(t.Context(), news.PlaceKind, time.Time{}, 5)); len(got) != 0 {
		t.Errorf("TopEntities(place) = %v", got)
	}
}

func stories(t *testing.T, db *storage.DB) {
	near := draft{
		key: "a", topics: []string{"ukraine-war"}, terms: []string{"kyiv", "strike", "drone"},
		sentences: []string{"One died in Kyiv."},
	}.save(t, db).Story
	far := draft{
		key: "b", topics: []string{"gaza"}, terms: []string{"gaza", "aid", "strike"}, at: noon.Add(time.Hour),
		sentences: []string{"Aid came to Gaza."},
	}.save(t, db).Story
	draft{
		key: "c", topics: []string{"gaza"}, terms: []string{"kyiv", "strike"}, at: noon.AddDate(0, -1, 0),
		sentences: []string{"A month ago."},
	}.save(t, db)

	names := func(in []news.Story) (out []string) {
		for _, s := range in {
			out = append(out, s.Title)
		}
		return out
	}
	week := noon.AddDate(0, 0, -7)
	got := must(db.CandidateStories(t.Context(), []string{"drone", "kyiv", "strike"}, week, 5))
	same(t, "CandidateStories", names(got), []string{near.Title, far.Title})
	same(t, "candidate", got[0], near)
	same(t, "CandidateStories, limit 1", names(must(db.CandidateStories(t.Context(), []string{"strike", "gaza"}, week,
		1))), []string{far.Title})
	if got := must(db.CandidateStories(t.Context(), nil, week, 5)); len(got) != 0 {
		t.Errorf("CandidateStories without terms = %v", got)
	}

	moved := far
	moved.Last, moved.Articles, moved.Topics = noon.Add(50*time.Hour), 2, []string{"gaza", "sahel"}
	moved.Terms = []news.Term{{Text: "aid", Weight: 0.5}, {Text: "convoy", Weight: 0.25}}
	draft{
		key: "d", topics: []string{"sahel"}, at: noon.Add(50 * time.Hour), story: moved,
		sentences: []string{"The convoy left."},
	}.save(t, db)
	same(t, "by a term that it gained", must(db.CandidateStories(t.Context(), []string{"convoy"}, week, 5)),
		[]news.Story{moved})
	if got := must(db.CandidateStories(t.Context(), []string{"gaza"}, week, 5)); len(got) != 0 {
		t.Errorf("by a term that it lost: %v", names(got))
	}
	same(t, "Stories(gaza)", names(must(db.Stories(t.Context(), "gaza", week, 5))), []string{moved.Title})
	same(t, "Stories(sahel)", names(must(db.Stories(t.Context(), "sahel", week, 5))), []string{moved.Title})
	same(t, "Stories", names(must(db.Stories(t.Context(), "", time.Time{}, 5))),
		[]string{moved.Title, near.Title, "A month ago."})
}

func documentFrequency(t *testing.T, db *storage.DB) {
	for i := range 140 { // more than are counted in memory
		terms := []string{"war", fmt.Sprintf("only-%d", i)}
		if i%2 == 0 {
			terms = append(terms, "even")
		}
		draft{key: fmt.Sprint(i), terms: terms, sentences: []string{"One more article."}}.save(t, db)
	}
	of, total, err := db.DocumentFrequency(t.Context(), []string{"war", "even", "only-3", "only-69", "never", "war"})
	if err != nil || total != 140 {
		t.Fatalf("DocumentFrequency counts %d articles, %v; want 140", total, err)
	}
	same(t, "DocumentFrequency", of, map[string]int{"war": 140, "even": 70, "only-3": 1, "only-69": 1})
}

func selectFacts(t *testing.T, db *storage.DB) {
	day := 24 * time.Hour
	a := draft{key: "a", topics: []string{"ukraine-war"}, sentences: []string{
		"Ann Lee came to Kyiv.",
		"It rained in Kyiv.",
	}, people: []string{"Ann Lee"}, weight: map[int]float64{0: 1, 1: 3}}.save(t, db)
	b := draft{
		key: "b", topics: []string{"gaza"}, at: noon.Add(day), sentences: []string{"Aid came to Gaza."},
		weight: map[int]float64{0: 2},
	}.save(t, db)
	c := draft{
		key: "c", topics: []string{"gaza", "ukraine-war"}, at: noon.Add(2 * day),
		sentences: []string{"Ann Lee came to Gaza."}, people: []string{"Ann Lee"},
		ids: map[string]int64{"Ann Lee": a.Reading.Entities[0].ID}, weight: map[int]float64{0: 4},
	}.save(t, db)
	ann := a.Reading.Entities[0].ID
	facts := []int64{a.Sentences[0].Fact, a.Sentences[1].Fact, b.Sentences[0].Fact, c.Sentences[0].Fact}
	for _, q := range []struct {
		name string
		q    news.FactQuery
		want []int // indexes into facts
	}{
		{"everything, the heaviest first", news.FactQuery{}, []int{3, 1, 2, 0}},
		{"the oldest first", news.FactQuery{Oldest: true}, []int{0, 1, 2, 3}},
		{"limit", news.FactQuery{Limit: 2}, []int{3, 1}},
		{"topic", news.FactQuery{Topic: "gaza"}, []int{3, 2}},
		{"unknown topic", news.FactQuery{Topic: "nowhere"}, nil},
		{"since", news.FactQuery{Since: noon.Add(day)}, []int{3, 2}},
		{"until", news.FactQuery{Until: noon.Add(day)}, []int{1, 2, 0}},
		{"window", news.FactQuery{Since: noon.Add(time.Hour), Until: noon.Add(day)}, []int{2}},
		{"entity", news.FactQuery{Entity: ann}, []int{3, 0}},
		{"entity and topic", news.FactQuery{Entity: ann, Topic: "gaza"}, []int{3}},
		{"entity in a window", news.FactQuery{Entity: ann, Until: noon}, []int{0}},
		{"story", news.FactQuery{Story: a.Story.ID}, []int{1, 0}},
		{"story and entity", news.FactQuery{Story: a.Story.ID, Entity: ann}, []int{0}},
		{"ids", news.FactQuery{IDs: []int64{facts[0], facts[2], 999}}, []int{2, 0}},
		{"ids and topic", news.FactQuery{IDs: []int64{facts[0], facts[2]}, Topic: "gaza"}, []int{2}},
	} {
		var got, want []int64
		for _, f := range must(db.Facts(t.Context(), q.q)) {
			got = append(got, f.ID)
		}
		for _, i := range q.want {
			want = append(want, facts[i])
		}
		same(t, q.name, got, want)
	}
}

func joinFacts(t *testing.T, db *storage.DB) {
	a := draft{key: "a", sentences: []string{"Seven died in Kyiv."}, killed: map[int]float64{0: 7}}.save(t, db)
	fact, story := a.Sentences[0].Fact, a.Story
	story.Articles, story.Last = 2, noon.Add(time.Hour)
	b := draft{
		key: "b", source: "Harbour Radio", at: noon.Add(-time.Hour),
		sentences: []string{"Nine died in Kyiv.", "It was denied at once."}, killed: map[int]float64{0: 9},
		facts: map[int]int64{0: fact}, story: story, denies: map[int]int64{1: -1},
		weight: map[int]float64{0: 5},
	}.filing()
	b.Sentences[1].Denies = fact
	must(db.SaveArticle(t.Context(), b))
	self := draft{
		key: "c", at: noon.Add(time.Hour), sentences: []string{"Three died in Lviv.", "The mayor denied it."},
		denies: map[int]int64{1: -1}, story: story,
	}.save(t, db)
	if got, want := self.Sentences[1].Denies, self.Sentences[0].Fact; got != want {
		t.Errorf("a denial of the same article's fact points to %d, want %d", got, want)
	}

	found := must(db.Facts(t.Context(), news.FactQuery{IDs: []int64{fact}}))
	if len(found) != 1 {
		t.Fatalf("Facts = %d, want 1", len(found))
	}
	f := found[0]
	if len(f.Sentences) != 2 || f.Sentences[0].Source != "Meridian Wire" || f.Sentences[1].Source != "Harbour Radio" {
		t.Fatalf("sentences %v, want the two in order of arrival", f.Sentences)
	}
	if f.Sentences[0].Figures[0].Low != 7 || f.Sentences[1].Figures[0].Low != 9 ||
		f.Sentences[1].Places[0].Point == nil {
		t.Errorf("figures %v and %v", f.Sentences[0].Figures, f.Sentences[1].Figures)
	}
	if len(f.DeniedBy) != 1 || f.DeniedBy[0].Text != "It was denied at once." {
		t.Errorf("denied by %v", f.DeniedBy)
	}
	if !f.First.Equal(noon.Add(-time.Hour)) || !f.Last.Equal(noon) || f.Weight != 5 {
		t.Errorf("fact from %v to %v of weight %v", f.First, f.Last, f.Weight)
	}
	latest := must(db.StoryFacts(t.Context(), story.ID, noon, 2))
	if len(latest) != 2 || latest[0].Last.Before(latest[1].Last) ||
		len(must(db.StoryFacts(t.Context(), story.ID, noon.Add(time.Minute), 9))) != 2 {
		t.Errorf("StoryFacts = %v, want the latest first", latest)
	}
}

func told(t *testing.T, db *storage.DB) {
	draft{key: "a", topics: []string{"gaza"}, sentences: []string{
		"Seven people died.", "A bridge fell.",
		"A dam broke.",
	}, weight: map[int]float64{0: 3, 1: 2, 2: 1}}.save(t, db)
	for limit, more := range map[int]int{0: 0, 3: 0, 2: 1, 1: 2} {
		got := must(db.Told(t.Context(), news.FactQuery{Topic: "gaza", Since: noon, Until: noon, Limit: limit}))
		if len(got.Facts) != 3-more || got.More != more || got.Facts[0].Weight != 3 {
			t.Errorf("Told with limit %d = %d facts and %d more, want %d and %d, the heaviest first", limit,
				len(got.Facts), got.More, 3-more, more)
		}
	}
	if n := must(db.FactsTold(t.Context(), noon, noon)); n != 3 {
		t.Errorf("FactsTold = %d, want 3", n)
	}
}

func arrivals(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	first := draft{key: "a", topics: []string{"gaza"}, sentences: []string{
		"Seven people died.",
		"A bridge fell.",
	}}.save(t, db)
	seven, bridge := first.Sentences[0].Fact, first.Sentences[1].Fact
	seen := must(db.LastArticle(ctx))
	same(t, "ArticleBefore", []int64{
		must(db.ArticleBefore(ctx, noon)),
		must(db.ArticleBefore(ctx, noon.Add(time.Hour))),
	}, []int64{seen - 1, seen})

	draft{key: "b", topics: []string{"sudan"}, sentences: []string{"Elsewhere."}}.save(t, db)
	late := draft{
		key: "c", topics: []string{"gaza"}, at: noon.Add(-48 * time.Hour),
		sentences: []string{"A depot burnt.", "A dam broke."}, weight: map[int]float64{0: 2, 1: 1},
	}.filing()
	late.Article.Seen = noon
	late = must(db.SaveArticle(ctx, late))
	depot, dam := late.Sentences[0].Fact, late.Sentences[1].Fact
	archive := draft{
		key: "d", topics: []string{"gaza"}, at: noon.AddDate(-1, 0, 0),
		sentences: []string{"A year ago."},
	}.filing()
	archive.Article.Seen = noon
	must(db.SaveArticle(ctx, archive))
	draft{
		key: "e", topics: []string{"gaza"}, sentences: []string{"The bridge stands.", "Seven people died."},
		denies: map[int]int64{0: bridge}, facts: map[int]int64{1: seven},
	}.save(t, db)
	through := must(db.LastArticle(ctx))
	draft{
		key: "f", topics: []string{"gaza"}, sentences: []string{"Seven, it is said again."},
		facts: map[int]int64{0: seven},
	}.save(t, db)

	q := news.ArrivalQuery{Topic: "gaza", After: seen, Through: through, Late: 10 * 24 * time.Hour}
	got := must(db.Arrivals(ctx, q))
	byID := map[int64]news.Fact{}
	for _, f := range got.Facts {
		byID[f.ID] = f
	}
	if len(byID) != 5 || got.More != 0 || byID[depot].ID == 0 || byID[dam].ID == 0 {
		t.Errorf("Arrivals = facts %v and %d more; want two of the late article, the denial, and what it denies and "+
			"repeats", slices.Sorted(maps.Keys(byID)), got.More)
	}
	if n := len(byID[seven].Sentences); n != 2 {
		t.Errorf("the fact told again has %d sentences, want the two stored by then", n)
	}
	if n := len(byID[bridge].DeniedBy); n != 1 {
		t.Errorf("the fact denied since is denied by %d, want 1", n)
	}
	q.Limit = 1
	if got := must(db.Arrivals(ctx, q)); got.More != 2 || len(got.Facts) != 2 {
		t.Errorf("with room for one new fact and one told before, Arrivals = %d facts and %d more; want 2 and 2",
			len(got.Facts), got.More)
	}
}

func mergeStories(t *testing.T, db *storage.DB) {
	ann := map[string]int64{}
	a := draft{
		key: "a", topics: []string{"gaza"}, sentences: []string{"Seven died in Kyiv.", "It rained."},
		killed: map[int]float64{0: 7},
	}.save(t, db)
	b := draft{
		key: "b", source: "Harbour Radio", at: noon.Add(-time.Hour), topics: []string{"ukraine-war"},
		people:    []string{"Ann Lee"},
		sentences: []string{"Ann Lee counts seven dead in Kyiv.", "Roads are closed."}, weight: map[int]float64{0: 5},
		terms: []string{"toll", "kyiv"},
	}.save(t, db)
	ann["Ann Lee"] = b.Reading.Entities[0].ID
	denial := draft{
		key: "d", sentences: []string{"That is denied."}, denies: map[int]int64{0: b.Sentences[0].Fact},
		story: b.Story,
	}.save(t, db)
	keep, gone := a.Sentences[0].Fact, b.Sentences[0].Fact

	whole := a.Story
	whole.Articles, whole.Topics, whole.First = 4, []string{"gaza", "ukraine-war"}, b.Story.First
	c := draft{
		key: "c", at: noon.Add(time.Hour), sentences: []string{"Eight died in Kyiv."},
		facts: map[int]int64{0: keep}, story: whole,
	}.filing()
	c.Absorbed, c.Same = []int64{b.Story.ID}, [][2]int64{{keep, gone}}
	must(db.SaveArticle(t.Context(), c))

	for what, q := range map[string]news.FactQuery{
		"by its id": {IDs: []int64{keep}}, "by the old id": {IDs: []int64{gone}},
		"by the topic of the other":  {Topic: "ukraine-war", Until: noon.Add(-time.Minute)},
		"by whom the other mentions": {Entity: ann["Ann Lee"]},
	} {
		found := must(db.Facts(t.Context(), q))
		i := slices.IndexFunc(found, func(f news.Fact) bool { return f.ID == keep })
		if i < 0 {
			t.Fatalf("the fact is not found %s: %v", what, found)
		}
		f := found[i]
		var texts []string
		for _, s := range f.Sentences {
			texts = append(texts, s.Text)
		}
		same(t, "sentences "+what, texts, []string{
			"Seven died in Kyiv.", "Ann Lee counts seven dead in Kyiv.",
			"Eight died in Kyiv.",
		})
		same(t, "aliases "+what, f.Aliases, []int64{gone})
		if len(f.DeniedBy) != 1 || !f.First.Equal(noon.Add(-time.Hour)) || !f.Last.Equal(noon.Add(time.Hour)) ||
			f.Weight != 5 {
			t.Errorf("%s: from %v to %v of weight %v, denied by %v", what, f.First, f.Last, f.Weight, f.DeniedBy)
		}
		if slices.ContainsFunc(found, func(f news.Fact) bool { return f.ID == gone }) {
			t.Errorf("the fact that is gone is found %s", what)
		}
	}
	for _, id := range []int64{whole.ID, b.Story.ID} {
		if got := must(db.Facts(t.Context(), news.FactQuery{Story: id})); len(got) != 4 {
			t.Errorf("story %d has %d facts, want 4", id, len(got))
		}
	}
	if got := must(db.StoryFacts(t.Context(), whole.ID, time.Time{}, 9)); len(got) != 4 {
		t.Errorf("StoryFacts = %d, want 4 without the one that is gone", len(got))
	}
	for _, terms := range [][]string{{"toll"}, {"kyiv"}} {
		for _, s := range must(db.CandidateStories(t.Context(), terms, noon.Add(-time.Hour), 9)) {
			if s.ID == b.Story.ID {
				t.Error("a story that was taken in is a candidate")
			}
		}
	}
	if got := must(db.Stories(t.Context(), "ukraine-war", noon, 9)); len(got) != 1 || got[0].ID != whole.ID {
		t.Errorf("Stories = %v", got)
	}
	for s, err := range db.ArticleStories(t.Context()) {
		if err != nil || s.Story != whole.ID {
			t.Errorf("article %s is in story %d, %v", s.Key, s.Story, err)
		}
	}

	// The survivor is taken in itself: both ids lead to the last.
	last := draft{key: "e", sentences: []string{"Nine died in Kyiv."}}.save(t, db)
	e := draft{
		key: "f", sentences: []string{"Ten died in Kyiv."}, facts: map[int]int64{0: last.Sentences[0].Fact},
		story: last.Story,
	}.filing()
	e.Absorbed, e.Same = []int64{whole.ID}, [][2]int64{{last.Sentences[0].Fact, keep}}
	must(db.SaveArticle(t.Context(), e))
	for _, id := range []int64{keep, gone} {
		if got := must(db.Facts(t.Context(), news.FactQuery{IDs: []int64{id}})); len(got) != 1 ||
			got[0].ID != last.Sentences[0].Fact || len(got[0].Sentences) != 5 {
			t.Errorf("fact %d leads to %v", id, got)
		}
	}
	if got := must(db.Facts(t.Context(), news.FactQuery{Story: b.Story.ID})); len(got) != 4 ||
		got[0].Story != last.Story.ID || denial.Story.ID == last.Story.ID {
		t.Errorf("story %d leads to %v", b.Story.ID, got)
	}
}

func recurrences(t *testing.T, db *storage.DB) {
	week := 7 * 24 * time.Hour
	for i, at := range []time.Time{
		noon.Add(-40 * week), noon.Add(-2 * week), noon.Add(-2 * week), noon.Add(-week),
		noon,
	} {
		f := draft{key: fmt.Sprint(i), at: at, sentences: []string{"Seven died in Kyiv."}}.filing()
		f.Keys = []int64{1 << 60, 1 << 60, int64(i + 1)}
		must(db.SaveArticle(t.Context(), f))
	}
	for _, c := range []struct {
		at   time.Time
		want map[int64]int
	}{
		{noon, map[int64]int{1 << 60: 2, 3: 1}},
		{noon.Add(-2 * week), map[int64]int{}},
		{noon.Add(11 * week), map[int64]int{1 << 60: 2}},
		{noon.Add(40 * week), map[int64]int{}},
	} {
		same(t, fmt.Sprintf("Recurrences at %v", c.at), must(db.Recurrences(t.Context(), []int64{1 << 60, 3, 99},
			c.at)), c.want)
	}
	same(t, "Recurrences of nothing", must(db.Recurrences(t.Context(), nil, noon)), map[int64]int{})
}

func correctOrigin(t *testing.T, db *storage.DB) {
	a := draft{key: "a", source: "Harbour Radio", sentences: []string{"Seven died in Kyiv.", "It rained."}}.save(t, db)
	wire := news.Origin{
		Name: "Meridian Wire", Kind: news.OriginOutlet, Family: "meridian", Citing: "the mayor",
		Party: "Ukraine",
	}
	b := draft{
		key: "b", sentences: []string{"Seven died in Kyiv."}, facts: map[int]int64{0: a.Sentences[0].Fact},
		story: a.Story,
	}.filing()
	b.Corrections = []news.Reattribution{{Sentence: a.Sentences[0].ID, Origin: wire, Status: news.Claimed}}
	must(db.SaveArticle(t.Context(), b))
	for _, f := range must(db.Facts(t.Context(), news.FactQuery{Story: a.Story.ID})) {
		s := f.Sentences[0]
		if corrected := s.ID == a.Sentences[0].ID; corrected != (s.Origin.Name == "Meridian Wire") ||
			corrected != (s.Status == news.Claimed) {
			t.Errorf("%q has the origin %+v and is %s", s.Text, s.Origin, s.Status)
		}
	}
}

func splitStory(t *testing.T, db *storage.DB) {
	a := draft{key: "a", sentences: []string{"Seven died in Kyiv.", "It rained."}}.save(t, db)
	b := draft{key: "b", sentences: []string{"A bridge fell in Goma."}, story: a.Story}.save(t, db)
	c := draft{
		key: "c", sentences: []string{"Boats cross the river at Goma."}, story: a.Story,
		terms: []string{"bridge", "goma"},
	}.filing()
	other := news.Story{
		Title: "A bridge fell in Goma.", First: noon, Last: noon, Articles: 2,
		Terms: []news.Term{{Text: "goma", Weight: 1}},
	}
	c.Split = news.Split{Story: other, Articles: []int64{b.Article.ID, 0}, Facts: []int64{b.Sentences[0].Fact, -1}}
	out := must(db.SaveArticle(t.Context(), c))
	if out.Split.Story.ID == 0 || out.Split.Story.ID == a.Story.ID {
		t.Fatalf("the new story has id %d", out.Split.Story.ID)
	}
	want := map[string]int64{"a": a.Story.ID, "b": out.Split.Story.ID, "c": out.Split.Story.ID}
	for s, err := range db.ArticleStories(t.Context()) {
		if err != nil || s.Story != want[s.Key] {
			t.Errorf("article %s is in story %d, %v, want %d", s.Key, s.Story, err, want[s.Key])
		}
	}
	if got := must(db.StoryFacts(t.Context(), out.Split.Story.ID, time.Time{}, 9)); len(got) != 2 ||
		(got[0].ID != b.Sentences[0].Fact && got[1].ID != b.Sentences[0].Fact) {
		t.Errorf("the new story has facts %v", got)
	}
	if got := must(db.CandidateStories(t.Context(), []string{"goma"}, noon, 9)); len(got) != 1 ||
		got[0].ID != out.Split.Story.ID {
		t.Errorf("CandidateStories = %v", got)
	}
}

func coverage(t *testing.T, db *storage.DB) {
	draft{key: "a", topics: []string{"gaza"}, sentences: []string{"One came.", "Two went."}}.save(t, db)
	draft{
		key: "b", topics: []string{"gaza"}, source: "Harbour Radio", at: noon.Add(time.Hour),
		sentences: []string{"Three came."},
	}.save(t, db)
	draft{key: "c", at: noon.Add(2 * time.Hour), sentences: []string{"Four came."}}.save(t, db)
	off := draft{key: "off", at: noon.Add(3 * time.Hour), sentences: []string{"A cake was baked."}}.filing()
	off.Article.OffTopic, off.Story, off.Sentences = true, news.Story{}, nil
	must(db.SaveArticle(t.Context(), off))
	for i, ok := range []bool{true, false} {
		f := news.Feed{
			URL: fmt.Sprintf("https://news.example/%d.xml", i), Source: news.Source{Name: "Meridian Wire"},
			LastSuccess: noon,
		}
		if !ok {
			f.LastError = "gone"
		}
		must(db.SaveFeed(t.Context(), f))
	}
	health, newest := news.Health{Healthy: 1, Total: 2}, noon.Add(3*time.Hour)
	for _, c := range []struct {
		topic    string
		from, to time.Time
		want     news.Coverage
	}{
		{"gaza", noon, noon.Add(time.Hour), news.Coverage{Articles: 2, Sources: 2, Feeds: health, Newest: newest}},
		{
			"gaza", noon.Add(time.Minute), noon.Add(time.Hour),
			news.Coverage{Articles: 1, Sources: 1, Feeds: health, Newest: newest},
		},
		{"", noon, noon.Add(9 * time.Hour), news.Coverage{Articles: 3, Sources: 2, Feeds: health, Newest: newest}},
		{"sudan", noon, noon.Add(time.Hour), news.Coverage{Feeds: health, Newest: newest}},
	} {
		same(t, "Coverage of "+c.topic, must(db.Coverage(t.Context(), c.topic, c.from, c.to)), c.want)
	}
	if hits, _, err := db.Search(t.Context(), news.SearchQuery{Text: "cake"}); err != nil || len(hits) != 1 {
		t.Errorf("an off-topic article is not found: %d hits, %v", len(hits), err)
	}
}

func search(t *testing.T, db *storage.DB) {
	save := func(key, source string, at time.Time, text string) {
		draft{key: key, source: source, at: at, sentences: []string{text}}.save(t, db)
	}
	save("one", "Meridian Wire", noon, "Air defence shot down drones over Kharkiv’s suburbs.")
	save("two", "Harbour Radio", noon.Add(time.Hour), "The defence of the air base failed; a drone fell.")
	save("three", "Meridian Wire", noon.Add(2*time.Hour), "Zelenskyy flew to São Paulo.")
	for _, c := range []struct {
		q     news.SearchQuery
		want  []string // keys, in any order
		spans string   // matched words of the first
	}{
		{news.SearchQuery{Text: "defence air"}, []string{"one", "two"}, ""},
		{news.SearchQuery{Text: `"air defence"`}, []string{"one"}, "Air defence"},
		{news.SearchQuery{Text: `“air defence”`}, []string{"one"}, "Air defence"},
		{news.SearchQuery{Text: "drones -kharkiv"}, []string{"two"}, "drone"},
		{news.SearchQuery{Text: "drone"}, []string{"one", "two"}, ""},
		{news.SearchQuery{Text: "zelen*"}, []string{"three"}, "Zelenskyy"},
		{news.SearchQuery{Text: "sao PAULO"}, []string{"three"}, "São Paulo"},
		{news.SearchQuery{Text: "kharkiv's"}, []string{"one"}, "Kharkiv’s"},
		{news.SearchQuery{Text: "-drone"}, []string{"three"}, ""},
		{news.SearchQuery{Text: ""}, []string{"three", "two", "one"}, ""},
		{news.SearchQuery{Text: "drone", Source: "Harbour Radio"}, []string{"two"}, "drone"},
		{news.SearchQuery{Text: "drone", Source: "Nobody"}, nil, ""},
		{news.SearchQuery{Text: "drone", From: noon.Add(time.Minute)}, []string{"two"}, "drone"},
		{news.SearchQuery{Text: "drone", To: noon}, []string{"one"}, "drones"},
		{news.SearchQuery{Text: "-drone", To: noon.Add(time.Hour)}, nil, ""},
		{news.SearchQuery{From: noon.Add(time.Hour), Source: "Meridian Wire"}, []string{"three"}, ""},
		{news.SearchQuery{Text: "about"}, []string{"one", "two", "three"}, ""}, // of the titles
	} {
		hits, total, err := db.Search(t.Context(), c.q)
		if err != nil {
			t.Errorf("Search(%+v): %v", c.q, err)
			continue
		}
		got := map[string]bool{}
		for _, h := range hits {
			got[h.Article.Key] = true
		}
		want := map[string]bool{}
		for _, k := range c.want {
			want[k] = true
		}
		same(t, fmt.Sprintf("Search(%+v)", c.q), got, want)
		if total != len(c.want) {
			t.Errorf("Search(%+v) counts %d, want %d", c.q, total, len(c.want))
		}
		if c.spans != "" && len(hits) > 0 {
			a := hits[0].Article
			var words []string
			for _, s := range hits[0].Spans {
				words = append(words, s.In(a.Body))
			}
			same(t, fmt.Sprintf("spans of Search(%+v)", c.q), strings.Join(words, " "), c.spans)
		}
	}
	var pages []string
	for offset := range 4 {
		hits, total, err := db.Search(t.Context(), news.SearchQuery{Text: "about", Limit: 1, Offset: offset})
		if err != nil || (offset < 3 && total != 3) {
			t.Errorf("page %d counts %d, %v; want 3", offset, total, err)
		}
		for _, h := range hits {
			pages = append(pages, h.Article.Key)
		}
	}
	if len(pages) != 3 || pages[0] == pages[1] || pages[1] == pages[2] {
		t.Errorf("pages of one: %v", pages)
	}
}

func searchHostile(t *testing.T, db *storage.DB) {
	draft{key: "one", sentences: []string{"AND OR NOT NEAR title body rank \"quoted\" words."}}.save(t, db)
	for _, text := range []string{
		`"`, `""`, `"""`, `*`, `-`, `--`, `-"`, `- -`, `"-`, `a"b"c`, `'`, `;`, `%`, `\`, `(`, `)`, `()`, `(a`, `a)`,
		`{title}: a`, `title:a`, `^a`, `a + b`,
		`AND`, `OR`, `NOT`, `a AND`, `NOT a`, `NEAR(a b, 2)`, `a OR (b`, `"a" *`, `"a"*`, `*a`, `a**`, "a\x00b", "\x00",
		"\xff\xfe", "\u202e", "é́", "…", "🙂", "a🙂",
		`rank MATCH 1`, `-a -b -c`, strings.Repeat("a ", 5000), strings.Repeat("(", 5000), strings.Repeat(`"a" `, 500),
		strings.Repeat("x", 100_000), strings.Repeat("é", 300),
	} {
		for _, limit := range []int{-1, 0, 1, 100} {
			if _, _, err := db.Search(t.Context(), news.SearchQuery{
				Text: text, Limit: limit,
				Offset: limit,
			}); err != nil {
				t.Errorf("Search(%.40q, limit %d): %v", text, limit, err)
			}
		}
	}
	for _, text := range []string{"and", "NOT quoted", "near title body", `"or not"`} {
		if hits, _, err := db.Search(t.Context(), news.SearchQuery{Text: text}); err != nil || len(hits) != 1 {
			t.Errorf("Search(%q) = %d hits, %v; want 1: operators are words", text, len(hits), err)
		}
	}
}

func latest(t *testing.T, db *storage.DB) {
	a := draft{key: "a", topics: []string{"gaza"}, at: noon.Add(time.Hour), sentences: []string{"One came."}}.save(t,
		db)
	b := draft{key: "b", source: "Harbour Radio", sentences: []string{"Two came."}}.save(t, db)
	same(t, "LatestArticles", must(db.LatestArticles(t.Context(), "", 5)), []news.Article{a.Article, b.Article})
	same(t, "LatestArticles(gaza)", must(db.LatestArticles(t.Context(), "gaza", 5)), []news.Article{a.Article})
	var got []storage.ArticleStory
	for s, err := range db.ArticleStories(t.Context()) {
		got = append(got, must(s, err))
	}
	same(t, "ArticleStories", got, []storage.ArticleStory{
		{Article: a.Article.ID, Source: "Meridian Wire", Key: "a", Story: a.Story.ID},
		{Article: b.Article.ID, Source: "Harbour Radio", Key: "b", Story: b.Story.ID},
	})
	for _, err := range db.ArticleStories(t.Context()) {
		if err != nil {
			t.Error(err)
		}
		break // ends the query
	}
	s := must(db.Stats(t.Context()))
	if s.Articles != 2 || s.Sources != 2 || s.Stories != 2 || s.Facts != 2 || s.Bytes == 0 ||
		!s.Newest.Equal(noon.Add(time.Hour)) {
		t.Errorf("Stats = %+v", s)
	}
}

func sources(t *testing.T, db *storage.DB) {
	full := news.Source{
		Name: "Meridian Wire", HomePage: "https://meridian.example", Family: "Meridian", Country: "NO",
		Kind: news.KindWire, Aliases: []string{"MW", "Meridian"}, Language: "en",
	}
	full.ID = must(db.SaveSource(t.Context(), full))
	if id := must(db.SaveSource(t.Context(), news.Source{Name: "Meridian Wire", Party: "Norway"})); id != full.ID {
		t.Errorf("the source has two ids, %d and %d", full.ID, id)
	}
	full.Party = "Norway"
	other := news.Source{Name: "Delta Times"}
	other.ID = must(db.SaveSource(t.Context(), other))
	same(t, "Sources", must(db.Sources(t.Context())), []news.Source{other, full})
	_, err := db.SaveSource(t.Context(), news.Source{})
	wantCode(t, err, news.Invalid)
}

func feeds(t *testing.T, db *storage.DB) {
	in := news.Feed{
		URL: "https://meridian.example/rss", Source: news.Source{Name: "Meridian Wire"},
		Topics: []string{"gaza"}, NextPoll: noon,
	}
	f := must(db.SaveFeed(t.Context(), in))
	if f.ID == 0 || f.Source.ID == 0 {
		t.Errorf("SaveFeed = %+v, without ids", f)
	}
	f.ETag, f.LastModified, f.LastPoll, f.LastSuccess, f.LastItem = `W/"x"`, "Fri", noon, noon, noon
	f.NextPoll, f.Interval, f.Failures, f.RedirectURL, f.RedirectCount = noon.Add(time.Hour), 15*time.Minute, 2, "https://meridian.example/new", 1
	if err := db.FinishPoll(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	same(t, "after a poll", must(db.Feeds(t.Context())), []news.Feed{f})

	in.Topics = []string{"sudan"}
	f.Topics = in.Topics
	same(t, "saved again", must(db.SaveFeed(t.Context(), in)), f)
	second := must(db.SaveFeed(t.Context(), news.Feed{
		URL:    "https://delta.example/rss",
		Source: news.Source{Name: "Delta Times"},
	}))
	paused := must(db.SaveFeed(t.Context(), news.Feed{
		URL:    "https://delta.example/old",
		Source: news.Source{Name: "Delta Times"}, Paused: "gone",
	}))
	same(t, "due now", must(db.DueFeeds(t.Context(), noon, 9)), []news.Feed{second})
	same(t, "due later", must(db.DueFeeds(t.Context(), noon.Add(time.Hour), 9)), []news.Feed{second, f})
	same(t, "due, limit 1", must(db.DueFeeds(t.Context(), noon.Add(time.Hour), 1)), []news.Feed{second})

	moved := second
	moved.URL = f.URL
	wantCode(t, db.FinishPoll(t.Context(), moved), news.Conflict)
	if err := db.RemoveFeed(t.Context(), paused.ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, db.RemoveFeed(t.Context(), paused.ID), news.NotFound)
	wantCode(t, db.FinishPoll(t.Context(), paused), news.NotFound)
	same(t, "Feeds", must(db.Feeds(t.Context())), []news.Feed{second, f})
	_, err := db.SaveFeed(t.Context(), news.Feed{URL: "ftp://x", Source: f.Source})
	wantCode(t, err, news.Invalid)
}

// addedFeeds: what people add is marked as theirs, counted, and changes nothing of what is known.
func addedFeeds(t *testing.T, db *storage.DB) {
	known := news.Source{
		Name: "Meridian Wire", Kind: news.KindWire, HomePage: "https://meridian.example/",
		Country: "GB",
	}
	known.ID = must(db.SaveSource(t.Context(), known))
	add := func(url, name, by string, most int) (news.Feed, error) {
		return db.AddFeed(t.Context(), news.Feed{
			URL: url, Source: news.Source{Name: name, Kind: news.KindOfficial},
			AddedBy: by, Topics: []string{"gaza"},
		}, most)
	}
	first := must(add("https://meridian.example/rss", "Meridian Wire", "77", 2))
	same(t, "the outlet of an added feed", first.Source, known)
	second := must(add("https://delta.example/rss", "Delta Times", "77", 2))
	if first.AddedBy != "77" || second.AddedBy != "77" || second.Source.Kind != news.KindOfficial ||
		second.Topics[0] != "gaza" {
		t.Errorf("added %+v and %+v", first, second)
	}
	_, err := add("https://meridian.example/rss", "Another Name", "78", 2)
	wantCode(t, err, news.Conflict)
	_, err = add("https://echo.example/rss", "Echo", "77", 2)
	wantCode(t, err, news.Conflict)
	third := must(add("https://echo.example/rss", "Echo", news.ByOperator, 0))
	_, err = add("gopher://echo.example/rss", "Echo", news.ByOperator, 0)
	wantCode(t, err, news.Invalid)
	same(t, "Feeds", must(db.Feeds(t.Context())), []news.Feed{second, third, first})

	third.AddedBy = ""
	same(t, "taken over by the configuration", must(db.SaveFeed(t.Context(), third)), third)
	first.MovedFrom, first.URL = first.URL, "https://meridian.example/new"
	if err := db.FinishPoll(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	_, err = add("https://meridian.example/rss", "Meridian Wire", "78", 2)
	wantCode(t, err, news.Conflict)
}

// pages are kept one for each article, read in turn and pruned by age.
func pages(t *testing.T, db *storage.DB) {
	must(db.SaveSource(t.Context(), news.Source{Name: "Delta Times"}))
	save := func(p news.Page) {
		t.Helper()
		if err := db.SavePage(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	page := news.Page{
		Source: "Delta Times", Key: "url:a", URL: "https://delta.example/a", ContentType: "text/html", Fetched: noon,
		Digest: "d",
		HTML:   bytes.Repeat([]byte("<p>Caf\xe9</p>\x00"), 1000),
	}
	save(page)
	other := page
	other.Key, other.HTML, other.Fetched = "url:b", []byte{}, noon.Add(-time.Hour)
	save(other)
	page.Fetched, page.Digest = noon.Add(time.Minute), ""
	save(page)
	wantCode(t, db.SavePage(t.Context(), news.Page{Source: "Nobody", Key: "x"}), news.NotFound)

	all := func() (out []news.Page) {
		for after := int64(0); ; {
			p, err := db.NextPage(t.Context(), after)
			if err != nil {
				wantCode(t, err, news.NotFound)
				return out
			}
			after, p.ID = p.ID, 0
			out = append(out, p)
		}
	}
	same(t, "pages", all(), []news.Page{page, other})
	if n := must(db.PrunePages(t.Context(), noon)); n != 1 {
		t.Errorf("PrunePages = %d, want 1", n)
	}
	same(t, "what is left", all(), []news.Page{page})
}

func subscriptions(t *testing.T, db *storage.DB) {
	in := news.Subscription{
		Guild: "1", Channel: "2", Topic: "gaza", Schedule: "0 8 * * *", Zone: "Europe/Kyiv",
		Style: news.Brief, Mention: "3", By: "4", NextAt: noon,
	}
	s := must(db.SaveSubscription(t.Context(), in))
	if s.ID == 0 || !s.Created.Equal(Now()) {
		t.Errorf("SaveSubscription = %+v", s)
	}
	other := must(db.SaveSubscription(t.Context(), news.Subscription{
		Guild: "9", Channel: "8",
		NextAt: noon.Add(-time.Hour),
	}))
	same(t, "of the guild", must(db.Subscriptions(t.Context(), "1")), []news.Subscription{s})
	same(t, "due", must(db.DueSubscriptions(t.Context(), noon, 9)), []news.Subscription{other, s})
	same(t, "due before", must(db.DueSubscriptions(t.Context(), noon.Add(-time.Minute), 9)), []news.Subscription{other})

	stale := s
	s.Style, s.NextAt, s.Channel = news.Full, noon.Add(time.Hour), "5"
	saved := must(db.SaveSubscription(t.Context(), s))
	s.Revision++
	same(t, "saved", saved, s)
	_, err := db.SaveSubscription(t.Context(), stale)
	wantCode(t, err, news.Conflict)
	unmoved := s
	unmoved.NextAt = time.Time{}
	saved = must(db.SaveSubscription(t.Context(), unmoved))
	s.Revision++
	same(t, "saved without a time", saved, s)
	same(t, "SubscriptionByID", must(db.SubscriptionByID(t.Context(), s.ID)), s)
	if err := db.PauseSubscription(t.Context(), other.ID, "no permission"); err != nil {
		t.Fatal(err)
	}
	same(t, "a paused one is not due", must(db.DueSubscriptions(t.Context(), noon.Add(9*time.Hour), 9)),
		[]news.Subscription{s})
	if got := must(db.SubscriptionByID(t.Context(), other.ID)); got.Paused != "no permission" {
		t.Errorf("paused = %q", got.Paused)
	}
	strange := s
	strange.Guild = "9"
	_, err = db.SaveSubscription(t.Context(), strange)
	wantCode(t, err, news.NotFound)
	wantCode(t, db.RemoveSubscription(t.Context(), "9", s.ID), news.NotFound)
	if err := db.RemoveSubscription(t.Context(), "1", s.ID); err != nil {
		t.Fatal(err)
	}
	if next := must(db.SaveSubscription(t.Context(), in)); next.ID == s.ID {
		t.Error("the id of a removed subscription was given again: its buttons would act on the new one")
	}
}

func watches(t *testing.T, db *storage.DB) {
	in := news.Subscription{
		Kind: news.Watch, Guild: "1", Channel: "2", About: 7, AboutName: "Kyiv", Origins: 2,
		Zone: "UTC", By: "4", NextAt: noon,
	}
	w := must(db.SaveSubscription(t.Context(), in))
	_, err := db.SaveSubscription(t.Context(), in)
	wantCode(t, err, news.Conflict)
	topic := in
	topic.About, topic.Topic = 0, "gaza"
	second := must(db.SaveSubscription(t.Context(), topic))
	twin := second
	twin.About, twin.Topic = 7, ""
	_, err = db.SaveSubscription(t.Context(), twin)
	wantCode(t, err, news.Conflict)
	same(t, "due digests", len(must(db.DueSubscriptions(t.Context(), noon, 9))), 0)
	same(t, "watches", must(db.Watches(t.Context(), noon, 0, 9)), []news.Subscription{w, second})
	same(t, "watches after the first", must(db.Watches(t.Context(), noon, w.ID, 9)), []news.Subscription{second})
	same(t, "watches that rest", len(must(db.Watches(t.Context(), noon.Add(-time.Minute), 0, 9))), 0)
}

func blocked(t *testing.T, db *storage.DB) {
	s, paused := subscribe(t, db, "a"), subscribe(t, db, "b")
	paused.Paused = "paused by an admin"
	paused = must(db.SaveSubscription(t.Context(), paused))
	for _, id := range []int64{s.ID, paused.ID} {
		if err := db.BlockSubscription(t.Context(), id, "no permission"); err != nil {
			t.Fatal(err)
		}
	}
	s.Paused, s.Blocked = "no permission", true
	same(t, "blocked", must(db.BlockedSubscriptions(t.Context())), []news.Subscription{s})
	same(t, "an admin's pause stays", must(db.SubscriptionByID(t.Context(), paused.ID)), paused)
	if err := db.TellSubscription(t.Context(), s.ID, noon); err != nil {
		t.Fatal(err)
	}
	if err := db.BlockSubscription(t.Context(), s.ID, "gone"); err != nil {
		t.Fatal(err)
	}
	s.Told, s.Paused = noon, "gone"
	same(t, "told once", must(db.BlockedSubscriptions(t.Context())), []news.Subscription{s})
	if err := db.UnblockSubscription(t.Context(), s.ID, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	s.Told, s.Paused, s.Blocked, s.NextAt = time.Time{}, "", false, noon.Add(time.Hour)
	same(t, "unblocked", must(db.SubscriptionByID(t.Context(), s.ID)), s)
	wantCode(t, db.UnblockSubscription(t.Context(), s.ID, noon), news.Conflict)
	wantCode(t, db.UnblockSubscription(t.Context(), paused.ID, noon), news.Conflict)
	wantCode(t, db.BlockSubscription(t.Context(), 999, "x"), news.NotFound)
	wantCode(t, db.TellSubscription(t.Context(), 999, noon), news.NotFound)
}

// shown composes a digest that shows the facts.
func shown(to time.Time, origins int, facts ...int64) news.Digest {
	d := news.Digest{Topic: "gaza", Name: "Gaza", Zone: "UTC", From: to.Add(-24 * time.Hour), To: to}
	for _, f := range facts {
		d.Developments = append(d.Developments, news.Development{
			Headline: "H", Facts: []int64{f}, Change: news.ChangeNew, Status: news.Reported,
			Known: []news.Known{{
				Fact: f, Status: news.Reported, Origins: origins, Time: to,
				Figures: []news.Figure{{Kind: news.Killed, Low: 7}},
			}},
		})
	}
	return d
}

func subscribe(t *testing.T, db *storage.DB, channel string) news.Subscription {
	t.Helper()
	return must(db.SaveSubscription(t.Context(), news.Subscription{
		Guild: "1", Channel: channel, Mention: "3",
		NextAt: noon,
	}))
}

func commit(t *testing.T, db *storage.DB, s *news.Subscription, d news.Digest) news.Delivery {
	t.Helper()
	next := s.NextAt.Add(24 * time.Hour)
	out, ok, err := db.CommitDigest(t.Context(), *s, d, next)
	if err != nil || !ok {
		t.Fatalf("CommitDigest = %v, %v", ok, err)
	}
	s.NextAt, s.LastAt = next, d.To
	return out
}

func commitDigest(t *testing.T, db *storage.DB) {
	f := draft{key: "a", sentences: []string{"One came.", "Two went."}}.save(t, db)
	one, two := f.Sentences[0].Fact, f.Sentences[1].Fact
	s := subscribe(t, db, "2")
	before := s
	out := commit(t, db, &s, shown(noon, 1, one))
	if out.ID == 0 || out.Digest.ID == 0 || out.Nonce == "" || len(out.Nonce) > 25 || out.Channel != "2" ||
		out.Mention != "3" || out.State != news.Pending {
		t.Errorf("delivery = %+v", out)
	}
	if _, ok, err := db.CommitDigest(t.Context(), before, shown(noon, 1, one, two), noon.Add(24*time.Hour)); ok ||
		err != nil {
		t.Errorf("CommitDigest of a subscription that somebody else served = %v, %v; want false", ok, err)
	}
	same(t, "subscription", must(db.SubscriptionByID(t.Context(), s.ID)), s)
	if n := must(db.PendingDeliveries(t.Context())); n != 1 {
		t.Errorf("PendingDeliveries = %d, want 1", n)
	}
	stored := must(db.Digest(t.Context(), out.Digest.ID))
	if stored.ID != out.Digest.ID || stored.Topic != "gaza" || len(stored.Developments) != 1 ||
		stored.Developments[0].Facts[0] != one {
		t.Errorf("Digest = %+v", stored)
	}
	known := must(db.KnownFacts(t.Context(), s.ID, []int64{one, two}))
	want := news.Known{
		Fact: one, Status: news.Reported, Origins: 1, Time: noon,
		Figures: []news.Figure{{Kind: news.Killed, Low: 7}},
	}
	same(t, "KnownFacts", known, map[int64]news.Known{one: want})

	second := commit(t, db, &s, shown(noon.Add(24*time.Hour), 2, one, two))
	if second.Nonce == out.Nonce {
		t.Errorf("two deliveries have the nonce %s", out.Nonce)
	}
	if known := must(db.KnownFacts(t.Context(), s.ID, []int64{one, two})); known[one].Origins != 2 ||
		known[two].Fact != two {
		t.Errorf("KnownFacts = %v, want the latest states", known)
	}
	if known := must(db.KnownFacts(t.Context(), s.ID+1, []int64{one})); len(known) != 0 {
		t.Errorf("another subscription knows %v", known)
	}
	if err := db.PauseSubscription(t.Context(), s.ID, "away"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := db.CommitDigest(t.Context(), s, shown(noon, 1), noon.Add(99*time.Hour)); ok || err != nil {
		t.Errorf("CommitDigest of a paused subscription = %v, %v; want false", ok, err)
	}
	if err := db.RemoveSubscription(t.Context(), "1", s.ID); err != nil {
		t.Fatal(err)
	}
	if n := must(db.PendingDeliveries(t.Context())); n != 0 {
		t.Errorf("a removed subscription has %d deliveries to come", n)
	}
	must(db.Digest(t.Context(), out.Digest.ID)) // its buttons still work
}

// claim claims a delivery and returns its id, 0 for none.
func commitTogether(t *testing.T, db *storage.DB) {
	fact := draft{key: "a", sentences: []string{"One came."}}.save(t, db).Sentences[0].Fact
	d := shown(noon, 1, fact)
	var all []news.Composed
	for _, channel := range []string{"a", "b", "c"} {
		s := subscribe(t, db, channel)
		all = append(all, news.Composed{Subscription: s, Digest: &d, Next: s.NextAt.Add(24 * time.Hour)})
	}
	all[1].Subscription.NextAt = noon.Add(-time.Hour) // somebody else has served it
	out := must(db.CommitDigests(t.Context(), all))
	if len(out) != 2 || out[0].Digest.ID != out[1].Digest.ID || out[0].Nonce == out[1].Nonce || d.ID != 0 {
		t.Fatalf("CommitDigests = %d deliveries %+v; want two of one digest", len(out), out)
	}
	for i, want := range []int{1, 0, 1} {
		if known := must(db.KnownFacts(t.Context(), all[i].Subscription.ID, []int64{fact})); len(known) != want {
			t.Errorf("channel %d knows %d facts, want %d", i, len(known), want)
		}
	}
}

func claim(t *testing.T, db *storage.DB, now time.Time) int64 {
	t.Helper()
	d, ok, err := db.ClaimDelivery(t.Context(), now, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if ok != (d.ID != 0) {
		t.Errorf("ClaimDelivery = %+v, %v", d, ok)
	}
	return d.ID
}

func deliveryOrder(t *testing.T, db *storage.DB) {
	a, b := subscribe(t, db, "a"), subscribe(t, db, "b")
	a1, a2 := commit(t, db, &a, shown(noon, 1)), commit(t, db, &a, shown(noon, 1))
	b1 := commit(t, db, &b, shown(noon, 1))

	d, ok, err := db.ClaimDelivery(t.Context(), noon, time.Minute)
	if err != nil || !ok || d.ID != a1.ID || d.Attempt != 1 || d.State != news.Sending || d.Nonce != a1.Nonce ||
		d.Digest.Name != "Gaza" || !d.NotBefore.Equal(noon.Add(time.Minute)) {
		t.Errorf("ClaimDelivery = %+v, %v, %v; want the first", d, ok, err)
	}
	if got := claim(t, db, noon); got != b1.ID {
		t.Errorf("second claim = %d, want %d: the other channel's", got, b1.ID)
	}
	if got := claim(t, db, noon); got != 0 {
		t.Errorf("third claim = %d, want none: the channel's first is being sent", got)
	}
	if err := db.RetryDelivery(t.Context(), a1.ID, noon.Add(10*time.Minute), "429"); err != nil {
		t.Fatal(err)
	}
	if got := claim(t, db, noon.Add(time.Second)); got != 0 {
		t.Errorf("claim = %d, want none: the channel's first waits", got)
	}
	if d, _, _ := db.ClaimDelivery(t.Context(), noon.Add(10*time.Minute), time.Minute); d.ID != a1.ID ||
		d.Attempt != 2 || d.Error != "429" {
		t.Errorf("claim after the wait = %+v, want the first again", d)
	}
	if err := db.FinishDelivery(t.Context(), a1.ID, "777"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, db.RetryDelivery(t.Context(), a1.ID, noon, "late"), news.Conflict)
	wantCode(t, db.FailDelivery(t.Context(), a1.ID, "late"), news.Conflict)
	if got := claim(t, db, noon.Add(10*time.Minute)); got != a2.ID {
		t.Errorf("claim = %d, want %d: the channel's second", got, a2.ID)
	}
}

func lease(t *testing.T, db *storage.DB) {
	s := subscribe(t, db, "a")
	d := commit(t, db, &s, shown(noon, 1))
	if got := claim(t, db, noon); got != d.ID {
		t.Fatalf("claim = %d", got)
	}
	if got := claim(t, db, noon.Add(time.Minute-time.Millisecond)); got != 0 {
		t.Errorf("claim during the lease = %d, want none", got)
	}
	if got := claim(t, db, noon.Add(time.Minute)); got != d.ID {
		t.Errorf("claim after the lease = %d, want %d", got, d.ID)
	}
	if n := must(db.PendingDeliveries(t.Context())); n != 1 {
		t.Errorf("PendingDeliveries = %d, want 1", n)
	}
	if err := db.FinishDelivery(t.Context(), d.ID, "1"); err != nil {
		t.Fatal(err)
	}
	if got := claim(t, db, noon.Add(time.Hour)); got != 0 {
		t.Errorf("what was sent is claimed again: %d", got)
	}
}

func failedDelivery(t *testing.T, db *storage.DB) {
	f := draft{key: "a", sentences: []string{"One came."}}.save(t, db)
	fact := f.Sentences[0].Fact
	s := subscribe(t, db, "a")
	first := commit(t, db, &s, shown(noon, 1, fact))
	claim(t, db, noon)
	if err := db.FinishDelivery(t.Context(), first.ID, "1"); err != nil {
		t.Fatal(err)
	}
	again := shown(noon.Add(24*time.Hour), 2, fact)
	again.After, again.Through = 7, 9
	second := commit(t, db, &s, again)
	if got := must(db.SubscriptionByID(t.Context(), s.ID)).LastArticle; got != 9 {
		t.Errorf("the last article looked at is %d, want 9", got)
	}
	claim(t, db, noon)
	if err := db.FailDelivery(t.Context(), second.ID, "missing access"); err != nil {
		t.Fatal(err)
	}
	if known := must(db.KnownFacts(t.Context(), s.ID, []int64{fact})); known[fact].Origins != 1 {
		t.Errorf("KnownFacts = %v, want the state before the failed digest", known)
	}
	if got := must(db.SubscriptionByID(t.Context(), s.ID)); !got.LastAt.Equal(second.Digest.From) ||
		got.LastArticle != 7 {
		t.Errorf("the next digest looks back to %v and article %d, want %v and 7: where the failed one began",
			got.LastAt, got.LastArticle, second.Digest.From)
	}
	if got := claim(t, db, noon.Add(time.Hour)); got != 0 {
		t.Errorf("a failed delivery is claimed: %d", got)
	}
}

func manyWorkers(t *testing.T, db *storage.DB) {
	const channels, each, workers = 5, 8, 6
	for i := range channels {
		s := subscribe(t, db, fmt.Sprint(i))
		for range each {
			commit(t, db, &s, shown(noon, 1))
		}
	}
	var mu sync.Mutex
	sent := map[int64]int{}
	order := map[string][]int64{}
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for {
				mu.Lock()
				done := len(sent) == channels*each
				mu.Unlock()
				if done {
					return
				}
				d, ok, err := db.ClaimDelivery(t.Context(), noon, time.Minute)
				if err != nil {
					t.Error(err)
					return
				}
				if !ok {
					continue // the others hold what is left
				}
				mu.Lock()
				sent[d.ID]++
				order[d.Channel] = append(order[d.Channel], d.ID)
				mu.Unlock()
				if err := db.FinishDelivery(t.Context(), d.ID, "m"); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	for id, n := range sent {
		if n != 1 {
			t.Errorf("delivery %d was claimed %d times", id, n)
		}
	}
	for channel, ids := range order {
		for i := 1; i < len(ids); i++ {
			if ids[i] < ids[i-1] {
				t.Errorf("channel %s got %v, out of order", channel, ids)
			}
		}
	}
}

func notFound(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	second := func(_ any, err error) error { return err }
	for name, err := range map[string]error{
		"ArticleByID":       second(db.ArticleByID(ctx, 1)),
		"ArticleByKey":      second(db.ArticleByKey(ctx, "Nobody", "x")),
		"Entity":            second(db.Entity(ctx, 1)),
		"Profile":           second(db.Profile(ctx, 1, time.Time{}, 1)),
		"Digest":            second(db.Digest(ctx, 1)),
		"SubscriptionByID":  second(db.SubscriptionByID(ctx, 1)),
		"PauseSubscription": db.PauseSubscription(ctx, 1, "x"),
		"FinishDelivery":    db.FinishDelivery(ctx, 1, "x"),
	} {
		if got := news.ErrorCode(err); got != news.NotFound {
			t.Errorf("%s of nothing = %v, want NotFound", name, err)
		}
	}
}

func sound(t *testing.T, db *storage.DB) {
	g := NewGenerator(1, noon, time.Minute)
	for range 40 {
		g.Saved(must(db.SaveArticle(t.Context(), g.Filing())))
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
