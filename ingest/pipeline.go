package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/reading"
	"sitrep/story"
	"sitrep/text"
	"sitrep/text/index"
	"sitrep/text/lang"
)

// Store is what the pipeline needs of storage.
type Store interface {
	Sources(ctx context.Context) ([]news.Source, error)
	Ledger
}

// Ledger is where articles are filed, and what placing them among those filed before looks at.
type Ledger interface {
	Revisions(ctx context.Context, source, key string) ([]news.Article, error) // everybody's first, the oldest first
	// Owners are the servers that have articles of their own published since.
	Owners(ctx context.Context, since time.Time) ([]string, error)
	EntitiesByKeys(ctx context.Context, keys []string) ([]news.Entity, error)
	Pins(ctx context.Context) ([]news.Pin, error) // what operators have decided; must not be changed
	DocumentFrequency(ctx context.Context, terms []string) (map[string]int, int, error)
	CandidateStories(ctx context.Context, terms []string, since time.Time, limit int) ([]news.Story, error)
	CandidateEvents(ctx context.Context, terms []string, since time.Time, limit int) ([]news.Event, error)
	// NamedEvent returns the event that an operator has said an article tells of; ID 0 is none.
	NamedEvent(ctx context.Context, source, key string) (news.Event, error)
	Recurrences(ctx context.Context, keys []int64, at time.Time) (map[int64]int, error)
	StoryFacts(ctx context.Context, story int64, since time.Time, limit int, wanted news.Wanted) ([]news.Fact, error)
	SaveArticle(ctx context.Context, f news.Filing) (news.Filing, error)
}

// Batch is a ledger in which articles are filed together: all that were saved are stored by Commit, or none.
type Batch interface {
	Ledger
	// Settle says what came of an article that another process has handed in.
	Settle(ctx context.Context, id int64, outcome news.Outcome) error
	Commit(ctx context.Context) error
	Rollback() error
}

// Options are what a pipeline knows besides its store.
type Options struct {
	Topics    []news.Topic
	Known     []news.Source        // outlets that articles may cite although none of theirs is stored
	Parties   []news.Belligerent   // the sides of conflicts
	Conflicts []news.ArmedConflict // which of them meet where
	// slugs of topics that whoever runs the program wrote: they let in whatever they match
	Own      []string
	OffTopic bool             // place articles that are no conflict news, too
	Now      func() time.Time // nil is time.Now

	// Batch begins to file articles together, as an import does. nil: each is stored in a transaction of its own.
	Batch func(ctx context.Context) (Batch, error)

	// Elsewhere reports whether another process places articles: they are handed in at the Desk then. nil: none does.
	Elsewhere func() bool
	Desk      Desk
}

// Pipeline reads, places and stores articles. It is safe for concurrent use.
type Pipeline struct {
	lg      *slog.Logger
	store   Store
	reader  *reading.Reader
	topics  *story.Matcher
	own     atomic.Pointer[story.Matcher] // of the topics that servers have made; nil if there are none
	options Options
	book    story.Directory
	sites   map[string]news.Source // by site

	mu      sync.Mutex // held while an article is placed and stored
	settled wakes      // when another process has filed something
}

// New returns a pipeline over a store.
func New(ctx context.Context, lg *slog.Logger, store Store, reader *reading.Reader, o Options) (*Pipeline, error) {
	stored, err := store.Sources(ctx)
	if err != nil {
		return nil, fmt.Errorf("open pipeline: %w", err)
	}
	o.Known = slices.Concat(o.Known, stored)
	p := Dry(lg, reader, o)
	p.store = store
	return p, nil
}

// Dry returns a pipeline without storage: it can prepare and read, not file.
func Dry(lg *slog.Logger, reader *reading.Reader, o Options) *Pipeline {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Pipeline{
		lg: lg, reader: reader, options: o,
		topics: story.NewMatcher(o.Topics, lookup).
			WithLeaders(o.Parties, o.Conflicts),
		book:  story.NewDirectory(o.Known).With(story.NewParties(o.Parties, o.Conflicts, reading.Nations())),
		sites: sitesOf(o.Known),
	}
}

