package storagetest

import (
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/storage"
)

// Run proves that a database does what its methods promise. open returns an empty one for each test; it should read
// time from [Now], look names up by [Keys], and compare [Words].
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
		{"events gather articles, and take one another in", events},
		{"what is decided about events lasts", decideEvents},
		{"a hidden event is told to nobody", hideEvent},
		{"what a server hides from itself is told to it alone no more", hideFromServer},
		{"what readers report stands until it is settled", reports},
		{"DocumentFrequency", documentFrequency},
		{"Facts selects", selectFacts},
		{"StoryFacts is bounded, and kept as it is stored", storyFacts},
		{"StoryFacts leaves out what is not wanted", wantedFacts},
		{"Facts joins sentences of several articles and denials", joinFacts},
		{"Told counts what it leaves out", told},
		{"Arrivals go by what was stored since, whatever its date", arrivals},
		{"stories and facts that are one lead to one", mergeStories},
		{"a story is split", splitStory},
		{"an origin is corrected", correctOrigin},
		{"Recurrences counts weeks", recurrences},
		{"what is a server's own is there for nobody else", visibility},
		{"what is a server's own can be erased", erased},
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
		{"subscriptions keep preferences", preferences},
		{"mutes", mutes},
		{"settings of servers", serverSettings},
		{"topics of servers", ownTopics},
		{"a story's thread is found again", storyThreads},
		{"CommitDigest happens once", commitDigest},
		{"CommitDigests stores one digest for several", commitTogether},
		{"deliveries of a channel go in order", deliveryOrder},
		{"a lease that ran out is claimed again", lease},
		{"a failed delivery has shown nothing", failedDelivery},
		{"many workers deliver each once", manyWorkers},
		{"what was delivered is amended once", amendments},
		{"edits wait for what they are of", editQueue},
		{"many editors make each edit once", manyEditors},
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
		"FinishDelivery":    db.FinishDelivery(ctx, 1, "x", ""),
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
