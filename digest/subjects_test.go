package digest

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"sitrep/news"
)

// manyWatches is a store with a watch for every person of a long list, who are all in the news.
type manyWatches struct {
	WatchStore
	asked int
}

func (s *manyWatches) Facts(context.Context, news.FactQuery) ([]news.Fact, error) {
	s.asked++
	return make([]news.Fact, 10), nil
}

func (*manyWatches) Coverage(context.Context, string, time.Time, time.Time) (news.Coverage, error) {
	return news.Coverage{}, nil
}

// TestARunOfManyWatchesIsBounded watches a thousand people in one run: what is kept of them does not grow with them,
// and what many watch is still looked up once.
func TestARunOfManyWatchesIsBounded(t *testing.T) {
	store := &manyWatches{}
	w := NewWatcher(slog.New(slog.DiscardHandler), store, nil, time.Now)
	shared := newSubjects()
	for i := range int64(1000) {
		for _, s := range []news.Subscription{
			{ID: 2 * i, Topic: "gaza", Origins: 2}, {ID: 2*i + 1, About: i, Origins: 2},
		} {
			if _, err := w.alert(t.Context(), s, watching{now: time.Now(), shared: shared}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if shared.Len() > maxSubjects || store.asked != 1001 {
		t.Errorf("%d subjects are kept, facts were asked for %d times", shared.Len(), store.asked)
	}
}