// Prepare completes an article: its source as the directory knows it, its language, its key, the time at which
// it was seen. Nothing of its text changes but bytes that are not UTF-8.
func (p *Pipeline) Prepare(a news.Article) news.Article {
	a.Body = strings.ToValidUTF8(a.Body, "\uFFFD")
	a.Title, _ = clip(strings.Join(strings.Fields(strings.ToValidUTF8(a.Title, "\uFFFD")), " "), news.MaxTitle)
	a.Source = p.outlet(a.Source)
	if a.Language == "" {
		a.Language = lang.Identify(a.Title + "\n" + a.Body)
	}
	if a.Canonical == "" {
		a.Canonical = Canonical(a.URL)
	}
	if a.Seen.IsZero() {
		a.Seen = p.options.Now().UTC()
	}
	if a.Key == "" {
		a.Key = Key(a)
	}
	return a
}

// Relevance says whether an article that has been read is conflict news.
func (p *Pipeline) Relevance(a news.Article, r news.Reading) story.Relevance {
	theatre := slices.ContainsFunc(slices.Concat(r.TitlePlaces, r.Places), func(x news.Place) bool {
		return slices.ContainsFunc(p.options.Conflicts, func(c news.ArmedConflict) bool {
			return slices.Contains(c.Countries, x.Country)
		})
	})
	topics := p.Topics(a, r)
	own := slices.ContainsFunc(topics, func(t string) bool { return slices.Contains(p.options.Own, t) })
	return story.Gate(a, r, story.Grounds{Topics: topics, Own: own, Filed: len(p.filed(a)) > 0, Theatre: theatre})
}

// Topics are those to which an article that has been read belongs by its words, names and places.
func (p *Pipeline) Topics(a news.Article, r news.Reading) []string { return p.topics.Match(a, r) }

// lookup is what topics ask of the reading.
var lookup = story.Lookup{Home: reading.Home, Surname: reading.Surname}

// Learn makes the pipeline file what comes under the topics, too, that servers have made.
func (p *Pipeline) Learn(own []news.OwnTopic) {
	if len(own) == 0 {
		p.own.Store(nil)
		return
	}
	topics := make([]news.Topic, len(own))
	for i, t := range own {
		topics[i] = t.Topic
	}
	p.own.Store(story.NewMatcher(topics, lookup))
}

// Belongs reports whether an article belongs to a topic by its words alone. Where its first sentence ends counts, too:
// one word of the topic in it is enough.
func Belongs(t news.Topic, a news.Article) bool {
	var r news.Reading
	if all := text.Sentences(a.Body, lang.Of(a.Language)); len(all) > 0 {
		r.Sentences = []news.Span{news.Span(all[0])}
	}
	return len(story.NewMatcher([]news.Topic{t}, lookup).Match(inContext(a), r)) > 0
}

// judged says of an article that has been read whether it is conflict news.
func (p *Pipeline) judged(a news.Article, r news.Reading) news.Article {
	a.OffTopic = !p.options.OffTopic && !p.Relevance(inContext(a), r).On
	return a
}

// inContext is an article with a title that says what it is about. What is added stands behind: places in the title
// keep theirs.
func inContext(a news.Article) news.Article {
	if a.Context != "" {
		a.Title = strings.TrimSpace(a.Title + " | " + a.Context)
	}
	return a
}

// outlet completes a source as the directory knows it.
func (p *Pipeline) outlet(s news.Source) news.Source {
	s.Name = cmp.Or(strings.TrimSpace(s.Name), news.UnknownSource)
	if known, ok := p.book.Find(s.Name); ok && s.Kind == news.KindUnknown {
		known.Owner = s.Owner
		return known
	}
	return s
}

// credited completes the outlet that an aggregator credits, by the name or by the site.
func (p *Pipeline) credited(s news.Source) news.Source {
	known, ok := p.book.Find(s.Name)
	if !ok && s.HomePage != "" && net.ParseIP(hostOf(s.HomePage)) == nil {
		known, ok = p.sites[siteOf(s.HomePage)]
	}
	if ok {
		known.Owner = s.Owner
		return known
	}
	return p.outlet(s)
}

