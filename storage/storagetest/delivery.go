package storagetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

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
	var ids []int64
	for _, c := range all {
		ids = append(ids, c.Subscription.ID)
	}
	known := must(db.KnownTo(t.Context(), ids, []int64{fact}))
	for i, want := range []int{1, 0, 1} {
		if got := known[ids[i]]; len(got) != want || want > 0 && got[fact].Fact != fact {
			t.Errorf("channel %d knows %v, want %d facts", i, got, want)
		}
		if out := must(db.SubscriptionByID(t.Context(), ids[i])); out.LastAt.IsZero() != (want == 0) {
			t.Errorf("channel %d was served last at %v", i, out.LastAt)
		}
	}
	for _, d := range out {
		if d.Subscription != ids[0] && d.Subscription != ids[2] || d.Channel == "b" || d.ID == 0 {
			t.Errorf("a delivery of subscription %d to channel %s with the id %d", d.Subscription, d.Channel, d.ID)
		}
	}
	if known := must(db.KnownTo(t.Context(), ids, nil)); len(known[ids[0]]) != 0 {
		t.Errorf("of no facts, %v are known", known)
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
	if err := db.FinishDelivery(t.Context(), a1.ID, "777", ""); err != nil {
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
	if err := db.FinishDelivery(t.Context(), d.ID, "1", ""); err != nil {
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
	if err := db.FinishDelivery(t.Context(), first.ID, "1", ""); err != nil {
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
				if err := db.FinishDelivery(t.Context(), d.ID, "m", ""); err != nil {
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