// sitesOf finds outlets by their sites, the first that is named of each.
func sitesOf(sources []news.Source) map[string]news.Source {
	sites := map[string]news.Source{}
	for _, s := range sources {
		if site := siteOf(s.HomePage); s.HomePage != "" && sites[site].Name == "" {
			sites[site] = s
		}
	}
	return sites
}

// storable cuts a body that is longer than any real article and marks it partial.
func storable(a news.Article) news.Article {
	var cut bool
	a.Body, cut = clip(a.Body, news.MaxBody)
	a.Partial = a.Partial || cut
	return a
}

// clip cuts s to at most n bytes, between runes.
func clip(s string, n int) (string, bool) {
	if len(s) <= n {
		return s, false
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n], true
}

// Add takes one article the whole way.
func (p *Pipeline) Add(ctx context.Context, a news.Article) (news.Outcome, error) {
	a = storable(p.Prepare(a))
	if err := a.Validate(); err != nil {
		return "", err
	}
	if known, err := p.known(ctx, a); err != nil || known {
		return news.Unchanged, err
	}
	return p.File(ctx, a, p.reader.Read(a))
}

// Knows reports whether any revision of the article is stored, whatever its text.
func (p *Pipeline) Knows(ctx context.Context, a news.Article) (bool, error) {
	a = p.Prepare(a)
	all, err := p.store.Revisions(news.SeenBy(ctx, a.Source.Owner), a.Source.Name, a.Key)
	return len(all) > 0, err
}

// known reports whether the article is stored already, word for word, in any of its revisions: an older one that comes
// again (a second import of the same file) is no edit.
func (p *Pipeline) known(ctx context.Context, a news.Article) (bool, error) {
	all, err := p.store.Revisions(news.SeenBy(ctx, a.Source.Owner), a.Source.Name, a.Key)
	return hasText(all, a), err
}

func hasText(all []news.Article, a news.Article) bool {
	return slices.ContainsFunc(all, func(o news.Article) bool { return o.Title == a.Title && sameBody(o, a) })
}

// sameBody compares the body of a stored article, which may be kept no longer, with another's.
func sameBody(stored, a news.Article) bool {
	if stored.Digest == "" {
		return stored.Body == a.Body
	}
	digest := sha256.Sum256([]byte(a.Body))
	return stored.Digest == hex.EncodeToString(digest[:])
}

// draft is what placing needs of an article's words alone. It is pure and takes as long as the placing itself.
type draft struct {
	story.Draft
	topics []story.Hit // see [story.Matcher.Words]
	words  news.Words
}

func (p *Pipeline) draft(a news.Article) draft {
	d := draft{
		Draft: story.NewDraft(a),
		words: news.Words{Title: index.Words(a.Title), Body: index.Words(a.Body)},
	}
	if !a.OffTopic {
		d.topics = p.topics.Words(inContext(a))
	}
	return d
}

// File places a prepared article that has been read and stores it, in one transaction.
func (p *Pipeline) File(ctx context.Context, a news.Article, r news.Reading) (news.Outcome, error) {
	a = p.judged(a, r)
	if p.options.Elsewhere != nil && p.options.Elsewhere() {
		return p.handIn(ctx, a, r)
	}
	d := p.draft(a) // before the others have to wait
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.options.Batch == nil {
		return p.file(ctx, p.store, a, r, d)
	}
	b, err := p.options.Batch(ctx)
	if err != nil {
		return "", fmt.Errorf("file article %q: %w", cmp.Or(a.URL, a.Title, a.Key), err)
	}
	outcome, err := p.file(ctx, b, a, r, d)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return "", errors.Join(err, b.Rollback())
	}
	return outcome, b.Commit(ctx)
}

// file is File in a ledger. The caller holds p.mu.
func (p *Pipeline) file(ctx context.Context, l Ledger, a news.Article, r news.Reading, d draft) (_ news.Outcome,
	err error,
) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("file article %q: %w", cmp.Or(a.URL, a.Title, a.Key), err)
		}
	}()
	ctx = news.SeenBy(ctx, a.Source.Owner) // it is placed among what whoever sees it sees
	outcome, revisions := news.Added, []news.Article(nil)
	if revisions, err = l.Revisions(ctx, a.Source.Name, a.Key); err != nil {
		return "", err
	}
	if n := len(revisions); n > 0 && recycled(revisions[n-1], a) {
		a.Key = ContentKey(a)
		if revisions, err = l.Revisions(ctx, a.Source.Name, a.Key); err != nil {
			return "", err
		}
	}
	if hasText(revisions, a) {
		return news.Unchanged, nil
	}
	a.Revision = 1
	for _, r := range revisions {
		if r.Source.Owner == a.Source.Owner {
			a.Revision++
		}
	}
	if a.Revision > 1 {
		outcome = news.Revised
	}
	f, err := p.place(ctx, l, a, r, d)
	if err != nil {
		return "", err
	}
	if _, err := l.SaveArticle(ctx, f); err != nil {
		return "", err
	}
	return outcome, nil
}

// recycled reports whether a feed gave a new article the identity of an old one: nothing but the key is the same. Pages
// that are rewritten at one address (live blogs) are revisions all the same.
func recycled(old, a news.Article) bool {
	const alike = 0.1 // of three-word shingles; an edit keeps far more
	if a.Canonical != "" && a.Canonical == old.Canonical {
		return false
	}
	return old.Title != a.Title && text.SketchOf(old.Body).Similarity(text.SketchOf(a.Body)) < alike
}

// place decides where the article belongs: who its entities are, which story it joins, which facts its sentences state.
func (p *Pipeline) place(ctx context.Context, l Ledger, a news.Article, r news.Reading, d draft) (news.Filing, error) {
	f := news.Filing{Article: a, Words: d.words}
	var err error
	if f.Reading, err = p.resolve(ctx, l, a, r); err != nil {
		return f, err
	}
	counts := story.Terms(d.Draft, f.Reading)
	f.Terms = slices.Sorted(maps.Keys(counts))
	if f.Article.OffTopic {
		return f, nil
	}
	var freq story.Frequencies
	if freq.Of, freq.Total, err = l.DocumentFrequency(ctx, f.Terms); err != nil {
		return f, err
	}
	v := story.Vector(counts, freq)
	f.Topics = union(p.topics.MatchNames(d.topics, inContext(a), f.Reading), p.filed(a))
	if own := p.own.Load(); own != nil { // they let nothing in: they are what one server calls some of it
		f.Topics = union(f.Topics, own.Match(inContext(a), f.Reading))
	}
	candidates, err := l.CandidateStories(ctx, story.Rarest(v), a.Time().Add(-story.Window), story.CandidateStories)
	if err != nil {
		return f, err
	}
	sentences := story.Sentences(a, d.Draft, f.Reading, story.Known{Vector: v, Frequencies: freq, Outlets: p.book})
	keys := story.Keys(sentences)
	if f.Keys = slices.DeleteFunc(slices.Clone(keys), func(k int64) bool { return k == 0 }); len(f.Keys) > 0 {
		weeks, err := l.Recurrences(ctx, f.Keys, a.Time())
		if err != nil {
			return f, err
		}
		sentences = story.Recurring(sentences, keys, weeks)
	}
	came := arrival{rarest: story.Rarest(v), sentences: sentences, story: story.Arrival{
		Title: storyTitle(a, sentences), Vector: v, Time: a.Time(), Dated: !a.Published.IsZero(),
	}, event: story.Happening{
		Title: storyTitle(a, sentences), Vector: story.LeadVector(d.Draft, freq), Time: a.Time(),
		Dated: !a.Published.IsZero(), Kinds: story.Kinds(f.Reading), Towns: story.Towns(sentences), Stored: freq.Total,
	}}
	placing := story.Place(came.story, candidates)
	f.Story, f.Absorbed = placing.Story, placing.Absorbed
	f.Story.Topics = union(f.Story.Topics, f.Topics)
	events, err := placeEvent(ctx, l, &f, came.event)
	if err != nil {
		return f, err
	}
	yield(&f, candidates, events, nil)
	facts, err := storyFacts(ctx, l, &f, sentences)
	if err != nil {
		return f, err
	}
	facts = story.Joinable(facts, f.Event)
	f.Sentences = story.Join(sentences, facts, p.book)
	f.Corrections = story.Corrections(a, f.Sentences, facts, p.book)
	yield(&f, candidates, events, facts)
	if story.Due(f.Story.Articles) && len(f.Absorbed) == 0 && a.Source.Owner == "" {
		f.Story, f.Split = story.Divide(f.Story, story.Joined(facts, f.Sentences))
	}
	return f, p.echoes(ctx, l, &f, came)
}

// placeEvent decides which event the filing's article tells of, and returns those that it may have been.
func placeEvent(ctx context.Context, l Ledger, f *news.Filing, h story.Happening) ([]news.Event, error) {
	a := f.Article
	f.EventKeys, f.Form = story.EventKeys(h.Vector), story.FormOf(a, f.Reading)
	f.Gravity = story.TitleGravity(a.Title, f.Reading) + story.Prominence(a.Title, f.Reading)
	candidates, err := l.CandidateEvents(ctx, f.EventKeys, a.Time().Add(-story.EventWindow), story.CandidateEvents)
	if err != nil {
		return nil, err
	}
	if a.Revision > 1 {
		named, err := l.NamedEvent(ctx, a.Source.Name, a.Key)
		if err != nil {
			return nil, err
		}
		h.Of = named.ID
		known := func(e news.Event) bool { return e.ID == h.Of }
		if h.Of != 0 && !slices.ContainsFunc(candidates, known) {
			candidates = append(candidates, named)
		}
	}
	f.Event, f.SameEvents = story.PlaceEvent(h, candidates)
	return candidates, nil
}

// filed are the topics of an article that it has by its feed, whatever its words.
func (p *Pipeline) filed(a news.Article) (out []string) {
	for _, t := range p.options.Topics {
		if slices.Contains(a.Filed, t.Slug) {
			out = append(out, t.Slug)
		}
	}
	return out
}

// storyFacts are the stored facts that the filing's sentences may join: those of its story, and of what that takes in.
func storyFacts(ctx context.Context, l Ledger, f *news.Filing, sentences []news.Sentence) ([]news.Fact, error) {
	if f.Story.ID == 0 {
		return nil, nil
	}
	since := f.Article.Time().Add(-story.Window)
	gone := make([][]news.Fact, len(f.Absorbed))
	compared := slices.Clip(sentences)
	for i, id := range f.Absorbed {
		var err error
		if gone[i], err = l.StoryFacts(ctx, id, since, story.MergedFacts, news.Wanted{}); err != nil {
			return nil, err
		}
		told, _ := story.Weightiest(gone[i])
		compared = append(compared, told...)
	}
	facts, err := l.StoryFacts(ctx, f.Story.ID, since, maxFacts,
		news.Wanted{Terms: story.Resembling(compared), Outlines: story.Due(f.Story.Articles)})
	if err != nil {
		return nil, err
	}
	for _, more := range gone {
		same := story.Duplicates(facts[:min(len(facts), story.MergedFacts)], more)
		facts = story.Unite(facts, more, same)
		f.Same = append(f.Same, same...)
	}
	return facts, nil
}

// maxFacts bounds how many facts of a story a new sentence is compared with, the latest first: a war's running story
// has thousands, and nobody restates last week's in new words.
const maxFacts = 400

// storyTitle names a new story by its article's title, else by its weightiest sentence.
func storyTitle(a news.Article, sentences []news.Sentence) string {
	if a.Title != "" {
		return a.Title
	}
	if len(sentences) == 0 {
		first, _ := clip(a.Body, 120)
		return first
	}
	best := slices.MaxFunc(sentences, func(x, y news.Sentence) int { return cmp.Compare(x.Weight, y.Weight) })
	return best.Text
}

func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// resolve says who is who in a reading, given what is stored.
func (p *Pipeline) resolve(ctx context.Context, l Ledger, a news.Article, r news.Reading) (news.Reading, error) {
	pins, err := l.Pins(ctx)
	if err != nil {
		return r, err
	}
	q := reading.Ask(a, r, pins)
	stored, err := l.EntitiesByKeys(ctx, q.Keys)
	if err != nil {
		return r, err
	}
	return p.reader.Resolve(q, stored), nil
}
